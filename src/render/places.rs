//! Where findings stand, in lines and columns. The lines of a file are found once for all findings
//! that follow one another in it.

use crate::finding::FileId;
use crate::snapshot::Snapshot;
use crate::source::{Lines, Position, Span};

/// The places of a tree.
#[derive(Debug)]
pub struct Places<'s> {
    snapshot: &'s Snapshot,
    last: Option<(FileId, Lines<'s>)>,
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
    pub const fn new(snapshot: &'s Snapshot) -> Self {
        Self {
            snapshot,
            last: None,
        }
    }

    /// Where `span` stands in `file`.
    pub fn at(&mut self, file: FileId, span: Span) -> PlaceInFile<'s> {
        let range = span.range();
        let lines = self.lines(file);
        let (start, end) = (lines.position(range.start), lines.position(range.end));
        let path = self.snapshot.file(file).map_or("", |file| &file.path);
        PlaceInFile { path, start, end }
    }

    /// The lines of `file`.
    pub fn lines(&mut self, file: FileId) -> &Lines<'s> {
        let snapshot = self.snapshot;
        let fresh = || Lines::new(snapshot.file(file).map_or("", |file| &file.text));
        match &mut self.last {
            Some((last, _)) if *last == file => {}
            last => *last = Some((file, fresh())),
        }
        &self.last.get_or_insert_with(|| (file, fresh())).1
    }
}
