//! The digits of a quantity: groups of three, decimal point and scale, as an exact decimal. Signs
//! and units are not here.

use std::borrow::Cow;

use rust_decimal::Decimal;

/// An unsigned number at the start of a text.
#[derive(Debug)]
pub(super) struct Number<'t> {
    /// The digits with their scale applied.
    pub value: Decimal,
    /// The power of ten of the scale: 0 without one, 6 for `M`.
    pub scale: u8,
    /// What follows, without white space at its start.
    pub rest: &'t str,
}

/// Why a text does not start with a number.
#[derive(Debug)]
pub(super) enum NumberError<'t> {
    /// There is no digit.
    Missing,
    /// The digits cannot be taken as they are.
    Digits {
        /// What is wrong with them.
        message: &'static str,
        /// The digits as written.
        run: &'t str,
        /// How each reading of them is written.
        readings: Vec<String>,
    },
}

/// Reads the number that `text` starts with. Without white space before it.
pub(super) fn number(text: &str) -> Result<Number<'_>, NumberError<'_>> {
    let (run, after) = text
        .split_at_checked(run_length(text))
        .unwrap_or((text, ""));
    if !run.contains(|c: char| c.is_ascii_digit()) {
        return Err(NumberError::Missing);
    }
    let refuse = |(message, readings)| NumberError::Digits {
        message,
        run,
        readings,
    };
    let (whole, fraction) = plain_digits(run).map_err(refuse)?;
    let (scale, rest) = scale(after.trim_start());
    let value = exact(&whole, fraction, scale).ok_or_else(|| refuse((TOO_LONG, Vec::new())))?;
    Ok(Number { value, scale, rest })
}

/// The spaces that may group digits: no-break, thin and narrow no-break.
const GROUP_SPACES: [char; 3] = ['\u{a0}', '\u{2009}', '\u{202f}'];
/// Kept with the digits only to be refused with the right respelling.
const APOSTROPHES: [char; 2] = ['\'', '’'];
const TOO_LONG: &str = "the number has more digits than can be kept exactly (28)";

/// How many bytes at the start of `text` belong to its digits.
fn run_length(text: &str) -> usize {
    let mut characters = text.char_indices().peekable();
    while let Some((at, c)) = characters.next() {
        let before_digit = characters.peek().is_some_and(|(_, c)| c.is_ascii_digit());
        let grouping = GROUP_SPACES.contains(&c) || APOSTROPHES.contains(&c);
        let belongs = c.is_ascii_digit() || ".,_".contains(c) || (grouping && before_digit);
        if !belongs {
            return at;
        }
    }
    text.len()
}

type Refusal = (&'static str, Vec<String>);

/// The digits before and after the decimal point, without groups.
fn plain_digits(run: &str) -> Result<(Cow<'_, str>, &str), Refusal> {
    let (whole, fraction) = match run.split_once('.') {
        Some((_, "")) => {
            return Err((
                "a decimal point needs digits behind it",
                vec![run.trim_end_matches('.').to_owned()],
            ));
        }
        Some(parts) => parts,
        None => (run, ""),
    };
    if !fraction.bytes().all(|b| b.is_ascii_digit()) {
        return Err(badly_pointed(run));
    }
    Ok((ungroup(whole, fraction)?, fraction))
}

/// `whole` without its group separators, which stand before every three digits or nowhere.
fn ungroup<'t>(whole: &'t str, fraction: &str) -> Result<Cow<'t, str>, Refusal> {
    if whole.bytes().all(|b| b.is_ascii_digit()) {
        return Ok(Cow::Borrowed(whole));
    }
    let separators: Vec<char> = whole.chars().filter(|c| !c.is_ascii_digit()).collect();
    let digits: String = whole.chars().filter(char::is_ascii_digit).collect();
    let alike = separators.iter().all(|c| Some(c) == separators.first())
        && !separators.iter().any(|c| APOSTROPHES.contains(c));
    let in_threes = grouped_by_three(whole) && !whole.starts_with('0');
    if alike && in_threes {
        return Ok(Cow::Owned(digits));
    }
    let point = if fraction.is_empty() { "" } else { "." };
    let (first, last) = whole.split_once(',').unwrap_or((whole, ""));
    let plain = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    if plain(first) && plain(last) && fraction.is_empty() {
        let pointed = format!("{first}.{last}");
        return Err(match whole.starts_with('0') {
            true => ("the decimal point is written `.`", vec![pointed]),
            false => (
                "a comma can group digits or stand for the decimal point",
                vec![pointed, digits],
            ),
        });
    }
    let plain_spelling = format!("{digits}{point}{fraction}");
    // A group of another length may be a slip of the finger in the digits themselves.
    let readings = if in_threes {
        vec![plain_spelling]
    } else {
        Vec::new()
    };
    Err((
        "digits are grouped by three, with the same `,`, `_` or thin space throughout",
        readings,
    ))
}

fn grouped_by_three(whole: &str) -> bool {
    let mut groups = whole.split(|c: char| !c.is_ascii_digit());
    let leads = groups
        .next()
        .is_some_and(|first| (1..=3).contains(&first.len()));
    leads && groups.all(|group| group.len() == 3)
}

/// Why digits with a second point, or with groups behind the point, are refused.
fn badly_pointed(run: &str) -> Refusal {
    // `1.234.567` and `1.234,56` as written where the point groups and the comma is the point.
    let (whole, cents) = run.split_once(',').unwrap_or((run, ""));
    let european = grouped_by_three(whole)
        && !whole.contains(|c: char| c != '.' && !c.is_ascii_digit())
        && cents.bytes().all(|b| b.is_ascii_digit())
        && (whole.matches('.').count() > 1 || !cents.is_empty());
    let digits = whole.replace('.', "");
    let readings = match (european, cents) {
        (false, _) => Vec::new(),
        (true, "") => vec![digits],
        (true, cents) => vec![format!("{digits}.{cents}")],
    };
    let message = if run.matches('.').count() > 1 {
        "a number has one decimal point"
    } else {
        "behind the decimal point stand plain digits"
    };
    (message, readings)
}

/// The power of ten of the scale that `text` starts with, and what follows it.
fn scale(text: &str) -> (u8, &str) {
    let word = super::unit::first_word(text);
    let power = match word {
        "k" | "K" => 3,
        "M" => 6,
        "B" => 9,
        _ => match word.to_ascii_lowercase().as_str() {
            "bn" | "billion" | "billions" => 9,
            "million" | "millions" => 6,
            "thousand" | "thousands" => 3,
            _ => return (0, text),
        },
    };
    (power, text.get(word.len()..).unwrap_or("").trim_start())
}

/// The decimal with its point moved by `scale` places. Moving the point in the text keeps every
/// digit, where a product could round the last ones.
fn exact(whole: &str, fraction: &str, scale: u8) -> Option<Decimal> {
    let places = usize::from(scale);
    let moved = fraction.get(..places.min(fraction.len()))?;
    let zeros = "000000000".get(moved.len()..places)?;
    let left = fraction.get(moved.len()..)?;
    if let Some(short) = short(&[whole, moved, zeros, left]) {
        let behind_point = u32::try_from(left.len()).ok()?;
        return Decimal::try_from_i128_with_scale(short.into(), behind_point).ok();
    }
    let point = if left.is_empty() { "" } else { "." };
    let digits = format!("0{whole}{moved}{zeros}{point}{left}");
    Decimal::from_str_exact(&digits).ok()
}

/// The number that the digits in `parts` write one behind the other, where it is short enough to be
/// read without a detour.
fn short(parts: &[&str]) -> Option<u64> {
    /// So many nines fit.
    const SAFE: usize = 19;
    if parts.iter().map(|part| part.len()).sum::<usize>() > SAFE {
        return None;
    }
    let digits = parts.iter().flat_map(|part| part.bytes());
    Some(digits.fold(0, |number, digit| number * 10 + u64::from(digit & 0xf)))
}
