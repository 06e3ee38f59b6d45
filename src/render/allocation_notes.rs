//! What is left out of the sums of an allocation, in the words of every format.

use crate::render::words;
use crate::views::TeamName;
use crate::views::allocation::Note;

/// A note in a sentence without a full stop. Not safe to print yet.
#[must_use]
pub fn words(note: &Note) -> String {
    match note {
        Note::NoCapacity(teams) => format!(
            "in no sum, because the team file does not say how many people there are: {}; write `capacity: 5 people`",
            ids(teams)
        ),
        Note::UnreadCapacity(teams) => format!(
            "in no sum, because the capacity is no number of people: {}; write it as in `capacity: 5 people`",
            ids(teams)
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
        Note::Ended(team, until, objectives) if objectives.is_empty() => {
            format!("`{}` ended on {until}, before this cycle", team.id)
        }
        Note::Ended(team, until, objectives) => format!(
            "`{}` ended on {until}, before this cycle, yet its time is planned for {}",
            team.id,
            names(objectives)
        ),
        Note::Circle(teams) => format!(
            "these teams stand above one another in a circle: {}; each is counted once",
            ids(teams)
        ),
        Note::NobodysTime(objective) => format!(
            "`{objective}` plans a share of nobody's time, because it belongs to no team; write `allocation: {{team: 30%}}`"
        ),
    }
}

fn ids(teams: &[TeamName]) -> String {
    let ids: Vec<String> = teams.iter().map(|team| team.id.to_string()).collect();
    names(&ids)
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
