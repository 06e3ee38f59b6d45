//! What YAML has and this format does without: anchors, aliases and tags. Mostly they are meant as
//! text, so each help shows the line with its quotes.

use super::line::{Line, skip_blanks};
use super::quote::{line_with, quoted_line};
use crate::finding::Problem;
use crate::finding::reading::INVALID_YAML;
use crate::source::Span;

/// An alias such as `*name`.
pub(super) fn alias(text: &str, alias: Span) -> Problem {
    let message =
        "a `*` at the start of a value refers to an anchor, and anchors are not read here";
    Problem::new(INVALID_YAML, alias, message).help(format!(
        "if it is text, write `{}`; else write the value itself",
        quoted_line(text, alias)
    ))
}

/// An anchor such as `&name` before `node` (empty where that is a list or a mapping).
pub(super) fn anchor(text: &str, anchor: Span, node: Span) -> Problem {
    let message = "an `&` at the start of a value names an anchor, and anchors are not read here";
    property(text, anchor, node, message)
}

/// Anchors that are referred to, the first of which stands at `first`.
pub(super) fn anchors(first: Span, count: usize) -> Problem {
    let message = format!(
        "anchors and what refers to them are not read here, and this file has {count} of them"
    );
    Problem::new(INVALID_YAML, first, message)
        .help("write every value out where it is used, so that a reviewer sees it")
}

/// A tag such as `!name` before `node` (empty where that is a list or a mapping).
pub(super) fn tag(text: &str, tag: Span, node: Span) -> Problem {
    let message = "an `!` at the start of a value begins a tag, and tags are not read here";
    property(text, tag, node, message)
}

fn property(text: &str, token: Span, node: Span, message: &str) -> Problem {
    let name = token.slice(text);
    let line = Line::at(text, token.end as usize);
    let on_line = node.end as usize <= line.end && node.start >= token.end;
    let whole = if on_line { token.to(node) } else { token };
    let next = skip_blanks(text, token.end as usize, line.end);
    let is_collection = node.is_empty() && (node.start as usize) > (token.end as usize);
    let bare = if is_collection {
        format!("leave out `{name}`")
    } else {
        let without = Span::new(token.start as usize, next);
        format!(
            "if it is text, write `{}`; else leave it out: `{}`",
            quoted_line(text, whole),
            line_with(text, without, "").trim_end()
        )
    };
    Problem::new(INVALID_YAML, token, message).help(bare)
}

/// Where the header of a block of text is, whose first line starts at `content`: the first `|` or
/// `>` after `from` that is neither in a comment nor in an anchor or tag.
pub(super) fn block_header(text: &str, from: usize, content: usize) -> usize {
    let bytes = text.as_bytes();
    let mut at = from;
    while at < content {
        match bytes.get(at) {
            Some(b'|' | b'>') => return at,
            Some(b'#') => at = end_of(bytes, at, content, |byte| byte == b'\n'),
            Some(b'&' | b'!') => {
                at = end_of(bytes, at, content, |byte| byte.is_ascii_whitespace());
            }
            _ => at += 1,
        }
    }
    content
}

fn end_of(bytes: &[u8], from: usize, end: usize, stop: impl Fn(u8) -> bool) -> usize {
    let rest = bytes.get(from..end).unwrap_or_default();
    let length = rest.iter().position(|byte| stop(*byte));
    length.map_or(end, |length| from + length)
}
