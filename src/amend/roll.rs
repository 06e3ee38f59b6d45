//! The next cycle: what is carried on of an objective, and of a team's plan. Which objectives, and in
//! which files they go on, is decided elsewhere.

#[cfg(test)]
mod tests;

use super::standing;
use crate::edit::{Change, Place as EditPlace, Refused, Value};
use crate::measure::Progress;
use crate::measure::aim::Aim;
use crate::measure::key_result::aim_of;
use crate::measure::progress;
use crate::model::target::TargetKind;
use crate::model::{Cycle, KeyResult, Measured, Status};
use crate::parse::yaml;
use crate::snapshot::{Node, NodeId, Place, Snapshot};
use crate::source::Text;

/// How an objective is carried on.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Carried {
    /// What changes in its document.
    pub changes: Vec<Change>,
    /// The key results that stay behind, because they are reached, achieved or dropped, by their ids.
    pub left: Vec<Text>,
    /// What whoever sets the next targets has to know, as sentences about a key result.
    pub notes: Vec<String>,
}

/// What belongs to the cycle that is over: how far it came, and what was said of that.
const OVER: [&str; 12] = [
    "current",
    "as_of",
    "check_ins",
    "confidence",
    "done",
    "progress",
    "evidence",
    "note",
    "status",
    "reason",
    "score",
    "result",
];

/// Whether an objective may go on: what is achieved or dropped stays behind.
#[must_use]
pub fn may_go_on(status: Status) -> bool {
    !matches!(status, Status::Achieved | Status::Dropped)
}

/// Carries the objective `id` on: each key result starts from its last value, nothing is said yet of how
/// it goes, and it is a draft until its targets are set. Where the file says which cycle it is for, it
/// says `to` from now on.
///
/// # Errors
/// Where its file has faults.
pub fn carried(snapshot: &Snapshot, id: NodeId, to: &Cycle) -> Result<Carried, Refused> {
    let missing = || Refused::Missing("objective".to_owned());
    let node = snapshot.node(id).ok_or_else(missing)?;
    let whole = Place {
        node: id,
        key_result: None,
    };
    let page = Page::of(snapshot, node)?;
    let document = standing(snapshot, whole)?;
    let mut carried = Carried::default();
    if node.document.named_cycle().is_some() {
        carried.changes.push(set(&document, "cycle", &to.name, &[]));
    }
    let mut cuts = Vec::new();
    for (position, key_result) in node.key_results().iter().enumerate() {
        let at = standing(
            snapshot,
            Place {
                node: id,
                key_result: Some(position),
            },
        )?;
        if stays_behind(key_result) {
            carried.left.push(key_result.id.clone());
            cuts.push(Change::Cut { at });
            continue;
        }
        // A name that follows from the position would be another's once something is gone above.
        if !cuts.is_empty() && key_result.common.id.is_none() {
            if key_result.span == key_result.title.span {
                let at = at.clone();
                carried.changes.push(Change::Wrap { at, key: "title" });
            }
            carried.changes.push(set(&at, "id", &key_result.id, &[]));
        }
        carried.notes.extend(note(key_result, to));
        if let Some(value) = next_baseline(key_result) {
            let after = &["title", "id"];
            carried.changes.push(set(&at, "baseline", value, after));
        }
        carried.changes.extend(page.cleared(&at));
    }
    carried.changes.extend(
        page.cleared(&document)
            .into_iter()
            .filter(|change| *change.at() != document.key("status")),
    );
    let after = &["owner", "parent", "cycle", "objective"];
    let draft = Text::from(Status::Draft.name());
    carried
        .changes
        .push(set(&document, "status", &draft, after));
    // Positions count until something is cut, so that this comes last, from the end.
    match cuts.len() == node.key_results().len() {
        true if !cuts.is_empty() => carried.changes.push(Change::Remove {
            at: document.key("key_results"),
        }),
        _ => carried.changes.extend(cuts.into_iter().rev()),
    }
    Ok(carried)
}

/// Gives the objective `id` up for `reason`.
///
/// # Errors
/// Where its file has faults.
pub fn dropped(snapshot: &Snapshot, id: NodeId, reason: &str) -> Result<Vec<Change>, Refused> {
    let document = standing(
        snapshot,
        Place {
            node: id,
            key_result: None,
        },
    )?;
    let status = Text::from(Status::Dropped.name());
    let after = &["owner", "parent", "cycle", "objective"];
    Ok(vec![
        set(&document, "status", &status, after),
        set(&document, "reason", &Text::from(reason), &["status"]),
    ])
}

/// Copies the plan of a team: where it says which cycle it is for, it says `to`.
#[must_use]
pub fn planned(document: usize, names_cycle: bool, to: &Cycle) -> Vec<Change> {
    let document = EditPlace::document(document);
    let cycle = || set(&document, "cycle", &to.name, &["team"]);
    names_cycle.then(cycle).into_iter().collect()
}

/// Whether a key result is finished, so that there is nothing to carry on.
fn stays_behind(key_result: &KeyResult) -> bool {
    let status = key_result.common.status();
    let is_reached = || match progress::of_key_result(key_result) {
        Some(Progress::Share(share)) => share >= rust_decimal::Decimal::ONE,
        Some(Progress::Done(done)) => done,
        // A level is kept on.
        Some(Progress::Kept(_)) | None => false,
    };
    !may_go_on(status) || (!status.is_closed() && is_reached())
}

/// The last value, as far as the next cycle starts from it: a level that is kept has no start, and a
/// change so far is none.
fn next_baseline(key_result: &KeyResult) -> Option<&Text> {
    let latest = &key_result.measurement.latest()?.value;
    let is_value = match latest {
        Measured::Known(quantity) => !(is_relative(key_result) && quantity.signed),
        Measured::Confidential(_) => true,
        Measured::Placeholder(_) => false,
    };
    let has_start = match aim_of(key_result) {
        Ok(Some(course)) => match course.aim {
            Aim::Reach { .. } | Aim::ReachFromUnknown { .. } => true,
            Aim::Change { .. } | Aim::Hold { .. } | Aim::Stay { .. } => false,
        },
        Ok(None) | Err(_) => true,
    };
    (is_value && has_start).then(|| latest.text())
}

fn is_relative(key_result: &KeyResult) -> bool {
    let target = key_result.target.as_ref();
    target.is_some_and(|target| matches!(target.kind, TargetKind::Change(_)))
}

fn note(key_result: &KeyResult, to: &Cycle) -> Option<String> {
    let target = &key_result.target;
    if let Some(due) = key_result.due
        && due.value < to.start
    {
        return Some(format!(
            "it is due on {}, before {} begins",
            due.value, to.name
        ));
    }
    let target = target.as_ref().filter(|_| is_relative(key_result))?;
    let from = key_result.measurement.latest()?.text();
    Some(match next_baseline(key_result) {
        Some(_) => format!("its target `{}` counts from {from} now", target.text),
        None => format!(
            "its target `{}` begins anew, of which {from} had been reached",
            target.text
        ),
    })
}

fn set(around: &EditPlace, key: &str, value: &Text, after: &'static [&'static str]) -> Change {
    Change::Set {
        at: around.key(key),
        value: Value::Text(value.to_string()),
        after,
    }
}

/// The file of something, as it is written.
struct Page(yaml::Tree);

impl Page {
    fn of(snapshot: &Snapshot, node: &Node) -> Result<Self, Refused> {
        let missing = || Refused::Missing("file".to_owned());
        let file = snapshot.file(node.file).ok_or_else(missing)?;
        Ok(Self(yaml::read(file.text.as_bytes()).0))
    }

    /// Takes away from the mapping at `around` what belongs to the cycle that is over.
    fn cleared(&self, around: &EditPlace) -> Vec<Change> {
        let mapping = around.node(&self.0);
        let keys = mapping.into_iter().flat_map(|mapping| mapping.pairs());
        keys.filter_map(|pair| pair.key.as_str())
            .filter(|key| OVER.contains(key))
            .map(|key| Change::Remove {
                at: around.key(key),
            })
            .collect()
    }
}
