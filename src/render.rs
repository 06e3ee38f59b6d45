//! From reports to text: one file for each format, and the one place where text is made safe.

pub mod check_concise;
pub mod check_full;
pub mod check_json;
pub mod json;
pub mod paths;
pub mod places;
pub mod rules_json;
pub mod rules_markdown;
pub mod rules_text;
pub mod safe;
pub mod style;
pub mod summary;

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
        true => line
            .split('\u{1b}')
            .map(safe::safe)
            .collect::<Vec<_>>()
            .join("\u{1b}"),
        false => safe::safe(line).into_owned(),
    };
    let mut lines: Vec<String> = text.lines().map(line).collect();
    if text.ends_with('\n') {
        lines.push(String::new());
    }
    lines.join("\n")
}
