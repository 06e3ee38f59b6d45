//! A document: one of the four kinds of thing that a file can hold.

use crate::model::{Common, Goal, Kpi, Objective, Team};
use crate::source::{Span, Spanned, Text};

/// One document of a file.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// What it is, with all that it says.
    pub content: Content,
    /// Where it stands in its file.
    pub span: Span,
    /// Whether it is the first of its file: the one that may take its id from the file's name.
    pub first: bool,
    /// Whether its file has a syntax error that may hide some of what was written. Such a document
    /// can be referred to, but is not judged by what it lacks.
    pub broken: bool,
}

/// What a document is. The large kinds, of which there are few, do not make the others as large.
#[derive(Debug, Clone, PartialEq)]
pub enum Content {
    /// A business goal.
    Goal(Goal),
    /// An objective with its key results.
    Objective(Objective),
    /// A health metric of business as usual.
    Kpi(Box<Kpi>),
    /// A team.
    Team(Box<Team>),
}

/// The kinds of document, as they are named in output.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A business goal: level 1, long-lived, without a cycle.
    Goal,
    /// An OKR: level 2 (company) or 3 (team), for one cycle.
    Objective,
    /// A health metric of business as usual, beside the tree.
    Kpi,
    /// A team, beside the tree.
    Team,
}

impl Kind {
    /// The word for it, which is also the key that makes a document of this kind.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Goal => "goal",
            Self::Objective => "objective",
            Self::Kpi => "kpi",
            Self::Team => "team",
        }
    }
}

impl Document {
    /// Which kind it is.
    #[must_use]
    pub const fn kind(&self) -> Kind {
        match self.content {
            Content::Goal(_) => Kind::Goal,
            Content::Objective(_) => Kind::Objective,
            Content::Kpi(_) => Kind::Kpi,
            Content::Team(_) => Kind::Team,
        }
    }

    /// The text of the key that says what it is.
    #[must_use]
    pub const fn title(&self) -> &Spanned<Text> {
        match &self.content {
            Content::Goal(goal) => &goal.title,
            Content::Objective(objective) => &objective.title,
            Content::Kpi(kpi) => &kpi.title,
            Content::Team(team) => &team.title,
        }
    }

    /// What every kind of document can say.
    #[must_use]
    pub const fn common(&self) -> &Common {
        match &self.content {
            Content::Goal(goal) => &goal.common,
            Content::Objective(objective) => &objective.common,
            Content::Kpi(kpi) => &kpi.common,
            Content::Team(team) => &team.common,
        }
    }

    /// The team that it names, where it is not a team itself.
    #[must_use]
    pub const fn named_team(&self) -> Option<&Spanned<Text>> {
        match &self.content {
            Content::Goal(goal) => goal.team.as_ref(),
            Content::Objective(objective) => objective.team.as_ref(),
            Content::Kpi(kpi) => kpi.team.as_ref(),
            Content::Team(_) => None,
        }
    }

    /// The cycle that it names.
    #[must_use]
    pub const fn named_cycle(&self) -> Option<&Spanned<Text>> {
        match &self.content {
            Content::Objective(objective) => objective.cycle.as_ref(),
            Content::Team(team) => team.cycle.as_ref(),
            Content::Goal(_) | Content::Kpi(_) => None,
        }
    }
}
