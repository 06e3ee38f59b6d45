//! What changed in one line: how many of each sort; and what of it needs attention.

use std::collections::HashSet;

use crate::diff::{Change, ChangeKind, Direction, Effect, Impact, ImpactEffect};
use crate::render::diff_words::{Part, Why, impacts, is_worth_telling, of_part, why};
use crate::views::review::{Fate, Mode, Note, Review, Row};

/// How many changes there are of each sort, those that weigh most first; that nothing changed, where
/// that is so.
pub fn verdict(review: &Review) -> Vec<String> {
    let mut said = match review.mode {
        Mode::Cycles(..) => fates(review),
        Mode::States | Mode::During(_) => goalposts(review),
    };
    match review.relaxed.len() {
        0 => {}
        1 => said.push("1 relaxation of the check".to_owned()),
        count => said.push(format!("{count} relaxations of the check")),
    }
    match hidden(review).count() {
        0 => {}
        1 => said.push("1 file that cannot be read any more".to_owned()),
        count => said.push(format!("{count} files that cannot be read any more")),
    }
    let count = |part: Part| in_part(review, part).count();
    let (replaced, removed): (Vec<&Row>, Vec<&Row>) =
        in_part(review, Part::Gone).partition(|row| row.change.kind == ChangeKind::Replaced);
    if !matches!(review.mode, Mode::Cycles(..)) {
        let anew = of_part(&review.changes, Part::Anew, &review.mode).len();
        say(&mut said, anew, "carried on with new numbers");
    }
    say(&mut said, removed.len(), "removed");
    say(&mut said, replaced.len(), "replaced");
    let closed = in_part(review, Part::Closed);
    let (closed, reopened): (Vec<&Row>, Vec<&Row>) =
        closed.partition(|row| row.change.kind != ChangeKind::Reopened);
    say(&mut said, closed.len(), "given up or put off");
    say(&mut said, reopened.len(), "taken up again");
    say(
        &mut said,
        count(Part::Places),
        "under another parent or team",
    );
    say(&mut said, count(Part::New), "new");
    let others = count(Part::Intent);
    let more = if others == 1 {
        "other change of intent"
    } else {
        "other changes of intent"
    };
    say(&mut said, others, more);
    say(&mut said, count(Part::Scores), "closed or scored");
    let looked = in_part(review, Part::Progress).filter(|row| is_check_in(&row.change));
    let looked: HashSet<&str> = looked.map(|row| row.change.subject.name.as_str()).collect();
    // Without a hyphen, at which a line could break.
    say(&mut said, looked.len(), "checked in");
    if said.is_empty() && review.changes.is_empty() {
        said.push(match review.only {
            Some(Effect::Intent) => "Nothing changed of what is to be achieved".to_owned(),
            Some(Effect::Progress) => "Nobody checked in".to_owned(),
            None if !review.notes.is_empty() => {
                "Nothing changed of what could be compared".to_owned()
            }
            None => "Nothing changed".to_owned(),
        });
    } else if said.is_empty() {
        said.push("Only texts beside it changed".to_owned());
    }
    said
}

fn say(said: &mut Vec<String>, count: usize, words: &str) {
    if count > 0 {
        said.push(format!("{count} {words}"));
    }
}

fn in_part(review: &Review, part: Part) -> impl Iterator<Item = &Row> {
    let rows = review.changes.iter();
    rows.filter(move |row| Part::of(&row.change) == part)
        .filter(|row| is_worth_telling(row, &review.mode))
}

fn goalposts(review: &Review) -> Vec<String> {
    let turned = |wanted: Option<Direction>| {
        let rows = in_part(review, Part::Goalposts);
        rows.filter(|row| row.change.shift.as_ref().map(|shift| shift.direction) == wanted)
            .count()
    };
    let mut said = Vec::new();
    for (direction, word) in [
        (Some(Direction::Easier), "eased"),
        (Some(Direction::Harder), "made harder"),
        (None, "changed"),
    ] {
        let goalposts = match (said.is_empty(), turned(direction)) {
            (true, 1) => "goalpost ",
            (true, _) => "goalposts ",
            (false, _) => "",
        };
        say(&mut said, turned(direction), &format!("{goalposts}{word}"));
    }
    let all = in_part(review, Part::Goalposts).count();
    let silent = in_part(review, Part::Goalposts)
        .filter(|row| why(&row.change, &review.mode) == Why::Missing)
        .count();
    match silent {
        0 => {}
        _ if silent < all => said.push(format!("{silent} of them without a reason")),
        1 => said.push("without a reason".to_owned()),
        _ => said.push("all without a reason".to_owned()),
    }
    said
}

/// Whether somebody looked at a value: one that was taken away was not looked at.
fn is_check_in(change: &Change) -> bool {
    change.kind == ChangeKind::Progressed && change.after.is_some()
}

fn fates(review: &Review) -> Vec<String> {
    let mut said = Vec::new();
    for fate in [
        Fate::Achieved,
        Fate::Missed,
        Fate::CarriedOver,
        Fate::Postponed,
        Fate::Dropped,
        Fate::UnaccountedFor,
    ] {
        let rows = review.fates.iter().flatten();
        say(
            &mut said,
            rows.filter(|row| row.fate == fate).count(),
            fate.words(),
        );
    }
    said
}

/// Something that needs attention.
#[derive(Debug, Clone, Copy)]
pub enum Attention<'r> {
    /// What the check has been made milder in.
    Milder(&'r Note),
    /// What could be read before, and cannot be any more.
    Hidden(&'r Note),
    /// A goalpost that was moved, or something that was given up or put off, without a word why.
    Unexplained(&'r Row),
    /// Something that is gone.
    Gone(&'r Row),
    /// What lost something by that, and what it lost, in words.
    Bereft(&'r Impact, &'static str),
}

/// What the check was made milder in, what was moved or given up without a word why, what is gone, and
/// what that leaves behind, in this order.
pub fn attention(review: &Review) -> Vec<Attention<'_>> {
    let milder = review.relaxed.iter().map(Attention::Milder);
    let moved = without_reason(review).into_iter();
    let mut all: Vec<Attention<'_>> = milder
        .chain(hidden(review).map(Attention::Hidden))
        .collect();
    all.extend(moved.map(Attention::Unexplained));
    if is_gone_news(&review.mode) {
        let gone = of_part(&review.changes, Part::Gone, &review.mode);
        all.extend(gone.into_iter().flatten().map(Attention::Gone));
    }
    let changes = review.changes.iter().map(|row| &row.change);
    for (effect, _, touched) in impacts(changes) {
        let lost = match effect {
            ImpactEffect::Orphaned => "has lost its parent",
            ImpactEffect::Unsupported => "has nothing left that contributes to it",
            ImpactEffect::Reparented | ImpactEffect::Affected => continue,
        };
        all.extend(
            touched
                .into_iter()
                .map(|impact| Attention::Bereft(impact, lost)),
        );
    }
    all
}

/// What could be read before, and cannot be any more.
pub fn hidden(review: &Review) -> impl Iterator<Item = &Note> {
    review.notes.iter().filter(|note| note.hides)
}

/// Whether it needs attention that something is gone; from one cycle to the next that is usual.
pub const fn is_gone_news(mode: &Mode) -> bool {
    !matches!(mode, Mode::Cycles(..))
}

/// The goalposts that were moved, and what was given up or put off, without a word why.
fn without_reason(review: &Review) -> Vec<&Row> {
    let parts = [Part::Goalposts, Part::Closed].into_iter();
    parts
        .flat_map(|part| in_part(review, part))
        .filter(|row| why(&row.change, &review.mode) == Why::Missing)
        .collect()
}
