//! What a tree is judged by: one file for each rule, and the list of them. A rule declares its
//! name, level, explanation and check in one value; everything that shows rules reads that value.

mod chain;
mod context;
mod events;
mod folders;
mod ignored;
mod lint;
mod past;
mod since;
mod suggest;
#[cfg(test)]
mod tests;
mod times;
mod unresolved;
mod words;

pub use config_relaxed::relaxed;
pub use context::Context;
pub use events::Comparison;
pub use lint::{Choice, Judged, Linted, lint, unknown_names};
pub use past::{Base, History};
pub use since::{lint_since, stricter};
pub use stale::stale_after;
pub use times::TeamInCycle;

use crate::finding::{Finding, Level};
use crate::parse::{Near, near};

/// A rule: what it says of itself, and how it is checked.
pub struct Rule {
    /// Its permanent name, which says what is wrong.
    pub name: &'static str,
    /// What it is about.
    pub group: Group,
    /// How much its findings weigh, where neither the case nor the user says otherwise.
    pub level: Level,
    /// What is wrong, in a sentence without a full stop.
    pub summary: &'static str,
    /// Why that matters and what to do about it, in the words of a coach.
    pub why: &'static str,
    /// A tree that breaks it, in YAML. A line `#: path` starts a file of the tree; a line with
    /// carets marks what the finding points at in the line above. Where the rule compares, a line
    /// `#< path` starts a file of the earlier state, which has no others.
    pub bad: &'static str,
    /// The same put right.
    pub good: &'static str,
    /// Where the rule or its threshold comes from.
    pub source: &'static str,
    /// What can be set.
    pub parameters: &'static [Parameter],
    /// How it is checked.
    pub check: Check,
}

/// A number of a rule that can be set in `okr.yaml`.
#[derive(Debug, Clone, Copy)]
pub struct Parameter {
    /// Its key beside `level`.
    pub name: &'static str,
    /// Its value where nothing is set.
    pub default: u32,
    /// What it means.
    pub meaning: &'static str,
    /// Which way it lets more pass.
    pub laxer: Laxer,
}

/// Which way a parameter lets more pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Laxer {
    /// The higher, the less is found.
    Higher,
    /// The lower, the less is found.
    Lower,
}

/// How a rule is checked.
#[derive(Clone, Copy)]
pub enum Check {
    /// Reading the files reports it.
    Reading,
    /// By a function over the whole tree, which adds its findings.
    Tree(fn(&Context<'_>, &mut Vec<Finding>)),
    /// By a function over the time of one team in one cycle, for each that is judged.
    Time(fn(&Context<'_>, &TeamInCycle<'_>, &mut Vec<Finding>)),
    /// After all others, by what they found: the ignores that hid nothing.
    Ignores,
}

/// What a rule is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Group {
    /// The files and what stands in them.
    Structure,
    /// References, parents and owners.
    Links,
    /// Baselines, targets and values.
    Measures,
    /// How objectives and key results are put, and how many there are.
    Wording,
    /// Progress against time.
    Pace,
    /// Processes that have to keep working, and the time for them.
    Allocation,
    /// What changed since the cycle began, or since another state.
    History,
    /// The configuration and the ignores themselves.
    Housekeeping,
}

impl Group {
    /// Every group, in the order of the guide.
    pub const ALL: [Self; 8] = [
        Self::Structure,
        Self::Links,
        Self::Measures,
        Self::Wording,
        Self::Pace,
        Self::Allocation,
        Self::History,
        Self::Housekeeping,
    ];

    /// The word for it, which also selects all its rules.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Structure => "structure",
            Self::Links => "links",
            Self::Measures => "measures",
            Self::Wording => "wording",
            Self::Pace => "pace",
            Self::Allocation => "allocation",
            Self::History => "history",
            Self::Housekeeping => "housekeeping",
        }
    }

    /// What its rules are about, as a heading.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Structure => "Structure: the files and what stands in them",
            Self::Links => "Links: references, parents and owners",
            Self::Measures => "Measures: baselines, targets and values",
            Self::Wording => "Wording and size: how it is put, and how much of it there is",
            Self::Pace => "Pace: progress against the time that has gone",
            Self::Allocation => {
                "Business as usual and allocation: what has to keep working, and the time for it"
            }
            Self::History => "History: what changed since, with `--since` or `--history`",
            Self::Housekeeping => "Housekeeping: the configuration and the ignores themselves",
        }
    }
}

/// Declares the modules of the rules and the list of them, in the order of the guide.
macro_rules! rules {
    ($($module:ident),+ $(,)?) => {
        $(mod $module;)+

        /// Every rule, by group and then in the order of the guide.
        pub static RULES: &[&Rule] = &[$(&$module::RULE),+];
    };
}

rules! {
    invalid_yaml,
    unknown_document,
    nested_config,
    unknown_field,
    invalid_value,
    comment_in_text,
    cycle_missing,
    cycle_misspelt,
    duplicate_key,
    duplicate_id,
    team_undeclared,
    misspelt_case,
    key_result_without_id,

    parent_not_found,
    parent_cycle,
    parent_ambiguous,
    cycle_outside_parent,
    parent_closed,
    orphan_objective,
    goal_without_objective,
    key_result_without_contributor,
    reference_not_found,
    team_not_found,
    owner_missing,

    target_missing,
    baseline_missing,
    placeholder_value,
    baseline_equals_target,
    direction_contradicts,
    unit_mismatch,
    current_out_of_range,
    stretch_below_target,
    milestone_without_criterion,

    objective_without_key_results,
    too_many_objectives,
    too_many_key_results,
    single_key_result,
    task_as_key_result,
    vague_verb,
    only_milestones,
    number_in_objective,
    long_objective,
    copied_from_parent,
    business_as_usual_objective,

    off_track,
    guardrail_broken,

    kpi_unhealthy,
    kpi_without_target,
    allocation_sum,
    allocation_without_team,
    allocation_off_policy,
    objectives_over_allocated,
    strategic_time_unplanned,
    no_time_for_objectives,
    no_maintenance_time,
    maintenance_over_booked,
    maintenance_heavy,
    promise_overdue,
    allocation_drift,

    goalpost_moved,
    key_result_deleted,
    objective_deleted,
    added_late,
    stale,
    config_relaxed,

    unused_ignore,
    unknown_rule,
    malformed_ignore,
    config_unknown_field,
}

/// The name of the rule that someone who writes `name` most likely means.
#[must_use]
pub fn nearest_rule(name: &str) -> Option<Near<'static>> {
    let spelt = name.to_lowercase().replace('_', "-");
    near(&spelt, RULES.iter().map(|rule| rule.name))
}

/// The rule of this name.
#[must_use]
pub fn rule(name: &str) -> Option<&'static Rule> {
    RULES.iter().copied().find(|rule| rule.name == name)
}
