//! `current-out-of-range`: a measured value lies where baseline and target say it cannot.

use rust_decimal::Decimal;

use crate::finding::{Finding, Level};
use crate::measure::aim::{Aim, Course};
use crate::measure::key_result::Values;
use crate::model::unit::Unit;
use crate::rules::{Check, Context, Group, Rule};
use crate::snapshot::Place;
use crate::source::Span;

/// The rule.
pub const RULE: Rule = Rule {
    name: "current-out-of-range",
    group: Group::Measures,
    level: Level::Warning,
    summary: "A measured value is above 100% or below zero, where baseline and target are not",
    why: "A share of something cannot exceed the whole, and a count cannot fall below nothing. When \
          baseline and target keep to that and a measured value does not, most often a digit or a \
          point slipped, and the progress of the whole objective is off. Check the value. Titles \
          that speak of growth, margin, profit, a net value, quota or budget are not judged, since \
          those do leave the range.",
    bad: "\
objective: Help new users find content they love
owner: priya
key_results:
  - title: New users who complete the onboarding flow
    baseline: 60%
    target: 85%
    current: 710%
#            ^^^^ current-out-of-range
",
    good: "\
objective: Help new users find content they love
owner: priya
key_results:
  - title: New users who complete the onboarding flow
    baseline: 60%
    target: 85%
    current: 71%
",
    source: "Arithmetic: parts of a whole lie between 0% and 100%",
    parameters: &[],
    check: Check::Tree(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for (place, _, values) in context.running_values() {
        if !values.are_read() || leaves_the_range(values.title) {
            continue;
        }
        if let Ok(Some(course)) = values.aim() {
            findings.extend(of_values(context, place, values, &course));
        }
    }
}

fn of_values(
    context: &Context<'_>,
    place: Place,
    values: Values<'_>,
    course: &Course,
) -> Vec<Finding> {
    let limits = limits(&course.aim);
    let since = values
        .since()
        .filter_map(|(field, value)| Some((field, value.quantity()?, value.span)));
    since
        .filter_map(|(field, quantity, span)| {
            let at = course.place(quantity).ok()??;
            let (low, high) = limits?;
            let share = *course.unit() == Unit::Percent;
            let message = if share && at > Decimal::ONE_HUNDRED && high <= Decimal::ONE_HUNDRED {
                format!("`{}` is above 100%", quantity.text.trim())
            } else if at < Decimal::ZERO && low >= Decimal::ZERO {
                format!("`{}` is below zero", quantity.text.trim())
            } else {
                return None;
            };
            finding(context, place, values, (field, span), &message)
        })
        .collect()
}

/// The least and the greatest of the values that are aimed at; none where only a change is known,
/// which may be of any size.
fn limits(aim: &Aim) -> Option<(Decimal, Decimal)> {
    match *aim {
        Aim::Reach { from, to } => Some((from.min(to), from.max(to))),
        Aim::ReachFromUnknown { to } => Some((to, to)),
        Aim::Hold { bound, .. } => Some((bound, bound)),
        Aim::Stay { low, high } => Some((low, high)),
        Aim::Change { .. } => None,
    }
}

fn finding(
    context: &Context<'_>,
    place: Place,
    values: Values<'_>,
    (field, span): (&'static str, Span),
    wrong: &str,
) -> Option<Finding> {
    let target = values.target?;
    let file = context.snapshot.node(place.node)?.file;
    let message = match values
        .baseline
        .filter(|baseline| baseline.quantity().is_some())
    {
        Some(baseline) => format!(
            "{wrong}, though it is to go from `{}` to `{}`",
            baseline.text().trim(),
            target.text.trim()
        ),
        None => format!("{wrong}, though the target is `{}`", target.text.trim()),
    };
    Some(
        context
            .about_key_result(&RULE, place, span, message)
            .field(field)
            .help(
                "check for a slipped digit, point or sign; if it can go that far, say in the title \
                 what it counts, such as a growth or a net value",
            )
            .related(file, target.span, "this is the target"),
    )
}

/// Whether the title names something that can leave the range: it is compared with a plan or
/// another time, or what was lost is taken off.
fn leaves_the_range(title: &str) -> bool {
    let title = title.to_lowercase();
    let mut words = title.split(|c: char| !c.is_alphanumeric());
    words.any(|word| BEYOND.contains(&word))
}

const BEYOND: &[&str] = &[
    "net",
    "nps",
    "enps",
    "nrr",
    "growth",
    "change",
    "margin",
    "profit",
    "balance",
    "ebit",
    "ebitda",
    "cashflow",
    "cash",
    "quota",
    "budget",
    "plan",
    "attainment",
    "overachievement",
];
