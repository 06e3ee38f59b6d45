//! Rows of a title and cells, in columns that stand at the same place in the whole output however
//! deep a row is indented. Where the output is narrow, cells move below their title.

use crate::render::layout::{Line, Piece, flow, line_width, width};

/// What a column is like.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    /// How many columns of the terminal stand between it and what is left of it.
    pub gap: usize,
    /// Whether its cells end at the same place, rather than begin there.
    pub right: bool,
    /// How wide it may get. Wider cells are wrapped; those that must stay whole move below.
    pub cap: usize,
    /// Where there is little room, columns give way in this order.
    pub yields: u8,
    /// What happens to the cells then.
    pub then: Then,
}

/// What happens to the cells of a column that gives way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Then {
    /// They are left out.
    Leave,
    /// They stand below the title, without the spaces they may begin with.
    Below,
}

/// A title and its cells.
#[derive(Debug, Clone, Default)]
pub struct Row {
    /// What stands before the title.
    pub lead: Line,
    /// What stands before every further line.
    pub rest: Line,
    /// The title.
    pub title: Piece,
    /// One for each column; a missing one at the end may be left out.
    pub cells: Vec<Option<Piece>>,
    /// What stands below the title, after the cells that had to move there.
    pub below: Vec<Piece>,
}

/// Where the columns stand.
#[derive(Debug)]
pub struct Grid {
    columns: Vec<Placed>,
    width: usize,
}

/// A column in its place. Its cells are only shown in it where it has a width.
#[derive(Debug, Clone, Copy)]
struct Placed {
    column: Column,
    start: usize,
    width: usize,
    yielded: bool,
}

/// How few columns may be left for titles before the other columns give way.
const NARROWEST: usize = 26;
/// How few columns may be left for the title of one row before its own cells move below.
const NARROWEST_ROW: usize = 14;

impl Grid {
    /// Fits `columns` to `rows` in lines of `width`.
    pub fn new<'r>(
        columns: &[Column],
        rows: impl Iterator<Item = &'r Row> + Clone,
        width: usize,
    ) -> Self {
        Self::beside_titles(columns, rows, width, NARROWEST)
    }

    /// The same for titles that are names and never wrapped: those that are short leave more room for
    /// the columns.
    pub fn beside_names<'r>(
        columns: &[Column],
        rows: impl Iterator<Item = &'r Row> + Clone,
        width: usize,
    ) -> Self {
        let names = rows.clone().map(|row| row.title.width());
        let longest = names.max().unwrap_or(0);
        Self::beside_titles(columns, rows, width, longest.min(NARROWEST))
    }

    fn beside_titles<'r>(
        columns: &[Column],
        rows: impl Iterator<Item = &'r Row> + Clone,
        width: usize,
        narrowest: usize,
    ) -> Self {
        let mut placed: Vec<Placed> = columns
            .iter()
            .enumerate()
            .map(|(at, &column)| Placed {
                column,
                start: 0,
                width: widest(&column, at, rows.clone()),
                yielded: false,
            })
            .collect();
        let with_cells = rows
            .clone()
            .filter(|row| row.cells.iter().any(Option::is_some));
        let indent = with_cells
            .map(|row| line_width(&row.lead))
            .max()
            .unwrap_or(0);
        let needed = indent.min(width / 4) + narrowest;
        while width.saturating_sub(total(&placed)) < needed {
            let standing = placed.iter().filter(|column| column.width > 0);
            let Some(next) = standing.map(|column| column.column.yields).min() else {
                break;
            };
            let yielding = placed.iter_mut().enumerate();
            let mut yielding: Vec<(usize, &mut Placed)> = yielding
                .filter(|(_, column)| column.width > 0 && column.column.yields == next)
                .collect();
            let narrowed = yielding
                .iter_mut()
                .filter_map(|(at, column)| Some((narrower(column, *at, rows.clone())?, column)))
                .max_by_key(|(width, column)| column.width - width);
            match narrowed {
                Some((width, column)) => column.width = width,
                None => yielding.into_iter().for_each(|(_, column)| {
                    column.yielded = true;
                    column.width = 0;
                }),
            }
        }
        let least = indent.min(width / 4) + NARROWEST_ROW;
        let edge = title_edge(&placed, rows)
            .max(least)
            .min(width.saturating_sub(total(&placed)));
        let mut at = edge;
        for column in placed.iter_mut().filter(|column| column.width > 0) {
            column.start = at + column.column.gap;
            at = column.start + column.width;
        }
        Self {
            columns: placed,
            width,
        }
    }

    /// The lines of a row.
    pub fn lines(&self, row: &Row) -> Vec<Line> {
        let indent = line_width(&row.lead);
        let limit = self.limit(row);
        let needed = match row.title.whole {
            true => row.title.width(),
            false => row.title.width().min(NARROWEST_ROW),
        };
        let stacked = limit.is_some_and(|limit| limit < indent + needed);
        let room = match limit {
            Some(limit) if !stacked => limit,
            _ => self.width,
        };
        let mut below = self.below(row, stacked);
        let title = row
            .title
            .wrapped(room.saturating_sub(indent).max(NARROWEST_ROW));
        let mut title: Vec<Line> = title.into_iter().map(|piece| vec![piece]).collect();
        if limit.is_some() && !stacked {
            join_first(&mut title, &mut below, room.saturating_sub(indent));
        }
        let cells: Vec<(&Placed, Vec<Piece>)> = self
            .standing(row)
            .filter(|_| !stacked)
            .map(|(column, cell)| (column, cell.wrapped(column.width)))
            .collect();
        let height = cells.iter().map(|(_, lines)| lines.len());
        let height = height.chain([title.len()]).max().unwrap_or(1);
        let mut lines: Vec<Line> = (0..height)
            .map(|at| {
                let mut line = if at == 0 {
                    row.lead.clone()
                } else {
                    row.rest.clone()
                };
                line.extend(title.get(at).into_iter().flatten().cloned());
                for (column, cell) in &cells {
                    if let Some(piece) = cell.get(at) {
                        let shift = match column.column.right {
                            true => column.width.saturating_sub(piece.width()),
                            false => 0,
                        };
                        let pad = (column.start + shift).saturating_sub(line_width(&line));
                        let pad = pad.max(column.column.gap);
                        line.extend([Piece::new(&" ".repeat(pad)), piece.clone()]);
                    }
                }
                line
            })
            .collect();
        let room = self
            .width
            .saturating_sub(line_width(&row.rest))
            .max(NARROWEST_ROW);
        lines.extend(flow(&below, room).into_iter().map(|below| {
            let mut line = row.rest.clone();
            line.extend(below);
            line
        }));
        lines
    }

    /// Where the title has to end: before the first cell in its column.
    fn limit(&self, row: &Row) -> Option<usize> {
        let (column, _) = self.standing(row).next()?;
        Some(column.start.saturating_sub(column.column.gap))
    }

    /// The cells that stand in their columns.
    fn standing<'s>(&'s self, row: &'s Row) -> impl Iterator<Item = (&'s Placed, &'s Piece)> {
        self.columns
            .iter()
            .zip(&row.cells)
            .filter_map(|(column, cell)| Some((column, cell.as_ref()?)))
            .filter(|(column, cell)| column.holds(cell))
    }

    /// What stands below the title of a row: cells without a column, then the rest.
    fn below(&self, row: &Row, stacked: bool) -> Vec<Piece> {
        let cells = self.columns.iter().zip(&row.cells);
        let moved = cells
            .filter(|(column, _)| column.column.then == Then::Below)
            .filter_map(|(column, cell)| {
                let cell = cell.as_ref()?;
                (stacked || !column.holds(cell)).then(|| Piece {
                    text: cell.text.trim_start().to_owned(),
                    ..cell.clone()
                })
            });
        moved.chain(row.below.iter().cloned()).collect()
    }
}

/// Moves the first of what stands below a title behind it, where there is room.
fn join_first(title: &mut [Line], below: &mut Vec<Piece>, room: usize) {
    const DOT: &str = " · ";
    let (Some(line), Some(first)) = (title.last_mut(), below.first()) else {
        return;
    };
    if line_width(line) + width(DOT) + first.width() <= room {
        line.extend([Piece::faint(DOT), below.remove(0)]);
    }
}

impl Placed {
    fn holds(&self, cell: &Piece) -> bool {
        let is_wrapped = !cell.whole && self.width == self.column.cap;
        !self.yielded && self.width > 0 && (is_wrapped || cell.width() <= self.width)
    }
}

/// The width of the widest cell of a column, up to its cap. What must stay whole and is wider than
/// that does not count.
fn widest<'r>(column: &Column, at: usize, rows: impl Iterator<Item = &'r Row>) -> usize {
    rows.filter_map(|row| row.cells.get(at)?.as_ref())
        .filter(|cell| !cell.whole || cell.width() <= column.cap)
        .map(|cell| cell.width().min(column.cap))
        .max()
        .unwrap_or(0)
}

/// How wide a column is without its widest cells, so that only their rows need a further line. There
/// is no such width where fewer than half of its cells would be left.
fn narrower<'r>(placed: &Placed, at: usize, rows: impl Iterator<Item = &'r Row>) -> Option<usize> {
    let cells = rows.filter_map(|row| row.cells.get(at)?.as_ref());
    let widths: Vec<usize> = cells.map(Piece::width).collect();
    let fitting = widths.iter().filter(|width| **width < placed.width);
    let left = fitting.clone().count();
    let narrower = fitting.max().copied()?;
    (left * 2 >= widths.len() && placed.column.then == Then::Below).then_some(narrower)
}

fn total(columns: &[Placed]) -> usize {
    let standing = columns.iter().filter(|column| column.width > 0);
    standing
        .map(|column| column.column.gap + column.width)
        .sum()
}

/// Where titles would end if none had to be wrapped. A title may run over columns in which its row
/// has no cell.
fn title_edge<'r>(columns: &[Placed], rows: impl Iterator<Item = &'r Row>) -> usize {
    let needed = rows.filter_map(|row| {
        let first = columns
            .iter()
            .zip(&row.cells)
            .position(|(column, cell)| cell.as_ref().is_some_and(|cell| column.holds(cell)))?;
        let before = total(columns.get(..first).unwrap_or_default());
        Some((line_width(&row.lead) + row.title.width()).saturating_sub(before))
    });
    needed.max().unwrap_or(0)
}
