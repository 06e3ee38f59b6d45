//! What a title says in words: which way its verb points, and the numbers behind `from` and `to`.
//! Whether that agrees with the fields is the business of `rules`.

use crate::model::Quantity;
use crate::source::Text;

use super::aim::Direction;

/// Which way the verb in front of a title points: up for `Increase …`, down for `Reduce …`. Verbs
/// that say nothing of a number (`improve`, `optimise`) point nowhere.
#[must_use]
pub fn direction(title: &str) -> Option<Direction> {
    let verb = title.split_whitespace().next()?.to_lowercase();
    let points = |verbs: &[&str]| verbs.contains(&verb.as_str());
    match (points(UPWARDS), points(DOWNWARDS)) {
        (true, _) => Some(Direction::Increase),
        (false, true) => Some(Direction::Decrease),
        (false, false) => None,
    }
}

/// The values that a title states, as written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Stated<'t> {
    /// The `5%` of `from 5% to 3%`.
    pub from: Option<&'t str>,
    /// The `3%` of `to 3%` at its end.
    pub to: Option<&'t str>,
}

/// The values that `title` states at its end: `… from 5% to 3%`, `… to 3%`.
#[must_use]
pub fn stated(title: &str) -> Stated<'_> {
    let whole = title.trim().trim_end_matches('.');
    let Some((before, to)) = whole.rsplit_once(" to ") else {
        return Stated::default();
    };
    let to = quantity(to);
    let from = before.rsplit_once("from ").map(|(_, from)| from);
    Stated {
        from: from.and_then(quantity).filter(|_| to.is_some()),
        to,
    }
}

fn quantity(text: &str) -> Option<&str> {
    let text = text.trim();
    Quantity::parse(&Text::from(text)).is_ok().then_some(text)
}

const UPWARDS: &[&str] = &[
    "increase",
    "raise",
    "grow",
    "lift",
    "boost",
    "double",
    "triple",
    "quadruple",
    "maximise",
    "maximize",
];

const DOWNWARDS: &[&str] = &[
    "decrease", "reduce", "lower", "cut", "shrink", "halve", "minimise", "minimize",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_verb_in_front_points() {
        for (title, expected) in [
            ("Increase monthly active users", Some(Direction::Increase)),
            ("GROW revenue", Some(Direction::Increase)),
            ("Reduce churn", Some(Direction::Decrease)),
            ("cut lead time", Some(Direction::Decrease)),
            ("Improve conversion", None),
            ("Do not increase cost", None),
            ("Cut-off time", None),
            ("", None),
        ] {
            assert_eq!(direction(title), expected, "{title}");
        }
    }

    #[test]
    fn numbers_at_the_end_of_a_title_are_found() {
        for (title, from, to) in [
            ("Decrease churn from 5% to 3%", Some("5%"), Some("3%")),
            (
                "Increase users from 5 million to 7.5 million.",
                Some("5 million"),
                Some("7.5 million"),
            ),
            ("Grow NPS to 60", None, Some("60")),
            ("Move from email to chat", None, None),
            ("Reduce the time from order to 3 days", None, Some("3 days")),
            ("Ship it", None, None),
        ] {
            assert_eq!(stated(title), Stated { from, to }, "{title}");
        }
    }
}
