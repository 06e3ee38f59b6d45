//! Commits, as far as they say whose time went into what.

use jiff::civil::Date;

use crate::source::BlobId;

/// A commit as git tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Commit {
    /// Its full hash.
    pub id: String,
    /// Who wrote it, by the repository's `.mailmap`.
    pub author: Person,
    /// Who wrote it, as the commit itself says.
    pub written_by: Person,
    /// The day it was written, in the time zone of its author.
    pub day: Date,
    /// The trailers that git finds in its message: key and value, in their order.
    pub trailers: Vec<(String, String)>,
    /// Its whole message.
    pub message: String,
}

/// A person as git knows people.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Person {
    /// The name.
    pub name: String,
    /// The e-mail address.
    pub email: String,
}

/// What reading a history gives, piece by piece, so that memory does not grow with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LogEntry<'l> {
    /// The next commit.
    Commit(Commit),
    /// A path that the last commit changed, from the root of its repository.
    Path(&'l str),
}

/// A commit that changed files of a tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Its full hash.
    pub id: String,
    /// Who wrote it, by the repository's `.mailmap`.
    pub author: Person,
    /// The day it was committed, in the time zone of who did.
    pub day: Date,
    /// The first line of its message.
    pub summary: String,
    /// The files that it changed; of a merge those that differ from each of its parents.
    pub files: Vec<Touched>,
}

/// A file that a commit changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Touched {
    /// Its path from the root of the repository.
    pub path: String,
    /// The path that it had before, where it was renamed.
    pub from: Option<String>,
    /// Its content before, which is that of the first parent; none where it was not there.
    pub before: Option<BlobId>,
    /// Of a merge its content in the parents but the first, in their order.
    pub further: Vec<Option<BlobId>>,
    /// Its content after; none where the commit removed it.
    pub after: Option<BlobId>,
}
