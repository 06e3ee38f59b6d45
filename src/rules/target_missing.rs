//! `target-missing`: a key result is measured, but nobody said what value to reach.

use crate::finding::{Finding, Level};
use crate::measure::key_result::{Values, key_result_type};
use crate::measure::title;
use crate::model::{KeyResult, KeyResultType, Measured};
use crate::rules::{Check, Context, Group, Rule};
use crate::snapshot::Place;

/// The rule.
pub const RULE: Rule = Rule {
    name: "target-missing",
    group: Group::Measures,
    level: Level::Error,
    summary: "A key result is measured, but has no value to reach",
    why: "A number without a target can be watched, not reached: at the end of the cycle everybody \
          may call it a success, or nobody. Agree on the value that would make you say yes, it \
          worked, and write it as `target`. While you still negotiate it, keep the objective a \
          `draft`, where this is only a warning. If nothing is measured at all, take the other \
          values away and list in `criteria` what counts as done.",
    bad: "\
objective: Help new users find content they love
owner: priya
key_results:
  - title: New users who complete the onboarding flow
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ target-missing
    baseline: 60%
    current: 71%
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
    source: "Marissa Mayer, as John Doerr quotes her in Measure What Matters: it is not a key result \
             unless it has a number",
    parameters: &[],
    check: Check::Tree(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for (place, _, key_result) in context.running_key_results() {
        findings.extend(finding(context, place, key_result));
    }
}

fn finding(context: &Context<'_>, place: Place, key_result: &KeyResult) -> Option<Finding> {
    let common = &key_result.common;
    let unread = ["target", "type", "key_results"];
    let kind = key_result_type(key_result);
    if key_result.target.is_some()
        || kind == KeyResultType::Milestone
        || unread.iter().any(|field| common.is_refused(field))
    {
        return None;
    }
    let title = &key_result.title;
    let span = if title.span.is_empty() {
        key_result.span
    } else {
        title.span
    };
    let mut finding = context
        .about_key_result(
            &RULE,
            place,
            span,
            "this is measured, but nothing says which value is to be reached",
        )
        .field("target")
        .help(help(key_result, kind));
    let values = Values::of(key_result);
    let starts = values.baseline.map(|value| ("baseline", value));
    if let Some((field, value)) = starts.or_else(|| values.since().next()) {
        let said = match field {
            "baseline" => "this is the baseline",
            "current" => "this is the current value",
            _ => "this is the value of the first check-in",
        };
        let file = finding.file;
        finding = finding.related(file, value.span, said);
    }
    if context.is_draft(place) {
        finding = finding.level(Level::Warning);
    }
    Some(finding)
}

fn help(key_result: &KeyResult, kind: KeyResultType) -> String {
    if let Some(stated) = title::stated(&key_result.title).to {
        return format!("the title says it: write `target: {stated}`");
    }
    if kind == KeyResultType::Maintain {
        return "write the level to keep, such as `target: at least 99%`".to_owned();
    }
    let values = Values::of(key_result);
    let number = |value: &Measured| value.quantity().is_some();
    let seen = values
        .baseline
        .into_iter()
        .chain(values.since().map(|(_, value)| value));
    let seen = seen.filter(|value| number(value)).last();
    match seen {
        Some(value) => format!(
            "write `target:` with the value to reach from `{}` on, in the same unit",
            value.text()
        ),
        None => "write `target:` with the value to reach, such as `target: 85%`".to_owned(),
    }
}
