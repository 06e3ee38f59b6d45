//! Parts of a whole in print: rounded so that what stands in a column adds up to the sum that stands
//! under it. Each part is rounded down or up to a neighbour, never further.

use rust_decimal::Decimal;

use crate::measure::exact::Exact;

/// `parts` with `digits` behind the point, which together are their sum with as many.
///
/// The method of largest remainders: every part is rounded down, and what is missing in the sum goes
/// unit by unit to those that lost most; of equals to the first.
#[must_use]
pub fn apportion(parts: &[Exact], digits: u32) -> Vec<Decimal> {
    let whole: Exact = parts.iter().sum();
    within(parts, whole.rounded(digits), digits)
}

/// `parts` with `digits` behind the point, which together are `whole`: what is printed for their
/// sum.
#[must_use]
pub fn within(parts: &[Exact], whole: Decimal, digits: u32) -> Vec<Decimal> {
    let scale = Exact::from(Decimal::from(10_u64.saturating_pow(digits)));
    let floors: Vec<(Exact, Exact)> = parts.iter().map(|part| (part * &scale).floor()).collect();
    let sum: Exact = floors.iter().map(|(floor, _)| floor).sum();
    let missing = (&(&Exact::from(whole) * &scale) - &sum).floor().0;
    let missing: i64 = i64::try_from(missing.rounded(0)).unwrap_or(0);
    let mut order: Vec<usize> = (0..parts.len()).collect();
    let rest = |at: usize| floors.get(at).map(|(_, rest)| rest);
    order.sort_by(|a, b| rest(*b).cmp(&rest(*a)));
    let count = i64::try_from(parts.len()).unwrap_or(i64::MAX).max(1);
    // Where more is missing than each part can be rounded up by, each gets as much as the others.
    let (each, more) = (missing.div_euclid(count), missing.rem_euclid(count));
    let mut extra = vec![each; parts.len()];
    let more = usize::try_from(more).unwrap_or(0);
    for at in order.into_iter().take(more) {
        if let Some(extra) = extra.get_mut(at) {
            *extra += 1;
        }
    }
    floors
        .iter()
        .zip(extra)
        .map(|((floor, _), extra)| {
            let units = floor + &Exact::from(Decimal::from(extra));
            units.of(&scale).unwrap_or_default().rounded(digits)
        })
        .collect()
}

/// A column of amounts with what each is made of below it, one level deeper. The amounts at the top
/// add up in print, and so do those below another wherever they are all of it.
#[must_use]
pub fn nested(column: &[(usize, Option<Exact>)], digits: u32) -> Vec<Option<Decimal>> {
    let mut printed: Vec<Option<Decimal>> = column
        .iter()
        .map(|(_, amount)| Some(amount.as_ref()?.rounded(digits)))
        .collect();
    let tops = indices(column, 0, 0);
    let parts = amounts(column, &tops);
    put(&mut printed, &tops, apportion(&parts, digits));
    for (at, (depth, amount)) in column.iter().enumerate() {
        let below = indices(column, at + 1, depth + 1);
        let parts = amounts(column, &below);
        let whole = printed.get(at).copied().flatten();
        let sum: Exact = parts.iter().sum();
        if let Some(whole) = whole.filter(|_| amount.as_ref() == Some(&sum)) {
            put(&mut printed, &below, within(&parts, whole, digits));
        }
    }
    printed
}

/// Where the amounts of the level `depth` stand from `start` on, up to the first that stands higher.
fn indices(column: &[(usize, Option<Exact>)], start: usize, depth: usize) -> Vec<usize> {
    column
        .iter()
        .enumerate()
        .skip(start)
        .take_while(|(_, (other, _))| *other >= depth)
        .filter(|(_, (other, amount))| *other == depth && amount.is_some())
        .map(|(at, _)| at)
        .collect()
}

fn amounts(column: &[(usize, Option<Exact>)], at: &[usize]) -> Vec<Exact> {
    let amounts = at.iter().filter_map(|at| column.get(*at)?.1.clone());
    amounts.collect()
}

fn put(printed: &mut [Option<Decimal>], at: &[usize], amounts: Vec<Decimal>) {
    for (at, amount) in at.iter().zip(amounts) {
        if let Some(place) = printed.get_mut(*at) {
            *place = Some(amount);
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use proptest::prelude::*;

    use super::*;

    fn exact(text: &str) -> Exact {
        Exact::from(text.parse::<Decimal>().unwrap())
    }

    fn texts(amounts: &[Decimal]) -> Vec<String> {
        amounts.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn parts_add_up_to_the_rounded_whole() {
        let third = Exact::fraction(1, 3);
        let cases: [(&[Exact], u32, &[&str]); 5] = [
            (
                &[third.clone(), third.clone(), third],
                2,
                &["0.34", "0.33", "0.33"],
            ),
            (&[exact("0.5"), exact("0.5")], 0, &["1", "0"]),
            (
                &[exact("2.4"), exact("2.4"), exact("0")],
                0,
                &["3", "2", "0"],
            ),
            (&[exact("1.25"), exact("-0.25")], 1, &["1.3", "-0.3"]),
            (&[], 1, &[]),
        ];
        for (parts, digits, printed) in cases {
            assert_eq!(texts(&apportion(parts, digits)), printed);
        }
    }

    #[test]
    fn what_stands_below_adds_up_to_what_is_printed_above() {
        let half = exact("0.5");
        let column = [
            (0, Some(half.clone())),
            (1, Some(exact("0.25"))),
            (1, None),
            (1, Some(exact("0.25"))),
            (0, Some(half)),
            (1, Some(exact("0.1"))),
            (0, None),
        ];
        let printed = nested(&column, 0);
        let printed: Vec<String> = printed
            .iter()
            .map(|amount| amount.map_or("none".to_owned(), |amount| amount.to_string()))
            .collect();
        // The last one below the second is not all of it, and stays as it is.
        assert_eq!(printed, ["1", "1", "none", "0", "0", "0", "none"]);
    }

    proptest! {
        #[test]
        fn every_part_stays_near_and_the_sum_is_kept(
            parts in prop::collection::vec((-1_000_000_i64..1_000_000, 1_u32..1000), 0..20),
            digits in 0_u32..4,
        ) {
            let parts: Vec<Exact> = parts
                .iter()
                .map(|(part, whole)| {
                    let whole = Exact::from(Decimal::from(*whole));
                    Exact::from(Decimal::from(*part)).of(&whole).unwrap()
                })
                .collect();
            let whole: Exact = parts.iter().sum();
            let printed = apportion(&parts, digits);
            prop_assert_eq!(printed.iter().sum::<Decimal>(), whole.rounded(digits));
            let unit = Exact::from(Decimal::new(1, digits));
            for (part, printed) in parts.iter().zip(&printed) {
                let off = (&Exact::from(*printed) - part).abs();
                prop_assert!(off < unit, "{:?} for {:?}", printed, part);
                let is_even = Exact::from(part.rounded(digits)) == *part;
                prop_assert!(!is_even || off.is_zero());
            }
        }
    }
}
