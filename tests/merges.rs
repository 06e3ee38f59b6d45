//! What merges change themselves is told, and what they only bring together is told once: real
//! repositories, in which what every commit changed is worked out by hand.
#![allow(clippy::unwrap_used)]

#[path = "common/acme.rs"]
mod acme;
mod common;
#[path = "common/repository.rs"]
mod repository;

use acme::{FLOW, acme, changes, day, json, objective, series};
use common::okr;
use repository::Repository;
use serde_json::Value;

/// The objective with these values, and more lines below: another place in the file.
fn flow(target: &str, current: &str, note: &str) -> String {
    let context = "# a line that nobody changes\n".repeat(6);
    objective(target, current, &format!("{context}note: {note}\n"))
}

/// A tree in which `side` and `main` parted on day 3.
fn parted(side: &str, main: &str) -> Repository {
    let repository = acme();
    repository
        .write(FLOW, flow("20k", "10k", "a"))
        .commit_at(&day(3), "Base");
    repository.git(&["checkout", "--quiet", "-b", "side"]);
    repository.write(FLOW, side).commit_at(&day(4), "Side");
    repository.git(&["checkout", "--quiet", "main"]);
    repository.write(FLOW, main).commit_at(&day(5), "Main");
    repository
}

/// Merges `side` as `write` leaves the files.
fn merge(repository: &Repository, write: &dyn Fn(&Repository)) {
    repository.git(&["merge", "--quiet", "--no-commit", "-s", "ours", "side"]);
    write(repository);
    repository.commit_at(&day(6), "Merge");
}

fn shown(repository: &Repository, args: &[&str]) -> Value {
    let run = okr(repository.folder(), args);
    assert!(run.code < 2, "{args:?}: {}", run.err);
    serde_json::from_str(&run.out).unwrap()
}

/// The goalposts that moved in the quarter, each as `subject before > after (commit)`.
fn during(repository: &Repository) -> Vec<String> {
    let diff = shown(
        repository,
        &["diff", "--during", "2026-Q1", "--format", "json"],
    );
    let changes = diff["changes"].as_array().unwrap().iter();
    changes
        .filter(|change| change["kind"] == "retargeted")
        .map(|change| {
            let text = |key: &str| change[key].as_str().unwrap_or("-").to_owned();
            let (subject, before, after) = (text("subject"), text("before"), text("after"));
            format!("{subject} {before} > {after} on {}", text("date"))
        })
        .collect()
}

/// The targets that were eased in silence, by what the check of the history says.
fn eased(repository: &Repository) -> Vec<String> {
    let args = [
        "check",
        "--history",
        "--select",
        "goalpost-moved",
        "--format",
        "json",
    ];
    let findings = shown(repository, &args);
    let findings = findings["findings"].as_array().unwrap().iter();
    findings
        .map(|finding| finding["message"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn two_who_change_other_fields_of_a_file_changed_one_each() {
    let repository = parted(&flow("15k", "10k", "a"), &flow("20k", "10k", "b"));
    repository.git_at(&day(6), &["merge", "--quiet", "--no-edit", "side"]);
    let both = [
        "Main: flow annotated note a > b",
        "Side: flow/visits retargeted target 20k > 15k",
        "Base: flow annotated note - > a",
    ];
    for args in [&["flow"][..], &[]] {
        let told = changes(&json(repository.folder(), args));
        assert_eq!(told[..3], both, "{args:?}");
    }
    assert_eq!(during(&repository), ["flow/visits 20k > 15k on 2026-01-04"]);
    assert_eq!(eased(&repository).len(), 1);
}

#[test]
fn a_conflict_that_is_resolved_to_a_third_value_is_a_change_of_the_merge() {
    let repository = parted(&flow("16k", "11k", "a"), &flow("18k", "12k", "a"));
    merge(&repository, &|repository| {
        repository.write(FLOW, flow("14k", "13k", "a"));
    });
    repository
        .write(FLOW, flow("14k", "14k", "a"))
        .commit_at(&day(7), "Later");
    let told = [
        "Later: flow/visits progressed current 13k > 14k",
        "Merge: flow/visits retargeted target 18k > 14k",
        "Merge: flow/visits progressed current 12k > 13k",
        "Main: flow/visits retargeted target 20k > 18k",
        "Main: flow/visits progressed current 10k > 12k",
        "Side: flow/visits retargeted target 20k > 16k",
        "Side: flow/visits progressed current 10k > 11k",
    ];
    for args in [&["flow"][..], &["flow/visits"], &[]] {
        let log = changes(&json(repository.folder(), args));
        assert_eq!(log[..told.len()], told, "{args:?}");
    }
    assert_eq!(
        series(&json(repository.folder(), &["flow/visits"])),
        [
            "2026-01-02 10k 10000",
            "2026-01-04 11k 11000",
            "2026-01-05 12k 12000",
            "2026-01-06 13k 13000",
            "2026-01-07 14k 14000",
        ]
    );
    assert_eq!(
        during(&repository),
        [
            "flow/visits 20k > 16k on 2026-01-04",
            "flow/visits 20k > 18k on 2026-01-05",
            "flow/visits 18k > 14k on 2026-01-06",
        ]
    );
    assert_eq!(eased(&repository).len(), 3);
}

#[test]
fn what_a_merge_adds_changes_and_removes_by_itself_is_told() {
    let repository = parted(&flow("20k", "11k", "a"), &flow("20k", "10k", "b"));
    repository.git(&["checkout", "--quiet", "side"]);
    let next = "okrs/teams/web/2026-Q1/next.yaml";
    repository
        .write(next, objective("30k", "10k", ""))
        .write("okrs/goals/gone.yaml", "goal: Go\n")
        .commit_at(&day(5), "More");
    repository.git(&["checkout", "--quiet", "main"]);
    repository
        .write("okrs/goals/gone.yaml", "goal: Go on\n")
        .commit_at(&day(5), "Another");
    merge(&repository, &|repository| {
        repository
            .write(FLOW, flow("19k", "11k", "b"))
            .write(next, objective("25k", "10k", ""))
            .write("okrs/goals/new.yaml", "goal: Be new\n");
        std::fs::remove_file(repository.folder().join("okrs/goals/gone.yaml")).unwrap();
    });
    let told = changes(&json(repository.folder(), &["-n", "1"]));
    assert_eq!(
        told,
        [
            "Merge: flow/visits retargeted target 20k > 19k",
            "Merge: gone removed - Go on > -",
            "Merge: new added - - > Be new",
            // It came with the other side, whose value it had.
            "Merge: next/visits retargeted target 30k > 25k",
        ]
    );
    assert_eq!(
        changes(&json(repository.folder(), &["next"])),
        [
            "Merge: next/visits retargeted target 30k > 25k",
            "More: next added - - > Be worth a visit",
        ]
    );
    assert_eq!(
        changes(&json(repository.folder(), &["flow"]))[..3],
        [
            "Merge: flow/visits retargeted target 20k > 19k",
            "Main: flow annotated note a > b",
            "Side: flow/visits progressed current 10k > 11k",
        ]
    );
}

#[test]
fn what_a_merge_renames_is_followed_into_both_parents() {
    let repository = parted(&flow("20k", "11k", "a"), &flow("20k", "10k", "b"));
    merge(&repository, &|repository| {
        repository.write(
            "okrs/teams/web/2026-Q1/visits.yaml",
            flow("20k", "11k", "b"),
        );
        std::fs::remove_file(repository.folder().join(FLOW)).unwrap();
    });
    assert_eq!(
        changes(&json(repository.folder(), &["visits"])),
        [
            "Merge: visits renamed id flow > visits",
            // A file that is new in the merge is compared with the first parent alone.
            "Merge: visits/visits progressed current 10k > 11k",
            "Main: flow annotated note a > b",
            "Side: flow/visits progressed current 10k > 11k",
            "Base: flow annotated note - > a",
            "Start: flow added - - > Be worth a visit",
        ]
    );
}

#[test]
fn what_a_merge_drops_never_came_there() {
    for (main, kept) in [
        // Only the side changed the file; both did, and one is kept.
        (flow("20k", "10k", "a"), &[][..]),
        (
            flow("18k", "10k", "a"),
            &["flow/visits 20k > 18k on 2026-01-05"],
        ),
    ] {
        let repository = parted(&flow("15k", "11k", "a"), &main);
        repository.git(&["checkout", "--quiet", "side"]);
        let goal = |repository: &Repository| {
            repository.write("okrs/goals/side.yaml", "goal: It is taken\n");
        };
        goal(&repository);
        repository.commit_at(&day(5), "Taken");
        repository.git(&["checkout", "--quiet", "main"]);
        merge(&repository, &goal);
        let log = json(repository.folder(), &["flow/visits"]);
        assert!(!changes(&log).iter().any(|line| line.starts_with("Side")));
        assert_eq!(series(&log), ["2026-01-02 10k 10000"]);
        assert_eq!(during(&repository), kept);
        assert_eq!(eased(&repository).len(), kept.len());
        // The commits of the whole tree are all there, as git tells them.
        let all = changes(&json(repository.folder(), &[]));
        assert!(all.contains(&"Side: flow/visits retargeted target 20k > 15k".to_owned()));
    }
}

#[test]
fn a_merge_of_many_is_compared_with_each() {
    let repository = parted(&flow("16k", "10k", "a"), &flow("20k", "10k", "a"));
    for (branch, target) in [("one", "17k"), ("two", "18k")] {
        repository.git(&["checkout", "--quiet", "-b", branch, "main"]);
        repository
            .write(FLOW, flow(target, "10k", "a"))
            .commit_at(&day(5), branch);
    }
    repository.git(&["checkout", "--quiet", "main"]);
    let merge = |target: &str, when: u8| {
        let args = [
            "merge",
            "--quiet",
            "--no-commit",
            "-s",
            "ours",
            "side",
            "one",
            "two",
        ];
        repository.git(&args);
        repository
            .write(FLOW, flow(target, "10k", "a"))
            .commit_at(&day(when), target);
    };
    merge("14k", 6);
    let told = |count: usize| changes(&json(repository.folder(), &["flow"]))[..count].to_vec();
    assert_eq!(told(1), ["14k: flow/visits retargeted target 20k > 14k"]);
    assert_eq!(told(4).len(), 4);
    repository.git(&["reset", "--quiet", "--hard", "HEAD^"]);
    merge("17k", 6);
    assert_eq!(told(1), ["one: flow/visits retargeted target 20k > 17k"]);
}

#[test]
fn conflict_marks_that_were_committed_are_bridged() {
    let repository = parted(&flow("16k", "10k", "a"), &flow("18k", "10k", "a"));
    merge(&repository, &|repository| {
        let marks = "<<<<<<< HEAD\n=======\n>>>>>>> side\n";
        repository.write(FLOW, format!("objective: [x\n{marks}"));
    });
    repository
        .write(FLOW, flow("17k", "10k", "a"))
        .commit_at(&day(7), "Mend");
    for args in [&["flow"][..], &[]] {
        let log = json(repository.folder(), args);
        assert_eq!(
            changes(&log)[..3],
            [
                "Mend: flow/visits retargeted target 18k > 17k",
                "Main: flow/visits retargeted target 20k > 18k",
                "Side: flow/visits retargeted target 20k > 16k",
            ]
        );
        assert_eq!(log["notes"].as_array().unwrap().len(), 1);
    }
}
