//! A goal, an objective or a kpi with its key results, as the tree and a single view have it.

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use crate::measure::Pace;
use crate::model::{Commitment, KeyResultType, Kind, PlannedTime, Status};
use crate::render::json::{Quantity, comparator, number};
use crate::views::{KeyResultRow, TreeNode};

/// A goal, an objective or a kpi.
#[derive(Debug, Serialize)]
pub struct NodeJson<'v> {
    r#ref: &'v str,
    id: &'v str,
    kind: Kind,
    title: &'v str,
    path: &'v str,
    line: usize,
    parent: Option<&'v str>,
    parent_ref: Option<&'v str>,
    contributes_to: Vec<&'v str>,
    children: &'v [String],
    depth: usize,
    cycle: Option<&'v str>,
    team: Option<&'v str>,
    owner: Vec<&'v str>,
    status: Status,
    commitment: Option<Commitment>,
    allocation: Option<Allocation<'v>>,
    progress: Option<f64>,
    partial: Option<bool>,
    expected: Option<f64>,
    pace: Option<Pace>,
    score: Option<f64>,
    target: Option<Quantity>,
    current: Option<Quantity>,
    healthy: Option<bool>,
    key_results: Vec<KeyResultJson<'v>>,
}

/// A key result.
#[derive(Debug, Serialize)]
pub struct KeyResultJson<'v> {
    id: &'v str,
    title: &'v str,
    r#type: Option<KeyResultType>,
    baseline: Option<Quantity>,
    target: Option<Quantity>,
    stretch: Option<Quantity>,
    current: Option<Quantity>,
    comparator: Option<&'static str>,
    progress: Option<f64>,
    expected: Option<f64>,
    pace: Option<Pace>,
    score: Option<f64>,
    confidence: Option<f64>,
    weight: f64,
    status: Status,
    owner: Vec<&'v str>,
    due: Option<String>,
    path: &'v str,
    line: usize,
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
