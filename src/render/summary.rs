//! The last line of a check: what was read and what was found.

use crate::finding::Level;
use crate::render::level_role;
use crate::render::reading::State;
use crate::render::safe::safe;
use crate::render::style::{Role, Style};
use crate::report::CheckReport;

/// `12 files, 1 goal, 2 objectives, 4 key results: 1 error, 3 warnings`; where it was compared with
/// `base`, ` since main (3f2a9c1b7d)` behind it.
#[must_use]
pub fn line(report: &CheckReport, base: Option<&State>, style: Style) -> String {
    let summary = &report.summary;
    let read = [
        counted(summary.files, "file"),
        counted(summary.goals, "goal"),
        counted(summary.objectives, "objective"),
        counted(summary.key_results, "key result"),
    ];
    let levels = [
        (Level::Error, summary.errors),
        (Level::Warning, summary.warnings),
        (Level::Info, summary.infos),
    ];
    let found: Vec<String> = levels
        .into_iter()
        .filter(|(_, count)| *count > 0)
        .map(|(level, count)| {
            style
                .paint(level_role(level), counted(count, level.name()))
                .to_string()
        })
        .collect();
    let found = match found.is_empty() {
        true => style.paint(Role::Good, "no findings").to_string(),
        false => found.join(", "),
    };
    let ignored = match summary.ignored {
        0 => String::new(),
        count => format!(" ({count} ignored)"),
    };
    let since = base.map_or_else(String::new, |base| format!(" since {}", safe(&base.name())));
    format!("{}: {found}{ignored}{since}", read.join(", "))
}

fn counted(count: usize, what: &str) -> String {
    match count {
        1 => format!("1 {what}"),
        _ => format!("{count} {what}s"),
    }
}
