//! `only-milestones`: an objective that is a plan of work.

use crate::finding::{Finding, Level};
use crate::measure::key_result::key_result_type;
use crate::model::{KeyResult, KeyResultType};
use crate::rules::{Check, Context, Group, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "only-milestones",
    group: Group::Wording,
    level: Level::Warning,
    summary: "All key results of an objective are milestones",
    why: "Milestones are fine where something truly is a yes or no. Where all key results are, the \
          objective has turned into a project plan: everything on it can be finished without \
          anybody being better off, and until the end nobody sees whether it works. Add at least one \
          number that should move because of these milestones, even if it moves late; often most of \
          the milestones turn out to be steps towards it.",
    bad: "\
objective: Patients get their results without a second visit
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ only-milestones
owner: laboratory
key_results:
  - title: The portal is open to all patients
    criteria: [Any patient of the last year can log in]
  - title: The data protection officer agrees
    criteria: [Her signature is on file]
",
    good: "\
objective: Patients get their results without a second visit
owner: laboratory
key_results:
  - title: Patients who read their results at home
    baseline: 0%
    target: 40%
  - title: The data protection officer agrees
    criteria: [Her signature is on file]
",
    source: "The Google OKR playbook: key results describe outcomes; Wodtke, Radical Focus: key \
             results are numbers",
    parameters: &[],
    check: Check::Tree(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for (_, node, objective) in context.open_objectives() {
        let mut counted = objective
            .key_results
            .iter()
            .filter(|key_result| !key_result.common.status().is_set_aside())
            .peekable();
        if counted.peek().is_none() || !counted.all(is_milestone) {
            continue;
        }
        findings.push(
            context
                .about(
                    &RULE,
                    node,
                    objective.title.span,
                    "all key results of this objective are milestones: they can all be done without \
                     anything getting better",
                )
                .field("key_results")
                .help(
                    "add a number that should move because of them, with `baseline` and `target`",
                ),
        );
    }
}

fn is_milestone(key_result: &KeyResult) -> bool {
    key_result_type(key_result) == KeyResultType::Milestone
}
