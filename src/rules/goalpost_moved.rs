//! `goalpost-moved`: less is asked for than when the cycle began, and nobody says why.

use crate::finding::{Finding, Level};
use crate::rules::events::{Event, What};
use crate::rules::{Check, Context, Group, Rule};
use crate::snapshot::{Node, Place};
use crate::source::Span;
use crate::source::in_one_line;

/// The rule.
pub const RULE: Rule = Rule {
    name: "goalpost-moved",
    group: Group::History,
    level: Level::Warning,
    summary: "A target was eased or a baseline moved after the cycle started, without a reason",
    why: "A result that was reached because the goal came nearer teaches nothing, and whoever planned \
          with the first number is not told. Keep the goalpost and score what was reached: 0.6 with \
          an honest explanation is worth more than 1.0 against a target that was lowered in the last \
          month. Where the world did change, move it and write a `reason` in the same commit. What \
          counts is a lower target, one that was taken away, a moved baseline, a later due date and a \
          commitment that became an aspiration; asking for more, filling in a placeholder and all that \
          happens before the cycle starts or in a draft is planning. An error in a comparison with \
          `--since`, a warning with `--history` alone.",
    bad: "\
#< teams/example/2026-Q1/churn.yaml
objective: Customers stay because they want to
key_results:
  - {id: churn, title: Customers who leave in a month, baseline: 5%, target: 3%}
#: teams/example/2026-Q1/churn.yaml
objective: Customers stay because they want to
key_results:
  - {id: churn, title: Customers who leave in a month, baseline: 5%, target: 4%}
#                                                                            ^^ goalpost-moved
",
    good: "\
#< teams/example/2026-Q1/churn.yaml
objective: Customers stay because they want to
key_results:
  - {id: churn, title: Customers who leave in a month, baseline: 5%, target: 3%}
#: teams/example/2026-Q1/churn.yaml
objective: Customers stay because they want to
key_results:
  - id: churn
    title: Customers who leave in a month
    baseline: 5%
    target: 4%
    reason: The price rise of January was not known when the target was set
",
    source: "GitLab's handbook: goals are not lowered during the quarter; the Google OKR playbook on \
             sandbagging",
    parameters: &[],
    check: Check::Tree(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for event in context.events() {
        if let What::Moved {
            field,
            before,
            after,
            by,
        } = &event.what
        {
            let said = (before.as_str(), after.as_deref(), by.as_deref());
            findings.extend(finding(context, event, field, said));
        }
    }
}

fn finding(
    context: &Context<'_>,
    event: &Event,
    field: &'static str,
    (before, after, by): (&str, Option<&str>, Option<&str>),
) -> Option<Finding> {
    let place = event.now?;
    let node = context.snapshot.node(place.node)?;
    let (span, present) = present(node, place, field);
    // What was moved back is as it was.
    if present.is_some_and(|present| present == before && Some(present.as_str()) != after) {
        return None;
    }
    let by = by.map_or_else(String::new, |by| format!(", easier by {by}"));
    let change = match (after, field) {
        (Some(after), _) => format!("the {field} went from `{before}` to `{after}`{by}"),
        (None, _) => format!("the {field} `{before}` was taken away"),
    };
    let message = format!(
        "{change} after {} had started{}, and no `reason` says why",
        event.cycle.name,
        context.by_whom(event)
    );
    let finding = context
        .about_key_result(&RULE, place, span, message)
        .field(field)
        .help(format!(
            "go back to `{before}` and let the score tell how far it got, or say in a `reason` what \
             changed, in the same commit"
        ));
    Some(context.raised(finding))
}

/// Where a goalpost stands today, and what it says.
fn present(node: &Node, place: Place, field: &str) -> (Span, Option<String>) {
    let key_result = place
        .key_result
        .and_then(|position| node.key_results().get(position));
    let title = key_result.map_or(node.title().span, |key_result| key_result.title.span);
    let written = match field {
        "target" => key_result
            .and_then(|own| own.target.as_ref())
            .map(|target| (target.span, in_one_line(&target.text))),
        "baseline" => key_result
            .and_then(|own| own.baseline.as_ref())
            .map(|value| (value.span, in_one_line(value.text()))),
        "due" => key_result
            .and_then(|own| own.due)
            .map(|due| (due.span, due.value.to_string())),
        _ => node
            .objective()
            .and_then(|own| own.commitment)
            .map(|own| (own.span, own.value.name().to_owned())),
    };
    match written {
        Some((span, text)) => (span, Some(text)),
        None => (title, None),
    }
}
