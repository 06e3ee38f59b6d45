//! What check-ins changed, one line for each: the value, the progress and the pace, before and after.

use std::io;

use crate::render::layout::grid::{Column, Grid, Row, Then};
use crate::render::layout::{Piece, write_line};
use crate::render::style::Style;
use crate::render::words;
use crate::views::standing::Standing;

/// The columns: the value, the progress, the pace or health.
const COLUMNS: [Column; 3] = [column(1), column(2), column(3)];

const fn column(yields: u8) -> Column {
    Column {
        gap: 3,
        right: false,
        cap: 40,
        yields,
        then: Then::Below,
    }
}

/// Writes a line for each that was checked in.
///
/// # Errors
/// When `out` cannot be written.
pub fn write(
    out: &mut dyn io::Write,
    changed: &[(Standing, Standing)],
    style: Style,
) -> io::Result<()> {
    let rows: Vec<Row> = changed
        .iter()
        .map(|(before, after)| row(before, after))
        .collect();
    let grid = Grid::beside_names(&COLUMNS, rows.iter(), style.width);
    for line in rows.iter().flat_map(|row| grid.lines(row)) {
        write_line(out, style, &line)?;
    }
    Ok(())
}

fn row(before: &Standing, after: &Standing) -> Row {
    let progress = |standing: &Standing| {
        let progress = standing.figures.progress?;
        Some(words::progress(progress, false))
    };
    let state = |standing: &Standing| {
        let figures = standing.figures;
        let health = figures.healthy.map(|healthy| match healthy {
            true => "healthy",
            false => "unhealthy",
        });
        figures
            .pace
            .map(|pace| pace.words())
            .or(health)
            .map(str::to_owned)
    };
    Row {
        title: Piece::name(&after.name),
        cells: vec![
            Some(Piece::new(&arrow(
                before.value.clone(),
                after.value.clone(),
            ))),
            arrow_of(progress(before), progress(after))
                .map(|text| Piece::new(&format!("progress {text}"))),
            arrow_of(state(before), state(after)).map(|text| Piece::new(&text)),
        ],
        ..Row::default()
    }
}

/// `before → after`; one alone where both are the same, or where nothing could be told before. None
/// where there is neither.
fn arrow_of(before: Option<String>, after: Option<String>) -> Option<String> {
    let before = before.or_else(|| after.clone());
    before.is_some().then(|| arrow(before, after))
}

fn arrow(before: Option<String>, after: Option<String>) -> String {
    match (before, after) {
        (Some(before), Some(after)) if before == after => after,
        (before, after) => {
            let said = |value: Option<String>| value.unwrap_or_else(|| "nothing".to_owned());
            format!("{} → {}", said(before), said(after))
        }
    }
}
