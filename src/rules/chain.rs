//! Chains of parents: where each ends, and which close on themselves. One pass over the tree,
//! however long the chains are.

use crate::model::Kind;
use crate::snapshot::{Node, NodeId, Snapshot, Unresolved};

/// Where the chain of parents above something ends, itself included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// At a goal or a kpi.
    Served(NodeId),
    /// At an objective that names no parent.
    Cut(NodeId),
    /// Nobody knows: at a parent that is reported already, or nowhere because it is a loop.
    Unknown,
}

/// Where the chain of every node ends, in the order of the nodes.
pub fn ends(snapshot: &Snapshot) -> Vec<End> {
    let mut ends: Vec<Option<End>> = vec![None; snapshot.nodes.len()];
    let mut chain = Vec::new();
    for (id, _) in snapshot.iter() {
        let mut at = id;
        let end = loop {
            match ends.get_mut(at.0 as usize) {
                None => break End::Unknown,
                Some(Some(known)) => break *known,
                // Until its chain has been walked, a node counts as part of a loop.
                Some(unknown) => *unknown = Some(End::Unknown),
            }
            chain.push(at);
            match step(snapshot, at) {
                Ok(parent) => at = parent,
                Err(end) => break end,
            }
        };
        for id in chain.drain(..) {
            if let Some(slot) = ends.get_mut(id.0 as usize) {
                *slot = Some(end);
            }
        }
    }
    let known = |end: Option<End>| end.unwrap_or(End::Unknown);
    ends.into_iter().map(known).collect()
}

/// The names that parents have which lead nowhere. What is named nearly like one of them may be
/// what was meant: the parent is reported, and what seems to follow from it need not be.
pub fn lost_names(snapshot: &Snapshot) -> Vec<&str> {
    /// More than these are not looked through for each name.
    const MOST: usize = 200;
    let parents = snapshot.nodes.iter().filter_map(Node::parent);
    let lost = parents.filter(|link| !matches!(link.to, Ok(_) | Err(Unresolved::Itself)));
    lost.map(|link| link.reference.value.id.as_str())
        .take(MOST)
        .collect()
}

/// The parent of a node, or what ends the chain there.
fn step(snapshot: &Snapshot, id: NodeId) -> Result<NodeId, End> {
    let node = snapshot.node(id).ok_or(End::Unknown)?;
    if matches!(node.kind(), Kind::Goal | Kind::Kpi) {
        return Err(End::Served(id));
    }
    match node.parent().map(|link| &link.to) {
        Some(Ok(parent)) => Ok(parent.node),
        Some(Err(_)) => Err(End::Unknown),
        None if node.document.broken || node.common().is_refused("parent") => Err(End::Unknown),
        None => Err(End::Cut(id)),
    }
}

/// The loops among `count` things each of which leads to at most one other: every loop once, from
/// its first member on in the order in which it is walked.
pub fn loops(count: usize, next: impl Fn(usize) -> Option<usize>) -> Vec<Vec<usize>> {
    // The walk in which each was met first; 0 for not yet.
    let mut met = vec![0_usize; count];
    let mut loops = Vec::new();
    for (walk, start) in (1..).zip(0..count) {
        let mut path = Vec::new();
        let mut at = Some(start);
        while let Some(here) = at {
            match met.get_mut(here) {
                Some(first @ 0) => *first = walk,
                Some(first) => {
                    let entry = path.iter().position(|&member| member == here);
                    if let Some(entry) = entry.filter(|_| *first == walk) {
                        loops.push(from_the_first(path.split_off(entry)));
                    }
                    break;
                }
                None => break,
            }
            path.push(here);
            at = next(here);
        }
    }
    loops
}

fn from_the_first(mut members: Vec<usize>) -> Vec<usize> {
    let first = members
        .iter()
        .enumerate()
        .min_by_key(|(_, member)| **member);
    let turn = first.map_or(0, |(position, _)| position);
    members.rotate_left(turn);
    members
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_loop_is_found_once_from_its_first_member_on() {
        // 0 → 3 → 1 → 3 (a tail into a loop), 2 → 2, 4 → 0, 5 alone.
        let next = [Some(3), Some(3), Some(2), Some(1), Some(0), None];
        let found = loops(next.len(), |at| next.get(at).copied().flatten());
        assert_eq!(found, [vec![1, 3], vec![2]]);
        assert!(loops(3, |at| Some(at + 1)).is_empty());
    }
}
