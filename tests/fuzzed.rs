//! What the fuzz targets hunt for, in small inside `cargo test`: inputs put together at random, and
//! each input that once broke a promise.
#![allow(clippy::unwrap_used)]

mod damage;
mod total;

use std::fs;
use std::path::{Path, PathBuf};

use damage::damaged;
use proptest::prelude::*;

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases,
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

/// The trees in `fixtures/`, each as one text.
fn fixtures() -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let mut cases: Vec<PathBuf> = fs::read_dir(root)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    cases.sort();
    cases.iter().map(|case| tree_in(case)).collect()
}

/// All YAML below a folder, each file behind a line that names it.
fn tree_in(root: &Path) -> String {
    let mut folders = vec![root.to_owned()];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            match path.is_dir() {
                true => folders.push(path),
                false => files.push(path),
            }
        }
    }
    files.sort();
    let mut tree = String::new();
    for path in files {
        let name = path.strip_prefix(root).unwrap().to_str().unwrap();
        let Ok(text) = fs::read_to_string(&path) else {
            continue;
        };
        if name.ends_with(".yaml") {
            let name = name.strip_prefix("okrs/").unwrap_or(name);
            tree += &format!("#: {name}\n{text}\n");
        }
    }
    tree
}

#[test]
fn every_fixture_is_shown_in_every_format() {
    for tree in fixtures().iter().filter(|tree| tree.len() < 9000) {
        total::tree::check_all(tree.as_bytes());
    }
}

#[test]
fn an_objective_without_a_title_is_itself() {
    total::states::check(b"objective: ");
}

#[test]
fn what_is_no_character_of_yaml_is_written_as_an_escape() {
    total::arguments::check("none\na\u{ffff}b\n\u{2}\u{fffe}\n".as_bytes());
}

/// Scraps of trees, states and texts, which strung together are nearly something.
const SCRAPS: [&str; 40] = [
    "\n",
    "\n  ",
    "\n  - ",
    "\n    ",
    ": ",
    " #",
    "'",
    "\"",
    "[",
    "]",
    "{",
    "}",
    ", ",
    "|\n",
    "-",
    "%",
    "\t",
    "\r",
    "é",
    "\u{202e}",
    "\u{1b}[31m",
    "::error::",
    "#: teams/a/2026-Q1/b.yaml\n",
    "#: okr.yaml\n",
    "\n#= later\n",
    "objective: ",
    "goal: ",
    "kpi: ",
    "team: ",
    "parent: ",
    "key_results:",
    "title: ",
    "baseline: ",
    "target: ",
    "current: ",
    "5%",
    "-7.5M",
    "2026-02-10",
    "status: dropped\n",
    "allocation: {strategic: 80%}\n",
];

fn nearly() -> impl Strategy<Value = String> {
    let scrap = prop::sample::select(&SCRAPS[..]);
    prop::collection::vec(scrap, 0..40).prop_map(|scraps| scraps.concat())
}

/// A file of a fixture with some scraps put in and some characters taken out.
fn broken() -> impl Strategy<Value = String> {
    let files: Vec<String> = fixtures()
        .iter()
        .flat_map(|tree| {
            tree.split("\n#: ")
                .map(|file| format!("#: {}\n", file.trim_start_matches("#: ")))
                .collect::<Vec<_>>()
        })
        .filter(|file| file.len() < 800)
        .collect();
    damaged(files, &SCRAPS, 5)
}

/// Words as they are said on the command line, and what is hardly one.
fn words() -> impl Strategy<Value = String> {
    let scrap = prop::sample::select(vec![
        "2026",
        "-",
        "Q1",
        "H2",
        "FY",
        "W7",
        "cycle:",
        "HEAD",
        "~",
        "^",
        "{",
        "}",
        "@",
        ":",
        "/",
        "..",
        "5",
        ".",
        ",",
        "e9",
        "%",
        "M",
        "x",
        "+",
        " ",
        "to ",
        "at least ",
        "h",
        "min",
        "€",
        "USD",
        "*",
        "[",
        "]",
        "!",
        "open",
        "walk",
        "team",
        "\u{1b}",
        "é",
        "79228162514264337593543950335",
    ]);
    prop::collection::vec(scrap, 0..7).prop_map(|scraps| scraps.concat())
}

proptest! {
    #![proptest_config(config(64))]

    #[test]
    fn any_bytes_are_shown_in_every_format(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        total::tree::check(&bytes);
    }

    #[test]
    fn what_is_nearly_a_tree_is_shown_in_every_format(text in nearly()) {
        total::tree::check(text.as_bytes());
    }

    #[test]
    fn what_is_left_of_a_file_is_shown_in_every_format(text in broken()) {
        total::tree::check(text.as_bytes());
    }

    #[test]
    fn what_is_nearly_two_trees_is_compared(text in nearly()) {
        total::states::check(text.as_bytes());
    }

    #[test]
    fn a_file_is_compared_with_what_is_left_of_it(one in broken(), other in broken()) {
        total::states::check(format!("{one}#= later\n{other}").as_bytes());
    }
}

proptest! {
    #![proptest_config(config(1000))]

    #[test]
    fn any_word_is_taken_or_refused(word in words(), other in words()) {
        total::arguments::check(format!("none\n{word}\n{other}").as_bytes());
    }
}

proptest! {
    #![proptest_config(config(16))]

    #[test]
    fn whatever_is_said_to_a_command_is_answered(
        command in prop::sample::select(vec!["tree", "show", "why", "diff", "range", "during", "rev", "level", "log"]),
        word in words(),
        other in words(),
    ) {
        total::arguments::check(format!("{command}\n{word}\n{other}").as_bytes());
    }
}
