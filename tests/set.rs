//! `okr set`: a check-in changes what was asked and nothing else, or nothing at all.
#![cfg(unix)]
#![allow(clippy::unwrap_used)]

mod common;
#[path = "common/repository.rs"]
mod repository;

use std::fs;

use common::{Run, environment, okr, okr_reading};
use repository::Repository;

const FLOW: &str = "okrs/teams/web/2026-Q1/flow.yaml";
const START: &str = "2026-01-05T10:00:00+01:00";
const TEXT: &str = "# what we want\nobjective: Be worth a visit\nparent: found\nowner: mia\nkey_results:\n  - id: visits   # from the counter\n    title: Visits in a week\n    baseline: 10k\n    target: 20k\n    current: 12k\n    as_of: 2026-01-20\n  - {id: guests, title: Guests who return, baseline: 30%, target: 40%}\n  - Open on Sundays\n";

fn acme() -> Repository {
    let repository = Repository::new();
    repository
        .write("okrs/okr.yaml", "organisation: Acme\n")
        .write("okrs/goals/found.yaml", "goal: Be found\nowner: ceo\n")
        .write("okrs/teams/web/team.yaml", "team: Web\nowner: mia\n")
        .write(
            "okrs/teams/web/speed.yaml",
            "kpi: Pages open at once\nowner: mia\ntarget: at most 300 ms\n",
        )
        .write(
            "okrs/teams/web/2026-Q1/twice.yaml",
            "objective: Be found twice\nowner: mia\nkey_results:\n  - {id: k, title: A, target: 9}\n  - {id: k, title: B, target: 9}\n",
        )
        .write(FLOW, TEXT)
        .commit_at(START, "Start");
    repository
}

fn text(repository: &Repository) -> String {
    fs::read_to_string(repository.folder().join(FLOW)).unwrap()
}

fn set(repository: &Repository, args: &[&str]) -> Run {
    okr(repository.folder(), &[&["set"], args].concat())
}

fn read(repository: &Repository, args: &[&str], input: &str) -> Run {
    let around = environment(repository.folder());
    okr_reading(&around, &[&["set"], args].concat(), input)
}

#[test]
fn a_check_in_says_what_it_changed() {
    let repository = acme();
    let run = set(&repository, &["flow/visits", "15k", "--confidence", "7/10"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    assert_eq!(
        run.out,
        "flow/visits      12k → 15k   progress 20% → 50%   off track → on track\n"
    );
    let expected = TEXT.replace(
        "current: 12k\n    as_of: 2026-01-20\n",
        "current: 15k\n    as_of: 2026-02-14\n    confidence: 7/10\n",
    );
    assert_eq!(text(&repository), expected);
    // The same again is a check-in too.
    let run = set(
        &repository,
        &["flow/visits", "15k", "--today", "2026-02-20"],
    );
    assert_eq!(run.out, "flow/visits      15k   progress 50%   on track\n");
    assert_eq!(
        text(&repository),
        expected.replace("2026-02-14", "2026-02-20")
    );
}

#[test]
fn several_are_written_together_or_not_at_all() {
    let repository = acme();
    let run = read(
        &repository,
        &["-"],
        "# Monday\nflow/visits 14k\n\nflow/guests  35%\nspeed 280 ms\n",
    );
    assert_eq!((run.code, run.err.as_str()), (0, ""), "{}", run.out);
    assert_eq!(run.out.lines().count(), 3, "{}", run.out);
    assert!(text(&repository).contains("current: 14k"));
    assert!(text(&repository).contains("target: 40%, current: 35%, as_of: 2026-02-14}"));
    let before = text(&repository);
    let table = "ref,value,confidence,note,as_of\nflow/visits,15k,,\"Slow, but sure\",2026-02-15\nflow/gests,36%,,,\n";
    let run = read(&repository, &["-", "--today", "2026-02-16"], table);
    assert_eq!(run.code, 2);
    assert!(
        run.err.contains("line 3") && run.err.contains("guests"),
        "{}",
        run.err
    );
    assert_eq!(text(&repository), before);
    let run = read(
        &repository,
        &["-", "--today", "2026-02-16"],
        &table.replace("gests", "guests"),
    );
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(
        text(&repository).contains("as_of: 2026-02-15\n    note: Slow, but sure\n"),
        "{}",
        text(&repository)
    );
}

#[test]
fn a_milestone_is_done_or_on_its_way() {
    let repository = acme();
    assert_eq!(set(&repository, &["flow/kr3", "40%"]).code, 0);
    assert!(
        text(&repository)
            .ends_with("  - title: Open on Sundays\n    progress: 40%\n    as_of: 2026-02-14\n")
    );
    let run = set(&repository, &["flow/kr3", "--done"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.out.contains("40% → done"), "{}", run.out);
}

#[test]
fn what_does_not_fit_is_refused_and_nothing_is_written() {
    let repository = acme();
    for (args, words) in [
        (&["flow/visits", "12 days"][..], "`12 days`"),
        (&["flow/guests", "7,5"], "7.5"),
        (&["flow/visit", "3"], "visits"),
        (&["flow", "3"], "flow/visits, flow/guests, flow/kr3"),
        (&["nothing", "3"], "there is no `nothing`"),
        (&["found", "3"], "no value of its own"),
        (&["flow/visits"], "there is no value"),
        (&["flow/visits", "3", "--as-of", "soon"], "--as-of soon"),
        (
            &["flow/visits", "3", "--confidence", "14/10"],
            "`14/10` is more than the whole",
        ),
        (&["flow/kr3", "340"], "`340` is more than the whole"),
        (
            &["flow/visits", "13k", "--as-of", "2026-02-15"],
            "flow/visits: 2026-02-15 is still to come",
        ),
        (
            &["flow/visits", "13k", "--as-of", "2026-01-19"],
            "flow/visits was looked at on 2026-01-20, and only its last value is kept",
        ),
        (
            &["flow/visits", "--done"],
            "flow/visits is no milestone, so that it cannot be done: write its value",
        ),
        (&["speed", "--done"], "speed is no milestone"),
        (
            &["flow/kr3", "40%", "--done"],
            "flow/kr3 cannot be done and be at 40%",
        ),
        (
            &["flow/visits", "13k", "--note", " "],
            "nothing stands there",
        ),
        (
            &["flow/visits", "--note", "--diff"],
            "an option stands where",
        ),
        (&["flow/visits", "--dif"], "an option stands where"),
        (&["flow/visits", "--confidence", ""], "nothing stands there"),
        (&["twice/k", "3"], "twice/k is 2 key results: give each"),
    ] {
        let run = set(&repository, args);
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{args:?}");
        assert!(run.err.contains(words), "{args:?}: {}", run.err);
        assert_eq!(text(&repository), TEXT, "{args:?}");
    }
    for (input, words) in [
        ("speed 200 ms\nflow/visits 7,5\n", "line 2: flow/visits: "),
        (
            "ref,value,note\nspeed,200 ms,\nflow/visits,13k,\nflow/kr3,340,\n",
            "line 4: flow/kr3: ",
        ),
        (
            "ref,value,as_of\nspeed,200 ms,\nflow/visits,13k,2026-02-15\n",
            "line 3: flow/visits: 2026-02-15 is still to come",
        ),
        ("", "no check-in"),
        ("flow/visits\n", "line 1: `flow/visits` has no value"),
        ("flow/visits 3\nflow/visits 4\n", "twice"),
        ("ref,amount\nflow/visits,3\n", "`amount`"),
        (
            "ref,value\nflow/visits,\n",
            "line 2: flow/visits has no value",
        ),
    ] {
        let run = read(&repository, &["-"], input);
        assert_eq!(run.code, 2, "{input}");
        assert!(run.err.contains(words), "{input}: {}", run.err);
        assert_eq!(text(&repository), TEXT);
    }
}

#[test]
fn what_would_change_can_be_seen_first() {
    let repository = acme();
    let run = set(&repository, &["flow/visits", "15k", "--diff"]);
    assert_eq!(run.code, 0);
    assert!(
        run.out.contains(
            "-    current: 12k\n-    as_of: 2026-01-20\n+    current: 15k\n+    as_of: 2026-02-14\n"
        ),
        "{}",
        run.out
    );
    assert_eq!(text(&repository), TEXT);
}

#[test]
fn a_commit_holds_just_the_check_in() {
    let repository = acme();
    repository
        .write("other.txt", "staged\n")
        .git(&["add", "other.txt"]);
    let run = set(&repository, &["flow/visits", "15k", "--commit"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert_eq!(
        repository
            .git(&["show", "--name-only", "--format=%B", "HEAD"])
            .trim(),
        format!("Check in flow/visits: 12k → 15k\n\nOKR: flow/visits\n\n\n{FLOW}")
    );
    assert_eq!(
        repository.git(&["diff", "--cached", "--name-only"]).trim(),
        "other.txt"
    );
    // A kpi is business as usual.
    let run = set(&repository, &["speed", "280 ms", "--commit"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert_eq!(
        repository.git(&["show", "--no-patch", "--format=%B", "HEAD"]),
        "Check in speed: 280 ms\n\nOperations: speed"
    );
    // Other changes in the file would go along.
    let now = text(&repository).replace("Be worth", "Be well worth");
    repository.write(FLOW, &now);
    let run = set(&repository, &["flow/visits", "16k", "--commit"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("already holds changes"), "{}", run.err);
    assert_eq!(text(&repository), now);
    repository.git(&["checkout", "-q", "--", FLOW]);
    repository.git(&["checkout", "-q", "--detach"]);
    let run = set(&repository, &["flow/visits", "16k", "--commit"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("no branch is checked out"), "{}", run.err);
    assert!(text(&repository).contains("current: 15k"));
}

#[test]
fn a_file_that_may_not_be_written_stops_all() {
    let repository = acme();
    let speed = repository.folder().join("okrs/teams/web/speed.yaml");
    let before = fs::read_to_string(&speed).unwrap();
    let rights = |read_only: bool| {
        let mut rights = fs::metadata(&speed).unwrap().permissions();
        rights.set_readonly(read_only);
        fs::set_permissions(&speed, rights).unwrap();
    };
    rights(true);
    // The other file is written first, and gets back what it held.
    let run = read(&repository, &["-"], "flow/visits 15k\nspeed 280 ms\n");
    rights(false);
    assert_eq!((run.code, run.out.as_str()), (2, ""));
    assert!(
        run.err
            .contains("speed.yaml: it is read-only; nothing was changed"),
        "{}",
        run.err
    );
    assert_eq!(text(&repository), TEXT);
    assert_eq!(fs::read_to_string(&speed).unwrap(), before);
}

#[test]
fn what_begins_with_a_dash_can_be_said() {
    let repository = acme();
    let path = "okrs/teams/web/2026-Q1/cost.yaml";
    let text = "objective: Cost less\nowner: mia\nkey_results:\n  - {id: rel, title: Cost of a visit, target: -20%}\n";
    repository.write(path, text);
    let held = || fs::read_to_string(repository.folder().join(path)).unwrap();
    let run = set(&repository, &["--diff", "cost/rel", "-5%"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.out.contains("current: -5%"), "{}", run.out);
    assert_eq!(held(), text);
    for args in [
        &["cost/rel", "-5%", "-q", "--note", "- half: of it"][..],
        &["--note", "- half: of it", "cost/rel", "-q", "-5%"],
        &["cost/rel", " -5% ", "--note=- half: of it "],
    ] {
        repository.write(path, text);
        let run = set(&repository, args);
        assert_eq!((run.code, run.err.as_str()), (0, ""), "{args:?}");
        assert!(
            held().ends_with(
                "target: -20%, current: -5%, as_of: 2026-02-14, note: \"- half: of it\"}\n"
            ),
            "{args:?}: {}",
            held()
        );
    }
    // A value that says nothing beside its target is written, with a word about it.
    repository.write(path, text);
    let run = set(&repository, &["cost/rel", "5%"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(
        run.err
            .starts_with("note: cost/rel: beside the target `-20%` and without a baseline `5%`"),
        "{}",
        run.err
    );
}

#[test]
fn a_series_takes_what_was_seen_on_any_day() {
    let repository = acme();
    let text = "objective: Be found\nowner: mia\nkey_results:\n  - id: k\n    title: Readers\n    baseline: 0\n    target: 10\n    current: 3\n    check_ins:\n      - {date: 2026-01-20, value: 2}\n      - {date: 2026-02-10, value: 3}\n";
    let path = "okrs/teams/web/2026-Q1/read.yaml";
    let held = || fs::read_to_string(repository.folder().join(path)).unwrap();
    repository.write(path, text);
    let run = set(&repository, &["read/k", "2.5", "--as-of", "2026-02-01"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert_eq!(
        run.err,
        "note: read/k: what was seen on 2026-02-01 is written down, and what was seen on 2026-02-10 stays what counts\n"
    );
    assert!(run.out.contains(" 3   progress 30% "), "{}", run.out);
    let expected = text.replace(
        "value: 2}\n",
        "value: 2}\n      - {date: 2026-02-01, value: 2.5}\n",
    );
    assert_eq!(held(), expected);
    // What is seen today is what every view shows.
    let run = set(&repository, &["read/k", "5"]);
    assert!(
        run.out.contains(" 3 → 5   progress 30% → 50% "),
        "{}",
        run.out
    );
    let expected = expected.replace("current: 3", "current: 5");
    assert_eq!(
        held(),
        format!("{expected}      - {{date: 2026-02-14, value: 5}}\n")
    );
    let run = set(&repository, &["read/k", "6"]);
    assert!(run.out.contains(" 5 → 6 "), "{}", run.out);
    assert!(held().ends_with("  - {date: 2026-02-14, value: 6}\n"));
}

#[test]
fn the_trailer_names_the_cycle_where_the_day_lies_outside_it() {
    let repository = acme();
    let run = set(
        &repository,
        &[
            "flow/visits@2026-Q1",
            "15k",
            "--commit",
            "--today",
            "2026-04-02",
        ],
    );
    assert_eq!(run.code, 0, "{}", run.err);
    let message = repository.git(&["show", "--no-patch", "--format=%B", "HEAD"]);
    assert!(
        message.ends_with("\n\nOKR: flow/visits@2026-Q1"),
        "{message}"
    );
}

#[test]
fn what_stands_in_the_way_of_a_commit_is_known_before() {
    let repository = acme();
    let first = repository.id("HEAD");
    repository.git(&["switch", "--quiet", "-c", "side", &first]);
    repository.write("a.txt", "side\n").commit_at(START, "Side");
    repository.git(&["switch", "--quiet", "main"]);
    repository.write("b.txt", "main\n").commit_at(START, "Main");
    repository.git(&["merge", "--quiet", "--no-commit", "--no-ff", "side"]);
    let run = set(&repository, &["flow/visits", "16k", "--commit"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("a merge is under way"), "{}", run.err);
    assert_eq!(text(&repository), TEXT);
    repository.git(&["merge", "--abort"]);
    repository.git(&["switch", "--quiet", "--orphan", "fresh"]);
    repository.write(FLOW, TEXT);
    repository.write("okrs/okr.yaml", "organisation: Acme\n");
    let run = set(&repository, &["flow/visits", "16k", "--commit"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("has no commit yet"), "{}", run.err);
    assert_eq!(text(&repository), TEXT);
}

#[test]
fn a_commit_that_is_refused_leaves_a_way_out() {
    use std::os::unix::fs::PermissionsExt;
    let repository = acme();
    let hook = repository.folder().join(".git/hooks/pre-commit");
    fs::create_dir_all(hook.parent().unwrap()).unwrap();
    fs::write(&hook, "#!/bin/sh\necho 'error: not today' >&2\nexit 1\n").unwrap();
    fs::set_permissions(&hook, fs::Permissions::from_mode(0o755)).unwrap();
    let run = set(&repository, &["flow/visits", "16k", "--commit"]);
    assert_eq!(run.code, 2);
    assert!(
        run.err.contains("changed, but not committed")
            && run.err.contains("not today")
            && run.err.contains(&format!("`git restore -- :/{FLOW}`")),
        "{}",
        run.err
    );
    assert!(text(&repository).contains("current: 16k"));
    repository.git(&["restore", "--", &format!(":/{FLOW}")]);
    assert_eq!(text(&repository), TEXT);
}

#[test]
fn a_value_of_several_words_stands_in_quotes() {
    let repository = acme();
    let run = set(
        &repository,
        &["flow/visits", "15", "thousand", "--note", "x"],
    );
    assert_eq!(run.code, 2);
    assert!(
        run.err.contains("`okr set flow/visits '15 thousand'`"),
        "{}",
        run.err
    );
    assert_eq!(text(&repository), TEXT);
}
