//! What is valid YAML and yet not what was meant: a comment that cuts a text off, an empty block
//! of text, a colon without its space. Whether a field minds is for its decoder to say.

use super::line::{Line, reads_on, skip_blanks};
use super::quote::quoted_line;
use super::{Kind, Node, Style, Tree};
use crate::source::Span;

/// A comment that reads like the rest of the text before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cut {
    /// The text together with the comment.
    pub whole: Span,
    /// The line to write instead, with quotes around the whole.
    pub line: String,
}

/// A comment on the line of a plain text (or of nothing) which reads as if it belonged to it: the
/// text stops in the middle of something (`Calls, # per week`), or the `#` belongs to the word
/// behind it (`#1`). Ignore comments never do.
#[must_use]
pub fn comment_cut(tree: &Tree, node: Node<'_>) -> Option<Cut> {
    let plain = match node.kind() {
        Kind::Scalar { style, .. } => style == Style::Plain,
        Kind::Empty => true,
        _ => false,
    };
    let span = node.span();
    let next = tree
        .comments
        .partition_point(|comment| comment.span.start < span.end);
    let comment = tree.comments.get(next).filter(|_| plain)?;
    let gap = tree
        .text
        .get(span.range().end..comment.span.range().start)?;
    if !gap.chars().all(|c| matches!(c, ' ' | '\t')) {
        return None;
    }
    let before = span.slice(&tree.text);
    let before = before.lines().next_back().unwrap_or_default();
    let cut = if before.is_empty() {
        // Behind a bare key only a glued `#` can be text.
        reads_on("", &comment.text)
    } else {
        reads_on(before, &comment.text)
    };
    let start = match span.is_empty() {
        true => comment.span,
        false => span,
    };
    let whole = start.to(comment.span);
    cut.then(|| Cut {
        whole,
        line: quoted_line(&tree.text, whole),
    })
}

/// Where a space is missing in a text such as `title:Foo`, which was meant as a key with a value:
/// the empty span behind the colon. Only the first line of `span` is looked at. Addresses
/// (`https://…`) and times (`12:30`) are none.
#[must_use]
pub fn missing_space(text: &str, span: Span) -> Option<Span> {
    let line = Line::at(text, span.range().start);
    let start = span.range().start.max(line.body);
    let end = span.range().end.min(line.end);
    let words = text.get(start..end)?;
    let colon = words.find(':')?;
    let (key, value) = (words.get(..colon)?, words.get(colon + 1..)?);
    let name = key.starts_with(|c: char| c.is_ascii_alphabetic())
        && key
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'));
    let glued = skip_blanks(value, 0, value.len()) == 0
        && !value.is_empty()
        && !value.starts_with("//")
        && !value.starts_with(':');
    (name && glued).then(|| Span::at(start + colon + 1))
}
