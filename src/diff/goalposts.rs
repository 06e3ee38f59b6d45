//! Which way a goalpost moved: whether what is asked for became easier or harder to reach, and by
//! how much.

use rust_decimal::Decimal;

use crate::diff::{By, Direction, Shift};
use crate::measure::aim::{Aim, Course, Direction as Way};
use crate::measure::key_result::Values;
use crate::model::Unit;
use crate::model::target::Comparator;

/// How a target moved, seen along the way that its values take; where these leave it open, along
/// `way`. None where that cannot be told: other dimensions, no numbers, or no direction.
pub fn of_target(before: &Values<'_>, after: &Values<'_>, way: Option<Way>) -> Option<Shift> {
    let (old, new) = comparable(before, after)?;
    if let (Aim::Stay { low, high }, Aim::Stay { low: l, high: h }) = (old.aim, new.aim) {
        let wider = l <= low && h >= high;
        let narrower = l >= low && h <= high;
        let by = (high.checked_sub(low)?.checked_sub(h.checked_sub(l)?)?).abs();
        return match (wider, narrower) {
            (true, false) => Some(shift(Direction::Easier, by, &old)),
            (false, true) => Some(shift(Direction::Harder, by, &old)),
            _ => None,
        };
    }
    let (from, to) = (reached(&old.aim)?, reached(&new.aim)?);
    if let (Aim::Hold { comparator, .. }, Aim::Hold { comparator: c, .. }) = (old.aim, new.aim)
        && rises(comparator) != rises(c)
    {
        return None;
    }
    let told = way_of(&old.aim).or_else(|| way_of(&new.aim)).or(way);
    toward(told?, from, to, &old)
}

/// How a baseline moved: nearer to the target is easier.
pub fn of_baseline(before: &Values<'_>, after: &Values<'_>) -> Option<Shift> {
    let (old, new) = comparable(before, after)?;
    let (Aim::Reach { from, .. }, Aim::Reach { from: f, .. }) = (old.aim, new.aim) else {
        return None;
    };
    let way = old.aim.direction().or_else(|| new.aim.direction())?;
    let back = match way {
        Way::Increase => Way::Decrease,
        Way::Decrease | Way::Maintain => Way::Increase,
    };
    toward(back, from, f, &old)
}

/// How a stretch moved.
pub fn of_stretch(before: &Values<'_>, after: &Values<'_>) -> Option<Shift> {
    let (old, new) = comparable(before, after)?;
    let from = before.stretch(&old).ok()??;
    let to = after.stretch(&new).ok()??;
    let way = way_of(&old.aim).or_else(|| way_of(&new.aim));
    toward(way?, from, to, &old)
}

/// Both courses, where their numbers can be compared: of one dimension, and not in opposite ways.
fn comparable(before: &Values<'_>, after: &Values<'_>) -> Option<(Course, Course)> {
    let old = before.aim().ok()??;
    let new = after.aim().ok()??;
    let turned = old
        .aim
        .direction()
        .zip(new.aim.direction())
        .is_some_and(|(old, new)| old != new);
    let same = old.unit().dimension() == new.unit().dimension();
    (same && !turned).then_some((old, new))
}

/// The number that is asked for.
fn reached(aim: &Aim) -> Option<Decimal> {
    match aim {
        Aim::Reach { to, .. } | Aim::ReachFromUnknown { to } => Some(*to),
        Aim::Change { by } => Some(*by),
        Aim::Hold { bound, .. } => Some(*bound),
        Aim::Stay { .. } => None,
    }
}

const fn rises(comparator: Comparator) -> bool {
    matches!(comparator, Comparator::AtLeast | Comparator::Above)
}

/// Which way more of it is harder.
fn way_of(aim: &Aim) -> Option<Way> {
    match aim {
        Aim::Hold { comparator, .. } => Some(match rises(*comparator) {
            true => Way::Increase,
            false => Way::Decrease,
        }),
        other => other.direction(),
    }
}

fn toward(way: Way, from: Decimal, to: Decimal, old: &Course) -> Option<Shift> {
    let further = match way {
        Way::Increase => to > from,
        Way::Decrease => to < from,
        Way::Maintain => return None,
    };
    let by = to.checked_sub(from)?.abs();
    if by.is_zero() {
        return None;
    }
    let direction = match further {
        true => Direction::Harder,
        false => Direction::Easier,
    };
    Some(shift(direction, by, old))
}

fn shift(direction: Direction, by: Decimal, old: &Course) -> Shift {
    let whole = match old.aim {
        Aim::Reach { from, to } => to.checked_sub(from).map(|way| way.abs()),
        Aim::Change { by } => Some(by.abs()),
        Aim::ReachFromUnknown { .. } | Aim::Hold { .. } | Aim::Stay { .. } => None,
    };
    let in_unit = old.unit().value_of(by).unwrap_or(by);
    Shift {
        direction,
        by: Some(By {
            value: in_unit.normalize(),
            unit: match old.unit() {
                // What lies between two percentages.
                Unit::Percent => Unit::PercentagePoints,
                unit => unit.clone(),
            },
            of_way: whole
                .and_then(|whole| by.checked_div(whole))
                .map(|share| share.normalize()),
        }),
    }
}
