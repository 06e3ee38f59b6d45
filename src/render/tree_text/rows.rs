//! What the tree says of a node and of a key result, in rows and columns.

use rust_decimal::Decimal;

use crate::measure::Pace;
use crate::model::{Commitment, KeyResultType, Kind, Status};
use crate::render::layout::grid::{Column, Row, Then};
use crate::render::layout::{Piece, width};
use crate::render::style::Role;
use crate::render::tree_text::rails::Rails;
use crate::render::words;
use crate::views::{Figures, KeyResultRow, Tree, TreeNode};

/// The columns beside titles: the id of a key result, the way from its baseline to its target, its
/// current value; then a bar, the progress and the pace, which nodes have too.
pub const COLUMNS: &[Column] = &[
    column(2, false, 20, 0, Then::Below),
    column(2, false, 30, 1, Then::Below),
    column(3, false, 18, 1, Then::Below),
    column(2, false, 10, 2, Then::Leave),
    column(2, true, 7, 2, Then::Below),
    column(2, false, 9, 2, Then::Below),
];

/// How wide the bar of a progress is in an output of `width`, whatever is shown: 0 for none.
pub const fn bar_width(width: usize) -> usize {
    match width {
        0..100 => 0,
        100..120 => 5,
        _ => 10,
    }
}

const fn column(gap: usize, right: bool, cap: usize, yields: u8, then: Then) -> Column {
    Column {
        gap,
        right,
        cap,
        yields,
        then,
    }
}

/// What need not be said of every node, because it holds for all.
pub struct Usual<'t> {
    /// The tree.
    pub tree: &'t Tree,
    /// How many levels are drawn.
    pub levels: usize,
}

/// The title of a node with its figures, their bar `bar` wide, and of a kpi with its values.
pub fn node(node: &TreeNode, rails: &Rails, bar: usize) -> Row {
    let (mark, role) = match node.kind {
        Kind::Goal => ("● ", Some(Role::Strong)),
        Kind::Objective => ("○ ", Some(Role::Strong)),
        Kind::Kpi => ("■ ", Some(Role::Strong)),
        Kind::Team => ("", None),
    };
    let target = node.target.as_ref().map(words::target_text);
    let current = node.current.as_ref().map(words::text);
    let mut cells = vec![
        None,
        target.map(|target| Piece::new(&target)),
        current.map(|current| Piece::new(&format!("now {current}"))),
    ];
    cells.extend(figures(&node.figures, bar));
    Row {
        lead: vec![
            rails.mark(),
            Piece {
                role,
                ..Piece::new(mark)
            },
        ],
        rest: rails.content(),
        title: Piece {
            role,
            ..Piece::new(&node.title)
        },
        cells,
        below: Vec::new(),
    }
}

/// How wide baselines are, so that the arrows behind them can stand in line; but for those that are
/// far wider than usual.
pub fn baseline_width(tree: &Tree) -> usize {
    const WIDEST: usize = 12;
    let rows = tree.nodes.iter().flat_map(|node| &node.key_results);
    rows.filter(|row| words::way(row, 0).is_some_and(|way| way.contains('→')))
        .map(|row| row.baseline.as_ref().map_or("?".to_owned(), words::text))
        .map(|baseline| width(&Piece::new(&baseline).text))
        .filter(|width| *width <= WIDEST)
        .max()
        .unwrap_or(0)
}

/// A key result with its values, the arrow behind its baseline at the column `arrow`. Where it has
/// no value its status stands in its place. The bar of its progress is `bar` wide.
pub fn key_result(row: &KeyResultRow, rails: &Rails, arrow: usize, bar: usize) -> Row {
    let mut status = status(row.status, &row.figures);
    let mut current = words::current(row).map(|text| Piece::new(&text));
    if current.is_none() && !status.is_empty() {
        current = Some(status.remove(0));
    }
    let way = match (words::way(row, arrow), row.kind) {
        (None, Some(KeyResultType::Milestone)) => Some(Piece::faint("milestone")),
        (way, _) => way.map(|text| Piece::new(&text)),
    };
    let mut lead = rails.content();
    let mut rest = rails.content();
    lead.push(Piece::faint("▸ "));
    rest.push(Piece::new("  "));
    let mut cells = vec![Some(Piece::name(&row.id)), way, current];
    cells.extend(figures(&row.figures, bar));
    Row {
        lead,
        rest,
        title: Piece::new(&row.title),
        cells,
        below: status,
    }
}

impl Usual<'_> {
    /// What a node says of itself beside its title: how to name it, what it serves, whose it is.
    pub fn meta(&self, node: &TreeNode) -> Vec<Piece> {
        let mut meta = vec![Piece::name(&node.name)];
        meta.extend(status(node.status, &node.figures));
        meta.extend(words::loose(node).map(|text| Piece::new(&text).role(Role::Caution)));
        meta.extend(words::serves(node).map(|text| Piece::faint(&text)));
        meta.extend(
            node.contributes_to
                .iter()
                .map(|upward| Piece::faint(&format!("also for {}", upward.written))),
        );
        if node.cycle.as_ref() != self.tree.cycle.as_ref() {
            meta.extend(node.cycle.iter().map(|cycle| Piece::faint(&cycle.name)));
        }
        meta.extend(match &node.team {
            Some(team) => Some(Piece::faint(&team.title)),
            None if node.kind == Kind::Objective => Some(Piece::faint("company")),
            None => None,
        });
        meta.extend(words::owners(node).map(Piece::faint));
        meta.extend(
            node.horizon
                .iter()
                .map(|day| Piece::faint(&format!("by {day}"))),
        );
        let allocation = node.allocation.as_ref().map(words::allocation);
        meta.extend(allocation.map(|text| Piece::faint(&text)));
        let commitment = node.commitment.filter(|_| node.unusual_commitment);
        meta.extend(commitment.map(Commitment::name).map(Piece::faint));
        if node.depth > self.levels {
            meta.push(Piece::faint(&format!("level {}", node.depth)));
        }
        meta
    }
}

/// The status, where it is not the usual one, and the score.
pub fn status(status: Status, figures: &Figures) -> Vec<Piece> {
    let role = match status {
        Status::Active | Status::Dropped | Status::Postponed => Role::Faint,
        Status::Draft => Role::Caution,
        Status::Achieved => Role::Good,
        Status::Missed => Role::Bad,
    };
    let word = (status != Status::Active).then(|| Piece::new(status.name()).role(role));
    let score = words::score(figures).map(|score| Piece::new(&score));
    word.into_iter().chain(score).collect()
}

/// The cells of the last three columns.
fn figures(figures: &Figures, width: usize) -> [Option<Piece>; 3] {
    let role = figures.pace.map(|pace| match pace {
        Pace::OnTrack => Role::Good,
        Pace::AtRisk => Role::Caution,
        Pace::OffTrack => Role::Bad,
    });
    let partial = figures.partial == Some(true);
    let health = figures.healthy.map(|healthy| match healthy {
        true => Piece::new("healthy").role(Role::Good),
        false => Piece::new("unhealthy").role(Role::Bad),
    });
    let bar = figures
        .progress
        .filter(|_| width > 0)
        .map(|progress| Piece {
            role,
            ..Piece::new(&bar(progress, width))
        });
    let progress = figures
        .progress
        .map(|progress| Piece::new(&words::progress(progress, partial)));
    let pace = figures.pace.map(|pace| Piece {
        role,
        ..Piece::new(pace.words())
    });
    [bar, progress, pace.or(health)]
}

/// How much of a bar is filled: none below 0, all of it from 1 on.
fn bar(progress: Decimal, width: usize) -> String {
    let steps = Decimal::from(width)
        .checked_mul(progress.clamp(Decimal::ZERO, Decimal::ONE))
        .map(|steps| steps.round().to_string());
    let filled = steps
        .and_then(|steps| steps.parse().ok())
        .unwrap_or(0)
        .min(width);
    format!("{}{}", "█".repeat(filled), "░".repeat(width - filled))
}
