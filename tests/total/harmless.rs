//! What must hold of an output: text that acts on nothing, and data that others can read.

use std::io;

/// What a writer writes; memory takes everything.
pub fn written(write: impl FnOnce(&mut Vec<u8>) -> io::Result<()>) -> String {
    let mut out = Vec::new();
    write(&mut out).expect("memory takes everything");
    String::from_utf8(out).expect("output is UTF-8")
}

/// A page, a listing or a graph: no character of it acts on a terminal.
pub fn text(what: &str, write: impl FnOnce(&mut Vec<u8>) -> io::Result<()>) -> String {
    let out = written(write);
    assert_harmless(what, &out);
    out
}

/// The same with our own colours in it.
pub fn colored(what: &str, write: impl FnOnce(&mut Vec<u8>) -> io::Result<()>) {
    let out = written(write);
    let mut pieces = out.split("\u{1b}[");
    let mut plain = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let rest = piece.trim_start_matches(|c: char| c.is_ascii_digit() || c == ';');
        plain += rest.strip_prefix('m').expect("a colour");
    }
    assert_harmless(what, &plain);
}

/// One JSON value.
pub fn json(what: &str, write: impl FnOnce(&mut Vec<u8>) -> io::Result<()>) -> String {
    let out = text(what, write);
    let read: Result<serde_json::Value, _> = serde_json::from_str(&out);
    assert!(read.is_ok(), "{what}: {read:?}");
    out
}

/// An XML document.
pub fn xml(what: &str, write: impl FnOnce(&mut Vec<u8>) -> io::Result<()>) {
    let out = text(what, write);
    let read = roxmltree::Document::parse(&out);
    assert!(read.is_ok(), "{what}: {read:?}");
}

/// A table for spreadsheets: rows of one width, and no formula.
pub fn table(what: &str, write: impl FnOnce(&mut Vec<u8>) -> io::Result<()>) {
    let out = written(write);
    assert_harmless(what, &out.replace("\r\n", "\n"));
    let mut reader = csv::Reader::from_reader(out.as_bytes());
    for record in reader.records() {
        for cell in &record.expect("rows of one width") {
            let is_number = cell.parse::<f64>().is_ok();
            let is_formula = cell.trim_start().starts_with(['=', '+', '-', '@']);
            assert!(is_number || !is_formula, "{what}: {cell}");
        }
    }
}

/// A log that a runner reads: nothing in it is a command but our own annotations.
pub fn commands(what: &str, write: impl FnOnce(&mut Vec<u8>) -> io::Result<()>) {
    let out = text(what, write);
    for line in out.lines() {
        let is_own = ["::error ", "::warning ", "::notice "]
            .iter()
            .any(|word| line.starts_with(word));
        assert!(
            is_own || !line.trim_start().starts_with("::"),
            "{what}: {line}"
        );
    }
}

fn assert_harmless(what: &str, text: &str) {
    let found = text.chars().find(|c| is_dangerous(*c));
    assert_eq!(found, None, "{what}: {}", text.escape_debug());
    for command in ["##[", "##vso["] {
        assert!(!text.contains(command), "{what}: {text}");
    }
}

/// Characters that must never come out raw: controls but the line feed, marks that turn the
/// direction of text, and what no eye can see.
fn is_dangerous(c: char) -> bool {
    (c.is_control() && c != '\n')
        || matches!(
            c,
            '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{feff}' | '\u{2028}' | '\u{2029}'
        )
        || ('\u{202a}'..='\u{202e}').contains(&c)
        || ('\u{2066}'..='\u{2069}').contains(&c)
}
