//! What git is told about files: entries of its configuration, made by git itself, and files of
//! attributes.

use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use crate::store::{Git, GitError, StoreError, reason, write};

/// For what git is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// One repository with all its worktrees.
    Repository,
    /// All repositories of the person who runs it.
    Person,
}

impl Scope {
    const fn flag(self) -> &'static str {
        match self {
            Self::Repository => "--local",
            Self::Person => "--global",
        }
    }
}

/// Whether the repository that `git` is asked about has no files of its own.
///
/// # Errors
/// Where there is no repository, or git cannot be run.
pub fn is_bare(git: &Git) -> Result<bool, GitError> {
    let bare = git.output(&["rev-parse", "--is-bare-repository"])?;
    Ok(bare.starts_with(b"true"))
}

/// The values of an entry of the configuration, at this scope alone.
///
/// # Errors
/// Where git cannot be run or cannot read the configuration.
pub fn values(git: &Git, scope: Scope, key: &str) -> Result<Vec<String>, GitError> {
    let found = git.answer(&["config", scope.flag(), "--null", "--get-all", key])?;
    let found = String::from_utf8_lossy(&found.unwrap_or_default()).into_owned();
    Ok(found.split_terminator('\0').map(str::to_owned).collect())
}

/// Sets an entry of the configuration that has one value or none.
///
/// # Errors
/// Where git cannot be run or cannot write the configuration.
pub fn set(git: &Git, scope: Scope, key: &str, value: &str) -> Result<(), GitError> {
    git.output(&["config", scope.flag(), key, value]).map(drop)
}

/// Takes away an entry of the configuration that has one value.
///
/// # Errors
/// Where git cannot be run or cannot write the configuration.
pub fn unset(git: &Git, scope: Scope, key: &str) -> Result<(), GitError> {
    git.output(&["config", scope.flag(), "--unset", key])
        .map(drop)
}

/// The file of attributes that holds for `scope` and belongs to nobody else, whether it is there or
/// not. `own` is the folder of the person's configuration of git, where there is one.
///
/// # Errors
/// Where git cannot be run, and where there is nowhere to put it.
pub fn attributes_file(git: &Git, scope: Scope, own: Option<&Path>) -> Result<PathBuf, StoreError> {
    let path = match scope {
        Scope::Repository => Some(git.output(&["rev-parse", "--git-path", "info/attributes"])?),
        Scope::Person => configured_attributes(git)?,
    };
    let path = path.map(|path| {
        let path = String::from_utf8_lossy(&path).into_owned();
        git.folder().join(path.trim_end_matches(['\n', '\0']))
    });
    path.or_else(|| own.map(|own| own.join("attributes")))
        .ok_or_else(|| StoreError::Unreadable {
            path: PathBuf::from("~/.config/git/attributes"),
            reason: "there is no home folder".to_owned(),
        })
}

fn configured_attributes(git: &Git) -> Result<Option<Vec<u8>>, GitError> {
    const KEY: &str = "core.attributesFile";
    let ask = |scope| git.answer(&["config", scope, "--null", "--type=path", "--get", KEY]);
    match ask("--global")? {
        Some(path) => Ok(Some(path)),
        None => ask("--system"),
    }
}

/// The whole of a file; nothing where there is none.
///
/// # Errors
/// Where it cannot be read.
pub fn whole(path: &Path) -> Result<Option<Vec<u8>>, StoreError> {
    match std::fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(StoreError::Unreadable {
            path: path.to_owned(),
            reason: reason(&error),
        }),
    }
}

/// Gives a file this content, in a folder that need not be there; without any content the file goes.
///
/// # Errors
/// Where it cannot be written or taken away.
pub fn put(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if bytes.is_empty() {
        return std::fs::remove_file(path);
    }
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    write(path, bytes)
}
