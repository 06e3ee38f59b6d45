//! `--fail-on LEVEL`: from which level on a run ends with exit code 1.

use clap::ValueEnum;

use crate::finding::Level;
use crate::report::FailOn;

/// The level that is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FailLevel {
    /// On errors
    Error,
    /// On warnings and errors
    Warning,
    /// On anything
    Info,
    /// Never
    Never,
}

impl From<FailLevel> for FailOn {
    fn from(level: FailLevel) -> Self {
        match level {
            FailLevel::Error => Self::Level(Level::Error),
            FailLevel::Warning => Self::Level(Level::Warning),
            FailLevel::Info => Self::Level(Level::Info),
            FailLevel::Never => Self::Never,
        }
    }
}
