//! `parent-not-found`: the parent that is named does not exist.

use crate::finding::{Finding, Level};
use crate::parse::nearest;
use crate::rules::{Check, Context, Group, Rule};
use crate::snapshot::{Link, Node, NodeId, Unresolved};

/// The rule.
pub const RULE: Rule = Rule {
    name: "parent-not-found",
    group: Group::Links,
    level: Level::Error,
    summary: "The parent that is named does not exist",
    why: "The line from a team's work up to a business goal is what people trust when they decide \
          where money and time go. A parent that does not exist breaks that line without anybody \
          noticing. Name a goal, an objective, one of its key results, or a kpi that this repairs.",
    bad: "\
#: goals/streaming-leader.yaml
goal: Become a leader in streaming
owner: ceo
#: 2026-Q1/seamless.yaml
objective: Deliver the most seamless experience
owner: cpo
parent: streaming-leadr
#       ^^^^^^^^^^^^^^^ parent-not-found
",
    good: "\
#: goals/streaming-leader.yaml
goal: Become a leader in streaming
owner: ceo
#: 2026-Q1/seamless.yaml
objective: Deliver the most seamless experience
owner: cpo
parent: streaming-leader
",
    source: "Every team objective can be traced to a business goal; that trace is what wins funding",
    parameters: &[],
    check: Check::Tree(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for (id, node) in context.nodes() {
        if let Some(link) = node.parent() {
            findings.extend(finding(context, id, node, link));
        }
    }
}

fn finding(context: &Context<'_>, id: NodeId, node: &Node, link: &Link) -> Option<Finding> {
    let name = &link.reference.value;
    let span = link.reference.span;
    let about = |message: String| context.about(&RULE, node, span, message).field("parent");
    match link.to.as_ref().err()? {
        Unresolved::Ambiguous(_) | Unresolved::Unread => None,
        Unresolved::Itself => Some(
            about(format!("`{}` has itself as parent", name.text)).help("name what it serves: a goal, or an objective above it"),
        ),
        Unresolved::NoKeyResult(parent) => {
            let parent = context.snapshot.node(*parent)?;
            let key_result = name.key_result.as_deref().unwrap_or_default();
            let ids: Vec<&str> = parent.key_results().iter().map(|key_result| key_result.id.as_str()).collect();
            let finding = about(format!("`{}` has no key result `{key_result}`", parent.id))
                .related(parent.file, parent.title().span, "this is the parent that is named");
            Some(match (nearest(key_result, ids.iter().copied()), ids.is_empty()) {
                (Some(near), _) => finding.help(format!("did you mean `{}/{near}`?", parent.id)).edit(span, format!("{}/{near}", parent.id)),
                (None, true) => finding.help(format!("it has none at all: write `parent: {}`", parent.id)),
                (None, false) => finding.help(format!("its key results are {}", listed(&ids))),
            })
        }
        Unresolved::Unknown { elsewhere } => {
            let finding = about(format!("there is no `{}` to have as parent", name.text));
            let other = elsewhere.first().and_then(|other| context.snapshot.node(*other));
            Some(match other {
                Some(other) => elsewhere_finding(context, node, finding, other),
                None => match nearest(&name.id, candidates(context, id, node)) {
                    Some(near) => {
                        let mended = name.text.replacen(&*name.id, near, 1);
                        finding.help(format!("did you mean `{mended}`?")).edit(span, mended)
                    }
                    None => finding.help("write the id of a goal, of an objective (with `/` and the id of a key result, if it serves that one), or of a kpi that it repairs"),
                },
            })
        }
    }
}

/// The parent exists, only not where the reference looks.
fn elsewhere_finding(context: &Context<'_>, node: &Node, finding: Finding, other: &Node) -> Finding {
    let cycle = |node: &Node| node.cycle.as_ref().map(|cycle| cycle.name.to_string());
    let finding = finding.related(other.file, other.title().span, "something of that name stands here");
    match (cycle(other), cycle(node)) {
        (Some(theirs), Some(own)) if theirs != own => finding.help(format!(
            "it exists in {theirs}, which does not contain {own}: write `{}` if that one is meant, or carry it on into {own}",
            context.snapshot.full_name(other)
        )),
        _ => finding.help(format!("did you mean `{}`?", context.snapshot.full_name(other))),
    }
}

/// The ids that could be meant: those that can be seen from the node first.
fn candidates<'a>(context: &Context<'a>, id: NodeId, node: &Node) -> Vec<&'a str> {
    let visible = |other: &Node| match (&other.cycle, &node.cycle) {
        (Some(theirs), Some(own)) => theirs.contains(own),
        (theirs, _) => theirs.is_none(),
    };
    let mut others: Vec<_> = context.snapshot.iter().filter(|(other, _)| *other != id).collect();
    others.sort_by_key(|(_, other)| !visible(other));
    others.into_iter().map(|(_, other)| other.id.as_str()).collect()
}

fn listed(ids: &[&str]) -> String {
    let quoted: Vec<_> = ids.iter().map(|id| format!("`{id}`")).collect();
    quoted.join(", ")
}
