//! The line of sight as a page in Markdown: what a team takes to a talk about money and people.

use std::io;

use crate::model::Kind;
use crate::render::page::{reasons, sentence, why_page};
use crate::render::reading::Reading;
use crate::render::safe::markdown;
use crate::render::show_markdown::{write_head, write_parts};
use crate::render::tree_markdown::{Cells, cells};
use crate::render::words;
use crate::views::{KeyResultRow, TreeNode, Why};

/// Writes the whole page as it is to be read on GitHub and GitLab.
///
/// # Errors
/// When `out` cannot be written.
pub fn write(out: &mut dyn io::Write, why: &Why, reading: &Reading) -> io::Result<()> {
    let page = why_page(why);
    write_head(out, &page, reading)?;
    writeln!(out, "\n{}", markdown(&sentence(why)))?;
    write_parts(out, reasons(why).as_slice())?;
    write_numbers(out, why)?;
    write_parts(out, &page.parts)
}

/// A table of the key results on the way, from the subject up; those that the line runs through in
/// bold.
fn write_numbers(out: &mut dyn io::Write, why: &Why) -> io::Result<()> {
    let has_rows = |node: &TreeNode| !node.key_results.is_empty() || node.kind == Kind::Kpi;
    if !why.chain.iter().any(|link| has_rows(&link.node)) {
        return Ok(());
    }
    writeln!(out, "\n## The numbers on the way\n")?;
    writeln!(
        out,
        "| Whose | Key result | Baseline | Target | Now | Progress |"
    )?;
    writeln!(out, "|---|---|---:|---:|---:|---|")?;
    let mut below = None;
    for (at, link) in why.chain.iter().enumerate() {
        let node = &link.node;
        if node.kind == Kind::Kpi {
            write_kpi(out, node)?;
        }
        let served = match at {
            0 => why.key_result,
            _ => below,
        };
        let is_whole = at == 0 && served.is_none();
        let (first, others): (Vec<&KeyResultRow>, Vec<&KeyResultRow>) = node
            .key_results
            .iter()
            .partition(|row| is_whole || served == Some(row.position));
        let rows = first.into_iter().map(|row| (row, true));
        let rows = rows.chain(others.into_iter().map(|row| (row, false)));
        for (place, (row, is_on_line)) in rows.enumerate() {
            let whose = if place == 0 {
                whose(node)
            } else {
                String::new()
            };
            write_row(out, &whose, row, is_on_line)?;
        }
        below = link.serves;
    }
    writeln!(out, "\nIn bold: the numbers that the line runs through.")
}

fn write_row(
    out: &mut dyn io::Write,
    whose: &str,
    row: &KeyResultRow,
    is_on_line: bool,
) -> io::Result<()> {
    let Cells {
        title,
        id,
        baseline,
        target,
        now,
        progress,
    } = cells(row);
    let title = match title.is_empty() || !is_on_line {
        true => title,
        false => format!("**{title}**"),
    };
    writeln!(
        out,
        "| {whose} | {title} {id} | {baseline} | {target} | {now} | {progress} |"
    )
}

fn write_kpi(out: &mut dyn io::Write, node: &TreeNode) -> io::Result<()> {
    let target = node.target.as_ref().map(words::target_text);
    let now = node.current.as_ref().map(words::text);
    let health: Vec<String> = words::markdown_figures(&node.figures).collect();
    let cells = [
        whose(node),
        format!(
            "**{}** {}",
            markdown(&node.title),
            words::markdown_name(&node.name)
        ),
        String::new(),
        target.map_or_else(String::new, |target| markdown(&target)),
        now.map_or_else(String::new, |now| markdown(&now)),
        health.join(", "),
    ];
    writeln!(out, "| {} |", cells.join(" | "))
}

/// The team; where there is none, the company.
fn whose(node: &TreeNode) -> String {
    let team = node.team.as_ref().map(|team| team.title.as_str());
    markdown(team.unwrap_or("company"))
}
