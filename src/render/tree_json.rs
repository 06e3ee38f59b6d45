//! The tree as JSON: `okr-tree/1`.

use std::io;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::Serialize;

use crate::render::json::node::NodeJson;
use crate::render::json::{TOOL, Tool};
use crate::render::reading::{Reading, State};
use crate::render::safe::write_json;
use crate::views::Tree;

/// The cascade.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Tree")]
struct TreeJson<'v> {
    /// The format and its version.
    #[schemars(extend("const" = "okr-tree/1"))]
    format: &'static str,
    /// The program that wrote it.
    tool: Tool,
    /// The day that counts as today.
    today: String,
    /// What was read.
    state: &'v State,
    /// The cycle that is shown; null where every one is.
    cycle: Option<&'v str>,
    /// Goals, objectives and kpis, in the order of the printed cascade.
    nodes: Vec<NodeJson<'v>>,
}

/// The schema of what [`write`] writes.
pub(super) fn schema(generator: &mut SchemaGenerator) -> Schema {
    generator.subschema_for::<TreeJson<'static>>()
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
