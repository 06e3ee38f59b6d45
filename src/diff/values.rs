//! Whether two values mean the same, however they are spelt: `2h` and `120 min`, `5` and `5%` beside
//! a percentage.

use crate::measure::key_result::Values;
use crate::model::target::{Change, TargetKind};
use crate::model::{Measured, Quantity, Target, Unit};

/// The unit that bare numbers among these values are counted in.
pub fn unit_of(values: &Values<'_>) -> Option<Unit> {
    let named = values.measurement.unit.as_ref();
    let named = named.and_then(|unit| Unit::parse(&unit.value).ok());
    let of_target = || {
        let unit = values.target?.unit()?.clone();
        (unit != Unit::Bare).then_some(unit)
    };
    named.or_else(of_target)
}

/// Whether two measured values mean the same, each among values counted in its unit.
pub fn same_measured(
    before: (&Measured, Option<&Unit>),
    after: (&Measured, Option<&Unit>),
) -> bool {
    let counted = |(measured, unit): (&Measured, Option<&Unit>)| match unit {
        Some(unit) => measured.clone().counted_in(unit),
        None => measured.clone(),
    };
    match (counted(before), counted(after)) {
        (Measured::Known(before), Measured::Known(after)) => same_quantity(&before, &after),
        (Measured::Placeholder(_), Measured::Placeholder(_))
        | (Measured::Confidential(_), Measured::Confidential(_)) => true,
        _ => false,
    }
}

/// Whether two targets mean the same.
pub fn same_target(before: (&Target, Option<&Unit>), after: (&Target, Option<&Unit>)) -> bool {
    let counted = |(target, unit): (&Target, Option<&Unit>)| match unit {
        Some(unit) => target.clone().counted_in(unit),
        None => target.clone(),
    };
    match (counted(before).kind, counted(after).kind) {
        (TargetKind::Value(before), TargetKind::Value(after)) => same_quantity(&before, &after),
        (
            TargetKind::Level { comparator, bound },
            TargetKind::Level {
                comparator: other,
                bound: other_bound,
            },
        ) => comparator == other && same_quantity(&bound, &other_bound),
        (
            TargetKind::Band { low, high },
            TargetKind::Band {
                low: other_low,
                high: other_high,
            },
        ) => same_quantity(&low, &other_low) && same_quantity(&high, &other_high),
        (TargetKind::Change(before), TargetKind::Change(after)) => {
            std::mem::discriminant::<Change>(&before) == std::mem::discriminant::<Change>(&after)
                && same_quantity(before.quantity(), after.quantity())
        }
        (TargetKind::Placeholder, TargetKind::Placeholder)
        | (TargetKind::Confidential, TargetKind::Confidential) => true,
        _ => false,
    }
}

/// Whether two quantities are the same amount of the same.
pub fn same_quantity(before: &Quantity, after: &Quantity) -> bool {
    before.dimension() == after.dimension()
        && before.magnitude() == after.magnitude()
        && before.signed == after.signed
}
