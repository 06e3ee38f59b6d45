//! `duplicate-id`: one name for two things.

use std::collections::HashMap;
use std::hash::Hash;

use crate::finding::{FileId, Finding, Level};
use crate::model::{Content, Cycle};
use crate::rules::{Check, Context, Group, Rule};
use crate::snapshot::{Node, NodeId, Place};
use crate::source::Span;

/// The rule.
pub const RULE: Rule = Rule {
    name: "duplicate-id",
    group: Group::Structure,
    level: Level::Error,
    summary: "The same id twice in one team and cycle",
    why: "An id is how everything else points at something: a parent, a commit, last quarter's diff. \
          Two things of one name in one team and cycle cannot be told apart by any reference, and \
          their histories run into each other. Give one of them a name that says how it differs. \
          Two teams may use the same id, and so may two cycles: there it means that the objective \
          is carried on.",
    bad: "\
#: teams/support/2026-Q1/answer-first.yaml
objective: Answer customers before they have to ask again
owner: support
key_results:
  - id: answer
    title: First answer
    baseline: 9 h
    target: 2 h
    current: 5 h
  - id: answer
#       ^^^^^^ duplicate-id
    title: Questions answered at once
    baseline: 35%
    target: 50%
    current: 41%
#: teams/support/2026-Q1/self-service.yaml
objective: Let customers help themselves
id: answer-first
#   ^^^^^^^^^^^^ duplicate-id
owner: support
",
    good: "\
#: teams/support/2026-Q1/answer-first.yaml
objective: Answer customers before they have to ask again
owner: support
key_results:
  - id: first-answer
    title: First answer
    baseline: 9 h
    target: 2 h
    current: 5 h
  - id: answered-at-once
    title: Questions answered at once
    baseline: 35%
    target: 50%
    current: 41%
#: teams/support/2026-Q1/self-service.yaml
objective: Let customers help themselves
owner: support
",
    source: "Follows from the format: a reference means one thing",
    parameters: &[],
    check: Check::Tree(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    nodes(context, findings);
    for (id, node) in context.nodes() {
        key_results(context, id, node, findings);
    }
    teams(context, findings);
}

/// Remembers where each name stands first, and gives that place for every further one.
struct Seen<K>(HashMap<K, (FileId, Span)>);

impl<K: Hash + Eq> Seen<K> {
    fn before(&mut self, name: K, file: FileId, span: Span) -> Option<(FileId, Span)> {
        let here = (file, span);
        let first = *self.0.entry(name).or_insert(here);
        (first != here).then_some(first)
    }
}

fn nodes(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let mut seen = Seen(HashMap::new());
    for (_, node) in context.nodes().filter(|(_, node)| is_named(node)) {
        let span = node.id_span();
        let Some((file, first)) = seen.before((node.team, &node.cycle, &node.id), node.file, span)
        else {
            continue;
        };
        let team = node.team.and_then(|team| context.snapshot.team(team));
        let team = team.map_or_else(
            || "at company level".to_owned(),
            |team| format!("in the team `{}`", team.id),
        );
        let message = format!(
            "`{}` stands a second time {team}{}",
            node.id,
            in_cycle(node.cycle.as_ref())
        );
        let help = match node.common().id {
            Some(_) => "give one of them another id",
            None => {
                "the id comes from the name of the file: rename it, or write `id:` with another name"
            }
        };
        findings.push(
            context
                .about(&RULE, node, span, message)
                .field("id")
                .related(file, first, "the first one")
                .help(help),
        );
    }
}

/// Whether it is known what the node is called and where it belongs; what is missing for that is
/// reported already.
fn is_named(node: &Node) -> bool {
    let has_id = match node.common().id {
        Some(_) => true,
        None => node.document.first && !node.common().is_refused("id"),
    };
    has_id && (node.cycle.is_some() || node.objective().is_none())
}

fn in_cycle(cycle: Option<&Cycle>) -> String {
    cycle.map_or_else(String::new, |cycle| format!(" in {}", cycle.name))
}

fn key_results(context: &Context<'_>, id: NodeId, node: &Node, findings: &mut Vec<Finding>) {
    let mut seen = Seen(HashMap::new());
    let all = node.key_results().iter().enumerate();
    // Written names first: where a position happens to be called like one of them, it gives way.
    let (written, by_position): (Vec<_>, Vec<_>) = all
        .filter(|(_, key_result)| !key_result.common.is_refused("id"))
        .partition(|(_, key_result)| key_result.common.id.is_some());
    for (position, key_result) in written.into_iter().chain(by_position) {
        let own = key_result.common.id.as_ref().map(|id| id.span);
        let span = own.unwrap_or(key_result.title.span);
        let Some((file, first)) = seen.before(&key_result.id, node.file, span) else {
            continue;
        };
        let place = Place {
            node: id,
            key_result: Some(position),
        };
        let (message, help) = match own {
            Some(_) => (
                format!(
                    "the key result `{}` stands here a second time",
                    key_result.id
                ),
                "give one of them another id".to_owned(),
            ),
            None => (
                format!(
                    "this key result is called `{}` by its position, and another one by its `id`",
                    key_result.id
                ),
                "write `id:` with a name of its own".to_owned(),
            ),
        };
        findings.push(
            context
                .about_key_result(&RULE, place, span, message)
                .field("id")
                .related(file, first, "the first one")
                .help(help),
        );
    }
}

fn teams(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for team in &context.snapshot.teams {
        let mut seen = Seen(HashMap::new());
        let plans = team.plans.iter().filter(|plan| {
            let names_a_cycle = plan.document.named_cycle().is_some();
            !plan.document.broken && (plan.cycle.is_some() || !names_a_cycle)
        });
        for plan in plans {
            let Content::Team(document) = &plan.document.content else {
                continue;
            };
            let own = document.common.id.as_ref().map(|id| id.span);
            let span = own.unwrap_or(document.title.span);
            let Some((file, first)) = seen.before(&plan.cycle, plan.file, span) else {
                continue;
            };
            let plan_of = match &plan.cycle {
                Some(cycle) => format!("a plan for {}", cycle.name),
                None => "a standing plan".to_owned(),
            };
            findings.push(
                Finding::new(
                    RULE.name,
                    plan.file,
                    span,
                    format!("the team `{}` has {plan_of} twice", team.id),
                )
                .subject(format!("team:{}", team.id))
                .field("id")
                .related(file, first, "the first one")
                .help("keep one of them; if they are two teams, give one another id"),
            );
        }
    }
}
