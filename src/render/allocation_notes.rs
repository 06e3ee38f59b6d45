//! What is left out of the sums of an allocation, in the words of every format.

use crate::render::words;
use crate::views::allocation::Note;

/// A note in a sentence without a full stop. Not safe to print yet.
#[must_use]
pub fn words(note: &Note) -> String {
    match note {
        Note::NoCapacity(team) => format!(
            "`{}` is in no sum, because it does not say how many people it has; write `capacity: 5 people` in its team file",
            team.id
        ),
        Note::NotPeople(team, written) => format!(
            "`{}` is in no sum, because its capacity `{}` is no number of people; write `capacity: 5 people`",
            team.id,
            written.trim()
        ),
        Note::TooMuch(team, excess) => format!(
            "`{}` is in no sum, because its buckets take {} more than its whole time",
            team.id,
            words::share(excess)
        ),
        Note::TooLittle(team, rest) => format!(
            "the buckets of `{}` leave {} of its time to nothing",
            team.id,
            words::share(rest)
        ),
        Note::Ended(team, objectives) => format!(
            "`{}` has ended before this cycle, yet its time is planned for {}",
            team.id,
            names(objectives)
        ),
        Note::Circle(teams) => {
            let ids: Vec<String> = teams.iter().map(|team| team.id.to_string()).collect();
            format!(
                "these teams stand above one another in a circle: {}; each is counted once",
                names(&ids)
            )
        }
        Note::NobodysTime(objective) => format!(
            "`{objective}` plans a share of nobody's time, because it belongs to no team; write `allocation: {{team: 30%}}`"
        ),
    }
}

/// The first few of some names.
fn names(names: &[String]) -> String {
    const MOST: usize = 8;
    let mut shown: Vec<String> = names
        .iter()
        .take(MOST)
        .map(|name| format!("`{name}`"))
        .collect();
    if names.len() > MOST {
        shown.push(format!("{} more", names.len() - MOST));
    }
    shown.join(", ")
}
