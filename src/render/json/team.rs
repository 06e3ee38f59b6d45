//! The time of a team, as the allocation and a single view have it.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use crate::measure::exact::Exact;
use crate::measure::time::Buckets;
use crate::model::{BucketPlan, MaintenanceItem, MaintenanceKind, Share};
use crate::render::json::{Quantity, number};
use crate::source::Spanned;
use crate::views::allocation::{Deviation, SpentTime, TeamRow};

/// The time of a team.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Team")]
pub struct TeamJson<'v> {
    /// Its id.
    id: &'v str,
    /// What it is called.
    title: &'v str,
    /// The file of its plan, from the root of the repository; null where no document declares it.
    path: Option<&'v str>,
    /// The line it starts in, from 1.
    line: Option<usize>,
    /// The team above.
    parent: Option<&'v str>,
    /// How many people it has, without the teams below it.
    capacity: Option<Quantity>,
    /// How its time is meant to be split.
    plan: PlanJson,
    /// The objectives that take its time.
    objectives: Vec<ObjectiveJson<'v>>,
    /// The share meant for objectives that no objective takes.
    strategic_unplanned: Option<f64>,
    /// What its maintenance bucket is meant for.
    maintenance: MaintenanceJson<'v>,
    /// Where its time went; null without `--actual`.
    actual: Option<ActualJson<'v>>,
    /// Actual less planned shares; null without `--actual`.
    deviation: Option<DeviationJson>,
}

/// Shares of the buckets; absent where nothing is said of one.
#[derive(Debug, Default, Serialize, JsonSchema)]
#[schemars(rename = "Plan")]
pub struct PlanJson {
    /// The share for work on objectives.
    strategic: Option<f64>,
    /// The share for bugs, technical debt, requests and promises.
    maintenance: Option<f64>,
    /// The share for recurring work that is the team's job.
    operations: Option<f64>,
}

/// An objective with the time planned for it.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "PlannedObjective")]
struct ObjectiveJson<'v> {
    /// Its id.
    id: &'v str,
    /// The share of the team's whole time; null where none is said.
    share: Option<f64>,
}

/// What the maintenance bucket is meant for.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Maintenance")]
struct MaintenanceJson<'v> {
    /// What its items take together.
    booked: f64,
    /// What the items of each kind take.
    by_kind: BTreeMap<MaintenanceKind, f64>,
    /// The items, in the order of the file.
    items: Vec<WorkJson<'v>>,
}

/// An item of the maintenance bucket.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "MaintenanceItem")]
struct WorkJson<'v> {
    /// What it is.
    title: &'v str,
    /// Which of the four kinds of upkeep it is.
    kind: Option<MaintenanceKind>,
    /// The share of the team's whole time it takes.
    share: Option<f64>,
    /// Who asked for it.
    from: Option<&'v str>,
    /// The day it was promised for.
    due: Option<String>,
}

/// Where time went; all but the days are shares of them.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Actual")]
pub struct ActualJson<'v> {
    /// The days on which somebody committed, counted once for each person.
    author_days: f64,
    /// Work on objectives.
    strategic: f64,
    /// Upkeep.
    maintenance: f64,
    /// Recurring work.
    operations: f64,
    /// What no commit says anything about.
    uncategorised: f64,
    /// Work on objectives by what it was for.
    by_subject: Vec<SubjectJson<'v>>,
    /// Upkeep by kind.
    by_kind: BTreeMap<MaintenanceKind, f64>,
}

/// Time that went to one subject.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "SubjectTime")]
struct SubjectJson<'v> {
    /// `id` or `id/key-result`.
    subject: &'v str,
    /// The share of the days.
    share: f64,
}

/// Actual less planned shares.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Deviation")]
struct DeviationJson {
    /// Of work on objectives.
    strategic: f64,
    /// Of upkeep.
    maintenance: f64,
    /// Of recurring work.
    operations: f64,
}

impl<'v> TeamJson<'v> {
    /// The time of a team as output.
    pub fn new(row: &'v TeamRow) -> Self {
        let objectives = row
            .objectives
            .iter()
            .filter(|objective| !objective.status.is_set_aside());
        Self {
            id: &row.name.id,
            title: &row.name.title,
            path: row.path.as_deref(),
            line: row.line,
            parent: row.parent.as_ref().map(|team| team.id.as_str()),
            capacity: row.capacity.as_ref().map(Quantity::from),
            plan: row.plan.as_ref().map(PlanJson::written).unwrap_or_default(),
            objectives: objectives
                .map(|objective| ObjectiveJson {
                    id: &objective.name,
                    share: objective.share.as_ref().map(Exact::nearest),
                })
                .collect(),
            strategic_unplanned: row.unplanned.as_ref().map(Exact::nearest),
            maintenance: MaintenanceJson {
                booked: row.booked.nearest(),
                by_kind: by_kind(&row.by_kind),
                items: row.maintenance.iter().map(work).collect(),
            },
            actual: row.actual.as_ref().map(ActualJson::new),
            deviation: row.deviation.as_ref().map(deviation),
        }
    }
}

impl PlanJson {
    /// As a team wrote it.
    fn written(plan: &BucketPlan) -> Self {
        let share = |share: Option<Spanned<Share>>| share.map(|share| number(share.value.value()));
        Self {
            strategic: share(plan.strategic),
            maintenance: share(plan.maintenance),
            operations: share(plan.operations),
        }
    }

    /// As it was added up.
    pub fn sum(buckets: &Buckets) -> Self {
        Self {
            strategic: Some(buckets.strategic.nearest()),
            maintenance: Some(buckets.maintenance.nearest()),
            operations: Some(buckets.operations.nearest()),
        }
    }
}

impl<'v> ActualJson<'v> {
    /// Where time went, as output.
    pub fn new(spent: &'v SpentTime) -> Self {
        Self {
            author_days: spent.author_days.nearest(),
            strategic: spent.buckets.strategic.nearest(),
            maintenance: spent.buckets.maintenance.nearest(),
            operations: spent.buckets.operations.nearest(),
            uncategorised: spent.buckets.rest.nearest(),
            by_subject: spent
                .by_subject
                .iter()
                .map(|subject| SubjectJson {
                    subject: &subject.subject,
                    share: subject.share.nearest(),
                })
                .collect(),
            by_kind: by_kind(&spent.by_kind),
        }
    }
}

fn by_kind(by_kind: &[(MaintenanceKind, Exact)]) -> BTreeMap<MaintenanceKind, f64> {
    by_kind
        .iter()
        .map(|(kind, share)| (*kind, share.nearest()))
        .collect()
}

fn work(item: &MaintenanceItem) -> WorkJson<'_> {
    WorkJson {
        title: &item.title,
        kind: item.kind.map(|kind| kind.value),
        share: item.share.map(|share| number(share.value.value())),
        from: item.from.as_ref().map(|from| from.value.as_str()),
        due: item.due.map(|due| due.value.to_string()),
    }
}

fn deviation(deviation: &Deviation) -> DeviationJson {
    DeviationJson {
        strategic: deviation.strategic.nearest(),
        maintenance: deviation.maintenance.nearest(),
        operations: deviation.operations.nearest(),
    }
}
