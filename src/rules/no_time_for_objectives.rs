//! `no-time-for-objectives`: a team whose days are full before any objective begins.

use crate::finding::{Finding, Level};
use crate::rules::times::Bucket;
use crate::rules::{Check, Context, Group, Rule, TeamInCycle};

/// The rule.
pub const RULE: Rule = Rule {
    name: "no-time-for-objectives",
    group: Group::Allocation,
    level: Level::Warning,
    summary: "A team has no time for objectives",
    why: "There is always work that keeps the boat afloat, and in some teams it fills every hour. \
          Then objectives are wishes: whoever has none of the time cannot keep them, and nothing \
          about the daily work ever gets easier. Count honestly what the everyday takes. If nothing \
          is left, that itself is what to change first: set up one OKR that frees some time, by \
          mending the process that eats the most of it, and give it a small share to start with. Its \
          parent is what the freed time is for: the goal that has to wait today, or the kpi of the \
          process that is mended.",
    bad: "\
#: teams/finance/team.yaml
team: Finance
owner: amara
allocation: {operations: 90%, strategic: 0%, maintenance: 10%}
#                                        ^^ no-time-for-objectives
",
    good: "\
#: goals/books-in-a-day.yaml
goal: Know every evening where the company stands
owner: cfo
#: teams/finance/team.yaml
team: Finance
owner: amara
allocation: {operations: 85%, strategic: 12%, maintenance: 3%}
#: teams/finance/2026-Q1/free-a-day.yaml
objective: Win back a day a week from typing in what others have typed already
parent: books-in-a-day
owner: amara
allocation: 12%
key_results:
  - {title: Hours a week spent on entering invoices by hand, baseline: 31, target: 12}
  - {title: Invoices that arrive in a form that can be read by machine, baseline: 20%, target: 70%}
",
    source: "Weekdone: allocate to OKRs what everyday operation leaves, and where it leaves nothing, \
             consider an OKR that frees some time",
    parameters: &[],
    check: Check::Time(check),
};

fn check(_: &Context<'_>, team: &TeamInCycle<'_>, findings: &mut Vec<Finding>) {
    let split = team
        .buckets
        .as_ref()
        .filter(|buckets| buckets.strategic.is_zero());
    let Some(place) = split.and_then(|_| team.place(Bucket::Strategic)) else {
        return;
    };
    let when = team.in_cycle();
    let message = match team.worked_on().count() {
        0 => format!(
            "`{}` has no time for objectives, and no objective{when}",
            team.team
        ),
        1 => format!(
            "`{}` has an objective{when}, but no time for objectives",
            team.team
        ),
        count => format!(
            "`{}` has {count} objectives{when}, but no time for objectives",
            team.team
        ),
    };
    findings.push(
        team.finding(&RULE, place, message)
            .field(Bucket::Strategic.name())
            .help(
                "consider an objective that frees some time, with a small strategic share to begin with; \
                 `okr rules no-time-for-objectives` shows one",
            ),
    );
}
