//! Quoted texts that cannot be read: never closed, closed too early, or with a backslash too many.

use granit_parser::ErrorKind;

use super::diagnose::{Diagnosis, Failure, Place};
use super::line::{closing_quote, is_quote};
use crate::finding::Problem;
use crate::source::Span;

/// A quote at the place that nothing closes.
pub(super) fn unclosed(place: Place, failure: &Failure) -> Diagnosis {
    let sign = place.byte(place.at) as char;
    if !is_quote(place.byte(place.at)) {
        return Diagnosis::unknown(place);
    }
    let message = format!("the quote `{sign}` that opens here is never closed");
    place.quote(place.region(failure), message)
}

/// Text behind a closing quote: either the quotes are part of the text, or the quote was meant to
/// open and an earlier one was never closed.
pub(super) fn behind(place: Place, failure: &Failure) -> Diagnosis {
    let region = place.region(failure);
    let start = region.range().start;
    let quote = match failure.kind {
        ErrorKind::InvalidTrailingSingleQuotedScalar => b'\'',
        _ => b'"',
    };
    let opens_here = |at: usize, before: usize| {
        place.byte(at) == quote && closing_quote(place.source, at, before).is_some()
    };
    let message = "the text goes on after its closing quote";
    if opens_here(start, place.at) {
        return place.quote(region, message);
    }
    let mut line = place.line;
    for _ in 0..200 {
        let Some(previous) = line.previous(place.source) else {
            break;
        };
        line = previous;
        let at = line.value.range().start;
        if place.byte(at) == quote && closing_quote(place.source, at, line.end).is_none() {
            return unclosed(Place::new(place.text, place.source, at), failure);
        }
    }
    Diagnosis::unknown(place)
}

/// A backslash with a letter that means nothing, in the double quotes that open at the place.
pub(super) fn escape(place: Place) -> Diagnosis {
    let end = closing_quote(place.source, place.at, place.source.len()).unwrap_or(place.line.end);
    let region = Span::new(place.at, end);
    let bad = first_bad_escape(place.text, region).unwrap_or(region);
    let message = format!(
        "in double quotes a backslash starts an escape, and `{}` is none",
        bad.slice(place.text)
    );
    let mut diagnosis = place.quote(region, message);
    diagnosis.problem = diagnosis.problem.map(|problem| Problem {
        span: bad,
        ..problem
    });
    diagnosis
}

fn first_bad_escape(text: &str, region: Span) -> Option<Span> {
    let mut chars = region.slice(text).char_indices();
    let start = region.start as usize;
    while let Some((at, c)) = chars.next() {
        if c != '\\' {
            continue;
        }
        let (next_at, next) = chars.next()?;
        let digits = match next {
            'x' => 2,
            'u' => 4,
            'U' => 8,
            next if "0abtnvfre \"/\\N_LP\t\r\n".contains(next) => continue,
            next => return Some(Span::new(start + at, start + next_at + next.len_utf8())),
        };
        let rest = region.slice(text).get(next_at + 1..).unwrap_or_default();
        let hex = rest.chars().take(digits);
        let hex: String = hex.take_while(char::is_ascii_hexdigit).collect();
        let value = u32::from_str_radix(&hex, 16).ok().and_then(char::from_u32);
        if hex.len() < digits || value.is_none() {
            return Some(Span::new(start + at, start + next_at + 1 + hex.len()));
        }
    }
    None
}
