//! One goal, objective, kpi or team as JSON: `okr-show/1`.

use std::io;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::Serialize;

use crate::render::json::node::NodeJson;
use crate::render::json::team::TeamJson;
use crate::render::json::{TOOL, Tool};
use crate::render::reading::{Reading, State};
use crate::render::safe::write_json;
use crate::source::Text;
use crate::views::{Show, ShownNode};

/// One goal, objective, kpi or team.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Show")]
struct ShowJson<'v> {
    /// The format and its version.
    #[schemars(extend("const" = "okr-show/1"))]
    format: &'static str,
    /// The program that wrote it.
    tool: Tool,
    /// The day that counts as today.
    today: String,
    /// What was read.
    state: &'v State,
    /// The goal, objective or kpi; null for a team.
    node: Option<ShownNodeJson<'v>>,
    /// The team; null for anything else.
    team: Option<TeamJson<'v>>,
}

/// The node as in the tree, with its longer texts.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "ShownNode")]
struct ShownNodeJson<'v> {
    #[serde(flatten)]
    node: NodeJson<'v>,
    /// Why it matters, in Markdown.
    why: Option<&'v str>,
    /// A remark on how it stands.
    note: Option<&'v str>,
    /// Free words to sort by.
    labels: Vec<&'v str>,
    /// Addresses of what belongs to it.
    links: Vec<&'v str>,
}

/// The schema of what [`write`] writes.
pub(super) fn schema(generator: &mut SchemaGenerator) -> Schema {
    generator.subschema_for::<ShowJson<'static>>()
}

/// Writes what is shown as one object; `node` or `team` is `null`.
///
/// # Errors
/// When `out` cannot be written.
pub fn write(out: &mut dyn io::Write, show: &Show, reading: &Reading) -> io::Result<()> {
    let (node, team) = match show {
        Show::Node(shown) => (Some(node(shown)), None),
        Show::Team(shown) => (None, Some(TeamJson::new(&shown.time))),
    };
    let json = ShowJson {
        format: "okr-show/1",
        tool: TOOL,
        today: reading.today.to_string(),
        state: &reading.state,
        node,
        team,
    };
    write_json(out, &json)
}

fn node(shown: &ShownNode) -> ShownNodeJson<'_> {
    ShownNodeJson {
        node: NodeJson::new(&shown.node),
        why: shown.texts.why.as_deref(),
        note: shown.texts.note.as_deref(),
        labels: strings(&shown.texts.labels),
        links: strings(&shown.texts.links),
    }
}

fn strings(texts: &[Text]) -> Vec<&str> {
    texts.iter().map(|text| text.as_str()).collect()
}
