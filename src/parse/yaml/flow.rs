//! Lists and mappings in brackets that cannot be read: which bracket is open, which value of it is
//! at fault, and where it should have ended.

use granit_parser::ErrorKind;

use super::diagnose::{Diagnosis, Failure, Place};
use super::line::{Line, closing_quote, is_quote};
use super::mask::{Fill, Repair};
use super::quote::{line_with, quoted_line};
use crate::finding::Problem;
use crate::finding::reading::INVALID_YAML;
use crate::source::Span;

/// The value between commas that `at` lies in, where it lies in brackets that opened before it on
/// its line, or at `opened` on an earlier one.
pub(super) fn token(text: &str, line: &Line, at: usize, opened: Option<usize>) -> Option<Span> {
    let bytes = text.as_bytes();
    let earlier = opened.is_some_and(|open| open < line.start);
    let start = if earlier {
        line.content
    } else {
        line.value.range().start
    };
    let mut depth = usize::from(earlier);
    let mut from = start;
    let mut next = start;
    while next < at {
        match bytes.get(next)? {
            b'[' | b'{' if earlier || next == start || depth > 0 => depth += 1,
            b']' | b'}' => depth = depth.saturating_sub(1),
            byte if is_quote(*byte) && from == next => {
                next = closing_quote(text, next, at).unwrap_or(at);
                continue;
            }
            b',' => {}
            b':' if matches!(bytes.get(next + 1), Some(b' ')) => {}
            b' ' if from == next => {
                from += 1;
                next += 1;
                continue;
            }
            _ => {
                next += 1;
                continue;
            }
        }
        next += 1;
        from = next;
    }
    if depth == 0 {
        return None;
    }
    let from = from.min(at);
    let blanks = text.get(from..at)?.len() - text.get(from..at)?.trim_start().len();
    let end = token_end(text, at, line.end);
    let words = text.get(from + blanks..end)?.trim_end();
    (!words.is_empty()).then(|| Span::new(from + blanks, from + blanks + words.len()))
}

/// A mistake in a list or mapping in brackets.
pub(super) fn broken(place: Place, failure: &Failure) -> Diagnosis {
    let at_bracket = matches!(
        failure.kind,
        ErrorKind::UnclosedFlowCollection { .. } | ErrorKind::UnexpectedEofFlowSequence
    );
    let open = match failure.flow {
        Some(open) => open,
        None if at_bracket && is_open(place.source, place.at) => place.at,
        None => {
            let start = place.line.value.range().start;
            if !is_open(place.source, start) {
                return Diagnosis::unknown(place);
            }
            start
        }
    };
    match close(place.source, open) {
        Some(end) => inside(place, open, end, failure),
        None => unclosed(place, open),
    }
}

fn is_open(text: &str, at: usize) -> bool {
    matches!(text.as_bytes().get(at), Some(b'[' | b'{'))
}

/// Brackets that have their end, and something wrong between or behind them.
fn inside(place: Place, open: usize, end: usize, failure: &Failure) -> Diagnosis {
    let start = place.line.value.range().start;
    let after = Line::at(place.source, end);
    if place.at >= end && start == open {
        let message = "the text goes on after its closing bracket";
        return place.quote(place.line.value, message);
    }
    let message = match failure.kind {
        ErrorKind::InvalidColonPlacement
        | ErrorKind::MappingValueNotAllowed
        | ErrorKind::FlowMappingValueAdjacentCollection => {
            "this colon cannot be read: a comma is missing before the key, or the text needs quotes"
        }
        ErrorKind::MismatchedFlowCollectionEnd { .. } => {
            "the bracket that opens here is closed by one of another kind"
        }
        ErrorKind::BlockEntryInFlowCollection => "a list with dashes cannot stand between brackets",
        ErrorKind::ExpectedFlowMappingSeparator | ErrorKind::ExpectedFlowSequenceSeparator => {
            "a comma is missing before this, or the text needs quotes"
        }
        _ => "this cannot be read between brackets",
    };
    let here = place.source.get(place.at..).unwrap_or_default();
    let width = here.chars().next().map_or(0, char::len_utf8);
    let mask = Span::new(open, end.max(after.value.range().end));
    Diagnosis::mended(
        Problem::new(INVALID_YAML, Span::new(place.at, place.at + width), message).help(
            "separate the entries with commas, and put text with `,`, `:`, `[`, `{` in quotes",
        ),
        Repair {
            refuse: Some(mask),
            edits: vec![(mask, Fill::Text)],
        },
    )
}

/// An opening bracket without its end.
fn unclosed(place: Place, open: usize) -> Diagnosis {
    let opened = Place::new(place.text, place.source, open);
    let region = Span::new(open, opened.line.value.range().end.max(open + 1));
    let words = region.slice(place.text);
    let (sign, close) = if words.starts_with('[') {
        ('[', ']')
    } else {
        ('{', '}')
    };
    let help = format!(
        "write `{}`, or if it is text, `{}`",
        line_with(
            place.text,
            region,
            &format!("{}{close}", words.trim_end_matches(','))
        ),
        quoted_line(place.text, region)
    );
    let message = format!("the bracket `{sign}` that opens here is never closed");
    opened.refuse(region, message, help)
}

/// The byte after the bracket that closes the one at `open`. Nothing where a line in between looks
/// like a key of the surrounding block: then the bracket was forgotten.
fn close(text: &str, open: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let line = Line::at(text, open);
    let alone = line.value.range().end == open + 1;
    let braces = bytes.get(open) == Some(&b'{');
    let mut depth = 0_usize;
    let mut at = open;
    while at < bytes.len() {
        match bytes.get(at)? {
            b'[' | b'{' => depth += 1,
            b']' | b'}' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return Some(at + 1);
                }
            }
            b'#' if matches!(bytes.get(at - 1), Some(b' ' | b'\n')) => {
                at = Line::at(text, at).end;
                continue;
            }
            b'\n' => {
                let next = Line::at(text, at + 1);
                let is_key = next.key.is_some() && next.indent() <= line.indent();
                let is_item = next.is_item() && next.indent() <= line.indent();
                if is_item || (is_key && !(braces && alone)) {
                    return None;
                }
            }
            byte if is_quote(*byte) && bytes.get(at - 1).is_some_and(|b| b" [{,:".contains(b)) => {
                at = closing_quote(text, at, bytes.len()).unwrap_or(at + 1);
                continue;
            }
            _ => {}
        }
        at += 1;
    }
    None
}

/// Where the value between commas that holds `at` ends.
fn token_end(text: &str, at: usize, end: usize) -> usize {
    let rest = text.get(at..end).unwrap_or_default();
    let stop = rest.find([',', ']', '}']).unwrap_or(rest.len());
    let comment = rest.find(" #").unwrap_or(rest.len());
    at + stop.min(comment)
}
