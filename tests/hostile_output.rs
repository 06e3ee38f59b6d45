//! What a file says never acts on a terminal, a log or a page: in every format of every command.
#![allow(clippy::unwrap_used)]

mod common;
#[path = "common/repository.rs"]
mod repository;

use std::fs;

use common::{fixture, okr, tree};
use repository::Repository;

/// Characters that must never come out raw: controls but the line feed, marks that turn the
/// direction of text, and what no eye can see.
fn is_dangerous(c: char) -> bool {
    (c.is_control() && c != '\n')
        || matches!(
            c,
            '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{feff}' | '\u{2028}' | '\u{2029}'
        )
        || ('\u{202a}'..='\u{202e}').contains(&c)
        || ('\u{2066}'..='\u{2069}').contains(&c)
}

const RUNS: [&[&str]; 26] = [
    &["check"],
    &["check", "--format", "concise"],
    &["check", "--format", "json"],
    &["tree", "--cycle", "all"],
    &["tree", "--cycle", "all", "--format", "json"],
    &["tree", "--cycle", "all", "--format", "markdown"],
    &["tree", "--cycle", "all", "--format", "mermaid"],
    &["tree", "--cycle", "all", "--format", "dot"],
    &["show", "everything"],
    &["show", "everything", "--format", "json"],
    &["show", "everything", "--format", "markdown"],
    &["why", "everything"],
    &["why", "everything", "--format", "json"],
    &["why", "everything", "--format", "markdown"],
    &["why", "escapes"],
    &["why", "mentions", "--format", "json"],
    &["why", "html", "--format", "markdown"],
    &["show", "team:workflow"],
    &["show", "team:workflow", "--format", "json"],
    &["show", "team:workflow", "--format", "markdown"],
    &["allocation"],
    &["allocation", "--format", "json"],
    &["allocation", "--format", "csv"],
    &["allocation", "--format", "markdown"],
    &["tree", "\u{1b}[31m\u{202e}nothing"],
    &["check", "--select", "\u{1b}]0;title\u{7}"],
];

#[test]
fn nothing_that_acts_on_a_terminal_comes_out_raw() {
    for args in RUNS {
        let run = okr(&fixture("hostile"), args);
        // A table for spreadsheets ends its lines as RFC 4180 has it.
        let out = match args.contains(&"csv") {
            true => run.out.replace("\r\n", "\n"),
            false => run.out.clone(),
        };
        for text in [&out, &run.err] {
            let found = text.chars().find(|c| is_dangerous(*c));
            assert_eq!(found, None, "{args:?}: {}", text.escape_debug());
        }
        assert!(
            !run.out.is_empty() || run.code == 2,
            "{args:?}: {}",
            run.err
        );
    }
}

#[test]
fn nothing_that_acts_on_a_runner_comes_out_whole() {
    for args in RUNS {
        let run = okr(&fixture("hostile"), args);
        for line in run.out.lines().chain(run.err.lines()) {
            assert!(!line.contains("##["), "{args:?}: {line}");
            assert!(!line.trim_start().starts_with("::"), "{args:?}: {line}");
        }
    }
}

#[test]
fn markdown_gives_no_markup_to_what_a_file_says() {
    for args in RUNS.iter().filter(|args| args.contains(&"markdown")) {
        let out = okr(&fixture("hostile"), args).out;
        // Nothing is markup or a mention inside a code span.
        let out: String = out.split('`').step_by(2).collect();
        for raw in ["<script", "@everyone", "<img", "[click](", "![x]("] {
            assert!(!out.contains(raw), "{args:?}: {raw}: {out}");
        }
    }
}

/// The hostile files as what is new, what changed and what is gone.
fn hostile_history() -> Repository {
    let repository = Repository::new();
    repository.commit_file("2026-01-05T10:00:00Z", "okrs/okr.yaml", "");
    let files = fixture("hostile");
    let mut folders = vec![files.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let name = path.strip_prefix(&files).unwrap().to_str().unwrap();
            repository.write(name, fs::read(&path).unwrap());
        }
    }
    repository.commit_at("2026-01-06T10:00:00Z", "Hostile");
    for name in repository.git(&["ls-files", "-z", "okrs"]).split('\0') {
        let path = repository.folder().join(name);
        if let Ok(text) = fs::read_to_string(&path) {
            let text = text.replace(": \"", ": \"Now ").replace(": '", ": 'Now ");
            repository.write(name, text.replace("target: ", "target: 1"));
        }
    }
    repository.commit_at("2026-01-07T10:00:00Z", "Hostile in other words");
    repository
}

#[test]
fn what_changed_is_no_exception() {
    let repository = hostile_history();
    for states in ["HEAD~2..HEAD", "HEAD~1..HEAD", "HEAD..HEAD~2"] {
        for format in ["text", "json", "markdown"] {
            let args = ["diff", states, "--format", format];
            let run = okr(repository.folder(), &args);
            assert!(run.code == 0 && run.out.lines().count() > 10, "{}", run.err);
            for text in [&run.out, &run.err] {
                let found = text.chars().find(|c| is_dangerous(*c));
                assert_eq!(found, None, "{args:?}: {}", text.escape_debug());
            }
            for line in run.out.lines().chain(run.err.lines()) {
                assert!(!line.contains("##["), "{args:?}: {line}");
                assert!(!line.trim_start().starts_with("::"), "{args:?}: {line}");
            }
            if format == "markdown" {
                let out = outside_code(&run.out);
                for raw in ["<script", "@everyone", "<img", "[click](", "![x]("] {
                    assert!(!out.contains(raw), "{args:?}: {raw}: {out}");
                }
            }
        }
    }
}

/// `page` without its code spans, in which nothing is markup, a mention or a reference.
fn outside_code(page: &str) -> String {
    let mut prose = String::new();
    let (mut is_code, mut is_escaped) = (false, false);
    for char in page.chars() {
        match char {
            '`' if !is_escaped => is_code = !is_code,
            _ if is_code => {}
            _ => prose.push(char),
        }
        is_escaped = char == '\\' && !is_escaped && !is_code;
    }
    prose
}

#[cfg(unix)]
#[test]
fn names_of_files_are_no_exception() {
    let folder = tree(&[("okrs/okr.yaml", "")]);
    for name in [
        "\u{1b}[31mred.yaml",
        "line\nbreak.yaml",
        "\u{202e}lmay.yaml",
        "::error::x.yaml",
        "##[debug].yaml",
    ] {
        fs::write(folder.path().join("okrs").join(name), "goal: [\n").unwrap();
    }
    for args in [
        &["check"][..],
        &["check", "--format", "concise"],
        &["check", "--format", "json"],
        &["tree"],
        &["check", "-v"],
    ] {
        let run = okr(folder.path(), args);
        for text in [&run.out, &run.err] {
            assert_eq!(
                text.chars().find(|c| is_dangerous(*c)),
                None,
                "{args:?}: {}",
                text.escape_debug()
            );
            assert!(!text.contains("##["), "{args:?}: {text}");
        }
    }
    let lines = okr(folder.path(), &["check", "--format", "concise"]).out;
    assert!(
        lines.lines().all(|line| line.starts_with("okrs/")),
        "{lines}"
    );
}
