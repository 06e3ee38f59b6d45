//! One goal, objective, kpi or team as JSON: `okr-show/1`.

use std::collections::BTreeMap;
use std::io;

use rust_decimal::Decimal;
use serde::Serialize;

use crate::model::MaintenanceKind;
use crate::render::json::node::NodeJson;
use crate::render::json::{Quantity, TOOL, Tool, number};
use crate::render::reading::{Reading, State};
use crate::render::safe::write_json;
use crate::source::Text;
use crate::views::{Show, ShownNode, ShownTeam};

#[derive(Serialize)]
struct ShowJson<'v> {
    format: &'static str,
    tool: Tool,
    today: String,
    state: &'v State,
    node: Option<ShownNodeJson<'v>>,
    team: Option<TeamJson<'v>>,
}

/// The node as in the tree, with its longer texts.
#[derive(Serialize)]
struct ShownNodeJson<'v> {
    #[serde(flatten)]
    node: NodeJson<'v>,
    why: Option<&'v str>,
    note: Option<&'v str>,
    labels: Vec<&'v str>,
    links: Vec<&'v str>,
}

#[derive(Serialize)]
struct TeamJson<'v> {
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
    /// What commits say is not read for a single view.
    actual: Option<()>,
    deviation: Option<()>,
}

#[derive(Serialize)]
struct PlanJson {
    strategic: Option<f64>,
    maintenance: Option<f64>,
    operations: Option<f64>,
}

#[derive(Serialize)]
struct ObjectiveJson<'v> {
    id: &'v str,
    share: Option<f64>,
}

#[derive(Serialize)]
struct MaintenanceJson<'v> {
    booked: f64,
    by_kind: BTreeMap<MaintenanceKind, f64>,
    items: Vec<WorkJson<'v>>,
}

#[derive(Serialize)]
struct WorkJson<'v> {
    title: &'v str,
    kind: Option<MaintenanceKind>,
    share: Option<f64>,
    from: Option<&'v str>,
    due: Option<String>,
}

/// Writes what is shown as one object; `node` or `team` is `null`.
///
/// # Errors
/// When `out` cannot be written.
pub fn write(out: &mut dyn io::Write, show: &Show, reading: &Reading) -> io::Result<()> {
    let (node, team) = match show {
        Show::Node(shown) => (Some(node(shown)), None),
        Show::Team(shown) => (None, Some(team(shown))),
    };
    let json = ShowJson {
        format: "okr-show/1",
        tool: TOOL,
        today: reading.today.to_string(),
        state: &reading.state,
        node,
        team,
    };
    write_json(out, &json)
}

fn node(shown: &ShownNode) -> ShownNodeJson<'_> {
    ShownNodeJson {
        node: NodeJson::new(&shown.node),
        why: shown.texts.why.as_deref(),
        note: shown.texts.note.as_deref(),
        labels: strings(&shown.texts.labels),
        links: strings(&shown.texts.links),
    }
}

fn team(shown: &ShownTeam) -> TeamJson<'_> {
    let plan = shown.plan.unwrap_or_default();
    let share = |share: Option<crate::source::Spanned<crate::model::Share>>| {
        share.map(|share| share.value.value())
    };
    let planned: Decimal = shown.objectives.iter().filter_map(|own| own.share).sum();
    let unplanned = share(plan.strategic).map(|strategic| (strategic - planned).max(Decimal::ZERO));
    TeamJson {
        id: &shown.name.id,
        title: &shown.name.title,
        path: shown.path.as_deref(),
        line: shown.line,
        parent: shown.parent.as_ref().map(|team| team.id.as_str()),
        capacity: shown.capacity.as_ref().map(Quantity::from),
        plan: PlanJson {
            strategic: share(plan.strategic).map(number),
            maintenance: share(plan.maintenance).map(number),
            operations: share(plan.operations).map(number),
        },
        objectives: shown
            .objectives
            .iter()
            .map(|own| ObjectiveJson {
                id: &own.name,
                share: own.share.map(number),
            })
            .collect(),
        strategic_unplanned: unplanned.map(number),
        maintenance: maintenance(shown),
        actual: None,
        deviation: None,
    }
}

fn maintenance(shown: &ShownTeam) -> MaintenanceJson<'_> {
    let booked = |kind: Option<MaintenanceKind>| {
        let items = shown.maintenance.iter();
        let of_kind = items.filter(|item| kind.is_none() || item.kind.map(|of| of.value) == kind);
        let shares = of_kind.filter_map(|item| item.share);
        number(shares.map(|share| share.value.value()).sum())
    };
    let kinds = [
        MaintenanceKind::Bug,
        MaintenanceKind::TechnicalDebt,
        MaintenanceKind::Request,
        MaintenanceKind::Promise,
    ];
    let items = shown.maintenance.iter().map(|item| WorkJson {
        title: &item.title,
        kind: item.kind.map(|kind| kind.value),
        share: item.share.map(|share| number(share.value.value())),
        from: item.from.as_ref().map(|from| from.value.as_str()),
        due: item.due.map(|due| due.value.to_string()),
    });
    MaintenanceJson {
        booked: booked(None),
        by_kind: kinds.map(|kind| (kind, booked(Some(kind)))).into(),
        items: items.collect(),
    }
}

fn strings(texts: &[Text]) -> Vec<&str> {
    texts.iter().map(|text| text.as_str()).collect()
}
