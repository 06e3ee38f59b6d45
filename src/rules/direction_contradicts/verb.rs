//! Which way a title says that its number goes. Titles say much else, and a false alarm costs more
//! trust than a missed slip: this speaks only where the verb can be about nothing but the number.

use crate::measure::aim::{Aim, Course, Direction};
use crate::measure::key_result::Values;
use crate::measure::title;
use crate::model::unit::Unit;

/// The direction of the verb in front of the title, where it is plainly that of the values.
pub fn said(values: Values<'_>, course: &Course) -> Option<Direction> {
    let direction = title::direction(values.title)?;
    let lower = values.title.to_lowercase();
    let target = values.target?.text.trim().to_lowercase();
    let counts =
        is_about_numbers(course, direction) && names_unit(course.unit(), direction, &lower);
    (counts && is_plain(&lower, &target)).then_some(direction)
}

/// Whether the numbers can be those of the verb: what is reduced does not start at nothing (then
/// the reduction itself is counted), what is increased does not end there, and below zero the
/// words turn round ("reduce the loss").
fn is_about_numbers(course: &Course, direction: Direction) -> bool {
    match course.aim {
        Aim::Reach { from, to } => {
            let negative = from.is_sign_negative() || to.is_sign_negative();
            let nothing = match direction {
                Direction::Decrease => from.is_zero(),
                Direction::Increase | Direction::Maintain => to.is_zero(),
            };
            !negative && !nothing
        }
        Aim::Change { .. } => true,
        Aim::ReachFromUnknown { .. } | Aim::Hold { .. } | Aim::Stay { .. } => false,
    }
}

/// Whether the title is about what the unit counts: `Increase reliability` may well go from 12
/// incidents to 3, and more speed takes less time.
fn names_unit(unit: &Unit, direction: Direction, title: &str) -> bool {
    match unit {
        Unit::Words(words) => words
            .to_lowercase()
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| word.len() > 2)
            .any(|word| title.contains(word.trim_end_matches('s'))),
        Unit::Duration(_) | Unit::Compound(_) => direction == Direction::Decrease,
        _ => true,
    }
}

/// Whether the title, in lower case, is a verb and what it acts on, with no second thought and no
/// number but those of the way to `target`.
fn is_plain(title: &str, target: &str) -> bool {
    let words: Vec<&str> = title
        .split(|c: char| c.is_whitespace() || c == '-' || c == '/')
        .filter(|word| !word.is_empty())
        .collect();
    let rest = words.get(1..).unwrap_or_default();
    let turns = rest.iter().any(|word| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '&');
        TURNING.contains(&word)
            || ABSTRACT.contains(&word)
            || DIRECTED.iter().any(|start| word.starts_with(start))
    });
    let is_purpose = rest.windows(2).any(|pair| {
        let digit = |word: &str| word.contains(|c: char| c.is_ascii_digit());
        matches!(pair, ["to", next] if !digit(next))
    });
    let has_digits = title.contains(|c: char| c.is_ascii_digit());
    let second = rest.first().copied().unwrap_or_default();
    !turns
        && !is_purpose
        && !title.contains([':', ';', '(', '—', '–', '→', '?', '"'])
        && !title.contains(", ")
        && !title.contains(" - ")
        && !NO_OBJECT.contains(&second)
        && !second.starts_with(|c: char| c.is_ascii_digit())
        && (!has_digits
            || title
                .trim_end_matches('.')
                .ends_with(&format!(" to {target}")))
}

/// Words behind the first that make the verb a noun, an adjective or part of a phrase: `Increase in
/// complaints`, `Lower funnel conversion`, `Double down on …`, `Cut over to …`.
const NO_OBJECT: &[&str] = &[
    "in",
    "of",
    "over",
    "off",
    "down",
    "up",
    "out",
    "through",
    "into",
    "opt",
    "check",
    "digit",
    "funnel",
    "tier",
    "income",
    "end",
    "level",
    "middle",
    "secondary",
    "house",
    "class",
    "priority",
    "bound",
    "a",
    "an",
];

/// Words behind which something else begins, or that say the opposite.
const TURNING: &[&str] = &[
    "and",
    "&",
    "or",
    "but",
    "by",
    "while",
    "without",
    "so",
    "via",
    "through",
    "until",
    "measured",
    "using",
    "not",
    "no",
    "never",
    "than",
    "rather",
    "instead",
    "more",
    "less",
    "fewer",
    "higher",
    "better",
    "faster",
    "against",
    "savings",
    "saving",
    "saved",
    "loss",
    "losses",
    "deficit",
    "release",
    "releases",
    "restrictions",
];

/// The beginnings of words that have a direction of their own.
const DIRECTED: &[&str] = &[
    "increas", "rais", "grow", "lift", "boost", "improv", "decreas", "reduc", "lower", "cut",
    "shrink", "drop", "declin", "avoid", "prevent", "eliminat", "remov", "automat", "sav",
    "minimi", "maximi",
];

/// What is measured by something else, which may go the other way.
const ABSTRACT: &[&str] = &[
    "quality",
    "reliability",
    "stability",
    "performance",
    "speed",
    "efficiency",
    "velocity",
    "security",
    "safety",
    "responsiveness",
    "resilience",
    "robustness",
    "maintainability",
    "usability",
    "accuracy",
    "agility",
    "precision",
    "transparency",
    "risk",
    "risks",
    "friction",
    "debt",
    "complexity",
    "toil",
    "barriers",
    "barrier",
    "effort",
    "pain",
    "dependency",
    "dependencies",
    "dependence",
    "reliance",
    "waste",
    "silos",
    "confusion",
    "uncertainty",
    "bar",
    "burden",
    "footprint",
    "gap",
    "gaps",
];
