//! Findings as a log of SARIF 2.1.0: one run, with every rule explained. The shape of a rule is in
//! `rules`.

mod rules;

use std::io::{self, Write};

use serde::Serialize;

use crate::finding::{Edit, FileId, Finding, Level};
use crate::render::places::{PlaceInFile, Places};
use crate::render::safe::{relative_uri, sarif_text, write_json};
use crate::report::CheckReport;
use crate::rules::{Judged, RULES};
use crate::source::Span;

use rules::{Descriptor, descriptors};

/// What stands for the root of the repository.
const ROOT: &str = "%SRCROOT%";

#[derive(Serialize)]
struct Log<'r> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<'r>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'r> {
    tool: Tool,
    original_uri_base_ids: Roots,
    column_kind: &'static str,
    results: Vec<Outcome<'r>>,
}

#[derive(Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver {
    name: &'static str,
    semantic_version: &'static str,
    rules: Vec<Descriptor>,
}

#[derive(Serialize)]
struct Roots {
    #[serde(rename = "%SRCROOT%")]
    root: Root,
}

#[derive(Serialize)]
struct Root {
    description: Message,
}

/// A text for people.
#[derive(Serialize)]
struct Message {
    text: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Outcome<'r> {
    rule_id: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule_index: Option<usize>,
    level: &'static str,
    message: Message,
    locations: [Location; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location>,
    partial_fingerprints: Fingerprints<'r>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fixes: Vec<Fix<'r>>,
    #[serde(skip_serializing_if = "Properties::is_empty")]
    properties: Properties<'r>,
}

/// What names a result from one run to the next; the name says by which recipe it is made.
#[derive(Serialize)]
struct Fingerprints<'r> {
    #[serde(rename = "okr/v1")]
    okr: &'r str,
}

/// What a finding is about.
#[derive(Serialize)]
struct Properties<'r> {
    #[serde(skip_serializing_if = "Option::is_none")]
    subject: Option<&'r str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    field: Option<&'static str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<usize>,
    physical_location: PhysicalLocation,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Message>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PhysicalLocation {
    artifact_location: ArtifactLocation,
    region: Region,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ArtifactLocation {
    uri: String,
    uri_base_id: &'static str,
}

/// Lines and columns from 1, up to, not including, the end.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: u32,
    start_column: u32,
    end_line: u32,
    end_column: u32,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Fix<'r> {
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<Message>,
    artifact_changes: [ArtifactChange<'r>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ArtifactChange<'r> {
    artifact_location: ArtifactLocation,
    replacements: [Replacement<'r>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Replacement<'r> {
    deleted_region: Region,
    inserted_content: Inserted<'r>,
}

#[derive(Serialize)]
struct Inserted<'r> {
    text: &'r str,
}

/// Writes the log.
///
/// # Errors
/// Where `out` cannot be written.
pub fn write(report: &CheckReport, out: &mut dyn Write) -> io::Result<()> {
    let mut places = Places::new(&report.snapshot);
    let results = report.findings.iter();
    let run = Run {
        tool: Tool {
            driver: Driver {
                name: "okr",
                semantic_version: env!("CARGO_PKG_VERSION"),
                rules: descriptors(),
            },
        },
        original_uri_base_ids: Roots {
            root: Root {
                description: Message {
                    text: "The root of the repository.".to_owned(),
                },
            },
        },
        column_kind: "unicodeCodePoints",
        results: results.map(|judged| outcome(judged, &mut places)).collect(),
    };
    let log = Log {
        schema: "https://json.schemastore.org/sarif-2.1.0.json",
        version: "2.1.0",
        runs: [run],
    };
    write_json(out, &log)
}

fn outcome<'r>(judged: &'r Judged, places: &mut Places<'r>) -> Outcome<'r> {
    let finding = &judged.finding;
    let related = finding.related.iter().enumerate();
    Outcome {
        rule_id: finding.rule,
        rule_index: RULES.iter().position(|rule| rule.name == finding.rule),
        level: level(judged.level),
        message: message(finding),
        locations: [Location {
            id: None,
            physical_location: physical(places, finding.file, finding.span),
            message: None,
        }],
        related_locations: related
            .map(|(at, related)| Location {
                id: Some(at),
                physical_location: physical(places, related.file, related.span),
                message: Some(Message {
                    text: sarif_text(&related.message),
                }),
            })
            .collect(),
        partial_fingerprints: Fingerprints {
            okr: &judged.fingerprint,
        },
        fixes: finding
            .edit
            .iter()
            .map(|edit| fix(finding, edit, places))
            .collect(),
        properties: Properties {
            subject: finding.subject.as_deref(),
            field: finding.field,
        },
    }
}

/// A whole sentence, then what to write instead: viewers show the first sentence by itself where there
/// is little room.
fn message(finding: &Finding) -> Message {
    let mut text = format!("{}.", sarif_text(&finding.message));
    if let Some(help) = &finding.help {
        text.push_str(&format!(" Help: {}", sarif_text(help)));
    }
    Message { text }
}

fn fix<'r>(finding: &'r Finding, edit: &'r Edit, places: &mut Places<'r>) -> Fix<'r> {
    let PhysicalLocation {
        artifact_location,
        region,
    } = physical(places, finding.file, edit.span);
    Fix {
        description: finding.help.as_ref().map(|help| Message {
            text: sarif_text(help),
        }),
        artifact_changes: [ArtifactChange {
            artifact_location,
            replacements: [Replacement {
                deleted_region: region,
                inserted_content: Inserted {
                    text: &edit.replacement,
                },
            }],
        }],
    }
}

fn physical(places: &mut Places<'_>, file: FileId, span: Span) -> PhysicalLocation {
    let PlaceInFile { path, start, end } = places.at(file, span);
    PhysicalLocation {
        artifact_location: ArtifactLocation {
            uri: relative_uri(path),
            uri_base_id: ROOT,
        },
        region: Region {
            start_line: start.line,
            start_column: start.column,
            end_line: end.line,
            end_column: end.column,
        },
    }
}

/// The word for a level, which of advice is another than ours.
const fn level(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Info => "note",
    }
}

impl Properties<'_> {
    const fn is_empty(&self) -> bool {
        self.subject.is_none() && self.field.is_none()
    }
}
