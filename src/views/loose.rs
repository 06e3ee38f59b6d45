//! Why nothing stands above an objective, told from its own words.

use crate::snapshot::{NodeId, Snapshot, Unresolved};
use crate::views::tree::Loose;

/// Why nothing stands above an objective, as far as its own words tell: a parent that was found may
/// still belong to a cycle that is not shown. Nothing for a goal or a kpi.
pub fn loose(snapshot: &Snapshot, id: NodeId) -> Option<Loose> {
    let node = snapshot.node(id)?;
    node.objective()?;
    Some(match node.parent().map(|link| &link.to) {
        None if node.common().is_refused("parent") => Loose::NotFound,
        None => Loose::NoParent,
        Some(Ok(_)) => Loose::NotShown,
        Some(Err(Unresolved::Ambiguous(_))) => Loose::Ambiguous,
        Some(Err(Unresolved::Itself)) => Loose::Loop,
        Some(Err(Unresolved::Unread)) => Loose::Unread,
        Some(Err(Unresolved::NoKeyResult(above))) if hides_something(snapshot, *above) => {
            Loose::Unread
        }
        Some(Err(_)) => Loose::NotFound,
    })
}

/// Whether the file of a node could not be read as a whole, so that a key result may be missing.
fn hides_something(snapshot: &Snapshot, id: NodeId) -> bool {
    snapshot.node(id).is_some_and(|node| {
        let file = snapshot.file(node.file);
        file.is_some_and(|file| file.broken) || node.common().is_refused("key_results")
    })
}
