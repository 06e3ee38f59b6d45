//! Days as people write them: the one spelling that is read, and for the others what to write
//! instead. Names of cycles are the business of `calendar`.

#[cfg(test)]
mod tests;

use jiff::civil::Date;

use crate::model::calendar::{Month, YEARS, number};

/// Why a text is no day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateError {
    /// What is wrong, without a full stop.
    pub message: String,
    /// What to write instead.
    pub help: String,
    /// The right spelling, where only one day can be meant.
    pub fix: Option<String>,
}

/// Reads an ISO 8601 day (`2026-02-10`), or the day of an RFC 3339 timestamp in the timestamp's
/// own zone (`2026-02-10T23:30:00-05:00` is the 10th).
///
/// # Errors
/// Any other text, a day that does not exist, and a year outside 1900 to 2999.
pub fn parse_date(text: &str) -> Result<Date, DateError> {
    let (day, rest) = text
        .split_at_checked("2026-02-10".len())
        .unwrap_or((text, ""));
    let Some((year, month, day)) = iso_numbers(day) else {
        return Err(written_otherwise(text));
    };
    let date = date_of(year, month, day)?;
    if rest.is_empty() || is_time_with_zone(rest) {
        return Ok(date);
    }
    let time = rest.strip_prefix(['T', 't', ' ']).unwrap_or_default();
    Err(match time.starts_with(|char: char| char.is_ascii_digit()) {
        true => DateError {
            message: format!(
                "{} is no full timestamp: time to the second, and zone",
                quoted(text)
            ),
            help: format!("write `{date}`, or all of it, as in `{date}T09:30:00Z`"),
            fix: Some(date.to_string()),
        },
        false => written_otherwise(text),
    })
}

/// What to write for a text that does not even resemble a day.
pub(crate) const HELP: &str = "write year, month and day, as in `2026-02-10`";

/// The numbers of `2026-02-10`.
fn iso_numbers(text: &str) -> Option<(i16, i8, i8)> {
    let (year, rest) = text.split_once('-')?;
    let (month, day) = rest.split_once('-')?;
    match (year.len(), month.len(), day.len()) {
        (4, 2, 2) => Some((number(year)?, number(month)?, number(day)?)),
        _ => None,
    }
}

/// The day of these numbers, or why there is none.
fn date_of(year: i16, month: i8, day: i8) -> Result<Date, DateError> {
    let error = |message: String, help: String| {
        Err(DateError {
            message,
            help,
            fix: None,
        })
    };
    if !YEARS.contains(&year) {
        let (first, last) = (YEARS.start(), YEARS.end());
        return error(
            format!("the year {year} is out of bounds"),
            format!("write a year from {first} to {last}"),
        );
    }
    let Ok(first) = Date::new(year, month, 1) else {
        let help = match Date::new(year, day, month) {
            Ok(date) => format!(
                "the month comes before the day: write `{date}` for {}",
                long(date)
            ),
            Err(_) => "write a month from `01` to `12`".to_owned(),
        };
        return error(format!("there is no month {month:02}"), help);
    };
    Date::new(year, month, day).or_else(|_| {
        let (name, last) = (month_name(first), first.last_of_month());
        let leap = match (month, day) {
            (2, 29) => " and is no leap year".to_owned(),
            _ => String::new(),
        };
        error(
            format!(
                "there is no {day} {name} {year}: {name} {year} has {} days{leap}",
                last.day()
            ),
            format!("write a day from `{first}` to `{last}`"),
        )
    })
}

/// Whether the text after the day of a timestamp is its time and zone, as RFC 3339 has them
/// (section 5.6; a second may be 60).
fn is_time_with_zone(text: &str) -> bool {
    let Some(rest) = text.strip_prefix(['T', 't', ' ']) else {
        return false;
    };
    let (Some(time), Some(rest)) = (rest.get(..8), rest.get(8..)) else {
        return false;
    };
    let zone = match rest.strip_prefix('.') {
        None => rest,
        Some(fraction) => {
            let zone = fraction.trim_start_matches(|char: char| char.is_ascii_digit());
            if zone.len() == fraction.len() {
                return false;
            }
            zone
        }
    };
    clock(time, &[23, 59, 60])
        && match zone.strip_prefix(['+', '-']) {
            Some(offset) => clock(offset, &[23, 59]),
            None => matches!(zone, "Z" | "z"),
        }
}

/// Whether `text` is numbers of two digits with `:` between them, each at most its bound.
fn clock(text: &str, bounds: &[u8]) -> bool {
    let parts: Vec<&str> = text.split(':').collect();
    parts.len() == bounds.len()
        && parts.iter().zip(bounds).all(|(part, bound)| {
            part.len() == 2 && number::<u8>(part).is_some_and(|value| value <= *bound)
        })
}

/// What to write for a day in another spelling.
fn written_otherwise(text: &str) -> DateError {
    let Some(parts) = parts(text) else {
        return no_day(text);
    };
    match parts.as_slice() {
        [Part::Number(all)] if all.len() == 8 => {
            match (all.get(..4), all.get(4..6), all.get(6..)) {
                (Some(year), Some(month), Some(day)) => one_reading(text, year, month, day),
                _ => no_day(text),
            }
        }
        [Part::Number(year), Part::Number(month), Part::Number(day)] if year.len() == 4 => {
            one_reading(text, year, month, day)
        }
        [Part::Number(one), Part::Number(two), Part::Number(year)] if year.len() == 4 => {
            two_readings(text, one, two, year)
        }
        [Part::Number(_), Part::Number(_), Part::Number(year)] if year.len() == 2 => DateError {
            message: format!("{} does not say which number is the year", quoted(text)),
            help: "write the year with four digits and first, as in `2026-02-10`".to_owned(),
            fix: None,
        },
        [Part::Month(month), Part::Number(day), Part::Number(year)]
        | [Part::Number(day), Part::Month(month), Part::Number(year)]
        | [Part::Number(year), Part::Month(month), Part::Number(day)]
            if year.len() == 4 =>
        {
            one_reading(text, year, &month.number().to_string(), day)
        }
        [Part::Month(month), Part::Number(year)] | [Part::Number(year), Part::Month(month)]
            if year.len() == 4 =>
        {
            without_day(text, year, month.number())
        }
        [Part::Number(year), Part::Number(month)] if year.len() == 4 && month.len() <= 2 => {
            without_day(text, year, number(month).unwrap_or_default())
        }
        [Part::Number(year)] if year.len() == 4 => without_day(text, year, 12),
        [Part::Month(_), Part::Number(_)] | [Part::Number(_), Part::Month(_)] => without_year(text),
        [Part::Number(day), Part::Number(month)] if day.len() <= 2 && month.len() <= 2 => {
            without_year(text)
        }
        _ => no_day(text),
    }
}

fn without_year(text: &str) -> DateError {
    DateError {
        message: format!("{} does not say which year", quoted(text)),
        help: "write the year as well and first, as in `2026-02-10`".to_owned(),
        fix: None,
    }
}

/// A piece of a day in another spelling.
enum Part<'t> {
    Number(&'t str),
    Month(Month),
}

/// The pieces of a day in another spelling, without weekdays and endings (`10th of`). Nothing where
/// a word or sign has no place in a day.
fn parts(text: &str) -> Option<Vec<Part<'_>>> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let in_run = |char: char| match first.is_ascii_digit() {
            true => char.is_ascii_digit(),
            false => first.is_alphabetic() && char.is_alphabetic(),
        };
        let end = rest.find(|char| !in_run(char)).unwrap_or(rest.len());
        let (run, after) = rest.split_at(end.max(first.len_utf8()));
        rest = after;
        match first {
            '0'..='9' => parts.push(Part::Number(run)),
            '-' | '/' | '.' | '_' | ',' | '\u{2010}'..='\u{2014}' | '\u{2212}' => {}
            _ if first.is_whitespace() => {}
            _ => match Month::from_word(run) {
                Some(month) => parts.push(Part::Month(month)),
                None if is_filler(run) => {}
                None => return None,
            },
        }
    }
    Some(parts)
}

/// Whether a word stands in written-out days without changing which day it is.
fn is_filler(word: &str) -> bool {
    let word = word.to_ascii_lowercase();
    let weekdays = [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ];
    matches!(&*word, "st" | "nd" | "rd" | "th" | "of" | "the")
        || weekdays
            .iter()
            .any(|day| word.len() >= 3 && day.starts_with(&word))
}

/// Year, month and day in that order, or with the month in words: only one day can be meant.
fn one_reading(text: &str, year: &str, month: &str, day: &str) -> DateError {
    let (Some(year), Some(month), Some(day)) = (number(year), number(month), number(day)) else {
        return no_day(text);
    };
    match date_of(year, month, day) {
        Ok(date) => respelt(text, date),
        Err(error) => error,
    }
}

/// Two numbers before the year. With points the day comes first wherever that is the custom;
/// otherwise half of the world reads it one way and half the other.
fn two_readings(text: &str, one: &str, two: &str, year: &str) -> DateError {
    let (Some(one), Some(two), Some(year)) = (number(one), number(two), number(year)) else {
        return no_day(text);
    };
    let day_first = date_of(year, two, one);
    let month_first = date_of(year, one, two);
    match (day_first, month_first) {
        (Ok(day_first), Ok(month_first)) if day_first != month_first && !text.contains('.') => {
            let (early, late) = (day_first.min(month_first), day_first.max(month_first));
            DateError {
                message: format!("{} can be read in two ways", quoted(text)),
                help: format!(
                    "write `{early}` for {} or `{late}` for {}",
                    long(early),
                    long(late)
                ),
                fix: None,
            }
        }
        (Ok(date), _) | (Err(_), Ok(date)) => respelt(text, date),
        // Of two impossible readings, the one whose month exists says more.
        (Err(day_first), Err(month_first)) => match one <= 12 && two > 12 {
            true => month_first,
            false => day_first,
        },
    }
}

fn respelt(text: &str, date: Date) -> DateError {
    DateError {
        message: format!(
            "{} is not written as year, month and day with all their digits",
            quoted(text)
        ),
        help: format!("write `{date}`"),
        fix: Some(date.to_string()),
    }
}

/// A year, or a month of it, without a day.
fn without_day(text: &str, year: &str, month: i8) -> DateError {
    match number(year).map(|year| date_of(year, month, 1)) {
        None => no_day(text),
        Some(Err(error)) => error,
        Some(Ok(first)) => DateError {
            message: format!("{} does not say which day", quoted(text)),
            help: format!("write the day as well, as in `{}`", first.last_of_month()),
            fix: None,
        },
    }
}

fn no_day(text: &str) -> DateError {
    DateError {
        message: match text.is_empty() {
            true => "a day is missing here".to_owned(),
            false => format!("{} is not a day", quoted(text)),
        },
        help: HELP.to_owned(),
        fix: None,
    }
}

/// The day in words: `10 February 2026`.
fn long(date: Date) -> String {
    format!("{} {} {}", date.day(), month_name(date), date.year())
}

fn month_name(date: Date) -> &'static str {
    Month::new(date.month()).map_or("", Month::name)
}

/// The text in back-ticks, cut where it is long.
fn quoted(text: &str) -> String {
    match text.char_indices().nth(40) {
        None => format!("`{text}`"),
        Some((end, _)) => format!("`{}…`", text.get(..end).unwrap_or_default()),
    }
}
