//! The time of one team: as planned, and as spent.

use jiff::civil::Date;

use crate::measure::actual::Spent;
use crate::measure::exact::Exact;
use crate::measure::time::{Buckets, TeamTime};
use crate::model::{BucketPlan, Cycle, MaintenanceItem, MaintenanceKind, Quantity, Status};
use crate::snapshot::{NodeId, Place, Snapshot, TeamId};
use crate::source::Text;
use crate::views::lines::Lines;
use crate::views::node::TeamName;

/// The time of one team in one cycle.
#[derive(Debug, Clone)]
pub struct TeamRow {
    /// Which team.
    pub team: TeamId,
    /// Its name.
    pub name: TeamName,
    /// The file of its plan, from the root of the repository; none where it is not declared.
    pub path: Option<String>,
    /// The line of its title there, from 1.
    pub line: Option<usize>,
    /// The team above.
    pub parent: Option<TeamName>,
    /// How many teams of the view stand above it.
    pub depth: usize,
    /// The cycle that its plan is written for; none for a standing plan.
    pub plan_of: Option<Cycle>,
    /// Its capacity, as written.
    pub capacity: Option<Quantity>,
    /// How many people that is.
    pub people: Option<Exact>,
    /// How its time is meant to be split, as written.
    pub plan: Option<BucketPlan>,
    /// The same as numbers that add up to the whole.
    pub buckets: Option<Buckets>,
    /// Why that departs from the policy.
    pub reason: Option<Text>,
    /// Its last day.
    pub until: Option<Date>,
    /// The objectives it works on, in the order of the tree; those given up or put off too.
    pub objectives: Vec<TeamObjective>,
    /// The share of its time that is planned for objectives.
    pub planned: Exact,
    /// What of the strategic share is planned for no objective: below zero where the objectives ask
    /// for more. None without a plan.
    pub unplanned: Option<Exact>,
    /// What the maintenance bucket is meant for.
    pub maintenance: Vec<MaintenanceItem>,
    /// The share of its time that these take.
    pub booked: Exact,
    /// The same by kind.
    pub by_kind: [(MaintenanceKind, Exact); 4],
    /// Where its time really went, where commits were read.
    pub actual: Option<SpentTime>,
    /// Actual minus planned, where both are known.
    pub deviation: Option<Deviation>,
}

/// An objective that a team works on.
#[derive(Debug, Clone)]
pub struct TeamObjective {
    /// Which objective.
    pub node: NodeId,
    /// Its name.
    pub name: String,
    /// What it says.
    pub title: Text,
    /// Its cycle.
    pub cycle: Option<Cycle>,
    /// Where it is in its life. What was given up or put off has its share no longer.
    pub status: Status,
    /// The share of the team's whole time planned for it.
    pub share: Option<Exact>,
}

/// Where time went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpentTime {
    /// All of it, in author-days.
    pub author_days: Exact,
    /// The buckets, as shares of it: the rest is uncategorised. All nothing where there is no time.
    pub buckets: Buckets,
    /// The goals, objectives and key results that time went into, by name, as shares of it.
    pub by_subject: Vec<SubjectTime>,
    /// Maintenance by kind, as shares of it.
    pub by_kind: [(MaintenanceKind, Exact); 4],
}

/// A goal, an objective or a key result that time went into.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SubjectTime {
    /// Which it is.
    pub place: Place,
    /// Its name: `id` or `id/key-result`.
    pub subject: String,
    /// What it says.
    pub title: Text,
    /// The share of all the time.
    pub share: Exact,
}

/// Actual minus planned, as shares of the whole time: 0.1 is ten points more than planned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deviation {
    /// Of work on objectives.
    pub strategic: Exact,
    /// Of upkeep.
    pub maintenance: Exact,
    /// Of business as usual.
    pub operations: Exact,
}

impl TeamRow {
    /// Whether it can be added to others: how many people it has is known, and its buckets are not
    /// more than the whole.
    #[must_use]
    pub fn counts(&self) -> bool {
        let fits = |buckets: &Buckets| !buckets.rest.is_negative();
        self.people.is_some() && self.buckets.as_ref().is_none_or(fits)
    }

    /// The objectives that time is planned for, each with its share.
    pub fn planned_for(&self) -> impl Iterator<Item = (&TeamObjective, &Exact)> {
        self.objectives
            .iter()
            .filter(|objective| !objective.status.is_set_aside())
            .filter_map(|objective| Some((objective, objective.share.as_ref()?)))
    }
}

impl SpentTime {
    /// `spent` as shares.
    #[must_use]
    pub fn of(snapshot: &Snapshot, spent: &Spent) -> Self {
        let share = |days: &Exact| days.of(&spent.author_days).unwrap_or_default();
        let by_subject = spent.by_subject.iter().map(|(place, days)| {
            let node = snapshot.node(place.node);
            let key_result = node.zip(place.key_result);
            let key_result = key_result.and_then(|(node, at)| node.key_results().get(at));
            let title = key_result
                .map(|key_result| &key_result.title)
                .or(node.map(|node| node.title()));
            SubjectTime {
                place: *place,
                subject: snapshot.place_name(*place),
                title: title.map(|title| title.value.clone()).unwrap_or_default(),
                share: share(days),
            }
        });
        Self {
            buckets: Buckets {
                strategic: share(&spent.strategic()),
                maintenance: share(&spent.maintenance()),
                operations: share(&spent.operations),
                rest: share(&spent.uncategorised),
            },
            by_subject: by_subject.collect(),
            by_kind: MaintenanceKind::ALL.map(|kind| {
                let days = spent.by_kind.get(&kind).map(&share);
                (kind, days.unwrap_or_default())
            }),
            author_days: spent.author_days.clone(),
        }
    }
}

impl Deviation {
    /// How far `actual` is from `planned`; none where no time was spent.
    #[must_use]
    pub fn of(planned: &Buckets, actual: &SpentTime) -> Option<Self> {
        let spent = &actual.buckets;
        (!actual.author_days.is_zero()).then(|| Self {
            strategic: &spent.strategic - &planned.strategic,
            maintenance: &spent.maintenance - &planned.maintenance,
            operations: &spent.operations - &planned.operations,
        })
    }
}

/// The row of a team; with `spent` also where its time went.
pub fn row(
    snapshot: &Snapshot,
    time: &TeamTime<'_>,
    depth: usize,
    spent: Option<&Spent>,
) -> Option<TeamRow> {
    let plan = time.plan;
    let actual = spent.map(|spent| SpentTime::of(snapshot, spent));
    let buckets = time.buckets();
    let parent = snapshot.team(time.team)?.parent;
    Some(TeamRow {
        team: time.team,
        name: TeamName::of(snapshot, time.team)?,
        path: plan
            .and_then(|plan| snapshot.file(plan.file))
            .map(|file| file.path.clone()),
        line: plan
            .map(|plan| Lines::default().line(snapshot, plan.file, plan.document.title().span)),
        parent: parent.and_then(|parent| TeamName::of(snapshot, parent)),
        depth,
        plan_of: plan.and_then(|plan| plan.cycle.clone()),
        capacity: time.capacity.cloned(),
        people: time.people(),
        plan: time.split.map(|split| split.value.value),
        reason: time.reason.map(|reason| reason.value.clone()),
        until: time.until,
        objectives: objectives(snapshot, time),
        planned: time.planned_share(),
        unplanned: time.unplanned(),
        maintenance: time.items().to_vec(),
        booked: time.booked(None),
        by_kind: MaintenanceKind::ALL.map(|kind| (kind, time.booked(Some(kind)))),
        deviation: buckets
            .as_ref()
            .zip(actual.as_ref())
            .and_then(|(planned, actual)| Deviation::of(planned, actual)),
        buckets,
        actual,
    })
}

fn objectives(snapshot: &Snapshot, time: &TeamTime<'_>) -> Vec<TeamObjective> {
    let named = time.objectives.iter().filter_map(|objective| {
        let node = snapshot.node(objective.node)?;
        Some(TeamObjective {
            node: objective.node,
            name: snapshot.name(node),
            title: node.title().value.clone(),
            cycle: node.cycle.clone(),
            status: node.common().status(),
            share: objective
                .share
                .map(|share| Exact::from(share.value.value())),
        })
    });
    named.collect()
}
