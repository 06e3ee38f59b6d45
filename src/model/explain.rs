//! Why a text is no quantity, worked out after the reading got stuck, and what to write instead.
//! The reading itself is in `quantity` and its neighbours.

use super::comparator::{Comparator, strip_word};
use super::placeholder::is_placeholder;
use super::quantity_error::{QuantityError, quoted};
use super::unit::{LINKING, RELATIVE, first_word};

/// Why `text` is no quantity, where the reading got stuck without knowing. `text` is trimmed.
pub(super) fn explain(text: &str) -> QuantityError {
    const REASONS: &[fn(&str) -> Option<QuantityError>] = &[
        empty,
        nothing,
        placeholder,
        dash,
        foreign_digits,
        tolerance,
        approximate,
        percentage_points,
        date,
        clock,
        exponent,
        range,
        comparison,
        out_of,
        better,
        relative,
        spaced_groups,
        trailing_words,
    ];
    REASONS
        .iter()
        .find_map(|reason| reason(text))
        .unwrap_or_else(|| {
            QuantityError::new(format!("{} is no quantity", quoted(text)))
                .help("write a number with its unit, such as `7.5M`, `85%`, `$20k` or `12 days`")
        })
}

fn empty(text: &str) -> Option<QuantityError> {
    text.is_empty().then(|| {
        QuantityError::new("there is no value")
            .help("write a number, or `TBD` while it is not known")
    })
}

fn nothing(text: &str) -> Option<QuantityError> {
    is_nothing(text).then(|| {
        QuantityError::new(format!("{} is no value", quoted(text)))
            .help("leave the line out, or write `TBD` while it is not known")
    })
}

/// Whether `text` is what other formats write where there is no value.
pub(super) fn is_nothing(text: &str) -> bool {
    let words = ["null", "nil", "none", "~"];
    words.iter().any(|word| word.eq_ignore_ascii_case(text))
}

/// `5 %-points`
fn percentage_points(text: &str) -> Option<QuantityError> {
    let ends = text.find(|c: char| c == '%' || c.is_whitespace() || c.is_ascii_alphabetic())?;
    let number = text.get(..ends).filter(|_| starts_like_number(text))?;
    let unit: String = text.get(ends..)?.to_lowercase();
    let letters: String = unit
        .chars()
        .filter(|c| !matches!(c, ' ' | '-' | '.'))
        .collect();
    let known = [
        "%points",
        "%point",
        "%pts",
        "%pt",
        "%p",
        "percentpoints",
        "percentpoint",
        "ppt",
        "ppts",
        "pps",
    ];
    known.contains(&letters.as_str()).then(|| {
        QuantityError::new(format!(
            "{} is a number of percentage points in a spelling of its own",
            quoted(text)
        ))
        .readings(&[format!("{number}pp")])
    })
}

fn placeholder(text: &str) -> Option<QuantityError> {
    is_placeholder(text).then(|| {
        QuantityError::new(format!("{} stands in for a number", quoted(text)))
            .help("write the number")
    })
}

/// A dash of the wrong length in front.
fn dash(text: &str) -> Option<QuantityError> {
    let rest = text.strip_prefix(['–', '—'])?;
    starts_like_number(rest).then(|| {
        QuantityError::new(format!("{} starts with a dash", quoted(text)))
            .readings(&[format!("-{rest}")])
    })
}

fn foreign_digits(text: &str) -> Option<QuantityError> {
    let found = text.starts_with(|c: char| c.is_numeric() && !c.is_ascii_digit())
        || (!text.contains(|c: char| c.is_ascii_digit()) && text.contains(char::is_numeric));
    let joined = text
        .chars()
        .zip(text.chars().skip(1))
        .any(|(a, b)| a.is_ascii_digit() && b.is_numeric() && !b.is_ascii_digit());
    (found || joined).then(|| {
        QuantityError::new(format!("{} has digits other than 0 to 9", quoted(text)))
            .help("write the number with the digits 0 to 9 and a decimal point, such as `0.5`")
    })
}

fn tolerance(text: &str) -> Option<QuantityError> {
    let bound = around_zero(text)?;
    Some(
        QuantityError::new(format!("{} is a band, not one value", quoted(text))).help(format!(
            "write one number; as a target, the band is `-{bound} to {bound}`"
        )),
    )
}

/// The `5%` of `±5%`.
pub(super) fn around_zero(text: &str) -> Option<&str> {
    let bound = text
        .strip_prefix('±')
        .or_else(|| text.strip_prefix("+/-"))?
        .trim();
    starts_like_number(bound).then_some(bound)
}

fn approximate(text: &str) -> Option<QuantityError> {
    let sign = text.strip_prefix(['~', '≈']).map(str::trim);
    let exact = [
        "about",
        "around",
        "approximately",
        "approx.",
        "approx",
        "circa",
        "ca.",
        "roughly",
    ]
    .iter()
    .find_map(|word| strip_word(text, word))
    .or(sign)?;
    Some(
        QuantityError::new(format!("{} is only about a number", quoted(text))).help(format!(
            "write {}, and in the `note` that it is an estimate",
            quoted(exact)
        )),
    )
}

/// `12:30`
fn clock(text: &str) -> Option<QuantityError> {
    let (first, second) = text.split_once(':')?;
    (is_digits(first) && is_digits(second)).then(|| {
        QuantityError::new(format!(
            "{} can be hours and minutes or minutes and seconds",
            quoted(text)
        ))
        .help(format!(
            "write `{first}h {second}min` or `{first}min {second}s`"
        ))
    })
}

/// `1e5`
fn exponent(text: &str) -> Option<QuantityError> {
    let (digits, power) = text.split_once(['e', 'E'])?;
    let plain = digits.trim_start_matches(['-', '+']).replacen('.', "", 1);
    let steps = power.strip_prefix('+').unwrap_or(power);
    if !is_digits(&plain) || !is_digits(steps.strip_prefix('-').unwrap_or(steps)) {
        return None;
    }
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let zeros = steps
        .parse::<usize>()
        .ok()
        .filter(|places| *places <= 15)
        .and_then(|places| places.checked_sub(fraction.len()));
    let readings: Vec<String> = zeros
        .map(|zeros| format!("{whole}{fraction}{}", "0".repeat(zeros)))
        .into_iter()
        .collect();
    Some(
        QuantityError::new(format!("{} uses an exponent", quoted(text)))
            .help("write the digits out, or use a scale such as `k` or `M`")
            .readings(&readings),
    )
}

/// `2026-03-31`, `31.3.2026`
pub(super) fn date(text: &str) -> Option<QuantityError> {
    let parts: Vec<&str> = text.split(['-', '/', '.']).collect();
    let lengths: Vec<usize> = parts
        .iter()
        .filter(|part| is_digits(part))
        .map(|part| part.len())
        .collect();
    let dated = matches!(lengths.as_slice(), [4, 1 | 2, 1 | 2] | [1 | 2, 1 | 2, 4]);
    (dated && parts.len() == 3).then(|| {
        QuantityError::new(format!("{} looks like a date", quoted(text)))
            .help("write the day by which it is to be reached in `due`")
    })
}

fn range(text: &str) -> Option<QuantityError> {
    let (low, high) = two_numbers(text)?;
    Some(
        QuantityError::new(format!("{} is two numbers", quoted(text))).help(format!(
            "write one number; as a target, a band to stay in is `{low} to {high}`"
        )),
    )
}

/// The ends of `10-20`, `10–20` and `10 to 20`.
pub(super) fn two_numbers(text: &str) -> Option<(&str, &str)> {
    // The first character may be a sign.
    let sign = text.chars().next().map_or(0, char::len_utf8);
    let (low, high) = [" to ", "–", "—", "..", "-"].iter().find_map(|mark| {
        let at = sign + text.get(sign..)?.find(mark)?;
        Some((text.get(..at)?.trim(), text.get(at + mark.len()..)?.trim()))
    })?;
    (starts_like_number(low) && starts_like_number(high)).then_some((low, high))
}

fn comparison(text: &str) -> Option<QuantityError> {
    let (comparator, rest) = Comparator::split(text)?;
    Some(
        QuantityError::new(format!(
            "{} is a level ({}), not one value",
            quoted(text),
            comparator.words()
        ))
        .help(format!("write the value alone, such as {}", quoted(&rest))),
    )
}

/// `5 of 10`
fn out_of(text: &str) -> Option<QuantityError> {
    let (part, whole) = text
        .split_once(" out of ")
        .or_else(|| text.split_once(" of "))?;
    let (whole, words) = whole.trim().split_once(' ').unwrap_or((whole.trim(), ""));
    let part = part.trim();
    if !is_digits(part) || !is_digits(whole) {
        return None;
    }
    let error = QuantityError::new(format!("{} is a ratio in words", quoted(text)));
    let ratio = format!("{part}/{whole}");
    Some(match words {
        "" => error.readings(&[ratio]),
        _ => error.help(format!("write `{ratio}`, and in the title what it counts")),
    })
}

fn better(text: &str) -> Option<QuantityError> {
    let number = text.strip_suffix(" or better").map(str::trim)?;
    Some(
        QuantityError::new(format!("{} does not say which way is better", quoted(text))).help(
            format!("as a target, write `{number} or more` or `{number} or less`"),
        ),
    )
}

/// `20% more`
fn relative(text: &str) -> Option<QuantityError> {
    let number = text
        .split_whitespace()
        .next()
        .filter(|word| starts_like_number(word))?;
    let word = text
        .split_whitespace()
        .find(|word| RELATIVE.contains(&word.to_lowercase().as_str()))?;
    let number = number.trim_start_matches(['+', '-']);
    Some(
        QuantityError::new(format!(
            "`{word}` makes {} a change or a value",
            quoted(text)
        ))
        .help(format!(
            "for a change against the baseline write `+{number}` or `-{number}`, for the value \
                 itself `{number}`"
        )),
    )
}

/// `1 000 000`
fn spaced_groups(text: &str) -> Option<QuantityError> {
    let groups: Vec<&str> = text.split(' ').collect();
    let (first, others) = groups.split_first()?;
    if !starts_like_number(first) || !others.first().is_some_and(|part| is_digits(part)) {
        return None;
    }
    let whole = is_digits(first)
        && first.len() <= 3
        && others
            .iter()
            .all(|group| is_digits(group) && group.len() == 3);
    let readings = if whole {
        vec![groups.join(",")]
    } else {
        Vec::new()
    };
    Some(
        QuantityError::new(format!("{} is several numbers", quoted(text)))
            .help("write one number; its digits are grouped with `,` or `_`, as in `1,000`")
            .readings(&readings),
    )
}

fn trailing_words(text: &str) -> Option<QuantityError> {
    if !starts_like_number(text) {
        return text.starts_with(char::is_alphabetic).then(|| {
            QuantityError::new(format!("{} does not start with a number", quoted(text)))
                .help("write the number in digits first, such as `5 users`")
        });
    }
    let ends = text.find(|c: char| c.is_whitespace() || "(,;:".contains(c))?;
    let (number, words) = (text.get(..ends)?, text.get(ends..)?.trim());
    let unit = match words.strip_prefix('%') {
        Some(_) => "%".to_owned(),
        None if is_digits(number) && !links(words) => format!(" {}", first_word(words)),
        None => String::new(),
    };
    Some(
        QuantityError::new(format!(
            "{} is more than a number and its unit",
            quoted(text)
        ))
        .help(format!(
            "write the number with its unit alone, such as {}; the rest belongs in the title or \
             the `note`",
            quoted(format!("{number}{unit}").trim())
        )),
    )
}

/// Whether `words` tie the number to something rather than say what it counts.
fn links(words: &str) -> bool {
    let word = first_word(words).to_lowercase();
    word == "in" || LINKING.contains(&word.as_str())
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

/// Whether `text` could start a quantity: a digit, behind signs of all kinds.
pub(super) fn starts_like_number(text: &str) -> bool {
    text.trim_start_matches(['-', '+', '−', '.', '$', '€', '£', '¥', '₹'])
        .starts_with(|c: char| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_what_to_write_instead() {
        for (written, help, fix) in [
            ("null", "leave the line out, or write `TBD`", None),
            ("~", "leave the line out", None),
            ("5 %-points", "`5pp`", Some("5pp")),
            ("-2.5 % points", "`-2.5pp`", Some("-2.5pp")),
            ("3 percent points", "`3pp`", Some("3pp")),
        ] {
            let error = explain(written);
            assert!(error.help.unwrap_or_default().contains(help), "{written}");
            assert_eq!(error.fix.as_deref(), fix, "{written}");
        }
    }
}
