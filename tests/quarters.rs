//! Quarter over quarter, in two repositories of four quarters each: one in which every file is
//! edited in place, one with a folder for each quarter. What is expected was laid out by hand.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;
#[path = "common/quarters.rs"]
mod quarters;
#[path = "common/repository.rs"]
mod repository;

use common::okr;
use quarters::Layout;
use repository::Repository;
use serde_json::Value;

fn json(repository: &Repository, args: &[&str]) -> Value {
    let args = [
        &["diff"],
        args,
        &["--format", "json", "--today", "2026-02-14"],
    ]
    .concat();
    let run = okr(repository.folder(), &args);
    assert_eq!(run.code, 0, "{args:?}: {}", run.err);
    serde_json::from_str(&run.out).unwrap()
}

fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => "-".to_owned(),
        // The last digits are the business of the machine's numbers.
        Value::Number(number) => ((number.as_f64().unwrap() * 1e6).round() / 1e6).to_string(),
        other => other.to_string(),
    }
}

/// Each entry of a list in a line: the fields named, in their order.
fn lines(list: &Value, fields: &[&str]) -> Vec<String> {
    let line = |entry: &Value| {
        let words: Vec<String> = fields.iter().map(|field| text(&entry[*field])).collect();
        words.join(" | ")
    };
    list.as_array().unwrap().iter().map(line).collect()
}

const CHANGE: &[&str] = &["kind", "subject", "field", "before", "after", "direction"];

#[test]
fn every_objective_of_the_quarter_has_a_fate() {
    for layout in [Layout::InPlace, Layout::Folders] {
        let repository = quarters::company(layout);
        let diff = json(&repository, &["2025-Q4", "2026-Q1"]);
        assert_eq!(diff["mode"], "cycles");
        assert_eq!(
            lines(&diff["fates"], &["id", "fate", "score", "next"]),
            [
                // Its numbers say 0.8, but 0.75 was given on 5 January: a success of an aspiration.
                "growth | achieved | 0.75 | growth@2026-Q1",
                // (78 − 50) ÷ (80 − 50), against the target that was eased in November.
                "offline | achieved | 0.933333 | app:offline-mode@2026-Q1",
                "push | unaccounted_for | - | -",
                // (2.2 − 2) ÷ (3 − 2), and it goes on.
                "checkout | carried_over | 0.2 | web:checkout@2026-Q1",
                "search | dropped | - | -",
            ],
            "{layout:?}"
        );
        let mut changes = lines(&diff["changes"], CHANGE);
        changes.sort();
        // The file of the earlier quarter is still there, so that its heir has to say which it means.
        let changes: Vec<String> = changes
            .into_iter()
            .map(|line| line.replace("offline@2025-Q4", "offline"))
            .collect();
        assert_eq!(changes, quarters::OVER, "{layout:?}");
    }
}

#[test]
fn within_a_quarter_each_moved_goalpost_has_its_commit() {
    for layout in [Layout::InPlace, Layout::Folders] {
        let repository = quarters::company(layout);
        let diff = json(&repository, &["--during", "2025-Q4"]);
        assert_eq!(diff["mode"], "during");
        let fields = [CHANGE, &["date", "author", "reason"]].concat();
        assert_eq!(
            lines(&diff["changes"], &fields),
            [
                "retargeted | offline/done | target | 90% | 80% | easier | 2025-11-10 | Ada Author | -",
                "retargeted | checkout/conversion | target | 3% | 4% | harder | 2025-11-20 | Ada Author | -",
                "retargeted | checkout/conversion | target | 4% | 3% | easier | 2025-11-24 | Ada Author | that was too fast",
                // Given in January, while it still stood in that quarter.
                "closed | search | status | active | dropped | - | - | - | The archive is sold",
                "rescored | growth | score | - | 0.75 | - | - | - | -",
                "progressed | growth/users | current | - | 5.8M | - | - | - | -",
                "progressed | offline/done | current | - | 78% | - | - | - | -",
                "progressed | checkout/conversion | current | - | 2.2% | - | - | - | -",
                "annotated | growth | result | - | Nearly all of it | - | - | - | -",
            ]
            .map(String::from),
            "{layout:?}"
        );
        let notes = lines(&diff["notes"], &["path"]);
        assert!(
            notes.len() == 1 && notes[0].ends_with("push.yaml"),
            "{notes:?}"
        );
        assert_eq!(
            lines(&diff["scores"], &["id", "original", "final", "given"]),
            [
                "growth | 0.8 | 0.8 | 0.75",
                // (78 − 50) ÷ (90 − 50) before the target was eased.
                "offline | 0.7 | 0.933333 | -",
                "push | - | - | -",
                "checkout | 0.2 | 0.2 | -",
                "search | 0 | 0 | -",
            ],
            "{layout:?}"
        );
    }
}

#[test]
fn both_reports_read_well() {
    for (layout, name) in [(Layout::InPlace, "in_place"), (Layout::Folders, "folders")] {
        let repository = quarters::company(layout);
        for (args, what) in [
            (&["2025-Q4", "2026-Q1"][..], "over"),
            (&["--during", "2025-Q4"], "during"),
        ] {
            let args = [&["diff"], args, &["--today", "2026-02-14"]].concat();
            let run = okr(repository.folder(), &args);
            assert_eq!((run.code, run.err.as_str()), (0, ""));
            insta::assert_snapshot!(format!("{what}_{name}"), run.out);
        }
    }
}
