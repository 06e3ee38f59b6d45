//! What a pull request from a stranger brings, and what it cannot do: `docs/security.md` says it, input
//! by input, and each is tried here.
#![cfg(unix)]
#![allow(clippy::unwrap_used)]

mod common;
#[path = "common/repository.rs"]
mod repository;

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};

use common::{Run, okr};
use repository::{Repository, git_in};

const START: &str = "2026-01-05T10:00:00+01:00";
const LATER: &str = "2026-02-10T10:00:00+01:00";
const FLOW: &str = "okrs/teams/web/2026-Q1/flow.yaml";
const TEXT: &str = "objective: Be worth a visit\nparent: found\nowner: mia\nkey_results:\n  - {id: visits, title: Visits in a week, baseline: 10k, target: 20k, current: 12k}\n  - {id: guests, title: Guests who return, baseline: 30%, target: 40%}\n";

fn acme() -> Repository {
    let repository = Repository::new();
    repository
        .write(
            "okrs/okr.yaml",
            "organisation: Acme\nrules:\n  too-many-objectives: {level: error, max: 3}\n",
        )
        .write("okrs/goals/found.yaml", "goal: Be found\nowner: ceo\n")
        .write("okrs/teams/web/team.yaml", "team: Web\nowner: mia\n")
        .write(FLOW, TEXT)
        .commit_at(START, "Start");
    repository
}

fn run(repository: &Repository, args: &[&str]) -> Run {
    okr(repository.folder(), args)
}

#[test]
fn a_check_that_is_made_milder_needs_attention() {
    let repository = acme();
    repository
        .write("okrs/okr.yaml", "organisation: Acme\nexclude: [\"goals/**\"]\ncheck_in_days: 90\ncycles:\n  2026-Q1: {start: 2026-01-01, end: 2026-12-31}\nrules:\n  too-many-objectives: {level: error, max: 30}\n  task-as-key-result: off\n")
        .write(FLOW, format!("# okr: ignore-file[owner-missing] later\n{TEXT}"));
    let text = run(&repository, &["diff"]);
    assert_eq!(text.code, 0, "{}", text.err);
    insta::assert_snapshot!(
        "relaxed",
        text.out.replace(&repository.id("HEAD")[..10], "HASH")
    );
    // Nothing but that changed, and still something did.
    repository.commit_at(LATER, "Make it quiet");
    repository.write(
        "okrs/okr.yaml",
        "organisation: Acme\nrules: {task-as-key-result: off}\n",
    );
    assert_eq!(run(&repository, &["diff", "--exit-code"]).code, 1);
    assert_eq!(
        run(&repository, &["diff", "HEAD~1", "--fail-on", "warning"]).code,
        1
    );
    let markdown = run(
        &repository,
        &["diff", "HEAD~1", "HEAD", "--format", "markdown"],
    )
    .out;
    let attention = markdown.split("Needs attention").nth(1).unwrap();
    let told = attention.matches("Check made milder").count();
    assert!(told >= 5, "{markdown}");
    let github = run(
        &repository,
        &["diff", "HEAD~1", "HEAD", "--format", "github"],
    )
    .out;
    assert!(
        github.contains("::warning file=okrs/okr.yaml,line=2,title=check made milder::"),
        "{github}"
    );
    let json = run(&repository, &["diff", "HEAD~1", "HEAD", "--format", "json"]).out;
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["relaxed"].as_array().unwrap().len(), told);
    // The way back is none, but for the days of the cycle, by which everything is judged.
    let back = run(&repository, &["diff", "HEAD", "HEAD~1"]);
    assert!(
        back.out.contains("\n1 relaxation of the check") && back.out.contains("`2026-Q1` was"),
        "{}",
        back.out
    );
}

#[test]
fn nothing_outside_of_the_tree_is_read() {
    let repository = acme();
    let secret = "goal: The secret\nowner: ceo\n";
    fs::write(repository.beside("outside.yaml"), secret).unwrap();
    fs::create_dir(repository.beside("folder")).unwrap();
    fs::write(repository.beside("folder/inside.yaml"), secret).unwrap();
    let okrs = repository.folder().join("okrs");
    symlink("../../outside.yaml", okrs.join("file.yaml")).unwrap();
    symlink("../../folder", okrs.join("link")).unwrap();
    symlink("/dev/zero", okrs.join("endless.yaml")).unwrap();
    repository
        .write(
            "okrs/okr.yaml",
            "include: [\"**/*.yaml\", \"../**\", \"../../*.yaml\", \"/**\", \"link/**\"]\n",
        )
        .write("elsewhere.yaml", secret)
        .commit_at(LATER, "Links");
    for args in [
        &["check", "--format", "json"][..],
        &["tree", "--cycle", "all"],
        &["tree", "--rev", "HEAD", "--cycle", "all"],
        &["diff", "HEAD~1"],
        &["log"],
    ] {
        let run = run(&repository, args);
        assert!(matches!(run.code, 0 | 1), "{args:?}: {}", run.err);
        assert!(!run.out.contains("secret"), "{args:?}: {}", run.out);
    }
}

/// A program that leaves a mark when it is run.
fn trap(repository: &Repository) -> (PathBuf, PathBuf) {
    let (program, mark) = (repository.beside("trap"), repository.beside("mark"));
    let script = format!("#!/bin/sh\ntouch '{}'\ncat\n", mark.display());
    fs::write(&program, script).unwrap();
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
    (program, mark)
}

/// All that reads, and all that only shows what it would write.
const READING: [&[&str]; 14] = [
    &["check"],
    &["check", "--since", "HEAD~1"],
    &["check", "--history", "--actual"],
    &["check", "--fix", "--diff"],
    &["tree", "--rev", "HEAD~1"],
    &["show", "flow"],
    &["why", "flow/visits"],
    &["allocation", "--actual"],
    &["diff"],
    &["diff", "HEAD~1", "HEAD"],
    &["log"],
    &["log", "flow/visits"],
    &["set", "flow/visits", "15k", "--diff"],
    &["close", "2026-Q1", "--propose"],
];

#[test]
fn reading_runs_nothing() {
    let repository = acme();
    let (program, mark) = trap(&repository);
    let program = program.to_str().unwrap();
    // What a stranger's attributes ask for, where somebody has configured such programs.
    repository
        .write(
            ".gitattributes",
            "*.yaml filter=trap diff=trap merge=trap working-tree-encoding=UTF-8\n",
        )
        .commit_at(LATER, "Attributes");
    for (key, value) in [
        ("filter.trap.clean", program),
        ("filter.trap.smudge", program),
        ("filter.trap.process", program),
        ("diff.trap.textconv", program),
        ("diff.trap.command", program),
        ("diff.external", program),
        ("merge.trap.driver", program),
        ("core.fsmonitor", program),
        ("core.pager", program),
        ("core.editor", program),
        ("gpg.program", program),
        ("log.showSignature", "true"),
    ] {
        repository.git(&["config", key, value]);
    }
    let hooks = repository.folder().join(".git/hooks");
    fs::create_dir_all(&hooks).unwrap();
    for hook in [
        "post-index-change",
        "pre-commit",
        "post-checkout",
        "reference-transaction",
    ] {
        fs::copy(program, hooks.join(hook)).unwrap();
    }
    let text = TEXT.replace("12k", "13k");
    fs::write(repository.folder().join(FLOW), text).unwrap();
    for args in READING {
        let run = run(&repository, args);
        assert!(matches!(run.code, 0 | 1), "{args:?}: {}", run.err);
        assert!(!mark.exists(), "{args:?} ran a program");
    }
}

#[test]
fn a_repository_that_came_along_is_not_read() {
    let repository = acme();
    repository.commit_at(LATER, "Later");
    let (program, mark) = trap(&repository);
    let evil = repository.folder().join("vendor/evil");
    fs::create_dir_all(&evil).unwrap();
    git_in(&evil, START, &["init", "--quiet", "--bare", "."]);
    for key in [
        "core.fsmonitor",
        "core.pager",
        "gpg.program",
        "diff.external",
    ] {
        git_in(&evil, START, &["config", key, program.to_str().unwrap()]);
    }
    fs::create_dir(evil.join("deeper")).unwrap();
    for folder in [&evil, &evil.join("deeper")] {
        for args in READING {
            okr(folder, args);
            assert!(!mark.exists(), "{args:?} ran a program");
        }
        let run = okr(folder, &["log"]);
        assert_eq!(run.code, 2);
        assert!(
            run.err
                .contains("is a bare repository among the files of another one"),
            "{}",
            run.err
        );
    }
}

#[test]
fn names_of_files_are_only_names() {
    let repository = acme();
    let names: [&Path; 7] = [
        Path::new("--output=x.yaml"),
        Path::new("-C.yaml"),
        Path::new(":(exclude)*.yaml"),
        Path::new("::error::x.yaml"),
        Path::new("a\u{1b}[2Jb\n::error::c.yaml"),
        Path::new("HEAD.yaml"),
        Path::new("\u{202e}lmay.yaml"),
    ];
    let folder = repository.folder().join("okrs/teams/web/2026-Q1");
    for name in names {
        fs::write(folder.join(name), TEXT.replace("visits", "seen")).unwrap();
    }
    repository.commit_at(LATER, "Names");
    for args in READING {
        let run = run(&repository, args);
        let out = format!("{}{}", run.out, run.err);
        assert!(!out.contains(['\u{1b}', '\u{202e}']), "{args:?}: {out}");
        assert!(
            !out.lines().any(|line| line.trim_start().starts_with("::")),
            "{args:?}: {out}"
        );
    }
    assert!(!repository.folder().join("x.yaml").exists());
}

#[test]
fn a_pull_request_cannot_silence_its_own_check() {
    let repository = acme();
    let many = (0..5).fold(String::new(), |text, at| {
        let apart = if at == 0 { "" } else { "---\n" };
        format!("{text}{apart}id: o{at}\n{TEXT}")
    });
    repository
        .write(
            "okrs/okr.yaml",
            "rules: {too-many-objectives: off, goalpost-moved: off}\nexclude: [\"goals/**\"]\n",
        )
        .write(FLOW, TEXT.replace("20k", "11k"))
        .write("okrs/teams/web/2026-Q1/many.yaml", many);
    let run = run(
        &repository,
        &["check", "--since", "HEAD", "--format", "concise"],
    );
    assert_eq!(run.code, 1, "{}{}", run.out, run.err);
    assert!(run.out.contains("config-relaxed"), "{}", run.out);
    let diff = okr(repository.folder(), &["diff"]);
    assert!(diff.out.contains("Check made milder"), "{}", diff.out);
}
