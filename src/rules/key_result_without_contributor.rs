//! `key-result-without-contributor`: a key result of the company that no team works on.

use std::collections::HashSet;

use crate::finding::{Finding, Level};
use crate::model::Cycle;
use crate::parse::nearest;
use crate::rules::chain::lost_names;
use crate::rules::{Check, Context, Group, Rule};
use crate::snapshot::{LinkField, Place, Snapshot};

/// The rule.
pub const RULE: Rule = Rule {
    name: "key-result-without-contributor",
    group: Group::Links,
    level: Level::Info,
    summary: "No team contributes to a company key result",
    why: "A company does not move its key results, teams do. One that no team's objective points at \
          will be looked at in every review and moved by nobody. Ask the team that could move it \
          most for an objective with this as its parent, or say in the `note` how it is meant to \
          move without one.",
    bad: "\
#: goals/loyal-customers.yaml
goal: Keep the customers we win
owner: ceo
#: company/2026-Q1/delight.yaml
objective: Make customers glad that they chose us
owner: coo
parent: loyal-customers
key_results:
  - id: churn
    title: Customers who leave in a quarter
    baseline: 5%
    target: 3%
    current: 4%
  - id: invoices
    title: Invoices with a mistake
#          ^^^^^^^^^^^^^^^^^^^^^^^ key-result-without-contributor
    baseline: 4%
    target: 1%
    current: 4%
#: teams/support/2026-Q1/answer-first.yaml
objective: Answer customers before they have to ask again
owner: support
parent: delight/churn
",
    good: "\
#: goals/loyal-customers.yaml
goal: Keep the customers we win
owner: ceo
#: company/2026-Q1/delight.yaml
objective: Make customers glad that they chose us
owner: coo
parent: loyal-customers
key_results:
  - id: churn
    title: Customers who leave in a quarter
    baseline: 5%
    target: 3%
    current: 4%
#: teams/support/2026-Q1/answer-first.yaml
objective: Answer customers before they have to ask again
owner: support
parent: delight/churn
",
    source: "Cascading OKRs as published by Doerr: a key result of one level is picked up by the objectives of the next",
    parameters: &[],
    check: Check::Tree(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let snapshot = context.snapshot;
    let lost = lost_names(snapshot);
    let contributed = contributed(snapshot);
    let with_teams = cycles_with_teams(snapshot);
    for (place, node, key_result) in context.running_key_results() {
        let Some(cycle) = node.cycle.as_ref().filter(|_| node.team.is_none()) else {
            continue;
        };
        let closed = node.common().status().is_closed() || key_result.common.status().is_closed();
        let waits = closed || context.is_draft(place);
        let planned = with_teams.iter().any(|other| cycle.contains(other));
        let may_be_meant = || nearest(&node.id, lost.iter().copied()).is_some();
        if waits || !planned || contributed.contains(&place) || may_be_meant() {
            continue;
        }
        let span = match key_result.title.span.is_empty() {
            true => key_result.span,
            false => key_result.title.span,
        };
        let message = "no team contributes to this key result of the company";
        findings.push(
            context.about_key_result(&RULE, place, span, message).help(format!(
                "a team that can move it writes `parent: {name}` in its objective, or `contributes_to: {name}`",
                name = snapshot.place_name(place)
            )),
        );
    }
}

/// The key results that another objective has as parent or contributes to, without what was given
/// up or put off.
fn contributed(snapshot: &Snapshot) -> HashSet<Place> {
    let at_work = snapshot
        .iter()
        .filter(|(_, node)| !node.common().status().is_set_aside());
    let mut contributed = HashSet::new();
    for (id, node) in at_work {
        for link in &node.links {
            let counts = matches!(link.field, LinkField::Parent | LinkField::ContributesTo);
            if let Ok(place) = &link.to
                && counts
                && place.node != id
            {
                contributed.insert(*place);
            }
        }
    }
    contributed
}

/// The cycles for which any team has written an objective: where none has, planning has only begun.
fn cycles_with_teams(snapshot: &Snapshot) -> HashSet<&Cycle> {
    let teams = snapshot.nodes.iter().filter(|node| node.team.is_some());
    teams.filter_map(|node| node.cycle.as_ref()).collect()
}
