//! The history of one objective, key result, goal, kpi or team, or of the whole tree, out of what
//! its files held before and after each commit. Which commits there are, and what stands in the
//! files, comes from the caller.

mod bridge;
mod key_results;
mod series;
mod trail;

use std::collections::BTreeMap;

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::diff::Effect;
use crate::views::review::{Committed, Note, Row};

pub use bridge::Bridge;
pub use trail::{Taken, Trail, Went};

/// A history as it is shown.
#[derive(Debug, Clone, Default)]
pub struct History {
    /// What it is the history of; none where it is that of the tree.
    pub subject: Option<Head>,
    /// The commits that changed it, the latest first.
    pub entries: Vec<Entry>,
    /// The values of each key result or kpi that was asked for, by itself or with its objective.
    pub series: Vec<Series>,
    /// Whether the clone is shallow, so that what came before is missing.
    pub truncated: bool,
    /// What could not be compared, and why.
    pub notes: Vec<Note>,
}

/// What a history is of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// Its name now.
    pub name: String,
    /// What it says now.
    pub title: String,
}

/// A commit with what it changed.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The commit.
    pub commit: Committed,
    /// The changes, those that weigh most first.
    pub rows: Vec<Row>,
}

/// The values of one thing over time.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Series {
    /// Its name now.
    pub name: String,
    /// Whether it is what was asked for, rather than a part of that.
    pub is_subject: bool,
    /// The values, the oldest first.
    pub points: Vec<Point>,
}

/// A value on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Point {
    /// The day on which it was measured, as the file says; else that of the commit.
    pub day: Date,
    /// The commit that wrote it, by its full hash.
    pub commit: String,
    /// The value as written.
    pub text: String,
    /// The number that it is; none where it is a placeholder or confidential.
    pub value: Option<Decimal>,
}

/// A commit, and where in the walk it came.
#[derive(Debug, Clone)]
pub struct Made {
    /// How many commits came before it, which are later ones.
    pub at: usize,
    /// The commit.
    pub commit: Committed,
}

/// Entries as they are found, which is not always in their order.
#[derive(Debug, Default)]
pub struct Entries {
    by_place: BTreeMap<usize, Entry>,
}

impl Entries {
    /// Adds what a commit changed, of which only what has the effect `only` is kept.
    pub fn add(&mut self, made: &Made, rows: Vec<Row>, only: Option<Effect>) {
        let mut rows: Vec<Row> = rows
            .into_iter()
            .filter(|row| only.is_none_or(|only| row.change.effect == only))
            .map(|row| Row {
                commit: Some(made.commit.clone()),
                ..row
            })
            .collect();
        if rows.is_empty() {
            return;
        }
        let entry = self.by_place.entry(made.at).or_insert_with(|| Entry {
            commit: made.commit.clone(),
            rows: Vec::new(),
        });
        entry.rows.append(&mut rows);
    }

    /// How many commits there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.by_place.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.by_place.is_empty()
    }

    /// The latest `most` of them.
    #[must_use]
    pub fn latest(self, most: Option<usize>) -> Vec<Entry> {
        let most = most.unwrap_or(usize::MAX);
        self.by_place.into_values().take(most).collect()
    }
}
