//! Reading the history of real repositories: those that cannot be read, those that end too early,
//! those in which someone wrote what nobody expects, and git as its users configure it.
#![allow(clippy::unwrap_used)]

mod common;
#[path = "common/company.rs"]
mod company;
#[path = "common/repository.rs"]
mod repository;

use std::process::Command;

use serde_json::Value;

use common::okr;
use company::{ANN, FILES, STRANGER, actual, company, nothing, plant, run, split, team};
use repository::Repository;

#[test]
fn a_history_that_cannot_be_read_is_said() {
    let nowhere = common::tree(FILES);
    let run = okr(nowhere.path(), &["allocation", "--actual"]);
    assert_eq!((run.code, run.out.as_str()), (2, ""));
    assert!(
        run.err.contains("--actual reads commits") && run.err.contains("lies in no git repository"),
        "{}",
        run.err
    );
    let repository = Repository::new();
    for (path, text) in FILES {
        repository.write(path, text);
    }
    let run = self::run(&repository, &[]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("has no commits yet"), "{}", run.err);
    plant(&repository);
    for (path, why) in [
        ("okrs/okr.yaml", "okr.yaml"),
        ("missing", "missing"),
        ("../..", "no git repository"),
    ] {
        let run = self::run(&repository, &["--repo", path]);
        assert_eq!(run.code, 2, "{path}");
        assert!(run.err.contains(why), "{path}: {}", run.err);
    }
    // Without commits in the cycle there is no time, and that is no mistake.
    let shown = actual(&repository);
    assert_eq!(shown["total"]["actual"], nothing());
    assert_eq!(shown["commits"]["counted"], 0);
    assert_eq!(team(&shown, "play")["author_days"], 0.0);
}

#[test]
fn a_shallow_clone_is_refused_where_it_hides_days_of_the_cycle() {
    let repository = company();
    for day in ["2025-12-01", "2026-01-05", "2026-01-06"] {
        repository.commit(ANN, day, &format!("fix: {day}"));
    }
    let clones = tempfile::tempdir().unwrap();
    let from = format!("file://{}", repository.folder().display());
    for (depth, commits) in [("1", None), ("2", None), ("3", Some(2)), ("4", Some(2))] {
        let to = clones.path().join(depth);
        let cloned = repository::command_in("git", clones.path())
            .args(["clone", "--quiet", "--depth", depth, &from])
            .arg(&to)
            .output()
            .unwrap();
        assert!(cloned.status.success());
        let checks = ["check", "--actual", "--format", "concise"];
        let shows = ["allocation", "--actual", "--format", "json"];
        match commits {
            Some(commits) => {
                let shown: Value = serde_json::from_str(&okr(&to, &shows).out).unwrap();
                assert_eq!(shown["commits"]["counted"], commits, "{depth}");
                assert_ne!(okr(&to, &checks).code, 2);
            }
            None => {
                for args in [shows, checks] {
                    let run = okr(&to, &args);
                    assert_eq!((run.code, run.out.as_str()), (2, ""), "{depth}");
                    assert!(run.err.contains("git fetch --unshallow"), "{}", run.err);
                    assert!(run.err.contains("fetch-depth: 0"), "{}", run.err);
                }
            }
        }
    }
}

#[test]
fn what_authors_write_breaks_nothing() {
    let repository = company();
    let at = |author: &[u8], day: &str, message: &[u8]| {
        repository.commit_bytes(author, day, message);
    };
    let ann = ANN.as_bytes();
    at(
        b"M\xfcller \xff <ann@example.com>",
        "2026-01-05",
        b"\xff\xfe\n\nOKR: start\n",
    );
    let mut long = vec![b'x'; 1 << 20];
    long.extend(b"\n\nOKR: start\n");
    at(ann, "2026-01-06", &long);
    let lines = "OKR: start\n".repeat(5000);
    at(
        ann,
        "2026-01-07",
        format!("A\n\n{lines}\nend of it\n").as_bytes(),
    );
    at(
        ann,
        "2026-01-08",
        b"\x01\x1f\x1b]0;title\x07\n\nOKR: start\x1f\n",
    );
    at(ann, "2026-01-09", b"A\n\nOKR: \x1b[31mred\xe2\x80\xae\n");
    at(b" <>", "2026-01-10", b"fix: nobody");
    at(b"[bot]x <x@[bot]>", "2026-01-10", b"fix: no machine");
    // Paths that look like something else.
    for name in [
        "\nplay",
        "a\n\nb",
        "\"play\"",
        "-x",
        "HEAD",
        "\u{1f}",
        "play/ü\n",
    ] {
        repository.write(name, "");
    }
    repository.commit(STRANGER, "2026-01-11", "A\n\nOperations: of play\n");
    repository.git(&["branch", "refs/heads/HEAD"]);
    repository.git(&["update-ref", "refs/tags/-x", "HEAD"]);
    let shown = actual(&repository);
    // Ann's five days, of which three for start, as a control character is no part of an id, and the stranger's in the code of play.
    assert_eq!(
        *team(&shown, "play"),
        split(
            6.0,
            &[
                ("strategic", 0.5),
                ("start", 0.5),
                ("operations", 1.0 / 6.0),
                ("uncategorised", 1.0 / 3.0),
            ]
        )
    );
    assert_eq!(
        shown["no_team"],
        split(2.0, &[("maintenance", 1.0), ("bug", 1.0)])
    );
    let raw = run(&repository, &[]).out;
    assert!(!raw.contains(['\u{1b}', '\u{202e}', '\u{7}']));
}

#[test]
fn the_configuration_of_git_makes_no_difference() {
    let repository = Repository::new();
    for (path, text) in FILES {
        repository.write(path, text);
    }
    // The first commit of all lies in the cycle, and its paths count.
    repository.write("play/x", "1");
    repository.commit(STRANGER, "2026-01-04", "fix: the first");
    repository.commit(ANN, "2026-01-05", "fix: A");
    repository.git(&["mv", "play/x", "find-x"]);
    repository.commit(STRANGER, "2026-01-06", "A\n\nOKR: start\n");
    repository.write(".mailmap", "Ann <ann@example.com> <ann@home.example>\n");
    repository.commit(
        "A <ann@home.example>",
        "2026-01-07",
        "A\n\nMaintenance: request\n",
    );
    let before = run(&repository, &[]).out;
    let shown: Value = serde_json::from_str(&before).unwrap();
    assert_eq!(team(&shown, "play")["author_days"], 4.0);
    for (key, value) in [
        ("log.showSignature", "true"),
        ("log.showRoot", "false"),
        ("log.follow", "true"),
        ("log.date", "relative"),
        ("log.mailmap", "false"),
        ("log.decorate", "full"),
        ("log.diffMerges", "first-parent"),
        ("color.ui", "always"),
        ("color.diff", "always"),
        ("format.pretty", "oneline"),
        ("format.notes", "true"),
        ("notes.displayRef", "*"),
        ("diff.noprefix", "true"),
        ("diff.renames", "copies"),
        ("diff.relative", "true"),
        ("diff.external", "false"),
        ("diff.submodule", "log"),
        ("diff.orderFile", ".mailmap"),
        ("diff.noPrefix", "true"),
        ("core.quotePath", "true"),
        ("core.pager", "false"),
        ("core.commentChar", "A"),
        ("i18n.logOutputEncoding", "ISO-8859-1"),
        ("i18n.commitEncoding", "ISO-8859-1"),
        ("trailer.separators", "="),
        ("trailer.ifexists", "replace"),
        ("trailer.okr.key", "Other: "),
        ("alias.log", "!false"),
    ] {
        repository.git(&["config", key, value]);
        assert_eq!(run(&repository, &[]).out, before, "{key}={value}");
    }
}

#[test]
fn check_reads_the_same_commits() {
    let repository = company();
    repository.commit(ANN, "2026-01-05", "A\n\nOKR: start\n");
    let plain = okr(repository.folder(), &["check", "--format", "json"]);
    let run = okr(
        repository.folder(),
        &["check", "--actual", "--format", "json"],
    );
    assert_eq!(run.code, plain.code, "{}", run.err);
    let alone = okr(repository.folder(), &["check", "--repo", "."]);
    assert_eq!(alone.code, 2);
    assert!(alone.err.contains("--actual"), "{}", alone.err);
}

#[test]
fn the_environment_of_a_hook_names_no_other_repository() {
    let (repository, other) = (company(), Repository::new());
    repository.commit(ANN, "2026-01-05", "fix: A");
    other.write("play/a", "");
    other.commit(STRANGER, "2026-01-05", "fix: B");
    for named in [repository.folder(), other.folder()] {
        let output = Command::new(env!("CARGO_BIN_EXE_okr"))
            .current_dir(repository.folder())
            .args([
                "allocation",
                "--actual",
                "--today",
                "2026-02-14",
                "--format",
                "json",
            ])
            .arg("--repo")
            .arg(other.folder())
            .env("GIT_DIR", named.join(".git"))
            .output()
            .unwrap();
        let shown: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(shown["commits"]["counted"], 2);
    }
}
