//! The way up from a node, parent by parent, to a goal, to a kpi, or to where it stops.

use crate::snapshot::NodeId;
use crate::views::figures::Basis;
use crate::views::loose::loose;
use crate::views::node::Describing;
use crate::views::show::climb;
use crate::views::tree::Loose;
use crate::views::why::{ChainLink, placed};

/// The nodes from `start` up, each once; the top has the depth 0, as in the tree.
pub fn chain(basis: Basis<'_>, start: NodeId) -> Vec<ChainLink> {
    let snapshot = basis.snapshot;
    let mut describing = Describing::new(basis);
    let up = climb(snapshot, start);
    let nodes = [start].into_iter().chain(up.iter().map(|place| place.node));
    nodes
        .enumerate()
        .filter_map(|(at, id)| {
            let node = snapshot.node(id)?;
            let above = up.get(at);
            // A parent that was found and is not the next link has been on the way before.
            let loose = loose(snapshot, id)
                .filter(|_| above.is_none())
                .map(|loose| match loose {
                    Loose::NotShown => Loose::Loop,
                    other => other,
                });
            let why = &node.common().background.why;
            Some(ChainLink {
                node: describing.node(&placed(node, id, up.len() - at, loose))?,
                why: why.as_ref().map(|why| why.value.clone()),
                serves: above.and_then(|place| place.key_result),
            })
        })
        .collect()
}
