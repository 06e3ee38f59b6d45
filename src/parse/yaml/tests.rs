//! The reader as its callers see it: places, traps, hostile texts, and agreement with another reader.

#![allow(clippy::unwrap_used)]

mod hostile;
mod properties;
mod simple;
mod spans;
mod syntax;
mod texts;

use super::{Node, Tree, read};
use crate::finding::Problem;
use crate::source::Span;

/// `line:column` of a byte, both from 1, columns in characters.
fn place(text: &str, at: u32) -> String {
    let before = &text[..at as usize];
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap().chars().count() + 1;
    format!("{line}:{column}")
}

/// `line:column rule «what stands there»` of each problem.
fn told(text: &str) -> Vec<String> {
    let (tree, problems) = read(text.as_bytes());
    problems
        .iter()
        .map(|problem| {
            let there = problem.span.slice(&tree.text);
            let at = place(&tree.text, problem.span.start);
            format!("{at} {} «{there}»", problem.rule)
        })
        .collect()
}

/// The node that the path leads to: keys, and `#0` for an item.
fn find<'t>(tree: &'t Tree, path: &str) -> Node<'t> {
    let mut node = tree.roots().next().unwrap();
    for step in path.split('/').filter(|step| !step.is_empty()) {
        node = match step.strip_prefix('#') {
            Some(index) => node.items().nth(index.parse().unwrap()).unwrap(),
            None => {
                let mut pairs = node.pairs();
                let found = pairs.find(|pair| pair.key.as_str() == Some(step));
                found.unwrap().value
            }
        };
    }
    node
}

fn help(problem: &Problem) -> &str {
    problem.help.as_deref().unwrap_or_default()
}

fn sliced(tree: &Tree, span: Span) -> &str {
    span.slice(&tree.text)
}
