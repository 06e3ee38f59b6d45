//! Text inside Markdown as GitHub and GitLab read it: a table's cell, or a piece of a paragraph.

use crate::render::safe::{cleaned, graph::list_marker};

/// `text` as it stands, for a place inside a line of Markdown. Nothing in it becomes markup, HTML, a
/// link, a mention, a reference, a formula or a command, wherever in the line it is put; white space
/// at both ends is dropped, because four spaces or two would mean something.
///
/// Mentions and references are looked for after backslashes and entities have been read, so that
/// only a tag between the sign and what follows keeps them apart: an empty comment, which both
/// GitHub and GitLab drop. For a dollar sign GitHub's guide to formulas asks for a `span`.
#[must_use]
pub fn markdown(text: &str) -> String {
    let text = cleaned(text);
    let text = text.trim();
    let list = list_marker(text);
    let mut out = String::with_capacity(text.len() + 16);
    for (start, char) in text.char_indices() {
        let rest = text.get(start + char.len_utf8()..).unwrap_or_default();
        let opens_line = start == 0 && matches!(char, '=' | '/' | ':');
        match char {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            // A backslash before a pipe counts differently inside and outside of a table.
            '|' => out.push_str("&#124;"),
            '$' => out.push_str("<span>$</span>"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '{' | '}' | '~' | '#' | '!' => {
                out.push('\\');
                out.push(char);
            }
            _ if opens_line || list == Some(start) => {
                out.push('\\');
                out.push(char);
            }
            _ => out.push(char),
        }
        if splits(char, text.get(..start).unwrap_or_default(), rest) {
            out.push_str("<!-- -->");
        }
    }
    out
}

/// Whether `char` and what follows would be taken for a mention, a reference, a link or an emoji.
fn splits(char: char, before: &str, rest: &str) -> bool {
    let next = rest.chars().next();
    let word = next.is_some_and(|next| next.is_alphanumeric() || matches!(next, '"' | '_' | '-'));
    let digit = next.is_some_and(|next| next.is_ascii_digit());
    match char {
        // Mentions and e-mail addresses; at the end, because a name may follow.
        '@' => true,
        // Issues, merge requests, labels, milestones.
        '#' | '!' | '~' => word,
        '%' => word && !before.ends_with(char::is_alphanumeric),
        // Epics; `GH-12`.
        '&' => digit,
        '-' => digit && ends_with_word(before, "gh"),
        '.' => ends_with_word(before, "www"),
        ':' => rest.starts_with("//") || is_emoji(rest),
        // The marks of a change inside a line, as `{+new+}`.
        '{' | '[' => matches!(next, Some('+' | '-')),
        _ => false,
    }
}

/// Whether `word` in any case stands at the end of `text`, not as the end of a longer word.
fn ends_with_word(text: &str, word: &str) -> bool {
    let Some((start, end)) = text
        .len()
        .checked_sub(word.len())
        .and_then(|at| text.split_at_checked(at))
    else {
        return false;
    };
    end.eq_ignore_ascii_case(word) && !start.ends_with(char::is_alphanumeric)
}

/// Whether the text after a colon makes it the name of an emoji, as `+1:`.
fn is_emoji(rest: &str) -> bool {
    let name = rest.trim_start_matches(|char: char| {
        char.is_ascii_alphanumeric() || matches!(char, '_' | '+' | '-')
    });
    name.len() < rest.len() && name.starts_with(':')
}
