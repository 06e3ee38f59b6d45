//! A check-in: the value of a key result or a kpi, the day it was looked at, and what is said of it.

mod series;
#[cfg(test)]
mod tests;

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::Page;
use crate::edit::{Change, Place as EditPlace, Refused, Value};
use crate::measure::key_result::key_result_type;
use crate::model::{KeyResult, KeyResultType, Share};
use crate::parse::yaml::Kind;
use crate::snapshot::{Place, Snapshot};
use crate::source::Text;

/// What somebody has to say about a key result or a kpi.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckIn {
    /// The value, as written; of a milestone how far it is. None where it was looked at and is as it
    /// was.
    pub value: Option<String>,
    /// How sure its owner is.
    pub confidence: Option<String>,
    /// What there is to say.
    pub note: Option<String>,
    /// Whether a milestone is reached.
    pub done: bool,
    /// The day on which it was looked at.
    pub as_of: Date,
}

impl CheckIn {
    /// One on `day` that says nothing yet.
    #[must_use]
    pub const fn on(day: Date) -> Self {
        Self {
            value: None,
            confidence: None,
            note: None,
            done: false,
            as_of: day,
        }
    }

    /// Whether there is nothing to write down but the day.
    #[must_use]
    pub const fn says_nothing(&self) -> bool {
        self.value.is_none() && self.confidence.is_none() && self.note.is_none() && !self.done
    }
}

/// Why a check-in is not written down.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    /// The file cannot be changed.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// Only a milestone is done or not.
    #[error("is no milestone, so that it cannot be done: write its value instead")]
    NoMilestone,
    /// A milestone that is done is so whole.
    #[error("cannot be done and be at {0}: write one of them")]
    DoneInPart(String),
    /// What it says is younger, and would be lost.
    #[error(
        "was looked at on {stands}, and only its last value is kept, so that what was seen on {asked} cannot be added: for a series write `check_ins` in its place"
    )]
    Older {
        /// The day that stands there.
        stands: Date,
        /// The day of the check-in.
        asked: Date,
    },
}

/// The changes that write a check-in down: into `check_ins` where the file keeps them, and into
/// `current` with the fields beside it where it does not, or has that too. In a series it stands where
/// its day belongs; what is said of a day again corrects what was said of it.
///
/// # Errors
/// Where the file has faults, or the check-in does not fit what stands there.
pub fn check_in(
    snapshot: &Snapshot,
    place: Place,
    check_in: &CheckIn,
) -> Result<Vec<Change>, Unfit> {
    let missing = || Refused::Missing("value".to_owned());
    let node = snapshot.node(place.node).ok_or_else(missing)?;
    let page = Page::of(snapshot, node.file)?;
    let at = page.standing(node, place.key_result)?;
    let key_result = place
        .key_result
        .and_then(|position| node.key_results().get(position));
    let measurement = snapshot.measurement(place).ok_or_else(missing)?;
    let milestone = key_result.filter(|own| key_result_type(own) == KeyResultType::Milestone);
    if check_in.done && milestone.is_none() {
        return Err(Unfit::NoMilestone);
    }
    let series = at.key("check_ins");
    let series = match series.node(&page.0).map(|list| (list, list.kind())) {
        Some((list, Kind::Sequence | Kind::Empty)) if milestone.is_none() => Some((series, list)),
        _ => None,
    };
    let latest = measurement.days().max();
    let is_latest = latest.is_none_or(|latest| latest <= check_in.as_of);
    let mut fields = Fields::of(&at);
    // A bare text is a milestone of that title.
    if key_result.is_some_and(|own| own.span == own.title.span) {
        fields.wrap("title");
    }
    let day = Some(check_in.as_of.to_string());
    if let Some((series, list)) = series {
        let mut changes = series::changes((series, list), measurement, check_in);
        // A value beside the series goes before it, so that it must not stay behind.
        let stands = |key: &str| {
            let value = at.key(key).node(&page.0);
            is_latest && value.is_some_and(|value| !matches!(value.kind(), Kind::Empty))
        };
        let value = check_in.value.clone();
        fields.set("current", value.filter(|_| stands("current")), &[]);
        fields.set("as_of", day.filter(|_| stands("as_of")), &[]);
        changes.extend(fields.changes);
        return Ok(changes);
    }
    match latest {
        Some(stands) if !is_latest => {
            let asked = check_in.as_of;
            return Err(Unfit::Older { stands, asked });
        }
        _ => {}
    }
    match milestone {
        Some(own) => fields.milestone(own, check_in)?,
        None => fields.set(
            "current",
            check_in.value.clone(),
            &["target", "baseline", "unit", "title", "kpi"],
        ),
    }
    fields.set("as_of", day, &AS_OF_BEHIND);
    fields.set("confidence", check_in.confidence.clone(), &["as_of"]);
    fields.set("note", check_in.note.clone(), &["confidence", "as_of"]);
    Ok(fields.changes)
}

/// What `as_of` likes to stand behind.
const AS_OF_BEHIND: [&str; 7] = [
    "current", "progress", "done", "target", "baseline", "title", "kpi",
];

/// Changes of the fields of one mapping.
struct Fields<'a> {
    at: &'a EditPlace,
    changes: Vec<Change>,
}

impl<'a> Fields<'a> {
    const fn of(at: &'a EditPlace) -> Self {
        Self {
            at,
            changes: Vec::new(),
        }
    }

    fn wrap(&mut self, key: &'static str) {
        let at = self.at.clone();
        self.changes.push(Change::Wrap { at, key });
    }

    /// Sets a field, where there is something to say.
    fn set(&mut self, key: &str, value: Option<String>, after: &'static [&'static str]) {
        self.changes.extend(value.map(|value| Change::Set {
            at: self.at.key(key),
            value: Value::Text(value),
            after,
        }));
    }

    /// How far a milestone is. What is done stays so only where all of it still is.
    fn milestone(&mut self, own: &KeyResult, check_in: &CheckIn) -> Result<(), Unfit> {
        let value = check_in.value.clone();
        let share = |value: &String| Share::parse(&Text::from(value.as_str())).ok();
        let in_part = value.clone().filter(|value| {
            let share = share(value);
            share.is_none_or(|share| share.value() < Decimal::ONE)
        });
        let done = match (check_in.done, in_part) {
            (true, Some(value)) => return Err(Unfit::DoneInPart(value)),
            (true, None) => Some("true"),
            (false, Some(_)) if own.milestone.done.is_some_and(|done| done.value) => Some("false"),
            (false, _) => None,
        };
        let done = done.map(str::to_owned);
        self.set("done", done, &["progress", "criteria", "target", "title"]);
        self.set("progress", value, &["done", "criteria", "target", "title"]);
        Ok(())
    }
}
