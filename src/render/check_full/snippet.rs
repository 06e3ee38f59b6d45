//! The lines of a file around what a finding is about: made safe, and cut to the width of the
//! output around it.

use miette::{MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};
use unicode_width::UnicodeWidthChar;

use crate::render::layout::width;
use crate::render::safe::{SafeLine, safe};
use crate::source::{Lines, Span};

/// The lines around a span, made safe, under the path and line numbers of the file.
#[derive(Debug)]
pub struct Snippet {
    path: String,
    /// The number of the first line, from 0.
    first: usize,
    /// The column, from 0 and in characters, at which the span begins in the file.
    column: usize,
    text: String,
    /// The span in `text`.
    pub marked: SourceSpan,
    /// Further spans in `text`, each with what is said of it.
    pub others: Vec<(SourceSpan, String)>,
}

/// How many lines of a long span are shown.
const MOST_LINES: usize = 4;
/// How far from a span a second one may begin to be shown in the same lines.
const NEAR: usize = 2;
/// Characters further than this from what a line is about are not even looked at.
const FAR: usize = 400;
/// Stands for what was cut off.
const CUT: &str = "…";
/// How few columns are left for a line, however narrow the output.
const NARROWEST: usize = 16;

impl Snippet {
    /// The lines of `span` with one before and one behind, and those of `others`, which are near, in
    /// at most `columns`.
    pub fn new(
        path: &str,
        lines: &Lines<'_>,
        span: Span,
        others: &[(Span, &str)],
        columns: usize,
    ) -> Self {
        let (top, bottom) = lines.touched(span);
        let bottom = bottom.min(top + MOST_LINES - 1);
        let spans: Vec<Span> = std::iter::once(span)
            .chain(others.iter().map(|(other, _)| *other))
            .collect();
        let tops = others.iter().map(|(other, _)| lines.touched(*other).0);
        let first = tops.clone().min().unwrap_or(top).min(top).saturating_sub(1);
        let last = tops.max().unwrap_or(bottom).max(bottom) + 1;
        let room = room(last, columns);
        let mut text = String::new();
        let mut marks = vec![None; spans.len()];
        for number in first..=last {
            let (offset, line) = lines.line(number);
            if number == last && line.is_empty() {
                break;
            }
            let on_line: Vec<(usize, usize, usize)> = spans
                .iter()
                .enumerate()
                .filter_map(|(at, span)| {
                    let (start, end) = (span.range().start, span.range().end);
                    let touched = lines.touched(*span);
                    let is_on = (touched.0..=touched.1).contains(&number)
                        && number <= bottom.max(touched.0);
                    let inside = |place: usize| place.saturating_sub(offset).min(line.len());
                    is_on.then(|| (at, inside(start), inside(end)))
                })
                .collect();
            let about = on_line
                .first()
                .map_or((0, 0), |(_, start, end)| (*start, *end));
            let shown = Shown::new(line, about, room);
            for (at, start, end) in on_line {
                let start = text.len() + shown.offset(start);
                let end = text.len() + shown.offset(end);
                if let Some(mark) = marks.get_mut(at) {
                    let (from, _) = mark.unwrap_or((start, end));
                    *mark = Some((from, end.max(from)));
                }
            }
            text.push_str(&shown.text);
            text.push('\n');
        }
        let mut marks = marks.into_iter().map(|mark| {
            let (start, end) = mark.unwrap_or((0, 0));
            SourceSpan::from((start, end.saturating_sub(start)))
        });
        let start = lines.position(span.range().start);
        let head = format!("{}   ╭─[:{}:{}]", last + 1, start.line, start.column);
        Self {
            path: fitting_path(path, columns.saturating_sub(width(&head))),
            first,
            column: (start.column as usize).saturating_sub(1),
            marked: marks.next().unwrap_or_else(|| SourceSpan::from((0, 0))),
            others: marks
                .zip(others)
                .map(|(span, (_, said))| (span, safe(said).into_owned()))
                .collect(),
            text,
        }
    }
}

/// Whether `other` can be shown in the lines of `span`, with `said` beside it: where both are on one
/// line, near each other, and all of it fits.
pub fn is_near(lines: &Lines<'_>, span: Span, other: Span, said: &str, columns: usize) -> bool {
    let (top, bottom) = lines.touched(span);
    let (other_top, other_bottom) = lines.touched(other);
    if top != bottom || other_top != other_bottom || top.abs_diff(other_top) > NEAR {
        return false;
    }
    let apart = other.range().end <= span.range().start || span.range().end <= other.range().start;
    let room = room(top.max(other_top) + 1, columns);
    let (offset, line) = lines.line(other_top);
    if line.len() > FAR {
        return false;
    }
    let line = SafeLine::new(line);
    let before = line
        .text
        .get(..line.offset(other.range().end.saturating_sub(offset)));
    const STEM: usize = 4;
    apart
        && columns_of(&line.text) <= room
        && columns_of(before.unwrap_or_default()) + STEM + width(&safe(said)) <= room
}

/// How many columns are left beside the numbers of lines up to the one with the index `last`.
fn room(last: usize, columns: usize) -> usize {
    let digits = (last + 1).to_string().len();
    columns.saturating_sub(digits + 4).max(NARROWEST)
}

/// `path`, without its first folders where it has no room.
fn fitting_path(path: &str, room: usize) -> String {
    let path = safe(path);
    let room = room.max(NARROWEST);
    if columns_of(&path) <= room {
        return path.into_owned();
    }
    let kept = path.get(kept_at_end(&path, room - 1)..).unwrap_or_default();
    let folder = kept.find('/').unwrap_or_default();
    format!("{CUT}{}", kept.get(folder..).unwrap_or_default())
}

/// A line as it is shown: safe, and cut on both sides of what it is about where it is too long.
struct Shown {
    text: String,
    safe: SafeLine,
    /// The bytes of the line that were not even made safe.
    skipped: usize,
    /// The part of the safe line that is shown.
    start: usize,
    end: usize,
    /// How many bytes stand before it.
    lead: usize,
}

impl Shown {
    fn new(line: &str, about: (usize, usize), room: usize) -> Self {
        let (skipped, near, more) = near(line, about.0);
        let safe = SafeLine::new(near);
        let moved = |at: usize| safe.offset(at.saturating_sub(skipped));
        let (start, end) = match skipped == 0 && !more && columns_of(&safe.text) <= room {
            true => (0, safe.text.len()),
            false => part(&safe.text, moved(about.0), moved(about.1), room),
        };
        let is_cut_before = skipped > 0 || start > 0;
        let is_cut_behind = more || end < safe.text.len();
        let lead = if is_cut_before { CUT } else { "" };
        let tail = if is_cut_behind { CUT } else { "" };
        let text = format!(
            "{lead}{}{tail}",
            safe.text.get(start..end).unwrap_or_default()
        );
        Self {
            text,
            lead: lead.len(),
            safe,
            skipped,
            start,
            end,
        }
    }

    /// Where the byte at `old` of the line stands in the text.
    fn offset(&self, old: usize) -> usize {
        let new = self.safe.offset(old.saturating_sub(self.skipped));
        self.lead + new.clamp(self.start, self.end) - self.start
    }
}

/// What is near the byte at `at` of a line: how many bytes stand before it, itself, and whether
/// more follows.
fn near(line: &str, at: usize) -> (usize, &str, bool) {
    let before = line.get(..at).unwrap_or_default();
    let skipped = before
        .char_indices()
        .rev()
        .nth(FAR)
        .map_or(0, |(start, _)| start);
    let rest = line.get(at..).unwrap_or_default();
    let kept = rest
        .char_indices()
        .nth(FAR)
        .map_or(rest.len(), |(end, _)| end);
    (
        skipped,
        line.get(skipped..at + kept).unwrap_or_default(),
        kept < rest.len(),
    )
}

/// The part of a line that is shown, of at most `room` columns with the marks for what was cut:
/// around the bytes from `start` to `end`, with more before them where little follows.
fn part(line: &str, start: usize, end: usize, room: usize) -> (usize, usize) {
    let room = room.saturating_sub(2);
    let before = line.get(..start).unwrap_or_default();
    let needed = columns_of(line.get(start..end).unwrap_or_default()).min(room);
    let rest = line.get(start..).unwrap_or_default();
    let spare = (room - needed) / 2;
    let spare = spare.max(room.saturating_sub(columns_of(rest)));
    let from = kept_at_end(before, spare);
    let mut used = 0;
    let shown = line.get(from..).unwrap_or_default();
    let to = shown.char_indices().find_map(|(at, char)| {
        used += columns_of_char(char);
        (used > room).then_some(from + at)
    });
    (from, to.unwrap_or(line.len()))
}

/// Where the end of `text` begins that fits into `room` columns.
fn kept_at_end(text: &str, room: usize) -> usize {
    let mut used = 0;
    let cut = text.char_indices().rev().find_map(|(at, char)| {
        used += columns_of_char(char);
        (used > room).then_some(at + char.len_utf8())
    });
    cut.unwrap_or(0)
}

/// How many columns `text` needs at most, however a terminal joins its characters.
fn columns_of(text: &str) -> usize {
    text.chars().map(columns_of_char).sum()
}

fn columns_of_char(char: char) -> usize {
    match char {
        // Turns the character before it into an emoji, which is wider.
        '\u{fe0f}' => 1,
        _ => char.width().unwrap_or(0),
    }
}

impl SourceCode for Snippet {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        before: usize,
        after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let inner = self.text.as_str().read_span(span, before, after)?;
        let is_marked = *span == self.marked;
        Ok(Box::new(MietteSpanContents::new_named(
            self.path.clone(),
            inner.data(),
            *inner.span(),
            inner.line() + self.first,
            if is_marked && before == 0 {
                self.column
            } else {
                inner.column()
            },
            inner.line_count(),
        )))
    }
}
