//! `goal-without-objective`: a business goal that nobody works on.

use std::collections::HashSet;

use crate::finding::{Finding, Level};
use crate::model::Kind;
use crate::parse::nearest;
use crate::rules::chain::lost_names;
use crate::rules::{Check, Context, Group, Rule};
use crate::snapshot::{LinkField, Node, NodeId};

/// The rule.
pub const RULE: Rule = Rule {
    name: "goal-without-objective",
    group: Group::Links,
    level: Level::Info,
    summary: "No objective of the current cycle serves a business goal",
    why: "A goal moves only when someone has time for it in this cycle. One that nothing serves may \
          rightly wait; then it is good to have said so. Otherwise it is the goal that everybody \
          takes for somebody else's. Give it an objective, or close it with the reason.",
    bad: "\
#: goals/loyal-customers.yaml
goal: Keep the customers we win
owner: ceo
#: goals/new-markets.yaml
goal: Win customers in two more countries
#     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ goal-without-objective
owner: ceo
#: teams/support/2026-Q1/answer-first.yaml
objective: Answer customers before they have to ask again
owner: support
parent: loyal-customers
",
    good: "\
#: goals/loyal-customers.yaml
goal: Keep the customers we win
owner: ceo
#: goals/new-markets.yaml
goal: Win customers in two more countries
owner: ceo
status: postponed
reason: First we stop losing those we have.
#: teams/support/2026-Q1/answer-first.yaml
objective: Answer customers before they have to ask again
owner: support
parent: loyal-customers
",
    source: "Cascading OKRs as published by Doerr and Google: goals reach the teams through objectives",
    parameters: &[],
    check: Check::Tree(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let lost = lost_names(context.snapshot);
    let served = served(context);
    for (id, node) in context.nodes() {
        let open = node.kind() == Kind::Goal && !node.common().status().is_closed();
        let may_be_meant = || nearest(&node.id, lost.iter().copied()).is_some();
        if open && !served.contains(&id) && !may_be_meant() {
            let message = match context.current {
                Some(cycle) => format!("no objective of {} serves this goal", cycle.name),
                None => "no objective serves this goal".to_owned(),
            };
            let help = format!(
                "give it an objective with `parent: {}`; if it has to wait, close it with `status: postponed` and a `reason:`",
                context.snapshot.name(node)
            );
            findings.push(
                context
                    .about(&RULE, node, node.title().span, message)
                    .help(help),
            );
        }
    }
}

/// What the objectives of the current cycle, and of those that contain it, serve at any distance;
/// what they contribute to besides counts here as well.
fn served(context: &Context<'_>) -> HashSet<NodeId> {
    let snapshot = context.snapshot;
    let is_current = |node: &Node| match (&node.cycle, context.current) {
        (Some(cycle), Some(current)) => cycle == current || cycle.contains(current),
        (None, _) | (_, None) => false,
    };
    let mut next: Vec<NodeId> = snapshot
        .iter()
        .filter(|(_, node)| is_current(node) && !node.common().status().is_set_aside())
        .map(|(id, _)| id)
        .collect();
    let mut served: HashSet<NodeId> = next.iter().copied().collect();
    while let Some(id) = next.pop() {
        let links = snapshot.node(id).map_or(&[][..], |node| &node.links);
        for link in links {
            let upwards = matches!(link.field, LinkField::Parent | LinkField::ContributesTo);
            if let Ok(place) = &link.to
                && upwards
                && served.insert(place.node)
            {
                next.push(place.node);
            }
        }
    }
    served
}
