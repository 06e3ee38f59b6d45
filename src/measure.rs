//! What the numbers of a tree amount to: the progress, pace and score of objectives, and the health
//! of kpis. How they are shown, and what is to be said about them, is decided elsewhere.

pub mod actual;
pub mod aim;
mod change;
pub mod exact;
mod health;
pub mod key_result;
mod mean;
pub mod pace;
pub mod progress;
pub mod score;
pub mod time;
pub mod title;
pub mod unify;

use jiff::civil::Date;
use rust_decimal::Decimal;

pub use health::of_kpi;
pub use pace::Pace;
pub use progress::Progress;

use crate::model::{Config, Cycle, KeyResult, Objective, Status};

use mean::weighted_mean;

/// Where an objective stands. All numbers are shares: 1 is the whole.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ObjectiveMeasures {
    /// The mean of the known progress of its key results by weight, each cut to 0..=1; those that
    /// were dropped or postponed are left out. `None` where nothing is known or nothing weighs.
    pub progress: Option<Decimal>,
    /// Whether a key result that counts in the mean is unknown, or its weight is.
    pub partial: bool,
    /// The part of the cycle's days that are over; `None` without a cycle.
    pub expected: Option<Decimal>,
    /// Progress against `expected`, where there is something to judge. Milestones that are neither
    /// done nor due nor given a `progress` have no pace of their own and do not count in it.
    pub pace: Option<Pace>,
    /// As given, else by status, else after the cycle the mean of the key results by weight: of
    /// their scores where they have one, of their progress where not.
    pub score: Option<Decimal>,
    /// The same of each key result, in the order of the file.
    pub key_results: Vec<KeyResultMeasures>,
}

/// Where a key result stands. All numbers are shares: 1 is the whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct KeyResultMeasures {
    /// How far it is: not cut, so that it can be below 0 or above 1. `None` where unknown.
    pub progress: Option<Decimal>,
    /// The part of the days up to its end that are over; `None` without a cycle.
    pub expected: Option<Decimal>,
    /// Progress against `expected`, where there is something to judge.
    pub pace: Option<Pace>,
    /// As given, else by status, else the progress once the cycle is over.
    pub score: Option<Decimal>,
}

/// Where `objective` and its key results stand on the morning of `today`. Without a `cycle` there
/// is no pace, and no close that would give a score.
#[must_use]
pub fn of_objective(
    objective: &Objective,
    cycle: Option<&Cycle>,
    config: &Config,
    today: Date,
) -> ObjectiveMeasures {
    let is_running = objective.common.status() == Status::Active;
    let parts: Vec<Part<'_>> = objective
        .key_results
        .iter()
        .map(|key_result| Part {
            key_result,
            progress: progress::of_key_result(key_result),
            is_over: cycle.is_some_and(|cycle| {
                pace::is_over(cycle, key_result.due.map(|due| due.value), today)
            }),
        })
        .collect();
    let key_results: Vec<KeyResultMeasures> = parts
        .iter()
        .map(|part| part.measures(cycle, config, today, is_running))
        .collect();

    let expected = cycle.and_then(|cycle| pace::expected(cycle, None, today));
    let judged = mean_of(parts.iter().map(|part| (part, part.judged())));
    let scores = parts.iter().zip(&key_results);
    let graded = mean_of(scores.map(|(part, own)| (part, own.score.or(own.progress))));
    ObjectiveMeasures {
        progress: mean_of(parts.iter().map(|part| (part, part.value()))),
        partial: parts.iter().any(Part::is_uncertain),
        expected,
        pace: judged
            .zip(expected)
            .filter(|_| is_running && has_started(cycle, today))
            .and_then(|(judged, expected)| pace::compare(judged, expected, config.pace)),
        score: score::of_objective(objective, graded, has_ended(cycle, today)),
        key_results,
    }
}

/// A key result with what has been found out about it.
struct Part<'o> {
    key_result: &'o KeyResult,
    progress: Option<Progress>,
    is_over: bool,
}

impl Part<'_> {
    fn value(&self) -> Option<Decimal> {
        self.progress.map(Progress::value)
    }

    /// What counts in the pace of the objective.
    fn judged(&self) -> Option<Decimal> {
        let progress = self.progress?;
        (!pace::is_awaited(progress, self.is_over)).then(|| progress.value())
    }

    /// `None` where the key result has left the objective.
    fn weight(&self) -> Option<Decimal> {
        let weight = self.key_result.weight.map_or(Decimal::ONE, |w| w.value);
        (!self.key_result.common.status().is_set_aside()).then_some(weight)
    }

    /// Whether it makes the mean uncertain. What weighs nothing cannot.
    fn is_uncertain(&self) -> bool {
        let unknown = self.progress.is_none() || self.key_result.common.is_refused("weight");
        unknown && self.weight().is_some_and(|weight| !weight.is_zero())
    }

    fn measures(
        &self,
        cycle: Option<&Cycle>,
        config: &Config,
        today: Date,
        is_running: bool,
    ) -> KeyResultMeasures {
        let is_running = is_running && self.key_result.common.status() == Status::Active;
        let due = self.key_result.due.map(|due| due.value);
        let expected = cycle.and_then(|cycle| pace::expected(cycle, due, today));
        KeyResultMeasures {
            progress: self.value(),
            expected,
            pace: self
                .progress
                .zip(expected)
                .filter(|_| is_running && has_started(cycle, today))
                .and_then(|(progress, expected)| {
                    pace::of_progress(progress, expected, self.is_over, config.pace)
                }),
            score: score::of_key_result(self.key_result, self.value(), has_ended(cycle, today)),
        }
    }
}

/// The mean by weight of what is known of key results that have not been set aside.
fn mean_of<'p>(values: impl Iterator<Item = (&'p Part<'p>, Option<Decimal>)>) -> Option<Decimal> {
    weighted_mean(values.filter_map(|(part, value)| Some((part.weight()?, value?))))
}

fn has_started(cycle: Option<&Cycle>, today: Date) -> bool {
    cycle.is_some_and(|cycle| cycle.has_started(today))
}

fn has_ended(cycle: Option<&Cycle>, today: Date) -> bool {
    cycle.is_some_and(|cycle| cycle.has_ended(today))
}

#[cfg(test)]
mod tests;
