//! From byte offsets to lines and columns.

use crate::source::Span;

/// A place as people count it: lines and columns from 1, columns in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// The line.
    pub line: u32,
    /// The column.
    pub column: u32,
}

/// Where the lines of a text begin.
#[derive(Debug, Clone)]
pub struct Lines<'t> {
    text: &'t str,
    starts: Vec<usize>,
}

impl<'t> Lines<'t> {
    /// Finds the lines of `text`.
    #[must_use]
    pub fn new(text: &'t str) -> Self {
        let after_breaks = text.match_indices('\n').map(|(at, _)| at + 1);
        Self {
            text,
            starts: std::iter::once(0).chain(after_breaks).collect(),
        }
    }

    /// The line, from 0, that holds the byte at `offset`.
    #[must_use]
    pub fn line_of(&self, offset: usize) -> usize {
        self.starts
            .partition_point(|&start| start <= offset)
            .saturating_sub(1)
    }

    /// Where the byte at `offset` stands.
    #[must_use]
    pub fn position(&self, offset: usize) -> Position {
        let line = self.line_of(offset);
        let start = self.starts.get(line).copied().unwrap_or_default();
        let before = self
            .text
            .get(start..offset.min(self.text.len()))
            .unwrap_or_default();
        // A byte-order mark is no character of the text.
        let before = if start == 0 {
            before.trim_start_matches('\u{feff}')
        } else {
            before
        };
        Position {
            line: one_based(line),
            column: one_based(before.chars().count()),
        }
    }

    /// The text of the line, from 0, without its end, and the offset it begins at; empty past the
    /// last.
    #[must_use]
    pub fn line(&self, line: usize) -> (usize, &'t str) {
        let start = self.starts.get(line).copied().unwrap_or(self.text.len());
        let end = self
            .starts
            .get(line + 1)
            .copied()
            .unwrap_or(self.text.len());
        let text = self.text.get(start..end).unwrap_or_default();
        (start, text.trim_end_matches(['\n', '\r']))
    }

    /// The lines, from 0, that a span touches, first and last.
    #[must_use]
    pub fn touched(&self, span: Span) -> (usize, usize) {
        let range = span.range();
        let last = range.end.saturating_sub(1).max(range.start);
        (self.line_of(range.start), self.line_of(last))
    }
}

fn one_based(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX - 1) + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters() {
        let lines = Lines::new("a: 目標 x\r\nb");
        let at = |offset: usize| (lines.position(offset).line, lines.position(offset).column);
        assert_eq!(at(0), (1, 1));
        assert_eq!(at("a: 目標 ".len()), (1, 7));
        assert_eq!(at("a: 目標 x\r\n".len()), (2, 1));
        assert_eq!(at(1000), (2, 2));
    }

    #[test]
    fn a_line_comes_without_its_end() {
        let lines = Lines::new("a\r\nb\n");
        assert_eq!(lines.line(0), (0, "a"));
        assert_eq!(lines.line(1), (3, "b"));
        assert_eq!(lines.line(2), (5, ""));
        assert_eq!(lines.line(9), (5, ""));
    }

    #[test]
    fn a_byte_order_mark_moves_no_column() {
        assert_eq!(Lines::new("\u{feff}goal: x").position(3).column, 1);
    }

    #[test]
    fn a_span_touches_the_lines_of_its_bytes() {
        let lines = Lines::new("ab\ncd\nef");
        assert_eq!(lines.touched(Span::new(1, 3)), (0, 0));
        assert_eq!(lines.touched(Span::new(1, 4)), (0, 1));
        assert_eq!(lines.touched(Span::at(3)), (1, 1));
    }
}
