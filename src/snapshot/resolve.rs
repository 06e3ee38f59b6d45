//! What a reference means, seen from where it stands.

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
        /// Nodes of that name in other cycles, or in other teams than the one that was named.
        elsewhere: Vec<NodeId>,
    },
    /// The node is there, but has no such key result.
    NoKeyResult(NodeId),
    /// Several fit.
    Ambiguous(Vec<NodeId>),
    /// It names the very document that it stands in.
    Itself,
    /// It names a file that could not be read, which is reported there.
    Unread,
}

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
        let named: Vec<_> = self.named(&reference.id).collect();
        let others: Vec<_> = named
            .iter()
            .copied()
            .filter(|(id, _)| Some(*id) != viewpoint.node)
            .collect();
        let in_team: Vec<_> = others
            .iter()
            .copied()
            .filter(|(_, node)| self.is_of_team(node, reference))
            .collect();
        let found = match &reference.cycle {
            Some(name) => {
                let cycle = self.calendar.cycle(name);
                choose(
                    in_team
                        .iter()
                        .copied()
                        .filter(|(_, node)| cycle.is_some() && node.cycle == cycle),
                    viewpoint.team,
                )
            }
            None => self.nearest_cycle(&in_team, viewpoint),
        };
        match found {
            Some(found) => self.within(found?, reference),
            None if others.is_empty() && !named.is_empty() => Err(Unresolved::Itself),
            None if self.unread.contains(&reference.id) => Err(Unresolved::Unread),
            None => Err(Unresolved::Unknown {
                elsewhere: others.into_iter().map(|(id, _)| id).collect(),
            }),
        }
    }

    /// Goes through the cycles from the own outwards and chooses in the first that has any.
    fn nearest_cycle(
        &self,
        candidates: &[(NodeId, &Node)],
        viewpoint: Viewpoint<'_>,
    ) -> Option<Result<NodeId, Unresolved>> {
        let mut cycles: Vec<Option<&Cycle>> = candidates
            .iter()
            .map(|(_, node)| node.cycle.as_ref())
            .filter(|cycle| match (cycle, viewpoint.cycle) {
                (Some(cycle), Some(own)) => *cycle == own || cycle.contains(own),
                (Some(_), None) => false,
                (None, _) => true,
            })
            .collect();
        cycles.sort_by_key(|cycle| {
            (
                cycle.is_none(),
                *cycle != viewpoint.cycle,
                cycle.map(Cycle::days),
            )
        });
        let nearest = cycles.first()?;
        choose(
            candidates
                .iter()
                .copied()
                .filter(|(_, node)| node.cycle.as_ref() == *nearest),
            viewpoint.team,
        )
    }

    fn is_of_team(&self, node: &Node, reference: &Reference) -> bool {
        match &reference.team {
            Some(team) => self
                .team_named(team)
                .is_some_and(|team| node.team == Some(team)),
            None => true,
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

/// The own team's, else the only one; nothing where there is none.
fn choose<'n>(
    candidates: impl Iterator<Item = (NodeId, &'n Node)>,
    own: Option<Option<TeamId>>,
) -> Option<Result<NodeId, Unresolved>> {
    let candidates: Vec<_> = candidates.collect();
    let ids = |of: &dyn Fn(&Node) -> bool| -> Vec<NodeId> {
        candidates
            .iter()
            .filter(|(_, node)| of(node))
            .map(|(id, _)| *id)
            .collect()
    };
    let own: Vec<_> = ids(&|node| own == Some(node.team));
    let of_choice = if own.is_empty() { ids(&|_| true) } else { own };
    match of_choice.as_slice() {
        [] => None,
        [only] => Some(Ok(*only)),
        _ => Some(Err(Unresolved::Ambiguous(of_choice))),
    }
}
