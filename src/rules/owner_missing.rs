//! `owner-missing`: nobody answers for it.

use crate::finding::{Finding, Level};
use crate::rules::{Check, Context, Group, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "owner-missing",
    group: Group::Links,
    level: Level::Warning,
    summary: "A goal, an objective or a kpi has no owner",
    why: "What everybody owns nobody looks after. An owner is not the one who does all the work: it \
          is the one who notices when it stalls, asks for help and answers for the result. Name one \
          person, or a role where people change. A key result without an owner belongs to the owner \
          of its objective.",
    bad: "\
objective: Answer customers before they have to ask again
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ owner-missing
",
    good: "\
objective: Answer customers before they have to ask again
owner: head-of-support
",
    source: "GitLab's handbook: every objective has one accountable owner",
    parameters: &[],
    check: Check::Tree(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for (_, node) in context.nodes() {
        let common = node.common();
        let named = !common.owner.is_empty() || common.is_refused("owner");
        if !named && !common.status().is_closed() {
            let message = format!(
                "this {} has no owner, so nobody answers for it",
                node.kind().name()
            );
            findings.push(
                context
                    .about(&RULE, node, node.title().span, message)
                    .field("owner")
                    .help("write `owner:` with the one person or role who answers for it"),
            );
        }
    }
}
