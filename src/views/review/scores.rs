//! What an objective scores by its numbers: against the goalposts with which its cycle began, and
//! against those with which it closed.

use rust_decimal::Decimal;

use crate::diff::{Matching, matched};
use crate::measure::of_objective;
use crate::model::{Cycle, Objective, Seldom, Status};
use crate::source::Text;
use crate::views::node::TeamName;
use crate::views::review::Side;

/// The scores of an objective.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScoreRow {
    /// Its name.
    pub name: String,
    /// What it says.
    pub title: Text,
    /// Its team.
    pub team: Option<TeamName>,
    /// By its numbers, against the baselines and targets of the start; a key result that was
    /// deleted stands where it stood then.
    pub original: Option<Decimal>,
    /// By its numbers, against those of the close.
    pub last: Option<Decimal>,
    /// As somebody gave it.
    pub given: Option<Decimal>,
}

/// The scores of the objectives of `cycle` that are in both states, in the order of the tree.
#[must_use]
pub fn scores(
    before: Side<'_>,
    after: Side<'_>,
    matching: &Matching,
    cycle: &Cycle,
) -> Vec<ScoreRow> {
    let day = cycle.end.tomorrow().unwrap_or(cycle.end);
    let score = |objective: &Objective, side: Side<'_>| {
        of_objective(&by_numbers(objective), Some(cycle), side.config, day).score
    };
    let rows = matching.pairs.iter().filter_map(|pair| {
        let earlier = before.snapshot.node(pair.before)?;
        let node = after.snapshot.node(pair.after)?;
        let (old, new) = (earlier.objective()?, node.objective()?);
        Some(ScoreRow {
            name: after.snapshot.name(node),
            title: node.title().value.clone(),
            team: node
                .team
                .and_then(|team| TeamName::of(after.snapshot, team)),
            original: score(&with_goalposts(new, old), after),
            last: score(new, after),
            given: new.ending.score.map(|score| score.value.value()),
        })
    });
    rows.collect()
}

/// An objective of which nothing is known but its numbers.
fn by_numbers(objective: &Objective) -> Objective {
    let mut own = objective.clone();
    own.ending = Seldom::default();
    own.common.status = None;
    for key_result in &mut own.key_results {
        key_result.ending = Seldom::default();
        let is_set_aside = key_result.common.status().is_set_aside();
        if !is_set_aside {
            key_result.common.status = None;
        }
    }
    own
}

/// `objective` with the key results of `old`: their baselines and targets, and the values of now.
fn with_goalposts(objective: &Objective, old: &Objective) -> Objective {
    let pairs = matched(&old.key_results, &objective.key_results);
    let mut original = objective.clone();
    original.key_results = old.key_results.clone();
    for (position, key_result) in original.key_results.iter_mut().enumerate() {
        let pair = pairs.iter().find(|pair| pair.before == position);
        let now = pair.and_then(|pair| objective.key_results.get(pair.after));
        if let Some(now) = now {
            key_result.measurement = now.measurement.clone();
            key_result.milestone.done = now.milestone.done;
            key_result.milestone.progress = now.milestone.progress;
        }
        // What was set aside later was still asked for at the start.
        if key_result.common.status() == Status::Draft {
            key_result.common.status = None;
        }
    }
    original
}
