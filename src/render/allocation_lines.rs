//! What is said of where time goes, line by line, for every format that people and spreadsheets
//! read: each bucket, what of it goes where, and what is left. Every line is part of the one less
//! deep above it, and the numbers are exact until they are printed.

use std::collections::BTreeMap;

use crate::measure::exact::Exact;
use crate::measure::time::Buckets;
use crate::model::{MaintenanceItem, MaintenanceKind};
use crate::views::Allocation;
use crate::views::allocation::{GoalTime, SpentTime, SubjectTime, TeamObjective, TeamRow};

/// What time is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Bucket {
    /// Work on objectives.
    Strategic,
    /// Upkeep.
    Maintenance,
    /// Business as usual.
    Operations,
    /// What no bucket of a plan has.
    None,
    /// Work of which nothing says what it was for.
    Uncategorised,
}

/// A line.
#[derive(Debug, Clone)]
pub struct Entry<'v> {
    /// What it is part of: 0 for a bucket.
    pub depth: usize,
    /// Its bucket.
    pub bucket: Bucket,
    /// What it is about.
    pub what: What<'v>,
    /// The planned share of the whole time.
    pub planned: Option<Exact>,
    /// Whether somebody wrote that share as it is, rather than it being what others leave.
    pub is_written: bool,
    /// How many people that is.
    pub people: Option<Exact>,
    /// The share that was really spent on it.
    pub spent: Option<Exact>,
}

/// What a line is about.
#[derive(Debug, Clone, Copy)]
pub enum What<'v> {
    /// All of the bucket.
    Bucket,
    /// An objective that the team works on.
    Objective(&'v TeamObjective),
    /// What commits were for: a key result, or an objective that the team has no plan for.
    Subject(&'v SubjectTime),
    /// Strategic time planned for no objective; below zero where objectives ask for more.
    NotPlanned,
    /// What objectives ask for beyond the strategic share of their team, taken off again so that the
    /// whole adds up.
    Beyond,
    /// The maintenance of one kind; of those that have none.
    Kind(Option<MaintenanceKind>),
    /// A maintenance item.
    Item(&'v MaintenanceItem),
    /// Maintenance that is meant for nothing; below zero where items ask for more.
    NotBooked,
    /// A business goal.
    Goal(&'v GoalTime),
    /// All that leads up to no goal.
    Unaligned,
    /// Of that, a kpi that is repaired.
    Kpi(&'v GoalTime),
    /// Of that, an objective.
    Loose(&'v GoalTime),
}

impl Bucket {
    /// The word for it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Strategic => "strategic",
            Self::Maintenance => "maintenance",
            Self::Operations => "operations",
            Self::None => "in no bucket",
            Self::Uncategorised => "uncategorised",
        }
    }
}

/// The line of a bucket.
fn bucket<'v>(
    bucket: Bucket,
    planned: Option<&Exact>,
    people: Option<&Exact>,
    spent: Option<&Exact>,
) -> Entry<'v> {
    Entry {
        depth: 0,
        bucket,
        what: What::Bucket,
        people: planned.zip(people).map(|(share, people)| share * people),
        planned: planned.cloned(),
        is_written: false,
        spent: spent.cloned(),
    }
}

/// The lines of a team.
pub fn team(row: &TeamRow) -> Vec<Entry<'_>> {
    let planned = row.buckets.as_ref();
    let people = row.people.as_ref();
    let spent = row.actual.as_ref();
    let [
        mut strategic,
        mut maintenance,
        mut operations,
        rest,
        uncategorised,
    ] = buckets(planned, people, spent);
    let plan = row.plan.unwrap_or_default();
    strategic.is_written = plan.strategic.is_some();
    maintenance.is_written = plan.maintenance.is_some();
    operations.is_written = plan.operations.is_some();
    let objectives = objectives(row);
    let mut entries = Vec::new();
    if planned.is_some() || strategic.spent.is_some() || !objectives.is_empty() {
        entries.push(strategic);
    }
    entries.extend(objectives);
    let upkeep = upkeep(row);
    if planned.is_some() || maintenance.spent.is_some() || !upkeep.is_empty() {
        entries.push(maintenance);
    }
    entries.extend(upkeep);
    entries.extend(worth_saying(operations));
    entries.extend(match planned {
        Some(_) => worth_saying(rest),
        // Without a plan all people are in no bucket.
        None => people.map(|people| Entry {
            people: Some(people.clone()),
            ..rest
        }),
    });
    entries.extend(uncategorised.spent.is_some().then_some(uncategorised));
    entries
}

/// The lines of all teams together.
pub fn total(allocation: &Allocation) -> Vec<Entry<'_>> {
    let shares = allocation.total.shares();
    let people = Some(&allocation.total.people).filter(|people| !people.is_zero());
    let spent = allocation.actual.as_ref().map(|actual| &actual.total);
    let [strategic, maintenance, operations, rest, uncategorised] =
        buckets(shares.as_ref(), people, spent);
    let mut entries = vec![strategic, maintenance];
    entries.extend(worth_saying(operations));
    entries.extend(worth_saying(rest));
    entries.extend(uncategorised.spent.is_some().then_some(uncategorised));
    entries
}

/// The lines of the buckets alone, all of them.
pub fn buckets<'v>(
    planned: Option<&Buckets>,
    people: Option<&Exact>,
    spent: Option<&SpentTime>,
) -> [Entry<'v>; 5] {
    let spent = spent
        .filter(|spent| !spent.author_days.is_zero())
        .map(|spent| &spent.buckets);
    let line = |name: Bucket, of: fn(&Buckets) -> &Exact| {
        bucket(name, planned.map(of), people, spent.map(of))
    };
    [
        line(Bucket::Strategic, |buckets| &buckets.strategic),
        line(Bucket::Maintenance, |buckets| &buckets.maintenance),
        line(Bucket::Operations, |buckets| &buckets.operations),
        bucket(
            Bucket::None,
            planned.map(|buckets| &buckets.rest),
            people,
            None,
        ),
        bucket(
            Bucket::Uncategorised,
            None,
            None,
            spent.map(|buckets| &buckets.rest),
        ),
    ]
}

/// A bucket that nothing is planned for and nothing went into need not be told of.
fn worth_saying(entry: Entry<'_>) -> Option<Entry<'_>> {
    let says = |share: &Option<Exact>| share.as_ref().is_some_and(|share| !share.is_zero());
    (says(&entry.planned) || says(&entry.spent)).then_some(entry)
}

/// The objectives of a team, what else it worked on, and what is planned for none.
fn objectives(row: &TeamRow) -> Vec<Entry<'_>> {
    let people = row.people.as_ref();
    let subjects = row.actual.iter().flat_map(|actual| &actual.by_subject);
    let subjects: Vec<&SubjectTime> = subjects.collect();
    let of_strategic = |depth, what, planned: Option<Exact>, spent| Entry {
        depth,
        bucket: Bucket::Strategic,
        what,
        people: planned
            .as_ref()
            .zip(people)
            .map(|(share, people)| share * people),
        is_written: matches!(what, What::Objective(_)),
        planned,
        spent,
    };
    let mut entries = Vec::new();
    for objective in &row.objectives {
        let share = objective.share.clone();
        let share = share.filter(|_| !objective.status.is_set_aside());
        let own: Vec<&SubjectTime> = subjects
            .iter()
            .copied()
            .filter(|subject| subject.place.node == objective.node)
            .collect();
        let spent = own.iter().map(|subject| &subject.share).sum();
        let spent = (!own.is_empty()).then_some(spent);
        entries.push(of_strategic(1, What::Objective(objective), share, spent));
        if own.iter().any(|subject| subject.place.key_result.is_some()) {
            entries.extend(own.into_iter().map(|subject| {
                of_strategic(2, What::Subject(subject), None, Some(subject.share.clone()))
            }));
        }
    }
    let is_planned = |subject: &SubjectTime| {
        let mut objectives = row.objectives.iter();
        objectives.any(|objective| objective.node == subject.place.node)
    };
    for subject in subjects.into_iter().filter(|subject| !is_planned(subject)) {
        entries.push(of_strategic(
            1,
            What::Subject(subject),
            None,
            Some(subject.share.clone()),
        ));
    }
    let left = row.unplanned.clone().filter(|left| !left.is_zero());
    entries.extend(left.map(|left| of_strategic(1, What::NotPlanned, Some(left), None)));
    entries
}

/// What maintenance is meant for; kind by kind where commits say what was done of each, or where
/// there is more than one item of a kind.
fn upkeep(row: &TeamRow) -> Vec<Entry<'_>> {
    let people = row.people.as_ref();
    let of_maintenance = |depth, what, planned: Option<Exact>, spent| Entry {
        depth,
        bucket: Bucket::Maintenance,
        what,
        people: planned
            .as_ref()
            .zip(people)
            .map(|(share, people)| share * people),
        is_written: matches!(what, What::Item(_)),
        planned,
        spent,
    };
    let mut by_kind: BTreeMap<Option<MaintenanceKind>, Vec<&MaintenanceItem>> = BTreeMap::new();
    for item in &row.maintenance {
        let kind = item.kind.map(|kind| kind.value);
        by_kind.entry(kind).or_default().push(item);
    }
    let share = |item: &MaintenanceItem| Some(Exact::from(item.share?.value.value()));
    let spent_on = |kind: Option<MaintenanceKind>| {
        let by_kind = &row.actual.as_ref()?.by_kind;
        let (_, spent) = by_kind.iter().find(|(other, _)| Some(*other) == kind)?;
        (!spent.is_zero()).then(|| spent.clone())
    };
    let kinds = MaintenanceKind::ALL.map(Some).into_iter().chain([None]);
    let in_kinds = kinds.clone().any(|kind| spent_on(kind).is_some())
        || by_kind.values().any(|items| items.len() > 1);
    let mut entries = Vec::new();
    for kind in kinds.filter(|_| in_kinds) {
        let items = by_kind.remove(&kind).unwrap_or_default();
        let spent = spent_on(kind);
        if items.is_empty() && spent.is_none() {
            continue;
        }
        let booked = items.iter().filter_map(|item| share(item)).sum();
        let booked = (!items.is_empty()).then_some(booked);
        entries.push(of_maintenance(1, What::Kind(kind), booked, spent));
        entries.extend(
            items
                .into_iter()
                .map(|item| of_maintenance(2, What::Item(item), share(item), None)),
        );
    }
    entries.extend(
        row.maintenance
            .iter()
            .filter(|_| !in_kinds)
            .map(|item| of_maintenance(1, What::Item(item), share(item), None)),
    );
    let left = row
        .buckets
        .as_ref()
        .map(|buckets| &buckets.maintenance - &row.booked)
        .filter(|left| !left.is_zero() && !row.maintenance.is_empty());
    entries.extend(left.map(|left| of_maintenance(1, What::NotBooked, Some(left), None)));
    entries
}

/// What the planned time of all teams serves: by business goal, then what is left of it.
pub fn goals(allocation: &Allocation) -> Vec<Entry<'_>> {
    let total = &allocation.total;
    let line = |depth, bucket, what, people: &Exact| Entry {
        depth,
        bucket,
        what,
        planned: people.of(&total.people),
        is_written: false,
        people: Some(people.clone()),
        spent: None,
    };
    let strategic = |depth, what, people| line(depth, Bucket::Strategic, what, people);
    let investment = &allocation.investment;
    let goals = investment.goals.iter();
    let mut entries: Vec<Entry<'_>> = goals
        .map(|goal| strategic(0, What::Goal(goal), &goal.people))
        .collect();
    if !investment.unaligned.is_zero() {
        entries.push(strategic(0, What::Unaligned, &investment.unaligned));
        let kpis = investment.kpis.iter();
        entries.extend(kpis.map(|kpi| strategic(1, What::Kpi(kpi), &kpi.people)));
        let loose = investment.loose.iter();
        entries.extend(loose.map(|loose| strategic(1, What::Loose(loose), &loose.people)));
    }
    let left = total.unplanned();
    if !left.is_zero() {
        entries.push(strategic(0, What::NotPlanned, &left));
    }
    if !total.over.is_zero() {
        let beyond = &Exact::zero() - &total.over;
        entries.push(strategic(0, What::Beyond, &beyond));
    }
    let Buckets {
        strategic: _,
        maintenance,
        operations,
        rest,
    } = &total.buckets;
    for (bucket, people) in [
        (Bucket::Maintenance, maintenance),
        (Bucket::Operations, operations),
        (Bucket::None, rest),
    ] {
        entries.extend(worth_saying(line(0, bucket, What::Bucket, people)));
    }
    entries
}
