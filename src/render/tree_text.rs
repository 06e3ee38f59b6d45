//! The tree for the terminal: rails on the left, key results in columns that stand at the same place
//! in the whole output. What a node says of itself is in `rows`.

mod rails;
mod rows;
#[cfg(test)]
mod tests;

use std::io;

use crate::model::{Cycle, Kind};
use crate::render::layout::grid::{Grid, Row};
use crate::render::layout::{Line, Piece, flow, write_line};
use crate::render::reading::Reading;
use crate::render::style::{Role, Style};
use crate::views::{Section, Tree};

use rails::Rails;

/// The narrowest output that is laid out; on a narrower terminal lines are broken by the terminal.
const NARROWEST: usize = 40;
/// Lines longer than this are hard to follow with the eye, whatever the terminal has room for.
const WIDEST: usize = 120;

/// Writes `tree` for a terminal.
///
/// # Errors
/// When `out` cannot be written.
pub fn write(
    out: &mut dyn io::Write,
    tree: &Tree,
    reading: &Reading,
    style: Style,
) -> io::Result<()> {
    let width = style.width.clamp(NARROWEST, WIDEST);
    let heading = flow(&heading(tree, reading), width);
    for line in heading.into_iter().chain(node_lines(tree, width)) {
        write_line(out, style, &line)?;
    }
    for item in [hint(tree), legend(tree)]
        .into_iter()
        .filter(|items| !items.is_empty())
    {
        writeln!(out)?;
        for line in item.iter().flat_map(|items| flow(items, width)) {
            write_line(out, style, &line)?;
        }
    }
    Ok(())
}

/// The nodes of a tree with their key results, after an empty line.
pub(super) fn node_lines(tree: &Tree, width: usize) -> Vec<Line> {
    let blocks = blocks(tree, width);
    let rows = blocks.iter().filter_map(|block| match block {
        Block::Row(row) => Some(row),
        Block::Line(_) | Block::Flow { .. } => None,
    });
    let grid = Grid::new(rows::COLUMNS, rows, width);
    let lines = blocks.iter().flat_map(|block| match block {
        Block::Row(row) => grid.lines(row),
        Block::Line(line) => vec![line.clone()],
        Block::Flow { lead, items } => led(lead, items, width),
    });
    lines.collect()
}

/// A part of the output.
enum Block {
    /// A title with cells.
    Row(Row),
    /// Items behind rails.
    Flow { lead: Line, items: Vec<Piece> },
    /// A line as it is.
    Line(Line),
}

fn led(lead: &Line, items: &[Piece], width: usize) -> Vec<Line> {
    let room = width.saturating_sub(crate::render::layout::line_width(lead));
    let lines = flow(items, room.max(NARROWEST / 2));
    lines
        .into_iter()
        .map(|line| lead.iter().cloned().chain(line).collect())
        .collect()
}

/// Whose tree it is, which part, and what was read.
fn heading(tree: &Tree, reading: &Reading) -> Vec<Piece> {
    let organisation = tree.organisation.as_ref().map_or("OKRs", |name| name);
    let cycle = tree.cycle.as_ref().map(|cycle| cycle.name.as_str());
    let mut heading = vec![
        Piece::new(organisation).role(Role::Strong),
        Piece::new(cycle.unwrap_or("all cycles")).role(Role::Strong),
    ];
    heading.extend(tree.team.as_ref().map(|team| Piece::new(&team.title)));
    heading.push(Piece::faint(&reading.words()));
    heading
}

fn blocks(tree: &Tree, width: usize) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut section = Section::Cascade;
    let compact = tree.nodes.iter().all(|node| node.key_results.is_empty());
    let usual = rows::Usual {
        tree,
        levels: rails::levels(width),
    };
    let arrow = rows::baseline_width(tree);
    let bar = rows::bar_width(width);
    for (node, rails) in tree.nodes.iter().zip(rails::rails(&tree.nodes, width)) {
        if node.depth == 0 || !compact {
            blocks.push(Block::Line(rails.before()));
        }
        if node.section != section {
            section = node.section;
            blocks.push(Block::Line(vec![
                Piece::new(title(section)).role(Role::Strong),
            ]));
        }
        blocks.push(Block::Row(rows::node(node, &rails, bar)));
        blocks.push(Block::Flow {
            lead: rails.content(),
            items: usual.meta(node),
        });
        blocks.extend(
            node.key_results
                .iter()
                .map(|row| Block::Row(rows::key_result(row, &rails, arrow, bar))),
        );
        blocks.extend(more_below(node.below, &rails));
    }
    blocks
}

fn more_below(below: usize, rails: &Rails) -> Option<Block> {
    (below > 0).then(|| {
        Block::Line(vec![
            rails.last(),
            Piece::faint(&format!("{below} more below")),
        ])
    })
}

fn title(section: Section) -> &'static str {
    match section {
        Section::Cascade => "",
        Section::Unaligned => "Connected to no goal",
        Section::Kpis => "Business as usual",
    }
}

/// Where nothing, or no objective, can be shown: what is missing, and what to do.
fn hint(tree: &Tree) -> Vec<Vec<Piece>> {
    let is = |kind| tree.nodes.iter().any(|node| node.kind == kind);
    let cut = tree.nodes.iter().any(|node| node.below > 0);
    if is(Kind::Objective) || cut || (is(Kind::Kpi) && !is(Kind::Goal)) {
        return Vec::new();
    }
    let of = tree
        .team
        .as_ref()
        .map_or_else(String::new, |team| format!(" of {}", team.title));
    let others: Vec<&str> = tree
        .cycles
        .iter()
        .map(|cycle| cycle.name.as_str())
        .collect();
    let is_narrowed =
        |cycle: &Cycle| (tree.team.is_some() || tree.root.is_some()) && tree.cycles.contains(cycle);
    if !tree.only.is_empty() {
        let words: Vec<&str> = tree.only.iter().map(|only| only.words()).collect();
        return vec![vec![Piece::new(&format!(
            "Nothing{of} is {}",
            words.join(" or ")
        ))]];
    }
    let lines = match &tree.cycle {
        Some(cycle) if is_narrowed(cycle) => {
            let under = tree.root.as_ref();
            let under = under.map_or_else(String::new, |root| format!(" under `{root}`"));
            [
                format!("There is no objective{of}{under} in {}", cycle.name),
                "Leave the team or the reference out to see the whole tree".to_owned(),
            ]
        }
        Some(cycle) if !others.is_empty() => [
            format!("No objective{of} is shown in {}", cycle.name),
            format!(
                "There are objectives in {}: `--cycle NAME` shows one of them, `--cycle all` every one",
                others.join(", ")
            ),
        ],
        _ if !others.is_empty() => [
            format!("There is no objective{of}"),
            "Leave the team or the reference out to see the whole tree".to_owned(),
        ],
        _ if tree.nodes.is_empty() => [
            "There is no goal, no objective and no kpi yet".to_owned(),
            "Write `goal: …` into a file such as `goals/grow.yaml`, or see an example with `okr init`"
                .to_owned(),
        ],
        _ => [
            "There is no objective yet".to_owned(),
            "Write `objective: …` and `parent:` with the goal's id into a file such as `company/2026-Q1/grow.yaml`"
                .to_owned(),
        ],
    };
    lines.iter().map(|line| vec![Piece::new(line)]).collect()
}

/// What the marks mean that are used.
fn legend(tree: &Tree) -> Vec<Vec<Piece>> {
    let is = |kind| tree.nodes.iter().any(|node| node.kind == kind);
    let rows = || tree.nodes.iter().flat_map(|node| &node.key_results);
    let figures = tree.nodes.iter().map(|node| &node.figures);
    let partial = figures
        .chain(rows().map(|row| &row.figures))
        .any(|figures| figures.partial == Some(true) && figures.progress.is_some());
    let marks = [
        (is(Kind::Goal), "● goal"),
        (is(Kind::Objective), "○ objective"),
        (rows().next().is_some(), "▸ key result"),
        (is(Kind::Kpi), "■ kpi"),
        (partial, "~ not all is known"),
    ];
    let used: Vec<&str> = marks
        .into_iter()
        .filter(|(used, _)| *used)
        .map(|(_, mark)| mark)
        .collect();
    match used.is_empty() {
        true => Vec::new(),
        false => vec![vec![Piece::faint(&used.join("  "))]],
    }
}
