//! Progress worked out by hand. Fractions that do not end are written with the 28 digits behind the
//! point that a decimal holds, the last one rounded.
#![allow(clippy::unwrap_used)]

use proptest::prelude::*;

use super::*;
use crate::measure::tests::{decimal, key_result};

/// Compares the progress of key results, written as a flow mapping without its braces, with what it
/// should be; an empty text is unknown.
fn check(cases: &[(&str, &str)]) {
    for (fields, expected) in cases {
        let progress = of_key_result(&key_result(fields)).map(Progress::value);
        let expected = (!expected.is_empty()).then(|| decimal(expected));
        assert_eq!(progress, expected, "{fields}");
    }
}

#[test]
fn towards_a_value() {
    check(&[
        // (5.9 − 5) ÷ (7.5 − 5) = 0.9 ÷ 2.5
        ("baseline: 5M, target: 7.5M, current: 5.9M", "0.36"),
        // (4.4 − 5) ÷ (3 − 5) = −0.6 ÷ −2
        ("baseline: 5%, target: 3%, current: 4.4%", "0.3"),
        // (71 − 60) ÷ (85 − 60) = 11 ÷ 25
        ("baseline: 60%, target: 85%, current: 71%", "0.44"),
        // (18 − 15) ÷ (25 − 15) = 3 ÷ 10
        ("baseline: 15%, target: 25%, current: 18%", "0.3"),
        // At the baseline and at the target.
        ("baseline: 60%, target: 85%, current: 60%", "0"),
        ("baseline: 5%, target: 3%, current: 5%", "0"),
        ("baseline: 60%, target: 85%, current: 85%", "1"),
        // Beyond: (92 − 60) ÷ 25 = 32 ÷ 25
        ("baseline: 60%, target: 85%, current: 92%", "1.28"),
        // Backwards: (57 − 60) ÷ 25 = −3 ÷ 25
        ("baseline: 60%, target: 85%, current: 57%", "-0.12"),
        // (6 − 5) ÷ (3 − 5) = 1 ÷ −2
        ("baseline: 5%, target: 3%, current: 6%", "-0.5"),
        // Counted from nothing: 30 ÷ 120
        ("baseline: 0, target: 120 users, current: 30", "0.25"),
        // 1 ÷ 3 and 2 ÷ 3, to 28 digits
        (
            "baseline: 0, target: 3, current: 1",
            "0.3333333333333333333333333333",
        ),
        (
            "baseline: 0, target: 3, current: 2",
            "0.6666666666666666666666666667",
        ),
        // (0.3 − 0.1) ÷ (0.7 − 0.1) = 0.2 ÷ 0.6: exact, which binary fractions are not
        (
            "baseline: 0.1, target: 0.7, current: 0.3",
            "0.3333333333333333333333333333",
        ),
        // Below zero: (−15 − −20) ÷ (−10 − −20) = 5 ÷ 10
        ("baseline: -20%, target: to -10%, current: -15%", "0.5"),
        // Across zero: (0 − −20) ÷ (30 − −20) = 20 ÷ 50
        ("baseline: -20, target: 30, current: 0", "0.4"),
        // In different units: (75 − 90) ÷ (60 − 90) = −15 ÷ −30 minutes
        ("baseline: 90 min, target: 1h, current: 75 min", "0.5"),
        // (1500 − 2000) ÷ (500 − 2000) = −500 ÷ −1500 ms
        (
            "baseline: 2s, target: 500 ms, current: 1.5s",
            "0.3333333333333333333333333333",
        ),
        // (1.5 − 1) ÷ (2 − 1) weeks: (10.5 − 7) ÷ (14 − 7) days
        (
            "baseline: 1 week, target: 14 days, current: 10.5 days",
            "0.5",
        ),
        // (4.2 − 4) ÷ (4.5 − 4) = 0.2 ÷ 0.5 fifths
        ("baseline: 4/5, target: 4.5/5, current: 4.2/5", "0.4"),
        // A bare number takes the unit of the target: (70 − 60) ÷ 25
        ("baseline: 60, target: 85%, current: 70", "0.4"),
        // The unit as a field: (6 − 5) ÷ (9 − 5)
        (
            "baseline: 5, target: 9, current: 6 users, unit: users",
            "0.25",
        ),
        // Money: (5.5 − 5) ÷ (7 − 5)
        ("baseline: $5M, target: 7M USD, current: $5.5M", "0.25"),
        // A check-in series: the latest day counts, not the last line. (70 − 60) ÷ 25
        (
            "baseline: 60%, target: 85%, check_ins: [{date: 2026-02-10, value: 70%}, {date: 2026-01-20, value: 65%}]",
            "0.4",
        ),
        // A check-in without a value is no news: (65 − 60) ÷ 25
        (
            "baseline: 60%, target: 85%, check_ins: [{date: 2026-01-20, value: 65%}, {date: 2026-02-10, note: away}]",
            "0.2",
        ),
        // `current` goes before the series: (75 − 60) ÷ 25
        (
            "baseline: 60%, target: 85%, current: 75%, check_ins: [{date: 2026-02-10, value: 70%}]",
            "0.6",
        ),
        // A written type that fits changes nothing: 11 ÷ 25
        (
            "type: increase, baseline: 60%, target: 85%, current: 71%",
            "0.44",
        ),
        // A measured value goes before a written `progress`: 11 ÷ 25
        (
            "baseline: 60%, target: 85%, current: 71%, progress: 90%",
            "0.44",
        ),
        (
            "baseline: 60%, target: 85%, current: 71%, done: true",
            "0.44",
        ),
    ]);
}

#[test]
fn towards_a_level_that_the_baseline_does_not_meet() {
    check(&[
        // (98 − 97) ÷ (99 − 97)
        ("baseline: 97%, target: at least 99%, current: 98%", "0.5"),
        // (50 − 60) ÷ (40 − 60) days
        (
            "baseline: 60 days, target: 40 days or less, current: 50 days",
            "0.5",
        ),
        // (8 − 10) ÷ (5 − 10) = −2 ÷ −5
        ("baseline: 10, target: below 5, current: 8", "0.4"),
        // (6 − 4) ÷ (5 − 4)
        ("baseline: 4, target: above 5, current: 6", "2"),
        // (96 − 97) ÷ 2
        ("baseline: 97%, target: \">= 99%\", current: 96%", "-0.5"),
    ]);
}

#[test]
fn levels_and_bands_are_kept_or_not() {
    check(&[
        // The baseline meets it already.
        ("baseline: 99.2%, target: at least 99%, current: 99.1%", "1"),
        ("baseline: 99.2%, target: at least 99%, current: 98.9%", "0"),
        (
            "baseline: 30 days, target: at most 40 days, current: 40 days",
            "1",
        ),
        // There is none.
        ("target: at least 99.5%, current: 99.8%", "1"),
        ("target: at least 99.5%, current: 99.4%", "0"),
        ("target: below 5%, current: 5%", "0"),
        ("target: at most 5%, current: 5%", "1"),
        // `above 5` from 5 is not met, but has no way to go.
        ("baseline: 5, target: above 5, current: 5", "0"),
        ("baseline: 5, target: above 5, current: 6", "1"),
        // Both ends belong to a band.
        ("target: 90% to 110%, current: 90%", "1"),
        ("target: 90% to 110%, current: 110%", "1"),
        ("target: 90% to 110%, current: 111%", "0"),
        ("baseline: 80%, target: 90% to 110%, current: 85%", "0"),
        ("baseline: TBD, target: 90% to 110%, current: 95%", "1"),
        // Maintained by word: a plain value is kept or exceeded, a level stays one.
        ("type: maintain, target: 99%, current: 99%", "1"),
        ("type: maintain, target: 99%, current: 98%", "0"),
        (
            "type: maintain, baseline: 99%, target: 99%, current: 99.5%",
            "1",
        ),
        (
            "type: maintain, baseline: 97%, target: at least 99%, current: 98%",
            "0",
        ),
        (
            "type: maintain, baseline: TBD, target: at most 3%, current: 2%",
            "1",
        ),
    ]);
}

#[test]
fn towards_a_change() {
    check(&[
        // 200 → 240: (210 − 200) ÷ 40
        ("baseline: 200, target: +20%, current: 210", "0.25"),
        // A signed value is the change so far: 200 → 210
        ("baseline: 200, target: +20%, current: +5%", "0.25"),
        ("baseline: 200, target: +20%, current: +10", "0.25"),
        // 200 → 150, now 170: −30 ÷ −50
        ("baseline: 200, target: -25%, current: 170", "0.6"),
        ("baseline: 200, target: -25%, current: -15%", "0.6"),
        // The wrong way: 200 → 210 of 150
        ("baseline: 200, target: -25%, current: +5%", "-0.2"),
        // 20 → 25: (22 − 20) ÷ 5
        ("baseline: 20%, target: +5pp, current: 22%", "0.4"),
        ("baseline: 20%, target: +5pp, current: +2pp", "0.4"),
        // 100 → 300: (150 − 100) ÷ 200
        ("baseline: 100, target: 3x, current: 150", "0.25"),
        // 2x of 100 is 200: 100 ÷ 200
        ("baseline: 100, target: 3x, current: 2x", "0.5"),
        // Beside a baseline in `x` it is a value: (2 − 1.5) ÷ (3 − 1.5)
        (
            "baseline: 1.5x, target: 3x, current: 2x",
            "0.3333333333333333333333333333",
        ),
        // Without a baseline: 5 ÷ 20, 3 ÷ 5, −5 ÷ −25, −2 ÷ 5
        ("target: +20%, current: +5%", "0.25"),
        ("target: +5pp, current: +3pp", "0.6"),
        ("target: -25%, current: -5%", "0.2"),
        ("target: +5, current: -2", "-0.4"),
        // The baseline is withheld, the change is not: 15 ÷ 20
        (
            "baseline: confidential, target: +20%, current: +15%",
            "0.75",
        ),
        // Three times as much is +200%: 50 ÷ 200
        ("target: 3x, current: +50%", "0.25"),
        // A value alone says nothing of the change.
        ("target: +20%, current: 210", ""),
        // Nothing to reach.
        ("target: +0, current: +1", ""),
    ]);
}

#[test]
fn milestones_are_done_or_as_far_as_they_say() {
    check(&[
        ("owner: kim", "0"),
        ("done: true", "1"),
        ("done: false", "0"),
        ("progress: 40%", "0.4"),
        ("progress: 4/10", "0.4"),
        ("done: false, progress: 0.4", "0.4"),
        ("done: true, progress: 0.4", "1"),
        ("type: milestone, baseline: 0, target: 10, current: 9", "0"),
        ("type: milestone, target: 10, done: true", "1"),
        ("check_ins: [{date: 2026-02-10, confidence: 6/10}]", "0"),
        // Written, but not readable: not absent.
        ("done: perhaps", ""),
        ("progress: 40", ""),
        ("done: perhaps, progress: 0.4", "0.4"),
    ]);
}

#[test]
fn what_is_not_known_is_not_zero() {
    check(&[
        ("target: 85%, current: 71%", ""),
        ("baseline: 60%, target: 85%", ""),
        ("baseline: 60%, current: 71%", ""),
        ("current: 71%", ""),
        ("type: increase", ""),
        ("type: maintain, current: 99%", ""),
        ("target: at least 99%", ""),
        ("baseline: TBD, target: 85%, current: 71%", ""),
        ("baseline: 60%, target: TBD, current: 71%", ""),
        ("baseline: 60%, target: 85%, current: TBD", ""),
        ("baseline: confidential, target: 85%, current: 71%", ""),
        ("baseline: 60%, target: confidential, current: 71%", ""),
        ("baseline: 60%, target: 85%, current: confidential", ""),
        ("baseline: 60%, target: at least X%, current: 71%", ""),
        // Whether there is a way to go depends on a baseline that is not shown.
        ("baseline: TBD, target: at least 99%, current: 98%", ""),
        // Said not to be a level, and counted from nowhere.
        ("type: increase, target: at least 99%, current: 99.5%", ""),
        // The latest look gave nothing.
        (
            "baseline: 60%, target: 85%, check_ins: [{date: 2026-01-20, value: 65%}, {date: 2026-02-10, value: TBD}]",
            "",
        ),
        // Different things are counted.
        ("baseline: 60%, target: 85 days, current: 71%", ""),
        ("baseline: 60%, target: 85%, current: 12 days", ""),
        // Refused where it stands: two readings each.
        ("baseline: 60%, target: 85%, current: 0.7", ""),
        ("baseline: \"7,5\", target: at least 9, current: 8", ""),
        ("baseline: 1, target: \"7,5\", current: 8", ""),
        (
            "baseline: 5%, target: 9%, current: \"7,5%\", check_ins: [{date: 2026-01-20, value: 6%}]",
            "",
        ),
        ("target: \"7,5\"", ""),
        // Nothing to reach.
        ("baseline: 85%, target: 85%, current: 85%", ""),
        // Too large to calculate with: the way is longer than any decimal.
        (
            "baseline: -79228162514264337593543950335, target: 79228162514264337593543950335, current: 1",
            "",
        ),
    ]);
}

#[test]
fn words_count_where_numbers_give_nothing() {
    check(&[
        ("target: 85%, progress: 30%", "0.3"),
        ("target: 85%, done: true", "1"),
        ("target: 85%, done: true, progress: 30%", "1"),
        ("target: 85%, done: false", ""),
        ("baseline: 60%, target: TBD, progress: 1/4", "0.25"),
        // The close says what nothing else does.
        ("status: achieved", "1"),
        ("status: achieved, done: false", "1"),
        ("status: achieved, progress: 80%", "0.8"),
        ("target: 85%, status: achieved", "1"),
        ("target: 85%, status: missed", "0"),
        ("status: missed", "0"),
        // 11 ÷ 25, whatever it was called at the close
        (
            "baseline: 60%, target: 85%, current: 71%, status: achieved",
            "0.44",
        ),
        (
            "baseline: 60%, target: 85%, current: 71%, status: missed",
            "0.44",
        ),
        (
            "baseline: 60%, target: 85%, current: 71%, status: dropped",
            "0.44",
        ),
        ("target: 85%, status: dropped", ""),
        ("status: postponed", "0"),
    ]);
}

#[test]
fn the_way_in_which_it_is_known_is_told_apart() {
    for (fields, expected) in [
        ("target: at least 99%, current: 99%", Progress::Kept(true)),
        ("target: 90% to 110%, current: 80%", Progress::Kept(false)),
        ("owner: kim", Progress::Done(false)),
        ("status: achieved", Progress::Done(true)),
        ("progress: 0", Progress::Share(Decimal::ZERO)),
        (
            "baseline: 1, target: 2, current: 2",
            Progress::Share(Decimal::ONE),
        ),
    ] {
        assert_eq!(
            of_key_result(&key_result(fields)),
            Some(expected),
            "{fields}"
        );
    }
}

/// A number with up to four digits behind the point.
fn number() -> impl Strategy<Value = Decimal> {
    (-1_000_000_000i64..1_000_000_000, 0u32..5)
        .prop_map(|(digits, scale)| Decimal::new(digits, scale))
}

proptest! {
    #[test]
    fn a_way_begins_at_0_and_ends_at_1(
        from in number(),
        to in number(),
        unit in prop::sample::select(vec!["", "%", " users", " min"]),
    ) {
        prop_assume!(from != to);
        let at = |current: Decimal| {
            let fields = format!("baseline: {from}{unit}, target: to {to}{unit}, current: {current}{unit}");
            of_key_result(&key_result(&fields))
        };
        prop_assert_eq!(at(from), Some(Progress::Share(Decimal::ZERO)));
        prop_assert_eq!(at(to), Some(Progress::Share(Decimal::ONE)));
    }
}
