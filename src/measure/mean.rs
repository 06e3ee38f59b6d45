//! Means by weight.

use rust_decimal::Decimal;

/// Σ (weight × value) ÷ Σ weight of pairs of a weight and a value, each value cut to 0..=1, so that
/// one excess does not hide another's lack. `None` where nothing weighs anything, or where the
/// weights are too large to add up. The order of the pairs makes no difference, not even in the
/// last digit.
pub(super) fn weighted_mean(
    pairs: impl IntoIterator<Item = (Decimal, Decimal)>,
) -> Option<Decimal> {
    let mut pairs: Vec<(Decimal, Decimal)> = pairs
        .into_iter()
        .map(|(weight, value)| {
            let value = value.clamp(Decimal::ZERO, Decimal::ONE);
            (weight.normalize(), value.normalize())
        })
        .collect();
    // A sum of long fractions is rounded on the way, which depends on the order.
    pairs.sort_unstable();
    let mut weights = Decimal::ZERO;
    let mut sum = Decimal::ZERO;
    for (weight, value) in pairs {
        weights = weights.checked_add(weight)?;
        sum = sum.checked_add(weight.checked_mul(value)?)?;
    }
    let mean = sum.checked_div(weights)?;
    Some(mean.clamp(Decimal::ZERO, Decimal::ONE).normalize())
}
