//! Where time goes in a cycle: team by team what is planned for each bucket and objective, and by
//! business goal what is invested in it; with the commits of the cycle also where it really went.
//! Every sum is exact: the parts add up to the whole.

mod goals;
mod team;
#[cfg(test)]
mod tests;

use std::collections::HashSet;

use jiff::civil::Date;

use crate::measure::actual::{Actual, Commits, Spent, UnknownWork};
use crate::measure::exact::Exact;
use crate::measure::time::{Buckets, Time, time};
use crate::model::config::Policy;
use crate::model::{Config, Cycle, PlannedTime};
use crate::snapshot::{Snapshot, TeamId};
use crate::source::Text;
use crate::views::node::TeamName;

pub use goals::{GoalTime, Investment};
pub(super) use team::row;
pub use team::{Deviation, SpentTime, SubjectTime, TeamObjective, TeamRow};

/// Where time goes in one cycle.
#[derive(Debug, Clone)]
pub struct Allocation {
    /// The name of the whole.
    pub organisation: Option<Text>,
    /// The cycle; without one the standing plans.
    pub cycle: Option<Cycle>,
    /// How teams are expected to split their time.
    pub policy: Policy,
    /// The teams that it was narrowed down to, without those below them; all where none was named.
    pub asked: Vec<TeamName>,
    /// The teams, each before those below it.
    pub teams: Vec<TeamRow>,
    /// What the planned time serves.
    pub investment: Investment,
    /// All teams together.
    pub total: Total,
    /// Where time really went, where commits were read.
    pub actual: Option<ActualTime>,
    /// What is left out of the sums, and why.
    pub notes: Vec<Note>,
    with_below: Vec<Option<Total>>,
}

/// Teams together, weighted by their people.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Total {
    /// How many teams are in the sum.
    pub teams: usize,
    /// How many people they have.
    pub people: Exact,
    /// How many of the people are in each bucket; what no bucket has is in `rest`, with the people
    /// of teams that have no plan.
    pub buckets: Buckets,
    /// How many people are planned for objectives.
    pub planned: Exact,
    /// How many of these are more than the strategic share of their team.
    pub over: Exact,
}

/// What the commits of the cycle say.
#[derive(Debug, Clone)]
pub struct ActualTime {
    /// All the time that commits of these teams say; of everybody where no team was named.
    pub total: SpentTime,
    /// The time of people in no team, in no team's code; none where teams were named.
    pub no_team: Option<SpentTime>,
    /// What the commits were judged by.
    pub commits: Commits,
    /// What commits name that does not exist.
    pub unknown: Vec<UnknownWork>,
}

/// Something that is left out of a sum, or counted in a way that has to be told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Note {
    /// These teams do not say how many people they have, so that they are in no sum of people.
    NoCapacity(Vec<TeamName>),
    /// What these teams say of how many people they have could not be read, or is about something
    /// else than people.
    UnreadCapacity(Vec<TeamName>),
    /// The buckets take more than the team's time: so much, as a share of it. It is in no sum.
    TooMuch(TeamName, Exact),
    /// The buckets take less than the team's time: so much, as a share of it.
    TooLittle(TeamName, Exact),
    /// The team ended before the cycle began: on that day, and the names of the objectives that plan
    /// its time all the same.
    Ended(TeamName, Date, Vec<String>),
    /// Teams stand above one another in a circle: these.
    Circle(Vec<TeamName>),
    /// An objective of no team plans a share of nobody's time: its name.
    NobodysTime(String),
}

/// What to show.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// The cycle; without one the standing plans.
    pub cycle: Option<Cycle>,
    /// These teams and those below them; all where there is none.
    pub teams: Vec<TeamId>,
}

/// Where time goes, as `wanted`; with `actual` also where it went.
#[must_use]
pub fn allocation(
    snapshot: &Snapshot,
    config: &Config,
    wanted: &Wanted,
    actual: Option<&Actual>,
) -> Allocation {
    let time = time(snapshot, wanted.cycle.as_ref());
    let shown = shown(snapshot, &time, &wanted.teams, actual);
    let mut notes = notes(snapshot, &time, &shown);
    let rows: Vec<TeamRow> = shown
        .iter()
        .filter_map(|(id, depth)| {
            let spent = actual.map(|actual| actual.teams.get(id));
            let spent = spent.map(|spent| spent.cloned().unwrap_or_default());
            team::row(snapshot, time.team(*id)?, *depth, spent.as_ref())
        })
        .collect();
    let counted: Vec<TeamId> = rows
        .iter()
        .filter(|row| row.counts())
        .map(|row| row.team)
        .collect();
    let investment = goals::investment(snapshot, &time, &counted);
    notes.extend(
        nobodys_time(snapshot, &time)
            .filter(|_| wanted.teams.is_empty())
            .map(Note::NobodysTime),
    );
    Allocation {
        organisation: config.organisation.as_ref().map(|name| name.value.clone()),
        cycle: wanted.cycle.clone(),
        policy: config.policy,
        asked: wanted
            .teams
            .iter()
            .filter_map(|team| TeamName::of(snapshot, *team))
            .collect(),
        total: total(&rows),
        with_below: with_below(&rows),
        actual: actual.map(|actual| actual_time(snapshot, actual, &shown, &wanted.teams)),
        teams: rows,
        investment,
        notes,
    }
}

impl Total {
    fn add(&mut self, other: &Self) {
        self.teams += other.teams;
        self.people += &other.people;
        self.buckets.add(&other.buckets);
        self.planned += &other.planned;
        self.over += &other.over;
    }

    /// The buckets as shares of all the people; none where there are none.
    #[must_use]
    pub fn shares(&self) -> Option<Buckets> {
        let each = Exact::fraction(1, 1).of(&self.people)?;
        Some(self.buckets.times(&each))
    }

    /// What of the strategic time of teams is planned for no objective, in people. What objectives
    /// ask for beyond the share of their team makes up for nothing in another: it is in `over`.
    #[must_use]
    pub fn unplanned(&self) -> Exact {
        &(&self.buckets.strategic - &self.planned) + &self.over
    }
}

/// The teams of `rows` that can be added up, together.
fn total(rows: &[TeamRow]) -> Total {
    let mut total = Total::default();
    for row in rows {
        total.add(&own(row));
    }
    total
}

/// What a team brings to a sum: nothing where it cannot be added up.
fn own(row: &TeamRow) -> Total {
    let Some(people) = row.people.as_ref().filter(|_| row.counts()) else {
        return Total::default();
    };
    // Of a team without a plan no more is known than what its objectives ask for.
    let as_asked = Buckets {
        strategic: row.planned.clone(),
        rest: &Exact::fraction(1, 1) - &row.planned,
        ..Buckets::default()
    };
    let buckets = row.buckets.as_ref().unwrap_or(&as_asked);
    let beyond = &row.planned - &buckets.strategic;
    Total {
        teams: 1,
        people: people.clone(),
        buckets: buckets.times(people),
        planned: &row.planned * people,
        over: match beyond.is_negative() {
            true => Exact::zero(),
            false => &beyond * people,
        },
    }
}

/// Each row together with those below it, where there are any: from the last row up, so that every
/// row is added once.
fn with_below(rows: &[TeamRow]) -> Vec<Option<Total>> {
    let mut sums = vec![None; rows.len()];
    // The sums of what stands below the rows to come, each with how deep it stands.
    let mut below: Vec<(usize, Total)> = Vec::new();
    for (row, sum) in rows.iter().zip(&mut sums).rev() {
        let mut together = own(row);
        let mut has_below = false;
        while let Some((depth, total)) = below.pop() {
            if depth <= row.depth {
                below.push((depth, total));
                break;
            }
            together.add(&total);
            has_below = true;
        }
        *sum = has_below.then(|| together.clone());
        below.push((row.depth, together));
    }
    sums
}

impl Allocation {
    /// The row at `position` together with those of the teams below it; none where there are none.
    #[must_use]
    pub fn with_below(&self, position: usize) -> Option<&Total> {
        self.with_below.get(position)?.as_ref()
    }
}

/// The teams to show with how deep each stands, each before those below it: those named with what
/// is below them, else all that have a plan, are planned for, or were worked for.
fn shown(
    snapshot: &Snapshot,
    time: &Time<'_>,
    named: &[TeamId],
    actual: Option<&Actual>,
) -> Vec<(TeamId, usize)> {
    let mut below: Vec<Vec<TeamId>> = vec![Vec::new(); snapshot.teams.len()];
    for (id, team) in snapshot.iter_teams() {
        let above = team
            .parent
            .and_then(|parent| below.get_mut(parent.0 as usize));
        above.into_iter().for_each(|below| below.push(id));
    }
    let is_shown = |id: TeamId| {
        let is_planned = time.team(id).is_some_and(|own| {
            let is_there = own.plan.is_some() && !own.has_ended_before(time.cycle.as_ref());
            is_there || own.planned().next().is_some()
        });
        is_planned
            || named.contains(&id)
            || actual.is_some_and(|actual| actual.teams.contains_key(&id))
    };
    let mut seen = HashSet::new();
    let mut rows = Vec::new();
    for start in starts(snapshot, named) {
        let mut ahead = vec![(start, 0)];
        while let Some((id, depth)) = ahead.pop() {
            if !seen.insert(id) {
                continue;
            }
            if is_shown(id) {
                rows.push((id, depth));
            }
            let children = below.get(id.0 as usize).into_iter().flatten().rev();
            ahead.extend(children.map(|child| (*child, depth + usize::from(is_shown(id)))));
        }
    }
    rows
}

/// The teams that everything to show is at or below: of those named the highest; where none is, the
/// tops, and then all for the sake of those that stand in a circle and so below no top.
fn starts(snapshot: &Snapshot, named: &[TeamId]) -> Vec<TeamId> {
    let above = |id: TeamId| snapshot.team(id)?.parent;
    if named.is_empty() {
        let all = || snapshot.iter_teams().map(|(id, _)| id);
        return all()
            .filter(|id| above(*id).is_none())
            .chain(all())
            .collect();
    }
    let is_below_another = |id: TeamId| {
        let mut seen = HashSet::from([id]);
        std::iter::successors(above(id), |id| above(*id))
            .take_while(|id| seen.insert(*id))
            .any(|above| named.contains(&above))
    };
    let highest = named.iter().copied().filter(|id| !is_below_another(*id));
    highest.chain(named.iter().copied()).collect()
}

fn actual_time(
    snapshot: &Snapshot,
    actual: &Actual,
    shown: &[(TeamId, usize)],
    named: &[TeamId],
) -> ActualTime {
    let of_shown = shown.iter().filter_map(|(id, _)| actual.teams.get(id));
    let total = match named {
        [] => actual.total.clone(),
        _ => Spent::sum(of_shown),
    };
    ActualTime {
        total: SpentTime::of(snapshot, &total),
        no_team: named
            .is_empty()
            .then(|| SpentTime::of(snapshot, &actual.no_team)),
        commits: actual.commits,
        unknown: actual.unknown.clone(),
    }
}

fn notes(snapshot: &Snapshot, time: &Time<'_>, shown: &[(TeamId, usize)]) -> Vec<Note> {
    let mut notes = Vec::new();
    let (mut silent, mut unread) = (Vec::new(), Vec::new());
    for (id, _) in shown {
        let (Some(own), Some(name)) = (time.team(*id), TeamName::of(snapshot, *id)) else {
            continue;
        };
        if let Some(until) = own
            .until
            .filter(|_| own.has_ended_before(time.cycle.as_ref()))
        {
            let planned = own.planned().filter_map(|(node, _)| snapshot.node(node));
            let names = planned.map(|node| snapshot.name(node)).collect();
            notes.push(Note::Ended(name, until, names));
            continue;
        }
        let mut said = snapshot
            .team(*id)
            .into_iter()
            .flat_map(|team| team.documents());
        match own.capacity {
            None if said.any(|team| team.common.is_refused("capacity")) => {
                unread.push(name.clone())
            }
            None => silent.push(name.clone()),
            Some(_) if own.people().is_none() => unread.push(name.clone()),
            Some(_) => {}
        }
        match own.buckets().map(|buckets| buckets.rest) {
            Some(rest) if rest.is_negative() => notes.push(Note::TooMuch(name, rest.abs())),
            Some(rest) if !rest.is_zero() => notes.push(Note::TooLittle(name, rest)),
            _ => {}
        }
    }
    let some = |teams: Vec<TeamName>, note: fn(Vec<TeamName>) -> Note| {
        (!teams.is_empty()).then(|| note(teams))
    };
    notes.extend(some(silent, Note::NoCapacity));
    notes.extend(some(unread, Note::UnreadCapacity));
    notes.extend(circles(snapshot, shown));
    notes
}

/// The rings in which teams stand above one another.
fn circles(snapshot: &Snapshot, shown: &[(TeamId, usize)]) -> Vec<Note> {
    let above = |id: TeamId| snapshot.team(id)?.parent;
    let mut settled = HashSet::new();
    let mut notes = Vec::new();
    for (start, _) in shown {
        let mut path = Vec::new();
        let mut at = Some(*start);
        while let Some(id) = at.filter(|id| settled.insert(*id)) {
            path.push(id);
            at = above(id);
        }
        // Where the way up came back to itself, the rest of the way is a ring.
        let ring = at.and_then(|id| path.iter().position(|other| *other == id));
        if let Some(ring) = ring.and_then(|from| path.get(from..)) {
            let names = ring.iter().filter_map(|id| TeamName::of(snapshot, *id));
            notes.push(Note::Circle(names.collect()));
        }
    }
    notes
}

/// The objectives of no team that plan a share of their team's time.
fn nobodys_time(snapshot: &Snapshot, time: &Time<'_>) -> impl Iterator<Item = String> {
    let cycle = time.cycle.clone();
    let nodes = snapshot.nodes.iter().filter(move |node| {
        let own = node.cycle.as_ref().zip(cycle.as_ref());
        own.is_none_or(|(own, cycle)| own.contains(cycle))
    });
    nodes
        .filter(|node| node.team.is_none() && !node.common().status().is_set_aside())
        .filter(|node| {
            let planned = node.objective().and_then(|own| own.allocation.as_ref());
            planned.is_some_and(|planned| matches!(planned.value, PlannedTime::Own(_)))
        })
        .map(|node| snapshot.name(node))
}
