//! `orphan-objective`: an objective that serves no business goal in the end.

use std::collections::{BTreeSet, HashMap};

use crate::finding::{Finding, Level};
use crate::model::{Kind, Status};
use crate::rules::chain::{End, ends};
use crate::rules::{Check, Context, Group, Rule};
use crate::snapshot::{LinkField, Node, NodeId};
use crate::source::telling_words;

/// The rule.
pub const RULE: Rule = Rule {
    name: "orphan-objective",
    group: Group::Links,
    level: Level::Warning,
    summary: "An objective serves neither a goal nor a kpi in the end",
    why: "Whoever decides about people and money asks one question: which business goal does this \
          serve? An objective without an answer is the first to lose its funding, and often rightly \
          so. Adapt it until it serves a goal. If you are sure that it matters and no goal covers \
          it, the goals may lack something: take the case to those who set them (`okr why` prints \
          it), or name the kpi that it repairs.",
    bad: "\
#: goals/loyal-customers.yaml
goal: Keep the customers we win
owner: ceo
#: teams/support/2026-Q1/answer-first.yaml
objective: Answer customers before they have to ask again
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ orphan-objective
owner: support
",
    good: "\
#: goals/loyal-customers.yaml
goal: Keep the customers we win
owner: ceo
#: teams/support/2026-Q1/answer-first.yaml
objective: Answer customers before they have to ask again
owner: support
parent: loyal-customers
",
    source: "Cascading OKRs as published by Doerr and Google: every team objective can be traced to a business goal",
    parameters: &[],
    check: Check::Tree(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let ends = ends(context.snapshot);
    let goals = Goals::of(context);
    for (id, node) in context.nodes() {
        let active = node.common().status() == Status::Active;
        if let Some(End::Cut(top)) = ends.get(id.0 as usize).filter(|_| active) {
            findings.extend(finding(context, (id, node), *top, &goals));
        }
    }
}

fn finding(
    context: &Context<'_>,
    (id, node): (NodeId, &Node),
    top: NodeId,
    goals: &Goals<'_>,
) -> Option<Finding> {
    let snapshot = context.snapshot;
    let about = |message: String| {
        context
            .about(&RULE, node, node.title().span, message)
            .field("parent")
    };
    if id != top {
        let top = snapshot.node(top)?;
        let name = snapshot.name(top);
        let message = format!(
            "this objective serves no business goal in the end: the line upwards stops at `{name}`, which has no parent"
        );
        return Some(
            about(message)
                .related(top.file, top.title().span, "here it stops")
                .help(format!(
                    "give `{name}` a goal as parent, or give this another parent"
                )),
        );
    }
    let why = format!("`okr why {}`", snapshot.name(node));
    let dashed = node
        .links
        .iter()
        .find(|link| link.field == LinkField::ContributesTo && link.key_result.is_none());
    let help = match (dashed, goals.nearest(node)) {
        (Some(link), _) => format!("it only contributes to `{text}`: if that is what it serves, write `parent: {text}`", text = link.reference.text),
        (None, Some(goal)) => format!("write `parent: {}` if that is the goal it serves, adapt it to one, or make the case for it with {why}", snapshot.name(goal)),
        (None, None) if goals.none() => "write down the goal it serves, as `goal:` in a file of its own, and name it as `parent`".to_owned(),
        (None, None) => format!("adapt it to a goal and name that as `parent`, or make the case for it with {why}"),
    };
    Some(about("this objective serves no business goal: it has no parent".to_owned()).help(help))
}

/// The goals that are open, by the words of their titles.
struct Goals<'a> {
    by_word: HashMap<String, Vec<&'a Node>>,
}

/// A word that more goals than these have in common tells none of them from the others.
const COMMON: usize = 20;

impl<'a> Goals<'a> {
    fn of(context: &Context<'a>) -> Self {
        let mut by_word: HashMap<String, Vec<&Node>> = HashMap::new();
        for (_, node) in context.nodes() {
            if node.kind() == Kind::Goal && !node.common().status().is_closed() {
                for word in words(node) {
                    by_word.entry(word).or_default().push(node);
                }
            }
        }
        Self { by_word }
    }

    fn none(&self) -> bool {
        self.by_word.is_empty()
    }

    /// The goal that has the most words in common with `node`; of several the first.
    fn nearest(&self, node: &Node) -> Option<&'a Node> {
        let mut shared: Vec<(&'a Node, usize)> = Vec::new();
        for word in words(node) {
            let goals = self.by_word.get(&word).map_or(&[][..], Vec::as_slice);
            for goal in goals.iter().filter(|_| goals.len() <= COMMON) {
                match shared
                    .iter_mut()
                    .find(|(other, _)| std::ptr::eq(*other, *goal))
                {
                    Some((_, count)) => *count += 1,
                    None => shared.push((goal, 1)),
                }
            }
        }
        let best = shared.iter().map(|(_, count)| *count).max()?;
        let nearest = shared.into_iter().filter(|(_, count)| *count == best);
        nearest
            .map(|(goal, _)| goal)
            .min_by_key(|goal| (goal.file, goal.title().span))
    }
}

/// The words of a title that say what it is about, each once.
fn words(node: &Node) -> BTreeSet<String> {
    telling_words(node.title()).collect()
}
