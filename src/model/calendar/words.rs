//! The words and numbers that a name is made of. What they mean together is in `misspelt`.

use crate::model::calendar::number;

/// The words and numbers of a name, without the ordinal endings of its numbers (`1st`). Nothing
/// for a name with characters that no spelling of a cycle has.
pub(super) fn tokens(folded: &str) -> Option<Vec<Token>> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut kind = Kind::Between;
    for char in folded.chars() {
        let next = Kind::of(char)?;
        match tokens.last_mut() {
            _ if next == Kind::Between => {}
            Some(token) if next == kind => token.text.push(char),
            _ => tokens.push(Token {
                text: char.to_string(),
                glued: kind != Kind::Between,
            }),
        }
        kind = next;
    }
    tokens.retain(|token| !(token.glued && matches!(&*token.text, "st" | "nd" | "rd" | "th")));
    Some(tokens)
}

/// A word or a number of a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) text: String,
    /// Whether it follows the one before without anything between them.
    pub(super) glued: bool,
}

impl Token {
    pub(super) fn value<N: std::str::FromStr>(&self) -> Option<N> {
        number(&self.text)
    }

    /// Whether it is the same word, or the same number whatever its leading zeros.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        self.text == other.text
            || self
                .value::<u64>()
                .is_some_and(|value| other.value() == Some(value))
    }

    /// The year that it writes with four digits.
    pub(super) fn year(&self) -> Option<i16> {
        self.value().filter(|_| self.text.len() == 4)
    }

    /// The year that it writes with two digits, in this century.
    pub(super) fn short_year(&self) -> Option<i16> {
        self.value::<i16>()
            .filter(|_| self.text.len() == 2)
            .map(|value| 2000 + value)
    }

    /// The number of a part of the year.
    pub(super) fn count(&self) -> Option<i8> {
        self.value().filter(|_| self.text.len() <= 2)
    }

    /// Whether it is a word for a half or a quarter.
    pub(super) fn is_part(&self) -> bool {
        matches!(self.part(), Some(PartWord::Quarter | PartWord::Half))
    }

    /// The part of the year that it is a word for.
    pub(super) fn part(&self) -> Option<PartWord> {
        match self.text.as_str() {
            "q" | "quarter" | "qtr" => Some(PartWord::Quarter),
            "h" | "half" => Some(PartWord::Half),
            "m" | "month" => Some(PartWord::Month),
            "t" | "trimester" | "tertial" => Some(PartWord::Other(4)),
            "s" | "semester" => Some(PartWord::Other(2)),
            "w" | "week" | "kw" => Some(PartWord::Other(53)),
            _ => None,
        }
    }
}

/// A word for a part of the year.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum PartWord {
    Quarter,
    Half,
    Month,
    /// One that no built-in name has; a year has at most so many of it.
    Other(i8),
}

/// What a character of a name is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Letter,
    Digit,
    Between,
}

impl Kind {
    fn of(char: char) -> Option<Self> {
        match char {
            '0'..='9' => Some(Self::Digit),
            ' ' | '-' | '.' | ',' | '\'' | '’' | '(' | ')' | '[' | ']' => Some(Self::Between),
            '\u{2010}'..='\u{2014}' => Some(Self::Between),
            _ if char.is_alphabetic() => Some(Self::Letter),
            _ => None,
        }
    }
}
