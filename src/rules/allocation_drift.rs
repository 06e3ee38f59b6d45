//! `allocation-drift`: the time went elsewhere than planned.

use crate::finding::{Finding, Level};
use crate::measure::actual::{Actual, Spent};
use crate::measure::exact::Exact;
use crate::measure::time::Buckets;
use crate::rules::times::{self, Bucket, hundredths, percent};
use crate::rules::{Check, Context, Group, Laxer, Parameter, Rule, TeamInCycle};

/// The rule.
pub const RULE: Rule = Rule {
    name: "allocation-drift",
    group: Group::Allocation,
    level: Level::Warning,
    summary: "The time of a team went elsewhere than it planned",
    why: "A plan for the time is a promise to oneself, and nobody feels it break: a day here, an urgent \
          call there. Commits say where the time went, in author-days: trailers such as \
          `OKR: resume` or `Maintenance: bug`, else the type, such as `fix:`. Where that is more than \
          ten points from the plan, either the strategic time needs protection, or the plan was never \
          true and should say what is. It is a question to the team and no judgement on anyone: time \
          that leaves no commit is not seen, and what nothing says the purpose of counts for no \
          bucket. Reported only with `--actual`.",
    bad: "\
#: teams/player/team.yaml
team: Player
owner: noor
members: [noor@example.com]
allocation: {strategic: 80%, maintenance: 20%}
#           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ allocation-drift
#: teams/player/2026-Q1/resume.yaml
objective: Every film goes on where it was left
owner: noor
allocation: 75%
#: commits
- {day: 2026-02-02, author: noor@example.com, says: \"OKR: resume\"}
- {day: 2026-02-03, author: noor@example.com, says: \"fix: sound and picture drift apart\"}
- {day: 2026-02-04, author: noor@example.com, says: \"fix: the volume jumps\"}
",
    good: "\
#: teams/player/team.yaml
team: Player
owner: noor
members: [noor@example.com]
allocation: {strategic: 70%, maintenance: 30%}
#: teams/player/2026-Q1/resume.yaml
objective: Every film goes on where it was left
owner: noor
allocation: 65%
#: commits
- {day: 2026-02-02, author: noor@example.com, says: \"OKR: resume\"}
- {day: 2026-02-03, author: noor@example.com, says: \"OKR: resume\"}
- {day: 2026-02-04, author: noor@example.com, says: \"fix: the volume jumps\"}
",
    source: "How2 use OKRs in the Real World: keep the strategic bucket protected and the allocation \
             transparent; the ten points are the usual tolerance of the policy",
    parameters: &[POINTS],
    check: Check::Tree(check),
};

const POINTS: Parameter = Parameter {
    name: "points",
    default: 10,
    meaning: "how far the actual share of a bucket may be from the planned one, in percentage points",
    laxer: Laxer::Higher,
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let current = context
        .current
        .filter(|cycle| !cycle.has_ended(context.today));
    let (Some(actual), Some(cycle)) = (context.actual, current) else {
        return;
    };
    for team in times::in_cycle(context, cycle) {
        findings.extend(finding(context, actual, &team));
    }
}

fn finding(context: &Context<'_>, actual: &Actual, team: &TeamInCycle<'_>) -> Option<Finding> {
    let planned = team.buckets.as_ref()?;
    let split = team.time.split?;
    let spent = actual.teams.get(&team.time.team)?;
    let most = hundredths(context.parameter(&RULE, POINTS.name, split.file));
    let drifted = drifted(planned, spent, &most);
    if drifted.is_empty() {
        return None;
    }
    let unknown = spent.uncategorised.of(&spent.author_days)?;
    let message = format!(
        "the time of `{}`{} went elsewhere than planned: {}{}",
        team.team,
        team.in_cycle(),
        drifted.join(", "),
        match unknown.is_zero() {
            true => String::new(),
            false => format!("; {} is uncategorised", percent(&unknown)),
        }
    );
    let place = (split.file, split.value.span);
    Some(team.finding(&RULE, place, message).field("allocation").help(
        "ask what came between, and protect the time that was planned; or plan as the work really comes",
    ))
}

/// What is to be said of each bucket that is further from the plan than `most`.
fn drifted(planned: &Buckets, spent: &Spent, most: &Exact) -> Vec<String> {
    let buckets = [
        (Bucket::Strategic, &planned.strategic, spent.strategic()),
        (
            Bucket::Maintenance,
            &planned.maintenance,
            spent.maintenance(),
        ),
        (
            Bucket::Operations,
            &planned.operations,
            spent.operations.clone(),
        ),
    ];
    let shares = buckets.into_iter().filter_map(|(bucket, planned, days)| {
        Some((bucket, planned, days.of(&spent.author_days)?))
    });
    shares
        .filter(|(_, planned, share)| (share - *planned).abs() > *most)
        .map(|(bucket, planned, share)| {
            let (planned, share) = (percent(planned), percent(&share));
            format!("{} took {share} instead of {planned}", bucket.name())
        })
        .collect()
}
