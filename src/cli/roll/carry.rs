//! What is carried on, file by file: which hold something else afterwards, and which are new.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use anyhow::{anyhow, bail};

use super::Roll;
use super::chosen::{Chosen, Decision};
use crate::amend;
use crate::cli::edits::Edits;
use crate::edit::{self, Change};
use crate::finding::FileId;
use crate::snapshot::{NodeId, Place};
use crate::store;
use crate::views::roll::{Fate, Outcome};

/// What goes on, with the full name under which it does.
pub type Heirs = HashMap<NodeId, String>;

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
    let mut rolled = Rolled::default();
    let mut files: BTreeMap<u32, Work> = BTreeMap::new();
    for (id, decision) in &chosen.objectives {
        let Some(node) = snapshot.node(*id) else {
            continue;
        };
        let place = Place {
            node: *id,
            key_result: None,
        };
        let name = snapshot.name(node);
        let work = files.entry(node.file.0).or_default();
        let refused = |refused| anyhow!("{}: {refused}", path_of(roll, node.file));
        let fate = match decision {
            Decision::Carry => {
                let carried = amend::carried(snapshot, *id, roll.to).map_err(refused)?;
                let document = amend::standing(snapshot, place).map_err(refused)?.document;
                let path = carry_on(roll, node.file, document, carried.changes, work);
                let mut heir = node.clone();
                heir.cycle = Some(roll.to.clone());
                rolled.heirs.insert(*id, snapshot.full_name(&heir));
                rolled
                    .notes
                    .extend(carried.notes.iter().map(|note| format!("{name}/{note}")));
                Fate::CarriedOn {
                    path,
                    left: carried.left.iter().map(ToString::to_string).collect(),
                }
            }
            Decision::Drop(reason) => {
                let dropped = amend::dropped(snapshot, *id, reason).map_err(refused)?;
                work.own.extend(dropped);
                Fate::Dropped(reason.clone())
            }
            Decision::Leave(why) => Fate::Left(why.clone()),
        };
        rolled.outcomes.push(Outcome { name, fate });
    }
    if chosen.plans {
        plans(roll, &mut rolled, &mut files);
    }
    for (file, work) in files {
        write_down(roll, FileId(file), work, &mut rolled)?;
    }
    Ok(rolled)
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
fn plans(roll: Roll<'_>, rolled: &mut Rolled, files: &mut BTreeMap<u32, Work>) {
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
        let Some(document) = amend::document_of(snapshot, plan.file, plan.document.title().span)
        else {
            continue;
        };
        let names_cycle = plan.document.named_cycle().is_some();
        let changes = amend::planned(document, names_cycle, roll.to);
        let work = files.entry(plan.file.0).or_default();
        let path = carry_on(roll, plan.file, document, changes, work);
        rolled.outcomes.push(Outcome {
            name: format!("team:{}", team.id),
            fate: Fate::Planned(path),
        });
        count += 1;
    }
    if count == 0 {
        rolled.notes.push(format!(
            "no team has a plan for {} alone that is to be copied; those without a cycle go on as they are",
            roll.from.name
        ));
    }
}

/// Puts down what becomes of a file, and of the new one beside it.
fn write_down(roll: Roll<'_>, file: FileId, work: Work, rolled: &mut Rolled) -> anyhow::Result<()> {
    let Some(read) = roll.loaded.snapshot.file(file) else {
        return Ok(());
    };
    let refused = |refused| anyhow!("{}: {refused}", read.path);
    if !work.own.is_empty() {
        let after = edit::changed(&read.text, &work.own).map_err(refused)?;
        rolled.edits.put(&read.path, &Arc::clone(&read.text), after);
    }
    rolled
        .in_place
        .extend(work.in_place.then(|| read.path.clone()));
    let Some(path) = next_path(roll, file).filter(|_| !work.copied.is_empty()) else {
        return Ok(());
    };
    if store::is_taken(&roll.loaded.root.repository.join(&path)) {
        bail!(
            "{path} is already there, and nothing that you wrote is overwritten: add what goes on of {} to it by hand, or move it away",
            read.path
        );
    }
    let changes: Vec<Change> = work.copied.values().flatten().cloned().collect();
    let after = edit::changed(&read.text, &changes).map_err(refused)?;
    let documents: Vec<usize> = work.copied.into_keys().collect();
    rolled.edits.create(path, edit::only(&after, &documents));
    Ok(())
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
