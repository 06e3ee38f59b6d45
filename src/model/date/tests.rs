#![allow(clippy::unwrap_used)]

use jiff::civil::{Date, date};
use proptest::prelude::*;

use super::parse_date;

#[test]
fn iso_days_and_timestamps_are_read() {
    for (text, expected) in [
        ("2026-02-10", date(2026, 2, 10)),
        ("1900-01-01", date(1900, 1, 1)),
        ("2999-12-31", date(2999, 12, 31)),
        ("2024-02-29", date(2024, 2, 29)),
        ("2000-02-29", date(2000, 2, 29)),
        ("2026-02-28", date(2026, 2, 28)),
        ("2026-04-30", date(2026, 4, 30)),
        ("2026-02-10T09:30:00Z", date(2026, 2, 10)),
        ("2026-02-10t09:30:00z", date(2026, 2, 10)),
        ("2026-02-10 09:30:00Z", date(2026, 2, 10)),
        ("2026-02-10T23:30:00-05:00", date(2026, 2, 10)),
        ("2026-02-10T00:30:00+14:00", date(2026, 2, 10)),
        ("2026-02-10T09:30:00.123456789+01:00", date(2026, 2, 10)),
        ("2016-12-31T23:59:60Z", date(2016, 12, 31)),
    ] {
        assert_eq!(parse_date(text), Ok(expected), "{text}");
    }
}

#[test]
fn another_spelling_of_one_day_is_refused_with_the_right_one() {
    for (text, fix) in [
        ("2026-2-1", "2026-02-01"),
        ("2026-2-10", "2026-02-10"),
        ("2026-02-1", "2026-02-01"),
        ("2026/02/10", "2026-02-10"),
        ("2026.02.10", "2026-02-10"),
        ("2026_02_10", "2026-02-10"),
        ("2026 02 10", "2026-02-10"),
        ("2026–02–10", "2026-02-10"),
        ("20260210", "2026-02-10"),
        (" 2026-02-10", "2026-02-10"),
        ("2026-02-10 ", "2026-02-10"),
        ("2026-02-10.", "2026-02-10"),
        ("10.02.2026", "2026-02-10"),
        ("1.2.2026", "2026-02-01"),
        ("02.28.2026", "2026-02-28"),
        ("02/28/2026", "2026-02-28"),
        ("28/02/2026", "2026-02-28"),
        ("28-02-2026", "2026-02-28"),
        ("02/02/2026", "2026-02-02"),
        ("10 Feb 2026", "2026-02-10"),
        ("10 February 2026", "2026-02-10"),
        ("10-FEB-2026", "2026-02-10"),
        ("Feb 10, 2026", "2026-02-10"),
        ("February 10th, 2026", "2026-02-10"),
        ("the 10th of February 2026", "2026-02-10"),
        ("Tue, 10 Feb 2026", "2026-02-10"),
        ("2026 Feb 10", "2026-02-10"),
        ("Sept 1 2026", "2026-09-01"),
        ("2026-02-10T09:30:00", "2026-02-10"),
        ("2026-02-10T09:30Z", "2026-02-10"),
        ("2026-02-10 09:30", "2026-02-10"),
        ("2026-02-10T25:00:00Z", "2026-02-10"),
        ("2026-02-10T09:30:00+25:00", "2026-02-10"),
        ("2026-02-10T09:30:00.Z", "2026-02-10"),
    ] {
        let error = parse_date(text).unwrap_err();
        assert_eq!(error.fix.as_deref(), Some(fix), "{text}: {error:?}");
        assert!(error.help.contains(fix), "{text}: {}", error.help);
    }
}

#[test]
fn what_could_be_two_days_or_is_none_has_no_fix_but_says_why() {
    for (text, message, help) in [
        (
            "02/10/2026",
            "two ways",
            "`2026-02-10` for 10 February 2026 or `2026-10-02` for 2 October 2026",
        ),
        (
            "10/02/2026",
            "two ways",
            "`2026-02-10` for 10 February 2026 or `2026-10-02` for 2 October 2026",
        ),
        (
            "1-2-2026",
            "two ways",
            "`2026-01-02` for 2 January 2026 or `2026-02-01` for 1 February 2026",
        ),
        (
            "2026-02-30",
            "there is no 30 February 2026: February 2026 has 28 days",
            "`2026-02-28`",
        ),
        (
            "2025-02-29",
            "has 28 days and is no leap year",
            "`2025-02-28`",
        ),
        (
            "1900-02-29",
            "has 28 days and is no leap year",
            "`1900-02-28`",
        ),
        ("2024-02-30", "February 2024 has 29 days", "`2024-02-29`"),
        ("2026-04-31", "April 2026 has 30 days", "`2026-04-30`"),
        ("2026-01-00", "there is no 0 January 2026", "`2026-01-01`"),
        ("2026-01-32", "January 2026 has 31 days", "`2026-01-31`"),
        (
            "2026-13-01",
            "no month 13",
            "`2026-01-13` for 13 January 2026",
        ),
        (
            "2026-25-12",
            "no month 25",
            "`2026-12-25` for 25 December 2026",
        ),
        ("2026-13-13", "no month 13", "from `01` to `12`"),
        ("2026-00-10", "no month 00", "from `01` to `12`"),
        ("2026-02-30T09:30:00Z", "no 30 February", "`2026-02-28`"),
        ("30.02.2026", "no 30 February", "`2026-02-28`"),
        ("02/30/2026", "no 30 February", "`2026-02-28`"),
        ("2026-2-30", "no 30 February", "`2026-02-28`"),
        ("31 April 2026", "no 31 April", "`2026-04-30`"),
        ("0026-02-10", "the year 26 is out of bounds", "1900 to 2999"),
        (
            "3026-02-10",
            "the year 3026 is out of bounds",
            "1900 to 2999",
        ),
        ("10.02.26", "which number is the year", "four digits"),
        ("26-02-10", "which number is the year", "four digits"),
        ("10 Feb", "which year", "2026-02-10"),
        ("Feb 10", "which year", "2026-02-10"),
        ("10/02", "which year", "2026-02-10"),
        ("2026-02", "which day", "`2026-02-28`"),
        ("2026-13", "no month 13", "`2026-01-13`"),
        ("Feb 2026", "which day", "`2026-02-28`"),
        ("2026", "which day", "`2026-12-31`"),
        ("", "missing", "`2026-02-10`"),
        (" ", "is not a day", "`2026-02-10`"),
        ("today", "`today` is not a day", "`2026-02-10`"),
        ("end of March", "is not a day", "`2026-02-10`"),
        ("2026-Q1", "is not a day", "`2026-02-10`"),
        ("1770681600", "is not a day", "`2026-02-10`"),
        ("2026-W07-2", "is not a day", "`2026-02-10`"),
        ("2026-041", "is not a day", "`2026-02-10`"),
        ("2026-02-1012", "is not a day", "`2026-02-10`"),
        ("-2026-02-10-", "is not written", "`2026-02-10`"),
        ("２０２６-02-10", "is not a day", "`2026-02-10`"),
        ("TBD", "is not a day", "`2026-02-10`"),
        ("+2026-02-10", "is not a day", "`2026-02-10`"),
        ("99999999999999999999", "is not a day", "`2026-02-10`"),
    ] {
        let error = parse_date(text).unwrap_err();
        assert!(error.message.contains(message), "{text}: {error:?}");
        assert!(error.help.contains(help), "{text}: {error:?}");
        assert_eq!(error.fix.is_some(), message == "is not written", "{text}");
    }
}

#[test]
fn a_long_text_is_cut_in_the_message() {
    let error = parse_date(&"é".repeat(10_000)).unwrap_err();
    assert!(error.message.len() < 120, "{}", error.message);
}

proptest! {
    #[test]
    fn any_text_is_a_day_or_says_what_to_write(text in any::<String>()) {
        check(&text)?;
    }

    #[test]
    fn what_resembles_a_day_is_one_or_says_what_to_write(
        text in "[0-9]{1,4}[-/. ][0-9]{1,3}[-/. T][0-9]{1,4}[T0-9:.Z+ ]{0,12}"
    ) {
        check(&text)?;
    }

    #[test]
    fn every_day_is_read_as_it_is_shown(days in 0_i32..400_000) {
        let day = date(1900, 1, 1) + jiff::Span::new().days(days);
        prop_assert_eq!(parse_date(&day.to_string()), Ok(day));
    }
}

fn check(text: &str) -> Result<(), TestCaseError> {
    match parse_date(text) {
        Ok(day) => prop_assert!(text.starts_with(&day.to_string())),
        Err(error) => {
            prop_assert!(!error.message.is_empty() && !error.help.is_empty());
            if let Some(fix) = error.fix {
                prop_assert!(error.help.contains(&fix));
                prop_assert_eq!(parse_date(&fix).map(|day: Date| day.to_string()), Ok(fix));
            }
        }
    }
    Ok(())
}
