//! What the time of teams serves: the planned time of each objective goes up through its parents to
//! the business goal at the top. What reaches none is unaligned; of that, what repairs a kpi is told
//! apart.

use std::collections::{BTreeMap, HashMap};

use crate::measure::exact::Exact;
use crate::measure::time::Time;
use crate::model::Kind;
use crate::snapshot::{NodeId, Snapshot, TeamId};
use crate::source::Text;

/// What the planned time of some teams serves. Everything is in people; the goals and what is
/// unaligned add up to what is planned.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Investment {
    /// The business goals, those without anything invested too, in the order of the tree.
    pub goals: Vec<GoalTime>,
    /// What leads up to no goal.
    pub unaligned: Exact,
    /// Of that, what repairs kpis; in the order of the tree.
    pub kpis: Vec<GoalTime>,
    /// The objectives of the rest, by name.
    pub loose: Vec<GoalTime>,
}

/// A goal, a kpi or an objective with the people planned for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoalTime {
    /// Which it is.
    pub node: NodeId,
    /// Its name.
    pub name: String,
    /// What it says.
    pub title: Text,
    /// How many people that is.
    pub people: Exact,
}

/// What the planned time of the teams `counted` serves.
pub fn investment(snapshot: &Snapshot, time: &Time<'_>, counted: &[TeamId]) -> Investment {
    let mut by_top: BTreeMap<NodeId, Exact> = snapshot
        .iter()
        .filter(|(_, node)| node.goal().is_some())
        .map(|(id, _)| (id, Exact::zero()))
        .collect();
    let mut tops = Tops::new();
    for team in counted.iter().filter_map(|id| time.team(*id)) {
        let Some(people) = team.people() else {
            continue;
        };
        for (node, share) in team.planned() {
            *by_top.entry(top(snapshot, &mut tops, node)).or_default() += &(&share * &people);
        }
    }
    let mut investment = Investment::default();
    for (id, people) in by_top {
        let Some(node) = snapshot.node(id) else {
            continue;
        };
        let time = GoalTime {
            node: id,
            name: snapshot.name(node),
            title: node.title().value.clone(),
            people,
        };
        if node.kind() == Kind::Goal {
            investment.goals.push(time);
            continue;
        }
        investment.unaligned += &time.people;
        match node.kind() {
            Kind::Kpi => investment.kpis.push(time),
            Kind::Goal | Kind::Objective | Kind::Team => investment.loose.push(time),
        }
    }
    investment
}

/// The goals and kpis at the top of the lines that were followed; none where a line leads to none.
type Tops = HashMap<NodeId, Option<NodeId>>;

/// What an objective serves in the end: the goal or kpi at the top of its line; the objective
/// itself where there is none. Each part of a line is followed once.
fn top(snapshot: &Snapshot, tops: &mut Tops, id: NodeId) -> NodeId {
    let mut line = Vec::new();
    let mut at = id;
    let top = loop {
        if let Some(known) = tops.get(&at) {
            break *known;
        }
        // In a ring nothing is at the top.
        tops.insert(at, None);
        line.push(at);
        let Some(node) = snapshot.node(at) else {
            break None;
        };
        if matches!(node.kind(), Kind::Goal | Kind::Kpi) {
            break Some(at);
        }
        match node.parent().and_then(|link| link.to.as_ref().ok()) {
            Some(parent) => at = parent.node,
            None => break None,
        }
    };
    tops.extend(line.into_iter().map(|id| (id, top)));
    top.unwrap_or(id)
}
