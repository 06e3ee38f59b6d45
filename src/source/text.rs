//! Text that shares the memory of the file it stands in.

use std::borrow::Borrow;
use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

use crate::source::Span;

/// A piece of text that shares the memory of the file it comes from, so that a document costs no
/// copy of its words. Text that had to be built (escapes, folded blocks) owns a buffer of its own.
#[derive(Clone)]
pub struct Text {
    buffer: Arc<str>,
    span: Span,
}

impl Text {
    /// The part of `buffer` at `span`; empty where the span does not fit.
    #[must_use]
    pub fn shared(buffer: &Arc<str>, span: Span) -> Self {
        Self {
            buffer: Arc::clone(buffer),
            span,
        }
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.span.slice(&self.buffer)
    }
}

/// `text` in one line, with single spaces: as it is compared and shown.
#[must_use]
pub fn in_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Default for Text {
    fn default() -> Self {
        Self::from("")
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Self {
            buffer: Arc::from(text),
            span: Span::new(0, text.len()),
        }
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        Self::from(text.as_str())
    }
}

impl Deref for Text {
    type Target = str;
    fn deref(&self) -> &str {
        self.as_str()
    }
}

/// Texts are equal, ordered and hashed as `str` are, so that maps of them are asked with a `str`.
impl Borrow<str> for Text {
    fn borrow(&self) -> &str {
        self.as_str()
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl PartialEq for Text {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for Text {}

impl PartialEq<str> for Text {
    fn eq(&self, other: &str) -> bool {
        self.as_str() == other
    }
}

impl PartialEq<&str> for Text {
    fn eq(&self, other: &&str) -> bool {
        self.as_str() == *other
    }
}

impl PartialOrd for Text {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Text {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.as_str().cmp(other.as_str())
    }
}

impl std::hash::Hash for Text {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.as_str().hash(state);
    }
}
