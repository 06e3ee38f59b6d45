//! Findings as a page of Markdown, for the summary of a job or a comment on a pull request: one
//! sentence, and a table with the gravest first.

use std::io::{self, Write};

use crate::finding::Level;
use crate::render::diff_words::cut;
use crate::render::findings::{Found, worst_first};
use crate::render::places::Places;
use crate::render::reading::State;
use crate::render::safe::markdown;
use crate::render::summary::{found, read};
use crate::render::words::{markdown_name, markdown_sentence};
use crate::report::{CheckReport, Verdict};

/// What a comment begins with, so that the next run finds it and writes it anew instead of adding
/// another one.
const MARKER: &str = "<!-- okr-check -->";
/// How many characters it has at most: GitHub takes 65,536, and what posts it may add some.
const MOST: usize = 60_000;
/// Longer texts are cut: `okr check` has all of it.
const LONGEST: usize = 400;

/// Writes the verdict and the findings, without the last ones where they are too many for a comment.
///
/// # Errors
/// Where `out` cannot be written.
pub fn write(report: &CheckReport, base: Option<&State>, out: &mut dyn Write) -> io::Result<()> {
    /// Room for the last row.
    const MORE: usize = 100;
    let mut page = format!("{MARKER}\n**{}**\n", verdict(report, base));
    let found = worst_first(report, &mut Places::new(&report.snapshot));
    if !found.is_empty() {
        page.push_str("\n| Level | Where | What | Rule |\n| :-- | :-- | :-- | :-- |\n");
    }
    let mut length = page.chars().count();
    for (at, one) in found.iter().enumerate() {
        let row = row(one);
        length += row.chars().count();
        if length + MORE > MOST {
            let more = found.len() - at;
            page.push_str(&format!("| | | {more} more: `okr check` shows all | |\n"));
            break;
        }
        page.push_str(&row);
    }
    write!(out, "{page}")
}

/// Whether the check passes, and what was found in what.
fn verdict(report: &CheckReport, base: Option<&State>) -> String {
    let passes = match report.verdict() {
        Verdict::Clean => "passes",
        Verdict::Findings | Verdict::Failed | Verdict::Nothing | Verdict::Unmerged => "fails",
    };
    let since = base.map_or_else(String::new, |base| {
        format!(" since {}", cut(&base.name(), LONGEST))
    });
    let ignored = match report.summary.ignored {
        0 => String::new(),
        count => format!(" ({count} ignored)"),
    };
    markdown(&format!(
        "The check {passes}: {}{ignored}{since} in {}.",
        found(&report.summary).join(", "),
        read(&report.summary).join(", ")
    ))
}

fn row(one: &Found<'_>) -> String {
    let finding = &one.judged.finding;
    let sentence = |text: &str| markdown_sentence(&cut(text, LONGEST));
    let help = finding.help.as_deref();
    let help = help.map_or_else(String::new, |help| format!("<br>{}", sentence(help)));
    let place = format!("{}:{}", cut(one.place.path, LONGEST), one.place.start.line);
    let level = match one.judged.level {
        Level::Error => "**error**",
        Level::Warning => "warning",
        Level::Info => "info",
    };
    format!(
        "| {level} | {} | {}{help} | `{}` |\n",
        markdown_name(&place),
        sentence(&finding.message),
        finding.rule
    )
}
