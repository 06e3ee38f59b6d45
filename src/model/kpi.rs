//! A kpi: a health metric of business as usual.

use crate::model::{Common, Measurement, Target};
use crate::source::{Spanned, Text};

/// A process that must keep producing its result. It asks for an OKR when it no longer does.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Kpi {
    /// What must hold.
    pub title: Spanned<Text>,
    /// What everything can say.
    pub common: Common,
    /// The team it belongs to, where that is not inferred.
    pub team: Option<Spanned<Text>>,
    /// The level to keep.
    pub target: Option<Spanned<Target>>,
    /// What was last measured.
    pub measurement: Measurement,
}
