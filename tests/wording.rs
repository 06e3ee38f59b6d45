//! False alarms, counted: the rules that judge by words, over titles of many trades in the
//! proportions in which people write them. A comment in the fixture says what is wrong with the
//! line below it: `task` where the title names work to deliver and neither it nor a field says how
//! much is to change, `vague` where it names being busy, `metric` where an objective is a number.
//! Everything else is as it should be, as far as these rules are concerned.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use common::{fixture, okr, tree};

/// The name of a file and a line of it, from 1.
type Line = (String, usize);

/// How a rule did.
struct Tally {
    right: usize,
    wrong: BTreeSet<Line>,
    missed: BTreeSet<Line>,
}

impl Tally {
    fn of(found: BTreeSet<Line>, expected: BTreeSet<Line>) -> Self {
        Self {
            right: found.intersection(&expected).count(),
            wrong: found.difference(&expected).cloned().collect(),
            missed: expected.difference(&found).cloned().collect(),
        }
    }

    /// In percent, rounded down.
    fn precision(&self) -> usize {
        self.right * 100 / (self.right + self.wrong.len())
    }

    /// In percent, rounded down.
    fn recall(&self) -> usize {
        self.right * 100 / (self.right + self.missed.len())
    }
}

/// The files of the fixture with their lines; each is named like its team.
fn files() -> BTreeMap<String, Vec<String>> {
    let teams = fixture("wording").join("okrs/teams");
    let read = |team: PathBuf| {
        let name = team.file_name().unwrap().to_str().unwrap();
        let path = team.join("2026-Q1").join(format!("{name}.yaml"));
        let text = fs::read_to_string(path).unwrap();
        (name.to_owned(), text.lines().map(str::to_owned).collect())
    };
    let teams = fs::read_dir(teams).unwrap();
    teams.map(|team| read(team.unwrap().path())).collect()
}

/// The lines below a comment that is `verdict`.
fn expected(verdict: &str) -> BTreeSet<Line> {
    let mut expected = BTreeSet::new();
    for (file, lines) in files() {
        for (number, line) in (1..).zip(&lines) {
            if line.trim().strip_prefix("# ") == Some(verdict) {
                expected.insert((file.clone(), number + 1));
            }
        }
    }
    expected
}

fn found(rule: &str) -> BTreeSet<Line> {
    let folder = fixture("wording");
    let run = okr(&folder, &["check", "--format", "json", "--select", rule]);
    let report: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    let findings = report["findings"].as_array().unwrap();
    findings
        .iter()
        .map(|finding| {
            let path = Path::new(finding["path"].as_str().unwrap());
            let file = path.file_stem().unwrap().to_str().unwrap();
            let line = finding["line"].as_u64().unwrap();
            (file.to_owned(), usize::try_from(line).unwrap())
        })
        .collect()
}

fn show(what: &str, lines: &BTreeSet<Line>) {
    let files = files();
    for (file, number) in lines {
        println!("  {what}: {}", files[file][number - 1].trim());
    }
}

#[test]
fn false_alarms_are_rare() {
    for (rule, verdict, precision, recall) in [
        ("task-as-key-result", "task", 90, 85),
        ("vague-verb", "vague", 90, 85),
        ("number-in-objective", "metric", 90, 85),
    ] {
        let tally = Tally::of(found(rule), expected(verdict));
        println!(
            "{rule}: precision {}%, recall {}% ({} right, {} wrong, {} missed)",
            tally.precision(),
            tally.recall(),
            tally.right,
            tally.wrong.len(),
            tally.missed.len()
        );
        show("wrong", &tally.wrong);
        show("missed", &tally.missed);
        assert!(tally.precision() >= precision, "{rule}: false alarms");
        assert!(tally.recall() >= recall, "{rule}: too much is missed");
    }
}

#[test]
fn the_sample_is_large_and_can_be_read() {
    let files = files();
    let count = |start: &str| {
        let lines = files.values().flatten();
        lines.filter(|line| line.starts_with(start)).count()
    };
    assert!(count("  - ") >= 220, "{}", count("  - "));
    assert!(count("objective: ") >= 60, "{}", count("objective: "));
    // Placeholders are part of how people write; nothing else is an error.
    let run = okr(
        &fixture("wording"),
        &[
            "check",
            "--format",
            "concise",
            "--ignore",
            "placeholder-value",
        ],
    );
    assert_eq!(run.code, 0, "{}", run.out);
}

#[test]
fn examples_to_learn_from_are_clean() {
    // Two of its teams have not planned all of their time, which is worth a note and no more.
    let run = okr(&fixture("streaming"), &["check", "--fail-on", "warning"]);
    assert_eq!(run.code, 0, "{}", run.out);
    let folder = tree(&[]);
    assert_eq!(okr(folder.path(), &["init"]).code, 0);
    let run = okr(folder.path(), &["check", "--fail-on", "info"]);
    assert_eq!(run.code, 0, "{}", run.out);
}
