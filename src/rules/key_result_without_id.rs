//! `key-result-without-id`: key results that are known by their position alone.

use crate::finding::{Finding, Level};
use crate::model::KeyResult;
use crate::rules::{Check, Context, Group, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "key-result-without-id",
    group: Group::Structure,
    level: Level::Info,
    summary: "Key results without an id",
    why: "A key result without an `id` is called `kr1`, `kr2` and so on by its position. Positions \
          are not stable names: put another one first, or swap two, and every reference, every \
          commit and the history of the values point at the wrong one. A short `id` such as `churn` \
          costs one line. A single key result has no one to change places with.",
    bad: "\
objective: Answer customers before they have to ask again
owner: support
key_results:
  - title: First answer
#          ^^^^^^^^^^^^ key-result-without-id
    baseline: 9 h
    target: 2 h
    current: 5 h
  - title: Questions answered at once
    baseline: 35%
    target: 50%
    current: 41%
",
    good: "\
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
",
    source: "Follows from the format: history is followed by id",
    parameters: &[],
    check: Check::Tree(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for (_, node) in context.nodes() {
        let all = node.key_results();
        let mut without = all.iter().filter(|key_result| is_nameless(key_result));
        let Some(first) = without.next().filter(|_| all.len() > 1) else {
            continue;
        };
        let message = match without.count() {
            0 => "this key result has no id, so its history is lost when it changes places".to_owned(),
            1 => "this key result and one more have no id, so their history is lost when they change places".to_owned(),
            more => format!("this key result and {more} more have no id, so their history is lost when they change places"),
        };
        let span = match first.title.span.is_empty() {
            true => first.span,
            false => first.title.span,
        };
        findings.push(
            context
                .about(&RULE, node, span, message)
                .field("id")
                .help("write `id:` with a short name that will last, such as `churn`"),
        );
    }
}

fn is_nameless(key_result: &KeyResult) -> bool {
    key_result.common.id.is_none() && !key_result.common.is_refused("id")
}
