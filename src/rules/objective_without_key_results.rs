//! `objective-without-key-results`: a wish that nobody can tell from its fulfilment.

use crate::finding::{Finding, Level};
use crate::model::Status;
use crate::rules::{Check, Context, Group, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "objective-without-key-results",
    group: Group::Wording,
    level: Level::Warning,
    summary: "An objective has no key results",
    why: "The objective says where you want to go; the key results say how anybody will see that \
          you got there. Without them the cycle ends in a discussion of opinions. Ask what would be \
          different in March if this went really well, who would notice, and on which number: that \
          is the first key result. An objective that is still a draft gets only a hint.",
    bad: "\
objective: Parents look forward to the school play
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ objective-without-key-results
owner: drama-teacher
",
    good: "\
objective: Parents look forward to the school play
owner: drama-teacher
key_results:
  - id: seats
    title: Seats taken on the three evenings
    baseline: 55%
    target: 90%
  - id: helpers
    title: Parents who help behind the stage
    baseline: 4
    target: 15
",
    source: "Doerr, Measure What Matters: an objective with its key results; one without the other \
             is a wish",
    parameters: &[],
    check: Check::Tree(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for (_, node, objective) in context.open_objectives() {
        if !objective.key_results.is_empty() || objective.common.is_refused("key_results") {
            continue;
        }
        let finding = context
            .about(
                &RULE,
                node,
                objective.title.span,
                "this objective has no key results, so that nobody can tell when it is reached",
            )
            .field("key_results")
            .help(
                "add `key_results:`, two to five numbers that would move if it went well, each \
                 with `baseline` and `target`",
            );
        findings.push(match objective.common.status() {
            Status::Draft => finding.level(Level::Info),
            _ => finding,
        });
    }
}
