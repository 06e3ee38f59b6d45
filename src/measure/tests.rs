//! Whole objectives, and what the tests of the parts share.
#![allow(clippy::unwrap_used)]

use jiff::civil::date;
use proptest::prelude::*;

use super::*;
use crate::model::calendar::{FiscalYear, Month, NamedBy};
use crate::model::{Calendar, Content};

pub(super) fn decimal(text: &str) -> Decimal {
    Decimal::from_str_exact(text).unwrap()
}

/// The objective of a document with these lines below its title.
pub(super) fn objective(lines: &str) -> Objective {
    let text = format!("objective: Help new users find what they love\n{lines}\n");
    let parsed = crate::parse::documents(text.as_bytes());
    assert!(!parsed.broken, "{text}");
    match &parsed.documents.first().unwrap().content {
        Content::Objective(objective) => objective.clone(),
        other => panic!("{other:?}"),
    }
}

/// The key result that a flow mapping with these fields is.
pub(super) fn key_result(fields: &str) -> KeyResult {
    let whole = objective(&listed(&[fields]));
    whole.key_results.into_iter().next().unwrap()
}

/// A cycle of the calendar year; with `fy` in front one of a year that begins in February and is
/// named by its end.
pub(super) fn cycle(name: &str) -> Cycle {
    let fiscal = name.starts_with("fy").then(|| FiscalYear {
        starts: Month::parse("february").unwrap(),
        named_by: NamedBy::End,
    });
    Calendar::new(fiscal, Vec::new()).cycle(name).unwrap()
}

fn listed(key_results: &[&str]) -> String {
    let items: Vec<String> = key_results
        .iter()
        .map(|fields| format!("- {{title: Users, {fields}}}"))
        .collect();
    format!("key_results:\n{}", items.join("\n"))
}

fn measures(lines: &str, today: Date) -> ObjectiveMeasures {
    let quarter = cycle("2026-Q1");
    of_objective(&objective(lines), Some(&quarter), &Config::default(), today)
}

fn known(text: &str) -> Option<Decimal> {
    (!text.is_empty()).then(|| decimal(text))
}

#[test]
fn an_objective_is_the_mean_of_what_is_known() {
    const HALF: &str = "baseline: 0, target: 10, current: 5";
    const FIFTH: &str = "baseline: 0, target: 10, current: 2";
    const BEYOND: &str = "baseline: 0, target: 10, current: 15";
    const BACKWARDS: &str = "baseline: 10, target: 20, current: 5";
    const UNKNOWN: &str = "target: 10, current: 5";
    let with = |fields: &str, more: &str| format!("{fields}, {more}");
    for (key_results, progress, partial) in [
        (vec![], "", false),
        (vec![HALF.to_owned()], "0.5", false),
        // (0.5 + 0.2) ÷ 2
        (vec![HALF.to_owned(), FIFTH.to_owned()], "0.35", false),
        // (2 × 0.5 + 1 × 0.2) ÷ 3
        (
            vec![with(HALF, "weight: 2"), FIFTH.to_owned()],
            "0.4",
            false,
        ),
        // (0.5 × 0.5 + 1.5 × 0.2) ÷ 2
        (
            vec![with(HALF, "weight: 0.5"), with(FIFTH, "weight: 1.5")],
            "0.275",
            false,
        ),
        // What goes beyond counts 1: (1 + 0.5) ÷ 2
        (vec![BEYOND.to_owned(), HALF.to_owned()], "0.75", false),
        // What goes backwards counts 0: (0 + 0.5) ÷ 2
        (vec![BACKWARDS.to_owned(), HALF.to_owned()], "0.25", false),
        // What is unknown does not count.
        (vec![UNKNOWN.to_owned(), HALF.to_owned()], "0.5", true),
        (vec![UNKNOWN.to_owned()], "", true),
        (
            vec![with(HALF, "status: dropped"), UNKNOWN.to_owned()],
            "",
            true,
        ),
        // What was set aside leaves the mean, unknown or not.
        (
            vec![with(HALF, "status: dropped"), FIFTH.to_owned()],
            "0.2",
            false,
        ),
        (
            vec![with(UNKNOWN, "status: postponed"), FIFTH.to_owned()],
            "0.2",
            false,
        ),
        (vec![with(HALF, "status: dropped")], "", false),
        // What weighs nothing changes nothing.
        (
            vec![with(HALF, "weight: 0"), FIFTH.to_owned()],
            "0.2",
            false,
        ),
        (
            vec![with(UNKNOWN, "weight: 0"), FIFTH.to_owned()],
            "0.2",
            false,
        ),
        (
            vec![with(HALF, "weight: 0"), with(FIFTH, "weight: 0")],
            "",
            false,
        ),
        // A weight that cannot be read counts 1, and leaves the mean uncertain: (0.5 + 0.2) ÷ 2
        (
            vec![with(HALF, "weight: heavy"), FIFTH.to_owned()],
            "0.35",
            true,
        ),
        // Weights too large to add up.
        (
            vec![
                with(HALF, "weight: 79228162514264337593543950335"),
                with(FIFTH, "weight: 79228162514264337593543950335"),
            ],
            "",
            false,
        ),
        // A milestone, a level and a way: (0 + 1 + 0.5) ÷ 3
        (
            vec![
                "owner: kim".to_owned(),
                "target: at least 9, current: 9".to_owned(),
                HALF.to_owned(),
            ],
            "0.5",
            false,
        ),
        // Closed key results without numbers: (1 + 0 + 0.2) ÷ 3
        (
            vec![
                "status: achieved".to_owned(),
                "target: 5, status: missed".to_owned(),
                FIFTH.to_owned(),
            ],
            "0.4",
            false,
        ),
        // (0 + 0 + 1) ÷ 3, to 28 digits
        (
            vec![
                "done: true".to_owned(),
                "owner: kim".to_owned(),
                "owner: kim".to_owned(),
            ],
            "0.3333333333333333333333333333",
            false,
        ),
    ] {
        let key_results: Vec<&str> = key_results.iter().map(String::as_str).collect();
        let found = measures(&listed(&key_results), date(2026, 2, 15));
        assert_eq!(found.progress, known(progress), "{key_results:?}");
        assert_eq!(found.partial, partial, "{key_results:?}");
    }
}

#[test]
fn key_results_are_measured_one_by_one() {
    let found = measures(
        "key_results:
- {title: Users, baseline: 60%, target: 85%, current: 92%}
- {title: Churn, baseline: 5%, target: 3%, current: 4.4%, due: 2026-02-09}
- {title: Uptime, target: at least 99%, current: 98%}
- {title: Contract signed}
- A plain line
- {title: Revenue, target: 5M}
- {title: Ideas, baseline: 0, target: 4, current: 1, status: draft}
- {title: Talks, baseline: 0, target: 4, current: 4, status: achieved}",
        date(2026, 1, 31),
    );
    // 30 of 90 days; up to 9 February 30 of 40
    let (quarter, due) = (known("0.3333333333333333333333333333"), known("0.75"));
    let row = |progress, expected, pace, score| KeyResultMeasures {
        progress: known(progress),
        expected,
        pace,
        score: known(score),
    };
    assert_eq!(
        found.key_results,
        [
            // 32 ÷ 25
            row("1.28", quarter, Some(Pace::OnTrack), ""),
            // −0.6 ÷ −2 = 0.3, and 0.3 ÷ 0.75 = 0.4
            row("0.3", due, Some(Pace::OffTrack), ""),
            row("0", quarter, Some(Pace::OffTrack), ""),
            row("0", quarter, None, ""),
            row("0", quarter, None, ""),
            row("", quarter, None, ""),
            row("0.25", quarter, None, ""),
            row("1", quarter, None, "1"),
        ]
    );
    assert_eq!(found.expected, quarter);
    // (1 + 0.3 + 0 + 0 + 0 + 0.25 + 1) ÷ 7 = 2.55 ÷ 7
    assert_eq!(found.progress, known("0.3642857142857142857142857143"));
    assert!(found.partial);
    // Without the two milestones 2.55 ÷ 5 = 0.51, which is more than a third.
    assert_eq!(found.pace, Some(Pace::OnTrack));
    assert_eq!(found.score, None);
}

#[test]
fn the_pace_of_an_objective() {
    const HALF: &str = "key_results: [{title: Users, baseline: 0, target: 10, current: 3}]";
    const WAITING: &str = "key_results: [Contract signed, {title: Live, due: 2026-02-09}]";
    const MIXED: &str =
        "key_results: [Contract signed, {title: Users, baseline: 0, target: 10, current: 4}]";
    for (lines, today, pace) in [
        (HALF.to_owned(), date(2025, 12, 31), None),
        (HALF.to_owned(), date(2026, 1, 1), Some(Pace::OnTrack)),
        // 0.3 ÷ (30 ÷ 90) = 0.9
        (HALF.to_owned(), date(2026, 1, 31), Some(Pace::OnTrack)),
        // 0.3 ÷ 0.5 = 0.6
        (HALF.to_owned(), date(2026, 2, 15), Some(Pace::AtRisk)),
        // 0.3 ÷ (89 ÷ 90) < 0.5
        (HALF.to_owned(), date(2026, 3, 31), Some(Pace::OffTrack)),
        (HALF.to_owned(), date(2026, 4, 1), Some(Pace::OffTrack)),
        (format!("status: draft\n{HALF}"), date(2026, 3, 31), None),
        (format!("status: missed\n{HALF}"), date(2026, 3, 31), None),
        (format!("status: dropped\n{HALF}"), date(2026, 3, 31), None),
        (
            format!("status: active\n{HALF}"),
            date(2026, 3, 31),
            Some(Pace::OffTrack),
        ),
        // Milestones say nothing until they are due.
        (WAITING.to_owned(), date(2026, 2, 9), None),
        (WAITING.to_owned(), date(2026, 2, 10), Some(Pace::OffTrack)),
        (WAITING.to_owned(), date(2026, 4, 1), Some(Pace::OffTrack)),
        // 0.4 ÷ 0.5 = 0.8 without the milestone; after the end (0 + 0.4) ÷ 2 = 0.2
        (MIXED.to_owned(), date(2026, 2, 15), Some(Pace::OnTrack)),
        (MIXED.to_owned(), date(2026, 4, 1), Some(Pace::OffTrack)),
        ("owner: kim".to_owned(), date(2026, 2, 15), None),
    ] {
        let found = measures(&lines, today);
        assert_eq!(found.pace, pace, "{lines} on {today}");
        if !lines.starts_with("key_results") {
            let of_parts = found.key_results.iter().map(|own| own.pace);
            assert!(
                of_parts.clone().all(|own| own == pace),
                "{lines} on {today}"
            );
        }
    }
}

#[test]
fn the_score_of_an_objective() {
    const KEY_RESULTS: &str = "key_results:
- {title: Users, baseline: 0, target: 10, current: 6}
- {title: Churn, target: 3%, score: 0.8}";
    for (lines, running, ended) in [
        // (0.6 + 0.8) ÷ 2
        (KEY_RESULTS.to_owned(), "", "0.7"),
        (format!("score: 0.9\n{KEY_RESULTS}"), "0.9", "0.9"),
        (format!("status: achieved\n{KEY_RESULTS}"), "1", "1"),
        (format!("status: missed\n{KEY_RESULTS}"), "0.7", "0.7"),
        (format!("status: dropped\n{KEY_RESULTS}"), "", ""),
        ("status: achieved".to_owned(), "1", "1"),
        ("status: missed".to_owned(), "0", "0"),
        ("owner: kim".to_owned(), "", ""),
        // (1 + 0.6) ÷ 2: what was achieved without numbers
        (
            "key_results: [{title: Live, status: achieved}, {title: Users, baseline: 0, target: 5, current: 3}]"
                .to_owned(),
            "",
            "0.8",
        ),
    ] {
        let on = |today| measures(&lines, today).score;
        assert_eq!(on(date(2026, 3, 31)), known(running), "{lines}");
        assert_eq!(on(date(2026, 4, 1)), known(ended), "{lines} at the close");
    }
}

#[test]
fn without_a_cycle_there_is_progress_alone() {
    let whole = objective("key_results: [{title: Users, baseline: 0, target: 10, current: 3}]");
    let found = of_objective(&whole, None, &Config::default(), date(2026, 4, 1));
    let progress = known("0.3");
    let own = KeyResultMeasures {
        progress,
        ..KeyResultMeasures::default()
    };
    let expected = ObjectiveMeasures {
        progress,
        key_results: vec![own],
        ..ObjectiveMeasures::default()
    };
    assert_eq!(found, expected);
}

/// Key results of all kinds, some of them unknown.
fn fields() -> impl Strategy<Value = String> {
    let kinds = prop_oneof![
        (-50i64..50, -50i64..50, -99i64..99).prop_map(|(from, to, now)| format!(
            "baseline: {from}, target: to {to}, current: {now}"
        )),
        (0i64..9).prop_map(|now| format!("target: at least 5, current: {now}")),
        (0i64..=7).prop_map(|part| format!("progress: {part}/7")),
        Just("done: true".to_owned()),
        Just("target: TBD".to_owned()),
        Just("status: dropped".to_owned()),
    ];
    let weights = prop_oneof![
        Just(String::new()),
        (0i64..40).prop_map(|w| format!(", weight: {w}.{w}"))
    ];
    (kinds, weights).prop_map(|(kind, weight)| format!("{kind}{weight}"))
}

proptest! {
    #[test]
    fn means_stay_in_range_whatever_the_order(
        key_results in prop::collection::vec(fields(), 0..8),
        turn in 0usize..8,
        day in 0i32..100,
    ) {
        let today = date(2026, 1, 1).saturating_add(jiff::Span::new().days(day));
        let key_results: Vec<&str> = key_results.iter().map(String::as_str).collect();
        let mut turned = key_results.clone();
        turned.rotate_left(turn % key_results.len().max(1));
        let mut reversed = key_results.clone();
        reversed.reverse();
        let found = measures(&listed(&key_results), today);
        for share in [found.progress, found.score].into_iter().flatten() {
            prop_assert!((Decimal::ZERO..=Decimal::ONE).contains(&share));
        }
        for order in [turned, reversed] {
            let other = measures(&listed(&order), today);
            prop_assert_eq!(other.progress, found.progress);
            prop_assert_eq!(
                (other.partial, other.pace, other.score),
                (found.partial, found.pace, found.score)
            );
        }
    }
}
