//! Every trap with its place, and the line that its help shows.

use super::{find, help, place, told};
use crate::parse::yaml::{Kind, read};

/// A text, where the problem is, what stands there, and what its help holds.
const TRAPS: &[(&str, &str, &str, &str)] = &[
    ("target: > 5\nb: c\n", "1:9", "> 5", "`target: \"> 5\"`"),
    ("k:\n  target: >= 5\n", "2:11", ">= 5", "`target: \">= 5\"`"),
    ("target: >5%\n", "1:9", ">5%", "`target: \">5%\"`"),
    ("key: |text\nb: c\n", "1:6", "|text", "`key: \"|text\"`"),
    (
        "a: b\nowner: @vmx\nb: c\n",
        "2:8",
        "@vmx",
        "`owner: \"@vmx\"`",
    ),
    ("- @vmx # ours\n", "1:3", "@vmx", "`- \"@vmx\" # ours`"),
    ("owner: `x`\n", "1:8", "`x`", "`owner: \"`x`\"`"),
    ("owner: %x\n", "1:8", "%x", "`owner: \"%x\"`"),
    ("owner: ,x\n", "1:8", ",x", "`owner: \",x\"`"),
    ("owner: ]x\n", "1:8", "]x", "`owner: \"]x\"`"),
    (
        "title: [WIP] Do x\n",
        "1:8",
        "[WIP] Do x",
        "`title: \"[WIP] Do x\"`",
    ),
    (
        "title: {a} Do x\n",
        "1:8",
        "{a} Do x",
        "`title: \"{a} Do x\"`",
    ),
    (
        "title: \"Quoted\" word\n",
        "1:8",
        "\"Quoted\" word",
        "`title: '\"Quoted\" word'`",
    ),
    (
        "title: 'Quoted' word\n",
        "1:8",
        "'Quoted' word",
        "`title: \"'Quoted' word\"`",
    ),
    ("title: 'it's'\n", "1:8", "'it's'", "`title: \"it's\"`"),
    (
        "title: \"a \"b\" c\"\n",
        "1:8",
        "\"a \"b\" c\"",
        "`title: 'a \"b\" c'`",
    ),
    ("title: ? what\n", "1:8", "? what", "`title: \"? what\"`"),
    ("? what\nb: c\n", "1:3", "what", "`what:` without"),
    (
        "title: Improve: the thing\nb: c\n",
        "1:8",
        "Improve: the thing",
        "`title: \"Improve: the thing\"`",
    ),
    (
        "títle: Ünder: b\n  and more\nb: c\n",
        "1:8",
        "Ünder: b\n  and more",
        "`títle: \"Ünder: b and more\"`",
    ),
    (
        "target: - 5\n",
        "1:9",
        "- 5",
        "`target: \"- 5\"`, or for a negative number `target: -5`",
    ),
    (
        "a: - b\n   - c\n",
        "1:4",
        "- b",
        "a list starts on the next line",
    ),
    ("a: * 5\n", "1:4", "* 5", "`a: \"* 5\"`"),
    ("a: &\nb: c\n", "1:4", "&", "`a: \"&\"`"),
    ("a:\n\tb: c\n", "2:1", "\t", "two spaces"),
    ("a:\n  b: c\n\td: e\n", "3:1", "\t", "two spaces"),
    ("a:\n  - b\n  \t- c\n", "3:3", "\t", "two spaces"),
    ("a: \"open\nb: c\n", "1:4", "\"open", "`a: \"open\"`"),
    ("a: 'open\nb: c\n", "1:4", "'open", "`a: \"open\"`"),
    ("a: \"open\nb: \"c\"\n", "1:4", "\"open", "`a: \"open\"`"),
    ("a: \"x\n---\nb: c\n", "1:4", "\"x", "`a: \"x\"`"),
    ("a: \"C:\\dir\"\n", "1:7", "\\d", "`a: 'C:\\dir'`"),
    ("a: \"\\u12 x\"\n", "1:5", "\\u12", "`a: '\\u12 x'`"),
    ("title:Foo\nb: c\n", "1:1", "title:Foo", "`title: Foo`"),
    (
        "b: c\ntitle:Foo\nd: e\n",
        "2:1",
        "title:Foo",
        "`title: Foo`",
    ),
    (
        "- title:Foo\n  b: c\n",
        "1:3",
        "title:Foo",
        "`- title: Foo`",
    ),
    ("title:Foo\n", "1:1", "title:Foo", "`title: Foo`"),
    ("{a:1, b: 2}\n", "1:2", "a:1", "`{a: 1, b: 2}`"),
    ("a:\n- b\n-c\n", "3:1", "-c", "`- c`"),
    (
        "a: 1\n  b: 2\nc: 3\n",
        "2:3",
        "b",
        "start `b` in column 1, like `a`",
    ),
    (
        "a: 1 # d\n  b: 2\nc: 3\n",
        "2:3",
        "b",
        "start `b` in column 1, like `a`",
    ),
    (
        "k:\n  - a: x\n     b: 2\n",
        "3:6",
        "b",
        "start `b` in column 5, like `a`",
    ),
    (
        "a:\n    b: 2\n  c: 3\n",
        "3:3",
        "c",
        "in column 5, like `b` on line 2, or in column 1, like `a` on line 1",
    ),
    (
        "k:\n  - a: x\n   b: 2\n",
        "3:4",
        "b",
        "in column 5, like `a` on line 2, or in column 3, like `-` on line 2",
    ),
    (
        " a: b\nc: d\n",
        "2:1",
        "c",
        "in column 2, like `a` on line 1, or start both in column 1",
    ),
    ("a: 1\n- b\n", "2:1", "- b", "below the key of its list"),
    ("- a\nb: 1\n", "2:1", "b", "begin this one with `- `"),
    (
        "a: b\nfoo bar\nc: d\n",
        "2:1",
        "foo bar",
        "write a key and a colon",
    ),
    ("a: b # c\n  d\n", "1:6", "# c", "line of its own"),
    ("a: b, # c\n  d\n", "1:7", "# c", "`a: \"b, # c\"`"),
    (
        "a: [b, c\nd: e\n",
        "1:4",
        "[b, c",
        "`a: [b, c]`, or if it is text, `a: \"[b, c\"`",
    ),
    ("a: {b: c\nd: e\n", "1:4", "{b: c", "`a: {b: c}`"),
    ("a: [b\n", "1:4", "[b", "`a: [b]`"),
    ("a: [b, c}\n", "1:4", "[", "separate the entries"),
    (
        "a: [\n  b\n  c: d\n]\ne: f\n",
        "3:4",
        ":",
        "separate the entries",
    ),
    ("a: [b]]\n", "1:4", "[b]]", "`a: \"[b]]\"`"),
    ("a: {x: @b, y: 1}\n", "1:8", "@b", "`a: {x: \"@b\", y: 1}`"),
    ("a: [\n  x,\n  @b, c\n]\n", "3:3", "@b", "`\"@b\", c`"),
    (
        "%YAML 1.2\n---\na: b\n",
        "1:1",
        "%YAML 1.2",
        "leave the line out",
    ),
    ("a: 1\n%b: 2\n", "2:1", "%b: 2", "`\"%b\": 2`"),
    (
        "a: b\n\u{feff}c: d\n",
        "2:1",
        "\u{feff}",
        "delete the character",
    ),
    (
        "a: b\n<<<<<<< HEAD\nc: 1\n=======\nc: 2\n>>>>>>> x\n",
        "2:1",
        "<<<<<<< HEAD",
        "keep the lines",
    ),
    // What parses, and is refused all the same.
    ("owner: *vmx\n", "1:8", "*vmx", "`owner: \"*vmx\"`"),
    (
        "title: *Very* good\n",
        "1:8",
        "*Very* good",
        "`title: \"*Very* good\"`",
    ),
    (
        "owner: &a vmx\n",
        "1:8",
        "&a",
        "`owner: \"&a vmx\"`; else leave it out: `owner: vmx`",
    ),
    ("a: &x\n  b: c\n", "1:4", "&x", "leave out `&x`"),
    (
        "a: !now do\n",
        "1:4",
        "!now",
        "`a: \"!now do\"`; else leave it out: `a: do`",
    ),
    ("a: !x\n", "1:4", "!x", "`a: \"!x\"`"),
    ("a: !!map {b: c}\n", "1:4", "!!map", "leave out `!!map`"),
    ("a:\n  <<: *b\n", "2:3", "<<", "write the fields out"),
    ("[a, b]: c\n", "1:1", "[a, b]", "single name"),
    (": c\n", "1:1", ":", "name of the field"),
];

#[test]
fn each_trap_has_its_place_and_its_line() {
    for (text, at, there, line) in TRAPS {
        let (tree, problems) = read(text.as_bytes());
        assert_eq!(problems.len(), 1, "{text:?} gives {problems:#?}");
        let problem = &problems[0];
        assert_eq!(problem.rule, "invalid-yaml", "{text:?}");
        assert_eq!(place(&tree.text, problem.span.start), *at, "{text:?}");
        assert_eq!(problem.span.slice(&tree.text), *there, "{text:?}");
        assert!(help(problem).contains(line), "{text:?}: {problem:#?}");
        assert!(!problem.message.ends_with('.'), "{}", problem.message);
    }
}

#[test]
fn an_edit_makes_the_text_readable() {
    for (text, ..) in TRAPS {
        let (tree, problems) = read(text.as_bytes());
        let Some(edit) = &problems[0].edit else {
            continue;
        };
        let mut mended = tree.text.to_string();
        mended.replace_range(edit.span.range(), &edit.replacement);
        assert_eq!(told(&mended), Vec::<String>::new(), "{text:?} → {mended:?}");
    }
}

#[test]
fn one_run_finds_all_mistakes_and_keeps_the_rest() {
    let text = "objective: Grow: fast\nowner: @vmx\nkey_results:\n  - title: > 5 things\n    note: 'it's'\n    target: 5\n  - id: b\n\ttitle: x\n  - [a] b\n  - id: c\n    id: d\nteam: ok\n---\nkpi: `x`\ntarget: 3\n";
    assert_eq!(
        told(text),
        [
            "1:12 invalid-yaml «Grow: fast»",
            "2:8 invalid-yaml «@vmx»",
            "4:12 invalid-yaml «> 5 things»",
            "5:11 invalid-yaml «'it's'»",
            "8:1 invalid-yaml «\t»",
            "9:5 invalid-yaml «[a] b»",
            "11:5 duplicate-key «id»",
            "14:6 invalid-yaml «`x`»",
        ]
    );
    let (tree, _) = read(text.as_bytes());
    assert!(tree.broken);
    assert_eq!(tree.documents.len(), 2);
    assert_eq!(find(&tree, "owner").kind(), Kind::Refused);
    assert_eq!(find(&tree, "key_results/#0/title").kind(), Kind::Refused);
    assert_eq!(find(&tree, "key_results/#0/target").as_str(), Some("5"));
    assert_eq!(find(&tree, "key_results/#1/id").as_str(), Some("b"));
    assert_eq!(find(&tree, "key_results/#2").kind(), Kind::Refused);
    assert_eq!(find(&tree, "team").as_str(), Some("ok"));
}

#[test]
fn a_value_that_was_refused_keeps_its_place() {
    let (tree, _) = read("a: x\nowner:@vmx\ntitle: [WIP] Do x\nb: y\n".as_bytes());
    assert_eq!(find(&tree, "owner").kind(), Kind::Refused);
    let title = find(&tree, "title");
    assert_eq!(title.kind(), Kind::Refused);
    assert_eq!(title.span().slice(&tree.text), "[WIP] Do x");
    assert_eq!(find(&tree, "b").as_str(), Some("y"));
}

#[test]
fn tabs_throughout_are_one_finding_and_lose_nothing() {
    let text = "objective: x\nkey_results:\n\t- id: a\n\t  title: b\n\t- id: c\n";
    let (tree, problems) = read(text.as_bytes());
    assert_eq!(told(text), ["3:1 invalid-yaml «\t»"]);
    assert!(problems[0].message.contains("2 more"), "{problems:?}");
    assert_eq!(find(&tree, "key_results/#0/title").as_str(), Some("b"));
    assert_eq!(find(&tree, "key_results/#1/id").as_str(), Some("c"));
}

#[test]
fn a_merge_conflict_reads_as_ours() {
    let text = "a: 1\n<<<<<<< HEAD\nb: ours\n||||||| base\nb: base\n=======\nb: theirs\n>>>>>>> topic\nc: 3\n";
    let (tree, problems) = read(text.as_bytes());
    assert_eq!(problems.len(), 1);
    assert!(problems[0].message.contains("merge"));
    assert_eq!(find(&tree, "b").as_str(), Some("ours"));
    assert_eq!(find(&tree, "c").as_str(), Some("3"));
}

#[test]
fn keys_that_stand_there_twice() {
    let text = "a: 1\nb: 2\n\"a\": 3\na: 4\n";
    let (tree, problems) = read(text.as_bytes());
    assert_eq!(
        told(text),
        ["3:1 duplicate-key «\"a\"»", "4:1 duplicate-key «a»"]
    );
    assert_eq!(place(text, problems[1].related[0].0.start), "1:1");
    let root = tree.roots().next().unwrap();
    let keys: Vec<_> = root.pairs().filter_map(|pair| pair.key.as_str()).collect();
    assert_eq!(keys, ["a", "b"]);
    assert_eq!(find(&tree, "a").as_str(), Some("1"));
    let many: String = (0..40).chain([7]).map(|n| format!("k{n}: {n}\n")).collect();
    assert_eq!(told(&many), ["41:1 duplicate-key «k7»"]);
}

#[test]
fn what_only_looks_like_a_trap_passes() {
    for text in [
        "a: 5 > 3\nb: x@y\nc: a*b\nd: 50% & more\ne: what?\nf: -5%\ng: +20%\nh: ≥ 5\n",
        "a: http://x.de\nb: 12:30\nc: a:b\nd: ~5\ne: <5\nf: =5\ng: 'it''s'\n",
        "a: |\n  x: y: z\n  @foo\n  \ttab\n  [a] b\nb: >-\n  \"q\" w\n",
        "a: [\nb,\nc\n]\nd: \"x\ny\"\ne: 1\n",
        "# <<<<<<< a\na: |\n  <<<<<<< HEAD\n  =======\n",
        "a: b\n c\nd:\n- e\n- f: g\n",
        "a: '*b*'\nb: '!c'\nc: '&d'\n'? e': f\n\"g\": h\n",
    ] {
        assert_eq!(told(text), Vec::<String>::new(), "{text:?}");
        assert!(!read(text.as_bytes()).0.broken);
    }
}
