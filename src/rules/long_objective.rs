//! `long-objective`: an objective that nobody can say by heart.

use crate::finding::{Finding, Level};
use crate::rules::{Check, Context, Group, Laxer, Parameter, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "long-objective",
    group: Group::Wording,
    level: Level::Info,
    summary: "An objective is too long to be remembered",
    why: "An objective works when people carry it in their heads and decide by it. What takes two \
          breaths to say is looked up, then forgotten. Long ones mostly hold several things: the aim, \
          the way to it, and the reason. Keep the aim. The way belongs in the backlog, the reason in \
          `why`, the numbers in the key results.",
    bad: "\
objective: Improve the experience of visitors by renewing signs, opening hours, tickets and the café so that more of them come back with their friends
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ long-objective
owner: visitor-service
key_results:
  - {title: Visitors who come again within a year, baseline: 12%, target: 18%}
  - {title: Visitors who bring somebody along, baseline: 20%, target: 30%}
",
    good: "\
objective: Visitors come back and bring their friends
why: Renewing signs, opening hours, tickets and the café costs less than another campaign.
owner: visitor-service
key_results:
  - {title: Visitors who come again within a year, baseline: 12%, target: 18%}
  - {title: Visitors who bring somebody along, baseline: 20%, target: 30%}
",
    source: "Doerr and Wodtke ask for objectives short enough to be remembered; the number of \
             characters is this project's",
    parameters: &[MAX],
    check: Check::Tree(check),
};

const MAX: Parameter = Parameter {
    name: "max",
    default: 120,
    meaning: "how many characters an objective may have",
    laxer: Laxer::Higher,
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for (_, node, objective) in context.open_objectives() {
        let length = objective.title.trim().chars().count();
        let max = context.parameter(&RULE, MAX.name, node.file);
        if u32::try_from(length).is_ok_and(|length| length <= max) {
            continue;
        }
        let message =
            format!("this objective has {length} characters; more than {max} are hard to remember");
        findings.push(
            context
                .about(&RULE, node, objective.title.span, message)
                .field("objective")
                .help("keep the aim; the reason fits in `why`, the numbers in the key results"),
        );
    }
}
