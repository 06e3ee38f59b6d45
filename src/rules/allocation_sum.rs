//! `allocation-sum`: buckets that take more or less than the whole.

use rust_decimal::Decimal;

use crate::finding::{Finding, Level};
use crate::measure::exact::Exact;
use crate::measure::time::Buckets;
use crate::model::BucketPlan;
use crate::rules::times::percent;
use crate::rules::{Check, Context, Group, Rule, TeamInCycle};

/// The rule.
pub const RULE: Rule = Rule {
    name: "allocation-sum",
    group: Group::Allocation,
    level: Level::Error,
    summary: "The buckets of a team do not add up to 100%",
    why: "The buckets are the whole time of a team: what is in none of them is spent all the same, \
          only unseen, and more than everything nobody has. Count what comes round day by day first, \
          the operations; what they leave is there for objectives and for maintenance. A bucket that \
          is left out is 0%.",
    bad: "\
#: teams/onboarding/team.yaml
team: Onboarding
owner: priya
allocation: {strategic: 75%, maintenance: 20%}
#           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ allocation-sum
",
    good: "\
#: teams/onboarding/team.yaml
team: Onboarding
owner: priya
allocation: {strategic: 75%, maintenance: 20%, operations: 5%}
",
    source: "Follows from the format: the three buckets together are the whole time of a team",
    parameters: &[],
    check: Check::Time(check),
};

fn check(_: &Context<'_>, team: &TeamInCycle<'_>, findings: &mut Vec<Finding>) {
    let (Some(split), Some(buckets)) = (team.time.split, team.time.buckets()) else {
        return;
    };
    if buckets.rest.is_zero() {
        return;
    }
    let sum = &Exact::from(Decimal::ONE) - &buckets.rest;
    let message = format!("the buckets add up to {}, not to 100%", percent(&sum));
    let finding = team.finding(&RULE, (split.file, split.value.span), message);
    findings.push(
        finding
            .field("allocation")
            .help(help(&split.value.value, &buckets)),
    );
}

fn help(plan: &BucketPlan, buckets: &Buckets) -> String {
    let off = percent(&buckets.rest.abs());
    if buckets.rest.is_negative() {
        return format!("take {off} of the team's time out of a bucket: nobody has more than 100%");
    }
    let left_out = [
        ("strategic", plan.strategic),
        ("maintenance", plan.maintenance),
        ("operations", plan.operations),
    ];
    match left_out.iter().find(|(_, share)| share.is_none()) {
        Some((name, _)) => {
            format!("add the other {off} to a bucket, or write `{name}: {off}` beside them")
        }
        None => format!("add the other {off} to one of the buckets"),
    }
}
