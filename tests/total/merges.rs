//! Three versions of a file, merged.

use okr::merge::{Sides, merged};
use okr::parse::yaml;

use super::input::Files;

/// Merges each file of two states with what stands there by the same name in a third that has their
/// lines mixed: nothing breaks, and what is said to be clean can be read.
pub fn check(first: &Files, second: &Files) {
    for (path, base) in first {
        let (Some(ours), Ok(base)) = (second.get(path), std::str::from_utf8(base)) else {
            continue;
        };
        let Ok(ours) = std::str::from_utf8(ours) else {
            continue;
        };
        let theirs = mixed(base, ours);
        let texts = Sides {
            base,
            ours,
            theirs: theirs.as_str(),
        };
        let merged = merged(texts, 7, &mut |_, _| None);
        let is_read = |text: &str| yaml::read(text.as_bytes()).1.is_empty();
        if merged.clean && [base, ours, &theirs].into_iter().all(is_read) {
            assert!(is_read(&merged.text), "{}", merged.text);
        }
    }
}

/// The lines of `one`, every other one from `other` where that has as many.
fn mixed(one: &str, other: &str) -> String {
    let mut lines: Vec<&str> = one.split_inclusive('\n').collect();
    let others = other.split_inclusive('\n');
    for (line, other) in lines.iter_mut().zip(others).skip(1).step_by(2) {
        *line = other;
    }
    lines.concat()
}
