//! What became of each objective of a cycle: by what the file says at the close; where it says
//! nothing, by its score and by whether something carries it on.

use rust_decimal::Decimal;

use crate::diff::Matching;
use crate::measure::of_objective;
use crate::model::{Commitment, Cycle, Status};
use crate::snapshot::{Node, NodeId};
use crate::source::Text;
use crate::views::node::TeamName;
use crate::views::review::Side;

/// What became of an objective.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Fate {
    /// It was reached: by its status, or by a score that is a success.
    Achieved,
    /// It was not reached.
    Missed,
    /// It was put off.
    Postponed,
    /// It was given up.
    Dropped,
    /// It goes on in the later cycle.
    CarriedOver,
    /// Nothing says what became of it.
    UnaccountedFor,
}

/// What became of one objective.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FateRow {
    /// The objective in the earlier state.
    pub node: NodeId,
    /// Its name.
    pub name: String,
    /// What it says.
    pub title: Text,
    /// Its team.
    pub team: Option<TeamName>,
    /// What became of it.
    pub fate: Fate,
    /// Its final score: 1 is all of it.
    pub score: Option<Decimal>,
    /// Whether somebody gave that score; else it follows from the numbers or the status.
    pub score_given: bool,
    /// What is said of the result.
    pub result: Option<Text>,
    /// Why it was dropped or postponed.
    pub reason: Option<Text>,
    /// What carries it on in the later cycle, by name.
    pub next: Option<String>,
    /// Whether that was only guessed.
    pub guessed: bool,
}

impl Fate {
    /// The word for it.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Achieved => "achieved",
            Self::Missed => "missed",
            Self::Postponed => "postponed",
            Self::Dropped => "dropped",
            Self::CarriedOver => "carried over",
            Self::UnaccountedFor => "unaccounted for",
        }
    }
}

/// What became of each objective of `cycle`, in the order of the tree.
#[must_use]
pub fn fates(
    before: Side<'_>,
    after: Side<'_>,
    matching: &Matching,
    cycle: &Cycle,
) -> Vec<FateRow> {
    let snapshot = before.snapshot;
    let nodes = snapshot.iter();
    nodes
        .filter(|(_, node)| node.objective().is_some() && node.is_in(cycle))
        .filter_map(|(id, node)| {
            let objective = node.objective()?;
            // The scores of a cycle are those after it.
            let judged = cycle.end.tomorrow().unwrap_or(cycle.end).max(before.today);
            let day = if cycle.has_ended(after.today) {
                judged
            } else {
                before.today
            };
            let measures = of_objective(objective, Some(cycle), before.config, day);
            let pair = matching
                .pairs
                .iter()
                .find(|pair| pair.before == id && !pair.replaced);
            let heir = pair.and_then(|pair| after.snapshot.node(pair.after));
            let success = match objective
                .commitment
                .map_or(before.config.commitment, |own| own.value)
            {
                Commitment::Committed => Decimal::ONE,
                Commitment::Aspirational => Decimal::new(7, 1),
            };
            let status = node.common().status();
            let fate = fate(status, measures.score, success, heir.is_some());
            Some(FateRow {
                node: id,
                name: snapshot.name(node),
                title: node.title().value.clone(),
                team: node.team.and_then(|team| TeamName::of(snapshot, team)),
                fate,
                score: measures.score,
                score_given: objective.ending.score.is_some(),
                result: objective
                    .ending
                    .result
                    .as_ref()
                    .map(|text| text.value.clone()),
                reason: reason(node, fate),
                next: heir.map(|heir| after.snapshot.full_name(heir)),
                guessed: pair.is_some_and(|pair| pair.by.is_guess()),
            })
        })
        .collect()
}

fn fate(status: Status, score: Option<Decimal>, success: Decimal, has_heir: bool) -> Fate {
    match (status, score) {
        (Status::Achieved, _) => Fate::Achieved,
        (Status::Missed, _) => Fate::Missed,
        (Status::Postponed, _) => Fate::Postponed,
        (Status::Dropped, _) => Fate::Dropped,
        (Status::Draft | Status::Active, Some(score)) if score >= success => Fate::Achieved,
        (Status::Draft | Status::Active, _) if has_heir => Fate::CarriedOver,
        (Status::Draft | Status::Active, Some(_)) => Fate::Missed,
        (Status::Draft | Status::Active, None) => Fate::UnaccountedFor,
    }
}

/// Why something was given up or put off. The reason of any other is that of a goalpost that moved.
fn reason(node: &Node, fate: Fate) -> Option<Text> {
    let reason = node.common().background.reason.as_ref();
    let reason = reason.filter(|_| matches!(fate, Fate::Dropped | Fate::Postponed));
    reason.map(|text| text.value.clone())
}
