//! Text inside a message of SARIF, where `[words](target)` is a link and `{0}` a placeholder.

use crate::render::safe::safe;

/// `text` as one line of a message. A backslash parts what would be a link. A placeholder has its
/// braces doubled, as SARIF 2.1.0 asks for (3.11.5); other braces stay, because many viewers show
/// doubled ones as they are.
#[must_use]
pub fn sarif_text(text: &str) -> String {
    let text = safe(text).replace("](", "]\\(");
    let mut message = String::with_capacity(text.len() + 16);
    let mut rest = text.as_str();
    while let Some((before, behind)) = rest.split_once('{') {
        message.push_str(before);
        let inner = behind.trim_start_matches(|char: char| char.is_ascii_digit());
        match inner.strip_prefix('}') {
            Some(after) if inner.len() < behind.len() => {
                let digits = behind.get(..behind.len() - inner.len());
                message.push_str("{{");
                message.push_str(digits.unwrap_or_default());
                message.push_str("}}");
                rest = after;
            }
            _ => {
                message.push('{');
                rest = behind;
            }
        }
    }
    message.push_str(rest);
    message
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_a_link_or_a_placeholder() {
        for (text, message) in [
            (
                "[click](https://example.com)",
                "[click]\\(https://example.com)",
            ),
            ("write {0} or {12}", "write {{0}} or {{12}}"),
            ("{id: a, at: {1}} {", "{id: a, at: {{1}}} {"),
            ("{} {a}", "{} {a}"),
            ("a\nb \u{202e}", "a b \\u{202e}"),
        ] {
            assert_eq!(sarif_text(text), message);
        }
    }
}
