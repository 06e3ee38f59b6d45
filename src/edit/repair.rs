//! What fixes make of a text, and the proof that they touched nothing else.

use super::{Refused, spliced};
use crate::finding::Edit;
use crate::parse::yaml::{self, Tree};
use crate::source::Span;

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
    // What a text with syntax errors says is not sure; there it must at least have fewer.
    let same = old.broken
        || untouched(&old, |span| replaced.moved(span))
            == untouched(&new, |span| replaced.is_apart(span).then_some(span));
    match better && same {
        true => Ok(after),
        false => Err(Refused::Entangled("what is to be mended".to_owned())),
    }
}

/// What each text and comment says that `place` has a place for, with that place.
fn untouched(tree: &Tree, place: impl Fn(Span) -> Option<Span>) -> Vec<(Span, String)> {
    let texts = tree
        .nodes()
        .filter_map(|node| Some((place(node.span())?, node.as_str()?.to_owned())));
    let comments = tree
        .comments
        .iter()
        .filter_map(|comment| Some((place(comment.span)?, comment.text.to_string())));
    texts.chain(comments).collect()
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
