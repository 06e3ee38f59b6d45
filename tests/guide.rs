//! What the guide shows is true: its YAML is read as it says, its screens are what the program
//! prints.
#![allow(clippy::unwrap_used)]

mod common;
#[path = "common/repository.rs"]
mod repository;

use std::fs;
use std::path::Path;

use common::{Run, fixture, okr, tree};
use repository::Repository;

/// The fenced blocks of a page: what stands behind the fence, and the lines.
fn blocks(page: &str) -> Vec<(String, String)> {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(page)).unwrap();
    let mut blocks = Vec::new();
    let mut open: Option<(String, String)> = None;
    for line in text.lines() {
        match (line.strip_prefix("```"), &mut open) {
            (Some(language), None) => open = Some((language.to_owned(), String::new())),
            (Some(_), Some(_)) => blocks.extend(open.take()),
            (None, Some((_, block))) => {
                block.push_str(line);
                block.push('\n');
            }
            (None, None) => {}
        }
    }
    blocks
}

/// The blocks that are files of one tree: those that begin with a comment that is a path.
fn files(page: &str) -> Vec<(String, String)> {
    let yaml = blocks(page)
        .into_iter()
        .filter(|(language, _)| language == "yaml");
    yaml.filter_map(|(_, text)| {
        let path = text.lines().next()?.strip_prefix("# ")?;
        path.ends_with(".yaml")
            .then(|| (path.to_owned(), text.clone()))
    })
    .collect()
}

fn write(files: &[(String, String)]) -> tempfile::TempDir {
    let folder = tree(&[]);
    for (path, text) in files {
        let path = match path.starts_with("okrs/") {
            true => folder.path().join(path),
            false => folder.path().join("okrs").join(path),
        };
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    if !folder.path().join("okrs/okr.yaml").exists() {
        fs::write(folder.path().join("okrs/okr.yaml"), "").unwrap();
    }
    folder
}

#[test]
fn the_files_of_the_guide_are_one_tree_without_a_warning() {
    for (page, least) in [("docs/format.md", 10), ("docs/allocation.md", 6)] {
        let files = files(page);
        assert!(files.len() >= least, "{page}: {}", files.len());
        let run = warnings(&files);
        assert_eq!(run.code, 0, "{page}: {}{}", run.out, run.err);
    }
}

/// What a check of `files` finds that is at least a warning.
fn warnings(files: &[(String, String)]) -> Run {
    okr(
        write(files).path(),
        &["check", "--format", "concise", "--fail-on", "warning"],
    )
}

#[test]
fn what_the_guide_to_time_says_of_okr_yaml_is_read() {
    let others: Vec<_> = blocks("docs/allocation.md")
        .into_iter()
        .filter(|(language, text)| language == "yaml" && !text.starts_with("# okrs/"))
        .collect();
    assert_eq!(others.len(), 1);
    for (_, text) in others {
        let mut files = files("docs/allocation.md");
        files.retain(|(path, _)| path != "okrs/okr.yaml");
        files.push(("okrs/okr.yaml".to_owned(), text));
        let run = warnings(&files);
        assert_eq!(run.code, 0, "{}{}", run.out, run.err);
    }
}

/// What the hook of the guide says to a message: whether the commit may go on, and its words.
fn hook(repository: &Repository, message: &str) -> (bool, String) {
    let blocks = blocks("docs/allocation.md");
    let (_, script) = blocks
        .iter()
        .find(|(language, _)| language == "sh")
        .unwrap();
    repository.write(".git/commit-msg", script);
    repository.write(".git/message", message);
    let output = repository::command_in("sh", repository.folder())
        .args([".git/commit-msg", ".git/message"])
        .output()
        .unwrap();
    let words = String::from_utf8(output.stderr).unwrap();
    (output.status.success(), words)
}

#[test]
fn the_hook_of_the_guide_asks_what_time_was_for() {
    let repository = Repository::new();
    let good = [
        "A\n\nOKR: walk-aboard\n",
        "A\n\nBody.\n\nSigned-off-by: A <a@b>\nokr: walk-aboard/phone\n",
        "A\n\nMaintenance: bug\n# Please enter the commit message\n#\n",
        "A\n\nOperations: on call\n\n# On branch main\n",
        "A\n\nOKR: x\n# ------------------------ >8 ------------------------\n# below\ndiff --git a b\n",
        "A\n\n---\nText\n\nOKR: x\n",
        "# a comment\n\nfix: A\n",
        "Fix(play)!: A\n",
        "chore(deps): A\n",
        "refactor: A",
        "perf: A",
        "Merge branch 'a' into main\n",
        "Revert \"A\"\n\nThis reverts commit 0.\n",
        "fixup! A\n",
        "squash! A\n",
        "amend! A\n",
    ];
    for message in good {
        assert_eq!(
            hook(&repository, message),
            (true, String::new()),
            "{message:?}"
        );
    }
    let bad = [
        "",
        "A\n",
        "feat: A\n",
        "A\n\nOKR:\n",
        "A\n\n# OKR: walk-aboard\n",
        "A\n\nOKR: x\n\nand then some more words\n",
        "A\n\nThe fix: none\n",
        "fix A: B\n",
        "OKR: walk-aboard\n",
    ];
    for message in bad {
        let (goes_on, words) = hook(&repository, message);
        assert!(!goes_on, "{message:?}");
        assert!(words.contains("What was the time for?"), "{words}");
    }
    repository.git(&["config", "okr.hook", "warn"]);
    let (goes_on, words) = hook(&repository, "A\n");
    assert!(
        goes_on && words.contains("What was the time for?"),
        "{words}"
    );
    repository.git(&["config", "--unset", "okr.hook"]);
    let id = repository.commit_at("2026-01-05T12:00:00Z", "A");
    repository.write(".git/MERGE_HEAD", format!("{id}\n"));
    assert!(hook(&repository, "All of it\n").0);
}

#[test]
fn the_hook_and_the_template_of_the_guide_work_where_it_says() {
    let repository = Repository::new();
    let blocks = blocks("docs/allocation.md");
    let text = |wanted: &str, what: &str| {
        let mut fitting = blocks
            .iter()
            .filter(|(language, text)| language == wanted && text.contains(what));
        fitting.next().unwrap().1.clone()
    };
    repository.write(".githooks/commit-msg", text("sh", "interpret-trailers"));
    repository.write(".githooks/message", text("text", "# Maintenance: "));
    for command in text("console", "core.hooksPath").lines() {
        let command = command.strip_prefix("$ ").unwrap();
        let done = repository::command_in("sh", repository.folder())
            .args(["-c", command])
            .status()
            .unwrap();
        assert!(done.success(), "{command}");
    }
    let commit = |args: &[&str], editor: &str| {
        let mut git = repository::command_in("git", repository.folder());
        git.args(["commit", "--allow-empty"])
            .args(args)
            .env("GIT_EDITOR", editor);
        git.output().unwrap().status.success()
    };
    // An editor that writes a subject and takes the sign of one line away, and one that does not.
    assert!(commit(
        &[],
        "sed -i -e '1s/^/Show it/' -e 's/^# OKR: .*/OKR: walk-aboard/'"
    ));
    assert!(!commit(&[], "sed -i -e '1s/^/Show it/'"));
    assert!(commit(
        &["-m", "A", "--trailer", "OKR: walk-aboard"],
        "false"
    ));
    assert!(!commit(&["-m", "A"], "false"));
    assert_eq!(
        repository.git(&["log", "--format=%s: %(trailers:only,separator=)"]),
        "A: OKR: walk-aboard\nShow it: OKR: walk-aboard"
    );
}

#[test]
fn what_the_guide_calls_wrong_is_found() {
    let bad: Vec<_> = blocks("docs/format.md")
        .into_iter()
        .filter(|(language, _)| language == "yaml bad")
        .collect();
    assert!(bad.len() >= 5, "{}", bad.len());
    for (_, text) in bad {
        let mut files = files("docs/format.md");
        files.push((
            "okrs/teams/wrong/2026-Q1/wrong.yaml".to_owned(),
            text.clone(),
        ));
        let run = okr(
            write(&files).path(),
            &["check", "--format", "concise", "okrs/teams/wrong"],
        );
        assert_eq!(run.code, 1, "{text}\\n{}", run.err);
    }
}

#[test]
fn the_screen_of_the_readme_is_what_its_command_prints() {
    let blocks = blocks("README.md");
    let (_, commands) = &blocks[0];
    let mut commands = commands.lines();
    assert_eq!(
        commands.next(),
        Some("$ cargo run --release -- tree -C fixtures/streaming --today 2026-02-14")
    );
    assert_eq!(commands.next(), Some("$ cargo test"));
    assert_eq!(blocks[1].1, okr(&fixture("streaming"), &["tree"]).out);
}

#[test]
fn init_prints_what_the_readme_says() {
    let blocks = blocks("README.md");
    let (_, screen) = blocks
        .iter()
        .find(|(_, text)| text.contains("$ okr init"))
        .unwrap();
    let (_, after) = screen.split_once("$ okr init\n").unwrap();
    let (listed, _) = after.split_once("$ okr check").unwrap();
    let folder = tree(&[]);
    assert_eq!(listed, okr(folder.path(), &["init"]).out);
}
