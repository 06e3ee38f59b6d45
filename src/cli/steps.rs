//! Reads what single commits changed in a tree: which files they touched, and what those held before
//! and after.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use jiff::civil::Date;

use crate::cli::Stop;
use crate::cli::files::{in_tree, is_config};
use crate::cli::load::Loaded;
use crate::cli::state::Repository;
use crate::parse::Parsed;
use crate::source::{BlobId, Selection, Step, Touched};
use crate::store::{self, ControlFlow, GitError, Range};
use crate::views::commit::{Background, Compared, FileStep, Version};

/// How many commits are read at once, so that memory does not grow with the history.
const BATCH: usize = 500;

/// How many changed files are read at once, unless one commit has more.
const FILES: usize = 2_000;

/// The commits from one to another, without the latter, that changed what is at `path`, from a day on,
/// the latest first; and whether a shallow clone hides some.
///
/// # Errors
/// Where git cannot be asked.
pub fn walked(
    repository: &Repository,
    (from, without, until): (&str, Option<&str>, Option<Date>),
    path: &str,
) -> Result<(Vec<Step>, bool), GitError> {
    /// Clocks differ, and branches lie beside one another: a few commits of an earlier day are not
    /// the end.
    const SLACK: usize = 50;
    let paths: Vec<String> = match path {
        "" => Vec::new(),
        path => vec![path.to_owned()],
    };
    let range = Range {
        from,
        without,
        paths: &paths,
        renames: false,
    };
    let mut steps = Vec::new();
    let mut earlier = 0;
    let truncated = store::history(&repository.git(), &range, &mut |step| {
        if until.is_some_and(|until| step.day < until) {
            earlier += 1;
        } else {
            earlier = 0;
            steps.push(step);
        }
        match earlier > SLACK {
            true => ControlFlow::Break(()),
            false => ControlFlow::Continue(()),
        }
    })?;
    Ok((steps, truncated))
}

/// Reads what commits changed in a tree, as seen from one of its states.
pub struct Steps<'s> {
    background: Background<'s>,
    selection: Selection,
    tree: &'s str,
}

impl<'s> Steps<'s> {
    /// As seen from `loaded`, with the files that `selection` holds.
    pub fn new(loaded: &'s Loaded, selection: Selection) -> Self {
        Self {
            background: Background::new(&loaded.snapshot),
            selection,
            tree: &loaded.root.tree,
        }
    }

    /// Leaves only what commits did to files of the tree.
    pub fn keep_of_tree(&self, steps: &mut Vec<Step>) {
        for step in steps.iter_mut() {
            step.files
                .retain(|touched| holds((self.tree, &self.selection), &touched.path));
        }
        steps.retain(|step| !step.files.is_empty());
    }

    /// Leaves only what commits, the latest first, did on the way to the state whose files are `files`.
    /// What a branch did to a file that a merge then took from elsewhere never came there. Git says for each file which commits made it what it is; it is asked only about
    /// files whose commits do not follow one from another: `walk` gives those of the same range that
    /// it names for a path.
    ///
    /// # Errors
    /// As `walk`.
    pub fn keep_taken<E>(
        &self,
        steps: &mut Vec<Step>,
        files: &BTreeMap<String, BlobId>,
        walk: &dyn Fn(&str) -> Result<Vec<Step>, E>,
    ) -> Result<(), E> {
        // What each file is to be after the next commits, which may lie on several branches.
        let mut expected: HashMap<&str, Vec<Option<&BlobId>>> = HashMap::new();
        let mut parted: BTreeSet<String> = BTreeSet::new();
        for touched in steps.iter().flat_map(|step| &step.files) {
            let path = touched.path.as_str();
            let expected = expected
                .entry(path)
                .or_insert_with(|| vec![files.get(path)]);
            let after = touched.after.as_ref();
            match expected.iter().position(|expected| *expected == after) {
                Some(at) => drop(expected.swap_remove(at)),
                None => drop(parted.insert(path.to_owned())),
            }
            expected.push(touched.before.as_ref());
            expected.extend(touched.further.iter().map(Option::as_ref));
        }
        for path in parted {
            let made: HashSet<String> = walk(&path)?.into_iter().map(|step| step.id).collect();
            for step in steps.iter_mut().filter(|step| !made.contains(&step.id)) {
                step.files.retain(|touched| touched.path != path);
            }
        }
        steps.retain(|step| !step.files.is_empty());
        Ok(())
    }

    /// Hands what each of `steps` changed to `take`, in their order; of a merge for each parent. They
    /// hold only files of the tree.
    ///
    /// # Errors
    /// Where the files cannot be read at all.
    pub fn each(
        &self,
        repository: &Repository,
        steps: &[Step],
        take: &mut dyn FnMut(&Step, &Compared),
    ) -> Result<(), GitError> {
        for steps in steps.chunks(BATCH) {
            let contents = contents(repository, steps.iter().flat_map(|step| &step.files))?;
            for step in steps {
                let files = step.files.iter();
                let files: Vec<FileStep> = files
                    .map(|file| file_step((self.tree, self.tree), file, &contents))
                    .collect();
                for compared in self.background.changed(&files) {
                    take(step, &compared);
                }
            }
        }
        Ok(())
    }
}

/// Whether a path from the root of the repository is one of the files of a tree that the selection
/// holds.
pub fn holds((tree, selection): (&str, &Selection), path: &str) -> bool {
    let inside = in_tree(tree, path);
    let is_below = tree.is_empty() || inside.len() < path.len();
    is_below && is_yaml(path) && selection.holds(inside)
}

/// Whether a path may be that of a file of a tree.
pub fn is_yaml(path: &str) -> bool {
    (path.ends_with(".yaml") || path.ends_with(".yml")) && !is_config(path)
}

/// What files held, by the name of their content.
pub type Contents = HashMap<BlobId, Arc<Parsed>>;

/// Reads what stood in files before and after.
///
/// # Errors
/// Where nothing can be read at all.
pub fn contents<'t>(
    repository: &Repository,
    touched: impl IntoIterator<Item = &'t Touched>,
) -> Result<Contents, GitError> {
    let mut seen = BTreeSet::new();
    let blobs: Vec<BlobId> = touched
        .into_iter()
        .flat_map(|touched| {
            let parents = touched
                .before
                .iter()
                .chain(touched.further.iter().flatten());
            touched.after.iter().chain(parents)
        })
        .filter(|blob| seen.insert(*blob))
        .cloned()
        .collect();
    repository.contents(&blobs)
}

/// A file with what it held, in the tree as it lay before and after.
pub fn file_step(trees: (&str, &str), touched: &Touched, contents: &Contents) -> FileStep {
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
    let further = touched.further.iter();
    FileStep {
        before: version(trees.0, from, &touched.before),
        further: further.map(|blob| version(trees.0, from, blob)).collect(),
        after: version(trees.1, &touched.path, &touched.after),
    }
}

/// Walks the commits of `range` and hands them on in batches, the latest first. Answers whether a
/// shallow clone ended it.
///
/// # Errors
/// Where git cannot walk the history, and as `take`.
pub fn in_batches(
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
