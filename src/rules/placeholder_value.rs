//! `placeholder-value`: something stands where a number belongs.

use crate::finding::{Finding, Level};
use crate::model::Measured;
use crate::model::target::TargetKind;
use crate::rules::{Check, Context, Group, Rule};
use crate::snapshot::{Node, Place};
use crate::source::{Span, Text};

/// The rule.
pub const RULE: Rule = Rule {
    name: "placeholder-value",
    group: Group::Measures,
    level: Level::Warning,
    summary: "A placeholder stands where a number belongs",
    why: "A placeholder is honest while you plan: it says that a number will come. Once the cycle \
          has begun the work goes on without it, and a target that is set late tends to be the \
          value that happens to be reached. So this is a warning before the cycle and in a draft, \
          and an error from the first day on. Agree on a number, even a rough one, or make finding \
          it out the key result. What is known but must not be shown here is `confidential`, which \
          is never reported.",
    bad: "\
objective: Customers recommend us without being asked
owner: cmo
key_results:
  - title: Net promoter score
    baseline: TBD
#             ^^^ placeholder-value
    target: at least X
#           ^^^^^^^^^^ placeholder-value
",
    good: "\
objective: Customers recommend us without being asked
owner: cmo
key_results:
  - title: Net promoter score
    baseline: 31
    target: 45
  - title: Revenue from recommended customers
    baseline: confidential
    target: +20%
",
    source: "GitLab's handbook on OKRs: goalposts are not moved while the work is under way; a target \
             that is set only then was never a goalpost",
    parameters: &[],
    check: Check::Tree(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for (place, node, values) in context.running_values() {
        let target = values
            .target
            .filter(|target| target.kind == TargetKind::Placeholder);
        if let Some(target) = target {
            findings.push(finding(
                context,
                place,
                node,
                ("target", &target.text, target.span),
            ));
        }
        let baseline = values.baseline.map(|value| ("baseline", value));
        for (field, value) in baseline.into_iter().chain(values.since()) {
            if let Measured::Placeholder(text) = &value.value {
                findings.push(finding(context, place, node, (field, text, value.span)));
            }
        }
    }
}

fn finding(
    context: &Context<'_>,
    place: Place,
    node: &Node,
    (field, text, span): (&'static str, &Text, Span),
) -> Finding {
    let begun = node
        .cycle
        .as_ref()
        .filter(|cycle| cycle.has_started(context.today) && !context.is_draft(place));
    let since = begun.map_or_else(String::new, |cycle| {
        format!(", and {} has begun", cycle.name)
    });
    let message = format!("`{}` stands in for a number{since}", text.trim());
    let finding = context
        .about_key_result(&RULE, place, span, message)
        .field(field)
        .help(help(field));
    match begun {
        Some(_) => finding.level(Level::Error),
        None => finding,
    }
}

fn help(field: &str) -> &'static str {
    match field {
        "target" => {
            "write the value that you would call a success; if it may not be shown, write \
             `confidential`"
        }
        "baseline" => {
            "write the value at the start of the cycle; if it may not be shown, write \
             `confidential`"
        }
        _ => "write the value once it is measured, and leave it out until then",
    }
}
