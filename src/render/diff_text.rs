//! What changed, for the terminal: which states were compared, one line for a hurry, then what
//! weighs most first. A part of changes is in `part`, what became of objectives and time in `fates`.

mod fates;
mod part;

use std::io;

use crate::render::diff_json::Compared;
use crate::render::diff_words::{self as words, PARTS, Part};
use crate::render::layout::{Line, Piece, flow, write_line};
use crate::render::reading::Reading;
use crate::render::style::{Role, Style};
use crate::views::review::{Mode, Note, Review};

/// The narrowest output that is laid out.
const NARROWEST: usize = 40;
/// Lines longer than this are hard to follow with the eye.
const WIDEST: usize = 120;

/// Writes what changed for a terminal.
///
/// # Errors
/// When `out` cannot be written.
pub fn write(
    out: &mut dyn io::Write,
    review: &Review,
    compared: &Compared,
    style: Style,
) -> io::Result<()> {
    let width = style.width.clamp(NARROWEST, WIDEST);
    let mut lines = head(review, compared, width);
    for section in sections(review, width) {
        lines.push(Line::new());
        lines.extend(section);
    }
    for line in lines {
        write_line(out, style, &line)?;
    }
    Ok(())
}

/// Which states were compared, and what changed in one line.
fn head(review: &Review, compared: &Compared, width: usize) -> Vec<Line> {
    let title = match &review.mode {
        Mode::States | Mode::Cycles(..) => "What changed".to_owned(),
        Mode::During(cycle) => format!("How {} changed", cycle.name),
    };
    let pieces = [
        Piece::new(&title).role(Role::Strong),
        Piece::faint(&states(compared)),
    ];
    let mut lines = flow(&pieces, width);
    let verdict = words::verdict(review).join(", ");
    let verdict = Piece::new(&verdict).wrapped(width);
    lines.extend(verdict.into_iter().map(|piece| vec![piece]));
    lines
}

/// Both states, from the earlier to the later. Not safe to print yet.
pub(super) fn states(compared: &Compared) -> String {
    let words = |state: &crate::render::State| {
        Reading {
            state: state.clone(),
            today: compared.today,
        }
        .words()
    };
    format!("{} → {}", words(&compared.base), words(&compared.head))
}

/// The sections that have something to say: of two cycles first what became of the objectives.
fn sections(review: &Review, width: usize) -> Vec<Vec<Line>> {
    let not_compared = review.notes.iter().filter(|note| !note.hides);
    let mut sections = vec![
        of_files("Check made milder", review.relaxed.iter(), width),
        of_files("Cannot be read any more", words::hidden(review), width),
        fates::fates(review, width),
        fates::scores(review, width),
    ];
    sections.extend(PARTS.map(|part: Part| part::lines(review, part, width)));
    sections.extend([
        fates::time_by_team(&review.allocation, width),
        fates::people_by_goal(&review.allocation, width),
        of_files("Not compared", not_compared, width),
        legend(review, width),
    ]);
    sections.retain(|lines| !lines.is_empty());
    sections
}

/// What is to be said of files, under a heading.
fn of_files<'n>(title: &str, notes: impl Iterator<Item = &'n Note>, width: usize) -> Vec<Line> {
    let mut notes = notes.peekable();
    if notes.peek().is_none() {
        return Vec::new();
    }
    let mut lines = heading(title, width);
    for note in notes {
        let pieces = [
            Piece::new(&note.message),
            Piece::faint(&words::place_of(note)),
        ];
        lines.extend(part::below(&pieces, width));
    }
    lines
}

/// What the marks mean that are used and not said in words beside them.
fn legend(review: &Review, width: usize) -> Vec<Line> {
    let guessed = review
        .changes
        .iter()
        .any(|row| row.change.matched_by.is_guess())
        || review.fates.iter().flatten().any(|row| row.guessed);
    let computed = review
        .fates
        .iter()
        .flatten()
        .any(|row| row.score.is_some() && !row.score_given);
    let marks = [
        (
            guessed,
            "~ taken for the same because what it says is alike",
        ),
        (computed, "≈ computed, not given"),
    ];
    let used: Vec<Piece> = marks
        .into_iter()
        .filter(|(used, _)| *used)
        .map(|(_, mark)| Piece::faint(mark))
        .collect();
    flow(&used, width)
}

/// The heading of a section.
fn heading(text: &str, width: usize) -> Vec<Line> {
    let heading = Piece::new(text).role(Role::Strong).wrapped(width);
    heading.into_iter().map(|piece| vec![piece]).collect()
}
