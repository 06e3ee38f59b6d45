//! `single-key-result`: one number alone, which can be reached at the cost of everything else.

use crate::finding::{Finding, Level};
use crate::model::Status;
use crate::rules::{Check, Context, Group, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "single-key-result",
    group: Group::Wording,
    level: Level::Info,
    summary: "An objective has a single key result",
    why: "One number rarely tells the whole story of an objective, and any single number can be \
          reached in a way that nobody wanted: calls get shorter when agents hang up. A second one \
          that would suffer from such a shortcut keeps the first honest. If there truly is only one \
          number, look again whether the objective says more than it, or is that number in \
          other words.",
    bad: "\
objective: Callers feel that we take care of them
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ single-key-result
owner: hotline
key_results:
  - {title: Minutes on hold, baseline: 9 min, target: 3 min}
",
    good: "\
objective: Callers feel that we take care of them
owner: hotline
key_results:
  - {title: Minutes on hold, baseline: 9 min, target: 3 min}
  - {title: Callers whose problem is solved at once, baseline: 48%, target: 65%}
",
    source: "Grove, High Output Management: pair an indicator with the one that shows its side \
             effects; Doerr: three to five key results",
    parameters: &[],
    check: Check::Tree(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for (_, node, objective) in context.open_objectives() {
        // A draft is still being written, and what was dropped was there once.
        let is_alone = matches!(objective.key_results.as_slice(),
            [only] if !only.common.status().is_set_aside());
        if !is_alone || objective.common.status() == Status::Draft {
            continue;
        }
        findings.push(
            context
                .about(
                    &RULE,
                    node,
                    objective.title.span,
                    "this objective has a single key result, which can be reached at the cost of \
                     everything else",
                )
                .field("key_results")
                .help("add one that would get worse if the first were reached by a shortcut"),
        );
    }
}
