//! Conflict markers: what a text with them says once a side is chosen, and how to have lines
//! marked that would not meet by themselves.

use crate::edit::{Place, Step};
use crate::parse::yaml::{self, Tree};
use crate::source::Span;

/// The text with ours chosen everywhere, and with theirs; nothing where the markers do not add up.
/// `length` is that of a marker.
pub fn picked(text: &str, length: usize) -> Option<(String, String)> {
    let (mut ours, mut theirs) = (String::new(), String::new());
    let mut part = Part::Both;
    for line in text.split_inclusive('\n') {
        part = match (marker(line, length), part) {
            (Some('<'), Part::Both) => Part::Ours,
            (Some('|'), Part::Ours) => Part::Base,
            (Some('='), Part::Ours | Part::Base) => Part::Theirs,
            (Some('>'), Part::Theirs) => Part::Both,
            (_, Part::Both) => {
                ours.push_str(line);
                theirs.push_str(line);
                part
            }
            (_, Part::Ours) => {
                ours.push_str(line);
                part
            }
            (_, Part::Theirs) => {
                theirs.push_str(line);
                part
            }
            (_, Part::Base) => part,
        };
    }
    (part == Part::Both).then_some((ours, theirs))
}

/// Where in a text with markers a line stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Both,
    Ours,
    Base,
    Theirs,
}

/// The character of a marker, where the line is one.
fn marker(line: &str, length: usize) -> Option<char> {
    let line = line.trim_end_matches(['\r', '\n']);
    let sign = line.chars().next()?;
    let rest = line.trim_start_matches(sign);
    let is_marker = matches!(sign, '<' | '|' | '=' | '>')
        && line.len() - rest.len() == length
        && (rest.is_empty() || rest.starts_with(' '));
    is_marker.then_some(sign)
}

/// `base` with the lines of these places made unlike any other, so that a merge by lines takes both
/// sides as changed there. The place around stands for one that is not there.
pub fn made_unlike(base: &str, places: &[&Place]) -> String {
    let (tree, _) = yaml::read(base.as_bytes());
    let spans: Vec<Span> = places
        .iter()
        .filter_map(|place| lines(&tree, place))
        .collect();
    let mut unlike = String::with_capacity(base.len());
    let mut start = 0;
    for line in base.split_inclusive('\n') {
        let bare = line.trim_end_matches(['\r', '\n']);
        let end = start + bare.len();
        let touched = spans.iter().any(|span| {
            let span = span.range();
            span.start <= end && start <= span.end.saturating_sub(1).max(span.start)
        });
        unlike.push_str(bare);
        if touched {
            unlike.push('\u{1}');
        }
        unlike.push_str(line.get(bare.len()..).unwrap_or_default());
        start += line.len();
    }
    unlike
}

/// From the key of a place to the end of its value.
fn lines(tree: &Tree, place: &Place) -> Option<Span> {
    let mut place = place.clone();
    loop {
        let split = place.split();
        match (place.node(tree), split) {
            (Some(node), Some((around, Step::Key(key)))) => {
                let pairs = around.node(tree)?;
                let key = pairs
                    .pairs()
                    .find(|pair| pair.key.as_str() == Some(key))?
                    .key;
                return Some(key.span().to(node.span()));
            }
            (Some(node), _) => return Some(node.span()),
            (None, Some((around, _))) => place = around,
            (None, None) => return None,
        }
    }
}
