//! Text inside a workflow command of GitHub: `::error file=a.yaml,line=1::message`.

use crate::render::safe::safe;

/// `text` as the message of a command, with the escapes that GitHub's own toolkit writes for a
/// percent sign and for line ends, which come back as such in the annotation. What else could act on
/// a log is made visible.
#[must_use]
pub fn github_data(text: &str) -> String {
    let escaped = text
        .replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A");
    safe(&escaped).into_owned()
}

/// `text` as a property of a command, in which also a colon and a comma would end it.
#[must_use]
pub fn github_property(text: &str) -> String {
    github_data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_ends_a_command_or_begins_another() {
        for (text, data, property) in [
            ("plain", "plain", "plain"),
            ("5% of a\r\nb", "5%25 of a%0D%0Ab", "5%25 of a%0D%0Ab"),
            ("%0A%25", "%250A%2525", "%250A%2525"),
            ("a: b, c", "a: b, c", "a%3A b%2C c"),
            ("::error::x", ":\\:error::x", "%3A\\%3Aerror%3A%3Ax"),
            ("\n::error::x", "%0A::error::x", "%0A%3A%3Aerror%3A%3Ax"),
            ("a ##[group]", "a #\\#[group]", "a #\\#[group]"),
            (
                "\u{1b}[0m\u{202e}",
                "\\x1b[0m\\u{202e}",
                "\\x1b[0m\\u{202e}",
            ),
            ("二つ", "二つ", "二つ"),
        ] {
            assert_eq!(github_data(text), data, "{text:?}");
            assert_eq!(github_property(text), property, "{text:?}");
        }
    }
}
