//! `off-track`: a key result that will hardly be reached at this pace.

use rust_decimal::Decimal;

use crate::finding::{Finding, Level};
use crate::measure::progress::{Progress, of_key_result};
use crate::measure::{KeyResultMeasures, Pace, of_objective};
use crate::model::{Cycle, KeyResult};
use crate::rules::{Check, Context, Group, Rule};
use crate::snapshot::Place;

/// The rule.
pub const RULE: Rule = Rule {
    name: "off-track",
    group: Group::Pace,
    level: Level::Warning,
    summary: "A key result is so far behind that it will hardly be reached",
    why: "Being behind is no disgrace; finding out on the last day is. A key result is off track \
          when it has come less than half as far as the time that has gone. That is the moment to \
          talk, while something can still be changed: is what we do not working, or have we not \
          begun? Put more behind it, try another way, or drop it with a `reason` and free the time \
          for what can be reached. Do not lower the target: the score at the end is how everybody \
          learns. A level counts as off track while it is missed, a milestone when it is overdue. In the \
          first tenth of the cycle nothing is.",
    bad: "\
objective: Neighbours borrow instead of buying
owner: library-of-things
key_results:
  - title: Things lent per week
    baseline: 40
    target: 120
#           ^^^ off-track
    current: 52
  - title: Households with a card
    baseline: 300
    target: 500
    current: 420
",
    good: "\
objective: Neighbours borrow instead of buying
owner: library-of-things
key_results:
  - title: Things lent per week
    baseline: 40
    target: 120
    current: 52
    status: dropped
    reason: Most things people ask for are too large for the shop; we look for a larger one first.
  - title: Households with a card
    baseline: 300
    target: 500
    current: 420
",
    source: "re:Work: 0.6 to 0.7 is the sweet spot of a stretched aim, so that 0.7 of the time gone \
             counts as on track; the 0.5 below which it is off track is this project's; both can be set \
             under `pace`",
    parameters: &[],
    check: Check::Tree(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for (id, node, objective) in context.open_objectives() {
        if node
            .cycle
            .as_ref()
            .is_some_and(|cycle| has_only_begun(cycle, context))
        {
            continue;
        }
        let measures = of_objective(
            objective,
            node.cycle.as_ref(),
            context.config,
            context.today,
        );
        let measured = objective.key_results.iter().zip(&measures.key_results);
        for (position, (key_result, measures)) in measured.enumerate() {
            let place = Place {
                node: id,
                key_result: Some(position),
            };
            if measures.pace == Some(Pace::OffTrack) {
                findings.push(finding(context, place, key_result, measures));
            }
        }
    }
}

/// Whether so little of the cycle has gone that no value can be late: a tenth of its days, or less
/// where values are looked at more often.
fn has_only_begun(cycle: &Cycle, context: &Context<'_>) -> bool {
    let days = i64::from(context.config.check_in_days).min(cycle.days() / 10);
    cycle.has_started(context.today) && cycle.elapsed_days(context.today) < days
}

fn finding(
    context: &Context<'_>,
    place: Place,
    key_result: &KeyResult,
    measures: &KeyResultMeasures,
) -> Finding {
    let (span, field) = match &key_result.target {
        Some(target) => (target.span, "target"),
        None => (key_result.title.span, "title"),
    };
    let help = match of_key_result(key_result) {
        Some(Progress::Kept(_)) => {
            "find out why it broke and who mends it; if it cannot be kept, drop it with a `reason`"
        }
        _ => {
            "decide now what to do differently, or write `status: dropped` with a `reason` and use \
             the time for what can be reached"
        }
    };
    context
        .about_key_result(&RULE, place, span, message(key_result, measures))
        .field(field)
        .help(help)
}

fn message(key_result: &KeyResult, measures: &KeyResultMeasures) -> String {
    let percent = |share: Option<Decimal>| {
        let hundred = share.and_then(|share| share.checked_mul(Decimal::ONE_HUNDRED));
        hundred.map_or_else(
            || "?".to_owned(),
            |share| format!("{}%", share.round().normalize()),
        )
    };
    match of_key_result(key_result) {
        Some(Progress::Kept(_)) => {
            let text = |text: Option<&str>| text.unwrap_or_default().trim().to_owned();
            let target = key_result.target.as_ref();
            let latest = key_result.measurement.latest();
            format!(
                "off track: `{}` misses `{}`",
                text(latest.map(|value| value.text().as_str())),
                text(target.map(|target| target.text.as_str()))
            )
        }
        Some(Progress::Done(_)) => match key_result.due {
            Some(due) => format!("off track: it was due on {} and is not done", due.value),
            None => "off track: its time is over and it is not done".to_owned(),
        },
        _ => format!(
            "off track: {} of the way, while {} of the time has gone",
            percent(measures.progress),
            percent(measures.expected)
        ),
    }
}
