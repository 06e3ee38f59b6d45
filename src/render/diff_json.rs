//! What changed, as JSON: `okr-diff/1`.

use std::io;

use schemars::{JsonSchema, Schema, SchemaGenerator};
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

/// What changed.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Diff")]
struct DiffJson<'v> {
    /// The format and its version.
    #[schemars(extend("const" = "okr-diff/1"))]
    format: &'static str,
    /// The program that wrote it.
    tool: Tool,
    /// The day that counts as today.
    today: String,
    /// What was compared: `states`, `cycles`, or one cycle `during` its time.
    mode: &'static str,
    /// The earlier state.
    base: &'v State,
    /// The later state.
    head: &'v State,
    /// The cycles that were compared; null between states.
    cycles: Option<Vec<&'v str>>,
    /// The changes.
    changes: Vec<ChangeJson<'v>>,
    /// What became of the objectives of the earlier cycle; null between states.
    fates: Option<Vec<FateJson<'v>>>,
    /// What objectives score against the goalposts of the start and of the close; null but within a cycle.
    scores: Option<Vec<ScoreJson<'v>>>,
    /// How time moved.
    allocation: AllocationJson<'v>,
    /// The changes in numbers.
    summary: SummaryJson,
    /// What the check has been made milder in, or told to pass over.
    relaxed: Vec<NoteJson<'v>>,
    /// What could not be read or followed.
    notes: Vec<NoteJson<'v>>,
}

/// A change as output.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Change")]
pub struct ChangeJson<'v> {
    /// What happened.
    kind: ChangeKind,
    /// What it touches.
    effect: Effect,
    /// `id` or `id/key-result`.
    subject: &'v str,
    /// What the subject says.
    title: &'v str,
    /// The field that changed.
    field: Option<&'static str>,
    /// What it said.
    before: Option<&'v str>,
    /// What it says.
    after: Option<&'v str>,
    /// Whether a goalpost moved, and which way.
    direction: Option<Direction>,
    /// How far it moved.
    by: Option<Quantity>,
    /// How both were found to be the same.
    matched_by: MatchedBy,
    /// Whether that is only a guess.
    guessed: bool,
    /// Why, where the file says so.
    reason: Option<&'v str>,
    /// The full hash of the commit that changed it, where it was looked for.
    commit: Option<&'v str>,
    /// Who committed it.
    author: Option<&'v str>,
    /// The day of the commit, in its own time zone.
    date: Option<String>,
    /// The file, from the root of the repository.
    path: &'v str,
    /// The line, from 1.
    line: usize,
    /// What it does to what hangs under it.
    impact: Vec<ImpactJson<'v>>,
}

/// What a change does to something else.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Impact")]
struct ImpactJson<'v> {
    /// `id` or `id/key-result`.
    subject: &'v str,
    /// What happens to it.
    effect: ImpactEffect,
}

/// What became of an objective.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "ObjectiveFate")]
struct FateJson<'v> {
    /// Its id.
    id: &'v str,
    /// What it says.
    title: &'v str,
    /// What became of it.
    fate: Fate,
    /// Its score.
    score: Option<f64>,
    /// What it goes on as.
    next: Option<&'v str>,
    guessed: bool,
}

/// What an objective scores by its numbers, against the goalposts of the start and of the close.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Scores")]
struct ScoreJson<'v> {
    /// Its id.
    id: &'v str,
    /// What it says.
    title: &'v str,
    /// Against the goalposts of the start.
    original: Option<f64>,
    /// Against those of the close.
    r#final: Option<f64>,
    /// As its owner gave it.
    given: Option<f64>,
}

/// How time moved.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "AllocationShift")]
struct AllocationJson<'v> {
    /// By team.
    teams: Vec<TeamJson<'v>>,
    /// By business goal.
    goals: Vec<GoalJson<'v>>,
}

/// How the plan of a team moved.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "TeamShift")]
struct TeamJson<'v> {
    /// The team.
    team: &'v str,
    /// Its earlier plan.
    before: Option<PlanJson>,
    /// Its later plan.
    after: Option<PlanJson>,
}

/// The people planned for a goal; what serves none has no id.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "GoalShift")]
struct GoalJson<'v> {
    /// The goal.
    id: Option<&'v str>,
    /// The people before.
    before: f64,
    /// The people after.
    after: f64,
}

/// Changes in numbers.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "ChangeSummary")]
struct SummaryJson {
    /// Changes of intent.
    intent: usize,
    /// Changes of progress.
    progress: usize,
    /// Goalposts that moved to easier.
    easier: usize,
    /// Goalposts that moved to harder.
    harder: usize,
    /// What is new.
    added: usize,
    /// What is gone.
    removed: usize,
}

/// What could not be read or followed.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Note")]
struct NoteJson<'v> {
    /// What it is.
    message: &'v str,
    /// The commit it is about.
    commit: Option<&'v str>,
    /// The file it is about.
    path: Option<&'v str>,
    /// The line, from 1.
    line: Option<usize>,
}

/// The schema of what [`write`] writes.
pub(super) fn schema(generator: &mut SchemaGenerator) -> Schema {
    generator.subschema_for::<DiffJson<'static>>()
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
        relaxed: review.relaxed.iter().map(note).collect(),
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
