//! `direction-contradicts`: the words say up where the numbers say down, or the other way round.

mod verb;

use rust_decimal::Decimal;

use crate::finding::{Finding, Level};
use crate::measure::aim::{Aim, Course, Direction};
use crate::measure::key_result::{Values, aim_of};
use crate::model::target::TargetKind;
use crate::model::{KeyResult, KeyResultType};
use crate::rules::{Check, Context, Group, Rule};
use crate::snapshot::Place;

/// The rule.
pub const RULE: Rule = Rule {
    name: "direction-contradicts",
    group: Group::Measures,
    level: Level::Error,
    summary: "The type or the title's verb contradicts the way from baseline to target",
    why: "Whoever reads \"decrease\" expects the number to fall. When baseline and target say the \
          opposite, one of the two is wrong, and the progress counts in the wrong direction: a \
          setback shows as success. Most often baseline and target were swapped. If the numbers \
          are right, change the verb of the title or leave `type` out, since it follows from the \
          numbers; a written `type` that agrees with the numbers settles what the title leaves \
          open.",
    bad: "\
objective: Deliver the most seamless experience in the industry
owner: cpo
key_results:
  - title: Decrease customer churn
#          ^^^^^^^^^^^^^^^^^^^^^^^ direction-contradicts
    baseline: 3%
    target: 5%
  - title: Viewers who watch every day
    type: decrease
#         ^^^^^^^^ direction-contradicts
    baseline: 1.2M
    target: 1500k
",
    good: "\
objective: Deliver the most seamless experience in the industry
owner: cpo
key_results:
  - title: Decrease customer churn
    baseline: 5%
    target: 3%
  - title: Viewers who watch every day
    baseline: 1.2M
    target: 1500k
",
    source: "The direction is the sign of target minus baseline; the list of verbs is this project's",
    parameters: &[],
    check: Check::Tree(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for (place, _, key_result) in context.running_key_results() {
        findings.extend(finding(context, place, key_result));
    }
}

fn finding(context: &Context<'_>, place: Place, key_result: &KeyResult) -> Option<Finding> {
    let values = Values::of(key_result);
    let target = values.target?;
    if !values.are_read() {
        return None;
    }
    let course = aim_of(key_result).ok()??;
    let numbers = direction(&course, values)?;
    let (span, field, message, help) = match key_result.kind {
        Some(kind) => {
            let said = of_type(kind.value)?;
            // A level can be kept although it is not reached yet, where the type says so.
            let is_level = matches!(target.kind, TargetKind::Level { .. });
            if said == numbers || (said == Direction::Maintain && is_level) {
                return None;
            }
            let message = format!("`type: {}`, but {}", kind.name(), way(values, numbers));
            (
                kind.span,
                "type",
                message,
                type_help(values, kind.value, numbers),
            )
        }
        None => {
            let said = verb::said(values, &course)?;
            if said == numbers {
                return None;
            }
            let verb = values.title.split_whitespace().next()?;
            let message = format!("the title says `{verb}`, but {}", way(values, numbers));
            (
                key_result.title.span,
                "title",
                message,
                title_help(values, numbers),
            )
        }
    };
    let file = context.snapshot.node(place.node)?.file;
    let mut finding = context
        .about_key_result(&RULE, place, span, message)
        .field(field)
        .help(help);
    if let Some(baseline) = values.baseline {
        finding = finding.related(file, baseline.span, "this is the baseline");
    }
    Some(finding.related(file, target.span, "this is the target"))
}

/// Which way the numbers go. A level that the baseline has already passed is on its other side.
fn direction(course: &Course, values: Values<'_>) -> Option<Direction> {
    match course.aim {
        Aim::Hold { bound, .. } => {
            let baseline = values.baseline?.quantity()?;
            let from: Decimal = course.place(baseline).ok()??;
            Aim::Reach { from, to: bound }.direction()
        }
        Aim::Stay { .. } => None,
        aim => aim.direction(),
    }
}

const fn of_type(kind: KeyResultType) -> Option<Direction> {
    match kind {
        KeyResultType::Increase => Some(Direction::Increase),
        KeyResultType::Decrease => Some(Direction::Decrease),
        KeyResultType::Maintain => Some(Direction::Maintain),
        KeyResultType::Milestone => None,
    }
}

/// `5% → 3% goes down`
fn way(values: Values<'_>, numbers: Direction) -> String {
    let goes = match numbers {
        Direction::Decrease => "down",
        Direction::Increase | Direction::Maintain => "up",
    };
    match numbers_of(values) {
        (Some(baseline), target) => format!("from `{baseline}` to `{target}` it goes {goes}"),
        (None, target) => format!("a change of `{target}` goes {goes}"),
    }
}

/// Baseline and target as written.
fn numbers_of<'a>(values: Values<'a>) -> (Option<&'a str>, &'a str) {
    let baseline = values
        .baseline
        .filter(|baseline| baseline.quantity().is_some());
    (
        baseline.map(|baseline| baseline.text().as_str().trim()),
        values
            .target
            .map_or("", |target| target.text.as_str().trim()),
    )
}

/// How the numbers are written the other way round, where both are plain values.
fn swapped(values: Values<'_>) -> String {
    let is_plain = matches!(
        values.target.map(|target| &target.kind),
        Some(TargetKind::Value(_))
    );
    match numbers_of(values) {
        (Some(baseline), target) if is_plain => {
            format!(
                "if the numbers are swapped, write `baseline: {target}` and `target: {baseline}`; else "
            )
        }
        _ => String::new(),
    }
}

fn type_help(values: Values<'_>, kind: KeyResultType, numbers: Direction) -> String {
    let name = type_name(numbers);
    if kind == KeyResultType::Maintain {
        let (_, level) = numbers_of(values);
        return format!(
            "to keep a level, write `target: at least {level}` or `target: at most {level}`; to get \
             there, write `type: {name}`"
        );
    }
    format!(
        "{}leave `type` out, or write `type: {name}`",
        swapped(values)
    )
}

fn title_help(values: Values<'_>, numbers: Direction) -> String {
    let name = type_name(numbers);
    format!(
        "{}reword the title, or write `type: {name}` if both are as meant",
        swapped(values)
    )
}

const fn type_name(direction: Direction) -> &'static str {
    match direction {
        Direction::Increase => KeyResultType::Increase.name(),
        Direction::Decrease => KeyResultType::Decrease.name(),
        Direction::Maintain => KeyResultType::Maintain.name(),
    }
}
