//! Reading on after a mistake: a value that cannot be parsed is overwritten in a copy of the text,
//! byte for byte, so that all places stay true, and the copy is read again. That way a file gives
//! all its findings in one run. What the mistakes are is told apart in `diagnose`.

use std::borrow::Cow;

use super::build::{self, Outcome};
use super::diagnose::{self, Diagnosis};
use super::tree::{Root, Style};
use super::{Kind, MAX_PROBLEMS, Tree, conflict, line, traps};
use crate::finding::Problem;
use crate::finding::reading::INVALID_YAML;
use crate::source::{FileText, Span};

/// How often one file is read again after a mistake.
const MAX_REPAIRS: usize = 20;

/// How many bytes that may come to in all: a large file is read again less often.
const MAX_REREAD: usize = 4 * 1024 * 1024;

/// What takes a mistake out of the way of the rest of the file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Repair {
    /// Texts that touch this are refused: they no longer say what is written.
    pub refuse: Option<Span>,
    /// What to overwrite, in which way.
    pub edits: Vec<(Span, Fill)>,
}

/// What a span is overwritten with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fill {
    /// With letters: something that is a text.
    Text,
    /// With spaces, except line breaks: nothing.
    Blank,
}

impl Fill {
    const fn over(self, byte: u8) -> u8 {
        match (self, byte) {
            (Self::Text, _) => b'x',
            (Self::Blank, b'\n' | b'\r') => byte,
            (Self::Blank, _) => b' ',
        }
    }
}

/// The text with what was overwritten so far.
pub(super) struct Masked<'t> {
    /// The text as written.
    pub text: &'t FileText,
    /// The text to parse; of the same length.
    pub source: Cow<'t, str>,
    /// Where texts are refused.
    pub refused: Vec<Span>,
    /// Where nothing is left.
    pub blanked: Vec<Span>,
}

/// Reads a text; see [`super::read`].
pub(super) fn read(text: &FileText) -> (Tree, Vec<Problem>) {
    let mut masked = Masked {
        text,
        source: Cow::Borrowed(text),
        refused: Vec::new(),
        blanked: Vec::new(),
    };
    let mut problems = Vec::new();
    for diagnosis in conflict::conflicts(text) {
        masked.take(diagnosis, &mut problems);
    }
    let attempts = MAX_REPAIRS.min(MAX_REREAD / text.len().max(1));
    let conflicts = !problems.is_empty();
    let mut broken = conflicts;
    for attempt in 0..=attempts {
        let mended = attempt < attempts;
        match build::build(&masked, mended) {
            Outcome::Mistake(diagnosis) => {
                broken = true;
                masked.take(*diagnosis, &mut problems);
            }
            Outcome::Tree(mut tree, found) => {
                let unspaced = mended.then(|| key_without_space(&tree, &masked)).flatten();
                if let Some(diagnosis) = unspaced {
                    broken = true;
                    masked.take(diagnosis, &mut problems);
                    continue;
                }
                tree.broken |= broken;
                tree.lost |= conflicts || !masked.blanked.is_empty();
                problems.extend(found);
                return (tree, capped(problems));
            }
        }
    }
    // Every attempt but the last may end in a mistake, and the last cannot.
    (Tree::unreadable(text.clone()), capped(problems))
}

impl Masked<'_> {
    /// Keeps what was found and takes it out of the text.
    fn take(&mut self, diagnosis: Diagnosis, problems: &mut Vec<Problem>) {
        problems.extend(diagnosis.problem);
        let repair = diagnosis.repair.unwrap_or_default();
        self.refused.extend(repair.refuse);
        let mut bytes = std::mem::take(&mut self.source).into_owned().into_bytes();
        for (span, fill) in repair.edits {
            if fill == Fill::Blank {
                self.blanked.push(span);
            }
            for byte in bytes.get_mut(span.range()).unwrap_or_default() {
                *byte = fill.over(*byte);
            }
        }
        // Spans lie on the boundaries of characters, so that the bytes stay UTF-8.
        let source = String::from_utf8(bytes);
        let source =
            source.unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned());
        self.source = Cow::Owned(source);
        self.blanked.sort_unstable();
    }

    /// Whether nothing was overwritten.
    pub const fn is_as_written(&self) -> bool {
        matches!(self.source, Cow::Borrowed(_))
    }

    /// Whether a repair takes anything away that was not taken before: else the same mistake would
    /// come again.
    pub fn is_changed_by(&self, repair: &Repair) -> bool {
        repair.edits.iter().any(|(span, fill)| {
            let bytes = self.source.as_bytes().get(span.range());
            let mut bytes = bytes.unwrap_or_default().iter();
            bytes.any(|byte| fill.over(*byte) != *byte)
        })
    }

    /// Whether a mistake at `at` only follows from an overwritten part: it lies in one, or on a line
    /// from which something was taken.
    pub fn follows(&self, at: usize) -> bool {
        let here = Span::at(at);
        let line = line::Line::at(&self.source, at);
        let line = Span::new(line.start, line.end);
        self.refused.iter().any(|span| span.contains(here))
            || self
                .blanked
                .iter()
                .any(|span| span.start <= line.end && line.start < span.end)
    }
}

/// A document that is one plain text because its keys lack the space after their colon.
fn key_without_space(tree: &Tree, masked: &Masked) -> Option<Diagnosis> {
    let roots = tree.documents.iter().copied();
    let mut plain = roots.map(|root: Root| root.node(tree)).filter(|node| {
        matches!(
            node.kind(),
            Kind::Scalar {
                style: Style::Plain,
                ..
            }
        )
    });
    plain.find_map(|node| {
        let mut line = line::Line::at(&masked.source, node.span().start as usize);
        loop {
            if let Some(gap) = traps::missing_space(&masked.source, line.whole()) {
                return Some(diagnose::unspaced(masked.text, &line, gap));
            }
            line = line.next(&masked.source)?;
            if line.start >= node.span().end as usize {
                return None;
            }
        }
    })
}

/// At most [`MAX_PROBLEMS`] in the order of the text, and how many there are beyond.
fn capped(mut problems: Vec<Problem>) -> Vec<Problem> {
    problems.sort_by_key(|problem| problem.span);
    problems.dedup();
    if problems.len() > MAX_PROBLEMS + 1 {
        let rest = problems.split_off(MAX_PROBLEMS);
        if let Some(first) = rest.first() {
            let message = format!("{} more problems like these follow", rest.len());
            problems.push(Problem::new(INVALID_YAML, first.span, message));
        }
    }
    problems
}
