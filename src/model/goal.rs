//! A business goal.

use crate::model::Common;
use crate::source::{Spanned, Text};

/// A business goal: long-lived, set by leadership, without a cycle. Level 1 of the cascade.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Goal {
    /// What is to become true.
    pub title: Spanned<Text>,
    /// What everything can say.
    pub common: Common,
    /// The team it belongs to, where that is not inferred.
    pub team: Option<Spanned<Text>>,
    /// By when, roughly: a year, a cycle or a day, as written. Which cycles there are is not known
    /// before the configuration is.
    pub horizon: Option<Spanned<Text>>,
}
