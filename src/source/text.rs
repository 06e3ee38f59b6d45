//! Text that shares the memory of the file it stands in.

use std::borrow::{Borrow, Cow};
use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

use crate::source::Span;

/// The text of a file, shared by all that points into it. One pointer wide, since everything that a
/// document says holds one.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct FileText(Arc<Box<str>>);

impl From<&str> for FileText {
    fn from(text: &str) -> Self {
        Self(Arc::new(text.into()))
    }
}

impl From<String> for FileText {
    fn from(text: String) -> Self {
        Self(Arc::new(text.into()))
    }
}

impl Deref for FileText {
    type Target = str;
    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for FileText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}

/// A piece of text that shares the memory of the file it comes from, so that a document costs no
/// copy of its words. Text that had to be built (escapes, folded blocks) owns a buffer of its own.
#[derive(Clone)]
pub struct Text {
    buffer: FileText,
    span: Span,
}

impl Text {
    /// The part of `buffer` at `span`; empty where the span does not fit.
    #[must_use]
    pub fn shared(buffer: &FileText, span: Span) -> Self {
        Self {
            buffer: buffer.clone(),
            span,
        }
    }

    /// The same memory seen only where `part` lies, which is a slice of this text; of anything else a
    /// copy.
    #[must_use]
    pub fn part(&self, part: &str) -> Self {
        let start = (part.as_ptr() as usize).checked_sub(self.buffer.as_ptr() as usize);
        let span = start.map(|start| Span::new(start, start + part.len()));
        match span.filter(|span| span.range().end <= self.buffer.len()) {
            Some(span) => Self::shared(&self.buffer, span),
            None => Self::from(part),
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
        Self::from(FileText::from(text))
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        Self::from(FileText::from(text))
    }
}

impl From<Cow<'_, str>> for Text {
    fn from(text: Cow<'_, str>) -> Self {
        Self::from(FileText(Arc::new(text.into())))
    }
}

impl From<FileText> for Text {
    fn from(buffer: FileText) -> Self {
        let span = Span::new(0, buffer.len());
        Self { buffer, span }
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
