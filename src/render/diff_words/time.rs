//! The time that moved, and the scores of what was closed, in words.

use rust_decimal::Decimal;

use crate::measure::time::Buckets;
use crate::render::layout::width;
use crate::views::review::{AllocationShift, FateRow, ScoreRow};

/// The people planned for a goal, before and after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct People {
    /// The goal; none for what serves no goal.
    pub id: Option<String>,
    /// What it says.
    pub title: String,
    /// How many, before and after.
    pub people: String,
}

/// The score of an objective with two places, with `≈` in front where nobody gave it.
pub fn score(row: &FateRow) -> Option<String> {
    let mark = if row.score_given { "" } else { "≈ " };
    Some(format!("{mark}{:.2}", row.score?.round_dp(2)))
}

/// The teams whose plans moved, with these as `80/20 → 70/30`, and what the numbers are of.
pub fn plans(shift: &AllocationShift) -> Option<(&'static str, Vec<(String, String)>)> {
    let all = || {
        let teams = shift.teams.iter();
        teams.flat_map(|team| [&team.before, &team.after]).flatten()
    };
    if shift.teams.is_empty() {
        return None;
    }
    let with_operations = all().any(|plan| !plan.operations.is_zero());
    let legend = match with_operations {
        true => "strategic/maintenance/operations in %",
        false => "strategic/maintenance in %",
    };
    let plan = |plan: &Option<Buckets>| {
        plan.as_ref().map_or_else(
            || "no plan".to_owned(),
            |plan| numbers(plan, with_operations),
        )
    };
    let befores = || shift.teams.iter().map(|team| plan(&team.before));
    let align = befores().map(|plan| width(&plan)).max().unwrap_or(0);
    let teams = shift.teams.iter().zip(befores()).map(|(team, before)| {
        let words = arrow(&before, &plan(&team.after), align);
        (team.team.title.to_string(), words)
    });
    Some((legend, teams.collect()))
}

fn numbers(plan: &Buckets, with_operations: bool) -> String {
    let percent = |share: &crate::measure::exact::Exact| {
        let percent = share.rounded(3) * rust_decimal::Decimal::ONE_HUNDRED;
        percent.normalize().to_string()
    };
    let mut buckets = vec![percent(&plan.strategic), percent(&plan.maintenance)];
    if with_operations {
        buckets.push(percent(&plan.operations));
    }
    buckets.join("/")
}

/// The people of the goals for whom that moved.
pub fn people(shift: &AllocationShift) -> Vec<People> {
    let before = |goal: &crate::views::review::GoalShift| goal.before.rounded(1).to_string();
    let align = shift.goals.iter().map(|goal| width(&before(goal))).max();
    let align = align.unwrap_or(0);
    let goals = shift.goals.iter().map(|goal| People {
        id: goal.id.clone(),
        title: goal.title.to_string(),
        people: arrow(&before(goal), &goal.after.rounded(1).to_string(), align),
    });
    goals.collect()
}

fn arrow(before: &str, after: &str, align: usize) -> String {
    let pad = " ".repeat(align.saturating_sub(width(before)));
    format!("{pad}{before} → {after}")
}

/// The scores of an objective within its cycle: against the goalposts of the start, against the last
/// ones, and as given; none where its numbers say nothing.
pub fn scores(row: &ScoreRow) -> Option<[Option<String>; 3]> {
    let two = |score: Decimal| format!("{:.2}", score.round_dp(2));
    (row.original.is_some() || row.last.is_some()).then(|| {
        [
            row.original.map(two),
            row.last.map(|score| format!("→ {}", two(score))),
            row.given.map(|score| format!("given {}", two(score))),
        ]
    })
}

/// What those scores are, as a heading.
pub const SCORES: &str = "Score by the numbers: against the first goalposts → against the last";
