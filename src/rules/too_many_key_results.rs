//! `too-many-key-results`: an objective measured by so much that nothing stands out.

use crate::finding::{Finding, Level};
use crate::rules::{Check, Context, Group, Laxer, Parameter, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "too-many-key-results",
    group: Group::Wording,
    level: Level::Warning,
    summary: "An objective has more key results than anyone can steer by",
    why: "Key results are the few numbers that prove the objective. With more than five, most are \
          there because they can be measured, and the one that matters drowns among them. Keep \
          those without which you would not believe that the objective is reached. What only has to \
          stay as it is is a kpi, and may guard the others (`guardrails`); work to be done belongs \
          in the backlog; two aims in one objective are two objectives.",
    bad: "\
objective: Bread that people cross the town for
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ too-many-key-results
owner: baker
key_results:
  - {title: Customers from other districts, baseline: 9%, target: 20%}
  - {title: Loaves sold by noon, baseline: 240, target: 400}
  - {title: Returns, baseline: 7%, target: 3%}
  - {title: Kinds of flour, baseline: 5, target: 8}
  - {title: Oven temperature, target: 245 to 255}
  - {title: Followers, baseline: 800, target: 1500}
",
    good: "\
objective: Bread that people cross the town for
owner: baker
key_results:
  - {title: Customers from other districts, baseline: 9%, target: 20%}
  - {title: Loaves sold by noon, baseline: 240, target: 400}
  - {title: Returns, baseline: 7%, target: 3%}
",
    source: "Doerr, Measure What Matters: three to five key results for each objective",
    parameters: &[MAX],
    check: Check::Tree(check),
};

const MAX: Parameter = Parameter {
    name: "max",
    default: 5,
    meaning: "how many key results an objective may have; dropped and postponed ones do not count",
    laxer: Laxer::Higher,
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for (_, node, objective) in context.open_objectives() {
        let count = objective
            .key_results
            .iter()
            .filter(|key_result| !key_result.common.status().is_set_aside())
            .count();
        let max = context.parameter(&RULE, MAX.name, node.file);
        if u32::try_from(count).is_ok_and(|count| count <= max) {
            continue;
        }
        let message = format!(
            "{count} key results are too many to steer by; at most {max} keep in view what matters"
        );
        findings.push(
            context
                .about(&RULE, node, objective.title.span, message)
                .field("key_results")
                .help(
                    "keep those that prove the objective; make a kpi of what only has to hold, and \
                     leave work to the backlog",
                ),
        );
    }
}
