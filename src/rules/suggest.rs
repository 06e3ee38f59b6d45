//! What someone may have meant who wrote a name that there is not.

use std::cell::{Cell, OnceCell};
use std::collections::{BTreeMap, HashMap, HashSet};

use crate::parse::{Near, near};
use crate::rules::Context;
use crate::snapshot::{Node, NodeId};

/// How much may be spent on looking for likely names in one run of a rule: a tree in which
/// thousands of references are broken has another problem than their spelling.
const BUDGET: u32 = 4_000_000;
/// What comparing two names letter by letter costs, against a glance at their letters.
const COMPARISON: u32 = 200;
/// How many letters may differ: [`near`] forgives two slips, each of which touches two letters.
const LETTERS: u32 = 4;
/// By how much the lengths may differ.
const LENGTHS: usize = 2;

/// The ids of a tree, ready to be searched for one that is spelt like another.
pub struct Names<'a> {
    context: Context<'a>,
    by_length: OnceCell<BTreeMap<usize, Vec<Name<'a>>>>,
    left: Cell<u32>,
    teams: OnceCell<Spellings<'a>>,
    by_key_result: OnceCell<HashMap<&'a str, Vec<(NodeId, &'a Node)>>>,
}

/// Names that are no nodes', ready to be searched for one that is spelt like another.
pub struct Spellings<'a> {
    names: Vec<(&'a str, u64)>,
    left: Cell<u32>,
}

impl<'a> Spellings<'a> {
    /// Those of `names`.
    pub fn of(names: impl Iterator<Item = &'a str>) -> Self {
        Self {
            names: names.map(|name| (name, letters(name))).collect(),
            left: Cell::new(BUDGET),
        }
    }

    /// The name that is spelt like `written`; none once too much was asked.
    pub fn like(&self, written: &str) -> Option<Near<'a>> {
        let own = letters(written);
        let likely: Vec<&'a str> = self
            .names
            .iter()
            .filter(|(_, letters)| (letters ^ own).count_ones() <= LETTERS)
            .map(|(name, _)| *name)
            .collect();
        let cost = self.names.len() + likely.len() * COMPARISON as usize;
        let left = self.left.get().checked_sub(u32::try_from(cost).ok()?)?;
        self.left.set(left);
        near(written, likely)
    }
}

struct Name<'a> {
    id: NodeId,
    node: &'a Node,
    letters: u64,
}

impl<'a> Names<'a> {
    /// Nothing is prepared before the first question.
    pub const fn new(context: Context<'a>) -> Self {
        Self {
            context,
            by_length: OnceCell::new(),
            left: Cell::new(BUDGET),
            teams: OnceCell::new(),
            by_key_result: OnceCell::new(),
        }
    }

    /// A node other than `from` that can be seen from there and has a key result of this id.
    pub fn with_key_result(&self, id: &str, from: (NodeId, &Node)) -> Option<&'a Node> {
        /// Among more nobody can have meant one.
        const FEW: usize = 50;
        let by_key_result = self.by_key_result.get_or_init(|| {
            let mut by_id: HashMap<&str, Vec<(NodeId, &Node)>> = HashMap::new();
            for (id, node) in self.context.snapshot.iter() {
                for key_result in node.key_results() {
                    by_id.entry(&key_result.id).or_default().push((id, node));
                }
            }
            by_id
        });
        let nodes = by_key_result.get(id)?.iter().take(FEW);
        nodes
            .filter(|(other, node)| *other != from.0 && is_visible(node, from.1))
            .map(|(_, node)| *node)
            .next()
    }

    /// The id of the team that is spelt like `written`.
    pub fn team(&self, written: &str) -> Option<Near<'a>> {
        let teams = &self.context.snapshot.teams;
        self.teams
            .get_or_init(|| Spellings::of(teams.iter().map(|team| team.id.as_str())))
            .like(written)
    }

    /// The one of `few` names that is spelt like `written`.
    pub fn among<'f>(&self, written: &str, few: &[&'f str]) -> Option<Near<'f>> {
        let cost = u32::try_from(few.len()).ok()?.checked_mul(COMPARISON)?;
        self.left.set(self.left.get().checked_sub(cost)?);
        near(written, few.iter().copied())
    }

    /// A node other than `from` that is `wanted` and whose id is spelt like `written`: one that a
    /// plain reference from there can mean, else any. And whether it is the only one that near.
    pub fn like(
        &self,
        written: &str,
        from: (NodeId, &Node),
        wanted: impl Fn(&Node) -> bool,
    ) -> Option<(&'a Node, bool)> {
        let likely = self.likely(written);
        let others: Vec<&'a Node> = likely
            .into_iter()
            .filter(|(id, node)| *id != from.0 && *node.id != *written && wanted(node))
            .map(|(_, node)| node)
            .collect();
        let visible = others
            .iter()
            .copied()
            .filter(|node| is_visible(node, from.1));
        let closest = |nodes: &mut dyn Iterator<Item = &'a Node>| {
            let nodes: Vec<_> = nodes.collect();
            let near = near(written, nodes.iter().map(|node| node.id.as_str()))?;
            let node = nodes.into_iter().find(|node| *node.id == *near.name)?;
            Some((node, near.is_only))
        };
        closest(&mut visible.into_iter()).or_else(|| closest(&mut others.iter().copied()))
    }

    /// The nodes whose ids have about the length and the letters of `written`.
    fn likely(&self, written: &str) -> Vec<(NodeId, &'a Node)> {
        let by_length = self.by_length.get_or_init(|| by_length(self.context));
        let length = written.chars().count();
        let letters = letters(written);
        let mut likely = Vec::new();
        for name in by_length
            .range(length.saturating_sub(LENGTHS)..=length + LENGTHS)
            .flat_map(|(_, names)| names)
        {
            let close = (name.letters ^ letters).count_ones() <= LETTERS;
            let cost = if close { COMPARISON } else { 1 };
            let Some(left) = self.left.get().checked_sub(cost) else {
                return Vec::new();
            };
            self.left.set(left);
            if close {
                likely.push((name.id, name.node));
            }
        }
        likely
    }
}

/// Every id once for each cycle, by its number of characters.
fn by_length(context: Context<'_>) -> BTreeMap<usize, Vec<Name<'_>>> {
    let mut by_length: BTreeMap<usize, Vec<Name<'_>>> = BTreeMap::new();
    let mut seen = HashSet::new();
    for (id, node) in context.snapshot.iter() {
        if seen.insert((&node.id, node.kind(), &node.cycle)) {
            by_length
                .entry(node.id.chars().count())
                .or_default()
                .push(Name {
                    id,
                    node,
                    letters: letters(&node.id),
                });
        }
    }
    by_length
}

/// Which letters occur, as a set that may confuse a few.
fn letters(text: &str) -> u64 {
    text.chars()
        .fold(0, |letters, c| letters | 1 << (u32::from(c) % 64))
}

/// Whether a reference from `node` without a cycle can mean `other`.
pub fn is_visible(other: &Node, node: &Node) -> bool {
    match (&other.cycle, &node.cycle) {
        (Some(theirs), Some(own)) => theirs.contains(own),
        (theirs, _) => theirs.is_none(),
    }
}

/// Names in backticks, the last after `and`; of more than ten the rest as a number.
pub fn listed<T: AsRef<str>>(names: &[T], and: &str) -> String {
    const SHOWN: usize = 10;
    let mut quoted: Vec<String> = names
        .iter()
        .take(SHOWN)
        .map(|name| format!("`{}`", name.as_ref()))
        .collect();
    if names.len() > SHOWN {
        quoted.push(format!("{} more", names.len() - SHOWN));
    }
    match quoted.split_last() {
        None => String::new(),
        Some((only, [])) => only.clone(),
        Some((last, others)) => format!("{} {and} {last}", others.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_listed_as_in_a_sentence() {
        assert_eq!(listed::<&str>(&[], "and"), "");
        assert_eq!(listed(&["a"], "and"), "`a`");
        assert_eq!(listed(&["a", "b", "c"], "or"), "`a`, `b` or `c`");
        let many: Vec<_> = (0..12).map(|n| n.to_string()).collect();
        assert!(listed(&many, "and").ends_with("`9` and 2 more"));
    }
}
