//! `docs/quarter.md`, run from top to bottom: each command in the repository that the page has made up
//! to there, on the day that it says, and what it prints compared with the page.
//! `OKR_UPDATE_DOCS=1 cargo test --test quarter` writes what is printed into the page.
#![cfg(unix)]
#![allow(clippy::unwrap_used)]

#[path = "common/repository.rs"]
mod repository;

use std::fs;
use std::path::{Path, PathBuf};

use repository::{Repository, command_in};

const PAGE: &str = "docs/quarter.md";

/// A part of the page.
#[derive(Debug, PartialEq)]
enum Part {
    /// Lines that nothing is done with.
    Words(String),
    /// A new repository begins: `<!-- a repository -->`.
    Begin(String),
    /// From here on it is this day: `<!-- 2026-01-05 -->`.
    Day(String),
    /// A file with its path in the first line.
    File(String),
    /// A command behind `$ `, continued behind `> `, and what it printed.
    Command { lines: String, printed: String },
}

/// The page taken apart, so that its parts together are the page.
fn parts(page: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut fence = None;
    for line in page.split_inclusive('\n') {
        let marker = line
            .strip_prefix("<!-- ")
            .and_then(|rest| rest.strip_suffix(" -->\n"));
        match (fence, line.strip_prefix("```")) {
            (Some(_), Some(_)) => {
                fence = None;
                parts.push(Part::Words(line.to_owned()));
            }
            (None, Some(language)) => {
                fence = Some(language.trim());
                parts.push(Part::Words(line.to_owned()));
                if fence == Some("yaml") {
                    parts.push(Part::File(String::new()));
                }
            }
            (Some("yaml"), None) => match parts.last_mut() {
                Some(Part::File(text)) => text.push_str(line),
                _ => unreachable!(),
            },
            (Some("console"), None) => match parts.last_mut() {
                _ if line.starts_with("$ ") => parts.push(Part::Command {
                    lines: line.to_owned(),
                    printed: String::new(),
                }),
                Some(Part::Command { lines, printed }) => match line.starts_with("> ") {
                    true => lines.push_str(line),
                    false => printed.push_str(line),
                },
                _ => panic!("{PAGE}: {line}"),
            },
            (None, None) if marker == Some("a repository") => {
                parts.push(Part::Begin(line.to_owned()));
            }
            (None, None) if marker.is_some_and(|day| day.parse::<jiff::civil::Date>().is_ok()) => {
                parts.push(Part::Day(line.to_owned()));
            }
            (_, None) => parts.push(Part::Words(line.to_owned())),
        }
    }
    parts
}

impl Part {
    fn text(&self) -> String {
        match self {
            Self::Words(text) | Self::Begin(text) | Self::Day(text) | Self::File(text) => {
                text.clone()
            }
            Self::Command { lines, printed } => format!("{lines}{printed}"),
        }
    }
}

/// What a shell gets of the lines of a command.
fn script(lines: &str) -> String {
    let lines = lines.lines();
    lines
        .map(|line| line.get(2..).unwrap_or_default())
        .collect::<Vec<_>>()
        .join("\n")
}

/// A command that runs on `day` in the repository, with `okr` as a person has it.
fn run(repository: &Repository, day: &str, script: &str) -> (Option<i32>, String) {
    let okr = Path::new(env!("CARGO_BIN_EXE_okr")).parent().unwrap();
    let path = std::env::var_os("PATH").unwrap();
    let paths = std::iter::once(okr.to_owned()).chain(std::env::split_paths(&path));
    let when = format!("{day}T10:00:00+00:00");
    let output = command_in("sh", repository.folder())
        .args(["-c", &format!("exec 2>&1\n{script}")])
        .env("PATH", std::env::join_paths(paths).unwrap())
        .env("OKR_TODAY", day)
        .env("GIT_AUTHOR_DATE", &when)
        .env("GIT_COMMITTER_DATE", &when)
        .env_remove("NO_COLOR")
        .env_remove("FORCE_COLOR")
        .env_remove("CLICOLOR_FORCE")
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let text = text.lines().map(|line| format!("{}\n", line.trim_end()));
    (output.status.code(), text.collect())
}

/// What must hold once the files of a new cycle are committed: nothing is broken, and of no objective
/// of the last cycle it is unknown what became of it.
#[track_caller]
fn is_sound(repository: &Repository, day: &str, cycles: &str) -> usize {
    let (code, text) = run(repository, day, "okr check");
    assert_eq!(code, Some(0), "{cycles}: {text}");
    let (code, text) = run(repository, day, &format!("okr diff {cycles} --format json"));
    assert_eq!(code, Some(0), "{cycles}: {text}");
    let diff: serde_json::Value = serde_json::from_str(&text).unwrap();
    let fates = diff["fates"].as_array().unwrap();
    assert!(!fates.is_empty(), "{cycles}");
    for fate in fates {
        assert_ne!(fate["fate"], "unaccounted_for", "{cycles}: {fate}");
    }
    fates.len()
}

/// The same with every name that git gives to a commit or a file left out: they are others where git
/// counts them in another way.
fn without_hashes(text: &str) -> String {
    let is_hash = |word: &str| {
        word.len() >= 7
            && word
                .bytes()
                .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
    };
    text.split_inclusive(|c: char| !c.is_ascii_alphanumeric())
        .map(
            |part| match part.trim_end_matches(|c: char| !c.is_ascii_alphanumeric()) {
                word if is_hash(word) => part.get(word.len()..).unwrap_or_default(),
                _ => part,
            },
        )
        .collect()
}

#[test]
fn the_year_runs_from_top_to_bottom() {
    let path: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join(PAGE);
    let page = fs::read_to_string(&path).unwrap();
    let mut parts = parts(&page);
    let mut repository = Repository::new();
    let mut day = String::new();
    let mut rolled: Option<String> = None;
    let mut rolls = Vec::new();
    for part in &mut parts {
        match part {
            Part::Words(_) => {}
            Part::Begin(_) => repository = Repository::new(),
            Part::Day(line) => day = line.split_whitespace().nth(1).unwrap().to_owned(),
            Part::File(text) => {
                let (path, text) = text.split_once('\n').unwrap();
                repository.write(path.strip_prefix("# ").unwrap(), text);
            }
            Part::Command { lines, printed } => {
                let script = script(lines);
                let (_, text) = run(&repository, &day, &script);
                *printed = text;
                if let Some(rest) = script.strip_prefix("okr roll ") {
                    let (code, text) = run(&repository, &day, "okr check");
                    assert_eq!(code, Some(0), "{script}: {text}");
                    let cycles: Vec<&str> = rest.split(' ').take(2).collect();
                    rolled = Some(cycles.join(" "));
                }
                if script.contains("git commit")
                    && let Some(cycles) = rolled.take()
                {
                    rolls.push((is_sound(&repository, &day, &cycles), cycles));
                }
            }
        }
    }
    // Both habits, four quarters each.
    assert_eq!(rolls.len(), 6, "{rolls:?}");
    let now: String = parts.iter().map(Part::text).collect();
    let is_true = without_hashes(&now) == without_hashes(&page);
    if !is_true && std::env::var_os("OKR_UPDATE_DOCS").is_some() {
        fs::write(&path, &now).unwrap();
        return;
    }
    assert!(
        is_true,
        "{PAGE} is not what happens; `OKR_UPDATE_DOCS=1 cargo test --test quarter` writes it\n{}",
        similar::TextDiff::from_lines(&page, &now).unified_diff()
    );
}
