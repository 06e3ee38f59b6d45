//! A history as JSON: `okr-log/1`.

use std::io;

use jiff::civil::Date;
use serde::Serialize;

use crate::render::diff_json::ChangeJson;
use crate::render::json::{TOOL, Tool};
use crate::render::safe::write_json;
use crate::views::log::{Entry, History, Point};
use crate::views::review::Note;

#[derive(Serialize)]
struct LogJson<'v> {
    format: &'static str,
    tool: Tool,
    today: String,
    subject: Option<&'v str>,
    truncated: bool,
    entries: Vec<EntryJson<'v>>,
    series: Vec<PointJson<'v>>,
    notes: Vec<NoteJson<'v>>,
}

#[derive(Serialize)]
struct EntryJson<'v> {
    commit: &'v str,
    date: String,
    author: PersonJson<'v>,
    summary: &'v str,
    changes: Vec<ChangeJson<'v>>,
}

#[derive(Serialize)]
struct PersonJson<'v> {
    name: &'v str,
    email: &'v str,
}

#[derive(Serialize)]
struct PointJson<'v> {
    date: String,
    commit: &'v str,
    text: &'v str,
    value: Option<String>,
}

#[derive(Serialize)]
struct NoteJson<'v> {
    message: &'v str,
    commit: Option<&'v str>,
    path: Option<&'v str>,
    line: Option<usize>,
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
