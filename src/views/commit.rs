//! What a single commit changed: two small snapshots of the files that it touched. What stands around
//! them is as it is today: the teams, so that who owns what is inferred alike; and, where a reference
//! changed, what it can mean, so that another spelling of the same is no change. Which commits there
//! are, and what stands in the files, comes from the caller.

mod own;

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use crate::diff::{Change, ChangeKind, Diff, Scope, Sides, diff};
use crate::finding::FileId;
use crate::model::{Calendar, Content, Document};
use crate::parse::Parsed;
use crate::snapshot::{Input, Snapshot, assemble};
use crate::source::{BlobId, Text};
use own::keep_own;

/// A file on one side of a commit.
#[derive(Debug, Clone)]
pub struct Version {
    /// Its path from the root of the repository.
    pub path: String,
    /// Its path from the root of the tree.
    pub path_in_tree: String,
    /// The name of its content.
    pub blob: BlobId,
    /// What it says.
    pub parsed: Arc<Parsed>,
}

/// A file that a commit changed.
#[derive(Debug, Clone)]
pub struct FileStep {
    /// What it was; none where the commit added it.
    pub before: Option<Version>,
    /// Of a merge what it was in the parents but the first.
    pub further: Vec<Option<Version>>,
    /// What it is then; none where the commit removed it.
    pub after: Option<Version>,
}

impl FileStep {
    /// What it was in each parent.
    pub fn parents(&self) -> impl Iterator<Item = Option<&Version>> {
        std::iter::once(&self.before)
            .chain(&self.further)
            .map(Option::as_ref)
    }

    /// What it was and is, as far as it was there.
    pub fn versions(&self) -> impl Iterator<Item = &Version> {
        self.parents().flatten().chain(&self.after)
    }
}

/// What stands around the files of a commit: the tree as it is today.
#[derive(Debug)]
pub struct Background<'s> {
    today: &'s Snapshot,
    teams: Vec<Input>,
    /// The teams by the folder of their file.
    by_folder: HashMap<String, Vec<usize>>,
    /// The teams by every name that they have or had.
    by_name: HashMap<Text, Vec<usize>>,
}

/// What two small snapshots have to say.
#[derive(Debug)]
pub struct Compared {
    /// As it was.
    pub before: Arc<Snapshot>,
    /// As it is then.
    pub after: Arc<Snapshot>,
    /// What changed.
    pub diff: Diff,
}

impl Compared {
    /// Both sides.
    #[must_use]
    pub fn sides(&self) -> Sides<'_> {
        Sides {
            before: &self.before,
            after: &self.after,
        }
    }

    /// Keeps the changes that stand in these files: what stands around them is the same on both
    /// sides.
    fn keep_changes_in(&mut self, paths: &BTreeSet<&str>) {
        let (before, after) = (&self.before, &self.after);
        self.diff.changes.retain(|change| {
            let snapshot = match change.at.in_later {
                true => after,
                false => before,
            };
            let file = snapshot.file(change.at.file);
            file.is_some_and(|file| paths.contains(file.path.as_str()))
        });
    }
}

impl<'s> Background<'s> {
    /// That of the tree `today`.
    #[must_use]
    pub fn new(today: &'s Snapshot) -> Self {
        let mut by_file: HashMap<FileId, Vec<Arc<Document>>> = HashMap::new();
        for plan in today.teams.iter().flat_map(|team| &team.plans) {
            let documents = by_file.entry(plan.file).or_default();
            documents.push(Arc::clone(&plan.document));
        }
        let mut teams: Vec<Input> = by_file
            .into_iter()
            .filter_map(|(file, documents)| input(today, file, documents))
            .collect();
        teams.sort_by(|one, other| one.path.cmp(&other.path));
        let mut by_folder: HashMap<String, Vec<usize>> = HashMap::new();
        let mut by_name: HashMap<Text, Vec<usize>> = HashMap::new();
        for (at, input) in teams.iter().enumerate() {
            let folder = folders(&input.path_in_tree).next().unwrap_or_default();
            by_folder.entry(folder.to_owned()).or_default().push(at);
            for document in &input.parsed.documents {
                let Content::Team(team) = &document.content else {
                    continue;
                };
                let id = team.common.id.as_ref().map(|id| id.value.clone());
                let id = id.unwrap_or_else(|| Text::from(folder.rsplit('/').next().unwrap_or("")));
                let former = team.formerly.iter().map(|old| old.value.clone());
                for name in former.chain([id]) {
                    by_name.entry(name).or_default().push(at);
                }
            }
        }
        Self {
            today,
            teams,
            by_folder,
            by_name,
        }
    }

    /// The cycles.
    #[must_use]
    pub const fn calendar(&self) -> &Calendar {
        &self.today.calendar
    }

    /// What is in `files`, with the teams around them.
    #[must_use]
    pub fn snapshot<'v>(&self, files: impl IntoIterator<Item = &'v Version>) -> Arc<Snapshot> {
        let mut inputs: Vec<Input> = files.into_iter().map(of_version).collect();
        let mut teams: BTreeSet<usize> = BTreeSet::new();
        for input in &inputs {
            let own = folders(&input.path_in_tree).filter_map(|folder| self.by_folder.get(folder));
            teams.extend(own.flatten());
            for document in &input.parsed.documents {
                let named = document.named_team();
                let named = named.and_then(|team| self.by_name.get(&team.value));
                teams.extend(named.into_iter().flatten());
            }
        }
        let around: Vec<Input> = teams
            .iter()
            .filter_map(|at| self.teams.get(*at))
            .filter(|team| inputs.iter().all(|input| input.path != team.path))
            .cloned()
            .collect();
        inputs.extend(around);
        Arc::new(assemble(inputs, self.calendar()).0)
    }

    /// What a commit changed, whose files are `files`: from its parent; of a merge from each of its
    /// parents, beside each what is neither there nor in any other as the merge has it.
    #[must_use]
    pub fn changed(&self, files: &[FileStep]) -> Vec<Compared> {
        let after: Vec<&Version> = files
            .iter()
            .filter_map(|file| file.after.as_ref())
            .collect();
        let snapshot_after = self.snapshot(after.iter().copied());
        let touched: BTreeSet<&str> = files
            .iter()
            .flat_map(FileStep::versions)
            .map(|version| version.path.as_str())
            .collect();
        let parents = files.iter().map(|file| file.further.len()).max();
        let mut all: Vec<Compared> = (0..=parents.unwrap_or_default())
            .map(|parent| {
                let before: Vec<&Version> = files
                    .iter()
                    .filter_map(|file| file.parents().nth(parent)?)
                    .collect();
                let snapshot_before = self.snapshot(before.iter().copied());
                let mut compared = self.compare(
                    (snapshot_before, &before),
                    (Arc::clone(&snapshot_after), &after),
                );
                compared.keep_changes_in(&touched);
                compared
            })
            .collect();
        if all.len() > 1 {
            keep_own(&mut all);
        }
        all
    }

    /// What changed from `before` to `after`, which hold the versions that stand beside them.
    /// References are followed into the tree of today where they seem to have changed.
    #[must_use]
    pub fn compare(
        &self,
        before: (Arc<Snapshot>, &[&Version]),
        after: (Arc<Snapshot>, &[&Version]),
    ) -> Compared {
        let sides = Sides {
            before: &before.0,
            after: &after.0,
        };
        let changed = diff(sides, &Scope::States);
        if !changed.changes.iter().any(is_of_links) {
            return Compared {
                before: before.0,
                after: after.0,
                diff: changed,
            };
        }
        let mut meant: Vec<Input> = self.meant_by(sides);
        let touched = || before.1.iter().chain(after.1);
        meant.retain(|input| touched().all(|version| version.path != input.path));
        let whole = |files: &[&Version]| {
            let inputs = files.iter().map(|version| of_version(version));
            Arc::new(
                assemble(
                    inputs.chain(meant.iter().cloned()).collect(),
                    self.calendar(),
                )
                .0,
            )
        };
        let (before, after) = (whole(before.1), whole(after.1));
        let sides = Sides {
            before: &before,
            after: &after,
        };
        let diff = diff(sides, &Scope::States);
        Compared {
            before,
            after,
            diff,
        }
    }

    /// The files of today that references can lead to, and all teams.
    fn meant_by(&self, sides: Sides<'_>) -> Vec<Input> {
        let nodes = sides.before.nodes.iter().chain(&sides.after.nodes);
        let ids: BTreeSet<&Text> = nodes
            .flat_map(|node| &node.links)
            .map(|link| &link.reference.value.id)
            .collect();
        let mut by_file: HashMap<FileId, Vec<Arc<Document>>> = HashMap::new();
        let files: BTreeSet<FileId> = self
            .today
            .nodes
            .iter()
            .filter(|node| ids.contains(&node.id))
            .map(|node| node.file)
            .collect();
        for node in self.today.nodes.iter() {
            if files.contains(&node.file) {
                let documents = by_file.entry(node.file).or_default();
                documents.push(Arc::clone(&node.document));
            }
        }
        let is_team = |input: &Input| self.teams.iter().any(|team| team.path == input.path);
        let nodes = by_file
            .into_iter()
            .filter_map(|(file, documents)| input(self.today, file, documents));
        let mut inputs: Vec<Input> = nodes.filter(|input| !is_team(input)).collect();
        inputs.extend(self.teams.iter().cloned());
        inputs
    }
}

fn is_of_links(change: &Change) -> bool {
    matches!(change.kind, ChangeKind::Reparented | ChangeKind::Relinked)
}

/// The folders above a path, the nearest first, the root (which is empty) last.
fn folders(path: &str) -> impl Iterator<Item = &str> {
    let above = |path: &str| path.rsplit_once('/').map_or(0, |(folder, _)| folder.len());
    let first = path.get(..above(path));
    std::iter::successors(first, move |folder| match *folder {
        "" => None,
        folder => folder.get(..above(folder)),
    })
}

fn of_version(version: &Version) -> Input {
    Input {
        path: version.path.clone(),
        path_in_tree: version.path_in_tree.clone(),
        parsed: Arc::clone(&version.parsed),
    }
}

/// A file of a snapshot as it was read.
fn input(snapshot: &Snapshot, file: FileId, documents: Vec<Arc<Document>>) -> Option<Input> {
    let file = snapshot.file(file)?;
    Some(Input {
        path: file.path.clone(),
        path_in_tree: file.path_in_tree.clone(),
        parsed: Arc::new(Parsed {
            text: file.text.clone(),
            documents,
            problems: Vec::new(),
            ignores: Vec::new(),
            broken: file.broken,
        }),
    })
}
