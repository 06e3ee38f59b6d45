//! What is invested: the share of time that teams plan, and the people that this is. Plans only;
//! what was really spent is not looked at.

use std::collections::HashSet;

use rust_decimal::Decimal;

use crate::measure::exact::Exact;
use crate::measure::time::{capacity, people, shares};
use crate::model::{PlannedTime, Quantity};
use crate::snapshot::{Node, Place, Snapshot};
use crate::views::node::TeamName;
use crate::views::tree::Shown;
use crate::views::why::below;

/// The time planned for something.
#[derive(Debug, Clone, Default)]
pub struct Invested {
    /// Team by team, in the order of the files.
    pub by_team: Vec<TeamTime>,
    /// The share of the time of all these teams together, from 0 to 1; `None` where nothing is
    /// planned, or where there are several teams and how many people one has is not known.
    pub share: Option<Decimal>,
    /// How many people that is; `None` where a capacity is not known or is no number of people.
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
    for (id, share) in shares(snapshot, node) {
        if let (Some(share), Some(team)) = (share, snapshot.team(id)) {
            let people = capacity(team, node.cycle.as_ref()).cloned();
            add(
                times,
                TeamName::of(snapshot, id),
                share.value.value(),
                people,
            );
        }
    }
    let planned = node.objective().and_then(|own| own.allocation.as_ref());
    if let (Some(PlannedTime::Own(share)), None) =
        (planned.map(|planned| &planned.value), node.team)
    {
        add(times, None, share.value(), None);
    }
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
    /// More digits than any plan is written with.
    const DIGITS: u32 = 12;
    let mut total = Some((Exact::zero(), Exact::zero()));
    for time in &mut by_team {
        let whole = time.capacity.as_ref().and_then(people);
        let own = whole.as_ref().map(|whole| whole * &Exact::from(time.share));
        time.people = own.as_ref().map(|own| own.rounded(DIGITS));
        total = total
            .zip(own.zip(whole))
            .map(|((sum, wholes), (own, whole))| (&sum + &own, &wholes + &whole));
    }
    let total = total.filter(|_| !by_team.is_empty());
    let share = match by_team.as_slice() {
        [only] => Some(only.share),
        _ => total
            .as_ref()
            .and_then(|(sum, wholes)| Some(sum.of(wholes)?.rounded(DIGITS))),
    };
    let mut units = by_team
        .iter()
        .filter_map(|time| Some(time.capacity.as_ref()?.unit_name()));
    let first = units.next().flatten();
    let unit = match units.all(|unit| unit == first) {
        true => first,
        false => Some("people".to_owned()),
    };
    Invested {
        share,
        people: total.map(|(sum, _)| sum.rounded(DIGITS)),
        unit,
        by_team,
        from_below,
    }
}
