//! The line of sight: what one objective or key result serves, from itself up to the business goal,
//! with the numbers on the way, the time planned for it, and what is missing for a good case.

mod candidates;
mod gaps;
mod invested;
mod line;
#[cfg(test)]
mod tests;

use crate::model::{Cycle, Status};
use crate::snapshot::{Node, NodeId, Place, Snapshot};
use crate::source::Text;
use crate::views::cascade::Placed;
use crate::views::figures::Basis;
use crate::views::node::{Describing, TreeNode};
use crate::views::show::{KeyResultDetails, key_result_details};
use crate::views::tree::{Loose, Section, Shown};

pub use candidates::Candidate;
pub use gaps::{Gap, GapKind};
pub use invested::{Invested, TeamTime};

/// The line of sight of one goal, objective, key result or kpi.
#[derive(Debug, Clone)]
pub struct Why {
    /// The name of the whole.
    pub organisation: Option<Text>,
    /// The cycle that was asked for; none where all were.
    pub cycle: Option<Cycle>,
    /// What it is about, by name: `id`, or `id/key-result`.
    pub subject: String,
    /// The key result that it is about, by position in the first link of the chain; none where it
    /// is about the whole.
    pub key_result: Option<usize>,
    /// From the subject up to the top: at least the subject itself, nothing twice. The last one
    /// says as `loose` why the line stops there, where that is neither a goal nor a kpi.
    pub chain: Vec<ChainLink>,
    /// What else the key results of the first link say, in their order.
    pub details: Vec<KeyResultDetails>,
    /// The objectives right below the subject that are open in the cycle.
    pub contributors: Vec<TreeNode>,
    /// The time that is planned for it.
    pub invested: Invested,
    /// What is missing for a good case, from the subject upwards, then time.
    pub gaps: Vec<Gap>,
    /// What the line could lead to where nothing stands above its end: the likeliest first, three
    /// at most.
    pub candidates: Vec<Candidate>,
}

/// A node on the line.
#[derive(Debug, Clone)]
pub struct ChainLink {
    /// What the tree shows of it.
    pub node: TreeNode,
    /// Why it matters, in Markdown.
    pub why: Option<Text>,
    /// The key result of the next link that it serves, by position; none where it serves the whole
    /// or where there is no next one.
    pub serves: Option<usize>,
}

impl Why {
    /// The lowest link: the subject, or the objective whose key result it is.
    #[must_use]
    pub fn first(&self) -> Option<&TreeNode> {
        self.chain.first().map(|link| &link.node)
    }

    /// The highest link.
    #[must_use]
    pub fn last(&self) -> Option<&TreeNode> {
        self.chain.last().map(|link| &link.node)
    }

    /// Why the line stops below any goal or kpi; nothing where it reaches one.
    #[must_use]
    pub fn stops(&self) -> Option<Loose> {
        self.last()?.loose
    }

    /// The end of the line where it needs something above it: where it names no parent, or none that
    /// there is. A parent that can be several, and a loop, only need mending.
    #[must_use]
    pub fn orphan(&self) -> Option<&TreeNode> {
        self.last()
            .filter(|last| matches!(last.loose, Some(Loose::NoParent | Loose::NotFound)))
    }

    /// Whether the page is about this key result of the first link: the one that was asked for, else
    /// each that is not set aside.
    #[must_use]
    pub fn is_about(&self, position: usize, status: Status) -> bool {
        match self.key_result {
            Some(only) => only == position,
            None => !status.is_set_aside(),
        }
    }
}

/// The line of sight of `place`, with what works on it in the cycles of `shown`. Nothing where
/// there is no such place. Linear in the size of the tree.
#[must_use]
pub fn why(basis: Basis<'_>, place: Place, shown: &Shown) -> Option<Why> {
    let snapshot = basis.snapshot;
    let node = snapshot.node(place.node)?;
    let cycle = match shown {
        Shown::One(cycle) => Some(cycle.clone()),
        Shown::All => None,
    };
    let chain = line::chain(basis, place.node);
    let contributors = contributors(basis, place, shown);
    let invested = invested::invested(snapshot, place, shown);
    let key_results = node.key_results().iter().enumerate();
    let mut why = Why {
        organisation: basis
            .config
            .organisation
            .as_ref()
            .map(|organisation| organisation.value.clone()),
        cycle,
        subject: snapshot.place_name(place),
        key_result: place.key_result,
        details: key_results
            .map(|(position, key_result)| key_result_details(snapshot, node, position, key_result))
            .collect(),
        chain,
        contributors,
        invested,
        gaps: Vec::new(),
        candidates: Vec::new(),
    };
    why.gaps = gaps::gaps(basis, &why);
    if let Some(orphan) = why.orphan() {
        why.candidates = candidates::candidates(snapshot, orphan.node);
    }
    Some(why)
}

/// What is open and hangs right below `place`.
fn contributors(basis: Basis<'_>, place: Place, shown: &Shown) -> Vec<TreeNode> {
    let snapshot = basis.snapshot;
    let mut describing = Describing::new(basis);
    below(snapshot, place, shown)
        .into_iter()
        .filter_map(|id| describing.node(&placed(snapshot.node(id)?, id, 0, None)))
        .collect()
}

/// The nodes right below `place` that are open in the cycles of `shown`.
fn below(snapshot: &Snapshot, place: Place, shown: &Shown) -> Vec<NodeId> {
    let is_open = |id: &NodeId| {
        snapshot.node(*id).is_some_and(|node| {
            !node.common().status().is_closed() && cycle_in_view(node.cycle.as_ref(), shown)
        })
    };
    let children = snapshot.node(place.node).map(|node| &node.children);
    children
        .into_iter()
        .flatten()
        .filter(|child| place.key_result.is_none() || child.under == place.key_result)
        .map(|child| child.node)
        .filter(is_open)
        .collect()
}

/// Whether what belongs to `cycle` is worked on in those that are shown: in the same one, in one
/// that contains it, or in a part of it.
fn cycle_in_view(cycle: Option<&Cycle>, shown: &Shown) -> bool {
    match (cycle, shown) {
        (None, _) | (_, Shown::All) => true,
        (Some(cycle), Shown::One(shown)) => {
            cycle == shown || cycle.contains(shown) || shown.contains(cycle)
        }
    }
}

/// A node with all that hangs under it, by itself.
fn placed(node: &Node, id: NodeId, depth: usize, loose: Option<Loose>) -> Placed {
    Placed {
        node: id,
        depth,
        section: Section::Cascade,
        loose,
        children: node.children.clone(),
        below: 0,
    }
}
