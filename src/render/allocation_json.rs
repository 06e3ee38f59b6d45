//! Where time goes, as JSON: `okr-allocation/1`.

use std::io;

use serde::Serialize;

use crate::measure::actual::{Commits, UnknownWork};
use crate::measure::exact::Exact;
use crate::model::config::Policy;
use crate::render::allocation_notes::words;
use crate::render::json::team::{ActualJson, PlanJson, TeamJson};
use crate::render::json::{Quantity, TOOL, Tool, number};
use crate::render::reading::{Reading, State};
use crate::render::safe::write_json;
use crate::views::Allocation;
use crate::views::allocation::{ActualTime, GoalTime, Investment};

#[derive(Serialize)]
struct AllocationJson<'v> {
    format: &'static str,
    tool: Tool,
    today: String,
    state: &'v State,
    cycle: Option<&'v str>,
    policy: PolicyJson,
    teams: Vec<TeamJson<'v>>,
    goals: Vec<GoalJson<'v>>,
    unaligned: UnalignedJson<'v>,
    total: TotalJson<'v>,
    no_team: Option<ActualJson<'v>>,
    commits: Option<CommitsJson<'v>>,
    notes: Vec<String>,
}

#[derive(Serialize)]
struct PolicyJson {
    strategic: f64,
    maintenance: f64,
    operations: f64,
    tolerance: f64,
}

/// A goal with the people planned for it, and the share of all people that this is.
#[derive(Serialize)]
struct GoalJson<'v> {
    id: &'v str,
    title: &'v str,
    share: Option<f64>,
    capacity: Quantity,
}

#[derive(Serialize)]
struct UnalignedJson<'v> {
    share: Option<f64>,
    capacity: Quantity,
    /// Of that, what repairs kpis.
    kpis: Vec<GoalJson<'v>>,
    /// The objectives of the rest.
    objectives: Vec<GoalJson<'v>>,
}

#[derive(Serialize)]
struct TotalJson<'v> {
    teams: usize,
    capacity: Quantity,
    plan: Option<PlanJson>,
    actual: Option<ActualJson<'v>>,
}

/// What the commits were judged by.
#[derive(Serialize)]
struct CommitsJson<'v> {
    counted: u64,
    by_trailer: u64,
    by_line: u64,
    by_type: u64,
    uncategorised: u64,
    by_bots: u64,
    unknown: Vec<UnknownJson<'v>>,
}

#[derive(Serialize)]
struct UnknownJson<'v> {
    commit: &'v str,
    trailer: &'v str,
    value: &'v str,
    message: &'v str,
}

/// Writes where time goes as one object.
///
/// # Errors
/// When `out` cannot be written.
pub fn write(
    out: &mut dyn io::Write,
    allocation: &Allocation,
    reading: &Reading,
) -> io::Result<()> {
    let actual = allocation.actual.as_ref();
    let people = &allocation.total.people;
    let json = AllocationJson {
        format: "okr-allocation/1",
        tool: TOOL,
        today: reading.today.to_string(),
        state: &reading.state,
        cycle: allocation.cycle.as_ref().map(|cycle| cycle.name.as_str()),
        policy: policy(&allocation.policy),
        teams: allocation.teams.iter().map(TeamJson::new).collect(),
        goals: goals(&allocation.investment.goals, people),
        unaligned: unaligned(&allocation.investment, people),
        total: TotalJson {
            teams: allocation.total.teams,
            capacity: capacity(people),
            plan: allocation.total.shares().as_ref().map(PlanJson::sum),
            actual: actual.map(|actual| ActualJson::new(&actual.total)),
        },
        no_team: actual
            .and_then(|actual| actual.no_team.as_ref())
            .map(ActualJson::new),
        commits: actual.map(commits),
        notes: allocation.notes.iter().map(words).collect(),
    };
    write_json(out, &json)
}

fn policy(policy: &Policy) -> PolicyJson {
    PolicyJson {
        strategic: number(policy.strategic),
        maintenance: number(policy.maintenance),
        operations: number(policy.operations),
        tolerance: number(policy.tolerance),
    }
}

fn goals<'v>(goals: &'v [GoalTime], people: &Exact) -> Vec<GoalJson<'v>> {
    let goal = |goal: &'v GoalTime| GoalJson {
        id: &goal.name,
        title: &goal.title,
        share: share(&goal.people, people),
        capacity: capacity(&goal.people),
    };
    goals.iter().map(goal).collect()
}

fn unaligned<'v>(investment: &'v Investment, people: &Exact) -> UnalignedJson<'v> {
    UnalignedJson {
        share: share(&investment.unaligned, people),
        capacity: capacity(&investment.unaligned),
        kpis: goals(&investment.kpis, people),
        objectives: goals(&investment.loose, people),
    }
}

fn capacity(people: &Exact) -> Quantity {
    const DIGITS: u32 = 12;
    Quantity::computed(people.rounded(DIGITS), Some("people".to_owned()))
}

fn share(part: &Exact, whole: &Exact) -> Option<f64> {
    part.of(whole).as_ref().map(Exact::nearest)
}

fn commits(actual: &ActualTime) -> CommitsJson<'_> {
    let Commits {
        counted,
        by_trailer,
        by_line,
        by_type,
        uncategorised,
        by_bots,
        unknown: _,
    } = actual.commits;
    CommitsJson {
        counted,
        by_trailer,
        by_line,
        by_type,
        uncategorised,
        by_bots,
        unknown: actual.unknown.iter().map(unknown_work).collect(),
    }
}

fn unknown_work(unknown: &UnknownWork) -> UnknownJson<'_> {
    UnknownJson {
        commit: &unknown.commit,
        trailer: &unknown.trailer,
        value: &unknown.value,
        message: &unknown.why,
    }
}
