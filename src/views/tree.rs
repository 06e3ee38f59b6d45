//! The cascade: business goals, the objectives of the company under them, those of the teams under
//! these, to any depth; beside it what is connected to no goal, and business as usual.

#[cfg(test)]
mod tests;

use std::cmp::Reverse;

use jiff::civil::Date;

use crate::model::{Config, Cycle};
use crate::snapshot::{Place, Snapshot, TeamId, cycles};
use crate::source::Text;
use crate::views::cascade::cascade;
use crate::views::concern::{Only, Sort};
use crate::views::figures::Basis;
use crate::views::node::{Describing, KeyResultRow, TeamName, TreeNode};

/// What to show of a tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// Which cycles. What has no cycle is always shown.
    pub shown: Shown,
    /// The day on which values are judged.
    pub today: Date,
    /// Only what hangs under this goal, objective, key result or kpi, with itself.
    pub root: Option<Place>,
    /// Only what this team and the teams below it work on, with the way up to the goal.
    pub team: Option<TeamId>,
    /// Only so many levels below the top; 0 shows the top alone.
    pub depth: Option<usize>,
    /// Whether objectives are shown with their key results.
    pub key_results: bool,
    /// Only what asks for attention in one of these ways, with the way up to the goal; everything
    /// where there is none. Of the key results only those that do.
    pub only: Vec<Only>,
    /// How siblings stand.
    pub sort: Sort,
}

/// Which cycles to show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shown {
    /// This one and those that contain it.
    One(Cycle),
    /// Every one.
    All,
}

/// A tree as it is shown.
#[derive(Debug, Clone)]
pub struct Tree {
    /// The name of the whole.
    pub organisation: Option<Text>,
    /// The cycle that was asked for; none where all were.
    pub cycle: Option<Cycle>,
    /// The team it was narrowed down to.
    pub team: Option<TeamName>,
    /// What was asked for by name: the whole is what hangs under it.
    pub root: Option<String>,
    /// The nodes, each before what hangs under it.
    pub nodes: Vec<TreeNode>,
    /// What it was narrowed down to by need.
    pub only: Vec<Only>,
    /// All cycles that objectives belong to, shown or not, the earliest first.
    pub cycles: Vec<Cycle>,
}

/// The parts of a view.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Section {
    /// Goals with what serves them; or what was asked for by name.
    Cascade,
    /// Objectives that lead up to no goal or kpi.
    Unaligned,
    /// Kpis, with the objectives that repair them.
    Kpis,
}

/// Why nothing stands above an objective.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Loose {
    /// It names no parent.
    NoParent,
    /// There is nothing of its parent's name.
    NotFound,
    /// The file that its parent stands in cannot be read.
    Unread,
    /// Several things have its parent's name.
    Ambiguous,
    /// Its parent belongs to a cycle that is not shown.
    NotShown,
    /// It is its own parent, directly or through others.
    Loop,
}

/// What `options` ask for of the tree. Linear in the size of the tree, and each node stands in it
/// once at most, whatever the parents are.
#[must_use]
pub fn tree(snapshot: &Snapshot, config: &Config, options: &Options) -> Tree {
    let basis = Basis {
        snapshot,
        config,
        today: options.today,
    };
    let mut describing = Describing::new(basis);
    let only = options.root.filter(|place| place.key_result.is_some());
    let nodes = cascade(basis, options)
        .iter()
        .filter_map(|placed| {
            let only = only.filter(|only| only.node == placed.node);
            let mut node = describing.node(placed)?;
            if !options.key_results {
                node.key_results.clear();
            } else if let Some(only) = only.and_then(|only| only.key_result) {
                node.key_results.retain(|row| row.position == only);
            }
            attend(&mut node.key_results, options);
            Some(node)
        })
        .collect();
    Tree {
        organisation: config
            .organisation
            .as_ref()
            .map(|organisation| organisation.value.clone()),
        cycle: match &options.shown {
            Shown::One(cycle) => Some(cycle.clone()),
            Shown::All => None,
        },
        team: options.team.and_then(|team| TeamName::of(snapshot, team)),
        root: options.root.and_then(|place| root_name(snapshot, place)),
        nodes,
        only: options.only.clone(),
        cycles: cycles(snapshot),
    }
}

/// Keeps the key results that ask for attention as `options` want it, and puts the worst first
/// where they want that.
fn attend(rows: &mut Vec<KeyResultRow>, options: &Options) {
    if !options.only.is_empty() {
        let wanted = |row: &KeyResultRow| {
            options
                .only
                .iter()
                .any(|only| only.pace().is_some() && only.pace() == row.figures.pace)
        };
        rows.retain(wanted);
    }
    match options.sort {
        Sort::Name => {}
        Sort::Pace => rows.sort_by_key(|row| Reverse(row.figures.pace)),
    }
}

/// The name of what was asked for.
fn root_name(snapshot: &Snapshot, place: Place) -> Option<String> {
    snapshot.node(place.node)?;
    Some(snapshot.place_name(place))
}
