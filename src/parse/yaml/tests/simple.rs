//! What is read line by line is read as the parser reads it: the same nodes at the same places.

use std::borrow::Cow;
use std::path::Path;

use proptest::prelude::*;

use crate::finding::Problem;
use crate::parse::yaml::build::{Builder, Outcome, parsed};
use crate::parse::yaml::mask::Masked;
use crate::parse::yaml::{Tree, simple};
use crate::source::FileText;

fn masked(text: &FileText) -> Masked<'_> {
    Masked {
        text,
        source: Cow::Borrowed(text),
        refused: Vec::new(),
        blanked: Vec::new(),
    }
}

fn tree(outcome: Outcome) -> Option<(Tree, Vec<Problem>)> {
    match outcome {
        Outcome::Tree(tree, problems) => Some((tree, problems)),
        Outcome::Mistake(_) => None,
    }
}

/// Whether `text` is simple. Where it is, the parser sees the same.
fn agrees(text: &str) -> bool {
    let file = FileText::from(text);
    let masked = masked(&file);
    let mut builder = Builder::new(&masked);
    if simple::read(text, &mut builder).is_none() {
        return false;
    }
    let (simple, simple_problems) = tree(builder.finish()).unwrap();
    let (whole, problems) = tree(parsed(&masked, true)).expect(text);
    assert_eq!(
        format!("{:?}", simple.entries),
        format!("{:?}", whole.entries),
        "{text}"
    );
    assert_eq!(simple.documents, whole.documents, "{text}");
    assert_eq!(simple.comments, whole.comments, "{text}");
    assert_eq!(simple_problems, problems, "{text}");
    assert_eq!((simple.broken, simple.lost), (whole.broken, whole.lost));
    true
}

#[test]
fn what_is_simple_reads_as_the_parser_reads_it() {
    for text in [
        FILE,
        "a: b",
        "a: b\n",
        "a:\nb: c\n",
        "a:\n\n  b: c # d\n  e:\n# f\ng: h  \n",
        "a:\n- b\n- c: d\n  e: f\ng: h\n",
        "a:\n  - b\n  -   c: d\n      e:\n      - f\n  - g\n",
        "a:\n    b:\n        c: d\n    e: f\n",
        "a: [b, c d,e ]\nf: {g: h, i:  \"j: k\"} # l\n",
        "a: \"b # c\" # d  \ne: 'f'\n",
        "a: 目標 # 目\n",
        "a: b#c:d\n",
        "a: https://example.com/b?c#d\n",
        "a: 12:30\na: 5%\n",
        "# only\na: b # c\n  # d\n\n# e",
        "  a: b\n  c: d\n",
        "a:  # b\n  - c # d\n  # e\n  - f\n",
        "a:   # b\nc: d\n",
        "a:\n  - b:\n    c: d\n  - e:\n      - f\n  - g:\n",
        "a: |\n  b\n\n   c # d\n\ne: >-\n    f\n    g\n\n\n    h\ni: >\n  j",
        "a:\n  - |\n   b: c\n  - d: |-\n      # e\n      f\n# g\n    h: i\n",
        "a: $5\nb: ~\nc: (x)\nd: <5\ne: .5\n",
    ] {
        assert!(agrees(text), "{text}");
    }
}

#[test]
fn the_fixtures_are_simple_for_the_most_part() {
    let (mut simple, mut all) = (0, 0);
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            match std::fs::read_to_string(&path) {
                _ if path.is_dir() => folders.push(path),
                Ok(text) if path.extension().is_some_and(|it| it == "yaml") => {
                    simple += usize::from(agrees(&text));
                    all += 1;
                }
                _ => {}
            }
        }
    }
    assert!(simple * 2 > all, "{simple} of {all}");
}

/// Scraps that, strung together, are mostly simple or nearly so.
fn lines() -> impl Strategy<Value = String> {
    let scrap = prop::sample::select(vec![
        "a:",
        "b:",
        "c: ",
        "d: e",
        "f: g h",
        " ",
        "  ",
        "    ",
        "- ",
        "- ",
        "-",
        "\n",
        "\n",
        "\n",
        "\n  ",
        "\n  ",
        "\n    ",
        "\n  - ",
        "\n- ",
        "\n    - ",
        " # i",
        "#",
        "# j",
        ": ",
        ":",
        "k",
        "5%",
        "12:30",
        "2026-01-01",
        "$5",
        "~",
        "x-y_z: ",
        "[",
        "]",
        "[l, m]",
        "{",
        "}",
        "{n: o}",
        "{n: o, p: \"q\"}",
        ",",
        ", ",
        "\"",
        "\"r s\"",
        "'",
        "'t'",
        "\\",
        "|",
        ">",
        "|\n",
        "目",
        "é: ",
        "<<: ",
        "null",
        "?",
        "? ",
        "!u ",
        "&v ",
        "*w",
        "@",
        "%",
        "---",
        "\n---\n",
        "...",
        "\r\n",
        "\t",
        "https://x.y/z#a",
        "\u{a0}",
        "\u{85}",
        "\u{feff}",
        "\u{2028}",
        ".",
        "=",
        "-5",
    ]);
    prop::collection::vec(scrap, 0..24).prop_map(|scraps| scraps.concat())
}

/// Lines of keys, items and values, mostly well indented.
fn outlines() -> impl Strategy<Value = String> {
    let value = prop::sample::select(vec![
        "",
        "",
        "a",
        "b c",
        "\"d: e\"",
        "'f'",
        "[g, h]",
        "[ \"i\" , j ]",
        "{k: l, m: n o}",
        "5% # p",
        "# q",
        "r  ",
        "[s] # t  ",
        "目標",
        "u\n",
        "\n",
        "|",
        ">",
        "|-",
        ">\n  a",
        "|\n    b c\n\n",
        ">-\n    b\n    c\n\n    d",
        "|\n      b\n       c\n  d",
        "u: v",
        "-w",
        "[x, ]",
        "{y}",
        "z #a",
        "b'c",
        "d\"e",
    ]);
    let head = prop::sample::select(vec![
        "a:", "b:", "c-d:", "-", "-", "- e:", "-  f:", "- - ", "# g", "",
    ]);
    let line = (0..4_usize, head, value)
        .prop_map(|(depth, head, value)| format!("{}{head} {value}\n", "  ".repeat(depth)));
    prop::collection::vec(line, 1..10).prop_map(|lines| lines.concat())
}

/// A file as people write it.
const FILE: &str = "\
# Agreed with the board
id: find-content
objective: Help new users find content they love
parent: seamless-experience/mau
owner: [priya, jun]
why: >
  They leave before they find anything.

  Nobody stays who is bored.
labels:
- growth
- \"mobile: first\"
key_results:
  - id: flow
    title: Complete the flow # not the old one
    baseline: 60%
    check_ins:
      - {date: 2026-02-10, value: 71%}
      - date: 2026-03-10
        value: 7.5M
    note: |-
      Half of them
        see it.
  - title: 目標
    target:
contributes_to: [ 'retention/churn' ]
";

/// The same with a few slips of the keyboard.
fn slips() -> impl Strategy<Value = String> {
    let scrap = prop::sample::select(vec![
        "", " ", "  ", "\n", "\n\n", ":", ": ", "- ", "-", "#", " #", "\"", "'", "[", "]", "{",
        "}", ",", "|", ">", "\t", "\r", "&a", "*", "!", "?", "? ", "%", "@", "`", "---\n", "...\n",
        "<<: ", "x", "é", "\\", "~",
    ]);
    let slip = (any::<prop::sample::Index>(), 0..4_usize, scrap);
    prop::collection::vec(slip, 0..4).prop_map(|slips| {
        let mut file = FILE.to_owned();
        for (place, length, scrap) in slips {
            let mut places: Vec<usize> = file.char_indices().map(|(at, _)| at).collect();
            places.push(file.len());
            let first = place.index(places.len());
            let last = (first + length).min(places.len() - 1);
            file.replace_range(places[first]..places[last], scrap);
        }
        file
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn whatever_is_simple_reads_as_the_parser_reads_it(text in prop_oneof![lines(), outlines(), slips()]) {
        agrees(&text);
    }
}
