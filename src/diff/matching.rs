//! Which thing of the later state is which of the earlier: by team and id, then by what it says it
//! continues, then by likeness. What was only guessed is marked.

mod guess;

use std::collections::{HashMap, HashSet};

use crate::diff::Sides;
use crate::diff::likeness::{ALIKE, likeness, wording};
use crate::model::{Cycle, Kind, Reference};
use crate::snapshot::{LinkField, Node, NodeId, Snapshot, TeamId};
use crate::source::Text;

/// What is compared of both states.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Scope {
    /// Everything.
    #[default]
    States,
    /// The objectives of one cycle with those of another, and what has no cycle.
    Cycles {
        /// The cycle of the earlier state.
        before: Cycle,
        /// The cycle of the later state.
        after: Cycle,
    },
    /// The objectives of one cycle alone.
    During(Cycle),
}

/// How two things were found to be the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum MatchedBy {
    /// They have the same id.
    Id,
    /// The later one says that it continues the earlier.
    CarriedFrom,
    /// They stand in the same place, or say the same word for word.
    Rename,
    /// What they say is alike.
    Likeness,
}

impl MatchedBy {
    /// Whether it is only a guess.
    #[must_use]
    pub const fn is_guess(self) -> bool {
        matches!(self, Self::Likeness)
    }
}

/// A thing of the earlier state and what it is in the later.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pair {
    /// In the earlier state.
    pub before: NodeId,
    /// In the later state.
    pub after: NodeId,
    /// How that was found.
    pub by: MatchedBy,
    /// Whether they have nothing in common but the id: something else took it.
    pub replaced: bool,
}

/// What belongs together.
#[derive(Debug, Clone, Default)]
pub struct Matching {
    /// What is in both states, in the order of the later.
    pub pairs: Vec<Pair>,
    /// What is only in the earlier state, in its order.
    pub removed: Vec<NodeId>,
    /// What is only in the later state, in its order.
    pub added: Vec<NodeId>,
    of_before: HashMap<NodeId, NodeId>,
}

impl Matching {
    /// What a thing of the earlier state is in the later.
    #[must_use]
    pub fn later(&self, before: NodeId) -> Option<NodeId> {
        self.of_before.get(&before).copied()
    }
}

impl Scope {
    fn takes(&self, node: &Node, is_after: bool) -> bool {
        let of = |cycle: &Cycle| {
            node.cycle
                .as_ref()
                .is_some_and(|own| own.name == cycle.name)
        };
        match self {
            Self::States => true,
            Self::During(cycle) => of(cycle),
            Self::Cycles { before, after } => {
                let own = if is_after { after } else { before };
                node.kind() != Kind::Objective || of(own)
            }
        }
    }
}

/// The team of a node in the terms of the later state: a team that was renamed is the same.
fn team_now(sides: Sides<'_>, node: &Node, is_after: bool) -> Option<Text> {
    let own = if is_after { sides.after } else { sides.before };
    let id = &own.team(node.team?)?.id;
    let now = sides
        .after
        .team_named(id)
        .and_then(|now| sides.after.team(now));
    Some(now.map_or_else(|| id.clone(), |now| now.id.clone()))
}

/// Whether `node` of the later state may mean `earlier` of the earlier one by a `carried_from` of
/// this `reference`.
#[must_use]
pub fn may_continue(sides: Sides<'_>, node: &Node, reference: &Reference, earlier: &Node) -> bool {
    let cycle = reference.cycle.as_ref();
    let named = cycle.and_then(|name| sides.after.calendar.cycle(name));
    let in_cycle = || match (&named, cycle) {
        (_, None) => true,
        (Some(named), _) => earlier.is_in(named),
        (None, _) => false,
    };
    let team = || earlier.team.and_then(|team| later_team(sides, team));
    let of_team = || match &reference.team {
        Some(named) => sides.after.team_named(named) == team(),
        // Without a name it is its own team's, where that has one.
        None => {
            let of_own = |other: &Node| {
                let theirs = other.team.and_then(|team| later_team(sides, team));
                other.id == earlier.id && other.kind() == earlier.kind() && theirs == node.team
            };
            team() == node.team || !sides.before.nodes.iter().any(of_own)
        }
    };
    earlier.kind() == node.kind() && earlier.id == reference.id && in_cycle() && of_team()
}

/// The team of the later state that a team of the earlier is.
#[must_use]
pub fn later_team(sides: Sides<'_>, team: TeamId) -> Option<TeamId> {
    sides.after.team_named(&sides.before.team(team)?.id)
}

/// What belongs together in two states.
#[must_use]
pub fn matching(sides: Sides<'_>, scope: &Scope) -> Matching {
    let taken = |snapshot: &Snapshot, is_after: bool| -> Vec<NodeId> {
        let nodes = snapshot.iter();
        nodes
            .filter(|(_, node)| scope.takes(node, is_after))
            .map(|(id, _)| id)
            .collect()
    };
    let mut work = Work {
        sides,
        before: taken(sides.before, false),
        after: taken(sides.after, true),
        pairs: Vec::new(),
    };
    let is_across = matches!(scope, Scope::Cycles { .. });
    // A cycle is the same by its name: which days it has is the business of the calendar.
    let cycle = |node: &Node| (!is_across).then(|| Some(node.cycle.as_ref()?.name.clone()));
    work.by_key(true, |sides, node, is_after| {
        (
            node.kind(),
            Some(team_now(sides, node, is_after)),
            Some(node.id.clone()),
            cycle(node),
        )
    });
    work.by_carried_from();
    // Another cycle, another team, another id in the same place: each at a time.
    work.by_key(false, |sides, node, is_after| {
        let team = Some(team_now(sides, node, is_after));
        (node.kind(), team, Some(node.id.clone()), None)
    });
    work.by_key(false, |_, node, _| {
        (node.kind(), None, Some(node.id.clone()), cycle(node))
    });
    work.by_content();
    work.by_likeness();
    work.done()
}

type Key = (
    Kind,
    Option<Option<Text>>,
    Option<Text>,
    Option<Option<Text>>,
);

struct Work<'s> {
    sides: Sides<'s>,
    before: Vec<NodeId>,
    after: Vec<NodeId>,
    pairs: Vec<Pair>,
}

impl<'s> Work<'s> {
    /// Pairs what has the same key, where only one on each side has it; else, where `in_order`, by
    /// the order of the files.
    fn by_key(&mut self, in_order: bool, key: impl Fn(Sides<'s>, &Node, bool) -> Key) {
        let sides = self.sides;
        let mut keys: HashMap<Key, (Vec<NodeId>, Vec<NodeId>)> = HashMap::new();
        for &id in &self.before {
            if let Some(node) = sides.before.node(id) {
                keys.entry(key(sides, node, false)).or_default().0.push(id);
            }
        }
        for &id in &self.after {
            if let Some(node) = sides.after.node(id) {
                keys.entry(key(sides, node, true)).or_default().1.push(id);
            }
        }
        let mut pairs = Vec::new();
        for (before, after) in keys.into_values() {
            match (before.as_slice(), after.as_slice()) {
                ([before], [after]) => pairs.push((*before, *after)),
                // The same id twice is an error of its own: they are told apart by their files.
                (before, after) if in_order => pairs.extend(self.by_file(before, after)),
                _ => {}
            }
        }
        for (before, after) in pairs {
            let replaced = self.is_replaced(before, after);
            self.pair(before, after, MatchedBy::Id, replaced);
        }
        self.forget();
    }

    /// Pairs things of one name by their files, then what is left in its order.
    fn by_file(&self, before: &[NodeId], after: &[NodeId]) -> Vec<(NodeId, NodeId)> {
        let path = |snapshot: &'s Snapshot, id: NodeId| {
            let file = snapshot.file(snapshot.node(id)?.file)?;
            Some(file.path.as_str())
        };
        let mut left = before.to_vec();
        let mut pairs = Vec::new();
        let mut rest = Vec::new();
        for &id in after {
            let own = path(self.sides.after, id);
            match left
                .iter()
                .position(|other| path(self.sides.before, *other) == own)
            {
                Some(at) => pairs.push((left.remove(at), id)),
                None => rest.push(id),
            }
        }
        pairs.extend(left.into_iter().zip(rest));
        pairs
    }

    /// Pairs what says that it continues something with that.
    fn by_carried_from(&mut self) {
        let sides = self.sides;
        let mut found = Vec::new();
        let free: HashSet<NodeId> = self.before.iter().copied().collect();
        let mut taken = HashSet::new();
        for &id in &self.after {
            let Some(node) = sides.after.node(id) else {
                continue;
            };
            let from = node
                .links
                .iter()
                .filter(|link| link.field == LinkField::CarriedFrom && link.key_result.is_none());
            for link in from {
                let reference = &link.reference.value;
                let meant = self.before.iter().copied().find(|before| {
                    let earlier = sides.before.node(*before);
                    earlier.is_some_and(|earlier| may_continue(sides, node, reference, earlier))
                });
                if let Some(before) = meant.filter(|id| free.contains(id) && !taken.contains(id)) {
                    taken.insert(before);
                    found.push((before, id));
                    break;
                }
            }
        }
        for (before, after) in found {
            self.pair(before, after, MatchedBy::CarriedFrom, false);
        }
        self.forget();
    }

    /// Whether two objectives of one id have nothing else in common: neither the wording nor the
    /// written id of a key result.
    fn is_replaced(&self, before: NodeId, after: NodeId) -> bool {
        let nodes = self
            .sides
            .before
            .node(before)
            .zip(self.sides.after.node(after));
        let Some((before, after)) = nodes else {
            return false;
        };
        let written = |node: &Node| -> HashSet<Text> {
            let key_results = node.key_results().iter();
            key_results
                .filter(|key_result| key_result.common.id.is_some())
                .map(|key_result| key_result.id.clone())
                .collect()
        };
        let in_common = written(before)
            .intersection(&written(after))
            .next()
            .is_some();
        let is_hidden = self.sides.is_hidden(before, after);
        // Without a title there are no words to tell it from another by.
        let says_nothing = |node: &Node| node.title().value.trim().is_empty();
        before.kind() == Kind::Objective
            && !in_common
            && !is_hidden
            && !says_nothing(before)
            && !says_nothing(after)
            && likeness(&before.title().value, &after.title().value) < ALIKE
            && likeness(&wording(before), &wording(after)) < ALIKE
    }

    fn pair(&mut self, before: NodeId, after: NodeId, by: MatchedBy, replaced: bool) {
        self.pairs.push(Pair {
            before,
            after,
            by,
            replaced,
        });
    }

    /// Takes what has been paired from what is left.
    fn forget(&mut self) {
        let before: HashSet<NodeId> = self.pairs.iter().map(|pair| pair.before).collect();
        let after: HashSet<NodeId> = self.pairs.iter().map(|pair| pair.after).collect();
        self.before.retain(|id| !before.contains(id));
        self.after.retain(|id| !after.contains(id));
    }

    fn done(mut self) -> Matching {
        self.pairs.sort_by_key(|pair| pair.after);
        Matching {
            of_before: self
                .pairs
                .iter()
                .filter(|pair| !pair.replaced)
                .map(|pair| (pair.before, pair.after))
                .collect(),
            pairs: self.pairs,
            removed: self.before,
            added: self.after,
        }
    }
}
