//! The one boundary at which text from files is made safe to print. Here: one line for people, at
//! once or with its offsets kept; Markdown, graphs, JSON, CSV, XML, URIs and what CI services read, each
//! with an escaping of its own, are in the modules below.
//!
//! What deceives is replaced by a visible escape (`\x1b`, `\u{202e}`); a line end or a tab becomes
//! a space. A backslash of the text itself stays as it is, so that making safe twice changes
//! nothing.

mod csv;
mod github;
mod graph;
mod json;
mod markdown;
mod sarif;
mod uri;
mod xml;

#[cfg(test)]
mod tests;

use std::borrow::Cow;

pub use csv::csv_cell;
pub use github::{github_data, github_property};
pub use graph::{dot_string, mermaid_label};
pub use json::{SafeJson, write_json};
pub use markdown::markdown;
pub use sarif::sarif_text;
pub use uri::relative_uri;
pub use xml::xml;

/// `text` as one line that cannot act on a terminal or on the log of a CI service.
///
/// Escaped: control characters, bidirectional marks, overrides and isolates, and invisible
/// characters, but not the joiners and variation selectors that scripts and emoji need. Broken by
/// a backslash: `##[`, `##vso[` and their like anywhere (`#\#[`) and `::` at the start, after any white
/// space (`:\:`), which runners take for commands. Text without any of that is borrowed. Where text is put together of
/// several pieces, it is safe when the pieces are, unless a piece ends in `#`, or is white space
/// alone, and the next goes on with the rest of a command: then make the whole line safe.
#[must_use]
pub fn safe(text: &str) -> Cow<'_, str> {
    match replacements(text).next() {
        None => Cow::Borrowed(text),
        Some(_) => Cow::Owned(SafeLine::new(text).text),
    }
}

/// A whole line of output, put together of safe pieces and our own colours: without white space at
/// its end, and safe as a whole. A line that a CI service could take for a command loses its colours
/// with that.
#[must_use]
pub fn finished(line: &str) -> Cow<'_, str> {
    let line = line.trim_end();
    let plain = without_colours(line);
    match safe(plain.trim_end()) {
        Cow::Owned(safe) => Cow::Owned(safe),
        Cow::Borrowed(_) => Cow::Borrowed(line),
    }
}

/// `line` without the sequences that set colours. Anything else that is not safe stays.
pub(super) fn without_colours(line: &str) -> Cow<'_, str> {
    if !line.contains('\x1b') {
        return Cow::Borrowed(line);
    }
    let mut pieces = line.split('\x1b');
    let mut plain = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let codes = piece.strip_prefix('[');
        let rest = codes.map(|codes| {
            codes.trim_start_matches(|char: char| char.is_ascii_digit() || char == ';')
        });
        match rest.and_then(|rest| rest.strip_prefix('m')) {
            Some(rest) => plain.push_str(rest),
            None => {
                plain.push('\x1b');
                plain.push_str(piece);
            }
        }
    }
    Cow::Owned(plain)
}

/// A line made safe, with the way from offsets in the old line to offsets in the new one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SafeLine {
    /// What [`safe`] makes of the line.
    pub text: String,
    moves: Vec<Move>,
}

/// The end of a replaced piece, in the old text and in the new.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Move {
    old: Piece,
    new: Piece,
}

/// Bytes from `start` up to, not including, `end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Piece {
    start: usize,
    end: usize,
}

impl SafeLine {
    /// Makes `line` safe.
    #[must_use]
    pub fn new(line: &str) -> Self {
        let mut text = String::with_capacity(line.len() + 16);
        let mut moves = Vec::new();
        let mut copied = 0;
        for (old, replacement) in replacements(line) {
            text.push_str(line.get(copied..old.start).unwrap_or_default());
            let start = text.len();
            text.push_str(&replacement);
            let end = text.len();
            moves.push(Move {
                old,
                new: Piece { start, end },
            });
            copied = old.end;
        }
        text.push_str(line.get(copied..).unwrap_or_default());
        Self { text, moves }
    }

    /// Where the byte at `old` of the line stands in [`Self::text`]: always the start of a
    /// character, or the end of the text. A byte inside a replaced character goes to the start of
    /// what replaced it; what lies past the line, to the end.
    #[must_use]
    pub fn offset(&self, old: usize) -> usize {
        let before = self.moves.partition_point(|moved| moved.old.end <= old);
        let inside = self.moves.get(before).filter(|next| next.old.start <= old);
        let mut new = match (
            inside,
            before.checked_sub(1).and_then(|at| self.moves.get(at)),
        ) {
            (Some(next), _) => next.new.start,
            (None, Some(last)) => last.new.end.saturating_add(old - last.old.end),
            (None, None) => old,
        }
        .min(self.text.len());
        while !self.text.is_char_boundary(new) {
            new -= 1;
        }
        new
    }
}

/// The pieces of `text` that are not safe, in order, each with what to print for it. A piece may be
/// empty: then something is inserted.
fn replacements(text: &str) -> impl Iterator<Item = (Piece, Cow<'static, str>)> {
    let command = command_at_start(text);
    text.char_indices().filter_map(move |(start, char)| {
        let rest = text.get(start..).unwrap_or_default();
        let end = start + char.len_utf8();
        if starts_command(rest) || command == Some(start) {
            return Some((Piece { start: end, end }, Cow::Borrowed("\\")));
        }
        replacement(char, rest).map(|text| (Piece { start, end }, text))
    })
}

/// Whether somewhere in `line` stands what a runner takes for a command, wherever it stands: `##[`, or
/// with the name of a runner between, as in `##vso[` and `##teamcity[`.
#[must_use]
pub fn holds_command(line: &str) -> bool {
    let mut starts = line.match_indices("##");
    starts.any(|(start, _)| starts_command(line.get(start..).unwrap_or_default()))
}

fn starts_command(rest: &str) -> bool {
    names_command(rest.strip_prefix("##"))
}

/// Whether what follows the marks makes them a command.
fn names_command(rest: Option<&str>) -> bool {
    let rest = rest.unwrap_or_default();
    rest.trim_start_matches(|c: char| c.is_ascii_alphanumeric())
        .starts_with('[')
}

/// Where `::` stands with nothing but white space before it.
fn command_at_start(text: &str) -> Option<usize> {
    let rest = text.trim_start();
    rest.starts_with("::").then_some(text.len() - rest.len())
}

/// What to print for `char`, the first of `rest`, where it cannot be printed as it is.
fn replacement(char: char, rest: &str) -> Option<Cow<'static, str>> {
    match char {
        '\n' | '\t' => Some(Cow::Borrowed(" ")),
        // A line end of two characters is one space.
        '\r' if rest.starts_with("\r\n") => Some(Cow::Borrowed("")),
        _ if !deceives(char) => None,
        '\0'..='\u{ff}' => Some(Cow::Owned(format!("\\x{:02x}", u32::from(char)))),
        _ => Some(Cow::Owned(format!("\\u{{{:x}}}", u32::from(char)))),
    }
}

/// `text` on one line without anything that deceives; commands are left to the caller.
fn cleaned(text: &str) -> String {
    let mut cleaned = String::with_capacity(text.len());
    for (start, char) in text.char_indices() {
        match replacement(char, text.get(start..).unwrap_or_default()) {
            None => cleaned.push(char),
            Some(replacement) => cleaned.push_str(&replacement),
        }
    }
    cleaned
}

/// Whether `char` acts on a terminal, reorders the text around it, or is there without being seen.
/// The joiners U+200C and U+200D and the variation selectors are not among them: Persian, Indic
/// scripts and emoji are written with them.
///
/// The ranges come from the Unicode Character Database: the general category Cc, the properties
/// `Bidi_Control` and `Default_Ignorable_Code_Point` (but for what syllables are composed with), the
/// separators of lines and paragraphs, and the marks of annotations.
fn deceives(char: char) -> bool {
    matches!(
        char,
        '\0'..='\u{1f}'
            | '\u{7f}'..='\u{9f}'
            | '\u{ad}'
            | '\u{61c}'
            | '\u{180e}'
            | '\u{200b}'
            | '\u{200e}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{3164}'
            | '\u{feff}'
            | '\u{ffa0}'
            | '\u{fff0}'..='\u{fffb}'
            | '\u{1bca0}'..='\u{1bca3}'
            | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e00ff}'
            | '\u{e01f0}'..='\u{e0fff}'
    )
}
