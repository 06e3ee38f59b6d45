//! Where the bytes come from and go to: finding the root of a tree, reading its files from the
//! worktree or at any commit, and asking git. The last step that can fail; what the bytes mean is the business of
//! `parse`.

mod git;
mod history;
mod log;
mod merge;
mod root;
mod setup;
mod states;
mod worktree;
mod write;

pub use git::{Git, GitError};
pub use history::{ControlFlow, Range, history};
pub use log::{Walk, history_of, log, mailmap};
pub use merge::{Markers, Versions, merge_lines};
pub use root::{
    Found, Root, find, folder_of, is_folder, is_taken, resolved, unconfigured, with_slashes,
};
pub use setup::{Scope, attributes_file, is_bare, put, set, unset, values, whole};
pub use states::{
    CommitFacts, Entry, MAX_ENTRIES, Standing, States, config_at, find_at, last_before,
    last_before_day, list, open, open_with_git, place_of,
};
pub use worktree::{Unread, files, read_config};
pub use write::{Created, create, replace, require_unchanged, require_writable, write};

use std::error::Error as _;
use std::path::PathBuf;

/// Why the tool could not run.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// A path that was named cannot be read.
    #[error("cannot read {}: {reason}", path.display())]
    Unreadable {
        /// The path.
        path: PathBuf,
        /// The operating system's words.
        reason: String,
    },
    /// A file that was to be replaced cannot be written.
    #[error("cannot write {}: {reason}", path.display())]
    Unwritable {
        /// The path.
        path: PathBuf,
        /// Why, in words.
        reason: String,
    },
    /// A file that was to be replaced holds something else than what was read.
    #[error("{} changed while it was worked on, so it is left as it is: run the command again", path.display())]
    Changed {
        /// The path.
        path: PathBuf,
    },
    /// Something stands where a new file should.
    #[error("{} is already there, and nothing that you wrote is overwritten", path.display())]
    Taken {
        /// The path.
        path: PathBuf,
    },
    /// A link, a folder or a pipe stands where a file should.
    #[error("{} is no regular file: links, folders and pipes are neither read nor written", path.display())]
    NoFile {
        /// The path.
        path: PathBuf,
    },
    /// A link stands where a folder of the tree should.
    #[error("{} is a link, and none is followed: put a folder in its place", path.display())]
    Link {
        /// The path.
        path: PathBuf,
    },
    /// The repository cannot be asked.
    #[error(transparent)]
    Git(#[from] GitError),
}

/// The operating system's words for an error, without its number.
fn reason(error: &std::io::Error) -> String {
    // Around it libraries put paths, which the message names already.
    let system = error.source().and_then(|inner| inner.downcast_ref());
    let text = system.unwrap_or(error).to_string();
    let words = text
        .split_once(" (os error")
        .map_or(text.as_str(), |(words, _)| words);
    words.to_lowercase()
}
