//! Findings as one JSON object.

use std::io::{self, Write};

use serde::Serialize;

use crate::finding::{FileId, Level};
use crate::render::json::{TOOL, Tool};
use crate::render::places::Places;
use crate::render::reading::State;
use crate::render::safe::write_json;
use crate::report::{CheckReport, Summary};
use crate::rules::Judged;
use crate::source::Span;

#[derive(Serialize)]
struct Check<'r> {
    format: &'static str,
    tool: Tool,
    today: String,
    state: &'r State,
    base: Option<&'r State>,
    findings: Vec<Found<'r>>,
    summary: Summary,
}

#[derive(Serialize)]
struct Found<'r> {
    rule: &'static str,
    level: Level,
    message: &'r str,
    help: Option<&'r str>,
    subject: Option<&'r str>,
    field: Option<&'static str>,
    #[serde(flatten)]
    place: Place<'r>,
    related: Vec<Related<'r>>,
    fingerprint: &'r str,
}

#[derive(Serialize)]
struct Related<'r> {
    message: &'r str,
    #[serde(flatten)]
    place: Place<'r>,
}

/// Lines and columns from 1, columns in characters; `start` and `end` in bytes.
#[derive(Serialize)]
struct Place<'r> {
    path: &'r str,
    line: u32,
    column: u32,
    end_line: u32,
    end_column: u32,
    start: u32,
    end: u32,
}

/// Writes the report on a state, and on what it was compared with.
///
/// # Errors
/// Where `out` cannot be written.
pub fn write(
    report: &CheckReport,
    (state, base): (&State, Option<&State>),
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut places = Places::new(&report.snapshot);
    let check = Check {
        format: "okr-check/1",
        tool: TOOL,
        today: report.today.to_string(),
        state,
        base,
        findings: report
            .findings
            .iter()
            .map(|judged| found(judged, &mut places))
            .collect(),
        summary: report.summary,
    };
    write_json(out, &check)
}

fn found<'r>(judged: &'r Judged, places: &mut Places<'r>) -> Found<'r> {
    let finding = &judged.finding;
    Found {
        rule: finding.rule,
        level: judged.level,
        message: &finding.message,
        help: finding.help.as_deref(),
        subject: finding.subject.as_deref(),
        field: finding.field,
        place: place(places, finding.file, finding.span),
        related: finding
            .related
            .iter()
            .map(|related| Related {
                message: &related.message,
                place: place(places, related.file, related.span),
            })
            .collect(),
        fingerprint: &judged.fingerprint,
    }
}

fn place<'r>(places: &mut Places<'r>, file: FileId, span: Span) -> Place<'r> {
    let at = places.at(file, span);
    Place {
        path: at.path,
        line: at.start.line,
        column: at.start.column,
        end_line: at.end.line,
        end_column: at.end.column,
        start: span.start,
        end: span.end,
    }
}
