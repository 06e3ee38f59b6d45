//! How far a key result is. What is to be expected of it by now is the business of `pace`, what it
//! is worth in the end, of `score`.

use rust_decimal::Decimal;

use crate::model::key_result::KeyResultType;
use crate::model::target::{Target, TargetKind};
use crate::model::{Common, KeyResult, Measured, Measurement, Status};

use super::aim::{Aim, aim};
use super::key_result::key_result_type;

/// How far a key result is, by the way in which that is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// The share of the way: measured between baseline and target, or written as `progress`. Below
    /// 0 where things went the wrong way, above 1 beyond the target.
    Share(Decimal),
    /// A level or band, and whether the latest value keeps it.
    Kept(bool),
    /// Something of which only is known whether it is done.
    Done(bool),
}

impl Progress {
    /// As a number: 0 for what is not kept or not done, 1 for what is.
    #[must_use]
    pub fn value(self) -> Decimal {
        match self {
            Self::Share(share) => share,
            Self::Kept(true) | Self::Done(true) => Decimal::ONE,
            Self::Kept(false) | Self::Done(false) => Decimal::ZERO,
        }
    }
}

/// How far a key result is; `None` where that is unknown.
///
/// - Towards a value: (latest − baseline) ÷ (target − baseline); towards a change whose baseline is
///   not known: the change so far ÷ the change. A level or band is kept or not; `type: maintain`
///   makes a level of a value, which then has to be kept or exceeded.
/// - A milestone is done, else as far as its `progress` says, else not done. It is what says so in
///   `type`, or what has neither target nor baseline nor latest value.
/// - Where the values give nothing (one is missing, withheld or unreadable, they do not fit
///   together, or there is nothing between baseline and target), `done: true` and a written
///   `progress` count as on a milestone.
/// - Where there is nothing at all, a key result that was closed as achieved counts as done, one
///   that was missed as not done.
#[must_use]
pub fn of_key_result(key_result: &KeyResult) -> Option<Progress> {
    let is_milestone = key_result_type(key_result) == KeyResultType::Milestone;
    let measured = if is_milestone {
        None
    } else {
        measured(key_result)
    };
    let common = &key_result.common;
    let is_unread = common.is_refused("done") || common.is_refused("progress");
    measured
        .or_else(|| stated(key_result))
        .or(match common.status() {
            Status::Achieved => Some(Progress::Done(true)),
            Status::Missed => Some(Progress::Done(false)),
            Status::Draft | Status::Active | Status::Postponed | Status::Dropped => {
                (is_milestone && !is_unread).then_some(Progress::Done(false))
            }
        })
}

/// What the owner says without measuring.
fn stated(key_result: &KeyResult) -> Option<Progress> {
    match key_result.milestone.done.map(|done| done.value) {
        Some(true) => Some(Progress::Done(true)),
        Some(false) | None => key_result
            .milestone
            .progress
            .map(|share| Progress::Share(share.value.value().normalize())),
    }
}

/// What the values give.
fn measured(key_result: &KeyResult) -> Option<Progress> {
    let target = &key_result.target.as_ref()?.value;
    let baseline = key_result.baseline.as_ref().map(|baseline| &baseline.value);
    let (aim, value) = placed(
        baseline,
        target,
        &key_result.measurement,
        &key_result.common,
    )?;
    // Whether the way to a level is still to be gone depends on where it began.
    let is_start_hidden = key_result.common.is_refused("baseline")
        || baseline.is_some_and(|baseline| baseline.quantity().is_none());
    match key_result.kind.map(|kind| kind.value) {
        Some(KeyResultType::Maintain) => return keeps(target, &aim, value).map(Progress::Kept),
        Some(KeyResultType::Increase | KeyResultType::Decrease)
            if baseline.is_none() && matches!(aim, Aim::Hold { .. }) =>
        {
            return None;
        }
        _ => {}
    }
    match aim {
        Aim::Reach { from, to } => {
            share(value.checked_sub(from)?, to.checked_sub(from)?).map(Progress::Share)
        }
        Aim::Change { by } => share(value, by).map(Progress::Share),
        Aim::ReachFromUnknown { .. } => None,
        Aim::Hold { .. } if is_start_hidden => None,
        Aim::Hold { .. } | Aim::Stay { .. } => aim.is_kept(value).map(Progress::Kept),
    }
}

/// `None` where there is no way to go.
fn share(gone: Decimal, whole: Decimal) -> Option<Decimal> {
    gone.checked_div(whole).map(|share| share.normalize())
}

/// What is aimed at, and where the latest value stands in its terms.
pub(super) fn placed(
    baseline: Option<&Measured>,
    target: &Target,
    measurement: &Measurement,
    common: &Common,
) -> Option<(Aim, Decimal)> {
    // Without the field that could not be read an older value, or another unit, would count.
    let is_unread = ["current", "check_ins", "unit"]
        .iter()
        .any(|field| common.is_refused(field));
    if is_unread {
        return None;
    }
    let unit = measurement.unit.as_ref().map(|unit| unit.as_str());
    let course = aim(baseline, target, unit).ok()??;
    let value = course.place(measurement.latest()?.quantity()?).ok()??;
    Some((course.aim, value))
}

/// Whether `value` keeps `target`, read as a level whatever the baseline. A plain value says
/// nothing of its side and is taken as `at least`, which is what most levels are; a change is no
/// level.
pub(super) fn keeps(target: &Target, aim: &Aim, value: Decimal) -> Option<bool> {
    match (&target.kind, *aim) {
        (TargetKind::Level { comparator, .. }, Aim::Reach { to, .. }) => {
            Some(comparator.is_met(value, to))
        }
        (TargetKind::Value(_), Aim::Reach { to, .. } | Aim::ReachFromUnknown { to }) => {
            Some(value >= to)
        }
        (_, aim) => aim.is_kept(value),
    }
}

#[cfg(test)]
mod tests;
