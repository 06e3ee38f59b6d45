//! A history for the terminal: what it is of, its values as a line of blocks, then commit by commit
//! what changed.

use std::io;

use crate::diff::Direction;
use crate::render::diff_words::{Why, shift, values, what, why};
use crate::render::json::number;
use crate::render::layout::{Line, Piece, flow, write_line};
use crate::render::show_text::columns;
use crate::render::sparkline::sparkline;
use crate::render::style::{Role, Style};
use crate::views::log::{Entry, History, Point, Series};
use crate::views::review::{Mode, Note, Row};

/// The widest line of blocks.
const SPARKLINE: usize = 40;
/// How much of a hash is shown.
const SHORT: usize = 10;
/// What stands in front of a change.
const INDENT: &str = "  ";

/// Writes the history.
///
/// # Errors
/// When `out` cannot be written.
pub fn write(out: &mut dyn io::Write, history: &History, style: Style) -> io::Result<()> {
    let width = columns(style);
    let mut lines = head_lines(history, width);
    for series in &history.series {
        lines.push(Line::new());
        lines.extend(series_lines(series, width));
    }
    let subject = history.subject.as_ref().map(|head| head.name.as_str());
    for entry in &history.entries {
        lines.push(Line::new());
        lines.extend(entry_lines(entry, subject, width));
    }
    if !history.notes.is_empty() || history.truncated {
        lines.push(Line::new());
    }
    for note in &history.notes {
        lines.extend(sentence(&note_words(note), width));
    }
    if history.truncated {
        lines.extend(sentence(TRUNCATED, width));
    }
    lines
        .iter()
        .try_for_each(|line| write_line(out, style, line))
}

/// Said where the history ends too early.
const TRUNCATED: &str = "The clone is shallow, so that what came before is missing: fetch it with `git fetch --unshallow`";

fn head_lines(history: &History, width: usize) -> Vec<Line> {
    let entries = &history.entries;
    let count = match entries.len() {
        0 => "no commit changed it".to_owned(),
        1 => "1 commit".to_owned(),
        count => format!("{count} commits"),
    };
    let mut about = Vec::new();
    let title = match &history.subject {
        Some(head) => {
            about.push(Piece::name(&head.name));
            head.title.trim()
        }
        None => "The whole tree",
    };
    about.push(Piece::new(&count));
    if let (Some(last), Some(first)) = (entries.first(), entries.last()) {
        about.push(Piece::faint(&days(first.commit.day, last.commit.day)));
    }
    let title = Piece::new(title).role(Role::Strong);
    let mut lines: Vec<Line> = title
        .wrapped(width)
        .into_iter()
        .map(|piece| vec![piece])
        .collect();
    lines.extend(flow(&about, width));
    lines
}

/// The values of one thing: a line of blocks between the first and the last, then the rest.
pub fn series_lines(series: &Series, width: usize) -> Vec<Line> {
    let points = &series.points;
    let (Some(first), Some(last)) = (points.first(), points.last()) else {
        return Vec::new();
    };
    let values: Vec<Option<f64>> = points.iter().map(|point| point.value.map(number)).collect();
    let known = || points.iter().filter(|point| point.value.is_some());
    let lowest = known().min_by_key(|point| point.value);
    let highest = known().max_by_key(|point| point.value);
    let ends = match points.as_slice() {
        [only] => only.text.clone(),
        _ => format!("{} → {}", first.text, last.text),
    };
    let mut pieces = Vec::new();
    if !series.is_subject {
        pieces.push(Piece::name(&series.name));
    }
    pieces.push(Piece {
        whole: true,
        ..Piece::new(&sparkline(&values, SPARKLINE.min(width)))
    });
    pieces.push(Piece::new(&ends).role(Role::Strong));
    if let (Some(lowest), Some(highest), true) = (lowest, highest, points.len() > 1) {
        pieces.push(Piece::new(&format!("min {}", lowest.text)));
        pieces.push(Piece::new(&format!("max {}", highest.text)));
    }
    pieces.push(Piece::faint(&extent(points, first, last)));
    flow(&pieces, width)
}

/// How many values there are, and of which days.
fn extent(points: &[Point], first: &Point, last: &Point) -> String {
    match points.len() {
        1 => format!("1 value, {}", first.day),
        count => format!("{count} values, {}", days(first.day, last.day)),
    }
}

fn days(first: jiff::civil::Date, last: jiff::civil::Date) -> String {
    match first == last {
        true => first.to_string(),
        false => format!("{first} to {last}"),
    }
}

fn entry_lines(entry: &Entry, subject: Option<&str>, width: usize) -> Vec<Line> {
    let commit = &entry.commit;
    let head = [
        Piece::name(&short(&commit.id)),
        Piece::new(&commit.day.to_string()),
        Piece::new(commit.author.name.trim()),
        Piece::faint(commit.summary.trim()),
    ];
    let mut lines = flow(&head, width);
    for row in &entry.rows {
        lines.extend(change_lines(row, subject, width));
    }
    lines
}

fn change_lines(row: &Row, subject: Option<&str>, width: usize) -> Vec<Line> {
    let change = &row.change;
    let mut pieces = Vec::new();
    if let Some(name) = other_name(&change.subject.name, subject) {
        pieces.push(Piece::name(name));
    }
    let guess = if change.matched_by.is_guess() {
        "~"
    } else {
        ""
    };
    let said = match (change.field, values(change)) {
        (None, None) => change.subject.title.clone(),
        (None, Some(values)) if values.before.is_none() => values.after.unwrap_or_default(),
        (_, values) => values.map_or_else(String::new, |values| values.arrow(0)),
    };
    pieces.push(Piece::new(&format!("{guess}{}: {said}", what(row))));
    pieces.extend(shift(change).map(|words| {
        let direction = change.shift.as_ref().map(|shift| shift.direction);
        match direction {
            Some(Direction::Easier) => Piece::new(&words).role(Role::Caution),
            Some(Direction::Harder) | None => Piece::new(&words),
        }
    }));
    pieces.extend(match why(change, &Mode::States) {
        Why::Because(reason) => Some(Piece::faint(&format!("because: {reason}"))),
        Why::Missing => Some(Piece::new("no reason given").role(Role::Caution)),
        Why::Silent => None,
    });
    let room = width.saturating_sub(INDENT.len());
    let indented = |(at, line): (usize, Line)| {
        let indent = if at == 0 {
            INDENT.to_owned()
        } else {
            INDENT.repeat(2)
        };
        std::iter::once(Piece::new(&indent)).chain(line).collect()
    };
    flow(&pieces, room.saturating_sub(INDENT.len()))
        .into_iter()
        .enumerate()
        .map(indented)
        .collect()
}

/// The name of what a change is about, where it is not what the whole history is of: of a key result
/// of that, its own id. What it was called before does not matter.
fn other_name<'n>(name: &'n str, subject: Option<&str>) -> Option<&'n str> {
    let Some(subject) = subject else {
        return Some(name);
    };
    match (name.split_once('/'), subject.contains('/')) {
        (Some(_), true) => None,
        (Some((_, key_result)), false) => Some(key_result),
        (None, _) if name.contains('@') => Some(name),
        (None, _) => None,
    }
}

/// What is said about a file begins with where that is.
fn note_words(note: &Note) -> String {
    let Some(path) = note.path.as_deref() else {
        return note.message.clone();
    };
    let line = note
        .line
        .map_or_else(String::new, |line| format!(":{line}"));
    let commit = note.commit.as_deref().map(short);
    let commit = commit.map_or_else(String::new, |commit| format!(" at {commit}"));
    format!("{path}{line}{commit}: {}", note.message)
}

fn sentence(text: &str, width: usize) -> Vec<Line> {
    let pieces = Piece::new(text).wrapped(width);
    pieces.into_iter().map(|piece| vec![piece]).collect()
}

fn short(commit: &str) -> String {
    commit.chars().take(SHORT).collect()
}
