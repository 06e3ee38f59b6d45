//! Follows every reference of a tree, and hangs every child under its parent.

use std::sync::Arc;

use crate::model::{Cycle, KeyResult, Objective, Reference};
use crate::snapshot::{
    Child, Link, LinkField, Node, NodeId, Place, Snapshot, Unresolved, Viewpoint,
};
use crate::source::Spanned;

/// Fills in the links of all nodes, then their children.
pub fn follow(snapshot: &mut Snapshot) {
    let links: Vec<Vec<Link>> = snapshot
        .iter()
        .map(|(id, node)| links(snapshot, id, node))
        .collect();
    for (node, links) in snapshot.nodes.iter_mut().zip(links) {
        node.links = links;
    }
    let children: Vec<(Place, NodeId)> = snapshot
        .iter()
        .filter_map(|(id, node)| Some((*node.parent()?.to.as_ref().ok()?, id)))
        .collect();
    for (parent, node) in children {
        if let Some(parent_node) = snapshot.nodes.get_mut(parent.node.0 as usize) {
            parent_node.children.push(Child {
                node,
                under: parent.key_result,
            });
        }
    }
}

fn links(snapshot: &Snapshot, id: NodeId, node: &Node) -> Vec<Link> {
    let Some(objective) = node.objective() else {
        return Vec::new();
    };
    let viewpoint = Viewpoint {
        node: Some(id),
        team: Some(node.team),
        cycle: node.cycle.as_ref(),
    };
    written(objective)
        .map(|(field, key_result, reference)| Link {
            field,
            key_result,
            reference: reference.clone(),
            to: meaning(snapshot, viewpoint, field, reference),
        })
        .collect()
}

/// The references of an objective, in the order of its fields.
fn written(
    objective: &Objective,
) -> impl Iterator<Item = (LinkField, Option<usize>, &Spanned<Arc<Reference>>)> {
    let own = objective
        .parent
        .iter()
        .map(|r| (LinkField::Parent, None, r))
        .chain(
            objective
                .contributes_to
                .iter()
                .map(|r| (LinkField::ContributesTo, None, r)),
        )
        .chain(
            objective
                .carried_from
                .iter()
                .map(|r| (LinkField::CarriedFrom, None, r)),
        );
    own.chain(
        objective
            .key_results
            .iter()
            .enumerate()
            .flat_map(|(position, key_result)| of_key_result(position, key_result)),
    )
}

fn of_key_result(
    position: usize,
    key_result: &KeyResult,
) -> impl Iterator<Item = (LinkField, Option<usize>, &Spanned<Arc<Reference>>)> {
    let fields = [
        (LinkField::ContributesTo, &key_result.contributes_to),
        (LinkField::CarriedFrom, &key_result.carried_from),
        (LinkField::Guardrails, &key_result.guardrails),
        (LinkField::DependsOn, &key_result.depends_on),
    ];
    fields.into_iter().flat_map(move |(field, references)| {
        references
            .iter()
            .map(move |reference| (field, Some(position), reference))
    })
}

/// What a reference means in its field. What was carried on lies in an earlier cycle, and a key
/// result may wait for another of the same objective.
fn meaning(
    snapshot: &Snapshot,
    viewpoint: Viewpoint<'_>,
    field: LinkField,
    reference: &Reference,
) -> Result<Place, Unresolved> {
    match field {
        LinkField::CarriedFrom if reference.cycle.is_none() => {
            earlier(snapshot, viewpoint, reference)
        }
        LinkField::CarriedFrom | LinkField::DependsOn => {
            let outside = Viewpoint {
                node: viewpoint.node.filter(|_| reference.key_result.is_none()),
                ..viewpoint
            };
            snapshot.resolve(outside, reference)
        }
        LinkField::Parent | LinkField::ContributesTo | LinkField::Guardrails => {
            snapshot.resolve(viewpoint, reference)
        }
    }
}

/// The latest of that name that began before the own cycle, the own team's where it has any; else
/// whatever the reference means.
fn earlier(
    snapshot: &Snapshot,
    viewpoint: Viewpoint<'_>,
    reference: &Reference,
) -> Result<Place, Unresolved> {
    let began_before = |cycle: &Cycle| viewpoint.cycle.is_some_and(|own| cycle.start < own.start);
    let named = snapshot.namesakes(&reference.id);
    let before = || {
        snapshot
            .by_cycle(named)
            .filter_map(|(cycle, nodes)| Some((cycle?, nodes)))
            .filter(|(cycle, _)| began_before(cycle))
    };
    let of_team = |team| {
        before()
            .filter(|(_, nodes)| !snapshot.of_team(nodes, team).is_empty())
            .last()
    };
    let last = match &reference.team {
        Some(team) => snapshot
            .team_named(team)
            .and_then(|team| of_team(Some(team))),
        None => viewpoint.team.and_then(of_team).or_else(|| before().last()),
    };
    let seen_from = Viewpoint {
        cycle: last.map(|(cycle, _)| cycle).or(viewpoint.cycle),
        ..viewpoint
    };
    snapshot.resolve(seen_from, reference)
}
