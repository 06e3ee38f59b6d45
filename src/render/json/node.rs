//! A goal, an objective or a kpi with its key results, as the tree and a single view have it.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use crate::measure::Pace;
use crate::model::{Commitment, KeyResultType, Kind, PlannedTime, Status};
use crate::render::json::{Quantity, comparator, number};
use crate::views::{KeyResultRow, TreeNode};

/// A goal, an objective or a kpi.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Node")]
pub struct NodeJson<'v> {
    /// Its name as other nodes refer to it: `team:id@cycle`, as far as it has them.
    r#ref: &'v str,
    /// Its id; with its team, where another in its cycle has the same.
    id: &'v str,
    /// What it is; never a team.
    kind: Kind,
    /// What it says.
    title: &'v str,
    /// Its file, from the root of the repository.
    path: &'v str,
    /// The line it starts in, from 1.
    line: usize,
    /// What it serves, as written.
    parent: Option<&'v str>,
    /// The `ref` of what it serves, where that was found.
    parent_ref: Option<&'v str>,
    /// What else it helps: the `ref` of each, or as written where it was not found.
    contributes_to: Vec<&'v str>,
    /// The `ref` of everything that serves it or one of its key results.
    children: &'v [String],
    /// How deep it stands in the printed cascade, from 0.
    depth: usize,
    /// The cycle it belongs to.
    cycle: Option<&'v str>,
    /// The team it belongs to; null at company level.
    team: Option<&'v str>,
    /// Who answers for it.
    owner: Vec<&'v str>,
    /// Where it is in its life.
    status: Status,
    /// What counts as success; of objectives alone.
    commitment: Option<Commitment>,
    /// The share of the whole time of its team that is planned for it.
    allocation: Option<Allocation<'v>>,
    /// How far it is: 0 at the start, 1 at the target, beyond either where it is. Null while nothing is known.
    progress: Option<f64>,
    /// Whether its progress leaves out what is not known; null where it has none to tell.
    partial: Option<bool>,
    /// The part of its cycle that has gone.
    expected: Option<f64>,
    /// How its progress compares with the time that has gone.
    pace: Option<Pace>,
    /// The score, where it is closed or its cycle has ended.
    score: Option<f64>,
    /// The level to keep; of kpis alone.
    target: Option<Quantity>,
    /// The latest value; of kpis alone.
    current: Option<Quantity>,
    /// Whether the latest value meets the target; of kpis alone.
    healthy: Option<bool>,
    /// Its key results, in the order of the file.
    key_results: Vec<KeyResultJson<'v>>,
}

/// A key result.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "KeyResult")]
pub struct KeyResultJson<'v> {
    /// Its id inside the objective.
    id: &'v str,
    /// What is measured.
    title: &'v str,
    /// How it is measured.
    r#type: Option<KeyResultType>,
    /// The value at the start.
    baseline: Option<Quantity>,
    /// The value to reach.
    target: Option<Quantity>,
    /// The value beyond the target.
    stretch: Option<Quantity>,
    /// The latest value.
    current: Option<Quantity>,
    /// How the target is compared: `at_least`, `at_most`, `above`, `below`, `band` or `change`; null for a plain value.
    comparator: Option<&'static str>,
    /// How far it is: 0 at the baseline, 1 at the target, beyond either where it is.
    progress: Option<f64>,
    /// The part of its time that has gone.
    expected: Option<f64>,
    /// How its progress compares with the time that has gone.
    pace: Option<Pace>,
    /// The score, where it is closed or its cycle has ended.
    score: Option<f64>,
    /// The owner's judgement that it will be reached.
    confidence: Option<f64>,
    /// Its part in the objective's progress.
    weight: f64,
    /// Where it is in its life.
    status: Status,
    /// Who answers for it.
    owner: Vec<&'v str>,
    /// The day by which it is to be reached, where one is said.
    due: Option<String>,
    /// Its file, from the root of the repository.
    path: &'v str,
    /// The line it starts in, from 1.
    line: usize,
    /// The `ref` of everything that serves it.
    supported_by: &'v [String],
}

impl<'v> NodeJson<'v> {
    /// The node's shape in JSON.
    pub fn new(node: &'v TreeNode) -> Self {
        let parent = node.parent.as_ref();
        let contributes_to = node.contributes_to.iter();
        Self {
            r#ref: &node.reference,
            id: &node.name,
            kind: node.kind,
            title: &node.title,
            path: &node.path,
            line: node.line,
            parent: parent.map(|parent| parent.written.as_str()),
            parent_ref: parent.and_then(|parent| parent.node_reference.as_deref()),
            contributes_to: contributes_to
                .map(|upward| upward.reference.as_deref().unwrap_or(&upward.written))
                .collect(),
            children: &node.children,
            depth: node.depth,
            cycle: node.cycle.as_ref().map(|cycle| cycle.name.as_str()),
            team: node.team.as_ref().map(|team| team.id.as_str()),
            owner: node.owner.iter().map(|owner| owner.as_str()).collect(),
            status: node.status,
            commitment: node.commitment,
            allocation: node.allocation.as_ref().map(Allocation),
            progress: node.figures.progress.map(number),
            partial: node.figures.partial,
            expected: node.figures.expected.map(number),
            pace: node.figures.pace,
            score: node.figures.score.map(number),
            target: node.target.as_ref().map(Quantity::from),
            current: node.current.as_ref().map(Quantity::from),
            healthy: node.figures.healthy,
            key_results: node
                .key_results
                .iter()
                .map(|row| KeyResultJson::new(row, &node.path))
                .collect(),
        }
    }
}

impl<'v> KeyResultJson<'v> {
    /// The key result's shape in JSON; `path` is its file.
    pub fn new(row: &'v KeyResultRow, path: &'v str) -> Self {
        Self {
            id: &row.id,
            title: &row.title,
            r#type: row.kind,
            baseline: row.baseline.as_ref().map(Quantity::from),
            target: row.target.as_ref().map(Quantity::from),
            stretch: row.stretch.as_ref().map(Quantity::from),
            current: row.current.as_ref().map(Quantity::from),
            comparator: row.target.as_ref().and_then(comparator),
            progress: row.figures.progress.map(number),
            expected: row.figures.expected.map(number),
            pace: row.figures.pace,
            score: row.figures.score.map(number),
            confidence: row.confidence.map(number),
            weight: number(row.weight),
            status: row.status,
            owner: row.owner.iter().map(|owner| owner.as_str()).collect(),
            due: row.due.map(|day| day.to_string()),
            path,
            line: row.line,
            supported_by: &row.supported_by,
        }
    }
}

/// A number; where several teams plan time, an object from team to number.
#[derive(Debug)]
struct Allocation<'v>(&'v PlannedTime);

impl JsonSchema for Allocation<'_> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        Cow::Borrowed("PlannedTime")
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": ["number", "object"], "additionalProperties": {"type": "number"}})
    }
}

impl Serialize for Allocation<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            PlannedTime::Own(share) => serializer.serialize_f64(number(share.value())),
            PlannedTime::ByTeam(by_team) => {
                let mut map = serializer.serialize_map(Some(by_team.len()))?;
                for (team, share) in by_team {
                    map.serialize_entry(team.as_str(), &number(share.value.value()))?;
                }
                map.end()
            }
        }
    }
}
