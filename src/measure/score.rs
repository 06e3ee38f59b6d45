//! What a key result or an objective is worth in the end.

use rust_decimal::{Decimal, RoundingStrategy};

use crate::model::objective::Commitment;
use crate::model::{Common, KeyResult, Objective, Share, Status};
use crate::source::Spanned;

/// The score of a key result from its `progress`; `has_ended` says whether its cycle is over.
///
/// - As given, whatever the status and the numbers say. A score that could not be read gives none.
/// - By status: what was achieved is worth 1, or its progress where that is beyond: whoever closes
///   it so says that it was reached, and would give a score to say less. What was missed is worth
///   as far as it came, or 0. What was dropped or postponed, and what is still a draft, has no
///   score.
/// - Else the progress once the cycle is over; none while it runs.
///
/// Never below 0.
#[must_use]
pub fn of_key_result(
    key_result: &KeyResult,
    progress: Option<Decimal>,
    has_ended: bool,
) -> Option<Decimal> {
    let given = key_result.ending.score.as_ref();
    score(given, &key_result.common, progress, has_ended)
}

/// The score of an objective, like that of a key result. `graded` is the mean of its key results.
#[must_use]
pub fn of_objective(
    objective: &Objective,
    graded: Option<Decimal>,
    has_ended: bool,
) -> Option<Decimal> {
    let given = objective.ending.score.as_ref();
    score(given, &objective.common, graded, has_ended)
}

/// Whether a score counts as success. The bounds are those of the Google OKR playbook.
#[must_use]
pub fn success(score: Decimal, commitment: Commitment) -> bool {
    let sufficient = match commitment {
        Commitment::Committed => Decimal::ONE,
        Commitment::Aspirational => Decimal::new(7, 1),
    };
    score >= sufficient
}

/// A score as people give one, with two digits behind the point. Where rounding would make a success of
/// what is none, the digits are cut off instead.
#[must_use]
pub fn rounded(score: Decimal, commitment: Commitment) -> Decimal {
    const DIGITS: u32 = 2;
    let rounded = score.round_dp_with_strategy(DIGITS, RoundingStrategy::MidpointAwayFromZero);
    match success(rounded, commitment) == success(score, commitment) {
        true => rounded.normalize(),
        false => score.trunc_with_scale(DIGITS).normalize(),
    }
}

fn score(
    given: Option<&Spanned<Share>>,
    common: &Common,
    progress: Option<Decimal>,
    has_ended: bool,
) -> Option<Decimal> {
    if common.is_refused("score") {
        return None;
    }
    let reached = progress.map(|progress| progress.max(Decimal::ZERO));
    match (given, common.status()) {
        (Some(given), _) => Some(given.value.value().normalize()),
        (None, Status::Achieved) => Some(reached.unwrap_or_default().max(Decimal::ONE)),
        (None, Status::Missed) => Some(reached.unwrap_or_default()),
        (None, Status::Active) => reached.filter(|_| has_ended),
        (None, Status::Draft | Status::Postponed | Status::Dropped) => None,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::measure::tests::{decimal, key_result, objective};

    #[test]
    fn a_score_is_given_or_follows_from_status_or_from_the_close() {
        for (fields, progress, running, ended) in [
            // As given, whatever else is known.
            ("score: 0.8", "0.5", "0.8", "0.8"),
            ("score: 70%", "", "0.7", "0.7"),
            ("score: 7/10, status: missed", "0.9", "0.7", "0.7"),
            ("score: 120%, status: achieved", "1", "1.2", "1.2"),
            ("score: 0.2, status: dropped", "", "0.2", "0.2"),
            ("score: 0", "0.9", "0", "0"),
            // 7 can be 7% or 7/10: written, but not known.
            ("score: 7", "0.9", "", ""),
            // By status: at least 1 for what was achieved, as far as it came for what was missed.
            ("status: achieved", "", "1", "1"),
            ("status: achieved", "0.9", "1", "1"),
            ("status: achieved", "1.28", "1.28", "1.28"),
            ("status: missed", "", "0", "0"),
            ("status: missed", "0.4", "0.4", "0.4"),
            ("status: missed", "-0.12", "0", "0"),
            ("status: dropped", "0.4", "", ""),
            ("status: postponed", "0.4", "", ""),
            ("status: draft", "0.4", "", ""),
            // By the close.
            ("owner: kim", "0.4", "", "0.4"),
            ("status: active", "1.28", "", "1.28"),
            ("owner: kim", "-0.12", "", "0"),
            ("owner: kim", "", "", ""),
        ] {
            let known = |text: &str| (!text.is_empty()).then(|| decimal(text));
            let alone = key_result(fields);
            let of = |ended| of_key_result(&alone, known(progress), ended);
            assert_eq!(of(false), known(running), "{fields}, {progress}");
            assert_eq!(of(true), known(ended), "{fields}, {progress}, at the close");
            let whole = objective(&fields.replace(", ", "\n"));
            let of = |ended| of_objective(&whole, known(progress), ended);
            assert_eq!(
                (of(false), of(true)),
                (known(running), known(ended)),
                "{fields}"
            );
        }
    }

    #[test]
    fn rounding_makes_no_success() {
        for (score, committed, aspirational) in [
            ("0.366666", "0.37", "0.37"),
            ("0.365", "0.37", "0.37"),
            ("0.6999", "0.7", "0.69"),
            ("0.7001", "0.7", "0.7"),
            ("0.9999", "0.99", "1"),
            ("1.284", "1.28", "1.28"),
            ("0", "0", "0"),
        ] {
            let of = |commitment| rounded(decimal(score), commitment).to_string();
            let both = (of(Commitment::Committed), of(Commitment::Aspirational));
            assert_eq!(
                both,
                (committed.to_owned(), aspirational.to_owned()),
                "{score}"
            );
        }
    }

    #[test]
    fn success_depends_on_what_was_promised() {
        for (score, committed, aspirational) in [
            ("0.6999", false, false),
            ("0.7", false, true),
            ("0.9999", false, true),
            ("1", true, true),
            ("1.28", true, true),
            ("0", false, false),
        ] {
            let score = decimal(score);
            assert_eq!(success(score, Commitment::Committed), committed, "{score}");
            assert_eq!(
                success(score, Commitment::Aspirational),
                aspirational,
                "{score}"
            );
        }
    }
}
