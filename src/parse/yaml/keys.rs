//! What a mapping's keys must be: plain texts, each of them once. A key that is not is reported and
//! refused, so that nobody needs to look at it again.

use std::collections::HashMap;

use super::build::Builder;
use super::quote::{brief, line_with};
use super::traps;
use super::tree::{Content, Entry, Style, Tree};
use crate::finding::Problem;
use crate::finding::reading::{DUPLICATE_KEY, INVALID_YAML};
use crate::parse::fields::is_field;
use crate::source::Span;

/// Up to this many keys are compared with each other; more go through a table.
const FEW: usize = 12;

/// Checks the keys of the mapping at `index`, whose children are complete.
pub(super) fn check(builder: &mut Builder, index: usize) {
    let entries = &builder.tree.entries;
    let after = entries.get(index).map_or(0, |entry| entry.after);
    let mut keys = Vec::new();
    let mut wrong = Vec::new();
    let mut next = index + 1;
    while let Some(key) = entries.get(next).filter(|_| next < after) {
        let value = entries.get(key.after);
        match fault(&builder.tree, key, value) {
            Some(fault) => wrong.push((next, fault)),
            None => keys.push(next),
        }
        next = value.map_or(after, |value| value.after);
    }
    for (second, first) in duplicates(&builder.tree, &keys) {
        wrong.push((second, Fault::Duplicate(first)));
    }
    for (key, fault) in wrong {
        let span = builder.tree.entries.get(key).map(|entry| entry.span);
        builder.report(|text| fault.problem(text, span.unwrap_or_default()));
        if let Some(entry) = builder.tree.entries.get_mut(key) {
            entry.content = Content::Refused;
        }
    }
}

/// Whether this is the key `<<`, which merges another mapping in.
pub(super) fn is_merge(tree: &Tree, key: &Entry) -> bool {
    matches!(key.content, Content::Slice(span, Style::Plain) if span.slice(&tree.text) == "<<")
}

/// What can be wrong with a key.
enum Fault {
    Merge,
    Missing,
    Marked,
    Collection,
    /// The space after the colon is missing, so that key and value became one; where it belongs.
    Unspaced(Span),
    /// The same key stands here already.
    Duplicate(Span),
}

fn fault(tree: &Tree, key: &Entry, value: Option<&Entry>) -> Option<Fault> {
    let no_value = value.is_some_and(|value| matches!(value.content, Content::Empty));
    match key.content {
        Content::Sequence | Content::Mapping => Some(Fault::Collection),
        Content::Empty => Some(Fault::Missing),
        _ if is_merge(tree, key) => Some(Fault::Merge),
        _ if is_marked(&tree.text, key.span) => Some(Fault::Marked),
        Content::Slice(_, Style::Plain) if no_value => {
            traps::missing_space(&tree.text, key.span).map(Fault::Unspaced)
        }
        _ => None,
    }
}

/// Whether a `?` stands before the key on its line.
fn is_marked(text: &str, key: Span) -> bool {
    let before = text.get(..key.start as usize).unwrap_or_default();
    let is_mark = |byte: &u8| !matches!(byte, b' ' | b'\t');
    if before.bytes().rfind(is_mark) != Some(b'?') {
        return false;
    }
    let mark = before.trim_end_matches([' ', '\t']).strip_suffix('?');
    mark.is_some_and(|rest| {
        let last = rest.chars().next_back();
        last.is_none_or(|c| c.is_whitespace() || "[{,".contains(c))
    })
}

/// The indices of keys that stand there for the second time, each with the place of the first.
fn duplicates(tree: &Tree, keys: &[usize]) -> Vec<(usize, Span)> {
    let named = |index: &usize| {
        let entry = tree.entries.get(*index)?;
        let text = match &entry.content {
            Content::Slice(span, _) => span.slice(&tree.text),
            Content::Built(text, _) => text.as_str(),
            _ => return None,
        };
        Some((text, entry.span))
    };
    let keyed = keys.iter().filter_map(|key| Some((*key, named(key)?)));
    if keys.len() > FEW {
        let mut first = HashMap::with_capacity(keys.len());
        return keyed
            .filter_map(|(key, (text, span))| {
                let seen = *first.entry(text).or_insert(span);
                (seen != span).then_some((key, seen))
            })
            .collect();
    }
    let mut seen: Vec<(&str, Span)> = Vec::with_capacity(keys.len());
    let mut twice = Vec::new();
    for (key, (text, span)) in keyed {
        match seen.iter().find(|(other, _)| *other == text) {
            Some((_, first)) => twice.push((key, *first)),
            None => seen.push((text, span)),
        }
    }
    twice
}

impl Fault {
    fn problem(&self, text: &str, key: Span) -> Problem {
        let invalid = |message: &str| Problem::new(INVALID_YAML, key, message);
        match self {
            Self::Merge => invalid("merge keys (`<<`) are not read here")
                .help("write the fields out where they belong"),
            Self::Missing => {
                let start = key.start as usize;
                let colon = text.get(start..).is_some_and(|rest| rest.starts_with(':'));
                let span = Span::new(start, start + usize::from(colon));
                Problem::new(INVALID_YAML, span, "a key is missing here")
                    .help("write the name of the field before the colon")
            }
            Self::Marked => invalid("a key cannot start with `?`").help(format!(
                "write `{}:` without the `?`, or quotes around it if the `?` is meant",
                brief(key.slice(text))
            )),
            Self::Collection => invalid("a list or mapping cannot be a key")
                .help("write a single name before the colon; text with brackets needs quotes"),
            Self::Unspaced(gap) => {
                let problem = invalid("there is no space after the colon")
                    .help(format!("write `{}`", line_with(text, *gap, " ")));
                let name = Span::new(key.range().start, gap.range().start);
                match is_field(name.slice(text).trim_end_matches(':')) {
                    true => problem.edit(*gap, " "),
                    false => problem.suggest(*gap, " "),
                }
            }
            Self::Duplicate(first) => {
                let name = brief(key.slice(text));
                let message = format!("the key `{name}` stands here a second time");
                Problem::new(DUPLICATE_KEY, key, message)
                    .help("keep one of the two; the first is the one that counts")
                    .related(*first, "the first one")
            }
        }
    }
}
