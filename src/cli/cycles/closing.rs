//! A cycle as it closed: its objectives as they last stood in it, with the scores that were given after
//! it.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{start, whole_walk};
use crate::cli::Stop;
use crate::cli::load::Loaded;
use crate::cli::session::Session;
use crate::cli::state::{Named, Repository};
use crate::diff::with_verdict;
use crate::model::{Cycle, Document};
use crate::snapshot::{Node, Snapshot};
use crate::source::BlobId;
use crate::store::GitError;
use crate::views::review::Note;

/// The tree at the close of a cycle, with the verdicts that its objectives were given later.
pub fn closing(
    repository: &mut Repository,
    session: &Session,
    name: &str,
    cycle: &Cycle,
) -> Result<Loaded, Stop> {
    let commit = repository.closed(name, cycle)?;
    let closing = repository.load(&commit, session)?;
    judged(repository, session, closing, (&commit, cycle))
}

/// The same with the objectives that went on in their own files before the close, each as it last
/// stood in the cycle.
pub fn whole(
    repository: &mut Repository,
    session: &Session,
    (name, cycle): (&str, &Cycle),
    notes: &mut Vec<Note>,
) -> Result<Loaded, Stop> {
    let commit = repository.closed(name, cycle)?;
    let mut closing = repository.load(&commit, session)?;
    let gone_on = match gone_on(repository, &closing, (&commit, cycle)) {
        Err(Stop::Failed(error)) if is_shallow(&error) => {
            notes.push(Note {
                message: format!(
                    "the clone is shallow, so that what left {name} before its close is not told: `git fetch --unshallow` fetches the rest"
                ),
                commit: None,
                path: None,
                line: None,
 hides: false,
});
            BTreeMap::new()
        }
        other => other?,
    };
    if !gone_on.is_empty() {
        let mut listing = repository.listing(&commit)?;
        listing.files.extend(gone_on);
        closing = repository.assembled(listing, &commit, session)?;
    }
    judged(repository, session, closing, (&commit, cycle))
}

fn is_shallow(error: &anyhow::Error) -> bool {
    matches!(error.downcast_ref(), Some(GitError::Shallow { .. }))
}

/// The files whose objectives stood in a cycle while it ran and stand in a later one at its close, each
/// with what it last held before.
fn gone_on(
    repository: &mut Repository,
    closing: &Loaded,
    (close, cycle): (&Named, &Cycle),
) -> Result<BTreeMap<String, BlobId>, Stop> {
    let snapshot = &closing.snapshot;
    let is_later = |node: &&Node| {
        let says_itself = node.objective().is_some_and(|own| own.cycle.is_some());
        says_itself
            && node
                .cycle
                .as_ref()
                .is_some_and(|own| own.start > cycle.start)
    };
    let mut wanted: BTreeMap<&str, Vec<&Node>> = BTreeMap::new();
    for node in snapshot.nodes.iter().filter(is_later) {
        let file = snapshot.file(node.file);
        wanted
            .entry(file.map_or("", |file| &file.path))
            .or_default()
            .push(node);
    }
    let mut found = BTreeMap::new();
    if wanted.is_empty() {
        return Ok(found);
    }
    let start = start(repository, cycle)?;
    let steps = whole_walk(
        repository,
        &close.facts.id,
        start.as_deref(),
        repository.tree(),
    )?;
    for touched in steps.iter().flat_map(|step| &step.files) {
        let (Some(nodes), Some(blob)) = (wanted.get(touched.path.as_str()), &touched.before) else {
            continue;
        };
        if found.contains_key(&touched.path) {
            continue;
        }
        let files = [(touched.path.clone(), blob.clone())].into();
        let inputs = repository.inputs(&closing.root, &files)?;
        let (small, _) = crate::snapshot::assemble(inputs, &closing.config.calendar);
        let mut before = small.nodes.iter().filter(|before| before.is_in(cycle));
        if before.any(|before| nodes.iter().any(|node| node.id == before.id)) {
            found.insert(touched.path.clone(), blob.clone());
        }
    }
    Ok(found)
}

/// The tree at the close of a cycle with the verdicts that its objectives were given after it.
fn judged(
    repository: &mut Repository,
    session: &Session,
    mut closing: Loaded,
    (commit, cycle): (&Named, &Cycle),
) -> Result<Loaded, Stop> {
    let id = commit.facts.id.clone();
    let head = repository.commit("HEAD")?;
    if head.facts.id == id {
        return Ok(closing);
    }
    let now = repository.load(&head, session)?;
    let mut verdicts = Vec::new();
    for (at, node) in closing.snapshot.nodes.iter().enumerate() {
        if node.objective().is_none() || !node.is_in(cycle) {
            continue;
        }
        let later = match standing(&now.snapshot, &closing.snapshot, node) {
            Some(later) => Some(Arc::clone(&later.document)),
            None => last_standing(repository, &closing, node, (&head, &id))?,
        };
        verdicts.extend(later.map(|later| (at, later)));
    }
    for (at, later) in verdicts {
        if let Some(node) = closing.snapshot.nodes.get_mut(at) {
            node.document = Arc::new(with_verdict(&node.document, &later));
        }
    }
    Ok(closing)
}

/// The objective of `snapshot` that has the id, the team and the cycle of `node` in `of`.
pub fn standing<'s>(snapshot: &'s Snapshot, of: &Snapshot, node: &Node) -> Option<&'s Node> {
    let team = |snapshot: &'_ Snapshot, node: &Node| {
        let team = snapshot.team(node.team?)?;
        Some(team.id.clone())
    };
    let own = team(of, node);
    snapshot
        .nodes
        .iter()
        .filter(|other| {
            other.id == node.id && is_of_one_cycle(other, node) && other.objective().is_some()
        })
        .find(|other| {
            let theirs = team(snapshot, other);
            theirs == own || own.as_ref().and_then(|own| snapshot.team_named(own)) == other.team
        })
}

/// What the objective said when it last stood in its cycle, after the commit `close`.
fn last_standing(
    repository: &mut Repository,
    closing: &Loaded,
    node: &Node,
    (head, close): (&Named, &str),
) -> Result<Option<Arc<Document>>, Stop> {
    let Some(file) = closing.snapshot.file(node.file) else {
        return Ok(None);
    };
    let steps = whole_walk(repository, &head.facts.id, Some(close), &file.path)?;
    for step in &steps {
        for touched in step
            .files
            .iter()
            .filter(|touched| touched.path == file.path)
        {
            for blob in [&touched.after, &touched.before].into_iter().flatten() {
                let files = [(touched.path.clone(), blob.clone())].into();
                let inputs = repository.inputs(&closing.root, &files)?;
                let (small, _) = crate::snapshot::assemble(inputs, &closing.config.calendar);
                let there = small
                    .nodes
                    .iter()
                    .find(|other| other.id == node.id && is_of_one_cycle(other, node));
                if let Some(there) = there {
                    return Ok(Some(Arc::clone(&there.document)));
                }
            }
        }
    }
    Ok(None)
}

/// Whether two stand in the same cycle, or both in none.
fn is_of_one_cycle(one: &Node, other: &Node) -> bool {
    match &other.cycle {
        Some(cycle) => one.is_in(cycle),
        None => one.cycle.is_none(),
    }
}
