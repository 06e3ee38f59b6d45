//! `kpi-unhealthy`: a process no longer produces its result, and nobody repairs it.

use crate::finding::{Finding, Level};
use crate::measure::of_kpi;
use crate::model::{Kpi, Status};
use crate::rules::{Check, Context, Group, Rule};
use crate::snapshot::Node;

/// The rule.
pub const RULE: Rule = Rule {
    name: "kpi-unhealthy",
    group: Group::Allocation,
    level: Level::Warning,
    summary: "A kpi misses its level and no objective repairs it",
    why: "As long as a process produces its result, it needs no OKR. When it no longer does, this is \
          where business as usual and OKRs meet: people are not paid on time, leads do not come. \
          Working harder on the result rarely helps. Follow the process until you find the part of \
          the chain that is broken, and set up an OKR that mends this part, with the kpi as its \
          `parent`. Once the kpi is healthy again, the OKR has done its work. A kpi that nobody has \
          measured asks for nothing.",
    bad: "\
#: teams/finance/payroll.yaml
kpi: People are paid on time
owner: finance
target: at least 99.5%
current: 94%
#        ^^^ kpi-unhealthy
",
    good: "\
#: teams/finance/payroll.yaml
kpi: People are paid on time
owner: finance
target: at least 99.5%
current: 94%
#: teams/finance/2026-Q1/time-sheets.yaml
objective: No payslip waits for a time sheet
parent: payroll
owner: finance
key_results:
  - {title: Time sheets complete on the 20th, baseline: 81%, target: 98%}
  - {title: Payslips corrected by hand, baseline: 34, target: 5}
",
    source: "Weekdone: check first whether the processes produce the desired results, and set up an \
             OKR for the part that is broken",
    parameters: &[],
    check: Check::Tree(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for (_, node) in context.running() {
        let missed = node
            .kpi()
            .filter(|kpi| kpi.common.status() == Status::Active && of_kpi(kpi) == Some(false));
        if let Some(kpi) = missed.filter(|_| !is_being_repaired(context, node)) {
            findings.push(finding(context, node, kpi));
        }
    }
}

/// Whether an open objective of the current cycle, or of one that contains it, has the kpi as
/// parent.
fn is_being_repaired(context: &Context<'_>, node: &Node) -> bool {
    let children = node
        .children
        .iter()
        .filter_map(|child| context.snapshot.node(child.node));
    children
        .filter(|child| !child.common().status().is_closed())
        .any(|child| match (&child.cycle, context.current) {
            (Some(own), Some(current)) => own.contains(current),
            (Some(own), None) => !own.has_ended(context.today),
            // Which cycle was meant is asked elsewhere.
            (None, _) => true,
        })
}

fn finding(context: &Context<'_>, node: &Node, kpi: &Kpi) -> Finding {
    let latest = kpi.measurement.latest();
    let target = kpi.target.as_ref();
    let name = context.snapshot.name(node);
    let nobody = match context.current {
        Some(current) => format!("no objective of {} repairs it", current.name),
        None => "no objective repairs it".to_owned(),
    };
    let message = format!(
        "this process misses its level: `{}` against `{}`, and {nobody}",
        latest.map_or("", |value| value.text().trim()),
        target.map_or("", |target| target.text.trim())
    );
    let span = latest.map_or(kpi.title.span, |value| value.span);
    let finding = context
        .about(&RULE, node, span, message)
        .field("current")
        .help(format!(
            "find out which part of the process is broken, and set up an objective that mends it, \
             with `parent: {name}`"
        ));
    match target {
        Some(target) => finding.related(node.file, target.span, "this is the level to keep"),
        None => finding,
    }
}
