//! What the rules on references other than parents, on goals, teams and owners say of trees that the
//! examples do not show.

use super::{files_and_marks, lint_files, messages, said};

#[test]
fn the_line_upwards_is_followed_to_its_end() {
    let tree = "\
#: goals/keep-customers.yaml
goal: Keep the customers we win
#: kpis/payroll.yaml
kpi: People are paid on time
#: 2026-Q1/alone.yaml
objective: Understand why customers leave
#: teams/web/2026-Q1/below.yaml
objective: Below
parent: alone
#: teams/web/2026-Q1/repairs.yaml
objective: Repairs
parent: payroll
#: teams/web/2026-Q1/broken.yaml
objective: Broken
parent: nowhere
#: teams/web/2026-Q1/under-broken.yaml
objective: Under it
parent: broken
#: teams/web/2026-Q1/refused.yaml
objective: Refused
parent: \"a b\"
#: teams/web/2026-Q1/draft.yaml
objective: Draft
status: draft
";
    let said = said("orphan-objective", tree);
    let subjects: Vec<_> = said.iter().map(|[subject, ..]| subject.as_str()).collect();
    assert_eq!(subjects, ["alone", "below"]);
    assert!(
        said[0][2].contains("write `parent: keep-customers`"),
        "{said:?}"
    );
    assert!(said[1][1].contains("stops at `alone`"), "{said:?}");
}

#[test]
fn a_goal_is_served_at_any_distance_and_only_by_the_current_cycle() {
    let tree = "\
#: goals/near.yaml
goal: Near
#: goals/far.yaml
goal: Far
#: goals/past.yaml
goal: Past
#: goals/given-up.yaml
goal: Given up
#: goals/dashed.yaml
goal: Dashed
#: 2026/year.yaml
objective: Year
parent: far
#: teams/web/2026-Q1/a.yaml
objective: A
parent: near
contributes_to: dashed
#: teams/web/2026-Q1/b.yaml
objective: B
parent: year
#: teams/web/2026-Q1/c.yaml
objective: C
parent: given-up
status: dropped
#: teams/web/2025-Q4/d.yaml
objective: D
parent: past
";
    let said = said("goal-without-objective", tree);
    let subjects: Vec<_> = said.iter().map(|[subject, ..]| subject.as_str()).collect();
    assert_eq!(subjects, ["given-up", "past"]);
    assert_eq!(said[0][1], "no objective of 2026-Q1 serves this goal");
}

#[test]
fn company_key_results_wait_for_a_team_only_where_teams_have_planned() {
    let company = "\
#: 2026/year.yaml
objective: Year
key_results: [One, Two]
";
    let rule = "key-result-without-contributor";
    assert!(messages(rule, company).is_empty());
    let tree = format!(
        "{company}#: teams/web/2026-Q1/a.yaml
objective: A
key_results:
  - title: Three
    contributes_to: year/kr1
"
    );
    let subjects: Vec<_> = said(rule, &tree)
        .into_iter()
        .map(|[subject, ..]| subject)
        .collect();
    assert_eq!(subjects, ["year/kr2"]);
}

#[test]
fn a_guardrail_is_a_kpi() {
    let tree = "\
#: 2026-Q1/a.yaml
objective: A
key_results:
  - title: One
    guardrails: [b]
#: 2026-Q1/b.yaml
objective: B
";
    assert_eq!(
        messages("reference-not-found", tree),
        ["a guardrail is a kpi, and `b` is an objective"]
    );
}

#[test]
fn what_was_carried_on_is_looked_for_only_where_the_tree_holds_it() {
    let in_place = "\
#: teams/web/2026-Q1/a.yaml
objective: A
carried_from: [old@2025-Q4, older, a@2025-Q4]
";
    let rule = "reference-not-found";
    assert!(messages(rule, in_place).is_empty());
    let tree = format!("{in_place}#: teams/web/2025-Q4/other.yaml\nobjective: Other\n");
    assert_eq!(
        messages(rule, &tree),
        [
            "there is no `old@2025-Q4` to carry on from",
            "there is no `older` to carry on from",
            "`a@2025-Q4` is this very objective, so that it would carry on itself",
        ]
    );
}

#[test]
fn teams_are_known_by_folder_document_or_former_name() {
    let tree = "\
#: teams/web/team.yaml
team: Web
formerly: [site]
#: teams/app/2026-Q1/a.yaml
objective: A
team: site
allocation: {web: 30%, app: 20%, ap: 10%}
#: 2026-Q1/b.yaml
objective: B
team: somebody
";
    let said = said("team-not-found", tree);
    let pairs: Vec<_> = said
        .iter()
        .map(|[_, message, help]| (message.as_str(), help.as_str()))
        .collect();
    assert_eq!(
        pairs,
        [
            (
                "there is no team `somebody`",
                "write the id of a team, or declare this one in `teams/somebody/team.yaml`"
            ),
            ("there is no team `ap`", "did you mean `app`?"),
        ]
    );
}

#[test]
fn a_healthy_tree_is_silent() {
    let tree = "\
#: goals/grow.yaml
goal: Grow with the customers we have
owner: ceo
#: company/2026-Q1/delight.yaml
objective: Make customers glad that they chose us
owner: coo
parent: grow
key_results:
  - id: churn
    title: Customers who leave
    baseline: 5%
    target: 3%
    current: 4%
  - id: praise
    title: Customers who recommend us
    baseline: 30%
    target: 40%
    current: 35%
#: teams/support/team.yaml
team: Support
owner: ana
#: teams/support/2026-Q1/answer-first.yaml
objective: Answer customers before they have to ask again
owner: ana
parent: delight/churn
contributes_to: delight/praise
key_results:
  - id: first-answer
    title: First answer
    baseline: 9 h
    target: 2 h
    current: 5 h
  - id: solved
    title: Questions solved by the first answer
    baseline: 40%
    target: 60%
    current: 52%
";
    let (files, _) = files_and_marks(tree, "");
    let (_, judged) = lint_files(&files);
    let rules: Vec<_> = judged.iter().map(|one| one.finding.rule).collect();
    assert!(rules.is_empty(), "{rules:?}");
}

#[test]
fn what_follows_from_an_error_elsewhere_is_not_said() {
    let tree = "\
#: goals/alone.yaml
goal: Alone
#: company/2026-Q1/top.yaml
objective: Top
key_results: [One]
#: teams/web/2026-Q1/a.yaml
objective: A
";
    let both = |more: &str| {
        let tree = format!("{tree}{more}");
        let rules = ["goal-without-objective", "key-result-without-contributor"];
        rules.map(|rule| messages(rule, &tree).len())
    };
    assert_eq!(both(""), [1, 1]);
    assert_eq!(both("parent: top\n"), [1, 1]);
    assert_eq!(
        both("parent: alnoe\n"),
        [0, 1],
        "the goal may be what was meant"
    );
    assert_eq!(both("parent: tpo/kr1\n"), [1, 0], "the key result may be");
    assert_eq!(both("parent: nowhere\n"), [1, 1], "neither can be");
}

#[test]
fn a_draft_of_the_company_does_not_wait_for_teams_yet() {
    for (status, count) in [("active", 1), ("draft", 0)] {
        let tree = format!(
            "#: company/2026-Q1/top.yaml\nobjective: Top\nkey_results: [One]\nstatus: {status}\n\
             #: teams/web/2026-Q1/a.yaml\nobjective: A\n"
        );
        let found = messages("key-result-without-contributor", &tree);
        assert_eq!(found.len(), count, "{status}");
    }
}
