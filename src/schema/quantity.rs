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

/// How many people: a quantity, but no share, no time and nothing below zero.
pub(super) fn people() -> String {
    let number = number();
    format!(
        r"^\s*(?![-\u2212]\s*[1-9])(?!\+?\s*{number}\s*(?:[%％×]|h|d|w|hours?|days?|weeks?|months?)\s*$){}\s*$",
        amount()
    )
}

/// A target: a value or two, with what may stand before, between and behind them.
pub(super) fn target() -> String {
    let value = format!("(?:{}|{})", not_given(), amount());
    let signs: Vec<&str> = comparator::SIGNS.iter().map(|(sign, _)| *sign).collect();
    let signs = signs.join("|");
    let words = |table: &[(&'static str, _)]| {
        let words: Vec<&str> = table.iter().map(|(words, _)| *words).collect();
        alternatives(&words)
    };
    let before = words(comparator::BEFORE);
    let after = words(comparator::AFTER);
    format!(
        r"^\s*(?:[tT][oO]\s+)?(?:(?:{signs})\s*|(?:{before}|[bB][eE][tT][wW][eE][eE][nN])\s+)?{value}(?:(?:\s+(?:to|and|-)\s+|\s*–\s*){value}|\s+(?:{after})|\+(?:\s+{})?)?\s*$",
        self::words()
    )
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
    let (number, scale) = (number(), scale());
    let sign = alternatives(&["percent", "pct", "per cent"]);
    format!(
        r"^\s*(?:{percent}{scale}\s*(?:%|％|{sign})|{number}{scale}\s*/\s*{number}{scale}|{bare}{scale})\s*$"
    )
}

/// Letters and digits, as far as a class of characters can tell.
const ALPHANUMERIC: &str = r"[^\u0000-/:-@\[-`{-\u00a9\u00d7\u00f7\u2000-\u206f\u20a0-\u20cf]";
const LETTER: &str = r"[^\u0000-@\[-`{-\u00a9\u00d7\u00f7\u2000-\u206f\u20a0-\u20cf\u2190-\u22ff]";
const CURRENCY: &str = r"(?:[A-Z]{0,2}\$|[\u00a3\u00a5\u0e3f\u20a0-\u20cf\uffe5]|[A-Z]{3})";
const SIGN: &str = r"[-+\u2212]\s*";
/// A unit of time, as it stands between the numbers of `1h 30min`.
const TIME: &str = r"(?:[nu\u00b5\u03bcm]?s|[hmdwy]|[a-zA-Z]*(?:[sS][eE][cC]|[mM][iI][nN]|[hH][oO]?[uU]?[rR]|[dD][aA][yY]|[wW][eE]?[eE]?[kK]|[mM][oO]|[qQ][uU][aA][rR]|[yY][eE]?[aA]?[rR])[a-zA-Z]*)\s*";

/// What may follow a unit, as in `$20/user` and `5 a day per person`: anything.
fn rate() -> String {
    format!(r"(?:\s*/\s*{LETTER}[\s\S]*|\s*[pP][eE][rR]\s[\s\S]*)?")
}

/// A number with all that may stand around it.
fn amount() -> String {
    let (number, scale, words, rate) = (number(), scale(), words(), rate());
    let unit = format!(
        r"/\s*{number}{scale}|(?:[%％×]|{CURRENCY}){rate}|(?:{TIME}{number}\s*)+{TIME}|{words}"
    );
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
    const SCALES: &str =
        "[kKMB]|[bB][nN]|[bBmM][iI][lL][lL][iI][oO][nN][sS]?|[tT][hH][oO][uU][sS][aA][nN][dD][sS]?";
    format!(r"(?:\s*(?:{SCALES})(?!{ALPHANUMERIC}))?")
}

/// What is counted, in words of the writer's own: not what could be a scale, part of a comparison
/// or a second number. What is refused may stand in lower case alone.
fn words() -> String {
    const SCALES: &str = "m|b|MM|[mM](?:n|ln|io|rd|ia)|tsd|hundred|dozen|lakh|crore|trillion|tn";
    let (linking, relative) = (LINKING.join("|"), RELATIVE.join("|"));
    let word = format!(r"(?!(?:{relative})\s*$)(?![0-9])[^\s<>\u2264\u2265=+]+");
    format!(
        r"(?!(?:{linking}|{relative})(?:\s|$))(?!(?:{SCALES})(?!{ALPHANUMERIC}))(?![eE][-+0-9])(?:{LETTER}|/\s*{LETTER})[^\s<>\u2264\u2265=+]*(?:\s+{word})*{}",
        rate()
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
