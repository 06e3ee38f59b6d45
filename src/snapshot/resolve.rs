//! What a reference means, seen from where it stands.

use std::ops::Deref;

use crate::model::{Cycle, Reference};
use crate::snapshot::{Node, NodeId, Place, Snapshot, TeamId};

/// Where a reference is seen from.
#[derive(Debug, Clone, Copy)]
pub struct Viewpoint<'a> {
    /// The node it stands in, which it cannot mean; none on the command line.
    pub node: Option<NodeId>,
    /// Whose team comes first: that of the node (`Some(None)` at company level); none on the
    /// command line, where no team does.
    pub team: Option<Option<TeamId>>,
    /// The cycle that counts as its own.
    pub cycle: Option<&'a Cycle>,
}

/// Why a reference leads nowhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unresolved {
    /// Nothing of that name can be seen from there; what has it in cycles that cannot be seen.
    Unknown {
        /// Nodes of that name in other cycles, or in other teams than the one that was named; of
        /// very many only some.
        elsewhere: Vec<NodeId>,
    },
    /// The node is there, but has no such key result.
    NoKeyResult(NodeId),
    /// Several fit.
    Ambiguous(Candidates),
    /// It names the very document that it stands in.
    Itself,
    /// It names a file that could not be read, which is reported there.
    Unread,
}

/// What a reference fits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidates {
    /// The first of them in the order of the tree: all where there are few.
    pub first: Vec<NodeId>,
    /// How many there are.
    pub count: usize,
}

impl Deref for Candidates {
    type Target = [NodeId];
    fn deref(&self) -> &[NodeId] {
        &self.first
    }
}

/// How many things of one name an error keeps: as many references can be wrong in the same way.
const KEPT: usize = 16;

impl Snapshot {
    /// What `reference` means from `viewpoint`: what the own team has in the same cycle, then the
    /// only thing of that name elsewhere in that cycle, then the same in the cycles that contain
    /// it, from the shortest on, then what has no cycle.
    ///
    /// # Errors
    /// Why it leads nowhere.
    pub fn resolve(
        &self,
        viewpoint: Viewpoint<'_>,
        reference: &Reference,
    ) -> Result<Place, Unresolved> {
        let named = self.namesakes(&reference.id);
        // The team that is asked for; one that there is not has nothing.
        let asked = match &reference.team {
            Some(team) => self.team_named(team).map(Asked::Team),
            None => Some(Asked::Any),
        };
        let found = asked.and_then(|asked| match &reference.cycle {
            Some(name) => {
                let cycle = self.calendar.cycle(name)?;
                self.choose(self.in_cycle(named, Some(&cycle)), asked, viewpoint)
            }
            None => self.nearest_cycle(named, asked, viewpoint),
        });
        match (found, named) {
            (Some(found), _) => self.within(found?, reference),
            (None, [only]) if Some(*only) == viewpoint.node => Err(Unresolved::Itself),
            (None, _) if self.unread.contains(&reference.id) => Err(Unresolved::Unread),
            (None, named) => Err(Unresolved::Unknown {
                elsewhere: some(named, viewpoint.node),
            }),
        }
    }

    /// Goes through the cycles from the own outwards and chooses in the first that has any.
    fn nearest_cycle(
        &self,
        named: &[NodeId],
        asked: Asked,
        viewpoint: Viewpoint<'_>,
    ) -> Option<Result<NodeId, Unresolved>> {
        let mut visible: Vec<_> = self
            .by_cycle(named)
            .filter(|(cycle, _)| match (cycle, viewpoint.cycle) {
                (Some(cycle), Some(own)) => *cycle == own || cycle.contains(own),
                (Some(_), None) => false,
                (None, _) => true,
            })
            .collect();
        visible.sort_by_key(|(cycle, _)| {
            (
                cycle.is_none(),
                *cycle != viewpoint.cycle,
                cycle.map(Cycle::days),
            )
        });
        visible
            .into_iter()
            .find_map(|(_, nodes)| self.choose(nodes, asked, viewpoint))
    }

    /// Of the nodes of one name and cycle the own team's, else the only one; nothing where there is
    /// none besides the node that asks.
    fn choose(
        &self,
        nodes: &[NodeId],
        asked: Asked,
        viewpoint: Viewpoint<'_>,
    ) -> Option<Result<NodeId, Unresolved>> {
        let only = |nodes: &[NodeId]| {
            let mut others = nodes.iter().filter(|id| Some(**id) != viewpoint.node);
            let first = *others.next()?;
            if others.next().is_none() {
                return Some(Ok(first));
            }
            let asks = viewpoint.node.filter(|node| self.holds(nodes, *node));
            Some(Err(Unresolved::Ambiguous(Candidates {
                first: some(nodes, asks),
                count: nodes.len() - usize::from(asks.is_some()),
            })))
        };
        match asked {
            Asked::Team(team) => only(self.of_team(nodes, Some(team))),
            Asked::Any => viewpoint
                .team
                .and_then(|own| only(self.of_team(nodes, own)))
                .or_else(|| only(nodes)),
        }
    }

    fn within(&self, id: NodeId, reference: &Reference) -> Result<Place, Unresolved> {
        let Some(name) = &reference.key_result else {
            return Ok(Place {
                node: id,
                key_result: None,
            });
        };
        let key_results = self.node(id).map_or(&[][..], Node::key_results);
        match key_results
            .iter()
            .position(|key_result| key_result.id == *name)
        {
            Some(position) => Ok(Place {
                node: id,
                key_result: Some(position),
            }),
            None => Err(Unresolved::NoKeyResult(id)),
        }
    }
}

/// Whose things a reference can mean.
#[derive(Clone, Copy)]
enum Asked {
    /// This team's.
    Team(TeamId),
    /// Anybody's.
    Any,
}

/// The nodes but one, in the order of the tree; of very many the first and the last few, which are
/// those of the earliest and the latest cycles.
fn some(nodes: &[NodeId], but: Option<NodeId>) -> Vec<NodeId> {
    let others = || nodes.iter().copied().filter(|id| Some(*id) != but);
    let mut some: Vec<NodeId> = match nodes.len() > KEPT {
        false => others().collect(),
        true => others()
            .take(KEPT / 2)
            .chain(others().rev().take(KEPT / 2))
            .collect(),
    };
    some.sort_unstable();
    some.dedup();
    some
}
