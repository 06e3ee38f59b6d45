//! `baseline-missing`: a target to reach, but no value to start from.

use crate::finding::{Finding, Level};
use crate::measure::aim::Aim;
use crate::measure::key_result::{Values, aim_of};
use crate::measure::title;
use crate::model::KeyResultType::{Decrease, Increase, Maintain, Milestone};
use crate::model::{KeyResult, KeyResultType, Measured};
use crate::rules::{Check, Context, Group, Rule};
use crate::snapshot::Place;

/// The rule.
pub const RULE: Rule = Rule {
    name: "baseline-missing",
    group: Group::Measures,
    level: Level::Warning,
    summary: "A target to reach has no baseline",
    why: "How far you have come is told from where you started. Without a baseline the progress \
          stays unknown, and nobody can see whether the target is bold or already met. Look up the \
          value of the day the cycle began; if it is counted from nothing, write `baseline: 0`. If \
          nobody knows it yet, finding out is a fair key result of its own: give it a title that \
          says so. A value that is known but not for everybody's eyes is `baseline: confidential`.",
    bad: "\
objective: Deliver the most seamless experience in the industry
owner: cpo
key_results:
  - title: Decrease customer churn
    target: 3%
#           ^^ baseline-missing
    current: 4.4%
",
    good: "\
objective: Deliver the most seamless experience in the industry
owner: cpo
key_results:
  - title: Decrease customer churn
    baseline: 5%
    target: 3%
    current: 4.4%
  - title: Find out the baseline of customer satisfaction
    target: 200 answers
",
    source: "Progress is the way gone from baseline to target; it cannot be computed from one end",
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
    let written = key_result.kind.map(|kind| kind.value);
    let is_written = |kinds: &[KeyResultType]| written.is_some_and(|kind| kinds.contains(&kind));
    if values.baseline.is_some()
        || !values.are_read()
        || measures_baseline(&key_result.title)
        || is_kept_secret(values)
    {
        return None;
    }
    let is_needed = match aim_of(key_result).ok()??.aim {
        Aim::ReachFromUnknown { .. } => !is_written(&[Maintain, Milestone]),
        Aim::Change { .. } => !tells_changes(values) && !is_written(&[Milestone]),
        // A level is only kept, unless the type says that it is a value to get to.
        Aim::Hold { .. } => is_written(&[Increase, Decrease]),
        Aim::Reach { .. } | Aim::Stay { .. } => false,
    };
    if !is_needed {
        return None;
    }
    let message = format!(
        "without a baseline nobody can tell how far it is to `{}`",
        target.text.trim()
    );
    Some(
        context
            .about_key_result(&RULE, place, target.span, message)
            .field("baseline")
            .help(help(values)),
    )
}

/// Whether a value since the start is withheld, so that the baseline would be as well.
fn is_kept_secret(values: Values<'_>) -> bool {
    let mut since = values.since();
    since.any(|(_, value)| matches!(value.value, Measured::Confidential(_)))
}

/// Whether what was measured is the change so far, which needs no baseline.
fn tells_changes(values: Values<'_>) -> bool {
    let mut since = values.since();
    since.any(|(_, value)| value.quantity().is_some_and(|quantity| quantity.signed))
}

/// Whether the key result is to find out where things stand: then it starts from nothing known.
fn measures_baseline(title: &str) -> bool {
    let title = title.to_lowercase();
    let mut words = title.split_whitespace();
    let (verb, next) = (words.next().unwrap_or_default(), words.next());
    let noun = next.is_some_and(|next| SURVEYED.contains(&next));
    title.contains("baseline")
        || title.starts_with("find out")
        || MEASURING.contains(&verb)
        || (verb == "survey" && !noun)
}

const MEASURING: &[&str] = &[
    "measure",
    "establish",
    "determine",
    "benchmark",
    "quantify",
    "instrument",
];

/// What makes `survey` in front of it the name of a measure.
const SURVEYED: &[&str] = &[
    "score",
    "scores",
    "satisfaction",
    "rating",
    "ratings",
    "response",
    "responses",
    "result",
    "results",
    "nps",
    "participation",
    "completion",
];

fn help(values: Values<'_>) -> String {
    let nothing = "counted from nothing? write `baseline: 0`";
    if let Some(stated) = title::stated(values.title).from {
        return format!("the title says it: write `baseline: {stated}`");
    }
    let now = values.measurement.latest();
    match now.filter(|value| value.quantity().is_some()) {
        Some(now) => format!(
            "it is `{}` now; write as `baseline` what it was when the cycle began; {nothing}",
            now.text()
        ),
        None => format!("write as `baseline` what it was when the cycle began; {nothing}"),
    }
}
