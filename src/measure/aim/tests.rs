//! Baseline, target and current value beside each other.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use proptest::prelude::*;

use super::*;
use crate::model::quantity::tests::pieces;

fn measured(text: &str) -> Option<Measured> {
    (!text.is_empty()).then(|| Measured::parse(&Text::from(text)).unwrap())
}

/// The course of a key result; an empty baseline or unit is none.
fn course(baseline: &str, target: &str, unit: &str) -> Result<Option<Course>, AimError> {
    let target = Target::parse(&Text::from(target)).unwrap();
    let unit = (!unit.is_empty()).then_some(unit);
    aim(measured(baseline).as_ref(), &target, unit)
}

fn short(aim: Aim) -> String {
    let n = |value: Decimal| value.normalize().to_string();
    match aim {
        Aim::Reach { from, to } => format!("{} -> {}", n(from), n(to)),
        Aim::ReachFromUnknown { to } => format!("? -> {}", n(to)),
        Aim::Change { by } => format!("by {}", n(by)),
        Aim::Hold { comparator, bound } => format!("hold {} {}", comparator.words(), n(bound)),
        Aim::Stay { low, high } => format!("stay {} {}", n(low), n(high)),
    }
}

#[test]
fn aims_follow_from_baseline_and_target() {
    for (baseline, target, unit, expected) in [
        ("5M", "7.5M", "", "5000000 -> 7500000"),
        ("5%", "3%", "", "5 -> 3"),
        ("60%", "85%", "", "60 -> 85"),
        ("15%", "25%", "", "15 -> 25"),
        ("5", "3%", "", "5 -> 3"),
        ("0", "3%", "", "0 -> 3"),
        ("4", "4.5/5", "", "0.8 -> 0.9"),
        ("90 min", "1h", "", "5400 -> 3600"),
        ("90", "60 min", "", "5400 -> 3600"),
        ("$5M", "7M USD", "", "5000000 -> 7000000"),
        ("5M", "$7M", "", "5000000 -> 7000000"),
        ("5", "9", "users", "5 -> 9"),
        ("5 users", "9", "users", "5 -> 9"),
        ("5", "9 users", "user", "5 -> 9"),
        ("60%", "85", "%", "60 -> 85"),
        ("60", "85", "%", "60 -> 85"),
        ("1.5x", "to 3x", "", "1.5 -> 3"),
        ("5", "5", "", "5 -> 5"),
        ("", "7.5M", "", "? -> 7500000"),
        ("TBD", "7.5M", "", "? -> 7500000"),
        ("confidential", "7.5M", "", "? -> 7500000"),
        ("97%", "at least 99%", "", "97 -> 99"),
        ("99.2%", "at least 99%", "", "hold at least 99"),
        ("99%", "at least 99%", "", "hold at least 99"),
        ("", "at least 99.5%", "", "hold at least 99.5"),
        ("TBD", "at least 99.5%", "", "hold at least 99.5"),
        ("60 days", "40 days or less", "", "5184000 -> 3456000"),
        ("30 days", "40 days or less", "", "hold at most 3456000"),
        ("5", "above 5", "", "hold above 5"),
        ("4", "above 5", "", "4 -> 5"),
        ("95%", "90% to 110%", "", "stay 90 110"),
        ("", "90% to 110%", "", "stay 90 110"),
        ("", "90 to 110", "%", "stay 90 110"),
        ("200", "+20%", "", "200 -> 240"),
        ("200", "-25%", "", "200 -> 150"),
        ("200 users", "+20%", "", "200 -> 240"),
        ("50%", "+20%", "", "50 -> 60"),
        ("20%", "+5pp", "", "20 -> 25"),
        ("20%", "+5 points", "", "20 -> 25"),
        ("20%", "+5", "", "20 -> 25"),
        ("20", "+5pp", "", "20 -> 25"),
        ("20", "+5", "%", "20 -> 25"),
        ("20%", "-5pp", "", "20 -> 15"),
        ("-20%", "-5pp", "", "-20 -> -25"),
        ("-20%", "+5pp", "", "-20 -> -15"),
        ("-20%", "to -10%", "", "-20 -> -10"),
        ("42", "+5 points", "", "42 -> 47"),
        ("42 points", "+5", "", "42 -> 47"),
        ("42 NPS", "+5 points", "", "42 -> 47"),
        ("40", "+5", "", "40 -> 45"),
        ("40", "-5", "", "40 -> 35"),
        ("40 users", "+5 users", "", "40 -> 45"),
        ("90 min", "-1h", "", "5400 -> 1800"),
        ("$1M", "+$500k", "", "1000000 -> 1500000"),
        ("1M", "+$500k", "", "1000000 -> 1500000"),
        ("100", "3x", "", "100 -> 300"),
        ("100 users", "3x", "", "100 -> 300"),
        ("10%", "3x", "", "10 -> 30"),
        ("1.5x", "3x", "", "1.5 -> 3"),
        ("1.5", "3x", "x", "1.5 -> 3"),
        ("1.5x", "+1x", "", "1.5 -> 2.5"),
        ("0", "+5", "", "0 -> 5"),
        ("", "+20%", "", "by 20"),
        ("TBD", "-25%", "", "by -25"),
        ("", "+5pp", "", "by 5"),
        ("", "+5", "users", "by 5"),
        ("", "3x", "", "by 200"),
    ] {
        let course = course(baseline, target, unit)
            .unwrap_or_else(|error| panic!("{baseline} / {target}: {error:?}"));
        assert_eq!(
            short(course.unwrap().aim),
            expected,
            "{baseline} / {target}"
        );
    }
    for target in ["TBD", "confidential", "at least X%"] {
        assert_eq!(course("5", target, ""), Ok(None), "{target}");
    }
}

#[test]
fn current_values_are_placed() {
    for (baseline, target, unit, current, expected) in [
        ("5M", "7.5M", "", "5.9M", Some("5900000")),
        ("5%", "3%", "", "4.4", Some("4.4")),
        ("5%", "3%", "", "-1%", Some("-1")),
        ("", "at least 99.5%", "", "99.8%", Some("99.8")),
        ("1h", "30 min", "", "45", Some("2700")),
        ("4", "4.5/5", "", "4.2", Some("0.84")),
        ("5", "9", "users", "7 users", Some("7")),
        ("200", "+20%", "", "214", Some("214")),
        ("200", "+20%", "", "+7%", Some("214")),
        ("200", "+20%", "", "-7%", Some("186")),
        ("200", "+20%", "", "+14", Some("214")),
        ("200", "+20%", "", "1.1x", Some("220")),
        ("50%", "+20%", "", "+10%", Some("55")),
        ("50%", "+20%", "", "+10pp", Some("60")),
        ("20%", "+5pp", "", "+3pp", Some("23")),
        ("20%", "+5pp", "", "+3", Some("23")),
        ("20%", "+5pp", "", "23%", Some("23")),
        ("42", "+5 points", "", "45", Some("45")),
        ("42", "+5 points", "", "+3", Some("45")),
        ("40", "+5", "", "+5%", Some("42")),
        ("100 users", "3x", "", "2x", Some("200")),
        ("100 users", "3x", "", "150 users", Some("150")),
        ("1.5x", "3x", "", "2x", Some("2")),
        ("", "+20%", "", "+7%", Some("7")),
        ("", "+20%", "", "+7", Some("7")),
        ("", "+20%", "", "214", None),
        ("", "+5pp", "", "+3 points", Some("3")),
        ("", "+5 points", "", "+3pp", Some("3")),
        ("", "3x", "", "+50%", Some("50")),
        ("", "3x", "", "2x", None),
    ] {
        let course = course(baseline, target, unit).unwrap().unwrap();
        let current = Quantity::parse(&Text::from(current)).unwrap();
        let placed = course.place(&current);
        let expected = expected.map(|value| Decimal::from_str_exact(value).unwrap());
        assert_eq!(placed, Ok(expected), "{baseline} / {target} / {current:?}");
    }
}

/// Baseline, target, unit, current; then the kind, the part at fault, a part of the advice, the fix.
type Refused = (
    [&'static str; 4],
    AimErrorKind,
    Part,
    &'static str,
    &'static str,
);

const MISFITS: &[Refused] = &[
    (
        ["5%", "3", "", ""],
        AimErrorKind::Mismatch,
        Part::Target,
        "`target: 3%`",
        "3%",
    ),
    (
        ["5 users", "3", "", ""],
        AimErrorKind::Mismatch,
        Part::Target,
        "`target: 3 users`",
        "3 users",
    ),
    (
        ["$5", "3", "", ""],
        AimErrorKind::Mismatch,
        Part::Target,
        "`target: $3`",
        "$3",
    ),
    (
        ["4/5", "5", "", ""],
        AimErrorKind::Mismatch,
        Part::Target,
        "`target: 5/5`",
        "5/5",
    ),
    (
        ["50%", "0.6", "", ""],
        AimErrorKind::Mismatch,
        Part::Target,
        "`target: 60%` or `target: 0.6%`",
        "",
    ),
    (
        ["50%", "at least 60", "", ""],
        AimErrorKind::Mismatch,
        Part::Target,
        "`5%`",
        "",
    ),
    (
        ["5 users", "3 customers", "", ""],
        AimErrorKind::Mismatch,
        Part::Target,
        "one unit",
        "",
    ),
    (
        ["5%", "$3", "", ""],
        AimErrorKind::Mismatch,
        Part::Target,
        "one unit",
        "",
    ),
    (
        ["20%", "5pp", "", ""],
        AimErrorKind::Mismatch,
        Part::Target,
        "`+5pp`",
        "",
    ),
    (
        ["30 days", "1 month", "", ""],
        AimErrorKind::Mismatch,
        Part::Target,
        "one unit",
        "",
    ),
    (
        ["5", "9%", "users", ""],
        AimErrorKind::Mismatch,
        Part::Target,
        "leave `unit` out",
        "",
    ),
    (
        ["5 users", "+$3", "", ""],
        AimErrorKind::Mismatch,
        Part::Target,
        "one unit",
        "",
    ),
    (
        ["5 users", "+3x", "", ""],
        AimErrorKind::Mismatch,
        Part::Target,
        "one unit",
        "",
    ),
    (
        ["", "3", "", "5%"],
        AimErrorKind::Mismatch,
        Part::Target,
        "`target: 3%`",
        "3%",
    ),
    (
        ["2", "3", "", "5%"],
        AimErrorKind::Mismatch,
        Part::Current,
        "`unit`",
        "",
    ),
    (
        ["5%", "3%", "", "4 users"],
        AimErrorKind::Mismatch,
        Part::Current,
        "`5%`",
        "",
    ),
    (
        ["", "3%", "", "4 users"],
        AimErrorKind::Mismatch,
        Part::Current,
        "`5%`",
        "",
    ),
    (
        ["0.4", "60%", "", ""],
        AimErrorKind::Refused,
        Part::Baseline,
        "`40%` or `0.4%`",
        "",
    ),
    (
        ["1", "60%", "", ""],
        AimErrorKind::Refused,
        Part::Baseline,
        "`100%` or `1%`",
        "",
    ),
    (
        ["40%", "0.6", "%", ""],
        AimErrorKind::Refused,
        Part::Target,
        "`60%` or `0.6%`",
        "",
    ),
    (
        ["40%", "60%", "", "0.5"],
        AimErrorKind::Refused,
        Part::Current,
        "`50%` or `0.5%`",
        "",
    ),
    (
        ["40%", "+0.5", "", ""],
        AimErrorKind::Refused,
        Part::Target,
        "`+50pp` or `+0.5pp`",
        "",
    ),
    (
        ["40%", "-0.5", "", ""],
        AimErrorKind::Refused,
        Part::Target,
        "`-50pp` or `-0.5pp`",
        "",
    ),
    (
        ["0.4", "+5pp", "", ""],
        AimErrorKind::Refused,
        Part::Baseline,
        "`40%` or `0.4%`",
        "",
    ),
    (
        ["-20", "+20%", "", ""],
        AimErrorKind::Refused,
        Part::Target,
        "`to -16` or `to -24`",
        "",
    ),
    (
        ["-$20", "+20%", "", ""],
        AimErrorKind::Refused,
        Part::Target,
        "`to -$16` or `to -$24`",
        "",
    ),
    (
        ["-5%", "-10%", "", ""],
        AimErrorKind::Refused,
        Part::Target,
        "`to -10%` or `to -5.5%`",
        "",
    ),
    (
        ["-20", "-5", "", ""],
        AimErrorKind::Refused,
        Part::Target,
        "`to -5` or `to -25`",
        "",
    ),
    (
        ["-20 users", "-5", "", ""],
        AimErrorKind::Refused,
        Part::Target,
        "`to -5 users` or `to -25 users`",
        "",
    ),
    (
        ["0", "+20%", "", ""],
        AimErrorKind::Refused,
        Part::Target,
        "value to reach",
        "",
    ),
    (
        ["0", "3x", "", ""],
        AimErrorKind::Refused,
        Part::Target,
        "value to reach",
        "",
    ),
    (
        ["20%", "+5pp", "", "+3%"],
        AimErrorKind::Refused,
        Part::Current,
        "`+3pp`",
        "",
    ),
    (
        ["2h", "1h 30m", "", "1"],
        AimErrorKind::Refused,
        Part::Current,
        "`2h`",
        "",
    ),
    (
        ["5", "9", "M", ""],
        AimErrorKind::Refused,
        Part::Unit,
        "`7.5M`",
        "",
    ),
    (
        ["79228162514264337593543950335", "3x", "", ""],
        AimErrorKind::Refused,
        Part::Target,
        "larger unit",
        "",
    ),
];

#[test]
fn values_that_do_not_fit_are_refused_at_the_odd_one() {
    for ([baseline, target, unit, current], kind, part, help, fix) in MISFITS {
        let case = format!("{baseline} / {target} / {unit} / {current}");
        let error = match course(baseline, target, unit) {
            Err(error) => error,
            Ok(course) => {
                let current = Quantity::parse(&Text::from(*current)).expect(&case);
                course.unwrap().place(&current).expect_err(&case)
            }
        };
        assert_eq!(
            (error.kind, error.part),
            (*kind, *part),
            "{case}: {error:?}"
        );
        assert!(
            error.help.clone().unwrap_or_default().contains(help),
            "{case}: {error:?}"
        );
        assert_eq!(
            error.fix.clone().unwrap_or_default(),
            *fix,
            "{case}: {error:?}"
        );
        assert!(!error.message.ends_with('.'), "{case}");
    }
}

#[test]
fn directions_and_levels() {
    let aim = |baseline, target| course(baseline, target, "").unwrap().unwrap().aim;
    for (baseline, target, direction) in [
        ("5M", "7.5M", Some(Direction::Increase)),
        ("5%", "3%", Some(Direction::Decrease)),
        ("200", "-25%", Some(Direction::Decrease)),
        ("", "-25%", Some(Direction::Decrease)),
        ("", "3x", Some(Direction::Increase)),
        ("97%", "at least 99%", Some(Direction::Increase)),
        ("", "at least 99%", Some(Direction::Maintain)),
        ("", "90% to 110%", Some(Direction::Maintain)),
        ("", "5", None),
        ("5", "5", None),
    ] {
        assert_eq!(
            aim(baseline, target).direction(),
            direction,
            "{baseline} / {target}"
        );
    }
    let kept = |target, value: i64| aim("", target).is_kept(value.into());
    assert_eq!(kept("at least 99%", 99), Some(true));
    assert_eq!(kept("above 99%", 99), Some(false));
    assert_eq!(kept("90% to 110%", 110), Some(true));
    assert_eq!(kept("90% to 110%", 111), Some(false));
    assert_eq!(kept("5", 5), None);
}

proptest! {
    #[test]
    fn any_values_beside_each_other_are_placed_or_refused(
        baseline in pieces(),
        target in pieces(),
        current in pieces(),
        unit in prop::option::of(pieces()),
    ) {
        let baseline = Measured::parse(&Text::from(baseline)).ok();
        if let Ok(target) = Target::parse(&Text::from(target))
            && let Ok(Some(course)) = aim(baseline.as_ref(), &target, unit.as_deref())
            && let Ok(current) = Quantity::parse(&Text::from(current))
        {
            let _ = course.place(&current);
        }
    }

    #[test]
    fn plain_values_keep_their_order(from in -999_i32..999, to in -999_i32..999) {
        let course = course(&from.to_string(), &format!("to {to}"), "").unwrap().unwrap();
        prop_assert_eq!(course.aim, Aim::Reach { from: from.into(), to: to.into() });
    }
}
