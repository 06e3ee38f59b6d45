//! What of a diff a reviewer should see, as annotations of GitHub: a warning for each thing that needs
//! attention, a notice for each goalpost that was moved with a reason and for what could not be
//! compared. All the rest is the business of the other formats.

use std::io;

use crate::finding::Level;
use crate::render::annotations::{self, Annotation, Extent};
use crate::render::diff_words::{self as words, Attention, Part, Why};
use crate::render::safe::{finished, safe};
use crate::views::review::{Mode, Note, Review, Row};

/// Longer texts are cut: the file has all of it.
const LONGEST: usize = 200;

/// Writes the annotations; nothing where there is nothing to tell.
///
/// # Errors
/// When `out` cannot be written.
pub fn write(out: &mut dyn io::Write, review: &Review) -> io::Result<()> {
    annotations::write(&annotations(review), "changes", out)
}

/// The level of the gravest annotation; none where there is nothing to tell.
#[must_use]
pub fn gravest(review: &Review) -> Option<Level> {
    let annotations = annotations(review).into_iter();
    annotations.map(|annotation| annotation.level).max()
}

fn annotations(review: &Review) -> Vec<Annotation> {
    let mode = &review.mode;
    let attention = words::attention(review).into_iter();
    let mut all: Vec<Annotation> = attention
        .map(|attention| match attention {
            Attention::Milder(note) => {
                let lines = note.line.map_or(Extent::File, Extent::Line);
                let place = note.path.as_deref().map(|path| (path, lines));
                annotation(Level::Warning, place, "check made milder", &note.message)
            }
            Attention::Hidden(note) => Annotation {
                level: Level::Warning,
                ..of_note(note)
            },
            Attention::Unexplained(row) => {
                let title = match Part::of(&row.change) {
                    Part::Closed => "given up or put off",
                    _ => "goalpost moved",
                };
                of_change(row, mode, Level::Warning, title)
            }
            Attention::Gone(row) => of_change(row, mode, Level::Warning, &words::what(row)),
            Attention::Bereft(impact, lost) => {
                let title = words::cut(&impact.title, LONGEST);
                let message = format!("{} {title}: {lost}", impact.subject);
                annotation(Level::Warning, None, "left behind", &message)
            }
        })
        .collect();
    all.extend(explained(review).map(|row| of_change(row, mode, Level::Info, "goalpost moved")));
    all.extend(review.notes.iter().filter(|note| !note.hides).map(of_note));
    all
}

/// The goalposts that were moved with a reason, or where none is needed. From one cycle to the next
/// they are simply set anew.
fn explained(review: &Review) -> impl Iterator<Item = &Row> {
    let mode = &review.mode;
    let rows = words::of_part(&review.changes, Part::Goalposts, mode);
    let rows = rows.into_iter().flatten();
    rows.filter(move |row| {
        !matches!(mode, Mode::Cycles(..)) && words::why(&row.change, mode) != Why::Missing
    })
}

fn of_change(row: &Row, mode: &Mode, level: Level, title: &str) -> Annotation {
    // What is gone has no line in the state that is annotated, and maybe no file.
    let lines = match row.change.at.in_later {
        true => Extent::Line(row.line),
        false => Extent::File,
    };
    let place = Some((row.path.as_str(), lines));
    annotation(level, place, title, &said(row, mode))
}

/// One change: of what, from what to what, which way that is, and why.
fn said(row: &Row, mode: &Mode) -> String {
    let change = &row.change;
    let cut = |text: &str| words::cut(text, LONGEST);
    let mut said = format!("{}: {}", change.subject.name, words::what(row));
    if let Some(values) = words::values(change) {
        let values = match (words::is_whole(change), &values.after) {
            (true, Some(after)) => cut(after),
            _ => words::Values {
                before: values.before.as_deref().map(cut),
                after: values.after.as_deref().map(cut),
            }
            .arrow(0),
        };
        said.push_str(&format!(" {values}"));
    }
    let shift = words::shift(change).filter(|_| words::tells_shift(change, mode));
    said.extend(shift.map(|shift| format!(", {shift}")));
    match words::why(change, mode) {
        Why::Because(reason) => said.push_str(&format!(", because: {}", cut(reason))),
        Why::Missing => said.push_str(", no reason given"),
        Why::Silent => {}
    }
    said
}

/// What could not be compared. Where that is in a commit, it has no line in the files as they are.
fn of_note(note: &Note) -> Annotation {
    let lines = match (&note.commit, note.line) {
        (None, Some(line)) => Extent::Line(line),
        _ => Extent::File,
    };
    let place = note.path.as_deref().map(|path| (path, lines));
    let message = match &note.commit {
        Some(_) => format!("{} ({})", note.message, words::place_of(note)),
        None => note.message.clone(),
    };
    annotation(Level::Info, place, "not compared", &message)
}

fn annotation(
    level: Level,
    place: Option<(&str, Extent)>,
    title: &str,
    message: &str,
) -> Annotation {
    let at = match place {
        None => String::new(),
        Some((path, Extent::Line(line))) => format!("{path}:{line}: "),
        Some((path, _)) => format!("{path}: "),
    };
    let line = format!("{}{level}: {title}: {}", safe(&at), safe(message));
    Annotation {
        level,
        path: place.map(|(path, _)| path.to_owned()),
        lines: place.map_or(Extent::File, |(_, lines)| lines),
        title: title.to_owned(),
        message: safe(message).into_owned(),
        plain: finished(&line).into_owned(),
    }
}
