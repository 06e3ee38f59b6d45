//! `stretch-below-target`: the stretch is easier than the target.

use rust_decimal::Decimal;

use crate::finding::{Finding, Level};
use crate::measure::aim::{Aim, Direction};
use crate::measure::key_result::{Values, aim_of};
use crate::model::comparator::Comparator;
use crate::model::{KeyResult, KeyResultType};
use crate::rules::{Check, Context, Group, Rule};
use crate::snapshot::Place;

/// The rule.
pub const RULE: Rule = Rule {
    name: "stretch-below-target",
    group: Group::Measures,
    level: Level::Error,
    summary: "The stretch is easier to reach than the target",
    why: "The stretch is what you would be thrilled with, the target what you aim for, so the \
          stretch lies further on: higher where the value is to rise, lower where it is to fall. \
          Often the two were swapped, or the target was raised later on and the stretch was left \
          where it was. A signed stretch such as `+30%` is counted from the baseline, as a target \
          is.",
    bad: "\
objective: Deliver the most seamless experience in the industry
owner: cpo
key_results:
  - title: Decrease customer churn
    baseline: 5%
    target: 3%
    stretch: 4%
#            ^^ stretch-below-target
",
    good: "\
objective: Deliver the most seamless experience in the industry
owner: cpo
key_results:
  - title: Decrease customer churn
    baseline: 5%
    target: 3%
    stretch: 2.5%
",
    source: "The Google OKR playbook, which tells committed goals from what goes beyond them",
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
    let (stretch, target) = (values.stretch?, values.target?);
    if !values.are_read() {
        return None;
    }
    let course = aim_of(key_result).ok()??;
    let reached = values.stretch(&course).ok()??;
    let (direction, goal) = goal(&course.aim, key_result)?;
    let further = match direction {
        Direction::Increase => reached < goal,
        Direction::Decrease => reached > goal,
        Direction::Maintain => false,
    };
    if !further {
        return None;
    }
    let (text, goal) = (stretch.text.trim(), target.text.trim());
    let (way, side) = match direction {
        Direction::Decrease => ("down", "above"),
        Direction::Increase | Direction::Maintain => ("up", "below"),
    };
    let relative = |signed: bool| if signed { " from the baseline on" } else { "" };
    let message = format!(
        "the stretch `{text}`{} is {side} the target `{goal}`, but the way is {way}",
        relative(stretch.signed)
    );
    let file = context.snapshot.node(place.node)?.file;
    Some(
        context
            .about_key_result(&RULE, place, stretch.span, message)
            .field("stretch")
            .help(help(text, goal, direction, values))
            .related(file, target.span, "this is the target"),
    )
}

/// Which way the target lies and its value. Where no baseline tells, only a written type does.
fn goal(aim: &Aim, key_result: &KeyResult) -> Option<(Direction, Decimal)> {
    let goal = match *aim {
        Aim::Reach { to, .. } | Aim::ReachFromUnknown { to } => to,
        Aim::Change { by } => by,
        Aim::Hold { comparator, bound } => {
            let direction = match comparator {
                Comparator::AtLeast | Comparator::Above => Direction::Increase,
                Comparator::AtMost | Comparator::Below => Direction::Decrease,
            };
            return Some((direction, bound));
        }
        Aim::Stay { .. } => return None,
    };
    let written = match key_result.kind.map(|kind| kind.value) {
        Some(KeyResultType::Increase) => Some(Direction::Increase),
        Some(KeyResultType::Decrease) => Some(Direction::Decrease),
        Some(KeyResultType::Maintain | KeyResultType::Milestone) | None => None,
    };
    let unknown = matches!(aim, Aim::ReachFromUnknown { .. });
    let direction = aim.direction().or(written.filter(|_| unknown))?;
    Some((direction, goal))
}

fn help(text: &str, goal: &str, direction: Direction, values: Values<'_>) -> String {
    let swap = format!("swapped? write `target: {text}` and `stretch: {goal}`");
    let side = match direction {
        Direction::Decrease => "below",
        Direction::Increase | Direction::Maintain => "above",
    };
    // A target in words, such as `at least 99%`, is no stretch.
    let plain = values
        .target
        .is_some_and(|target| crate::model::Quantity::parse(&target.text).is_ok());
    match plain {
        true => format!("write a stretch {side} `{goal}`; {swap}"),
        false => format!("write a stretch {side} that of `{goal}`, or leave it out"),
    }
}
