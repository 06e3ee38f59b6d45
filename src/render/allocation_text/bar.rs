//! A whole as a bar: a glyph for each bucket, so that it can be read without colours.

use rust_decimal::Decimal;

use crate::measure::exact::Exact;
use crate::render::allocation_lines::{Bucket, Entry, What};
use crate::render::allocation_words as said;
use crate::render::apportion::within;
use crate::render::layout::{Line, Piece, line_width};
use crate::render::style::Role;

/// What a cell of the bucket looks like.
pub const fn glyph(bucket: Bucket) -> &'static str {
    match bucket {
        Bucket::Strategic => "█",
        Bucket::Maintenance => "▒",
        Bucket::Operations => "░",
        Bucket::None => "·",
        Bucket::Uncategorised => "?",
    }
}

/// Its colour.
pub const fn role(bucket: Bucket) -> Role {
    match bucket {
        Bucket::Strategic => Role::First,
        Bucket::Maintenance => Role::Second,
        Bucket::Operations | Bucket::None => Role::Faint,
        Bucket::Uncategorised => Role::Caution,
    }
}

/// The share that a bar shows of a line.
pub type Share = for<'e, 'v> fn(&'e Entry<'v>) -> Option<&'e Exact>;

/// The buckets among `entries` as a bar of so many cells; empty where no share is known. Where they
/// are more than the whole, the bar is all of them.
pub fn bar(entries: &[Entry<'_>], cells: usize, share: Share) -> Line {
    let parts: Vec<(Bucket, &Exact)> = entries
        .iter()
        .filter(|entry| matches!(entry.what, What::Bucket))
        .filter_map(|entry| Some((entry.bucket, share(entry)?)))
        .filter(|(_, share)| !share.is_negative() && !share.is_zero())
        .collect();
    let whole: Exact = parts.iter().map(|(_, share)| *share).sum();
    let shares: Vec<Exact> = parts
        .iter()
        .filter_map(|(_, share)| share.of(&whole))
        .collect();
    let widths = widths(&shares, cells);
    let pieces = parts
        .iter()
        .zip(widths)
        .map(|((bucket, _), width)| Piece::new(&glyph(*bucket).repeat(width)).role(role(*bucket)));
    pieces.collect()
}

/// The numbers of a bar, each behind its glyph, in lines of which the first has `first` columns and
/// the others `room`: only those that take part.
pub fn numbers(
    entries: &[Entry<'_>],
    percentages: impl Iterator<Item = Option<Decimal>>,
    first: usize,
    room: usize,
) -> Vec<Line> {
    let buckets = entries
        .iter()
        .zip(percentages)
        .filter(|(entry, _)| matches!(entry.what, What::Bucket))
        .filter_map(|(entry, percent)| Some((entry.bucket, percent?)))
        .filter(|(_, percent)| *percent > Decimal::ZERO);
    let numbers: Vec<Line> = buckets
        .map(|(bucket, percent)| {
            let glyph = Piece::new(glyph(bucket)).role(role(bucket));
            let number = Piece::new(&format!(" {}", said::percent(percent)));
            vec![Piece::new("  "), glyph, number]
        })
        .collect();
    let all: Line = numbers.iter().flatten().cloned().collect();
    if line_width(&all) <= first {
        return vec![all];
    }
    let mut lines = vec![Line::new(), Line::new()];
    for number in numbers {
        match lines.last_mut() {
            Some(line) if !line.is_empty() && line_width(line) + line_width(&number) <= room => {
                line.extend(number);
            }
            // No space stands before the first number of a line.
            Some(line) if line.is_empty() => line.extend(number.into_iter().skip(1)),
            _ => lines.push(number.into_iter().skip(1).collect()),
        }
    }
    lines
}

/// How many cells each share has of all: at least one each, as long as there are as many.
fn widths(shares: &[Exact], cells: usize) -> Vec<usize> {
    let whole = Exact::fraction(cells as u128, 1);
    let parts: Vec<Exact> = shares.iter().map(|share| share * &whole).collect();
    let mut widths: Vec<usize> = within(&parts, whole.rounded(0), 0)
        .into_iter()
        .map(|cells| usize::try_from(cells).unwrap_or(0))
        .collect();
    while let Some(empty) = widths.iter().position(|width| *width == 0) {
        let Some(widest) = widths.iter_mut().max().filter(|widest| **widest > 1) else {
            break;
        };
        *widest -= 1;
        if let Some(width) = widths.get_mut(empty) {
            *width = 1;
        }
    }
    widths
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_share_can_be_seen_and_all_cells_are_used() {
        let share = |part, whole| Exact::fraction(part, whole);
        let cases: [(&[Exact], usize, &[usize]); 4] = [
            (&[share(4, 5), share(1, 5)], 50, &[40, 10]),
            (&[share(999, 1000), share(1, 1000)], 10, &[9, 1]),
            (&[share(1, 3), share(1, 3), share(1, 3)], 10, &[4, 3, 3]),
            (&[], 10, &[]),
        ];
        for (shares, cells, expected) in cases {
            assert_eq!(widths(shares, cells), expected);
        }
    }
}
