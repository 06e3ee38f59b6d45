//! A small company over four quarters, with what happens to goals: scored late, carried on, renamed,
//! eased in silence, moved and moved back, dropped, forgotten.
#![allow(dead_code, clippy::unwrap_used)]

use super::repository::Repository;

/// How the company keeps its files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// One file for each objective, edited from quarter to quarter.
    InPlace,
    /// A folder for each quarter.
    Folders,
}

/// What changed from 2025-Q4 to 2026-Q1: kind, subject, field, before, after, direction.
pub const OVER: &[&str] = &[
    "added | welcome | - | - | New people feel at home on the first day | -",
    "carried_over | checkout | cycle | 2025-Q4 | 2026-Q1 | -",
    "carried_over | growth | cycle | 2025-Q4 | 2026-Q1 | -",
    "carried_over | offline-mode | cycle | 2025-Q4 | 2026-Q1 | -",
    "progressed | growth/users | current | 5.8M | 5.9M | -",
    "rebaselined | growth/users | baseline | 5M | 5.8M | easier",
    "relinked | offline-mode | carried_from | - | offline | -",
    "removed | push | - | Messages reach everyone in time | - | -",
    "removed | search | - | Find any article in seconds | - | -",
    "renamed | offline-mode | id | offline | offline-mode | -",
    "retargeted | growth/users | target | 6M | 7.5M | harder",
    "retargeted | offline-mode/done | target | 80% | 95% | harder",
];

struct Writer<'r> {
    repository: &'r Repository,
    layout: Layout,
}

impl Writer<'_> {
    fn path(&self, team: &str, cycle: &str, id: &str) -> String {
        let folder = match team {
            "" => "okrs/company".to_owned(),
            team => format!("okrs/teams/{team}"),
        };
        match self.layout {
            Layout::InPlace => format!("{folder}/{id}.yaml"),
            Layout::Folders => format!("{folder}/{cycle}/{id}.yaml"),
        }
    }

    fn objective(&self, team: &str, cycle: &str, id: &str, text: &str) {
        let cycle_line = match self.layout {
            Layout::InPlace => format!("cycle: {cycle}\n"),
            Layout::Folders => String::new(),
        };
        let path = self.path(team, cycle, id);
        self.repository.write(&path, format!("{text}{cycle_line}"));
    }

    /// The file goes where files are edited in place; else it stays in its quarter's folder.
    fn leave(&self, team: &str, cycle: &str, id: &str) {
        if self.layout == Layout::InPlace {
            let path = self.repository.folder().join(self.path(team, cycle, id));
            std::fs::remove_file(path).unwrap();
        }
    }
}

fn growth(baseline: &str, target: &str, rest: &str) -> String {
    format!(
        "objective: Many more people read every month\nparent: read\nowner: cpo\n{rest}key_results:\n\
         \x20 - id: users\n    title: Monthly readers\n    baseline: {baseline}\n    target: {target}\n"
    )
}

fn checkout(target: &str, rest: &str) -> String {
    format!(
        "objective: Paying takes one minute\nparent: growth\nowner: wu\nkey_results:\n\
         \x20 - id: conversion\n    title: Visitors who subscribe\n    baseline: 2%\n    target: {target}\n{rest}"
    )
}

fn offline(target: &str, rest: &str) -> String {
    format!(
        "objective: Read everything without a connection\nparent: growth\nowner: ana\n{rest}key_results:\n\
         \x20 - id: done\n    title: Articles that open without a connection\n    baseline: 50%\n    target: {target}\n"
    )
}

const PUSH: &str = "objective: Messages reach everyone in time\nparent: growth\nowner: ana\n";

/// The company, up to 10 February 2026.
pub fn company(layout: Layout) -> Repository {
    let repository = Repository::new();
    let writer = Writer {
        repository: &repository,
        layout,
    };
    repository.write("okrs/okr.yaml", "version: 1\n");
    repository.write("okrs/goals/read.yaml", "goal: Everyone reads\nowner: ceo\n");
    for team in ["app", "web"] {
        let text = format!("team: {team}\nowner: {team}\ncapacity: 5 people\n");
        repository.write(&format!("okrs/teams/{team}/team.yaml"), text);
    }
    // Two quarters that are long over.
    let before = |cycle: &str, when: &str, baseline: &str, target: &str| {
        writer.objective("", cycle, "growth", &growth(baseline, target, ""));
        repository.commit_at(when, &format!("Plan {cycle}"));
    };
    before("2025-Q2", "2025-04-02T09:00:00+02:00", "3M", "4M");
    before("2025-Q3", "2025-07-02T09:00:00+02:00", "4M", "5M");
    // The fourth quarter of 2025, planned before it begins.
    writer.objective("", "2025-Q4", "growth", &growth("5M", "6M", ""));
    writer.objective("web", "2025-Q4", "checkout", &checkout("3%", ""));
    let search = "objective: Find any article in seconds\nparent: growth\nowner: wu\nkey_results:\n  - id: time\n    title: Time to the first hit\n    baseline: 9 s\n    target: 2 s\n    current: 9 s\n";
    writer.objective("web", "2025-Q4", "search", search);
    writer.objective("app", "2025-Q4", "offline", &offline("90%", ""));
    writer.objective("app", "2025-Q4", "push", PUSH);
    repository.commit_at("2025-09-29T10:00:00+02:00", "Plan 2025-Q4");
    writer.objective("app", "2025-Q4", "offline", &offline("80%", ""));
    repository.commit_at("2025-11-10T16:00:00+01:00", "Be realistic");
    writer.objective("web", "2025-Q4", "checkout", &checkout("4%", ""));
    repository.commit_at("2025-11-20T16:00:00+01:00", "Aim higher");
    // A file that cannot be read for a while.
    repository.write(
        &writer.path("app", "2025-Q4", "push"),
        "objective: [broken\n",
    );
    repository.commit_at("2025-11-22T16:00:00+01:00", "Oops");
    writer.objective("app", "2025-Q4", "push", PUSH);
    repository.commit_at("2025-11-22T16:05:00+01:00", "Mend it");
    let back = checkout("3%", "    reason: that was too fast\n");
    writer.objective("web", "2025-Q4", "checkout", &back);
    repository.commit_at("2025-11-24T16:00:00+01:00", "Back to 3%");
    writer.objective(
        "",
        "2025-Q4",
        "growth",
        &format!("{}    current: 5.8M\n", growth("5M", "6M", "")),
    );
    let checked = checkout("3%", "    reason: that was too fast\n    current: 2.2%\n");
    writer.objective("web", "2025-Q4", "checkout", &checked);
    let offline_done = format!("{}    current: 78%\n", offline("80%", ""));
    writer.objective("app", "2025-Q4", "offline", &offline_done);
    repository.commit_at(
        "2025-12-19T16:00:00+01:00",
        "Check in (#12)\n\n* growth\n* checkout\n* offline",
    );
    // Early in the next quarter: verdicts on the last one.
    let dropped = format!("{search}status: dropped\nreason: The archive is sold\n");
    writer.objective("web", "2025-Q4", "search", &dropped);
    repository.commit_at("2026-01-03T10:00:00+01:00", "Drop search");
    let scored = format!(
        "{}    current: 5.8M\n",
        growth("5M", "6M", "score: 0.75\nresult: Nearly all of it\n")
    );
    writer.objective("", "2025-Q4", "growth", &scored);
    repository.commit_at("2026-01-05T10:00:00+01:00", "Score 2025-Q4");
    // And the plan of the new one.
    writer.objective("", "2026-Q1", "growth", &growth("5.8M", "7.5M", ""));
    writer.objective("web", "2026-Q1", "checkout", &checked);
    writer.leave("web", "2025-Q4", "search");
    writer.leave("app", "2025-Q4", "offline");
    let heir = format!(
        "{}    current: 78%\n",
        offline("95%", "carried_from: offline\n")
    );
    let heir = match layout {
        Layout::InPlace => heir,
        Layout::Folders => heir.replace("carried_from: offline", "carried_from: offline@2025-Q4"),
    };
    writer.objective("app", "2026-Q1", "offline-mode", &heir);
    writer.leave("app", "2025-Q4", "push");
    let welcome =
        "objective: New people feel at home on the first day\nparent: growth\nowner: ana\n";
    writer.objective("app", "2026-Q1", "welcome", welcome);
    repository.commit_at("2026-01-12T10:00:00+01:00", "Plan 2026-Q1");
    writer.objective(
        "",
        "2026-Q1",
        "growth",
        &format!("{}    current: 5.9M\n", growth("5.8M", "7.5M", "")),
    );
    repository.commit_at("2026-02-10T10:00:00+01:00", "Check in");
    repository
}
