//! One line of YAML taken apart by eye, the way its writer sees it: indentation, dashes, key, value,
//! comment. It serves explanations of what the scanner could not read, never the reading itself.

use crate::source::Span;

/// A line in parts. All are offsets into the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Line {
    /// The first byte.
    pub start: usize,
    /// Just before the line break.
    pub end: usize,
    /// The first byte that is not white space.
    pub content: usize,
    /// The first byte after the dashes of list items.
    pub body: usize,
    /// The key with its quotes.
    pub key: Option<Span>,
    /// What stands behind the key's colon, or all of the body where there is no key; without
    /// trailing white space and comment. Empty where nothing stands there.
    pub value: Span,
}

impl Line {
    /// The line that holds `at`.
    pub fn at(text: &str, at: usize) -> Self {
        let at = floor(text, at);
        let start = text
            .get(..at)
            .and_then(|before| before.rfind('\n'))
            .map_or(0, |newline| newline + 1);
        let end = text
            .get(at..)
            .and_then(|rest| rest.find('\n'))
            .map_or(text.len(), |length| at + length);
        let end = trim_end(text, start, end);
        let start = if start == 0 && text.starts_with('\u{feff}') {
            '\u{feff}'.len_utf8().min(end)
        } else {
            start
        };
        let content = skip_blanks(text, start, end);
        let body = skip_dashes(text, content, end);
        let colon = key_colon(text, body, end);
        let from = skip_blanks(text, colon.map_or(body, |(_, after)| after), end);
        Self {
            start,
            end,
            content,
            body,
            key: colon.map(|(key_end, _)| Span::new(body, key_end)),
            value: Span::new(from, value_end(text, from, end)),
        }
    }

    /// The line after this one.
    pub fn next(&self, text: &str) -> Option<Self> {
        let newline = text.get(self.end..)?.find('\n')?;
        Some(Self::at(text, self.end + newline + 1))
    }

    /// The line before this one.
    pub fn previous(&self, text: &str) -> Option<Self> {
        // The first line may start behind a byte-order mark rather than at 0.
        let above = Self::at(text, self.start.checked_sub(1)?);
        (above.start < self.start).then_some(above)
    }

    /// Whether it says nothing: blank, or a comment.
    pub fn is_silent(&self, text: &str) -> bool {
        self.content >= self.end || text.as_bytes().get(self.content) == Some(&b'#')
    }

    /// Whether it starts with the dash of a list item.
    pub const fn is_item(&self) -> bool {
        self.body > self.content
    }

    /// How far it is indented, in bytes (indentation is ASCII).
    pub const fn indent(&self) -> usize {
        self.content.saturating_sub(self.start)
    }

    /// All of the line that says something, without trailing comment.
    pub fn whole(&self) -> Span {
        Span::new(
            self.content,
            (self.value.end as usize).max(
                self.key
                    .map_or(self.content, |key| (key.end as usize + 1).min(self.end)),
            ),
        )
    }
}

/// The greatest place where a character starts that is not behind `at`.
pub(super) fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Whether a comment after `before` is likely the rest of that text: the text stops in the middle
/// of something, or the `#` belongs to what follows as in `#1`. `after` is what stands behind the
/// `#`.
pub(super) fn reads_on(before: &str, after: &str) -> bool {
    if after.trim_start().starts_with("okr:") {
        return false;
    }
    let glued = after
        .chars()
        .next()
        .is_some_and(|next| !next.is_whitespace() && !"#-=*!~+_<>|".contains(next));
    glued || (!before.is_empty() && is_unfinished(before))
}

/// Words after which a text is not at its end.
const UNFINISHED: [&str; 11] = [
    "and", "or", "the", "of", "for", "to", "in", "with", "number", "no", "no.",
];

fn is_unfinished(text: &str) -> bool {
    let last = text.split_whitespace().next_back().unwrap_or_default();
    text.ends_with([',', ';', '(', '/', '&', '-'])
        || UNFINISHED
            .iter()
            .any(|word| last.eq_ignore_ascii_case(word))
        || text.matches('(').count() > text.matches(')').count()
        || text.matches('[').count() > text.matches(']').count()
        || text.matches('{').count() > text.matches('}').count()
        || text.matches('"').count() % 2 == 1
        || text.matches('“').count() > text.matches('”').count()
}

/// The byte after the quote that closes the one at `open`; nothing where none does before `end`.
pub(super) fn closing_quote(text: &str, open: usize, end: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let quote = *bytes.get(open)?;
    let mut at = open + 1;
    while at < end {
        match bytes.get(at) {
            Some(b'\\') if quote == b'"' => at += 1,
            Some(byte) if *byte == quote => {
                if quote == b'"' || bytes.get(at + 1) != Some(&b'\'') {
                    return Some(at + 1);
                }
                at += 1;
            }
            _ => {}
        }
        at += 1;
    }
    None
}

/// Whether a text that starts with this byte is quoted.
pub(super) const fn is_quote(byte: u8) -> bool {
    matches!(byte, b'"' | b'\'')
}

pub(super) fn skip_blanks(text: &str, from: usize, end: usize) -> usize {
    let bytes = text.as_bytes().get(from..end).unwrap_or_default();
    let blanks = bytes
        .iter()
        .take_while(|byte| matches!(byte, b' ' | b'\t'))
        .count();
    from + blanks
}

fn trim_end(text: &str, start: usize, end: usize) -> usize {
    let part = text.get(start..end).unwrap_or_default();
    start + part.trim_end_matches([' ', '\t', '\r']).len()
}

fn skip_dashes(text: &str, content: usize, end: usize) -> usize {
    let bytes = text.as_bytes();
    let mut at = content;
    while at < end && bytes.get(at) == Some(&b'-') {
        let next = skip_blanks(text, at + 1, end);
        if next == at + 1 && next < end {
            break;
        }
        at = next;
    }
    at
}

/// The end of the key and the byte after its colon.
fn key_colon(text: &str, body: usize, end: usize) -> Option<(usize, usize)> {
    let bytes = text.as_bytes();
    let first = *bytes.get(body).filter(|_| body < end)?;
    let colon = match first {
        b'#' | b'[' | b'{' => return None,
        _ if is_quote(first) => {
            let after = skip_blanks(text, closing_quote(text, body, end)?, end);
            (after < end && bytes.get(after) == Some(&b':')).then_some(after)?
        }
        _ => plain_colon(bytes, body, end)?,
    };
    let key_end = trim_end(text, body, colon);
    Some((key_end, colon + 1))
}

/// The first colon that ends a plain key, not behind a comment.
fn plain_colon(bytes: &[u8], body: usize, end: usize) -> Option<usize> {
    for at in body..end {
        let next = bytes.get(at + 1).filter(|_| at + 1 < end);
        match bytes.get(at)? {
            b':' if matches!(next, None | Some(b' ' | b'\t')) => return Some(at),
            b' ' | b'\t' if next == Some(&b'#') => return None,
            _ => {}
        }
    }
    None
}

/// Where the value that starts at `from` ends: at the line's end, or before a comment that does not
/// read like a part of it.
fn value_end(text: &str, from: usize, end: usize) -> usize {
    let bytes = text.as_bytes();
    let quoted = bytes.get(from).is_some_and(|byte| is_quote(*byte));
    let search = if quoted {
        closing_quote(text, from, end).unwrap_or(from)
    } else {
        from
    };
    // A line with more comment signs than this is no prose; the limit keeps the time linear.
    let signs = (search..end).filter(|at| bytes.get(*at) == Some(&b'#'));
    for at in signs.take(8) {
        let spaced = at == from || matches!(bytes.get(at - 1), Some(b' ' | b'\t'));
        let before = trim_end(text, from, at);
        let words = text.get(from..before).unwrap_or_default();
        let comment = text.get(at + 1..end).unwrap_or_default();
        if spaced && (quoted || !reads_on(words, comment)) {
            return before;
        }
    }
    end
}
