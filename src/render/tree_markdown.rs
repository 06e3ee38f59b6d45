//! The tree as Markdown: a heading for each node, a table for its key results.

use std::io;

use crate::model::{Commitment, Kind, Status};
use crate::render::reading::Reading;
use crate::render::safe::markdown;
use crate::render::words::{self, markdown_name};
use crate::views::{KeyResultRow, Section, Tree, TreeNode};

/// Writes `tree` as it is to be read on GitHub and GitLab.
///
/// # Errors
/// When `out` cannot be written.
pub fn write(out: &mut dyn io::Write, tree: &Tree, reading: &Reading) -> io::Result<()> {
    let organisation = tree.organisation.as_ref().map_or("OKRs", |name| name);
    let cycle = tree.cycle.as_ref().map(|cycle| cycle.name.as_str());
    let mut title = vec![organisation, cycle.unwrap_or("all cycles")];
    title.extend(tree.team.as_ref().map(|team| team.title.as_str()));
    let title: Vec<String> = title.into_iter().map(markdown).collect();
    writeln!(
        out,
        "# {}\n\n{}",
        title.join(" · "),
        markdown(&reading.words())
    )?;
    if tree.nodes.is_empty() {
        writeln!(out, "\nThere is nothing to show.")?;
    }
    let mut section = Section::Cascade;
    for node in &tree.nodes {
        if node.section != section {
            section = node.section;
            writeln!(out, "\n## {}", heading(section))?;
        }
        write_node(out, node, section)?;
    }
    Ok(())
}

fn heading(section: Section) -> &'static str {
    match section {
        Section::Cascade => "",
        Section::Unaligned => "Connected to no goal",
        Section::Kpis => "Business as usual",
    }
}

fn write_node(out: &mut dyn io::Write, node: &TreeNode, section: Section) -> io::Result<()> {
    // Markdown has six levels; the title has the first, and the name of a section the second.
    const DEEPEST: usize = 6;
    let top = if section == Section::Cascade { 2 } else { 3 };
    let level = (node.depth + top).min(DEEPEST);
    writeln!(out, "\n{} {}", "#".repeat(level), markdown(&node.title))?;
    writeln!(out, "\n{}", about(node).join(" · "))?;
    if !node.key_results.is_empty() {
        write_table(out, &node.key_results)?;
    }
    if node.below > 0 {
        writeln!(out, "\n*{} more below*", node.below)?;
    }
    Ok(())
}

/// What a node says of itself: how to name it, what it serves, whose it is.
fn about(node: &TreeNode) -> Vec<String> {
    let mut about = vec![markdown_name(&node.name), node.kind.name().to_owned()];
    let mut say = |text: String| about.push(markdown(&text));
    if node.status != Status::Active {
        say(node.status.name().to_owned());
    }
    words::loose(node).into_iter().for_each(&mut say);
    let parent = node.parent.as_ref().filter(|_| node.loose.is_none());
    if let Some(parent) = parent.filter(|_| node.depth > 0) {
        say(format!("for {}", parent.written));
    }
    for upward in &node.contributes_to {
        say(format!("also for {}", upward.written));
    }
    node.cycle
        .iter()
        .for_each(|cycle| say(cycle.name.to_string()));
    match &node.team {
        Some(team) => say(team.title.to_string()),
        None if node.kind == Kind::Objective => say("company".to_owned()),
        None => {}
    }
    words::owners(node).for_each(|owner| say(owner.to_owned()));
    node.horizon.iter().for_each(|day| say(format!("by {day}")));
    node.allocation
        .iter()
        .for_each(|planned| say(words::allocation(planned)));
    let commitment = node.commitment.filter(|_| node.unusual_commitment);
    commitment
        .map(Commitment::name)
        .into_iter()
        .for_each(|word| say(word.to_owned()));
    node.target
        .iter()
        .for_each(|target| say(words::target_text(target)));
    node.current
        .iter()
        .for_each(|current| say(format!("now {}", words::text(current))));
    about.extend(words::markdown_figures(&node.figures));
    about
}

fn write_table(out: &mut dyn io::Write, rows: &[KeyResultRow]) -> io::Result<()> {
    let rows: Vec<Cells> = rows.iter().map(cells).collect();
    let with_figures = rows.iter().any(|row| !row.progress.is_empty());
    let (head, line) = if with_figures {
        (" Progress |", "---|")
    } else {
        ("", "")
    };
    writeln!(out, "\n| Key result | Id | Baseline | Target | Now |{head}")?;
    writeln!(out, "|---|---|---:|---:|---:|{line}")?;
    for row in rows {
        let cells = [row.title, row.id, row.baseline, row.target, row.now];
        write!(out, "| {} |", cells.join(" | "))?;
        if with_figures {
            write!(out, " {} |", row.progress)?;
        }
        writeln!(out)?;
    }
    Ok(())
}

/// What the cells of a table say of a key result.
pub(super) struct Cells {
    pub title: String,
    pub id: String,
    pub baseline: String,
    pub target: String,
    pub now: String,
    pub progress: String,
}

pub(super) fn cells(row: &KeyResultRow) -> Cells {
    let baseline = row.baseline.as_ref().map(words::text);
    let target = row.target.as_ref().map(words::target_text);
    let figures: Vec<String> = words::markdown_figures(&row.figures).collect();
    Cells {
        title: markdown(&row.title),
        id: markdown_name(&row.id),
        baseline: markdown(&baseline.unwrap_or_default()),
        target: markdown(&target.unwrap_or_default()),
        now: markdown(&words::state(row)),
        progress: figures.join(", "),
    }
}
