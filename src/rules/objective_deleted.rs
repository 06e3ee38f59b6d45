//! `objective-deleted`: an objective disappeared while its cycle ran.

use crate::finding::{Finding, Level};
use crate::rules::events::{Event, What};
use crate::rules::{Check, Context, Group, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "objective-deleted",
    group: Group::History,
    level: Level::Warning,
    summary: "An objective was deleted before its cycle ended, rather than closed",
    why: "An objective is a promise to those who plan with it. When it is deleted, they are not told, \
          what hangs below it serves nothing, and at the end of the cycle nobody knows that it was \
          ever there. Keep the file, write `status: dropped` or `status: postponed` with a `reason`, \
          and let it stand until the cycle is over. What goes on under another id says so there with \
          `carried_from`. Moving it into a later cycle while there is still time, longer than from one \
          check-in to the next, is the same. An error in a comparison with `--since`, a warning with `--history` alone.",
    bad: "\
#< teams/example/2026-Q1/find.yaml
objective: Readers find the book they did not know they wanted
parent: reading
key_results:
  - {id: loans, title: Loans of recommended books, baseline: 200, target: 500}
#< goals/reading.yaml
goal: Everyone in town reads
owner: council
#: goals/reading.yaml
goal: Everyone in town reads
#     ^^^^^^^^^^^^^^^^^^^^^^ objective-deleted
owner: council
",
    good: "\
#< teams/example/2026-Q1/find.yaml
objective: Readers find the book they did not know they wanted
key_results:
  - {id: loans, title: Loans of recommended books, baseline: 200, target: 500}
#: teams/example/2026-Q1/find.yaml
objective: Readers find the book they did not know they wanted
status: dropped
reason: The recommendations are bought from a supplier instead
key_results:
  - {id: loans, title: Loans of recommended books, baseline: 200, target: 500}
",
    source: "re:Work: a low score is something to learn from; GitLab's handbook: objectives are not \
             taken away during the quarter",
    parameters: &[],
    check: Check::Tree(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let events = context.events().into_iter();
    findings.extend(events.filter_map(|event| match &event.what {
        What::ObjectiveDeleted => finding(context, event),
        What::PutOff { to, left } => put_off(context, event, to, *left),
        _ => None,
    }));
}

/// An objective that was moved into a later cycle is as gone from its own.
fn put_off(context: &Context<'_>, event: &Event, to: &str, left: i64) -> Option<Finding> {
    let node = context.snapshot.node(event.now?.node)?;
    // What was moved back is where it was.
    if node.is_in(&event.cycle) {
        return None;
    }
    let message = format!(
        "the objective was moved from {} to {to}, {left} days before {} ended{}, and no `reason` says why",
        event.cycle.name,
        event.cycle.name,
        context.by_whom(event)
    );
    let finding = context
        .about(&RULE, node, node.title().span, message)
        .help(format!(
            "leave it in {} with `status: postponed` and a `reason`, and write what goes on in {to} \
             with `carried_from`",
            event.cycle.name
        ));
    Some(context.raised(finding))
}

fn finding(context: &Context<'_>, event: &Event) -> Option<Finding> {
    let message = format!(
        "the objective `{}` (\"{}\") of {} was deleted before {} ended{}",
        event.subject,
        event.title,
        event.path,
        event.cycle.name,
        context.by_whom(event)
    );
    let finding = context.about_gone(&RULE, event, message)?.help(
        "put the file back and write `status: dropped` with a `reason`; where another objective \
         goes on with it, say so there with `carried_from`",
    );
    Some(context.raised(finding))
}
