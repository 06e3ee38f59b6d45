//! What an objective could serve that serves no goal yet: the goals and company OKRs whose words are
//! the most like its own.

use std::cmp::Reverse;
use std::collections::HashSet;

use crate::model::Kind;
use crate::snapshot::{Node, NodeId, Place, Snapshot};
use crate::source::{Text, telling_words};
use crate::views::node::full_place_name;

/// Something that a line could lead to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// Its name that no other has.
    pub reference: String,
    /// Its name: what to write as `parent`.
    pub name: String,
    /// What it says.
    pub title: Text,
    /// Whether it is a goal or an objective; of a key result, that of its objective.
    pub kind: Kind,
    /// Whether it is a key result.
    pub is_key_result: bool,
    /// How many words they have in common: one of its title counts two, one of its reason, or of
    /// the objective of a key result, one. 0 where it is only named because it is a goal.
    pub likeness: usize,
}

/// How many are named.
const MOST: usize = 3;

/// The likeliest of what `orphan` could serve: open, of its cycle or one that contains it, and
/// leading to a goal. Where nothing is like it, the first goals there are.
pub fn candidates(snapshot: &Snapshot, orphan: NodeId) -> Vec<Candidate> {
    let Some(node) = snapshot.node(orphan) else {
        return Vec::new();
    };
    let own = own_words(node);
    let mut found: Vec<Candidate> = Vec::new();
    for id in leading_to_goals(snapshot) {
        let other = snapshot.node(id).filter(|other| is_possible(other, node));
        if let Some(other) = other {
            found.extend(of_node(snapshot, (id, other), &own));
        }
    }
    // The sort keeps the order of equals: goals, then what stands right below them, and so on.
    found.sort_by_key(|candidate| Reverse(candidate.likeness));
    let is_like = found.first().is_some_and(|best| best.likeness > 0);
    found.retain(|candidate| match is_like {
        true => candidate.likeness > 0,
        false => candidate.kind == Kind::Goal,
    });
    found.truncate(MOST);
    found
}

fn own_words(node: &Node) -> HashSet<String> {
    let why = node.common().background.why.as_ref().map(|why| &why.value);
    let key_results = node.key_results().iter().map(|own| &own.title.value);
    [&node.title().value]
        .into_iter()
        .chain(why)
        .chain(key_results)
        .flat_map(|text| telling_words(text))
        .collect()
}

/// The open goals, then all that hangs under them, level by level. What serves the orphan itself
/// is not among it, or the orphan would serve a goal.
fn leading_to_goals(snapshot: &Snapshot) -> Vec<NodeId> {
    let goals = snapshot
        .iter()
        .filter(|(_, node)| node.kind() == Kind::Goal);
    let mut found: Vec<NodeId> = goals
        .filter(|(_, node)| !node.common().status().is_closed())
        .map(|(id, _)| id)
        .collect();
    let mut at = 0;
    while let Some(node) = found.get(at).map(|id| snapshot.node(*id)) {
        // Every node has one parent at most, and goals have none: nothing is met twice.
        let children = node.into_iter().flat_map(|node| &node.children);
        let children: Vec<NodeId> = children.map(|child| child.node).collect();
        found.extend(children);
        at += 1;
    }
    found
}

/// A goal, or an open objective of the company in view of `orphan`.
fn is_possible(node: &Node, orphan: &Node) -> bool {
    let in_view = match (&node.cycle, &orphan.cycle) {
        (Some(theirs), Some(own)) => theirs.contains(own),
        (None, _) => true,
        (Some(_), None) => false,
    };
    let is_open = !node.common().status().is_closed();
    is_open && in_view && (node.kind() == Kind::Goal || node.team.is_none())
}

/// A node and its open key results; these only where their own titles are like it.
fn of_node<'s>(
    snapshot: &'s Snapshot,
    (id, node): (NodeId, &'s Node),
    own: &'s HashSet<String>,
) -> impl Iterator<Item = Candidate> + 's {
    let why = node.common().background.why.as_ref();
    let title = &node.title().value;
    let likeness = likeness(own, title, why.map_or("", |why| &why.value));
    let whole = candidate(snapshot, (id, node), None, likeness);
    let rows = node.key_results().iter().enumerate();
    let open = rows.filter(|(_, row)| !row.common.status().is_closed());
    let like = open.filter_map(move |(position, row)| {
        let own_title = self::likeness(own, &row.title.value, "");
        let with_objective = self::likeness(own, &row.title.value, title);
        (own_title > 0).then(|| candidate(snapshot, (id, node), Some(position), with_objective))
    });
    std::iter::once(whole).chain(like)
}

fn candidate(
    snapshot: &Snapshot,
    (id, node): (NodeId, &Node),
    key_result: Option<usize>,
    likeness: usize,
) -> Candidate {
    let place = Place {
        node: id,
        key_result,
    };
    let row = key_result.and_then(|position| node.key_results().get(position));
    Candidate {
        reference: full_place_name(snapshot, place),
        name: snapshot.place_name(place),
        title: row.map_or(node.title(), |row| &row.title).value.clone(),
        kind: node.kind(),
        is_key_result: key_result.is_some(),
        likeness,
    }
}

/// How many of `own` words stand in `title`, each counted twice, or else in `beside` it.
fn likeness(own: &HashSet<String>, title: &str, beside: &str) -> usize {
    let title: HashSet<String> = telling_words(title).collect();
    let beside: HashSet<String> = telling_words(beside).collect();
    own.iter()
        .map(|word| match title.contains(word) {
            true => 2,
            false => usize::from(beside.contains(word)),
        })
        .sum()
}
