//! Targets: a value to reach, a level or band to keep, or a change against the baseline. What a
//! target means beside a baseline is the business of `measure`.

use crate::source::Text;

pub use super::comparator::Comparator;
use super::comparator::{strip_start, strip_word};
use super::explain::{around_zero, date, starts_like_number, two_numbers};
use super::placeholder::{is_confidential, is_placeholder};
use super::quantity::{Quantity, QuantityError};
use super::quantity_error::quoted;
use super::unit::Unit;

/// What a key result or a kpi is to reach or keep.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// The text as written.
    pub text: Text,
    /// What it means.
    pub kind: TargetKind,
}

/// The ways to set a target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TargetKind {
    /// A value: `7.5M`, `to -10%`.
    Value(Quantity),
    /// One side of a bound: `at least 99%`.
    Level {
        /// Which side.
        comparator: Comparator,
        /// The bound itself.
        bound: Quantity,
    },
    /// Between two values, both included: `90% to 110%`. `low` is below `high`, in one dimension.
    Band {
        /// The lower end.
        low: Box<Quantity>,
        /// The upper end.
        high: Box<Quantity>,
    },
    /// A change against the baseline.
    Change(Change),
    /// A stand-in such as `TBD` or `at least X%`.
    Placeholder,
    /// The target is known, but not shown here.
    Confidential,
}

/// A change against the baseline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// In proportion to the baseline: `+20%`.
    Proportion(Quantity),
    /// Added to the baseline: `+5`, `-5pp`, `+5 points`.
    Add(Quantity),
    /// So many times the baseline: `3x`. Where the baseline is itself a multiple, this is a value.
    Multiply(Quantity),
}

impl Change {
    /// The quantity of the change.
    #[must_use]
    pub const fn quantity(&self) -> &Quantity {
        match self {
            Self::Proportion(by) | Self::Add(by) | Self::Multiply(by) => by,
        }
    }
}

impl Target {
    /// Reads a target. What can be read in two ways is refused with both.
    pub fn parse(text: &Text) -> Result<Self, QuantityError> {
        let kind = kind(text)?;
        let text = text.clone();
        Ok(Self { text, kind })
    }

    /// The same with `unit` where a value or a level has no unit of its own.
    #[must_use]
    pub fn counted_in(self, unit: &Unit) -> Self {
        let kind = match self.kind {
            TargetKind::Value(quantity) => TargetKind::Value(quantity.or_counted_in(unit)),
            TargetKind::Level { comparator, bound } => TargetKind::Level {
                comparator,
                bound: bound.or_counted_in(unit),
            },
            other => other,
        };
        Self { kind, ..self }
    }

    /// The unit that its quantities are written in, [`Unit::Bare`] where none is; `None` for
    /// placeholders and `confidential`.
    #[must_use]
    pub fn unit(&self) -> Option<&Unit> {
        match &self.kind {
            TargetKind::Value(quantity)
            | TargetKind::Level {
                bound: quantity, ..
            } => Some(&quantity.unit),
            TargetKind::Band { low, .. } => Some(&low.unit),
            TargetKind::Change(change) => Some(&change.quantity().unit),
            TargetKind::Placeholder | TargetKind::Confidential => None,
        }
    }
}

fn kind(text: &Text) -> Result<TargetKind, QuantityError> {
    let whole = text.trim();
    if is_one_value(whole) {
        return Quantity::parse(text).map(value_or_change);
    }
    if let Some(open) = not_given(whole) {
        return Ok(open);
    }
    if let Some(error) = phrase(whole) {
        return Err(error);
    }
    // `to` in front says that a signed number is the value itself.
    let (value_itself, trimmed) = match strip_word(whole, "to") {
        Some(rest) => (true, rest),
        None => (false, whole),
    };
    if let Some((comparator, rest)) = Comparator::split(trimmed) {
        return level(whole, comparator, &rest);
    }
    if let Some((low, high)) = band_ends(trimmed) {
        return band(whole, low, high);
    }
    if value_itself {
        if let Some(open) = not_given(trimmed) {
            return Ok(open);
        }
        let mut quantity = parse_part(whole, trimmed)?;
        quantity.text = text.clone();
        return Ok(TargetKind::Value(quantity));
    }
    Quantity::parse(text).map(value_or_change)
}

/// Whether `text` is at most one number with a unit, as most targets are: no word, no sign and no
/// mark that could make it a level or a band.
fn is_one_value(text: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'%');
    text.starts_with(|c: char| c.is_ascii_digit())
        && text.bytes().all(is_plain)
        && !text.contains("..")
}

/// The kind of a target that holds no number.
fn not_given(text: &str) -> Option<TargetKind> {
    match (is_confidential(text), is_placeholder(text)) {
        (true, _) => Some(TargetKind::Confidential),
        (false, true) => Some(TargetKind::Placeholder),
        (false, false) => None,
    }
}

fn value_or_change(quantity: Quantity) -> TargetKind {
    match (&quantity.unit, quantity.signed) {
        (Unit::Times, false) => TargetKind::Change(Change::Multiply(quantity)),
        (Unit::Percent, true) => TargetKind::Change(Change::Proportion(quantity)),
        (_, true) => TargetKind::Change(Change::Add(quantity)),
        (_, false) => TargetKind::Value(quantity),
    }
}

fn level(whole: &str, comparator: Comparator, rest: &str) -> Result<TargetKind, QuantityError> {
    if let Some(open) = not_given(rest) {
        return Ok(open);
    }
    let bound = parse_part(whole, rest)?;
    if rest.starts_with('+') {
        return Err(QuantityError::new(format!(
            "{} is a level and a change at once",
            quoted(whole)
        ))
        .help(format!(
            "write the change alone, {}, or the level without its `+`",
            quoted(rest)
        )));
    }
    Ok(TargetKind::Level { comparator, bound })
}

/// The ends of `90% to 110%`, `90% - 110%`, `90%–110%` and `between 90% and 110%`. Ends without
/// white space around a hyphen are left out: `10-20` may be a slip.
fn band_ends(text: &str) -> Option<(&str, &str)> {
    let ends = match strip_word(text, "between") {
        Some(rest) => rest.split_once(" and ").or_else(|| rest.split_once(" to ")),
        None => [" to ", " - ", "–"]
            .iter()
            .find_map(|mark| text.split_once(mark)),
    };
    let (low, high) = ends.map(|(low, high)| (low.trim(), high.trim()))?;
    let end = |text: &str| starts_like_end(text) || is_placeholder(text);
    (end(low) && end(high)).then_some((low, high))
}

fn starts_like_end(text: &str) -> bool {
    // A currency code may stand before either number.
    let digits = text
        .trim_start_matches(|c: char| c.is_ascii_uppercase())
        .trim_start();
    starts_like_number(digits)
}

fn band(whole: &str, low: &str, high: &str) -> Result<TargetKind, QuantityError> {
    if is_placeholder(low) || is_placeholder(high) {
        return Ok(TargetKind::Placeholder);
    }
    let (low, high) = (parse_part(whole, low)?, parse_part(whole, high)?);
    if low.scale() == 0 && high.scale() > 0 && low.unit == Unit::Bare {
        return Err(unscaled(whole, &low, &high));
    }
    let (low, high) = match (&low.unit, &high.unit) {
        (Unit::Bare, unit) => (low.counted_in(unit.clone())?, high),
        (unit, Unit::Bare) => {
            let unit = unit.clone();
            (low, high.counted_in(unit)?)
        }
        _ => (low, high),
    };
    if low.dimension() != high.dimension() {
        return Err(QuantityError::new(format!(
            "the ends of {} count different things",
            quoted(whole)
        ))
        .help("write both ends in one unit, as in `90% to 110%`"));
    }
    if low.magnitude() >= high.magnitude() {
        let error = QuantityError::new(format!("{} has no room between its ends", quoted(whole)));
        let swapped = format!("{} to {}", high.text, low.text);
        return Err(match low.magnitude() == high.magnitude() {
            true => error.help("write a band from the lower to the higher value, or one value"),
            false => error.readings(&[swapped]).guessed(),
        });
    }
    Ok(TargetKind::Band {
        low: Box::new(low),
        high: Box::new(high),
    })
}

/// `5 to 7M`: whether the scale counts for both ends cannot be known.
fn unscaled(whole: &str, low: &Quantity, high: &Quantity) -> QuantityError {
    let letter = match high.scale() {
        3 => "k",
        6 => "M",
        _ => "B",
    };
    let error = QuantityError::new(format!(
        "the scale in {} can count for both ends or for the second alone",
        quoted(whole)
    ));
    let spelt = high.value.normalize();
    let second = high.unit.spell(&spelt.to_string());
    error.readings(&[
        format!("{}{letter} to {}", low.text, high.text),
        format!("{} to {second}", low.text),
    ])
}

/// Reads `part` as a quantity; advice is about the whole text.
fn parse_part(whole: &str, part: &str) -> Result<Quantity, QuantityError> {
    Quantity::parse(&Text::from(part)).map_err(|error| error.within(whole, part))
}

/// Phrases that people reach for, with the way to write them here.
fn phrase(text: &str) -> Option<QuantityError> {
    if let Some(rest) = strip_word(text, "from")
        && let Some((from, to)) = rest.split_once(" to ")
    {
        let (from, to) = (from.trim(), to.trim());
        return Some(
            QuantityError::new(format!("{} holds the baseline too", quoted(text)))
                .help(format!("write `baseline: {from}` and `target: {to}`")),
        );
    }
    if let Some(bound) = around_zero(text) {
        return Some(
            QuantityError::new(format!("{} is a band around zero", quoted(text)))
                .readings(&[format!("-{bound} to {bound}")]),
        );
    }
    for (verb, sign) in VERBS {
        let Some(rest) = strip_start(text, verb).map(str::trim_start) else {
            continue;
        };
        let error = QuantityError::new(format!(
            "{} has a verb, which belongs in the title",
            quoted(text)
        ));
        return match (strip_word(rest, "by"), strip_word(rest, "to")) {
            // Of a percentage nobody knows whether percentage points were meant.
            (Some(by), _) if starts_like_number(by) && !by.starts_with(['+', '-', '−']) => {
                Some(error.readings(&[format!("{sign}{by}")]).guessed())
            }
            (_, Some(to)) if starts_like_number(to) => Some(error.readings(&[format!("to {to}")])),
            _ => continue,
        };
    }
    if let Some(by) = strip_word(text, "by").filter(|by| starts_like_number(by)) {
        return Some(
            QuantityError::new(format!("{} does not say which way", quoted(text)))
                .readings(&[format!("+{by}"), format!("-{by}")]),
        );
    }
    let multiple = MULTIPLES
        .iter()
        .find(|(word, _)| text.eq_ignore_ascii_case(word));
    if let Some((_, times)) = multiple {
        return Some(
            QuantityError::new(format!("{} is a multiple in words", quoted(text)))
                .readings(&[(*times).to_owned()]),
        );
    }
    unspaced(text)
}

/// `10-20`, but no date
fn unspaced(text: &str) -> Option<QuantityError> {
    let (low, high) = two_numbers(text)?;
    let dated = date(text).is_some();
    (band_ends(text).is_none() && !dated).then(|| {
        QuantityError::new(format!("{} is two numbers", quoted(text)))
            .readings(&[format!("{low} to {high}")])
    })
}

const VERBS: &[(&str, &str)] = &[
    ("increase", "+"),
    ("grow", "+"),
    ("raise", "+"),
    ("improve", "+"),
    ("decrease", "-"),
    ("reduce", "-"),
    ("lower", "-"),
    ("cut", "-"),
    ("drop", "-"),
];

const MULTIPLES: &[(&str, &str)] = &[
    ("double", "2x"),
    ("triple", "3x"),
    ("quadruple", "4x"),
    ("halve", "0.5x"),
    ("half", "0.5x"),
];

#[cfg(test)]
mod tests;
