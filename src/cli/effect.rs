//! `--only intent|progress`: which of the two effects of changes to show.

use clap::ValueEnum;

use crate::diff::Effect;

/// The effect that is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum OnlyEffect {
    /// What is to be achieved
    Intent,
    /// How far it is
    Progress,
}

impl From<OnlyEffect> for Effect {
    fn from(only: OnlyEffect) -> Self {
        match only {
            OnlyEffect::Intent => Self::Intent,
            OnlyEffect::Progress => Self::Progress,
        }
    }
}
