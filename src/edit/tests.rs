//! Edits over files in every style that the format allows, with the bytes that are expected, and
//! what must hold for any file and any edit.
#![allow(clippy::unwrap_used)]

use proptest::prelude::*;

use super::value::documents;
use super::{Change, Mended, Place, Refused, Step, Value, changed, mended, repaired, with_change};
use crate::finding::Edit;
use crate::parse::yaml;
use crate::source::Span;

/// `0/key_results/1/current` as a place.
fn place(path: &str) -> Place {
    let mut steps = path.split('/');
    let document = steps.next().unwrap().parse().unwrap();
    let step = |step: &str| match step.parse() {
        Ok(position) => Step::Item(position),
        Err(_) => Step::Key(step.to_owned()),
    };
    Place {
        document,
        steps: steps.map(step).collect(),
    }
}

fn set(path: &str, value: &str) -> Change {
    Change::Set {
        at: place(path),
        value: value.into(),
        after: &["current", "target", "baseline", "title"],
    }
}

fn put(path: &str, value: Value) -> Change {
    Change::Set {
        at: place(path),
        value,
        after: &[],
    }
}

fn append(path: &str, value: Value) -> Change {
    Change::Append {
        at: place(path),
        value,
    }
}

fn remove(path: &str) -> Change {
    Change::Remove { at: place(path) }
}

fn wrap(path: &str) -> Change {
    Change::Wrap {
        at: place(path),
        key: "title",
    }
}

fn map(pairs: &[(&str, &str)]) -> Value {
    let pairs = pairs.iter();
    Value::Map(
        pairs
            .map(|(key, value)| ((*key).to_owned(), (*value).into()))
            .collect(),
    )
}

fn list(items: &[&str]) -> Value {
    Value::List(items.iter().map(|item| (*item).into()).collect())
}

#[track_caller]
fn gives(text: &str, change: Change, expected: &str) {
    match changed(text, std::slice::from_ref(&change)) {
        Ok(after) => assert_eq!(after, expected, "{change:?}\n--- before\n{text}"),
        Err(error) => panic!("{error}: {change:?}\n--- before\n{text}"),
    }
}

#[test]
fn a_value_is_replaced_in_its_own_style() {
    for (text, value, expected) in [
        ("v: 1\n", "2", "v: 2\n"),
        ("v: 1", "2", "v: 2"),
        ("v: 1   # why\n", "2", "v: 2   # why\n"),
        ("v:    1\nw: 2\n", "7.5M", "v:    7.5M\nw: 2\n"),
        ("v: \"1\"\n", "2", "v: \"2\"\n"),
        ("v: '1'\n", "2", "v: '2'\n"),
        ("v: '1'\n", "it's", "v: 'it''s'\n"),
        ("v: \"1\"\n", "a \"b\" \\c", "v: \"a \\\"b\\\" \\\\c\"\n"),
        ("v: 1\r\nw: 2\r\n", "2", "v: 2\r\nw: 2\r\n"),
        ("v: 1\r\n", "2", "v: 2\r\n"),
        ("\u{feff}v: 1\n", "2", "\u{feff}v: 2\n"),
        ("v:\nw: 2\n", "1", "v: 1\nw: 2\n"),
        ("v:   # later\nw: 2\n", "1", "v: 1   # later\nw: 2\n"),
        ("v:", "1", "v: 1"),
        ("{v: 1, w: 2}\n", "3", "{v: 3, w: 2}\n"),
        ("{v: 1, w: 2}\n", "a, b", "{v: \"a, b\", w: 2}\n"),
        ("{v: , w: 2}\n", "3", "{v: 3 , w: 2}\n"),
        (
            "{\n  v: 1, # why\n  w: 2\n}\n",
            "3",
            "{\n  v: 3, # why\n  w: 2\n}\n",
        ),
        ("v: >-\n  folded\n  text\nw: 2\n", "one", "v: one\nw: 2\n"),
        (
            "v: |\n  one\n  two\nw: 2\n",
            "a\nb\n",
            "v: |\n  a\n  b\nw: 2\n",
        ),
        ("v: |\n  one\n  two\n", "a\nb\n", "v: |\n  a\n  b\n"),
        ("v: |\n  one\n  two", "a\nb", "v: |-\n  a\n  b"),
        ("v: one\n  two\nw: 2\n", "three", "v: three\nw: 2\n"),
        ("v: \"one\n  two\"\nw: 2\n", "three", "v: \"three\"\nw: 2\n"),
        ("v: 1\n", "yes: no", "v: \"yes: no\"\n"),
        ("v: 1\n", "a #b", "v: \"a #b\"\n"),
        ("v: 1\n", "@team", "v: \"@team\"\n"),
        ("v: 1\n", "> 5", "v: \"> 5\"\n"),
        ("v: 1\n", ">= \"9\"", "v: '>= \"9\"'\n"),
        ("v: 1\n", "", "v: \"\"\n"),
        ("v: 1\n", "a\nb", "v: \"a\\nb\"\n"),
        ("v: 1\n", "プロダクト", "v: プロダクト\n"),
    ] {
        gives(text, set("0/v", value), expected);
    }
}

#[test]
fn a_new_key_stands_where_people_would_put_it() {
    let key_results = "objective: O\nkey_results:\n  - id: a\n    target: 3\n    owner: x\n  - id: b\n    target: 4 # why\n";
    for (text, change, expected) in [
        (
            key_results,
            set("0/key_results/0/current", "2"),
            "objective: O\nkey_results:\n  - id: a\n    target: 3\n    current: 2\n    owner: x\n  - id: b\n    target: 4 # why\n",
        ),
        (
            key_results,
            set("0/key_results/1/current", "2"),
            "objective: O\nkey_results:\n  - id: a\n    target: 3\n    owner: x\n  - id: b\n    target: 4 # why\n    current: 2\n",
        ),
        (
            key_results,
            put("0/status", "draft".into()),
            "objective: O\nkey_results:\n  - id: a\n    target: 3\n    owner: x\n  - id: b\n    target: 4 # why\nstatus: draft\n",
        ),
        ("a: 1", put("0/b", "2".into()), "a: 1\nb: 2"),
        ("a: 1\r\n", put("0/b", "2".into()), "a: 1\r\nb: 2\r\n"),
        (
            "a: 1\r\nc: 3",
            put("0/b", "2".into()),
            "a: 1\r\nc: 3\r\nb: 2",
        ),
        (
            "a: 1\n\n# the end\n",
            put("0/b", "2".into()),
            "a: 1\nb: 2\n\n# the end\n",
        ),
        (
            "a:\n- x\n- y\n",
            put("0/b", "2".into()),
            "a:\n- x\n- y\nb: 2\n",
        ),
        ("- a: 1\n", put("0/0/b", "2".into()), "- a: 1\n  b: 2\n"),
        (
            "-   a: 1\n",
            put("0/0/b", "2".into()),
            "-   a: 1\n    b: 2\n",
        ),
        (
            "k:\n- a: 1\n- a: 2\n",
            put("0/k/0/b", "2".into()),
            "k:\n- a: 1\n  b: 2\n- a: 2\n",
        ),
        (
            "a: |\n  one\n  two\n",
            put("0/b", "2".into()),
            "a: |\n  one\n  two\nb: 2\n",
        ),
        (
            "a: one\n  two\nc: 3\n",
            put("0/b", "2".into()),
            "a: one\n  two\nc: 3\nb: 2\n",
        ),
        ("a:\n", put("0/b", "2".into()), "a:\nb: 2\n"),
        ("{a: 1}\n", put("0/b", "2".into()), "{a: 1, b: 2}\n"),
        ("k: {}\n", put("0/k/b", "2".into()), "k: {b: 2}\n"),
        (
            "k: [{a: 1}, {a: 2}]\n",
            put("0/k/1/b", "2".into()),
            "k: [{a: 1}, {a: 2, b: 2}]\n",
        ),
        (
            "{a: 1, # why\n b: 2}\n",
            put("0/c", "3".into()),
            "{a: 1, # why\n b: 2, c: 3}\n",
        ),
        (
            "a: 1\n---\na: 2\n",
            put("0/b", "2".into()),
            "a: 1\nb: 2\n---\na: 2\n",
        ),
        (
            "a: 1\n---\na: 2\n",
            put("1/b", "2".into()),
            "a: 1\n---\na: 2\nb: 2\n",
        ),
        (
            "a: 1\n",
            put("0/b", list(&["x", "y: z"])),
            "a: 1\nb:\n  - x\n  - \"y: z\"\n",
        ),
        (
            "a: 1\n",
            put("0/b", Value::List(vec![map(&[("d", "1"), ("v", "2")])])),
            "a: 1\nb:\n  - d: 1\n    v: 2\n",
        ),
        (
            "{a: 1}\n",
            put("0/b", Value::List(vec![map(&[("d", "1"), ("v", "2")])])),
            "{a: 1, b: [{d: 1, v: 2}]}\n",
        ),
        (
            "a: 1\n",
            put("0/note", "one\ntwo".into()),
            "a: 1\nnote: |-\n  one\n  two\n",
        ),
        (
            "k:\n  - a: 1\n",
            put("0/k/0/note", "one\ntwo\n".into()),
            "k:\n  - a: 1\n    note: |\n      one\n      two\n",
        ),
    ] {
        gives(text, change, expected);
    }
}

#[test]
fn an_item_is_added_as_the_others_are_written() {
    let check_in = || map(&[("date", "2026-02-14"), ("value", "3")]);
    for (text, change, expected) in [
        (
            "c:\n  - x\n",
            append("0/c", "y".into()),
            "c:\n  - x\n  - y\n",
        ),
        ("c:\n- x\n", append("0/c", "y".into()), "c:\n- x\n- y\n"),
        (
            "c:\n- x # why\nd: 1\n",
            append("0/c", "y".into()),
            "c:\n- x # why\n- y\nd: 1\n",
        ),
        ("c:\n  - x", append("0/c", "y".into()), "c:\n  - x\n  - y"),
        ("c: [x]\n", append("0/c", "y".into()), "c: [x, y]\n"),
        ("c: []\n", append("0/c", "y".into()), "c: [y]\n"),
        (
            "c:\r\n  - x\r\n",
            append("0/c", "y".into()),
            "c:\r\n  - x\r\n  - y\r\n",
        ),
        (
            "c:\n  - date: 2026-01-01\n    value: 1\n",
            append("0/c", check_in()),
            "c:\n  - date: 2026-01-01\n    value: 1\n  - date: 2026-02-14\n    value: 3\n",
        ),
        (
            "c:\n  - {date: 2026-01-01, value: 1}\n",
            append("0/c", check_in()),
            "c:\n  - {date: 2026-01-01, value: 1}\n  - {date: 2026-02-14, value: 3}\n",
        ),
        (
            "c: [{date: 2026-01-01, value: 1}]\n",
            append("0/c", check_in()),
            "c: [{date: 2026-01-01, value: 1}, {date: 2026-02-14, value: 3}]\n",
        ),
        (
            "k:\n  - c:\n      - date: 2026-01-01\n        note: |\n          one\n          two\n  - d: 1\n",
            append("0/k/0/c", check_in()),
            "k:\n  - c:\n      - date: 2026-01-01\n        note: |\n          one\n          two\n      - date: 2026-02-14\n        value: 3\n  - d: 1\n",
        ),
    ] {
        gives(text, change, expected);
    }
}

#[test]
fn an_item_is_put_between_others() {
    let insert = |position| Change::Insert {
        at: place("0/c"),
        position,
        value: "new".into(),
    };
    for (text, position, expected) in [
        ("c:\n  - x\n  - y\n", 0, "c:\n  - new\n  - x\n  - y\n"),
        ("c:\n  - x\n  - y\n", 1, "c:\n  - x\n  - new\n  - y\n"),
        ("c:\n  - x\n  - y", 2, "c:\n  - x\n  - y\n  - new"),
        (
            "c:\r\n- x # one\r\n# two\r\n- y\r\n",
            1,
            "c:\r\n- x # one\r\n- new\r\n# two\r\n- y\r\n",
        ),
        ("c: [x, y]\n", 0, "c: [new, x, y]\n"),
        ("c: [x, y]\n", 1, "c: [x, new, y]\n"),
        (
            "c:\n  - a: 1\n    b: |\n      two\n  - y\n",
            1,
            "c:\n  - a: 1\n    b: |\n      two\n  - new\n  - y\n",
        ),
    ] {
        gives(text, insert(position), expected);
    }
    let refused = changed("c: [x]\n", &[insert(2)]).unwrap_err();
    assert_eq!(refused.to_string(), "there is no c to change");
}

#[test]
fn a_key_goes_with_its_line_and_leaves_its_comments() {
    for (text, change, expected) in [
        ("a: 1\nb: 2\nc: 3\n", remove("0/b"), "a: 1\nc: 3\n"),
        ("a: 1\nb: 2\n", remove("0/a"), "b: 2\n"),
        ("a: 1\nb: 2", remove("0/b"), "a: 1"),
        (
            "a: 1\r\nb: 2\r\nc: 3\r\n",
            remove("0/b"),
            "a: 1\r\nc: 3\r\n",
        ),
        (
            "a: 1\nb: 2 # why\nc: 3\n",
            remove("0/b"),
            "a: 1\n# why\nc: 3\n",
        ),
        ("a: 1\nb: 2 # why", remove("0/b"), "a: 1\n# why"),
        ("a: 1\n# of b\nb: 2\n", remove("0/b"), "a: 1\n# of b\n"),
        (
            "a: 1\nb: |\n  one\n  two\nc: 3\n",
            remove("0/b"),
            "a: 1\nc: 3\n",
        ),
        (
            "a: 1\nb:\n  - x # one\n  # two\n  - y\nc: 3\n",
            remove("0/b"),
            "a: 1\n# one\n# two\nc: 3\n",
        ),
        (
            "k:\n  - a: 1\n    b: 2\n",
            remove("0/k/0/a"),
            "k:\n  - b: 2\n",
        ),
        (
            "k:\n  - a: 1 # why\n    b: 2\n",
            remove("0/k/0/a"),
            "k:\n  - # why\n    b: 2\n",
        ),
        ("k:\n  - a: 1\n", remove("0/k/0/a"), "k:\n  - {}\n"),
        ("{a: 1, b: 2}\n", remove("0/a"), "{b: 2}\n"),
        ("{a: 1, b: 2}\n", remove("0/b"), "{a: 1}\n"),
        ("{a: 1}\n", remove("0/a"), "{}\n"),
        ("a: 1\nb:\nc: 3\n", remove("0/b"), "a: 1\nc: 3\n"),
    ] {
        gives(text, change, expected);
    }
}

#[test]
fn an_item_goes_with_what_is_written_about_it() {
    let cut = |path: &str| Change::Cut { at: place(path) };
    for (text, at, expected) in [
        ("l:\n  - a\n  - b\n", "0/l/0", "l:\n  - b\n"),
        ("l:\n  - a\n  - b", "0/l/1", "l:\n  - a"),
        ("l:\r\n- a\r\n- b\r\n", "0/l/0", "l:\r\n- b\r\n"),
        (
            "l: # all\n  # of a\n  - a: 1 # one\n    b: 2\n    # c: 3\n  # of d\n  - d: 4\n# end\n",
            "0/l/0",
            "l: # all\n  # of d\n  - d: 4\n# end\n",
        ),
        (
            "l:\n  - a: 1\n\n  # of b\n  - b: |\n      text\n      more\n\n  - c: 3\n",
            "0/l/1",
            "l:\n  - a: 1\n\n  - c: 3\n",
        ),
        (
            "l:\n  - a: 1\n    deep:\n      - x\n      - y # why\n  - b: 2\nm: 1\n",
            "0/l/0",
            "l:\n  - b: 2\nm: 1\n",
        ),
        ("l: [a, b, c]\n", "0/l/0", "l: [b, c]\n"),
        ("l: [a, b, c]\n", "0/l/2", "l: [a, b]\n"),
        (
            "l: [{a: 1}, {b: 2}] # both\n",
            "0/l/1",
            "l: [{a: 1}] # both\n",
        ),
    ] {
        gives(text, cut(at), expected);
    }
    // All of a list would leave nothing: that is another change.
    for text in ["l:\n  - a\n", "l: [a]\n"] {
        let refused = changed(text, &[cut("0/l/0")]);
        assert!(matches!(refused, Err(Refused::Entangled(_))), "{refused:?}");
    }
    let both = [cut("0/l/2"), cut("0/l/0")];
    let text = "l:\n  # of a\n  - a\n  - b\n  - c # last\n";
    assert_eq!(changed(text, &both).unwrap(), "l:\n  - b\n");
}

#[test]
fn a_bare_text_becomes_a_mapping() {
    for (text, change, expected) in [
        (
            "k:\n  - Ship it\n",
            wrap("0/k/0"),
            "k:\n  - title: Ship it\n",
        ),
        (
            "k:\n  - \"Ship it\"\n",
            wrap("0/k/0"),
            "k:\n  - title: \"Ship it\"\n",
        ),
        (
            "k: [Ship it, b]\n",
            wrap("0/k/0"),
            "k: [{title: Ship it}, b]\n",
        ),
        (
            "k:\n  - Ship\n    it\n",
            wrap("0/k/0"),
            "k:\n  - title: \"Ship it\"\n",
        ),
    ] {
        match changed(text, std::slice::from_ref(&change)) {
            Ok(after) => assert_eq!(after, expected),
            Err(error) => panic!("{error}: {text}"),
        }
    }
}

#[test]
fn what_cannot_be_done_exactly_is_refused_and_says_why() {
    let refused = |text: &str, change: Change| changed(text, &[change]).unwrap_err();
    assert_eq!(refused("a: [1\n", set("0/a", "2")), Refused::Broken);
    assert_eq!(
        refused("a: 1\n", set("0/b/c", "2")).to_string(),
        "there is no b.c to change"
    );
    assert_eq!(
        refused("a: 1\n", append("0/a", "2".into())).to_string(),
        "there is no a to change"
    );
    assert_eq!(
        refused("k:\n- a\n", remove("0/k/0")).to_string(),
        "there is no k[1] to change"
    );
    assert!(matches!(
        refused("a: 1\n", set("1/a", "2")),
        Refused::Missing(_)
    ));
}

#[test]
fn fixes_touch_only_what_they_replace() {
    let at = |start, end, replacement: &str| Edit::new(Span::new(start, end), replacement);
    let text = "ownr: x # who\nparent: y\n";
    assert_eq!(
        repaired(text, &[at(0, 4, "owner"), at(22, 23, "goal")]),
        Ok("owner: x # who\nparent: goal\n".to_owned())
    );
    assert_eq!(
        repaired(text, &[at(0, 4, "a"), at(2, 6, "b")]),
        Err(Refused::Overlapping)
    );
    // What is put there reaches further than it should.
    for reaching in ["owner: \"", "owner: |\n  ", "# "] {
        assert!(repaired(text, &[at(0, 6, reaching)]).is_err(), "{reaching}");
    }
    assert_eq!(
        repaired("a: é\n", &[at(4, 5, "")]),
        Err(Refused::Overlapping)
    );
}

#[test]
fn as_many_fixes_are_made_as_go_together() {
    let at = |start, end, replacement: &str| Edit::new(Span::new(start, end), replacement);
    let gives = |text: &str, made| Mended {
        text: text.to_owned(),
        made,
    };
    let text = "ownr: x # who\nparent: 'y'\n";
    for (edits, expected) in [
        (vec![], gives(text, 0)),
        (
            vec![at(0, 4, "owner"), at(22, 25, "goal")],
            gives("owner: x # who\nparent: 'goal'\n", 2),
        ),
        // Of two that meet the first; what reaches further than it should is left out.
        (
            vec![at(0, 4, "owner"), at(2, 4, "x"), at(6, 7, "\"")],
            gives("owner: x # who\nparent: 'y'\n", 1),
        ),
        (vec![at(0, 4, "# ")], gives(text, 0)),
        (
            vec![at(22, 25, "it's")],
            gives("ownr: x # who\nparent: it's\n", 1),
        ),
        (vec![at(100, 101, "z")], gives(text, 0)),
    ] {
        assert_eq!(mended(text, &edits), expected, "{edits:?}");
    }
    // A comment is kept where the text had errors, too.
    let broken = "a: b: c # why\nd: @e\n";
    assert_eq!(mended(broken, &[at(3, 7, "b c #")]).made, 0);
    assert_eq!(
        mended(broken, &[at(3, 7, "\"b: c\""), at(17, 19, "\"@e\"")]),
        gives("a: \"b: c\" # why\nd: \"@e\"\n", 2)
    );
}

/// Small files in all styles, with comments.
fn files() -> impl Strategy<Value = String> {
    let scalar = prop_oneof![
        "[a-z0-9%é日]{1,6}",
        "[a-z ]{1,8}".prop_map(|text| format!("\"{text}\"")),
        "[a-z ]{1,8}".prop_map(|text| format!("'{text}'")),
        Just(String::new()),
        Just("[x, y]".to_owned()),
        Just("{p: 1, q: z}".to_owned()),
    ];
    let comment = prop_oneof![3 => Just(String::new()), 1 => "[a-z]{1,5}".prop_map(|text| format!(" # {text}"))];
    let line = (scalar, comment).prop_map(|(scalar, comment)| format!("{scalar}{comment}"));
    let item = prop::collection::vec(line.clone(), 1..4).prop_map(|values| {
        let keys = ["a", "b", "c"].iter().zip(values);
        let lines: Vec<_> = keys.map(|(key, value)| format!("{key}: {value}")).collect();
        format!("  - {}\n", lines.join("\n    "))
    });
    let items = prop::collection::vec(item, 0..3);
    (
        prop::collection::vec(line, 1..4),
        items,
        any::<bool>(),
        any::<bool>(),
    )
        .prop_map(|(values, items, crlf, cut)| {
            let mut text = String::from("# first\n");
            for (key, value) in ["u", "v", "w"].iter().zip(values) {
                text.push_str(&format!("{key}: {value}\n"));
            }
            if !items.is_empty() {
                text.push_str(&format!(
                    "k: # list\n{}# last\nz: |\n  one\n  two\n",
                    items.concat()
                ));
            }
            let text = match cut {
                true => text.trim_end().to_owned(),
                false => text,
            };
            match crlf {
                true => text.replace('\n', "\r\n"),
                false => text,
            }
        })
}

fn changes() -> impl Strategy<Value = Change> {
    let path = prop_oneof![
        "0/[uvwxz]",
        "0/k/[012]/[abcd]",
        Just("0/k".to_owned()),
        "0/[uvw]/p",
    ];
    let value = prop_oneof![
        "[ -~é日]{0,12}".prop_map(Value::Text),
        "[a-z\n]{1,9}".prop_map(Value::Text),
        Just(map(&[("date", "2026-01-01"), ("note", "a: b, c")])),
        Just(list(&["x", "- y", "#z"])),
    ];
    (path, value, 0..3).prop_map(|(path, value, kind)| match kind {
        0 => append(&path, value),
        1 => remove(&path),
        // A list with comments in it cannot make room for something else.
        _ if path == "0/k" => append(&path, value),
        _ => put(&path, value),
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    /// Any applicable edit changes what was asked, keeps every comment, and is hardly ever refused.
    #[test]
    fn any_edit_is_exact_or_refused(text in files(), change in changes()) {
        let (tree, _) = yaml::read(text.as_bytes());
        prop_assume!(!tree.broken);
        let said = documents(&tree);
        match (with_change(&said, &change), changed(&text, std::slice::from_ref(&change))) {
            (None, outcome) => prop_assert!(matches!(outcome, Err(Refused::Missing(_)))),
            (Some(wanted), Ok(after)) => {
                let (tree, _) = yaml::read(after.as_bytes());
                prop_assert_eq!(documents(&tree), wanted);
                for comment in text.lines().filter_map(|line| line.split_once('#')) {
                    prop_assert!(after.contains(comment.1.trim()), "{}\n---\n{}", text, after);
                }
            }
            (Some(_), Err(error)) => prop_assert!(false, "{}: {:?}\n{}", error, change, text),
        }
    }
}
