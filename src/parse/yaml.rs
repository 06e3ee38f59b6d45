//! The text of a file as a tree of nodes that know where they stand, and what keeps a text from
//! being one. What the nodes mean (documents, fields, numbers) is decided elsewhere.

mod build;
mod conflict;
mod diagnose;
mod flow;
mod indent;
mod indicator;
mod keys;
mod line;
mod mask;
mod quote;
mod quotes;
mod refuse;
mod simple;
mod traps;
mod tree;

#[cfg(test)]
mod tests;

use crate::finding::Problem;
use crate::finding::reading::INVALID_YAML;
use crate::source::{FileText, Span};

pub use quote::{double_quoted, needs_escape, quoted_line};
pub use traps::{Cut, comment_cut};
pub use tree::{Comment, Kind, Node, Pair, Root, Style, Tree};

/// How deep lists and mappings may lie in each other. An OKR needs four or five levels; the limit
/// keeps hostile files from costing anything.
pub const MAX_DEPTH: usize = 32;

/// How many problems of one file are told apart; what goes beyond is only counted.
pub const MAX_PROBLEMS: usize = 50;

/// Reads the bytes of one file. Whatever they are, this gives a tree and what is wrong with it:
/// where a part cannot be read, the tree holds the rest and says so in [`Tree::broken`]. Problems
/// come in the order in which they stand in the text, at most [`MAX_PROBLEMS`] and a last one that
/// counts the others. All of their spans are places in [`Tree::text`].
#[must_use]
pub fn read(bytes: &[u8]) -> (Tree, Vec<Problem>) {
    let (text, unreadable) = decode(bytes);
    match unreadable {
        Some(problem) => (Tree::unreadable(text), vec![problem]),
        None => mask::read(&text),
    }
}

/// The text that the bytes are, and the problem where they are none. Bytes that are no UTF-8 come
/// as replacement characters, so that the place of the first can be shown.
fn decode(bytes: &[u8]) -> (FileText, Option<Problem>) {
    match std::str::from_utf8(bytes) {
        Ok(text) => (
            FileText::from(text),
            text.find('\0').map(|at| nul(bytes, text, at)),
        ),
        Err(error) => {
            let text = String::from_utf8_lossy(bytes);
            let at = error.valid_up_to();
            let line = line_number(&text, at);
            let message = if is_utf16(bytes) {
                "this file is saved as UTF-16, and only UTF-8 can be read".to_owned()
            } else {
                format!(
                    "line {line} holds a byte that is not UTF-8, so the file cannot be read as text"
                )
            };
            // Behind `at` the text is no longer as long as the bytes of the file.
            let problem = Problem::new(INVALID_YAML, Span::at(at), message).help(SAVE_AS_UTF_8);
            (FileText::from(text.into_owned()), Some(problem))
        }
    }
}

const SAVE_AS_UTF_8: &str =
    "save the file as UTF-8 (most editors offer it as \"Save with encoding\")";

fn nul(bytes: &[u8], text: &str, at: usize) -> Problem {
    let span = Span::new(at, at + 1);
    if is_utf16(bytes) {
        let message = "this file looks like UTF-16, and only UTF-8 can be read";
        return Problem::new(INVALID_YAML, span, message).help(SAVE_AS_UTF_8);
    }
    let message = format!(
        "line {} holds a NUL character, which no text file does",
        line_number(text, at)
    );
    Problem::new(INVALID_YAML, span, message)
        .help("remove the character, or check whether this is a text file at all")
}

/// Whether it starts with a byte-order mark of UTF-16, or every other byte is zero as in Latin
/// text saved as UTF-16 without one.
fn is_utf16(bytes: &[u8]) -> bool {
    let zeros = bytes.iter().take(1000).filter(|byte| **byte == 0).count();
    bytes.starts_with(&[0xff, 0xfe])
        || bytes.starts_with(&[0xfe, 0xff])
        || (bytes.len() > 3 && zeros * 3 >= bytes.len().min(1000))
}

/// The line that `at` stands on, counted from 1.
fn line_number(text: &str, at: usize) -> usize {
    let before = text.as_bytes().get(..at).unwrap_or_default();
    before.iter().filter(|byte| **byte == b'\n').count() + 1
}
