//! The changes that make one version of a value another: as small as they can be said.

use crate::edit::{Change, Place, Step, Value};
use crate::merge::items::Item;
use crate::merge::same::same_option;

/// What makes `old` `new`.
pub fn change(old: Option<&Value>, new: Option<&Value>, at: &Place) -> Vec<Change> {
    if same_option(old, new) {
        return Vec::new();
    }
    match (old, new) {
        (Some(Value::List(old)), Some(Value::List(new)))
            if !old.is_empty() && new.starts_with(old) =>
        {
            let added = new.get(old.len()..).unwrap_or_default();
            let append = |value: &Value| Change::Append {
                at: at.clone(),
                value: value.clone(),
            };
            added.iter().map(append).collect()
        }
        (_, Some(new)) => vec![Change::Set {
            at: at.clone(),
            value: new.clone(),
            after: behind(at),
        }],
        (_, None) => vec![Change::Remove { at: at.clone() }],
    }
}

/// New items of one version, each behind what comes before it.
pub fn inserts(
    items: &[Item],
    lacking: Vec<(usize, Value)>,
    position: fn(&Item) -> Option<usize>,
    at: &Place,
) -> Vec<Change> {
    // The items of the version, as they stand once the changes so far are made.
    let mut there: Vec<usize> = (0..items.len())
        .filter(|order| items.get(*order).and_then(position).is_some())
        .collect();
    there.sort_by_key(|order| items.get(*order).and_then(position));
    let mut changes = Vec::new();
    for (order, value) in lacking {
        let before = (0..order)
            .rev()
            .find_map(|before| there.iter().position(|there| *there == before));
        let position = before.map_or(0, |before| before + 1);
        there.insert(position, order);
        changes.push(Change::Insert {
            at: at.clone(),
            position,
            value,
        });
    }
    changes
}

/// The keys that a new one likes to stand behind, the nearest first.
fn behind(at: &Place) -> &'static [&'static str] {
    let Some(Step::Key(key)) = at.steps.last() else {
        return &[];
    };
    let position = FROM_THE_END.iter().position(|name| name == key);
    let before = position.and_then(|position| FROM_THE_END.get(position + 1..));
    before.unwrap_or_default()
}

/// Fields in the order in which people write them, from the last to the first.
const FROM_THE_END: [&str; 40] = [
    "links",
    "labels",
    "evidence",
    "depends_on",
    "guardrails",
    "criteria",
    "due",
    "weight",
    "result",
    "score",
    "reason",
    "status",
    "note",
    "confidence",
    "progress",
    "done",
    "check_ins",
    "as_of",
    "current",
    "unit",
    "stretch",
    "target",
    "baseline",
    "type",
    "carried_from",
    "commitment",
    "allocation_reason",
    "allocation",
    "capacity",
    "paths",
    "members",
    "cycle",
    "contributes_to",
    "parent",
    "owner",
    "why",
    "title",
    "team",
    "kpi",
    "id",
];
