//! Changing what a file says and nothing else about it: one way for every command that edits what
//! people wrote. A change names a place and what is to stand there; here it becomes a replacement
//! of bytes, which is made, read again, and compared with what was meant. Which changes a command
//! wants, and writing files, is not here.

mod block;
mod cut;
mod documents;
mod page;
mod place;
mod repair;
mod spell;
mod value;

#[cfg(test)]
mod tests;

use crate::finding::Edit;
use crate::parse::yaml::{self, Comment, Tree};

pub use documents::only;
pub use place::{Place, Step};
pub use repair::{Mended, mended, repaired};
pub use value::{Value, with as with_change};

/// A change of what a file says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Gives a key this value, whether it has one or not. A new key comes behind the first of
    /// `after` that its mapping has; where it has none of them, behind all others.
    Set {
        /// The key.
        at: Place,
        /// What it is to say.
        value: Value,
        /// The keys that it likes to stand behind.
        after: &'static [&'static str],
    },
    /// Adds an item to the end of a list that is there.
    Append {
        /// The list.
        at: Place,
        /// The item.
        value: Value,
    },
    /// Puts an item into a list that has some, so that it stands at `position`.
    Insert {
        /// The list.
        at: Place,
        /// Where the item is to stand, counted from 0, at most the length of the list.
        position: usize,
        /// The item.
        value: Value,
    },
    /// Takes a key away with its value. Comments stay.
    Remove {
        /// The key.
        at: Place,
    },
    /// Takes an item of a list that has others away, with the comments in it and those right above it.
    Cut {
        /// The item.
        at: Place,
    },
    /// Makes a text a mapping in which it is the value of `key`.
    Wrap {
        /// The text.
        at: Place,
        /// The key.
        key: &'static str,
    },
}

impl Change {
    /// The place that it changes.
    #[must_use]
    pub const fn at(&self) -> &Place {
        match self {
            Self::Set { at, .. }
            | Self::Append { at, .. }
            | Self::Insert { at, .. }
            | Self::Remove { at }
            | Self::Cut { at }
            | Self::Wrap { at, .. } => at,
        }
    }
}

/// Why a change was not made. Nothing of the text was changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// The text has faults, so that it is not sure what it says.
    #[error("it has errors that have to be mended first: `okr check` shows them")]
    Broken,
    /// There is nothing at the place, or something else than the change needs.
    #[error("there is no {0} to change")]
    Missing(String),
    /// No way of writing it changed just this.
    #[error("{0} is written in a way that cannot be changed without touching more")]
    Entangled(String),
    /// Two replacements want the same bytes.
    #[error("two changes meet in one place")]
    Overlapping,
}

/// `text` with these changes made one after the other, and no other: comments, quotes, order and
/// line breaks stay as they are.
///
/// # Errors
/// Where one of them cannot be made exactly; then none is.
pub fn changed(text: &str, changes: &[Change]) -> Result<String, Refused> {
    if let Some(text) = at_once(text, changes) {
        return Ok(text);
    }
    let mut text = text.to_owned();
    for change in changes {
        text = made(&text, change)?;
    }
    Ok(text)
}

/// Makes several changes that do not stand in each other's way together, each in its first way: a file
/// is read twice for all of them, not twice for each.
fn at_once(text: &str, changes: &[Change]) -> Option<String> {
    let (tree, problems) = yaml::read(text.as_bytes());
    if tree.broken || changes.len() < 2 {
        return None;
    }
    let mut wanted = value::documents(&tree);
    for change in changes {
        value::change(&mut wanted, change)?;
    }
    let mut edits = Vec::new();
    let mut comments = comments(&tree);
    for change in changes {
        let way = block::ways(&tree, change).into_iter().next()?;
        drop_cut(change, &way, &mut comments);
        edits.extend(way);
    }
    let after = spliced(text, &edits).ok()?;
    is_exact(&after, (&wanted, &comments), problems.len()).then_some(after)
}

/// Leaves out the comments that go with what is cut.
fn drop_cut(change: &Change, way: &[Edit], comments: &mut Vec<&Comment>) {
    if matches!(change, Change::Cut { .. }) {
        comments.retain(|comment| !way.iter().any(|edit| edit.span.contains(comment.span)));
    }
}

/// Whether a text says what is wanted, with the same comments and no more problems.
fn is_exact(text: &str, (wanted, kept): (&[Value], &[&Comment]), problems: usize) -> bool {
    let (tree, remaining) = yaml::read(text.as_bytes());
    !tree.broken
        && remaining.len() <= problems
        && value::documents(&tree) == wanted
        && said(&comments(&tree)) == said(kept)
}

/// Makes one change. Of the ways to write it the first is taken that reads back as it was meant.
fn made(text: &str, change: &Change) -> Result<String, Refused> {
    let (tree, problems) = yaml::read(text.as_bytes());
    if tree.broken {
        return Err(Refused::Broken);
    }
    let missing = || Refused::Missing(change.at().to_string());
    let before = value::documents(&tree);
    let wanted = with_change(&before, change).ok_or_else(missing)?;
    if wanted == before {
        return Ok(text.to_owned());
    }
    for edits in block::ways(&tree, change) {
        let Ok(after) = spliced(text, &edits) else {
            continue;
        };
        let mut comments = comments(&tree);
        drop_cut(change, &edits, &mut comments);
        if is_exact(&after, (&wanted, &comments), problems.len()) {
            return Ok(after);
        }
    }
    Err(Refused::Entangled(change.at().to_string()))
}

fn comments(tree: &Tree) -> Vec<&Comment> {
    tree.comments.iter().collect()
}

/// What comments say, in their order.
fn said<'c>(comments: &[&'c Comment]) -> Vec<&'c str> {
    let texts = comments.iter();
    texts.map(|comment| comment.text.trim_end()).collect()
}

/// `text` with these replacements made.
///
/// # Errors
/// Where two of them overlap, or one does not fit the text.
pub fn spliced(text: &str, edits: &[Edit]) -> Result<String, Refused> {
    let mut edits: Vec<&Edit> = edits.iter().collect();
    edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for edit in edits {
        let range = edit.span.range();
        let kept = text.get(done..range.start).ok_or(Refused::Overlapping)?;
        text.get(range.clone()).ok_or(Refused::Overlapping)?;
        out.push_str(kept);
        out.push_str(&edit.replacement);
        done = range.end;
    }
    out.push_str(text.get(done..).ok_or(Refused::Overlapping)?);
    Ok(out)
}
