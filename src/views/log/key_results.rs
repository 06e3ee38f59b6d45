//! The key results of an objective on both sides of a commit: which is which, and what changed in one
//! of them.

use crate::diff::{Change, ChangeKind, Matched, Thing, matched};
use crate::snapshot::{Node, Place, Snapshot};
use crate::source::Text;
use crate::source::in_one_line;
use crate::views::commit::Compared;
use crate::views::log::trail::Went;

/// An objective before and after a commit; any other node has no key results.
#[derive(Debug)]
pub struct KeyResults<'c> {
    /// Before.
    pub before: Option<&'c Node>,
    /// After.
    pub after: Option<&'c Node>,
    /// Which is which; none where each is where it was.
    pairs: Option<Vec<Matched>>,
}

impl<'c> KeyResults<'c> {
    /// Those of what went from one place to another.
    pub fn new(compared: &'c Compared, went: Went) -> Self {
        let before = node_at(&compared.before, went.before);
        let after = node_at(&compared.after, went.after);
        let (old, new) = (key_results_of(before), key_results_of(after));
        let is_unmoved = old.len() == new.len()
            && old.iter().zip(new).all(|(old, new)| {
                old.common.id.is_some() && new.common.id.is_some() && old.id == new.id
            });
        Self {
            before,
            after,
            pairs: (!is_unmoved).then(|| matched(old, new)),
        }
    }

    /// Where the one at `position` was before.
    pub fn earlier(&self, position: usize) -> Option<usize> {
        match &self.pairs {
            None => Some(position),
            Some(pairs) => {
                let pair = pairs.iter().find(|pair| pair.after == position)?;
                Some(pair.before)
            }
        }
    }

    /// A change of the objective as one of its key result with one of these ids, where it is one: what
    /// is added or removed with its objective is so itself.
    pub fn own(
        &self,
        compared: &Compared,
        went: Went,
        ids: &[Text],
        change: &Change,
    ) -> Option<Change> {
        let is_at = |thing: Option<Thing>, position: Option<usize>| match thing {
            Some(Thing::Place(place)) => place.key_result.is_some() && place.key_result == position,
            _ => false,
        };
        let (before, after) = (self.before, self.after);
        let now = after.and_then(|after| position(after, ids));
        let was = match (before, after, now) {
            (Some(_), Some(_), Some(now)) => self.earlier(now),
            (Some(before), _, None) => position(before, ids),
            _ => None,
        };
        let subject = &change.subject;
        let is_own = match now {
            Some(_) => is_at(subject.after, now),
            None => subject.after.is_none() && is_at(subject.before, was),
        };
        if is_own {
            return Some(change.clone());
        }
        let is_whole = |thing: Option<Thing>| {
            matches!(
                thing,
                Some(Thing::Place(Place {
                    key_result: None,
                    ..
                }))
            )
        };
        let place = |thing: Option<Thing>, key_result: Option<usize>| match thing {
            Some(Thing::Place(place)) if key_result.is_some() => Some(Place {
                key_result,
                ..place
            }),
            _ => None,
        };
        let is_beginning = matches!(
            change.kind,
            ChangeKind::Added | ChangeKind::CarriedOver | ChangeKind::Replaced
        ) && change.field.is_none()
            && is_whole(subject.after);
        let is_end = change.kind == ChangeKind::Removed && is_whole(subject.before);
        let (snapshot, own, kind) = match (is_beginning, is_end) {
            (true, _) => (&compared.after, place(went.after, now)?, ChangeKind::Added),
            (_, true) => (
                &compared.before,
                place(went.before, was)?,
                ChangeKind::Removed,
            ),
            _ => return None,
        };
        let key_result = snapshot
            .node(own.node)?
            .key_results()
            .get(own.key_result?)?;
        let mut change = change.clone();
        let words = Some(in_one_line(&key_result.title));
        change.kind = kind;
        change.subject.name = snapshot.place_name(own);
        change.subject.title = words.clone().unwrap_or_default();
        change.subject.before = change
            .subject
            .before
            .and(place(went.before, was))
            .map(Thing::Place);
        change.subject.after = change
            .subject
            .after
            .and(place(went.after, now))
            .map(Thing::Place);
        (change.before, change.after) = match kind {
            ChangeKind::Added => (None, words),
            _ => (words, None),
        };
        change.at.span = key_result.title.span;
        change.impact = Vec::new();
        Some(change)
    }
}

/// The position of the key result that has the last of `ids` that one has.
pub fn position(node: &Node, ids: &[Text]) -> Option<usize> {
    let key_results = node.key_results();
    let of = |id: &Text| {
        key_results
            .iter()
            .position(|key_result| key_result.id == *id)
    };
    ids.iter().rev().find_map(of)
}

fn key_results_of(node: Option<&Node>) -> &[crate::model::KeyResult] {
    node.map_or(&[], Node::key_results)
}

fn node_at(snapshot: &Snapshot, thing: Option<Thing>) -> Option<&Node> {
    match thing? {
        Thing::Place(place) => snapshot.node(place.node),
        Thing::Team(_) => None,
    }
}
