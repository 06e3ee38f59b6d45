//! Comparators such as `at least` and `≤`: which words and signs stand for them, and when a value
//! meets one. The quantity beside them is read elsewhere.

use rust_decimal::Decimal;

/// On which side of a bound a level is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Comparator {
    /// The bound or more.
    AtLeast,
    /// The bound or less.
    AtMost,
    /// More than the bound.
    Above,
    /// Less than the bound.
    Below,
}

impl Comparator {
    /// Whether `value` keeps to this side of `bound`; both are magnitudes of one dimension.
    #[must_use]
    pub fn is_met(self, value: Decimal, bound: Decimal) -> bool {
        match self {
            Self::AtLeast => value >= bound,
            Self::AtMost => value <= bound,
            Self::Above => value > bound,
            Self::Below => value < bound,
        }
    }

    /// The usual words for it, such as `at least`.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::AtLeast => "at least",
            Self::AtMost => "at most",
            Self::Above => "above",
            Self::Below => "below",
        }
    }

    /// The comparator before or after a quantity, with the text that is left; `None` where there
    /// is none. `90+` and `5+ users` count as `at least`, hence the owned text.
    pub(crate) fn split(text: &str) -> Option<(Self, String)> {
        split_before(text)
            .or_else(|| split_after(text))
            .map(|(comparator, rest)| (comparator, rest.trim().to_owned()))
            .or_else(|| split_plus(text))
    }
}

/// `text` without `prefix` (of ASCII letters in lower case, matched in any case).
pub(crate) fn strip_start<'t>(text: &'t str, prefix: &str) -> Option<&'t str> {
    let start = text.get(..prefix.len())?;
    let rest = text.get(prefix.len()..)?;
    start.eq_ignore_ascii_case(prefix).then_some(rest)
}

/// `text` without `word` and the white space that has to follow it.
pub(crate) fn strip_word<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    let rest = strip_start(text, word)?;
    rest.starts_with(char::is_whitespace)
        .then(|| rest.trim_start())
}

fn split_before(text: &str) -> Option<(Comparator, &str)> {
    let sign = SIGNS
        .iter()
        .find_map(|(sign, comparator)| Some((*comparator, text.strip_prefix(sign)?)));
    sign.or_else(|| {
        BEFORE
            .iter()
            .find_map(|(words, comparator)| Some((*comparator, strip_word(text, words)?)))
    })
}

fn split_after(text: &str) -> Option<(Comparator, &str)> {
    AFTER.iter().find_map(|(words, comparator)| {
        let cut = text.len().checked_sub(words.len())?;
        let (rest, end) = (text.get(..cut)?, text.get(cut..)?);
        let apart = rest.ends_with(char::is_whitespace) && end.eq_ignore_ascii_case(words);
        apart.then_some((*comparator, rest))
    })
}

/// The one `+` that stands right behind a number or its unit.
fn split_plus(text: &str) -> Option<(Comparator, String)> {
    let (before, after) = text.split_once('+')?;
    let behind_number = before.contains(|c: char| c.is_ascii_digit())
        && before.ends_with(|c: char| c.is_alphanumeric() || "%€£¥₹".contains(c));
    let ends = after.is_empty() || after.starts_with(char::is_whitespace);
    (behind_number && ends && !after.contains('+'))
        .then(|| (Comparator::AtLeast, format!("{before}{after}")))
}

/// Signs that stand before a quantity.
pub(crate) const SIGNS: &[(&str, Comparator)] = &[
    (">=", Comparator::AtLeast),
    ("=>", Comparator::AtLeast),
    ("≥", Comparator::AtLeast),
    ("⩾", Comparator::AtLeast),
    ("<=", Comparator::AtMost),
    ("=<", Comparator::AtMost),
    ("≤", Comparator::AtMost),
    ("⩽", Comparator::AtMost),
    (">", Comparator::Above),
    ("<", Comparator::Below),
];

/// Words that stand before a quantity; longer phrases before the ones they begin with.
pub(crate) const BEFORE: &[(&str, Comparator)] = &[
    ("at least", Comparator::AtLeast),
    ("no less than", Comparator::AtLeast),
    ("not less than", Comparator::AtLeast),
    ("no fewer than", Comparator::AtLeast),
    ("not fewer than", Comparator::AtLeast),
    ("not below", Comparator::AtLeast),
    ("a minimum of", Comparator::AtLeast),
    ("minimum of", Comparator::AtLeast),
    ("minimum", Comparator::AtLeast),
    ("min.", Comparator::AtLeast),
    ("min", Comparator::AtLeast),
    ("at most", Comparator::AtMost),
    ("no more than", Comparator::AtMost),
    ("not more than", Comparator::AtMost),
    ("not above", Comparator::AtMost),
    ("up to", Comparator::AtMost),
    ("a maximum of", Comparator::AtMost),
    ("maximum of", Comparator::AtMost),
    ("maximum", Comparator::AtMost),
    ("max.", Comparator::AtMost),
    ("max", Comparator::AtMost),
    ("above", Comparator::Above),
    ("more than", Comparator::Above),
    ("greater than", Comparator::Above),
    ("higher than", Comparator::Above),
    ("over", Comparator::Above),
    ("below", Comparator::Below),
    ("less than", Comparator::Below),
    ("fewer than", Comparator::Below),
    ("lower than", Comparator::Below),
    ("under", Comparator::Below),
];

/// Words that stand after a quantity. `min` is missing on purpose: there it means minutes.
pub(crate) const AFTER: &[(&str, Comparator)] = &[
    ("or more", Comparator::AtLeast),
    ("or higher", Comparator::AtLeast),
    ("or greater", Comparator::AtLeast),
    ("or above", Comparator::AtLeast),
    ("or over", Comparator::AtLeast),
    ("and above", Comparator::AtLeast),
    ("at least", Comparator::AtLeast),
    ("minimum", Comparator::AtLeast),
    ("or less", Comparator::AtMost),
    ("or fewer", Comparator::AtMost),
    ("or lower", Comparator::AtMost),
    ("or below", Comparator::AtMost),
    ("or under", Comparator::AtMost),
    ("and below", Comparator::AtMost),
    ("at most", Comparator::AtMost),
    ("maximum", Comparator::AtMost),
    ("max", Comparator::AtMost),
];
