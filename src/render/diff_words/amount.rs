//! How far a goalpost moved, in words: in the scale in which its values are written.

use rust_decimal::Decimal;

use crate::diff::{By, Change, Direction};
use crate::model::Unit;
use crate::render::words;

/// Which way and how far a goalpost moved: `easier by 0.5M (20% of the way)`.
pub fn shift(change: &Change) -> Option<String> {
    let shift = change.shift.as_ref()?;
    let direction = direction(shift.direction);
    let Some(by) = &shift.by else {
        return Some(direction.to_owned());
    };
    let written = [&change.before, &change.after];
    let written = written.into_iter().filter_map(Option::as_deref);
    let amount = amount(by, written);
    let way = by.of_way.map_or_else(String::new, |share| {
        format!(" ({} of the way)", words::progress(share, false))
    });
    Some(format!("{direction} by {amount}{way}"))
}

/// The word for a direction.
pub const fn direction(direction: Direction) -> &'static str {
    match direction {
        Direction::Easier => "easier",
        Direction::Harder => "harder",
    }
}

/// An amount beside values as they are written: `0.5M` beside `7.5M`. What lies between two
/// percentages are percentage points.
fn amount<'w>(by: &By, written: impl Iterator<Item = &'w str>) -> String {
    let scales = written.filter_map(scale);
    let scaled = scales
        .filter_map(|(word, power)| {
            let value = by.value.checked_div(Decimal::from(10_u64.pow(power)))?;
            let value = value.normalize();
            (value.scale() <= 3).then(|| format!("{value}{word}"))
        })
        .min_by_key(String::len);
    let number = scaled.unwrap_or_else(|| short(by.value).to_string());
    match &by.unit {
        Unit::Percent => Unit::PercentagePoints.spell(&number),
        unit => unit.spell(&number),
    }
}

/// With three digits that count, or two behind the point.
fn short(value: Decimal) -> Decimal {
    const DIGITS: u32 = 3;
    let short = match value >= Decimal::ONE {
        true => value.round_dp(2),
        false => value.round_sf(DIGITS).unwrap_or(value),
    };
    short.normalize()
}

/// The scale behind the first number of a text, as it is to be written behind another number, with
/// the power of ten that it stands for.
fn scale(text: &str) -> Option<(&'static str, u32)> {
    const SCALES: [(&str, &str, u32); 9] = [
        ("k", "k", 3),
        ("K", "K", 3),
        ("M", "M", 6),
        ("B", "B", 9),
        ("bn", "bn", 9),
        ("m", "m", 6),
        ("thousand", " thousand", 3),
        ("million", " million", 6),
        ("billion", " billion", 9),
    ];
    let digits = text.find(|char: char| char.is_ascii_digit())?;
    let rest = text.get(digits..)?.trim_start_matches(|char: char| {
        char.is_ascii_digit() || matches!(char, '.' | ',' | '_' | '\'')
    });
    let rest = rest.trim_start();
    let end = rest.find(|char: char| !char.is_alphanumeric());
    let word = rest.get(..end.unwrap_or(rest.len()))?;
    let found = SCALES.iter().find(|(written, _, _)| *written == word);
    found.map(|(_, shown, power)| (*shown, *power))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn an_amount_is_written_in_the_scale_of_its_values() {
        for (value, unit, written, expected) in [
            ("500000", "", ["7.5M", "7M"], "0.5M"),
            ("1400000", "users", ["5M users", "6.4M users"], "1.4M users"),
            (
                "250000",
                "USD",
                ["$1.5 million", "$1.25 million"],
                "0.25 million USD",
            ),
            ("5", "%", ["85%", "80%"], "5pp"),
            ("100", "ms", ["at most 800 ms", "at most 900 ms"], "100 ms"),
            ("0.3333333333", "h", ["2h", "100 min"], "0.333 h"),
            ("16", "days", ["2026-03-15", "2026-03-31"], "16 days"),
            ("1234567", "", ["2M", "765433"], "1234567"),
        ] {
            let by = By {
                value: value.parse().unwrap(),
                unit: match unit {
                    "" => Unit::Bare,
                    unit => Unit::parse(unit).unwrap(),
                },
                of_way: None,
            };
            assert_eq!(amount(&by, written.into_iter()), expected);
        }
    }
}
