//! `promise-overdue`: something that was promised for a day that has gone by.

use crate::finding::{FileId, Finding, Level};
use crate::model::{MaintenanceItem, MaintenanceKind};
use crate::rules::{Check, Context, Group, Rule, TeamInCycle};

/// The rule.
pub const RULE: Rule = Rule {
    name: "promise-overdue",
    group: Group::Allocation,
    level: Level::Warning,
    summary: "A past promise is still on the list after the day it was due",
    why: "What was promised before the cycle began has its place in the maintenance bucket, so that \
          it is kept without touching the objectives. A promise whose day has gone by is a debt that \
          somebody is waiting for. Keep it now, or talk to whoever waits and agree on a new day; \
          silence is what costs trust. What has been delivered comes off the list.",
    bad: "\
#: teams/player/team.yaml
team: Player
owner: noor
maintenance:
  - {title: Parental controls, kind: promise, from: sales, due: 2026-01-31, share: 5%}
#                                                               ^^^^^^^^^^ promise-overdue
",
    good: "\
#: teams/player/team.yaml
team: Player
owner: noor
maintenance:
  - {title: Parental controls, kind: promise, from: sales, due: 2026-03-15, share: 5%}
",
    source: "How2 use OKRs in the Real World: commitments made before the cycle began belong into the \
             maintenance bucket",
    parameters: &[],
    check: Check::Time(check),
};

fn check(context: &Context<'_>, team: &TeamInCycle<'_>, findings: &mut Vec<Finding>) {
    let Some((file, items)) = team.time.maintenance else {
        return;
    };
    let is_promise = |item: &&MaintenanceItem| {
        item.kind
            .is_some_and(|kind| kind.value == MaintenanceKind::Promise)
    };
    for item in items.iter().filter(is_promise) {
        findings.extend(finding(context, team, file, item));
    }
}

fn finding(
    context: &Context<'_>,
    team: &TeamInCycle<'_>,
    file: FileId,
    item: &MaintenanceItem,
) -> Option<Finding> {
    let due = item.due.filter(|due| due.value < context.today)?;
    let to = match &item.from {
        Some(from) => format!(" to {}", from.value.trim()),
        None => String::new(),
    };
    let what = match item.title.trim() {
        "" => "this".to_owned(),
        title => format!("“{title}”"),
    };
    let message = format!(
        "{what} was promised{to} for {}, which has gone by",
        due.value
    );
    Some(team.finding(&RULE, (file, due.span), message).field("due").help(
        "keep the promise, agree on a new day and write it here, or take it off the list once it is done",
    ))
}
