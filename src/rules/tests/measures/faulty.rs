//! Key results with something wrong in their measures: what is marked, and what is said of it.
#![allow(clippy::unwrap_used)]

use super::{check, in_key_result};

#[test]
fn what_is_missing_or_open_is_found() {
    check(&[
        (
            "Ship the new player",
            &["milestone-without-criterion Ship the new player"],
        ),
        (
            "{title: Ship the player, done: true}",
            &["milestone-without-criterion Ship the player"],
        ),
        (
            "{title: Ship it, type: milestone, target: 3}",
            &["milestone-without-criterion Ship it"],
        ),
        ("{title: Churn, baseline: 5%}", &["target-missing Churn"]),
        ("{title: Churn, current: 5%}", &["target-missing Churn"]),
        (
            "{title: Churn, baseline: confidential}",
            &["target-missing Churn"],
        ),
        ("{title: Churn, type: decrease}", &["target-missing Churn"]),
        (
            "{title: Uptime, type: maintain}",
            &["target-missing Uptime"],
        ),
        (
            "{title: Users, unit: users}",
            &["milestone-without-criterion Users"],
        ),
        (
            "{title: Churn, check_ins: [{date: 2026-02-01, value: 4%}]}",
            &["target-missing Churn"],
        ),
        ("{title: Churn, target: 3%}", &["baseline-missing 3%"]),
        (
            "{title: Signups, target: 7.5M, current: 5M}",
            &["baseline-missing 7.5M"],
        ),
        (
            "{title: Survey score, target: 80}",
            &["baseline-missing 80"],
        ),
        ("{title: Signups, target: +20%}", &["baseline-missing +20%"]),
        (
            "{title: Signups, target: +20%, current: 214}",
            &["baseline-missing +20%"],
        ),
        ("{title: Signups, target: 3x}", &["baseline-missing 3x"]),
        (
            "{title: Uptime, type: increase, target: at least 99%}",
            &["baseline-missing at least 99%"],
        ),
        (
            "{title: Score, baseline: TBD, target: X%}",
            &["placeholder-value TBD", "placeholder-value X%"],
        ),
        (
            "{title: Score, baseline: 5, target: at least X}",
            &["placeholder-value at least X"],
        ),
        (
            "{title: Score, baseline: 5, target: 9, check_ins: [{date: 2026-01-08, value: '?'}, {date: 2026-01-15, value: n/a}]}",
            &["placeholder-value '?'", "placeholder-value n/a"],
        ),
        (
            "{title: Score, baseline: 5, target: 9, current: tbd}",
            &["placeholder-value tbd"],
        ),
    ]);
}

#[test]
fn what_contradicts_itself_is_found() {
    check(&[
        (
            "{title: Load, baseline: 50%, target: 50%}",
            &["baseline-equals-target 50%"],
        ),
        (
            "{title: Load, baseline: 120 min, target: 2h}",
            &["baseline-equals-target 2h"],
        ),
        (
            "{title: Incidents, baseline: 0, target: 0}",
            &["baseline-equals-target 0"],
        ),
        (
            "{title: Users, baseline: 1.5M, target: 1500k}",
            &["baseline-equals-target 1500k"],
        ),
        (
            "{title: Users, baseline: 200, target: +0%}",
            &["baseline-equals-target +0%"],
        ),
        (
            "{title: Decrease churn, baseline: 3%, target: 5%}",
            &["direction-contradicts Decrease churn"],
        ),
        (
            "{title: Lower churn, baseline: 3%, target: 5%}",
            &["direction-contradicts Lower churn"],
        ),
        (
            "{title: Cut our lead time, baseline: 3 days, target: 5 days}",
            &["direction-contradicts Cut our lead time"],
        ),
        (
            "{title: Grow paying users, baseline: 900 users, target: 700 users}",
            &["direction-contradicts Grow paying users"],
        ),
        (
            "{title: Increase churn from 5% to 3%, baseline: 5%, target: 3%}",
            &["direction-contradicts Increase churn from 5% to 3%"],
        ),
        (
            "{title: Reduce cost, target: +20%, current: +3%}",
            &["direction-contradicts Reduce cost"],
        ),
        (
            "{title: Double revenue, baseline: 900, target: -20%}",
            &["direction-contradicts Double revenue"],
        ),
        (
            "{title: Churn, type: increase, baseline: 5%, target: 3%}",
            &["direction-contradicts increase"],
        ),
        (
            "{title: Churn, type: maintain, baseline: 5%, target: 3%}",
            &["direction-contradicts maintain"],
        ),
        (
            "{title: Uptime, type: increase, baseline: 99.5%, target: at least 99%}",
            &["direction-contradicts increase"],
        ),
        (
            "{title: Churn, baseline: 5%, target: 3%, stretch: 4%}",
            &["stretch-below-target 4%"],
        ),
        (
            "{title: Users, baseline: 5M, target: 7.5M, stretch: 7M}",
            &["stretch-below-target 7M"],
        ),
        (
            "{title: Users, baseline: 200, target: 240, stretch: +10%}",
            &["stretch-below-target +10%"],
        ),
        (
            "{title: Users, target: +20%, current: +3%, stretch: +10%}",
            &["stretch-below-target +10%"],
        ),
        (
            "{title: Uptime, target: at least 99%, stretch: 98%}",
            &["stretch-below-target 98%"],
        ),
        (
            "{title: Churn, type: decrease, target: 3%, stretch: 4%}",
            &["baseline-missing 3%", "stretch-below-target 4%"],
        ),
    ]);
}

#[test]
fn values_that_do_not_belong_together_are_found() {
    check(&[
        (
            "{title: Churn, baseline: 5%, target: 3}",
            &["unit-mismatch 3"],
        ),
        (
            "{title: Churn, baseline: 5%, target: 3 customers}",
            &["unit-mismatch 3 customers"],
        ),
        (
            "{title: Revenue, baseline: $5M, target: €7M}",
            &["unit-mismatch €7M"],
        ),
        (
            "{title: Response, baseline: 90 min, target: 1h, current: 12 tickets}",
            &["unit-mismatch 12 tickets"],
        ),
        (
            "{title: Churn, baseline: 5%, target: 3%, check_ins: [{date: 2026-01-08, value: 4 users}, {date: 2026-01-15, value: 4%}, {date: 2026-01-22, value: 4 h}]}",
            &["unit-mismatch 4 users", "unit-mismatch 4 h"],
        ),
        (
            "{title: Churn, baseline: confidential, target: 3, check_ins: [{date: 2026-01-08, value: 4%}, {date: 2026-01-15, value: 5%}]}",
            &["unit-mismatch 3"],
        ),
        (
            "{title: Churn, baseline: 5, target: 3%, unit: users}",
            &["unit-mismatch 3%"],
        ),
        (
            "{title: Conversion, baseline: 20%, target: 5pp}",
            &["unit-mismatch 5pp"],
        ),
        (
            "{title: Users, baseline: 5M, target: 7.5M, stretch: 90%}",
            &["unit-mismatch 90%"],
        ),
        // Two readings.
        (
            "{title: Churn, baseline: 0.4, target: 60%}",
            &["invalid-value 0.4"],
        ),
        (
            "{title: Churn, baseline: 40%, target: 60%, current: 0.5}",
            &["invalid-value 0.5"],
        ),
        (
            "{title: Churn, baseline: 40%, target: 60%, stretch: 0.7}",
            &["invalid-value 0.7"],
        ),
        (
            "{title: Loss, baseline: -20, target: +20%}",
            &["invalid-value +20%"],
        ),
        (
            "{title: Users, baseline: 5, target: 9, unit: M}",
            &["invalid-value M"],
        ),
        // Out of range.
        (
            "{title: Completion, baseline: 60%, target: 85%, current: 710%}",
            &["current-out-of-range 710%"],
        ),
        (
            "{title: Completion, baseline: 60, target: 85, unit: '%', current: 710}",
            &["current-out-of-range 710"],
        ),
        (
            "{title: Uptime, target: at least 99%, current: 998%}",
            &["current-out-of-range 998%"],
        ),
        (
            "{title: Users, baseline: 10, target: 20, check_ins: [{date: 2026-01-08, value: -3}, {date: 2026-01-15, value: 12}]}",
            &["current-out-of-range -3"],
        ),
    ]);
}

#[test]
fn the_help_has_the_numbers_in_it() {
    for (key_result, message, help) in [
        (
            "{title: Grow users to 7.5M, baseline: 5M}",
            "",
            "write `target: 7.5M`",
        ),
        ("{title: Users, current: 5M}", "", "from `5M` on"),
        (
            "{title: Churn from 5% to 3%, target: 3%}",
            "`3%`",
            "write `baseline: 5%`",
        ),
        (
            "{title: Churn, target: 3%, current: 4%}",
            "`3%`",
            "it is `4%` now",
        ),
        ("{title: Churn, target: 3%}", "`3%`", "`baseline: 0`"),
        (
            "{title: Load, baseline: 120 min, target: 2h}",
            "`2h` is the same as the baseline `120 min`",
            "`target: at least 120 min`",
        ),
        (
            "{title: Reduce load, baseline: 5, target: 5}",
            "both `5`",
            "`target: at most 5`",
        ),
        (
            "{title: Decrease churn, baseline: 3%, target: 5%}",
            "from `3%` to `5%` it goes up",
            "`baseline: 5%` and `target: 3%`",
        ),
        (
            "{title: Churn, type: increase, baseline: 5%, target: 3%}",
            "from `5%` to `3%` it goes down",
            "`type: decrease`",
        ),
        (
            "{title: Churn, type: maintain, baseline: 5%, target: 3%}",
            "goes down",
            "`target: at most 3%`",
        ),
        (
            "{title: Churn, baseline: 5%, target: 3}",
            "`3` is without a unit",
            "write `target: 3%`",
        ),
        (
            "{title: Churn, baseline: 0.4, target: 60%}",
            "can mean 40% or 0.4%",
            "`40%` or `0.4%`",
        ),
        (
            "{title: Users, baseline: 5, target: 9, stretch: 90%}",
            "the stretch `90%`",
            "one unit",
        ),
        (
            "{title: Completion, baseline: 60%, target: 85%, current: 710%}",
            "`710%` is above 100%, though it is to go from `60%` to `85%`",
            "slipped",
        ),
        (
            "{title: Churn, baseline: 5%, target: 3%, stretch: 4%}",
            "`4%` is above the target `3%`, but the way is down",
            "`target: 4%` and `stretch: 3%`",
        ),
        (
            "{title: Uptime, target: at least 99%, stretch: 98%}",
            "below the target",
            "or leave it out",
        ),
        ("Ship it", "count as done", "behind `title:`"),
        (
            "{title: Churn, baseline: TBD, target: 3%}",
            "`TBD` stands in for a number, and 2026-Q1 has begun",
            "confidential",
        ),
    ] {
        let (_, findings) = in_key_result(key_result);
        let finding = findings.first().unwrap();
        assert!(
            finding.message.contains(message),
            "{key_result}: {}",
            finding.message
        );
        let said = finding.help.as_deref().unwrap();
        assert!(said.contains(help), "{key_result}: {said}");
    }
}

#[test]
fn only_what_stands_without_quotes_is_mended() {
    for (target, edited) in [("3", Some("3%")), ("'3'", None), ("0.3", None)] {
        let (_, findings) =
            in_key_result(&format!("{{title: Churn, baseline: 5%, target: {target}}}"));
        let edit = findings.first().unwrap().edit.as_ref();
        assert_eq!(
            edit.map(|edit| edit.replacement.as_str()),
            edited,
            "{target}"
        );
    }
}
