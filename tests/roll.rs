//! `okr roll`: the next cycle starts with what is open of the last, in both habits of keeping a tree.
#![cfg(unix)]
#![allow(clippy::unwrap_used)]

mod common;
#[path = "common/repository.rs"]
mod repository;

use std::fs;

use common::{Around, Run, environment, okr_in, okr_reading};
use jiff::civil::date;
use repository::Repository;

const START: &str = "2026-01-05T10:00:00+01:00";
const END: &str = "2026-03-30T10:00:00+01:00";

/// A company with a folder for each cycle.
fn folders() -> Repository {
    let repository = Repository::new();
    repository
        .write("okrs/okr.yaml", "organisation: Acme\n")
        .write("okrs/goals/found.yaml", "goal: Be found\nowner: ceo\n")
        .write("okrs/company/2026-Q1/shop.yaml", "objective: Be the shop that people name first\nparent: found\nowner: ceo\nkey_results:\n  - id: named\n    title: People who name us\n    baseline: 10%\n    target: 30%\n    current: 15%\n    as_of: 2026-03-28\n  - id: known\n    title: People who know us\n    baseline: 40%\n    target: 60%\n    current: 61%\n")
        .write("okrs/teams/web/team.yaml", "team: Web\nowner: mia\n")
        .write("okrs/teams/web/2026-Q1/flow.yaml", "# what we want\nobjective: Be worth a visit\nparent: shop/known\nowner: mia\nkey_results:\n  - id: visits   # from the counter\n    title: Visits in a week\n    baseline: 10k\n    target: 20k\n    current: 12k\n    as_of: 2026-03-20\n    confidence: 3/10\n    note: Slow\n")
        .write("okrs/teams/web/2026-Q1/words.yaml", "objective: Say what we sell\nparent: shop@2026-Q1/named\nowner: mia\nstatus: achieved\nkey_results:\n  - {id: pages, title: Pages that say it, baseline: 1, target: 9, current: 9}\n".replace("shop@2026-Q1/named", "shop/named@2026-Q1"))
        .commit_at(START, "Start");
    repository
}

/// The same with one file for each OKR, which says the cycle itself.
fn in_place() -> Repository {
    let repository = Repository::new();
    repository
        .write("okrs/okr.yaml", "organisation: Acme\n")
        .write("okrs/found.yaml", "goal: Be found\nowner: ceo\n")
        .write("okrs/shop.yaml", "objective: Be the shop that people name first\ncycle: 2026-Q1\nparent: found\nowner: ceo\nkey_results:\n  - {id: named, title: People who name us, baseline: 10%, target: 30%, current: 15%}\n  - {id: known, title: People who know us, baseline: 40%, target: 60%, current: 61%}\n")
        .write("okrs/flow.yaml", "objective: Be worth a visit\ncycle: 2026-Q1\nparent: shop/known\nowner: mia\nkey_results:\n  - {id: visits, title: Visits in a week, baseline: 10k, target: 20k, current: 12k}\n")
        .write("okrs/words.yaml", "objective: Say what we sell\ncycle: 2026-Q1\nparent: shop/named\nowner: mia\nstatus: achieved\nkey_results:\n  - {id: pages, title: Pages that say it, baseline: 1, target: 9, current: 9}\n")
        .commit_at(START, "Start");
    repository
}

fn around(repository: &Repository) -> Around {
    Around {
        today: date(2026, 4, 3),
        ..environment(repository.folder())
    }
}

fn okr(repository: &Repository, args: &[&str]) -> Run {
    okr_in(&around(repository), args)
}

fn roll(repository: &Repository, args: &[&str]) -> Run {
    okr(
        repository,
        &[&["roll", "2026-Q1", "2026-Q2"], args].concat(),
    )
}

fn text(repository: &Repository, path: &str) -> String {
    fs::read_to_string(repository.folder().join(path)).unwrap()
}

fn status(repository: &Repository) -> String {
    repository.git(&["status", "--short", "--untracked-files=all"])
}

/// What the check says and how each objective of the first quarter ended, after a commit.
#[track_caller]
fn is_sound(repository: &Repository, fates: &[(&str, &str)]) {
    let check = okr(repository, &["check"]);
    assert_eq!(check.code, 0, "{}{}", check.out, check.err);
    repository.commit_at("2026-04-03T10:00:00+02:00", "Roll");
    let diff = okr(
        repository,
        &["diff", "2026-Q1", "2026-Q2", "--format", "json"],
    );
    assert_eq!(diff.code, 0, "{}", diff.err);
    let diff: serde_json::Value = serde_json::from_str(&diff.out).unwrap();
    let mut told: Vec<(&str, &str)> = diff["fates"]
        .as_array()
        .unwrap()
        .iter()
        .map(|fate| (fate["id"].as_str().unwrap(), fate["fate"].as_str().unwrap()))
        .collect();
    told.sort_unstable();
    assert_eq!(told, fates);
}

#[test]
fn what_is_open_goes_on_in_the_next_folder() {
    let repository = folders();
    let run = roll(&repository, &["--all"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert_eq!(
        run.out,
        "shop             carried on   okrs/company/2026-Q2/shop.yaml; known stays behind\nflow             carried on   okrs/teams/web/2026-Q2/flow.yaml\nwords            left         achieved\n"
    );
    assert_eq!(
        run.err,
        "note: flow: `parent: shop/known` is `shop` now\nSet the new targets, then take `status: draft` away.\n`okr diff 2026-Q1 2026-Q2` shows what became of each.\n"
    );
    assert_eq!(
        status(&repository),
        "?? okrs/company/2026-Q2/shop.yaml\n?? okrs/teams/web/2026-Q2/flow.yaml"
    );
    // Its parent's key result was reached, so that it serves the objective.
    assert_eq!(
        text(&repository, "okrs/teams/web/2026-Q2/flow.yaml"),
        "# what we want\nobjective: Be worth a visit\nparent: shop\nowner: mia\nstatus: draft\nkey_results:\n  - id: visits   # from the counter\n    title: Visits in a week\n    baseline: 12k\n    target: 20k\n"
    );
    assert_eq!(
        text(&repository, "okrs/company/2026-Q2/shop.yaml"),
        "objective: Be the shop that people name first\nparent: found\nowner: ceo\nstatus: draft\nkey_results:\n  - id: named\n    title: People who name us\n    baseline: 15%\n    target: 30%\n"
    );
    is_sound(
        &repository,
        &[
            ("flow", "carried_over"),
            ("shop", "carried_over"),
            ("words", "achieved"),
        ],
    );
    // Once is enough.
    let run = roll(&repository, &["--all"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(
        run.out.contains("goes on as web:flow@2026-Q2 already"),
        "{}",
        run.out
    );
    assert_eq!(status(&repository), "");
}

#[test]
fn what_is_open_goes_on_in_its_own_file() {
    let repository = in_place();
    let run = roll(&repository, &["--all"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert_eq!(
        text(&repository, "okrs/shop.yaml"),
        "objective: Be the shop that people name first\ncycle: 2026-Q2\nparent: found\nowner: ceo\nstatus: draft\nkey_results:\n  - {id: named, title: People who name us, baseline: 15%, target: 30%}\n"
    );
    assert!(
        text(&repository, "okrs/flow.yaml")
            .starts_with("objective: Be worth a visit\ncycle: 2026-Q2\nparent: shop\n")
    );
    // What stays behind serves what it served, wherever that stands now.
    assert!(
        text(&repository, "okrs/words.yaml").contains("parent: shop/named@2026-Q2\n"),
        "{}",
        text(&repository, "okrs/words.yaml")
    );
    is_sound(
        &repository,
        &[
            ("flow", "carried_over"),
            ("shop", "carried_over"),
            ("words", "achieved"),
        ],
    );
}

#[test]
fn what_goes_on_in_place_has_to_be_in_git() {
    let repository = in_place();
    let now = text(&repository, "okrs/flow.yaml").replace("12k", "13k");
    repository.write("okrs/flow.yaml", &now);
    let before = status(&repository);
    let run = roll(&repository, &["--all"]);
    assert_eq!((run.code, run.out.as_str()), (2, ""));
    assert!(
        run.err.contains("okrs/flow.yaml goes on in place") && run.err.contains("commit it first"),
        "{}",
        run.err
    );
    assert_eq!(status(&repository), before);
    fs::remove_dir_all(repository.folder().join(".git")).unwrap();
    let run = roll(&repository, &["--all"]);
    assert_eq!(run.code, 2);
    assert!(
        run.err.contains("keep the tree in a git repository"),
        "{}",
        run.err
    );
    assert_eq!(text(&repository, "okrs/flow.yaml"), now);
}

#[test]
fn a_child_goes_on_without_its_parent() {
    let repository = folders();
    let run = roll(&repository, &["--carry", "flow"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(
        run.out.contains("shop             left         as it is\n"),
        "{}",
        run.out
    );
    assert!(
        text(&repository, "okrs/teams/web/2026-Q2/flow.yaml")
            .contains("parent: shop/known@2026-Q1\n")
    );
    assert!(!repository.folder().join("okrs/company/2026-Q2").exists());
    let run = okr(&repository, &["check"]);
    assert_eq!(run.code, 0, "{}", run.out);
}

#[test]
fn of_a_file_with_several_only_what_goes_on_is_copied() {
    let repository = folders();
    repository.write(
        "okrs/teams/web/2026-Q1/more.yaml",
        "# first\nobjective: One thing\nparent: flow\nowner: mia\nstatus: dropped\nreason: R\n---\n# second\nid: two\nobjective: Two things\nparent: flow/visits\ncontributes_to: [more, shop/named]\nowner: mia\nkey_results:\n  - {id: k, title: K, baseline: 1, target: 2, check_ins: [{date: 2026-02-01, value: 1.5}]}\n",
    );
    let run = roll(&repository, &["--all"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert_eq!(
        text(&repository, "okrs/teams/web/2026-Q2/more.yaml"),
        "---\n# second\nid: two\nobjective: Two things\nparent: flow/visits\ncontributes_to: [more@2026-Q1, shop/named]\nowner: mia\nstatus: draft\nkey_results:\n  - {id: k, title: K, baseline: 1.5, target: 2}\n"
    );
}

#[test]
fn the_plan_of_a_team_is_copied_where_it_is_asked_for() {
    let repository = folders();
    let plan =
        "team: Web\nallocation: {strategic: 90%, maintenance: 10%}\nallocation_reason: A launch\n";
    repository.write("okrs/teams/web/2026-Q1/team.yaml", plan);
    assert_eq!(roll(&repository, &["--none"]).code, 0);
    assert_eq!(status(&repository), "?? okrs/teams/web/2026-Q1/team.yaml");
    let run = roll(&repository, &["--none", "--plans"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(
        run.out
            .contains("team:web         plan copied   okrs/teams/web/2026-Q2/team.yaml\n"),
        "{}",
        run.out
    );
    assert_eq!(text(&repository, "okrs/teams/web/2026-Q2/team.yaml"), plan);
    // Nothing is left to be copied.
    let run = roll(&repository, &["--none", "--plans"]);
    assert!(run.err.contains("note: no team has a plan"), "{}", run.err);
}

#[test]
fn teams_that_roll_one_after_the_other_end_where_one_roll_does() {
    let whole = folders();
    assert_eq!(roll(&whole, &["--all"]).code, 0);
    let path = "okrs/teams/web/2026-Q2/flow.yaml";
    let expected = text(&whole, path);
    for order in [["shop", "flow"], ["flow", "shop"]] {
        let repository = folders();
        for one in order {
            let run = roll(&repository, &["--carry", one]);
            assert_eq!(run.code, 0, "{order:?}: {}", run.err);
        }
        assert_eq!(text(&repository, path), expected, "{order:?}");
    }
}

#[test]
fn what_goes_on_under_another_name_goes_on_already() {
    let repository = folders();
    repository.write(
        "okrs/teams/web/2026-Q2/visits.yaml",
        "objective: Be worth more than one visit\nparent: found\nowner: mia\nstatus: draft\ncarried_from: flow@2026-Q1\n",
    );
    let run = roll(&repository, &["--all"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(
        run.out
            .contains("flow             left         goes on as web:visits@2026-Q2 already\n"),
        "{}",
        run.out
    );
}

#[test]
fn references_that_say_nothing_any_more_are_left_out() {
    let repository = folders();
    repository.write(
        "okrs/teams/web/2026-Q1/more.yaml",
        "objective: More\nparent: shop/known\ncontributes_to: [shop, shop/named]\nowner: mia\nkey_results:\n  - {id: done, title: D, baseline: 1, target: 2, current: 2}\n  - id: k\n    title: K\n    baseline: 1\n    target: 2\n    depends_on: more/done\n  - id: l\n    title: L\n    baseline: 1\n    target: 2\n    depends_on:\n      - more/done # first\n      - more/done@2026-Q1\n      - flow/visits\n",
    );
    let run = roll(&repository, &["--all"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert_eq!(
        text(&repository, "okrs/teams/web/2026-Q2/more.yaml"),
        "objective: More\nparent: shop\ncontributes_to: [shop/named]\nowner: mia\nstatus: draft\nkey_results:\n  - id: k\n    title: K\n    baseline: 1\n    target: 2\n  - id: l\n    title: L\n    baseline: 1\n    target: 2\n    depends_on:\n      - more/done@2026-Q1\n      - flow/visits\n"
    );
    assert!(
        run.err.contains(
            "note: more: `depends_on: more/done` says nothing any more and is left out\n"
        ),
        "{}",
        run.err
    );
}

#[test]
fn what_git_ignores_or_is_finished_does_not_go_on() {
    let repository = folders();
    repository.write(".gitignore", "okrs/teams/web/2026-Q2/\n");
    let run = roll(&repository, &["--all"]);
    assert_eq!(run.code, 2, "{}", run.out);
    assert!(run.err.contains("git ignores it"), "{}", run.err);
    assert!(!repository.folder().join("okrs/company/2026-Q2").exists());
    repository.write(".gitignore", "");
    let flow = "okrs/teams/web/2026-Q1/flow.yaml";
    repository.write(flow, text(&repository, flow).replace("12k", "21k"));
    let run = roll(&repository, &["--all"]);
    assert!(
        run.out
            .contains("flow             left         all its key results are finished\n"),
        "{}",
        run.out
    );
}

#[test]
fn what_cannot_be_carried_on_is_refused_and_nothing_is_written() {
    let repository = folders();
    for (args, words) in [
        (&["2026-Q1", "2026-Q2"][..], "open in 2026-Q1 is shop, flow"),
        (
            &["2026-Q2", "2026-Q1", "--all"],
            "write `okr roll 2026-Q1 2026-Q2`",
        ),
        (&["2026-Q1", "2026-Q1", "--all"], "is both"),
        (&["2026-Q1", "2026", "--all"], "days in common"),
        (
            &["2026-Q1", "2026-Q5", "--all"],
            "2026-Q5: there is no such cycle",
        ),
        (
            &["2025-Q4", "2026-Q2", "--all"],
            "no objective stands in 2025-Q4",
        ),
        (
            &["2026-Q1", "2026-Q2", "--carry", "flwo"],
            "did you mean flow?",
        ),
        (
            &["2026-Q1", "2026-Q2", "--carry", "flow/visits"],
            "write --carry flow",
        ),
        (
            &["2026-Q1", "2026-Q2", "--carry", "found"],
            "found is a goal",
        ),
        (
            &["2026-Q1", "2026-Q2", "--carry", "words"],
            "words stays behind: achieved",
        ),
        (&["2026-Q1", "2026-Q2", "--carry", "team:web"], "is a team"),
        (
            &["2026-Q1", "2026-Q2", "--all", "--none"],
            "cannot be used with",
        ),
    ] {
        let run = okr(&repository, &[&["roll"], args].concat());
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{args:?}");
        assert!(run.err.contains(words), "{args:?}: {}", run.err);
        assert_eq!(status(&repository), "", "{args:?}");
    }
    // Something else stands where it would go on.
    repository.write(
        "okrs/teams/web/2026-Q2/flow.yaml",
        "kpi: K\nid: other\nowner: x\ntarget: at least 1\n",
    );
    let before = status(&repository);
    let run = roll(&repository, &["--all"]);
    assert_eq!(run.code, 2);
    assert!(
        run.err
            .contains("okrs/teams/web/2026-Q2/flow.yaml is already there"),
        "{}",
        run.err
    );
    assert_eq!(status(&repository), before);
    fs::remove_dir_all(repository.folder().join("okrs/teams/web/2026-Q2")).unwrap();
    // A file with faults cannot be read for sure.
    repository.write("okrs/teams/web/2026-Q1/flow.yaml", "objective: [\n");
    let run = roll(&repository, &["--all"]);
    assert_eq!(run.code, 2, "{}", run.out);
    assert!(!repository.folder().join("okrs/company/2026-Q2").exists());
}

#[test]
fn what_would_change_can_be_seen_and_applied() {
    let repository = folders();
    let run = roll(&repository, &["--all", "--diff"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert_eq!(status(&repository), "");
    let patch = repository.beside("roll.patch");
    fs::write(&patch, &run.out).unwrap();
    repository.git(&["apply", patch.to_str().unwrap()]);
    let applied = text(&repository, "okrs/teams/web/2026-Q2/flow.yaml");
    fs::remove_dir_all(repository.folder().join("okrs/teams/web/2026-Q2")).unwrap();
    fs::remove_dir_all(repository.folder().join("okrs/company/2026-Q2")).unwrap();
    roll(&repository, &["--all"]);
    assert_eq!(
        text(&repository, "okrs/teams/web/2026-Q2/flow.yaml"),
        applied
    );
}

/// Runs it where somebody sits who answers so.
fn answered(repository: &Repository, answers: &str) -> Run {
    let around = Around {
        in_is_terminal: true,
        out_is_terminal: true,
        err_is_terminal: true,
        columns: Some(80),
        ..around(repository)
    };
    okr_reading(
        &around,
        &["roll", "2026-Q1", "2026-Q2", "--color", "never"],
        answers,
    )
}

#[test]
fn whoever_sits_at_the_terminal_is_asked() {
    let repository = folders();
    let flow = "okrs/teams/web/2026-Q1/flow.yaml";
    let now = text(&repository, flow).replace("12k", "13k");
    repository.commit_file(END, flow, &now);
    repository.git(&["checkout", "-q", "HEAD"]);
    // What is done ends everything: nothing is written until the last answer.
    for answers in ["", "c\n", "c\nd\n", "c\nq\n"] {
        let run = answered(&repository, answers);
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{answers:?}");
        assert!(run.err.contains("nothing was written"), "{}", run.err);
        assert_eq!(status(&repository), "");
    }
    let run = answered(&repository, "\nx\nd\n\nNobody came: \"too slow\"\n");
    assert_eq!(run.code, 0, "{}", run.err);
    insta::assert_snapshot!("roll_dialogue", format!("{}---\n{}", run.err, run.out));
    assert_eq!(
        status(&repository),
        format!("M {flow}\n?? okrs/company/2026-Q2/shop.yaml")
    );
    assert_eq!(
        text(&repository, flow),
        now.replace(
            "owner: mia\n",
            "owner: mia\nstatus: dropped\nreason: 'Nobody came: \"too slow\"'\n"
        )
    );
    is_sound(
        &repository,
        &[
            ("flow", "dropped"),
            ("shop", "carried_over"),
            ("words", "achieved"),
        ],
    );
}
