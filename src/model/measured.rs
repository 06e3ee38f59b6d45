//! Measured values: what stands in `baseline`, `current` and check-ins. Targets have a grammar of
//! their own.

use crate::source::Text;

use super::placeholder::{is_confidential, is_placeholder};
use super::quantity::{Quantity, QuantityError};
use super::unit::Unit;

/// A measured value.
///
/// Whether a signed quantity is a negative value or a change so far follows from the target, so
/// that [`Quantity::signed`] is kept and nothing is decided here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Measured {
    /// The value.
    Known(Quantity),
    /// A stand-in such as `TBD`, as written.
    Placeholder(Text),
    /// The value is known, but not shown here.
    Confidential(Text),
}

impl Measured {
    /// Reads a value, a placeholder or `confidential`.
    pub fn parse(text: &Text) -> Result<Self, QuantityError> {
        if is_confidential(text) {
            return Ok(Self::Confidential(text.clone()));
        }
        if is_placeholder(text) {
            return Ok(Self::Placeholder(text.clone()));
        }
        Quantity::parse(text).map(Self::Known)
    }

    /// The text as written.
    #[must_use]
    pub fn text(&self) -> &Text {
        match self {
            Self::Known(quantity) => &quantity.text,
            Self::Placeholder(text) | Self::Confidential(text) => text,
        }
    }

    /// The same with `unit` where the number has none of its own.
    #[must_use]
    pub fn counted_in(self, unit: &Unit) -> Self {
        match self {
            Self::Known(quantity) => Self::Known(quantity.or_counted_in(unit)),
            other => other,
        }
    }

    /// The quantity, where there is one.
    #[must_use]
    pub fn quantity(&self) -> Option<&Quantity> {
        match self {
            Self::Known(quantity) => Some(quantity),
            Self::Placeholder(_) | Self::Confidential(_) => None,
        }
    }
}
