//! Whether progress keeps up with time. How far things are is the business of `progress`.

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::model::Cycle;
use crate::model::config::PaceThresholds;

use super::progress::Progress;

/// How progress compares with the time that has gone.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Pace {
    /// It keeps up.
    OnTrack,
    /// It lags.
    AtRisk,
    /// It lags so far that the target is unlikely to be reached.
    OffTrack,
}

impl Pace {
    /// The word for it in machine-readable output.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::OnTrack => "on_track",
            Self::AtRisk => "at_risk",
            Self::OffTrack => "off_track",
        }
    }

    /// The words for it in a sentence.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::OnTrack => "on track",
            Self::AtRisk => "at risk",
            Self::OffTrack => "off track",
        }
    }
}

/// The part of the days that are over when `today` begins, from 0 to 1: of the days of `cycle`, or
/// of those up to `due` where that is earlier. Both ends belong to the days, so that the last one
/// still lies before 1. `None` where the cycle has no days.
#[must_use]
pub fn expected(cycle: &Cycle, due: Option<Date>, today: Date) -> Option<Decimal> {
    if cycle.days() == 0 {
        return None;
    }
    let window = window(cycle, due);
    match window.days() {
        // Due before the cycle began: all of it was to be there from the start.
        0 if cycle.has_started(today) => Some(Decimal::ONE),
        0 => Some(Decimal::ZERO),
        days => Decimal::from(window.elapsed_days(today))
            .checked_div(Decimal::from(days))
            .map(|share| share.normalize()),
    }
}

/// Whether the last day lies before `today`: that of `cycle`, or `due` where that is earlier.
#[must_use]
pub fn is_over(cycle: &Cycle, due: Option<Date>, today: Date) -> bool {
    window(cycle, due).has_ended(today)
}

/// The pace of a key result that is being worked on, in a cycle that has begun. A level is on or
/// off track by being kept. What is only done or not is on track when done, off track when it is
/// not by the time it is over, and has no pace before.
#[must_use]
pub fn of_progress(
    progress: Progress,
    expected: Decimal,
    is_over: bool,
    thresholds: PaceThresholds,
) -> Option<Pace> {
    match progress {
        Progress::Share(share) => compare(share, expected, thresholds),
        Progress::Kept(true) | Progress::Done(true) => Some(Pace::OnTrack),
        Progress::Kept(false) => Some(Pace::OffTrack),
        Progress::Done(false) => is_over.then_some(Pace::OffTrack),
    }
}

/// Whether it may still be done in time and says nothing until then.
#[must_use]
pub fn is_awaited(progress: Progress, is_over: bool) -> bool {
    progress == Progress::Done(false) && !is_over
}

/// `progress` ÷ `expected` by the thresholds. On the first day, when nothing is expected, all that
/// is not below 0 is on track. `None` where the thresholds are too large to calculate with.
#[must_use]
pub fn compare(progress: Decimal, expected: Decimal, thresholds: PaceThresholds) -> Option<Pace> {
    // Multiplied rather than divided, which takes care of an expectation of 0.
    let reaches = |threshold: Decimal| Some(progress >= threshold.checked_mul(expected)?);
    Some(
        match (reaches(thresholds.on_track)?, reaches(thresholds.at_risk)?) {
            (true, _) => Pace::OnTrack,
            (false, true) => Pace::AtRisk,
            (false, false) => Pace::OffTrack,
        },
    )
}

/// The days in which something is to be reached, as a cycle cut short.
fn window(cycle: &Cycle, due: Option<Date>) -> Cycle {
    Cycle {
        end: due.map_or(cycle.end, |due| due.min(cycle.end)),
        ..cycle.clone()
    }
}

#[cfg(test)]
mod tests;
