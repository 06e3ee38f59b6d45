//! Quantities: one number with its sign, scale and unit, exact and remembered as written. Levels,
//! bands and changes are targets and not here.

use rust_decimal::Decimal;

use crate::source::Text;

use super::currency::{self, Currency};
use super::explain::{date, explain};
use super::number::{Number, NumberError, number};
pub use super::quantity_error::QuantityError;
use super::quantity_error::quoted;
use super::unit::{self, Dimension, DurationUnit, Unit, first_word};

/// One number with its unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quantity {
    /// The text as written.
    pub text: Text,
    /// The number with its scale applied: 7500000 for `7.5M`, 5 for `5%`, 4.5 for `4.5/5`.
    pub value: Decimal,
    /// Whether a `+` or `-` is written. Beside a relative target such a value is a change.
    pub signed: bool,
    /// What it counts.
    pub unit: Unit,
    /// The power of ten that the written scale stands for.
    scale: u8,
}

impl Quantity {
    /// Reads a quantity. What can be read in two ways is refused with both.
    pub fn parse(text: &Text) -> Result<Self, QuantityError> {
        const LONGEST: usize = 200;
        let trimmed = &text.part(text.trim());
        if trimmed.len() > LONGEST {
            return Err(QuantityError::new(format!(
                "{} is too long for a quantity",
                quoted(trimmed)
            ))
            .help("write a number with its unit, and the rest in the `note`"));
        }
        match read(trimmed) {
            Ok(parts) => Self::assemble(text.clone(), parts),
            Err(Refusal::Said(error)) => Err(error),
            Err(Refusal::Unclear) => Err(explain(trimmed)),
        }
    }

    /// What it can be compared with.
    #[must_use]
    pub fn dimension(&self) -> Dimension {
        self.unit.dimension()
    }

    /// The value in the base unit of its dimension: seconds for durations, months for calendar
    /// durations, the quotient for ratios, else the value itself.
    #[must_use]
    pub fn magnitude(&self) -> Decimal {
        // Where it is too large the quantity was refused.
        self.unit.magnitude(self.value).unwrap_or(self.value)
    }

    /// Whether it can count heads: a bare number or one of something in words, and not below zero.
    #[must_use]
    pub fn counts_heads(&self) -> bool {
        let of_something = matches!(self.unit, Unit::Bare | Unit::Words(_));
        of_something && !self.value.is_sign_negative()
    }

    /// How many people it is: a bare number or one of people by any of their usual names; none for
    /// anything else, such as `4 crews`.
    #[must_use]
    pub fn people(&self) -> Option<Decimal> {
        let is_people = match &self.unit {
            Unit::Bare => true,
            Unit::Words(words) => PEOPLE.contains(&words.to_lowercase().as_str()),
            _ => false,
        };
        (is_people && self.counts_heads()).then_some(self.value)
    }

    /// The name of the unit for output: `%`, `min`, `$`, `users`; `None` for a bare number.
    #[must_use]
    pub fn unit_name(&self) -> Option<String> {
        self.unit.name()
    }

    /// The power of ten of the scale as written: 6 for `7.5M`, 0 without a scale.
    pub(super) fn scale(&self) -> u8 {
        self.scale
    }

    /// The same number counted in `unit`.
    pub(super) fn counted_in(self, unit: Unit) -> Result<Self, QuantityError> {
        match unit.magnitude(self.value) {
            Some(_) => Ok(Self { unit, ..self }),
            None => Err(too_large(&self.text)),
        }
    }

    /// The same number, counted in `unit` where it has no unit of its own and fits.
    #[must_use]
    pub fn or_counted_in(self, unit: &Unit) -> Self {
        match self.unit {
            Unit::Bare => self.clone().counted_in(unit.clone()).unwrap_or(self),
            _ => self,
        }
    }

    fn assemble(text: Text, parts: Parts) -> Result<Self, QuantityError> {
        if parts.unit.magnitude(parts.value).is_none() {
            return Err(too_large(&text));
        }
        Ok(Self {
            text,
            value: parts.value,
            signed: parts.signed,
            unit: parts.unit,
            scale: parts.scale,
        })
    }
}

/// What people are called where they are counted, here and there.
const PEOPLE: &[&str] = &[
    "people",
    "person",
    "persons",
    "fte",
    "ftes",
    "head",
    "heads",
    "member",
    "members",
    "developer",
    "developers",
    "devs",
    "engineer",
    "engineers",
    "colleague",
    "colleagues",
    "employee",
    "employees",
    "leute",
    "personen",
    "köpfe",
    "personnes",
    "personas",
    "pessoas",
    "persone",
    "mensen",
    "personer",
    "человек",
    "人",
    "名",
    "명",
];

fn too_large(text: &str) -> QuantityError {
    QuantityError::new(format!("{} is too large to calculate with", quoted(text)))
        .help("count it in a larger unit")
}

struct Parts {
    value: Decimal,
    signed: bool,
    unit: Unit,
    scale: u8,
}

enum Refusal {
    /// The reason is known.
    Said(QuantityError),
    /// The text does not fit the grammar; why is worked out from the whole of it.
    Unclear,
}

impl From<QuantityError> for Refusal {
    fn from(error: QuantityError) -> Self {
        Self::Said(error)
    }
}

/// `[sign] [currency] [sign] number [scale] [unit]`
fn read(text: &Text) -> Result<Parts, Refusal> {
    let (outer, rest) = sign(text);
    let (money, rest) = money_before(rest);
    let (inner, rest) = match (outer, &money) {
        (None, Some(_)) => sign(rest),
        _ => (None, rest),
    };
    let negative = outer.or(inner);
    let Number { value, scale, rest } = number(rest).map_err(|error| refused(text, error))?;
    let (value, unit) = match rest.strip_prefix('/').map(str::trim_start) {
        Some(whole) if whole.starts_with(|c: char| c.is_ascii_digit() || c == '.') => {
            (value, ratio(text, whole)?)
        }
        _ => counted(text, value, rest, money.is_some())?,
    };
    let unit = match money {
        Some(money) => priced(money, unit)?,
        None => unit,
    };
    // A zero below zero would be shown as `-0`.
    let value = match negative == Some(true) && !value.is_zero() {
        true => -value,
        false => value,
    };
    Ok(Parts {
        value,
        signed: negative.is_some(),
        unit,
        scale,
    })
}

/// A sign in front: whether it is a minus, and what follows it.
fn sign(text: &str) -> (Option<bool>, &str) {
    let minus = text.strip_prefix(['-', '−']);
    match (minus, text.strip_prefix('+')) {
        (Some(rest), _) => (Some(true), rest.trim_start()),
        (None, Some(rest)) => (Some(false), rest.trim_start()),
        (None, None) => (None, text),
    }
}

/// A currency in front of the number, by sign or by code.
fn money_before(text: &str) -> (Option<Unit>, &str) {
    let word = first_word(text);
    // `USD5M` is one word for the eye of `first_word`.
    let word = word
        .find(|c: char| c.is_ascii_digit())
        .and_then(|end| word.get(..end))
        .unwrap_or(word);
    let code = || {
        let code = currency::code(word)?;
        Some((code, text.get(word.len()..)?))
    };
    match currency::sign(text).or_else(code) {
        Some((currency, rest)) => (Some(Unit::Currency(currency)), rest.trim_start()),
        None => (None, text),
    }
}

fn refused(text: &str, error: NumberError<'_>) -> Refusal {
    match error {
        NumberError::Missing => Refusal::Unclear,
        NumberError::Digits {
            message,
            run,
            readings,
        } => {
            if let Some(dated) = date(text) {
                return Refusal::Said(dated);
            }
            let whole: Vec<String> = readings
                .iter()
                .map(|reading| text.replacen(run, reading, 1))
                .collect();
            Refusal::Said(
                QuantityError::new(format!("{} cannot be read: {message}", quoted(text)))
                    .help("write the digits plainly, such as `7500` or `7.5`")
                    .readings(&whole),
            )
        }
    }
}

/// The whole of `4.5/5`, from the text behind the `/`.
fn ratio(text: &str, whole: &str) -> Result<Unit, Refusal> {
    let of = number(whole).map_err(|error| refused(text, error))?;
    match of.rest {
        "" => Ok(Unit::ratio(of.value)?),
        _ => Err(Refusal::Unclear),
    }
}

/// The number and its unit, from the text behind the number.
fn counted(
    text: &Text,
    value: Decimal,
    rest: &str,
    money: bool,
) -> Result<(Decimal, Unit), Refusal> {
    if let Some(parts) = compound(value, rest) {
        return parts;
    }
    if let Some(error) = small_scale(text, rest, money) {
        return Err(Refusal::Said(error));
    }
    if is_exponent(rest) {
        return Err(Refusal::Unclear);
    }
    match unit::read(text, rest) {
        Ok((unit, "")) => Ok((value, unit)),
        // `5€ USD` and the like are left to `priced`, which knows the sign in front.
        _ => Err(Refusal::Unclear),
    }
}

/// The `e5` of `1e5`
fn is_exponent(rest: &str) -> bool {
    let power = rest.strip_prefix(['e', 'E']);
    power.is_some_and(|power| power.starts_with(|c: char| c.is_ascii_digit() || "+-".contains(c)))
}

/// Small letters that could be a scale or a unit: `5m`, `$1m`, `2b`; and other people's scales.
fn small_scale(text: &str, rest: &str, money: bool) -> Option<QuantityError> {
    let word = first_word(rest);
    let after = rest.get(word.len()..)?;
    let head = text.strip_suffix(rest)?;
    let money = money
        || currency::sign(after.trim_start()).is_some()
        || currency::code(first_word(after.trim_start())).is_some();
    let tight = head.trim_end();
    let with = |scale: &str| format!("{tight}{scale}{after}");
    let unclear = |meanings: &str| {
        QuantityError::new(format!(
            "the `{word}` in {} can mean {meanings}",
            quoted(text)
        ))
    };
    match (word, money) {
        ("m", true) => Some(unclear("a million or a thousand").help(format!(
            "write {} for millions or {} for thousands",
            quoted(&with("M")),
            quoted(&with("k"))
        ))),
        ("m", false) => Some(unclear("million, minutes or metres").help(format!(
            "write {} for millions or {} for minutes (or spell out `metres`)",
            quoted(&with("M")),
            quoted(&with(" min"))
        ))),
        ("b", true) => Some(unclear("only billions").readings(&[with("B")])),
        ("b", false) => Some(unclear("billions or bytes").help(format!(
            "write {} for billions or {} for bytes",
            quoted(&with("B")),
            quoted(&with(" bytes"))
        ))),
        _ => foreign_scale(text, word, tight, after),
    }
}

/// Scales of other languages and trades, which must not pass for units.
fn foreign_scale(text: &str, word: &str, head: &str, after: &str) -> Option<QuantityError> {
    let scale = match word.to_lowercase().as_str() {
        "mn" | "mln" | "mio" => Some("M"),
        "mm" if word == "MM" => Some("M"),
        "mrd" | "mia" => Some("B"),
        "tsd" => Some("k"),
        "hundred" | "dozen" | "lakh" | "crore" | "trillion" | "tn" => None,
        _ => return None,
    };
    let after = after.strip_prefix('.').unwrap_or(after);
    let readings: Vec<String> = scale
        .map(|scale| format!("{head}{scale}{after}"))
        .into_iter()
        .collect();
    Some(
        QuantityError::new(format!("`{word}` in {} is no scale here", quoted(text)))
            .help("write the digits, or use `k`, `M` or `B`")
            .readings(&readings),
    )
}

/// `1h 30m`: several whole units of time, from large to small, as a number of the smallest.
/// `None` where the text is no such thing.
fn compound(first: Decimal, rest: &str) -> Option<Result<(Decimal, Unit), Refusal>> {
    let (mut unit, mut rest) = time_unit(rest, None)?;
    rest.starts_with(|c: char| c.is_ascii_digit())
        .then_some(())?;
    let mut total = first;
    while !rest.is_empty() {
        let part = match number(rest) {
            Ok(part) => part,
            Err(_) => return Some(Err(Refusal::Unclear)),
        };
        let Some((smaller, after)) = time_unit(part.rest, Some(unit)) else {
            let error = QuantityError::new("each part of a span of time needs its unit")
                .help("write it as in `1h 30min`");
            return Some(Err(error.into()));
        };
        if smaller >= unit || smaller.is_calendar() != unit.is_calendar() {
            return Some(Err(Refusal::Unclear));
        }
        let steps = unit.factor().checked_div(smaller.factor());
        let sum = steps
            .and_then(|steps| total.checked_mul(steps))
            .and_then(|total| total.checked_add(part.value));
        match sum {
            Some(sum) => total = sum,
            None => return Some(Err(too_large(rest).into())),
        }
        (unit, rest) = (smaller, after);
    }
    Some(Ok((total, Unit::Compound(unit))))
}

/// The unit of time that `text` starts with, and what follows it. Between other units of time an
/// `m` can only be minutes.
fn time_unit(text: &str, larger: Option<DurationUnit>) -> Option<(DurationUnit, &str)> {
    let letters = text
        .find(|c: char| !c.is_alphabetic())
        .unwrap_or(text.len());
    let word = text.get(..letters)?;
    let after = text.get(letters..)?.trim_start();
    let seconds_follow = || {
        number(after).is_ok_and(|part| matches!(part.rest, "s" | "sec" | "secs" | "seconds" | "ms"))
    };
    let unit = match (word, larger) {
        ("m", Some(_)) => DurationUnit::Minute,
        ("m", None) if seconds_follow() => DurationUnit::Minute,
        _ => DurationUnit::named(word)?,
    };
    Some((unit, after))
}

/// The unit of an amount with its currency in front. A rate such as `$20/user` counts in words.
fn priced(money: Unit, behind: Unit) -> Result<Unit, Refusal> {
    let Unit::Currency(Currency { code, .. }) = money else {
        return Err(Refusal::Unclear);
    };
    match &behind {
        Unit::Bare => Ok(money),
        Unit::Currency(second) if currency::agree(code, second.code) => Ok(behind),
        Unit::Words(words) if words.starts_with('/') => {
            Ok(Unit::Words(format!("{code}{}", &**words).into()))
        }
        Unit::Words(words) if words.starts_with("per ") => {
            Ok(Unit::Words(format!("{code} {}", &**words).into()))
        }
        _ => Err(Refusal::Unclear),
    }
}

#[cfg(test)]
pub(crate) mod tests;
