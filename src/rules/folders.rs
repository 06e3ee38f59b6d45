//! What rules ask of the paths of a tree: its folders, the first file in each, and a place in a
//! file to point at where the file as a whole is meant.

use std::collections::BTreeMap;

use crate::finding::FileId;
use crate::snapshot::{File, Snapshot};
use crate::source::Span;

/// The folders above `path_in_tree`, the nearest first, without the root of the tree.
pub fn above(path_in_tree: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(folder(path_in_tree), |path| folder(path))
}

/// The folder that `path` lies in; nothing where that is the root of the tree.
fn folder(path: &str) -> Option<&str> {
    path.rsplit_once('/').map(|(folder, _)| folder)
}

/// The last part of a path.
pub fn last_part(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// Every folder below the root of the tree, with the first file in it or below it.
pub fn first_files(snapshot: &Snapshot) -> BTreeMap<&str, FileId> {
    let mut first = BTreeMap::new();
    for (id, file) in (0..).map(FileId).zip(&snapshot.files) {
        for folder in above(&file.path_in_tree) {
            first.entry(folder).or_insert(id);
        }
    }
    first
}

/// The first key of a file, to point at where the file as a whole is meant: an ignore comment above
/// it covers the finding, which the very first byte would not be.
pub fn first_key(file: &File) -> Span {
    let mut start = 0;
    for line in file.text.split_inclusive('\n') {
        let words = line.trim();
        if !words.is_empty() && !words.starts_with(['#', '%']) && words != "---" {
            let from = start + line.len() - line.trim_start().len();
            let length = words.find(|c: char| c == ':' || c.is_whitespace());
            return Span::new(from, from + length.unwrap_or(words.len()));
        }
        start += line.len();
    }
    Span::at(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_come_from_the_nearest_up() {
        assert_eq!(above("a/b/c.yaml").collect::<Vec<_>>(), ["a/b", "a"]);
        assert_eq!(above("c.yaml").count(), 0);
    }

    #[test]
    fn the_first_key_is_found_behind_comments() {
        for (text, key) in [
            ("goal: Grow\n", "goal"),
            ("# okr: x\n\n---\n  goal: Grow\n", "goal"),
            ("# nothing\n", ""),
            ("", ""),
            ("- a", "-"),
        ] {
            let file = File {
                path: String::new(),
                path_in_tree: String::new(),
                text: text.into(),
                ignores: Vec::new(),
                broken: false,
                malformed: false,
            };
            assert_eq!(first_key(&file).slice(text), key, "{text}");
        }
    }
}
