//! Every fixture is what it says it is: all findings of each, exactly.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use std::fs;
use std::path::Path;

use common::{fixture, okr};

/// The findings of a fixture, one a line, and the last line of standard error.
fn findings(folder: &Path) -> String {
    let run = okr(folder, &["check", "--format", "concise"]);
    let last = run.err.lines().last().unwrap_or_default();
    format!("exit {}\n{last}\n{}", run.code, run.out)
}

macro_rules! golden {
    ($($test:ident: $name:literal),+ $(,)?) => {
        $(
            #[test]
            fn $test() {
                insta::assert_snapshot!($name, findings(&fixture($name)));
            }
        )+
    };
}

golden! {
    streaming: "streaming",
    twelve_mistakes: "twelve-mistakes",
    twelve_mended: "twelve-mended",
    structure: "structure",
    links: "links",
    measures: "measures",
    allocation: "allocation",
    housekeeping: "housekeeping",
    traps: "traps",
    hostile: "hostile",
    cycles: "cycles",
    many_documents: "many-documents",
    quantities: "quantities",
    world: "world",
}

#[test]
fn beside_code() {
    let repository = tempfile::tempdir().unwrap();
    copy(&fixture("beside-code"), repository.path());
    fs::create_dir(repository.path().join(".git")).unwrap();
    insta::assert_snapshot!("beside-code", findings(repository.path()));
}

fn copy(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        match entry.file_type().unwrap().is_dir() {
            true => {
                fs::create_dir_all(&target).unwrap();
                copy(&entry.path(), &target);
            }
            false => {
                fs::copy(entry.path(), target).unwrap();
            }
        }
    }
}

#[test]
fn twelve_mistakes_of_twelve_kinds_are_found_in_one_run_and_none_once_they_are_mended() {
    let run = okr(&fixture("twelve-mistakes"), &["check", "--format", "json"]);
    assert_eq!(run.code, 1);
    let report: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    let errors = report["findings"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|finding| finding["level"] == "error");
    let mut found: Vec<_> = errors
        .map(|finding| {
            let path = finding["path"]
                .as_str()
                .unwrap()
                .rsplit('/')
                .next()
                .unwrap();
            let at = |key: &str| finding[key].as_u64().unwrap();
            (
                path.to_owned(),
                finding["rule"].as_str().unwrap().to_owned(),
                at("line"),
                at("column"),
            )
        })
        .collect();
    found.sort();
    let expected = [
        ("01-dough.yaml", "unknown-field", 6, 62),
        ("02-ovens.yaml", "invalid-value", 6, 87),
        ("03-recipes.yaml", "unknown-document", 2, 1),
        ("04-queue.yaml", "duplicate-key", 6, 96),
        ("05-orders.yaml", "invalid-yaml", 6, 39),
        ("06-new-street.yaml", "cycle-missing", 2, 12),
        ("07-late-round.yaml", "duplicate-id", 1, 5),
        ("08-hotels.yaml", "parent-not-found", 4, 9),
        ("09-apprentices.yaml", "target-missing", 6, 26),
        ("10-shifts.yaml", "unit-mismatch", 6, 81),
        ("11-regulars.yaml", "stretch-below-target", 6, 94),
        ("12-leftovers.yaml", "direction-contradicts", 6, 27),
    ];
    let expected: Vec<_> = expected
        .map(|(path, rule, line, column)| (path.to_owned(), rule.to_owned(), line, column))
        .into();
    assert_eq!(found, expected);
    assert_eq!(okr(&fixture("twelve-mended"), &["check"]).code, 0);
}
