//! Walks the commits and reads what their files held, some hundred commits at a time, so that memory
//! does not grow with the history. One thing among all is followed in `follow`.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use crate::cli::Stop;
use crate::cli::load::Loaded;
use crate::cli::state::Repository;
use crate::diff::Effect;
use crate::parse::Parsed;
use crate::source::{BlobId, CONFIG_NAME, Selection, Step, Touched};
use crate::store::{self, ControlFlow, Range};
use crate::views::log::{Background, Bridge, Compared, Entries, FileStep, History, Made, Version};
use crate::views::review::{Committed, Filter, rows};

/// What is wanted of a history.
#[derive(Debug, Clone, Copy)]
pub struct Wanted {
    /// Only changes of this effect.
    pub only: Option<Effect>,
    /// At most so many commits.
    pub most: Option<usize>,
}

/// How many commits are read at once.
const BATCH: usize = 500;

/// How many changed files are read at once, unless one commit has more.
const FILES: usize = 2_000;

/// The history of the whole tree.
///
/// # Errors
/// Where the repository cannot be read.
pub(super) fn of_all(
    repository: &Repository,
    today: &Loaded,
    wanted: Wanted,
) -> Result<History, Stop> {
    let background = Background::new(&today.snapshot);
    let selection = today.selection()?;
    let tree = today.root.tree.as_str();
    let paths: Vec<String> = match tree {
        "" => Vec::new(),
        tree => vec![tree.to_owned()],
    };
    let from = today.state.commit.clone().unwrap_or_default();
    let range = Range {
        from: &from,
        without: None,
        paths: &paths,
        renames: false,
    };
    let mut bridge = Bridge::default();
    let mut entries = Entries::default();
    let mut count = 0;
    let truncated = in_batches(repository, &range, &mut |mut steps| {
        for step in &mut steps {
            step.files
                .retain(|touched| is_of_tree(&selection, in_tree(tree, &touched.path)));
        }
        let contents = contents(repository, steps.iter().flat_map(|step| &step.files))?;
        for step in steps {
            let made = Made {
                at: count,
                commit: Committed::from(&step),
            };
            count += 1;
            let files = step.files.iter();
            let files = files.map(|touched| file_step((tree, tree), touched, &contents));
            for (made, files) in bridge.pass(&made, files.collect()) {
                let compared = compared(&background, &files);
                let touched = paths_of(&files);
                let changes = rows(
                    compared.sides(),
                    compared.diff.changes.clone(),
                    Filter::default(),
                );
                let of_these = changes
                    .into_iter()
                    .filter(|row| touched.contains(row.path.as_str()));
                entries.add(&made, of_these.collect(), wanted.only);
            }
        }
        Ok(
            match wanted.most.is_some_and(|most| entries.len() >= most) {
                true => ControlFlow::Break(()),
                false => ControlFlow::Continue(()),
            },
        )
    })?;
    Ok(History {
        subject: None,
        entries: entries.latest(wanted.most),
        series: Vec::new(),
        truncated,
        notes: bridge.into_notes(),
    })
}

/// What files held, by the name of their content.
pub(super) type Contents = HashMap<BlobId, Arc<Parsed>>;

/// Reads what stood in files before and after.
pub(super) fn contents<'t>(
    repository: &Repository,
    touched: impl IntoIterator<Item = &'t Touched>,
) -> Result<Contents, Stop> {
    let touched = touched.into_iter();
    let mut seen = BTreeSet::new();
    let blobs: Vec<BlobId> = touched
        .flat_map(|touched| touched.after.iter().chain(&touched.before))
        .filter(|blob| seen.insert(*blob))
        .cloned()
        .collect();
    Ok(repository.contents(&blobs)?)
}

pub(super) fn file_step(trees: (&str, &str), touched: &Touched, contents: &Contents) -> FileStep {
    let version = |tree: &str, path: &str, blob: &Option<BlobId>| {
        let blob = blob.as_ref()?;
        Some(Version {
            path: path.to_owned(),
            path_in_tree: in_tree(tree, path).to_owned(),
            blob: blob.clone(),
            parsed: Arc::clone(contents.get(blob)?),
        })
    };
    let from = touched.from.as_ref().unwrap_or(&touched.path);
    FileStep {
        before: version(trees.0, from, &touched.before),
        after: version(trees.1, &touched.path, &touched.after),
    }
}

pub(super) fn compared(background: &Background<'_>, files: &[FileStep]) -> Compared {
    let before: Vec<&Version> = files
        .iter()
        .filter_map(|file| file.before.as_ref())
        .collect();
    let after: Vec<&Version> = files
        .iter()
        .filter_map(|file| file.after.as_ref())
        .collect();
    background.compare(
        (background.snapshot(before.iter().copied()), &before),
        (background.snapshot(after.iter().copied()), &after),
    )
}

pub(super) fn paths_of(files: &[FileStep]) -> BTreeSet<&str> {
    let versions = files
        .iter()
        .flat_map(|file| file.before.iter().chain(&file.after));
    versions.map(|version| version.path.as_str()).collect()
}

pub(super) fn path_after(file: &FileStep) -> Option<&String> {
    file.after.as_ref().map(|after| &after.path)
}

pub(super) fn in_tree<'p>(tree: &str, path: &'p str) -> &'p str {
    match tree {
        "" => path,
        tree => path
            .strip_prefix(tree)
            .and_then(|rest| rest.strip_prefix('/'))
            .unwrap_or(path),
    }
}

pub(super) fn is_yaml(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    (name.ends_with(".yaml") || name.ends_with(".yml")) && name != CONFIG_NAME
}

fn is_of_tree(selection: &Selection, path: &str) -> bool {
    is_yaml(path) && selection.holds(path)
}

/// Walks the commits of `range` and hands them on in batches, the latest first.
pub(super) fn in_batches(
    repository: &Repository,
    range: &Range<'_>,
    take: &mut dyn FnMut(Vec<Step>) -> Result<ControlFlow<()>, Stop>,
) -> Result<bool, Stop> {
    let mut batch = Vec::with_capacity(BATCH);
    let mut files = 0;
    let mut failed = None;
    let mut is_over = false;
    let truncated = store::history(&repository.git(), range, &mut |step| {
        files += step.files.len();
        batch.push(step);
        if batch.len() < BATCH && files < FILES {
            return ControlFlow::Continue(());
        }
        files = 0;
        match take(std::mem::take(&mut batch)) {
            Ok(flow) => {
                is_over = flow.is_break();
                flow
            }
            Err(stop) => {
                failed = Some(stop);
                ControlFlow::Break(())
            }
        }
    })?;
    if let Some(stop) = failed {
        return Err(stop);
    }
    if !is_over && !batch.is_empty() {
        // There is no more, whether or not that was enough.
        let _ = take(batch)?;
    }
    Ok(truncated)
}
