#![allow(clippy::unwrap_used)]

use proptest::prelude::*;

use crate::model::calendar::tests::{declaring, fiscal};
use crate::model::calendar::{Calendar, NamedBy};

#[test]
fn what_was_meant_is_suggested() {
    let calendar = Calendar::default();
    for (name, nearest) in [
        ("Q1-2026", "2026-Q1"),
        ("2026Q1", "2026-Q1"),
        ("2026q4", "2026-Q4"),
        ("26-Q1", "2026-Q1"),
        ("26Q1", "2026-Q1"),
        ("2026 Q1", "2026-Q1"),
        ("2026-q01", "2026-Q1"),
        ("2026-Q-1", "2026-Q1"),
        ("2026-Quarter1", "2026-Q1"),
        ("2026-quarter-1", "2026-Q1"),
        ("1st quarter 2026", "2026-Q1"),
        ("2026-2nd-quarter", "2026-Q2"),
        ("FY26Q1", "2026-Q1"),
        ("FY26-Q1", "2026-Q1"),
        ("FY-2026-Q1", "2026-Q1"),
        ("Q1 FY26", "2026-Q1"),
        ("Q1'26", "2026-Q1"),
        ("1Q26", "2026-Q1"),
        ("1Q2026", "2026-Q1"),
        ("2026.Q1", "2026-Q1"),
        ("2026--Q1", "2026-Q1"),
        ("2026-Q1-", "2026-Q1"),
        ("2026–Q1", "2026-Q1"),
        (" 2026-Q1", "2026-Q1"),
        ("2026 (Q1)", "2026-Q1"),
        ("okrs-2026-Q1", "2026-Q1"),
        ("cycle_2026_q3", "2026-Q3"),
        ("H1-2026", "2026-H1"),
        ("2026H2", "2026-H2"),
        ("2026-half-2", "2026-H2"),
        ("h2-26", "2026-H2"),
        ("FY26", "2026"),
        ("FY-2026", "2026"),
        ("CY2026", "2026"),
        ("OKRs 2026", "2026"),
        ("2026-", "2026"),
        ("2026-Jan", "2026-01"),
        ("january-2026", "2026-01"),
        ("2026-M02", "2026-02"),
        ("2026-9", "2026-09"),
        ("09-2026", "2026-09"),
        ("2026 12", "2026-12"),
        ("FY26-10", "2026-10"),
        ("2026-Q1-draft", "2026-Q1"),
        ("2026-Q1 (old)", "2026-Q1"),
        ("2026Q1.bak", "2026-Q1"),
        ("2026-H1-v2", "2026-H1"),
    ] {
        let found = calendar
            .misspelt(name)
            .unwrap_or_else(|| panic!("{name} is not caught"));
        assert_eq!(found.nearest.as_deref(), Some(nearest), "{name}: {found:?}");
        assert!(
            found.help.contains(&format!("`{nearest}`")),
            "{name}: {found:?}"
        );
        assert!(found.message.contains(name));
    }
}

#[test]
fn where_the_right_spelling_is_unknown_the_help_says_what_there_is() {
    let calendar = Calendar::default();
    for (name, help) in [
        ("2026-Q5", "four quarters, `2026-Q1` to `2026-Q4`"),
        ("2026Q0", "four quarters"),
        ("2026-Q", "four quarters"),
        ("Q7-2026", "four quarters"),
        ("2026-Q13", "four quarters"),
        ("2026-H3", "two halves, `2026-H1` and `2026-H2`"),
        ("2026-13", "twelve months, `2026-01` to `2026-12`"),
        ("2026-00", "twelve months"),
        ("2026-M13", "twelve months"),
        (
            "2026-1",
            "`2026-01` for the month or `2026-Q1` for the quarter",
        ),
        ("1-2026", "`2026-Q1`"),
        ("q1", "write its year as well, as in `2026-Q1`"),
        ("Q-4", "`2026-Q4`"),
        ("h2", "`2026-H2`"),
        ("Quarter 3", "`2026-Q3`"),
        ("2025-26", "`2025` or `2026`"),
        ("FY2025-2026", "`2025` or `2026`"),
        ("2026-Q1-Q2", "one cycle"),
        ("2026-Q1Q2", "one cycle"),
        ("2026-Q1-2027", "one cycle"),
        ("2026-T1", "declares under `cycles`"),
        ("T3 2026", "declares under `cycles`"),
        ("2026-W05", "declares under `cycles`"),
        ("2026-S1", "declares under `cycles`"),
        ("3026-Q1", "from 1900 to 2999"),
    ] {
        let found = calendar
            .misspelt(name)
            .unwrap_or_else(|| panic!("{name} is not caught"));
        assert_eq!(found.nearest, None, "{name}");
        assert!(found.help.contains(help), "{name}: {found:?}");
    }
    for (named_by, year) in [(NamedBy::Start, "2025"), (NamedBy::End, "2026")] {
        let found = fiscal("april", named_by).misspelt("2025-26").unwrap();
        assert_eq!(found.nearest.as_deref(), Some(year));
    }
}

#[test]
fn declared_names_are_suggested() {
    let calendar = declaring(&["2026-T1", "Phase 1"]);
    for (name, nearest) in [
        ("2026T1", Some("2026-T1")),
        ("T1-2026", Some("2026-T1")),
        ("2026-t01", Some("2026-T1")),
        ("phase-1", Some("Phase 1")),
        ("2026-T2", None),
    ] {
        let found = calendar.misspelt(name).unwrap();
        assert_eq!(found.nearest.as_deref(), nearest, "{name}");
    }
    assert_eq!(calendar.misspelt("phases"), None);
}

#[test]
fn ordinary_folders_stay_silent() {
    let calendar = Calendar::default();
    for name in [
        "",
        ".",
        "--",
        "teams",
        "okrs",
        "okr",
        "goals",
        "company",
        "2fa",
        "q-and-a",
        "web3",
        "area51",
        "quality",
        "quarter",
        "half",
        "h",
        "q",
        "h2o",
        "h3",
        "q5",
        "q10",
        "2026-roadmap",
        "2026-h2o",
        "1-on-1s",
        "project-2026",
        "draft-2026-Q1",
        "platform-q1-2026",
        "q4-results",
        "s3",
        "t1",
        "m1",
        "w3c",
        "k8s",
        "5g",
        "4k",
        "360",
        "42",
        "2026-01-15",
        "2026-01-retro",
        "01-intro",
        "2026.1",
        "2026.01",
        "v2026.1",
        "202601",
        "1066",
        "9999",
        "26",
        "24h-2",
        "10-q",
        "i18n",
        "b2b",
        "may",
        "march",
        "may-team",
        "year-1",
        "cycle-1",
        "fy",
        "fiscal-year",
        "half-life",
        "quarterly",
        "2024-2026",
        "2026-404",
        "2026-s3",
        "2026-backlog",
        "team-2",
        "alpha-1",
        "データ",
        "日本-2026",
        "archive",
        "1st",
        "2026, Q1 & Q2",
        "２０２６-Q1",
        "2026-Q1",
        "FY2026_q1",
        "2026",
    ] {
        assert_eq!(calendar.misspelt(name), None, "{name}");
    }
    assert_eq!(calendar.misspelt(&"2026-q1-".repeat(1000)), None);
}

proptest! {
    #[test]
    fn any_name_is_a_cycle_misspelt_or_neither(
        name in prop_oneof![any::<String>(), "[fyFYqhQHtm0-9._ -]{0,12}", "(fy)?[0-9]{0,5}[-_. ]?[qhtm]?[0-9]{0,3}[a-z0-9-]{0,6}"]
    ) {
        let calendar = declaring(&["2026-T1", "Phase 1"]);
        let cycle = calendar.cycle(&name);
        if let Some(cycle) = &cycle {
            prop_assert_eq!(calendar.cycle(&cycle.name), Some(cycle.clone()));
        }
        if let Some(found) = calendar.misspelt(&name) {
            prop_assert!(cycle.is_none());
            prop_assert!(!found.help.is_empty());
            prop_assert!(found.nearest.is_none_or(|name| calendar.cycle(&name).is_some()));
        }
    }
}
