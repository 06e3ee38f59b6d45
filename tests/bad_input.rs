//! Files that are malformed, hostile or half-written: each is one finding with its path, and every
//! other file is checked all the same, in bounded time and memory.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use std::fs;
use std::path::Path;
use std::time::Duration;

use cpu_time::ThreadTime;

use common::{okr, tree};

const GOOD: (&str, &str) = (
    "okrs/goals/good.yaml",
    "goal: Be found by everyone\nowner: ceo\nmood: good\n",
);

/// The paths and rules of the findings.
fn findings(folder: &Path) -> Vec<(String, String)> {
    let run = okr(
        folder,
        &[
            "check",
            "--format",
            "json",
            "--ignore",
            "goal-without-objective",
        ],
    );
    assert_eq!(run.code, 1, "{}", run.err);
    let report: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    let all = report["findings"].as_array().unwrap().iter();
    all.map(|finding| (text(&finding["path"]), text(&finding["rule"])))
        .collect()
}

/// A tree with `bytes` in one file, next to a file with a mistake that must be found all the same.
fn tree_with(bytes: &[u8]) -> tempfile::TempDir {
    let folder = tree(&[("okrs/okr.yaml", ""), GOOD]);
    fs::write(folder.path().join("okrs/bad.yaml"), bytes).unwrap();
    folder
}

fn billion_laughs() -> String {
    let mut text = String::from("a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n");
    for level in 1..10 {
        let below = format!("*a{}, ", level - 1).repeat(9);
        text += &format!("a{level}: &a{level} [{}]\n", below.trim_end_matches(", "));
    }
    text
}

#[test]
fn each_bad_file_is_reported_and_hides_nothing() {
    let utf16: Vec<u8> = "goal: x\n"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let cases: Vec<(&str, Vec<u8>, &str)> = vec![
        (
            "not UTF-8",
            b"goal: caf\xe9\nowner: ceo\n".to_vec(),
            "invalid-yaml",
        ),
        (
            "UTF-16",
            [b"\xff\xfe".to_vec(), utf16].concat(),
            "invalid-yaml",
        ),
        (
            "NUL bytes",
            b"goal: a\0b\nowner: ceo\n".to_vec(),
            "invalid-yaml",
        ),
        ("100 KB of [", b"[".repeat(100_000), "invalid-yaml"),
        (
            "100,000 nested dashes",
            b"- ".repeat(100_000),
            "invalid-yaml",
        ),
        (
            "100,000 nested mappings",
            b"a: {".repeat(100_000),
            "invalid-yaml",
        ),
        (
            "a billion laughs",
            billion_laughs().into_bytes(),
            "invalid-yaml",
        ),
        ("50 MB", b"# padding\n".repeat(5_000_000), "invalid-yaml"),
        ("an empty file", Vec::new(), "unknown-document"),
        (
            "only a byte-order mark",
            b"\xef\xbb\xbf".to_vec(),
            "unknown-document",
        ),
        (
            "only comments",
            b"# to do\n\n# later\n".to_vec(),
            "unknown-document",
        ),
        (
            "only a separator",
            b"---\n---\n".to_vec(),
            "unknown-document",
        ),
        ("a list", b"- a\n- b\n".to_vec(), "unknown-document"),
        ("a word", b"todo".to_vec(), "unknown-document"),
        (
            "a merge in progress",
            b"<<<<<<< HEAD\ngoal: a\n=======\ngoal: b\n>>>>>>> x\n".to_vec(),
            "invalid-yaml",
        ),
        (
            "an unclosed quote",
            b"goal: \"Be found\nowner: ceo\n".to_vec(),
            "invalid-yaml",
        ),
        (
            "tabs",
            b"goal: x\nowner: ceo\nlinks:\n\t- a\n".to_vec(),
            "invalid-yaml",
        ),
    ];
    for (what, bytes, rule) in cases {
        let folder = tree_with(&bytes);
        let begun = ThreadTime::now();
        let found = findings(folder.path());
        assert!(
            begun.elapsed() < Duration::from_secs(5),
            "{what}: {:?}",
            begun.elapsed()
        );
        let of_bad: Vec<_> = found
            .iter()
            .filter(|(path, _)| path == "okrs/bad.yaml")
            .collect();
        assert!(
            of_bad.iter().any(|(_, name)| name == rule),
            "{what}: {found:?}"
        );
        assert_eq!(of_bad.len(), 1, "{what}: {found:?}");
        let other = (
            "okrs/goals/good.yaml".to_owned(),
            "unknown-field".to_owned(),
        );
        assert!(
            found.contains(&other),
            "{what} hides the other file: {found:?}"
        );
    }
}

#[test]
fn a_file_with_very_many_mistakes_is_cut_short() {
    for mistakes in [
        (0..100_000)
            .map(|n| format!("w{n}: x\n"))
            .collect::<String>(),
        (0..80_000).map(|n| format!("ow{n:x}er: x\n")).collect(),
    ] {
        let keys = mistakes.lines().count();
        let folder = tree_with(format!("goal: x\nowner: ceo\n{mistakes}").as_bytes());
        let begun = ThreadTime::now();
        let run = okr(
            folder.path(),
            &[
                "check",
                "--format",
                "concise",
                "--ignore",
                "goal-without-objective",
            ],
        );
        assert!(
            begun.elapsed() < Duration::from_secs(20),
            "{:?}",
            begun.elapsed()
        );
        let of_bad = run
            .out
            .lines()
            .filter(|line| line.starts_with("okrs/bad.yaml"));
        let lines: Vec<_> = of_bad.collect();
        assert_eq!(lines.len(), 51);
        assert!(
            lines[50].ends_with(&format!(
                "{} more problems of this kind in this file",
                keys - 50
            )),
            "{}",
            lines[50]
        );
    }
}

#[cfg(unix)]
#[test]
fn what_is_no_file_is_passed_over() {
    use std::os::unix::fs::symlink;
    let folder = tree(&[
        ("okrs/okr.yaml", ""),
        GOOD,
        ("outside/secret.yaml", "goal: [\n"),
    ]);
    fs::create_dir(folder.path().join("okrs/folder.yaml")).unwrap();
    symlink(folder.path().join("okrs"), folder.path().join("okrs/loop")).unwrap();
    symlink(
        folder.path().join("outside/secret.yaml"),
        folder.path().join("okrs/secret.yaml"),
    )
    .unwrap();
    symlink("dangling", folder.path().join("okrs/dangling.yaml")).unwrap();
    let found = findings(folder.path());
    assert_eq!(
        found,
        [(
            "okrs/goals/good.yaml".to_owned(),
            "unknown-field".to_owned()
        )]
    );
}

#[cfg(unix)]
#[test]
fn a_file_that_may_not_be_read_is_a_finding() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tree_with(b"goal: x\nowner: ceo\n");
    let path = folder.path().join("okrs/bad.yaml");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).unwrap();
    if fs::read(&path).is_ok() {
        return; // A superuser reads everything.
    }
    let found = findings(folder.path());
    assert!(
        found.contains(&("okrs/bad.yaml".to_owned(), "invalid-yaml".to_owned())),
        "{found:?}"
    );
}

#[test]
fn an_error_is_told_however_many_warnings_there_are() {
    let ignores = "# okr: ignore[owner-missing] nothing to hide\n".repeat(150);
    let folder = tree_with(format!("{ignores}goal: x\nowner: ceo\nfoo: 1\n").as_bytes());
    let concise = okr(folder.path(), &["check", "--format", "concise"]).out;
    assert!(
        concise.contains("error[unknown-field] a goal has no field `foo`"),
        "{concise}"
    );
    let json = okr(folder.path(), &["check", "--format", "json"]).out;
    let report: serde_json::Value = serde_json::from_str(&json).unwrap();
    let told = report["findings"].as_array().unwrap().len() as u64;
    let counted = |level: &str| report["summary"][level].as_u64().unwrap();
    assert_eq!(
        told,
        counted("errors") + counted("warnings") + counted("infos")
    );
}

#[test]
fn half_written_files_say_what_is_missing() {
    for (text, message) in [
        ("objective:\n", "`objective` has no text"),
        (
            "objective: x\nkey_results:\n  -\n",
            "this key result is empty",
        ),
        (
            "objective: x\nkey_results:\n  - baseline: 5\n",
            "a key result needs a title",
        ),
        (
            "objective: x\nkey_results: soon\n",
            "`key_results` is a list",
        ),
        ("goal: x\nowner: [a, b\n", ""),
        ("kpi: x\ntarget:\n", ""),
    ] {
        let folder = tree_with(text.as_bytes());
        let run = okr(folder.path(), &["check", "--format", "concise"]);
        assert_eq!(run.code, 1, "{text}: {}", run.out);
        assert!(run.out.contains(message), "{text}: {}", run.out);
    }
}
