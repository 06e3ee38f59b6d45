//! The words in which text and Markdown say the same of a change, and the parts that they put the
//! changes into. Not safe to print yet where text of a file is in them.

mod amount;
mod time;
mod verdict;

use crate::source::in_one_line;
use crate::views::review::FateRow;
use std::collections::HashMap;

use crate::diff::{Change, ChangeKind, Direction, Effect, Impact, ImpactEffect, Thing, summed};
use crate::model::Cycle;
use crate::render::layout::width;
use crate::views::review::{Committed, Mode, Note, Row, weight};

pub use amount::shift;
pub use time::{SCORES, people, plans, score, scores};
pub use verdict::{Attention, attention, hidden, is_gone_news, verdict};

/// The parts of what changed, those that weigh most first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// What is to be reached is another.
    Goalposts,
    /// What goes on in a later cycle begins there with other numbers.
    Anew,
    /// What is gone.
    Gone,
    /// What was given up, put off or taken up again.
    Closed,
    /// What serves or belongs to something else.
    Places,
    /// What is new.
    New,
    /// The rest of what is meant to be achieved.
    Intent,
    /// What was closed or scored.
    Scores,
    /// What was looked at.
    Progress,
}

/// All parts, in their order.
pub const PARTS: [Part; 9] = [
    Part::Goalposts,
    Part::Anew,
    Part::Gone,
    Part::Closed,
    Part::Places,
    Part::New,
    Part::Intent,
    Part::Scores,
    Part::Progress,
];

/// What is said of why something changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why<'c> {
    /// This.
    Because(&'c str),
    /// Nothing, where something should be said.
    Missing,
    /// Nothing, as usual.
    Silent,
}

/// A value before and after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Values {
    /// What stood there; none where nothing did.
    pub before: Option<String>,
    /// What stands there now; none where nothing does.
    pub after: Option<String>,
}

impl Part {
    /// Where a change belongs.
    pub fn of(change: &Change) -> Self {
        match weight(change) {
            0 | 1 if change.anew => Self::Anew,
            0 | 1 => Self::Goalposts,
            2 => Self::Gone,
            3 => Self::Closed,
            4 => Self::Places,
            5 => Self::New,
            6 | 7 => Self::Intent,
            8 => Self::Scores,
            _ => Self::Progress,
        }
    }

    /// Its heading.
    pub fn heading(self, mode: &Mode) -> String {
        let words = match (self, mode) {
            (Self::Anew, _) | (Self::Goalposts, Mode::Cycles(..)) => "Carried on with new numbers",
            (Self::Goalposts, _) => "Goalposts moved",
            (Self::Gone, _) => "Removed or replaced",
            (Self::Closed, _) => "Given up, put off or taken up again",
            (Self::Places, _) => "Under another parent, team or cycle",
            (Self::New, Mode::Cycles(_, later)) => return format!("New in {}", later.name),
            (Self::New, _) => "New",
            (Self::Intent, _) => "Other changes of intent",
            (Self::Scores, _) => "Closed and scored",
            (Self::Progress, _) => "Progress",
        };
        words.to_owned()
    }
}

/// The rows of one part that are worth telling, those of one subject together, in the order in which
/// their subjects come first.
pub fn of_part<'r>(rows: &'r [Row], part: Part, mode: &Mode) -> Vec<Vec<&'r Row>> {
    let rows = rows.iter();
    let mut subjects = by_subject(
        rows.filter(|row| Part::of(&row.change) == part && is_worth_telling(row, mode))
            .collect(),
    );
    // What nobody gave a reason for comes first.
    let is_explained = |row: &&Row| why(&row.change, mode) != Why::Missing;
    subjects.sort_by_key(|rows| rows.iter().all(is_explained));
    subjects
}

/// Whether a change says something. Where cycles are compared, the fates say already what was carried
/// over and which objectives are gone, and what is carried on begins anew: that it is open again and
/// nobody has checked in yet is no news.
pub fn is_worth_telling(row: &Row, mode: &Mode) -> bool {
    let change = &row.change;
    let is_blank = change.after.is_none()
        && (change.effect == Effect::Progress || change.field == Some("reason"));
    let is_usual = match change.kind {
        ChangeKind::CarriedOver => change.field == Some("cycle"),
        ChangeKind::Removed => row.what == "objective",
        ChangeKind::Reopened => true,
        _ => is_blank,
    };
    !(matches!(mode, Mode::Cycles(..)) && is_usual)
}

/// `rows` with those of one subject together.
pub fn by_subject(rows: Vec<&Row>) -> Vec<Vec<&Row>> {
    let mut subjects: Vec<Vec<&Row>> = Vec::new();
    let mut at: HashMap<(&str, &str, Option<Thing>), usize> = HashMap::new();
    for row in rows {
        let subject = &row.change.subject;
        // What several cycles have is not one; commit by commit only the name tells.
        let thing = match row.commit {
            None => subject.after.or(subject.before),
            Some(_) => None,
        };
        let place = *at
            .entry((row.what, &subject.name, thing))
            .or_insert(subjects.len());
        match subjects.get_mut(place) {
            Some(subject) => subject.push(row),
            None => subjects.push(vec![row]),
        }
    }
    subjects
}

/// The mark of a change, which says in one sign what the words beside it say too.
pub fn mark(change: &Change) -> &'static str {
    match (&change.shift, change.kind) {
        (Some(shift), _) => match shift.direction {
            Direction::Easier => "▼",
            Direction::Harder => "▲",
        },
        (None, ChangeKind::Removed) => "-",
        (None, _) if change.put_off => "·",
        (None, ChangeKind::Added | ChangeKind::CarriedOver) => "+",
        (None, _) => "·",
    }
}

/// What of the subject changed: a field, or what happened to the whole.
pub fn what(row: &Row) -> String {
    let change = &row.change;
    match (change.kind, change.field) {
        (ChangeKind::Removed, None) => format!("{} removed", row.what),
        (ChangeKind::Replaced, _) => format!("{} replaced", row.what),
        (ChangeKind::Added, None) => format!("new {}", row.what),
        (ChangeKind::CarriedOver, None) => "carries on".to_owned(),
        (_, Some("check_ins")) => "check-ins".to_owned(),
        (_, Some("as_of")) => "looked at".to_owned(),
        (_, Some("objective" | "goal" | "kpi" | "team" | "title"))
            if change.kind == ChangeKind::Retitled =>
        {
            "title".to_owned()
        }
        (_, Some(field)) => field.replace('_', " "),
        (kind, None) => kind.name().replace('_', " "),
    }
}

/// What stood there and what stands there, where the subject does not say that already.
pub fn values(change: &Change) -> Option<Values> {
    let (before, after) = (change.before.clone(), change.after.clone());
    let title = &change.subject.title;
    match (change.kind, change.field) {
        (ChangeKind::CarriedOver, None) => Some(Values {
            before: None,
            after: Some(before?),
        }),
        (ChangeKind::Added | ChangeKind::Removed, None) => {
            let words = before.or(after)?;
            let way = words.strip_prefix(title.as_str())?.strip_prefix(": ")?;
            Some(Values {
                before: None,
                after: Some(way.to_owned()),
            })
        }
        _ => Some(Values { before, after }),
    }
}

/// Whether values are of a whole that came or went: then they are shown by themselves, not as what
/// follows nothing.
pub fn is_whole(change: &Change) -> bool {
    change.field.is_none() && change.kind != ChangeKind::Replaced
}

impl Values {
    /// Both with an arrow between them; the first is moved to the right until it ends at column
    /// `align`.
    pub fn arrow(&self, align: usize) -> String {
        const NONE: &str = "none";
        let before = self.before.as_deref().unwrap_or(NONE);
        let after = self.after.as_deref().unwrap_or(NONE);
        // What both say in front of their numbers is said once.
        let same = |word: &&str| before.starts_with(*word) && after.starts_with(*word);
        let said = ["at least ", "at most "].into_iter().find(same);
        let after = after
            .strip_prefix(said.unwrap_or_default())
            .unwrap_or(after);
        let pad = " ".repeat(align.saturating_sub(width(before)));
        format!("{pad}{before} → {after}")
    }

    /// Whether they are short enough for a line with other things.
    pub fn is_short(&self) -> bool {
        const SHORT: usize = 40;
        width(&self.arrow(0)) <= SHORT
    }
}

/// Whether a shift says something: from one cycle to the next the baseline is simply where the last one ended.
pub fn tells_shift(change: &Change, mode: &Mode) -> bool {
    let is_anew = matches!(mode, Mode::Cycles(..)) || change.anew;
    !(is_anew && change.kind == ChangeKind::Rebaselined)
}

/// Why, as far as that is said. A goalpost that moved while the cycle runs needs a reason, and so does
/// what is given up or put off.
pub fn why<'c>(change: &'c Change, mode: &Mode) -> Why<'c> {
    let is_moved = change.kind.is_goalpost()
        && !change.anew
        && change.before.is_some()
        && (change.shift.is_some() || !matches!(change.kind, ChangeKind::Rebaselined));
    let part = Part::of(change);
    let is_closed = change.put_off || (part == Part::Closed && change.kind == ChangeKind::Closed);
    let needs = !matches!(mode, Mode::Cycles(..)) && (is_moved || is_closed);
    // The reason of what goes on is that of its being given up or put off.
    let is_told = part != Part::New && change.field != Some("carried_from");
    match &change.reason {
        Some(reason) if is_told => Why::Because(reason),
        None if needs => Why::Missing,
        _ => Why::Silent,
    }
}

/// Whose it is, where that says something.
pub fn team(row: &Row) -> Option<&str> {
    match (&row.team, row.what) {
        (Some(team), _) => Some(&team.title),
        (None, "objective" | "key result") => Some("company"),
        (None, _) => None,
    }
}

/// Who made a change and when: the short commit, the author and the day, of a cycle also its number.
pub fn made(commit: &Committed, mode: &Mode) -> Vec<String> {
    const SHORT: usize = 10;
    let mut said = vec![
        commit.id.chars().take(SHORT).collect(),
        commit.author.name.clone(),
        commit.day.to_string(),
    ];
    if let Mode::During(cycle) = mode {
        said.extend(day_of(cycle, commit.day));
    }
    said
}

fn day_of(cycle: &Cycle, day: jiff::civil::Date) -> Option<String> {
    let days = cycle.days();
    match (day < cycle.start, day > cycle.end) {
        (true, _) => Some("before the cycle".to_owned()),
        (_, true) => Some("after the cycle".to_owned()),
        _ => Some(format!("day {} of {days}", cycle.elapsed_days(day) + 1)),
    }
}

/// What changes do to others, each effect with its words and whom it touches.
pub fn impacts<'c>(
    changes: impl IntoIterator<Item = &'c Change>,
) -> Vec<(ImpactEffect, &'static str, Vec<&'c Impact>)> {
    let words = |effect: ImpactEffect| match effect {
        ImpactEffect::Orphaned => "orphans",
        ImpactEffect::Reparented => "takes along",
        ImpactEffect::Unsupported => "leaves nothing that contributes to",
        ImpactEffect::Affected => "affects",
    };
    let summed = summed(changes).into_iter();
    summed
        .map(|(effect, touched)| (effect, words(effect), touched))
        .collect()
}

/// Where the thing is that a note is about.
pub fn place_of(note: &Note) -> String {
    const SHORT: usize = 10;
    let place = match (&note.path, note.line) {
        (Some(path), Some(line)) => format!("{path}:{line}"),
        (Some(path), None) => path.clone(),
        (None, _) => String::new(),
    };
    match &note.commit {
        Some(commit) => {
            let short: String = commit.chars().take(SHORT).collect();
            format!("{place} in {short}").trim_start().to_owned()
        }
        None => place,
    }
}

/// What is said of the fate of an objective: the result, and why it was given up or put off.
pub fn said_of(fate: &FateRow) -> Vec<String> {
    let result = fate.result.as_ref().map(|text| in_one_line(text));
    let reason = fate.reason.as_ref();
    let reason = reason.map(|text| format!("because: {}", in_one_line(text)));
    result.into_iter().chain(reason).collect()
}

/// `text` cut after `most` characters.
pub fn cut(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        None => text.to_owned(),
        Some((end, _)) => {
            let kept = text.get(..end).unwrap_or_default();
            format!("{}…", kept.trim_end())
        }
    }
}
