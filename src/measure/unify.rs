//! Brings the quantities of one key result to one unit, so that they can be compared. What the
//! target makes of them is the business of `aim`.

use rust_decimal::Decimal;

use crate::model::quantity::{Quantity, QuantityError};
use crate::model::unit::Unit;

/// Why the values of a key result do not fit together.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct AimError {
    /// Which of the two kinds of trouble it is.
    pub kind: AimErrorKind,
    /// The value to point at.
    pub part: Part,
    /// What is wrong, and why, in one sentence without a full stop.
    pub message: String,
    /// What to write instead.
    pub help: Option<String>,
    /// The whole text of that value respelt, where there is just one way to mean it.
    pub fix: Option<String>,
}

/// What is wrong with values beside each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AimErrorKind {
    /// They are of different dimensions (rule `unit-mismatch`).
    Mismatch,
    /// One of them can be read in two ways, or makes no sense (rule `invalid-value`).
    Refused,
}

/// A field of a key result or kpi that holds a value, or says what values count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Part {
    /// `baseline`
    Baseline,
    /// `target`, and `stretch` where that is what is judged.
    Target,
    /// `current`, or the value of a check-in.
    Current,
    /// `unit`
    Unit,
}

impl Part {
    /// The field's name in a document.
    #[must_use]
    pub const fn field(self) -> &'static str {
        match self {
            Self::Baseline => "baseline",
            Self::Target => "target",
            Self::Current => "current",
            Self::Unit => "unit",
        }
    }
}

/// The magnitude of `quantity` among values in `unit`: a bare number is taken to be in that unit,
/// any other must be of its dimension. A bare number above 0 and up to 1 beside a percentage is
/// refused, since `0.4` can mean 40% or 0.4%.
pub fn unify(quantity: &Quantity, unit: &Unit, part: Part) -> Result<Decimal, AimError> {
    match &quantity.unit {
        Unit::Bare if *unit == Unit::Percent && is_fraction(quantity.value) => {
            Err(fraction(quantity, part))
        }
        Unit::Bare if matches!(unit, Unit::Compound(_)) => {
            let message = format!(
                "`{}` beside a span of time in several units needs its own unit",
                quantity.text
            );
            Err(AimError::refused(part, message).help("write it as in `2h` or `90 min`"))
        }
        Unit::Bare => unit
            .magnitude(quantity.value)
            .ok_or_else(|| AimError::too_large(part, quantity)),
        own if own.dimension() == unit.dimension() => Ok(quantity.magnitude()),
        _ => Err(mismatch(quantity, unit, part)),
    }
}

impl AimError {
    pub(super) fn mismatch(part: Part, message: String) -> Self {
        Self::new(AimErrorKind::Mismatch, part, message)
    }

    pub(super) fn refused(part: Part, message: String) -> Self {
        Self::new(AimErrorKind::Refused, part, message)
    }

    pub(super) fn too_large(part: Part, quantity: &Quantity) -> Self {
        let message = format!("`{}` is too large to calculate with", quantity.text);
        Self::refused(part, message).help("count it in a larger unit")
    }

    pub(super) fn in_unit_field(error: QuantityError) -> Self {
        Self {
            help: error.help,
            ..Self::refused(Part::Unit, error.message)
        }
    }

    pub(super) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    pub(super) fn fix(mut self, fix: impl Into<String>) -> Self {
        self.fix = Some(fix.into());
        self
    }

    fn new(kind: AimErrorKind, part: Part, message: String) -> Self {
        Self {
            kind,
            part,
            message,
            help: None,
            fix: None,
        }
    }
}

/// Whether a bare number could be a share written as a fraction.
pub(super) fn is_fraction(value: Decimal) -> bool {
    value > Decimal::ZERO && value <= Decimal::ONE
}

/// Both ways to write a bare fraction as a percentage: `0.4` as `40%` and as `0.4%`.
pub(super) fn as_percentages(quantity: &Quantity) -> [String; 2] {
    let digits = quantity.text.trim();
    let sign = if digits.starts_with('+') { "+" } else { "" };
    let hundredfold = quantity
        .value
        .saturating_mul(Decimal::ONE_HUNDRED)
        .normalize();
    [format!("{sign}{hundredfold}%"), format!("{digits}%")]
}

fn fraction(quantity: &Quantity, part: Part) -> AimError {
    let [share, plain] = as_percentages(quantity);
    let message = format!(
        "`{}` beside a percentage can mean {share} or {plain}",
        quantity.text
    );
    AimError::refused(part, message).help(format!("write `{share}` or `{plain}`"))
}

fn mismatch(quantity: &Quantity, unit: &Unit, part: Part) -> AimError {
    let message = format!(
        "the {} `{}` is {} and cannot be compared with values {}",
        part.field(),
        quantity.text,
        said(&quantity.unit),
        said(unit)
    );
    let help = match unit {
        Unit::Bare => "give the target the same unit, or name it in `unit`".to_owned(),
        unit => format!(
            "write all values of one key result in one unit, here as in `{}`",
            unit.spell("5")
        ),
    };
    AimError::mismatch(part, message).help(help)
}

/// `in %`, `without a unit`
pub(super) fn said(unit: &Unit) -> String {
    match unit.name() {
        Some(name) => format!("in `{name}`"),
        None => "without a unit".to_owned(),
    }
}
