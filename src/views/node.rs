//! What is shown of one goal, objective or kpi, and of a key result, apart from its longer texts.

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::measure::key_result::key_result_type;
use crate::model::target::TargetKind;
use crate::model::unit::Unit;
use crate::model::{
    Commitment, Cycle, KeyResult, KeyResultType, Kind, Measured, Measurement, PlannedTime,
    Quantity, Status, Target,
};
use crate::snapshot::{Link, LinkField, Node, NodeId, Place, Snapshot, TeamId};
use crate::source::{Spanned, Text};
use crate::views::cascade::Placed;
use crate::views::figures::{Basis, Figures, figures};
use crate::views::lines::Lines;
use crate::views::tree::{Loose, Section};

/// A goal, an objective or a kpi as it is shown.
#[derive(Debug, Clone)]
pub struct TreeNode {
    /// Which node of the snapshot it is.
    pub node: NodeId,
    /// The part of the view that it stands in.
    pub section: Section,
    /// How many nodes stand above it in the view.
    pub depth: usize,
    /// Why nothing stands above it, where something should.
    pub loose: Option<Loose>,
    /// How many nodes below it are not shown, because a depth was asked for.
    pub below: usize,
    /// `team:id@cycle`, as far as it has them.
    pub reference: String,
    /// Its name in output: the id where that is unique in its cycle, else `team:id`.
    pub name: String,
    /// Its id alone.
    pub id: Text,
    /// Goal, objective or kpi.
    pub kind: Kind,
    /// What it says.
    pub title: Text,
    /// Its file, from the root of the repository.
    pub path: String,
    /// The line of its title, from 1.
    pub line: usize,
    /// What it names as parent.
    pub parent: Option<Upward>,
    /// What it, or one of its key results, helps besides.
    pub contributes_to: Vec<Upward>,
    /// The references of what hangs under it or its key results, also where that was cut.
    pub children: Vec<String>,
    /// Its cycle; goals and kpis have none.
    pub cycle: Option<Cycle>,
    /// Its team; none at company level.
    pub team: Option<TeamName>,
    /// Who answers for it.
    pub owner: Vec<Text>,
    /// Where it is in its life.
    pub status: Status,
    /// What counts as success, as written or by default; only objectives have it.
    pub commitment: Option<Commitment>,
    /// Whether that is not what the tree's default says.
    pub unusual_commitment: bool,
    /// The share of time planned for it.
    pub allocation: Option<PlannedTime>,
    /// Until when a goal is meant to hold, as written.
    pub horizon: Option<Text>,
    /// What a kpi is to keep.
    pub target: Option<Target>,
    /// What was last measured of a kpi.
    pub current: Option<Measured>,
    /// What is computed.
    pub figures: Figures,
    /// Its key results, in the order of the file.
    pub key_results: Vec<KeyResultRow>,
}

/// A key result as it is shown.
#[derive(Debug, Clone)]
pub struct KeyResultRow {
    /// Its place among the key results of its objective, from 0.
    pub position: usize,
    /// Its name inside the objective.
    pub id: Text,
    /// What is measured.
    pub title: Text,
    /// How it is measured, as written or inferred.
    pub kind: Option<KeyResultType>,
    /// The value at the start of the cycle.
    pub baseline: Option<Measured>,
    /// The value to reach.
    pub target: Option<Target>,
    /// The value beyond the target.
    pub stretch: Option<Quantity>,
    /// What was last measured.
    pub current: Option<Measured>,
    /// Whether a milestone is reached.
    pub done: Option<bool>,
    /// How far a milestone is, as written: 1 is done.
    pub written_progress: Option<Decimal>,
    /// The owner's judgement, from 0 to 1, that it will be reached.
    pub confidence: Option<Decimal>,
    /// Its part in the objective's progress.
    pub weight: Decimal,
    /// Where it is in its life.
    pub status: Status,
    /// Who answers for it.
    pub owner: Vec<Text>,
    /// The day by which it is to be reached.
    pub due: Option<Date>,
    /// The line it begins in, from 1.
    pub line: usize,
    /// The references of what hangs under it.
    pub supported_by: Vec<String>,
    /// What is computed.
    pub figures: Figures,
}

/// A team by name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TeamName {
    /// Its id.
    pub id: Text,
    /// What it is called.
    pub title: Text,
}

/// A reference to what something serves or helps.
#[derive(Debug, Clone)]
pub struct Upward {
    /// As written.
    pub written: Text,
    /// The key result it stands in, by position.
    pub from: Option<usize>,
    /// Where it leads.
    pub to: Option<Place>,
    /// `team:id@cycle` of the node it leads to.
    pub node_reference: Option<String>,
    /// `team:id/key-result@cycle` of where it leads, as far as that has them.
    pub reference: Option<String>,
    /// The id of the key result it leads to.
    pub key_result: Option<Text>,
}

impl TeamName {
    /// The name of a team.
    #[must_use]
    pub fn of(snapshot: &Snapshot, team: TeamId) -> Option<Self> {
        let team = snapshot.team(team)?;
        Some(Self {
            id: team.id.clone(),
            title: Text::from(team.title()),
        })
    }
}

impl Upward {
    /// Where `link` leads.
    #[must_use]
    pub fn of(snapshot: &Snapshot, link: &Link) -> Self {
        let to = link.to.as_ref().ok().copied();
        let node = to.and_then(|place| snapshot.node(place.node));
        let key_result = node
            .zip(to.and_then(|place| place.key_result))
            .and_then(|(node, position)| node.key_results().get(position))
            .map(|key_result| key_result.id.clone());
        Self {
            written: link.reference.text.clone(),
            from: link.key_result,
            to,
            node_reference: node.map(|node| snapshot.full_name(node)),
            reference: to.map(|place| full_place_name(snapshot, place)),
            key_result,
        }
    }
}

/// The name of a place that no other has: `team:id/key-result@cycle`, as far as it has them.
#[must_use]
pub fn full_place_name(snapshot: &Snapshot, place: Place) -> String {
    let Some(node) = snapshot.node(place.node) else {
        return String::new();
    };
    let name = snapshot.full_name(node);
    let key_result = place
        .key_result
        .and_then(|position| node.key_results().get(position));
    match (key_result, name.split_once('@')) {
        (None, _) => name,
        (Some(key_result), None) => format!("{name}/{}", key_result.id),
        (Some(key_result), Some((name, cycle))) => format!("{name}/{}@{cycle}", key_result.id),
    }
}

/// Describes nodes.
pub(crate) struct Describing<'a> {
    basis: Basis<'a>,
    lines: Lines,
}

impl<'a> Describing<'a> {
    /// Describes by `basis`.
    pub fn new(basis: Basis<'a>) -> Self {
        Self {
            basis,
            lines: Lines::default(),
        }
    }

    /// What is shown of a node in its place; nothing where there is no such node.
    pub fn node(&mut self, placed: &Placed) -> Option<TreeNode> {
        let Basis {
            snapshot, config, ..
        } = self.basis;
        let node = snapshot.node(placed.node)?;
        let objective = node.objective();
        let written = objective.and_then(|objective| objective.commitment);
        let commitment =
            objective.map(|_| written.map_or(config.commitment, |commitment| commitment.value));
        let kpi = node.kpi();
        let (own_figures, of_key_results) = figures(self.basis, node);
        let unit = kpi.map_or(Unit::Bare, |kpi| {
            bare_unit(
                &kpi.measurement,
                kpi.target.as_ref().map(|target| &target.value),
            )
        });
        Some(TreeNode {
            node: placed.node,
            section: placed.section,
            depth: placed.depth,
            loose: placed.loose,
            below: placed.below,
            reference: snapshot.full_name(node),
            name: snapshot.name(node),
            id: node.id.clone(),
            kind: node.kind(),
            title: node.title().value.clone(),
            path: snapshot
                .file(node.file)
                .map(|file| file.path.clone())
                .unwrap_or_default(),
            line: self.lines.line(snapshot, node.file, node.title().span),
            parent: node.parent().map(|link| Upward::of(snapshot, link)),
            contributes_to: contributions(snapshot, node),
            children: placed
                .children
                .iter()
                .filter_map(|child| Some(snapshot.full_name(snapshot.node(child.node)?)))
                .collect(),
            cycle: node.cycle.clone(),
            team: node.team.and_then(|team| TeamName::of(snapshot, team)),
            owner: texts(&node.common().owner),
            status: node.common().status(),
            unusual_commitment: commitment.is_some_and(|own| own != config.commitment),
            commitment,
            allocation: objective
                .and_then(|objective| objective.allocation.as_ref())
                .map(|allocation| allocation.value.clone()),
            horizon: node
                .goal()
                .and_then(|goal| goal.horizon.as_ref())
                .map(|horizon| horizon.value.clone()),
            target: kpi.and_then(|kpi| Some(value(kpi.target.as_ref()?).counted_in(&unit))),
            current: kpi.and_then(|kpi| Some(value(kpi.measurement.latest()?).counted_in(&unit))),
            figures: own_figures,
            key_results: self.key_results(node, placed, of_key_results),
        })
    }

    fn key_results(
        &mut self,
        node: &Node,
        placed: &Placed,
        figures: Vec<Figures>,
    ) -> Vec<KeyResultRow> {
        let Basis { snapshot, .. } = self.basis;
        let mut supported_by = vec![Vec::new(); node.key_results().len()];
        for child in &placed.children {
            let place = child.under.and_then(|under| supported_by.get_mut(under));
            if let (Some(supported_by), Some(child)) = (place, snapshot.node(child.node)) {
                supported_by.push(snapshot.full_name(child));
            }
        }
        let described = node.key_results().iter().zip(supported_by).zip(figures);
        described
            .enumerate()
            .map(
                |(position, ((key_result, supported_by), figures))| KeyResultRow {
                    line: self.lines.line(snapshot, node.file, key_result.span),
                    supported_by,
                    figures,
                    ..row(position, key_result)
                },
            )
            .collect()
    }
}

/// What a key result says by itself.
fn row(position: usize, key_result: &KeyResult) -> KeyResultRow {
    let target = key_result.target.as_ref().map(|target| &target.value);
    let unit = bare_unit(&key_result.measurement, target);
    KeyResultRow {
        position,
        id: key_result.id.clone(),
        title: key_result.title.value.clone(),
        kind: Some(key_result_type(key_result)),
        baseline: key_result
            .baseline
            .as_ref()
            .map(|of| value(of).counted_in(&unit)),
        target: key_result
            .target
            .as_ref()
            .map(|of| value(of).counted_in(&unit)),
        stretch: key_result.stretch.as_deref().map(value),
        current: key_result
            .measurement
            .latest()
            .map(|of| value(of).counted_in(&unit)),
        done: key_result.milestone.done.map(|done| done.value),
        written_progress: key_result
            .milestone
            .progress
            .map(|progress| progress.value.value()),
        confidence: confidence(key_result),
        weight: key_result
            .weight
            .map_or(Decimal::ONE, |weight| weight.value),
        status: key_result.common.status(),
        owner: texts(&key_result.common.owner),
        due: key_result.due.map(|due| due.value),
        line: 0,
        supported_by: Vec::new(),
        figures: Figures::default(),
    }
}

/// The unit of bare numbers: as `unit` names it, else that of a target that is a value or a level.
fn bare_unit(measurement: &Measurement, target: Option<&Target>) -> Unit {
    let named = measurement
        .unit
        .as_ref()
        .and_then(|unit| Unit::parse(unit).ok());
    let of_target = || match &target?.kind {
        TargetKind::Value(quantity)
        | TargetKind::Level {
            bound: quantity, ..
        } => Some(quantity.unit.clone()),
        _ => None,
    };
    named.or_else(of_target).unwrap_or(Unit::Bare)
}

/// The confidence: as written, else that of the latest check-in that has one.
fn confidence(key_result: &KeyResult) -> Option<Decimal> {
    let check_ins = key_result.measurement.check_ins.iter();
    let latest = check_ins
        .filter(|check_in| check_in.confidence.is_some())
        .max_by_key(|check_in| check_in.date.map(|date| date.value))
        .and_then(|check_in| check_in.confidence);
    let confidence = key_result.confidence.or(latest)?;
    Some(confidence.value.value())
}

fn contributions(snapshot: &Snapshot, node: &Node) -> Vec<Upward> {
    let links = node.links.iter();
    links
        .filter(|link| link.field == LinkField::ContributesTo)
        .map(|link| Upward::of(snapshot, link))
        .collect()
}

fn texts(texts: &[Spanned<Text>]) -> Vec<Text> {
    texts.iter().map(value).collect()
}

fn value<T: Clone>(spanned: &Spanned<T>) -> T {
    spanned.value.clone()
}
