//! Where findings stand, in lines and columns. The lines of each file are found once.

use std::collections::HashMap;

use crate::finding::FileId;
use crate::snapshot::Snapshot;
use crate::source::{Lines, Position, Span};

/// The places of a tree.
#[derive(Debug)]
pub struct Places<'s> {
    snapshot: &'s Snapshot,
    lines: HashMap<FileId, Lines<'s>>,
}

/// A span as people count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlaceInFile<'s> {
    /// The path from the root of the repository.
    pub path: &'s str,
    /// The first character.
    pub start: Position,
    /// The character behind the last.
    pub end: Position,
}

impl<'s> Places<'s> {
    /// The places of `snapshot`.
    #[must_use]
    pub fn new(snapshot: &'s Snapshot) -> Self {
        Self {
            snapshot,
            lines: HashMap::new(),
        }
    }

    /// The path of `file` from the root of the repository.
    #[must_use]
    pub fn path(&self, file: FileId) -> &'s str {
        self.snapshot.file(file).map_or("", |file| &file.path)
    }

    /// Where `span` stands in `file`.
    pub fn at(&mut self, file: FileId, span: Span) -> PlaceInFile<'s> {
        let range = span.range();
        let path = self.path(file);
        let lines = self.lines(file);
        let (start, end) = (lines.position(range.start), lines.position(range.end));
        PlaceInFile { path, start, end }
    }

    /// Where `span` stands in `file`, with columns in bytes; a byte-order mark counts.
    pub fn in_bytes(&mut self, file: FileId, span: Span) -> (Position, Position) {
        let lines = self.lines(file);
        let at = |offset: usize| {
            let line = lines.line_of(offset);
            let (start, _) = lines.line(line);
            let column = u32::try_from(offset.saturating_sub(start)).unwrap_or(u32::MAX);
            Position {
                column: column.saturating_add(1),
                ..lines.position(offset)
            }
        };
        let range = span.range();
        (at(range.start), at(range.end))
    }

    /// The lines of `file`.
    pub fn lines(&mut self, file: FileId) -> &Lines<'s> {
        let snapshot = self.snapshot;
        let fresh = || Lines::new(snapshot.file(file).map_or("", |file| &file.text));
        self.lines.entry(file).or_insert_with(fresh)
    }
}
