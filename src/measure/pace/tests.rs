//! Days and thresholds worked out by hand.

use jiff::civil::date;

use super::*;
use crate::measure::tests::{cycle, decimal};

#[test]
fn time_goes_by_in_days_that_are_over() {
    let thirds = "0.3333333333333333333333333333";
    for (name, due, today, share) in [
        // 90 days: 31 + 28 + 31
        ("2026-Q1", None, date(2025, 12, 31), "0"),
        ("2026-Q1", None, date(2026, 1, 1), "0"),
        // 31 + 14 = 45 of 90 are over on the morning of 15 February
        ("2026-Q1", None, date(2026, 2, 15), "0.5"),
        // 30 ÷ 90
        ("2026-Q1", None, date(2026, 1, 31), thirds),
        // 89 ÷ 90 on the last day
        (
            "2026-Q1",
            None,
            date(2026, 3, 31),
            "0.9888888888888888888888888889",
        ),
        ("2026-Q1", None, date(2026, 4, 1), "1"),
        ("2026-Q1", None, date(2027, 1, 1), "1"),
        // A leap year: 91 days; 31 + 29 = 60 before 1 March
        (
            "2028-Q1",
            None,
            date(2028, 3, 1),
            "0.6593406593406593406593406593",
        ),
        // 29 February is the 60th day: 59 ÷ 91
        (
            "2028-Q1",
            None,
            date(2028, 2, 29),
            "0.6483516483516483516483516484",
        ),
        // 366 days: 183 = 31 + 29 + 31 + 30 + 31 + 30 + 1
        ("2028", None, date(2028, 7, 2), "0.5"),
        ("2026-02", None, date(2026, 2, 8), "0.25"),
        // The fiscal year from February, named by its end: FY2027-Q1 is February to April 2026,
        // 28 + 31 + 30 = 89 days, of which 28 are over on 1 March.
        (
            "fy2027-q1",
            None,
            date(2026, 3, 1),
            "0.3146067415730337078651685393",
        ),
        ("fy2027-q1", None, date(2026, 1, 31), "0"),
        ("fy2027-q1", None, date(2026, 5, 1), "1"),
        // Due on 9 February: the 40th day; 10 ÷ 40 on 11 January
        ("2026-Q1", Some(date(2026, 2, 9)), date(2026, 1, 11), "0.25"),
        // On the day itself 39 ÷ 40, and all of it the day after
        ("2026-Q1", Some(date(2026, 2, 9)), date(2026, 2, 9), "0.975"),
        ("2026-Q1", Some(date(2026, 2, 9)), date(2026, 2, 10), "1"),
        // A day beyond the cycle does not stretch it.
        ("2026-Q1", Some(date(2026, 6, 30)), date(2026, 2, 15), "0.5"),
        // Due on the first day, and before the cycle.
        ("2026-Q1", Some(date(2026, 1, 1)), date(2026, 1, 1), "0"),
        ("2026-Q1", Some(date(2026, 1, 1)), date(2026, 1, 2), "1"),
        ("2026-Q1", Some(date(2025, 12, 1)), date(2026, 1, 1), "1"),
        ("2026-Q1", Some(date(2025, 12, 1)), date(2025, 12, 20), "0"),
    ] {
        assert_eq!(
            expected(&cycle(name), due, today),
            Some(decimal(share)),
            "{name} {due:?} {today}"
        );
    }
    let reversed = Cycle {
        end: date(2025, 1, 1),
        ..cycle("2026-Q1")
    };
    assert_eq!(expected(&reversed, None, date(2026, 2, 1)), None);
}

#[test]
fn what_is_due_is_over_the_day_after() {
    let quarter = cycle("2026-Q1");
    for (due, today, over) in [
        (None, date(2026, 3, 31), false),
        (None, date(2026, 4, 1), true),
        (Some(date(2026, 2, 9)), date(2026, 2, 9), false),
        (Some(date(2026, 2, 9)), date(2026, 2, 10), true),
        (Some(date(2026, 6, 30)), date(2026, 4, 1), true),
    ] {
        assert_eq!(is_over(&quarter, due, today), over, "{due:?} {today}");
    }
}

#[test]
fn progress_is_compared_with_what_is_expected() {
    for (progress, expected, pace) in [
        // 0.35 ÷ 0.5 = 0.7; 0.25 ÷ 0.5 = 0.5
        ("0.5", "0.5", Pace::OnTrack),
        ("0.35", "0.5", Pace::OnTrack),
        ("0.3499", "0.5", Pace::AtRisk),
        ("0.25", "0.5", Pace::AtRisk),
        ("0.2499", "0.5", Pace::OffTrack),
        ("0", "0.5", Pace::OffTrack),
        ("-0.12", "0.5", Pace::OffTrack),
        ("1.28", "0.5", Pace::OnTrack),
        // The first day.
        ("0", "0", Pace::OnTrack),
        ("0.1", "0", Pace::OnTrack),
        ("-0.1", "0", Pace::OffTrack),
        // The end.
        ("0.7", "1", Pace::OnTrack),
        ("0.69", "1", Pace::AtRisk),
        ("0.5", "1", Pace::AtRisk),
        ("0.49", "1", Pace::OffTrack),
        // 0.3 ÷ (3 ÷ 7) is 0.7 to the digit.
        ("0.3", "0.4285714285714285714285714286", Pace::OnTrack),
    ] {
        let (progress, expected) = (decimal(progress), decimal(expected));
        let found = compare(progress, expected, PaceThresholds::default());
        assert_eq!(found, Some(pace), "{progress} of {expected}");
    }
}

#[test]
fn thresholds_can_be_set() {
    let strict = PaceThresholds {
        on_track: decimal("0.9"),
        at_risk: decimal("0.8"),
    };
    for (progress, pace) in [
        ("0.45", Pace::OnTrack),
        ("0.4", Pace::AtRisk),
        ("0.39", Pace::OffTrack),
    ] {
        let found = compare(decimal(progress), decimal("0.5"), strict);
        assert_eq!(found, Some(pace), "{progress}");
    }
}

#[test]
fn what_is_kept_or_done_needs_no_thresholds() {
    let share = |text| Progress::Share(decimal(text));
    for (progress, before, after) in [
        (
            Progress::Kept(true),
            Some(Pace::OnTrack),
            Some(Pace::OnTrack),
        ),
        (
            Progress::Kept(false),
            Some(Pace::OffTrack),
            Some(Pace::OffTrack),
        ),
        (
            Progress::Done(true),
            Some(Pace::OnTrack),
            Some(Pace::OnTrack),
        ),
        (Progress::Done(false), None, Some(Pace::OffTrack)),
        (share("0.3"), Some(Pace::AtRisk), Some(Pace::AtRisk)),
        (share("0"), Some(Pace::OffTrack), Some(Pace::OffTrack)),
    ] {
        for (over, pace) in [(false, before), (true, after)] {
            let found = of_progress(progress, decimal("0.5"), over, PaceThresholds::default());
            assert_eq!(found, pace, "{progress:?}, over: {over}");
        }
    }
}

#[test]
fn names_are_those_of_the_output() {
    for pace in [Pace::OnTrack, Pace::AtRisk, Pace::OffTrack] {
        let quoted = serde_json::to_string(&pace).ok();
        assert_eq!(quoted, Some(format!("\"{}\"", pace.name())));
        assert_eq!(pace.words(), pace.name().replace('_', " "));
    }
}
