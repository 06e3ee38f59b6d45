//! Units and dimensions: what a number counts, and which numbers can be compared. The number itself
//! is not here.

mod text;

use rust_decimal::Decimal;

use crate::source::Text;

use super::comparator::strip_word;
use super::currency::{self, Currency};
pub use super::duration::DurationUnit;
use super::quantity_error::{QuantityError, quoted};
pub(crate) use text::{LINKING, RELATIVE};
pub(super) use text::{first_word, read};

/// What a number counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unit {
    /// No unit is written.
    Bare,
    /// `%`, `percent`.
    Percent,
    /// `pp`, the difference of two percentages.
    PercentagePoints,
    /// `points`, of whatever scale.
    Points,
    /// `x`, a multiple.
    Times,
    /// An amount of money.
    Currency(&'static Currency),
    /// A span of time in one unit.
    Duration(DurationUnit),
    /// A span of time in several units (`1h 30m`), counted in the smallest of them.
    Compound(DurationUnit),
    /// So much out of `of`, as in `4.5/5`; `of` is above zero.
    Ratio {
        /// The whole.
        of: Box<Decimal>,
    },
    /// Any other words, as written.
    Words(Text),
}

/// What can be compared with what. Two quantities of one dimension have comparable magnitudes.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Dimension {
    /// Numbers without a unit.
    Number,
    /// Percentages; the magnitude of `5%` is 5.
    Percentage,
    /// Differences of percentages; the magnitude of `5pp` is 5.
    PercentagePoints,
    /// Points.
    Points,
    /// Multiples.
    Multiple,
    /// Money of the currency with this ISO 4217 code.
    Money(&'static str),
    /// Time in units of a fixed length, in seconds.
    Time,
    /// Months, quarters and years, in months: they have no fixed number of days.
    Calendar,
    /// Ratios, as their quotient.
    Ratio,
    /// The words of the unit, without the difference of case and plural.
    Words(String),
}

impl Unit {
    /// Reads a unit that stands by itself, as in `unit: users`. A scale such as `M` is refused: it
    /// belongs to the number.
    pub fn parse(text: &str) -> Result<Self, QuantityError> {
        let text = text.trim();
        let of = text
            .strip_prefix('/')
            .map(|of| Decimal::from_str_exact(of.trim()));
        if let Some(Ok(of)) = of {
            return Self::ratio(of);
        }
        let scaled_money = currency::sign(text)
            .is_some_and(|(_, rest)| SCALES.contains(&first_word(rest.trim_start())));
        if scaled_money || SCALES.contains(&first_word(text)) {
            return Err(
                QuantityError::new(format!("{} starts with a scale", quoted(text))).help(
                    "write the scale with each number, as in `7.5M`, and in `unit` only what is \
                     counted",
                ),
            );
        }
        match read(&Text::from(text), text) {
            Ok((Self::Bare, _)) => Err(QuantityError::new("there is no unit")),
            Ok((Self::Percent, rest)) if strip_word(rest, "of").is_some() => Ok(Self::Percent),
            Ok((unit, "")) => Ok(unit),
            _ => Err(QuantityError::new(format!("{} is no unit", quoted(text)))
                .help("write what is counted, such as `users`, `%`, `min` or `USD`")),
        }
    }

    /// So much out of `of`; refused unless `of` is above zero.
    pub(super) fn ratio(of: Decimal) -> Result<Self, QuantityError> {
        if of <= Decimal::ZERO {
            return Err(QuantityError::new(
                "a ratio needs something above zero to be out of",
            ));
        }
        Ok(Self::Ratio { of: Box::new(of) })
    }

    /// What it can be compared with.
    #[must_use]
    pub fn dimension(&self) -> Dimension {
        match self {
            Self::Bare => Dimension::Number,
            Self::Percent => Dimension::Percentage,
            Self::PercentagePoints => Dimension::PercentagePoints,
            Self::Points => Dimension::Points,
            Self::Times => Dimension::Multiple,
            Self::Currency(currency) => Dimension::Money(currency.code),
            Self::Duration(unit) | Self::Compound(unit) => match unit.is_calendar() {
                true => Dimension::Calendar,
                false => Dimension::Time,
            },
            Self::Ratio { .. } => Dimension::Ratio,
            Self::Words(words) => Dimension::Words(words_key(words)),
        }
    }

    /// `value` of this unit in the base unit of its dimension; `None` where that is too large. Exact
    /// but for quotients without an end and the 28th digit of very long numbers.
    #[must_use]
    pub fn magnitude(&self, value: Decimal) -> Option<Decimal> {
        match self {
            Self::Duration(unit) | Self::Compound(unit) => value.checked_mul(unit.factor()),
            Self::Ratio { of } => value.checked_div(**of),
            _ => Some(value),
        }
    }

    /// The number of this unit that has `magnitude`: the reverse of [`Unit::magnitude`].
    #[must_use]
    pub fn value_of(&self, magnitude: Decimal) -> Option<Decimal> {
        match self {
            Self::Duration(unit) | Self::Compound(unit) => magnitude.checked_div(unit.factor()),
            Self::Ratio { of } => magnitude.checked_mul(**of),
            _ => Some(magnitude),
        }
    }

    /// The name for output: `%`, `min`, `$`, `users`; `None` for bare numbers.
    #[must_use]
    pub fn name(&self) -> Option<String> {
        match self {
            Self::Bare => None,
            Self::Percent => Some("%".to_owned()),
            Self::PercentagePoints => Some("pp".to_owned()),
            Self::Points => Some("points".to_owned()),
            Self::Times => Some("x".to_owned()),
            Self::Currency(currency) => Some(currency.name.to_owned()),
            Self::Duration(unit) | Self::Compound(unit) => Some(unit.name().to_owned()),
            Self::Ratio { of } => Some(format!("/{}", of.normalize())),
            Self::Words(words) => Some(words.to_string()),
        }
    }

    /// How a number of this unit is written, for advice.
    #[must_use]
    pub fn spell(&self, number: &str) -> String {
        match self {
            Self::Currency(Currency { code, name }) if code != name => {
                match number.strip_prefix('-') {
                    Some(digits) => format!("-{name}{digits}"),
                    None => format!("{name}{number}"),
                }
            }
            Self::Percent | Self::PercentagePoints | Self::Times | Self::Ratio { .. } => {
                format!("{number}{}", self.name().unwrap_or_default())
            }
            Self::Words(words) if words.starts_with('/') => format!("{number}{}", &**words),
            _ => match self.name() {
                Some(name) => format!("{number} {name}"),
                None => number.to_owned(),
            },
        }
    }
}

/// What is a scale, or could be meant as one, where a unit is expected.
const SCALES: &[&str] = &[
    "k", "K", "m", "M", "b", "B", "bn", "thousand", "million", "billion",
];

/// The words of a unit without case and plural, to compare by and never to show. Both the singular
/// and the plural of a word lose their endings, so that it need not be known which one it was.
fn words_key(words: &str) -> String {
    let words = words
        .to_lowercase()
        .replace(" per ", "/")
        .replace('/', " / ");
    let stems: Vec<String> = words.split_whitespace().map(stem).collect();
    stems.join(" ")
}

fn stem(word: &str) -> String {
    if matches!(word, "person" | "persons") {
        return stem("people");
    }
    let mut stem = word;
    while stem.len() > 2 && !stem.ends_with("ss") {
        match stem.strip_suffix(['e', 's']) {
            Some(shorter) => stem = shorter,
            None => break,
        }
    }
    match stem.strip_suffix('i') {
        Some(start) => format!("{start}y"),
        None => stem.to_owned(),
    }
}
