//! What holds for any text.

use std::borrow::Cow;

use proptest::prelude::*;
use serde_json::{Value, json};

use super::indented;
use crate::render::safe::{SafeLine, cleaned, deceives, dot_string, markdown, mermaid_label, safe};

/// Text that is full of what the functions look for.
fn any_text() -> impl Strategy<Value = String> {
    let pieces = prop_oneof![
        any::<char>().prop_map(String::from),
        "[ -~]{1,4}",
        prop::sample::select(vec![
            "##[",
            "::",
            "#",
            ":",
            " ",
            "\n",
            "\r\n",
            "\r",
            "\t",
            "\x1b[",
            "\u{202e}",
            "\u{e0041}",
            "\u{200b}",
            "\u{200d}",
            "\\",
            "\"",
            "|",
            "@",
            "&amp;",
            "%%",
            "-->",
            "<!--",
            "www.",
        ])
        .prop_map(str::to_owned),
    ];
    prop::collection::vec(pieces, 0..16).prop_map(|pieces| pieces.concat())
}

/// The text that a reader of Markdown sees, where nothing in it is markup.
fn read_markdown(markdown: &str) -> String {
    let plain = markdown
        .replace("<!-- -->", "")
        .replace("<span>", "")
        .replace("</span>", "");
    assert!(!plain.contains(['<', '>', '|']), "{markdown}");
    let mut read = String::new();
    let mut chars = plain.chars();
    while let Some(char) = chars.next() {
        match char {
            '\\' => read.push(chars.next().unwrap()),
            '`' | '*' | '_' | '[' | ']' | '#' | '~' => panic!("{char} is left in {markdown}"),
            '&' => {
                let entity: String = chars.by_ref().take_while(|char| *char != ';').collect();
                read.push(match entity.as_str() {
                    "lt" => '<',
                    "gt" => '>',
                    "amp" => '&',
                    "#124" => '|',
                    _ => panic!("&{entity}; in {markdown}"),
                });
            }
            _ => read.push(char),
        }
    }
    read
}

/// The text that Mermaid shows for a label.
fn read_mermaid(label: &str) -> String {
    let mut read = String::new();
    let mut chars = label.chars();
    while let Some(char) = chars.next() {
        assert!(!"\"<>&;[]{}`*_~|\\".contains(char), "{char} in {label}");
        if char != '#' {
            read.push(char);
            continue;
        }
        let code: String = chars.by_ref().take_while(|char| *char != ';').collect();
        read.push(match code.as_str() {
            "quot" => '"',
            "lt" => '<',
            "gt" => '>',
            "amp" => '&',
            number => char::from_u32(number.parse().unwrap()).unwrap(),
        });
    }
    read
}

/// The text that Graphviz shows for a string.
fn read_dot(string: &str) -> String {
    let mut read = String::new();
    let mut chars = string.chars();
    while let Some(char) = chars.next() {
        assert_ne!(char, '"', "{string}");
        read.push(match char {
            '\\' => chars.next().unwrap(),
            _ => char,
        });
    }
    read.replace("&#35;", "#").replace("&amp;", "&")
}

proptest! {
    #[test]
    fn safe_text_holds_nothing_that_acts(text in any_text()) {
        let once = safe(&text);
        prop_assert!(!once.contains(deceives), "{once:?}");
        prop_assert!(!once.contains("##["));
        prop_assert!(!once.trim_start().starts_with("::"));
        prop_assert!(matches!(safe(&once), Cow::Borrowed(_)), "not the same when made safe again");
    }

    #[test]
    fn offsets_stay_in_order_and_on_characters(text in any_text()) {
        let line = SafeLine::new(&text);
        prop_assert_eq!(&*line.text, &*safe(&text));
        let mut last = line.offset(0);
        for old in 0..=text.len() + 2 {
            let new = line.offset(old);
            prop_assert!(last <= new && line.text.is_char_boundary(new));
            last = new;
        }
        prop_assert_eq!(line.offset(text.len()), line.text.len());
        for (start, char) in text.char_indices().filter(|(_, char)| !char.is_control() && !deceives(*char)) {
            prop_assert_eq!(line.text[line.offset(start)..].chars().next(), Some(char));
        }
    }

    #[test]
    fn every_escaping_reads_back_as_the_cleaned_text(text in any_text()) {
        let clean = cleaned(&text);
        prop_assert_eq!(read_markdown(&markdown(&text)), clean.trim());
        prop_assert_eq!(read_mermaid(&mermaid_label(&text)), clean.trim());
        prop_assert_eq!(read_dot(&dot_string(&text)), clean);
        prop_assert!(!mermaid_label(&text).contains("%%"));
        for output in [markdown(&text), mermaid_label(&text), dot_string(&text)] {
            prop_assert!(!output.contains(deceives) && !output.contains("##["), "{output:?}");
        }
    }

    #[test]
    fn json_reads_back_and_holds_nothing_that_acts(text in any_text()) {
        let value = json!({ &text: [&text, 1] });
        let written = indented(&value);
        prop_assert!(!written.contains(|char| deceives(char) && char != '\n'), "{written:?}");
        prop_assert!(!written.contains("##["));
        prop_assert_eq!(serde_json::from_str::<Value>(&written).unwrap(), value);
    }
}
