//! What an objective continues in another file, the one of an earlier cycle: its history is told
//! apart, and this says how to ask for it.

use crate::cli::load::Loaded;
use crate::cli::subject;
use crate::snapshot::{LinkField, Node, NodeId, Place, Snapshot};
use crate::views::review::Note;

/// Where the history of `place` goes on: in what it says that it was carried from, else in what has
/// its name in the latest earlier cycle. Of a key result in the one with its id, where there is one.
pub(super) fn notes(loaded: &Loaded, place: Place) -> Vec<Note> {
    let snapshot = &loaded.snapshot;
    let Some(node) = snapshot.node(place.node) else {
        return Vec::new();
    };
    let said = node
        .links
        .iter()
        .filter(|link| link.field == LinkField::CarriedFrom && link.key_result.is_none())
        .filter_map(|link| Some(link.to.as_ref().ok()?.node));
    let mut origins: Vec<NodeId> = said.collect();
    if origins.is_empty() {
        origins.extend(namesake(snapshot, node));
    }
    let wanted = place
        .key_result
        .and_then(|at| node.key_results().get(at))
        .map(|key_result| key_result.id.as_str());
    origins
        .into_iter()
        .filter(|origin| *origin != place.node)
        .filter_map(|origin| {
            let reference = reference(snapshot, snapshot.node(origin)?, wanted);
            let is_meant = subject::place(loaded, &reference).is_ok_and(|to| to.node == origin);
            is_meant.then(|| Note {
                message: format!("carried from {reference}: `okr log {reference}`"),
                commit: None,
                path: None,
                line: None,
                hides: false,
            })
        })
        .collect()
}

/// The objective of the same team and id in the latest cycle before that of `node`.
fn namesake(snapshot: &Snapshot, node: &Node) -> Option<NodeId> {
    let start = node.cycle.as_ref()?.start;
    snapshot
        .iter()
        .filter(|(_, other)| other.id == node.id && other.team == node.team)
        .filter_map(|(id, other)| Some((other.cycle.as_ref()?.end, id)))
        .filter(|(end, _)| *end < start)
        .max()
        .map(|(_, id)| id)
}

/// The full name of a node, with its key result of the id `wanted` where it has that.
pub(super) fn reference(snapshot: &Snapshot, node: &Node, wanted: Option<&str>) -> String {
    let name = snapshot.full_name(node);
    let has = |wanted: &&str| {
        let mut own = node.key_results().iter();
        own.any(|key_result| key_result.id == **wanted)
    };
    match (wanted.filter(has), name.split_once('@')) {
        (None, _) => name,
        (Some(wanted), None) => format!("{name}/{wanted}"),
        (Some(wanted), Some((name, cycle))) => format!("{name}/{wanted}@{cycle}"),
    }
}
