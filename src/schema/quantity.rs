//! Regular expressions of quantities, measured values, targets and shares. A text that is read is
//! always matched; of those that are refused, some are matched that only a parser can tell, such as
//! a band from the higher to the lower end.

use crate::model::unit::{LINKING, RELATIVE};
use crate::model::{comparator, placeholder};
use crate::schema::pattern::alternatives;

/// A quantity.
pub(super) fn quantity() -> String {
    format!(r"^\s*{}\s*$", amount())
}

/// A quantity, a placeholder or `confidential`.
pub(super) fn measured() -> String {
    format!(r"^\s*(?:{}|{})\s*$", not_given(), amount())
}

/// How many people: a number, and what they are called.
pub(super) fn people() -> String {
    let (number, scale, words) = (number(), scale(), words());
    format!(r"^\s*\+?\s*{number}{scale}(?:\s*{words})?\s*$")
}

/// A target.
pub(super) fn target() -> String {
    let (not_given, amount, words) = (not_given(), amount(), words());
    let signs = comparator::SIGNS.iter().map(|(sign, _)| *sign);
    let signs = signs.collect::<Vec<_>>().join("|");
    let listed = |table: &[(&str, _)]| {
        let words: Vec<&str> = table.iter().map(|(words, _)| *words).collect();
        alternatives(&words)
    };
    let before = listed(comparator::BEFORE);
    let after = listed(comparator::AFTER);
    let value = format!("(?:{not_given}|{amount})");
    let level = format!(
        r"(?:(?:{signs})\s*|(?:{before})\s+){value}|{value}\s+(?:{after})|{amount}\+(?:\s+{words})?"
    );
    let band = format!(
        r"{value}(?:\s+to\s+|\s+-\s+|\s*–\s*){value}|[bB][eE][tT][wW][eE][eE][nN]\s+{value}\s+(?:and|to)\s+{value}"
    );
    format!(r"^\s*(?:[tT][oO]\s+)?(?:{value}|{level}|{band})\s*$")
}

/// A share up to the whole; that `11/10` is more than the whole is left to the reader.
pub(super) fn share() -> String {
    part(
        r"0*(?:100(?:\.0+)?|[0-9]{1,2}(?:\.[0-9]+)?|\.[0-9]+)",
        r"0*(?:1(?:\.0+)?|0(?:\.[0-9]+)?|\.[0-9]+)",
    )
}

/// A share that may exceed the whole; without `%` up to 2.
pub(super) fn score() -> String {
    part(&number(), r"0*(?:2(?:\.0+)?|[01](?:\.[0-9]+)?|\.[0-9]+)")
}

/// A share of which `percent` are the numbers before a `%`, and `bare` those that stand alone.
fn part(percent: &str, bare: &str) -> String {
    let number = number();
    let sign = alternatives(&["percent", "pct", "per cent"]);
    format!(r"^\s*(?:{percent}\s*(?:%|％|{sign})|{number}\s*/\s*{number}|{bare})\s*$")
}

/// Letters and digits, as far as a class of characters can tell.
const ALPHANUMERIC: &str = r"[^\u0000-/:-@\[-`{-\u00a9\u00d7\u00f7\u2000-\u206f\u20a0-\u20cf]";
const LETTER: &str = r"[^\u0000-@\[-`{-\u00a9\u00d7\u00f7\u2000-\u206f\u20a0-\u20cf\u2190-\u22ff]";
const CURRENCY: &str = r"(?:[A-Z]{0,2}\$|[\u00a3\u00a5\u0e3f\u20a0-\u20cf\uffe5]|[A-Z]{3})";
const SIGN: &str = r"[-+\u2212]\s*";
/// Short units of time, which are written small.
const SHORT_TIMES: &str = r"ns|us|[\u00b5\u03bc]s|ms|s|h|d|w|y";
/// Units of time in any case.
const TIMES: &[&str] = &[
    "nanosecond",
    "nanoseconds",
    "microsecond",
    "microseconds",
    "msec",
    "millisecond",
    "milliseconds",
    "sec",
    "secs",
    "second",
    "seconds",
    "min",
    "mins",
    "minute",
    "minutes",
    "hr",
    "hrs",
    "hour",
    "hours",
    "day",
    "days",
    "wk",
    "week",
    "weeks",
    "mo",
    "month",
    "months",
    "quarter",
    "quarters",
    "yr",
    "yrs",
    "year",
    "years",
];

/// The units in words behind which nothing but a rate may stand.
fn strict_units() -> String {
    let others = alternatives(&["percent", "pct", "pp", "x"]);
    format!(
        "(?:{others}|{SHORT_TIMES}|{})(?!{ALPHANUMERIC})",
        alternatives(TIMES)
    )
}

/// A number with all that may stand around it.
fn amount() -> String {
    let (number, scale, words, strict) = (number(), scale(), words(), strict_units());
    let rate = format!(r"(?:\s*/\s*{LETTER}[^<>=+]*|\s*[pP][eE][rR]\s+[^<>=+]+)?");
    let of_time = format!(r"(?:m|{SHORT_TIMES}|{})\s*", alternatives(TIMES));
    let time = format!("(?:{of_time}{number}\\s*)+{of_time}");
    let unit =
        format!(r"/\s*{number}{scale}|[%％×]{rate}|(?:{CURRENCY}|{strict}){rate}|{time}|{words}");
    format!(r"(?:{SIGN})?(?:{CURRENCY}\s*(?:{SIGN})?)?{number}{scale}(?:\s*(?:{unit}))?")
}

/// Digits, in groups of three or in none, with a decimal point.
fn number() -> String {
    let groups = [",", "_", r"\u00a0", r"\u2009", r"\u202f"];
    let groups = groups
        .map(|mark| format!("(?:{mark}[0-9]{{3}})+"))
        .join("|");
    format!(
        r"(?:(?:[1-9][0-9]{{0,2}}(?:{groups})|[0-9]+)(?:\.[0-9]+)?|\.[0-9]+)(?![0-9.,_]|[\u00a0\u2009\u202f'\u2019][0-9])"
    )
}

/// `k`, `M`, `billion`, or nothing.
fn scale() -> String {
    let words = alternatives(&[
        "bn",
        "billions",
        "billion",
        "millions",
        "million",
        "thousands",
        "thousand",
    ]);
    format!(r"(?:\s*(?:[kKMB]|{words})(?!{ALPHANUMERIC}))?")
}

/// What is counted, in words of the writer's own: not what could be a scale, another unit, part of
/// a comparison or a second number.
fn words() -> String {
    const SCALES: &[&str] = &[
        "mn", "mln", "mio", "mrd", "mia", "tsd", "hundred", "dozen", "lakh", "crore", "trillion",
        "tn",
    ];
    let linking = alternatives(LINKING);
    let relative = alternatives(RELATIVE);
    let scales = alternatives(SCALES);
    let strict = strict_units();
    let word = format!(r"(?!(?:{relative})\s*$)(?![0-9])[^\s<>\u2264\u2265=+]+");
    format!(
        r"(?!(?:{linking}|{relative})(?:\s|$))(?!(?:m|b|MM|{scales})(?!{ALPHANUMERIC})|{strict})(?![eE][-+0-9])(?:{LETTER}|/\s*{LETTER})[^\s<>\u2264\u2265=+]*(?:\s+{word})*"
    )
}

/// A stand-in for a number, or `confidential`.
fn not_given() -> String {
    let confidential = alternatives(&["confidential"]);
    let words = alternatives(placeholder::WORDS);
    let phrases = alternatives(placeholder::PHRASES);
    format!(
        r"(?:{confidential}|[\[\](){{}}<>\s]*(?:[-–—]+|[$€£+\-−–—~]*(?:(?:{words}|(?=[xyXY?…_.,]*[xyXY?…_])[xyXY?…_.,]+)[%kmKM.!]*(?:[ ,;:(][\s\S]*)?|(?:{phrases})[\s\S]*))[\[\](){{}}<>\s]*)"
    )
}
