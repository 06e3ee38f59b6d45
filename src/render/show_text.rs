//! One goal, objective, kpi or team for the terminal.

use std::io;

use crate::render::layout::{Line, Piece, flow, line_width, wrap, write_line};
use crate::render::page::{Item, Page, Part, Said, Value, page};
use crate::render::reading::Reading;
use crate::render::style::{Role, Style};
use crate::views::Show;

/// The narrowest output that is laid out.
const NARROWEST: usize = 40;
/// Lines longer than this are hard to read.
const WIDEST: usize = 100;

/// Writes all of what is shown.
///
/// # Errors
/// When `out` cannot be written.
pub fn write(
    out: &mut dyn io::Write,
    show: &Show,
    reading: &Reading,
    style: Style,
) -> io::Result<()> {
    let page = page(show);
    let width = columns(style);
    let head = head_lines(&page, reading, width);
    for line in head.into_iter().chain(part_lines(&page.parts, width)) {
        write_line(out, style, &line)?;
    }
    Ok(())
}

/// How many columns a page takes.
pub(super) fn columns(style: Style) -> usize {
    style.width.clamp(NARROWEST, WIDEST)
}

/// The title of a page, and what it is about.
pub(super) fn head_lines(page: &Page, reading: &Reading, width: usize) -> Vec<Line> {
    let mut lines = Vec::new();
    let title = Piece::new(&page.title).role(Role::Strong);
    lines.extend(title.wrapped(width).into_iter().map(|piece| vec![piece]));
    let mut about: Vec<Piece> = page.about.iter().map(said).collect();
    about.push(Piece::faint(&reading.words()));
    lines.extend(flow(&about, width));
    lines
}

/// The parts of a page, each after an empty line.
pub(super) fn part_lines(parts: &[Part], width: usize) -> Vec<Line> {
    let mut lines = Vec::new();
    for part in parts {
        lines.push(Line::new());
        if let Some(heading) = &part.heading {
            lines.push(vec![Piece::new(heading).role(Role::Strong)]);
        }
        for (at, item) in part.items.iter().enumerate() {
            let apart = at > 0 && part.items.iter().any(|item| !item.fields.is_empty());
            if apart {
                lines.push(Line::new());
            }
            lines.extend(item_lines(item, width));
        }
    }
    lines
}

fn item_lines(item: &Item, width: usize) -> Vec<Line> {
    const MARK: &str = "▸ ";
    let mut lines = Vec::new();
    if let Some(title) = &item.title {
        let pieces: Vec<Piece> = title.iter().map(said).collect();
        let marks = std::iter::once(Piece::faint(MARK)).chain(std::iter::repeat(Piece::new("  ")));
        let wrapped = flow(&pieces, width - 2);
        lines.extend(marks.zip(wrapped).map(|(mark, line)| {
            let mut whole = vec![mark];
            whole.extend(line);
            whole
        }));
    }
    let indent = if item.title.is_some() { "  " } else { "" };
    let words = item.fields.iter().map(|(word, _)| word.len()).max();
    let words = words.unwrap_or(0);
    let room = width.saturating_sub(indent.len() + words + 2);
    for (word, value) in &item.fields {
        for (at, line) in value_lines(value, room).into_iter().enumerate() {
            let word = if at == 0 { word } else { "" };
            let mut whole = vec![Piece::faint(&format!("{indent}{word:words$}  "))];
            whole.extend(line);
            lines.push(whole);
        }
    }
    lines
}

fn value_lines(value: &Value, room: usize) -> Vec<Line> {
    match value {
        Value::Together(parts) => flow(&parts.iter().map(said).collect::<Vec<_>>(), room),
        Value::Lines(lines) => entries(lines, room),
        Value::Prose(text) => text
            .lines()
            .flat_map(|line| wrap(&Piece::new(line.trim_end()).text, room))
            .map(|line| vec![Piece::new(&line)])
            .collect(),
    }
}

/// Entries that begin with a name have their words in a column behind it; what does not fit on one
/// line goes on under itself.
fn entries(entries: &[Vec<Said>], room: usize) -> Vec<Line> {
    const WIDEST_NAME: usize = 32;
    let name = |entry: &Vec<Said>| match entry.first() {
        Some(first @ Said::Name(_)) => Some(said(first)),
        Some(Said::Words(_) | Said::Sentence(_)) | None => None,
    };
    let names = entries
        .iter()
        .filter_map(|entry| Some(name(entry)?.width()));
    let column = names
        .filter(|width| *width <= WIDEST_NAME.min(room / 2))
        .max();
    let mut lines = Vec::new();
    for entry in entries {
        let Some((name, column)) = name(entry).zip(column) else {
            lines.extend(flow(&entry.iter().map(said).collect::<Vec<_>>(), room));
            continue;
        };
        let words: Vec<Piece> = entry.iter().skip(1).map(said).collect();
        let behind = flow(&words, room.saturating_sub(column + 2));
        let fits = name.width() <= column;
        if !fits {
            lines.push(vec![name.clone()]);
        }
        for (at, words) in behind.into_iter().enumerate() {
            let mut line = if at == 0 && fits {
                vec![name.clone()]
            } else {
                Line::new()
            };
            let pad = (column + 2).saturating_sub(line_width(&line));
            line.push(Piece::new(&" ".repeat(pad)));
            line.extend(words);
            lines.push(line);
        }
    }
    lines
}

fn said(said: &Said) -> Piece {
    match said {
        Said::Words(text) | Said::Sentence(text) => Piece::new(text.trim()),
        Said::Name(name) => Piece::name(name),
    }
}
