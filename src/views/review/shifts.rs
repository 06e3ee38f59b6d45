//! The time that moved between two states: by team its buckets, by business goal the people.

use std::collections::{BTreeMap, BTreeSet};

use crate::measure::exact::Exact;
use crate::measure::time::Buckets;
use crate::source::Text;
use crate::views::allocation::{Wanted, allocation};
use crate::views::node::TeamName;
use crate::views::review::Side;

/// The time that moved.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AllocationShift {
    /// The teams whose plan is another, by id.
    pub teams: Vec<TeamShift>,
    /// The goals in which other people are invested, by id; what serves no goal has no title.
    pub goals: Vec<GoalShift>,
}

/// The plan of a team, before and after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TeamShift {
    /// The team.
    pub team: TeamName,
    /// Its buckets before; none where it had no plan.
    pub before: Option<Buckets>,
    /// Its buckets after.
    pub after: Option<Buckets>,
}

/// What is invested in a goal, before and after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoalShift {
    /// Its name; none for what serves no goal.
    pub id: Option<String>,
    /// What it says.
    pub title: Text,
    /// The people before.
    pub before: Exact,
    /// The people after.
    pub after: Exact,
}

/// What moved from one side to the other; only what is not the same on both.
#[must_use]
pub fn shift(before: Side<'_>, after: Side<'_>) -> AllocationShift {
    let of = |side: Side<'_>| {
        let wanted = Wanted {
            cycle: side.cycle.cloned(),
            teams: Vec::new(),
        };
        allocation(side.snapshot, side.config, &wanted, None)
    };
    let (old, new) = (of(before), of(after));
    let plans = |view: &crate::views::Allocation| -> BTreeMap<Text, (TeamName, Option<Buckets>)> {
        let rows = view.teams.iter();
        rows.map(|row| (row.name.id.clone(), (row.name.clone(), row.buckets.clone())))
            .collect()
    };
    let (old_plans, new_plans) = (plans(&old), plans(&new));
    let ids: BTreeSet<&Text> = old_plans.keys().chain(new_plans.keys()).collect();
    let teams = ids.into_iter().filter_map(|id| {
        let (one, other) = (old_plans.get(id), new_plans.get(id));
        let (name, _) = other.or(one)?;
        let buckets =
            |side: Option<&(TeamName, Option<Buckets>)>| side.and_then(|(_, own)| own.clone());
        let (before, after) = (buckets(one), buckets(other));
        (before != after).then(|| TeamShift {
            team: name.clone(),
            before,
            after,
        })
    });
    let goals = |view: &crate::views::Allocation| -> BTreeMap<String, (Text, Exact)> {
        let goals = view.investment.goals.iter();
        goals
            .map(|goal| (goal.name.clone(), (goal.title.clone(), goal.people.clone())))
            .collect()
    };
    let (old_goals, new_goals) = (goals(&old), goals(&new));
    let names: BTreeSet<&String> = old_goals.keys().chain(new_goals.keys()).collect();
    let mut shifts: Vec<GoalShift> = names
        .into_iter()
        .filter_map(|name| {
            let (one, other) = (old_goals.get(name), new_goals.get(name));
            let (title, _) = other.or(one)?;
            let people =
                |side: Option<&(Text, Exact)>| side.map(|(_, own)| own.clone()).unwrap_or_default();
            Some(GoalShift {
                id: Some(name.clone()),
                title: title.clone(),
                before: people(one),
                after: people(other),
            })
        })
        .collect();
    shifts.push(GoalShift {
        id: None,
        title: Text::default(),
        before: old.investment.unaligned.clone(),
        after: new.investment.unaligned.clone(),
    });
    shifts.retain(|goal| goal.before != goal.after);
    AllocationShift {
        teams: teams.collect(),
        goals: shifts,
    }
}
