//! What all JSON formats have in common: who wrote it, quantities, shares. What a tree and a single
//! node look like is in `node`, what the time of a team looks like in `team`.

pub mod node;
pub mod team;

use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::Serialize;

use crate::model::target::{Comparator, TargetKind};
use crate::model::{Measured, Quantity as Value, Target};

/// The program that wrote it.
#[derive(Debug, Clone, Copy, Serialize, JsonSchema)]
pub struct Tool {
    /// Its name.
    name: &'static str,
    /// Its version.
    version: &'static str,
}

/// This program.
pub const TOOL: Tool = Tool {
    name: "okr",
    version: env!("CARGO_PKG_VERSION"),
};

/// A value as written, with the number that it means where it is one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Quantity {
    /// As written; where nobody wrote it, as it would be.
    text: String,
    /// The exact decimal that it means, with its scale applied; null for what is no single number, such as a band, `TBD` or `confidential`.
    value: Option<String>,
    /// What it counts: `%`, `users`, `$`; null for a bare number.
    unit: Option<String>,
}

impl Quantity {
    fn unknown(text: &str) -> Self {
        Self {
            text: text.trim().to_owned(),
            value: None,
            unit: None,
        }
    }

    /// A value that nobody wrote, in digits with its unit behind it.
    pub fn computed(value: Decimal, unit: Option<String>) -> Self {
        let value = value.normalize().to_string();
        Self {
            text: match &unit {
                Some(unit) => format!("{value} {unit}"),
                None => value.clone(),
            },
            value: Some(value),
            unit,
        }
    }

    /// A value that nobody wrote, as `text`.
    pub fn said(text: String, value: Decimal, unit: Option<String>) -> Self {
        Self {
            text,
            value: Some(value.normalize().to_string()),
            unit,
        }
    }

    fn known(text: &str, value: &Value) -> Self {
        Self {
            text: text.trim().to_owned(),
            value: Some(value.value.normalize().to_string()),
            unit: value.unit_name(),
        }
    }
}

impl From<&Value> for Quantity {
    fn from(value: &Value) -> Self {
        Self::known(&value.text, value)
    }
}

impl From<&Measured> for Quantity {
    fn from(measured: &Measured) -> Self {
        match measured.quantity() {
            Some(value) => Self::known(measured.text(), value),
            None => Self::unknown(measured.text()),
        }
    }
}

/// A level has the value of its bound, a change its own; a band has none, because it has two.
impl From<&Target> for Quantity {
    fn from(target: &Target) -> Self {
        match &target.kind {
            TargetKind::Value(value) | TargetKind::Level { bound: value, .. } => {
                Self::known(&target.text, value)
            }
            TargetKind::Change(change) => Self::known(&target.text, change.quantity()),
            TargetKind::Band { low, .. } => Self {
                value: None,
                ..Self::known(&target.text, low)
            },
            TargetKind::Placeholder | TargetKind::Confidential => Self::unknown(&target.text),
        }
    }
}

/// How a target is compared; nothing for a plain value, and where none is given.
pub const fn comparator(target: &Target) -> Option<&'static str> {
    match &target.kind {
        TargetKind::Level { comparator, .. } => Some(match comparator {
            Comparator::AtLeast => "at_least",
            Comparator::AtMost => "at_most",
            Comparator::Above => "above",
            Comparator::Below => "below",
        }),
        TargetKind::Band { .. } => Some("band"),
        TargetKind::Change(_) => Some("change"),
        TargetKind::Value(_) | TargetKind::Placeholder | TargetKind::Confidential => None,
    }
}

/// A share, a score or a weight as a JSON number: the nearest one that there is.
pub fn number(value: Decimal) -> f64 {
    // A decimal in digits is always a number; by way of text it is the nearest.
    value.normalize().to_string().parse().unwrap_or_default()
}
