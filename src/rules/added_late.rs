//! `added-late`: an objective came when much of its cycle was over.

use crate::finding::{Finding, Level};
use crate::rules::events::{Event, What};
use crate::rules::{Check, Context, Group, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "added-late",
    group: Group::History,
    level: Level::Info,
    summary: "An objective was added after the first third of its cycle",
    why: "Something important does come up in the middle of a cycle, and then it should be written \
          down. But the time for it comes from what was promised before: ask what it pushes aside, \
          and say so there. What can wait is better planned for the next cycle, and work that was \
          done anyway needs no objective afterwards. A third of the cycle leaves room for the usual \
          weeks of planning at its start.",
    bad: "\
#< teams/example/2026-Q1/first.yaml
objective: New colleagues feel at home in their first week
key_results:
  - {id: survey, title: Points in the survey of newcomers, baseline: 6, target: 8}
#: teams/example/2026-Q1/first.yaml
objective: New colleagues feel at home in their first week
key_results:
  - {id: survey, title: Points in the survey of newcomers, baseline: 6, target: 8}
#: teams/example/2026-Q1/second.yaml
objective: Nobody waits for a laptop
#          ^^^^^^^^^^^^^^^^^^^^^^^^^ added-late
key_results:
  - {id: days, title: Days until the laptop arrives, baseline: 12, target: 2}
",
    good: "\
#< teams/example/2026-Q1/first.yaml
objective: New colleagues feel at home in their first week
key_results:
  - {id: survey, title: Points in the survey of newcomers, baseline: 6, target: 8}
#: teams/example/2026-Q1/first.yaml
objective: New colleagues feel at home in their first week
key_results:
  - {id: survey, title: Points in the survey of newcomers, baseline: 6, target: 8}
#: teams/example/2026-Q2/second.yaml
objective: Nobody waits for a laptop
key_results:
  - {id: days, title: Days until the laptop arrives, baseline: 12, target: 2}
",
    source: "the Google OKR playbook: objectives are set at the start of the quarter; the third is \
             this project's own",
    parameters: &[],
    check: Check::Tree(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let events = context.events().into_iter();
    let added = events.filter(|event| event.what == What::Added);
    findings.extend(added.filter_map(|event| finding(context, event)));
}

fn finding(context: &Context<'_>, event: &Event) -> Option<Finding> {
    let place = event.now?;
    let node = context.snapshot.node(place.node)?;
    let came = context
        .history
        .and_then(|history| history.came(place.node))
        .or_else(|| context.base.map(|_| event.day))?;
    // What came twice came with the first of them.
    if context.base.is_none() && came != event.day {
        return None;
    }
    let (gone, days) = (event.cycle.elapsed_days(came), event.cycle.days());
    let is_late = gone.saturating_mul(3) > days;
    if !is_late || node.common().status().is_closed() {
        return None;
    }
    let message = format!(
        "this objective was added when {gone} of the {days} days of {} were over{}",
        event.cycle.name,
        context.by_whom(event)
    );
    let finding = context.about(&RULE, node, node.title().span, message).help(
        "say what it pushes aside, by dropping or postponing that; or plan it for the next cycle",
    );
    Some(finding)
}
