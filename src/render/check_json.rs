//! Findings as one JSON object.

use std::io::{self, Write};

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::Serialize;

use crate::finding::{FileId, Level};
use crate::render::json::{TOOL, Tool};
use crate::render::places::Places;
use crate::render::reading::State;
use crate::render::safe::write_json;
use crate::report::{CheckReport, Summary};
use crate::rules::Judged;
use crate::source::Span;

/// What a check found.
#[derive(Serialize, JsonSchema)]
struct Check<'r> {
    /// The format and its version.
    #[schemars(extend("const" = "okr-check/1"))]
    format: &'static str,
    /// The program that wrote it.
    tool: Tool,
    /// The day that counts as today.
    today: String,
    /// What was read.
    state: &'r State,
    /// What it was compared with, with `--since`.
    base: Option<&'r State>,
    /// The findings, by path and place.
    findings: Vec<Found<'r>>,
    /// What was read and what was found, in numbers.
    summary: Summary,
}

/// A finding.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Finding")]
struct Found<'r> {
    /// The rule that is broken.
    rule: &'static str,
    /// How much it weighs, after all that was set.
    level: Level,
    /// What is wrong, and why.
    message: &'r str,
    /// What to write instead.
    help: Option<&'r str>,
    /// `id` or `id/key-result` of what it is about.
    subject: Option<&'r str>,
    /// The field it is about.
    field: Option<&'static str>,
    #[serde(flatten)]
    place: Place<'r>,
    /// Other places that matter.
    related: Vec<Related<'r>>,
    /// What names it from one run to the next, whatever lines move.
    fingerprint: &'r str,
}

/// A second place that a finding points at.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "RelatedPlace")]
struct Related<'r> {
    /// What stands there.
    message: &'r str,
    #[serde(flatten)]
    place: Place<'r>,
}

/// Lines and columns from 1, columns in characters; `start` and `end` in bytes.
#[derive(Serialize, JsonSchema)]
struct Place<'r> {
    /// The file, from the root of the repository.
    path: &'r str,
    /// The line, from 1.
    line: u32,
    /// The column in characters, from 1.
    column: u32,
    /// The line of the end.
    end_line: u32,
    /// The column behind the last character.
    end_column: u32,
    /// The first byte, from 0.
    start: u32,
    /// The byte behind the last.
    end: u32,
}

/// The schema of what [`write`] writes.
pub(super) fn schema(generator: &mut SchemaGenerator) -> Schema {
    generator.subschema_for::<Check<'static>>()
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
