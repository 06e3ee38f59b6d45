//! A check-in: the value of a key result or a kpi, the day it was looked at, and what is said of it.

use jiff::civil::Date;

use super::standing;
use crate::edit::{Change, Refused, Value};
use crate::measure::key_result::key_result_type;
use crate::model::KeyResultType;
use crate::snapshot::{Place, Snapshot};

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

/// The changes that write a check-in down: into `check_ins` where it keeps them, else into `current`
/// and the fields beside it.
///
/// # Errors
/// Where the file has faults.
pub fn check_in(
    snapshot: &Snapshot,
    place: Place,
    check_in: &CheckIn,
) -> Result<Vec<Change>, Refused> {
    let at = standing(snapshot, place)?;
    let node = snapshot.node(place.node);
    let key_result = place
        .key_result
        .and_then(|position| node?.key_results().get(position));
    let kpi = node.and_then(|node| node.kpi());
    let measurement = key_result
        .map(|key_result| &key_result.measurement)
        .or_else(|| kpi.map(|kpi| &kpi.measurement))
        .ok_or_else(|| Refused::Missing("value".to_owned()))?;
    let mut changes = Vec::new();
    // A bare text is a milestone of that title.
    if key_result.is_some_and(|own| own.span == own.title.span) {
        changes.push(Change::Wrap {
            at: at.clone(),
            key: "title",
        });
    }
    let mut set = |key: &str, value: Option<String>, after: &'static [&'static str]| {
        changes.extend(value.map(|value| Change::Set {
            at: at.key(key),
            value: Value::Text(value),
            after,
        }));
    };
    let day = check_in.as_of.to_string();
    if key_result.map(key_result_type) == Some(KeyResultType::Milestone) {
        let done = check_in.done.then(|| "true".to_owned());
        set("done", done, &["progress", "criteria", "target", "title"]);
        set(
            "progress",
            check_in.value.clone(),
            &["done", "criteria", "target", "title"],
        );
    } else if !measurement.check_ins.is_empty() {
        let latest = || Some(measurement.latest()?.text().to_string());
        let item = [
            ("date", Some(day)),
            ("value", check_in.value.clone().or_else(latest)),
            ("confidence", check_in.confidence.clone()),
            ("note", check_in.note.clone()),
        ];
        let said = item
            .into_iter()
            .filter_map(|(key, value)| Some((key.to_owned(), Value::Text(value?))));
        changes.push(Change::Append {
            at: at.key("check_ins"),
            value: Value::Map(said.collect()),
        });
        return Ok(changes);
    } else {
        set(
            "current",
            check_in.value.clone(),
            &["target", "baseline", "unit", "title", "kpi"],
        );
    }
    set(
        "as_of",
        Some(day),
        &[
            "current", "progress", "done", "target", "baseline", "title", "kpi",
        ],
    );
    set("confidence", check_in.confidence.clone(), &["as_of"]);
    set("note", check_in.note.clone(), &["confidence", "as_of"]);
    Ok(changes)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use jiff::civil::date;

    use super::*;
    use crate::edit::changed;
    use crate::testing::tree_of;

    /// What a check-in makes of the fields of one key result, or of a kpi.
    fn after(text: &str, said: &CheckIn) -> String {
        let (snapshot, _) = tree_of(&format!("#: teams/a/2026-Q1/o.yaml\n{text}"));
        let (id, node) = snapshot.iter().next().unwrap();
        let place = Place {
            node: id,
            key_result: (!node.key_results().is_empty()).then_some(0),
        };
        let changes = check_in(&snapshot, place, said).unwrap();
        changed(text, &changes).unwrap()
    }

    fn value(value: &str) -> CheckIn {
        CheckIn {
            value: Some(value.to_owned()),
            ..CheckIn::on(date(2026, 2, 14))
        }
    }

    #[test]
    fn a_value_goes_where_the_file_keeps_it() {
        for (fields, said, expected) in [
            (
                "- id: k\n    title: T\n    baseline: 60%\n    target: 85%\n    current: 71% # half of them\n    as_of: 2026-02-01\n    owner: x\n",
                value("75%"),
                "- id: k\n    title: T\n    baseline: 60%\n    target: 85%\n    current: 75% # half of them\n    as_of: 2026-02-14\n    owner: x\n",
            ),
            (
                "- id: k\n    title: T\n    baseline: 60%\n    target: 85%\n    owner: x\n",
                value("75%"),
                "- id: k\n    title: T\n    baseline: 60%\n    target: 85%\n    current: 75%\n    as_of: 2026-02-14\n    owner: x\n",
            ),
            (
                "- {id: k, title: T, baseline: 1, target: 9}\n",
                CheckIn {
                    confidence: Some("6/10".to_owned()),
                    note: Some("Slow, but: sure".to_owned()),
                    ..value("3")
                },
                "- {id: k, title: T, baseline: 1, target: 9, current: 3, as_of: 2026-02-14, confidence: 6/10, note: \"Slow, but: sure\"}\n",
            ),
            (
                "- title: T\n    baseline: 1\n    target: 9\n    check_ins:\n      - {date: 2026-01-20, value: 2}\n",
                value("3"),
                "- title: T\n    baseline: 1\n    target: 9\n    check_ins:\n      - {date: 2026-01-20, value: 2}\n      - {date: 2026-02-14, value: 3}\n",
            ),
            (
                "- title: T\n    baseline: 1\n    target: 9\n    check_ins:\n      - date: 2026-01-20\n        value: 2\n",
                CheckIn {
                    confidence: Some("0.5".to_owned()),
                    ..CheckIn::on(date(2026, 2, 14))
                },
                "- title: T\n    baseline: 1\n    target: 9\n    check_ins:\n      - date: 2026-01-20\n        value: 2\n      - date: 2026-02-14\n        value: 2\n        confidence: 0.5\n",
            ),
            (
                "- Ship the player\n  - Another\n",
                CheckIn {
                    done: true,
                    ..CheckIn::on(date(2026, 2, 14))
                },
                "- title: Ship the player\n    done: true\n    as_of: 2026-02-14\n  - Another\n",
            ),
            (
                "- title: Ship the player\n    done: false\n",
                CheckIn {
                    done: true,
                    ..CheckIn::on(date(2026, 2, 14))
                },
                "- title: Ship the player\n    done: true\n    as_of: 2026-02-14\n",
            ),
            (
                "- title: Ship the player\n",
                value("40%"),
                "- title: Ship the player\n    progress: 40%\n    as_of: 2026-02-14\n",
            ),
        ] {
            let around = "objective: O\nkey_results:\n  ";
            let text = format!("{around}{fields}");
            assert_eq!(after(&text, &said), format!("{around}{expected}"));
        }
    }

    #[test]
    fn a_kpi_is_checked_in_like_a_key_result() {
        assert_eq!(
            after(
                "kpi: Paid on time\ntarget: at least 99%\nowner: x\n",
                &value("98%")
            ),
            "kpi: Paid on time\ntarget: at least 99%\ncurrent: 98%\nas_of: 2026-02-14\nowner: x\n"
        );
    }
}
