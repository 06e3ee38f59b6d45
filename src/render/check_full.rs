//! Findings with the lines they point at, for people: drawn by miette from a few lines of the file
//! that have been made safe, with their offsets moved along.

use std::fmt;
use std::io::{self, Write};

use miette::{
    Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError,
    MietteSpanContents, Severity, SourceCode, SourceSpan, SpanContents,
};

use crate::finding::{FileId, Level};
use crate::render::paths::Paths;
use crate::render::places::Places;
use crate::render::safe::{SafeLine, safe};
use crate::render::style::Style;
use crate::report::CheckReport;
use crate::rules::Judged;
use crate::source::{Lines, Span};

/// Writes each finding with its source, help and second places.
///
/// # Errors
/// Where `out` cannot be written.
pub fn write(
    report: &CheckReport,
    paths: &Paths,
    style: Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    let handler = handler(style);
    let mut places = Places::new(&report.snapshot);
    for judged in &report.findings {
        let diagnostic = diagnostic(judged, &mut places, paths, report);
        let mut text = String::new();
        handler
            .render_report(&mut text, &diagnostic)
            .map_err(|_| io::Error::other("a finding could not be drawn"))?;
        for line in text.trim_start_matches('\n').lines() {
            writeln!(out, "{}", line.trim_end())?;
        }
        writeln!(out)?;
    }
    for (path, count) in &report.more {
        writeln!(out, "{count} more in {}\n", safe(&paths.show(path)))?;
    }
    Ok(())
}

fn handler(style: Style) -> GraphicalReportHandler {
    let theme = match style.color {
        true => GraphicalTheme::unicode(),
        false => GraphicalTheme::unicode_nocolor(),
    };
    GraphicalReportHandler::new_themed(theme)
        .with_width(style.width)
        .with_links(false)
        .with_context_lines(1)
        .with_break_words(false)
}

/// A finding as miette draws it. Everything in it is safe.
#[derive(Debug)]
struct Drawn {
    code: Option<String>,
    message: String,
    level: Level,
    help: Option<String>,
    label: &'static str,
    snippet: Option<Snippet>,
    related: Vec<Drawn>,
}

fn diagnostic(
    judged: &Judged,
    places: &mut Places<'_>,
    paths: &Paths,
    report: &CheckReport,
) -> Drawn {
    let finding = &judged.finding;
    let mut snippet_at = |file: FileId, span: Span| {
        let path = report.snapshot.file(file).map_or("", |file| &file.path);
        Snippet::new(&paths.show(path), places.lines(file), span)
    };
    let snippet = snippet_at(finding.file, finding.span);
    let related = finding
        .related
        .iter()
        .map(|related| Drawn {
            code: None,
            message: safe(&related.message).into_owned(),
            level: Level::Info,
            help: None,
            label: "",
            snippet: Some(snippet_at(related.file, related.span)),
            related: Vec::new(),
        })
        .collect();
    Drawn {
        code: Some(format!("{}[{}]", judged.level, finding.rule)),
        message: safe(&finding.message).into_owned(),
        level: judged.level,
        help: finding.help.as_deref().map(|help| safe(help).into_owned()),
        label: "here",
        snippet: Some(snippet),
        related,
    }
}

impl fmt::Display for Drawn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Drawn {}

impl Diagnostic for Drawn {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.code
            .as_ref()
            .map(|code| Box::new(code) as Box<dyn fmt::Display>)
    }

    fn severity(&self) -> Option<Severity> {
        Some(match self.level {
            Level::Error => Severity::Error,
            Level::Warning => Severity::Warning,
            Level::Info => Severity::Advice,
        })
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.help
            .as_ref()
            .map(|help| Box::new(help) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.snippet
            .as_ref()
            .map(|snippet| snippet as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let snippet = self.snippet.as_ref()?;
        let label = (!self.label.is_empty()).then(|| self.label.to_owned());
        Some(Box::new(std::iter::once(
            LabeledSpan::new_primary_with_span(label, snippet.marked),
        )))
    }

    fn related<'a>(&'a self) -> Option<Box<dyn Iterator<Item = &'a dyn Diagnostic> + 'a>> {
        (!self.related.is_empty())
            .then(|| Box::new(self.related.iter().map(|drawn| drawn as &dyn Diagnostic)) as Box<_>)
    }
}

/// The lines around a span, made safe, under the path and line numbers of the file.
#[derive(Debug)]
struct Snippet {
    path: String,
    /// The number of the first line, from 0.
    first: usize,
    /// The column, from 0 and in characters, at which the span begins in the file.
    column: usize,
    text: String,
    /// The span in `text`.
    marked: SourceSpan,
}

/// How many lines of a long span are shown.
const MOST_LINES: usize = 4;
/// How many characters of a line are shown before and after what it is about.
const MOST_BEFORE: usize = 80;
const MOST_AFTER: usize = 160;

impl Snippet {
    fn new(path: &str, lines: &Lines<'_>, span: Span) -> Self {
        let (top, bottom) = lines.touched(span);
        let bottom = bottom.min(top + MOST_LINES - 1);
        let first = top.saturating_sub(1);
        let range = span.range();
        let mut text = String::new();
        let (mut start, mut end) = (0, 0);
        for number in first..=bottom + 1 {
            let (offset, line) = lines.line(number);
            if number > bottom && line.is_empty() {
                break;
            }
            let (skipped, shown) = window(line, range.start.saturating_sub(offset).min(line.len()));
            let safe = SafeLine::new(shown);
            let moved = |at: usize| safe.offset(at.saturating_sub(offset + skipped));
            if number == top {
                start = text.len() + moved(range.start);
                end = start;
            }
            if (top..=bottom).contains(&number) {
                end = text.len()
                    + moved(range.end.min(offset + line.len())).max(if number == top {
                        start - text.len()
                    } else {
                        0
                    });
            }
            text.push_str(&safe.text);
            text.push('\n');
        }
        Self {
            path: safe(path).into_owned(),
            first,
            column: lines.position(range.start).column as usize - 1,
            text,
            marked: SourceSpan::from((start, end.saturating_sub(start))),
        }
    }
}

/// The part of a line that is shown where it is about the byte at `at`, and how many bytes stand
/// before it.
fn window(line: &str, at: usize) -> (usize, &str) {
    let before = line.get(..at).unwrap_or_default();
    let skipped = before
        .char_indices()
        .rev()
        .nth(MOST_BEFORE)
        .map_or(0, |(start, _)| start);
    let rest = line.get(at..).unwrap_or_default();
    let kept = rest
        .char_indices()
        .nth(MOST_AFTER)
        .map_or(rest.len(), |(end, _)| end);
    (skipped, line.get(skipped..at + kept).unwrap_or_default())
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
