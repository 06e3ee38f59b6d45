//! What changed between two states as it is shown: the changes in the order of their weight, what
//! became of each objective where two cycles are compared, and the time that moved.

mod fates;
mod scores;
mod shifts;

use jiff::civil::Date;

use crate::diff::described;
use crate::diff::{
    Change, ChangeKind, Diff, Direction, Effect, Scope, Sides, Subject, Thing, diff, put_off,
};
use crate::model::{Config, Cycle};
use crate::snapshot::Snapshot;
use crate::source::{Person, Step};
use crate::views::lines::Lines;
use crate::views::node::TeamName;

pub use fates::{Fate, FateRow, fates};
pub use scores::{ScoreRow, scores};
pub use shifts::{AllocationShift, GoalShift, TeamShift, shift};

/// What is compared with what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mode {
    /// Two states of the whole tree.
    States,
    /// The objectives of one cycle with those of another.
    Cycles(Cycle, Cycle),
    /// The objectives of one cycle at its start with the same at its close.
    During(Cycle),
}

/// What changed, as it is shown.
#[derive(Debug, Clone)]
pub struct Review {
    /// What is compared.
    pub mode: Mode,
    /// The one effect that was asked for; none where all changes are shown.
    pub only: Option<Effect>,
    /// The changes, those that weigh most first.
    pub changes: Vec<Row>,
    /// What became of each objective of the earlier cycle; only where cycles are compared.
    pub fates: Option<Vec<FateRow>>,
    /// The score of each objective against its goalposts as they were and as they are; only within
    /// a cycle.
    pub scores: Option<Vec<ScoreRow>>,
    /// The time that moved.
    pub allocation: AllocationShift,
    /// How many changes there are of each sort.
    pub summary: Summary,
    /// What the check has been made milder in, or told to pass over; only between two states.
    pub relaxed: Vec<Note>,
    /// What could not be compared, and why.
    pub notes: Vec<Note>,
}

impl Review {
    /// Whether anything changed.
    #[must_use]
    pub fn has_any(&self) -> bool {
        !self.changes.is_empty() || !self.relaxed.is_empty()
    }
}

/// A change with the place where it stands.
#[derive(Debug, Clone)]
pub struct Row {
    /// The change.
    pub change: Change,
    /// What its subject is: `goal`, `objective`, `key result`, `kpi` or `team`.
    pub what: &'static str,
    /// The team that its subject belongs to.
    pub team: Option<TeamName>,
    /// The file, from the root of the repository.
    pub path: String,
    /// The line, from 1.
    pub line: usize,
    /// The commit that made it, where that is known.
    pub commit: Option<Committed>,
    /// Of an objective that is new the key results that it has: each by its id, in a few words.
    pub key_results: Vec<(String, String)>,
}

/// The commit that made a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Committed {
    /// Its full hash.
    pub id: String,
    /// Who wrote it.
    pub author: Person,
    /// Its day.
    pub day: Date,
    /// The first line of its message.
    pub summary: String,
}

/// How many changes there are of each sort.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Summary {
    /// Changes to what is meant to be achieved.
    pub intent: usize,
    /// Changes to how far that is.
    pub progress: usize,
    /// Those that make something easier to reach.
    pub easier: usize,
    /// Those that make something harder to reach.
    pub harder: usize,
    /// Goals, objectives, key results, kpis and teams that are new.
    pub added: usize,
    /// Those that are gone.
    pub removed: usize,
}

/// Something to be said of a file: that it could not be compared, or what makes it milder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// What, and why.
    pub message: String,
    /// The commit it is about; none for the files as they are.
    pub commit: Option<String>,
    /// The file.
    pub path: Option<String>,
    /// The line, from 1.
    pub line: Option<usize>,
    /// Whether it hides what the earlier state still told.
    pub hides: bool,
}

/// One of the two states, with what it is judged by.
#[derive(Debug, Clone, Copy)]
pub struct Side<'s> {
    /// The tree.
    pub snapshot: &'s Snapshot,
    /// Its configuration.
    pub config: &'s Config,
    /// The day on which it is judged.
    pub today: Date,
    /// The cycle whose time is compared.
    pub cycle: Option<&'s Cycle>,
}

/// Which changes are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Filter {
    /// Only those of this effect.
    pub only: Option<Effect>,
}

/// What changed from `before` to `after`. Where `steps` tell what single commits changed of intent,
/// these stand instead of what it comes to, so that what was moved and moved back is told.
#[must_use]
pub fn review(
    before: Side<'_>,
    after: Side<'_>,
    mode: Mode,
    steps: Option<Vec<Row>>,
    filter: Filter,
) -> Review {
    let sides = Sides {
        before: before.snapshot,
        after: after.snapshot,
    };
    let scope = match &mode {
        Mode::States => Scope::States,
        Mode::Cycles(before, after) => Scope::Cycles {
            before: before.clone(),
            after: after.clone(),
        },
        Mode::During(cycle) => Scope::During(cycle.clone()),
    };
    let Diff {
        mut changes,
        matching,
    } = diff(sides, &scope);
    if mode == Mode::States {
        let days = after.config.check_in_days;
        for change in &mut changes {
            change.put_off = put_off(sides, change, after.today, days).is_some();
        }
    }
    let fates = match &mode {
        Mode::Cycles(cycle, _) => Some(fates(before, after, &matching, cycle)),
        Mode::States | Mode::During(_) => None,
    };
    let scores = match &mode {
        Mode::During(cycle) => Some(scores(before, after, &matching, cycle)),
        Mode::States | Mode::Cycles(..) => None,
    };
    let mut rows = rows(sides, changes, filter);
    if let Some(steps) = steps {
        // A verdict that was given after the cycle is in no commit within it.
        let is_told = |row: &Row| {
            let mut same = steps.iter().map(|step| &step.change);
            same.any(|step| {
                step.kind == row.change.kind && step.subject.name == row.change.subject.name
            })
        };
        rows.retain(|row| match (row.change.effect, row.change.kind) {
            (Effect::Progress, _) => true,
            (Effect::Intent, ChangeKind::Closed) => !is_told(row),
            (Effect::Intent, _) => false,
        });
        let wanted = |row: &Row| filter.only.is_none_or(|only| row.change.effect == only);
        rows.splice(0..0, steps.into_iter().filter(wanted));
        // Within a cycle goalposts are told in the order in which they moved.
        rows.sort_by_key(|row| weight(&row.change).max(1));
    }
    Review {
        summary: summary(&rows),
        changes: rows,
        fates,
        scores,
        allocation: match filter.only {
            Some(Effect::Progress) => AllocationShift::default(),
            Some(Effect::Intent) | None => shift(before, after),
        },
        relaxed: Vec::new(),
        notes: Vec::new(),
        only: filter.only,
        mode,
    }
}

/// The changes with their places, those that weigh most first: goalposts that were eased, other
/// goalposts, what is gone, the rest of intent, then progress; in each in the order of the files.
#[must_use]
pub fn rows(sides: Sides<'_>, changes: Vec<Change>, filter: Filter) -> Vec<Row> {
    let (mut lines_before, mut lines_after) = (Lines::default(), Lines::default());
    let mut rows: Vec<Row> = changes
        .into_iter()
        .filter(|change| filter.only.is_none_or(|only| change.effect == only))
        .map(|change| {
            let (snapshot, lines) = match change.at.in_later {
                true => (sides.after, &mut lines_after),
                false => (sides.before, &mut lines_before),
            };
            let file = snapshot.file(change.at.file);
            let (what, team) = subject(sides, &change);
            Row {
                what,
                team,
                path: file.map(|file| file.path.clone()).unwrap_or_default(),
                line: lines.line(snapshot, change.at.file, change.at.span),
                commit: None,
                key_results: key_results(sides.after, &change),
                change,
            }
        })
        .collect();
    rows.sort_by(|one, other| {
        let key = |row: &Row| (weight(&row.change), row.change.at.in_later);
        key(one)
            .cmp(&key(other))
            .then_with(|| one.path.cmp(&other.path))
            .then_with(|| one.line.cmp(&other.line))
    });
    rows
}

/// What a new objective brings along.
fn key_results(after: &Snapshot, change: &Change) -> Vec<(String, String)> {
    let is_new = matches!(change.kind, ChangeKind::Added | ChangeKind::CarriedOver);
    let node = match change.subject.after {
        Some(Thing::Place(place))
            if is_new && change.field.is_none() && place.key_result.is_none() =>
        {
            after.node(place.node)
        }
        _ => None,
    };
    let key_results = node.map_or(&[][..], |node| node.key_results());
    key_results
        .iter()
        .map(|own| (own.id.to_string(), described(own)))
        .collect()
}

/// What a change is about, and whose that is.
fn subject(sides: Sides<'_>, change: &Change) -> (&'static str, Option<TeamName>) {
    let Subject { before, after, .. } = change.subject;
    let side = after.map(|thing| (sides.after, thing));
    match side.or_else(|| before.map(|thing| (sides.before, thing))) {
        Some((snapshot, Thing::Place(place))) => {
            let node = snapshot.node(place.node);
            let what = match place.key_result {
                Some(_) => "key result",
                None => node.map_or("objective", |node| node.kind().name()),
            };
            let team = node.and_then(|node| node.team);
            (what, team.and_then(|team| TeamName::of(snapshot, team)))
        }
        Some((_, Thing::Team(_))) | None => ("team", None),
    }
}

/// How much a change weighs: the less, the more.
#[must_use]
pub fn weight(change: &Change) -> u8 {
    let direction = change.shift.as_ref().map(|shift| shift.direction);
    match (change.effect, change.kind, direction) {
        (Effect::Intent, kind, Some(Direction::Easier)) if kind.is_goalpost() => 0,
        (Effect::Intent, kind, _) if kind.is_goalpost() => 1,
        (Effect::Intent, ChangeKind::Removed | ChangeKind::Replaced, _) => 2,
        (Effect::Intent, ChangeKind::Closed | ChangeKind::Reopened, _) => 3,
        (Effect::Intent, _, _) if change.put_off => 3,
        (Effect::Intent, ChangeKind::Reparented | ChangeKind::Moved, _) => 4,
        (Effect::Intent, ChangeKind::Added | ChangeKind::CarriedOver, _) => 5,
        (Effect::Intent, ChangeKind::Annotated, _) => 7,
        (Effect::Intent, _, _) => 6,
        (Effect::Progress, ChangeKind::Closed | ChangeKind::Rescored, _) => 8,
        (Effect::Progress, ChangeKind::Progressed, _) => 9,
        (Effect::Progress, _, _) => 10,
    }
}

/// How many changes there are of each sort.
#[must_use]
pub fn summary(rows: &[Row]) -> Summary {
    let count = |is: &dyn Fn(&Change) -> bool| rows.iter().filter(|row| is(&row.change)).count();
    let turned = |wanted: Direction| {
        count(&|change| {
            change
                .shift
                .as_ref()
                .is_some_and(|shift| shift.direction == wanted)
        })
    };
    Summary {
        intent: count(&|change| change.effect == Effect::Intent),
        progress: count(&|change| change.effect == Effect::Progress),
        easier: turned(Direction::Easier),
        harder: turned(Direction::Harder),
        added: count(&|change| {
            let is_new = matches!(change.kind, ChangeKind::Added | ChangeKind::CarriedOver);
            is_new && change.field.is_none()
        }),
        removed: count(&|change| change.kind == ChangeKind::Removed),
    }
}

impl From<&Step> for Committed {
    fn from(step: &Step) -> Self {
        Self {
            id: step.id.clone(),
            author: step.author.clone(),
            day: step.day,
            summary: step.summary.clone(),
        }
    }
}
