//! The lines on the left that lead from a node to what hangs under it.

use crate::render::layout::{Line, Piece};
use crate::views::TreeNode;

/// The rails beside one node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rails {
    /// Beside what stands between it and the node before.
    outer: String,
    /// Whether it hangs under another.
    hangs: bool,
    /// Whether another hangs beside it, further down.
    goes_on: bool,
    /// Whether something hangs under it.
    leads_on: bool,
}

/// How many levels are drawn. What is deeper is drawn at the last of them, so that there is always
/// room for text.
pub const fn levels(width: usize) -> usize {
    width.saturating_sub(28) / 2
}

/// The rails of all nodes, in order.
pub fn rails(nodes: &[TreeNode], width: usize) -> Vec<Rails> {
    let level = |node: &TreeNode| node.depth.min(levels(width));
    let mut reversed = Vec::with_capacity(nodes.len());
    // For each level, whether a node of it comes further down under the same parent.
    let mut goes_on: Vec<bool> = Vec::new();
    for (position, node) in nodes.iter().enumerate().rev() {
        let own = level(node);
        goes_on.truncate(own + 1);
        goes_on.resize(own + 1, false);
        let next = nodes.get(position + 1).map(level);
        reversed.push((
            goes_on.last() == Some(&true),
            next > Some(own) || node.below > 0,
        ));
        if let Some(last) = goes_on.last_mut() {
            *last = true;
        }
    }
    let mut open: Vec<bool> = Vec::new();
    let with_rails = nodes.iter().zip(reversed.into_iter().rev());
    with_rails
        .map(|(node, (goes_on, leads_on))| {
            let own = level(node);
            open.resize(own, false);
            let outer = open.iter().skip(1);
            let outer = outer.map(|open| if *open { "│ " } else { "  " }).collect();
            open.push(goes_on);
            Rails {
                outer,
                hangs: own > 0,
                goes_on,
                leads_on,
            }
        })
        .collect()
}

impl Rails {
    /// Beside an empty line before the node.
    pub fn before(&self) -> Line {
        let own = if self.hangs { "│" } else { "" };
        vec![Piece::faint(&format!("{}{own}", self.outer))]
    }

    /// Before the node's mark.
    pub fn mark(&self) -> Piece {
        let own = match (self.hangs, self.goes_on) {
            (false, _) => "",
            (true, true) => "├─",
            (true, false) => "└─",
        };
        Piece::faint(&format!("{}{own}", self.outer))
    }

    /// Beside what stands under the node's title.
    pub fn content(&self) -> Line {
        let down = if self.leads_on { "│ " } else { "  " };
        vec![Piece::faint(&format!("{}{down}", self.beside()))]
    }

    /// Before the last line of what belongs to the node.
    pub fn last(&self) -> Piece {
        Piece::faint(&format!("{}└─ ", self.beside()))
    }

    /// Left of the column in which the node's mark stands.
    fn beside(&self) -> String {
        let own = match (self.hangs, self.goes_on) {
            (false, _) => "",
            (true, true) => "│ ",
            (true, false) => "  ",
        };
        format!("{}{own}", self.outer)
    }
}
