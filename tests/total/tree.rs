//! From the bytes of a tree to every format.

use okr::rules::Choice;

use super::formats::{in_json, of_allocation, of_check, of_closing, of_nodes, of_texts, of_tree};
use super::input::files;
use super::read::Tree;
use super::{LONGEST, edits, places};

/// Into how many parts all that is done with a tree is split.
const PARTS: usize = 7;

/// Reads the tree that `bytes` are and judges it, and does one more thing with it, which follows from
/// the bytes, so that many inputs can be tried.
///
/// # Panics
/// Where a promise is broken.
pub fn check(bytes: &[u8]) {
    let choice = bytes.iter().fold(0, |sum: usize, byte| {
        sum.wrapping_mul(31).wrapping_add(usize::from(*byte))
    });
    check_part(bytes, choice);
}

/// Does everything with the tree that `bytes` are.
///
/// # Panics
/// Where a promise is broken.
pub fn check_all(bytes: &[u8]) {
    (0..2 * PARTS).for_each(|choice| check_part(bytes, choice));
}

fn check_part(bytes: &[u8], choice: usize) {
    if bytes.len() > LONGEST {
        return;
    }
    let files = files(bytes);
    let tree = Tree::read(&files);
    let report = tree.judged(&Choice::default());
    places::check(&tree, &report);
    let (part, choice) = (choice % PARTS, choice / PARTS);
    match part {
        0 => of_check(&report, !choice.is_multiple_of(8)),
        1 => of_tree(&tree),
        2 => of_nodes(&tree),
        3 => of_allocation(&tree),
        4 => of_closing(&tree),
        5 => edits::check(&files, &tree, &report, choice),
        _ => {
            let backwards = Tree::read_backwards(&files).judged(&Choice::default());
            assert_eq!(in_json(&report), in_json(&backwards), "the order is told");
            let everything = Choice {
                no_ignores: true,
                ..Choice::default()
            };
            places::check(&tree, &tree.judged(&everything));
            of_texts(&tree);
        }
    }
}
