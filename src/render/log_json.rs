//! A history as JSON: `okr-log/1`.

use std::io;

use jiff::civil::Date;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::Serialize;

use crate::render::diff_json::ChangeJson;
use crate::render::json::{TOOL, Tool};
use crate::render::safe::write_json;
use crate::views::log::{Entry, History, Point};
use crate::views::review::Note;

/// A history.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Log")]
struct LogJson<'v> {
    /// The format and its version.
    #[schemars(extend("const" = "okr-log/1"))]
    format: &'static str,
    /// The program that wrote it.
    tool: Tool,
    /// The day that counts as today.
    today: String,
    /// What was asked for; null for the whole tree.
    subject: Option<&'v str>,
    /// Whether older commits were left out.
    truncated: bool,
    /// The commits that changed something, newest first.
    entries: Vec<EntryJson<'v>>,
    /// The values of a key result or a kpi.
    series: Vec<PointJson<'v>>,
    /// What could not be read or followed.
    notes: Vec<NoteJson<'v>>,
}

/// A commit that changed something.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "LogEntry")]
struct EntryJson<'v> {
    /// The full hash.
    commit: &'v str,
    /// Its day, in its own time zone.
    date: String,
    /// Who wrote it.
    author: PersonJson<'v>,
    /// The first line of its message.
    summary: &'v str,
    /// What it changed.
    changes: Vec<ChangeJson<'v>>,
}

/// A person.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Person")]
struct PersonJson<'v> {
    /// The name, through `.mailmap`.
    name: &'v str,
    /// The address, through `.mailmap`.
    email: &'v str,
}

/// A value at one time.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Point")]
struct PointJson<'v> {
    /// The day.
    date: String,
    /// The full hash of the commit that wrote it.
    commit: &'v str,
    /// As written.
    text: &'v str,
    /// The exact decimal that it means.
    value: Option<String>,
}

/// What could not be read or followed.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "LogNote")]
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
    generator.subschema_for::<LogJson<'static>>()
}

/// Writes a history as one object. Only a key result and a kpi have a series.
///
/// # Errors
/// When `out` cannot be written.
pub fn write(out: &mut dyn io::Write, history: &History, today: Date) -> io::Result<()> {
    let own = history.series.iter().find(|series| series.is_subject);
    let json = LogJson {
        format: "okr-log/1",
        tool: TOOL,
        today: today.to_string(),
        subject: history.subject.as_ref().map(|head| head.name.as_str()),
        truncated: history.truncated,
        entries: history.entries.iter().map(entry).collect(),
        series: own.map_or_else(Vec::new, |own| own.points.iter().map(point).collect()),
        notes: history.notes.iter().map(note).collect(),
    };
    write_json(out, &json)
}

fn entry(entry: &Entry) -> EntryJson<'_> {
    let commit = &entry.commit;
    EntryJson {
        commit: &commit.id,
        date: commit.day.to_string(),
        author: PersonJson {
            name: &commit.author.name,
            email: &commit.author.email,
        },
        summary: &commit.summary,
        changes: entry.rows.iter().map(ChangeJson::new).collect(),
    }
}

fn point(point: &Point) -> PointJson<'_> {
    PointJson {
        date: point.day.to_string(),
        commit: &point.commit,
        text: &point.text,
        value: point.value.map(|value| value.to_string()),
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
