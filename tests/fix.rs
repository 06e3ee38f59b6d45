//! `okr check --fix`: what is mended, byte for byte, what is left alone, and what happens to the
//! files when writing goes wrong.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use common::{fixture, okr, tree};

const GOAL: (&str, &str) = ("okr.yaml", "organisation: Rye\n");
const OTHERS: [(&str, &str); 2] = [
    ("goals/lead.yaml", "goal: Lead the market\nowner: ceo\n"),
    (
        "teams/bakers/team.yaml",
        "team: The bakers\nmembers: [mo]\ncapacity: 1 person\n",
    ),
];

/// A tree with `text` as one of its files, and where that lies.
fn tree_with(text: &str) -> (tempfile::TempDir, PathBuf) {
    let mut files = vec![GOAL, ("teams/bakers/2026-Q1/bread.yaml", text)];
    files.extend(OTHERS);
    let folder = tree(&files);
    let path = folder.path().join("teams/bakers/2026-Q1/bread.yaml");
    (folder, path)
}

/// What mending makes of one file of a tree, and that a second time nothing is left to mend.
#[track_caller]
fn mended(text: &str) -> String {
    let (folder, path) = tree_with(text);
    okr(folder.path(), &["check", "--fix"]);
    let after = fs::read_to_string(&path).unwrap();
    let again = okr(folder.path(), &["check", "--fix"]);
    assert!(!again.err.contains("fixed "), "{}\n{after}", again.err);
    assert_eq!(fs::read_to_string(&path).unwrap(), after);
    after
}

/// An objective with one key result, which has `line` as well.
fn with(line: &str) -> String {
    format!(
        "# about bread\nobjective: Bake   the best rye # ours\nparent: lead\nowner: mo\nkey_results:\n  - id: sold # a day\n    title: Loaves sold\n    baseline: 10 loaves\n    target: 20 loaves\n    {line}\n  # the end\n"
    )
}

#[test]
fn what_has_one_meaning_is_mended_and_nothing_else_is_touched() {
    for (line, fixed) in [
        // A field.
        ("ownr: jo # new", "owner: jo # new"),
        ("'ownr': jo", "'owner': jo"),
        ("\"As-Of\": 2026-02-01", "\"as_of\": 2026-02-01"),
        ("actual: 12 loaves", "current: 12 loaves"),
        // A reference and a team.
        ("depends_on: [brad]", "depends_on: [brad]"),
        ("contributes_to: leda   # x", "contributes_to: lead   # x"),
        ("contributes_to: \"leda\"", "contributes_to: \"lead\""),
        ("contributes_to: ['leda']", "contributes_to: ['lead']"),
        // A number, a day and a word.
        ("current: 1.234,5 loaves", "current: 1234.5 loaves"),
        ("current: 1'000 loaves", "current: 1000 loaves"),
        ("confidence: 0,5", "confidence: 0.5"),
        ("as_of: 10.02.2026", "as_of: 2026-02-10"),
        ("as_of: 2026-2-1 # ?", "as_of: 2026-02-01 # ?"),
        ("status: actve", "status: active"),
        // What YAML would read otherwise.
        ("note: @jo knows more", "note: \"@jo knows more\""),
        ("note: `cargo` # x", "note: \"`cargo`\" # x"),
        (
            "note: Mind this: it is hot",
            "note: \"Mind this: it is hot\"",
        ),
        ("stretch: >= 30 loaves", "stretch: \">= 30 loaves\""),
        ("unit:loaves", "unit: loaves"),
        ("unit:\tloaves", "unit:\tloaves"),
    ] {
        let text = with(line);
        assert_eq!(mended(&text), with(fixed), "{line}");
        let crlf = |line: &str| with(line).replace('\n', "\r\n");
        assert_eq!(mended(&crlf(line)), crlf(fixed), "{line} with CRLF");
        let open = |line: &str| with(line).trim_end().to_owned();
        assert_eq!(mended(&open(line)), open(fixed), "{line} without an end");
    }
}

#[test]
fn what_may_mean_something_else_is_left_alone() {
    for line in [
        "current: 7,5 loaves",
        "current: $1m",
        "as_of: 03/04/2026",
        "confidence: 40",
        "confidence: 6",
        "status: planned",
        "stretch: 30",
        "scope: Berlin",
        "note: Rye target: 5",
        "due: 2026-13-01",
        "end: 2026-03-31",
        "contributes_to: nothing-like-it",
        "unknown: 5",
        "remember:this",
        "note: > about the oven",
        "note: | about the oven",
        "target: 5",
    ] {
        let text = with(line);
        let (folder, path) = tree_with(&text);
        let diff = okr(folder.path(), &["check", "--fix", "--diff"]);
        assert_eq!((diff.code, diff.out.as_str()), (0, ""), "{line}");
        okr(folder.path(), &["check", "--fix"]);
        assert_eq!(fs::read_to_string(path).unwrap(), text, "{line}");
    }
    // The value counts in a unit that has to be guessed.
    let percent = with("note: x")
        .replace("10 loaves", "10%")
        .replace("20 loaves", "20");
    assert_eq!(mended(&percent), percent);
    // A reason that somebody wrote, for what may be wrong on another day.
    let ignored = with("# okr: ignore stale: they count by hand");
    assert_eq!(mended(&ignored), ignored);
}

#[test]
fn of_two_names_that_are_as_near_none_is_taken() {
    let objective = "objective: Bake\nparent: leas\nowner: mo\nkey_results: []\n";
    let goals = [
        ("goals/least.yaml", "goal: Least\n"),
        ("goals/lease.yaml", "goal: Lease\n"),
    ];
    let mut files = vec![GOAL, ("company/2026-Q1/bread.yaml", objective)];
    files.extend(goals);
    let folder = tree(&files);
    let run = okr(folder.path(), &["check", "--fix"]);
    assert!(run.out.contains("did you mean"), "{}", run.out);
    assert!(!run.err.contains("fix"), "{}", run.err);
    fs::remove_file(folder.path().join("goals/lease.yaml")).unwrap();
    okr(folder.path(), &["check", "--fix"]);
    let path = folder.path().join("company/2026-Q1/bread.yaml");
    assert!(
        fs::read_to_string(path)
            .unwrap()
            .contains("parent: least\n")
    );
}

#[test]
fn every_style_and_every_document_of_a_file_is_mended() {
    let text = "\u{feff}# first\nobjective: Bake rye\nparent: leda\nowner: mo\nkey_results: [{id: a, title: Loaves, baseline: 1, tarfet: 1'000, curent: 3}] # flow\n---\n# second\n{objective: Sell rye, id: sell, ownr: mo, parent: 'leda', key_results: [ ]}\n";
    let expected = "\u{feff}# first\nobjective: Bake rye\nparent: lead\nowner: mo\nkey_results: [{id: a, title: Loaves, baseline: 1, target: 1000, current: 3}] # flow\n---\n# second\n{objective: Sell rye, id: sell, owner: mo, parent: 'lead', key_results: [ ]}\n";
    assert_eq!(mended(text), expected);
}

#[test]
fn what_one_fix_brings_to_light_another_mends() {
    let text = "objective: Bake rye: the best\nparent: leda\nownr: mo\nkey_results: []\n";
    let expected = "objective: \"Bake rye: the best\"\nparent: lead\nowner: mo\nkey_results: []\n";
    assert_eq!(mended(text), expected);
    let (folder, _) = tree_with(text);
    let run = okr(folder.path(), &["check", "--fix", "-v"]);
    let path = "teams/bakers/2026-Q1/bread.yaml";
    assert!(
        run.err
            .contains(&format!("fixed 3 in {path}\nfixed 3 problems in 1 file\n")),
        "{}",
        run.err
    );
    assert_eq!(run.code, 0, "{}", run.out);
}

#[test]
fn what_is_reported_is_what_is_mended() {
    let text = "objective: Bake rye\nparent: leda\nownr: mo\nkey_results: []\n# okr: ignore x\n";
    let hidden = "objective: Bake rye\nownr: mo # okr: ignore[unknown-field] Later.\n";
    for (args, expected) in [
        (&["--select", "links"][..], "parent: lead\nownr"),
        (&["--ignore", "parent-not-found"], "parent: leda\nowner"),
        (&["--level", "parent-not-found=off"], "parent: leda\nowner"),
        (&["goals"], "parent: leda\nownr"),
        (&["teams"], "parent: lead\nowner"),
    ] {
        let (folder, path) = tree_with(text);
        okr(folder.path(), &[&["check", "--fix"], args].concat());
        let after = fs::read_to_string(path).unwrap();
        assert!(after.contains(expected), "{args:?}\n{after}");
    }
    assert_eq!(mended(hidden), hidden);
    let (folder, path) = tree_with(hidden);
    okr(folder.path(), &["check", "--fix", "--no-ignores"]);
    assert!(fs::read_to_string(path).unwrap().contains("\nowner: mo"));
}

#[test]
fn the_last_line_says_how_many_can_be_mended() {
    let (folder, _) = tree_with(&with("ownr: jo").replace("parent: lead", "parent: leda"));
    let run = okr(folder.path(), &["check"]);
    assert!(run.err.ends_with("; 2 fixable with --fix\n"), "{}", run.err);
    let run = okr(folder.path(), &["check", "--fix"]);
    assert!(
        run.err.starts_with("fixed 2 problems in 1 file\n"),
        "{}",
        run.err
    );
    assert!(!run.err.contains("fixable"), "{}", run.err);
}

#[test]
fn wrong_arguments_are_refused() {
    let (folder, _) = tree_with("objective: Bake rye\n");
    for args in [
        &["--diff"][..],
        &["--fix", "--rev", "HEAD"],
        &["--fix", "--diff", "--format", "json"],
    ] {
        let run = okr(folder.path(), &[&["check"], args].concat());
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{args:?}");
    }
}

/// Runs a command of git.
fn git(folder: &Path, args: &[&str]) -> Command {
    let mut git = Command::new("git");
    git.args(args)
        .current_dir(folder)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_SYSTEM", "/dev/null");
    git
}

#[test]
fn git_applies_what_diff_prints() {
    let crlf = with("ownr: jo").replace('\n', "\r\n");
    let open = with("ownr: jo").trim_end().to_owned() + "\r# lone";
    let cut = "objective: Bake\nownr: mo";
    let files = [
        GOAL,
        ("okrs/company/2026-Q1/crlf.yaml", &crlf),
        ("okrs/company/2026-Q1/open.yaml", &open),
        ("okrs/company/2026-Q1/a b.yaml", cut),
        ("okrs/company/2026-Q1/Bröd.yaml", cut),
        ("okrs/company/2026-Q1/quo\"te.yaml", cut),
        (
            "okrs/goals/lead.yaml",
            "goal: Lead the market\nowner: ceo\n",
        ),
    ];
    let (folder, other) = (tree(&files), tree(&files));
    for folder in [&folder, &other] {
        assert!(
            git(folder.path(), &["init", "-q"])
                .status()
                .unwrap()
                .success()
        );
    }
    let run = okr(folder.path(), &["check", "--fix", "--diff"]);
    assert_eq!(run.code, 1, "{}", run.err);
    assert_eq!(run.err, "would fix 5 problems in 5 files\n");
    for (path, text) in files {
        let now = fs::read_to_string(folder.path().join(path)).unwrap();
        assert_eq!(now, text, "{path} is untouched");
    }
    let mut apply = git(folder.path(), &["apply"]);
    let mut apply = apply.stdin(Stdio::piped()).spawn().unwrap();
    std::io::Write::write_all(&mut apply.stdin.take().unwrap(), run.out.as_bytes()).unwrap();
    assert!(apply.wait().unwrap().success(), "{}", run.out);
    okr(other.path(), &["check", "--fix"]);
    for (path, text) in files {
        let bytes = |folder: &Path| fs::read(folder.join(path)).unwrap();
        assert_eq!(bytes(folder.path()), bytes(other.path()), "{path}");
        let is_same = ["okr.yaml", "okrs/goals/lead.yaml"].contains(&path);
        assert_eq!(bytes(folder.path()) == text.as_bytes(), is_same, "{path}");
    }
    let run = okr(folder.path(), &["check", "--fix", "--diff"]);
    assert_eq!((run.code, run.out.as_str(), run.err.as_str()), (0, "", ""));
}

/// Every file below a folder, by its path from there.
fn files_below(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            match path.is_dir() {
                true => folders.push(path),
                false => {
                    let name = path.strip_prefix(folder).unwrap().to_owned();
                    files.insert(name, fs::read(&path).unwrap());
                }
            }
        }
    }
    files
}

/// The findings below a folder, as far as they name something that lasts.
fn findings(folder: &Path) -> BTreeSet<(String, String, String, String)> {
    let run = okr(folder, &["check", "--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&run.out).unwrap_or_default();
    let findings = report["findings"].as_array().cloned().unwrap_or_default();
    let text = |finding: &serde_json::Value, key: &str| {
        finding[key].as_str().unwrap_or_default().to_owned()
    };
    findings
        .iter()
        .map(|finding| {
            let key = |key| text(finding, key);
            (key("path"), key("rule"), key("subject"), key("field"))
        })
        .collect()
}

/// What stands behind a `#` that begins a comment, roughly.
fn comments(text: &str) -> BTreeSet<String> {
    let lines = text.lines().filter(|line| !line.contains(['"', '\'']));
    lines
        .filter_map(|line| match line.strip_prefix('#') {
            Some(comment) => Some(comment),
            None => line.split_once(" #").map(|(_, comment)| comment),
        })
        .map(|comment| comment.trim().to_owned())
        .collect()
}

#[test]
fn mending_any_fixture_brings_no_finding_and_loses_no_comment() {
    for entry in fs::read_dir(fixture("")).unwrap() {
        let from = entry.unwrap().path();
        let folder = tempfile::tempdir().unwrap();
        for (path, bytes) in files_below(&from) {
            let to = folder.path().join(path);
            fs::create_dir_all(to.parent().unwrap()).unwrap();
            fs::write(to, bytes).unwrap();
        }
        let (files, before) = (files_below(folder.path()), findings(folder.path()));
        okr(folder.path(), &["check", "--fix"]);
        let (now, after) = (files_below(folder.path()), findings(folder.path()));
        assert!(files.keys().eq(now.keys()));
        // Of what could not be read nobody knew what is wrong with it, and what leads somewhere again
        // is weighed with what it leads to.
        let had = |rules: &[&str], at: Option<&str>| {
            let is_there = |path: &str| at.is_none_or(|at| at == path);
            let mut before = before.iter();
            before.any(|(path, rule, ..)| is_there(path) && rules.contains(&rule.as_str()))
        };
        let led_nowhere = had(
            &["parent-not-found", "reference-not-found", "team-not-found"],
            None,
        );
        let is_error = |name: &str| {
            okr::rules::rule(name).is_some_and(|rule| rule.level == okr::finding::Level::Error)
        };
        let new: Vec<_> = after
            .difference(&before)
            .filter(|(path, ..)| !had(&["invalid-yaml", "unknown-document"], Some(path.as_str())))
            .filter(|(_, rule, ..)| !led_nowhere || is_error(rule))
            .collect();
        assert!(new.is_empty(), "{}: {new:#?}", from.display());
        for (path, bytes) in &files {
            let Ok(text) = std::str::from_utf8(bytes) else {
                assert_eq!(&now[path], bytes, "{}", path.display());
                continue;
            };
            let after = comments(std::str::from_utf8(&now[path]).unwrap());
            let lost: Vec<_> = comments(text).difference(&after).cloned().collect();
            assert!(lost.is_empty(), "{}: {lost:?}", path.display());
        }
        okr(folder.path(), &["check", "--fix"]);
        assert_eq!(files_below(folder.path()), now, "{}", from.display());
    }
}

#[test]
fn bytes_that_are_no_text_are_left_alone() {
    let (folder, path) = tree_with("");
    let bytes = b"objective: Bake\nownr: mo # \xff\n";
    fs::write(&path, bytes).unwrap();
    okr(folder.path(), &["check", "--fix"]);
    assert_eq!(fs::read(path).unwrap(), bytes);
}

#[cfg(unix)]
#[test]
fn a_link_is_neither_mended_nor_replaced() {
    let (folder, path) = tree_with("objective: Bake rye\nowner: mo\n");
    let outside = tempfile::tempdir().unwrap();
    let target = outside.path().join("other.yaml");
    let text = "objective: Sell rye\nownr: mo\n";
    fs::write(&target, text).unwrap();
    let link = path.with_file_name("sell.yaml");
    std::os::unix::fs::symlink(&target, &link).unwrap();
    okr(folder.path(), &["check", "--fix"]);
    assert_eq!(fs::read_to_string(&target).unwrap(), text);
    assert!(fs::symlink_metadata(link).unwrap().is_symlink());
}

#[test]
fn a_file_that_cannot_be_written_is_named_and_the_others_are_written() {
    let text = "objective: Bake rye\nownr: mo\n";
    let (folder, path) = tree_with(text);
    let other = path.with_file_name("sell.yaml");
    fs::write(&other, text).unwrap();
    let mut rights = fs::metadata(&path).unwrap().permissions();
    rights.set_readonly(true);
    fs::set_permissions(&path, rights).unwrap();
    let run = okr(folder.path(), &["check", "--fix"]);
    assert_eq!((run.code, run.out.as_str()), (2, ""));
    assert!(
        run.err.starts_with("fixed 1 problem in 1 file\n"),
        "{}",
        run.err
    );
    assert!(
        run.err.contains("bread.yaml: it is read-only"),
        "{}",
        run.err
    );
    assert_eq!(fs::read_to_string(&path).unwrap(), text);
    assert!(fs::read_to_string(&other).unwrap().contains("owner: mo"));
}

#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_written_is_left_as_it_is() {
    use std::os::unix::fs::PermissionsExt;
    let text = "objective: Bake rye\nownr: mo\n";
    let (folder, path) = tree_with(text);
    let closed = path.parent().unwrap();
    fs::set_permissions(closed, fs::Permissions::from_mode(0o555)).unwrap();
    // Whoever may do everything may write here too.
    let refuses = fs::write(closed.join("probe"), "").is_err();
    let run = okr(folder.path(), &["check", "--fix"]);
    fs::set_permissions(closed, fs::Permissions::from_mode(0o755)).unwrap();
    if refuses {
        assert_eq!(run.code, 2);
        assert!(run.err.contains("bread.yaml"), "{}", run.err);
        assert_eq!(fs::read_to_string(&path).unwrap(), text);
    }
}
