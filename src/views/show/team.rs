//! A team whole: its people, its plan and what it works on. What its shares amount to is not added
//! up here.

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::model::{BucketPlan, Cycle, MaintenanceItem, PlannedTime, Quantity, Status, Team};
use crate::snapshot::{self, Node, Snapshot, TeamId, TeamPlan};
use crate::source::{Spanned, Text};
use crate::views::lines::Lines;
use crate::views::node::TeamName;
use crate::views::show::{Texts, list, text};
use crate::views::tree::Shown;

/// A team whole. Where it has a plan for the cycle, what that does not say comes from the standing
/// plan.
#[derive(Debug, Clone)]
pub struct ShownTeam {
    /// Its name.
    pub name: TeamName,
    /// The file of its plan, from the root of the repository; none where it is not declared.
    pub path: Option<String>,
    /// The line of its title there, from 1.
    pub line: Option<usize>,
    /// The cycle that was asked for; none where all were.
    pub cycle: Option<Cycle>,
    /// Whether the plan is that cycle's own.
    pub own_plan: bool,
    /// The team above.
    pub parent: Option<TeamName>,
    /// The teams right below.
    pub below: Vec<TeamName>,
    /// Who answers for it.
    pub owner: Vec<Text>,
    /// Where it is in its life.
    pub status: Status,
    /// Its longer texts.
    pub texts: Texts,
    /// Its people.
    pub members: Vec<Text>,
    /// Globs of the code it works on.
    pub paths: Vec<Text>,
    /// How many people it has.
    pub capacity: Option<Quantity>,
    /// How its time is meant to be split.
    pub plan: Option<BucketPlan>,
    /// Why that departs from the policy.
    pub allocation_reason: Option<Text>,
    /// What the maintenance bucket is meant for.
    pub maintenance: Vec<MaintenanceItem>,
    /// Old ids.
    pub formerly: Vec<Text>,
    /// Its last day.
    pub until: Option<Date>,
    /// The objectives it works on.
    pub objectives: Vec<TeamObjective>,
}

/// An objective that a team works on.
#[derive(Debug, Clone)]
pub struct TeamObjective {
    /// Its name.
    pub name: String,
    /// What it says.
    pub title: Text,
    /// Its cycle.
    pub cycle: Option<Cycle>,
    /// Where it is in its life.
    pub status: Status,
    /// The share of the team's whole time planned for it, from 0 to 1.
    pub share: Option<Decimal>,
}

/// The team with this id, in the cycles of `shown`.
pub(super) fn team(snapshot: &Snapshot, id: TeamId, shown: &Shown) -> Option<ShownTeam> {
    let team = snapshot.team(id)?;
    let cycle = match shown {
        Shown::One(cycle) => Some(cycle),
        Shown::All => None,
    };
    let plan = team.plan(cycle);
    let said: Vec<&Team> = said(team, cycle).collect();
    let first_list = |field: fn(&Team) -> &Vec<Spanned<Text>>| {
        let mut lists = said.iter().map(|team| field(team));
        lists
            .find(|texts| !texts.is_empty())
            .map(|texts| list(texts))
            .unwrap_or_default()
    };
    let first_text =
        |field: fn(&Team) -> &Option<Spanned<Text>>| said.iter().find_map(|team| text(field(team)));
    let maintenance = said.iter().map(|team| &team.maintenance);
    Some(ShownTeam {
        name: TeamName::of(snapshot, id)?,
        path: plan
            .and_then(|plan| snapshot.file(plan.file))
            .map(|file| file.path.clone()),
        line: plan
            .map(|plan| Lines::default().line(snapshot, plan.file, plan.document.title().span)),
        cycle: cycle.cloned(),
        own_plan: plan.is_some_and(|plan| plan.cycle.is_some()),
        parent: team
            .parent
            .and_then(|parent| TeamName::of(snapshot, parent)),
        below: snapshot
            .iter_teams()
            .filter(|(_, other)| other.parent == Some(id))
            .filter_map(|(other, _)| TeamName::of(snapshot, other))
            .collect(),
        owner: first_list(|team| &team.common.owner),
        status: said
            .first()
            .map_or(Status::Active, |team| team.common.status()),
        texts: Texts {
            why: first_text(|team| &team.common.why),
            note: first_text(|team| &team.common.note),
            reason: first_text(|team| &team.common.reason),
            result: None,
            labels: first_list(|team| &team.common.labels),
            links: first_list(|team| &team.common.links),
            references: Vec::new(),
        },
        members: first_list(|team| &team.members),
        paths: first_list(|team| &team.paths),
        capacity: capacity(team, cycle).cloned(),
        plan: said
            .iter()
            .find_map(|team| team.allocation)
            .map(|plan| plan.value),
        allocation_reason: first_text(|team| &team.allocation_reason),
        maintenance: maintenance
            .into_iter()
            .find(|items| !items.is_empty())
            .cloned()
            .unwrap_or_default(),
        formerly: first_list(|team| &team.formerly),
        until: said
            .iter()
            .find_map(|team| team.until)
            .map(|until| until.value),
        objectives: objectives(snapshot, id, cycle),
    })
}

/// How many people a team has in `cycle`.
pub fn capacity<'s>(team: &'s snapshot::Team, cycle: Option<&Cycle>) -> Option<&'s Quantity> {
    said(team, cycle)
        .find_map(|team| team.capacity.as_ref())
        .map(|capacity| &capacity.value)
}

/// The plan of the cycle, then the standing one: what the first leaves out, the second says.
fn said<'s>(
    team: &'s snapshot::Team,
    cycle: Option<&Cycle>,
) -> impl Iterator<Item = &'s Team> + use<'s> {
    let plans = [team.plan(cycle), team.plan(None)];
    plans.into_iter().flatten().filter_map(TeamPlan::team)
}

fn objectives(snapshot: &Snapshot, id: TeamId, cycle: Option<&Cycle>) -> Vec<TeamObjective> {
    let shown = |node: &Node| match (&node.cycle, cycle) {
        (Some(own), Some(cycle)) => own == cycle || own.contains(cycle),
        (None, _) | (_, None) => true,
    };
    snapshot
        .nodes
        .iter()
        .filter(|node| shown(node))
        .filter_map(|node| {
            let objective = node.objective()?;
            let planned = objective.allocation.as_ref().map(|planned| &planned.value);
            let share = match planned {
                Some(PlannedTime::Own(share)) if node.team == Some(id) => Some(*share),
                Some(PlannedTime::ByTeam(by_team)) => by_team
                    .iter()
                    .find(|(team, _)| snapshot.team_named(team) == Some(id))
                    .map(|(_, share)| share.value),
                Some(PlannedTime::Own(_)) | None => None,
            };
            (node.team == Some(id) || share.is_some()).then(|| TeamObjective {
                name: snapshot.name(node),
                title: node.title().value.clone(),
                cycle: node.cycle.clone(),
                status: node.common().status(),
                share: share.map(|share| share.value()),
            })
        })
        .collect()
}
