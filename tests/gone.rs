//! `okr log` of what does not stand in the tree any more, and of what goes on in the file of another
//! cycle. Every reference that is printed leads somewhere.
#![allow(clippy::unwrap_used)]

#[path = "common/acme.rs"]
mod acme;
mod common;
#[path = "common/repository.rs"]
mod repository;

use std::path::Path;

use acme::{FLOW, acme, changes, day, json, objective, series};
use common::okr;
use repository::{Repository, git_in};
use serde_json::Value;

fn notes(log: &Value) -> Vec<String> {
    let notes = log["notes"].as_array().unwrap().iter();
    notes
        .map(|note| note["message"].as_str().unwrap().to_owned())
        .collect()
}

/// The commit as notes name it.
fn since(commit: &str, of: u8) -> String {
    format!("{} (2026-01-{of:02})", &commit[..10])
}

fn refused(folder: &Path, reference: &str) -> String {
    let run = okr(folder, &["log", reference]);
    assert_eq!((run.code, run.out.as_str()), (2, ""), "{reference}");
    run.err
}

/// The tree with another value on day 3, and one objective beside it.
fn grown() -> Repository {
    let repository = acme();
    repository
        .write(FLOW, objective("20k", "11k", ""))
        .write("okrs/teams/web/2026-Q1/other.yaml", "objective: Other\n")
        .commit_at(&day(3), "Week 1");
    repository
}

#[test]
fn what_was_deleted_is_found_where_it_last_stood() {
    let repository = grown();
    std::fs::remove_file(repository.folder().join(FLOW)).unwrap();
    let gone = repository.commit_at(&day(4), "Delete");
    repository
        .write("okrs/goals/found.yaml", "goal: Be found by all\n")
        .commit_at(&day(5), "Later");
    let told = [
        "Delete: flow removed - Be worth a visit > -",
        "Week 1: flow/visits progressed current 10k > 11k",
        "Start: flow added - - > Be worth a visit",
    ];
    for reference in ["flow", "web:flow", "flow@2026-Q1", "web:flow@2026-Q1"] {
        let log = json(repository.folder(), &[reference]);
        assert_eq!(changes(&log), told, "{reference}");
        let note = format!("`{reference}` is gone since {}", since(&gone, 4));
        assert_eq!(notes(&log), [note]);
        assert_eq!(log["notes"][0]["commit"], gone.as_str());
    }
    let log = json(repository.folder(), &["flow/visits"]);
    assert_eq!(
        series(&log),
        ["2026-01-02 10k 10000", "2026-01-03 11k 11000"]
    );
    assert!(changes(&log)[0].starts_with("Delete: flow/visits removed"));
    let run = okr(repository.folder(), &["log", "flow"]);
    assert!(
        run.out
            .contains(&format!("\n`flow` is gone since {}\n", since(&gone, 4)))
    );
    // It has to be meant: the wrong cycle, team or key result is none.
    for reference in [
        "flow@2025-Q4",
        "app:flow",
        "flow/clicks",
        "flo",
        "team:flow",
    ] {
        refused(repository.folder(), reference);
    }
    assert!(refused(repository.folder(), "othr").contains("did you mean other?"));
}

#[test]
fn what_was_renamed_says_what_it_is_now() {
    let repository = grown();
    repository.git(&["mv", FLOW, "okrs/teams/web/2026-Q1/guests.yaml"]);
    let first = repository.commit_at(&day(4), "Rename the file");
    let guests = "okrs/teams/web/2026-Q1/guests.yaml";
    repository
        .write(
            guests,
            format!("id: welcome\n{}", objective("20k", "11k", "")),
        )
        .commit_at(&day(5), "Rename the id");
    let log = json(repository.folder(), &["flow"]);
    assert_eq!(
        changes(&log),
        [
            "Week 1: flow/visits progressed current 10k > 11k",
            "Start: flow added - - > Be worth a visit",
        ]
    );
    let now = "web:guests@2026-Q1";
    let note = format!(
        "`flow` is `{now}` since {}: `okr log {now}`",
        since(&first, 4)
    );
    assert_eq!(notes(&log), [note]);
    let log = json(repository.folder(), &[now]);
    assert!(
        notes(&log)[0].contains("is `web:welcome@2026-Q1` since"),
        "{log:#}"
    );
    let log = json(repository.folder(), &["web:welcome@2026-Q1"]);
    assert_eq!((changes(&log).len(), notes(&log).len()), (4, 0));
    // Moved to the next cycle, the name of the last one still leads there.
    let next = "okrs/teams/web/2026-Q2/guests.yaml";
    std::fs::create_dir(repository.folder().join("okrs/teams/web/2026-Q2")).unwrap();
    repository.git(&["mv", guests, next]);
    repository.commit_at(&day(6), "Next quarter");
    let log = json(repository.folder(), &["welcome@2026-Q1"]);
    assert!(
        notes(&log)[0].contains("`okr log web:welcome@2026-Q2`"),
        "{log:#}"
    );
    assert_eq!(changes(&log).len(), 4);
}

#[test]
fn a_key_result_that_is_gone_or_renamed_is_found() {
    let repository = grown();
    let renamed = objective("20k", "11k", "").replace("id: visits", "id: guests");
    repository.write(FLOW, &renamed);
    repository.commit_at(&day(4), "Rename");
    let without: String = renamed
        .lines()
        .filter(|line| !line.contains("id: guests"))
        .map(|line| format!("{line}\n"))
        .collect();
    repository.write(FLOW, without);
    let gone = repository.commit_at(&day(5), "Remove");
    let log = json(repository.folder(), &["flow/visits"]);
    assert_eq!(series(&log).len(), 2);
    assert!(
        notes(&log)[0].ends_with("`okr log web:flow/guests@2026-Q1`"),
        "{log:#}"
    );
    let log = json(repository.folder(), &["web:flow/guests@2026-Q1"]);
    let note = format!(
        "`web:flow/guests@2026-Q1` is gone since {}",
        since(&gone, 5)
    );
    assert_eq!(notes(&log), [note]);
    assert!(
        changes(&log)[0].starts_with("Remove: flow/guests removed"),
        "{log:#}"
    );
    assert!(refused(repository.folder(), "flow/clicks").contains("has no key result"));
}

#[test]
fn a_team_that_is_gone_is_found() {
    let repository = grown();
    std::fs::remove_dir_all(repository.folder().join("okrs/teams/web")).unwrap();
    let gone = repository.commit_at(&day(4), "Close the team");
    let log = json(repository.folder(), &["team:web"]);
    assert_eq!(
        notes(&log),
        [format!("`team:web` is gone since {}", since(&gone, 4))]
    );
    assert!(
        changes(&log)[0].starts_with("Close the team: team:web removed"),
        "{log:#}"
    );
    // And so is what it had.
    assert_eq!(changes(&json(repository.folder(), &["flow"])).len(), 3);
    assert!(refused(repository.folder(), "team:wbe").contains("there is no team `wbe`"));
}

#[test]
fn what_a_merge_left_behind_is_found() {
    let repository = grown();
    repository.git(&["checkout", "--quiet", "-b", "side"]);
    repository
        .write("okrs/goals/side.yaml", "goal: It is taken\n")
        .write(FLOW, objective("20k", "15k", ""));
    repository.commit_at(&day(6), "Side");
    repository.git(&["checkout", "--quiet", "main"]);
    std::fs::remove_file(repository.folder().join(FLOW)).unwrap();
    repository.commit_at(&day(4), "Delete");
    repository.git(&["merge", "--quiet", "--no-commit", "-s", "ours", "side"]);
    repository
        .write("okrs/goals/side.yaml", "goal: It is taken\n")
        .commit_at(&day(7), "Merge");
    let log = json(repository.folder(), &["flow"]);
    assert!(notes(&log)[0].contains("was merged without it"), "{log:#}");
    assert!(changes(&log)[0].starts_with("Side: flow/visits progressed"));
}

#[test]
fn a_shallow_clone_does_not_say_that_it_never_was() {
    let repository = grown();
    std::fs::remove_file(repository.folder().join(FLOW)).unwrap();
    repository.commit_at(&day(4), "Delete");
    repository
        .write("okrs/goals/found.yaml", "goal: Be found by all\n")
        .commit_at(&day(5), "Later");
    let clone = repository.beside("shallow");
    let from = format!("file://{}", repository.folder().display());
    let to = clone.to_str().unwrap();
    let args = ["clone", "--quiet", "--depth", "1", &from, to];
    git_in(&repository.beside("."), &day(6), &args);
    let words = refused(&clone, "flow");
    assert!(words.contains("there is no `flow`"), "{words}");
    assert!(words.contains("git fetch --unshallow"), "{words}");
}

#[test]
fn what_goes_on_in_an_earlier_cycle_says_where() {
    let repository = acme();
    let next = "okrs/teams/web/2026-Q2/flow.yaml";
    for (says, text) in [
        ("the same name", objective("30k", "20k", "")),
        (
            "carried_from",
            objective("30k", "20k", "carried_from: flow@2026-Q1\n"),
        ),
    ] {
        repository.write(next, text).commit_at(&day(20), says);
        for (reference, from, first) in [
            ("flow@2026-Q2", "web:flow@2026-Q1", "Start: flow added"),
            (
                "flow/visits@2026-Q2",
                "web:flow/visits@2026-Q1",
                "Start: flow/visits added",
            ),
        ] {
            let log = json(repository.folder(), &[reference]);
            assert_eq!(
                notes(&log),
                [format!("carried from {from}: `okr log {from}`")]
            );
            let earlier = json(repository.folder(), &[from]);
            assert!(
                changes(&earlier).last().unwrap().starts_with(first),
                "{earlier:#}"
            );
            assert!(notes(&earlier).is_empty());
        }
    }
    // A key result that is new leads to its objective's; another name to that name.
    let renamed = "okrs/teams/web/2026-Q3/visits.yaml";
    let text = objective("30k", "20k", "carried_from: flow@2026-Q2\n");
    repository
        .write(renamed, text.replace("id: visits", "id: fresh"))
        .commit_at(&day(21), "Renamed");
    let log = json(repository.folder(), &["visits/fresh@2026-Q3"]);
    let from = "web:flow@2026-Q2";
    assert_eq!(
        notes(&log),
        [format!("carried from {from}: `okr log {from}`")]
    );
    let run = okr(repository.folder(), &["log", "visits@2026-Q3"]);
    assert!(
        run.out
            .ends_with(&format!("\ncarried from {from}: `okr log {from}`\n")),
        "{}",
        run.out
    );
}
