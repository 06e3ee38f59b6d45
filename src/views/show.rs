//! One goal, objective, kpi or team whole: all that its file says, and what it is connected to.

mod team;
#[cfg(test)]
mod tests;

use std::collections::HashSet;

use jiff::civil::Date;

use crate::model::{Common, Cycle, KeyResult, Measurement};
use crate::snapshot::{Child, LinkField, Node, NodeId, Place, Snapshot, TeamId};
use crate::source::{Spanned, Text};
use crate::views::cascade::Placed;
use crate::views::figures::Basis;
use crate::views::node::{Describing, TeamName, TreeNode, Upward};
use crate::views::tree::{Section, Shown};

pub use team::ShownTeam;

/// What to show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// A goal, an objective or a kpi; of an objective, only a key result where one is named.
    Node(Place),
    /// A team.
    Team(TeamId),
}

/// What is shown.
#[derive(Debug, Clone)]
pub enum Show {
    /// A goal, an objective or a kpi.
    Node(Box<ShownNode>),
    /// A team.
    Team(Box<ShownTeam>),
}

/// A goal, an objective or a kpi whole.
#[derive(Debug, Clone)]
pub struct ShownNode {
    /// What the tree shows of it.
    pub node: TreeNode,
    /// Its longer texts.
    pub texts: Texts,
    /// How a kpi was measured.
    pub readings: Readings,
    /// What it serves, from its parent up to the top.
    pub up: Vec<Step>,
    /// What refers to it or its key results.
    pub inbound: Vec<Inbound>,
    /// What else its key results say: one for each row of the node.
    pub key_results: Vec<KeyResultDetails>,
}

/// What everything can say at length.
#[derive(Debug, Clone, Default)]
pub struct Texts {
    /// Why it matters, in Markdown.
    pub why: Option<Text>,
    /// How it stands.
    pub note: Option<Text>,
    /// Why its status or its values are what they are.
    pub reason: Option<Text>,
    /// A note on the final score.
    pub result: Option<Text>,
    /// Words to sort by.
    pub labels: Vec<Text>,
    /// Addresses.
    pub links: Vec<Text>,
    /// What it refers to, other than its parent, in the order of the file.
    pub references: Vec<(LinkField, Upward)>,
}

/// How and when something was measured.
#[derive(Debug, Clone, Default)]
pub struct Readings {
    /// The unit of bare numbers.
    pub unit: Option<Text>,
    /// The day of the current value.
    pub as_of: Option<Date>,
    /// The series, in the order of the file.
    pub check_ins: Vec<crate::model::CheckIn>,
}

/// A node on the way up, or one of its key results.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Its name, with the key result's where one is served.
    pub name: String,
    /// Its title.
    pub title: Text,
    /// The title of the key result that is served.
    pub key_result: Option<Text>,
    /// Goal, objective or kpi.
    pub kind: crate::model::Kind,
}

/// Something that refers to what is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inbound {
    /// The field it refers by.
    pub field: LinkField,
    /// Its name, with the key result's where the reference stands in one.
    pub name: String,
    /// Its title.
    pub title: Text,
    /// Its team.
    pub team: Option<TeamName>,
    /// The key result that it refers to, by position.
    pub key_result: Option<usize>,
}

/// What a key result says at length.
#[derive(Debug, Clone, Default)]
pub struct KeyResultDetails {
    /// Its longer texts.
    pub texts: Texts,
    /// How it was measured.
    pub readings: Readings,
    /// What makes a milestone count as done.
    pub criteria: Vec<Text>,
    /// Where the value can be checked.
    pub evidence: Vec<Text>,
}

/// All of `subject`; of a team, with its objectives in the cycles of `shown`. Nothing where there is
/// no such subject.
#[must_use]
pub fn show(basis: Basis<'_>, subject: Subject, shown: &Shown) -> Option<Show> {
    match subject {
        Subject::Node(place) => node(basis, place, shown).map(|shown| Show::Node(Box::new(shown))),
        Subject::Team(id) => {
            team::team(basis.snapshot, id, shown).map(|shown| Show::Team(Box::new(shown)))
        }
    }
}

fn node(basis: Basis<'_>, place: Place, shown: &Shown) -> Option<ShownNode> {
    let snapshot = basis.snapshot;
    let node = snapshot.node(place.node)?;
    let cycle = node.cycle.as_ref().or(match shown {
        Shown::One(cycle) => Some(cycle),
        Shown::All => None,
    });
    let up = way_up(snapshot, place.node, cycle);
    let wanted = |position: usize| place.key_result.is_none_or(|only| only == position);
    let children = node.children.iter().copied();
    let placed = Placed {
        node: place.node,
        depth: up.len(),
        section: Section::Cascade,
        loose: None,
        children: children
            .filter(|child: &Child| place.key_result.is_none() || child.under == place.key_result)
            .collect(),
        below: 0,
    };
    let mut described = Describing::new(basis).node(&placed)?;
    described.key_results.retain(|row| wanted(row.position));
    let key_results = node.key_results().iter().enumerate();
    Some(ShownNode {
        node: described,
        texts: Texts {
            result: node
                .objective()
                .and_then(|objective| text(&objective.ending.result)),
            ..texts(snapshot, node, None, node.common())
        },
        readings: node
            .kpi()
            .map(|kpi| readings(&kpi.measurement))
            .unwrap_or_default(),
        up,
        inbound: inbound(snapshot, place.node, node, cycle)
            .filter(|inbound| place.key_result.is_none() || inbound.key_result == place.key_result)
            .collect(),
        key_results: key_results
            .filter(|(position, _)| wanted(*position))
            .map(|(position, key_result)| key_result_details(snapshot, node, position, key_result))
            .collect(),
    })
}

/// What a key result of `node` says at length.
pub(super) fn key_result_details(
    snapshot: &Snapshot,
    node: &Node,
    position: usize,
    key_result: &KeyResult,
) -> KeyResultDetails {
    KeyResultDetails {
        texts: Texts {
            result: text(&key_result.ending.result),
            ..texts(snapshot, node, Some(position), &key_result.common)
        },
        readings: readings(&key_result.measurement),
        criteria: list(&key_result.milestone.criteria),
        evidence: list(&key_result.evidence),
    }
}

/// What a node serves, from its parent up.
fn way_up(snapshot: &Snapshot, id: NodeId, cycle: Option<&Cycle>) -> Vec<Step> {
    let steps = climb(snapshot, id).into_iter().filter_map(|place| {
        let node = snapshot.node(place.node)?;
        let key_result = place
            .key_result
            .and_then(|position| node.key_results().get(position));
        Some(Step {
            name: seen_from(snapshot, cycle, place),
            title: node.title().value.clone(),
            key_result: key_result.map(|key_result| key_result.title.value.clone()),
            kind: node.kind(),
        })
    });
    steps.collect()
}

/// The parents above a node, each as it is named by what stands below it; ends where a loop would
/// begin.
pub(super) fn climb(snapshot: &Snapshot, id: NodeId) -> Vec<Place> {
    let mut up = Vec::new();
    let mut seen = HashSet::from([id]);
    let parent = |id| snapshot.node(id)?.parent()?.to.as_ref().ok().copied();
    let mut at = id;
    while let Some(place) = parent(at).filter(|place| seen.insert(place.node)) {
        up.push(place);
        at = place.node;
    }
    up
}

/// The name of `place` for someone to whom `cycle` is the own: with its cycle where that is another.
fn seen_from(snapshot: &Snapshot, cycle: Option<&Cycle>, place: Place) -> String {
    let of_place = snapshot.node(place.node);
    let name = snapshot.place_name(place);
    match of_place.and_then(|node| node.cycle.as_ref()) {
        Some(other) if Some(other) != cycle => format!("{name}@{}", other.name),
        _ => name,
    }
}

/// What refers to a node or its key results: first what has it as parent, then the rest.
fn inbound<'s>(
    snapshot: &'s Snapshot,
    id: NodeId,
    node: &'s Node,
    cycle: Option<&'s Cycle>,
) -> impl Iterator<Item = Inbound> + 's {
    let children = node.children.iter().map(|child| {
        let place = Place {
            node: child.node,
            key_result: None,
        };
        (LinkField::Parent, place, child.under)
    });
    let others = snapshot.iter().flat_map(move |(other, node)| {
        node.links.iter().filter_map(move |link| {
            let to = link.to.as_ref().ok().filter(|to| to.node == id)?;
            let from = Place {
                node: other,
                key_result: link.key_result,
            };
            let counts = link.field != LinkField::Parent && other != id;
            counts.then_some((link.field, from, to.key_result))
        })
    });
    children
        .chain(others)
        .filter_map(move |(field, from, key_result)| {
            let node = snapshot.node(from.node)?;
            let inner = from
                .key_result
                .and_then(|position| node.key_results().get(position));
            Some(Inbound {
                field,
                name: seen_from(snapshot, cycle, from),
                title: inner
                    .map_or(node.title(), |key_result| &key_result.title)
                    .value
                    .clone(),
                team: node.team.and_then(|team| TeamName::of(snapshot, team)),
                key_result,
            })
        })
}

fn texts(snapshot: &Snapshot, node: &Node, key_result: Option<usize>, common: &Common) -> Texts {
    let links = node.links.iter();
    Texts {
        why: text(&common.background.why),
        note: text(&common.note),
        reason: text(&common.background.reason),
        result: None,
        labels: list(&common.background.labels),
        links: list(&common.background.links),
        references: links
            .filter(|link| link.key_result == key_result && link.field != LinkField::Parent)
            .map(|link| (link.field, Upward::of(snapshot, link)))
            .collect(),
    }
}

fn readings(measurement: &Measurement) -> Readings {
    Readings {
        unit: text(&measurement.unit),
        as_of: measurement.as_of.map(|day| day.value),
        check_ins: measurement.check_ins.to_vec(),
    }
}

fn text(text: &Option<Spanned<Text>>) -> Option<Text> {
    text.as_ref().map(|text| text.value.clone())
}

fn list(texts: &[Spanned<Text>]) -> Vec<Text> {
    texts.iter().map(|text| text.value.clone()).collect()
}
