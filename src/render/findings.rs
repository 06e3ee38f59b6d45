//! What the formats of a check share: findings with their places, the gravest first, and as one line.

use std::cmp::Reverse;

use crate::finding::Finding;
use crate::render::level_role;
use crate::render::places::{PlaceInFile, Places};
use crate::render::safe::{finished, safe};
use crate::render::style::Style;
use crate::report::CheckReport;
use crate::rules::Judged;

/// A finding and where it stands.
#[derive(Debug, Clone, Copy)]
pub struct Found<'r> {
    /// The finding, weighed.
    pub judged: &'r Judged,
    /// Where it stands.
    pub place: PlaceInFile<'r>,
}

impl<'r> Found<'r> {
    /// A finding of the tree of `places`.
    pub fn new(judged: &'r Judged, places: &mut Places<'r>) -> Self {
        let finding = &judged.finding;
        Self {
            judged,
            place: places.at(finding.file, finding.span),
        }
    }

    /// `path:line:column: level[rule] message`, safe to print; the path is shown as `path`.
    #[must_use]
    pub fn line(&self, path: &str, style: Style) -> String {
        let Self { judged, place } = self;
        let line = format!(
            "{}:{}:{}: {}[{}] {}",
            safe(path),
            place.start.line,
            place.start.column,
            style.paint(level_role(judged.level), judged.level),
            judged.finding.rule,
            safe(&judged.finding.message)
        );
        finished(&line).into_owned()
    }

    /// The same without colours, with the path from the root of the repository.
    #[must_use]
    pub fn plain_line(&self) -> String {
        const PLAIN: Style = Style {
            color: false,
            width: usize::MAX,
        };
        self.line(self.place.path, PLAIN)
    }
}

/// All findings, those of a higher level first; of one level by path and place.
#[must_use]
pub fn worst_first<'r>(report: &'r CheckReport, places: &mut Places<'r>) -> Vec<Found<'r>> {
    let found = report.findings.iter();
    let mut found: Vec<Found<'r>> = found.map(|judged| Found::new(judged, places)).collect();
    found.sort_by_key(|found| Reverse(found.judged.level));
    found
}

/// What is wrong and what to write instead, in one line, safe to print.
#[must_use]
pub fn with_help(finding: &Finding) -> String {
    match &finding.help {
        Some(help) => format!("{}; {}", safe(&finding.message), safe(help)),
        None => safe(&finding.message).into_owned(),
    }
}
