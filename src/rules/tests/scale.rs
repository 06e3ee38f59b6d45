//! Rules take about as long as the tree is large, whatever its shape.
#![allow(clippy::unwrap_used)]

use std::fmt::Write;
use std::time::Duration;

use cpu_time::ThreadTime;

use super::{files_and_marks, lint_files};

/// How many findings of `rule` the tree has, and the shortest of a few times that they took.
fn linted(tree: &str, rule: &str) -> (usize, Duration) {
    let files = files_and_marks(tree, "").0;
    let once = || {
        let start = ThreadTime::now();
        let (_, judged) = lint_files(&files);
        let found = judged.iter().filter(|one| one.finding.rule == rule);
        (found.count(), start.elapsed())
    };
    let (count, first) = once();
    let others = (0..4).map(|_| once().1);
    (count, others.fold(first, Duration::min))
}

/// Four times the tree takes about four times as long: less than twelve times on a busy machine,
/// where its square would be sixteen.
fn grows_like_its_size(shape: fn(usize) -> String, rule: &str, found: fn(usize) -> usize) {
    const SMALL: usize = 250;
    const LARGE: usize = 4 * SMALL;
    let (count, small) = linted(&shape(SMALL), rule);
    assert_eq!(count, found(SMALL), "{rule}");
    let (count, large) = linted(&shape(LARGE), rule);
    assert_eq!(count, found(LARGE), "{rule}");
    assert!(large < small * 12, "{rule}: {small:?}, then {large:?}");
}

/// A chain of parents, the last of which has `last` as its own.
fn chain(count: usize, last: &str) -> String {
    let mut tree = String::new();
    for n in 0..count {
        let parent = match n + 1 {
            next if next == count => last.to_owned(),
            next => format!("parent: o{next}"),
        };
        writeln!(
            tree,
            "#: 2026-Q1/o{n}.yaml\nobjective: O\nowner: x\n{parent}"
        )
        .unwrap();
    }
    tree
}

#[test]
fn long_chains_and_long_loops_take_one_pass() {
    grows_like_its_size(|n| chain(n, ""), "orphan-objective", |n| n);
    grows_like_its_size(|n| chain(n, "parent: o0"), "parent-cycle", |_| 1);
    grows_like_its_size(|n| chain(n, "parent: nowhere"), "parent-not-found", |_| 1);
}

#[test]
fn a_name_that_all_teams_share_is_found_at_once() {
    fn shared(count: usize) -> String {
        (0..count).fold(String::new(), |mut tree, n| {
            write!(
                tree,
                "#: teams/t{n}/2026-Q1/steps.yaml\nobjective: Steps\nowner: x\n\
                 #: teams/t{n}/2026-Q1/own.yaml\nobjective: Own\nowner: x\nparent: steps\n\
                 #: 2026-Q1/asks-{n}.yaml\nobjective: Asks\nowner: x\nparent: steps\n"
            )
            .unwrap();
            tree
        })
    }
    grows_like_its_size(shared, "parent-ambiguous", |n| n);
}

#[test]
fn many_teams_and_many_names_of_none() {
    fn teams(count: usize) -> String {
        (0..count).fold(String::new(), |mut tree, n| {
            write!(
                tree,
                "#: teams/team-{n}/team.yaml\nteam: Team\nowner: x\nformerly: old-{n}\nparent: taem-{n}-x\n\
                 #: 2026-Q1/o{n}.yaml\nobjective: O\nowner: x\nteam: old-{n}\n"
            )
            .unwrap();
            tree
        })
    }
    grows_like_its_size(teams, "team-not-found", |n| n);
}

#[test]
fn overrides_are_made_ready_once() {
    fn overrides(count: usize) -> String {
        let mut tree = String::from("#: okr.yaml\noverrides:\n");
        for n in 0..count {
            writeln!(
                tree,
                "  - {{paths: [\"archive/{n}/**\"], rules: {{owner-missing: off}}}}"
            )
            .unwrap();
        }
        for n in 0..20 {
            writeln!(tree, "#: archive/{n}/2026-Q1/o.yaml\nobjective: O").unwrap();
        }
        tree + "#: live/2026-Q1/o.yaml\nobjective: O\n"
    }
    grows_like_its_size(overrides, "owner-missing", |_| 1);
}

#[test]
fn many_misspelt_parents_do_not_cost_their_product() {
    fn misspelt(count: usize) -> String {
        (0..count * 5).fold(String::new(), |mut tree, n| {
            writeln!(
                tree,
                "#: 2026-Q1/objective-{n}.yaml\nobjective: O\nowner: x\nparent: objectiv-{n}-x"
            )
            .unwrap();
            tree
        })
    }
    // Here a limit: up to a budget the likely names are compared, each with each.
    let start = ThreadTime::now();
    assert_eq!(linted(&misspelt(200), "parent-not-found").0, 1_000);
    assert!(start.elapsed() < Duration::from_secs(30));
}

#[test]
fn many_teams_with_plans_of_their_own() {
    fn teams(count: usize) -> String {
        (0..count).fold(String::new(), |mut tree, n| {
            write!(
                tree,
                "#: teams/team-{n}/team.yaml\nteam: Team\nowner: x\nallocation: {{strategic: 80%, maintenance: 20%}}\n\
                 #: teams/team-{n}/2026-Q2/team.yaml\nteam: Team\nallocation: {{strategic: 70%, maintenance: 30%}}\n\
                 #: teams/team-{n}/2026-Q1/o.yaml\nobjective: O\nowner: x\nallocation: 90%\n"
            )
            .unwrap();
            tree
        })
    }
    grows_like_its_size(teams, "objectives-over-allocated", |n| n);
}
