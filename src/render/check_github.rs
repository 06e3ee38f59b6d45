//! Findings as annotations of GitHub.

use std::io::{self, Write};

use crate::render::annotations::{self, Annotation, Extent};
use crate::render::findings::{Found, worst_first};
use crate::render::places::Places;
use crate::render::safe::safe;
use crate::report::CheckReport;

/// Writes a workflow command for each finding as far as GitHub shows them, the others as lines.
///
/// # Errors
/// Where `out` cannot be written.
pub fn write(report: &CheckReport, out: &mut dyn Write) -> io::Result<()> {
    let found = worst_first(report, &mut Places::new(&report.snapshot));
    let annotations: Vec<Annotation> = found.iter().map(annotation).collect();
    annotations::write(&annotations, "findings", out)
}

fn annotation(found: &Found<'_>) -> Annotation {
    let finding = &found.judged.finding;
    let help = finding.help.as_ref();
    let help = help.map(|help| format!("\nhelp: {}", safe(help)));
    Annotation {
        level: found.judged.level,
        path: Some(found.place.path.to_owned()),
        lines: Extent::Span(found.place.start, found.place.end),
        title: finding.rule.to_owned(),
        message: format!("{}{}", safe(&finding.message), help.unwrap_or_default()),
        plain: found.plain_line(),
    }
}
