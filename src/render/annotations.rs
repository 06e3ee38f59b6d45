//! Annotations of GitHub: workflow commands that a runner turns into notes beside the lines of a
//! pull request. GitHub shows ten of each level for a step and drops the rest without a word, so that
//! no more are written: what is left out stands in the log, and one annotation tells how much that is.

use std::io::{self, Write};

use crate::finding::Level;
use crate::render::safe::{github_data, github_property};
use crate::source::Position;

/// A note at a place.
#[derive(Debug, Clone)]
pub struct Annotation {
    /// How much it weighs.
    pub level: Level,
    /// The file from the root of the repository, where it has one.
    pub path: Option<String>,
    /// Where in the file, as far as that is known.
    pub lines: Extent,
    /// What it is about, in a word or two.
    pub title: String,
    /// What is said, in one line or more.
    pub message: String,
    /// The same as one line of a log, safe to print.
    pub plain: String,
}

/// The part of a file that an annotation stands beside.
#[derive(Debug, Clone, Copy)]
pub enum Extent {
    /// The file as a whole.
    File,
    /// One line, from 1.
    Line(usize),
    /// From one character up to another.
    Span(Position, Position),
}

/// How many annotations of one level GitHub shows for a step.
const MOST: usize = 10;

/// Writes the annotations, the gravest first, in the order given within a level. `what` is what they
/// are about, in the plural.
///
/// # Errors
/// Where `out` cannot be written.
pub fn write(annotations: &[Annotation], what: &str, out: &mut dyn Write) -> io::Result<()> {
    let of = |level: Level| annotations.iter().filter(move |one| one.level == level);
    let levels = [Level::Error, Level::Warning, Level::Info];
    let is_too_much = levels.iter().any(|level| of(*level).count() > MOST);
    let mut left_out = Vec::new();
    for level in levels {
        // The note on what is left out is one of the lowest level itself.
        let most = match level {
            Level::Info if is_too_much => MOST - 1,
            Level::Error | Level::Warning | Level::Info => MOST,
        };
        for one in of(level).take(most) {
            writeln!(out, "{}", command(one))?;
        }
        left_out.extend(of(level).skip(most));
    }
    if !left_out.is_empty() {
        let count = left_out.len();
        let said = format!("GitHub shows {MOST} of each level; {count} more {what} are in the log");
        writeln!(out, "::notice title={count} more::{}", github_data(&said))?;
    }
    for one in left_out {
        writeln!(out, "{}", one.plain)?;
    }
    Ok(())
}

/// `::error file=…,line=…,col=…::message`. GitHub takes columns only within one line.
fn command(one: &Annotation) -> String {
    let word = match one.level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Info => "notice",
    };
    let mut properties = Vec::new();
    if let Some(path) = &one.path {
        properties.push(format!("file={}", github_property(path)));
        properties.extend(match one.lines {
            Extent::File => None,
            Extent::Line(line) => Some(format!("line={line}")),
            Extent::Span(start, end) if start.line == end.line => Some(format!(
                "line={0},col={1},endLine={0},endColumn={2}",
                start.line, start.column, end.column
            )),
            Extent::Span(start, end) => Some(format!("line={},endLine={}", start.line, end.line)),
        });
    }
    properties.push(format!("title={}", github_property(&one.title)));
    format!(
        "::{word} {}::{}",
        properties.join(","),
        github_data(&one.message)
    )
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn written(counts: [(Level, usize); 3]) -> Vec<String> {
        let mut annotations = Vec::new();
        for (level, count) in counts {
            for at in 1..=count {
                annotations.push(Annotation {
                    level,
                    path: Some("a,b.yaml".to_owned()),
                    lines: Extent::Line(at),
                    title: "rule".to_owned(),
                    message: "100%\nhelp: less".to_owned(),
                    plain: format!("a,b.yaml:{at}"),
                });
            }
        }
        let mut out = Vec::new();
        write(&annotations, "findings", &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        text.lines().map(str::to_owned).collect()
    }

    #[test]
    fn the_gravest_come_first_and_no_more_than_github_shows() {
        let lines = written([(Level::Info, 10), (Level::Error, 12), (Level::Warning, 1)]);
        let count = |start: &str| lines.iter().filter(|line| line.starts_with(start)).count();
        assert_eq!(count("::error "), 10);
        assert_eq!(count("::warning "), 1);
        assert_eq!(count("::notice "), 10);
        assert_eq!(count("a,b.yaml:"), 3);
        assert_eq!(lines.len(), 24);
        assert_eq!(
            lines[0],
            "::error file=a%2Cb.yaml,line=1,title=rule::100%25%0Ahelp: less"
        );
        assert_eq!(
            lines[20],
            "::notice title=3 more::GitHub shows 10 of each level; 3 more findings are in the log"
        );
    }

    #[test]
    fn nothing_more_is_said_where_everything_is_shown() {
        let all = [(Level::Info, 10), (Level::Error, 10), (Level::Warning, 10)];
        assert_eq!(written(all).len(), 30);
        assert!(written([(Level::Info, 0), (Level::Error, 0), (Level::Warning, 0)]).is_empty());
    }
}
