//! What single commits changed in a tree, in the terms of the diff: of each only the files that it
//! touched are read.

use std::collections::{BTreeMap, HashSet};

use crate::cli::files::in_tree;
use crate::cli::load::Loaded;
use crate::cli::state::Repository;
use crate::diff::{Scope, Sides, diff};
use crate::model::Calendar;
use crate::snapshot::{Input, Snapshot, assemble};
use crate::source::{BlobId, Selection, Step};
use crate::store::{GitError, Root};
use crate::views::review::{Committed, Filter, Row, rows};

/// Reads what commits changed in a tree, as seen from one of its states.
pub struct Steps {
    root: Root,
    calendar: Calendar,
    selection: Selection,
    /// The files of teams: they say which folder is whose.
    teams: BTreeMap<String, BlobId>,
}

/// What a commit changed.
pub struct Changed {
    /// The files that it touched, as they were before.
    pub before: Snapshot,
    /// The same as they were after.
    pub after: Snapshot,
    /// The changes, each with the commit.
    pub rows: Vec<Row>,
}

impl Steps {
    /// As seen from `loaded`, a state of `files`.
    ///
    /// # Errors
    /// Where the configuration says nothing usable about files.
    pub fn new(loaded: &Loaded, selection: Selection, files: &BTreeMap<String, BlobId>) -> Self {
        let plans = loaded.snapshot.teams.iter().flat_map(|team| &team.plans);
        let paths: HashSet<&str> = plans
            .filter_map(|plan| loaded.snapshot.file(plan.file))
            .map(|file| file.path.as_str())
            .collect();
        let teams = files
            .iter()
            .filter(|(path, _)| paths.contains(path.as_str()))
            .map(|(path, blob)| (path.clone(), blob.clone()))
            .collect();
        Self {
            root: loaded.root.clone(),
            calendar: loaded.config.calendar.clone(),
            selection,
            teams,
        }
    }

    /// What `step` changed.
    ///
    /// # Errors
    /// Where the files cannot be read at all.
    pub fn changed(&self, repository: &mut Repository, step: &Step) -> Result<Changed, GitError> {
        let (mut before, mut after) = (self.teams.clone(), self.teams.clone());
        for file in step.files.iter().filter(|file| self.holds(&file.path)) {
            let earlier = file.from.as_ref().unwrap_or(&file.path);
            before.remove(earlier);
            after.remove(&file.path);
            before.extend(file.before.clone().map(|blob| (earlier.clone(), blob)));
            after.extend(file.after.clone().map(|blob| (file.path.clone(), blob)));
        }
        let before = self.assembled(repository.inputs(&self.root, &before)?);
        let after = self.assembled(repository.inputs(&self.root, &after)?);
        let sides = Sides {
            before: &before,
            after: &after,
        };
        let changes = diff(sides, &Scope::States).changes;
        let mut rows = rows(sides, changes, Filter::default());
        for row in &mut rows {
            row.commit = Some(Committed::from(step));
        }
        Ok(Changed {
            before,
            after,
            rows,
        })
    }

    fn assembled(&self, inputs: Vec<Input>) -> Snapshot {
        assemble(inputs, &self.calendar).0
    }

    fn holds(&self, path: &str) -> bool {
        let is_below =
            self.root.tree.is_empty() || path.starts_with(&format!("{}/", self.root.tree));
        is_below && self.selection.holds(in_tree(&self.root, path))
    }
}
