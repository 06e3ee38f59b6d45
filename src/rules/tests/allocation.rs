//! The rules on time at their edges, all of it on 2026-02-14, in the cycle 2026-Q1 unless said: what
//! is said of a plan alone, and of where the time went.

mod objectives;

use super::{Judged, files_and_marks, lint_files, messages, said};
use crate::rules::{Group, rule};

/// The standing plan of a team with this split and these further lines.
fn team(allocation: &str, more: &str) -> String {
    format!("#: teams/web/team.yaml\nteam: Web\nowner: x\nallocation: {{{allocation}}}\n{more}\n")
}

/// An objective of the team with these lines.
fn objective(id: &str, cycle: &str, lines: &str) -> String {
    format!("#: teams/web/{cycle}/{id}.yaml\nobjective: O\nowner: x\n{lines}\n")
}

const SPLIT: &str = "strategic: 80%, maintenance: 20%";

/// The rules of the group that have findings, by name and each as often as it has, without what
/// merely notes that time is unplanned.
fn rules(tree: &str) -> Vec<&'static str> {
    let (_, judged) = lint_files(&files_and_marks(tree, "").0);
    let names = judged.iter().map(|Judged { finding, .. }| finding.rule);
    let mut names: Vec<_> = names
        .filter(|name| rule(name).is_some_and(|rule| rule.group == Group::Allocation))
        .filter(|name| *name != "strategic-time-unplanned")
        .collect();
    names.sort_unstable();
    names
}

#[test]
fn a_split_has_the_findings_that_it_deserves() {
    for (split, more, expected) in [
        (SPLIT, "", &[][..]),
        ("operations: 80%, strategic: 16%, maintenance: 4%", "", &[]),
        ("operations: 0.8, strategic: 4/25, maintenance: 4%", "", &[]),
        // Ten points and no more.
        ("strategic: 70%, maintenance: 30%", "", &[]),
        ("strategic: 90%, maintenance: 10%", "", &[]),
        (
            "strategic: 69.99%, maintenance: 30.01%",
            "",
            &["allocation-off-policy"],
        ),
        (
            "strategic: 90.01%, maintenance: 9.99%",
            "",
            &["allocation-off-policy"],
        ),
        ("operations: 50%, strategic: 35%, maintenance: 15%", "", &[]),
        (
            "operations: 50%, strategic: 34%, maintenance: 16%",
            "",
            &["allocation-off-policy"],
        ),
        (
            "strategic: 65%, maintenance: 35%",
            "allocation_reason: R",
            &[],
        ),
        (
            "strategic: 65%, maintenance: 35%",
            "allocation_reason: [a, b]",
            &[],
        ),
        // Two fifths of the whole time.
        (
            "strategic: 60%, maintenance: 40%",
            "allocation_reason: R",
            &[],
        ),
        (
            "strategic: 59.9%, maintenance: 40.1%",
            "allocation_reason: R",
            &["maintenance-heavy"],
        ),
        (
            "strategic: 50%, maintenance: 50%",
            "",
            &["allocation-off-policy", "maintenance-heavy"],
        ),
        (
            "strategic: 100%",
            "",
            &["allocation-off-policy", "no-maintenance-time"],
        ),
        (
            "strategic: 100%, maintenance: 0%",
            "allocation_reason: R",
            &["no-maintenance-time"],
        ),
        // Without strategic time there is one thing to say about it.
        ("maintenance: 100%", "", &["no-time-for-objectives"]),
        (
            "operations: 95%, maintenance: 5%",
            "",
            &["no-time-for-objectives"],
        ),
        (
            "operations: 100%",
            "",
            &["no-maintenance-time", "no-time-for-objectives"],
        ),
        // A wrong sum is the only thing that is judged.
        (
            "strategic: 100%, maintenance: 100%",
            "",
            &["allocation-sum"],
        ),
        ("maintenance: 60%", "", &["allocation-sum"]),
        ("", "", &["allocation-sum"]),
        (
            "strategic: 33.3%, maintenance: 33.3%, operations: 33.4%",
            "allocation_reason: R",
            &[],
        ),
        (
            "strategic: 33.3%, maintenance: 33.3%, operations: 33.3%",
            "",
            &["allocation-sum"],
        ),
        // What cannot be read is not nothing.
        ("strategic: eighty, maintenance: 20%", "", &[]),
        ("strategic: 80%, repairs: 20%", "", &[]),
        ("strategic: 80%, maintenance: 20%, okr: 5%", "", &[]),
    ] {
        assert_eq!(rules(&team(split, more)), expected, "{split} {more}");
    }
}

#[test]
fn the_sum_of_the_buckets_is_named() {
    for (split, message, help) in [
        (
            "strategic: 75%, maintenance: 20%",
            "the buckets add up to 95%, not to 100%",
            "add the other 5% to a bucket, or write `operations: 5%` beside them",
        ),
        (
            "strategic: 80%, maintenance: 20%, operations: 12.5%",
            "the buckets add up to 112.5%, not to 100%",
            "take 12.5% of the team's time out of a bucket: nobody has more than 100%",
        ),
        (
            "strategic: 10%, maintenance: 10%, operations: 10%",
            "the buckets add up to 30%, not to 100%",
            "add the other 70% to one of the buckets",
        ),
    ] {
        let found = said("allocation-sum", &team(split, ""));
        assert_eq!(
            found,
            [["team:web", message, help].map(str::to_owned)],
            "{split}"
        );
    }
}

#[test]
fn the_policy_is_measured_on_what_operations_leave() {
    let config = |policy: &str| format!("#: okr.yaml\nallocation: {{{policy}}}\n");
    let own = "strategic: 60%, maintenance: 40%, operations: 30%, tolerance: 5%";
    for (policy, split, expected) in [
        (
            "",
            "operations: 40%, strategic: 30%, maintenance: 30%",
            "of what operations leave (they take 40%), 50% are for objectives and 50% for maintenance, \
             while the policy is 80% and 20%, give or take 10 points",
        ),
        (
            "",
            "operations: 10%, strategic: 60%, maintenance: 30%",
            "of what operations leave (they take 10%), 66.7% are for objectives and 33.3% for \
             maintenance, while the policy is 80% and 20%, give or take 10 points",
        ),
        (own, "operations: 30%, strategic: 42%, maintenance: 28%", ""),
        (own, "operations: 35%, strategic: 39%, maintenance: 26%", ""),
        (
            own,
            "operations: 36%, strategic: 38.4%, maintenance: 25.6%",
            "operations take 36%, while the policy is 30%, with at most 5 points more",
        ),
        (
            own,
            "strategic: 70%, maintenance: 30%",
            "70% are for objectives and 30% for maintenance, while the policy is 60% and 40%, give or \
             take 5 points",
        ),
        (own, "strategic: 65%, maintenance: 35%", ""),
    ] {
        let tree = config(policy) + &team(split, "");
        let found = messages("allocation-off-policy", &tree);
        assert_eq!(found.concat(), expected, "{policy} {split}");
    }
}

#[test]
fn maintenance_items_fit_the_bucket() {
    let items = |shares: &[&str]| -> String {
        let lines = shares
            .iter()
            .map(|share| format!("  - {{title: T, kind: bug{share}}}\n"));
        format!("maintenance:\n{}", lines.collect::<String>())
    };
    for (split, shares, expected) in [
        (SPLIT, &[", share: 8%", ", share: 12%"][..], ""),
        (SPLIT, &["", ", share: 12%"], ""),
        (SPLIT, &[], ""),
        (
            SPLIT,
            &[", share: 8%", ", share: 12.5%"],
            "the maintenance items of `web` take 20.5% of its time, but the bucket has 20%: the rest \
             would come out of strategic time",
        ),
        ("strategic: 50%", &[", share: 60%"], ""),
    ] {
        let tree = team(split, &items(shares));
        let found = messages("maintenance-over-booked", &tree);
        assert_eq!(found.concat(), expected, "{split} {shares:?}");
    }
    let no_plan = format!(
        "#: teams/web/team.yaml\nteam: Web\n{}",
        items(&[", share: 60%"])
    );
    assert!(messages("maintenance-over-booked", &no_plan).is_empty());
}

#[test]
fn a_promise_is_overdue_the_day_after() {
    for (item, expected) in [
        ("title: T, kind: promise, due: 2026-02-14", ""),
        (
            "title: T, kind: promise, due: 2026-02-13",
            "“T” was promised for 2026-02-13, which has gone by",
        ),
        (
            "title: T, kind: promise, from: sales, due: 2025-12-01",
            "“T” was promised to sales for 2025-12-01, which has gone by",
        ),
        ("title: T, kind: promise", ""),
        ("title: T, kind: request, due: 2026-02-13", ""),
        ("title: T, due: 2026-02-13", ""),
    ] {
        let tree = format!("#: teams/web/team.yaml\nteam: Web\nmaintenance: [{{{item}}}]\n");
        assert_eq!(
            messages("promise-overdue", &tree).concat(),
            expected,
            "{item}"
        );
    }
}

#[test]
fn a_standing_plan_is_judged_once_for_all_cycles() {
    let objectives: String = ["2026-Q1", "2026-Q2", "2026-Q3"]
        .map(|cycle| objective("o", cycle, "allocation: 30%"))
        .concat();
    let items = "maintenance: [{title: T, kind: promise, due: 2026-01-01, share: 60%}]";
    let tree = team("strategic: 50%, maintenance: 50%", items) + &objectives;
    assert_eq!(
        rules(&tree),
        [
            "allocation-off-policy",
            "maintenance-heavy",
            "maintenance-over-booked",
            "promise-overdue"
        ]
    );
    assert_eq!(messages("strategic-time-unplanned", &tree).len(), 1);
    // No cycle at all: the standing plan is judged all the same.
    assert_eq!(rules(&team("strategic: 50%", "")), ["allocation-sum"]);
    assert!(rules(&team("strategic: 50%", "until: 2026-02-13")).is_empty());
}

#[test]
fn drift_is_more_than_ten_points_of_the_author_days() {
    let members = team(SPLIT, "members: [noor@example.com]") + &objective("o", "2026-Q1", "");
    let commits = |said: &[&str]| -> String {
        let lines = (1..).zip(said).map(|(day, says)| {
            format!("- {{day: 2026-02-{day:02}, author: noor@example.com, says: \"{says}\"}}\n")
        });
        format!("#: commits\n{}", lines.collect::<String>())
    };
    const OKR: &str = "OKR: o";
    for (said, expected) in [
        (&[][..], ""),
        (&[OKR, OKR, OKR, OKR, "fix: x"], ""),
        // 70% and 30%: just within.
        (
            &[
                OKR, OKR, OKR, OKR, OKR, OKR, OKR, "fix: x", "fix: x", "fix: x",
            ],
            "",
        ),
        (
            &[OKR, OKR, "fix: x"],
            "the time of `web` in 2026-Q1 went elsewhere than planned: strategic took 66.7% instead of \
             80%, maintenance took 33.3% instead of 20%",
        ),
        (
            &[OKR, OKR, OKR, "Operations: x", "x"],
            "the time of `web` in 2026-Q1 went elsewhere than planned: strategic took 60% instead of \
             80%, maintenance took 0% instead of 20%, operations took 20% instead of 0%; 20% is \
             uncategorised",
        ),
    ] {
        let tree = members.clone() + &commits(said);
        assert_eq!(
            messages("allocation-drift", &tree).concat(),
            expected,
            "{said:?}"
        );
    }
    let strict = "#: okr.yaml\nrules: {allocation-drift: {points: 9}}\n".to_owned();
    let tree = strict + &members + &commits(&[OKR, OKR, OKR, OKR, OKR, OKR, OKR, OKR, OKR, "x"]);
    assert_eq!(messages("allocation-drift", &tree).len(), 1);
    let wrong_sum = members.replace("maintenance: 20%", "") + &commits(&["x"]);
    assert!(messages("allocation-drift", &wrong_sum).is_empty());
}
