//! `guardrail-broken`: progress at the cost of what was to be kept.

use crate::finding::{Finding, Level};
use crate::measure::of_kpi;
use crate::measure::progress::{Progress, of_key_result};
use crate::model::KeyResult;
use crate::rules::{Check, Context, Group, Rule};
use crate::snapshot::{Link, LinkField, Node, Place};

/// The rule.
pub const RULE: Rule = Rule {
    name: "guardrail-broken",
    group: Group::Pace,
    level: Level::Warning,
    summary: "A key result makes progress while one of its guardrails is unhealthy",
    why: "A guardrail is the promise not to reach a number at any price. When the number moves and \
          the guardrail breaks at the same time, the one may well have been paid for with the other. \
          Look first whether they have to do with each other. If they do, slow down and repair what \
          broke; if not, repair it all the same, with an objective that has the kpi as parent.",
    bad: "\
#: teams/kitchen/burns.yaml
kpi: Burns in the kitchen per month
owner: chef
target: at most 1
current: 4
#: teams/kitchen/2026-Q1/quick-lunch.yaml
objective: Lunch within a lunch break
owner: chef
key_results:
  - title: Minutes from order to plate
    baseline: 24 min
    target: 12 min
    current: 16 min
    guardrails: [burns]
#                ^^^^^ guardrail-broken
",
    good: "\
#: teams/kitchen/burns.yaml
kpi: Burns in the kitchen per month
owner: chef
target: at most 1
current: 0
#: teams/kitchen/2026-Q1/quick-lunch.yaml
objective: Lunch within a lunch break
owner: chef
key_results:
  - title: Minutes from order to plate
    baseline: 24 min
    target: 12 min
    current: 17 min
    guardrails: [burns]
    note: Since the second pass is back, nobody runs with hot pans.
",
    source: "Wodtke, Radical Focus: health metrics are watched while an OKR is pursued; Grove's paired \
             indicators",
    parameters: &[],
    check: Check::Tree(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for (place, node, key_result) in context.open_key_results() {
        if !makes_progress(key_result) {
            continue;
        }
        let guardrails = node.links.iter().filter(|link| {
            link.field == LinkField::Guardrails && link.key_result == place.key_result
        });
        findings.extend(guardrails.filter_map(|link| finding(context, place, link)));
    }
}

/// Whether it has moved since the start. A level that holds has not.
fn makes_progress(key_result: &KeyResult) -> bool {
    match of_key_result(key_result) {
        Some(Progress::Share(share)) => share.is_sign_positive() && !share.is_zero(),
        Some(Progress::Done(done)) => done,
        Some(Progress::Kept(_)) | None => false,
    }
}

fn finding(context: &Context<'_>, place: Place, link: &Link) -> Option<Finding> {
    let guardrail = context.snapshot.node(link.to.as_ref().ok()?.node)?;
    let kpi = guardrail
        .kpi()
        .filter(|kpi| !kpi.common.status().is_closed() && of_kpi(kpi) == Some(false))?;
    let latest = kpi.measurement.latest()?;
    let name = context.snapshot.name(guardrail);
    let message = format!(
        "this key result makes progress while its guardrail `{name}` is broken: {}",
        missed(guardrail)
    );
    let finding = context
        .about_key_result(&RULE, place, link.reference.span, message)
        .field("guardrails")
        .help(format!(
            "find out whether one is paid for with the other; slow down until `{name}` is healthy \
             again, or set up an objective with `parent: {name}`"
        ));
    Some(finding.related(
        guardrail.file,
        latest.span,
        "this is the value that misses its level",
    ))
}

fn missed(node: &Node) -> String {
    let kpi = node.kpi();
    let latest = kpi.and_then(|kpi| kpi.measurement.latest());
    let target = kpi.and_then(|kpi| kpi.target.as_ref());
    format!(
        "`{}` misses `{}`",
        latest.map_or("", |value| value.text().trim()),
        target.map_or("", |target| target.text.trim())
    )
}
