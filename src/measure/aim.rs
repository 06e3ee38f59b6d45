//! What a key result or kpi reaches for once its baseline and target are seen together, and where a
//! current value stands on the way. Progress itself is not computed here.

use rust_decimal::Decimal;

use crate::model::measured::Measured;
use crate::model::quantity::Quantity;
use crate::model::target::{Change, Comparator, Target, TargetKind};
use crate::model::unit::Unit;
use crate::source::Text;

use super::change::{apply, sensible, unambiguous_points};
pub use super::unify::{AimError, AimErrorKind, Part};
use super::unify::{as_percentages, is_fraction, said, unify};

/// What is reached for. All numbers are magnitudes in one dimension, that of the target (for a
/// change with a known baseline: of the baseline).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aim {
    /// From one value to another. They are equal where there is nothing to reach.
    Reach {
        /// The baseline.
        from: Decimal,
        /// The target.
        to: Decimal,
    },
    /// To a value from a baseline that is not known.
    ReachFromUnknown {
        /// The target.
        to: Decimal,
    },
    /// A change by so much from a baseline that is not known; what has been reached is the change
    /// so far. `3x` is a change by 200 percent.
    Change {
        /// The whole change, in percent or in the unit of the target.
        by: Decimal,
    },
    /// A level to keep.
    Hold {
        /// On which side of the bound.
        comparator: Comparator,
        /// The bound.
        bound: Decimal,
    },
    /// A band to stay in, both ends included.
    Stay {
        /// The lower end.
        low: Decimal,
        /// The higher end.
        high: Decimal,
    },
}

/// Which way a value is to go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Direction {
    /// Up.
    Increase,
    /// Down.
    Decrease,
    /// Neither: it is to stay.
    Maintain,
}

impl Aim {
    /// Which way it goes; `None` where there is nothing to reach or the baseline is not known.
    #[must_use]
    pub fn direction(&self) -> Option<Direction> {
        let step = match self {
            Self::Hold { .. } | Self::Stay { .. } => return Some(Direction::Maintain),
            Self::Reach { from, to } => to.cmp(from),
            Self::Change { by } => by.cmp(&Decimal::ZERO),
            Self::ReachFromUnknown { .. } => return None,
        };
        match step {
            std::cmp::Ordering::Greater => Some(Direction::Increase),
            std::cmp::Ordering::Less => Some(Direction::Decrease),
            std::cmp::Ordering::Equal => None,
        }
    }

    /// Whether `value` keeps the level or band; `None` where there is a value to reach instead.
    #[must_use]
    pub fn is_kept(&self, value: Decimal) -> Option<bool> {
        match self {
            Self::Hold { comparator, bound } => Some(comparator.is_met(value, *bound)),
            Self::Stay { low, high } => Some(*low <= value && value <= *high),
            Self::Reach { .. } | Self::ReachFromUnknown { .. } | Self::Change { .. } => None,
        }
    }
}

/// An aim together with what is needed to place values on the way to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Course {
    /// What is reached for.
    pub aim: Aim,
    /// The unit that bare numbers are taken to be in.
    unit: Unit,
    start: Start,
}

/// What a value beside the target is counted from.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Start {
    /// Nothing: the target is a value, and so is everything beside it. Holds the target's text
    /// where nothing has been compared with it yet.
    Zero { unchecked: Option<Text> },
    /// A signed value is a change from here. `adds`: the target adds rather than multiplies.
    Baseline { value: Decimal, adds: bool },
    /// Only changes can be placed.
    Unknown,
}

/// What `target` means beside `baseline`, where `unit` names the unit of bare numbers (the field of
/// that name). `None` where the target is a placeholder or confidential. A level that the baseline
/// already meets, or that has no known baseline, is to be held.
pub fn aim(
    baseline: Option<&Measured>,
    target: &Target,
    unit: Option<&str>,
) -> Result<Option<Course>, AimError> {
    let named = unit
        .map(Unit::parse)
        .transpose()
        .map_err(AimError::in_unit_field)?;
    let baseline = baseline.and_then(Measured::quantity);
    match &target.kind {
        TargetKind::Placeholder | TargetKind::Confidential => Ok(None),
        TargetKind::Change(change) => changed(baseline, change, named).map(Some),
        TargetKind::Value(to) => {
            let (to, from, course) = valued(baseline, target, to, named)?;
            let aim = match from {
                Some(from) => Aim::Reach { from, to },
                None => Aim::ReachFromUnknown { to },
            };
            Ok(Some(Course { aim, ..course }))
        }
        TargetKind::Level { comparator, bound } => {
            let comparator = *comparator;
            let (bound, from, course) = valued(baseline, target, bound, named)?;
            let aim = match from {
                // `above 5` from 5 is not met, yet there is no way to measure progress along.
                Some(from) if from != bound && !comparator.is_met(from, bound) => {
                    Aim::Reach { from, to: bound }
                }
                _ => Aim::Hold { comparator, bound },
            };
            Ok(Some(Course { aim, ..course }))
        }
        TargetKind::Band { low, high } => {
            let (low, _, course) = valued(baseline, target, low, named)?;
            let high = unify(high, &course.unit, Part::Target)?;
            let aim = Aim::Stay { low, high };
            Ok(Some(Course { aim, ..course }))
        }
    }
}

impl Course {
    /// The unit that bare numbers are taken to be in. For an [`Aim::Change`] it is that of the
    /// change.
    #[must_use]
    pub const fn unit(&self) -> &Unit {
        &self.unit
    }

    /// Where `current` stands, in the terms of the aim. Beside a relative target a signed value is
    /// the change so far, counted from the baseline; `None` where such a change cannot be told for
    /// want of a baseline.
    pub fn place(&self, current: &Quantity) -> Result<Option<Decimal>, AimError> {
        match &self.start {
            Start::Zero { unchecked } => {
                if let Some(target) = unchecked {
                    unitless_target(target, &self.unit, current, Part::Current)?;
                }
                unify(current, &self.unit, Part::Current).map(Some)
            }
            Start::Baseline { value, adds } => {
                let multiple = current.unit == Unit::Times && self.unit != Unit::Times;
                match current.signed || multiple {
                    true => self.change_so_far(current, *value, *adds),
                    false => unify(current, &self.unit, Part::Current),
                }
                .map(Some)
            }
            Start::Unknown if !current.signed => Ok(None),
            Start::Unknown => match (&current.unit, &self.unit) {
                (Unit::Points, Unit::PercentagePoints) | (Unit::PercentagePoints, Unit::Points) => {
                    Ok(Some(current.value))
                }
                _ => unify(current, &self.unit, Part::Current).map(Some),
            },
        }
    }

    fn change_so_far(
        &self,
        current: &Quantity,
        baseline: Decimal,
        adds: bool,
    ) -> Result<Decimal, AimError> {
        if adds && current.unit == Unit::Percent && self.unit == Unit::Percent {
            let text = current.text.trim();
            let digits = text.trim_end_matches(['%', '％', ' ']);
            let message = format!(
                "`{text}` beside a percentage can mean percentage points or a part of the baseline"
            );
            return Err(AimError::refused(Part::Current, message).help(format!(
                "write `{digits}pp`, or the value itself without a sign"
            )));
        }
        apply(current, baseline, &self.unit, Part::Current)
    }
}

type Valued = (Decimal, Option<Decimal>, Course);

/// The magnitudes of a target that is a value and of its baseline, and a course (its aim still to
/// be set) to place further values on.
fn valued(
    baseline: Option<&Quantity>,
    target: &Target,
    value: &Quantity,
    named: Option<Unit>,
) -> Result<Valued, AimError> {
    // Bare numbers take the unit of the target, unless `unit` names another.
    let unit = match (&value.unit, named) {
        (Unit::Bare, named) => named.unwrap_or(Unit::Bare),
        (own, None) => own.clone(),
        (own, Some(named)) => consistent(own, named)?,
    };
    if let Some(baseline) = baseline {
        unitless_target(&target.text, &unit, baseline, Part::Baseline)?;
    }
    let to = unify(value, &unit, Part::Target)?;
    let from = baseline
        .map(|baseline| unify(baseline, &unit, Part::Baseline))
        .transpose()
        .map_err(|error| at_target(error, target))?;
    let unchecked = baseline.is_none().then(|| target.text.clone());
    let course = Course {
        aim: Aim::ReachFromUnknown { to },
        unit,
        start: Start::Zero { unchecked },
    };
    Ok((to, from, course))
}

/// The unit of bare numbers where the target has one and `unit` names one too.
fn consistent(own: &Unit, named: Unit) -> Result<Unit, AimError> {
    if own.dimension() == named.dimension() {
        return Ok(named);
    }
    let message = format!(
        "`unit` says {}, but the target is {}",
        said(&named),
        said(own)
    );
    Err(AimError::mismatch(Part::Target, message)
        .help("write the target in that unit, or leave `unit` out"))
}

/// A bare target beside a value with a unit lacks that unit, which bare numbers would take from it.
fn unitless_target(
    target: &Text,
    unit: &Unit,
    other: &Quantity,
    part: Part,
) -> Result<(), AimError> {
    if *unit != Unit::Bare || other.unit == Unit::Bare {
        return Ok(());
    }
    let (field, text) = (part.field(), target.trim());
    let error = AimError::mismatch(
        Part::Target,
        format!(
            "the target `{text}` is without a unit, but the {field} `{}` is {}",
            other.text,
            said(&other.unit)
        ),
    );
    let bare = Quantity::parse(target)
        .ok()
        .filter(|bare| bare.unit == Unit::Bare && !bare.signed);
    Err(match bare {
        Some(bare) if other.unit == Unit::Percent && is_fraction(bare.value) => {
            let [share, plain] = as_percentages(&bare);
            error.help(format!("write `target: {share}` or `target: {plain}`"))
        }
        Some(bare) => {
            let spelt = other.unit.spell(bare.text.trim());
            error.help(format!("write `target: {spelt}`")).fix(spelt)
        }
        None => error.help(format!(
            "write the target as in `{}`",
            other.unit.spell("5")
        )),
    })
}

/// A mismatch between baseline and target is shown at the target.
fn at_target(error: AimError, target: &Target) -> AimError {
    match error.kind {
        AimErrorKind::Refused => error,
        AimErrorKind::Mismatch => {
            let help = match target.unit() {
                Some(Unit::PercentagePoints | Unit::Points) if !target.text.starts_with('+') => {
                    format!("to add to the baseline, write `+{}`", target.text.trim())
                }
                _ => error.help.unwrap_or_default(),
            };
            AimError::mismatch(Part::Target, error.message).help(help)
        }
    }
}

/// The course of a target that is a change against the baseline.
fn changed(
    baseline: Option<&Quantity>,
    change: &Change,
    named: Option<Unit>,
) -> Result<Course, AimError> {
    let by = change.quantity();
    let Some(baseline) = baseline else {
        return changed_from_unknown(change, named);
    };
    let unit = match (&baseline.unit, named, change) {
        (Unit::Bare, Some(named), _) => named,
        (Unit::Bare, None, Change::Add(by)) => match &by.unit {
            Unit::PercentagePoints => Unit::Percent,
            own => own.clone(),
        },
        (own, _, _) => own.clone(),
    };
    let from = unify(baseline, &unit, Part::Baseline)?;
    let (to, start) = match change {
        Change::Multiply(to) if unit == Unit::Times => {
            (to.magnitude(), Start::Zero { unchecked: None })
        }
        _ => {
            sensible(change, baseline, &unit)?;
            let adds = matches!(change, Change::Add(_));
            let to = apply(by, from, &unit, Part::Target)?;
            (to, Start::Baseline { value: from, adds })
        }
    };
    Ok(Course {
        aim: Aim::Reach { from, to },
        unit,
        start,
    })
}

fn changed_from_unknown(change: &Change, named: Option<Unit>) -> Result<Course, AimError> {
    let (by, unit) = match change {
        Change::Proportion(by) => (by.value, Unit::Percent),
        Change::Multiply(by) => {
            let percent = by
                .value
                .checked_sub(Decimal::ONE)
                .and_then(|more| more.checked_mul(Decimal::ONE_HUNDRED))
                .ok_or_else(|| AimError::too_large(Part::Target, by))?;
            (percent, Unit::Percent)
        }
        Change::Add(by) => {
            let unit = match (&by.unit, named) {
                (Unit::Bare, Some(Unit::Percent)) => {
                    unambiguous_points(by, Part::Target)?;
                    Unit::PercentagePoints
                }
                (Unit::Bare, Some(named)) => named,
                (own, _) => own.clone(),
            };
            (unify(by, &unit, Part::Target)?, unit)
        }
    };
    Ok(Course {
        aim: Aim::Change { by },
        unit,
        start: Start::Unknown,
    })
}

#[cfg(test)]
mod tests;
