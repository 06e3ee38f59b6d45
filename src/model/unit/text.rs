//! Tells a unit from the text behind a number. What a unit means is not here.

use super::{DurationUnit, Unit};
use crate::model::comparator::{strip_start, strip_word};
use crate::model::currency;
use crate::source::Text;

/// The letters and digits at the start of `text`; empty where it does not start with a letter.
pub(in crate::model) fn first_word(text: &str) -> &str {
    if !text.starts_with(char::is_alphabetic) {
        return "";
    }
    let end = text
        .find(|c: char| !c.is_alphanumeric())
        .unwrap_or(text.len());
    text.get(..end).unwrap_or("")
}

/// The unit that `text`, a part of `whole`, starts with, and what follows it. A unit of words takes
/// all of the text. The error is the part that is no unit.
pub(in crate::model) fn read<'t>(whole: &Text, text: &'t str) -> Result<(Unit, &'t str), &'t str> {
    if text.is_empty() {
        return Ok((Unit::Bare, ""));
    }
    let word = first_word(text);
    let (unit, rest) = match signed_unit(text).or_else(|| worded_unit(text, word)) {
        Some(found) => found,
        None => return words(whole, text),
    };
    let rest = rest.trim_start();
    if is_rate(rest) {
        return Ok((Unit::Words(rate_name(&unit, rest).into()), ""));
    }
    // `5 points scored` and `5 TOP accounts` are only words after all.
    match unit {
        Unit::Points | Unit::Currency(_) if !rest.is_empty() && !word.is_empty() => {
            words(whole, text)
        }
        unit => Ok((unit, rest)),
    }
}

/// A unit that is written as a sign.
fn signed_unit(text: &str) -> Option<(Unit, &str)> {
    let percent = text.strip_prefix('%').or_else(|| text.strip_prefix('％'));
    let times = || text.strip_prefix('×').map(|rest| (Unit::Times, rest));
    let money = || currency::sign(text).map(|(currency, rest)| (Unit::Currency(currency), rest));
    percent
        .map(|rest| (Unit::Percent, rest))
        .or_else(times)
        .or_else(money)
}

/// A unit that is written as a word.
fn worded_unit<'t>(text: &'t str, word: &str) -> Option<(Unit, &'t str)> {
    const PHRASES: &[(&str, Unit)] = &[
        ("percentage points", Unit::PercentagePoints),
        ("percentage point", Unit::PercentagePoints),
        ("per cent", Unit::Percent),
        ("p.p.", Unit::PercentagePoints),
    ];
    let phrase = PHRASES.iter().find_map(|(phrase, unit)| {
        let rest = strip_start(text, phrase)?;
        let ends = !rest.starts_with(char::is_alphanumeric);
        ends.then(|| (unit.clone(), rest))
    });
    if phrase.is_some() {
        return phrase;
    }
    let unit = match word.to_lowercase().as_str() {
        "percent" | "pct" => Unit::Percent,
        "pp" => Unit::PercentagePoints,
        "point" | "points" | "pt" | "pts" => Unit::Points,
        "x" => Unit::Times,
        _ => match (DurationUnit::named(word), currency::code(word)) {
            (Some(unit), _) => Unit::Duration(unit),
            (None, Some(currency)) => Unit::Currency(currency),
            (None, None) => return None,
        },
    };
    Some((unit, text.get(word.len()..)?))
}

/// `/user`, `per week`
fn is_rate(text: &str) -> bool {
    let slashed = text
        .strip_prefix('/')
        .is_some_and(|rest| rest.trim_start().starts_with(char::is_alphabetic));
    slashed || strip_word(text, "per").is_some()
}

fn rate_name(unit: &Unit, rest: &str) -> String {
    let name = match unit {
        Unit::Currency(currency) => currency.code.to_owned(),
        unit => unit.name().unwrap_or_default(),
    };
    match rest.starts_with('/') {
        true => format!("{name}{rest}"),
        false => format!("{name} {rest}"),
    }
}

/// Words of the writer's own. They hold no second number and are no part of a comparison.
fn words<'t>(whole: &Text, text: &'t str) -> Result<(Unit, &'t str), &'t str> {
    let starts = text.starts_with(char::is_alphabetic) || is_rate(text);
    let mut each = text.split_whitespace();
    let first = each.clone().next().unwrap_or_default();
    let last = each.clone().next_back().unwrap_or_default();
    let is_in = |words: &[&str], own: &str| words.iter().any(|word| word.eq_ignore_ascii_case(own));
    let another_number = each.any(|word| {
        word.starts_with(|c: char| c.is_ascii_digit())
            || (word.contains(|c: char| c.is_ascii_digit()) && !word.contains(char::is_alphabetic))
    });
    let compares = is_in(LINKING, first) || is_in(RELATIVE, first) || is_in(RELATIVE, last);
    let marks = text.contains(['<', '>', '≤', '≥', '=', '+']);
    if !starts || another_number || compares || marks {
        return Err(text);
    }
    Ok((Unit::Words(whole.part(text)), ""))
}

/// Words that tie a number to something else rather than say what it counts.
pub(crate) const LINKING: &[&str] = &[
    "or", "to", "and", "of", "out", "by", "at", "than", "plus", "minus", "from", "between",
    "above", "below", "over", "under", "max", "maximum", "minimum", "least", "most",
];

/// Words that make a number a change.
pub(crate) const RELATIVE: &[&str] = &[
    "more",
    "less",
    "fewer",
    "higher",
    "lower",
    "increase",
    "decrease",
    "growth",
    "reduction",
    "improvement",
    "up",
    "down",
    "faster",
    "slower",
    "better",
    "worse",
];
