//! Unfinished merges: the marks that git leaves in a file, found before anything is parsed.

use super::diagnose::{Diagnosis, blank};
use super::line::Line;
use super::mask::{Fill, Repair};
use crate::finding::Problem;
use crate::finding::reading::INVALID_YAML;
use crate::source::Span;

/// The conflicts of a text. Reading goes on with what stands in each of them first, "ours".
pub(super) fn conflicts(text: &str) -> Vec<Diagnosis> {
    let starts = text.match_indices("<<<<<<< ").map(|(at, _)| at);
    starts
        .filter(|at| *at == 0 || text.as_bytes().get(at - 1) == Some(&b'\n'))
        .take(20)
        .map(|at| conflict(text, at))
        .collect()
}

fn conflict(text: &str, at: usize) -> Diagnosis {
    let first = Line::at(text, at);
    let mark = Span::new(first.start, first.end);
    let message = "a merge was left unfinished here: the file still holds both sides of a conflict";
    let problem = Problem::new(INVALID_YAML, mark, message).help(
        "keep the lines that are right and delete the others, with the `<<<<<<<`, `=======` and `>>>>>>>` lines",
    );
    Diagnosis::mended(problem, theirs(text, first).unwrap_or_else(|| blank(mark)))
}

/// Blanks the marks and the second side; nothing where the conflict has no end.
fn theirs(text: &str, first: Line) -> Option<Repair> {
    let mut edits = vec![(Span::new(first.start, first.end), Fill::Blank)];
    let mut line = first;
    let mut other_side = None;
    loop {
        line = line.next(text)?;
        let words = text.get(line.start..line.end)?;
        if words.starts_with("<<<<<<< ") {
            return None;
        }
        if words.starts_with("|||||||") || words == "=======" {
            other_side.get_or_insert(line.start);
        }
        if words.starts_with(">>>>>>>") {
            edits.push((Span::new(other_side?, line.end), Fill::Blank));
            return Some(Repair {
                refuse: None,
                edits,
            });
        }
    }
}
