#![allow(clippy::unwrap_used)]

use jiff::civil::{Date, date};
use proptest::prelude::*;

use super::{Calendar, FiscalYear, Month, NamedBy};
use crate::model::cycle::Cycle;
use crate::source::Text;

pub(super) fn fiscal(month: &str, named_by: NamedBy) -> Calendar {
    let starts = Month::parse(month).unwrap();
    Calendar::new(Some(FiscalYear { starts, named_by }), Vec::new())
}

pub(super) fn declaring(names: &[&str]) -> Calendar {
    let cycle = |name: &&str| Cycle {
        start: date(2026, 1, 5),
        end: date(2026, 4, 26),
        name: Text::from(*name),
    };
    Calendar::new(None, names.iter().map(cycle).collect())
}

fn days(calendar: &Calendar, name: &str) -> Option<(String, Date, Date)> {
    let cycle = calendar.cycle(name)?;
    Some((cycle.name.to_string(), cycle.start, cycle.end))
}

#[test]
fn names_of_the_calendar_year() {
    let calendar = Calendar::default();
    for (name, canonical, start, end) in [
        ("2026", "2026", date(2026, 1, 1), date(2026, 12, 31)),
        ("FY2026", "2026", date(2026, 1, 1), date(2026, 12, 31)),
        ("fy2026", "2026", date(2026, 1, 1), date(2026, 12, 31)),
        ("2026-H1", "2026-H1", date(2026, 1, 1), date(2026, 6, 30)),
        ("2026_h2", "2026-H2", date(2026, 7, 1), date(2026, 12, 31)),
        ("2026-Q1", "2026-Q1", date(2026, 1, 1), date(2026, 3, 31)),
        ("2026-q2", "2026-Q2", date(2026, 4, 1), date(2026, 6, 30)),
        ("2026_Q3", "2026-Q3", date(2026, 7, 1), date(2026, 9, 30)),
        (
            "FY2026-Q4",
            "2026-Q4",
            date(2026, 10, 1),
            date(2026, 12, 31),
        ),
        (
            "fy2026_q4",
            "2026-Q4",
            date(2026, 10, 1),
            date(2026, 12, 31),
        ),
        ("2026-01", "2026-01", date(2026, 1, 1), date(2026, 1, 31)),
        ("2026_12", "2026-12", date(2026, 12, 1), date(2026, 12, 31)),
        ("FY2026-04", "2026-04", date(2026, 4, 1), date(2026, 4, 30)),
        ("2024-02", "2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2025-02", "2025-02", date(2025, 2, 1), date(2025, 2, 28)),
        ("1900", "1900", date(1900, 1, 1), date(1900, 12, 31)),
        ("2999-Q4", "2999-Q4", date(2999, 10, 1), date(2999, 12, 31)),
    ] {
        let expected = (canonical.to_owned(), start, end);
        assert_eq!(days(&calendar, name), Some(expected), "{name}");
    }
}

#[test]
fn names_of_a_fiscal_year() {
    let by_end = fiscal("february", NamedBy::End);
    let by_start = fiscal("february", NamedBy::Start);
    let july = fiscal("7", NamedBy::End);
    let december = fiscal("dec", NamedBy::Start);
    let march = fiscal("march", NamedBy::End);
    let january = fiscal("january", NamedBy::End);
    for (calendar, name, start, end) in [
        (&by_end, "2026", date(2025, 2, 1), date(2026, 1, 31)),
        (&by_end, "FY2026-H1", date(2025, 2, 1), date(2025, 7, 31)),
        (&by_end, "2026-H2", date(2025, 8, 1), date(2026, 1, 31)),
        (&by_end, "2026-Q1", date(2025, 2, 1), date(2025, 4, 30)),
        (&by_end, "2026-Q4", date(2025, 11, 1), date(2026, 1, 31)),
        (&by_end, "2026-01", date(2026, 1, 1), date(2026, 1, 31)),
        (&by_end, "FY2026-02", date(2026, 2, 1), date(2026, 2, 28)),
        (&by_end, "1900", date(1899, 2, 1), date(1900, 1, 31)),
        (&by_start, "2026", date(2026, 2, 1), date(2027, 1, 31)),
        (&by_start, "2026-Q4", date(2026, 11, 1), date(2027, 1, 31)),
        (&by_start, "2999", date(2999, 2, 1), date(3000, 1, 31)),
        (&july, "2026", date(2025, 7, 1), date(2026, 6, 30)),
        (&july, "2026-Q3", date(2026, 1, 1), date(2026, 3, 31)),
        (&december, "2026", date(2026, 12, 1), date(2027, 11, 30)),
        (&december, "2027-Q1", date(2027, 12, 1), date(2028, 2, 29)),
        (&march, "2024", date(2023, 3, 1), date(2024, 2, 29)),
        (&march, "2025", date(2024, 3, 1), date(2025, 2, 28)),
        (&january, "2026", date(2026, 1, 1), date(2026, 12, 31)),
    ] {
        let cycle = calendar.cycle(name).unwrap();
        assert_eq!((cycle.start, cycle.end), (start, end), "{name}");
    }
}

#[test]
fn what_is_no_cycle() {
    let calendar = Calendar::default();
    for name in [
        "",
        "-",
        "fy",
        "Q1",
        "2026-",
        "2026-Q",
        "2026-Q0",
        "2026-Q5",
        "2026-H3",
        "2026-13",
        "2026-00",
        "2026-1",
        "2026Q1",
        "2026-Q1 ",
        " 2026",
        "2026-q01",
        "26-Q1",
        "FY26",
        "1899",
        "3000",
        "20260",
        "02026",
        "2026--Q1",
        "2026-Q1-",
        "FY-2026",
        "FYFY2026",
        "２０２６",
        "2026-é",
        "+026",
        "teams",
    ] {
        assert_eq!(calendar.cycle(name), None, "{name}");
    }
}

#[test]
fn declared_names_come_first() {
    let calendar = declaring(&["2026-T1", "2026-Q1", "Früh_Jahr", "2026_t1"]);
    for (name, found) in [
        ("2026-T1", Some("2026-T1")),
        ("2026_t1", Some("2026-T1")),
        ("2026-q1", Some("2026-Q1")),
        ("FY2026_Q1", Some("2026-Q1")),
        ("fru\u{308}h-jahr", Some("Früh_Jahr")),
        ("2026-T2", None),
    ] {
        let cycle = calendar.cycle(name);
        assert_eq!(cycle.as_ref().map(|cycle| &*cycle.name), found, "{name}");
        assert!(cycle.is_none_or(|cycle| cycle.end == date(2026, 4, 26)));
    }
    assert!(
        calendar
            .spellings()
            .contains("(`2026-T1`, `2026-Q1`, `Früh_Jahr`, `2026_t1`)")
    );
    assert!(
        declaring(&["a", "b", "c", "d", "e", "f"])
            .spellings()
            .contains("`e`, …)")
    );
    assert!(
        Calendar::default()
            .spellings()
            .contains("declares under `cycles`")
    );
}

#[test]
fn a_day_has_a_quarter() {
    for (calendar, day, quarter) in [
        (Calendar::default(), date(2026, 1, 1), "2026-Q1"),
        (Calendar::default(), date(2026, 12, 31), "2026-Q4"),
        (fiscal("feb", NamedBy::End), date(2026, 1, 31), "2026-Q4"),
        (fiscal("feb", NamedBy::End), date(2026, 2, 1), "2027-Q1"),
        (fiscal("feb", NamedBy::Start), date(2026, 1, 31), "2025-Q4"),
        (fiscal("oct", NamedBy::End), date(2026, 10, 1), "2027-Q1"),
    ] {
        assert_eq!(&*calendar.quarter_at(day).unwrap().name, quarter, "{day}");
    }
    assert_eq!(Calendar::default().quarter_at(Date::MAX), None);
    assert_eq!(Calendar::default().quarter_at(Date::MIN), None);
}

#[test]
fn months_are_read_by_name_or_number() {
    for (text, number) in [
        ("January", Some(1)),
        ("feb", Some(2)),
        ("MARCH", Some(3)),
        ("12", Some(12)),
        ("02", Some(2)),
        ("7", Some(7)),
        ("sept", Some(9)),
        ("May", Some(5)),
        ("0", None),
        ("13", None),
        ("002", None),
        ("febr", None),
        ("", None),
        ("+2", None),
        ("février", None),
        ("ja", None),
    ] {
        assert_eq!(Month::parse(text).map(Month::number), number, "{text}");
    }
    assert_eq!(Month::parse("2").map(Month::name), Some("February"));
}

fn any_fiscal_year() -> impl Strategy<Value = Calendar> {
    (1_i8..=12, any::<bool>()).prop_map(|(month, start)| {
        let named_by = if start { NamedBy::Start } else { NamedBy::End };
        fiscal(&month.to_string(), named_by)
    })
}

proptest! {
    #[test]
    fn parts_of_a_year_follow_each_other(calendar in any_fiscal_year(), year in 1900_i16..2999) {
        let cycle = |part: &str| calendar.cycle(&format!("{year}{part}")).unwrap();
        let whole = cycle("");
        for parts in [&["-H1", "-H2"][..], &["-Q1", "-Q2", "-Q3", "-Q4"]] {
            let parts: Vec<Cycle> = parts.iter().map(|part| cycle(part)).collect();
            prop_assert!(parts.iter().all(|part| whole.contains(part)));
            prop_assert!(parts.windows(2).all(|pair| pair[0].end.tomorrow().unwrap() == pair[1].start));
            prop_assert_eq!(parts.iter().map(Cycle::days).sum::<i64>(), whole.days());
        }
        let next = calendar.cycle(&(year + 1).to_string()).unwrap();
        prop_assert_eq!(whole.end.tomorrow().unwrap(), next.start);
    }
}
