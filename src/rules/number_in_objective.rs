//! `number-in-objective`: an objective that is a key result.

use crate::finding::{Finding, Level};
use crate::rules::words::metric;
use crate::rules::{Check, Context, Group, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "number-in-objective",
    group: Group::Wording,
    level: Level::Info,
    summary: "An objective is itself a metric",
    why: "The objective is what people repeat in the corridor, and nobody repeats a percentage. A \
          number in it also hides the question what the number is for: there may be better ways, and \
          other numbers that count as much. Say in plain words what should become true, and move \
          the number to a key result. Years, quarters, versions and names with a number in them are \
          not meant.",
    bad: "\
objective: Sell 30% more season tickets
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ number-in-objective
owner: box-office
key_results:
  - {title: Season tickets, baseline: 2400, target: 3120}
  - {title: Subscribers who renew, baseline: 66%, target: 75%}
",
    good: "\
objective: Make the theatre a habit of the city
owner: box-office
key_results:
  - {title: Season tickets, baseline: 2400, target: 3120}
  - {title: Subscribers who renew, baseline: 66%, target: 75%}
",
    source: "Wodtke, Radical Focus, and Weekdone: the objective inspires, the key results hold the \
             numbers",
    parameters: &[],
    check: Check::Tree(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for (_, node, objective) in context.open_objectives() {
        let Some(number) = metric(&objective.title) else {
            continue;
        };
        let message = format!("this objective is itself a metric: `{number}` is for a key result");
        findings.push(
            context
                .about(&RULE, node, objective.title.span, message)
                .field("objective")
                .help(
                    "say in words what should become true, and give the number to a key result as \
                     its `target`",
                ),
        );
    }
}
