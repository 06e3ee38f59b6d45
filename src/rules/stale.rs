//! `stale`: nobody has looked at a key result for longer than agreed.

use jiff::civil::Date;

use crate::finding::{Finding, Level};
use crate::measure::key_result::key_result_type;
use crate::model::{Config, KeyResult, KeyResultType};
use crate::rules::context::number;
use crate::rules::{Check, Context, Group, Laxer, Parameter, Rule};
use crate::snapshot::{Node, Place};

/// The rule.
pub const RULE: Rule = Rule {
    name: "stale",
    group: Group::History,
    level: Level::Warning,
    summary: "No value, `as_of` or check-in of a key result has changed for too long",
    why: "An OKR that is looked at only when it is scored steers nothing: the check-in is where a team \
          sees early that a bet does not work. Look at each value as often as `check_in_days` in \
          `okr.yaml` says, two weeks where it says nothing, and write down what you see, even where \
          it has not moved: then only `as_of` changes. In a comparison with `--since` only key results in \
          files that the change touches are asked for. A value that is hard to get at so often is \
          worth replacing by one that can be seen earlier.",
    bad: "\
#< teams/example/2026-Q1/waiting.yaml
objective: Nobody waits
key_results:
  - {id: minutes, title: Minutes in the queue, baseline: 14, target: 5, current: 12}
#: teams/example/2026-Q1/waiting.yaml
objective: Nobody waits at the counter
key_results:
  - {id: minutes, title: Minutes in the queue, baseline: 14, target: 5, current: 12}
#                                                                                ^^ stale
",
    good: "\
#< teams/example/2026-Q1/waiting.yaml
objective: Nobody waits
key_results:
  - {id: minutes, title: Minutes in the queue, baseline: 14, target: 5, current: 12}
#: teams/example/2026-Q1/waiting.yaml
objective: Nobody waits at the counter
key_results:
  - {id: minutes, title: Minutes in the queue, baseline: 14, target: 5, current: 12, as_of: 2026-02-12}
",
    source: "Wodtke: a check-in every week; Weekdone: check-ins weekly or every two weeks; the three \
             days of grace are this project's own",
    parameters: &[GRACE],
    check: Check::Tree(check),
};

const GRACE: Parameter = Parameter {
    name: "grace",
    default: 3,
    meaning: "how many days a check-in may be late, beyond `check_in_days`",
    laxer: Laxer::Higher,
};

/// After how many days without a look this rule can say something anywhere in a tree, at most.
#[must_use]
pub fn stale_after(config: &Config) -> i64 {
    let overrides = config.overrides.iter().flat_map(|entry| &entry.rules);
    let settings = config.rules.iter().chain(overrides);
    let grace = settings
        .filter(|setting| *setting.rule.value == *RULE.name)
        .filter_map(|setting| number(setting, GRACE.name));
    let grace = grace.max().unwrap_or_default().max(GRACE.default);
    i64::from(config.check_in_days).saturating_add(i64::from(grace))
}

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for (place, node, key_result) in context.open_key_results() {
        let has_started = node
            .cycle
            .as_ref()
            .is_some_and(|cycle| cycle.has_started(context.today));
        // A change is not to blame for what it did not touch.
        let is_touched = context.base.is_none_or(|base| {
            let now = context.snapshot.file(node.file);
            let was = now.and_then(|now| base.snapshot.file_at(&now.path));
            now.map(|file| &file.text) != was.map(|file| &file.text)
        });
        let is_measured = key_result_type(key_result) != KeyResultType::Milestone;
        if has_started && is_touched && is_measured && !context.is_draft(place) {
            findings.extend(finding(context, place, node, key_result));
        }
    }
}

fn finding(
    context: &Context<'_>,
    place: Place,
    node: &Node,
    key_result: &KeyResult,
) -> Option<Finding> {
    let history = context.history?;
    let cycle = node.cycle.as_ref()?;
    let days = context.config.check_in_days;
    let grace = context.parameter(&RULE, GRACE.name, node.file);
    let looked_at = history
        .looked_at(place)
        .max(written(key_result, context.today));
    let start = Some(cycle.start);
    let (since, is_exact) = match looked_at.max(start) {
        Some(day) if day >= history.reaches => (day, true),
        // Somebody may have looked at it just before the history that is known.
        _ => (history.reaches, false),
    };
    let gone = (context.today - since).get_days();
    if i64::from(gone) <= i64::from(days) + i64::from(grace) {
        return None;
    }
    let for_days = match (is_exact, Some(since) == start) {
        (true, true) => format!("since {} started {gone} days ago", cycle.name),
        (true, false) => format!("for {gone} days, since {since}"),
        (false, _) => format!("for more than {gone} days"),
    };
    let message = format!(
        "nobody has looked at this {for_days}: no value, `as_of` or check-in has changed; agreed are \
         {days} days, and {grace} of grace"
    );
    let latest = key_result.measurement.latest();
    let span = latest.map_or(key_result.title.span, |value| value.span);
    Some(
        context
            .about_key_result(&RULE, place, span, message)
            .field("current")
            .help(format!(
                "look at the value and write `current` with `as_of: {}`, even where it is the same",
                context.today
            )),
    )
}

/// The last day on which it was looked at, as it says itself. A day that has not come yet is none.
fn written(key_result: &KeyResult, today: Date) -> Option<Date> {
    let days = key_result.measurement.days();
    days.filter(|day| *day <= today).max()
}
