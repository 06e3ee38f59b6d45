//! `okr git-setup`, and what git then shows and merges: with the real git and the real program.
#![allow(clippy::unwrap_used)]

mod common;
#[path = "common/repository.rs"]
mod repository;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use common::okr;
use repository::{Repository, command_in};

const FILE: &str = "okrs/teams/onboarding/2026-Q1/find-content.yaml";
const OBJECTIVE: &str = "objective: Help new users find content they love\nparent: joy/mau\nowner: priya\nkey_results:\n  - id: flow\n    title: New users who complete the onboarding flow\n    baseline: 60%\n    target: 85%\n    current: 65%\n    as_of: 2026-01-20\n    confidence: 6/10\n    note: The first screen is live\n  - id: conversion\n    title: Trials that become subscriptions\n    baseline: 15%\n    target: 25%\n    current: 16%\n    as_of: 2026-01-20\n";
const DAY: &str = "2026-02-01T10:00:00+01:00";

fn program() -> &'static Path {
    Path::new(env!("CARGO_BIN_EXE_okr"))
}

/// Runs a program with git's configuration as in all tests.
fn runs(program: &Path, folder: &Path, args: &[&str]) -> Output {
    let program = program.to_str().unwrap();
    command_in(program, folder).args(args).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// Runs `okr git-setup` where it must work; what it says.
fn setup(repository: &Repository, args: &[&str]) -> String {
    let args = [&["git-setup"], args].concat();
    let out = runs(program(), repository.folder(), &args);
    assert!(out.status.success(), "{}", text(&out.stderr));
    text(&out.stdout)
}

/// A repository that is set up, with a tree in it.
fn company() -> Repository {
    let repository = Repository::new();
    repository.write("okrs/okr.yaml", "version: 1\n");
    repository.commit_file(DAY, FILE, OBJECTIVE);
    setup(&repository, &[]);
    repository
}

fn with(changes: &[(&str, &str)]) -> String {
    changes
        .iter()
        .fold(OBJECTIVE.to_owned(), |text, (from, to)| {
            assert!(text.contains(from), "{from}");
            text.replacen(from, to, 1)
        })
}

const BOTH: [(&str, &str); 2] = [
    (
        "current: 65%\n    as_of: 2026-01-20",
        "current: 71%\n    as_of: 2026-02-10",
    ),
    (
        "current: 16%\n    as_of: 2026-01-20",
        "current: 18%\n    as_of: 2026-02-10",
    ),
];

/// Two branches from one commit: `other` with `theirs`, and the one that is checked out with `ours`.
fn branches(repository: &Repository, path: &str, ours: &str, theirs: &str) {
    repository.git(&["checkout", "--quiet", "-b", "other"]);
    repository.commit_file(DAY, path, theirs);
    repository.git(&["checkout", "--quiet", "main"]);
    repository.commit_file(DAY, path, ours);
}

fn git(repository: &Repository, args: &[&str]) -> Output {
    runs(Path::new("git"), repository.folder(), args)
}

fn read(repository: &Repository, path: &str) -> String {
    fs::read_to_string(repository.folder().join(path)).unwrap()
}

#[test]
fn git_diff_and_log_read_in_our_words() {
    let repository = company();
    // Comments and quotes are nothing that changed.
    let otherwise = with(&[("owner: priya", "owner: \"priya\" # since May")]);
    repository.write(FILE, &otherwise);
    assert_eq!(repository.git(&["diff"]), "");
    repository.write(FILE, with(&BOTH[..1]));
    let diff = repository.git(&["diff"]);
    let lines: Vec<&str> = diff
        .lines()
        .filter(|line| line.starts_with(['+', '-']))
        .collect();
    assert_eq!(
        lines[2..],
        [
            "-* flow: New users who complete the onboarding flow: 60% → 85%, now 65% (as of 2026-01-20)",
            "+* flow: New users who complete the onboarding flow: 60% → 85%, now 71% (as of 2026-02-10)",
        ]
    );
    repository.commit_at(DAY, "Check in");
    let log = repository.git(&["log", "-p", "-1"]);
    assert!(log.contains("+* flow: New users who"), "{log}");
}

#[test]
fn a_hunk_says_under_which_key_result_it_stands() {
    let repository = company();
    let deep = with(&[(
        "note: The first screen is live\n",
        "note: The first screen is live\n    owner: jun\n    why: |\n      a\n      b\n      c\n      d\n",
    )]);
    repository.commit_file(DAY, FILE, &deep);
    repository.write(FILE, deep.replace("      d\n", "      e\n"));
    let diff = repository.git(&["diff", "-U1"]);
    assert!(diff.contains("@@ * flow: New users who complete"), "{diff}");
    // Where git compares the files as they are, such as in `git add -p`, too.
    let diff = repository.git(&["diff", "-U1", "--no-textconv"]);
    assert!(
        diff.lines().any(|line| line.ends_with("@@   - id: flow")),
        "{diff}"
    );
    repository.write(FILE, deep.replace("owner: priya", "owner: ana"));
    let diff = repository.git(&["diff", "-U0"]);
    assert!(diff.contains("@@ objective: Help new users"), "{diff}");
}

#[test]
fn a_file_that_cannot_be_read_is_shown_as_it_is() {
    let repository = company();
    repository.write(FILE, "objective: [\n  \u{1b}[31m\u{202e}\n");
    let diff = repository.git(&["diff"]);
    assert!(
        diff.contains("+objective: [\n+  \\x1b[31m\\u{202e}"),
        "{diff}"
    );
    repository.write(FILE, b"\xff\xfe\x00objective");
    assert!(git(&repository, &["diff"]).status.success());
    repository.write("okrs/okr.yaml", "version: 1\norganisation: Us\n");
    assert!(
        repository
            .git(&["diff", "okrs/okr.yaml"])
            .contains("+organisation: Us")
    );
}

#[test]
fn changes_of_different_fields_come_together_however_they_are_merged() {
    let ours = [("target: 85%", "target: 90%")];
    let theirs = [("baseline: 60%", "baseline: 62%")];
    let expected = with(&[ours[0], theirs[0]]);
    for how in [
        &["merge", "--no-edit", "other"][..],
        &["rebase", "other"],
        &["cherry-pick", "other"],
    ] {
        let repository = company();
        branches(&repository, FILE, &with(&ours), &with(&theirs));
        let out = git(&repository, how);
        assert!(
            out.status.success(),
            "{how:?} {}{}",
            text(&out.stdout),
            text(&out.stderr)
        );
        assert_eq!(read(&repository, FILE), expected, "{how:?}");
        assert_eq!(repository.git(&["status", "--porcelain"]), "");
    }
    // Without it git asks.
    let repository = company();
    setup(&repository, &["--undo"]);
    branches(&repository, FILE, &with(&ours), &with(&theirs));
    assert!(
        !git(&repository, &["merge", "--no-edit", "other"])
            .status
            .success()
    );
}

#[test]
fn check_ins_come_together() {
    // Of two key results that stand on lines that touch.
    let short = "objective: O\nkey_results:\n  - {id: a, title: A, current: 1, as_of: 2026-01-05}\n  - {id: b, title: B, current: 2, as_of: 2026-01-05}\n";
    let (ours, theirs) = (
        short.replace(
            "current: 1, as_of: 2026-01-05",
            "current: 5, as_of: 2026-02-01",
        ),
        short.replace(
            "current: 2, as_of: 2026-01-05",
            "current: 6, as_of: 2026-02-02",
        ),
    );
    let repository = company();
    repository.commit_file(DAY, FILE, short);
    branches(&repository, FILE, &ours, &theirs);
    repository.git(&["merge", "--no-edit", "other"]);
    let expected = ours.replace(
        "current: 2, as_of: 2026-01-05",
        "current: 6, as_of: 2026-02-02",
    );
    assert_eq!(read(&repository, FILE), expected);
    // Of the same key result: the later one.
    let repository = company();
    let earlier = with(&[("65%\n    as_of: 2026-01-20", "70%\n    as_of: 2026-02-03")]);
    branches(&repository, FILE, &with(&BOTH), &earlier);
    repository.git(&["merge", "--no-edit", "other"]);
    assert_eq!(read(&repository, FILE), with(&BOTH));
}

#[test]
fn what_both_meant_differently_stays_for_people_to_decide() {
    let repository = company();
    let ours = with(&[("target: 85%", "target: 90%"), BOTH[1]]);
    let theirs = with(&[
        ("target: 85%", "target: 80%"),
        ("owner: priya", "owner: jun"),
    ]);
    branches(&repository, FILE, &ours, &theirs);
    let out = git(&repository, &["merge", "--no-edit", "other"]);
    assert_eq!(out.status.code(), Some(1));
    assert!(text(&out.stderr).contains(&format!("{FILE}: both sides changed flow.target")));
    let status = repository.git(&["status"]);
    assert!(
        status.contains(&format!("both modified:   {FILE}")),
        "{status}"
    );
    let merged = read(&repository, FILE);
    let marked = "<<<<<<< HEAD\n    target: 90%\n=======\n    target: 80%\n>>>>>>> other\n";
    assert!(merged.contains(marked), "{merged}");
    assert!(merged.contains("owner: jun") && merged.contains("current: 18%"));
    // Git shows what is to be decided also in our words.
    assert!(git(&repository, &["diff"]).status.success());
}

#[test]
fn line_breaks_of_windows_stay() {
    let crlf = |text: String| text.replace('\n', "\r\n");
    let repository = company();
    repository.commit_file(DAY, FILE, &crlf(OBJECTIVE.to_owned()));
    let ours = crlf(with(&[("target: 85%", "target: 90%")]));
    branches(
        &repository,
        FILE,
        &ours,
        &crlf(with(&[("baseline: 60%", "baseline: 62%")])),
    );
    repository.git(&["merge", "--no-edit", "other"]);
    assert_eq!(
        read(&repository, FILE),
        crlf(with(&[
            ("target: 85%", "target: 90%"),
            ("baseline: 60%", "baseline: 62%")
        ]))
    );
}

#[test]
fn names_and_titles_run_nothing() {
    let hostile = "$(touch pwned);`touch pwned`'\"& x";
    let path = format!("okrs/{hostile}.yaml");
    let branch = "x;$(touch${IFS}pwned)`touch${IFS}pwned`";
    let title = |title: &str| {
        format!(
            "objective: \"{title}\"\nkey_results:\n  - id: $(touch pwned)\n    title: T\n    target: 1\n"
        )
    };
    let repository = company();
    repository.commit_file(DAY, &path, &title("$(touch pwned)"));
    branches(
        &repository,
        &path,
        &title("`touch pwned`"),
        &title("; touch pwned"),
    );
    repository.git(&["branch", "-m", "other", branch]);
    assert!(
        !git(&repository, &["merge", "--no-edit", branch])
            .status
            .success()
    );
    assert!(read(&repository, &path).contains(&format!(">>>>>>> {branch}")));
    assert!(git(&repository, &["diff"]).status.success());
    assert!(git(&repository, &["log", "-p", "--all"]).status.success());
    for folder in ["", "okrs"] {
        assert!(!repository.folder().join(folder).join("pwned").exists());
    }
}

#[test]
fn undo_leaves_config_and_attributes_byte_for_byte() {
    for attributes in [None, Some("*.rs diff=rust\n"), Some("a b\r\n# no end")] {
        let repository = Repository::new();
        repository.write("okrs/okr.yaml", "");
        let (config, info) = (".git/config", ".git/info/attributes");
        repository.git(&["config", "diff.okrs.textconv", "mine"]);
        match attributes {
            Some(text) => drop(repository.write(info, text)),
            None => drop(fs::remove_file(repository.folder().join(info))),
        }
        let before = read(&repository, config);
        let said = setup(&repository, &[]);
        assert!(
            said.contains("wrote to the repository's config: diff.okr.textconv = "),
            "{said}"
        );
        assert!(said.contains("wrote .git/info/attributes: /okrs/**/*.yaml diff=okr merge=okr\n"));
        let after = (read(&repository, config), read(&repository, info));
        assert_eq!(setup(&repository, &[]), "git is set up already\n");
        assert_eq!((read(&repository, config), read(&repository, info)), after);
        let said = setup(&repository, &["--undo"]);
        assert!(
            said.contains(
                "removed from .git/info/attributes: /okrs/**/*.yaml diff=okr merge=okr\n"
            )
        );
        assert_eq!(read(&repository, config), before);
        let left = fs::read_to_string(repository.folder().join(info)).ok();
        assert_eq!(left.as_deref(), attributes);
        assert_eq!(
            setup(&repository, &["--undo"]),
            "there is nothing to take away\n"
        );
    }
}

#[test]
fn what_the_user_changed_is_left_and_said() {
    let repository = company();
    repository.git(&["config", "diff.okr.xfuncname", "^mine"]);
    let left = "left in the repository's config, because okr did not write it: diff.okr.xfuncname = ^mine\n";
    assert_eq!(setup(&repository, &[]), left);
    let said = setup(&repository, &["--undo"]);
    assert!(said.contains(left), "{said}");
    assert_eq!(
        repository.git(&["config", "--get", "diff.okr.xfuncname"]),
        "^mine"
    );
}

#[test]
fn a_program_on_the_path_is_named_and_any_other_written_out() {
    // In these tests the program is a function called `okr`.
    let repository = Repository::new();
    repository.write("okrs/okr.yaml", "");
    assert_eq!(okr(repository.folder(), &["git-setup"]).code, 0);
    assert_eq!(
        repository.git(&["config", "diff.okr.textconv"]),
        "okr textconv --"
    );
    // A program in a folder with a space in its name works.
    let folder = repository.beside("it's a folder; x");
    fs::create_dir(&folder).unwrap();
    let copy = folder.join("okr");
    fs::copy(program(), &copy).unwrap();
    assert!(
        runs(&copy, repository.folder(), &["git-setup"])
            .status
            .success()
    );
    let textconv = repository.git(&["config", "diff.okr.textconv"]);
    assert!(
        textconv.starts_with('\'') && textconv.ends_with("/okr' textconv --"),
        "{textconv}"
    );
    repository.commit_file(DAY, FILE, OBJECTIVE);
    repository.write(FILE, with(&BOTH[..1]));
    assert!(repository.git(&["diff"]).contains("+* flow: New users"));
    branches(&repository, FILE, &with(&BOTH[..1]), &with(&BOTH[1..]));
    repository.git(&["merge", "--no-edit", "other"]);
    assert_eq!(read(&repository, FILE), with(&BOTH));
    // Another program takes its own back.
    setup(&repository, &["--undo"]);
    assert!(
        !git(&repository, &["config", "--get-regexp", "okr"])
            .status
            .success()
    );
}

#[test]
fn a_linked_worktree_sets_up_its_repository() {
    let repository = Repository::new();
    repository.write("okrs/okr.yaml", "");
    repository.commit_file(DAY, FILE, OBJECTIVE);
    let linked: PathBuf = repository.beside("linked");
    repository.git(&["worktree", "add", "--quiet", linked.to_str().unwrap()]);
    let out = runs(program(), &linked, &["git-setup"]);
    assert!(out.status.success(), "{}", text(&out.stderr));
    repository.write(FILE, with(&BOTH[..1]));
    assert!(repository.git(&["diff"]).contains("+* flow: New users"));
}

#[test]
fn where_it_cannot_be_set_up_it_says_why() {
    let code_and_words = |folder: &Path| {
        let run = okr(folder, &["git-setup"]);
        (run.code, run.err)
    };
    let nowhere = tempfile::tempdir().unwrap();
    let (code, words) = code_and_words(nowhere.path());
    assert_eq!(code, 2);
    assert!(
        words.contains("lies in no git repository") && words.contains("--global"),
        "{words}"
    );
    let (code, words) = code_and_words(Repository::with(&["--bare"]).folder());
    assert_eq!(code, 2);
    assert!(words.contains("without files of its own"), "{words}");
    let (code, words) = code_and_words(Repository::new().folder());
    assert_eq!(code, 3);
    assert!(words.contains("okr init"), "{words}");
}

#[test]
fn global_sets_up_every_repository_of_a_person() {
    let repository = Repository::new();
    repository.write("x/okrs/okr.yaml", "");
    let path = "x/okrs/a.yaml";
    repository.commit_file(DAY, path, OBJECTIVE);
    let home = repository.beside("home");
    fs::create_dir(&home).unwrap();
    let config = home.join("gitconfig");
    fs::write(&config, "[user]\n\tname = Me\n").unwrap();
    let run = |program: &str, args: &[&str]| {
        let out = command_in(program, repository.folder())
            .args(args)
            .env("GIT_CONFIG_GLOBAL", &config)
            .env("HOME", &home)
            .env_remove("XDG_CONFIG_HOME")
            .output()
            .unwrap();
        assert!(out.status.success(), "{}", text(&out.stderr));
        text(&out.stdout)
    };
    let program = program().to_str().unwrap();
    let said = run(program, &["git-setup", "--global"]);
    assert!(
        said.contains("wrote to your git config: merge.okr.driver = "),
        "{said}"
    );
    assert!(home.join(".config/git/attributes").exists());
    repository.write(path, with(&BOTH[..1]));
    assert!(run("git", &["diff"]).contains("+* flow: New users"));
    run(program, &["git-setup", "--global", "--undo"]);
    assert!(!home.join(".config/git/attributes").exists());
    assert_eq!(
        fs::read_to_string(&config).unwrap(),
        "[user]\n\tname = Me\n"
    );
    // A file of attributes of one's own.
    let own = home.join("own");
    fs::write(&own, "*.rs diff=rust\n").unwrap();
    run(
        "git",
        &["config", "--global", "core.attributesFile", "~/own"],
    );
    run(program, &["git-setup", "--global"]);
    assert!(
        fs::read_to_string(&own)
            .unwrap()
            .contains("**/okrs/**/*.yaml diff=okr merge=okr\n")
    );
    run(program, &["git-setup", "--global", "--undo"]);
    assert_eq!(fs::read_to_string(&own).unwrap(), "*.rs diff=rust\n");
}

/// The driver itself must never take a failure for a conflict: git would drop one side.
#[test]
fn a_merge_that_cannot_be_tried_is_no_conflict() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a"), "objective: a\n").unwrap();
    let run = okr(
        folder.path(),
        &["merge-driver", "--", "missing", "a", "a", "7", "p"],
    );
    assert_eq!(run.code, 129);
    assert!(run.err.contains("there is no missing"), "{}", run.err);
    let run = okr(
        folder.path(),
        &["--today", "x", "merge-driver", "--", "a", "a", "a"],
    );
    assert_eq!(run.code, 129);
}

/// The guide shows what git shows.
#[test]
fn the_guide_shows_what_git_shows() {
    let guide = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/git.md");
    let guide = fs::read_to_string(guide).unwrap();
    let repository = company();
    repository.write(FILE, with(&BOTH[..1]));
    for args in [&["diff", "-U1", "--no-textconv"][..], &["diff", "-U1"]] {
        let diff = repository.git(args);
        let hunk = diff.get(diff.find("@@").unwrap()..).unwrap();
        assert!(guide.contains(&format!("```diff\n{hunk}\n```")), "{hunk}");
    }
}
