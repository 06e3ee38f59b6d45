//! What is only in one of the states: removed, added, or added to carry something on.

use crate::diff::changed::{Changed, later, new_reason};
use crate::diff::document::{node_subject, whole};
use crate::diff::{
    Change, ChangeKind as Kind, Effect::Intent, Location, MatchedBy, Matching, Sides,
};
use crate::snapshot::{LinkField, Node, NodeId, Snapshot};
use crate::source::in_one_line;

/// What is only in one of the states.
pub(super) fn of_unmatched(sides: Sides<'_>, matching: &Matching, out: &mut Vec<Change>) {
    let is_unread = |snapshot: &Snapshot, other: &Snapshot, node: &Node| {
        let file = snapshot.file(node.file);
        let there = file.and_then(|file| other.file_at(&file.path));
        file.into_iter().chain(there).any(|file| file.malformed)
    };
    for &id in &matching.removed {
        let Some(node) = sides.before.node(id) else {
            continue;
        };
        // What cannot be read on one of the sides is not compared.
        if is_unread(sides.before, sides.after, node) {
            continue;
        }
        let subject = node_subject(sides.before, node, Some(whole(id)), None);
        let at = Location {
            in_later: false,
            file: node.file,
            span: node.title().span,
        };
        let words = (Some(in_one_line(&node.title().value)), None);
        let mut changed = Changed::new(subject, MatchedBy::Id, at, None, out);
        changed.add((Kind::Removed, Intent), None, words, None);
    }
    for &id in &matching.added {
        let Some(node) = sides.after.node(id) else {
            continue;
        };
        if is_unread(sides.after, sides.before, node) {
            continue;
        }
        let subject = node_subject(sides.after, node, None, Some(whole(id)));
        let at = later(node.file, node.title().span);
        let origin = origin(sides.after, id, node);
        let kind = if origin.is_some() {
            Kind::CarriedOver
        } else {
            Kind::Added
        };
        let words = (origin, Some(in_one_line(&node.title().value)));
        let by = match kind {
            Kind::CarriedOver => MatchedBy::CarriedFrom,
            _ => MatchedBy::Id,
        };
        let reason = new_reason(None, Some(node.common()));
        let mut changed = Changed::new(subject, by, at, reason, out);
        changed.add((kind, Intent), None, words, None);
    }
}

/// What a new objective continues in its own state, by name: as it says, else what has its id and
/// team in an earlier cycle that does not overlap.
fn origin(snapshot: &Snapshot, id: NodeId, node: &Node) -> Option<String> {
    let said = node
        .links
        .iter()
        .filter(|link| link.field == LinkField::CarriedFrom && link.key_result.is_none())
        .find_map(|link| snapshot.node(link.to.as_ref().ok()?.node));
    let own = node.cycle.as_ref()?;
    let same_name = || {
        let others = snapshot.namesakes(&node.id).iter();
        others
            .filter(|other| **other != id)
            .filter_map(|other| snapshot.node(*other))
            .filter(|other| other.team == node.team && other.kind() == node.kind())
            .filter(|other| {
                let cycle = other.cycle.as_ref();
                cycle.is_some_and(|cycle| !cycle.overlaps(own) && cycle.start < own.start)
            })
            .max_by_key(|other| other.cycle.as_ref().map(|cycle| cycle.start))
    };
    said.or_else(same_name).map(|node| snapshot.full_name(node))
}
