//! The bytes that everything starts from: files as read, places in them, and which files belong to
//! a tree. How they are read is the business of `store`; what they mean, of `parse`.

mod commit;
mod lines;
mod selection;
mod text;
mod words;

use std::ops::{Deref, Range};

pub use commit::{Commit, LogEntry, Person, Step, Touched};
pub use lines::{Lines, Position};
pub use selection::{CONFIG_NAME, Selection, globs};
pub use text::{FileText, Text, in_one_line};
pub use words::telling_words;

/// A file as read from the worktree or from a revision.
#[derive(Debug, Clone)]
pub struct SourceFile {
    /// Path from the root of the repository (without git: from the folder that was searched), with
    /// `/` between its parts whatever the platform.
    pub path: String,
    /// The git blob that the content is, where it was read from a revision. Two files with the same
    /// blob have the same documents.
    pub blob: Option<BlobId>,
    /// What was read, or why nothing could be.
    pub content: Content,
}

/// The name that git gives to a file's content, in hexadecimal.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct BlobId(pub String);

/// What reading a file gave. A file that cannot be read is a finding about that file, never the end
/// of the run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// The bytes of the file.
    Bytes(Vec<u8>),
    /// The file is larger than [`MAX_FILE_BYTES`]; its size in bytes.
    TooLarge(u64),
    /// The operating system refused; its words.
    Unreadable(String),
}

/// The largest file that is read, in bytes. An OKR is a page of text; what is larger was generated
/// or is hostile, and the time to parse must stay bounded.
pub const MAX_FILE_BYTES: u64 = 1024 * 1024;

/// A half-open range of bytes in one file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Span {
    /// The first byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
}

impl Span {
    /// The span from `start` up to, not including, `end`. Files are at most [`MAX_FILE_BYTES`]
    /// long, so that a larger offset is cut to the largest that a span can hold.
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        let cut = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        Self {
            start: cut(start),
            end: cut(end.max(start)),
        }
    }

    /// The empty span at `offset`.
    #[must_use]
    pub fn at(offset: usize) -> Self {
        Self::new(offset, offset)
    }

    /// The smallest span that holds both.
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        Self {
            start: self.start.min(other.start),
            end: self.end.max(other.end),
        }
    }

    /// Whether `other` lies within this span.
    #[must_use]
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The same as a range of `usize`, to slice with.
    #[must_use]
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Whether it holds no byte.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.start >= self.end
    }

    /// What stands there in `text`; empty where the span does not fit the text.
    #[must_use]
    pub fn slice(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or_default()
    }
}

/// A value together with the place it was written at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Where it stands, quotes included.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// `value`, written at `span`.
    pub const fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }

    /// The same place with another value.
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> Spanned<U> {
        Spanned::new(f(self.value), self.span)
    }
}

impl<T> Deref for Spanned<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.value
    }
}
