//! What is computed for a node or a key result, beside what its file says: the one place where the
//! views ask `measure`.

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::model::Config;
use crate::snapshot::{Place, Snapshot};

/// What values are judged by.
#[derive(Debug, Clone, Copy)]
pub struct Basis<'a> {
    /// The tree.
    pub snapshot: &'a Snapshot,
    /// Its configuration.
    pub config: &'a Config,
    /// The day on which it is judged.
    pub today: Date,
}

/// What is computed; each is absent where it cannot be known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Figures {
    /// How far it is on its way: 1 at the target, beyond where it is exceeded.
    pub progress: Option<Decimal>,
    /// Whether some of what progress is the mean of is not known.
    pub partial: Option<bool>,
    /// The share of its time that has gone: the progress that would be level with it.
    pub expected: Option<Decimal>,
    /// Progress against time.
    pub pace: Option<Pace>,
    /// The final score.
    pub score: Option<Decimal>,
    /// Whether a kpi meets its target.
    pub healthy: Option<bool>,
}

/// How progress compares with the time that has gone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Pace {
    /// Fast enough.
    OnTrack,
    /// It may not be reached.
    AtRisk,
    /// It will not be reached like this.
    OffTrack,
}

impl Pace {
    /// The words for it.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::OnTrack => "on track",
            Self::AtRisk => "at risk",
            Self::OffTrack => "off track",
        }
    }
}

/// The figures of a node or of one of its key results.
#[must_use]
pub fn figures(basis: Basis<'_>, place: Place) -> Figures {
    let node = basis.snapshot.node(place.node);
    let score = node.and_then(|node| match place.key_result {
        Some(position) => node.key_results().get(position)?.score,
        None => node.objective()?.score,
    });
    Figures {
        score: score.map(|score| score.value.value()),
        ..Figures::default()
    }
}
