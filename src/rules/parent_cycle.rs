//! `parent-cycle`: a chain of parents that closes on itself, of objectives or of teams.

use crate::finding::{FileId, Finding, Level};
use crate::rules::chain::loops;
use crate::rules::{Check, Context, Group, Rule};
use crate::snapshot::{Node, TeamId};
use crate::source::Span;

/// The rule.
pub const RULE: Rule = Rule {
    name: "parent-cycle",
    group: Group::Links,
    level: Level::Error,
    summary: "A chain of parents closes on itself",
    why: "When each of several objectives serves the next and the last one serves the first, none of \
          them serves the business: the line upwards never arrives anywhere. One of them is the \
          highest. Find it by asking which would still be worth doing without the others, and give \
          it a goal as parent.",
    bad: "\
#: 2026-Q1/faster-answers.yaml
objective: Answer customers before they have to ask again
owner: support
parent: fewer-questions
#       ^^^^^^^^^^^^^^^ parent-cycle
#: 2026-Q1/fewer-questions.yaml
objective: Make the product explain itself
owner: design
parent: loyal-customers
#: 2026-Q1/loyal-customers.yaml
objective: Keep the customers we win
owner: product
parent: faster-answers
",
    good: "\
#: goals/grow.yaml
goal: Grow with the customers we have
owner: ceo
#: 2026-Q1/faster-answers.yaml
objective: Answer customers before they have to ask again
owner: support
parent: fewer-questions
#: 2026-Q1/fewer-questions.yaml
objective: Make the product explain itself
owner: design
parent: loyal-customers
#: 2026-Q1/loyal-customers.yaml
objective: Keep the customers we win
owner: product
parent: grow
",
    source: "Follows from cascading OKRs: every line upwards ends at a business goal",
    parameters: &[],
    check: Check::Tree(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    of_nodes(context, findings);
    of_teams(context, findings);
}

/// How many members of a loop are named and shown; more would bury what is to be seen.
const SHOWN: usize = 100;

/// Something in a loop: its name, and where its parent was written.
struct Member {
    name: String,
    parent: Option<(FileId, Span)>,
}

fn of_nodes(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let snapshot = context.snapshot;
    let node = |at: usize| snapshot.nodes.get(at);
    let next = |at: usize| Some(node(at)?.parent()?.to.as_ref().ok()?.node.0 as usize);
    for members in loops(snapshot.nodes.len(), next) {
        let mut nodes: Vec<&Node> = members.into_iter().filter_map(node).collect();
        // What is read only in part is not judged, but it can be part of what is.
        let Some(first) = nodes.iter().position(|node| !node.document.broken) else {
            continue;
        };
        nodes.rotate_left(first);
        let name = |node: &&Node| Member {
            name: snapshot.name(node),
            parent: node.parent().map(|link| (node.file, link.reference.span)),
        };
        let members: Vec<Member> = nodes.iter().take(SHOWN).map(name).collect();
        let subject = members.first().map(|member| member.name.clone());
        if let Some(finding) = finding(&members, nodes.len(), "these parents run in a circle") {
            let finding = finding.subject(subject.unwrap_or_default());
            findings.push(
                finding.help("one of them is the highest: give that one a business goal as parent"),
            );
        }
    }
}

fn of_teams(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let teams = &context.snapshot.teams;
    let member = |at: usize| {
        let team = teams.get(at)?;
        let written = team.plans.iter().find_map(|plan| {
            let parent = plan.team()?.parent.as_ref()?;
            Some((plan.file, parent.span, plan.document.broken))
        });
        Some((team, written))
    };
    let above = |at: usize| {
        let TeamId(above) = teams.get(at)?.parent?;
        Some(above as usize)
    };
    for mut members in loops(teams.len(), above) {
        let judged = |at: &usize| {
            member(*at).is_some_and(|(_, written)| matches!(written, Some((.., false))))
        };
        let Some(first) = members.iter().position(judged) else {
            continue;
        };
        members.rotate_left(first);
        let count = members.len();
        let members: Vec<Member> = members
            .into_iter()
            .take(SHOWN)
            .filter_map(member)
            .map(|(team, written)| Member {
                name: team.id.to_string(),
                parent: written.map(|(file, span, _)| (file, span)),
            })
            .collect();
        let subject = members
            .first()
            .map(|member| format!("team:{}", member.name));
        if let Some(finding) = finding(
            &members,
            count,
            "these teams stand above one another in a circle",
        ) {
            let finding = finding.subject(subject.unwrap_or_default());
            findings.push(finding.help("one of them is the highest: take its `parent` away"));
        }
    }
    for (_, team) in context.snapshot.iter_teams() {
        for (plan, parent) in team
            .plans
            .iter()
            .filter(|plan| !plan.document.broken)
            .filter_map(|plan| Some((plan, plan.team()?.parent.as_ref()?)))
            .filter(|(_, parent)| parent.value == team.id)
        {
            findings.push(
                Finding::new(
                    RULE.name,
                    plan.file,
                    parent.span,
                    format!("the team `{}` has itself as parent", team.id),
                )
                .subject(format!("team:{}", team.id))
                .field("parent")
                .help("name the team above it, or take the line away"),
            );
        }
    }
}

/// The finding at the first member's parent, with the whole loop.
fn finding(members: &[Member], count: usize, message: &str) -> Option<Finding> {
    let first = members.first()?;
    let (file, span) = first.parent?;
    let mut names: Vec<&str> = members.iter().map(|member| member.name.as_str()).collect();
    let more = format!("({} more)", count.saturating_sub(members.len()));
    if count > members.len() {
        names.push(&more);
    }
    names.push(&first.name);
    let mut finding = Finding::new(
        RULE.name,
        file,
        span,
        format!("{message}: `{}`", names.join(" → ")),
    );
    for (member, next) in members.iter().zip(names.iter().skip(1)).skip(1) {
        if let Some((file, span)) = member.parent {
            finding = finding.related(
                file,
                span,
                format!("`{}` has `{next}` as parent", member.name),
            );
        }
    }
    Some(finding.field("parent"))
}
