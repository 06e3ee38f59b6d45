//! What is carried on, file by file: which hold something else afterwards, and which are new.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use anyhow::{anyhow, bail};

use super::Roll;
use super::chosen::{Chosen, Decision};
use crate::amend::{self, Heirs, Page};
use crate::cli::edits::{self, Edits};
use crate::edit::{self, Change};
use crate::finding::FileId;
use crate::snapshot::NodeId;
use crate::store::{self, Git};
use crate::views::roll::{Fate, Outcome};

/// The outcome of a roll, before anything is written.
#[derive(Default)]
pub struct Rolled {
    /// The files.
    pub edits: Edits,
    /// Those that go on in place, so that what they said stands only in git.
    pub in_place: Vec<String>,
    /// What goes on.
    pub heirs: Heirs,
    /// What became of each objective.
    pub outcomes: Vec<Outcome>,
    /// What whoever sets the next targets has to know.
    pub notes: Vec<String>,
}

/// What happens to a file.
#[derive(Default)]
struct Work {
    /// Changes in the file itself.
    own: Vec<Change>,
    /// Whether what it says of the cycle that ends stands nowhere else then.
    in_place: bool,
    /// Documents that go on in a new file, with what changes in them.
    copied: BTreeMap<usize, Vec<Change>>,
}

/// Carries on what was chosen.
///
/// # Errors
/// Where a file has faults, or another stands where one should go on.
pub fn rolled(roll: Roll<'_>, chosen: &Chosen) -> anyhow::Result<Rolled> {
    let snapshot = &roll.loaded.snapshot;
    let mut rolled = Rolled {
        heirs: Heirs {
            earlier: chosen.earlier.clone(),
            ..Heirs::default()
        },
        ..Rolled::default()
    };
    let mut files: BTreeMap<u32, Work> = BTreeMap::new();
    let mut pages = Pages::default();
    for (id, decision) in &chosen.objectives {
        let Some(node) = snapshot.node(*id) else {
            continue;
        };
        let name = snapshot.name(node);
        let refused = |refused| anyhow!("{}: {refused}", path_of(roll, node.file));
        let work = files.entry(node.file.0).or_default();
        let fate = match decision {
            Decision::Carry => {
                let page = pages.of(roll, node.file)?;
                let carried = amend::carried(page, node, roll.to).map_err(refused)?;
                let document = page.document(node.title().span).unwrap_or_default();
                let path = carry_on(roll, node.file, document, carried.changes, work);
                let mut heir = node.clone();
                heir.cycle = Some(roll.to.clone());
                rolled.heirs.new.insert(*id, snapshot.full_name(&heir));
                let notes = carried.notes.iter();
                rolled
                    .notes
                    .extend(notes.map(|note| format!("{name}/{note}")));
                Fate::CarriedOn {
                    path,
                    left: carried.left.iter().map(ToString::to_string).collect(),
                }
            }
            Decision::Drop(reason) => {
                let page = pages.of(roll, node.file)?;
                let dropped = amend::dropped(page, node, reason).map_err(refused)?;
                work.own.extend(dropped);
                Fate::Dropped(reason.clone())
            }
            Decision::Leave(why) => Fate::Left(why.clone()),
        };
        rolled.outcomes.push(Outcome { name, fate });
    }
    if chosen.plans {
        plans(roll, &mut rolled, &mut files, &mut pages)?;
    }
    let mut new = Vec::new();
    for (file, work) in files {
        new.extend(write_down(roll, FileId(file), work, &mut rolled)?);
    }
    edits::require_read(&roll.loaded.root, &new)?;
    Ok(rolled)
}

/// Makes sure, before anybody is asked, that objectives can go on: their files have no faults, and nothing
/// else stands where they would.
///
/// # Errors
/// The first that cannot.
pub fn require_free(roll: Roll<'_>, objectives: &[NodeId]) -> anyhow::Result<()> {
    let files = objectives
        .iter()
        .filter_map(|id| Some(roll.loaded.snapshot.node(*id)?.file));
    let files: BTreeSet<FileId> = files.collect();
    let mut new = Vec::new();
    for file in files {
        Pages::default().of(roll, file)?;
        match next_path(roll, file) {
            Some(path) => {
                require_no_other(roll, &path, path_of(roll, file))?;
                new.push(path);
            }
            None => require_kept(roll, path_of(roll, file))?,
        }
    }
    edits::require_read(&roll.loaded.root, &new)
}

/// Files as they are written, each read once.
#[derive(Default)]
struct Pages(BTreeMap<u32, Page>);

impl Pages {
    fn of(&mut self, roll: Roll<'_>, file: FileId) -> anyhow::Result<&Page> {
        match self.0.entry(file.0) {
            Entry::Occupied(page) => Ok(page.into_mut()),
            Entry::Vacant(place) => {
                let page = Page::of(&roll.loaded.snapshot, file);
                let page = page.map_err(|refused| anyhow!("{}: {refused}", path_of(roll, file)))?;
                Ok(place.insert(page))
            }
        }
    }
}

/// Takes in the changes of a document that goes on, and says in which file.
fn carry_on(
    roll: Roll<'_>,
    file: FileId,
    document: usize,
    changes: Vec<Change>,
    work: &mut Work,
) -> String {
    match next_path(roll, file) {
        Some(path) => {
            work.copied.insert(document, changes);
            path
        }
        None => {
            work.own.extend(changes);
            work.in_place = true;
            path_of(roll, file).to_owned()
        }
    }
}

/// Copies the plans that teams have for the cycle that ends, where they have none for the next.
fn plans(
    roll: Roll<'_>,
    rolled: &mut Rolled,
    files: &mut BTreeMap<u32, Work>,
    pages: &mut Pages,
) -> anyhow::Result<()> {
    let snapshot = &roll.loaded.snapshot;
    let mut count = 0;
    for (_, team) in snapshot.iter_teams() {
        let of = |cycle: &crate::model::Cycle| {
            let mut plans = team.plans.iter();
            plans.find(|plan| plan.cycle.as_ref().is_some_and(|own| own.is_same(cycle)))
        };
        let (Some(plan), None) = (of(roll.from), of(roll.to)) else {
            continue;
        };
        let page = pages.of(roll, plan.file)?;
        let document = page
            .document(plan.document.title().span)
            .unwrap_or_default();
        let names_cycle = plan.document.named_cycle().is_some();
        let changes = amend::planned(document, names_cycle, roll.to);
        let work = files.entry(plan.file.0).or_default();
        let path = carry_on(roll, plan.file, document, changes, work);
        let fate = match next_path(roll, plan.file) {
            Some(_) => Fate::Copied(path),
            None => Fate::Moved(path),
        };
        let name = format!("team:{}", team.id);
        rolled.outcomes.push(Outcome { name, fate });
        count += 1;
    }
    if count == 0 {
        rolled.notes.push(format!(
            "no team has a plan for {} alone that is to be copied; those without a cycle go on as they are",
            roll.from.name
        ));
    }
    Ok(())
}

/// Puts down what becomes of a file, and of the new one beside it, whose path it gives.
fn write_down(
    roll: Roll<'_>,
    file: FileId,
    work: Work,
    rolled: &mut Rolled,
) -> anyhow::Result<Option<String>> {
    let Some(read) = roll.loaded.snapshot.file(file) else {
        return Ok(None);
    };
    let refused = |refused| anyhow!("{}: {refused}", read.path);
    if !work.own.is_empty() {
        let after = edit::changed(&read.text, &work.own).map_err(refused)?;
        rolled.edits.put(&read.path, &read.text, after);
    }
    rolled
        .in_place
        .extend(work.in_place.then(|| read.path.clone()));
    let Some(path) = next_path(roll, file).filter(|_| !work.copied.is_empty()) else {
        return Ok(None);
    };
    require_no_other(roll, &path, &read.path)?;
    let changes: Vec<Change> = work.copied.values().flatten().cloned().collect();
    let after = edit::changed(&read.text, &changes).map_err(refused)?;
    let documents: Vec<usize> = work.copied.into_keys().collect();
    let text = edit::only(&after, &documents);
    rolled.edits.create(path.clone(), text);
    rolled.edits.rely_on(&read.path, &read.text);
    Ok(Some(path))
}

/// Nothing else may stand where something is to go on.
fn require_no_other(roll: Roll<'_>, path: &str, from: &str) -> anyhow::Result<()> {
    let root = &roll.loaded.root;
    if store::is_taken(&root.repository.join(path)) {
        bail!(
            "{path} is already there, and nothing that you wrote is overwritten: add what goes on of {from} to it by hand, or move it away"
        );
    }
    Ok(())
}

/// What goes on in place is nowhere else than in git.
///
/// # Errors
/// Where the file at `path` is not committed as it is.
pub fn require_kept(roll: Roll<'_>, path: &str) -> anyhow::Result<()> {
    let root = &roll.loaded.root;
    match root.in_git {
        true => Edits::require_kept(&Git::at(&root.repository), path),
        false => Err(anyhow!(
            "{path} goes on in place, so that what it says now would be nowhere: keep the tree in a git repository"
        )),
    }
}

/// Where a file goes on, from the root of the repository; none where it does in place.
fn next_path(roll: Roll<'_>, file: FileId) -> Option<String> {
    let snapshot = &roll.loaded.snapshot;
    let path = &snapshot.file(file)?.path_in_tree;
    let next = amend::next_path(snapshot, path, roll.from, roll.to)?;
    Some(roll.loaded.root.in_repository(&next))
}

fn path_of(roll: Roll<'_>, file: FileId) -> &str {
    let file = roll.loaded.snapshot.file(file);
    file.map_or("", |file| file.path.as_str())
}
