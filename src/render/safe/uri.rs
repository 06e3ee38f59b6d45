//! Paths as relative references of RFC 3986.

use std::fmt::Write as _;

/// `path`, with `/` between its parts, as a relative reference: every byte but the unreserved ones
/// is percent-encoded, a colon too, which in the first part would end a scheme.
#[must_use]
pub fn relative_uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len() + 16);
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(char::from(byte));
            }
            // Writing to a string cannot fail.
            _ => drop(write!(uri, "%{byte:02X}")),
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_unreserved_stays() {
        for (path, uri) in [
            ("okrs/teams/a_b-c.d~/x.yaml", "okrs/teams/a_b-c.d~/x.yaml"),
            ("a b#c%d?e.yaml", "a%20b%23c%25d%3Fe.yaml"),
            ("::error::x", "%3A%3Aerror%3A%3Ax"),
            ("目.yaml", "%E7%9B%AE.yaml"),
            ("\u{fffd}\u{1b}\n\\", "%EF%BF%BD%1B%0A%5C"),
        ] {
            assert_eq!(relative_uri(path), uri);
        }
    }
}
