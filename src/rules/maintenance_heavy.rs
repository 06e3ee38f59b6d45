//! `maintenance-heavy`: upkeep eats a team's time.

use crate::finding::{Finding, Level};
use crate::rules::times::{Bucket, hundredths, percent};
use crate::rules::{Check, Context, Group, Laxer, Parameter, Rule, TeamInCycle};

/// The rule.
pub const RULE: Rule = Rule {
    name: "maintenance-heavy",
    group: Group::Allocation,
    level: Level::Warning,
    summary: "Maintenance takes a very large part of a team's time",
    why: "Where bugs and urgent wishes take nearly half of the time, something makes them come, and \
          more time for them will not stop it. Look for what most of them have in common: one part \
          of the product, one missing test, one customer who was promised too much. To mend that is \
          worth an objective, since it pays for itself in time. This is reported whatever the policy \
          says, and also where a reason is given: a reason explains the split, it does not make it \
          healthy.",
    bad: "\
#: teams/player/team.yaml
team: Player
owner: noor
allocation: {strategic: 50%, maintenance: 50%}
#                                         ^^^ maintenance-heavy
allocation_reason: We run two players until the old one is gone.
",
    good: "\
#: teams/player/team.yaml
team: Player
owner: noor
allocation: {strategic: 70%, maintenance: 30%}
",
    source: "After the cap that Google's Site Reliability Engineering book puts on operations; the 40% \
             are twice the fifth of How2 use OKRs in the Real World",
    parameters: &[PERCENT],
    check: Check::Time(check),
};

const PERCENT: Parameter = Parameter {
    name: "percent",
    default: 40,
    meaning: "how much of a team's whole time maintenance may take, in percent",
    laxer: Laxer::Higher,
};

fn check(context: &Context<'_>, team: &TeamInCycle<'_>, findings: &mut Vec<Finding>) {
    // Without any strategic time it is `no-time-for-objectives`.
    let split = team
        .buckets
        .as_ref()
        .filter(|buckets| !buckets.strategic.is_zero());
    let (Some(buckets), Some(place)) = (split, team.place(Bucket::Maintenance)) else {
        return;
    };
    let most = hundredths(context.parameter(&RULE, PERCENT.name, place.0));
    if buckets.maintenance > most {
        let message = format!(
            "maintenance takes {} of the time of `{}`; above {} it is time to ask what makes so much of it",
            percent(&buckets.maintenance),
            team.team,
            percent(&most)
        );
        findings.push(
            team.finding(&RULE, place, message)
                .field(Bucket::Maintenance.name())
                .help("set up an objective that mends what most of this work comes from"),
        );
    }
}
