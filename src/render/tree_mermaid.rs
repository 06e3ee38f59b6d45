//! The tree as a Mermaid flowchart, which GitHub and GitLab draw in Markdown.

use std::io;

use crate::render::graph::{Graph, Shape, graph};
use crate::render::safe::mermaid_label;
use crate::views::Tree;

/// How many shapes are drawn at most: beyond them nobody can read the picture.
const LIMIT: usize = 400;
/// How many lines Mermaid draws before it refuses (its setting `maxEdges`).
const MOST_LINES: usize = 500;

/// Writes `tree` as a flowchart from the top down.
///
/// # Errors
/// When `out` cannot be written.
pub fn write(out: &mut dyn io::Write, tree: &Tree) -> io::Result<()> {
    let graph = graph(tree, LIMIT);
    writeln!(out, "flowchart TD")?;
    for (vertex, number) in graph.vertices.iter().zip(1..) {
        let label: Vec<String> = vertex
            .label
            .iter()
            .map(|line| mermaid_label(line))
            .collect();
        let (open, close) = match vertex.shape {
            Shape::Goal => ("([", "])"),
            Shape::Objective => ("[", "]"),
            Shape::KeyResult => ("(", ")"),
            Shape::Kpi => ("{{", "}}"),
        };
        writeln!(out, "  n{number}{open}\"{}\"{close}", label.join("<br/>"))?;
    }
    // Dashed lines come last, so that only those can be too many.
    for edge in graph.edges.iter().take(MOST_LINES) {
        let line = if edge.dashed { "-.->" } else { "-->" };
        writeln!(out, "  n{} {line} n{}", edge.from + 1, edge.to + 1)?;
    }
    let pale = graph
        .vertices
        .iter()
        .zip(1..)
        .filter(|(vertex, _)| vertex.pale);
    let pale: Vec<String> = pale.map(|(_, number)| format!("n{number}")).collect();
    if !pale.is_empty() {
        writeln!(out, "  classDef pale stroke-dasharray: 4 4, opacity: 0.6")?;
        writeln!(out, "  class {} pale", pale.join(","))?;
    }
    left_out(out, &graph)
}

/// Says what was left out, to who reads the source and to who sees the picture.
fn left_out(out: &mut dyn io::Write, graph: &Graph) -> io::Result<()> {
    let dashed = graph.edges.len().saturating_sub(MOST_LINES);
    if dashed > 0 {
        writeln!(
            out,
            "  %% more than {MOST_LINES} lines: without {dashed} dashed ones"
        )?;
    }
    let parts = [
        (graph.key_results_left_out, "key results"),
        (graph.nodes_left_out, "goals, objectives and kpis"),
    ];
    let parts = parts.into_iter().filter(|(count, _)| *count > 0);
    let parts: Vec<String> = parts
        .map(|(count, what)| format!("{count} {what}"))
        .collect();
    let count = graph.key_results_left_out + graph.nodes_left_out;
    if count > 0 {
        writeln!(
            out,
            "  %% more than {LIMIT} shapes: without {}",
            parts.join(" and ")
        )?;
        writeln!(out, "  more[/\"{count} more\"/]")?;
    }
    Ok(())
}
