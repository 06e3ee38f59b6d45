//! What the next cycle starts from, byte for byte.
#![allow(clippy::unwrap_used)]

use super::*;
use crate::edit::changed;
use crate::testing::tree_of;

const PATH: &str = "teams/a/2026-Q1/o.yaml";

/// What is carried on of the only objective of a file into the second quarter, with the key results
/// that stay behind and the notes.
fn next(text: &str) -> (String, Vec<String>, Vec<String>) {
    let (snapshot, _) = tree_of(&format!("#: {PATH}\n{text}"));
    let (_, node) = snapshot.iter().next().unwrap();
    let to = snapshot.calendar.cycle("2026-Q2").unwrap();
    let page = Page::of(&snapshot, node.file).unwrap();
    let carried = carried(&page, node, &to).unwrap();
    let left = carried.left.iter().map(ToString::to_string).collect();
    let after = changed(text, &carried.changes).unwrap();
    (after, left, carried.notes)
}

/// The same of one key result behind `O`, as the lines below `key_results:`.
fn key_result(fields: &str) -> String {
    let (after, left, notes) = next(&format!("objective: O\nkey_results:\n{fields}"));
    assert!(left.is_empty() && notes.is_empty(), "{left:?} {notes:?}");
    let head = "objective: O\nstatus: draft\nkey_results:\n";
    after.strip_prefix(head).unwrap().to_owned()
}

#[test]
fn the_last_value_is_the_next_baseline_and_all_else_is_cleared() {
    let text = "# what we want\nobjective: O\nparent: up\nowner: mia # and jun\nstatus: active\nnote: Slow\nallocation: 60%\nkey_results:\n  - id: flow  # the funnel\n    title: T\n    baseline: 60%\n    target: 85%\n    current: 71%  # half of them\n    as_of: 2026-02-10\n    confidence: 6/10\n    note: |\n      Long\n      story\n    evidence: [a, b]\n    owner: jun\n";
    let expected = "# what we want\nobjective: O\nparent: up\nowner: mia # and jun\nstatus: draft\nallocation: 60%\nkey_results:\n  - id: flow  # the funnel\n    title: T\n    baseline: 71%\n    target: 85%\n    # half of them\n    owner: jun\n";
    assert_eq!(next(text), (expected.to_owned(), vec![], vec![]));
}

#[test]
fn a_baseline_comes_from_where_the_file_keeps_its_values() {
    for (fields, expected) in [
        // No baseline yet.
        (
            "  - title: T\n    target: 9\n    current: 4\n",
            "  - title: T\n    baseline: 4\n    target: 9\n",
        ),
        // Nothing was measured.
        (
            "  - title: T\n    baseline: 1\n    target: 9\n",
            "  - title: T\n    baseline: 1\n    target: 9\n",
        ),
        (
            "  - title: T\n    baseline: 1\n    target: 9\n    current: TBD\n",
            "  - title: T\n    baseline: 1\n    target: 9\n",
        ),
        (
            "  - {title: T, baseline: 1, target: 9, current: 4, score: 0.3, status: missed}\n",
            "  - {title: T, baseline: 4, target: 9}\n",
        ),
        (
            "  - title: T\n    baseline: 1\n    target: 9\n    check_ins:\n      - {date: 2026-02-01, value: 5}\n      - {date: 2026-01-01, value: 2}\n    why: W\n",
            "  - title: T\n    baseline: 5\n    target: 9\n    why: W\n",
        ),
        // Levels have no start.
        (
            "  - title: T\n    target: at least 99%\n    current: 98%\n",
            "  - title: T\n    target: at least 99%\n",
        ),
        (
            "  - title: T\n    target: 90% to 110%\n    current: 98%\n",
            "  - title: T\n    target: 90% to 110%\n",
        ),
        (
            "  - title: T\n    type: maintain\n    target: 60\n    current: 40\n",
            "  - title: T\n    type: maintain\n    target: 60\n",
        ),
        // One that is on its way to its level has.
        (
            "  - title: T\n    baseline: 90%\n    target: at least 99%\n    current: 95%\n",
            "  - title: T\n    baseline: 95%\n    target: at least 99%\n",
        ),
        ("  - Ship it\n", "  - Ship it\n"),
        (
            "  - title: Ship it\n    progress: 40%\n    criteria: [used]\n",
            "  - title: Ship it\n    criteria: [used]\n",
        ),
    ] {
        assert_eq!(key_result(fields), expected, "{fields}");
    }
}

#[test]
fn what_is_finished_stays_behind_and_the_others_keep_their_names() {
    let text = "objective: O\nkey_results:\n  # reached\n  - title: A\n    baseline: 1\n    target: 9\n    current: 10\n    # more of it\n  - title: B\n    target: 5\n  - title: Done\n    done: true\n  - C\n  - {id: d, title: D, status: dropped, reason: R}\n";
    let (after, left, _) = next(text);
    assert_eq!(
        after,
        "objective: O\nstatus: draft\nkey_results:\n  - title: B\n    target: 5\n    id: kr2\n  - title: C\n    id: kr4\n"
    );
    assert_eq!(left, ["kr1", "kr3", "d"]);
    // Nothing is left of it but the objective.
    let (after, left, _) = next("objective: O\nkey_results:\n  - {title: A, done: true}\nwhy: W\n");
    assert_eq!(after, "objective: O\nstatus: draft\nwhy: W\n");
    assert_eq!(left, ["kr1"]);
}

#[test]
fn what_becomes_of_a_change_against_the_baseline_is_told() {
    for (fields, expected, note) in [
        (
            "baseline: 100\n    target: +20%\n    current: 110\n",
            "baseline: 110\n    target: +20%\n",
            "kr1: its target `+20%` counts from 110 now",
        ),
        (
            "target: +20%\n    current: +8%\n",
            "target: +20%\n",
            "kr1: its target `+20%` begins anew, of which +8% had been reached",
        ),
        (
            "target: +5pp\n    current: 12%\n",
            "baseline: 12%\n    target: +5pp\n",
            "kr1: its target `+5pp` counts from 12% now",
        ),
        // What would not be understood, or lead elsewhere, does not become the baseline.
        (
            "baseline: 10\n    target: +20%\n    current: 0\n",
            "baseline: 10\n    target: +20%\n",
            "kr1: its last value 0 does not fit as the baseline of `+20%`, so that it keeps the one it had",
        ),
        (
            "baseline: 250 ms\n    target: 100\n    current: 0.2s\n",
            "baseline: 250 ms\n    target: 100\n",
            "kr1: its last value 0.2s does not fit as the baseline of `100`, so that it keeps the one it had",
        ),
        (
            "baseline: 10\n    target: 20\n    current: 25\n    status: missed\n",
            "baseline: 10\n    target: 20\n",
            "kr1: its last value 25 does not fit as the baseline of `20`, so that it keeps the one it had",
        ),
        (
            "baseline: 1\n    target: 9\n    current: 9\n    status: postponed\n",
            "baseline: 1\n    target: 9\n",
            "kr1: its last value 9 does not fit as the baseline of `9`, so that it keeps the one it had",
        ),
        (
            "baseline: 1\n    target: 9\n    due: 2026-03-01\n",
            "baseline: 1\n    target: 9\n    due: 2026-03-01\n",
            "kr1: it is due on 2026-03-01, before 2026-Q2 begins",
        ),
    ] {
        let around = "key_results:\n  - title: T\n    ";
        let (after, _, notes) = next(&format!("objective: O\n{around}{fields}"));
        assert_eq!(
            after,
            format!("objective: O\nstatus: draft\n{around}{expected}")
        );
        assert_eq!(notes, [note]);
    }
}

#[test]
fn a_cycle_that_is_written_down_is_the_next_one() {
    let text = "objective: O\r\ncycle: \"2026-Q1\"\r\nkey_results:\r\n- title: T\r\n  target: 9\r\n  current: '4'";
    assert_eq!(
        next(text).0,
        "objective: O\r\ncycle: \"2026-Q2\"\r\nstatus: draft\r\nkey_results:\r\n- title: T\r\n  baseline: 4\r\n  target: 9"
    );
}
