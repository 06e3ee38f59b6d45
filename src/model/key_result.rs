//! A key result: how it is seen that an objective is reached.

use std::sync::Arc;

use jiff::civil::Date;
use rust_decimal::Decimal;
use thin_vec::ThinVec;

use crate::model::common::Ending;
use crate::model::seldom::blank;
use crate::model::{Common, Measured, Measurement, Quantity, Reference, Seldom, Share, Target};
use crate::source::{Span, Spanned, Text};

/// One measure of an objective's success.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct KeyResult {
    /// Its name inside the objective: as written, else `kr1`, `kr2`, … by position.
    pub id: Text,
    /// What everything can say.
    pub common: Common,
    /// What is measured; empty where nothing was written.
    pub title: Spanned<Text>,
    /// The type that was written, where it is not inferred.
    pub kind: Option<Spanned<KeyResultType>>,
    /// The value at the start of the cycle.
    pub baseline: Option<Spanned<Measured>>,
    /// The value to reach.
    pub target: Option<Spanned<Target>>,
    /// The value beyond the target.
    pub stretch: Option<Box<Spanned<Quantity>>>,
    /// What was last measured.
    pub measurement: Measurement,
    /// How a milestone stands, and when it counts.
    pub milestone: Seldom<Milestone>,
    /// The owner's judgement that it will be reached.
    pub confidence: Option<Spanned<Share>>,
    /// Kpis that must stay healthy meanwhile.
    pub guardrails: ThinVec<Spanned<Arc<Reference>>>,
    /// What must come first.
    pub depends_on: ThinVec<Spanned<Arc<Reference>>>,
    /// What it helps besides; never counted.
    pub contributes_to: ThinVec<Spanned<Arc<Reference>>>,
    /// What it continues under another id.
    pub carried_from: ThinVec<Spanned<Arc<Reference>>>,
    /// How it ended.
    pub ending: Seldom<Ending>,
    /// Its part in the objective's progress; 1 where nothing is written.
    pub weight: Option<Spanned<Decimal>>,
    /// The day by which it is to be reached, where that is not the end of the cycle.
    pub due: Option<Spanned<Date>>,
    /// Where the value can be checked.
    pub evidence: ThinVec<Spanned<Text>>,
    /// The whole key result in its file.
    pub span: Span,
}

/// What a milestone says that nothing else does.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Milestone {
    /// Whether it is reached.
    pub done: Option<Spanned<bool>>,
    /// How far it is.
    pub progress: Option<Spanned<Share>>,
    /// What makes it count as done.
    pub criteria: ThinVec<Spanned<Text>>,
}

blank!(Milestone);

/// How a key result is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum KeyResultType {
    /// A value that goes up.
    Increase,
    /// A value that goes down.
    Decrease,
    /// A level or a band that is kept.
    Maintain,
    /// Something that is done or not.
    Milestone,
}

impl KeyResultType {
    /// The word for it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Increase => "increase",
            Self::Decrease => "decrease",
            Self::Maintain => "maintain",
            Self::Milestone => "milestone",
        }
    }
}
