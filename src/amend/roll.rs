//! The next cycle: what is carried on of an objective, and of a team's plan. Which objectives, and in
//! which files they go on, is decided elsewhere.

#[cfg(test)]
mod tests;

use super::Page;
use crate::edit::{Change, Place as EditPlace, Refused, Value};
use crate::measure::Progress;
use crate::measure::aim::{Aim, Direction};
use crate::measure::key_result::aim_of;
use crate::measure::progress;
use crate::model::target::TargetKind;
use crate::model::{Cycle, KeyResult, KeyResultType, Measured, Measurement, Status};
use crate::snapshot::Node;
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

/// Carries an objective on: each key result starts from its last value, nothing is said yet of how it
/// goes, and it is a draft until its targets are set. Where the file says which cycle it is for, it says
/// `to` from now on. `page` is the file that it stands in.
///
/// # Errors
/// Where it does not stand there.
pub fn carried(page: &Page, node: &Node, to: &Cycle) -> Result<Carried, Refused> {
    let document = page.standing(node, None)?;
    let mut carried = Carried::default();
    if node.document.named_cycle().is_some() {
        carried.changes.push(set(&document, "cycle", &to.name, &[]));
    }
    let mut cuts = Vec::new();
    for (position, key_result) in node.key_results().iter().enumerate() {
        let at = page.standing(node, Some(position))?;
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
        let start = start(key_result);
        carried
            .notes
            .extend(note(key_result, &start, to).map(|note| format!("{}: {note}", key_result.id)));
        if let Start::From(value) = start {
            let after = &["title", "id"];
            carried.changes.push(set(&at, "baseline", value, after));
        }
        carried.changes.extend(cleared(page, &at));
    }
    let own = cleared(page, &document).into_iter();
    let status = document.key("status");
    let own = own.filter(|change| *change.at() != status);
    carried.changes.extend(own);
    let after = &["owner", "parent", "cycle", "objective"];
    let draft = Text::from(Status::Draft.name());
    carried
        .changes
        .push(set(&document, "status", &draft, after));
    // Positions count until something is cut, so that this comes last, from the end.
    match is_finished(node) {
        true => carried.changes.push(Change::Remove {
            at: document.key("key_results"),
        }),
        false => carried.changes.extend(cuts.into_iter().rev()),
    }
    Ok(carried)
}

/// Whether an objective has key results, of which none is left to be carried on.
#[must_use]
pub fn is_finished(node: &Node) -> bool {
    let key_results = node.key_results();
    !key_results.is_empty() && key_results.iter().all(stays_behind)
}

/// Gives an objective up for `reason`. `page` is the file that it stands in.
///
/// # Errors
/// Where it does not stand there.
pub fn dropped(page: &Page, node: &Node, reason: &str) -> Result<Vec<Change>, Refused> {
    let document = page.standing(node, None)?;
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

/// Where a key result starts in the next cycle.
enum Start<'k> {
    /// From its last value.
    From(&'k Text),
    /// From where it started: a level that is kept has no start, and nothing was measured where
    /// nothing was said.
    AsBefore,
    /// From where it started, because what was last said of it is the change so far.
    Anew(&'k Text),
    /// From where it started, because it could not be judged from its last value.
    Unfit(&'k Text),
}

fn start(key_result: &KeyResult) -> Start<'_> {
    let Some(latest) = key_result.measurement.latest() else {
        return Start::AsBefore;
    };
    let text = latest.value.text();
    match &latest.value {
        Measured::Placeholder(_) => return Start::AsBefore,
        Measured::Known(quantity) if is_relative(key_result) && quantity.signed => {
            return Start::Anew(text);
        }
        Measured::Known(_) | Measured::Confidential(_) => {}
    }
    let direction = |key_result: &KeyResult| match aim_of(key_result) {
        Ok(course) => Ok(course.and_then(|course| course.aim.direction())),
        Err(error) => Err(error),
    };
    let is_kept = key_result.kind.as_ref().map(|kind| kind.value) == Some(KeyResultType::Maintain)
        || matches!(direction(key_result), Ok(Some(Direction::Maintain)));
    if is_kept {
        return Start::AsBefore;
    }
    let next = KeyResult {
        baseline: Some(latest.clone()),
        measurement: Measurement {
            unit: key_result.measurement.unit.clone(),
            ..Measurement::default()
        },
        ..key_result.clone()
    };
    let written = match key_result.kind.as_ref().map(|kind| kind.value) {
        Some(KeyResultType::Increase) => Some(Direction::Increase),
        Some(KeyResultType::Decrease) => Some(Direction::Decrease),
        _ => None,
    };
    // It has to lead the same way, and somewhere.
    let was = written.or_else(|| direction(key_result).ok().flatten());
    let has_way = !matches!(
        aim_of(&next),
        Ok(Some(course)) if matches!(course.aim, Aim::Reach { from, to } if from == to)
    );
    let fits = match (direction(&next), was) {
        (Ok(Some(Direction::Maintain)) | Err(_), _) => false,
        (Ok(Some(is)), Some(was)) => is == was,
        (Ok(_), _) => has_way,
    };
    match fits {
        true => Start::From(text),
        false => Start::Unfit(text),
    }
}

fn is_relative(key_result: &KeyResult) -> bool {
    let target = key_result.target.as_ref();
    target.is_some_and(|target| matches!(target.kind, TargetKind::Change(_)))
}

/// What whoever sets the next target has to know of a key result.
fn note(key_result: &KeyResult, start: &Start<'_>, to: &Cycle) -> Option<String> {
    let target = key_result.target.as_ref();
    let target = target.map_or("", |target| target.text.as_str());
    match start {
        Start::Unfit(value) => {
            return Some(format!(
                "its last value {value} does not fit as the baseline of `{target}`, so that it keeps the one it had"
            ));
        }
        Start::Anew(change) => {
            return Some(format!(
                "its target `{target}` begins anew, of which {change} had been reached"
            ));
        }
        Start::From(value) if is_relative(key_result) => {
            return Some(format!("its target `{target}` counts from {value} now"));
        }
        Start::From(_) | Start::AsBefore => {}
    }
    let due = key_result.due.filter(|due| due.value < to.start)?;
    Some(format!(
        "it is due on {}, before {} begins",
        due.value, to.name
    ))
}

fn set(around: &EditPlace, key: &str, value: &Text, after: &'static [&'static str]) -> Change {
    Change::Set {
        at: around.key(key),
        value: Value::Text(value.to_string()),
        after,
    }
}

/// Takes away from the mapping at `around` what belongs to the cycle that is over.
fn cleared(page: &Page, around: &EditPlace) -> Vec<Change> {
    let keys = page.keys(around).filter(|key| OVER.contains(key));
    let removed = keys.map(|key| Change::Remove {
        at: around.key(key),
    });
    removed.collect()
}
