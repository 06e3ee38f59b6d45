//! Shares of a whole: allocations, confidence, weights of progress, scores.

use rust_decimal::Decimal;

use crate::source::Text;

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
}

const FORMS: &str = "write a share as `40%`, `0.4` or `4/10`";

/// Reads a share of any size; a number without `%` only up to `largest_bare`.
fn read(text: &Text, largest_bare: Decimal) -> Result<Share, QuantityError> {
    let quantity = Quantity::parse(text).map_err(|error| QuantityError {
        help: error.help.or_else(|| Some(FORMS.to_owned())),
        ..error
    })?;
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

/// `40` is no share; what it is likely to be depends on its size.
fn bare(text: &str, value: Decimal) -> QuantityError {
    let number = text.trim();
    let error = QuantityError::new(format!("{} is more than the whole", quoted(number)));
    match value {
        value if value <= Decimal::TEN => {
            error.readings(&[format!("{number}%"), format!("{number}/10")])
        }
        value if value <= Decimal::ONE_HUNDRED => error.readings(&[format!("{number}%")]),
        _ => error.help(FORMS),
    }
}
