//! Whatever the bytes: no panic, and places that fit the text. Where another reader accepts a text
//! of the plain kind that OKRs are written in, both see the same.

use proptest::prelude::*;
use serde_yaml::Value;

use crate::finding::Problem;
use crate::parse::ignore::ignores;
use crate::parse::yaml::{Kind, Node, Style, Tree, comment_cut, read};
use crate::source::Span;

/// Scraps that, strung together, make something like YAML, mostly broken.
fn scraps() -> impl Strategy<Value = String> {
    let scrap = prop::sample::select(vec![
        "a",
        "b: ",
        "key:",
        "- ",
        "-",
        "\n",
        "\n  ",
        "\n    ",
        "\n- ",
        "\t",
        " ",
        "[",
        "]",
        "{",
        "}",
        ",",
        ": ",
        ":",
        "#",
        " # x",
        "# okr: ignore[a] b",
        "\"",
        "'",
        "\\",
        "|",
        ">",
        "> 5",
        "&a ",
        "*a",
        "!t ",
        "<<",
        "? ",
        "@",
        "`",
        "%",
        "---\n",
        "...\n",
        "\r\n",
        "é",
        "日本",
        "\u{feff}",
        "<<<<<<< a\n",
        "=======\n",
        ">>>>>>> b\n",
        "title:Foo",
        "\\q",
        "~",
        "5%",
    ]);
    prop::collection::vec(scrap, 0..40).prop_map(|scraps| scraps.concat())
}

fn check_places(bytes: &[u8]) -> Result<(), TestCaseError> {
    let (tree, problems) = read(bytes);
    let fits = |span: Span| tree.text.get(span.range()).is_some();
    for node in tree.nodes() {
        prop_assert!(fits(node.span()), "{:?}", node.span());
        let children = node.pairs().flat_map(|pair| [pair.key, pair.value]);
        let mut reach = node.span().start;
        for child in children.chain(node.items()) {
            prop_assert!(node.span().contains(child.span()), "{node:?} {child:?}");
            prop_assert!(reach <= child.span().start, "siblings overlap");
            reach = child.span().end;
        }
        if let Some(cut) = comment_cut(&tree, node) {
            prop_assert!(fits(cut.whole));
        }
    }
    let (ignored, malformed) = ignores(&tree);
    for ignore in &ignored {
        prop_assert!(fits(ignore.comment) && !ignore.rules.is_empty());
    }
    for problem in problems.iter().chain(&malformed) {
        prop_assert!(fits(problem.span), "{problem:?}");
        prop_assert!(problem.related.iter().all(|(span, _)| fits(*span)));
        prop_assert!(problem.edit.iter().all(|edit| fits(edit.span)));
    }
    prop_assert!(!tree.broken || !problems.is_empty());
    let twice = |pair: &[Problem]| matches!(pair, [one, other] if one == other);
    prop_assert!(!problems.windows(2).any(twice), "{problems:?}");
    Ok(())
}

/// Names and texts as people write them; some of them need care in another reader.
fn word() -> impl Strategy<Value = String> {
    "[a-zäé][a-z0-9ß_ -]{0,12}[a-z0-9%]".prop_filter("not a word with a meaning", |word| {
        !["no", "yes", "on", "off", "null", "true", "false"].contains(&word.as_str())
    })
}

/// A text in one of the ways to write it, with what it says.
fn scalar() -> impl Strategy<Value = (String, String)> {
    (word(), 0..4_u8).prop_map(|(word, style)| match style {
        0 => (format!("'{word}''s'"), format!("{word}'s")),
        1 => (format!("\"{word}\\t# x\""), format!("{word}\t# x")),
        2 => (format!("\"{word}: [y]\""), format!("{word}: [y]")),
        _ => (word.clone(), word),
    })
}

/// A value of some depth in block style, at an indentation.
#[derive(Debug, Clone)]
enum Plan {
    Text(String, String),
    Block(Vec<String>, bool),
    List(Vec<Plan>),
    Map(Vec<(String, Plan)>),
    Flow(Vec<(String, String)>),
}

fn plan() -> impl Strategy<Value = Plan> {
    let leaf = prop_oneof![
        4 => scalar().prop_map(|(written, meant)| Plan::Text(written, meant)),
        1 => (prop::collection::vec(word(), 1..4), any::<bool>())
            .prop_map(|(lines, folded)| Plan::Block(lines, folded)),
        1 => prop::collection::vec(scalar(), 0..4).prop_map(Plan::Flow),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 1..4).prop_map(Plan::List),
            prop::collection::btree_map(word(), inner, 1..4)
                .prop_map(|map| Plan::Map(map.into_iter().collect())),
        ]
    })
}

/// The plan as YAML: the rest of a line after a key or dash, and the lines below.
fn write(plan: &Plan, indent: usize, out: &mut String) {
    let pad = " ".repeat(indent);
    match plan {
        Plan::Text(written, _) => *out += &format!(" {written} # note\n"),
        Plan::Block(lines, folded) => {
            *out += if *folded { " >\n" } else { " |\n" };
            for line in lines {
                *out += &format!("{pad}  {line}\n");
            }
        }
        Plan::Flow(items) => {
            let items: Vec<_> = items.iter().map(|item| item.0.as_str()).collect();
            *out += &format!(" [{}]\n", items.join(", "));
        }
        Plan::List(items) => {
            *out += "\n";
            for item in items {
                *out += &format!("{pad}  -");
                write(item, indent + 2, out);
            }
        }
        Plan::Map(pairs) => {
            *out += "\n";
            for (key, value) in pairs {
                *out += &format!("{pad}  {key}:");
                write(value, indent + 2, out);
            }
        }
    }
}

/// Whether a node says what another reader read.
fn agrees(node: Node<'_>, value: &Value) -> bool {
    match (node.kind(), value) {
        (Kind::Scalar { text, .. }, Value::String(other)) => text == other.as_str(),
        (
            Kind::Scalar {
                text,
                style: Style::Plain,
            },
            other,
        ) => serde_yaml::from_str::<Value>(&text).is_ok_and(|read| read == *other),
        (Kind::Sequence, Value::Sequence(items)) => {
            node.items().count() == items.len()
                && node
                    .items()
                    .zip(items)
                    .all(|(node, value)| agrees(node, value))
        }
        (Kind::Mapping, Value::Mapping(pairs)) => {
            node.pairs().count() == pairs.len()
                && node
                    .pairs()
                    .zip(pairs)
                    .all(|(pair, (key, value))| agrees(pair.key, key) && agrees(pair.value, value))
        }
        (Kind::Empty, Value::Null) => true,
        _ => false,
    }
}

fn meant(plan: &Plan, node: Node<'_>) -> bool {
    match plan {
        Plan::Text(_, meant) => node.as_str() == Some(meant),
        Plan::Block(lines, true) => node.as_str() == Some(&(lines.join(" ") + "\n")),
        Plan::Block(lines, false) => node.as_str() == Some(&(lines.join("\n") + "\n")),
        Plan::Flow(items) => items
            .iter()
            .map(|item| Some(item.1.as_str()))
            .eq(node.items().map(Node::as_str)),
        Plan::List(items) => {
            node.items().count() == items.len()
                && items
                    .iter()
                    .zip(node.items())
                    .all(|(plan, node)| meant(plan, node))
        }
        Plan::Map(pairs) => {
            node.pairs().count() == pairs.len()
                && pairs.iter().zip(node.pairs()).all(|((key, plan), pair)| {
                    pair.key.as_str() == Some(key) && meant(plan, pair.value)
                })
        }
    }
}

fn first(tree: &Tree) -> Node<'_> {
    tree.roots().next().unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_read(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        check_places(&bytes)?;
    }

    #[test]
    fn any_text_is_read(text in "\\PC{0,80}") {
        check_places(text.as_bytes())?;
    }

    #[test]
    fn scraps_of_yaml_are_read(text in scraps()) {
        check_places(text.as_bytes())?;
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn plain_documents_read_as_meant_and_as_others_do(plan in plan(), crlf in any::<bool>()) {
        let mut text = "root:".to_owned();
        write(&plan, 0, &mut text);
        if crlf {
            text = text.replace('\n', "\r\n");
        }
        let (tree, problems) = read(text.as_bytes());
        prop_assert!(problems.is_empty(), "{text}\n{problems:?}");
        let root = first(&tree).pairs().next().unwrap().value;
        prop_assert!(meant(&plan, root), "{text}");
        let other: Value = serde_yaml::from_str(&text).unwrap();
        prop_assert!(agrees(first(&tree), &other), "{text}\n{other:?}");
    }
}

#[test]
fn documents_agree_with_another_reader() {
    for text in [
        "a: b\nc: [d, 'e', {f: g}]\nh:\n- i\n- j: k\n  l: m\n- - n\n  - o\n",
        "a: |\n  x\n   y\n\n  z\nb: >-\n  c\n  d\n\n  e\nf: |+\n  g\n\nh: |2\n   i\n",
        "a: >\n  b\n    c\n  d\ne: \"f \\\n  g\\u00e9\"\nh: 'i\n\n  j'\n",
        "---\na: b # c\n# d\ne:\nf: ~\ng: \"\"\n",
        "\u{feff}ключ: значение\nキー: 値\n",
        "a: {b: c,\n d: e}\nf: [\n  g,\n  h,\n]\n",
        "a:\r\n  - b\r\n  - c: |\r\n      d\r\n      e\r\n",
        "target: >5\nnote: >\nb: c\n",
        "- a: 5%\n  b: 7.5M\n  c: 2026-01-05\n  d: 12:30\n  e: at least 99%\n",
    ] {
        let (tree, problems) = read(text.as_bytes());
        assert!(problems.is_empty(), "{text}: {problems:?}");
        let other: Value = serde_yaml::from_str(text.trim_start_matches('\u{feff}')).unwrap();
        assert!(agrees(first(&tree), &other), "{text}\n{other:?}");
    }
}
