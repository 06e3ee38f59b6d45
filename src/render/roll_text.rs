//! The end of a cycle for the terminal: where an objective stands when it is asked about, and what
//! became of each.

use std::io;

use crate::render::layout::grid::{Column, Grid, Row, Then};
use crate::render::layout::{Line, Piece, flow, write_line};
use crate::render::log_text::series_lines;
use crate::render::paths::Paths;
use crate::render::show_text::columns;
use crate::render::style::{Role, Style};
use crate::render::words;
use crate::views::log::Series;
use crate::views::roll::{Ending, Fate, Outcome};
use crate::views::standing::Standing;

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
    for (title, standing) in &ending.key_results {
        let own = series.iter().find(|series| series.name == standing.name);
        for line in key_result(title, standing, own, width) {
            write_line(out, style, &line)?;
        }
    }
    Ok(())
}

/// A key result with its value, and below it the values over time: one alone is no history.
fn key_result(
    title: &str,
    standing: &Standing,
    series: Option<&Series>,
    width: usize,
) -> Vec<Line> {
    let name = standing.name.rsplit('/').next().unwrap_or_default();
    let mut about = vec![Piece::name(name), Piece::new(title)];
    about.extend(standing.value.as_deref().map(Piece::new));
    let progress = standing.figures.progress;
    about.extend(progress.map(|progress| Piece::new(&words::progress(progress, false))));
    let mut lines = flow(&about, width);
    let series = series.filter(|series| series.points.len() > 1);
    let blocks = series.map(|series| {
        let alone = Series {
            is_subject: true,
            ..series.clone()
        };
        series_lines(&alone, width.saturating_sub(2))
    });
    for mut line in blocks.into_iter().flatten() {
        line.insert(0, Piece::new("  "));
        lines.push(line);
    }
    lines
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
            let stay = if left.len() == 1 { "stays" } else { "stay" };
            let left = left.join(", ");
            let about = format!("{}; {left} {stay} behind", paths.show(path));
            ("carried on", Role::Good, about)
        }
        Fate::Dropped(reason) => ("dropped", Role::Caution, reason.clone()),
        Fate::Left(why) => ("left", Role::Faint, why.clone()),
        Fate::Copied(path) => ("plan copied", Role::Good, paths.show(path)),
        Fate::Moved(path) => ("plan goes on", Role::Good, paths.show(path)),
    };
    Row {
        title: Piece::name(&outcome.name),
        cells: vec![Some(Piece::new(what).role(role)), Some(Piece::new(&about))],
        ..Row::default()
    }
}
