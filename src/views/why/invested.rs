//! What is invested: the share of time that teams plan, and the people that this is. Plans only;
//! what was really spent is not looked at.

use std::collections::HashSet;

use rust_decimal::Decimal;

use crate::model::{PlannedTime, Quantity};
use crate::snapshot::{Node, Place, Snapshot, TeamId};
use crate::source::Text;
use crate::views::node::TeamName;
use crate::views::show::capacity;
use crate::views::tree::Shown;
use crate::views::why::below;

/// The time planned for something.
#[derive(Debug, Clone, Default)]
pub struct Invested {
    /// Team by team, in the order of the files.
    pub by_team: Vec<TeamTime>,
    /// The share of the time of all these teams together, from 0 to 1; `None` where nothing is
    /// planned, or where there are several teams and a capacity is not known.
    pub share: Option<Decimal>,
    /// How many people that is; `None` where a capacity is not known, or they are counted in
    /// different units.
    pub people: Option<Decimal>,
    /// What people are counted in, such as `people`; none where they are bare numbers.
    pub unit: Option<String>,
    /// Whether it was added up from the objectives below, because it has no team that could plan
    /// time for it.
    pub from_below: bool,
}

/// The time that one team plans.
#[derive(Debug, Clone)]
pub struct TeamTime {
    /// The team; none where an objective of no team plans time.
    pub team: Option<TeamName>,
    /// The share of its whole time, from 0 to 1.
    pub share: Decimal,
    /// How many people the team has in that cycle.
    pub capacity: Option<Quantity>,
    /// The share times the capacity.
    pub people: Option<Decimal>,
}

/// The time planned for `place`. A key result has that of its objective. What belongs to no team
/// and plans nothing by itself has what is planned below it in the cycles of `shown`.
pub fn invested(snapshot: &Snapshot, place: Place, shown: &Shown) -> Invested {
    let mut times = Vec::new();
    let Some(node) = snapshot.node(place.node) else {
        return Invested::default();
    };
    plan(snapshot, node, &mut times);
    let from_below = times.is_empty() && (node.team.is_none() || node.objective().is_none());
    if from_below {
        plans_below(snapshot, place, shown, &mut times);
    }
    sum(times, from_below)
}

fn plans_below(snapshot: &Snapshot, place: Place, shown: &Shown, times: &mut Vec<TeamTime>) {
    let mut seen = HashSet::from([place.node]);
    let mut ahead = below(snapshot, place, shown);
    ahead.reverse();
    while let Some(id) = ahead.pop() {
        let Some(node) = snapshot.node(id).filter(|_| seen.insert(id)) else {
            continue;
        };
        plan(snapshot, node, times);
        let whole = Place {
            node: id,
            key_result: None,
        };
        ahead.extend(below(snapshot, whole, shown).into_iter().rev());
    }
}

/// Adds what an objective plans by itself.
fn plan(snapshot: &Snapshot, node: &Node, times: &mut Vec<TeamTime>) {
    let planned = node
        .objective()
        .and_then(|objective| objective.allocation.as_ref());
    match planned.map(|planned| &planned.value) {
        Some(PlannedTime::Own(share)) => {
            let name = node.team.and_then(|team| TeamName::of(snapshot, team));
            add(
                times,
                name,
                share.value(),
                people_of(snapshot, node.team, node),
            );
        }
        Some(PlannedTime::ByTeam(by_team)) => {
            for (written, share) in by_team {
                let team = snapshot.team_named(&written.value);
                let name = team.and_then(|team| TeamName::of(snapshot, team));
                let name = name.unwrap_or_else(|| unknown(&written.value));
                let capacity = people_of(snapshot, team, node);
                add(times, Some(name), share.value.value(), capacity);
            }
        }
        None => {}
    }
}

fn unknown(written: &Text) -> TeamName {
    TeamName {
        id: written.clone(),
        title: written.clone(),
    }
}

fn people_of(snapshot: &Snapshot, team: Option<TeamId>, node: &Node) -> Option<Quantity> {
    capacity(snapshot.team(team?)?, node.cycle.as_ref()).cloned()
}

/// Adds a share to those of the same team, as long as its capacity is the same.
fn add(
    times: &mut Vec<TeamTime>,
    team: Option<TeamName>,
    share: Decimal,
    capacity: Option<Quantity>,
) {
    let same = times
        .iter_mut()
        .find(|time| time.team == team && time.capacity == capacity);
    match same {
        Some(time) => time.share = time.share.saturating_add(share),
        None => times.push(TeamTime {
            team,
            share,
            capacity,
            people: None,
        }),
    }
}

fn sum(mut by_team: Vec<TeamTime>, from_below: bool) -> Invested {
    for time in &mut by_team {
        let capacity = time.capacity.as_ref().map(|capacity| capacity.value);
        time.people = capacity.and_then(|capacity| time.share.checked_mul(capacity));
    }
    let units: HashSet<Option<String>> = by_team
        .iter()
        .filter_map(|time| Some(time.capacity.as_ref()?.unit_name()))
        .collect();
    let is_one_unit = units.len() == 1;
    let total = |value: fn(&TeamTime) -> Option<Decimal>| {
        let mut values = by_team.iter().map(value);
        values
            .try_fold(Decimal::ZERO, |sum, value| sum.checked_add(value?))
            .filter(|_| is_one_unit)
    };
    let people = total(|time| time.people);
    let capacity = total(|time| time.capacity.as_ref().map(|capacity| capacity.value));
    let share = match by_team.as_slice() {
        [] => None,
        [only] => Some(only.share),
        _ => people
            .zip(capacity)
            .and_then(|(people, capacity)| people.checked_div(capacity)),
    };
    Invested {
        share,
        people,
        unit: units.into_iter().next().flatten().filter(|_| is_one_unit),
        by_team,
        from_below,
    }
}
