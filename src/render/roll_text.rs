//! The end of a cycle for the terminal: where an objective stands when it is asked about, and what
//! became of each.

use std::io;

use crate::render::layout::grid::{Column, Grid, Row, Then};
use crate::render::layout::{Line, Piece, flow, write_line};
use crate::render::log_text::series_lines;
use crate::render::paths::Paths;
use crate::render::set_text;
use crate::render::show_text::columns;
use crate::render::style::{Role, Style};
use crate::render::words;
use crate::views::log::Series;
use crate::views::roll::{Ending, Fate, Outcome};

/// Writes where an objective stands, before it is asked what is to become of it: the how many it is of
/// how many, and its history.
///
/// # Errors
/// When `out` cannot be written.
pub fn ask(
    out: &mut dyn io::Write,
    (number, count): (usize, usize),
    ending: &Ending,
    series: &[Series],
    style: Style,
) -> io::Result<()> {
    let width = columns(style);
    let mut lines: Vec<Line> = vec![Line::new()];
    let title = Piece::new(&ending.title).role(Role::Strong);
    lines.extend(title.wrapped(width).into_iter().map(|piece| vec![piece]));
    let score = match ending.score {
        Some(score) => words::rounded(score),
        None => "no score".to_owned(),
    };
    lines.extend(flow(
        &[
            Piece::name(&ending.name),
            Piece::new(&format!("{number} of {count}")),
            Piece::new(&score),
            Piece::faint(ending.commitment.name()),
        ],
        width,
    ));
    for line in &lines {
        write_line(out, style, line)?;
    }
    let standings = ending.key_results.iter();
    let standings: Vec<_> = standings.map(|own| (own.clone(), own.clone())).collect();
    set_text::write(out, &standings, style)?;
    // One value alone is no history.
    let series = series.iter().filter(|series| series.points.len() > 1);
    for line in series.flat_map(|series| series_lines(series, width)) {
        write_line(out, style, &line)?;
    }
    Ok(())
}

/// The columns: what became of it, and where or why.
const COLUMNS: [Column; 2] = [column(1, 40), column(2, 200)];

const fn column(yields: u8, cap: usize) -> Column {
    Column {
        gap: 3,
        right: false,
        cap,
        yields,
        then: Then::Below,
    }
}

/// Writes a line for each objective: what became of it.
///
/// # Errors
/// When `out` cannot be written.
pub fn write(
    out: &mut dyn io::Write,
    outcomes: &[Outcome],
    paths: &Paths,
    style: Style,
) -> io::Result<()> {
    let rows: Vec<Row> = outcomes.iter().map(|outcome| row(outcome, paths)).collect();
    let grid = Grid::beside_names(&COLUMNS, rows.iter(), style.width);
    for line in rows.iter().flat_map(|row| grid.lines(row)) {
        write_line(out, style, &line)?;
    }
    Ok(())
}

fn row(outcome: &Outcome, paths: &Paths) -> Row {
    let (what, role, about) = match &outcome.fate {
        Fate::CarriedOn { path, left } if left.is_empty() => {
            ("carried on", Role::Good, paths.show(path))
        }
        Fate::CarriedOn { path, left } => {
            let without = format!("{} without {}", paths.show(path), left.join(", "));
            ("carried on", Role::Good, without)
        }
        Fate::Dropped(reason) => ("dropped", Role::Caution, reason.clone()),
        Fate::Left(why) => ("left", Role::Faint, why.clone()),
        Fate::Planned(path) => ("plan copied", Role::Good, paths.show(path)),
    };
    Row {
        title: Piece::name(&outcome.name),
        cells: vec![Some(Piece::new(what).role(role)), Some(Piece::new(&about))],
        ..Row::default()
    }
}
