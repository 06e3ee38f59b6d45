//! The way up from a node, parent by parent, to a goal, to a kpi, or to where it stops.

use std::collections::HashSet;

use crate::snapshot::NodeId;
use crate::views::cascade::loose;
use crate::views::figures::Basis;
use crate::views::node::Describing;
use crate::views::tree::Loose;
use crate::views::why::{ChainLink, placed};

/// The nodes from `start` up, each once; the top has the depth 0, as in the tree.
pub fn chain(basis: Basis<'_>, start: NodeId) -> Vec<ChainLink> {
    let snapshot = basis.snapshot;
    let way = way_up(basis, start);
    let mut describing = Describing::new(basis);
    let count = way.len();
    way.iter()
        .enumerate()
        .filter_map(|(at, &(id, serves))| {
            let node = snapshot.node(id)?;
            let is_last = at + 1 == count;
            // A parent that was found and is not the next link has been on the way before.
            let loose = loose(node).filter(|_| is_last).map(|loose| match loose {
                Loose::NotShown => Loose::Loop,
                other => other,
            });
            let why = &node.common().why;
            Some(ChainLink {
                node: describing.node(&placed(node, id, count - at - 1, loose))?,
                why: why.as_ref().map(|why| why.value.clone()),
                serves: serves.filter(|_| !is_last),
            })
        })
        .collect()
}

/// The nodes on the way, each with the key result of its parent that it names.
fn way_up(basis: Basis<'_>, start: NodeId) -> Vec<(NodeId, Option<usize>)> {
    let mut way = Vec::new();
    let mut seen = HashSet::new();
    let mut at = Some(start);
    while let Some(id) = at.filter(|id| seen.insert(*id)) {
        let node = basis.snapshot.node(id);
        let parent = node.and_then(|node| node.parent()?.to.as_ref().ok());
        way.push((id, parent.and_then(|parent| parent.key_result)));
        at = parent.map(|parent| parent.node);
    }
    way
}
