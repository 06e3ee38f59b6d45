//! Findings as a code quality report of GitLab.

use std::collections::HashMap;
use std::io::{self, Write};

use serde::Serialize;

use crate::finding::Level;
use crate::render::findings::{Found, with_help, worst_first};
use crate::render::places::Places;
use crate::render::safe::write_json;
use crate::report::CheckReport;

#[derive(Serialize)]
struct Issue<'r> {
    description: String,
    check_name: &'static str,
    fingerprint: String,
    severity: &'static str,
    location: Location<'r>,
}

#[derive(Serialize)]
struct Location<'r> {
    path: &'r str,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: u32,
    end: u32,
}

/// Writes an array of issues, the gravest first.
///
/// # Errors
/// Where `out` cannot be written.
pub fn write(report: &CheckReport, out: &mut dyn Write) -> io::Result<()> {
    let found = worst_first(report, &mut Places::new(&report.snapshot));
    let mut seen = HashMap::new();
    let issues: Vec<Issue<'_>> = found.iter().map(|found| issue(found, &mut seen)).collect();
    write_json(out, &issues)
}

fn issue<'r>(found: &Found<'r>, seen: &mut HashMap<&'r str, usize>) -> Issue<'r> {
    let judged = found.judged;
    let times = seen.entry(&judged.fingerprint).or_default();
    *times += 1;
    Issue {
        description: with_help(&judged.finding),
        check_name: judged.finding.rule,
        // Of several with the same, GitLab would keep one.
        fingerprint: match *times {
            1 => judged.fingerprint.clone(),
            times => format!("{}-{times}", judged.fingerprint),
        },
        severity: severity(judged.level),
        location: Location {
            path: found.place.path,
            lines: Lines {
                begin: found.place.start.line,
                end: found.place.end.line,
            },
        },
    }
}

/// A wrong tree breaks no system: `critical` and `blocker` stay free for what does.
const fn severity(level: Level) -> &'static str {
    match level {
        Level::Error => "major",
        Level::Warning => "minor",
        Level::Info => "info",
    }
}
