//! A team: its people, its time, and what it keeps running.

use jiff::civil::Date;
use thin_vec::ThinVec;

use crate::model::{BucketPlan, Common, Quantity, Share};
use crate::source::{Span, Spanned, Text};

/// A team, or the plan of a team for one cycle.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Team {
    /// What it is called.
    pub title: Spanned<Text>,
    /// What everything can say.
    pub common: Common,
    /// The team above, where that is not inferred.
    pub parent: Option<Spanned<Text>>,
    /// The cycle that this plan is for; the standing plan where there is none.
    pub cycle: Option<Spanned<Text>>,
    /// E-mail addresses or names as in git.
    pub members: ThinVec<Spanned<Text>>,
    /// Globs of the code it works on.
    pub paths: ThinVec<Spanned<Text>>,
    /// How many people it has, without the teams below it.
    pub capacity: Option<Spanned<Quantity>>,
    /// How its time is meant to be split.
    pub allocation: Option<Spanned<BucketPlan>>,
    /// Why that departs from the policy.
    pub allocation_reason: Option<Spanned<Text>>,
    /// What the maintenance bucket is meant for.
    pub maintenance: Vec<MaintenanceItem>,
    /// Old ids that still refer to it.
    pub formerly: ThinVec<Spanned<Text>>,
    /// Its last day.
    pub until: Option<Spanned<Date>>,
}

/// Something the maintenance bucket is meant for.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct MaintenanceItem {
    /// What it is; empty where nothing was written.
    pub title: Spanned<Text>,
    /// Which of the four kinds.
    pub kind: Option<Spanned<MaintenanceKind>>,
    /// The share of the team's whole time it takes.
    pub share: Option<Spanned<Share>>,
    /// Who asked for it.
    pub from: Option<Spanned<Text>>,
    /// The day it was promised for.
    pub due: Option<Spanned<Date>>,
    /// Addresses of what belongs to it.
    pub links: ThinVec<Spanned<Text>>,
    /// The whole item in its file.
    pub span: Span,
}

/// The four kinds of maintenance work.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, schemars::JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum MaintenanceKind {
    /// A defect that users feel.
    Bug,
    /// Work behind the scenes that keeps the product stable.
    TechnicalDebt,
    /// An urgent wish of a customer or another team.
    Request,
    /// A commitment made before the cycle began.
    Promise,
}

impl MaintenanceKind {
    /// Every kind, in the order in which they are shown.
    pub const ALL: [Self; 4] = [Self::Bug, Self::TechnicalDebt, Self::Request, Self::Promise];

    /// The word for it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Bug => "bug",
            Self::TechnicalDebt => "technical-debt",
            Self::Request => "request",
            Self::Promise => "promise",
        }
    }
}
