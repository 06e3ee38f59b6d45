//! Merges with the real merge by lines: what comes together, what meets, and what must hold for any
//! two changes.
#![allow(clippy::unwrap_used)]

use std::process::Command;

use proptest::prelude::*;

use super::markers::picked;
use super::same::same;
use super::{Lines, Marks, Merged, Sides, comments, merged, said};

/// As git merges lines.
fn by_lines(texts: Sides<&str>, marks: Marks) -> Option<Lines> {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in [("o", texts.ours), ("b", texts.base), ("t", texts.theirs)] {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    let style = match marks {
        Marks::AsLiked => "merge.conflictStyle=diff3",
        Marks::WithoutBase => "merge.conflictStyle=merge",
    };
    let out = Command::new("git")
        .args(["-c", style, "merge-file", "-p", "-q", "o", "b", "t"])
        .current_dir(folder.path())
        .output()
        .unwrap();
    Some(Lines {
        text: String::from_utf8(out.stdout).unwrap(),
        conflicts: !out.status.success(),
    })
}

fn merge(base: &str, ours: &str, theirs: &str) -> Merged {
    let texts = Sides { base, ours, theirs };
    merged(texts, 7, &mut by_lines)
}

const BASE: &str = "# how it began\nobjective: Help new users\nowner: priya\nkey_results:\n  # the first\n  - id: flow\n    title: Complete the flow\n    baseline: 60%\n    target: 85%\n    current: 71%\n    as_of: 2026-02-01\n    confidence: 6/10\n    note: Half # of all\n  - id: conversion\n    title: Conversion\n    baseline: 15%\n    target: 25%\n    current: 18%\n    as_of: 2026-02-01\n";

/// The base with these replacements made.
fn with(changes: &[(&str, &str)]) -> String {
    changes.iter().fold(BASE.to_owned(), |text, (from, to)| {
        assert!(text.contains(from), "{from}");
        text.replacen(from, to, 1)
    })
}

#[track_caller]
fn comes_together(ours: &[(&str, &str)], theirs: &[(&str, &str)], expected: &[(&str, &str)]) {
    let outcome = merge(BASE, &with(ours), &with(theirs));
    assert_eq!(outcome.text, with(expected), "{ours:?} {theirs:?}");
    assert!(outcome.clean && outcome.met.is_empty());
}

#[track_caller]
fn meets(ours: &[(&str, &str)], theirs: &[(&str, &str)], what: &[&str]) -> String {
    let (ours, theirs) = (with(ours), with(theirs));
    let outcome = merge(BASE, &ours, &theirs);
    assert!(!outcome.clean, "{}", outcome.text);
    assert_eq!(outcome.met, what, "{}", outcome.text);
    let lines = [ours.lines(), theirs.lines()].into_iter().flatten();
    for line in lines.filter(|line| !BASE.contains(line)) {
        assert!(outcome.text.contains(line), "{line}\n{}", outcome.text);
    }
    outcome.text
}

#[test]
fn different_fields_come_together_on_lines_that_touch() {
    comes_together(
        &[("target: 85%", "target: 90%")],
        &[("current: 71%", "current: 75%"), ("02-01", "02-10")],
        &[
            ("target: 85%", "target: 90%"),
            ("current: 71%", "current: 75%"),
            ("02-01", "02-10"),
        ],
    );
    comes_together(
        &[("title: Complete", "title: Finish")],
        &[(
            "    baseline: 60%\n",
            "    baseline: 62%\n    unit: users\n",
        )],
        &[
            ("title: Complete", "title: Finish"),
            (
                "    baseline: 60%\n",
                "    baseline: 62%\n    unit: users\n",
            ),
        ],
    );
    // One changes a value, the other the line's comment.
    comes_together(
        &[("note: Half # of all", "note: Half # of them")],
        &[("confidence: 6/10", "confidence: 7/10"), ("02-01", "02-10")],
        &[
            ("note: Half # of all", "note: Half # of them"),
            ("confidence: 6/10", "confidence: 7/10"),
            ("02-01", "02-10"),
        ],
    );
}

#[test]
fn of_two_check_ins_the_later_one_counts_as_a_whole() {
    let earlier = &[
        ("current: 71%", "current: 73%"),
        ("02-01", "02-08"),
        ("confidence: 6/10", "confidence: 5/10"),
    ];
    let later = &[
        ("current: 71%", "current: 80%"),
        ("02-01", "02-14"),
        ("confidence: 6/10", "confidence: 8/10"),
    ];
    for (ours, theirs) in [(&earlier[..], &later[..]), (later, earlier)] {
        let outcome = merge(BASE, &with(ours), &with(theirs));
        assert!(outcome.clean, "{}", outcome.text);
        assert_eq!(outcome.text, with(later));
    }
    // What the earlier one says besides would be nowhere after a rebase.
    let said = &[
        ("current: 71%", "current: 73%"),
        ("02-01", "02-08"),
        ("note: Half", "note: Most"),
    ];
    let what = ["flow.current", "flow.as_of", "flow.confidence", "flow.note"];
    meets(said, later, &what);
}

#[test]
fn documents_of_one_file_are_told_apart_by_their_ids() {
    let kpi = |id: &str, note: &str| format!("kpi: {id} runs\nid: {id}\ntarget: 9{note}\n");
    let both = |one: &str, other: &str| format!("{one}---\n{other}");
    let base = both(&kpi("alpha", ""), &kpi("beta", ""));
    let swapped = both(&kpi("beta", ""), &kpi("alpha", ""));
    let noted = both(&kpi("alpha", "\nnote: sick"), &kpi("beta", ""));
    for (ours, theirs) in [(&swapped, &noted), (&noted, &swapped)] {
        let outcome = merge(&base, ours, theirs);
        let by_lines = by_lines(
            Sides {
                base: base.as_str(),
                ours,
                theirs,
            },
            Marks::AsLiked,
        )
        .unwrap();
        assert_eq!(
            (outcome.text, !outcome.clean),
            (by_lines.text, by_lines.conflicts)
        );
    }
    let both_noted = merge(
        &base,
        &noted,
        &both(&kpi("alpha", ""), &kpi("beta", "\nnote: well")),
    );
    assert!(both_noted.clean);
    assert_eq!(
        both_noted.text,
        both(&kpi("alpha", "\nnote: sick"), &kpi("beta", "\nnote: well"))
    );
}

#[test]
fn no_two_key_results_get_one_id() {
    let renamed = with(&[("id: flow", "id: reach")]);
    let added = format!("{BASE}  - id: reach\n    title: Reach\n    target: 3\n");
    for (ours, theirs) in [(&renamed, &added), (&added, &renamed)] {
        let outcome = merge(BASE, ours, theirs);
        assert!(!outcome.clean, "{}", outcome.text);
        assert!(outcome.text.contains("<<<<<<<"), "{}", outcome.text);
    }
}

#[test]
fn many_changes_take_no_longer_than_they_are_many() {
    let file = |target: usize, current: usize| -> String {
        let key_results = (0..300).map(|id| {
            format!("  - id: k{id}\n    title: T{id}\n    baseline: 0\n    target: {target}\n    current: {current}\n")
        });
        format!(
            "objective: O\nkey_results:\n{}",
            key_results.collect::<String>()
        )
    };
    let start = cpu_time::ThreadTime::now();
    let outcome = merge(&file(10, 1), &file(20, 1), &file(10, 2));
    assert!(outcome.clean);
    assert_eq!(outcome.text, file(20, 2));
    assert!(start.elapsed().as_secs() < 10, "{:?}", start.elapsed());
}

#[test]
fn check_ins_of_one_day_or_of_no_day_meet() {
    let text = meets(
        &[("current: 71%", "current: 73%")],
        &[("note: Half", "note: Most")],
        &["flow.current", "flow.note"],
    );
    assert!(text.contains("<<<<<<<"), "{text}");
    meets(
        &[("current: 71%", "current: 73%"), ("02-01", "02-08")],
        &[("current: 71%", "current: 74%"), ("02-01", "02-08")],
        &["flow.current"],
    );
    // Only one looked again: what the other wrote beside stays.
    comes_together(
        &[("note: Half", "note: Most")],
        &[("current: 71%", "current: 74%"), ("02-01", "02-08")],
        &[
            ("note: Half", "note: Most"),
            ("current: 71%", "current: 74%"),
            ("02-01", "02-08"),
        ],
    );
}

#[test]
fn only_what_met_is_marked() {
    let text = meets(
        &[
            ("target: 85%", "target: 90%"),
            ("baseline: 60%", "baseline: 61%"),
        ],
        &[
            ("target: 85%", "target: 80%"),
            ("title: Complete", "title: Finish"),
        ],
        &["flow.target"],
    );
    let marked = text.split("<<<<<<<").nth(1).unwrap();
    let marked = marked.split(">>>>>>>").next().unwrap();
    assert!(marked.contains("target: 90%") && marked.contains("target: 80%"));
    assert!(
        !marked.contains("title") && !marked.contains("61%"),
        "{text}"
    );
    assert!(text.contains("title: Finish the flow\n    baseline: 61%\n"));
}

#[test]
fn lines_that_do_not_meet_but_meanings_that_do_are_marked() {
    // The same new field at two places.
    let text = meets(
        &[("    title: Complete", "    score: 0.7\n    title: Complete")],
        &[("# of all\n", "# of all\n    score: 0.9\n")],
        &["flow.score"],
    );
    assert!(text.matches("<<<<<<<").count() >= 1, "{text}");
    // One takes a key result away that the other changed.
    let conversion = BASE.split_once("  - id: conversion").unwrap().1;
    let conversion = format!("  - id: conversion{conversion}");
    meets(
        &[(&conversion, "")],
        &[("current: 18%", "current: 20%")],
        &["conversion"],
    );
}

#[test]
fn key_results_are_told_apart_by_their_ids() {
    let new = |id: &str| format!("  - id: {id}\n    title: About {id} # new\n    target: 1\n");
    let conversion = BASE.split_once("  - id: conversion").unwrap().1;
    let end = format!("  - id: conversion{conversion}");
    // Both add one at the end.
    let (ours, theirs) = (format!("{BASE}{}", new("a")), format!("{BASE}{}", new("b")));
    let outcome = merge(BASE, &ours, &theirs);
    assert!(
        outcome.clean || outcome.text.contains("<<<<<<<"),
        "{}",
        outcome.text
    );
    let (plain_a, plain_b) = (
        new("a").replace(" # new", ""),
        new("b").replace(" # new", ""),
    );
    let outcome = merge(
        BASE,
        &format!("{BASE}{plain_a}"),
        &format!("{BASE}{plain_b}"),
    );
    assert!(outcome.clean, "{}", outcome.text);
    assert_eq!(outcome.text, format!("{BASE}{plain_a}{plain_b}"));
    // One goes, the one before it changes.
    comes_together(
        &[("note: Half # of all", "note: All # of all")],
        &[(&end, "")],
        &[("note: Half # of all", "note: All # of all"), (&end, "")],
    );
    // One gets another id, and its value changes.
    comes_together(
        &[("id: conversion", "id: trial")],
        &[("title: Conversion\n", "title: Conversion\n    owner: jun\n")],
        &[
            ("id: conversion", "id: trial"),
            ("title: Conversion\n", "title: Conversion\n    owner: jun\n"),
        ],
    );
}

#[test]
fn check_ins_are_united_by_their_days() {
    let base = "kpi: Alive\ntarget: 99%\ncheck_ins:\n  - date: 2026-01-05\n    value: 98%\n";
    let look = |day: &str, value: &str| format!("  - date: {day}\n    value: {value}\n");
    let (early, late) = (look("2026-01-12", "97%"), look("2026-01-19", "96%"));
    for (ours, theirs) in [(&early, &late), (&late, &early)] {
        let outcome = merge(base, &format!("{base}{ours}"), &format!("{base}{theirs}"));
        assert!(outcome.clean, "{}", outcome.text);
        assert_eq!(outcome.text, format!("{base}{early}{late}"));
    }
    let outcome = merge(
        base,
        &format!("{base}{early}"),
        &format!("{base}{}", early.replace("97", "95")),
    );
    assert!(!outcome.clean);
    assert!(outcome.text.contains("97%") && outcome.text.contains("95%"));
}

#[test]
fn line_breaks_stay_as_they_are() {
    let crlf = |text: String| text.replace('\n', "\r\n");
    let ours = crlf(with(&[("target: 85%", "target: 90%")]));
    let theirs = crlf(with(&[("baseline: 60%", "baseline: 62%")]));
    let outcome = merge(&crlf(BASE.to_owned()), &ours, &theirs);
    assert!(outcome.clean);
    assert_eq!(
        outcome.text,
        crlf(with(&[
            ("target: 85%", "target: 90%"),
            ("baseline: 60%", "baseline: 62%")
        ]))
    );
}

#[test]
fn what_cannot_be_read_is_merged_by_lines() {
    let broken = |text: String| format!("{text}x: [\n");
    let outcome = merge(
        &broken(BASE.to_owned()),
        &broken(with(&[("Help new users", "Help everyone")])),
        &broken(with(&[("current: 18%", "current: 19%")])),
    );
    assert!(outcome.clean);
    assert!(outcome.text.contains("Help everyone") && outcome.text.contains("19%"));
    let outcome = merge(
        "objective: a\nx: [\n",
        "objective: b\nx: [\n",
        "objective: c\nx: [\n",
    );
    assert!(!outcome.clean && outcome.text.contains("<<<<<<<"));
    // A file that both wrote anew.
    let outcome = merge("", "objective: b\n", "objective: c\n");
    assert!(!outcome.clean && outcome.text.contains("objective: b\n"));
}

#[test]
fn comments_of_both_are_kept() {
    let outcome = merge(
        BASE,
        &with(&[
            ("target: 85%", "target: 90% # more"),
            ("# how it began", "# how it was"),
        ]),
        &with(&[("baseline: 60%", "baseline: 62% # measured")]),
    );
    for part in [
        "90% # more",
        "62% # measured",
        "# how it was",
        "# the first",
        "# of all",
    ] {
        assert!(outcome.text.contains(part), "{part}\n{}", outcome.text);
    }
}

/// What somebody may change, with what it changes; each on its own line.
const CHANGES: [(&str, &str, &str); 12] = [
    ("owner: priya", "owner: ", "owner"),
    ("title: Complete the flow", "title: ", "title"),
    ("baseline: 60%", "baseline: ", "baseline"),
    ("target: 85%", "target: ", "target"),
    (
        "current: 71%\n    as_of: 2026-02-01",
        "current: 1\n    as_of: 2026-02-",
        "look",
    ),
    ("note: Half # of all", "note: Half # ", "comment"),
    ("title: Conversion", "title: ", "title2"),
    ("baseline: 15%", "baseline: ", "baseline2"),
    ("# how it began", "# ", "comment2"),
    ("    target: 25%\n", "    target: 25%\n    owner: ", "new"),
    (
        "key_results:",
        "why: |\n  One\n  Two\nkey_results: # ",
        "why",
    ),
    (
        "  # the first\n",
        "  # the first\n  - id: zero\n    title: ",
        "item",
    ),
];

fn edited(changes: &[(usize, u8)]) -> String {
    changes
        .iter()
        .fold(BASE.to_owned(), |text, (which, number)| {
            let (from, to, _) = CHANGES[*which];
            let number = 10 + number % 15;
            let end = match from.ends_with('\n') {
                true => "\n",
                false => "",
            };
            text.replacen(from, &format!("{to}{number}{end}"), 1)
        })
}

fn edits() -> impl Strategy<Value = Vec<(usize, u8)>> {
    prop::collection::btree_map(0..CHANGES.len(), any::<u8>(), 0..5)
        .prop_map(|changes| changes.into_iter().collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn a_side_without_changes_adds_nothing(changes in edits()) {
        let text = edited(&changes);
        for outcome in [merge(BASE, &text, BASE), merge(BASE, BASE, &text), merge(BASE, &text, &text)] {
            prop_assert_eq!(&outcome.text, &text);
            prop_assert!(outcome.clean);
        }
    }

    /// Whichever sides are chosen between markers: all values that one of them changed are there.
    #[test]
    fn nothing_is_lost(ours in edits(), theirs in edits()) {
        let (a, b) = (edited(&ours), edited(&theirs));
        let outcome = merge(BASE, &a, &b);
        let (text_ours, text_theirs) = picked(&outcome.text, 7).unwrap();
        prop_assert_eq!(outcome.clean, !outcome.text.contains("<<<<<<<"));
        let looked = |changes: &[(usize, u8)]| changes.iter().any(|(which, _)| *which == 4);
        let both_looked = looked(&ours) && looked(&theirs);
        for (text, side) in [(&text_ours, &a), (&text_theirs, &b)] {
            prop_assert!(said(text).is_some(), "{}", text);
            let changed = side.lines().filter(|line| !BASE.contains(line));
            for line in changed.filter(|line| !both_looked || !line.contains("as_of")) {
                let value = line.split_once('#').map_or(line, |(value, _)| value).trim();
                prop_assert!(text.contains(value), "{}\n{}", line, outcome.text);
            }
        }
        let both = |text: &str| comments(text).into_iter();
        let kept: Vec<String> = both(&text_ours).chain(both(&text_theirs)).collect();
        for comment in both(&a).chain(both(&b)) {
            let old = comments(BASE).contains(&comment);
            prop_assert!(old || kept.contains(&comment), "{}\n{}", comment, outcome.text);
        }
    }

    /// Changes of different things come together, to the same whichever side they come from.
    #[test]
    fn what_does_not_touch_comes_together(all in edits(), mask in any::<u16>()) {
        let (ours, theirs): (Vec<_>, Vec<_>) = all.iter().copied().partition(|(which, _)| mask >> which & 1 == 1);
        let (a, b) = (edited(&ours), edited(&theirs));
        let (one, other) = (merge(BASE, &a, &b), merge(BASE, &b, &a));
        let is_comment = |which: &usize| matches!(which, 5 | 8 | 10);
        if !all.iter().any(|(which, _)| is_comment(which)) {
            prop_assert!(one.clean && other.clean, "{}", one.text);
        }
        if one.clean && other.clean {
            let (one, other) = (said(&one.text).unwrap(), said(&other.text).unwrap());
            let wanted = said(&edited(&all)).unwrap();
            prop_assert!(one.iter().zip(&wanted).all(|(a, b)| same(a, b)));
            prop_assert!(other.iter().zip(&wanted).all(|(a, b)| same(a, b)));
        }
    }
}
