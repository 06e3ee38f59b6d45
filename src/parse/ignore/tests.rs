#![allow(clippy::unwrap_used)]

use super::{Cover, ignores};
use crate::parse::yaml::read;
use crate::source::Span;

/// What each ignore of a text covers: `*` for the file, else the text.
fn covered(text: &str) -> Vec<String> {
    let (tree, _) = read(text.as_bytes());
    let (ignores, problems) = ignores(&tree);
    assert!(problems.is_empty(), "{problems:?}");
    ignores
        .iter()
        .map(|ignore| match ignore.covers {
            Cover::File => "*".to_owned(),
            Cover::Span(span) => span.slice(&tree.text).to_owned(),
        })
        .collect()
}

#[test]
fn an_ignore_covers_its_line_or_its_node() {
    for (text, part) in [
        (
            "a: b\nc: d # okr: ignore[x] y\ne: f\n",
            "c: d # okr: ignore[x] y",
        ),
        ("k: # okr: ignore[x] y\n  - a\n", "k: # okr: ignore[x] y"),
        (
            "k:\n  - a: b # okr: ignore[x] y\n    c: d\n",
            "  - a: b # okr: ignore[x] y",
        ),
        ("# okr: ignore[x] y\na: b\nc: d\n", "a: b"),
        (
            "# okr: ignore[x] y\nk:\n  - a\n  - b: c\n\ne: f\n",
            "k:\n  - a\n  - b: c",
        ),
        (
            "k:\n  # okr: ignore[x] y\n  - a: b\n    c: d\n  - e\n",
            "- a: b\n    c: d",
        ),
        (
            "k:\n# okr: ignore[x] y\n- a: b\n  c: d\n- e\n",
            "- a: b\n  c: d",
        ),
        (
            "k:\n  # okr: ignore[x] y\n  # more\n\n  - a\n  - e\n",
            "- a",
        ),
        (
            "k:\n  # okr: ignore[x] y\n  - - a\n    - b\n  - e\n",
            "- - a\n    - b",
        ),
        ("k:\n  - a: b\n    # okr: ignore[x] y\n    c: d\n", "c: d"),
        ("k: [\n  # okr: ignore[x] y\n  a, b]\n", "a"),
        ("a: b\n# okr: ignore[x] y\n", "# okr: ignore[x] y"),
        ("a: b # okr: ignore-file[x] y\n", "*"),
        ("# okr: ignore-file[x] y\na: b\n", "*"),
        ("#okr:ignore[x] y\r\na: b\r\nc: d\r\n", "a: b"),
    ] {
        assert_eq!(covered(text), [part], "{text:?}");
    }
}

#[test]
fn two_ignores_above_one_key_cover_the_same() {
    let text = "# okr: ignore[x] y\n# okr: ignore[z] w\na: b\n# okr: ignore[v] u\nc: d\n";
    assert_eq!(covered(text), ["a: b", "a: b", "c: d"]);
}

#[test]
fn rules_and_reason_are_spanned() {
    let text = "a: b # okr: ignore[one,  two-three ]  agreed in May \n";
    let (tree, _) = read(text.as_bytes());
    let (ignores, _) = ignores(&tree);
    let ignore = &ignores[0];
    let rules: Vec<_> = ignore.rules.iter().map(|rule| &*rule.value).collect();
    assert_eq!(rules, ["one", "two-three"]);
    let spans: Vec<_> = ignore
        .rules
        .iter()
        .map(|rule| rule.span.slice(text))
        .collect();
    assert_eq!(spans, rules);
    assert_eq!(ignore.reason, "agreed in May");
    assert!(ignore.comment.slice(text).starts_with("# okr:"));
}

#[test]
fn a_finding_is_covered_where_it_starts() {
    let cover = Cover::Span(Span::new(5, 9));
    assert!(cover.covers(Span::new(5, 20)));
    assert!(cover.covers(Span::at(9)));
    assert!(!cover.covers(Span::new(0, 6)));
    assert!(!cover.covers(Span::at(10)));
    assert!(Cover::File.covers(Span::at(10)));
}

#[test]
fn malformed_ignores_say_what_to_write() {
    for (comment, message, help) in [
        ("# okr: ignore", "in brackets", "# okr: ignore[rule-name]"),
        (
            "# okr: ignore everything",
            "in brackets",
            "# okr: ignore[rule-name]",
        ),
        (
            "# okr: ignore[] why",
            "names no rule",
            "# okr: ignore[rule-name]",
        ),
        (
            "# okr: ignore[a, ] why",
            "names no rule",
            "# okr: ignore[rule-name]",
        ),
        (
            "# okr: ignore[a b] why",
            "`a b` is no rule name",
            "first-rule, second-rule",
        ),
        (
            "# okr: ignore[a",
            "never closed",
            "# okr: ignore[rule-name]",
        ),
        ("# okr: ignore[a]", "no reason", "behind the bracket"),
        (
            "# okr: ignore-file",
            "in brackets",
            "# okr: ignore-file[rule-name]",
        ),
        ("# okr: ignor[a] why", "`ignor`", "did you mean `ignore`?"),
        (
            "# okr: ignore_file[a] why",
            "`ignore_file`",
            "did you mean `ignore-file`?",
        ),
        ("# okr: Ignore[a] why", "`Ignore`", "did you mean `ignore`?"),
        ("# okr: our goals", "`our`", "another word"),
        ("# okr:", "says nothing", "another word"),
    ] {
        let text = format!("a: b {comment}\n");
        let (tree, _) = read(text.as_bytes());
        let (ignores, problems) = ignores(&tree);
        assert!(ignores.is_empty(), "{comment}");
        assert_eq!(problems.len(), 1, "{comment}");
        assert_eq!(problems[0].rule, "malformed-ignore");
        assert!(problems[0].message.contains(message), "{problems:?}");
        assert!(
            problems[0].help.as_ref().unwrap().contains(help),
            "{problems:?}"
        );
    }
}

#[test]
fn other_comments_are_left_alone() {
    let text =
        "# okrs: ours\na: \"# okr: ignore[x] y\"\nb: |\n  # okr: nothing\nc: d # see okr: x\n";
    let (tree, _) = read(text.as_bytes());
    assert_eq!(ignores(&tree), (Vec::new(), Vec::new()));
}
