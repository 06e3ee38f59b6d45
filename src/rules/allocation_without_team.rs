//! `allocation-without-team`: a share of nobody's time.

use crate::finding::{Finding, Level};
use crate::model::PlannedTime;
use crate::rules::{Check, Context, Group, Rule};
use crate::snapshot::{Node, TeamId};

/// The rule.
pub const RULE: Rule = Rule {
    name: "allocation-without-team",
    group: Group::Allocation,
    level: Level::Error,
    summary: "An objective that belongs to no team has a plain share of time",
    why: "A share is a share of a team's time. An objective of the company has no team of its own, so \
          that 30% of it is nobody's 30%: no plan grows smaller, and no sum counts it. Say whose time \
          it is, team by team, or leave the work to objectives of the teams and plan the time there.",
    bad: "\
#: company/2026-Q1/seamless.yaml
objective: Make watching together as easy as watching alone
owner: cpo
allocation: 30%
#           ^^^ allocation-without-team
",
    good: "\
#: company/2026-Q1/seamless.yaml
objective: Make watching together as easy as watching alone
owner: cpo
allocation: {player: 30%, social: 20%}
#: teams/player/team.yaml
team: Player
owner: noor
#: teams/social/team.yaml
team: Social
owner: ilja
",
    source: "Follows from the format: a plain share is of the time of the objective's own team",
    parameters: &[],
    check: Check::Tree(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let without_team = context
        .running()
        .filter(|(_, node)| node.team.is_none() && !node.common().is_refused("team"))
        .filter(|(_, node)| !node.common().status().is_set_aside());
    for (_, node) in without_team {
        let allocation = node.objective().and_then(|own| own.allocation.as_ref());
        let Some(planned) = allocation else { continue };
        if let PlannedTime::Own(_) = planned.value {
            let message = "this objective belongs to no team, so nothing says whose time this is";
            let text = context.snapshot.file(node.file);
            let share = text.map_or("", |file| planned.span.slice(&file.text));
            findings.push(
                context
                    .about(&RULE, node, planned.span, message)
                    .field("allocation")
                    .help(help(context, node, share)),
            );
        }
    }
}

/// Names the teams below the objective, so that the line can be taken over; else any two.
fn help(context: &Context<'_>, node: &Node, share: &str) -> String {
    let children = node.children.iter();
    let teams = children.filter_map(|child| context.snapshot.node(child.node)?.team);
    let mut teams: Vec<TeamId> = teams.collect();
    teams.sort_unstable();
    teams.dedup();
    let names = teams
        .into_iter()
        .filter_map(|team| context.snapshot.team(team));
    let mut names: Vec<&str> = names.map(|team| team.id.as_str()).collect();
    names.truncate(2);
    let line = match names.as_slice() {
        [] => "`allocation: {product: 30%, data: 20%}`".to_owned(),
        names => {
            let shares: Vec<_> = names
                .iter()
                .map(|name| format!("{name}: {share}"))
                .collect();
            format!("`allocation: {{{}}}`", shares.join(", "))
        }
    };
    format!("say which teams give the time, such as {line}, or put the objective under a team")
}
