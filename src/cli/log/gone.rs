//! Finds what does not stand in the tree any more, where it last did, and says what became of it.

use std::collections::HashSet;

use crate::cli::Stop;
use crate::cli::follow::Asked;
use crate::cli::load::Loaded;
use crate::cli::log::TEAM;
use crate::cli::log::earlier::reference;
use crate::cli::state::Repository;
use crate::cli::steps::{contents, file_step, holds, in_batches};
use crate::diff::{Thing, matched};
use crate::model::Reference;
use crate::snapshot::{Node, Place, Snapshot, TeamId};
use crate::source::{BlobId, Step, Text, Touched};
use crate::store::{ControlFlow, Range};
use crate::views::commit::{Background, Compared, FileStep};
use crate::views::log::Trail;
use crate::views::review::Note;

/// What was found of something in the history.
pub(super) enum LastSeen {
    /// It stood there.
    There(Box<Asked>),
    /// It never stood in the tree.
    Nowhere,
    /// The history that is there does not have it, and is not whole.
    Unknown,
}

/// The last state in which `wanted` stood in the tree. It is looked for in the commits from the latest
/// on, and only what could name it is understood: files with its id in their path or their text.
///
/// # Errors
/// Where the history cannot be read.
pub(super) fn last_seen(
    wanted: &str,
    repository: &Repository,
    today: &Loaded,
) -> Result<LastSeen, Stop> {
    let Some(sought) = Sought::new(wanted, today) else {
        return Ok(LastSeen::Nowhere);
    };
    let tree = today.root.tree.as_str();
    let selection = today.selection()?;
    let background = Background::new(&today.snapshot);
    let paths: Vec<String> = match tree {
        "" => Vec::new(),
        tree => vec![tree.to_owned()],
    };
    let range = Range {
        from: today.state.commit.as_deref().unwrap_or("HEAD"),
        without: None,
        paths: &paths,
        renames: false,
    };
    let mut found = None;
    let truncated = in_batches(repository, &range, &mut |mut steps| {
        for step in &mut steps {
            step.files
                .retain(|touched| holds((tree, &selection), &touched.path));
        }
        let named = sought.named_in(repository, &steps)?;
        for step in steps {
            if !step
                .files
                .iter()
                .any(|touched| named.contains(&touched.path))
            {
                continue;
            }
            let contents = contents(repository, &step.files)?;
            let files = step.files.iter();
            let files: Vec<FileStep> = files
                .map(|touched| file_step((tree, tree), touched, &contents))
                .collect();
            let parents = background.changed(&files);
            found = parents
                .iter()
                .find_map(|compared| sought.asked(wanted, &step, compared));
            if found.is_some() {
                return Ok(ControlFlow::Break(()));
            }
        }
        Ok(ControlFlow::Continue(()))
    })?;
    Ok(match found {
        Some(asked) => LastSeen::There(Box::new(asked)),
        None if truncated => LastSeen::Unknown,
        None => LastSeen::Nowhere,
    })
}

/// What is looked for.
enum Sought {
    Team(String),
    Place(Reference),
}

impl Sought {
    /// Nothing where `wanted` is no reference, or fits something that is there in another cycle.
    fn new(wanted: &str, today: &Loaded) -> Option<Self> {
        if let Some(id) = wanted.strip_prefix(TEAM) {
            return Some(Self::Team(id.to_owned()));
        }
        let reference = Reference::parse(&Text::from(wanted)).ok()?;
        let is_exact = reference.team.is_some() || reference.cycle.is_some();
        let whole = Reference {
            key_result: None,
            ..reference.clone()
        };
        let is_there = !is_exact && node_of(&today.snapshot, &whole).is_some();
        let has_it = |node: &Node| {
            let mut own = node.key_results().iter();
            node.id == reference.id
                && reference
                    .key_result
                    .as_ref()
                    .is_none_or(|id| own.any(|own| own.id == *id))
        };
        let elsewhere = !is_exact && today.snapshot.nodes.iter().any(has_it);
        let fits = elsewhere || (is_there && reference.key_result.is_none());
        (!fits).then_some(Self::Place(reference))
    }

    /// The id that a file names it by, as a path or in its text.
    fn id(&self) -> &str {
        match self {
            Self::Team(id) => id,
            Self::Place(reference) => &reference.id,
        }
    }

    /// The paths of the files that may have held it before one of `steps`.
    fn named_in(&self, repository: &Repository, steps: &[Step]) -> Result<HashSet<String>, Stop> {
        let id = self.id();
        let touched = || steps.iter().flat_map(|step| &step.files);
        let parents = |touched: &'_ Touched| -> Vec<BlobId> {
            let all = touched
                .before
                .iter()
                .chain(touched.further.iter().flatten());
            all.cloned().collect()
        };
        let by_path = |touched: &&Touched| touched.path.contains(id);
        let others: HashSet<BlobId> = touched()
            .filter(|touched| !by_path(touched))
            .flat_map(parents)
            .collect();
        let others: Vec<BlobId> = others.into_iter().collect();
        let holding = repository.holding(&others, id)?;
        let by_text =
            |touched: &Touched| parents(touched).iter().any(|blob| holding.contains(blob));
        Ok(touched()
            .filter(|touched| by_path(touched) || by_text(touched))
            .map(|touched| touched.path.clone())
            .collect())
    }

    /// What is to be followed, where it stood before or after a commit.
    fn asked(&self, wanted: &str, step: &Step, compared: &Compared) -> Option<Asked> {
        let still = self.thing(&compared.after);
        let thing = still.or_else(|| self.thing(&compared.before))?;
        let snapshot = match still {
            Some(_) => &compared.after,
            None => &compared.before,
        };
        let became = match still {
            Some(_) => None,
            None => became(compared, thing),
        };
        let path = |file| snapshot.file(file).map(|file| file.path.clone());
        let (trail, paths) = match thing {
            Thing::Team(team) => {
                let plans = &snapshot.team(team)?.plans;
                let paths = plans.iter().filter_map(|plan| path(plan.file));
                (Trail::of_team(snapshot, team)?, paths.collect())
            }
            Thing::Place(place) => {
                let file = path(snapshot.node(place.node)?.file);
                (
                    Trail::of_place(snapshot, place)?,
                    file.into_iter().collect(),
                )
            }
        };
        const SHORT: usize = 10;
        let short: String = step.id.chars().take(SHORT).collect();
        let at = format!("{short} ({})", step.day);
        let message = match (&became, still) {
            (Some(now), _) => format!("`{wanted}` is `{now}` since {at}: `okr log {now}`"),
            (None, None) => format!("`{wanted}` is gone since {at}"),
            (None, Some(_)) => {
                format!(
                    "`{wanted}` is gone: {at} was the last to change it, and was merged without it"
                )
            }
        };
        Some(Asked {
            trail,
            paths,
            from: match became {
                // What it became has that commit.
                Some(_) => format!("{}^@", step.id),
                None => step.id.clone(),
            },
            notes: vec![Note {
                message,
                commit: Some(step.id.clone()),
                path: None,
                line: None,
                hides: false,
            }],
        })
    }

    fn thing(&self, snapshot: &Snapshot) -> Option<Thing> {
        match self {
            Self::Team(id) => {
                let team: TeamId = snapshot.team_named(id)?;
                let is_declared = snapshot.team(team)?.is_declared();
                is_declared.then_some(Thing::Team(team))
            }
            Self::Place(reference) => node_of(snapshot, reference).map(Thing::Place),
        }
    }
}

/// What `reference` names, whichever team and cycle that is of where it names none.
fn node_of(snapshot: &Snapshot, reference: &Reference) -> Option<Place> {
    let cycle = match &reference.cycle {
        Some(name) => Some(snapshot.calendar.cycle(name)?),
        None => None,
    };
    let is_of_team = |node: &Node, id: &Text| {
        let own = node.team.and_then(|team| snapshot.team(team));
        own.is_some_and(|own| own.id == *id)
            || node.team.is_some() && node.team == snapshot.team_named(id)
    };
    snapshot.iter().find_map(|(id, node)| {
        let team = reference.team.as_ref();
        let is_it = node.id == reference.id
            && team.is_none_or(|team| is_of_team(node, team))
            && (cycle.is_none() || node.cycle == cycle);
        let key_result = match reference.key_result.as_ref().filter(|_| is_it) {
            Some(wanted) => Some(
                node.key_results()
                    .iter()
                    .position(|key_result| key_result.id == *wanted)?,
            ),
            None => None,
        };
        is_it.then_some(Place {
            node: id,
            key_result,
        })
    })
}

/// What something of the earlier side is called on the later one; nothing where it is not there.
fn became(compared: &Compared, thing: Thing) -> Option<String> {
    let Thing::Place(place) = thing else {
        return None;
    };
    let pairs = &compared.diff.matching.pairs;
    let pair = pairs
        .iter()
        .find(|pair| pair.before == place.node && !pair.replaced)?;
    let (before, after) = (
        compared.before.node(place.node)?,
        compared.after.node(pair.after)?,
    );
    let now = match place.key_result {
        None => None,
        Some(position) => {
            let (old, new) = (before.key_results(), after.key_results());
            let pairs = matched(old, new);
            let pair = pairs.iter().find(|pair| pair.before == position)?;
            Some(new.get(pair.after)?.id.as_str())
        }
    };
    Some(reference(&compared.after, after, now))
}
