//! `parent-closed`: the parent was given up while the child goes on.

use crate::finding::{Finding, Level};
use crate::model::{Common, Status};
use crate::rules::{Check, Context, Group, Rule};
use crate::snapshot::Node;

/// The rule.
pub const RULE: Rule = Rule {
    name: "parent-closed",
    group: Group::Links,
    level: Level::Warning,
    summary: "The parent was dropped, missed or postponed while the child goes on",
    why: "When something is given up further up, the work below it often goes on, because nobody \
          told those who do it. That is time nobody decided to spend. Close it as well, with the \
          reason, or find out what else it serves and make that its parent.",
    bad: "\
#: 2026-Q1/loyal.yaml
objective: Keep the customers we win
owner: product
status: dropped
reason: We put all our time into winning new ones.
#: teams/support/2026-Q1/answer-first.yaml
objective: Answer customers before they have to ask again
owner: support
parent: loyal
#       ^^^^^ parent-closed
",
    good: "\
#: 2026-Q1/loyal.yaml
objective: Keep the customers we win
owner: product
status: dropped
reason: We put all our time into winning new ones.
#: teams/support/2026-Q1/answer-first.yaml
objective: Answer customers before they have to ask again
owner: support
parent: loyal
status: dropped
reason: What it served was dropped.
",
    source: "Follows from cascading OKRs: what serves something that was given up needs a decision of its own",
    parameters: &[],
    check: Check::Tree(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for (_, node) in context.nodes() {
        if node.common().status() == Status::Active {
            findings.extend(finding(context, node));
        }
    }
}

fn finding(context: &Context<'_>, node: &Node) -> Option<Finding> {
    let link = node.parent()?;
    let place = link.to.as_ref().ok()?;
    let parent = context.snapshot.node(place.node)?;
    let key_result = place
        .key_result
        .and_then(|position| parent.key_results().get(position));
    // Of the two the key result says more precisely what was given up.
    let closed = key_result
        .map(|key_result| &key_result.common)
        .into_iter()
        .chain([parent.common()])
        .find(|common| is_given_up(common))?;
    let status = closed.status.as_ref()?;
    let name = context.snapshot.place_name(*place);
    let message = format!(
        "the parent `{name}` was {}, and this goes on",
        status.value.name()
    );
    Some(
        context
            .about(&RULE, node, link.reference.span, message)
            .field("parent")
            .related(parent.file, status.span, "here it was closed")
            .help("close this as well with `status:` and a `reason:`, or name what else it serves as its parent"),
    )
}

fn is_given_up(common: &Common) -> bool {
    matches!(
        common.status(),
        Status::Dropped | Status::Missed | Status::Postponed
    )
}
