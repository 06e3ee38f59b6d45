//! Taking an item of a list away with all that is written about it: the comments in it, and those that
//! stand above it and introduce it.

use super::block::is_flow;
use super::page::Page;
use super::{Place, Step};
use crate::finding::Edit;
use crate::parse::yaml::{Node, Tree};
use crate::source::Span;

/// The bytes that go with the item at `at`; none where there is no such item, or where it shares a line
/// with something else.
pub fn item(tree: &Tree, at: &Place) -> Option<Edit> {
    let (around, Step::Item(position)) = at.split()? else {
        return None;
    };
    let list = around.node(tree)?;
    let items: Vec<Node<'_>> = list.items().collect();
    let item = items.get(*position)?;
    if items.len() == 1 {
        return None;
    }
    let page = Page::of(tree);
    if is_flow(tree, list) {
        let (start, end) = (item.span().start as usize, item.span().end as usize);
        let next = items.get(position + 1).map(|next| next.span().start);
        let before = position.checked_sub(1).and_then(|before| items.get(before));
        let span = match (next, before) {
            (Some(next), _) => Span::new(start, next as usize),
            (None, Some(before)) => Span::new(before.span().end as usize, end),
            (None, None) => return None,
        };
        return Some(Edit::new(span, ""));
    }
    let dash = page.dash(item.span().start as usize)?;
    let line = page.line_start(dash);
    let indent = dash - line;
    if !page.between(line, dash).trim().is_empty() {
        return None;
    }
    let start = introduced(&page, line, indent);
    let end = finished(&page, page.next_line(item.span().end as usize), indent);
    let end = match page.is_blank_above(start) {
        true => page.past_blank_lines(end),
        false => end,
    };
    // A last line without a break takes the break before it along, so that none is left over.
    let at_the_end = end >= page.text.len() && !page.text.ends_with('\n');
    let start = if at_the_end {
        page.break_before(start)
    } else {
        start
    };
    Some(Edit::new(Span::new(start, end), ""))
}

/// Where the comments begin that stand right above `line` and are indented as it is.
fn introduced(page: &Page<'_>, line: usize, indent: usize) -> usize {
    let mut start = line;
    while let Some(end) = start.checked_sub(1) {
        let above = page.line_start(end);
        if !is_comment(page.line(above), |own| own == indent) {
            break;
        }
        start = above;
    }
    start
}

/// Where the comments end that stand from `line` on and are indented further than its dash.
fn finished(page: &Page<'_>, line: usize, indent: usize) -> usize {
    let mut end = line;
    while is_comment(page.line(end), |own| own > indent) {
        end += page.line(end).len();
    }
    end
}

/// Whether a line holds a comment alone, indented as it should be.
fn is_comment(line: &str, fits: impl Fn(usize) -> bool) -> bool {
    let text = line.trim_start_matches(' ');
    text.starts_with('#') && fits(line.len() - text.len())
}
