//! `cycle-outside-parent`: a child in a cycle that its parent's does not contain.

use crate::finding::{Finding, Level};
use crate::model::Reference;
use crate::rules::{Check, Context, Group, Rule};
use crate::snapshot::{Node, NodeId, Viewpoint};

/// The rule.
pub const RULE: Rule = Rule {
    name: "cycle-outside-parent",
    group: Group::Links,
    level: Level::Warning,
    summary: "The parent's cycle does not contain the child's",
    why: "Work can only help a result that is still open while the work is done. An objective of the \
          second quarter under one of the first counts towards something that has been closed and \
          scored already. Name what is to be served now: the parent that was carried on into this \
          cycle, one of the half or the year, or the goal itself.",
    bad: "\
#: goals/grow.yaml
goal: Grow with the customers we have
owner: ceo
#: 2026-Q1/loyal.yaml
objective: Keep the customers we win
owner: product
parent: grow
#: 2026-Q2/answer-first.yaml
objective: Answer customers before they have to ask again
owner: support
parent: loyal@2026-Q1
#       ^^^^^^^^^^^^^ cycle-outside-parent
",
    good: "\
#: goals/grow.yaml
goal: Grow with the customers we have
owner: ceo
#: 2026-H1/loyal.yaml
objective: Keep the customers we win
owner: product
parent: grow
#: 2026-Q2/answer-first.yaml
objective: Answer customers before they have to ask again
owner: support
parent: loyal
",
    source: "Follows from cascading OKRs: the levels share a rhythm, and a longer cycle holds the shorter ones",
    parameters: &[],
    check: Check::Tree(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for (id, node) in context.nodes() {
        findings.extend(finding(context, id, node));
    }
}

fn finding(context: &Context<'_>, id: NodeId, node: &Node) -> Option<Finding> {
    let link = node.parent()?;
    let place = link.to.as_ref().ok()?;
    let parent = context.snapshot.node(place.node)?;
    let (own, theirs) = (node.cycle.as_ref()?, parent.cycle.as_ref()?);
    if theirs.contains(own) {
        return None;
    }
    let name = context.snapshot.place_name(*place);
    let message = format!(
        "this is for {}, but its parent `{name}` is for {}, which does not contain it",
        own.name, theirs.name
    );
    let finding = context
        .about(&RULE, node, link.reference.span, message)
        .field("parent")
        .related(
            parent.file,
            parent.title().span,
            format!("the parent, in {}", theirs.name),
        );
    let without_cycle = Reference {
        cycle: None,
        ..Reference::clone(&link.reference)
    };
    let viewpoint = Viewpoint {
        node: Some(id),
        team: Some(node.team),
        cycle: Some(own),
    };
    Some(match context.snapshot.resolve(viewpoint, &without_cycle) {
        Ok(nearer) => finding.help(format!(
            "`{}` without a cycle means the one that is open in {}",
            context.snapshot.place_name(nearer),
            own.name
        )),
        Err(_) => finding.help(format!("carry the parent on into {own}, or name one of {own}, of a cycle that contains it, or a goal", own = own.name)),
    })
}
