//! The tree as a graph, for the formats that draw one: what becomes a shape, and which lines lead
//! between them.

use std::collections::HashMap;

use crate::model::{Kind, Status};
use crate::render::words;
use crate::snapshot::Place;
use crate::views::{KeyResultRow, Tree, TreeNode};

/// What to draw.
#[derive(Debug, Default)]
pub struct Graph {
    /// The shapes, in the order of the tree.
    pub vertices: Vec<Vertex>,
    /// The lines.
    pub edges: Vec<Edge>,
    /// How many key results were left out.
    pub key_results_left_out: usize,
    /// How many goals, objectives and kpis were left out.
    pub nodes_left_out: usize,
}

/// A shape.
#[derive(Debug)]
pub struct Vertex {
    /// What it stands for.
    pub shape: Shape,
    /// Its lines, not safe to print yet.
    pub label: Vec<String>,
    /// Whether it is a draft, given up or put off.
    pub pale: bool,
}

/// What a shape stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// A goal.
    Goal,
    /// An objective.
    Objective,
    /// A key result.
    KeyResult,
    /// A kpi.
    Kpi,
}

/// A line between two shapes, by their places.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Edge {
    /// The upper end; of a dashed line, what helps.
    pub from: usize,
    /// The lower end; of a dashed line, what is helped.
    pub to: usize,
    /// Whether it is only a contribution.
    pub dashed: bool,
}

/// The graph of `tree`, of at most `limit` shapes: where there are more, key results are left out,
/// then the deepest levels, then what comes last.
pub fn graph(tree: &Tree, limit: usize) -> Graph {
    let rows = tree.nodes.iter().map(|node| node.key_results.len()).sum();
    let with_key_results = tree.nodes.len() + rows <= limit;
    let deepest = deepest(tree, limit);
    let drawn = |node: &&TreeNode| deepest.is_none_or(|deepest| node.depth <= deepest);
    let mut drawing = Drawing::default();
    for node in tree.nodes.iter().filter(drawn).take(limit) {
        drawing.node(node, with_key_results);
    }
    for node in &tree.nodes {
        drawing.contributions(node);
    }
    let mut graph = drawing.graph;
    let nodes = graph.vertices.iter();
    let nodes = nodes.filter(|vertex| vertex.shape != Shape::KeyResult);
    graph.nodes_left_out = tree.nodes.len() - nodes.count();
    graph.key_results_left_out = if with_key_results { 0 } else { rows };
    graph
}

/// The deepest level that can be drawn whole; none where all can.
fn deepest(tree: &Tree, limit: usize) -> Option<usize> {
    if tree.nodes.len() <= limit {
        return None;
    }
    let mut of_level: Vec<usize> = Vec::new();
    for node in &tree.nodes {
        if of_level.len() <= node.depth {
            of_level.resize(node.depth + 1, 0);
        }
        if let Some(count) = of_level.get_mut(node.depth) {
            *count += 1;
        }
    }
    let up_to = of_level.iter().scan(0, |sum, count| {
        *sum += count;
        Some(*sum)
    });
    let fitting = up_to.take_while(|sum| *sum <= limit).count();
    Some(fitting.saturating_sub(1))
}

#[derive(Default)]
struct Drawing {
    graph: Graph,
    vertices: HashMap<Place, usize>,
    /// The places of the nodes on the way to the one being drawn.
    above: Vec<Place>,
}

impl Drawing {
    fn node(&mut self, node: &TreeNode, with_key_results: bool) {
        let place = Place {
            node: node.node,
            key_result: None,
        };
        let shape = match node.kind {
            Kind::Goal => Shape::Goal,
            Kind::Kpi => Shape::Kpi,
            Kind::Objective | Kind::Team => Shape::Objective,
        };
        let at = self.vertex(place, shape, node_label(node), node.status);
        self.above.truncate(node.depth);
        if let Some(above) = self.above.last() {
            let key_result = node
                .parent
                .as_ref()
                .and_then(|parent| parent.to?.key_result);
            let under = Place {
                key_result,
                ..*above
            };
            let from = self.vertices.get(&under).or(self.vertices.get(above));
            self.graph.edges.extend(from.map(|&from| Edge {
                from,
                to: at,
                dashed: false,
            }));
        }
        self.above.push(place);
        for row in node.key_results.iter().filter(|_| with_key_results) {
            let place = Place {
                key_result: Some(row.position),
                ..place
            };
            let to = self.vertex(place, Shape::KeyResult, row_label(row), row.status);
            self.graph.edges.push(Edge {
                from: at,
                to,
                dashed: false,
            });
        }
    }

    fn vertex(&mut self, place: Place, shape: Shape, label: Vec<String>, status: Status) -> usize {
        let at = self.graph.vertices.len();
        self.graph.vertices.push(Vertex {
            shape,
            label,
            pale: status == Status::Draft || status.is_set_aside(),
        });
        self.vertices.insert(place, at);
        at
    }

    /// The dashed lines from a node and its key results to what is drawn; one between two shapes.
    fn contributions(&mut self, node: &TreeNode) {
        for upward in &node.contributes_to {
            let from = Place {
                node: node.node,
                key_result: upward.from,
            };
            let ends = self
                .drawn(from)
                .zip(upward.to.and_then(|to| self.drawn(to)));
            self.graph.edges.extend(ends.map(|(from, to)| Edge {
                from,
                to,
                dashed: true,
            }));
        }
    }

    /// The shape of a place; where its key result is not drawn, that of its node.
    fn drawn(&self, place: Place) -> Option<usize> {
        let node = Place {
            key_result: None,
            ..place
        };
        let vertex = self.vertices.get(&place);
        vertex.or_else(|| self.vertices.get(&node)).copied()
    }
}

fn node_label(node: &TreeNode) -> Vec<String> {
    let mut about = vec![node.name.clone()];
    if node.status != Status::Active {
        about.push(node.status.name().to_owned());
    }
    about.extend(node.team.as_ref().map(|team| team.title.to_string()));
    about.extend(node.target.as_ref().map(words::target_text));
    let current = node.current.as_ref().map(words::text);
    about.extend(current.map(|current| format!("now {current}")));
    about.extend(words::figures(&node.figures));
    vec![node.title.to_string(), about.join(" · ")]
}

fn row_label(row: &KeyResultRow) -> Vec<String> {
    let mut about = vec![row.id.to_string()];
    if row.status != Status::Active {
        about.push(row.status.name().to_owned());
    }
    about.extend(
        [words::numbers(row)]
            .into_iter()
            .filter(|text| !text.is_empty()),
    );
    about.extend(words::figures(&row.figures));
    vec![row.title.to_string(), about.join(" · ")]
}
