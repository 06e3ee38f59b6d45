//! States of the tree by name: which commit a name means, and that every reading command reads it
//! without touching the files.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;
#[path = "common/quarters.rs"]
mod quarters;
#[path = "common/repository.rs"]
mod repository;

use std::path::Path;

use common::{Run, okr};
use quarters::Layout;
use repository::{Repository, git_in};

fn run(folder: &Path, args: &[&str]) -> Run {
    okr(folder, &[args, &["--today", "2026-02-14"]].concat())
}

/// The commit that a state was read at, by what the head of the tree says.
fn commit_of(repository: &Repository, name: &str) -> String {
    let run = run(
        repository.folder(),
        &["tree", "--rev", name, "--format", "json"],
    );
    assert_eq!(run.code, 0, "{name}: {}", run.err);
    let json: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(json["state"]["kind"], "revision");
    assert_eq!(json["state"]["rev"], name);
    json["state"]["commit"].as_str().unwrap().to_owned()
}

#[test]
fn a_state_is_a_commit_a_day_or_the_close_of_a_cycle() {
    let repository = quarters::company(Layout::Folders);
    let id = |revision: &str| repository.id(revision);
    let close = id(":/Check in \\(#12\\)");
    for (name, commit) in [
        ("HEAD", id("HEAD")),
        ("HEAD~1", id("HEAD~1")),
        (&id("HEAD")[..10], id("HEAD")),
        ("2025-Q4", close.clone()),
        ("cycle:2025-Q4", close.clone()),
        ("cycle:2025-q4", close.clone()),
        // Still running.
        ("2026-Q1", id("HEAD")),
        // As the day began: the commit of that day comes later.
        ("2025-11-10", id(":/Plan 2025-Q4")),
        ("2025-11-11", id(":/Be realistic")),
        (":/Be realistic", id(":/Be realistic")),
    ] {
        assert_eq!(commit_of(&repository, name), commit, "{name}");
    }
    repository.tag("2025-Q4");
    assert_eq!(
        commit_of(&repository, "2025-Q4"),
        id("HEAD"),
        "a ref comes first"
    );
    assert_eq!(commit_of(&repository, "cycle:2025-Q4"), close);
    repository.git(&["tag", "okr/2025-Q4/close", ":/Oops"]);
    assert_eq!(
        commit_of(&repository, "cycle:2025-Q4"),
        id(":/Oops"),
        "a tag closes it"
    );
}

#[test]
fn every_reading_command_reads_a_state_and_leaves_the_files_alone() {
    let repository = quarters::company(Layout::InPlace);
    repository.write("okrs/company/growth.yaml", "not yet: [\n");
    for args in [
        &["check"][..],
        &["tree"],
        &["show", "growth"],
        &["why", "growth"],
        &["allocation"],
    ] {
        let run = run(repository.folder(), &[args, &["--rev", "2025-Q4"]].concat());
        assert_eq!(run.code, 0, "{args:?}: {}{}", run.out, run.err);
        assert!(!run.out.contains("not yet"));
    }
    let shown = run(repository.folder(), &["show", "growth", "--rev", "2025-Q4"]).out;
    assert!(shown.contains("5.8M") && shown.contains("6M"), "{shown}");
    assert_eq!(
        repository.git(&["status", "--short"]),
        "M okrs/company/growth.yaml"
    );
}

#[test]
fn a_broken_file_of_a_state_is_told_and_hides_nothing_else() {
    let repository = quarters::company(Layout::Folders);
    let tree = run(repository.folder(), &["tree", "--rev", ":/Oops"]);
    assert_eq!(tree.code, 0);
    assert!(
        tree.out.contains("growth") && tree.err.contains("1 error in the tree"),
        "{}",
        tree.err
    );
    let diff = run(
        repository.folder(),
        &["diff", ":/Oops", ":/Mend it", "--format", "json"],
    );
    let json: serde_json::Value = serde_json::from_str(&diff.out).unwrap();
    assert_eq!(json["changes"].as_array().unwrap().len(), 0, "{}", diff.out);
    let note = &json["notes"][0];
    assert_eq!(note["commit"], repository.id(":/Oops").as_str());
    assert_eq!(note["path"], "okrs/teams/app/2025-Q4/push.yaml");
    assert_eq!(note["line"], 1);
}

#[test]
fn what_is_no_state_is_refused_with_what_to_do() {
    let repository = quarters::company(Layout::Folders);
    for (args, words) in [
        (
            &["tree", "--rev", "nonsense"][..],
            "`nonsense` names no commit",
        ),
        (&["tree", "--rev=-x"], "starts with `-`"),
        (
            &["tree", "--rev", "cycle:2026-Q9"],
            "there is no such cycle",
        ),
        (
            &["tree", "--rev", "2019-Q1"],
            "no commit before its end on 2019-03-31",
        ),
        (
            &["tree", "--rev", "2019-01-01"],
            "no commit before that day",
        ),
        (
            &["diff", "HEAD..HEAD~1", "HEAD"],
            "names both states already",
        ),
        (&["diff", "2026-Q1"], "is the current cycle itself"),
        (&["diff", "--during", "HEAD"], "there is no such cycle"),
        (
            &["diff", "--during", "2026-Q1", "HEAD"],
            "cannot be used with",
        ),
    ] {
        let run = run(repository.folder(), args);
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{args:?}");
        assert!(run.err.contains(words), "{args:?}: {}", run.err);
    }
}

#[test]
fn a_shallow_clone_never_passes_in_silence() {
    let repository = quarters::company(Layout::Folders);
    let clone = repository.beside("shallow");
    let from = format!("file://{}", repository.folder().display());
    let to = clone.to_str().unwrap();
    let when = "2026-02-14T00:00:00Z";
    git_in(
        repository.folder(),
        when,
        &["clone", "--quiet", "--depth", "2", &from, to],
    );
    for args in [
        &["tree", "--rev", "2025-Q4"][..],
        &["diff", "HEAD~5"],
        &["diff", "2025-Q4", "2026-Q1"],
        &["diff", "--during", "2025-Q4"],
        &["diff", "--during", "2026-Q1"],
    ] {
        let run = run(&clone, args);
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{args:?}");
        assert!(
            run.err.contains("git fetch --unshallow"),
            "{args:?}: {}",
            run.err
        );
    }
    assert_eq!(run(&clone, &["diff", "HEAD~1"]).code, 0);
}

#[test]
fn without_a_repository_or_a_commit_the_files_are_still_read() {
    let folder = common::tree(&[
        ("okrs/okr.yaml", ""),
        ("okrs/g.yaml", "goal: G\nowner: o\n"),
    ]);
    let read = run(folder.path(), &["tree"]);
    assert_eq!(read.code, 0);
    for args in [&["diff"][..], &["tree", "--rev", "HEAD"]] {
        let refused = run(folder.path(), args);
        assert_eq!(refused.code, 2);
        assert!(
            refused.err.contains("lies in no git repository"),
            "{}",
            refused.err
        );
    }
    let repository = Repository::new();
    repository
        .write("okrs/okr.yaml", "")
        .write("okrs/g.yaml", "goal: G\nowner: o\n");
    let refused = run(repository.folder(), &["diff"]);
    assert_eq!(refused.code, 2);
    assert!(
        refused.err.contains("has no commits yet"),
        "{}",
        refused.err
    );
}

#[test]
fn what_a_branch_changes_is_counted_from_where_it_forked_off() {
    let repository = quarters::company(Layout::Folders);
    repository.git(&["checkout", "--quiet", "-b", "work", "HEAD~1"]);
    let path = "okrs/teams/app/2026-Q1/welcome.yaml";
    let text = std::fs::read_to_string(repository.folder().join(path)).unwrap();
    repository.write(path, text.replace("on the first day", "in the first hour"));
    repository.commit_at("2026-02-11T10:00:00+01:00", "Sooner");
    let changes = |range: &str| {
        let run = run(repository.folder(), &["diff", range, "--format", "json"]);
        let json: serde_json::Value = serde_json::from_str(&run.out).unwrap();
        let changes = json["changes"].as_array().unwrap();
        let kinds: Vec<String> = changes
            .iter()
            .map(|change| format!("{} {}", change["kind"], change["subject"]))
            .collect();
        kinds.join(", ").replace('"', "")
    };
    assert_eq!(changes("main...work"), "retitled welcome");
    assert_eq!(changes("main..."), "retitled welcome");
    assert_eq!(
        changes("main..work"),
        "retitled welcome, progressed growth/users"
    );
}

#[test]
fn a_bare_repository_is_read_at_a_commit() {
    let repository = quarters::company(Layout::Folders);
    let bare = repository.beside("bare");
    let when = "2026-02-14T00:00:00Z";
    let (from, to) = (
        repository.folder().to_str().unwrap(),
        bare.to_str().unwrap(),
    );
    git_in(
        repository.folder(),
        when,
        &["clone", "--quiet", "--bare", from, to],
    );
    let without = run(&bare, &["tree"]);
    assert_eq!(without.code, 3);
    assert!(without.err.contains("`--rev HEAD`"), "{}", without.err);
    let read = run(&bare, &["tree", "--rev", "HEAD"]);
    assert!(
        read.code == 0 && read.out.contains("growth"),
        "{}",
        read.err
    );
}

#[test]
fn a_tree_that_is_gone_has_everything_removed() {
    let repository = Repository::new();
    repository
        .write("okrs/okr.yaml", "")
        .write("okrs/goals/found.yaml", "goal: Be found\n")
        .commit_at("2026-01-05T10:00:00+01:00", "Start");
    std::fs::remove_dir_all(repository.folder().join("okrs")).unwrap();
    for args in [
        &["diff"][..],
        &["diff", "main"],
        &["diff", "main", "--cycle", "2026-Q1"],
    ] {
        let args = [args, &["--format", "json"]].concat();
        let run = okr(repository.folder(), &args);
        assert_eq!((run.code, run.err.as_str()), (0, ""), "{args:?}");
        let diff: serde_json::Value = serde_json::from_str(&run.out).unwrap();
        let changes = diff["changes"].as_array().unwrap();
        assert_eq!(changes.len(), 1, "{args:?}");
        assert_eq!(
            (&changes[0]["kind"], &changes[0]["subject"]),
            (&"removed".into(), &"found".into())
        );
    }
    // Where there never was any there is nothing to compare.
    repository.commit_at("2026-01-06T10:00:00+01:00", "Gone");
    assert_eq!(okr(repository.folder(), &["diff"]).code, 3);
}

#[test]
fn a_state_that_is_yet_to_come_is_said_to_be_the_last_one() {
    let repository = Repository::new();
    repository
        .write("okrs/okr.yaml", "")
        .write("okrs/goals/found.yaml", "goal: Be found\n")
        .write("okrs/2026-Q1/known.yaml", "objective: Be known\n")
        .commit_at("2026-01-05T10:00:00+01:00", "Start");
    let day = "note: 2031-01-01 is in the future: HEAD is read\n";
    let cycle = "note: 2031-Q1 only begins on 2031-01-01: HEAD is read\n";
    for (args, note) in [
        (&["tree", "--rev", "2031-01-01"][..], day),
        (&["show", "found", "--rev", "2031-Q1"], cycle),
        (&["check", "--rev", "2031-01-01"], day),
        (&["check", "--since", "2031-01-01"], day),
        (&["diff", "2031-01-01"], day),
        (&["diff", "2031-Q1"], cycle),
        (&["diff", "2026-Q1", "2031-Q1"], cycle),
        (&["diff", "--during", "2031-Q1"], cycle),
        // A day that began, and a cycle that runs.
        (&["tree", "--rev", "2026-02-14"], ""),
        (&["tree", "--rev", "2026-Q1"], ""),
        (&["tree", "--rev", "2031-01-01", "--quiet"], ""),
        (
            &["tree", "--rev", "2031-01-01", "--today", "2031-01-01"],
            "",
        ),
    ] {
        let run = okr(repository.folder(), args);
        // A check says on the same stream what it counted.
        let notes = run.err.lines().filter(|line| line.starts_with("note: "));
        let notes: Vec<&str> = notes.collect();
        assert_eq!(notes, Vec::from_iter(note.lines()), "{args:?}");
        assert!(run.code < 2, "{args:?}");
    }
    // A close that was tagged is what is meant.
    repository.tag("okr/2031-Q1/close");
    let run = okr(repository.folder(), &["tree", "--rev", "2031-Q1"]);
    assert_eq!(run.err, "");
}
