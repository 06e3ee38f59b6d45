//! The close of a cycle for the terminal: an objective that is up for its verdict, what was written
//! down, and how it ended, in one sentence and for the message of a tag.

use std::io;

use rust_decimal::Decimal;

use crate::amend::score_text;
use crate::model::{Commitment, Status};
use crate::render::layout::grid::{Column, Grid, Row, Then};
use crate::render::layout::{Piece, write_line};
use crate::render::safe::safe;
use crate::render::style::{Role, Style};
use crate::render::words;
use crate::views::TreeNode;
use crate::views::closing::{Closed, proposal, score_of};

const fn column(gap: usize, right: bool, yields: u8) -> Column {
    Column {
        gap,
        right,
        cap: 40,
        yields,
        then: Then::Below,
    }
}

/// Writes an objective that is up for its verdict, the `at`th of `of`: its key results with their
/// numbers, progress and scores, and the score that all of them come to.
///
/// # Errors
/// When `out` cannot be written.
pub fn write_objective(
    out: &mut dyn io::Write,
    objective: &TreeNode,
    (at, of): (usize, usize),
    style: Style,
) -> io::Result<()> {
    let head = [
        Piece::name(&objective.name),
        Piece::faint(&format!("  {at} of {of}")),
    ];
    writeln!(out)?;
    write_line(out, style, &head)?;
    for title in Piece::new(&objective.title)
        .role(Role::Strong)
        .wrapped(style.width)
    {
        write_line(out, style, &[title])?;
    }
    let rows: Vec<Row> = objective
        .key_results
        .iter()
        .map(|key_result| {
            let figures = key_result.figures;
            let title = match key_result.title.is_empty() {
                true => &key_result.id,
                false => &key_result.title,
            };
            let numbers = words::numbers(key_result);
            let score = match figures.score_given {
                true => figures.score,
                false => score_of(objective, key_result),
            };
            Row {
                lead: vec![Piece::new("  ")],
                rest: vec![Piece::new("    ")],
                title: Piece::new(title),
                cells: vec![
                    (!numbers.is_empty()).then(|| Piece::new(&numbers)),
                    figures
                        .progress
                        .map(|progress| Piece::new(&words::progress(progress, false))),
                    score.map(|score| Piece::new(&format!("score {}", score_text(score)))),
                ],
                ..Row::default()
            }
        })
        .collect();
    let columns = [column(3, false, 2), column(3, true, 1), column(3, false, 1)];
    let grid = Grid::new(&columns, rows.iter(), style.width);
    for line in rows.iter().flat_map(|row| grid.lines(row)) {
        write_line(out, style, &line)?;
    }
    for line in Piece::new(&amounts(objective)).wrapped(style.width.saturating_sub(2)) {
        write_line(out, style, &[Piece::new("  "), line])?;
    }
    Ok(())
}

/// What an objective comes to.
fn amounts(objective: &TreeNode) -> String {
    let success = match objective.commitment {
        Some(Commitment::Committed) => "1 is a success, as it was committed",
        _ => "0.7 is a success",
    };
    let partly = match objective.figures.partial {
        Some(true) => ", without what is not known",
        _ => "",
    };
    let draft = match objective.status {
        Status::Draft => "; it is still a draft",
        _ => "",
    };
    match proposal(objective) {
        Some(proposal) => format!(
            "score {}{partly}: {} ({success}){draft}",
            score_text(proposal.score),
            proposal.status.name()
        ),
        None => format!("no score: too little of it is known{draft}"),
    }
}

/// Writes a line for each that got a verdict.
///
/// # Errors
/// When `out` cannot be written.
pub fn write(out: &mut dyn io::Write, closed: &[Closed], style: Style) -> io::Result<()> {
    let rows: Vec<Row> = closed.iter().map(row).collect();
    let columns = [column(3, false, 1), column(3, false, 2)];
    let grid = Grid::beside_names(&columns, rows.iter(), style.width);
    for line in rows.iter().flat_map(|row| grid.lines(row)) {
        write_line(out, style, &line)?;
    }
    Ok(())
}

fn row(closed: &Closed) -> Row {
    let status = match closed.status {
        (Status::Active, Status::Active) => None,
        (before, after) if before == after => Some(after.name().to_owned()),
        (before, after) => Some(format!("{} → {}", before.name(), after.name())),
    };
    let score = |score: Decimal| score_text(score.round_dp(2));
    let score = match closed.score {
        (_, None) => None,
        (Some(before), Some(after)) if before != after => {
            Some(format!("score {} → {}", score(before), score(after)))
        }
        (_, Some(after)) => Some(format!("score {}", score(after))),
    };
    Row {
        title: Piece::name(&closed.name),
        cells: vec![
            status.map(|text| Piece::new(&text)),
            score.map(|text| Piece::new(&text)),
        ],
        ..Row::default()
    }
}

/// How the objectives ended, counted: `2 achieved, 1 missed, 1 without a verdict`.
#[must_use]
pub fn counts(objectives: &[TreeNode]) -> String {
    let count = |status: Status| {
        let such = objectives.iter().filter(|own| own.status == status);
        such.count()
    };
    let ended = [
        Status::Achieved,
        Status::Missed,
        Status::Postponed,
        Status::Dropped,
    ];
    let open = objectives.iter().filter(|own| !own.status.is_closed());
    let parts = ended.map(|status| (count(status), status.name()));
    let parts = parts
        .into_iter()
        .chain([(open.count(), "without a verdict")]);
    let parts: Vec<String> = parts
        .filter(|(count, _)| *count > 0)
        .map(|(count, words)| format!("{count} {words}"))
        .collect();
    parts.join(", ")
}

/// The message of the tag of a close: how each objective ended, and the time that was planned for it.
#[must_use]
pub fn message(cycle: &str, objectives: &[TreeNode]) -> String {
    let status = |own: &TreeNode| match own.status.is_closed() {
        true => own.status.name(),
        false => "open",
    };
    let score = |own: &TreeNode| {
        let score = own.figures.score.filter(|_| own.status.is_closed());
        score.map_or_else(|| "-".to_owned(), |score| score_text(score.round_dp(2)))
    };
    let lines = objectives.iter().map(|own| {
        let planned = own.allocation.as_ref();
        let planned = planned.map_or_else(String::new, |planned| {
            format!(" ({})", words::allocation(planned))
        });
        let line = format!(
            "{:<9} {:>4}  {}: {}{planned}",
            status(own),
            score(own),
            own.name,
            own.title
        );
        safe(&line).into_owned()
    });
    let lines: Vec<String> = lines.collect();
    format!(
        "Close of {cycle}: {}\n\n{}\n",
        counts(objectives),
        lines.join("\n")
    )
}
