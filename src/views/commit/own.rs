//! What a merge changed itself, rather than took over from one of its parents.

use crate::diff::{Change, ChangeKind};
use crate::views::commit::Compared;

/// Leaves of what a merge changed in each of its parents only what is so in all of them, and tells
/// it once: field by field, because two people who change the same file change no more than their
/// fields of it.
pub fn keep_own(parents: &mut [Compared]) {
    let told: Vec<Vec<Change>> = parents
        .iter_mut()
        .map(|compared| std::mem::take(&mut compared.diff.changes))
        .collect();
    for (at, changes) in told.iter().enumerate() {
        let is_own = |change: &&Change| {
            told.iter().enumerate().all(|(other, changes)| {
                // What an earlier parent tells too is told there.
                let same = other > at && changes.iter().any(|other| is_same(other, change));
                other == at || same || changes.iter().any(|whole| holds(whole, change))
            })
        };
        if let Some(compared) = parents.get_mut(at) {
            compared.diff.changes = changes.iter().filter(is_own).cloned().collect();
        }
    }
}

/// Whether two changes lead to the same, wherever from.
fn is_same(one: &Change, other: &Change) -> bool {
    one.subject.name == other.subject.name
        && one.field == other.field
        && one.after == other.after
        && (one.field.is_some() || one.kind == other.kind)
}

/// Whether `whole` is that something is new, of which `part` is a field or a key result.
fn holds(whole: &Change, part: &Change) -> bool {
    let is_new =
        whole.field.is_none() && matches!(whole.kind, ChangeKind::Added | ChangeKind::Replaced);
    let is_below = part
        .subject
        .name
        .strip_prefix(&whole.subject.name)
        .is_some_and(|rest| match rest {
            "" => part.field.is_some(),
            rest => rest.starts_with('/'),
        });
    is_new && is_below && part.after.is_some()
}
