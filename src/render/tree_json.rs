//! The tree as JSON: `okr-tree/1`.

use std::io;

use serde::Serialize;

use crate::render::json::node::NodeJson;
use crate::render::json::{TOOL, Tool};
use crate::render::reading::{Reading, State};
use crate::render::safe::write_json;
use crate::views::Tree;

#[derive(Serialize)]
struct TreeJson<'v> {
    format: &'static str,
    tool: Tool,
    today: String,
    state: &'v State,
    cycle: Option<&'v str>,
    nodes: Vec<NodeJson<'v>>,
}

/// Writes `tree` as one object, its nodes in the order of the view.
///
/// # Errors
/// When `out` cannot be written.
pub fn write(out: &mut dyn io::Write, tree: &Tree, reading: &Reading) -> io::Result<()> {
    let json = TreeJson {
        format: "okr-tree/1",
        tool: TOOL,
        today: reading.today.to_string(),
        state: &reading.state,
        cycle: tree.cycle.as_ref().map(|cycle| cycle.name.as_str()),
        nodes: tree.nodes.iter().map(NodeJson::new).collect(),
    };
    write_json(out, &json)
}
