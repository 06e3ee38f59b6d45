//! Two small snapshots of the files that one commit changed. What stands around them is as it is
//! today: the teams, so that who owns what is inferred alike; and, where a reference changed, what
//! it can mean, so that another spelling of the same is no change.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use crate::diff::{Change, ChangeKind, Diff, Scope, Sides, diff};
use crate::finding::FileId;
use crate::model::{Calendar, Content, Document};
use crate::parse::Parsed;
use crate::snapshot::{Input, Snapshot, assemble};
use crate::source::Text;
use crate::views::log::Version;

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
            text: Arc::clone(&file.text),
            documents,
            problems: Vec::new(),
            ignores: Vec::new(),
            broken: file.broken,
        }),
    })
}
