//! A company whose people commit: its files, its people, and how its allocation is read.
#![allow(dead_code, clippy::unwrap_used)]

use serde_json::{Value, json};

use super::common::{Run, okr};
use super::repository::Repository;

/// Two teams with an objective each, one of the company, a kpi; the cycle of the files is 2026-Q1.
pub const FILES: &[(&str, &str)] = &[
    ("okrs/okr.yaml", ""),
    ("okrs/goals/lead.yaml", "goal: Lead the market\n"),
    (
        "okrs/company/2026-Q1/joy.yaml",
        "objective: Joy\nparent: lead\nkey_results:\n  - id: mau\n    title: Users\n    baseline: 1\n    target: 2\n",
    ),
    (
        "okrs/teams/play/team.yaml",
        "team: Play\nmembers: [ann@example.com, Cy Coe, both@example.com]\npaths: [play/**]\ncapacity: 2 people\nallocation: {strategic: 80%, maintenance: 20%}\n",
    ),
    (
        "okrs/teams/play/2026-Q1/start.yaml",
        "objective: Start fast\nparent: joy/mau\nallocation: 60%\nkey_results:\n  - id: p95\n    title: Time to first frame\n    baseline: 9 s\n    target: 1 s\n",
    ),
    (
        "okrs/teams/find/team.yaml",
        "team: Find\nmembers: [bo@example.com, both@example.com]\npaths: [find/**]\ncapacity: 1 person\nallocation: {strategic: 80%, maintenance: 20%}\n",
    ),
    (
        "okrs/teams/find/2026-Q1/search.yaml",
        "objective: Search finds it\nparent: joy\nkey_results:\n  - id: hits\n    title: Hits\n    baseline: 1\n    target: 2\n",
    ),
    (
        "okrs/teams/find/alive.yaml",
        "kpi: It is up\ntarget: 99%\ncurrent: 100%\n",
    ),
];

/// In the team `play`.
pub const ANN: &str = "Ann <ann@example.com>";
/// In the team `find`.
pub const BO: &str = "Bo <bo@example.com>";
/// In both teams.
pub const BOTH: &str = "Both <both@example.com>";
/// In no team.
pub const STRANGER: &str = "Stranger <stranger@example.org>";

/// A repository with that tree, committed by a bot, so that it takes nobody's time.
pub fn company() -> Repository {
    let repository = Repository::new();
    for (path, text) in FILES {
        repository.write(path, text);
    }
    plant(&repository);
    repository
}

/// Commits what is there, before the cycle.
pub fn plant(repository: &Repository) {
    repository.commit(STRANGER, "2025-11-01", "The tree");
}

/// Runs `okr allocation --actual`.
pub fn run(repository: &Repository, more: &[&str]) -> Run {
    let mut args = vec!["allocation", "--actual", "--format", "json"];
    args.extend(more);
    okr(repository.folder(), &args)
}

/// What it shows.
pub fn actual(repository: &Repository) -> Value {
    actual_with(repository, &[])
}

/// The same with more arguments.
pub fn actual_with(repository: &Repository, more: &[&str]) -> Value {
    let run = run(repository, more);
    assert_eq!(run.code, 0, "{}", run.err);
    serde_json::from_str(&run.out).unwrap()
}

/// Where the time of a team went.
pub fn team<'v>(shown: &'v Value, id: &str) -> &'v Value {
    let teams = shown["teams"].as_array().unwrap();
    &teams.iter().find(|team| team["id"] == id).unwrap()["actual"]
}

/// A split as output has it: `by_subject` and `by_kind` only with what is in them.
pub fn split(days: f64, parts: &[(&str, f64)]) -> Value {
    let mut split = json!({
        "author_days": days, "strategic": 0.0, "maintenance": 0.0, "operations": 0.0,
        "uncategorised": 0.0, "by_subject": [],
        "by_kind": {"bug": 0.0, "technical-debt": 0.0, "request": 0.0, "promise": 0.0},
    });
    for (name, share) in parts {
        match *name {
            "strategic" | "maintenance" | "operations" | "uncategorised" => {
                split[*name] = json!(share);
            }
            "bug" | "technical-debt" | "request" | "promise" => {
                split["by_kind"][*name] = json!(share);
            }
            subject => split["by_subject"]
                .as_array_mut()
                .unwrap()
                .push(json!({"subject": subject, "share": share})),
        }
    }
    split
}

/// The split of no time.
pub fn nothing() -> Value {
    split(0.0, &[])
}
