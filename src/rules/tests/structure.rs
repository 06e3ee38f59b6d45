//! What the rules on files, ids and cycles say of trees that the examples do not show.

use super::{mended, messages, said};

fn subjects(rule: &str, tree: &str) -> Vec<String> {
    said(rule, tree)
        .into_iter()
        .map(|[subject, ..]| subject)
        .collect()
}

#[test]
fn an_id_may_stand_once_in_a_team_and_cycle() {
    let rule = "duplicate-id";
    for (second, twice) in [
        ("teams/web/2026-Q1/deep/a.yaml\nobjective: A", true),
        ("teams/web/2026-Q2/a.yaml\nobjective: A", false),
        ("teams/app/2026-Q1/a.yaml\nobjective: A", false),
        ("2026-Q1/a.yaml\nobjective: A\nteam: web", true),
        ("teams/web/a.yaml\nkpi: A", false),
        // Belongs nowhere yet, which is what has to be mended first.
        ("teams/web/deep/a.yaml\nobjective: A", false),
    ] {
        let tree = format!("#: teams/web/2026-Q1/a.yaml\nobjective: A\n#: {second}\n");
        assert_eq!(!said(rule, &tree).is_empty(), twice, "{second}");
    }
    let tree = "\
#: goals/a.yaml
goal: A
#: kpis/a.yaml
kpi: A
";
    let said = said(rule, tree);
    assert_eq!(said[0][1], "`a` stands a second time at company level");
}

#[test]
fn a_team_has_one_plan_for_each_cycle() {
    let tree = "\
#: teams/web/team.yaml
team: Web
#: teams/web/2026-Q1/team.yaml
team: Web
#: teams/web/2026-Q2/team.yaml
team: Web
#: teams/web/other.yaml
team: Web again
id: web
cycle: 2026-Q2
#: elsewhere/web.yaml
team: Web
";
    let said = said("duplicate-id", tree);
    let messages: Vec<_> = said
        .iter()
        .map(|[subject, message, _]| (subject.as_str(), message.as_str()))
        .collect();
    assert_eq!(
        messages,
        [
            ("team:web", "the team `web` has a plan for 2026-Q2 twice"),
            ("team:web", "the team `web` has a standing plan twice"),
        ]
    );
}

#[test]
fn a_written_id_can_be_that_of_a_position() {
    let tree = "\
objective: A
key_results:
  - title: One
  - id: kr1
    title: Two
";
    let said = said("duplicate-id", tree);
    assert_eq!(
        said[0][1],
        "this key result is called `kr1` by its position, and another one by its `id`"
    );
}

#[test]
fn the_help_on_a_missing_cycle_looks_at_the_path() {
    for (path, help) in [
        (
            "teams/web/a.yaml",
            "write `cycle: 2026-Q1`, or move the file into a folder of that name",
        ),
        (
            "teams/web/2026-q2.yaml",
            "only the name of a folder counts, not that of a file: move it to `teams/web/2026-Q2/` under a name that says what it is about, or write `cycle: 2026-Q2`",
        ),
        (
            "teams/web/Q2-2026/a.yaml",
            "rename the folder `Q2-2026` to `2026-Q2`, or write `cycle: 2026-Q2`",
        ),
    ] {
        let said = said("cycle-missing", &format!("#: {path}\nobjective: A\n"));
        assert_eq!(said[0][2], help, "{path}");
    }
    let named = "#: teams/web/a.yaml\nobjective: A\ncycle: soon\n";
    assert!(said("cycle-missing", named).is_empty());
    assert_eq!(said("invalid-value", named).len(), 1);
}

#[test]
fn a_misspelt_folder_is_reported_once() {
    let tree = "\
#: teams/web/Q1-2026/a.yaml
objective: A
#: teams/web/Q1-2026/deep/b.yaml
objective: B
#: teams/app/Q1-2026/c.yaml
objective: C
";
    assert_eq!(
        subjects("cycle-misspelt", tree),
        ["teams/app/Q1-2026", "teams/web/Q1-2026"]
    );
}

#[test]
fn paths_that_differ_in_case_are_reported_where_they_part() {
    let tree = "\
#: teams/Web/2026-Q1/a.yaml
objective: A
#: teams/web/2026-Q1/a.yaml
objective: A
#: teams/web/2026-Q1/A.yaml
objective: A
";
    assert_eq!(
        subjects("misspelt-case", tree),
        ["teams/web", "teams/web/2026-Q1/a.yaml"]
    );
}

#[test]
fn key_results_without_id_are_counted() {
    let tree = "\
objective: A
key_results:
  - id: one
    title: One
  - title: Two
  - Three
  - Four
";
    let said = said("key-result-without-id", tree);
    assert_eq!(
        said[0][1],
        "this key result and 2 more have no id, so their history is lost when they change places"
    );
    assert!(
        subjects(
            "key-result-without-id",
            "objective: A\nkey_results: [One]\n"
        )
        .is_empty()
    );
}

#[test]
fn a_team_file_that_cannot_be_read_is_not_missing() {
    let tree = "\
#: teams/web/team.yaml
team: [
#: teams/web/2026-Q1/a.yaml
objective: A
";
    assert!(subjects("team-undeclared", tree).is_empty());
    assert_eq!(subjects("invalid-yaml", tree).len(), 1);
}

#[test]
fn a_slip_in_a_field_can_be_mended() {
    assert_eq!(
        mended("unknown-field", "goal: A\nowenr: ceo\n"),
        "goal: A\nowner: ceo\n"
    );
}

#[test]
fn a_folder_whose_name_is_no_id_needs_one() {
    for (path, id, count) in [
        ("teams/a b/team.yaml", "", 1),
        ("teams/a b/team.yaml", "id: ab\n", 0),
        ("teams/ab/team.yaml", "", 0),
        ("team.yaml", "", 0),
    ] {
        let tree = format!("#: {path}\nteam: Alpha and Beta\nowner: x\n{id}");
        let found = messages("invalid-value", &tree);
        assert_eq!(found.len(), count, "{path}: {found:?}");
    }
}
