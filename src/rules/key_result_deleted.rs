//! `key-result-deleted`: a key result disappeared while its cycle ran.

use crate::finding::{Finding, Level};
use crate::rules::events::{Event, What};
use crate::rules::{Check, Context, Group, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "key-result-deleted",
    group: Group::History,
    level: Level::Warning,
    summary: "A key result was deleted before its cycle ended, rather than closed",
    why: "What is deleted is forgotten: the score of the objective looks better, and nobody learns \
          what did not work. Giving something up is a good decision that deserves to be seen. Write \
          `status: dropped` with a `reason`; a dropped key result no longer counts in progress. What \
          moved to another objective says so there with `carried_from`. An error in a comparison with \
          `--since`, a warning with `--history` alone.",
    bad: "\
#< teams/example/2026-Q1/sign-up.yaml
objective: Signing up is the easiest part of the day
key_results:
  - {id: time, title: Minutes to sign up, baseline: 9, target: 3}
  - {id: calls, title: Calls for help a week, baseline: 120, target: 40}
#: teams/example/2026-Q1/sign-up.yaml
objective: Signing up is the easiest part of the day
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ key-result-deleted
key_results:
  - {id: time, title: Minutes to sign up, baseline: 9, target: 3}
",
    good: "\
#< teams/example/2026-Q1/sign-up.yaml
objective: Signing up is the easiest part of the day
key_results:
  - {id: time, title: Minutes to sign up, baseline: 9, target: 3}
  - {id: calls, title: Calls for help a week, baseline: 120, target: 40}
#: teams/example/2026-Q1/sign-up.yaml
objective: Signing up is the easiest part of the day
key_results:
  - {id: time, title: Minutes to sign up, baseline: 9, target: 3}
  - id: calls
    title: Calls for help a week
    baseline: 120
    target: 40
    status: dropped
    reason: The call centre counts them in another way since February
",
    source: "re:Work: a low score is something to learn from; GitLab's handbook: objectives are not \
             taken away during the quarter",
    parameters: &[],
    check: Check::Tree(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let events = context.events().into_iter();
    let deleted = events.filter(|event| event.what == What::KeyResultDeleted);
    findings.extend(deleted.filter_map(|event| finding(context, event)));
}

fn finding(context: &Context<'_>, event: &Event) -> Option<Finding> {
    let node = context.snapshot.node(event.now?.node)?;
    let message = format!(
        "the key result `{}` (\"{}\") was deleted before {} ended{}",
        event.subject,
        event.title,
        event.cycle.name,
        context.by_whom(event)
    );
    let finding = Finding::new(RULE.name, node.file, node.title().span, message)
        .subject(event.subject.clone())
        .help(
            "put it back with `status: dropped` and a `reason`; where another one goes on with it, \
             say so there with `carried_from`",
        );
    Some(context.raised(finding))
}
