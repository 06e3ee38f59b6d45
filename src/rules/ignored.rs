//! Which ignore comments are new: by what they are about, never by their line.

use std::collections::{HashMap, HashSet};

use crate::finding::FileId;
use crate::parse::ignore::{Cover, Ignore};
use crate::snapshot::{File, Node, NodeId, Place, Snapshot};
use crate::source::Span;

/// The rules of ignore comments in `after` that no comment in `before` names for the same place:
/// file, comment and rule, the last two by position.
#[must_use]
pub fn new_ignores(before: &Snapshot, after: &Snapshot) -> HashSet<(FileId, usize, usize)> {
    let mut had: HashMap<(String, &str), usize> = HashMap::new();
    for (_, place, rule) in named(before) {
        *had.entry((place, rule)).or_default() += 1;
    }
    let mut new = HashSet::new();
    for (position, place, rule) in named(after) {
        match had.get_mut(&(place, rule)).filter(|left| **left > 0) {
            Some(left) => *left -= 1,
            None => {
                new.insert(position);
            }
        }
    }
    new
}

type Position = (FileId, usize, usize);

/// Every rule that an ignore comment names, with what the comment is about.
fn named(snapshot: &Snapshot) -> Vec<(Position, String, &str)> {
    let mut nodes: HashMap<FileId, Vec<(NodeId, &Node)>> = HashMap::new();
    let with_ignores = |file: FileId| {
        let file = snapshot.file(file);
        file.is_some_and(|file| !file.ignores.is_empty())
    };
    for (id, node) in snapshot.iter().filter(|(_, node)| with_ignores(node.file)) {
        nodes.entry(node.file).or_default().push((id, node));
    }
    let mut all = Vec::new();
    for (id, file) in (0..).map(FileId).zip(&snapshot.files) {
        let nodes = nodes.get(&id).map_or(&[][..], Vec::as_slice);
        for (at, ignore) in file.ignores.iter().enumerate() {
            for about in about(snapshot, file, nodes, ignore) {
                let rules = ignore.rules.iter().enumerate();
                all.extend(
                    rules.map(|(rule, name)| ((id, at, rule), about.clone(), name.as_str())),
                );
            }
        }
    }
    all
}

/// What a comment is about: a file and each document in it, since one that comes into the file later
/// was not meant; or a key of a document or key result, by name.
fn about(
    snapshot: &Snapshot,
    file: &File,
    nodes: &[(NodeId, &Node)],
    ignore: &Ignore,
) -> Vec<String> {
    let span = match ignore.covers {
        Cover::File => {
            let whole = format!("file\0{}", file.path);
            let documents = nodes.iter();
            let documents = documents.map(|(_, node)| format!("{whole}\0{}", snapshot.name(node)));
            return documents.chain([whole.clone()]).collect();
        }
        Cover::Span(span) => span,
    };
    let text = span.slice(&file.text);
    let words = text.trim_start_matches([' ', '\t', '-']);
    let at = span.start as usize + text.len() - words.len();
    let at = Span::at(at);
    let key = words
        .split([':', '\n', '{', '#'])
        .next()
        .unwrap_or_default();
    let node = nodes
        .iter()
        .find(|(_, node)| node.document.span.contains(at));
    let owner = node.map(|(id, node)| {
        let key_results = node.key_results();
        let key_result = key_results.iter().position(|own| own.span.contains(at));
        snapshot.place_name(Place {
            node: *id,
            key_result,
        })
    });
    vec![match owner {
        Some(owner) => format!("{owner}\0{}", key.trim()),
        None => format!("{}\0{}", file.path, key.trim()),
    }]
}
