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

/// A tree in place that goes on some days before its quarter ends.
fn rolled_early(last: &str) -> Repository {
    const FLOW: &str = "objective: Ship every day\nowner: mo\nparent: found\ncycle: 2026-Q1\nkey_results:\n  - {id: days, title: Days with a release, baseline: 10, target: 60, current: 55, as_of: 2026-03-20}\n";
    let repository = Repository::new();
    repository.write("okrs/okr.yaml", "organisation: Bakery\n");
    repository.write("okrs/found.yaml", "goal: Be found\nowner: mo\n");
    repository.write("okrs/flow.yaml", FLOW);
    repository.write("okrs/noise.yaml", FLOW.replace("Ship", "Listen"));
    repository.commit_at("2026-01-05T10:00:00Z", "Plan the quarter");
    let judged = FLOW.replace("cycle:", "status: achieved\nscore: 0.9\ncycle:");
    repository.commit_file("2026-03-26T10:00:00Z", "okrs/flow.yaml", &judged);
    let next = FLOW
        .replace("2026-Q1", "2026-Q2")
        .replace(", current: 55, as_of: 2026-03-20", "");
    repository.write("okrs/flow.yaml", &next);
    repository.write("okrs/noise.yaml", next.replace("Ship", "Listen"));
    repository.commit_at("2026-03-27T10:00:00Z", "Go on");
    repository.commit_file(last, "okrs/okr.yaml", "organisation: The bakery\n");
    repository
}

#[test]
fn what_goes_on_in_place_before_the_close_has_a_fate() {
    for (last, today, by_numbers) in [
        // The quarter still runs, it has just ended, and so has the next. Scores come with the end.
        ("2026-03-28T10:00:00Z", "2026-03-28", "carried_over | -"),
        ("2026-04-02T10:00:00Z", "2026-04-02", "achieved | 0.9"),
        ("2026-07-02T10:00:00Z", "2026-07-02", "achieved | 0.9"),
    ] {
        let repository = rolled_early(last);
        let args = ["diff", "2026-Q1", "2026-Q2", "--format", "json", "--today"];
        let run = okr(repository.folder(), &[&args[..], &[today]].concat());
        assert_eq!(run.code, 0, "{today}: {}", run.err);
        let diff: Value = serde_json::from_str(&run.out).unwrap();
        let told = lines(&diff["fates"], &["id", "fate", "score", "next"]);
        let fates = [
            "flow | achieved | 0.9 | flow@2026-Q2".to_owned(),
            format!("noise | {by_numbers} | noise@2026-Q2"),
        ];
        assert_eq!(told, fates, "{today}");
    }
}

#[test]
fn a_shallow_clone_does_not_know_what_went_on_before_the_close() {
    let repository = rolled_early("2026-03-28T10:00:00Z");
    let clone = repository.beside("clone");
    let from = format!("file://{}", repository.folder().display());
    let to = clone.display().to_string();
    repository.git(&["clone", "--quiet", "--depth=1", &from, &to]);
    let args = ["diff", "2026-Q1", "2026-Q2", "--today", "2026-03-28"];
    let run = okr(&clone, &args);
    assert_eq!(run.code, 0, "{}", run.err);
    let said: Vec<&str> = run.out.split_whitespace().collect();
    let said = said.join(" ");
    assert!(said.contains("the clone is shallow, so that what left 2026-Q1 before its close"));
    assert!(said.contains("`git fetch --unshallow` fetches the rest"));
}
