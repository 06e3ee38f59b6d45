//! The states that are compared quarter over quarter and within a quarter: the objectives of a cycle
//! as it began and as it closed, with the scores that were given after it.

mod closing;

use std::collections::HashSet;

use anyhow::anyhow;
use closing::{closing, standing, whole};

use crate::cli::Stop;
use crate::cli::load::Loaded;
use crate::cli::session::Session;
use crate::cli::state::Repository;
use crate::cli::steps::{Steps, walked};
use crate::diff::{Effect, Scope, Sides, matching};
use crate::model::Cycle;
use crate::snapshot::{Node, current_cycle};
use crate::source::{Step, Text};
use crate::store::GitError;
use crate::views::review::{Committed, Filter, Mode, Note, Row, rows};

/// Two states that are compared.
pub struct Pair {
    /// The earlier.
    pub before: Loaded,
    /// The later.
    pub after: Loaded,
    /// What is compared of them.
    pub mode: Mode,
    /// The changes of intent that each commit between them made, the earliest first; only of a
    /// cycle from its start on.
    pub steps: Option<Vec<Row>>,
    /// What could not be read on the way.
    pub notes: Vec<Note>,
}

/// Reads a cycle and the later one, each as it stood at its close; without a later one the current.
///
/// # Errors
/// Where a close cannot be read, or the other cycle is not later.
pub fn over(
    repository: &mut Repository,
    session: &Session,
    (name, cycle): (String, Cycle),
    later: Option<(String, Cycle)>,
) -> Result<Pair, Stop> {
    let later = match later {
        Some(later) => later,
        None => {
            let head = repository.commit("HEAD")?;
            let now = repository.load(&head, session)?.snapshot;
            let current = current_cycle(&now, session.today);
            let current = current.filter(|current| !current.is_same(&cycle)).ok_or_else(|| {
                anyhow!(
                    "{name} is the current cycle itself; name the one to compare it with, or write `okr diff --during {name}`"
                )
            })?;
            (current.name.to_string(), current)
        }
    };
    if later.1.start <= cycle.start {
        return Err(anyhow!(
            "{} does not come after {name}; write the earlier cycle first: `okr diff {} {name}`",
            later.0,
            later.0
        )
        .into());
    }
    let mut notes = Vec::new();
    Ok(Pair {
        before: whole(repository, session, (&name, &cycle), &mut notes)?,
        // What became of a cycle is seen from the day of reading, whenever the last commit was.
        after: Loaded {
            today: session.today,
            ..whole(repository, session, (&later.0, &later.1), &mut notes)?
        },
        mode: Mode::Cycles(cycle, later.1),
        steps: None,
        notes,
    })
}

/// Reads the objectives of a cycle as it began and as it closed.
///
/// # Errors
/// Where either cannot be read.
pub fn during(
    repository: &mut Repository,
    session: &Session,
    name: &str,
    cycle: &Cycle,
) -> Result<Pair, Stop> {
    let close = repository.close(cycle)?;
    let after = closing(repository, session, name, cycle)?;
    let start = start(repository, cycle)?;
    let at_close = repository.named(name, &close)?;
    let listing = repository.listing(&at_close)?;
    let selection = listing.config.selection(&listing.root)?;
    let reader = Steps::new(&after, selection);
    let walk = |path: &str| whole_walk(repository, &close, start.as_deref(), path);
    let mut steps = walk(repository.tree())?;
    reader.keep_of_tree(&mut steps);
    reader.keep_taken(&mut steps, &listing.files, &walk)?;
    steps.reverse();
    let before = opening(
        repository,
        session,
        start.as_deref(),
        &steps,
        (name, cycle, &after),
    )?;
    let (mut told, mut notes) = (Vec::new(), Vec::new());
    reader.each(repository, &steps, &mut |step, compared| {
        let of_cycle = |row: &Row| {
            let before = row.change.subject.cycle(&compared.before, &compared.after);
            // An objective that comes into the cycle is at its start by that.
            let comes = row.change.subject.before.is_none() && row.change.subject.is_whole();
            before.is_some_and(|own| own.name == cycle.name)
                && row.change.effect == Effect::Intent
                && !comes
                && !row.change.anew
        };
        let changes = compared.diff.changes.clone();
        let rows = rows(compared.sides(), changes, Filter::default());
        told.extend(rows.into_iter().filter(of_cycle).map(|row| Row {
            commit: Some(Committed::from(step)),
            ..row
        }));
        let broken = compared.after.files.iter().filter(|file| file.malformed);
        notes.extend(broken.map(|file| Note {
            message:
                "the file has a syntax error there, so that what it changed is not told".to_owned(),
            commit: Some(step.id.clone()),
            path: Some(file.path.clone()),
            line: None,
            hides: false,
        }));
    })?;
    notes.dedup();
    Ok(Pair {
        before,
        after: Loaded {
            today: session.today,
            ..after
        },
        mode: Mode::During(cycle.clone()),
        steps: Some(told),
        notes,
    })
}

/// The commit at which a cycle starts; none where the repository began within it.
fn start(repository: &Repository, cycle: &Cycle) -> anyhow::Result<Option<String>> {
    match repository.tagged(cycle, "start")? {
        Some(tagged) => Ok(Some(tagged)),
        None => repository.before(cycle.start),
    }
}

/// The tree at the start of a cycle: as it stood at the commit `start`, and each objective that did
/// not stand in the cycle yet as it first did.
fn opening(
    repository: &mut Repository,
    session: &Session,
    start: Option<&str>,
    steps: &[Step],
    (name, cycle, closing): (&str, &Cycle, &Loaded),
) -> Result<Loaded, Stop> {
    let first = match start {
        Some(start) => repository.named(name, start)?,
        None => {
            let first = steps
                .first()
                .ok_or_else(|| anyhow!("{name}: no commit of the branch has a file of the tree"))?;
            repository.named(name, &first.id)?
        }
    };
    let mut listing = repository.listing(&first)?;
    let calendar = closing.config.calendar.clone();
    let inputs = repository.inputs(&listing.root, &listing.files)?;
    let (opening, _) = crate::snapshot::assemble(inputs, &calendar);
    // What has another name by now stood there under its old one.
    let sides = Sides {
        before: &opening,
        after: &closing.snapshot,
    };
    let there = matching(sides, &Scope::During(cycle.clone()));
    let nodes = there
        .added
        .iter()
        .filter_map(|id| closing.snapshot.node(*id));
    let wanted: HashSet<&Text> = nodes
        .filter(|node| node.objective().is_some() && node.is_in(cycle))
        .map(|node| &node.id)
        .collect();
    let steps = if wanted.is_empty() { &[] } else { steps };
    // Teams and ids that have come into the cycle, each with the first file that it stood in.
    let mut come = HashSet::new();
    for touched in steps.iter().flat_map(|step| &step.files) {
        let Some(blob) = &touched.after else {
            continue;
        };
        let files = [(touched.path.clone(), blob.clone())].into();
        let inputs = repository.inputs(&closing.root, &files)?;
        let (small, _) = crate::snapshot::assemble(inputs, &calendar);
        let mut comes = |node: &Node| {
            let team = node.team.and_then(|team| small.team(team));
            let name = (team.map(|team| team.id.clone()), node.id.clone());
            node.is_in(cycle)
                && wanted.contains(&node.id)
                && standing(&opening, &small, node).is_none()
                && come.insert(name)
        };
        // Each node is asked, not only those up to the first that comes.
        let objectives = small.nodes.iter().filter(|node| node.objective().is_some());
        if objectives.filter(|node| comes(node)).count() > 0 {
            listing.files.insert(touched.path.clone(), blob.clone());
        }
    }
    let inputs = repository.inputs(&listing.root, &listing.files)?;
    let opening = crate::snapshot::assemble(inputs, &calendar).0;
    let mut loaded = repository.assembled(listing, &first, session)?;
    loaded.snapshot = opening;
    Ok(loaded)
}

/// The commits from `without` to `from` that changed what is at `path`, the latest first.
///
/// # Errors
/// Where not all of them are there.
fn whole_walk(
    repository: &Repository,
    from: &str,
    without: Option<&str>,
    path: &str,
) -> Result<Vec<Step>, GitError> {
    let (steps, truncated) = walked(repository, (from, without, None), path)?;
    match truncated {
        true => Err(GitError::Shallow {
            folder: repository.git().folder().to_owned(),
            what: "the history of the cycle is not all there".to_owned(),
        }),
        false => Ok(steps),
    }
}
