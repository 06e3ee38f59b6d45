//! `allocation-off-policy`: a team splits its time otherwise than agreed, and does not say why.

use rust_decimal::Decimal;

use crate::finding::{Finding, Level};
use crate::measure::exact::Exact;
use crate::rules::times::{Bucket, percent, points};
use crate::rules::{Check, Context, Group, Rule, TeamInCycle};

/// The rule.
pub const RULE: Rule = Rule {
    name: "allocation-off-policy",
    group: Group::Allocation,
    level: Level::Warning,
    summary: "A team's split is further from the policy than it allows, and no reason is given",
    why: "About four fifths of the time for objectives and one fifth for bugs, technical debt, \
          requests and old promises is a split that keeps a product alive and still moves it. What is \
          agreed for all protects the strategic time: whoever is asked for one more favour can point \
          at it. It is no law. A team in the middle of a migration needs another split, and that is \
          fine as long as it is in the open: write why in `allocation_reason`. Operations, the \
          recurring work that is the team's job, come off first; the policy is measured on what they \
          leave.",
    bad: "\
#: teams/player/team.yaml
team: Player
owner: noor
allocation: {strategic: 65%, maintenance: 35%}
#                       ^^^ allocation-off-policy
#: teams/finance/team.yaml
team: Finance
owner: amara
allocation: {operations: 80%, strategic: 20%}
#                                        ^^^ allocation-off-policy
",
    good: "\
#: teams/player/team.yaml
team: Player
owner: noor
allocation: {strategic: 65%, maintenance: 35%}
allocation_reason: The old player is switched off in March; until then we run two of them.
#: teams/finance/team.yaml
team: Finance
owner: amara
allocation: {operations: 80%, strategic: 16%, maintenance: 4%}
",
    source: "How2 use OKRs in the Real World: a strategic bucket of about 80% and a maintenance bucket \
             of about 20%, both to be protected",
    parameters: &[],
    check: Check::Time(check),
};

fn check(context: &Context<'_>, team: &TeamInCycle<'_>, findings: &mut Vec<Finding>) {
    // Without any strategic time it is `no-time-for-objectives`.
    let split = team
        .buckets
        .as_ref()
        .filter(|buckets| !buckets.strategic.is_zero());
    let Some(buckets) = split.filter(|_| !team.has_reason) else {
        return;
    };
    let Some((strategic, maintenance)) = buckets.beside_operations() else {
        return;
    };
    let policy = &context.config.policy;
    let tolerance = Exact::from(policy.tolerance);
    let is_off =
        |measured: &Exact, agreed: Decimal| (measured - &Exact::from(agreed)).abs() > tolerance;
    let too_much = &buckets.operations - &Exact::from(policy.operations);
    let give_or_take = points(&tolerance);
    let (bucket, message) = if is_off(&strategic, policy.strategic)
        || is_off(&maintenance, policy.maintenance)
    {
        let of = match buckets.operations.is_zero() {
            true => String::new(),
            false => format!(
                "of what operations leave (they take {}), ",
                percent(&buckets.operations)
            ),
        };
        let message = format!(
            "{of}{} are for objectives and {} for maintenance, while the policy is {} and {}, give or take {give_or_take} points",
            percent(&strategic),
            percent(&maintenance),
            percent(&policy.strategic.into()),
            percent(&policy.maintenance.into()),
        );
        (Bucket::Strategic, message)
    } else if !policy.operations.is_zero() && too_much > tolerance {
        let message = format!(
            "operations take {}, while the policy is {}, with at most {give_or_take} points more",
            percent(&buckets.operations),
            percent(&policy.operations.into()),
        );
        (Bucket::Operations, message)
    } else {
        return;
    };
    findings.extend(team.place(bucket).map(|place| {
        team.finding(&RULE, place, message).field(bucket.name()).help(
            "split the time closer to the policy, or write why it is different here in `allocation_reason`",
        )
    }));
}
