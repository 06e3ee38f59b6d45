//! What is valid YAML and yet not meant: cut texts, empty blocks; and lines in quotes.

use super::{find, sliced};
use crate::parse::yaml::{comment_cut, quoted_line, read};
use crate::source::Span;

#[test]
fn comments_that_cut_a_text() {
    for (value, line) in [
        ("Calls, # per week", Some("title: \"Calls, # per week\"")),
        (
            "Calls and # of mails",
            Some("title: \"Calls and # of mails\""),
        ),
        ("Be the # one", Some("title: \"Be the # one\"")),
        ("Reach #1 in Europe", Some("title: \"Reach #1 in Europe\"")),
        ("Write in #calls", Some("title: \"Write in #calls\"")),
        ("#1 in Europe", Some("title: \"#1 in Europe\"")),
        (
            "Grow (by # of seats)",
            Some("title: \"Grow (by # of seats)\""),
        ),
        ("A \"b # c\"", Some("title: 'A \"b # c\"'")),
        ("Mails & # of calls", Some("title: \"Mails & # of calls\"")),
        ("Grow # agreed in May", None),
        ("Grow #", None),
        ("Grow ##", None),
        ("# to be done", None),
        ("Calls, # okr: ignore[comment-in-text] fine", None),
        ("Calls #okr: ignore[a] b", None),
        ("'Calls,' # per week", None),
        ("[Calls, # per week\n  x]", None),
    ] {
        let text = format!("a: b\ntitle: {value}\n");
        let (tree, problems) = read(text.as_bytes());
        assert!(problems.is_empty(), "{problems:?}");
        let cut = comment_cut(&tree, find(&tree, "title"));
        assert_eq!(cut.as_ref().map(|cut| cut.line.as_str()), line, "{value}");
        if let Some(cut) = cut {
            assert_eq!(sliced(&tree, cut.whole), value);
        }
    }
}

#[test]
fn lines_in_quotes() {
    for (value, line) in [
        ("[a, b]", "\"[a, b]\""),
        ("say \"hi\"", "'say \"hi\"'"),
        ("a\\b", "'a\\b'"),
        ("it's \"x\"", "\"it's \\\"x\\\"\""),
        ("it's a\\b", "\"it's a\\\\b\""),
        ("\"a\" and \"b\"", "'\"a\" and \"b\"'"),
        ("\"open", "\"open\""),
        ("a\n    b", "\"a b\""),
        ("a\tb", "\"a\\tb\""),
    ] {
        let text = format!("x: y\n  - title: {value} # z\n");
        let at = text.find(value).unwrap();
        let shown = quoted_line(&text, Span::new(at, at + value.len()));
        assert_eq!(shown, format!("- title: {line} # z"));
    }
    // A span that does not fit the text gives something, whatever it is.
    let _ = quoted_line("ü", Span::new(1, 9));
}
