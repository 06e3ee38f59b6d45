//! Rules take about as long as the tree is large, whatever its shape.
#![allow(clippy::unwrap_used)]

use std::fmt::Write;
use std::time::{Duration, Instant};

use super::{files_and_marks, lint_files};

#[test]
fn long_chains_and_long_loops_take_one_pass() {
    const COUNT: usize = 10_000;
    let chain = |last: &str| {
        let mut tree = String::new();
        for n in 0..COUNT {
            let parent = match n + 1 {
                COUNT => last.to_owned(),
                next => format!("parent: o{next}"),
            };
            writeln!(
                tree,
                "#: 2026-Q1/o{n}.yaml\nobjective: O\nowner: x\n{parent}"
            )
            .unwrap();
        }
        files_and_marks(&tree, "").0
    };
    for (last, rule, count) in [
        ("", "orphan-objective", COUNT),
        ("parent: o0", "parent-cycle", 1),
        ("parent: nowhere", "parent-not-found", 1),
    ] {
        let files = chain(last);
        let start = Instant::now();
        let (_, judged) = lint_files(&files);
        let found = judged.iter().filter(|one| one.finding.rule == rule).count();
        assert_eq!(found, count, "{rule}");
        assert!(start.elapsed() < Duration::from_secs(30), "{rule}");
    }
}

#[test]
fn many_misspelt_parents_do_not_cost_their_product() {
    let mut tree = String::new();
    for n in 0..5_000 {
        writeln!(
            tree,
            "#: 2026-Q1/objective-{n}.yaml\nobjective: O\nowner: x\nparent: objectiv-{n}-x"
        )
        .unwrap();
    }
    let start = Instant::now();
    let (_, judged) = lint_files(&files_and_marks(&tree, "").0);
    let found = judged
        .iter()
        .filter(|one| one.finding.rule == "parent-not-found");
    assert_eq!(found.count(), 5_000);
    assert!(start.elapsed() < Duration::from_secs(30));
}
