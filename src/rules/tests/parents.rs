//! What the rules on parents say of trees that the examples do not show.
#![allow(clippy::unwrap_used)]

use super::{files_and_marks, lint_files, mended, messages, said};

#[test]
fn a_loop_is_shown_whole_and_once() {
    let tree = "\
#: 2026-Q1/a.yaml
objective: A
parent: b
#: 2026-Q1/b.yaml
objective: B
parent: c/kr1
key_results: [One]
#: 2026-Q1/c.yaml
objective: C
parent: a
key_results: [One]
#: 2026-Q1/d.yaml
objective: D
parent: a
";
    assert_eq!(
        messages("parent-cycle", tree),
        ["these parents run in a circle: `a → b → c → a`"]
    );
    let (files, _) = files_and_marks(tree, "");
    let (_, judged) = lint_files(&files);
    let finding = judged
        .iter()
        .find(|one| one.finding.rule == "parent-cycle")
        .unwrap();
    let related: Vec<_> = finding
        .finding
        .related
        .iter()
        .map(|place| place.message.as_str())
        .collect();
    assert_eq!(related, ["`b` has `c` as parent", "`c` has `a` as parent"]);
    assert!(
        messages("orphan-objective", tree).is_empty(),
        "what hangs on a loop is no orphan as well"
    );
}

#[test]
fn teams_can_stand_above_one_another() {
    let tree = "\
#: teams/a/team.yaml
team: A
parent: b
#: teams/b/team.yaml
team: B
parent: a
#: teams/c/team.yaml
team: C
parent: c
";
    let said: Vec<_> = said("parent-cycle", tree)
        .into_iter()
        .map(|[subject, message, _]| (subject, message))
        .collect();
    let expected = [
        (
            "team:a",
            "these teams stand above one another in a circle: `a → b → a`",
        ),
        ("team:c", "the team `c` has itself as parent"),
    ];
    assert_eq!(
        said,
        expected.map(|(subject, message)| (subject.to_owned(), message.to_owned()))
    );
}

#[test]
fn an_objective_that_names_itself_is_told_so() {
    let tree = "\
#: 2026-Q1/a.yaml
objective: A
parent: a
";
    assert_eq!(
        messages("parent-not-found", tree),
        ["`a` has itself as parent"]
    );
    assert!(messages("parent-cycle", tree).is_empty());
}

#[test]
fn a_parent_that_leads_nowhere_gets_a_fitting_hint() {
    const TREE: &str = "\
#: goals/grow.yaml
goal: Grow
#: 2025-Q4/reach.yaml
objective: Reach
#: 2026-Q1/delight.yaml
objective: Delight
key_results:
  - id: churn
    title: Churn
#: teams/web/2026-Q1/win.yaml
objective: Win
#: teams/app/2026-Q1/child.yaml
objective: Child
";
    for (parent, message, help) in [
        (
            "groww",
            "there is no `groww` to have as parent",
            "did you mean `grow`?",
        ),
        (
            "churn",
            "there is no `churn` to have as parent",
            "`churn` is a key result of `delight`: did you mean `delight/churn`?",
        ),
        (
            "delihgt/churn",
            "there is no `delihgt/churn` to have as parent",
            "did you mean `delight/churn`?",
        ),
        (
            "delight/chrun",
            "`delight` has no key result `chrun`",
            "did you mean `delight/churn`?",
        ),
        (
            "delight/tickets",
            "`delight` has no key result `tickets`",
            "its only key result is `churn`",
        ),
        (
            "grow/tickets",
            "`grow` has no key result `tickets`",
            "it is a goal: write `grow`",
        ),
        (
            "reach",
            "there is no `reach` to have as parent in 2026-Q1: it is in 2025-Q4, which does not contain 2026-Q1",
            "write `reach@2025-Q4` if that one is meant, or carry it on into 2026-Q1",
        ),
        (
            "reach@2026-Q1",
            "there is no `reach@2026-Q1` to have as parent; `reach` is in 2025-Q4",
            "did you mean `reach@2025-Q4`?",
        ),
        (
            "app:win",
            "there is no `app:win` to have as parent: `win` belongs to the team `web`",
            "did you mean `web:win@2026-Q1`?",
        ),
        (
            "wbe:win",
            "there is no team `wbe`, so `wbe:win` leads nowhere",
            "did you mean `web:win`?",
        ),
        (
            "reach@2025-Q5",
            "there is no cycle `2025-Q5`, so `reach@2025-Q5` leads nowhere",
            "a year has four quarters, `2025-Q1` to `2025-Q4`",
        ),
    ] {
        let tree = format!("{TREE}parent: {parent}\n");
        let said = said("parent-not-found", &tree);
        let [[subject, was, hint]] = said.as_slice() else {
            panic!("{parent}: {said:?}");
        };
        assert_eq!(
            (subject.as_str(), was.as_str(), hint.as_str()),
            ("child", message, help)
        );
    }
    let tree = format!("{TREE}parent: \"delihgt/churn\"\n");
    assert_eq!(
        mended("parent-not-found", &tree),
        "objective: Child\nparent: delight/churn\n"
    );
}

#[test]
fn without_a_cycle_of_its_own_an_objective_is_not_told_that_its_parent_is_in_another() {
    let tree = "\
#: 2026-Q1/a.yaml
objective: A
#: teams/web/b.yaml
objective: B
parent: a
";
    assert!(messages("parent-not-found", tree).is_empty());
    assert_eq!(messages("cycle-missing", tree).len(), 1);
}

#[test]
fn two_candidates_are_named_so_that_each_can_be_meant() {
    let tree = "\
#: 2026-Q1/grow.yaml
objective: Grow
#: teams/web/2026-Q1/grow.yaml
objective: Grow on the web
#: teams/app/2026-Q1/child.yaml
objective: Child
parent: grow
";
    assert_eq!(
        said("parent-ambiguous", tree),
        [[
            "child",
            "`grow` fits two things: `web:grow@2026-Q1` and `grow@2026-Q1`",
            "write `web:grow@2026-Q1`; `grow@2026-Q1` can only be meant once it has an id of its own",
        ]
        .map(str::to_owned)]
    );
}

#[test]
fn a_parent_in_another_cycle_is_compared_by_its_days() {
    let tree = |parent: &str| {
        format!(
            "\
#: goals/grow.yaml
goal: Grow
#: 2026/year.yaml
objective: Year
#: 2026-Q1/quarter.yaml
objective: Quarter
#: 2026-02/month.yaml
objective: Month
parent: {parent}
"
        )
    };
    for parent in ["grow", "year", "quarter"] {
        assert!(
            messages("cycle-outside-parent", &tree(parent)).is_empty(),
            "{parent}"
        );
    }
    let tree = tree("grow") + "#: 2026-Q2/later.yaml\nobjective: Later\nparent: month@2026-02\n";
    assert_eq!(
        messages("cycle-outside-parent", &tree),
        ["this is for 2026-Q2, but its parent `month` is for 2026-02, which does not contain it"]
    );
}

#[test]
fn a_key_result_can_be_given_up_alone() {
    let tree = "\
#: 2026-Q1/delight.yaml
objective: Delight
key_results:
  - id: churn
    title: Churn
    status: missed
  - id: praise
    title: Praise
#: teams/web/2026-Q1/a.yaml
objective: A
parent: delight/churn
#: teams/web/2026-Q1/b.yaml
objective: B
parent: delight/praise
";
    assert_eq!(
        messages("parent-closed", tree),
        ["the parent `delight/churn` was missed, and this goes on"]
    );
}

#[test]
fn only_what_is_active_goes_on_below_a_closed_parent() {
    for (status, count) in [("active", 1), ("draft", 0), ("achieved", 0)] {
        let tree = format!(
            "#: 2026-Q1/top.yaml\nobjective: Top\nstatus: dropped\nreason: No time\n\
             #: teams/a/2026-Q1/child.yaml\nobjective: Child\nparent: top\nstatus: {status}\n"
        );
        assert_eq!(messages("parent-closed", &tree).len(), count, "{status}");
    }
}
