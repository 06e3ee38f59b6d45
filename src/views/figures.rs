//! What is computed for a node or a key result, beside what its file says: the one place where the
//! views ask `measure`.

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::measure::{self, KeyResultMeasures, Pace};
use crate::model::{Config, Content, KeyResult};
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
    /// Whether somebody gave that score; else it follows from the numbers or the status.
    pub score_given: bool,
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
                score_given: objective.ending.score.is_some(),
                healthy: None,
            };
            let key_results = objective.key_results.iter().zip(&measures.key_results);
            let of_key_results = key_results
                .map(|(key_result, measures)| of_key_result(key_result, measures))
                .collect();
            (own, of_key_results)
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

fn of_key_result(key_result: &KeyResult, measures: &KeyResultMeasures) -> Figures {
    Figures {
        progress: measures.progress,
        partial: None,
        expected: measures.expected,
        pace: measures.pace,
        score: measures.score,
        score_given: key_result.ending.score.is_some(),
        healthy: None,
    }
}
