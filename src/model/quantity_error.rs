//! The refusal of a text where a quantity is expected. Which texts are refused is decided where
//! they are read.

/// A text that is refused where a quantity is expected.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct QuantityError {
    /// What is wrong, and why, in one sentence without a full stop.
    pub message: String,
    /// What to write instead.
    pub help: Option<String>,
    /// The whole text respelt, where there is just one way to mean it.
    pub fix: Option<String>,
    /// Whether that way is sure, and not only likely.
    pub is_sure: bool,
}

impl QuantityError {
    /// A refusal with nothing but its message.
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            help: None,
            fix: None,
            is_sure: true,
        }
    }

    /// The same where the fix is only likely.
    pub(crate) fn guessed(self) -> Self {
        Self {
            is_sure: false,
            ..self
        }
    }

    /// Adds advice in words.
    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Adds the ways to write what may be meant. A single one is offered as the fix.
    pub(crate) fn readings(mut self, readings: &[String]) -> Self {
        let spelt: Vec<String> = readings.iter().map(|text| quoted(text)).collect();
        if !spelt.is_empty() {
            self.help = Some(format!("write {}", spelt.join(" or ")));
        }
        if let [only] = readings {
            self.fix = Some(only.clone());
        }
        self
    }

    /// The same for a text that holds the refused `part`: advice and fix are given for the whole.
    pub(crate) fn within(mut self, whole: &str, part: &str) -> Self {
        self.fix = self
            .fix
            .filter(|_| !part.is_empty() && whole.matches(part).count() == 1)
            .map(|fix| whole.replacen(part, &fix, 1));
        if let Some(fix) = &self.fix {
            self.help = Some(format!("write {}", quoted(fix)));
        }
        self
    }
}

/// `text` in backquotes, cut where it is long: a message is a sentence, not a page.
pub(crate) fn quoted(text: &str) -> String {
    const LONGEST: usize = 60;
    match text.char_indices().nth(LONGEST) {
        Some((cut, _)) => format!("`{}…`", text.get(..cut).unwrap_or_default()),
        None => format!("`{text}`"),
    }
}
