//! `parent-not-found`: the parent that is named does not exist.

use crate::finding::{Finding, Level};
use crate::rules::suggest::Names;
use crate::rules::unresolved::Broken;
use crate::rules::{Check, Context, Group, Rule};
use crate::snapshot::Unresolved;

/// The rule.
pub const RULE: Rule = Rule {
    name: "parent-not-found",
    group: Group::Links,
    level: Level::Error,
    summary: "The parent that is named does not exist",
    why: "The line from a team's work up to a business goal is what people trust when they decide \
          where money and time go. A parent that does not exist breaks that line without anybody \
          noticing. Name a goal, an objective, one of its key results, or a kpi that this repairs.",
    bad: "\
#: goals/streaming-leader.yaml
goal: Become a leader in streaming
owner: ceo
#: 2026-Q1/seamless.yaml
objective: Deliver the most seamless experience
owner: cpo
parent: streaming-leadr
#       ^^^^^^^^^^^^^^^ parent-not-found
",
    good: "\
#: goals/streaming-leader.yaml
goal: Become a leader in streaming
owner: ceo
#: 2026-Q1/seamless.yaml
objective: Deliver the most seamless experience
owner: cpo
parent: streaming-leader
",
    source: "Cascading OKRs as published by Doerr and Google: every team objective can be traced to a business goal",
    parameters: &[],
    check: Check::Tree(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let names = Names::new(*context);
    for (id, node) in context.nodes() {
        let Some(link) = node.parent() else { continue };
        let broken = Broken {
            context: *context,
            rule: &RULE,
            id,
            node,
            link,
        };
        if !matches!(link.to, Err(Unresolved::Ambiguous(_))) {
            findings.extend(broken.why(&names));
        }
    }
}
