//! Findings as one line each, for editors and for `grep`.

use std::io::{self, Write};

use crate::render::findings::Found;
use crate::render::paths::Paths;
use crate::render::places::Places;
use crate::render::safe::safe;
use crate::render::style::Style;
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
        let found = Found::new(judged, &mut places);
        writeln!(out, "{}", found.line(&paths.show(found.place.path), style))?;
    }
    for (path, count) in more {
        writeln!(out, "{}: {count} more", safe(&paths.show(path)))?;
    }
    Ok(())
}
