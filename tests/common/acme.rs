//! A small tree with a history, and what `okr log` tells of it.
#![allow(dead_code, clippy::unwrap_used)]

use std::path::Path;

use serde_json::Value;

use super::common::okr;
use super::repository::Repository;

/// The file of its objective.
pub const FLOW: &str = "okrs/teams/web/2026-Q1/flow.yaml";

/// A repository with a goal, a team and one objective of it, whose file is written by [`objective`].
pub fn acme() -> Repository {
    let repository = Repository::new();
    repository
        .write("okrs/okr.yaml", "organisation: Acme\n")
        .write("okrs/goals/found.yaml", "goal: Be found\n")
        .write("okrs/teams/web/team.yaml", "team: Web\n")
        .write(FLOW, objective("20k", "10k", ""))
        .commit_at(&day(2), "Start");
    repository
}

/// An objective of which one key result has a target and a current value of the test's choice.
pub fn objective(target: &str, current: &str, rest: &str) -> String {
    format!(
        "objective: Be worth a visit\nparent: found\nkey_results:\n  - {{id: visits, title: Visits in a week, baseline: 10k, target: {target}, current: {current}}}\n  - {{title: Guests who return, baseline: 30%, target: 40%}}\n{rest}"
    )
}

/// An hour of that day of January.
pub fn day(day: u8) -> String {
    format!("2026-01-{day:02}T10:00:00+01:00")
}

/// What `okr log` tells.
pub fn json(folder: &Path, args: &[&str]) -> Value {
    let run = okr(folder, &[&["log", "--format", "json"], args].concat());
    assert_eq!((run.code, run.err.as_str()), (0, ""), "{args:?}");
    serde_json::from_str(&run.out).unwrap()
}

/// A text, or `-`.
pub fn text(value: &Value) -> &str {
    value.as_str().unwrap_or("-")
}

/// Each change with the summary of its commit: `summary: subject kind field before > after`.
pub fn changes(log: &Value) -> Vec<String> {
    let entries = log["entries"].as_array().unwrap();
    entries
        .iter()
        .flat_map(|entry| {
            let changes = entry["changes"].as_array().unwrap();
            changes.iter().map(|change| {
                format!(
                    "{}: {} {} {} {} > {}",
                    text(&entry["summary"]),
                    text(&change["subject"]),
                    text(&change["kind"]),
                    text(&change["field"]),
                    text(&change["before"]),
                    text(&change["after"])
                )
            })
        })
        .collect()
}

/// Each point as `day text value`.
pub fn series(log: &Value) -> Vec<String> {
    let points = log["series"].as_array().unwrap();
    points
        .iter()
        .map(|point| {
            format!(
                "{} {} {}",
                text(&point["date"]),
                text(&point["text"]),
                text(&point["value"])
            )
        })
        .collect()
}
