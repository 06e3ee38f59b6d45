//! One goal, objective, kpi or team as JSON: `okr-show/1`.

use std::io;

use serde::Serialize;

use crate::render::json::node::NodeJson;
use crate::render::json::team::TeamJson;
use crate::render::json::{TOOL, Tool};
use crate::render::reading::{Reading, State};
use crate::render::safe::write_json;
use crate::source::Text;
use crate::views::{Show, ShownNode};

#[derive(Serialize)]
struct ShowJson<'v> {
    format: &'static str,
    tool: Tool,
    today: String,
    state: &'v State,
    node: Option<ShownNodeJson<'v>>,
    team: Option<TeamJson<'v>>,
}

/// The node as in the tree, with its longer texts.
#[derive(Serialize)]
struct ShownNodeJson<'v> {
    #[serde(flatten)]
    node: NodeJson<'v>,
    why: Option<&'v str>,
    note: Option<&'v str>,
    labels: Vec<&'v str>,
    links: Vec<&'v str>,
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
