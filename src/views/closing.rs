//! The objectives of a cycle at its close: what they come to, and what is proposed as their verdict.

use rust_decimal::Decimal;

use crate::measure;
use crate::measure::score::{rounded, success};
use crate::model::{Commitment, Cycle, Status};
use crate::snapshot::{Node, Place};
use crate::views::cascade::Placed;
use crate::views::figures::{Basis, Figures, figures};
use crate::views::node::{Describing, KeyResultRow, TreeNode};
use crate::views::tree::Section;

/// A verdict that follows from the numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Proposal {
    /// Achieved where the score is a success by the commitment of the objective, else missed.
    pub status: Status,
    /// The score, with two digits behind the point; as it is where somebody gave it.
    pub score: Decimal,
}

/// What a verdict changed of one objective or key result: before and after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Closed {
    /// Where it stands.
    pub place: Place,
    /// Its name.
    pub name: String,
    /// The status.
    pub status: (Status, Status),
    /// The score; before only where somebody had given one.
    pub score: (Option<Decimal>, Option<Decimal>),
}

/// The objectives of `cycle` in the order of the tree, as on the day after it, when all that was
/// reached counts: also of one that nobody took out of its draft.
#[must_use]
pub fn objectives(basis: Basis<'_>, cycle: &Cycle) -> Vec<TreeNode> {
    let basis = over(basis, cycle);
    let mut describing = Describing::new(basis);
    let own = basis.snapshot.iter();
    own.filter(|(_, node)| node.objective().is_some() && node.is_in(cycle))
        .filter_map(|(id, node)| {
            let mut own = describing.node(&Placed {
                node: id,
                depth: 0,
                section: Section::Cascade,
                loose: None,
                children: Vec::new(),
                below: 0,
            })?;
            if own.status == Status::Draft {
                own.figures.score = own.figures.score.or_else(|| as_if_active(basis, node));
            }
            Some(own)
        })
        .collect()
}

/// The score that an objective would have, had it been active.
fn as_if_active(basis: Basis<'_>, node: &Node) -> Option<Decimal> {
    let mut active = node.objective()?.clone();
    active.common.status = None;
    let cycle = node.cycle.as_ref();
    measure::of_objective(&active, cycle, basis.config, basis.today).score
}

/// What is proposed for an objective; nothing where too little is known.
#[must_use]
pub fn proposal(objective: &TreeNode) -> Option<Proposal> {
    let commitment = objective.commitment?;
    let score = objective.figures.score?;
    let is_success = success(score, commitment);
    Some(Proposal {
        status: match is_success {
            true => Status::Achieved,
            false => Status::Missed,
        },
        score: match objective.figures.score_given {
            true => score,
            false => rounded(score, commitment),
        },
    })
}

/// The score that is proposed for a key result of `objective` that was given none.
#[must_use]
pub fn score_of(objective: &TreeNode, key_result: &KeyResultRow) -> Option<Decimal> {
    let commitment = objective.commitment.unwrap_or(Commitment::Aspirational);
    let computed = key_result.figures.score;
    computed
        .filter(|_| !key_result.figures.score_given)
        .map(|score| rounded(score, commitment))
}

/// What became of the objective or key result at `place`; none where there is no such.
#[must_use]
pub fn closed(
    (before, after): (Basis<'_>, Basis<'_>),
    cycle: &Cycle,
    place: Place,
) -> Option<Closed> {
    let (old_status, old) = ending(before, cycle, place)?;
    let (new_status, new) = ending(after, cycle, place)?;
    Some(Closed {
        place,
        name: before.snapshot.place_name(place),
        status: (old_status, new_status),
        score: (old.score.filter(|_| old.score_given), new.score),
    })
}

/// How something ended, as on the day after its cycle.
fn ending(basis: Basis<'_>, cycle: &Cycle, place: Place) -> Option<(Status, Figures)> {
    let node = basis.snapshot.node(place.node)?;
    let (own, of_key_results) = figures(over(basis, cycle), node);
    match place.key_result {
        None => Some((node.common().status(), own)),
        Some(at) => {
            let key_result = node.key_results().get(at)?;
            Some((key_result.common.status(), *of_key_results.get(at)?))
        }
    }
}

/// The same on the day after `cycle`, unless that is over.
fn over<'a>(basis: Basis<'a>, cycle: &Cycle) -> Basis<'a> {
    let after = cycle.end.tomorrow().unwrap_or(cycle.end);
    Basis {
        today: basis.today.max(after),
        ..basis
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use jiff::civil::date;

    use super::*;
    use crate::testing::tree_of;

    /// What is proposed for an objective with these fields and one key result from 0 to 100.
    fn proposed(fields: &str, current: &str) -> Option<(Status, String)> {
        let text = format!(
            "#: 2026-Q1/o.yaml\nobjective: O\n{fields}key_results:\n  - title: Sold tickets\n    baseline: 0\n    target: 100\n{current}"
        );
        let (snapshot, config) = tree_of(&text);
        let basis = Basis {
            snapshot: &snapshot,
            config: &config,
            today: date(2026, 3, 20),
        };
        let cycle = snapshot.calendar.cycle("2026-Q1").unwrap();
        let objectives = objectives(basis, &cycle);
        proposal(&objectives[0]).map(|own| (own.status, own.score.to_string()))
    }

    #[test]
    fn what_is_proposed_follows_from_the_score_at_the_close() {
        use Status::{Achieved, Missed};
        for (fields, current, expected) in [
            ("", "    current: 70\n", Some((Achieved, "0.7"))),
            ("", "    current: 36.66\n", Some((Missed, "0.37"))),
            (
                "commitment: committed\n",
                "    current: 99.9\n",
                Some((Missed, "0.99")),
            ),
            (
                "commitment: committed\n",
                "    current: 100\n",
                Some((Achieved, "1")),
            ),
            (
                "score: 75%\n",
                "    current: 10\n",
                Some((Achieved, "0.75")),
            ),
            ("", "", None),
            (
                "status: draft\n",
                "    current: 70\n",
                Some((Achieved, "0.7")),
            ),
            ("status: draft\n", "", None),
        ] {
            let expected = expected.map(|(status, score)| (status, score.to_owned()));
            assert_eq!(proposed(fields, current), expected, "{fields}{current}");
        }
    }
}
