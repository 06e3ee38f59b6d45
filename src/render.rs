//! From reports to text: one file for each format, and the one place where text is made safe.

pub mod check_concise;
pub mod check_full;
pub mod paths;
pub mod places;
pub mod safe;
pub mod style;

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
