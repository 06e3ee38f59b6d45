//! Why a value could not be read, in a user's words.

use crate::model::date::DateError;
use crate::model::quantity::QuantityError;

/// A value that cannot be read: what is wrong, what to write, and the respelling where there is
/// only one that can be meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// What is wrong, without a full stop.
    pub message: String,
    /// What to write instead.
    pub help: Option<String>,
    /// The one respelling that is likely.
    pub fix: Option<String>,
    /// Whether it can mean nothing else.
    pub is_sure: bool,
}

impl Refusal {
    /// A refusal that says what is wrong and what to write.
    pub fn new(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            help: Some(help.into()),
            fix: None,
            is_sure: true,
        }
    }
}

impl From<QuantityError> for Refusal {
    fn from(error: QuantityError) -> Self {
        Self {
            message: error.message,
            help: error.help,
            fix: error.fix,
            is_sure: error.is_sure,
        }
    }
}

impl From<DateError> for Refusal {
    fn from(error: DateError) -> Self {
        Self {
            message: error.message,
            help: Some(error.help),
            fix: error.fix,
            is_sure: true,
        }
    }
}
