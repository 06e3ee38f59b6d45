//! The line of sight for the terminal: a sentence, the numbers as in the tree, and the rest as on
//! the page of a single node.

use std::io;

use crate::render::layout::{Line, Piece, write_line};
use crate::render::page::{reasons, sentence, why_page};
use crate::render::reading::Reading;
use crate::render::show_text::{columns, head_lines, part_lines};
use crate::render::style::Style;
use crate::render::tree_text::node_lines;
use crate::views::{Tree, Why};

/// Writes the whole page.
///
/// # Errors
/// When `out` cannot be written.
pub fn write(
    out: &mut dyn io::Write,
    why: &Why,
    reading: &Reading,
    style: Style,
) -> io::Result<()> {
    let width = columns(style);
    let page = why_page(why);
    let mut lines = head_lines(&page, reading, width);
    lines.push(Line::new());
    let sentence = Piece::new(&sentence(why)).wrapped(width);
    lines.extend(sentence.into_iter().map(|piece| vec![piece]));
    lines.extend(part_lines(reasons(why).as_slice(), width));
    lines.extend(node_lines(&cascade(why), width));
    lines.extend(part_lines(&page.parts, width));
    for line in lines {
        write_line(out, style, &line)?;
    }
    Ok(())
}

/// The line as a tree: from the top down to the subject.
fn cascade(why: &Why) -> Tree {
    let first = why.first();
    Tree {
        organisation: None,
        cycle: first
            .and_then(|node| node.cycle.clone())
            .or_else(|| why.cycle.clone()),
        team: None,
        root: None,
        nodes: why
            .chain
            .iter()
            .rev()
            .map(|link| link.node.clone())
            .collect(),
        only: Vec::new(),
        cycles: Vec::new(),
    }
}
