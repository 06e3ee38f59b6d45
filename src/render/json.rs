//! What every JSON object has in common.

use serde::Serialize;

/// The program that wrote an object.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Tool {
    /// Its name.
    pub name: &'static str,
    /// Its version.
    pub version: &'static str,
}

impl Tool {
    /// This program.
    pub const THIS: Self = Self {
        name: "okr",
        version: env!("CARGO_PKG_VERSION"),
    };
}

/// Where a tree was read from.
#[derive(Debug, Clone, Serialize)]
pub struct State {
    kind: &'static str,
    rev: Option<String>,
    commit: Option<String>,
    date: Option<String>,
}

impl State {
    /// The worktree.
    pub const WORKTREE: Self = Self {
        kind: "worktree",
        rev: None,
        commit: None,
        date: None,
    };
}
