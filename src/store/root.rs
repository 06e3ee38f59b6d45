//! Finding the tree: from a folder upwards to the root of the git repository, the nearest
//! `okr.yaml`, or `okrs/okr.yaml`.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use crate::source::CONFIG_NAME;
use crate::store::{StoreError, reason};

/// The folder for OKRs beside code.
pub(super) const FOLDER: &str = "okrs";

/// Where a tree is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Root {
    /// The root of the git repository; without git the folder that was searched.
    pub repository: PathBuf,
    /// Whether it is a git repository.
    pub in_git: bool,
    /// The root of the tree, from that of the repository, with `/`; empty where they are the same.
    pub tree: String,
    /// Whether there is an `okr.yaml` in the root of the tree.
    pub configured: bool,
}

impl Root {
    /// The root of the tree as a path of the file system.
    #[must_use]
    pub fn tree_folder(&self) -> PathBuf {
        match self.tree.as_str() {
            "" => self.repository.clone(),
            tree => self.repository.join(tree),
        }
    }

    /// A path of the repository from one of the tree.
    #[must_use]
    pub fn in_repository(&self, path_in_tree: &str) -> String {
        match self.tree.as_str() {
            "" => path_in_tree.to_owned(),
            tree => format!("{tree}/{path_in_tree}"),
        }
    }

    /// Whether the tree lies among code: its root is that of a repository.
    #[must_use]
    pub fn is_among_code(&self) -> bool {
        self.in_git && self.configured && self.tree.is_empty()
    }
}

/// What looking for a tree gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// There is one.
    Tree(Root),
    /// There is none: the folder in which the search began, and whether it went up to the root of
    /// a repository.
    Nothing {
        /// Where the search began.
        start: PathBuf,
        /// The root of the repository, where there is one.
        repository: Option<PathBuf>,
    },
}

/// Looks for the tree from the folder `start` upwards.
///
/// # Errors
/// Where `start` cannot be read, or where an `okr.yaml` is no regular file or lies behind a link.
pub fn find(start: &Path) -> Result<Found, StoreError> {
    let start = resolved(start)?;
    let repository = start
        .ancestors()
        .find(|folder| folder.join(".git").exists());
    let last = repository.unwrap_or(&start);
    for folder in start
        .ancestors()
        .take_while(|folder| folder.starts_with(last))
    {
        for tree in [folder.to_owned(), folder.join(FOLDER)] {
            if is_config(tree.join(CONFIG_NAME))? {
                refuse_link(&tree)?;
                return Ok(Found::Tree(root(last, repository.is_some(), &tree, true)));
            }
        }
    }
    Ok(Found::Nothing {
        repository: repository.map(Path::to_owned),
        start,
    })
}

/// Whether a file stands at `path` itself; anything else there is refused, a symbolic link too, and so
/// is a folder that does not let anybody see.
fn is_config(path: PathBuf) -> Result<bool, StoreError> {
    match path.symlink_metadata() {
        Ok(there) if there.is_file() => Ok(true),
        Ok(_) => Err(StoreError::NoFile { path }),
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            Ok(false)
        }
        Err(error) => Err(StoreError::Unreadable {
            path,
            reason: reason(&error),
        }),
    }
}

/// A folder for OKRs that is a link could lead out of the repository, to what is nobody's business. The
/// folders above it were found without links.
fn refuse_link(tree: &Path) -> Result<(), StoreError> {
    match tree.is_symlink() {
        true => Err(StoreError::Link {
            path: tree.to_owned(),
        }),
        false => Ok(()),
    }
}

/// Whether `path` is a folder.
#[must_use]
pub fn is_folder(path: &Path) -> bool {
    path.is_dir()
}

/// The folder that `path` is or lies in.
#[must_use]
pub fn folder_of(path: &Path) -> &Path {
    match path.is_dir() {
        true => path,
        false => path.parent().unwrap_or(path),
    }
}

/// Whether anything stands at `path`, be it a link that leads nowhere.
#[must_use]
pub fn is_taken(path: &Path) -> bool {
    path.symlink_metadata().is_ok()
}

/// The tree in `folder`, which was named as such though it has no `okr.yaml`.
///
/// # Errors
/// Where `folder` cannot be read.
pub fn unconfigured(folder: &Path) -> Result<Root, StoreError> {
    let folder = resolved(folder)?;
    let repository = folder
        .ancestors()
        .find(|folder| folder.join(".git").exists());
    Ok(root(
        repository.unwrap_or(&folder),
        repository.is_some(),
        &folder,
        false,
    ))
}

/// `path` without links and dots, and from the root of the file system.
///
/// # Errors
/// Where it does not exist or cannot be read.
pub fn resolved(path: &Path) -> Result<PathBuf, StoreError> {
    path.canonicalize().map_err(|error| StoreError::Unreadable {
        path: path.to_owned(),
        reason: reason(&error),
    })
}

fn root(repository: &Path, in_git: bool, tree: &Path, configured: bool) -> Root {
    Root {
        repository: repository.to_owned(),
        in_git,
        tree: with_slashes(tree.strip_prefix(repository).unwrap_or(Path::new(""))),
        configured,
    }
}

/// A relative path with `/` between its parts; what is no Unicode in it is shown as such.
#[must_use]
pub fn with_slashes(path: &Path) -> String {
    let parts: Vec<_> = path
        .components()
        .map(|part| part.as_os_str().to_string_lossy())
        .collect();
    parts.join("/")
}
