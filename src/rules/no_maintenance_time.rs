//! `no-maintenance-time`: a team that has planned as if nothing ever broke.

use crate::finding::{Finding, Level};
use crate::rules::times::Bucket;
use crate::rules::{Check, Context, Group, Rule, TeamInCycle};

/// The rule.
pub const RULE: Rule = Rule {
    name: "no-maintenance-time",
    group: Group::Allocation,
    level: Level::Warning,
    summary: "A team has no time for bugs, technical debt, requests and promises",
    why: "A team that works on its objectives alone will see its product break. Bugs arrive, debts \
          fall due, a customer cannot wait, and something was promised last quarter. That work is \
          not planned away by leaving it out: it takes its time from the objectives, unseen, or it \
          is dressed up as an objective that nobody can explain. Keep a small, steady share for it. \
          That is no weakness of the plan but what makes it honest.",
    bad: "\
#: teams/player/team.yaml
team: Player
owner: noor
allocation: {strategic: 100%}
#           ^^^^^^^^^^^^^^^^^ no-maintenance-time
",
    good: "\
#: teams/player/team.yaml
team: Player
owner: noor
allocation: {strategic: 80%, maintenance: 20%}
",
    source: "How2 use OKRs in the Real World: a team that focuses on its OKRs alone lets the product \
             break, so about a fifth is kept for what comes up",
    parameters: &[],
    check: Check::Time(check),
};

fn check(_: &Context<'_>, team: &TeamInCycle<'_>, findings: &mut Vec<Finding>) {
    let split = team
        .buckets
        .as_ref()
        .filter(|buckets| buckets.maintenance.is_zero());
    let Some(place) = split.and_then(|_| team.place(Bucket::Maintenance)) else {
        return;
    };
    let message = format!(
        "`{}` has no time for bugs, technical debt, requests and promises, which come all the same",
        team.team
    );
    findings.push(
        team.finding(&RULE, place, message)
            .field(Bucket::Maintenance.name())
            .help("keep a share for them, such as `maintenance: 20%`"),
    );
}
