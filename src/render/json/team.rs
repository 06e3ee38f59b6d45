//! The time of a team, as the allocation and a single view have it.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::measure::exact::Exact;
use crate::measure::time::Buckets;
use crate::model::{BucketPlan, MaintenanceItem, MaintenanceKind, Share};
use crate::render::json::{Quantity, number};
use crate::source::Spanned;
use crate::views::allocation::{Deviation, SpentTime, TeamRow};

/// The time of a team.
#[derive(Debug, Serialize)]
pub struct TeamJson<'v> {
    id: &'v str,
    title: &'v str,
    path: Option<&'v str>,
    line: Option<usize>,
    parent: Option<&'v str>,
    capacity: Option<Quantity>,
    plan: PlanJson,
    objectives: Vec<ObjectiveJson<'v>>,
    strategic_unplanned: Option<f64>,
    maintenance: MaintenanceJson<'v>,
    actual: Option<ActualJson<'v>>,
    deviation: Option<DeviationJson>,
}

/// Shares of the buckets; absent where nothing is said of one.
#[derive(Debug, Default, Serialize)]
pub struct PlanJson {
    strategic: Option<f64>,
    maintenance: Option<f64>,
    operations: Option<f64>,
}

#[derive(Debug, Serialize)]
struct ObjectiveJson<'v> {
    id: &'v str,
    share: Option<f64>,
}

#[derive(Debug, Serialize)]
struct MaintenanceJson<'v> {
    booked: f64,
    by_kind: BTreeMap<MaintenanceKind, f64>,
    items: Vec<WorkJson<'v>>,
}

#[derive(Debug, Serialize)]
struct WorkJson<'v> {
    title: &'v str,
    kind: Option<MaintenanceKind>,
    share: Option<f64>,
    from: Option<&'v str>,
    due: Option<String>,
}

/// Where time went; all but the days are shares of them.
#[derive(Debug, Serialize)]
pub struct ActualJson<'v> {
    author_days: f64,
    strategic: f64,
    maintenance: f64,
    operations: f64,
    uncategorised: f64,
    by_subject: Vec<SubjectJson<'v>>,
    by_kind: BTreeMap<MaintenanceKind, f64>,
}

#[derive(Debug, Serialize)]
struct SubjectJson<'v> {
    subject: &'v str,
    share: f64,
}

#[derive(Debug, Serialize)]
struct DeviationJson {
    strategic: f64,
    maintenance: f64,
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
