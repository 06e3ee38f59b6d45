//! A history as one table for spreadsheets, in UTF-8 with the line ends of RFC 4180: a row for each
//! change, the latest first.

use std::io;

use crate::diff::{Direction, Effect};
use crate::render::safe::csv_cell;
use crate::views::log::{Entry, History};
use crate::views::review::Row;

/// The columns.
const HEADER: [&str; 14] = [
    "date",
    "commit",
    "author",
    "email",
    "summary",
    "subject",
    "kind",
    "effect",
    "field",
    "before",
    "after",
    "direction",
    "by",
    "reason",
];

/// Writes the table.
///
/// # Errors
/// When `out` cannot be written.
pub fn write(out: &mut dyn io::Write, history: &History) -> io::Result<()> {
    let mut table = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(out);
    table.write_record(HEADER)?;
    for entry in &history.entries {
        for row in &entry.rows {
            let cells = cells(entry, row);
            table.write_record(cells.iter().map(|cell| csv_cell(cell)))?;
        }
    }
    table.flush()
}

fn cells(entry: &Entry, row: &Row) -> [String; HEADER.len()] {
    let commit = &entry.commit;
    let change = &row.change;
    let shift = change.shift.as_ref();
    let or_empty = |text: &Option<String>| text.clone().unwrap_or_default();
    [
        commit.day.to_string(),
        commit.id.clone(),
        commit.author.name.clone(),
        commit.author.email.clone(),
        commit.summary.clone(),
        change.subject.name.clone(),
        change.kind.name().to_owned(),
        effect(change.effect).to_owned(),
        change.field.unwrap_or_default().to_owned(),
        or_empty(&change.before),
        or_empty(&change.after),
        shift
            .map_or("", |shift| direction(shift.direction))
            .to_owned(),
        shift
            .and_then(|shift| shift.by.as_ref())
            .map_or_else(String::new, |by| by.text()),
        or_empty(&change.reason),
    ]
}

const fn effect(effect: Effect) -> &'static str {
    match effect {
        Effect::Intent => "intent",
        Effect::Progress => "progress",
    }
}

const fn direction(direction: Direction) -> &'static str {
    match direction {
        Direction::Easier => "easier",
        Direction::Harder => "harder",
    }
}
