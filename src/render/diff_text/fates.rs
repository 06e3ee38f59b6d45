//! What became of the objectives of a cycle, and the time that moved, as tables for the terminal.

use crate::diff::{ChangeKind, Thing};
use crate::render::diff_text::heading;
use crate::render::diff_text::part::{below, impacts};
use crate::render::diff_words as words;
use crate::render::layout::grid::{Column, Grid, Row, Then};
use crate::render::layout::{Line, Piece};
use crate::render::style::Role;
use crate::snapshot::Place;
use crate::views::review::{AllocationShift, Fate, FateRow, Mode, Review, Row as Changed};

const fn column(cap: usize, right: bool, yields: u8) -> Column {
    Column {
        gap: 2,
        right,
        cap,
        yields,
        then: Then::Below,
    }
}

/// The columns of a fate: what became of it, its score, what carries it on.
const FATE: [Column; 3] = [
    column(16, false, 2),
    column(8, true, 1),
    column(40, false, 0),
];
/// The columns of what moved: the numbers, and a title.
const MOVED: [Column; 2] = [column(40, false, 1), column(60, false, 0)];

/// The columns of a score: against the first goalposts, against the last, as given.
const SCORE: [Column; 3] = [
    column(8, true, 2),
    column(8, false, 1),
    column(12, false, 0),
];

/// What became of each objective of the earlier cycle.
pub(super) fn fates(review: &Review, width: usize) -> Vec<Line> {
    let (Some(fates), Mode::Cycles(cycle, _)) = (&review.fates, &review.mode) else {
        return Vec::new();
    };
    if fates.is_empty() {
        return Vec::new();
    }
    let rows: Vec<Row> = fates.iter().map(fate).collect();
    let grid = Grid::beside_names(&FATE, rows.iter(), width);
    let mut lines = heading(&format!("What became of {}", cycle.name), width);
    for (row, fate) in rows.iter().zip(fates) {
        lines.extend(grid.lines(row));
        let mut about = vec![Piece::faint(&words::cut(&fate.title, 240))];
        let team = fate.team.as_ref().map_or("company", |team| &team.title);
        about.push(Piece::faint(team));
        lines.extend(below(&about, width));
        for said in words::said_of(fate) {
            lines.extend(below(&[Piece::new(&words::cut(&said, 240))], width));
        }
        lines.extend(impacts(gone(review, fate), width));
    }
    lines
}

/// What each objective scores by its numbers, were the goalposts as at first, and as they are.
pub(super) fn scores(review: &Review, width: usize) -> Vec<Line> {
    let rows = review.scores.iter().flatten().filter_map(|row| {
        let cells = words::scores(row)?;
        Some(Row {
            title: Piece::name(&row.name),
            cells: cells.map(|cell| Some(Piece::new(&cell?))).into(),
            ..indented()
        })
    });
    let rows: Vec<Row> = rows.collect();
    if rows.is_empty() {
        return Vec::new();
    }
    let grid = Grid::beside_names(&SCORE, rows.iter(), width);
    let mut lines = heading(words::SCORES, width);
    lines.extend(rows.iter().flat_map(|row| grid.lines(row)));
    lines
}

/// That an objective is gone, where it is: whom that touches is told beside its fate.
fn gone<'r>(review: &'r Review, fate: &FateRow) -> impl Iterator<Item = &'r Changed> {
    let node = fate.node;
    review.changes.iter().filter(move |row| {
        let own = Thing::Place(Place {
            node,
            key_result: None,
        });
        row.change.kind == ChangeKind::Removed && row.change.subject.before == Some(own)
    })
}

fn fate(row: &FateRow) -> Row {
    let role = match row.fate {
        Fate::Achieved => Some(Role::Good),
        Fate::Missed | Fate::UnaccountedFor => Some(Role::Bad),
        Fate::Postponed | Fate::Dropped => Some(Role::Caution),
        Fate::CarriedOver => None,
    };
    let next = row.next.as_ref().map(|next| {
        let guess = if row.guessed { "~" } else { "" };
        Piece {
            whole: true,
            ..Piece::new(&format!("→ {guess}{next}"))
        }
    });
    Row {
        lead: vec![Piece::new("  ")],
        rest: vec![Piece::new("    ")],
        title: Piece::name(&row.name),
        cells: vec![
            Some(Piece {
                role,
                ..Piece::new(row.fate.words())
            }),
            words::score(row).map(|score| Piece::new(&score)),
            next,
        ],
        below: Vec::new(),
    }
}

/// The plans of teams that moved.
pub(super) fn time_by_team(shift: &AllocationShift, width: usize) -> Vec<Line> {
    let Some((legend, teams)) = words::plans(shift) else {
        return Vec::new();
    };
    let rows = teams.into_iter().map(|(team, plans)| Row {
        title: Piece::new(&team),
        cells: vec![Some(Piece::new(&plans))],
        ..indented()
    });
    table(&format!("Time by team, {legend}"), rows.collect(), width)
}

/// The people whose work serves other goals than before.
pub(super) fn people_by_goal(shift: &AllocationShift, width: usize) -> Vec<Line> {
    let rows = words::people(shift).into_iter().map(|goal| Row {
        title: match &goal.id {
            Some(id) => Piece::name(id),
            None => Piece::new("no goal"),
        },
        cells: vec![
            Some(Piece::new(&goal.people)),
            goal.id
                .as_ref()
                .map(|_| Piece::faint(&words::cut(&goal.title, 240))),
        ],
        ..indented()
    });
    table("People by goal", rows.collect(), width)
}

fn indented() -> Row {
    Row {
        lead: vec![Piece::new("  ")],
        rest: vec![Piece::new("    ")],
        ..Row::default()
    }
}

fn table(title: &str, rows: Vec<Row>, width: usize) -> Vec<Line> {
    if rows.is_empty() {
        return Vec::new();
    }
    let grid = Grid::beside_names(&MOVED, rows.iter(), width);
    let mut lines = heading(title, width);
    lines.extend(rows.iter().flat_map(|row| grid.lines(row)));
    lines
}
