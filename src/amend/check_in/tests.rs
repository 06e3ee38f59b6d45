//! What a check-in makes of a file.

#![allow(clippy::unwrap_used)]

use jiff::civil::date;

use super::*;
use crate::edit::changed;
use crate::testing::tree_of;

/// What a check-in makes of the fields of one key result, or of a kpi.
fn after(text: &str, said: &CheckIn) -> String {
    outcome(text, said).unwrap()
}

fn outcome(text: &str, said: &CheckIn) -> Result<String, Unfit> {
    let (snapshot, _) = tree_of(&format!("#: teams/a/2026-Q1/o.yaml\n{text}"));
    let (id, node) = snapshot.iter().next().unwrap();
    let place = Place {
        node: id,
        key_result: (!node.key_results().is_empty()).then_some(0),
    };
    let changes = check_in(&snapshot, place, said)?;
    Ok(changed(text, &changes).unwrap())
}

fn value(value: &str) -> CheckIn {
    CheckIn {
        value: Some(value.to_owned()),
        ..CheckIn::on(date(2026, 2, 14))
    }
}

#[test]
fn a_value_goes_where_the_file_keeps_it() {
    for (fields, said, expected) in [
        (
            "- id: k\n    title: T\n    baseline: 60%\n    target: 85%\n    current: 71% # half of them\n    as_of: 2026-02-01\n    owner: x\n",
            value("75%"),
            "- id: k\n    title: T\n    baseline: 60%\n    target: 85%\n    current: 75% # half of them\n    as_of: 2026-02-14\n    owner: x\n",
        ),
        (
            "- id: k\n    title: T\n    baseline: 60%\n    target: 85%\n    owner: x\n",
            value("75%"),
            "- id: k\n    title: T\n    baseline: 60%\n    target: 85%\n    current: 75%\n    as_of: 2026-02-14\n    owner: x\n",
        ),
        (
            "- {id: k, title: T, baseline: 1, target: 9}\n",
            CheckIn {
                confidence: Some("6/10".to_owned()),
                note: Some("Slow, but: sure".to_owned()),
                ..value("3")
            },
            "- {id: k, title: T, baseline: 1, target: 9, current: 3, as_of: 2026-02-14, confidence: 6/10, note: \"Slow, but: sure\"}\n",
        ),
        (
            "- title: T\n    baseline: 1\n    target: 9\n    check_ins:\n      - {date: 2026-01-20, value: 2}\n",
            value("3"),
            "- title: T\n    baseline: 1\n    target: 9\n    check_ins:\n      - {date: 2026-01-20, value: 2}\n      - {date: 2026-02-14, value: 3}\n",
        ),
        (
            "- title: T\n    baseline: 1\n    target: 9\n    check_ins:\n      - date: 2026-01-20\n        value: 2\n",
            CheckIn {
                confidence: Some("0.5".to_owned()),
                ..CheckIn::on(date(2026, 2, 14))
            },
            "- title: T\n    baseline: 1\n    target: 9\n    check_ins:\n      - date: 2026-01-20\n        value: 2\n      - date: 2026-02-14\n        value: 2\n        confidence: 0.5\n",
        ),
        (
            "- Ship the player\n  - Another\n",
            CheckIn {
                done: true,
                ..CheckIn::on(date(2026, 2, 14))
            },
            "- title: Ship the player\n    done: true\n    as_of: 2026-02-14\n  - Another\n",
        ),
        (
            "- title: Ship the player\n    done: false\n",
            CheckIn {
                done: true,
                ..CheckIn::on(date(2026, 2, 14))
            },
            "- title: Ship the player\n    done: true\n    as_of: 2026-02-14\n",
        ),
        (
            "- title: Ship the player\n",
            value("40%"),
            "- title: Ship the player\n    progress: 40%\n    as_of: 2026-02-14\n",
        ),
    ] {
        let around = "objective: O\nkey_results:\n  ";
        let text = format!("{around}{fields}");
        assert_eq!(after(&text, &said), format!("{around}{expected}"));
    }
}

#[test]
fn a_kpi_is_checked_in_like_a_key_result() {
    assert_eq!(
        after(
            "kpi: Paid on time\ntarget: at least 99%\nowner: x\n",
            &value("98%")
        ),
        "kpi: Paid on time\ntarget: at least 99%\ncurrent: 98%\nas_of: 2026-02-14\nowner: x\n"
    );
}

/// The fields of a key result whose check-ins are these lines.
fn with_series(before: &str, series: &str) -> String {
    format!(
        "objective: O\nkey_results:\n  - title: T\n    baseline: 1\n    target: 9\n{before}    check_ins:{series}"
    )
}

#[test]
fn a_value_beside_a_series_follows_it() {
    for (before, expected) in [
        ("    current: 2\n", "    current: 5\n"),
        (
            "    current: 2\n    as_of: 2026-02-01\n",
            "    current: 5\n    as_of: 2026-02-14\n",
        ),
        ("    as_of: 2026-02-01\n", "    as_of: 2026-02-14\n"),
        // What was seen later stays what counts.
        (
            "    current: 7\n    as_of: 2026-02-20\n",
            "    current: 7\n    as_of: 2026-02-20\n",
        ),
        ("    current:\n", "    current:\n"),
    ] {
        let item = "\n      - {date: 2026-01-20, value: 2}\n";
        let text = with_series(before, item);
        let added = format!("{item}      - {{date: 2026-02-14, value: 5}}\n");
        assert_eq!(
            after(&text, &value("5")),
            with_series(expected, added.as_str()),
            "{before}"
        );
    }
}

#[test]
fn a_series_that_is_only_begun_gets_its_first() {
    for (begun, expected) in [
        (" []\n", " [{date: 2026-02-14, value: 5}]\n"),
        ("\n", "\n      - date: 2026-02-14\n        value: 5\n"),
    ] {
        let text = with_series("", begun);
        assert_eq!(after(&text, &value("5")), with_series("", expected));
    }
    let flow = "objective: O\nkey_results: [{title: T, target: 9, check_ins: }]\n";
    assert_eq!(
        after(flow, &value("5")),
        "objective: O\nkey_results: [{title: T, target: 9, check_ins: [{date: 2026-02-14, value: 5}] }]\n"
    );
}

#[test]
fn each_day_of_a_series_has_its_place() {
    let sure = CheckIn {
        confidence: Some("0.5".to_owned()),
        ..CheckIn::on(date(2026, 2, 14))
    };
    for (series, said, expected) in [
        (
            "\n      - {date: 2026-02-01, value: 2} # low\n      - {date: 2026-02-20, value: 4}\n",
            value("3"),
            "\n      - {date: 2026-02-01, value: 2} # low\n      - {date: 2026-02-14, value: 3}\n      - {date: 2026-02-20, value: 4}\n",
        ),
        (
            "\n      - {date: 2026-02-20, value: 4}\n      - {date: 2026-02-01, value: 2}\n",
            value("3"),
            "\n      - {date: 2026-02-20, value: 4}\n      - {date: 2026-02-14, value: 3}\n      - {date: 2026-02-01, value: 2}\n",
        ),
        // Without a value that of the day before holds, not the latest.
        (
            "\n      - {date: 2026-02-01, value: 2}\n      - {date: 2026-02-20, value: 4}\n",
            sure.clone(),
            "\n      - {date: 2026-02-01, value: 2}\n      - {date: 2026-02-14, value: 2, confidence: 0.5}\n      - {date: 2026-02-20, value: 4}\n",
        ),
        (
            " [{date: 2026-02-20, value: 4}]\n",
            sure.clone(),
            " [{date: 2026-02-14, confidence: 0.5}, {date: 2026-02-20, value: 4}]\n",
        ),
        // The same day again.
        (
            "\n      - date: 2026-02-14 # by hand\n        value: 2\n        note: Low\n",
            value("3"),
            "\n      - date: 2026-02-14 # by hand\n        value: 3\n        note: Low\n",
        ),
        (
            "\n      - {date: 2026-02-14, value: 2}\n      - {date: 2026-02-20, value: 4}\n",
            sure,
            "\n      - {date: 2026-02-14, value: 2, confidence: 0.5}\n      - {date: 2026-02-20, value: 4}\n",
        ),
    ] {
        let text = with_series("", series);
        assert_eq!(after(&text, &said), with_series("", expected), "{series}");
    }
}

#[test]
fn what_is_no_longer_done_says_so() {
    let around = "objective: O\nkey_results:\n  - title: Ship it\n    done: true\n";
    for (said, expected) in [
        (
            "40%",
            "    done: false\n    progress: 40%\n    as_of: 2026-02-14\n",
        ),
        (
            "100%",
            "    done: true\n    progress: 100%\n    as_of: 2026-02-14\n",
        ),
    ] {
        let expected = around.replace("    done: true\n", expected);
        assert_eq!(after(around, &value(said)), expected);
    }
}

#[test]
fn what_does_not_fit_is_refused() {
    let done = CheckIn {
        done: true,
        ..CheckIn::on(date(2026, 2, 14))
    };
    let in_part = CheckIn {
        done: true,
        ..value("40%")
    };
    let number = "objective: O\nkey_results:\n  - title: T\n    target: 9\n";
    let milestone = "objective: O\nkey_results:\n  - title: Ship it\n";
    let younger = "objective: O\nkey_results:\n  - title: T\n    target: 9\n    current: 3\n    as_of: 2026-02-15\n";
    for (text, said, expected) in [
        (number, &done, Unfit::NoMilestone),
        ("kpi: K\ntarget: 9\n", &done, Unfit::NoMilestone),
        (milestone, &in_part, Unfit::DoneInPart("40%".to_owned())),
        (
            younger,
            &value("4"),
            Unfit::Older {
                stands: date(2026, 2, 15),
                asked: date(2026, 2, 14),
            },
        ),
    ] {
        assert_eq!(outcome(text, said), Err(expected), "{text}");
    }
}
