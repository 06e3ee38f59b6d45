//! The state of a tree at any commit: which commit a revision means, which files are there, and
//! what is in them. libgit2 reads them in process; git itself does where libgit2 cannot open the
//! repository. How the files came to be, the history, is not here.

mod before;
mod commit;
mod executable;
mod in_process;

use std::path::{Path, PathBuf};

pub use before::{last_before, last_before_day};
pub use commit::CommitFacts;

use crate::source::{BlobId, CONFIG_NAME, Content, MAX_FILE_BYTES, Selection, SourceFile};
use crate::store::root::{FOLDER, Root, with_slashes};
use crate::store::{GitError, StoreError};
use executable::Executable;
use in_process::InProcess;

/// The most files and folders that are looked at in one state. A few objects can stand for
/// billions of paths, so that there has to be an end.
pub const MAX_ENTRIES: usize = 1_000_000;

/// How deep folders may lie in one another; git's own limit.
const MAX_DEPTH: usize = 2048;

/// A repository whose commits can be read. Commits are named by their full id, as
/// [`States::resolve`] gives it; paths go from the root of the repository, with `/`.
pub trait States {
    /// The program that reads: `libgit2` or `git`.
    fn reader(&self) -> &'static str;

    /// The root of the worktree; of a bare repository the repository itself.
    fn folder(&self) -> &Path;

    /// The id of the commit that `revision` means: whatever git takes for one, such as a branch, a
    /// tag, `HEAD~2` or the beginning of an id.
    ///
    /// # Errors
    /// Where it means none, with what can be done about it.
    fn resolve(&self, revision: &str) -> Result<String, GitError>;

    /// Whether a branch, a tag or another ref has this name, in the places where git looks for one.
    /// The beginning of an id is no name.
    ///
    /// # Errors
    /// Where the refs cannot be read.
    fn has_ref(&self, name: &str) -> Result<bool, GitError>;

    /// What a commit says about itself.
    ///
    /// # Errors
    /// Where it is no commit or is missing.
    fn facts(&self, commit: &str) -> Result<CommitFacts, GitError>;

    /// The last commit that two have in common; nothing where their histories never met.
    ///
    /// # Errors
    /// [`GitError::Shallow`] where it may lie beyond the end of a shallow clone.
    fn merge_base(&self, a: &str, b: &str) -> Result<Option<String>, GitError>;

    /// What stands at `path`; nothing where nothing does. The empty path is the whole state.
    ///
    /// # Errors
    /// Where the commit cannot be read.
    fn standing(&self, commit: &str, path: &str) -> Result<Option<Standing>, GitError>;

    /// The regular files below `folder`, ordered by path: links and repositories inside the
    /// repository are left out, and so is all below a folder that `enters`, which is asked with the
    /// path from `folder`, does not want. None where `folder` is no folder.
    ///
    /// # Errors
    /// Where the commit cannot be read, or has more than [`MAX_ENTRIES`] there.
    fn entries(
        &self,
        commit: &str,
        folder: &str,
        enters: &dyn Fn(&str) -> bool,
    ) -> Result<Vec<Entry>, GitError>;

    /// Reads files, in the order of `ids`, and hands each to `each` as soon as it is read. One that
    /// cannot be read has the reason as its content.
    ///
    /// # Errors
    /// Where nothing more can be read at all.
    fn blobs(&self, ids: &[BlobId], each: &mut dyn FnMut(&BlobId, Content))
    -> Result<(), GitError>;
}

/// A file of a state, not yet read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// Its path from the root of the repository, with `/`. What is no Unicode in it is shown as
    /// such, as in the worktree.
    pub path: String,
    /// Its content. Files with the same have to be read and parsed only once, in however many
    /// states.
    pub blob: BlobId,
}

/// What stands at a path of a state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// A regular file.
    File(BlobId),
    /// A folder, by its id.
    Folder(String),
    /// A symbolic link, or a repository inside the repository.
    Other,
}

/// The repository that `folder` lies in, which must be absolute. It is found from there upwards;
/// `GIT_DIR` and `GIT_WORK_TREE` do not count.
///
/// # Errors
/// Where there is none, or where it may not or cannot be read.
pub fn open(folder: &Path) -> Result<Box<dyn States>, GitError> {
    match InProcess::open(folder) {
        Ok(states) => Ok(Box::new(states)),
        // What libgit2 does not know, git may: newer formats, and more ways to trust a folder.
        Err(error) => match open_with_git(folder) {
            Err(GitError::NotInstalled(_)) => Err(error),
            outcome => outcome,
        },
    }
}

/// The same by the git executable alone, which reads every repository that git does.
///
/// # Errors
/// As [`open`], and where there is no git to run.
pub fn open_with_git(folder: &Path) -> Result<Box<dyn States>, GitError> {
    Ok(Box::new(Executable::open(folder)?))
}

/// The path of `folder`, which must exist, from the root of the repository; empty where it lies
/// outside.
#[must_use]
pub fn place_of(states: &dyn States, folder: &Path) -> String {
    let inside = |folder: PathBuf| Some(with_slashes(folder.strip_prefix(states.folder()).ok()?));
    folder
        .canonicalize()
        .ok()
        .and_then(inside)
        .unwrap_or_default()
}

/// Finds the tree as it was at `commit`, as the worktree does: from `start`, a path from the root of
/// the repository, upwards to the nearest `okr.yaml` or `okrs/okr.yaml`. For a tree that is there
/// today `start` is its folder. Where there was none: that folder, not configured, which may well
/// have been missing too.
///
/// # Errors
/// Where the commit cannot be read, or where an `okr.yaml` is no regular file.
pub fn find_at(states: &dyn States, commit: &str, start: &str) -> Result<Root, StoreError> {
    let root = |tree: &str, configured| Root {
        repository: states.folder().to_owned(),
        in_git: true,
        tree: tree.to_owned(),
        configured,
    };
    let mut folder = start;
    loop {
        for tree in [folder.to_owned(), below(folder, FOLDER)] {
            let path = below(&tree, CONFIG_NAME);
            match states.standing(commit, &path)? {
                Some(Standing::File(_)) => return Ok(root(&tree, true)),
                Some(_) => return Err(StoreError::NoFile { path: path.into() }),
                None => {}
            }
        }
        folder = match folder.rsplit_once('/') {
            Some((above, _)) => above,
            None if folder.is_empty() => return Ok(root(start, false)),
            None => "",
        };
    }
}

/// Reads `okr.yaml` of the tree as it was at `commit`; nothing where there was none.
///
/// # Errors
/// Where the commit cannot be read.
pub fn config_at(
    states: &dyn States,
    commit: &str,
    root: &Root,
) -> Result<Option<SourceFile>, GitError> {
    let path = root.in_repository(CONFIG_NAME);
    let Some(Standing::File(blob)) = states.standing(commit, &path)? else {
        return Ok(None);
    };
    let mut file = None;
    states.blobs(&[blob], &mut |blob, content| {
        file = Some(SourceFile {
            path: path.clone(),
            blob: Some(blob.clone()),
            content,
        });
    })?;
    Ok(file)
}

/// The files of the tree but its `okr.yaml`, as they were at `commit`, ordered by path: those that
/// the worktree would have, were they there now. [`States::blobs`] reads the ones that are not known
/// yet. A file that is tracked belongs to the state, whatever `.gitignore` says.
///
/// # Errors
/// Where the commit cannot be read.
pub fn list(
    states: &dyn States,
    commit: &str,
    root: &Root,
    selection: &Selection,
) -> Result<Vec<Entry>, GitError> {
    let mut entries = states.entries(commit, &root.tree, &|folder| {
        selection.may_lead_to_files(folder)
    })?;
    entries.retain(|entry| {
        let path = match root.tree.as_str() {
            "" => Some(entry.path.as_str()),
            tree => entry
                .path
                .strip_prefix(tree)
                .and_then(|rest| rest.strip_prefix('/')),
        };
        path.is_some_and(|path| path != CONFIG_NAME && selection.holds(path))
    });
    Ok(entries)
}

fn below(folder: &str, name: &str) -> String {
    match folder {
        "" => name.to_owned(),
        folder => format!("{folder}/{name}"),
    }
}

/// What the bytes of a blob are, once read.
fn content(bytes: Vec<u8>) -> Content {
    /// What the specification of Git LFS has every pointer begin with.
    const POINTER: &[u8] = b"version https://git-lfs.github.com/spec/";
    match bytes.len() as u64 {
        size if size > MAX_FILE_BYTES => Content::TooLarge(size),
        _ if bytes.starts_with(POINTER) => Content::Unreadable(
            "it is a Git LFS pointer, so git does not have the text itself; keep the files of the tree out of Git LFS"
                .to_owned(),
        ),
        _ => Content::Bytes(bytes),
    }
}

/// Why a blob is not there. Repositories without all their blobs are whole to git, which fetches
/// what it needs.
fn missing(is_partial: bool) -> Content {
    Content::Unreadable(
        match is_partial {
            true => "the clone is partial and does not have the text; fetch it with `git fetch --refetch --no-filter`",
            false => "the repository does not have the text, though it should: `git fsck` says what is broken",
        }
        .to_owned(),
    )
}

/// A state that is too large or too deep.
fn too_many(commit: &str) -> GitError {
    GitError::Failed {
        command: "ls-tree".to_owned(),
        words: format!(
            "commit {commit} has more than {MAX_ENTRIES} files and folders, or folders more than {MAX_DEPTH} deep, which is more than is read; run okr on the folder of the tree alone"
        ),
    }
}

/// Refuses what git would take for an option, or for nothing.
fn refuse_odd(revision: &str) -> Result<(), GitError> {
    let why = match revision {
        "" => "is no revision: it is empty; `HEAD` is the commit that is checked out",
        odd if odd.starts_with('-') => {
            "is no revision: it starts with `-`, which git takes for an option"
        }
        odd if odd.chars().any(char::is_control) => "is no revision: it holds a control character",
        _ => return Ok(()),
    };
    Err(no_commit(revision, why))
}

fn no_commit(revision: &str, why: impl Into<String>) -> GitError {
    GitError::NoCommit {
        revision: revision.to_owned(),
        why: why.into(),
    }
}
