//! What fixes make of a text, and the proof that they touched nothing else.

use std::collections::HashSet;

use super::{Refused, spliced};
use crate::finding::Edit;
use crate::parse::yaml::{self, Tree};
use crate::source::Span;

/// A text that fixes were made in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mended {
    /// What it is now.
    pub text: String,
    /// How many of the fixes were made.
    pub made: usize,
}

/// How many fixes of a file are made at once; the next run finds the others.
const MOST_EDITS: usize = 200;

/// How often a file is read to find out which of its fixes can be made together.
const MOST_TRIES: usize = 100;

/// `text` with as many of these replacements made as [`repaired`] lets pass: of two that meet the
/// first. Quotes around what is replaced stay.
#[must_use]
pub fn mended(text: &str, edits: &[Edit]) -> Mended {
    let mut apart: Vec<Edit> = Vec::new();
    for edit in edits.iter().take(MOST_EDITS) {
        if !apart.iter().any(|other| meet(other.span, edit.span)) {
            apart.push(in_its_quotes(text, edit));
        }
    }
    let mut mended = Mended {
        text: text.to_owned(),
        made: 0,
    };
    let mut made: Vec<Edit> = Vec::new();
    let mut untried = vec![apart.as_slice()];
    for _ in 0..MOST_TRIES {
        let Some(some) = untried.pop() else {
            break;
        };
        let together = [made.as_slice(), some].concat();
        match repaired(text, &together) {
            Ok(after) if !some.is_empty() => {
                mended.text = after;
                made = together;
            }
            Err(_) if some.len() > 1 => {
                let (first, second) = some.split_at(some.len() / 2);
                untried.extend([second, first]);
            }
            _ => {}
        }
    }
    mended.made = match mended.text == text {
        true => 0,
        false => made.len(),
    };
    mended
}

/// The same with the quotes that stand around what it replaces, where what comes needs no others.
fn in_its_quotes(text: &str, edit: &Edit) -> Edit {
    let written = edit.span.slice(text);
    let quote = ['"', '\''].into_iter().find(|quote| {
        written.len() > 1 && written.starts_with(*quote) && written.ends_with(*quote)
    });
    let is_plain = !edit.replacement.contains(['"', '\'', '\\', '\n']);
    match quote.filter(|_| is_plain && !edit.replacement.is_empty()) {
        Some(quote) => Edit {
            replacement: format!("{quote}{}{quote}", edit.replacement),
            ..edit.clone()
        },
        None => edit.clone(),
    }
}

/// Whether two replacements want the same bytes, or the same place.
const fn meet(one: Span, other: Span) -> bool {
    (one.start < other.end && other.start < one.end) || one.start == other.start
}

/// `text` with these replacements of bytes made, where they touch only what they replace: every
/// other text and comment says what it said, and stands where it stood.
///
/// # Errors
/// Where two of them meet, or the outcome is read otherwise.
pub fn repaired(text: &str, edits: &[Edit]) -> Result<String, Refused> {
    let after = spliced(text, edits)?;
    let (old, had) = yaml::read(text.as_bytes());
    let (new, has) = yaml::read(after.as_bytes());
    let better = has.len() < had.len() || (!new.broken && has.len() == had.len());
    let replaced = Replaced::new(edits);
    let moved = |span| replaced.moved(span);
    let stands = |span: Span| replaced.is_apart(span).then_some(span);
    // What a text with syntax errors says is not sure; there it must at least have fewer, and no
    // comment may be lost.
    let same = match old.broken {
        true => {
            let kept: HashSet<_> = comments(&new, stands).collect();
            comments(&old, moved).all(|comment| kept.contains(&comment))
        }
        false => {
            let texts = texts(&old, moved).eq(texts(&new, stands));
            texts && comments(&old, moved).eq(comments(&new, stands))
        }
    };
    match better && same {
        true => Ok(after),
        false => Err(Refused::Entangled("what is to be mended".to_owned())),
    }
}

/// What each text says that `place` has a place for, with that place.
fn texts(tree: &Tree, place: impl Fn(Span) -> Option<Span>) -> impl Iterator<Item = (Span, &str)> {
    tree.nodes()
        .filter_map(move |node| Some((place(node.span())?, node.as_str()?)))
}

/// The same of each comment.
fn comments(
    tree: &Tree,
    place: impl Fn(Span) -> Option<Span>,
) -> impl Iterator<Item = (Span, &str)> {
    tree.comments
        .iter()
        .filter_map(move |comment| Some((place(comment.span)?, comment.text.as_str())))
}

/// Where bytes are replaced, before and after.
struct Replaced(Vec<(Span, Span)>);

impl Replaced {
    fn new(edits: &[Edit]) -> Self {
        let mut edits: Vec<&Edit> = edits.iter().collect();
        edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
        let mut grown = 0_i64;
        let spans = edits.into_iter().map(|edit| {
            let start = shifted(edit.span.start, grown);
            let end = start + edit.replacement.len();
            grown += edit.replacement.len() as i64 - edit.span.range().len() as i64;
            (edit.span, Span::new(start, end))
        });
        Self(spans.collect())
    }

    /// Where an old span stands now; none where it was touched.
    fn moved(&self, span: Span) -> Option<Span> {
        if self.0.iter().any(|(old, _)| touch(*old, span)) {
            return None;
        }
        let before = self.0.iter().rfind(|(old, _)| old.end <= span.start);
        let grown = before.map_or(0, |(old, new)| i64::from(new.end) - i64::from(old.end));
        Some(Span::new(
            shifted(span.start, grown),
            shifted(span.end, grown),
        ))
    }

    /// Whether a new span is none of what was put there.
    fn is_apart(&self, span: Span) -> bool {
        !self.0.iter().any(|(_, new)| touch(*new, span))
    }
}

fn shifted(offset: u32, by: i64) -> usize {
    usize::try_from(i64::from(offset) + by).unwrap_or_default()
}

/// Whether two spans share a byte or meet.
const fn touch(one: Span, other: Span) -> bool {
    one.start <= other.end && other.start <= one.end
}
