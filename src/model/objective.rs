//! An objective: what a company or a team wants to achieve in one cycle.

use std::sync::Arc;

use thin_vec::ThinVec;

use crate::model::common::Ending;
use crate::model::{Common, KeyResult, PlannedTime, Reference, Seldom};
use crate::source::{Spanned, Text};

/// An objective with its key results, for one cycle. Level 2 of the cascade where it belongs to no
/// team, else level 3.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Objective {
    /// What is to be achieved.
    pub title: Spanned<Text>,
    /// What everything can say.
    pub common: Common,
    /// The team it belongs to, where that is not inferred.
    pub team: Option<Spanned<Text>>,
    /// The cycle it belongs to, where that is not inferred.
    pub cycle: Option<Spanned<Text>>,
    /// What it serves.
    pub parent: Option<Spanned<Arc<Reference>>>,
    /// What it helps besides; never counted.
    pub contributes_to: ThinVec<Spanned<Arc<Reference>>>,
    /// The share of the team's whole time planned for it.
    pub allocation: Option<Spanned<PlannedTime>>,
    /// What counts as success, where the tree's default does not hold.
    pub commitment: Option<Spanned<Commitment>>,
    /// What it continues under another id.
    pub carried_from: ThinVec<Spanned<Arc<Reference>>>,
    /// How it ended.
    pub ending: Seldom<Ending>,
    /// The measures of its success, in the order of the file.
    pub key_results: Vec<KeyResult>,
}

/// What counts as success. The distinction and the 0.7 are the Google OKR playbook's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Commitment {
    /// Promised: a score of 1.0 is success.
    Committed,
    /// A stretch: a score of 0.7 is success.
    Aspirational,
}

impl Commitment {
    /// The word for it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Committed => "committed",
            Self::Aspirational => "aspirational",
        }
    }
}
