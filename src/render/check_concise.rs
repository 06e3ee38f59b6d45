//! Findings as one line each, for editors and for `grep`.

use std::io::{self, Write};

use crate::render::paths::Paths;
use crate::render::safe::safe;
use crate::render::style::Style;
use crate::render::{level_role, places::Places};
use crate::report::CheckReport;

/// Writes `path:line:column: level[rule] message`, one line for each finding.
///
/// # Errors
/// Where `out` cannot be written.
pub fn write(
    report: &CheckReport,
    paths: &Paths,
    style: Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut places = Places::new(&report.snapshot);
    let (told, more) = report.told();
    for judged in told {
        let finding = &judged.finding;
        let place = places.at(finding.file, finding.span);
        writeln!(
            out,
            "{}:{}:{}: {}[{}] {}",
            safe(&paths.show(place.path)),
            place.start.line,
            place.start.column,
            style.paint(level_role(judged.level), judged.level),
            finding.rule,
            safe(&finding.message)
        )?;
    }
    for (path, count) in more {
        writeln!(out, "{}: {count} more", safe(&paths.show(path)))?;
    }
    Ok(())
}
