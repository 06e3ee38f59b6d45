//! The end of a cycle, objective by objective: where each stands, and what becomes of it.

use rust_decimal::Decimal;

use crate::measure::score::success;
use crate::model::objective::Commitment;
use crate::snapshot::{NodeId, Place};
use crate::views::figures::{Basis, figures};
use crate::views::standing::{Standing, standing};

/// Where an objective stands at the end of its cycle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ending {
    /// Its name.
    pub name: String,
    /// What it says.
    pub title: String,
    /// Its score; none where nothing is known.
    pub score: Option<Decimal>,
    /// From which score on it is a success.
    pub commitment: Commitment,
    /// Its key results, each with what is measured.
    pub key_results: Vec<(String, Standing)>,
}

impl Ending {
    /// Whether its score is a success.
    #[must_use]
    pub fn is_success(&self) -> bool {
        self.score
            .is_some_and(|score| success(score, self.commitment))
    }
}

/// Where the objective `id` stands, as if its cycle were over; none where it is none.
#[must_use]
pub fn ending(basis: Basis<'_>, id: NodeId) -> Option<Ending> {
    let node = basis.snapshot.node(id)?;
    let objective = node.objective()?;
    let (own, _) = figures(basis, node);
    let place = |at| Place {
        node: id,
        key_result: Some(at),
    };
    let key_results = (0..).zip(&objective.key_results);
    let commitment = objective.commitment.as_ref();
    Some(Ending {
        name: basis.snapshot.name(node),
        title: node.title().to_string(),
        score: own
            .score
            .or_else(|| own.progress.map(|reached| reached.max(Decimal::ZERO))),
        commitment: commitment.map_or(basis.config.commitment, |own| own.value),
        key_results: key_results
            .filter_map(|(at, own)| Some((own.title.to_string(), standing(basis, place(at))?)))
            .collect(),
    })
}

/// What became of an objective, or of a team's plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// Its name.
    pub name: String,
    /// What became of it.
    pub fate: Fate,
}

/// What becomes of something when the next cycle begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fate {
    /// It goes on.
    CarriedOn {
        /// In this file, from the root of the repository.
        path: String,
        /// Without these key results.
        left: Vec<String>,
    },
    /// It is given up, for this reason.
    Dropped(String),
    /// It stays as it is: why.
    Left(String),
    /// It is the plan of a team, which is copied to this file.
    Copied(String),
    /// It is the plan of a team, which goes on in this file and stands there for no other cycle.
    Moved(String),
}
