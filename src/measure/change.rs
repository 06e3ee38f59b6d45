//! What a change such as `+20%` or `3x` makes of a value. Where the change comes from and what is
//! reached for is the business of `aim`.

use rust_decimal::Decimal;

use crate::model::quantity::Quantity;
use crate::model::target::Change;
use crate::model::unit::Unit;

use super::unify::{AimError, Part, as_percentages, is_fraction, unify};

/// Refuses changes whose meaning depends on who reads them: of a negative number, or of nothing.
pub(super) fn sensible(change: &Change, baseline: &Quantity, unit: &Unit) -> Result<(), AimError> {
    let by = change.quantity();
    let (text, value) = (by.text.trim(), baseline.value);
    if value.is_zero() && !matches!(change, Change::Add(_)) {
        let message = format!("`{text}` of a baseline of 0 is still 0");
        return Err(AimError::refused(Part::Target, message)
            .help("write the value to reach, such as `to 5`, or a number to add, such as `+5`"));
    }
    let readings = match change {
        _ if !value.is_sign_negative() || value.is_zero() => return Ok(()),
        Change::Proportion(by) => shrunk_or_grown(text, by.value, value, unit),
        Change::Add(by)
            if by.value.is_sign_negative() && (by.unit == *unit || by.unit == Unit::Bare) =>
        {
            let itself = if by.unit == Unit::Bare {
                unit.spell(text)
            } else {
                text.to_owned()
            };
            let sum = value.checked_add(by.value);
            [
                Some(format!("`to {itself}`")),
                sum.map(|sum| spell(sum, unit)),
            ]
        }
        Change::Add(_) | Change::Multiply(_) => return Ok(()),
    };
    let message = format!(
        "`{text}` beside the negative baseline `{}` can be read in two ways",
        baseline.text
    );
    let readings: Vec<String> = readings.into_iter().flatten().collect();
    Err(AimError::refused(Part::Target, message).help(format!(
        "write the value to reach: {}",
        readings.join(" or ")
    )))
}

/// Both readings of a signed percentage of a negative value. Beside a percentage it can be the
/// value itself; else a loss of 20 after `+20%` can be one of 16 or of 24.
fn shrunk_or_grown(
    text: &str,
    percent: Decimal,
    value: Decimal,
    unit: &Unit,
) -> [Option<String>; 2] {
    let part = value
        .abs()
        .checked_mul(percent)
        .and_then(|part| part.checked_div(Decimal::ONE_HUNDRED));
    let upwards = part.and_then(|part| value.checked_add(part));
    let downwards = part.and_then(|part| value.checked_sub(part));
    match unit {
        Unit::Percent => [
            Some(format!("`to {text}`")),
            upwards.map(|sum| spell(sum, unit)),
        ],
        unit => [
            upwards.map(|sum| spell(sum, unit)),
            downwards.map(|sum| spell(sum, unit)),
        ],
    }
}

fn spell(value: Decimal, unit: &Unit) -> String {
    format!("`to {}`", unit.spell(&value.normalize().to_string()))
}

/// `from`, a value in `unit`, after a change by `change`.
pub(super) fn apply(
    change: &Quantity,
    from: Decimal,
    unit: &Unit,
    part: Part,
) -> Result<Decimal, AimError> {
    let result = match (&change.unit, unit) {
        (Unit::Percent, _) => Decimal::ONE_HUNDRED
            .checked_add(change.value)
            .and_then(|percent| from.checked_mul(percent))
            .and_then(|product| product.checked_div(Decimal::ONE_HUNDRED)),
        (Unit::Times, unit) if *unit != Unit::Times && !change.signed => {
            from.checked_mul(change.value)
        }
        (Unit::PercentagePoints | Unit::Points, Unit::Percent)
        | (Unit::Points, Unit::Bare | Unit::Words(_)) => from.checked_add(change.value),
        (Unit::Bare, Unit::Percent) => {
            unambiguous_points(change, part)?;
            from.checked_add(change.value)
        }
        _ => from.checked_add(unify(change, unit, part)?),
    };
    result.ok_or_else(|| AimError::too_large(part, change))
}

/// Refuses a bare fraction that is added to a percentage: `+0.5` can mean 0.5 or 50 points.
pub(super) fn unambiguous_points(change: &Quantity, part: Part) -> Result<(), AimError> {
    if !is_fraction(change.value.abs()) {
        return Ok(());
    }
    let [share, plain] = as_percentages(change).map(|text| text.replace('%', "pp"));
    let message = format!(
        "`{}` beside a percentage can mean {share} or {plain}",
        change.text
    );
    Err(AimError::refused(part, message).help(format!("write `{share}` or `{plain}`")))
}
