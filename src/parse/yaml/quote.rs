//! A line printed with quotes around its value, ready to paste. Which lines need it is not decided
//! here.

use std::borrow::Cow;

use super::line::{Line, floor};
use crate::source::Span;

/// Longer values are shown shortened, in bytes: a help text is for reading.
const MAX_SHOWN: usize = 400;

/// Longer names of keys are shown shortened, in bytes.
const MAX_NAME: usize = 60;

/// The line of `text` on which `value` starts, without its indentation and with the value in
/// quotes: what to write instead. A value over several lines comes on one.
#[must_use]
pub fn quoted_line(text: &str, value: Span) -> String {
    let (before, after) = around(text, value);
    format!(
        "{before}{}{after}",
        quoted(&shorten(value.slice(text), MAX_SHOWN))
    )
}

/// The line of `text` on which `value` starts, with `replacement` in the value's place.
pub(super) fn line_with(text: &str, value: Span, replacement: &str) -> String {
    let (before, after) = around(text, value);
    format!("{before}{}{after}", shorten(replacement, MAX_SHOWN))
}

/// The name of a key for a message: its first line, shortened where it is very long.
pub(super) fn brief(text: &str) -> Cow<'_, str> {
    shorten(text.lines().next().unwrap_or_default(), MAX_NAME)
}

/// `value` in quotes, as YAML that means this very text: double quotes, or single ones where that
/// spares escapes. Quotes that are already around it are not doubled.
pub(super) fn quoted(value: &str) -> String {
    let content = unquoted(value);
    let escapes = content.contains(['"', '\\']);
    if escapes && !content.contains('\'') && !content.chars().any(needs_escape) {
        return format!("'{content}'");
    }
    double_quoted(&content)
}

/// `text` in double quotes, on one line whatever it holds.
#[must_use]
pub fn double_quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            c if needs_escape(c) => {
                out.push_str(&format!("\\u{:04x}", u32::from(c)));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// Whether a character cannot stand in a line of YAML as it is: it ends the line, is not to be seen, or is
/// none (YAML 1.2, production 1).
#[must_use]
pub fn needs_escape(c: char) -> bool {
    let other = ['\u{2028}', '\u{2029}', '\u{feff}', '\u{fffe}', '\u{ffff}'];
    c.is_control() || other.contains(&c)
}

/// What stands before and after the value on its lines, without indentation.
fn around(text: &str, value: Span) -> (&str, &str) {
    let range = value.range();
    let first = Line::at(text, range.start);
    let last = Line::at(text, range.end.max(range.start));
    let before = text.get(first.content..floor(text, range.start));
    let after = text.get(floor(text, range.end)..last.end);
    let brief = |part: Option<&'_ str>| part.filter(|part| part.len() <= MAX_SHOWN).is_some();
    (
        before.filter(|_| brief(before)).unwrap_or("… "),
        after.filter(|_| brief(after)).unwrap_or(" …"),
    )
}

/// The text on one line, without the quotes that were meant to be around all of it.
fn unquoted(value: &str) -> String {
    let lines = value.lines().map(str::trim);
    let lines: Vec<&str> = lines.filter(|line| !line.is_empty()).collect();
    let joined = lines.join(" ");
    let line = joined.trim();
    match line.chars().next() {
        Some('"') => outer(line, '"').replace("\\\"", "\""),
        Some('\'') => outer(line, '\'').replace("''", "'"),
        _ => line.to_owned(),
    }
}

/// `line`, which starts with `quote`, without its outer quotes where they were meant to hold the
/// whole: the closing one is missing, or what looks like a quote inside is an apostrophe or opens
/// a word. In `"A" and "B"` they belong to the text.
fn outer(line: &str, quote: char) -> &str {
    let rest = line.strip_prefix(quote).unwrap_or(line);
    let Some(inner) = rest.strip_suffix(quote) else {
        return if rest.contains(quote) { line } else { rest };
    };
    let Some(at) = inner.find(quote) else {
        return inner;
    };
    let before = inner.get(..at).and_then(|part| part.chars().next_back());
    let after = inner.get(at + 1..).and_then(|part| part.chars().next());
    let opens = before.is_none_or(|c| c.is_whitespace() || c == '(' || c == '\\');
    let apostrophe =
        before.is_some_and(char::is_alphanumeric) && after.is_some_and(char::is_alphanumeric);
    if opens || apostrophe { inner } else { line }
}

fn shorten(text: &str, limit: usize) -> Cow<'_, str> {
    if text.len() <= limit {
        return Cow::Borrowed(text);
    }
    let cut = text.get(..floor(text, limit)).unwrap_or_default();
    Cow::Owned(format!("{cut}…"))
}
