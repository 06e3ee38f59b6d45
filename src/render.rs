//! From reports to text: one file for each format, and the one place where text is made safe.

pub mod allocation_csv;
pub mod allocation_json;
mod allocation_lines;
pub mod allocation_markdown;
pub mod allocation_notes;
mod allocation_numbers;
#[cfg(test)]
mod allocation_tests;
pub mod allocation_text;
mod allocation_words;
mod annotations;
mod apportion;
pub mod check_concise;
pub mod check_full;
pub mod check_github;
pub mod check_gitlab;
pub mod check_json;
pub mod check_junit;
pub mod check_markdown;
pub mod check_rdjson;
pub mod check_sarif;
pub mod close_csv;
pub mod close_text;
pub mod diff_github;
pub mod diff_json;
pub mod diff_markdown;
#[cfg(test)]
mod diff_tests;
pub mod diff_text;
mod diff_words;
mod findings;
mod graph;
pub mod json;
mod layout;
pub mod log_csv;
pub mod log_json;
pub mod log_text;
pub mod output_schema;
mod page;
pub mod patch;
pub mod paths;
pub mod places;
pub mod plain_document;
pub mod reading;
pub mod roll_text;
pub mod rules_json;
pub mod rules_markdown;
pub mod rules_text;
pub mod safe;
pub mod set_text;
pub mod show_json;
pub mod show_markdown;
pub mod show_text;
pub mod sparkline;
pub mod style;
pub mod summary;
pub mod tree_dot;
pub mod tree_json;
pub mod tree_markdown;
pub mod tree_mermaid;
pub mod tree_text;
#[cfg(test)]
mod view_tests;
pub mod why_json;
pub mod why_markdown;
#[cfg(test)]
mod why_tests;
pub mod why_text;
mod words;

pub use reading::{Reading, State};

use crate::finding::Level;
use style::Role;

/// The role of a level's word.
#[must_use]
pub const fn level_role(level: Level) -> Role {
    match level {
        Level::Error => Role::Bad,
        Level::Warning => Role::Caution,
        Level::Info => Role::Name,
    }
}

/// Several lines of our own with words of others between them, such as an error: each line is made
/// safe. Our own colours are kept where `colored`.
#[must_use]
pub fn safe_block(text: &str, colored: bool) -> String {
    let line = |line: &str| match colored {
        true => with_colors(line),
        false => safe::safe(line).into_owned(),
    };
    let mut lines: Vec<String> = text.lines().map(line).collect();
    if text.ends_with('\n') {
        lines.push(String::new());
    }
    lines.join("\n")
}

/// A line made safe but for the sequences that set a colour.
fn with_colors(line: &str) -> String {
    let mut pieces = line.split('\u{1b}');
    let mut text = safe::safe(pieces.next().unwrap_or_default()).into_owned();
    for piece in pieces {
        let parameters = piece.strip_prefix('[').unwrap_or_default();
        let digits = parameters.trim_start_matches(|c: char| c.is_ascii_digit() || c == ';');
        text.push_str(match digits.starts_with('m') {
            true => "\u{1b}",
            false => "\\x1b",
        });
        text.push_str(&safe::safe(piece));
    }
    text
}
