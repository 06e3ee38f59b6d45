//! Findings in the diagnostic format of reviewdog, `rdjson`. Its columns count bytes.

use std::io::{self, Write};

use serde::Serialize;

use crate::finding::{FileId, Level};
use crate::render::findings::{Found, with_help, worst_first};
use crate::render::places::Places;
use crate::render::safe::write_json;
use crate::report::CheckReport;
use crate::source::Span;

#[derive(Serialize)]
struct DiagnosticResult<'r> {
    source: Source,
    #[serde(skip_serializing_if = "Option::is_none")]
    severity: Option<&'static str>,
    diagnostics: Vec<Diagnostic<'r>>,
}

#[derive(Serialize)]
struct Source {
    name: &'static str,
}

#[derive(Serialize)]
struct Diagnostic<'r> {
    message: String,
    location: Location<'r>,
    severity: &'static str,
    code: Code,
    suggestions: Vec<Suggestion<'r>>,
    original_output: String,
}

#[derive(Serialize)]
struct Location<'r> {
    path: &'r str,
    range: Range,
}

/// From a character up to, not including, another.
#[derive(Serialize)]
struct Range {
    start: Position,
    end: Position,
}

#[derive(Serialize)]
struct Position {
    line: u32,
    column: u32,
}

#[derive(Serialize)]
struct Code {
    value: &'static str,
}

#[derive(Serialize)]
struct Suggestion<'r> {
    range: Range,
    text: &'r str,
}

/// Writes one object, the gravest findings first.
///
/// # Errors
/// Where `out` cannot be written.
pub fn write(report: &CheckReport, out: &mut dyn Write) -> io::Result<()> {
    let mut places = Places::new(&report.snapshot);
    let found = worst_first(report, &mut places);
    let result = DiagnosticResult {
        source: Source { name: "okr" },
        severity: found.first().map(|found| severity(found.judged.level)),
        diagnostics: found
            .iter()
            .map(|found| diagnostic(found, &mut places))
            .collect(),
    };
    write_json(out, &result)
}

fn diagnostic<'r>(found: &Found<'r>, places: &mut Places<'r>) -> Diagnostic<'r> {
    let finding = &found.judged.finding;
    let edits = finding.edit.iter();
    Diagnostic {
        message: with_help(finding),
        location: Location {
            path: found.place.path,
            range: range(places, finding.file, finding.span),
        },
        severity: severity(found.judged.level),
        code: Code {
            value: finding.rule,
        },
        suggestions: edits
            .map(|edit| Suggestion {
                range: range(places, finding.file, edit.span),
                text: &edit.replacement,
            })
            .collect(),
        original_output: found.plain_line(),
    }
}

fn range(places: &mut Places<'_>, file: FileId, span: Span) -> Range {
    let (start, end) = places.in_bytes(file, span);
    let position = |at: crate::source::Position| Position {
        line: at.line,
        column: at.column,
    };
    Range {
        start: position(start),
        end: position(end),
    }
}

const fn severity(level: Level) -> &'static str {
    match level {
        Level::Error => "ERROR",
        Level::Warning => "WARNING",
        Level::Info => "INFO",
    }
}
