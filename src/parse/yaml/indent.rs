//! Mistakes in how lines follow each other: tabs, lines that belong to nothing above them, lines too
//! far in, comments between the lines of a text.

use super::diagnose::{Diagnosis, Place, blank};
use super::line::{Line, reads_on};
use super::line_number;
use super::mask::{Fill, Repair};
use super::quote::{brief, line_with, quoted_line};
use crate::finding::Problem;
use crate::finding::reading::INVALID_YAML;
use crate::source::Span;

/// How many lines are looked at above a mistake.
const LINES_ABOVE: usize = 200;

/// A tab at the start of the line, or another place where only spaces can be.
pub(super) fn tab(place: Place) -> Diagnosis {
    let tabbed = lines_from(place.source, place.line).take(LINES_ABOVE);
    let mut tabbed = tabbed.filter_map(|line| Some((line, leading_tab(place.source, &line)?)));
    let Some((line, tabs)) = tabbed.next() else {
        return tab_within(place);
    };
    let all: Vec<Line> = lines_from(place.source, Line::at(place.source, 0))
        .filter(|line| leading_tab(place.source, line).is_some())
        .collect();
    let further = all.iter().filter(|other| other.start > line.start).count();
    let message = match further {
        0 => "this line is indented with a tab, and YAML knows only spaces".to_owned(),
        1 => "this line and another one are indented with tabs, and YAML knows only spaces".into(),
        n => format!("this line and {n} more are indented with tabs, and YAML knows only spaces"),
    };
    let spaces_too = lines_from(place.source, Line::at(place.source, 0)).any(|line| {
        !line.is_silent(place.source)
            && place
                .source
                .get(line.start..)
                .is_some_and(|rest| rest.starts_with(' '))
    });
    let tabs_only = !spaces_too;
    let edits = all.iter().map(|line| {
        // Where all indentation is tabs, one space for each keeps the levels apart. Beside spaces
        // nobody knows how wide a tab was meant, so that the line is left out.
        let end = if tabs_only { line.content } else { line.end };
        (Span::new(line.start, end), Fill::Blank)
    });
    Diagnosis::mended(
        Problem::new(INVALID_YAML, tabs, message)
            .help("indent with two spaces for each level, and let your editor replace tabs"),
        Repair {
            refuse: None,
            edits: edits.collect(),
        },
    )
}

/// A tab behind a dash, a colon or a value.
fn tab_within(place: Place) -> Diagnosis {
    let from = place.line.start;
    let rest = place.source.get(from..place.line.end).unwrap_or_default();
    let Some(at) = rest.find('\t').map(|at| from + at) else {
        return Diagnosis::unknown(place);
    };
    let span = Span::new(at, at + 1);
    let problem = Problem::new(
        INVALID_YAML,
        span,
        "there is a tab here where YAML knows only spaces",
    )
    .help(format!("write `{}`", line_with(place.text, span, " ")))
    .edit(span, " ");
    Diagnosis::mended(problem, blank(span))
}

/// The tabs before the first letter of a line.
fn leading_tab(text: &str, line: &Line) -> Option<Span> {
    let start = text.get(line.start..line.content)?.find('\t')? + line.start;
    (line.content < line.end).then(|| Span::new(start, line.content))
}

/// A key on `line` that is further in than the key of the line `above`, which has its value already.
pub(super) fn too_deep(place: Place, line: &Line, above: &Line) -> Diagnosis {
    let key = line.key.unwrap_or_else(|| line.whole());
    let name = brief(key.slice(place.text));
    let owner = brief(above.key.map_or("", |key| key.slice(place.text)));
    let column = column(place.text, above, above.body);
    let message = format!(
        "`{name}` stands further in than `{owner}`, which has its value already, so it is read as more of that text"
    );
    let all = above.value.to(line.value);
    let help = format!(
        "for a field of its own start `{name}` in column {column}, like `{owner}`; for a text write `{}`",
        quoted_line(place.text, all)
    );
    let problem = Problem::new(INVALID_YAML, key, message).help(help);
    Diagnosis::mended(problem, blank(with_siblings(place.source, line)))
}

/// A comment in the middle of a text that goes on on the next line.
pub(super) fn comment(place: Place) -> Diagnosis {
    let comment = Span::new(place.at, place.line.end);
    let mut next = place.line.next(place.source);
    while let Some(line) = next.filter(|line| line.is_silent(place.source)) {
        next = line.next(place.source);
    }
    if let Some(line) = next.filter(|line| line.key.is_some()) {
        return too_deep(place, &line, &place.line);
    }
    let value = place.line.value.to(Span::at(place.at));
    let words = Span::new(place.line.value.range().start, place.at);
    let words = words.slice(place.text).trim_end();
    let message = "this comment stands in the middle of a text that goes on on the next line";
    let inner = comment.slice(place.text).get(1..).unwrap_or_default();
    let help = if reads_on(words, inner) {
        let whole = place.line.value.to(comment);
        format!(
            "if it belongs to the text, put all of the text in quotes: `{}`",
            quoted_line(place.text, whole)
        )
    } else {
        "move the comment to a line of its own above, or put the text on one line".to_owned()
    };
    Diagnosis::mended(
        Problem::new(INVALID_YAML, comment, message).help(help),
        Repair {
            refuse: Some(value),
            edits: vec![(comment, Fill::Blank)],
        },
    )
}

/// A line that belongs to nothing above it.
pub(super) fn misplaced(place: Place) -> Diagnosis {
    let line = place.line;
    let whole = line.whole();
    if whole.is_empty() {
        return Diagnosis::unknown(place);
    }
    let words = whole.slice(place.text);
    let glued = words
        .strip_prefix('-')
        .filter(|rest| !rest.starts_with('-'));
    let problem = match line.key {
        None if !line.is_item() && glued.is_some() => Problem::new(
            INVALID_YAML,
            whole,
            "a dash without a space begins no list item",
        )
        .help(format!(
            "write `- {}`",
            brief(glued.unwrap_or_default().trim_start())
        )),
        None if !line.is_item() => {
            let message = "this line is neither a `key: value` nor part of the text above it";
            Problem::new(INVALID_YAML, whole, message).help(
                "write a key and a colon before it, or indent it further to go on with the text above",
            )
        }
        _ => {
            let span = line.key.filter(|_| !line.is_item());
            let span = span.unwrap_or_else(|| Span::new(line.content, whole.range().end));
            let message = if line.is_item() {
                "this list item belongs to no list above it".to_owned()
            } else {
                let name = brief(span.slice(place.text));
                format!("the indentation of `{name}` fits none of the lines above it")
            };
            Problem::new(INVALID_YAML, span, message).help(columns(place, &line))
        }
    };
    Diagnosis::mended(problem, blank(with_siblings(place.source, &line)))
}

/// Where the line could start, by the lines above it.
fn columns(place: Place, line: &Line) -> String {
    let (mut further, mut nearer) = (None, None);
    let mut above = *line;
    for _ in 0..LINES_ABOVE {
        let Some(next) = line_above(place.source, &above) else {
            break;
        };
        above = next;
        let starts = [
            above.key.map(|key| (above.body, key.slice(place.text))),
            above.is_item().then_some((above.content, "-")),
        ];
        for (at, name) in starts.into_iter().flatten() {
            let indent = at - above.start;
            let place = (indent, name, above.start);
            if indent > line.indent() && nearer.is_none() {
                further.get_or_insert(place);
            } else if indent < line.indent() {
                nearer.get_or_insert(place);
            }
        }
        if nearer.is_some() {
            break;
        }
    }
    let like = |(indent, name, start): (usize, &str, usize)| {
        let number = line_number(place.text, start);
        let name = brief(name);
        format!("in column {}, like `{name}` on line {number}", indent + 1)
    };
    match (further.map(like), nearer.map(like)) {
        (Some(further), Some(nearer)) => format!("start it {further}, or {nearer}"),
        (Some(only), None) if line.indent() == 0 => {
            format!("start it {only}, or start both in column 1")
        }
        (Some(only), None) | (None, Some(only)) => format!("start it {only}"),
        (None, None) if line.is_item() => {
            "indent it below the key of its list, or give it a key".to_owned()
        }
        (None, None) if line_above(place.source, line).is_some_and(|above| above.is_item()) => {
            "the lines above are a list: begin this one with `- `, or give the list a key"
                .to_owned()
        }
        (None, None) => "indent it like the lines that it belongs to".to_owned(),
    }
}

/// The nearest line above that says something.
pub(super) fn line_above(text: &str, line: &Line) -> Option<Line> {
    let mut above = line.previous(text)?;
    while above.is_silent(text) {
        above = above.previous(text)?;
    }
    (!is_boundary(text, &above)).then_some(above)
}

/// The value of a line with the plain lines below that go on with it.
pub(super) fn with_continuation(text: &str, line: &Line) -> Span {
    let mut value = line.value;
    for next in below(text, line) {
        if next.key.is_some() || next.is_item() || next.is_silent(text) {
            break;
        }
        value = value.to(next.value);
    }
    value
}

/// All lines below that are further in than `line`, to which they would go on; from the end of its
/// value.
pub(super) fn deeper_lines(text: &str, line: &Line) -> Span {
    let end = line.value.range().end;
    let last = below(text, line)
        .filter(|next| !next.is_silent(text))
        .last();
    Span::new(end, last.map_or(end, |last| last.value.range().end))
}

/// The lines below that are further in than the key or dash of `line`.
fn below<'t>(text: &'t str, line: &Line) -> impl Iterator<Item = Line> + 't {
    let column = match line.key {
        Some(_) => line.body - line.start,
        None => line.indent(),
    };
    let nested = line.key.is_some() || line.is_item();
    lines_from(text, *line).skip(1).take_while(move |next| {
        next.is_silent(text) || (nested && next.indent() > column && !is_boundary(text, next))
    })
}

/// A line with all below it that is as far in or further: what has lost its place along with it.
fn with_siblings(text: &str, line: &Line) -> Span {
    let mut end = line.end;
    for next in lines_from(text, *line).skip(1) {
        if next.is_silent(text) {
            continue;
        }
        let sibling = next.indent() == line.indent()
            && next.is_item() == line.is_item()
            && next.key.is_some() == line.key.is_some();
        let below = next.indent() > line.indent() || sibling;
        if !below || is_boundary(text, &next) {
            break;
        }
        end = next.end;
    }
    Span::new(line.content, end)
}

fn lines_from(text: &str, first: Line) -> impl Iterator<Item = Line> + '_ {
    std::iter::successors(Some(first), |line| line.next(text))
}

/// Whether a line separates documents.
fn is_boundary(text: &str, line: &Line) -> bool {
    let words = text.get(line.start..line.end).unwrap_or_default();
    words.starts_with("---") || words.starts_with("...")
}

/// The column of `at` on `line`, in characters from 1.
fn column(text: &str, line: &Line, at: usize) -> usize {
    text.get(line.start..at).unwrap_or_default().chars().count() + 1
}
