//! Where something is in its life.

/// The status of a goal, an objective, a key result or a kpi.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Still being written: judged more gently.
    Draft,
    /// Being worked on: what holds where nothing is written.
    Active,
    /// Closed: reached.
    Achieved,
    /// Closed: not reached.
    Missed,
    /// Closed: put off to a later cycle.
    Postponed,
    /// Closed: given up.
    Dropped,
}

impl Status {
    /// The word for it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Active => "active",
            Self::Achieved => "achieved",
            Self::Missed => "missed",
            Self::Postponed => "postponed",
            Self::Dropped => "dropped",
        }
    }

    /// Whether it is over, one way or another.
    #[must_use]
    pub const fn is_closed(self) -> bool {
        !matches!(self, Self::Draft | Self::Active)
    }

    /// Whether it no longer counts in means: given up or put off.
    #[must_use]
    pub const fn is_set_aside(self) -> bool {
        matches!(self, Self::Dropped | Self::Postponed)
    }
}
