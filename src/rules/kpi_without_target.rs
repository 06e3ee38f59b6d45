//! `kpi-without-target`: nobody can say whether the process is healthy.

use crate::finding::{Finding, Level};
use crate::model::Status;
use crate::rules::{Check, Context, Group, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "kpi-without-target",
    group: Group::Allocation,
    level: Level::Warning,
    summary: "A kpi has no level to keep",
    why: "A number that is only watched raises no alarm: it slips a little every month, and each \
          month looks much like the last. Decide while things go well which level is good enough, \
          and write it as `target`. From then on the kpi is healthy or it is not, and nobody has to \
          argue about it on a bad day. A draft gets only a hint.",
    bad: "\
#: teams/library/opening-hours.yaml
kpi: The library is open when its door says so
#    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ kpi-without-target
owner: library
current: 97%
",
    good: "\
#: teams/library/opening-hours.yaml
kpi: The library is open when its door says so
owner: library
target: at least 96%
current: 97%
",
    source: "Wodtke, Radical Focus: health metrics have a level at which somebody acts",
    parameters: &[],
    check: Check::Tree(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for (_, node) in context.running() {
        let Some(kpi) = node.kpi().filter(|kpi| !kpi.common.status().is_closed()) else {
            continue;
        };
        if kpi.target.is_some() || kpi.common.is_refused("target") {
            continue;
        }
        let finding = context
            .about(
                &RULE,
                node,
                kpi.title.span,
                "this kpi has no level to keep, so that nobody can say whether it is healthy",
            )
            .field("target")
            .help("write the level that is good enough, such as `target: at least 95%`");
        findings.push(match kpi.common.status() {
            Status::Draft => finding.level(Level::Info),
            _ => finding,
        });
    }
}
