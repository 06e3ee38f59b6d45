//! The last line of a check: what was read and what was found.

use crate::finding::Level;
use crate::render::level_role;
use crate::render::reading::State;
use crate::render::safe::safe;
use crate::render::style::{Role, Style};
use crate::report::{CheckReport, Summary};

/// `12 files, 1 goal, 2 objectives, 4 key results: 1 error, 3 warnings`; where it was compared with
/// `base`, ` since main (3f2a9c1b7d)` behind it; and how many of them can be mended at once.
#[must_use]
pub fn line(report: &CheckReport, base: Option<&State>, fixable: usize, style: Style) -> String {
    let summary = &report.summary;
    let levels = by_level(summary);
    let found: Vec<String> = match levels.is_empty() {
        true => vec![style.paint(Role::Good, NONE).to_string()],
        false => levels
            .into_iter()
            .map(|(level, words)| style.paint(level_role(level), words).to_string())
            .collect(),
    };
    let ignored = match summary.ignored {
        0 => String::new(),
        count => format!(" ({count} ignored)"),
    };
    let since = base.map_or_else(String::new, |base| format!(" since {}", safe(&base.name())));
    let fixable = match fixable {
        0 => String::new(),
        count => format!("; {count} fixable with --fix"),
    };
    format!(
        "{}: {}{ignored}{since}{fixable}",
        read(summary).join(", "),
        found.join(", ")
    )
}

/// `fixed 3 problems in 2 files`
#[must_use]
pub fn fixed(done: &str, problems: usize, files: usize) -> String {
    format!(
        "{done} {} in {}",
        counted(problems, "problem"),
        counted(files, "file")
    )
}

/// What was read, each in two words.
#[must_use]
pub fn read(summary: &Summary) -> [String; 4] {
    [
        counted(summary.files, "file"),
        counted(summary.goals, "goal"),
        counted(summary.objectives, "objective"),
        counted(summary.key_results, "key result"),
    ]
}

/// What was found, level by level, or that nothing was.
#[must_use]
pub fn found(summary: &Summary) -> Vec<String> {
    let levels = by_level(summary);
    match levels.is_empty() {
        true => vec![NONE.to_owned()],
        false => levels.into_iter().map(|(_, words)| words).collect(),
    }
}

const NONE: &str = "no findings";

fn by_level(summary: &Summary) -> Vec<(Level, String)> {
    [
        (Level::Error, summary.errors),
        (Level::Warning, summary.warnings),
        (Level::Info, summary.infos),
    ]
    .into_iter()
    .filter(|(_, count)| *count > 0)
    .map(|(level, count)| (level, counted(count, level.name())))
    .collect()
}

fn counted(count: usize, what: &str) -> String {
    match count {
        1 => format!("1 {what}"),
        _ => format!("{count} {what}s"),
    }
}
