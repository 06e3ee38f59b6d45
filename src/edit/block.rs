//! Which bytes to replace, so that a text says something else in one place. Each change has a few
//! ways; which of them is right is found out by reading the outcome, not here.

use super::page::Page;
use super::spell::{self, Within};
use super::value::behind;
use super::{Change, Place, Step, Value, cut};
use crate::finding::Edit;
use crate::parse::yaml::{Kind, Node, Pair, Style, Tree};
use crate::source::Span;

/// The ways to make a change, the most fitting first.
pub fn ways(tree: &Tree, change: &Change) -> Vec<Vec<Edit>> {
    let ways = match change {
        Change::Set { at, value, after } => match at.node(tree) {
            Some(node) => replace(tree, at, node, value),
            None => insert(tree, at, value, after),
        },
        Change::Append { at, value } => at.node(tree).and_then(|list| append(tree, list, value)),
        Change::Insert {
            at,
            position,
            value,
        } => at
            .node(tree)
            .and_then(|list| insert_item(tree, list, *position, value)),
        Change::Remove { at } => remove(tree, at),
        Change::Cut { at } => cut::item(tree, at).map(|edit| vec![vec![edit]]),
        Change::Wrap { at, key } => at.node(tree).map(|node| wrap(node, key, within(tree, at))),
    };
    ways.unwrap_or_default()
}

/// Another value where there is one.
fn replace(tree: &Tree, at: &Place, node: Node<'_>, value: &Value) -> Option<Vec<Vec<Edit>>> {
    let span = node.span();
    let within = within(tree, at);
    let page = Page::of(tree);
    let written = match (value, node.kind()) {
        (Value::Text(text), Kind::Scalar { style, .. }) if !is_block(style) => {
            spell::line(text, Some(style), within)
        }
        (Value::Text(text), Kind::Scalar { .. }) => {
            let indent = format!("{}  ", page.indent(span.start as usize));
            let block = spell::literal(text, &indent, page.newline);
            let line = block.unwrap_or_else(|| spell::line(text, None, within));
            // A block ends with the break of its last line, which stays.
            let broken = span.slice(&tree.text).ends_with('\n');
            format!("{line}{}", if broken { page.newline } else { "" })
        }
        (Value::Text(text), Kind::Empty) => format!(" {}", spell::line(text, None, within)),
        (Value::Empty, _) => return Some(vec![vec![Edit::new(span, "")]]),
        (value, Kind::Empty) => {
            let indent = format!("{}  ", page.indent(span.start as usize));
            match within {
                Within::Flow => format!(" {}", spell::inline(value)),
                Within::Block => spell::nested(value, &indent, page.newline),
            }
        }
        (value, _) => spell::inline(value),
    };
    Some(vec![vec![Edit::new(span, written)]])
}

const fn is_block(style: Style) -> bool {
    matches!(style, Style::Literal | Style::Folded)
}

/// A key that is new.
fn insert(tree: &Tree, at: &Place, value: &Value, after: &[&str]) -> Option<Vec<Vec<Edit>>> {
    let (around, Step::Key(key)) = at.split()? else {
        return None;
    };
    let mapping = around.node(tree)?;
    let pairs: Vec<Pair<'_>> = mapping.pairs().collect();
    let names = pairs
        .iter()
        .map(|pair| pair.key.as_str().unwrap_or_default());
    let before = behind(names, after).and_then(|position| pairs.get(position));
    let page = Page::of(tree);
    if is_flow(tree, mapping) {
        let key = spell::line(key, None, Within::Flow);
        let pair = format!("{key}: {}", spell::inline(value));
        return Some(match before {
            Some(before) => {
                let end = before.value.span().to(before.key.span()).end as usize;
                // What has no value ends with its colon.
                vec![vec![Edit::new(Span::at(end), format!(", {pair}"))]]
            }
            None => vec![vec![Edit::new(
                Span::at(mapping.span().start as usize + 1),
                pair,
            )]],
        });
    }
    let before = before?;
    let indent = page.indent(before.key.span().start as usize);
    let pair = spell::pair(&(key.clone(), value.clone()), &indent, page.newline);
    let end = before.value.span().to(before.key.span()).end as usize;
    Some(vec![vec![page.line_below(end, &format!("{indent}{pair}"))]])
}

/// One more item.
fn append(tree: &Tree, list: Node<'_>, value: &Value) -> Option<Vec<Vec<Edit>>> {
    let items: Vec<Node<'_>> = list.items().collect();
    let page = Page::of(tree);
    let Some(last) = items.last() else {
        let start = list.span().start as usize + 1;
        return Some(vec![vec![Edit::new(Span::at(start), spell::inline(value))]]);
    };
    if is_flow(tree, list) {
        let end = last.span().end as usize;
        return Some(vec![vec![Edit::new(
            Span::at(end),
            format!(", {}", spell::inline(value)),
        )]]);
    }
    let dash = page.dash(last.span().start as usize)?;
    let indent = page.indent(dash);
    let line = item_like(tree, *last, value, &indent, page.newline);
    Some(vec![vec![page.line_below(last.span().end as usize, &line)]])
}

/// An item between others: below the one before it, or above the first.
fn insert_item(
    tree: &Tree,
    list: Node<'_>,
    position: usize,
    value: &Value,
) -> Option<Vec<Vec<Edit>>> {
    let items: Vec<Node<'_>> = list.items().collect();
    let Some(next) = items.get(position) else {
        return append(tree, list, value);
    };
    let page = Page::of(tree);
    let start = next.span().start as usize;
    if is_flow(tree, list) {
        let item = format!("{}, ", spell::inline(value));
        return Some(vec![vec![Edit::new(Span::at(start), item)]]);
    }
    let dash = page.dash(start)?;
    let indent = page.indent(dash);
    let line = item_like(tree, *next, value, &indent, page.newline);
    let before = position.checked_sub(1).and_then(|before| items.get(before));
    let edit = match before {
        Some(before) => page.line_below(before.span().end as usize, &line),
        None => Edit::new(
            Span::at(page.line_start(dash)),
            format!("{line}{}", page.newline),
        ),
    };
    Some(vec![vec![edit]])
}

/// An item on lines of its own, written as its neighbour is.
fn item_like(tree: &Tree, like: Node<'_>, value: &Value, indent: &str, newline: &str) -> String {
    let item = match (value, like.kind()) {
        (Value::Map(_), Kind::Mapping) if is_flow(tree, like) => {
            format!(" {}", spell::inline(value))
        }
        _ => spell::item(value, indent, newline),
    };
    format!("{indent}-{item}")
}

/// A key less.
fn remove(tree: &Tree, at: &Place) -> Option<Vec<Vec<Edit>>> {
    let (around, Step::Key(key)) = at.split()? else {
        return None;
    };
    let mapping = around.node(tree)?;
    let pairs: Vec<Pair<'_>> = mapping.pairs().collect();
    let position = pairs
        .iter()
        .position(|pair| pair.key.as_str() == Some(key))?;
    let pair = pairs.get(position)?;
    let start = pair.key.span().start as usize;
    let end = pair.value.span().to(pair.key.span()).end as usize;
    let page = Page::of(tree);
    let next = pairs
        .get(position + 1)
        .map(|next| next.key.span().start as usize);
    let before = position
        .checked_sub(1)
        .and_then(|before| pairs.get(before))
        .map(|before| before.value.span().to(before.key.span()).end as usize);
    if is_flow(tree, mapping) {
        let span = match (next, before) {
            (Some(next), _) => Span::new(start, next),
            (None, Some(before)) => Span::new(before, page.past_colon(end)),
            (None, None) => Span::new(start, page.past_colon(end)),
        };
        return Some(vec![vec![Edit::new(span, "")]]);
    }
    let line = page.line_start(start);
    let stands_alone = page.between(line, start).trim().is_empty();
    let below = page.next_line(end);
    let comments = page.comments(start, below);
    let replacement = match (stands_alone, next) {
        // The first key behind a dash: the next one takes its place.
        (false, Some(next)) => {
            let indent = page.indent(start);
            let kept: String = page
                .comments(start, next)
                .iter()
                .map(|comment| format!("{comment}{}{indent}", page.newline))
                .collect();
            return Some(vec![vec![Edit::new(Span::new(start, next), kept)]]);
        }
        (false, None) => return Some(vec![vec![Edit::new(Span::new(start, end), "{}")]]),
        (true, None) if before.is_none() => {
            return Some(vec![vec![Edit::new(Span::new(start, end), "{}")]]);
        }
        (true, _) => {
            let indent = page.indent(start);
            comments
                .iter()
                .map(|comment| format!("{indent}{comment}{}", page.newline))
                .collect::<String>()
        }
    };
    // A last line without a break takes the break before it along, so that none is left over.
    let at_the_end = below >= page.text.len() && !page.text.ends_with('\n');
    let (line, replacement) = match at_the_end {
        true => (
            page.break_before(line),
            match replacement.trim_end_matches(['\r', '\n']) {
                "" => String::new(),
                kept => format!("{}{kept}", page.newline),
            },
        ),
        false => (line, replacement),
    };
    Some(vec![vec![Edit::new(Span::new(line, below), replacement)]])
}

/// A text that becomes the value of a key.
fn wrap(node: Node<'_>, key: &str, within: Within) -> Vec<Vec<Edit>> {
    let span = node.span();
    let written = span.slice(&node.tree().text);
    match within {
        Within::Flow => vec![vec![Edit::new(span, format!("{{{key}: {written}}}"))]],
        Within::Block => {
            let text = node.as_str().unwrap_or_default();
            let quoted = spell::line(text, Some(Style::Double), within);
            vec![
                vec![Edit::new(Span::at(span.start as usize), format!("{key}: "))],
                // A text over several lines would have to be indented further.
                vec![Edit::new(span, format!("{key}: {quoted}"))],
            ]
        }
    }
}

/// Whether a list or mapping is written in brackets.
pub(super) fn is_flow(tree: &Tree, node: Node<'_>) -> bool {
    let start = node.span().start;
    let first = match node.kind() {
        Kind::Mapping => node.pairs().next().map(|pair| pair.key.span().start),
        Kind::Sequence => node.items().next().map(|item| item.span().start),
        _ => return false,
    };
    let opens = node.span().slice(&tree.text).starts_with(['{', '[']);
    opens && first.is_none_or(|first| first > start)
}

/// What a value is written within: brackets, where anything around it is.
fn within(tree: &Tree, at: &Place) -> Within {
    let mut place = at.clone();
    while let Some((around, _)) = place.split() {
        if around.node(tree).is_some_and(|node| is_flow(tree, node)) {
            return Within::Flow;
        }
        place = around;
    }
    Within::Block
}
