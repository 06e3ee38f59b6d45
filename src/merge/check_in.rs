//! Whose check-in counts, where two people checked in on the same thing. The fields of a check-in
//! belong together: the value of one day with the remark of another would be nobody's.

use crate::edit::Value;
use crate::merge::Sides;
use crate::merge::same::same_option;
use crate::model::date::parse_date;

/// The fields that say how something stands.
pub const FIELDS: [&str; 6] = ["current", "as_of", "done", "progress", "confidence", "note"];

/// What to do with those fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ruling {
    /// Each is merged for itself.
    Each,
    /// All are those of the side that is merged into.
    Ours,
    /// All are those of the side that is merged.
    Theirs,
    /// They cannot be told apart.
    Met,
}

/// Decides for a key result or a kpi. Of two check-ins of different days the later one counts, unless
/// the earlier one says what would be lost with it: a remark, or that it is done.
/// Where only one side looked again, what the other wrote beside is no check-in of its own, so that
/// each field is merged for itself.
pub fn ruling(sides: Sides<&Value>) -> Ruling {
    let same = |one: &Value, other: &Value| {
        FIELDS
            .iter()
            .all(|key| same_option(one.get(key), other.get(key)))
    };
    let Sides { base, ours, theirs } = sides;
    if same(ours, base) || same(theirs, base) || same(ours, theirs) {
        return Ruling::Each;
    }
    let looked_again = |side: &Value| !same_option(side.get("as_of"), base.get("as_of"));
    match (looked_again(ours), looked_again(theirs)) {
        (true, true) => match (day(ours), day(theirs)) {
            (Some(day), Some(other)) if day > other && !says_more(theirs, ours, base) => {
                Ruling::Ours
            }
            (Some(day), Some(other)) if day < other && !says_more(ours, theirs, base) => {
                Ruling::Theirs
            }
            _ => Ruling::Met,
        },
        (false, false) => Ruling::Met,
        _ => Ruling::Each,
    }
}

/// Whether the earlier check-in wrote something that is more than a value.
fn says_more(earlier: &Value, later: &Value, base: &Value) -> bool {
    ["note", "done"].iter().any(|key| {
        let said = earlier.get(key);
        said.is_some() && !same_option(said, base.get(key)) && !same_option(said, later.get(key))
    })
}

fn day(side: &Value) -> Option<jiff::civil::Date> {
    match side.get("as_of") {
        Some(Value::Text(text)) => parse_date(text).ok(),
        _ => None,
    }
}
