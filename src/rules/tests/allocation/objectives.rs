//! What the rules on time say of the objectives that it is planned for, and in which cycles.

use super::{SPLIT, objective, team};
use crate::rules::tests::{messages, said};

#[test]
fn objectives_may_take_what_is_strategic_and_no_more() {
    let planned = |shares: &[&str]| -> String {
        let numbered = shares.iter().enumerate();
        numbered
            .map(|(n, lines)| objective(&format!("o{n}"), "2026-Q1", lines))
            .collect()
    };
    let without_plan = "#: teams/web/team.yaml\nteam: Web\nowner: x\n";
    for (plan, shares, expected) in [
        (
            team(SPLIT, ""),
            &["allocation: 50%", "allocation: 30%"][..],
            "",
        ),
        (
            team(SPLIT, ""),
            &["allocation: 50%", "allocation: 30.1%"],
            "the objectives of `web` take 80.1% of its time in 2026-Q1, but it has 80% for objectives",
        ),
        // What was given up or put off is free again; what was reached has taken its time.
        (
            team(SPLIT, ""),
            &["allocation: 50%", "allocation: 40%\nstatus: dropped"],
            "",
        ),
        (
            team(SPLIT, ""),
            &["allocation: 50%", "allocation: 40%\nstatus: postponed"],
            "",
        ),
        (
            team(SPLIT, ""),
            &["allocation: 50%", "allocation: 40%\nstatus: achieved"],
            "the objectives of `web` take 90% of its time in 2026-Q1, but it has 80% for objectives",
        ),
        (
            team(SPLIT, ""),
            &["allocation: {web: 50%, data: 60%}", "allocation: 30%"],
            "",
        ),
        (team(SPLIT, ""), &["allocation: 90%\nstatus: droped"], ""),
        (
            without_plan.to_owned(),
            &["allocation: 60%", "allocation: 40%"],
            "",
        ),
        (
            without_plan.to_owned(),
            &["allocation: 60%", "allocation: 41%"],
            "the objectives of `web` take 101% of its time in 2026-Q1, but its whole time is 100%",
        ),
        // A split that does not add up is no limit.
        (team("strategic: 50%", ""), &["allocation: 60%"], ""),
        (
            team("strategic: 50%", ""),
            &["allocation: 60%", "allocation: 50%"],
            "the objectives of `web` take 110% of its time in 2026-Q1, but its whole time is 100%",
        ),
    ] {
        let found = messages("objectives-over-allocated", &(plan + &planned(shares)));
        assert_eq!(found.concat(), expected, "{shares:?}");
    }
}

#[test]
fn a_tenth_of_the_strategic_time_may_stay_unplanned() {
    let one = |lines: &str| objective("o", "2026-Q1", lines);
    for (objectives, expected) in [
        (one("allocation: 72%"), ""),
        (one("allocation: 80%"), ""),
        (one("allocation: 90%"), ""),
        (
            one("allocation: 71.9%"),
            "of the 80% for objectives, only 71.9% are planned in 2026-Q1 | plan the other 8.1% for an \
             objective, with `allocation`, or keep less for them",
        ),
        (
            one(""),
            "of the 80% for objectives, nothing is planned in 2026-Q1 | one objective has no \
             `allocation` yet: the 80% may be meant for it",
        ),
        // Nobody knows what stands in what cannot be read.
        (one("allocation: lots"), ""),
        (
            one("allocation: 20%") + &one("allocation: [").replace("/o.", "/p."),
            "",
        ),
        (
            one("allocation: 20%") + "#: teams/web/2026-Q1/p.yaml\n- nothing\n",
            "",
        ),
    ] {
        let found = said("strategic-time-unplanned", &(team(SPLIT, "") + &objectives));
        let found = found
            .iter()
            .map(|[_, message, help]| format!("{message} | {help}"));
        assert_eq!(found.collect::<String>(), expected, "{objectives}");
    }
    let relaxed = "#: okr.yaml\nrules: {strategic-time-unplanned: {percent: 50}}\n";
    for (share, count) in [("40%", 0), ("39%", 1)] {
        let tree = format!(
            "{relaxed}{}{}",
            team(SPLIT, ""),
            one(&format!("allocation: {share}"))
        );
        assert_eq!(
            messages("strategic-time-unplanned", &tree).len(),
            count,
            "{share}"
        );
    }
}

#[test]
fn a_team_without_time_is_told_whether_it_has_objectives() {
    let busy = team("operations: 90%, maintenance: 10%", "");
    for (objectives, expected) in [
        (
            String::new(),
            "`web` has no time for objectives, and no objective",
        ),
        (
            objective("o", "2026-Q1", ""),
            "`web` has an objective in 2026-Q1, but no time for objectives",
        ),
        (
            objective("o", "2026-Q1", "") + &objective("p", "2026-Q1", ""),
            "`web` has 2 objectives in 2026-Q1, but no time for objectives",
        ),
        (
            objective("o", "2026-Q1", "status: dropped"),
            "`web` has no time for objectives, and no objective in 2026-Q1",
        ),
    ] {
        let tree = busy.clone() + &objectives;
        assert_eq!(messages("no-time-for-objectives", &tree), [expected]);
    }
}

#[test]
fn a_plain_share_needs_a_team() {
    for (path, lines, help) in [
        (
            "2026-Q1/o.yaml",
            "allocation: 30%",
            "{product: 30%, data: 20%}",
        ),
        ("2026-Q1/o.yaml", "allocation: {web: 30%}", ""),
        ("2026-Q1/o.yaml", "allocation: 30%\nteam: web", ""),
        ("2026-Q1/o.yaml", "allocation: 30%\nteam: \"a b\"", ""),
        ("2026-Q1/o.yaml", "allocation: 30%\nstatus: dropped", ""),
        ("2025-Q4/o.yaml", "allocation: 30%", ""),
        ("teams/web/2026-Q1/o.yaml", "allocation: 30%", ""),
        (
            "2026-Q1/o.yaml",
            "allocation: 3/10\n#: teams/web/2026-Q1/p.yaml\nobjective: P\nparent: o",
            "{web: 3/10}",
        ),
    ] {
        let found = said(
            "allocation-without-team",
            &format!("#: {path}\nobjective: O\n{lines}\n"),
        );
        assert_eq!(found.is_empty(), help.is_empty(), "{path} {lines}");
        assert!(
            found.iter().all(|[_, _, said]| said.contains(help)),
            "{found:?}"
        );
    }
}

#[test]
fn each_cycle_that_has_not_ended_is_judged_and_no_other() {
    let over = |cycle: &str| objective("over", cycle, "allocation: 90%");
    let plan = |cycle: &str, split: &str| {
        team(split, "").replace("teams/web/team", &format!("teams/web/{cycle}/team"))
    };
    let now = || objective("now", "2026-Q1", "allocation: 75%");
    for (what, tree, expected) in [
        ("one that ended", over("2025-Q4") + &now(), &[][..]),
        ("only one that ended", over("2025-Q4"), &[]),
        ("the next", over("2026-Q2") + &now(), &["in 2026-Q2"]),
        (
            "a year over a quarter",
            over("2026") + &now(),
            &["in 2026-Q1"],
        ),
        ("a year alone", over("2026"), &["in 2026"]),
        (
            "a closed one of the next",
            over("2026-Q2").replace("90%", "90%\nstatus: missed") + &now(),
            &[],
        ),
        (
            "two at once",
            over("2026-Q1") + &over("2026-Q2"),
            &["in 2026-Q1", "in 2026-Q2"],
        ),
        (
            "a plan of its own",
            over("2026-Q1") + &plan("2026-Q1", "strategic: 90%, maintenance: 10%"),
            &[],
        ),
        (
            "a month's plan",
            over("2026-Q1") + &plan("2026-02", SPLIT),
            &["in 2026-02"],
        ),
        (
            "a month's plan that ended",
            over("2026-Q1") + &plan("2026-01", SPLIT),
            &["in 2026-Q1"],
        ),
        (
            "a team that ended",
            over("2026-Q2").replace(
                "#:",
                "#: teams/web/2026-Q2/team.yaml\nteam: W\nuntil: 2026-03-31\n#:",
            ),
            &[],
        ),
        (
            "a plan that cannot be read",
            over("2026-Q1") + "#: teams/web/2026-Q1/team.yaml\n- nothing\n",
            &[],
        ),
        (
            "a plan for no cycle",
            over("2026-Q1") + "#: teams/web/2026-Q1/team.yaml\nteam: W\ncycle: 2026-Q7\n",
            &[],
        ),
    ] {
        let found = messages("objectives-over-allocated", &(team(SPLIT, "") + &tree));
        assert_eq!(found.len(), expected.len(), "{what}: {found:?}");
        for cycle in expected {
            let word = format!("{cycle},");
            assert!(
                found.iter().any(|message| message.contains(&word)),
                "{what}: {found:?}"
            );
        }
    }
}
