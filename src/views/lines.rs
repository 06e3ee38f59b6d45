//! The line that an offset stands in.

use std::collections::HashMap;

use crate::finding::FileId;
use crate::snapshot::Snapshot;
use crate::source::Span;

/// Finds lines; each file is gone through once.
#[derive(Debug, Default)]
pub struct Lines {
    ends: HashMap<FileId, Vec<usize>>,
}

impl Lines {
    /// The line, from 1, in which `span` begins.
    pub fn line(&mut self, snapshot: &Snapshot, file: FileId, span: Span) -> usize {
        let ends = self.ends.entry(file).or_insert_with(|| {
            let text = snapshot.file(file).map_or("", |file| &file.text);
            text.match_indices('\n').map(|(at, _)| at).collect()
        });
        ends.partition_point(|&end| end < span.start as usize) + 1
    }
}
