//! Where every kind of node stands.

use super::{find, sliced};
use crate::parse::yaml::{Kind, Style, read};

/// A text, a path into it, what stands at that node, and what it says (nothing: it is no text).
const NODES: &[(&str, &str, &str, Option<&str>)] = &[
    ("a: b c # d\n", "a", "b c", Some("b c")),
    ("a: 'it''s'\n", "a", "'it''s'", Some("it's")),
    ("a: \"b\\tc\"\n", "a", "\"b\\tc\"", Some("b\tc")),
    ("a: b\n  c\n\nd: e\n", "a", "b\n  c", Some("b c")),
    ("a: \"b\r\n  c\"\r\n", "a", "\"b\r\n  c\"", Some("b c")),
    (
        "a: |\n  b\n   c\n\n# d\ne: f\n",
        "a",
        "|\n  b\n   c",
        Some("b\n c\n"),
    ),
    (
        "a: >-  # x | y\n\n  b\n  c\nd: e\n",
        "a",
        ">-  # x | y\n\n  b\n  c",
        Some("\nb c"),
    ),
    (
        "a: |\r\n  b\r\n  c\r\nd: e\r\n",
        "a",
        "|\r\n  b\r\n  c",
        Some("b\nc\n"),
    ),
    ("a: >5\nb: c\n", "a", ">5", Some("")),
    ("a: |\n", "a", "|", Some("")),
    (
        "- x\n-\n  # c | d\n  |\n  y\n- z\n",
        "#1",
        "|\n  y",
        Some("y\n"),
    ),
    ("a:\nb: c\n", "a", "", None),
    ("a: # x\nb: c\n", "a", "", None),
    ("a: ~\n", "a", "~", Some("~")),
    ("a: \"\"\n", "a", "\"\"", Some("")),
    ("a: [b, 'c', ]\n", "a", "[b, 'c', ]", None),
    ("a: [b, 'c', ]\n", "a/#1", "'c'", Some("c")),
    ("a: {b: c, d}\n", "a", "{b: c, d}", None),
    ("a: {b: c, d}\n", "a/b", "c", Some("c")),
    ("a: {b: c, d}\n", "a/d", "", None),
    ("a:\n- b\n- c: d\n\n# x\n\ne: f\n", "a", "b\n- c: d", None),
    (
        "a:\n- b\n- c: d\n  g: h\n\ne: f\n",
        "a/#1",
        "c: d\n  g: h",
        None,
    ),
    ("a:\n  - b\n  - c\n\n\n", "a", "- b\n  - c", None),
    (
        "a:\n  b:\n    c: [d]\n\ne: f\n",
        "a",
        "b:\n    c: [d]",
        None,
    ),
    (
        "ключ: значение # x\n目標: ¡olé!\n",
        "目標",
        "¡olé!",
        Some("¡olé!"),
    ),
    ("\u{feff}a: b\n", "a", "b", Some("b")),
    ("a: b", "", "a: b", None),
];

#[test]
fn nodes_stand_where_they_are_written() {
    for (text, path, there, says) in NODES {
        let (tree, problems) = read(text.as_bytes());
        assert!(problems.is_empty(), "{text:?}: {problems:?}");
        let node = find(&tree, path);
        let written = sliced(&tree, node.span());
        // A list starts at its first item or at its dash: both are fine, its end is not free.
        assert!(
            written == *there || written == there.trim_start_matches("- "),
            "{text:?} at {path}: {written:?}"
        );
        assert_eq!(node.as_str(), *says, "{text:?} at {path}");
    }
}

#[test]
fn an_empty_value_stands_behind_its_colon() {
    let (tree, _) = read("a :  # x\n\nb:\n- \n- c\n".as_bytes());
    let empty = find(&tree, "a");
    assert_eq!(empty.kind(), Kind::Empty);
    assert_eq!((empty.span().start, empty.span().end), (3, 3));
    assert_eq!(find(&tree, "b/#0").kind(), Kind::Empty);
    assert_eq!(find(&tree, "b/#1").as_str(), Some("c"));
}

#[test]
fn styles_are_told_apart() {
    let (tree, _) = read("- a\n- 'b'\n- \"c\"\n- |\n d\n- >\n e\n".as_bytes());
    let styles: Vec<Style> = tree
        .roots()
        .flat_map(|root| root.items())
        .map(|item| match item.kind() {
            Kind::Scalar { style, .. } => style,
            other => panic!("{other:?}"),
        })
        .collect();
    use Style::{Double, Folded, Literal, Plain, Single};
    assert_eq!(styles, [Plain, Single, Double, Literal, Folded]);
}

#[test]
fn documents_and_comments() {
    let text = "# a\r\nb: c # d\r\n---\n  # e\nf: g\n...\n# h";
    let (tree, problems) = read(text.as_bytes());
    assert!(problems.is_empty());
    let markers: Vec<_> = tree.documents.iter().map(|root| root.marker).collect();
    assert_eq!(markers[0], None);
    assert_eq!(sliced(&tree, markers[1].unwrap()), "---");
    assert_eq!(tree.documents[1].node(&tree).pairs().count(), 1);
    let comments: Vec<_> = tree
        .comments
        .iter()
        .map(|comment| {
            (
                sliced(&tree, comment.span),
                &*comment.text,
                comment.own_line,
            )
        })
        .collect();
    assert_eq!(
        comments,
        [
            ("# a", " a", true),
            ("# d", " d", false),
            ("# e", " e", true),
            ("# h", " h", true)
        ]
    );
    assert!(read(b"# only\n").0.documents.is_empty());
    assert_eq!(read(b"---\n---\na: b\n").0.documents.len(), 2);
}

#[test]
fn bytes_that_are_no_text() {
    for (bytes, words, at) in [
        (&b"a: b\nc: \xff\n"[..], "line 2", 8),
        (b"\xff\xfea\0:\0 \0b\0", "UTF-16", 0),
        (b"a\0:\0 \0b\0", "UTF-16", 1),
        (b"a: b\nlong enough: x\0y\n", "NUL", 19),
    ] {
        let (tree, problems) = read(bytes);
        assert_eq!(problems.len(), 1);
        assert!(problems[0].message.contains(words), "{problems:?}");
        assert!(problems[0].help.is_some());
        assert_eq!(problems[0].span.start, at);
        assert!(problems[0].span.range().end <= tree.text.len());
        assert!(tree.broken && tree.documents.is_empty());
    }
}
