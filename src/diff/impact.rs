//! What hangs under something that changed, and what the change does to it: it lost its parent, it
//! serves something else now, or the last that contributed to it is gone.

use std::collections::{BTreeMap, HashSet};

use crate::diff::links::later_key_result;
use crate::diff::{Change, ChangeKind, Effect, Matching, Sides, Thing};
use crate::model::Status;
use crate::snapshot::{NodeId, Place, Snapshot};

/// Something that a change elsewhere affects.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Impact {
    /// Its name, `id` or `id/key-result`.
    pub subject: String,
    /// What it says.
    pub title: String,
    /// What happens to it.
    pub effect: ImpactEffect,
}

/// What a change does to what hangs under it.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum ImpactEffect {
    /// It has lost its parent.
    Orphaned,
    /// It now serves something else in the end.
    Reparented,
    /// Nothing contributes to it any more.
    Unsupported,
    /// What it serves has changed.
    Affected,
}

/// Adds to each change of intent what it does to others.
pub(super) fn add(sides: Sides<'_>, matching: &Matching, changes: &mut [Change]) {
    for change in changes
        .iter_mut()
        .filter(|change| change.effect == Effect::Intent)
    {
        let mut impact = Vec::new();
        match change.kind {
            ChangeKind::Removed | ChangeKind::Replaced => {
                of_gone(sides, matching, change, &mut impact);
                unsupported(sides, matching, change, &mut impact);
            }
            ChangeKind::Renamed => of_gone(sides, matching, change, &mut impact),
            ChangeKind::Reparented => {
                below(sides.after, change, ImpactEffect::Reparented, &mut impact);
                unsupported(sides, matching, change, &mut impact);
            }
            ChangeKind::Closed => {
                below(sides.after, change, ImpactEffect::Affected, &mut impact);
                unsupported(sides, matching, change, &mut impact);
            }
            ChangeKind::Retargeted
            | ChangeKind::Rebaselined
            | ChangeKind::Retitled
            | ChangeKind::Retyped
            | ChangeKind::Rescheduled => {
                right_below(sides.after, change, &mut impact);
            }
            _ => {}
        }
        change.impact = impact;
    }
}

fn place(thing: Option<Thing>) -> Option<Place> {
    match thing? {
        Thing::Place(place) => Some(place),
        Thing::Team(_) => None,
    }
}

fn told(snapshot: &Snapshot, place: Place, effect: ImpactEffect) -> Option<Impact> {
    let node = snapshot.node(place.node)?;
    let key_result = place
        .key_result
        .and_then(|at| node.key_results().get(at))
        .map(|key_result| &key_result.title);
    let title = key_result.unwrap_or(node.title());
    Some(Impact {
        subject: snapshot.place_name(place),
        title: crate::source::in_one_line(title),
        effect,
    })
}

const fn whole(node: NodeId) -> Place {
    Place {
        node,
        key_result: None,
    }
}

/// What hung under something that is gone and leads nowhere now.
fn of_gone(sides: Sides<'_>, matching: &Matching, change: &Change, impact: &mut Vec<Impact>) {
    let Some(gone) = place(change.subject.before) else {
        return;
    };
    let Some(node) = sides.before.node(gone.node) else {
        return;
    };
    let hung = node
        .children
        .iter()
        .filter(|child| gone.key_result.is_none() || child.under == gone.key_result);
    for child in hung {
        let Some(now) = matching.later(child.node) else {
            continue;
        };
        let lost = sides.after.node(now).is_some_and(|node| {
            node.parent().is_none_or(|link| link.to.is_err()) && !node.common().status().is_closed()
        });
        if lost {
            impact.extend(told(sides.after, whole(now), ImpactEffect::Orphaned));
        }
    }
}

/// What hangs right under the subject: its children; of a key result, those under it.
fn right_below(after: &Snapshot, change: &Change, impact: &mut Vec<Impact>) {
    let Some(own) = place(change.subject.after) else {
        return;
    };
    let children = after.node(own.node).map_or(&[][..], |node| &node.children);
    let hanging = children
        .iter()
        .filter(|child| own.key_result.is_none() || child.under == own.key_result);
    for child in hanging {
        impact.extend(told(after, whole(child.node), ImpactEffect::Affected));
    }
}

/// Everything that hangs under the subject, level by level.
fn below(after: &Snapshot, change: &Change, effect: ImpactEffect, impact: &mut Vec<Impact>) {
    /// More would bury what is to be seen.
    const MOST: usize = 200;
    let Some(own) = place(change.subject.after) else {
        return;
    };
    let mut seen = HashSet::from([own.node]);
    let mut ahead = vec![own];
    let mut at = 0;
    while let Some(place) = ahead.get(at).copied().filter(|_| impact.len() < MOST) {
        at += 1;
        let children = after
            .node(place.node)
            .map_or(&[][..], |node| &node.children);
        for child in children
            .iter()
            .filter(|child| place.key_result.is_none() || child.under == place.key_result)
        {
            if seen.insert(child.node) {
                impact.extend(told(after, whole(child.node), effect));
                ahead.push(whole(child.node));
            }
        }
    }
}

/// What the subject was the last to contribute to.
fn unsupported(sides: Sides<'_>, matching: &Matching, change: &Change, impact: &mut Vec<Impact>) {
    let Some(own) = place(change.subject.before).filter(|own| own.key_result.is_none()) else {
        return;
    };
    let parent = sides.before.node(own.node).and_then(|node| node.parent());
    let Some(served) = parent.and_then(|link| link.to.as_ref().ok().copied()) else {
        return;
    };
    let Some(now) = matching.later(served.node) else {
        return;
    };
    let there = whole(now);
    let Some(key_result) = later_key_result(sides, served, there) else {
        return;
    };
    let place = Place {
        node: now,
        key_result,
    };
    let Some(node) = sides.after.node(now) else {
        return;
    };
    let contributes = |id: NodeId| {
        let status = sides.after.node(id).map(|node| node.common().status());
        !matches!(status, Some(Status::Dropped | Status::Postponed))
    };
    let mut still = node
        .children
        .iter()
        .filter(|child| key_result.is_none() || child.under == key_result)
        .filter(|child| contributes(child.node));
    if still.next().is_none() && !node.common().status().is_closed() {
        impact.extend(told(sides.after, place, ImpactEffect::Unsupported));
    }
}

/// All that changes do to others, by effect, each once.
#[must_use]
pub fn summed<'c>(
    changes: impl IntoIterator<Item = &'c Change>,
) -> BTreeMap<ImpactEffect, Vec<&'c Impact>> {
    let mut summed: BTreeMap<ImpactEffect, Vec<&Impact>> = BTreeMap::new();
    let mut seen = HashSet::new();
    for impact in changes.into_iter().flat_map(|change| &change.impact) {
        if seen.insert((impact.effect, impact.subject.as_str())) {
            summed.entry(impact.effect).or_default().push(impact);
        }
    }
    summed
}
