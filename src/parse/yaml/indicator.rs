//! Characters that mean something to YAML at the start of a value, where a text was meant.

use super::diagnose::{Diagnosis, Failure, Place};
use super::mask::{Fill, Repair};
use super::quote::{line_with, quoted_line};
use crate::source::Span;

/// A character that means something else at the start of a value.
pub(super) fn diagnose(place: Place, failure: &Failure) -> Diagnosis {
    let region = place.region(failure);
    if region.is_empty() {
        return Diagnosis::unknown(place);
    }
    let sure = |message: &str| place.quote_surely(region, message);
    let perhaps = |message: &str| place.quote_perhaps(region, message);
    let or = |message: &str, other: &str| {
        let help = format!("write `{}`{other}", quoted_line(place.text, region));
        place.refuse(region, message, help)
    };
    match place.byte(place.at) {
        b'>' | b'|' => block_header(place, region),
        b'@' => sure("a text without quotes cannot start with `@`"),
        b'`' => sure("a text without quotes cannot start with a backtick"),
        b'%' => sure("a text without quotes cannot start with `%`"),
        b',' => perhaps("a text without quotes cannot start with a comma"),
        b']' | b'}' => perhaps("a text without quotes cannot start with a closing bracket"),
        b'?' => perhaps("a text without quotes cannot start with `?` and a space"),
        b'-' => or(
            "`- ` begins a list item, and a list cannot begin on the line of its key",
            &dash_help(place, region),
        ),
        b'*' => or("a text without quotes cannot start with `*`", ""),
        b'&' => or("a text without quotes cannot start with `&`", ""),
        b'!' => or("a text without quotes cannot start with `!`", ""),
        _ => Diagnosis::unknown(place),
    }
}

/// What else a dash and a space may have been meant as.
fn dash_help(place: Place, region: Span) -> String {
    let words = region.slice(place.text).trim_start_matches('-').trim();
    if words.starts_with(|c: char| c.is_ascii_digit() || c == '.') {
        let line = line_with(place.text, region, &format!("-{words}"));
        return format!(", or for a negative number `{line}`");
    }
    "; a list starts on the next line".to_owned()
}

/// Text on the line of a `|` or `>`. The mask leaves the sign, so that lines below stay its block.
fn block_header(place: Place, region: Span) -> Diagnosis {
    let sign = place.byte(place.at) as char;
    let message = format!(
        "`{sign}` at the start of a value announces a block of text on the lines below, not on its own"
    );
    let mut diagnosis = match is_limit(region.slice(place.text)) {
        true => place.quote_surely(region, message),
        false => place.quote_perhaps(region, message),
    };
    let rest = Span::new(place.at + 1, place.line.end.max(place.at + 1));
    diagnosis.repair = Some(Repair {
        refuse: Some(region.to(rest)),
        edits: vec![(rest, Fill::Blank)],
    });
    diagnosis
}

/// Whether `>` is meant as in `> 5` or `>= $5`, and not as the start of a text.
fn is_limit(text: &str) -> bool {
    let rest = text.strip_prefix('>').unwrap_or_default();
    let number = rest.trim_start_matches('=').trim_start();
    number.starts_with(|c: char| c.is_ascii_digit() || "+-.$€£".contains(c))
}
