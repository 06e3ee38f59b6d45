//! What changed, as JSON: `okr-diff/1`.

use std::io;

use serde::Serialize;

use crate::diff::{By, ChangeKind, Direction, Effect, Impact, ImpactEffect, MatchedBy};
use crate::measure::exact::Exact;
use crate::measure::time::Buckets;
use crate::render::json::team::PlanJson;
use crate::render::json::{Quantity, TOOL, Tool, number};
use crate::render::reading::State;
use crate::render::safe::write_json;
use crate::views::review::{
    AllocationShift, Fate, FateRow, Mode, Note, Review, Row, ScoreRow, Summary,
};

/// The two states that were compared, and the day that counts as today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compared {
    /// The earlier.
    pub base: State,
    /// The later.
    pub head: State,
    /// The day.
    pub today: jiff::civil::Date,
}

#[derive(Serialize)]
struct DiffJson<'v> {
    format: &'static str,
    tool: Tool,
    today: String,
    mode: &'static str,
    base: &'v State,
    head: &'v State,
    cycles: Option<Vec<&'v str>>,
    changes: Vec<ChangeJson<'v>>,
    fates: Option<Vec<FateJson<'v>>>,
    scores: Option<Vec<ScoreJson<'v>>>,
    allocation: AllocationJson<'v>,
    summary: SummaryJson,
    notes: Vec<NoteJson<'v>>,
}

/// A change as output.
#[derive(Debug, Serialize)]
pub struct ChangeJson<'v> {
    kind: ChangeKind,
    effect: Effect,
    subject: &'v str,
    title: &'v str,
    field: Option<&'static str>,
    before: Option<&'v str>,
    after: Option<&'v str>,
    direction: Option<Direction>,
    by: Option<Quantity>,
    matched_by: MatchedBy,
    guessed: bool,
    reason: Option<&'v str>,
    commit: Option<&'v str>,
    author: Option<&'v str>,
    date: Option<String>,
    path: &'v str,
    line: usize,
    impact: Vec<ImpactJson<'v>>,
}

#[derive(Debug, Serialize)]
struct ImpactJson<'v> {
    subject: &'v str,
    effect: ImpactEffect,
}

#[derive(Serialize)]
struct FateJson<'v> {
    id: &'v str,
    title: &'v str,
    fate: Fate,
    score: Option<f64>,
    next: Option<&'v str>,
    guessed: bool,
}

/// What an objective scores by its numbers, against the goalposts of the start and of the close.
#[derive(Serialize)]
struct ScoreJson<'v> {
    id: &'v str,
    title: &'v str,
    original: Option<f64>,
    r#final: Option<f64>,
    given: Option<f64>,
}

#[derive(Serialize)]
struct AllocationJson<'v> {
    teams: Vec<TeamJson<'v>>,
    goals: Vec<GoalJson<'v>>,
}

#[derive(Serialize)]
struct TeamJson<'v> {
    team: &'v str,
    before: Option<PlanJson>,
    after: Option<PlanJson>,
}

/// The people planned for a goal; what serves none has no id.
#[derive(Serialize)]
struct GoalJson<'v> {
    id: Option<&'v str>,
    before: f64,
    after: f64,
}

#[derive(Serialize)]
struct SummaryJson {
    intent: usize,
    progress: usize,
    easier: usize,
    harder: usize,
    added: usize,
    removed: usize,
}

#[derive(Serialize)]
struct NoteJson<'v> {
    message: &'v str,
    commit: Option<&'v str>,
    path: Option<&'v str>,
    line: Option<usize>,
}

/// Writes what changed as one object.
///
/// # Errors
/// When `out` cannot be written.
pub fn write(out: &mut dyn io::Write, review: &Review, compared: &Compared) -> io::Result<()> {
    let (mode, cycles) = match &review.mode {
        Mode::States => ("states", None),
        Mode::Cycles(one, other) => ("cycles", Some(vec![one.name.as_str(), other.name.as_str()])),
        Mode::During(cycle) => ("during", Some(vec![cycle.name.as_str()])),
    };
    let json = DiffJson {
        format: "okr-diff/1",
        tool: TOOL,
        today: compared.today.to_string(),
        mode,
        base: &compared.base,
        head: &compared.head,
        cycles,
        changes: review.changes.iter().map(ChangeJson::new).collect(),
        fates: review
            .fates
            .as_ref()
            .map(|fates| fates.iter().map(fate).collect()),
        scores: review
            .scores
            .as_ref()
            .map(|scores| scores.iter().map(score).collect()),
        allocation: allocation(&review.allocation),
        summary: summary(review.summary),
        notes: review.notes.iter().map(note).collect(),
    };
    write_json(out, &json)
}

impl<'v> ChangeJson<'v> {
    /// A change as output.
    pub fn new(row: &'v Row) -> Self {
        let change = &row.change;
        let commit = row.commit.as_ref();
        let shift = change.shift.as_ref();
        Self {
            kind: change.kind,
            effect: change.effect,
            subject: &change.subject.name,
            title: &change.subject.title,
            field: change.field,
            before: change.before.as_deref(),
            after: change.after.as_deref(),
            direction: shift.map(|shift| shift.direction),
            by: shift.and_then(|shift| shift.by.as_ref()).map(by),
            matched_by: change.matched_by,
            guessed: change.matched_by.is_guess(),
            reason: change.reason.as_deref(),
            commit: commit.map(|commit| commit.id.as_str()),
            author: commit.map(|commit| commit.author.name.as_str()),
            date: commit.map(|commit| commit.day.to_string()),
            path: &row.path,
            line: row.line,
            impact: change.impact.iter().map(impact).collect(),
        }
    }
}

fn by(by: &By) -> Quantity {
    Quantity::said(by.text(), by.value, by.unit.name())
}

fn impact(impact: &Impact) -> ImpactJson<'_> {
    ImpactJson {
        subject: &impact.subject,
        effect: impact.effect,
    }
}

fn fate(row: &FateRow) -> FateJson<'_> {
    FateJson {
        id: &row.name,
        title: &row.title,
        fate: row.fate,
        score: row.score.map(number),
        next: row.next.as_deref(),
        guessed: row.guessed,
    }
}

fn score(row: &ScoreRow) -> ScoreJson<'_> {
    ScoreJson {
        id: &row.name,
        title: &row.title,
        original: row.original.map(number),
        r#final: row.last.map(number),
        given: row.given.map(number),
    }
}

fn allocation(shift: &AllocationShift) -> AllocationJson<'_> {
    let plan = |buckets: &Option<Buckets>| buckets.as_ref().map(PlanJson::sum);
    let people = |people: &Exact| people.nearest();
    AllocationJson {
        teams: shift
            .teams
            .iter()
            .map(|team| TeamJson {
                team: &team.team.id,
                before: plan(&team.before),
                after: plan(&team.after),
            })
            .collect(),
        goals: shift
            .goals
            .iter()
            .map(|goal| GoalJson {
                id: goal.id.as_deref(),
                before: people(&goal.before),
                after: people(&goal.after),
            })
            .collect(),
    }
}

const fn summary(summary: Summary) -> SummaryJson {
    SummaryJson {
        intent: summary.intent,
        progress: summary.progress,
        easier: summary.easier,
        harder: summary.harder,
        added: summary.added,
        removed: summary.removed,
    }
}

fn note(note: &Note) -> NoteJson<'_> {
    NoteJson {
        message: &note.message,
        commit: note.commit.as_deref(),
        path: note.path.as_deref(),
        line: note.line,
    }
}
