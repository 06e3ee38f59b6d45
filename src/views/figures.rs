//! What is computed for a node or a key result, beside what its file says: the one place where the
//! views ask `measure`.

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::measure::{self, KeyResultMeasures, Pace};
use crate::model::{Config, Content};
use crate::snapshot::{Node, Snapshot};

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

/// The figures of a node and of its key results, in their order.
#[must_use]
pub fn figures(basis: Basis<'_>, node: &Node) -> (Figures, Vec<Figures>) {
    match &node.document.content {
        Content::Objective(objective) => {
            let cycle = node.cycle.as_ref();
            let measures = measure::of_objective(objective, cycle, basis.config, basis.today);
            let own = Figures {
                progress: measures.progress,
                partial: Some(measures.partial),
                expected: measures.expected,
                pace: measures.pace,
                score: measures.score,
                healthy: None,
            };
            (
                own,
                measures.key_results.iter().map(of_key_result).collect(),
            )
        }
        Content::Kpi(kpi) => {
            let own = Figures {
                healthy: measure::of_kpi(kpi),
                ..Figures::default()
            };
            (own, Vec::new())
        }
        Content::Goal(_) | Content::Team(_) => (Figures::default(), Vec::new()),
    }
}

fn of_key_result(measures: &KeyResultMeasures) -> Figures {
    Figures {
        progress: measures.progress,
        partial: None,
        expected: measures.expected,
        pace: measures.pace,
        score: measures.score,
        healthy: None,
    }
}
