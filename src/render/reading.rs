//! What was read, and when: the line that every view has at its head.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

/// What was read, and the day that counts as today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// The state of the tree.
    pub state: State,
    /// The day.
    pub today: Date,
}

/// A state of the tree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct State {
    /// Where it was read from.
    pub kind: StateKind,
    /// What was asked for, where it was a revision.
    pub rev: Option<String>,
    /// The full hash of the commit.
    pub commit: Option<String>,
    /// The day of the commit, in its own time zone.
    pub date: Option<String>,
}

/// Where a tree was read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum StateKind {
    /// The files as they are.
    Worktree,
    /// A commit.
    Revision,
}

impl State {
    /// The files as they are.
    #[must_use]
    pub const fn worktree() -> Self {
        Self {
            kind: StateKind::Worktree,
            rev: None,
            commit: None,
            date: None,
        }
    }

    /// The commit `commit`, of the day `day`, asked for as `rev`.
    #[must_use]
    pub fn revision(rev: &str, commit: &str, day: Date) -> Self {
        Self {
            kind: StateKind::Revision,
            rev: Some(rev.to_owned()),
            commit: Some(commit.to_owned()),
            date: Some(day.to_string()),
        }
    }
}

impl State {
    /// What it is called: `worktree`, `v1 (3f2a9c1b7d)`, or the commit alone. Not safe to print yet.
    #[must_use]
    pub fn name(&self) -> String {
        const SHORT: usize = 10;
        let short = |commit: &str| commit.chars().take(SHORT).collect::<String>();
        match (self.kind, &self.rev, &self.commit) {
            (StateKind::Worktree, _, _) => "worktree".to_owned(),
            (StateKind::Revision, Some(rev), Some(commit)) if !commit.starts_with(rev.as_str()) => {
                format!("{rev} ({})", short(commit))
            }
            (StateKind::Revision, _, Some(commit)) => short(commit),
            (StateKind::Revision, Some(rev), None) => rev.clone(),
            (StateKind::Revision, None, None) => "revision".to_owned(),
        }
    }
}

impl Reading {
    /// The worktree on the day `today`.
    #[must_use]
    pub const fn worktree(today: Date) -> Self {
        Self {
            state: State::worktree(),
            today,
        }
    }

    /// In a few words: `worktree, 2026-02-14`; `v1 (3f2a9c1b7d), 2026-01-31`, with the day of the
    /// commit. Not safe to print yet.
    #[must_use]
    pub fn words(&self) -> String {
        let name = self.state.name();
        match &self.state.date {
            Some(date) => format!("{name}, {date}"),
            None => format!("{name}, {}", self.today),
        }
    }
}
