//! Shares of a whole: allocations, confidence, weights of progress, scores.

use rust_decimal::Decimal;

use crate::source::Text;

use super::explain::is_nothing;
use super::placeholder::is_placeholder;
use super::quantity::{Quantity, QuantityError};
use super::quantity_error::quoted;
use super::unit::Unit;

/// A share of a whole: 0 is nothing, 1 all of it. `0.4`, `40%` and `4/10` are the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Share(Decimal);

impl Share {
    /// Nothing.
    pub const NONE: Self = Self(Decimal::ZERO);
    /// All of it.
    pub const WHOLE: Self = Self(Decimal::ONE);

    /// Reads a share from 0 to 1.
    pub fn parse(text: &Text) -> Result<Self, QuantityError> {
        let share = read(text, Decimal::ONE)?;
        if share > Self::WHOLE {
            return Err(
                QuantityError::new(format!("{} is more than the whole", quoted(text)))
                    .help("write a share from 0% to 100%"),
            );
        }
        Ok(share)
    }

    /// Reads a share that may exceed the whole, such as a score of `1.2` or `120%`. Without a `%`
    /// it must stay at 2 or below: a score of `7` is far more likely to be `7/10`.
    pub fn parse_open(text: &Text) -> Result<Self, QuantityError> {
        read(text, Decimal::TWO)
    }

    /// The share as a number: 0.4 for `40%`.
    #[must_use]
    pub const fn value(self) -> Decimal {
        self.0
    }

    /// Both shares together, which can be more than the whole.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

/// A share as a percentage, with all of its digits: `62.5%` for 0.625.
#[must_use]
pub fn percent(share: Decimal) -> String {
    let percent = share.saturating_mul(Decimal::ONE_HUNDRED);
    format!("{}%", percent.normalize())
}

const FORMS: &str = "write a share such as `60%`, `0.6` or `6/10`";

/// Reads a share of any size; a number without `%` only up to `largest_bare`.
fn read(text: &Text, largest_bare: Decimal) -> Result<Share, QuantityError> {
    let quantity = Quantity::parse(text).map_err(|error| unread(text.trim(), error))?;
    if quantity.signed {
        let message = format!("{} has a sign, which a share has not", quoted(text));
        return Err(QuantityError::new(message).help(FORMS));
    }
    match quantity.unit {
        Unit::Percent => quantity
            .value
            .checked_mul(Decimal::new(1, 2))
            .map(Share)
            .ok_or_else(|| QuantityError::new("the share is too large to calculate with")),
        Unit::Ratio { .. } => Ok(Share(quantity.magnitude())),
        Unit::Bare if quantity.value <= largest_bare => Ok(Share(quantity.value)),
        Unit::Bare => Err(bare(text, quantity.value)),
        _ => Err(QuantityError::new(format!("{} is no share", quoted(text))).help(FORMS)),
    }
}

/// A share that is no quantity: in words, or not there.
fn unread(text: &str, error: QuantityError) -> QuantityError {
    const IN_WORDS: &[(&str, &str)] = &[
        ("none", "0%"),
        ("quarter", "25%"),
        ("half", "50%"),
        ("all", "100%"),
    ];
    if is_nothing(text) {
        return error.help("leave the line out while it is not known");
    }
    if !text.starts_with(char::is_alphabetic) || is_placeholder(text) {
        return QuantityError {
            help: error.help.or_else(|| Some(FORMS.to_owned())),
            ..error
        };
    }
    let spoken = IN_WORDS
        .iter()
        .find(|(word, _)| word.eq_ignore_ascii_case(text));
    match spoken {
        Some((_, share)) => error.readings(&[(*share).to_owned()]),
        None => error.help(FORMS),
    }
}

/// `40` is no share; what it is likely to be depends on its size.
fn bare(text: &str, value: Decimal) -> QuantityError {
    let number = text.trim();
    let error = QuantityError::new(format!("{} is more than the whole", quoted(number)));
    match value {
        value if value < Decimal::TEN => {
            error.readings(&[format!("{number}%"), format!("{number}/10")])
        }
        value if value <= Decimal::ONE_HUNDRED => error.readings(&[format!("{number}%")]).guessed(),
        _ => error.help(FORMS),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use proptest::prelude::*;

    use super::*;

    fn text(text: &str) -> Text {
        Text::from(text)
    }

    #[test]
    fn reads_shares_in_three_forms() {
        for (written, value) in [
            ("0.4", "0.4"),
            ("40%", "0.4"),
            ("40 %", "0.4"),
            ("4/10", "0.4"),
            ("6/10", "0.6"),
            (".6", "0.6"),
            ("0", "0"),
            ("0%", "0"),
            ("1", "1"),
            ("100%", "1"),
            ("1%", "0.01"),
            ("0.4%", "0.004"),
            ("33.3%", "0.333"),
            ("5/5", "1"),
        ] {
            let expected = Decimal::from_str_exact(value).unwrap();
            assert_eq!(
                Share::parse(&text(written)).unwrap().value(),
                expected,
                "{written}"
            );
            assert_eq!(
                Share::parse_open(&text(written)).unwrap().value(),
                expected,
                "{written}"
            );
        }
    }

    #[test]
    fn reads_results_above_the_whole_where_asked() {
        for (written, value) in [
            ("1.2", "1.2"),
            ("120%", "1.2"),
            ("12/10", "1.2"),
            ("300%", "3"),
            ("2", "2"),
        ] {
            let expected = Decimal::from_str_exact(value).unwrap();
            assert_eq!(
                Share::parse_open(&text(written)).unwrap().value(),
                expected,
                "{written}"
            );
            assert!(Share::parse(&text(written)).is_err(), "{written}");
        }
    }

    #[test]
    fn refuses_with_advice() {
        for (written, help, fix) in [
            ("40", "`40%`", "40%"),
            ("100", "`100%`", "100%"),
            ("6", "`6%` or `6/10`", ""),
            ("400", "`0.6`", ""),
            ("-40%", "`60%`", ""),
            ("+5%", "`60%`", ""),
            ("5 users", "`60%`", ""),
            ("5pp", "`60%`", ""),
            ("$5", "`60%`", ""),
            ("0,4", "`0.4`", "0.4"),
            ("4/0", "`60%`", ""),
            ("TBD", "number", ""),
            ("", "number", ""),
            ("high", "`6/10`", ""),
            ("half", "`50%`", "50%"),
            ("10", "`10%`", "10%"),
            ("null", "leave the line out", ""),
        ] {
            for error in [
                Share::parse(&text(written)),
                Share::parse_open(&text(written)),
            ] {
                let error = error.unwrap_err();
                assert!(
                    error.help.as_ref().unwrap().contains(help),
                    "{written}: {error:?}"
                );
                assert_eq!(error.fix.unwrap_or_default(), fix, "{written}");
            }
        }
        for written in ["110%", "11/10"] {
            let error = Share::parse(&text(written)).unwrap_err();
            assert!(error.message.contains("more than the whole"), "{written}");
        }
    }

    proptest! {
        #[test]
        fn shares_stay_in_range(written in prop_oneof![any::<String>(), "[0-9.]{1,5}(%|/[0-9]{1,3})?"]) {
            if let Ok(share) = Share::parse(&text(&written)) {
                prop_assert!(share >= Share::NONE && share <= Share::WHOLE);
            }
            if let Ok(share) = Share::parse_open(&text(&written)) {
                prop_assert!(share >= Share::NONE);
            }
        }
    }
}
