//! How teams mean to spend their time in a cycle: the plan of each by bucket, what of it is planned
//! for which objective, and what the maintenance bucket is meant for. The first place to ask for any
//! of these; what is to be said about them is decided elsewhere.

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::finding::FileId;
use crate::measure::exact::Exact;
use crate::model::{
    BucketPlan, Cycle, MaintenanceItem, MaintenanceKind, PlannedTime, Quantity, Share, Team,
};
use crate::snapshot::{Node, NodeId, Snapshot, TeamId, TeamPlan};
use crate::source::{Spanned, Text};

/// The time of all teams in one cycle.
#[derive(Debug, Clone)]
pub struct Time<'s> {
    /// The cycle; without one the standing plans.
    pub cycle: Option<Cycle>,
    /// Every team, in the order of the snapshot.
    pub teams: Vec<TeamTime<'s>>,
}

/// The time of one team in one cycle.
#[derive(Debug, Clone)]
pub struct TeamTime<'s> {
    /// Which team.
    pub team: TeamId,
    /// The most particular of its plans; none where it is not declared.
    pub plan: Option<&'s TeamPlan>,
    /// How many it is, as written.
    pub capacity: Option<&'s Quantity>,
    /// How its time is meant to be split, where a plan says so.
    pub split: Option<Written<'s, BucketPlan>>,
    /// Why that departs from the policy.
    pub reason: Option<&'s Spanned<Text>>,
    /// What the maintenance bucket is meant for, with the file it stands in.
    pub maintenance: Option<(FileId, &'s [MaintenanceItem])>,
    /// Its last day.
    pub until: Option<Date>,
    /// The objectives it works on, in the order of the tree.
    pub objectives: Vec<ObjectiveTime>,
}

/// Something written in the plan of a team, with the file it stands in.
#[derive(Debug, Clone, Copy)]
pub struct Written<'s, T> {
    /// The file.
    pub file: FileId,
    /// The value and its place there.
    pub value: &'s Spanned<T>,
}

/// An objective that a team works on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ObjectiveTime {
    /// Which objective.
    pub node: NodeId,
    /// The share of the team's whole time that is planned for it, where that is said.
    pub share: Option<Spanned<Share>>,
    /// Whether it was given up or put off, so that its share is free again.
    pub set_aside: bool,
}

/// How a whole is split between the buckets. All are shares of the whole, and add up to it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Buckets {
    /// Work on objectives.
    pub strategic: Exact,
    /// Bugs, technical debt, requests and promises.
    pub maintenance: Exact,
    /// Recurring work that is the team's job.
    pub operations: Exact,
    /// What no bucket has: below zero where the buckets take more than there is.
    pub rest: Exact,
}

/// The time of every team in `cycle`, with the objectives of that cycle and of those that contain
/// it. An objective without a cycle counts in each.
#[must_use]
pub fn time<'s>(snapshot: &'s Snapshot, cycle: Option<&Cycle>) -> Time<'s> {
    let mut teams: Vec<TeamTime<'s>> = snapshot
        .iter_teams()
        .map(|(id, team)| without_objectives(id, team.plans_for(cycle)))
        .collect();
    let in_cycle = |node: &Node| match (&node.cycle, cycle) {
        (Some(own), Some(cycle)) => own.contains(cycle),
        (None, _) | (_, None) => true,
    };
    for (id, node) in snapshot.iter().filter(|(_, node)| in_cycle(node)) {
        for (team, share) in shares(snapshot, node) {
            if let Some(time) = teams.get_mut(team.0 as usize) {
                time.objectives.push(ObjectiveTime {
                    node: id,
                    share,
                    set_aside: node.common().status().is_set_aside(),
                });
            }
        }
    }
    Time {
        cycle: cycle.cloned(),
        teams,
    }
}

/// The teams that work on an objective, each with the share of its time that is planned for it: the
/// team it belongs to, and those that its `allocation` names.
pub fn shares(snapshot: &Snapshot, node: &Node) -> Vec<(TeamId, Option<Spanned<Share>>)> {
    let Some(objective) = node.objective() else {
        return Vec::new();
    };
    let planned = objective.allocation.as_ref();
    let own = planned.and_then(|planned| match planned.value {
        PlannedTime::Own(share) => Some(Spanned::new(share, planned.span)),
        PlannedTime::ByTeam(_) => None,
    });
    let mut shares: Vec<(TeamId, Option<Spanned<Share>>)> =
        node.team.iter().map(|&team| (team, own)).collect();
    let Some(PlannedTime::ByTeam(by_team)) = planned.map(|planned| &planned.value) else {
        return shares;
    };
    for (name, share) in by_team {
        let Some(team) = snapshot.team_named(name) else {
            continue;
        };
        match shares.iter_mut().find(|(other, _)| *other == team) {
            // Two names of one team: what both say is planned.
            Some((_, Some(sum))) => {
                sum.value = sum.value.plus(share.value);
            }
            Some((_, none)) => *none = Some(*share),
            None => shares.push((team, Some(*share))),
        }
    }
    shares
}

fn without_objectives<'s>(team: TeamId, plans: impl Iterator<Item = &'s TeamPlan>) -> TeamTime<'s> {
    let mut time = TeamTime {
        team,
        plan: None,
        capacity: None,
        split: None,
        reason: None,
        maintenance: None,
        until: None,
        objectives: Vec::new(),
    };
    for plan in plans {
        let Some(said) = plan.team() else {
            continue;
        };
        let file = plan.file;
        time.plan = time.plan.or(Some(plan));
        time.capacity = time
            .capacity
            .or(said.capacity.as_ref().map(|capacity| &capacity.value));
        // A reason belongs to the plan that it stands beside.
        if let (None, Some(value)) = (time.split, &said.allocation) {
            time.split = Some(Written { file, value });
            time.reason = said.allocation_reason.as_ref();
        }
        time.maintenance = time
            .maintenance
            .or((!said.maintenance.is_empty()).then_some((file, said.maintenance.as_slice())));
        time.until = time.until.or(said.until.map(|until| until.value));
    }
    time
}

impl<'s> Time<'s> {
    /// The time of a team.
    #[must_use]
    pub fn team(&self, id: TeamId) -> Option<&TeamTime<'s>> {
        self.teams.get(id.0 as usize)
    }
}

impl TeamTime<'_> {
    /// How many people it has; none where that is not said, or counted in something else.
    #[must_use]
    pub fn people(&self) -> Option<Exact> {
        people(self.capacity?)
    }

    /// How its time is split; none where no plan says so.
    #[must_use]
    pub fn buckets(&self) -> Option<Buckets> {
        self.split.map(|split| Buckets::of(&split.value.value))
    }

    /// Whether it had ended before `cycle` began.
    #[must_use]
    pub fn has_ended_before(&self, cycle: Option<&Cycle>) -> bool {
        let first = cycle.map(|cycle| cycle.start);
        self.until
            .zip(first)
            .is_some_and(|(until, first)| until < first)
    }

    /// The objectives that its time is planned for, each with its share.
    pub fn planned(&self) -> impl Iterator<Item = (NodeId, Exact)> + '_ {
        self.objectives
            .iter()
            .filter(|objective| !objective.set_aside)
            .filter_map(|objective| {
                let share = objective.share?.value.value();
                Some((objective.node, Exact::from(share)))
            })
    }

    /// The share of its time that is planned for objectives.
    #[must_use]
    pub fn planned_share(&self) -> Exact {
        self.planned().map(|(_, share)| share).sum()
    }

    /// What of the strategic share is planned for no objective: below zero where the objectives ask
    /// for more than that. None without a plan.
    #[must_use]
    pub fn unplanned(&self) -> Option<Exact> {
        Some(&self.buckets()?.strategic - &self.planned_share())
    }

    /// What the maintenance bucket is meant for.
    #[must_use]
    pub fn items(&self) -> &[MaintenanceItem] {
        self.maintenance.map_or(&[], |(_, items)| items)
    }

    /// The share of its time that maintenance items of `kind` take; without a kind, that all take.
    #[must_use]
    pub fn booked(&self, kind: Option<MaintenanceKind>) -> Exact {
        let of_kind = self
            .items()
            .iter()
            .filter(|item| kind.is_none() || item.kind.map(|own| own.value) == kind);
        of_kind
            .filter_map(|item| Some(Exact::from(item.share?.value.value())))
            .sum()
    }
}

impl Buckets {
    /// The buckets as planned; what is left out is nothing.
    #[must_use]
    pub fn of(plan: &BucketPlan) -> Self {
        let share = |share: Option<Spanned<Share>>| {
            share.map_or_else(Exact::zero, |share| Exact::from(share.value.value()))
        };
        Self::new(
            share(plan.strategic),
            share(plan.maintenance),
            share(plan.operations),
        )
    }

    fn new(strategic: Exact, maintenance: Exact, operations: Exact) -> Self {
        let taken: Exact = [&strategic, &maintenance, &operations].into_iter().sum();
        Self {
            rest: &Exact::from(Decimal::ONE) - &taken,
            strategic,
            maintenance,
            operations,
        }
    }

    /// Each of the three buckets, as a share of what operations leave; none where they leave
    /// nothing.
    #[must_use]
    pub fn beside_operations(&self) -> Option<(Exact, Exact)> {
        let left = &Exact::from(Decimal::ONE) - &self.operations;
        let left = (!left.is_negative()).then_some(left)?;
        Some((self.strategic.of(&left)?, self.maintenance.of(&left)?))
    }

    /// All of it, times `amount`.
    #[must_use]
    pub fn times(&self, amount: &Exact) -> Self {
        Self {
            strategic: &self.strategic * amount,
            maintenance: &self.maintenance * amount,
            operations: &self.operations * amount,
            rest: &self.rest * amount,
        }
    }

    /// Adds another split of the same kind.
    pub fn add(&mut self, other: &Self) {
        self.strategic += &other.strategic;
        self.maintenance += &other.maintenance;
        self.operations += &other.operations;
        self.rest += &other.rest;
    }
}

/// How many a team is in `cycle`, as written.
pub fn capacity<'s>(
    team: &'s crate::snapshot::Team,
    cycle: Option<&Cycle>,
) -> Option<&'s Quantity> {
    said(team, cycle)
        .find_map(|team| team.capacity.as_ref())
        .map(|capacity| &capacity.value)
}

/// A capacity as a number of people.
#[must_use]
pub fn people(capacity: &Quantity) -> Option<Exact> {
    capacity.people().map(Exact::from)
}

/// What a team's documents say of it in `cycle`, the most particular first.
pub fn said<'s>(
    team: &'s crate::snapshot::Team,
    cycle: Option<&Cycle>,
) -> impl Iterator<Item = &'s Team> + use<'s> {
    let plans: Vec<&TeamPlan> = team.plans_for(cycle).collect();
    plans.into_iter().filter_map(TeamPlan::team)
}
