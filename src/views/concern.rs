//! What asks for attention in a tree, and how much: what `--only` keeps and `--sort pace` puts
//! first.

use crate::measure::Pace;
use crate::snapshot::{Node, NodeId, Snapshot};
use crate::views::figures::{Basis, figures};

/// What to keep of a tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Only {
    /// What is off track.
    OffTrack,
    /// What is at risk.
    AtRisk,
    /// Kpis that miss their target, with the objectives that repair them.
    Unhealthy,
}

/// How siblings stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Sort {
    /// By cycle, team and id.
    #[default]
    Name,
    /// The worst pace first, then by name.
    Pace,
}

/// What asks for attention in a node.
#[derive(Debug, Clone, Default)]
pub struct Concern {
    pace: Option<Pace>,
    key_results: Vec<Option<Pace>>,
    is_unhealthy: bool,
}

impl Concern {
    fn of(basis: Basis<'_>, node: &Node) -> Self {
        let (own, key_results) = figures(basis, node);
        Self {
            pace: own.pace,
            key_results: key_results.iter().map(|figures| figures.pace).collect(),
            is_unhealthy: own.healthy == Some(false),
        }
    }

    /// Whether the node, or one of its key results, is one of `only`.
    pub fn is_one_of(&self, only: &[Only]) -> bool {
        let of = |pace: Option<Pace>| {
            only.iter()
                .any(|only| only.pace().is_some() && only.pace() == pace)
        };
        let unhealthy = self.is_unhealthy && only.contains(&Only::Unhealthy);
        unhealthy || of(self.pace) || self.key_results.iter().any(|pace| of(*pace))
    }

    /// The worst pace of the node and its key results; a kpi that misses its target counts as off
    /// track.
    fn worst(&self) -> Option<Pace> {
        let unhealthy = self.is_unhealthy.then_some(Pace::OffTrack);
        let key_results = self.key_results.iter().copied().max().flatten();
        self.pace.max(unhealthy).max(key_results)
    }
}

impl Only {
    /// The words for it, as the end of a sentence.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::OffTrack => "off track",
            Self::AtRisk => "at risk",
            Self::Unhealthy => "unhealthy",
        }
    }

    /// The pace that is kept; none where it is not pace that counts.
    pub const fn pace(self) -> Option<Pace> {
        match self {
            Self::OffTrack => Some(Pace::OffTrack),
            Self::AtRisk => Some(Pace::AtRisk),
            Self::Unhealthy => None,
        }
    }
}

/// What asks for attention in each node, in the order of the snapshot.
pub fn concerns(basis: Basis<'_>) -> Vec<Concern> {
    basis
        .snapshot
        .nodes
        .iter()
        .map(|node| Concern::of(basis, node))
        .collect()
}

/// How urgent each node is, in the order of the snapshot: its own worst pace; where it has none,
/// such as a goal, the worst of what hangs under it.
pub fn urgency(snapshot: &Snapshot, concerns: &[Concern]) -> Vec<Option<Pace>> {
    let own: Vec<Option<Pace>> = concerns.iter().map(Concern::worst).collect();
    let mut urgency = own.clone();
    for (id, _) in snapshot.iter() {
        let pace = own.get(id.0 as usize).copied().flatten();
        let mut at = id;
        while let Some(above) = above(snapshot, at) {
            let has_its_own = own.get(above.0 as usize).is_some_and(Option::is_some);
            match urgency.get_mut(above.0 as usize) {
                // Only what makes it worse goes on up, so that a loop comes to an end.
                Some(there) if !has_its_own && *there < pace => *there = pace,
                _ => break,
            }
            at = above;
        }
    }
    urgency
}

fn above(snapshot: &Snapshot, id: NodeId) -> Option<NodeId> {
    Some(snapshot.node(id)?.parent()?.to.as_ref().ok()?.node)
}
