//! Findings with the lines they point at, for people: drawn by miette from a few lines of the file
//! that have been made safe, with their offsets moved along.

mod snippet;

#[cfg(test)]
mod tests;

use std::fmt;
use std::io::{self, Write};

use miette::{
    Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, Severity, SourceCode,
};

use crate::finding::{FileId, Level, Related};
use crate::render::layout::wrap;
use crate::render::paths::Paths;
use crate::render::places::Places;
use crate::render::safe::{finished, safe};
use crate::render::style::{Role, Style};
use crate::report::CheckReport;
use crate::rules::Judged;
use snippet::Snippet;

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
    let mut drawing = Drawing {
        handler: handler(style),
        places: Places::new(&report.snapshot),
        paths,
        report,
        style,
    };
    let (told, more) = report.told();
    for judged in told {
        let mut text = String::new();
        drawing.finding(judged, &mut text).map_err(failed)?;
        for line in text.trim_start_matches('\n').lines() {
            writeln!(out, "{}", finished(line))?;
        }
        writeln!(out)?;
    }
    for (path, count) in more {
        let line = format!("{count} more in {}", safe(&paths.show(path)));
        writeln!(out, "{}\n", finished(&line))?;
    }
    Ok(())
}

fn failed(_: fmt::Error) -> io::Error {
    io::Error::other("a finding could not be drawn")
}

/// How many columns are kept free for the backslash that breaks a command.
const SPARE: usize = 1;

fn handler(style: Style) -> GraphicalReportHandler {
    let theme = match style.color {
        true => GraphicalTheme::unicode(),
        false => GraphicalTheme::unicode_nocolor(),
    };
    GraphicalReportHandler::new_themed(theme)
        .with_width(style.width.saturating_sub(SPARE))
        .with_links(false)
        .with_context_lines(1)
        .with_word_splitter(textwrap::WordSplitter::NoHyphenation)
}

/// What findings are drawn with.
struct Drawing<'r> {
    handler: GraphicalReportHandler,
    places: Places<'r>,
    paths: &'r Paths,
    report: &'r CheckReport,
    style: Style,
}

impl<'r> Drawing<'r> {
    /// A finding with its help, then its second places: in the same lines where they stand there,
    /// else each as a note with lines of its own.
    fn finding(&mut self, judged: &Judged, text: &mut String) -> fmt::Result {
        let finding = &judged.finding;
        let path = self.path(finding.file);
        let room = self.style.width;
        let lines = self.places.lines(finding.file);
        let mut shared = Vec::new();
        let mut notes = Vec::new();
        for related in &finding.related {
            let stands_there = related.file == finding.file
                && snippet::is_near(lines, finding.span, related.span, &related.message, room);
            match stands_there && shared.is_empty() {
                true => shared.push((related.span, related.message.as_str())),
                false => notes.push(related),
            }
        }
        let drawn = Drawn {
            code: Some(format!("{}[{}]", judged.level, finding.rule)),
            message: safe(&finding.message).into_owned(),
            level: judged.level,
            help: finding.help.as_deref().map(|help| safe(help).into_owned()),
            snippet: Snippet::new(&path, lines, finding.span, &shared, room),
        };
        self.handler.render_report(text, &drawn)?;
        notes.into_iter().try_for_each(|note| self.note(note, text))
    }

    /// A second place: what is there, and its lines as miette draws them, without the head that it
    /// gives to a finding.
    fn note(&mut self, note: &Related, text: &mut String) -> fmt::Result {
        const WORD: &str = "note:";
        let indent = WORD.len() + 3;
        let room = self.style.width.saturating_sub(indent + SPARE);
        for (at, line) in wrap(&safe(&note.message), room).iter().enumerate() {
            match at {
                0 => text.push_str(&format!(
                    "  {} {line}\n",
                    self.style.paint(Role::Name, WORD)
                )),
                _ => text.push_str(&format!("{:indent$}{line}\n", "")),
            }
        }
        let path = self.path(note.file);
        let room = self.style.width;
        let lines = self.places.lines(note.file);
        let drawn = Drawn {
            code: None,
            message: String::new(),
            level: Level::Info,
            help: None,
            snippet: Snippet::new(&path, lines, note.span, &[], room),
        };
        let mut whole = String::new();
        self.handler.render_report(&mut whole, &drawn)?;
        let lines = whole.lines().skip_while(|line| !line.contains('╭'));
        for line in lines {
            text.push_str(line);
            text.push('\n');
        }
        Ok(())
    }

    /// The path of a file as it is shown.
    fn path(&self, file: FileId) -> String {
        let file = self.report.snapshot.file(file);
        self.paths.show(file.map_or("", |file| &file.path))
    }
}

/// A finding as miette draws it. Everything in it is safe.
#[derive(Debug)]
struct Drawn {
    code: Option<String>,
    message: String,
    level: Level,
    help: Option<String>,
    snippet: Snippet,
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
        Some(&self.snippet)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let main = LabeledSpan::new_primary_with_span(None, self.snippet.marked);
        let others = self.snippet.others.iter();
        let others =
            others.map(|(span, label)| LabeledSpan::new_with_span(Some(label.clone()), *span));
        Some(Box::new(std::iter::once(main).chain(others)))
    }
}
