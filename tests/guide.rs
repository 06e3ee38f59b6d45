//! What the guide shows is true: its YAML is read as it says, its screens are what the program
//! prints.
#![allow(clippy::unwrap_used)]

mod common;

use std::fs;
use std::path::Path;

use common::{fixture, okr, tree};

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
    let files = files("docs/format.md");
    assert!(files.len() >= 10, "{}", files.len());
    let folder = write(&files);
    let run = okr(
        folder.path(),
        &["check", "--format", "concise", "--fail-on", "warning"],
    );
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
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
