//! `business-as-usual-objective`: an objective that keeps things as they are.

use crate::finding::{Finding, Level};
use crate::measure::key_result::key_result_type;
use crate::measure::of_kpi;
use crate::measure::progress::{Progress, of_key_result};
use crate::model::{KeyResult, KeyResultType};
use crate::rules::{Check, Context, Group, Rule};
use crate::snapshot::Node;

/// The rule.
pub const RULE: Rule = Rule {
    name: "business-as-usual-objective",
    group: Group::Wording,
    level: Level::Warning,
    summary: "Every key result of an objective only maintains a level",
    why: "Salaries have to be paid on time in every quarter, and a sales team always sells. That is \
          business as usual: it keeps the boat afloat, and it takes most of the day. An OKR is for \
          what should become different. Write what has to hold as a kpi, one file each, with its \
          level: it is watched there, and asks for an OKR by itself on the day it breaks. If the \
          level is not reached yet, write the `baseline`, and the key result becomes a way to go.",
    bad: "\
objective: Keep payroll running
#          ^^^^^^^^^^^^^^^^^^^^ business-as-usual-objective
owner: finance
key_results:
  - {title: People paid on time, target: at least 99.5%, current: 99.8%}
  - {title: Corrections after payday, target: at most 3, current: 1}
",
    good: "\
#: teams/finance/payroll.yaml
kpi: People are paid on time
owner: finance
target: at least 99.5%
current: 99.8%
#: teams/finance/corrections.yaml
kpi: Corrections after payday
owner: finance
target: at most 3
current: 1
#: teams/finance/2026-Q1/one-click.yaml
objective: Payday is a day like any other for finance
owner: finance
key_results:
  - {title: Hours spent on payroll, baseline: 60 h, target: 20 h}
  - {title: Questions after payday, baseline: 45, target: 10}
",
    source: "Weekdone: OKRs are to build, improve or innovate, business as usual goes into kpis; \
             Wodtke: health metrics stand beside the OKRs",
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
        let repairs = repairs(context, node);
        if counted.peek().is_none() || !counted.all(|key_result| only_keeps(key_result, repairs)) {
            continue;
        }
        findings.push(
            context
                .about(
                    &RULE,
                    node,
                    objective.title.span,
                    "every key result of this objective only keeps a level: that is business as \
                     usual, not something to reach",
                )
                .field("key_results")
                .help(
                    "make each a `kpi:` with its level; where the level is not reached yet, write \
                     the `baseline` to start from",
                ),
        );
    }
}

/// Whether the objective serves a kpi that misses its level.
fn repairs(context: &Context<'_>, node: &Node) -> bool {
    let parent = node.parent().and_then(|link| link.to.as_ref().ok());
    parent
        .and_then(|place| context.snapshot.node(place.node)?.kpi())
        .is_some_and(|kpi| of_kpi(kpi) == Some(false))
}

/// Whether a key result asks for nothing but that a level holds. One that is missed today is
/// something to reach, and so is one of which nobody knows, where a process is being repaired.
fn only_keeps(key_result: &KeyResult, repairs: bool) -> bool {
    let holds = match of_key_result(key_result) {
        Some(Progress::Kept(kept)) => kept,
        _ => !repairs,
    };
    key_result_type(key_result) == KeyResultType::Maintain && holds
}
