//! The nodes by name, in runs of one cycle and one team each, so that a reference is followed in a
//! few steps however many things share its name.

use crate::model::Cycle;
use crate::snapshot::{NodeId, Snapshot, TeamId};

impl Snapshot {
    /// Puts the nodes in the order in which names are looked up. To be called once, after the nodes
    /// are settled.
    pub(super) fn index_names(&mut self) {
        let mut ids: Vec<NodeId> = self.iter().map(|(id, _)| id).collect();
        ids.sort_by(|a, b| self.key(*a).cmp(&self.key(*b)));
        self.by_name = ids;
    }

    /// The nodes of this name, by cycle (what has none first), team and place in the tree.
    #[must_use]
    pub fn namesakes(&self, id: &str) -> &[NodeId] {
        run(
            &self.by_name,
            |node| self.node(node).map(|node| &*node.id),
            Some(id),
        )
    }

    /// Those of one cycle among `namesakes`.
    pub(super) fn in_cycle<'s>(
        &'s self,
        namesakes: &'s [NodeId],
        cycle: Option<&Cycle>,
    ) -> &'s [NodeId] {
        run(namesakes, |node| self.cycle_of(node), cycle)
    }

    /// Those of one team among `namesakes` of one cycle.
    pub(super) fn of_team<'s>(
        &'s self,
        namesakes: &'s [NodeId],
        team: Option<TeamId>,
    ) -> &'s [NodeId] {
        run(
            namesakes,
            |node| self.node(node).and_then(|node| node.team),
            team,
        )
    }

    /// The cycles of `namesakes`, each with those that are in it.
    pub(super) fn by_cycle<'s>(
        &'s self,
        namesakes: &'s [NodeId],
    ) -> impl Iterator<Item = (Option<&'s Cycle>, &'s [NodeId])> {
        let mut rest = namesakes;
        std::iter::from_fn(move || {
            let cycle = self.cycle_of(*rest.first()?);
            let end = rest.partition_point(|node| self.cycle_of(*node) <= cycle);
            let (same, others) = rest.split_at_checked(end)?;
            rest = others;
            Some((cycle, same))
        })
    }

    /// Whether a run of namesakes holds this node.
    pub(super) fn holds(&self, run: &[NodeId], id: NodeId) -> bool {
        match (run.first(), run.last()) {
            (Some(&first), Some(&last)) => {
                let key = self.key(id);
                self.key(first) <= key && key <= self.key(last)
            }
            _ => false,
        }
    }

    fn cycle_of(&self, id: NodeId) -> Option<&Cycle> {
        self.node(id).and_then(|node| node.cycle.as_ref())
    }

    fn key(&self, id: NodeId) -> Option<impl Ord + '_> {
        let node = self.node(id)?;
        Some((&*node.id, node.cycle.as_ref(), node.team, id))
    }
}

/// The part of `ids`, which are in the order of `key`, where that is `wanted`.
fn run<K: Ord>(ids: &[NodeId], key: impl Fn(NodeId) -> K, wanted: K) -> &[NodeId] {
    let start = ids.partition_point(|id| key(*id) < wanted);
    let rest = ids.get(start..).unwrap_or_default();
    let end = rest.partition_point(|id| key(*id) <= wanted);
    rest.get(..end).unwrap_or_default()
}
