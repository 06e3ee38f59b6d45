//! Text inside XML 1.0: between tags, or in an attribute between double quotes.

use std::fmt::Write as _;

use crate::render::safe::safe;

/// `text` as one line for XML. What XML forbids even as a reference, such as most control
/// characters, is made visible as in every other format.
#[must_use]
pub fn xml(text: &str) -> String {
    let line = safe(text);
    let mut xml = String::with_capacity(line.len() + 16);
    for char in line.chars() {
        match char {
            '&' => xml.push_str("&amp;"),
            '<' => xml.push_str("&lt;"),
            '>' => xml.push_str("&gt;"),
            '"' => xml.push_str("&quot;"),
            // Writing to a string cannot fail.
            '\u{fffe}' | '\u{ffff}' => drop(write!(xml, "\\u{{{:x}}}", u32::from(char))),
            _ => xml.push(char),
        }
    }
    xml
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn nothing_is_markup() {
        for (text, safe) in [
            (
                "a < b & \"c\" > 'd'",
                "a &lt; b &amp; &quot;c&quot; &gt; 'd'",
            ),
            ("]]>", "]]&gt;"),
            ("&amp;", "&amp;amp;"),
            ("<!-- -->", "&lt;!-- --&gt;"),
            ("a\nb\tc", "a b c"),
            ("\0\u{1b}\u{202e}", "\\x00\\x1b\\u{202e}"),
            ("\u{fffe}\u{ffff}", "\\u{fffe}\\u{ffff}"),
            ("目標 🦆", "目標 🦆"),
        ] {
            assert_eq!(xml(text), safe, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn every_text_makes_well_formed_xml(text in any::<String>()) {
            let document = format!("<a b=\"{0}\">{0}</a>", xml(&text));
            prop_assert!(roxmltree::Document::parse(&document).is_ok(), "{:?}", document);
        }
    }
}
