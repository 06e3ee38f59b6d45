//! Which items of three versions of a list are the same one, and in which order they come: key
//! results by their ids, check-ins by their days.

use std::collections::HashSet;

use crate::edit::Value;
use crate::merge::Sides;
use crate::model::date::parse_date;

/// What a list holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Key results.
    KeyResults,
    /// Check-ins.
    CheckIns,
}

/// An item by its positions in the three lists.
pub type Item = Sides<Option<usize>>;

/// The items of three lists, in the order that they come in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Woven {
    /// The items; also those that a side took out.
    pub items: Vec<Item>,
    /// Whether a side put old items in another order.
    pub reordered: bool,
}

/// Tells the items of three lists apart; nothing where they cannot be, or where both sides put them
/// in other orders.
pub fn woven(kind: Kind, lists: Sides<&[Value]>) -> Option<Woven> {
    let distinct = |list: &[Value]| are_distinct(kind, list).then_some(());
    lists.map(distinct).all()?;
    let (ours, theirs) = (
        counterparts(kind, lists.base, lists.ours),
        counterparts(kind, lists.base, lists.theirs),
    );
    let mut items: Vec<Item> = (0..lists.base.len())
        .map(|position| Item {
            base: Some(position),
            ours: ours.iter().position(|old| *old == Some(position)),
            theirs: theirs.iter().position(|old| *old == Some(position)),
        })
        .collect();
    for (position, item) in lists.ours.iter().enumerate() {
        if ours.get(position) == Some(&None) {
            let same = lists.theirs.iter().enumerate().position(|(at, other)| {
                theirs.get(at) == Some(&None) && name(kind, item) == name(kind, other)
            });
            items.push(Item {
                base: None,
                ours: Some(position),
                theirs: same,
            });
        }
    }
    for position in 0..lists.theirs.len() {
        if !items.iter().any(|item| item.theirs == Some(position)) {
            items.push(Item {
                theirs: Some(position),
                ..Item::default()
            });
        }
    }
    match kind {
        Kind::CheckIns if is_by_day(lists) => Some(by_day(items, lists)),
        _ => in_order(items),
    }
}

/// What an item is told apart by: a check-in by its day; a key result by its id, else its title.
fn name(kind: Kind, item: &Value) -> Option<(&'static str, &str)> {
    let of = |key: &'static str| text(item.get(key)).map(|text| (key, text));
    match kind {
        Kind::CheckIns => of("date"),
        Kind::KeyResults => of("id").or_else(|| title(item).map(|title| ("title", title))),
    }
}

/// Whether a document has two key results of one id.
pub fn has_twins(documents: &[Value]) -> bool {
    documents.iter().any(|document| {
        let items = match document.get("key_results") {
            Some(Value::List(items)) => items.as_slice(),
            _ => &[],
        };
        let mut seen = HashSet::new();
        let mut ids = items.iter().filter_map(|item| text(item.get("id")));
        !ids.all(|id| seen.insert(id))
    })
}

fn title(item: &Value) -> Option<&str> {
    text(item.get("title")).or_else(|| text(Some(item)))
}

fn text(value: Option<&Value>) -> Option<&str> {
    match value {
        Some(Value::Text(text)) => Some(text),
        _ => None,
    }
}

fn are_distinct(kind: Kind, list: &[Value]) -> bool {
    let mut seen = HashSet::new();
    list.iter()
        .all(|item| name(kind, item).is_some_and(|name| seen.insert(name)))
}

/// For each item of `side` which of `base` it was. A key result that got another id, or first got
/// one, is the one with its title; one without an id that got another title, the one at its place
/// that went and goes the same way.
fn counterparts(kind: Kind, base: &[Value], side: &[Value]) -> Vec<Option<usize>> {
    let mut found: Vec<Option<usize>> = side
        .iter()
        .map(|item| {
            base.iter()
                .position(|old| name(kind, old) == name(kind, item))
        })
        .collect();
    if kind == Kind::CheckIns {
        return found;
    }
    let is_way = |item: &Value| item.get("target").is_some();
    let same_way = |old: &Value, new: &Value| {
        is_way(new)
            && ["baseline", "target"]
                .iter()
                .all(|key| old.get(key) == new.get(key))
    };
    for (position, item) in side.iter().enumerate() {
        if found.get(position) != Some(&None) {
            continue;
        }
        let is_free = |at: &usize| !found.contains(&Some(*at));
        let mut alike = (0..base.len())
            .filter(is_free)
            .filter(|at| base.get(*at).is_some_and(|old| title(old) == title(item)));
        let by_title = alike.next().filter(|_| alike.next().is_none());
        let by_place = base
            .get(position)
            .filter(|old| base.len() == side.len() && old.get("id").is_none())
            .filter(|old| item.get("id").is_none() && same_way(old, item))
            .map(|_| position)
            .filter(is_free);
        if let (Some(slot), Some(old)) = (found.get_mut(position), by_title.or(by_place)) {
            *slot = Some(old);
        }
    }
    found
}

fn is_by_day(lists: Sides<&[Value]>) -> bool {
    let rises = |list: &[Value]| {
        let days: Option<Vec<_>> = list.iter().map(day).collect();
        days.is_some_and(|days| days.is_sorted())
    };
    rises(lists.base) && rises(lists.ours) && rises(lists.theirs)
}

fn day(item: &Value) -> Option<jiff::civil::Date> {
    parse_date(text(item.get("date"))?).ok()
}

fn by_day(mut items: Vec<Item>, lists: Sides<&[Value]>) -> Woven {
    let at = |list: &[Value], position: Option<usize>| list.get(position?).and_then(day);
    items.sort_by_key(|item| {
        at(lists.base, item.base)
            .or_else(|| at(lists.ours, item.ours))
            .or_else(|| at(lists.theirs, item.theirs))
    });
    Woven {
        items,
        reordered: false,
    }
}

/// In the order of the side that put them in another one; what only the other side has comes behind
/// what it stands behind there.
fn in_order(items: Vec<Item>) -> Option<Woven> {
    let sequence = |position: fn(&Item) -> Option<usize>| {
        let mut there: Vec<&Item> = items
            .iter()
            .filter(|item| position(item).is_some())
            .collect();
        there.sort_by_key(|item| position(item));
        there
    };
    let ours = sequence(|item| item.ours);
    let theirs = sequence(|item| item.theirs);
    let old = |sequence: &[&Item]| -> Vec<Option<usize>> {
        let common = sequence
            .iter()
            .filter(|item| item.base.is_some() && item.ours.is_some() && item.theirs.is_some());
        common.map(|item| item.base).collect()
    };
    let (old_ours, old_theirs) = (old(&ours), old(&theirs));
    let reordered = Sides {
        base: false,
        ours: !old_ours.is_sorted(),
        theirs: !old_theirs.is_sorted(),
    };
    if reordered.ours && reordered.theirs && old_ours != old_theirs {
        return None;
    }
    let (mut order, other) = match reordered.theirs && !reordered.ours {
        true => (theirs, ours),
        false => (ours, theirs),
    };
    let mut before: Option<&Item> = None;
    for item in other {
        if !order.contains(&item) {
            let mut at = before
                .and_then(|before| order.iter().position(|there| *there == before))
                .map_or(0, |position| position + 1);
            // What both put at one place comes one after the other.
            while before.is_some() && order.get(at).is_some_and(|there| is_new_to_one(there)) {
                at += 1;
            }
            order.insert(at, item);
        }
        before = Some(item);
    }
    let gone = items.iter().filter(|item| !order.contains(item));
    let items: Vec<Item> = order.iter().copied().chain(gone).copied().collect();
    Some(Woven {
        items,
        reordered: reordered.ours || reordered.theirs,
    })
}

const fn is_new_to_one(item: &Item) -> bool {
    item.base.is_none() && (item.ours.is_none() || item.theirs.is_none())
}
