//! Commits, as far as they say whose time went into what.

use jiff::civil::Date;

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
