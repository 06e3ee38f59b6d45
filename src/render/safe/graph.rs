//! Text inside the quotes of the two graph languages, Mermaid and DOT. Neither adds the quotes.

use std::fmt::Write as _;

use crate::render::safe::{cleaned, names_command};

/// `text` for a label in double quotes in a Mermaid flowchart. What Mermaid could take for its own
/// syntax, for Markdown or for HTML becomes an entity code (`#quot;`, `#35;`), which it shows as
/// the character; the codes are those of the chapter on special characters of its flowchart syntax.
#[must_use]
pub fn mermaid_label(text: &str) -> String {
    let text = cleaned(text);
    let text = text.trim();
    let list = list_marker(text);
    let mut label = String::with_capacity(text.len());
    let mut last = None;
    for (start, char) in text.char_indices() {
        let next = text
            .get(start + char.len_utf8()..)
            .and_then(|rest| rest.chars().next());
        let doubled = last == Some(char) || next == Some(char);
        match char {
            '"' => label.push_str("#quot;"),
            '<' => label.push_str("#lt;"),
            '>' => label.push_str("#gt;"),
            '&' => label.push_str("#amp;"),
            '#' | ';' | '[' | ']' | '{' | '}' | '`' | '*' | '_' | '~' | '|' | '\\' => {
                code(&mut label, char);
            }
            // `%%` begins a comment, `$$` a formula, `://` a link, `::` a class.
            '%' | '$' | ':' if doubled => code(&mut label, char),
            ':' if next == Some('/') => code(&mut label, char),
            _ if list == Some(start) => code(&mut label, char),
            _ => label.push(char),
        }
        last = Some(char);
    }
    label
}

/// The character as an entity code of Mermaid.
fn code(label: &mut String, char: char) {
    // Writing to a string cannot fail.
    let _ = write!(label, "#{};", u32::from(char));
}

/// Where the sign stands that makes the text a list item for Markdown: labels are read as Markdown,
/// and a list is refused there.
pub(super) fn list_marker(text: &str) -> Option<usize> {
    let digits = text.len()
        - text
            .trim_start_matches(|char: char| char.is_ascii_digit())
            .len();
    let mut rest = text.get(digits..)?.chars();
    let marker = rest.next()?;
    let after = rest.next().unwrap_or(' ');
    match (digits, marker) {
        (0, '-') if after == '-' => Some(0), // a line across, or one under a heading
        (0, '-' | '+' | '*') | (1.., '.' | ')') => after.is_whitespace().then_some(digits),
        _ => None,
    }
}

/// `text` for a string in double quotes in DOT: no quote ends it, no backslash starts an escape
/// (`\N`, `\l`), no `&` an entity. A record label would also need its `{`, `|` and `}` escaped.
#[must_use]
pub fn dot_string(text: &str) -> String {
    let text = cleaned(text);
    let mut string = String::with_capacity(text.len());
    for (start, char) in text.char_indices() {
        match char {
            '"' => string.push_str("\\\""),
            '\\' => string.push_str("\\\\"),
            '&' => string.push_str("&amp;"),
            // Graphviz shows the entity as the sign, and a runner sees no command.
            '#' if names_command(text.get(start + 1..)) => string.push_str("&#35;"),
            _ => string.push(char),
        }
    }
    string
}
