//! How time is meant to be split.

use crate::model::Share;
use crate::source::{Spanned, Text};

/// The share of time that is planned for an objective.
#[derive(Debug, Clone, PartialEq)]
pub enum PlannedTime {
    /// Of the whole time of the team that the objective belongs to.
    Own(Share),
    /// Of the whole time of each team named, where several work on it.
    ByTeam(Vec<(Spanned<Text>, Spanned<Share>)>),
}

/// How a team's time is meant to be split between the buckets.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct BucketPlan {
    /// Work on objectives.
    pub strategic: Option<Spanned<Share>>,
    /// Bugs, technical debt, requests and promises.
    pub maintenance: Option<Spanned<Share>>,
    /// Recurring work that is the team's job.
    pub operations: Option<Spanned<Share>>,
}
