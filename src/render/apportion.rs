//! Parts of a whole in print: rounded so that what stands in a column adds up to the sum that stands
//! under it. Each part is rounded down or up to a neighbour, never further.

use rust_decimal::Decimal;

use crate::measure::exact::Exact;

/// `parts` with `digits` behind the point, which together are `whole`: what is printed for their
/// sum.
///
/// The method of largest remainders: every part is rounded down, and what is missing in the sum goes
/// unit by unit to those that lost most; of equals to the first.
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

/// An amount of a column.
#[derive(Debug, Clone, Default)]
pub struct Cell {
    /// What it is part of: the nearest before it that is less deep.
    pub depth: usize,
    /// How much it is.
    pub amount: Option<Exact>,
    /// Whether somebody wrote it, so that it is printed as written.
    pub is_written: bool,
}

/// How many digits stand behind the point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Digits {
    /// Amounts that stand together are printed as they are where none of them has more.
    pub most: u32,
    /// Where one has more, all but those that are written have so many.
    pub rounded: u32,
}

impl Digits {
    /// As many as people can read at a glance: two, or one where two are not enough.
    pub const FEW: Self = Self {
        most: 2,
        rounded: 1,
    };

    /// So many, or less where less are enough.
    pub const fn up_to(digits: u32) -> Self {
        Self {
            most: digits,
            rounded: digits,
        }
    }

    /// An amount that is no part of others.
    pub fn print(self, amount: &Exact) -> Decimal {
        match is_exact(amount, self.most) {
            true => amount.rounded(self.most),
            false => amount.rounded(self.rounded),
        }
    }
}

/// Whether an amount has no more than so many digits behind the point.
pub fn is_exact(amount: &Exact, digits: u32) -> bool {
    let units = Decimal::from(10_u64.saturating_pow(digits));
    (amount * &Exact::from(units)).floor().1.is_zero()
}

/// A column of amounts with what each is made of below it, one level deeper. The amounts at the top
/// add up in print, and so do those below another wherever they are all of it. Those that stand
/// together are told exactly, or all of them rounded but for what is written.
#[must_use]
pub fn nested(column: &[Cell], digits: Digits) -> Vec<Option<Decimal>> {
    let mut printed: Vec<Option<Decimal>> = vec![None; column.len()];
    let tops = indices(column, 0, 0);
    let sum: Exact = amounts(column, &tops).iter().sum();
    // The sum is mostly written somewhere too, so that two digits are kept.
    let whole = Digits {
        most: digits.most.max(Digits::FEW.most),
        ..digits
    };
    group(column, &tops, whole.print(&sum), digits, &mut printed);
    for (at, cell) in column.iter().enumerate() {
        let whole = match printed.get(at).copied().flatten() {
            None => alone(cell, digits),
            known => known,
        };
        whole
            .into_iter()
            .for_each(|whole| put(&mut printed, at, whole));
        let below = indices(column, at + 1, cell.depth + 1);
        if below.is_empty() {
            continue;
        }
        let sum: Exact = amounts(column, &below).iter().sum();
        if let Some(whole) = whole.filter(|_| cell.amount.as_ref() == Some(&sum)) {
            group(column, &below, whole, digits, &mut printed);
        }
    }
    printed
}

/// What is written has at most so many digits; what has more is a fraction such as a third.
const WRITTEN: u32 = 6;

/// An amount whose neighbours do not matter.
fn alone(cell: &Cell, digits: Digits) -> Option<Decimal> {
    let amount = cell.amount.as_ref()?;
    Some(match is_kept(cell) {
        true => amount.rounded(WRITTEN),
        false => digits.print(amount),
    })
}

fn is_kept(cell: &Cell) -> bool {
    let is_short = |amount: &Exact| is_exact(amount, WRITTEN);
    cell.is_written && cell.amount.as_ref().is_some_and(is_short)
}

/// Prints the amounts at `at`, which are all of `whole`.
fn group(
    column: &[Cell],
    at: &[usize],
    whole: Decimal,
    digits: Digits,
    printed: &mut [Option<Decimal>],
) {
    let cells: Vec<(usize, &Cell)> = at
        .iter()
        .filter_map(|at| Some((*at, column.get(*at)?)))
        .collect();
    let is_short = |cell: &Cell| {
        let amount = cell.amount.as_ref();
        amount.is_some_and(|amount| is_exact(amount, digits.most))
    };
    let sum: Exact = amounts(column, at).iter().sum();
    if sum == Exact::from(whole) && cells.iter().all(|(_, cell)| is_short(cell)) {
        for (at, amount) in at.iter().zip(amounts(column, at)) {
            put(printed, *at, amount.rounded(digits.most));
        }
        return;
    }
    let (kept, free): (Vec<_>, Vec<_>) = cells.into_iter().partition(|(_, cell)| is_kept(cell));
    let mut left = Exact::from(whole);
    for (at, cell) in kept {
        let written = cell.amount.as_ref().map(|amount| amount.rounded(WRITTEN));
        let written = written.unwrap_or_default();
        left = &left - &Exact::from(written);
        put(printed, at, written);
    }
    // What is left may have more digits than are wanted, because what is written does.
    let left = left.rounded(WRITTEN.max(digits.most));
    let digits = digits.rounded.max(left.scale());
    let free: Vec<usize> = free.into_iter().map(|(at, _)| at).collect();
    for (at, amount) in free
        .iter()
        .zip(within(&amounts(column, &free), left, digits))
    {
        put(printed, *at, amount);
    }
}

/// Where the amounts of the level `depth` stand from `start` on, up to the first that stands higher.
fn indices(column: &[Cell], start: usize, depth: usize) -> Vec<usize> {
    column
        .iter()
        .enumerate()
        .skip(start)
        .take_while(|(_, other)| other.depth >= depth)
        .filter(|(_, other)| other.depth == depth && other.amount.is_some())
        .map(|(at, _)| at)
        .collect()
}

fn amounts(column: &[Cell], at: &[usize]) -> Vec<Exact> {
    let amounts = at.iter().filter_map(|at| column.get(*at)?.amount.clone());
    amounts.collect()
}

fn put(printed: &mut [Option<Decimal>], at: usize, amount: Decimal) {
    if let Some(place) = printed.get_mut(at) {
        *place = Some(amount.normalize());
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

    fn apportion(parts: &[Exact], digits: u32) -> Vec<Decimal> {
        let whole: Exact = parts.iter().sum();
        within(parts, whole.rounded(digits), digits)
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

    fn column(cells: &[(usize, &str, bool)]) -> Vec<Cell> {
        let cell = |(depth, amount, is_written): &(usize, &str, bool)| Cell {
            depth: *depth,
            amount: match amount.split_once('/') {
                _ if *amount == "none" => None,
                Some((part, whole)) => exact(part).of(&exact(whole)),
                None => Some(exact(amount)),
            },
            is_written: *is_written,
        };
        cells.iter().map(cell).collect()
    }

    fn all(printed: &[Option<Decimal>]) -> Vec<String> {
        let text = |amount: &Option<Decimal>| amount.map(|amount| amount.to_string());
        let texts = printed.iter().map(text);
        texts
            .map(|text| text.unwrap_or("none".to_owned()))
            .collect()
    }

    #[test]
    fn what_stands_below_adds_up_to_what_is_printed_above() {
        let column = column(&[
            (0, "0.5", false),
            (1, "0.25", false),
            (1, "none", false),
            (1, "0.25", false),
            (0, "0.5", false),
            (1, "0.1", false),
            (0, "none", false),
        ]);
        let whole = Digits::up_to(0);
        // The last one below the second is not all of it, and stays as it is.
        assert_eq!(
            all(&nested(&column, whole)),
            ["1", "1", "none", "0", "0", "0", "none"]
        );
    }

    #[test]
    fn what_is_written_is_printed_as_written() {
        // Below 80: what is written stays, and what is left for the others has one digit or, for
        // the sake of the sum, as many as the written ones.
        let column = column(&[
            (0, "80", true),
            (1, "8.25", true),
            (1, "8.255", true),
            (1, "63.495", false),
            (0, "20", true),
            (1, "20/3", true),
            (1, "20/3", true),
            (1, "20/3", false),
        ]);
        assert_eq!(
            all(&nested(&column, Digits::FEW)),
            ["80", "8.25", "8.255", "63.495", "20", "6.7", "6.7", "6.6"]
        );
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
