//! What is only guessed to be the same: by where it stands and how like its words are.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::{MatchedBy, Work, team_now};
use crate::diff::likeness::{ALIKE, Letters, VERY_ALIKE, likeness, wording};
use crate::model::Kind;
use crate::snapshot::{NodeId, Snapshot};
use crate::source::Text;

impl Work<'_> {
    /// Pairs what says the same word for word, or stands in the same place of the same file.
    pub(super) fn by_content(&mut self) {
        let sides = self.sides;
        let mut texts: BTreeMap<(Kind, String), (Vec<NodeId>, Vec<NodeId>)> = BTreeMap::new();
        for (snapshot, ids, is_after) in [
            (sides.before, &self.before, false),
            (sides.after, &self.after, true),
        ] {
            for &id in ids {
                let Some(node) = snapshot.node(id) else {
                    continue;
                };
                let entry = texts.entry((node.kind(), wording(node))).or_default();
                match is_after {
                    false => entry.0.push(id),
                    true => entry.1.push(id),
                }
            }
        }
        for (before, after) in texts.into_values() {
            if let ([before], [after]) = (before.as_slice(), after.as_slice()) {
                self.pair(*before, *after, MatchedBy::Rename, false);
            }
        }
        self.forget();
        let place = |snapshot: &Snapshot, id: NodeId| {
            let node = snapshot.node(id)?;
            Some((snapshot.file(node.file)?.path.clone(), node.document.first))
        };
        let before: HashMap<_, NodeId> = self
            .before
            .iter()
            .filter_map(|&id| Some((place(sides.before, id)?, id)))
            .collect();
        let here: Vec<(NodeId, NodeId)> = self
            .after
            .iter()
            .filter_map(|&id| Some((*before.get(&place(sides.after, id)?)?, id)))
            .filter(|(before, after)| self.likeness(*before, *after) >= ALIKE)
            .collect();
        for (before, after) in here {
            self.pair(before, after, MatchedBy::Rename, false);
        }
        self.forget();
    }

    /// Pairs what is left by likeness, the likest first.
    pub(super) fn by_likeness(&mut self) {
        let sides = self.sides;
        let told = |snapshot: &'_ Snapshot, ids: &[NodeId], is_after: bool| -> Vec<Told> {
            let nodes = ids
                .iter()
                .filter_map(|&id| Some((id, snapshot.node(id)?)))
                .map(|(id, node)| Told {
                    id,
                    group: (node.kind(), team_now(sides, node, is_after)),
                    title: Letters::of(&node.title().value),
                    wording: Letters::of(&wording(node)),
                });
            nodes.collect()
        };
        let before = told(sides.before, &self.before, false);
        let after = told(sides.after, &self.after, true);
        let is_many = before.len().saturating_mul(after.len()) > MOST_PAIRS;
        let mut compared = 0_usize;
        let mut found: Vec<(u32, NodeId, NodeId)> = Vec::new();
        for one in &before {
            for other in &after {
                let may = match is_many {
                    true => one.group == other.group,
                    false => one.group.0 == other.group.0,
                };
                if !may {
                    continue;
                }
                compared += 1;
                if compared > MOST_COMPARED {
                    return;
                }
                if let Some(likeness) = one.very_alike(other) {
                    found.push((likeness, one.id, other.id));
                }
            }
        }
        found.sort_by_key(|(likeness, before, after)| {
            (std::cmp::Reverse(*likeness), *before, *after)
        });
        let (mut befores, mut afters) = (HashSet::new(), HashSet::new());
        for (_, before, after) in found {
            if !befores.contains(&before) && !afters.contains(&after) {
                befores.insert(before);
                afters.insert(after);
                self.pair(before, after, MatchedBy::Likeness, false);
            }
        }
        self.forget();
    }

    /// How like two nodes are, in thousandths.
    fn likeness(&self, before: NodeId, after: NodeId) -> u32 {
        let nodes = self
            .sides
            .before
            .node(before)
            .zip(self.sides.after.node(after));
        nodes.map_or(0, |(before, after)| {
            likeness(&before.title().value, &after.title().value)
                .max(likeness(&wording(before), &wording(after)))
        })
    }
}

/// More pairs than these are not all compared: then only those of one team.
const MOST_PAIRS: usize = 250_000;

/// More than these are not guessed at, which would take longer than anyone waits.
const MOST_COMPARED: usize = 4_000_000;

/// What a node says, ready to be compared with many others.
struct Told {
    id: NodeId,
    /// Its kind and team.
    group: (Kind, Option<Text>),
    title: Letters,
    wording: Letters,
}

impl Told {
    /// How like the other it is, where that is enough to take both for one.
    fn very_alike(&self, other: &Self) -> Option<u32> {
        let of = |one: &Letters, other: &Letters| match one.most(other) >= VERY_ALIKE {
            true => one.likeness(other),
            false => 0,
        };
        let likeness = of(&self.title, &other.title).max(of(&self.wording, &other.wording));
        (likeness >= VERY_ALIKE).then_some(likeness)
    }
}
