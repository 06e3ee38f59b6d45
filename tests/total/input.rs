//! How a tree is written down in one input.

use std::collections::BTreeMap;

/// The files of a tree, by path.
pub type Files = BTreeMap<String, Vec<u8>>;

/// Where a text stands that names no path.
const USUAL: &str = "teams/a/2026-Q1/a.yaml";

/// The files in `bytes`: each begins with a line `#: path` and goes up to the next. Bytes without
/// such a line are one file; what stands above the first is dropped.
pub fn files(bytes: &[u8]) -> Files {
    let mut files = Files::new();
    let mut path: Option<String> = None;
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        match line.strip_prefix(b"#: ") {
            Some(name) => {
                let name = tidy(&String::from_utf8_lossy(name));
                files.entry(name.clone()).or_default().clear();
                path = Some(name);
            }
            None => {
                let file = path.as_ref().and_then(|path| files.get_mut(path));
                file.into_iter().for_each(|file| file.extend(line));
            }
        }
    }
    if path.is_none() {
        files.insert(USUAL.to_owned(), bytes.to_vec());
    }
    files
}

/// Two trees: what stands above the first line `#= later` is the first, and the second is the same
/// with the files below in the place of those of their name; a file that is empty there is gone.
pub fn states(bytes: &[u8]) -> (Files, Files) {
    const LATER: &[u8] = b"#= later\n";
    let mut ends = bytes.windows(LATER.len());
    let at = ends.position(|window| window == LATER);
    let (first, second) = match at {
        Some(at) => (&bytes[..at], &bytes[at + LATER.len()..]),
        None => (bytes, &b""[..]),
    };
    let before = files(first);
    let mut after = before.clone();
    for (path, text) in files(second) {
        match text.is_empty() {
            true => after.remove(&path),
            false => after.insert(path, text),
        };
    }
    (before, after)
}

/// A path as a walk could give it: relative, without `.` and `..`.
fn tidy(name: &str) -> String {
    let parts = name.trim_end_matches(['\r', '\n']).split('/');
    let parts: Vec<&str> = parts
        .filter(|part| !["", ".", ".."].contains(part))
        .collect();
    match parts.is_empty() {
        true => USUAL.to_owned(),
        false => parts.join("/"),
    }
}
