//! Small trees, and what changed between them.
#![allow(clippy::unwrap_used)]

mod properties;

use crate::diff::{Change, Direction, Scope, Sides, diff};
use crate::testing::{STREAMLY, tree_of};

/// Each change in a line: kind, subject, field, before → after, shift, reason.
fn changes(before: &str, after: &str) -> Vec<String> {
    found(before, after, &Scope::States)
        .iter()
        .map(line)
        .collect()
}

fn found(before: &str, after: &str, scope: &Scope) -> Vec<Change> {
    let (before, _) = tree_of(before);
    let (after, _) = tree_of(after);
    let sides = Sides {
        before: &before,
        after: &after,
    };
    diff(sides, scope).changes
}

fn line(change: &Change) -> String {
    let mut line = format!("{} {}", change.kind.name(), change.subject.name);
    if change.matched_by.is_guess() {
        line.insert(0, '~');
    }
    if let Some(field) = change.field {
        line.push_str(&format!(" {field}"));
    }
    let side = |side: &Option<String>| side.clone().unwrap_or_else(|| "-".to_owned());
    line.push_str(&format!(
        ": {} → {}",
        side(&change.before),
        side(&change.after)
    ));
    if let Some(shift) = &change.shift {
        let direction = match shift.direction {
            Direction::Easier => "easier",
            Direction::Harder => "harder",
        };
        line.push_str(&format!(" {direction}"));
        if let Some(by) = &shift.by {
            line.push_str(&format!(" by {}", by.text()));
            if let Some(share) = by.of_way {
                line.push_str(&format!(" ({share})"));
            }
        }
    }
    if let Some(reason) = &change.reason {
        line.push_str(&format!(" because {reason}"));
    }
    for impact in &change.impact {
        line.push_str(&format!(" [{:?} {}]", impact.effect, impact.subject));
    }
    line
}

/// A key result of an objective with these lines.
fn with(lines: &str) -> String {
    let lines: String = lines.lines().map(|line| format!("    {line}\n")).collect();
    format!(
        "#: teams/t/2026-Q1/o.yaml\nobjective: Reach many people\nkey_results:\n  - id: k\n{lines}"
    )
}

#[test]
fn a_tree_does_not_differ_from_itself() {
    assert_eq!(changes(STREAMLY, STREAMLY), Vec::<String>::new());
}

#[test]
fn goalposts_move_easier_or_harder() {
    for (before, after, expected) in [
        (
            "baseline: 5M\ntarget: 7.5M",
            "baseline: 5M\ntarget: 7M",
            "retargeted o/k target: 7.5M → 7M easier by 500000 (0.2)",
        ),
        (
            "baseline: 5%\ntarget: 3%",
            "baseline: 5%\ntarget: 2%",
            "retargeted o/k target: 3% → 2% harder by 1pp (0.5)",
        ),
        (
            "baseline: 5%\ntarget: 3%",
            "baseline: 4%\ntarget: 3%",
            "rebaselined o/k baseline: 5% → 4% easier by 1pp (0.5)",
        ),
        (
            "target: at least 99%",
            "target: at least 98%",
            "retargeted o/k target: at least 99% → at least 98% easier by 1pp",
        ),
        (
            "target: at most 2h",
            "target: at most 90 min",
            "retargeted o/k target: at most 2h → at most 90 min harder by 0.5 h",
        ),
        (
            "target: 90% to 110%",
            "target: 80% to 120%",
            "retargeted o/k target: 90% to 110% → 80% to 120% easier by 20pp",
        ),
        (
            "target: +20%",
            "target: +10%",
            "retargeted o/k target: +20% → +10% easier by 10pp (0.5)",
        ),
        (
            "target: TBD\nbaseline: 5",
            "target: 9\nbaseline: 5",
            "retargeted o/k target: TBD → 9",
        ),
        (
            "title: Users\nbaseline: 5\ntarget: 9",
            "title: Users\nbaseline: 5\ntarget: 8\nreason: The market shrank",
            "retargeted o/k target: 9 → 8 easier by 1 (0.25) because The market shrank",
        ),
    ] {
        assert_eq!(changes(&with(before), &with(after)), [expected], "{before}");
    }
}

#[test]
fn another_spelling_is_no_change() {
    for (before, after) in [
        ("target: 2h", "target: 120 min"),
        ("target: 7.5M", "target: 7,500,000"),
        ("baseline: 5\ntarget: 7%", "baseline: 5%\ntarget: 7%"),
        ("title: Many  words", "title: \"Many words\""),
        ("weight: 1.0", "weight: 1"),
    ] {
        assert_eq!(
            changes(&with(before), &with(after)),
            Vec::<String>::new(),
            "{before}"
        );
    }
}

#[test]
fn what_is_gone_leaves_orphans() {
    let (head, rest) = STREAMLY.split_once("#: company/").unwrap();
    let (_, rest) = rest.split_once("#: teams/onboarding/team.yaml").unwrap();
    let without = format!("{head}#: teams/onboarding/team.yaml{rest}");
    assert_eq!(
        changes(STREAMLY, &without),
        [
            "removed seamless-experience: Deliver the most seamless and engaging experience in the \
             industry → - [Orphaned find-content] [Orphaned start-fast] [Unsupported streaming-leader]",
        ]
    );
    let renamed = STREAMLY.replace("seamless-experience.yaml", "great.yaml");
    assert_eq!(
        changes(STREAMLY, &renamed),
        [
            "renamed great id: seamless-experience → great [Orphaned find-content] [Orphaned start-fast]"
        ]
    );
}
