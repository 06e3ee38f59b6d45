//! `baseline-equals-target`: there is nothing to reach.

use crate::finding::{Finding, Level};
use crate::measure::aim::{Aim, Direction};
use crate::measure::key_result::{Values, aim_of};
use crate::measure::title;
use crate::model::{KeyResult, KeyResultType};
use crate::rules::{Check, Context, Group, Rule};
use crate::snapshot::Place;

/// The rule.
pub const RULE: Rule = Rule {
    name: "baseline-equals-target",
    group: Group::Measures,
    level: Level::Error,
    summary: "Baseline and target are the same value, so there is nothing to reach",
    why: "A key result says what will be different at the end of the cycle. Where it starts at its \
          target, it was reached before the work began, and its progress cannot be computed. If \
          the value is worth keeping, say so: `type: maintain` with a level such as `at least \
          99%`. Better still, make it a kpi, which is watched all year and asks for an OKR only \
          when it breaks.",
    bad: "\
objective: Answer customers before they have to ask again
owner: support
key_results:
  - title: Time to the first answer
    baseline: 120 min
    target: 2h
#           ^^ baseline-equals-target
",
    good: "\
objective: Answer customers before they have to ask again
owner: support
key_results:
  - title: Time to the first answer
    baseline: 120 min
    target: 1h
  - title: Answers that customers rate as helpful
    type: maintain
    baseline: 90%
    target: at least 90%
",
    source: "Business as usual keeps the boat afloat; an OKR fixes, improves or innovates something",
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
    let (baseline, target) = (values.baseline?, values.target?);
    let written = key_result.kind.map(|kind| kind.value);
    let exempt = [KeyResultType::Maintain, KeyResultType::Milestone];
    if !values.are_read() || written.is_some_and(|kind| exempt.contains(&kind)) {
        return None;
    }
    let Aim::Reach { from, to } = aim_of(key_result).ok()??.aim else {
        return None;
    };
    if from != to {
        return None;
    }
    let (start, end) = (baseline.text().trim(), target.text.trim());
    let message = match start == end {
        true => format!("baseline and target are both `{end}`, so there is nothing to reach"),
        false => format!(
            "the target `{end}` is the same as the baseline `{start}`, so there is nothing to reach"
        ),
    };
    let side = match title::direction(&key_result.title) {
        Some(Direction::Decrease) => "at most",
        _ if from.is_zero() => "at most",
        _ => "at least",
    };
    Some(
        context
            .about_key_result(&RULE, place, target.span, message)
            .field("target")
            .help(format!(
                "to keep it, write `type: maintain` with `target: {side} {start}`, or better make \
                 it a kpi; else write a target that differs from `{start}`"
            ))
            .related(
                context.snapshot.node(place.node)?.file,
                baseline.span,
                "this is the baseline",
            ),
    )
}
