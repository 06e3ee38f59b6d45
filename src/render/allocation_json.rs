//! Where time goes, as JSON: `okr-allocation/1`.

use std::io;

use schemars::{JsonSchema, Schema, SchemaGenerator};
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

/// Where time goes.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Allocation")]
struct AllocationJson<'v> {
    /// The format and its version.
    #[schemars(extend("const" = "okr-allocation/1"))]
    format: &'static str,
    /// The program that wrote it.
    tool: Tool,
    /// The day that counts as today.
    today: String,
    /// What was read.
    state: &'v State,
    /// The cycle; null where there is none.
    cycle: Option<&'v str>,
    /// How time is expected to be split.
    policy: PolicyJson,
    /// The teams.
    teams: Vec<TeamJson<'v>>,
    /// The people invested in each business goal.
    goals: Vec<GoalJson<'v>>,
    /// The people whose objectives serve no goal.
    unaligned: UnalignedJson<'v>,
    /// All teams together.
    total: TotalJson<'v>,
    /// The time of people who belong to no team; null without `--actual`.
    no_team: Option<ActualJson<'v>>,
    /// What the commits were judged by; null without `--actual`.
    commits: Option<CommitsJson<'v>>,
    /// What else a reader should know.
    notes: Vec<String>,
}

/// The policy on time.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Policy")]
struct PolicyJson {
    /// For objectives, of what operations leave.
    strategic: f64,
    /// For upkeep, of what operations leave.
    maintenance: f64,
    /// For recurring work, of the whole.
    operations: f64,
    /// How far a team may be off without giving a reason.
    tolerance: f64,
}

/// A goal with the people planned for it, and the share of all people that this is.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Investment")]
struct GoalJson<'v> {
    /// Its id.
    id: &'v str,
    /// What it says.
    title: &'v str,
    /// The share of all people.
    share: Option<f64>,
    /// The people.
    capacity: Quantity,
}

/// The people whose objectives serve no goal.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Unaligned")]
struct UnalignedJson<'v> {
    /// The share of all people.
    share: Option<f64>,
    /// The people.
    capacity: Quantity,
    /// Of that, what repairs kpis.
    kpis: Vec<GoalJson<'v>>,
    /// The objectives of the rest.
    objectives: Vec<GoalJson<'v>>,
}

/// All teams together.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Total")]
struct TotalJson<'v> {
    /// How many teams.
    teams: usize,
    /// The people.
    capacity: Quantity,
    /// How their time is meant to be split.
    plan: Option<PlanJson>,
    /// Where their time went; null without `--actual`.
    actual: Option<ActualJson<'v>>,
}

/// What the commits were judged by.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Commits")]
struct CommitsJson<'v> {
    /// How many counted.
    counted: u64,
    /// By a trailer.
    by_trailer: u64,
    /// By a line of the message.
    by_line: u64,
    /// By the type of a Conventional Commit.
    by_type: u64,
    /// Not at all.
    uncategorised: u64,
    /// Left out: by bots.
    by_bots: u64,
    /// Those that name what does not exist.
    unknown: Vec<UnknownJson<'v>>,
}

/// A commit that names what does not exist.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "UnknownWork")]
struct UnknownJson<'v> {
    /// The full hash.
    commit: &'v str,
    /// The trailer.
    trailer: &'v str,
    /// What it says.
    value: &'v str,
    /// Why that is nothing.
    message: &'v str,
}

/// The schema of what [`write`] writes.
pub(super) fn schema(generator: &mut SchemaGenerator) -> Schema {
    generator.subschema_for::<AllocationJson<'static>>()
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
