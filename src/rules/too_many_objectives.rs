//! `too-many-objectives`: more than anyone can keep in mind at once.

use std::collections::BTreeMap;

use crate::finding::{Finding, Level};
use crate::model::{Cycle, Status};
use crate::rules::{Check, Context, Group, Laxer, Parameter, Rule};
use crate::snapshot::{Node, TeamId};

/// The rule.
pub const RULE: Rule = Rule {
    name: "too-many-objectives",
    group: Group::Wording,
    level: Level::Warning,
    summary: "A team, or the company, has more objectives in one cycle than it can pursue",
    why: "Ten priorities are none. Whoever pursues many objectives at once starts all of them, \
          finishes few, and cannot say no to the next request, because everything is important. \
          Choose those that matter most in this cycle. The others are not lost: postpone them to \
          the next cycle, leave them as drafts, or keep an eye on them as kpis. Only active \
          objectives count, each team and each cycle for itself.",
    bad: "\
#: teams/stage/2026-Q1/full-house.yaml
objective: A full house on weekdays too
#: teams/stage/2026-Q1/light.yaml
objective: Light that the critics write about
#: teams/stage/2026-Q1/new-voices.yaml
objective: Discover new voices
#: teams/stage/2026-Q1/workshop.yaml
objective: A workshop that everyone can find something in
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ too-many-objectives
",
    good: "\
#: teams/stage/2026-Q1/full-house.yaml
objective: A full house on weekdays too
#: teams/stage/2026-Q1/light.yaml
objective: Light that the critics write about
#: teams/stage/2026-Q1/new-voices.yaml
objective: Discover new voices
#: teams/stage/2026-Q1/workshop.yaml
objective: A workshop that everyone can find something in
status: postponed
reason: The season comes first; we look at it again in April.
",
    source: "GitLab's handbook: no more than three objectives; re:Work and Doerr: three to five, \
             taken here as the most for a company",
    parameters: &[MAX, COMPANY_MAX],
    check: Check::Tree(check),
};

const MAX: Parameter = Parameter {
    name: "max",
    default: 3,
    meaning: "how many objectives a team may have in one cycle",
    laxer: Laxer::Higher,
};

const COMPANY_MAX: Parameter = Parameter {
    name: "company_max",
    default: 5,
    meaning: "how many objectives without a team there may be in one cycle",
    laxer: Laxer::Higher,
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let mut groups: BTreeMap<(Option<TeamId>, &Cycle), Vec<&Node>> = BTreeMap::new();
    for (_, node, objective) in context.open_objectives() {
        let common = &objective.common;
        let is_placed = !common.is_refused("team") && common.status() == Status::Active;
        if let Some(cycle) = node.cycle.as_ref().filter(|_| is_placed) {
            groups.entry((node.team, cycle)).or_default().push(node);
        }
    }
    for ((team, cycle), nodes) in groups {
        findings.extend(finding(context, team, cycle, &nodes));
    }
}

/// One for each team and cycle, at the first objective beyond the limit that holds for its file.
fn finding(
    context: &Context<'_>,
    team: Option<TeamId>,
    cycle: &Cycle,
    nodes: &[&Node],
) -> Option<Finding> {
    let parameter = team.map_or(COMPANY_MAX, |_| MAX);
    let (node, max) = (1_u32..).zip(nodes).find_map(|(count, node)| {
        let max = context.parameter(&RULE, parameter.name, node.file);
        (count > max).then_some((*node, max))
    })?;
    let whose = match team.and_then(|team| context.snapshot.team(team)) {
        Some(team) => format!("the team `{}`", team.id),
        None => "the company level".to_owned(),
    };
    let message = format!(
        "{whose} has {} objectives in {}; more than {max} are more than one can pursue at once",
        nodes.len(),
        cycle.name
    );
    Some(context.about(&RULE, node, node.title().span, message).help(
        "decide which of them matter most now; write `status: postponed` with a `reason` \
                 on the others, or move them to a later cycle",
    ))
}
