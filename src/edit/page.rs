//! A text as lines: where they begin and end, how far they are indented, and which comments stand
//! between two places.

use crate::finding::Edit;
use crate::parse::yaml::Tree;
use crate::source::Span;

/// A text as lines.
pub(super) struct Page<'t> {
    pub text: &'t str,
    pub tree: &'t Tree,
    /// How it breaks its lines.
    pub newline: &'static str,
}

impl<'t> Page<'t> {
    pub fn of(tree: &'t Tree) -> Self {
        let text: &str = &tree.text;
        let first = text.find('\n');
        let crlf = first.is_some_and(|at| between(text, 0, at).ends_with('\r'));
        Self {
            text,
            tree,
            newline: if crlf { "\r\n" } else { "\n" },
        }
    }

    pub fn between(&self, start: usize, end: usize) -> &'t str {
        between(self.text, start, end)
    }

    /// Where the line of `at` begins.
    pub fn line_start(&self, at: usize) -> usize {
        self.between(0, at).rfind('\n').map_or(0, |end| end + 1)
    }

    /// Where the line below that of `at` begins; `at` itself, where it is the start of a line
    /// because what ends there holds its line break.
    pub fn next_line(&self, at: usize) -> usize {
        if at > 0 && self.between(at - 1, at) == "\n" {
            return at;
        }
        let rest = self.between(at, self.text.len());
        rest.find('\n').map_or(self.text.len(), |end| at + end + 1)
    }

    /// The line that begins at `start`, with its break.
    pub fn line(&self, start: usize) -> &'t str {
        let rest = self.between(start, self.text.len());
        let end = rest.find('\n').map_or(rest.len(), |end| end + 1);
        between(rest, 0, end)
    }

    /// Whether the line above the one that begins at `start` holds nothing; so it is where there is none.
    pub fn is_blank_above(&self, start: usize) -> bool {
        let above = start
            .checked_sub(1)
            .map(|end| self.line(self.line_start(end)));
        above.is_none_or(|above| above.trim().is_empty())
    }

    /// Behind the lines without anything on them that begin at `start`.
    pub fn past_blank_lines(&self, start: usize) -> usize {
        let mut end = start;
        loop {
            let line = self.line(end);
            if line.is_empty() || !line.trim().is_empty() {
                return end;
            }
            end += line.len();
        }
    }

    /// The place before the line break that stands before `at`.
    pub fn break_before(&self, at: usize) -> usize {
        let before = self.between(0, at);
        before
            .strip_suffix("\r\n")
            .or_else(|| before.strip_suffix('\n'))
            .map_or(at, str::len)
    }

    /// Blanks as wide as what stands before `at` on its line.
    pub fn indent(&self, at: usize) -> String {
        let before = self.between(self.line_start(at), at);
        let before = before.trim_start_matches('\u{feff}');
        let blanks = before
            .find(|c| c != ' ' && c != '-')
            .unwrap_or(before.len());
        " ".repeat(blanks)
    }

    /// The dash of the item that starts at `at`.
    pub fn dash(&self, at: usize) -> Option<usize> {
        let before = self.between(0, at).trim_end();
        before.ends_with('-').then(|| before.len() - 1)
    }

    /// A line of its own below the one on which something ends.
    pub fn line_below(&self, end: usize, line: &str) -> Edit {
        let below = self.next_line(end);
        let ends_in_break = self.between(0, below).ends_with('\n');
        let written = match ends_in_break {
            true => format!("{line}{}", self.newline),
            false => format!("{}{line}", self.newline),
        };
        Edit::new(Span::at(below), written)
    }

    /// Behind the colon of a key without a value, else `at`.
    pub fn past_colon(&self, at: usize) -> usize {
        match self.between(at, at + 1) {
            ":" => at + 1,
            _ => at,
        }
    }

    /// The comments between two places, each as it is written.
    pub fn comments(&self, start: usize, end: usize) -> Vec<&'t str> {
        let range = Span::new(start, end);
        let comments = self.tree.comments.iter().map(|comment| comment.span);
        comments
            .filter(|span| range.contains(*span))
            .map(|span| span.slice(self.text).trim_end())
            .collect()
    }
}

fn between(text: &str, start: usize, end: usize) -> &str {
    text.get(start..end).unwrap_or_default()
}
