//! The tree for Graphviz, in the DOT language.

use std::io;

use crate::render::graph::{Shape, graph};
use crate::render::safe::dot_string;
use crate::views::Tree;

/// Writes `tree` as a directed graph from the top down, whole however large it is.
///
/// # Errors
/// When `out` cannot be written.
pub fn write(out: &mut dyn io::Write, tree: &Tree) -> io::Result<()> {
    let graph = graph(tree, usize::MAX);
    writeln!(out, "digraph okr {{")?;
    writeln!(out, "  graph [charset=\"UTF-8\", rankdir=TB];")?;
    writeln!(out, "  node [fontname=\"sans-serif\"];")?;
    for (vertex, number) in graph.vertices.iter().zip(1..) {
        let label: Vec<String> = vertex.label.iter().map(|line| dot_string(line)).collect();
        let shape = match vertex.shape {
            Shape::Goal => "shape=ellipse",
            Shape::Objective => "shape=box",
            Shape::KeyResult => "shape=box, style=rounded",
            Shape::Kpi => "shape=hexagon",
        };
        let pale = if vertex.pale {
            ", color=gray, fontcolor=gray"
        } else {
            ""
        };
        writeln!(
            out,
            "  n{number} [label=\"{}\", {shape}{pale}];",
            label.join("\\n")
        )?;
    }
    for edge in &graph.edges {
        // What merely helps does not push the other down a rank.
        let style = if edge.dashed {
            " [style=dashed, constraint=false]"
        } else {
            ""
        };
        writeln!(out, "  n{} -> n{}{style};", edge.from + 1, edge.to + 1)?;
    }
    writeln!(out, "}}")
}
