//! Follows one thing back through the commits that changed its files, into the files that it stood in
//! before.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::cli::Stop;
use crate::cli::files::in_tree;
use crate::cli::load::Loaded;
use crate::cli::state::Repository;
use crate::cli::steps::{Contents, contents, file_step, in_batches, is_yaml};
use crate::diff::Effect;
use crate::snapshot::Snapshot;
use crate::source::{BlobId, Step, Touched};
use crate::store::{self, ControlFlow, Range};
use crate::views::commit::{Background, Compared, FileStep, Version};
use crate::views::log::{Bridge, Entries, History, Made, Series, Trail, Went};
use crate::views::review::{Committed, Note};

/// How many files of one commit are looked through for where something came from; of a commit with
/// more only those that git takes for the same.
const LOOKED_THROUGH: usize = 500;

/// What is followed, from the files that it stands in.
pub struct Asked {
    /// What it is.
    pub trail: Trail,
    /// The files.
    pub paths: Vec<String>,
    /// From which commit on, as a revision.
    pub from: String,
    /// What is to be said of it.
    pub notes: Vec<Note>,
}

/// What is wanted of a history.
#[derive(Debug, Clone, Copy)]
pub struct Wanted {
    /// Only changes of this effect.
    pub only: Option<Effect>,
    /// At most so many commits.
    pub most: Option<usize>,
}

/// The history of one thing.
///
/// # Errors
/// Where the repository cannot be read.
pub fn of_one(
    repository: &Repository,
    today: &Loaded,
    asked: Asked,
    wanted: Wanted,
) -> Result<History, Stop> {
    let background = Background::new(&today.snapshot);
    let mut following = Following {
        repository,
        background: &background,
        tree: today.root.tree.clone(),
        trail: asked.trail,
        paths: asked.paths,
        bridge: Bridge::default(),
        entries: Entries::default(),
        wanted,
        notes: asked.notes,
        last: None,
        count: 0,
    };
    let mut from = asked.from;
    let mut truncated = false;
    loop {
        let range_paths = following.paths.clone();
        let range = Range {
            from: &from,
            without: None,
            paths: &range_paths,
            renames: false,
        };
        let mut next = None;
        truncated |= in_batches(repository, &range, &mut |steps| {
            let Next { came_from, enough } = following.take_all(steps)?;
            next = came_from;
            Ok(match next.is_some() || enough {
                true => ControlFlow::Break(()),
                false => ControlFlow::Continue(()),
            })
        })?;
        match next {
            Some(commit) => from = commit,
            None => break,
        }
    }
    Ok(following.done(truncated))
}

/// One thing on its way back.
struct Following<'r> {
    repository: &'r Repository,
    background: &'r Background<'r>,
    /// The folder of the tree.
    tree: String,
    trail: Trail,
    /// The files that it stands in.
    paths: Vec<String>,
    bridge: Bridge,
    entries: Entries,
    wanted: Wanted,
    /// What is to be said besides.
    notes: Vec<Note>,
    /// A file that was just looked at: what was there before one commit is there after the next.
    last: Option<(BlobId, String, Arc<Snapshot>)>,
    /// How many commits were walked.
    count: usize,
}

/// How to go on.
#[derive(Default)]
struct Next {
    /// From which commit, because it stood in other files until then.
    came_from: Option<String>,
    /// Whether enough is known.
    enough: bool,
}

impl Following<'_> {
    fn take_all(&mut self, steps: Vec<Step>) -> Result<Next, Stop> {
        let contents = contents(self.repository, steps.iter().flat_map(|step| &step.files))?;
        for step in steps {
            let next = self.take(&step, &contents)?;
            let is_enough = |most| self.entries.len() >= most;
            if next.came_from.is_some() || next.enough || self.wanted.most.is_some_and(is_enough) {
                return Ok(Next {
                    enough: next.came_from.is_none(),
                    ..next
                });
            }
        }
        Ok(Next::default())
    }

    fn take(&mut self, step: &Step, contents: &Contents) -> Result<Next, Stop> {
        let made = Made {
            at: self.count,
            commit: Committed::from(step),
        };
        self.count += 1;
        let files = step.files.iter();
        let files: Vec<FileStep> = files
            .map(|touched| file_step((&self.tree, &self.tree), touched, contents))
            .collect();
        for (made, files) in self.bridge.pass(&made, files) {
            let compared = self.compared(&files);
            let parents = self.went(compared, &files);
            let all = |is: fn(&Went) -> bool| parents.iter().all(|(_, went)| is(went));
            if all(|went| went.replaced) {
                self.accept(&parents, &made);
                return Ok(Next {
                    enough: true,
                    came_from: None,
                });
            }
            let is_new = |file: &FileStep| file.parents().all(|version| version.is_none());
            if (all(Went::began) || files.iter().any(is_new))
                && let Some(next) = self.origin(step, &made, &files)?
            {
                return Ok(next);
            }
            if !all(|went| went.after.is_none() && went.before.is_none()) {
                self.accept(&parents, &made);
            }
        }
        Ok(Next::default())
    }

    /// Where the thing is before and after a commit that changed `files`, seen from each parent.
    fn went(&self, parents: Vec<Compared>, files: &[FileStep]) -> Vec<(Compared, Went)> {
        let touched: Vec<&str> = paths_of(files).into_iter().collect();
        let parents = parents.into_iter().map(|compared| {
            let went = self.trail.went(&compared, &touched);
            (compared, went)
        });
        parents.collect()
    }

    fn accept(&mut self, parents: &[(Compared, Went)], made: &Made) -> Vec<String> {
        let taken = self.trail.take(parents, made);
        self.entries.add(made, taken.rows, self.wanted.only);
        taken.paths_before
    }

    /// Looks in everything that the commit changed for where the thing came from. Nothing where it
    /// began there.
    fn origin(
        &mut self,
        step: &Step,
        made: &Made,
        files: &[FileStep],
    ) -> Result<Option<Next>, Stop> {
        let mut whole = None;
        let range = Range {
            from: &step.id,
            without: None,
            paths: &[],
            renames: true,
        };
        store::history(&self.repository.git(), &range, &mut |step| {
            whole = Some(step);
            ControlFlow::Break(())
        })?;
        let mut all: Vec<Touched> = whole
            .filter(|whole| whole.id == step.id)
            .map_or_else(Vec::new, |whole| whole.files);
        let own: BTreeSet<&str> = paths_of(files);
        all.retain(|touched| own.contains(touched.path.as_str()) || is_yaml(&touched.path));
        if all.len() > LOOKED_THROUGH {
            all.retain(|touched| own.contains(touched.path.as_str()));
        }
        if all.iter().all(|touched| touched.before.is_none()) {
            return Ok(None);
        }
        let tree_before = self.tree_before(&all, &format!("{}^", step.id))?;
        // It goes on in all parents of a merge.
        let parents = format!("{}^@", step.id);
        let contents = contents(self.repository, &all)?;
        let mut wide: Vec<FileStep> = Vec::new();
        for touched in &all {
            let mut file = file_step((&tree_before, &self.tree), touched, &contents);
            if let Some(own) = files
                .iter()
                .find(|own| path_after(own) == Some(&touched.path))
            {
                // What counts may be what it was after it could be read again.
                file.after.clone_from(&own.after);
            }
            wide.push(file);
        }
        let is_broken = |version: &Option<Version>| {
            version
                .as_ref()
                .is_some_and(|version| version.parsed.broken)
        };
        let (broken, whole): (Vec<FileStep>, Vec<FileStep>) =
            wide.into_iter().partition(|file| is_broken(&file.before));
        let own_broken: Vec<FileStep> = broken
            .into_iter()
            .filter(|file| path_after(file).is_some_and(|path| own.contains(path.as_str())))
            .collect();
        if let Some(path) = own_broken
            .first()
            .and_then(|file| Some(file.before.as_ref()?.path.clone()))
        {
            // It was renamed while it could not be read.
            self.bridge.pass(made, own_broken);
            self.tree = tree_before;
            self.replace_paths(&own, vec![path]);
            return Ok(Some(Next {
                came_from: Some(parents),
                enough: false,
            }));
        }
        let compared = self.went(self.background.changed(&whole), &whole);
        let is_found =
            |went: &Went| went.after.is_some() && went.before.is_some() && !went.replaced;
        if !compared.iter().all(|(_, went)| is_found(went)) {
            return Ok(None);
        }
        let came_from = self.accept(&compared, made);
        if came_from.iter().all(|path| self.paths.contains(path)) {
            return Ok(Some(Next::default()));
        }
        self.tree = tree_before;
        self.replace_paths(&own, came_from);
        Ok(Some(Next {
            came_from: Some(parents),
            enough: false,
        }))
    }

    /// Goes on in the files `came_from` rather than in `own`.
    fn replace_paths(&mut self, own: &BTreeSet<&str>, came_from: Vec<String>) {
        self.paths.retain(|path| !own.contains(path.as_str()));
        self.paths.extend(came_from);
        self.paths.sort();
        self.paths.dedup();
        self.last = None;
    }

    /// The folder of the tree before the commit: another one where the commit moved it whole.
    fn tree_before(&self, all: &[Touched], parent: &str) -> Result<String, Stop> {
        let moved = all
            .iter()
            .filter(|touched| self.paths.contains(&touched.path))
            .filter_map(|touched| touched.from.as_deref())
            .find(|from| !self.tree.is_empty() && in_tree(&self.tree, from) == *from);
        let Some(from) = moved else {
            return Ok(self.tree.clone());
        };
        let commit = self.repository.commit(parent)?;
        let place = from.rsplit_once('/').map_or("", |(folder, _)| folder);
        Ok(self.repository.tree_at(&commit.facts.id, place)?)
    }

    fn compared(&mut self, files: &[FileStep]) -> Vec<Compared> {
        let (before, after) = match files {
            [file] if file.further.is_empty() => (&file.before, &file.after),
            files => return self.background.changed(files),
        };
        let after_snapshot = match (&self.last, after) {
            (Some((blob, path, known)), Some(after))
                if *blob == after.blob && *path == after.path =>
            {
                Arc::clone(known)
            }
            _ => self.background.snapshot(after),
        };
        let before_snapshot = self.background.snapshot(before);
        self.last = before.as_ref().map(|before| {
            (
                before.blob.clone(),
                before.path.clone(),
                Arc::clone(&before_snapshot),
            )
        });
        let one: Vec<&Version> = before.iter().collect();
        let other: Vec<&Version> = after.iter().collect();
        let compared = self
            .background
            .compare((before_snapshot, &one), (after_snapshot, &other));
        vec![compared]
    }

    fn done(self, truncated: bool) -> History {
        let (head, series) = self.trail.done();
        History {
            subject: Some(head),
            entries: self.entries.latest(self.wanted.most),
            series: match self.wanted.only {
                Some(Effect::Intent) => Vec::<Series>::new(),
                _ => series,
            },
            truncated,
            notes: self
                .bridge
                .into_notes()
                .into_iter()
                .chain(self.notes)
                .collect(),
        }
    }
}

fn paths_of(files: &[FileStep]) -> BTreeSet<&str> {
    let versions = files.iter().flat_map(FileStep::versions);
    versions.map(|version| version.path.as_str()).collect()
}

fn path_after(file: &FileStep) -> Option<&String> {
    file.after.as_ref().map(|after| &after.path)
}
