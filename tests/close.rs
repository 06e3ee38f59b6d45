//! `okr close`: each objective of a cycle gets its verdict, and nothing else changes; the tag that it
//! sets is the one by which a cycle's close is found.
#![cfg(unix)]
#![allow(clippy::unwrap_used)]

mod common;
#[path = "common/repository.rs"]
mod repository;

use std::fs;

use common::{Run, environment, okr, okr_in, okr_reading};
use jiff::civil::date;
use repository::Repository;

const START: &str = "2026-01-05T10:00:00+01:00";
const LATER: &str = "2026-04-08T10:00:00+02:00";
const FLOW: &str = "okrs/teams/web/2026-Q1/flow.yaml";
const FLOW_TEXT: &str = "# what we want\nobjective: Be worth a visit\nparent: found   # the goal\nowner: mia\nkey_results:\n  - id: visits   # from the counter\n    title: Visits in a week\n    baseline: 10k\n    target: 20k\n    current: 15k\n  - {id: guests, title: Guests who return, baseline: 30%, target: 40%, current: 32.33%}\n  - Open on Sundays";
const SPEED: &str = "okrs/company/2026-Q1/speed.yaml";
const SPEED_TEXT: &str = "objective: Pages open at once\r\nowner: cto\r\ncommitment: committed\r\nallocation: {web: 40%}\r\nkey_results:\r\n  - title: Time to open\r\n    baseline: 900 ms\r\n    target: 300 ms\r\n    current: 300 ms\r\n";
const ARCHIVE: &str = "okrs/teams/web/2026-Q1/archive.yaml";
const ARCHIVE_TEXT: &str = "objective: Find any article in seconds\nparent: found\nowner: mia\nkey_results: [Search is there]\n";
const DONE: &str = "okrs/teams/web/2026-Q1/done.yaml";
const DONE_TEXT: &str = "objective: Welcome everyone\nparent: found\nowner: mia\nstatus: achieved\nscore: 80%\nkey_results:\n  - title: Guests from abroad\n    baseline: 0\n    target: 10\n";

fn acme() -> Repository {
    let repository = Repository::new();
    repository
        .write("okrs/okr.yaml", "organisation: Acme\n")
        .write("okrs/goals/found.yaml", "goal: Be found\nowner: ceo\n")
        .write("okrs/teams/web/team.yaml", "team: Web\nowner: mia\n")
        .write(
            "okrs/teams/web/2026-Q2/flow.yaml",
            "objective: Be worth a visit\nparent: found\nowner: mia\nkey_results:\n  - id: visits\n    title: Visits in a week\n    baseline: 15k\n    target: 25k\n",
        )
        .write(FLOW, FLOW_TEXT)
        .write(SPEED, SPEED_TEXT)
        .write(ARCHIVE, ARCHIVE_TEXT)
        .write(DONE, DONE_TEXT)
        .commit_at(START, "Start");
    repository
}

/// The surroundings of a run in the weeks after the cycle.
fn around(repository: &Repository) -> common::Around {
    common::Around {
        today: date(2026, 4, 10),
        ..environment(repository.folder())
    }
}

fn close(repository: &Repository, args: &[&str]) -> Run {
    okr_in(&around(repository), &[&["close", "2026-Q1"], args].concat())
}

fn reading(repository: &Repository, args: &[&str], input: &str) -> Run {
    let args = [&["close", "2026-Q1"], args].concat();
    okr_reading(&around(repository), &args, input)
}

/// The same in a terminal, where `answers` are typed.
fn talking(repository: &Repository, args: &[&str], answers: &str) -> Run {
    let around = common::Around {
        in_is_terminal: true,
        out_is_terminal: true,
        err_is_terminal: true,
        columns: Some(80),
        variables: [("NO_COLOR".to_owned(), "1".to_owned())].into(),
        ..around(repository)
    };
    okr_reading(&around, &[&["close", "2026-Q1"], args].concat(), answers)
}

fn text(repository: &Repository, path: &str) -> String {
    fs::read_to_string(repository.folder().join(path)).unwrap()
}

fn assert_untouched(repository: &Repository, about: &str) {
    for (path, held) in [
        (FLOW, FLOW_TEXT),
        (SPEED, SPEED_TEXT),
        (ARCHIVE, ARCHIVE_TEXT),
        (DONE, DONE_TEXT),
    ] {
        assert_eq!(text(repository, path), held, "{about}");
    }
}

#[test]
fn a_row_that_says_nothing_is_not_yet_decided() {
    let repository = acme();
    // Its progress is not known, so that nothing is proposed.
    let path = "okrs/company/2026-Q1/more.yaml";
    let unknown = "objective: More of it\nowner: cto\nkey_results:\n  - {title: Sold, baseline: 0, target: 10}\n";
    repository.write(path, unknown);
    let table = close(&repository, &["--propose"]).out;
    assert!(table.contains("\nmore,,,,\n"), "{table}");
    let run = reading(&repository, &["-"], &table);
    assert_eq!((run.code, run.out.as_str()), (2, ""));
    assert!(
        run.err
            .contains("in 2026-Q1 1 objective has no verdict: more: give them one"),
        "{}",
        run.err
    );
    assert_untouched(&repository, "a blank row");
    let run = reading(&repository, &["-", "--partial"], &table);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    assert!(run.out.ends_with(", 1 without a verdict\n"), "{}", run.out);
    assert_eq!(text(&repository, path), unknown);
}

#[test]
fn a_table_may_come_from_a_spreadsheet() {
    let repository = acme();
    let table = "\"REF\";\"Status\";\"Result\"\r\n\"flow\";\"missed\";\"Good, but late\"\r\n";
    let run = reading(&repository, &["-", "--partial"], table);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    assert!(text(&repository, FLOW).contains("score: 0.24\nresult: Good, but late\n"));
}

#[test]
fn a_verdict_against_its_score_is_pointed_out() {
    let repository = acme();
    let table =
        "ref,status,score\nflow,achieved,0.1\nspeed,missed,1\narchive,missed,0\ndone,,0.2\n";
    let run = reading(&repository, &["-"], table);
    assert_eq!(run.code, 0, "{}", run.err);
    assert_eq!(
        run.err,
        "note: flow is achieved, and its score 0.1 is no success: say so in its result if both are meant\n\
         note: speed is missed, and its score 1 is a success: say so in its result if both are meant\n\
         note: done is achieved, and its score 0.2 is no success: say so in its result if both are meant\n"
    );
}

#[test]
fn nobody_is_asked_in_vain() {
    let repository = acme();
    let asked = |args: &[&str], words: &str| {
        let run = talking(&repository, args, "");
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{args:?}");
        assert!(run.err.contains(words), "{args:?}: {}", run.err);
        assert!(!run.err.contains("Verdict"), "{args:?}: {}", run.err);
    };
    let late = format!("{ARCHIVE_TEXT}# late\n");
    repository.write(ARCHIVE, &late);
    asked(&["--commit"], "archive.yaml already holds changes");
    repository.write(ARCHIVE, ARCHIVE_TEXT);
    repository.write(DONE, format!("{DONE_TEXT}# late\n"));
    asked(&["--commit", "--tag"], "done.yaml holds changes");
    repository.write(DONE, DONE_TEXT);
    let path = repository.folder().join(FLOW);
    let rights = |read_only: bool| {
        let mut rights = fs::metadata(&path).unwrap().permissions();
        rights.set_readonly(read_only);
        fs::set_permissions(&path, rights).unwrap();
    };
    rights(true);
    asked(&[], "flow.yaml: it is read-only");
    rights(false);
    repository.git(&["tag", "okr/2026-Q1/close"]);
    asked(&["--commit", "--tag"], "is there already");
    repository.git(&["checkout", "-q", "--detach"]);
    asked(&["--commit"], "no branch is checked out");
}

const VERDICTS: &str = "ref,status,score,result,reason\nflow,,,\"Good, but late\",\n";

#[test]
fn what_is_proposed_can_be_handed_back() {
    let repository = acme();
    let run = close(&repository, &["--propose"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    assert_eq!(
        run.out,
        "ref,status,score,result,reason\n\
         speed,achieved,1,,\n\
         speed/kr1,,1,,\n\
         archive,missed,0,,\n\
         archive/kr1,,0,,\n\
         flow,missed,0.24,,\n\
         flow/visits,,0.5,,\n\
         flow/guests,,0.23,,\n\
         flow/kr3,,0,,\n"
    );
    let run = reading(&repository, &["-"], &run.out);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    assert_eq!(
        run.out,
        "speed            active → achieved   score 1\n\
         speed/kr1                            score 1\n\
         archive          active → missed     score 0\n\
         archive/kr1                          score 0\n\
         flow             active → missed     score 0.24\n\
         flow/visits                          score 0.5\n\
         flow/guests                          score 0.23\n\
         flow/kr3                             score 0\n\
         2026-Q1: 2 achieved, 2 missed\n"
    );
    assert_eq!(
        text(&repository, FLOW),
        "# what we want\nobjective: Be worth a visit\nparent: found   # the goal\nowner: mia\nstatus: missed\nscore: 0.24\nkey_results:\n  - id: visits   # from the counter\n    title: Visits in a week\n    baseline: 10k\n    target: 20k\n    current: 15k\n    score: 0.5\n  - {id: guests, title: Guests who return, baseline: 30%, target: 40%, current: 32.33%, score: 0.23}\n  - title: Open on Sundays\n    score: 0"
    );
    assert_eq!(
        text(&repository, SPEED),
        SPEED_TEXT
            .replace(
                "allocation: {web: 40%}\r\n",
                "allocation: {web: 40%}\r\nstatus: achieved\r\nscore: 1\r\n"
            )
            .replace("current: 300 ms\r\n", "current: 300 ms\r\n    score: 1\r\n")
    );
    assert_eq!(text(&repository, DONE), DONE_TEXT);
    assert_eq!(okr(repository.folder(), &["check", "-q"]).code, 0);
    // Nothing is left to say.
    let run = close(&repository, &[]);
    assert_eq!(
        (run.code, run.out.as_str(), run.err.as_str()),
        (0, "2026-Q1: 2 achieved, 2 missed\n", "")
    );
}

#[test]
fn what_is_left_out_follows_from_the_rest() {
    let repository = acme();
    let table = "ref,status,score,result,reason\n\
                 flow,,7/10,\"Good, but late\",\n\
                 web:archive@2026-Q1,Dropped,,,Sold: the archive\n\
                 speed,missed,,,\n\
                 flow/kr3,postponed,,,Sundays are for rest\n";
    let run = reading(&repository, &["-"], table);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    assert_eq!(
        run.out,
        "flow             active → achieved    score 0.7\n\
         archive          active → dropped\n\
         speed            active → missed      score 1\n\
         flow/kr3         active → postponed\n\
         2026-Q1: 2 achieved, 1 missed, 1 dropped\n"
    );
    assert!(
        text(&repository, FLOW).contains(
            "owner: mia\nstatus: achieved\nscore: 7/10\nresult: Good, but late\nkey_results:\n"
        ),
        "{}",
        text(&repository, FLOW)
    );
    assert!(text(&repository, FLOW).ends_with(
        "  - title: Open on Sundays\n    status: postponed\n    reason: Sundays are for rest"
    ));
    assert_eq!(
        text(&repository, ARCHIVE),
        ARCHIVE_TEXT.replace(
            "owner: mia\n",
            "owner: mia\nstatus: dropped\nreason: \"Sold: the archive\"\n"
        )
    );
    // The numbers say that it was reached: a score is not made up against them.
    assert!(text(&repository, SPEED).contains("status: missed\r\nkey_results"));
    // A table with one column for words.
    let run = reading(
        &repository,
        &["-"],
        "ref,status,score,result\nflow/guests,dropped,,Nobody counts\n",
    );
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(
        text(&repository, FLOW).contains("32.33%, status: dropped, reason: Nobody counts}"),
        "{}",
        text(&repository, FLOW)
    );
    // What is given can be given anew, where it is named.
    let run = reading(
        &repository,
        &["-"],
        "ref,score,result\ndone,0.9,Even more\n",
    );
    assert_eq!(
        run.out,
        "done             achieved   score 0.8 → 0.9\n2026-Q1: 2 achieved, 1 missed, 1 dropped\n"
    );
    assert!(text(&repository, DONE).contains("status: achieved\nscore: 0.9\nresult: Even more\n"));
}

#[test]
fn none_is_left_without_a_verdict_by_oversight() {
    let repository = acme();
    let run = reading(&repository, &["-"], VERDICTS);
    assert_eq!((run.code, run.out.as_str()), (2, ""));
    assert!(run.err.contains("flow has no verdict"), "{}", run.err);
    let table = VERDICTS.replace("flow,", "flow,missed");
    let run = reading(&repository, &["-"], &table);
    assert_eq!((run.code, run.out.as_str()), (2, ""));
    assert!(
        run.err
            .contains("2 objectives have no verdict: speed, archive"),
        "{}",
        run.err
    );
    assert_untouched(&repository, "a verdict is missing");
    let run = reading(&repository, &["-", "--partial"], &table);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    assert!(
        run.out
            .ends_with("2026-Q1: 1 achieved, 1 missed, 2 without a verdict\n"),
        "{}",
        run.out
    );
}

#[test]
fn what_is_no_verdict_is_refused_and_nothing_is_written() {
    let repository = acme();
    repository.write(
        "okrs/teams/app/2026-Q1/flow.yaml",
        "objective: Sell what we have\nowner: cfo\nkey_results: [A fair]\n",
    );
    for (rows, words) in [
        ("", "no row below"),
        ("flow,missed,,,\n", "`flow` fits several things"),
        (
            "web:flow,missed,,,\nweb:flow@2026-Q1,missed,,,\n",
            "line 3: web:flow@2026-Q1 has its verdict on line 2",
        ),
        (
            "archiv,missed,,,\n",
            "line 2: there is no `archiv`; did you mean archive?",
        ),
        ("web:flow/visit,,1,,\n", "visits"),
        (
            "web:flow@2026-Q2,missed,,,\n",
            "line 2: `web:flow@2026-Q2` belongs to 2026-Q2, not to 2026-Q1",
        ),
        ("found,missed,,,\n", "line 2: `found` is a goal"),
        (
            "speed,active,,,\n",
            "`active` is no verdict: write achieved, missed",
        ),
        ("speed,mised,,,\n", "did you mean missed?"),
        (
            "speed,missed,7,,\n",
            "line 2: score: `7` is more than the whole",
        ),
        ("speed,missed,lots,,\n", "line 2: score: "),
        (
            "\"speed\",\"missed\",,\"two\nlines\",\narchive,dropped,,,\n",
            "line 4: archive is dropped, but not why",
        ),
        ("web:flow/kr3,postponed,,,\n", "is postponed, but not why"),
        (",missed,,,\n", "line 2: `ref` is empty"),
    ] {
        let table = format!("ref,status,score,result,reason\n{rows}");
        let run = reading(&repository, &["-", "--partial"], &table);
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{rows}");
        assert!(run.err.contains(words), "{rows}: {}", run.err);
        assert_untouched(&repository, rows);
    }
    for (table, words) in [
        ("", "the header ref,status,score,result,reason"),
        ("flow missed\n", "the header ref,status,score,result,reason"),
        ("ref,state\nspeed,missed\n", "a column `state`"),
    ] {
        let run = reading(&repository, &["-"], table);
        assert_eq!(run.code, 2, "{table}");
        assert!(run.err.contains(words), "{table}: {}", run.err);
    }
}

#[test]
fn what_has_the_same_id_is_told_apart_as_it_is_shown() {
    let repository = acme();
    let path = "okrs/company/2026-Q1/flow.yaml";
    let own = "objective: Sell what we have\nowner: cfo\nkey_results: [A fair]\n";
    repository.write(path, own);
    let table = close(&repository, &["--propose"]).out;
    assert!(
        table.contains("\nflow,missed,0,,\nflow/kr1,,0,,\n") && table.contains("\nweb:flow,missed"),
        "{table}"
    );
    let run = reading(&repository, &["-"], &table);
    assert_eq!((run.code, run.err.as_str()), (0, ""), "{}", run.out);
    assert!(text(&repository, path).contains("status: missed\nscore: 0\n"));
    assert!(text(&repository, FLOW).contains("status: missed\nscore: 0.24\n"));
}

#[test]
fn a_file_of_several_documents_is_changed_in_each() {
    let repository = acme();
    let path = "okrs/company/2026-Q1/speed.yaml";
    let two = "objective: A\nowner: x\nkey_results: [A] # one\n---\nid: b\nobjective: B\nowner: y\nkey_results:\n- B\n";
    repository.write(path, two);
    let run = reading(
        &repository,
        &["-", "--partial"],
        "ref,status,score,reason\nb,dropped,,No\nspeed,achieved,1,\nb/kr1,,0.5,\n",
    );
    assert_eq!(run.code, 0, "{}", run.err);
    assert_eq!(
        text(&repository, path),
        "objective: A\nowner: x\nstatus: achieved\nscore: 1\nkey_results: [A] # one\n---\nid: b\nobjective: B\nowner: y\nstatus: dropped\nreason: No\nkey_results:\n- title: B\n  score: 0.5\n"
    );
}

#[test]
fn a_cycle_or_a_file_that_cannot_be_closed_is_refused() {
    let repository = acme();
    for (name, words) in [
        ("2026-Q5", "2026-Q5: there is no such cycle"),
        (
            "2025-Q4",
            "no objective belongs to 2025-Q4; there are objectives of 2026-Q1, 2026-Q2; what goes on in its own file belongs to the later cycle",
        ),
    ] {
        let run = okr_in(&around(&repository), &["close", name, "--propose"]);
        assert_eq!((run.code, run.out.as_str()), (2, ""));
        assert!(run.err.contains(words), "{}", run.err);
    }
    let broken = format!("{ARCHIVE_TEXT}why: [\n");
    repository.write(ARCHIVE, &broken);
    let run = reading(
        &repository,
        &["-", "--partial"],
        "ref,status\narchive,missed\nspeed,missed\n",
    );
    assert_eq!(run.code, 2);
    assert!(
        run.err.contains("errors that have to be mended"),
        "{}",
        run.err
    );
    let run = talking(&repository, &[], "\n\n\n");
    assert_eq!(run.code, 2);
    assert!(
        run.err.contains("errors that have to be mended"),
        "{}",
        run.err
    );
    repository.write(ARCHIVE, ARCHIVE_TEXT);
    assert_untouched(&repository, "a broken file");

    let path = repository.folder().join(SPEED);
    let mut rights = fs::metadata(&path).unwrap().permissions();
    rights.set_readonly(true);
    fs::set_permissions(&path, rights).unwrap();
    let run = reading(
        &repository,
        &["-", "--partial"],
        "ref,status\nspeed,missed\narchive,missed\n",
    );
    assert_eq!(run.code, 2);
    assert!(run.err.contains("read-only"), "{}", run.err);
    assert_untouched(&repository, "a read-only file");
}

#[test]
fn without_a_terminal_nobody_is_asked() {
    let repository = acme();
    let run = close(&repository, &[]);
    assert_eq!((run.code, run.out.as_str()), (2, ""));
    assert!(
        run.err
            .contains("3 objectives have no verdict: speed, archive, flow")
            && run
                .err
                .contains("okr close 2026-Q1 --propose > verdicts.csv"),
        "{}",
        run.err
    );
    assert_untouched(&repository, "nobody was asked");
}

#[test]
fn in_a_terminal_each_is_shown_and_asked_for() {
    let repository = acme();
    let answers = "\n\nno\nd\n\nSold\n\n0,5\nachieved 0.75\nVery good: nearly all\ny\n";
    let run = talking(&repository, &[], answers);
    assert_eq!(run.code, 0, "{}", run.err);
    insta::assert_snapshot!(run.err);
    assert_eq!(
        run.out,
        "speed            active → achieved   score 1\n\
         archive          active → dropped\n\
         flow             active → achieved   score 0.75\n\
         flow/visits                          score 0.5\n\
         flow/guests                          score 0.23\n\
         flow/kr3                             score 0\n\
         2026-Q1: 3 achieved, 1 dropped\n"
    );
    // Whoever answers ends the line of the question.
    let typed = run.err.replace("]? ", "]?\n").replace("Why? ", "Why?\n");
    assert!(typed.lines().all(|line| line.chars().count() <= 80));
    assert!(text(&repository, FLOW).contains(
        "status: achieved\nscore: 0.75\nresult: \"Very good: nearly all\"\nkey_results:\n"
    ));
    assert!(!text(&repository, SPEED).contains("    score:"));
    assert!(text(&repository, ARCHIVE).contains("status: dropped\nreason: Sold\nkey_results"));
}

#[test]
fn a_dialogue_that_ends_early_writes_nothing() {
    let repository = acme();
    for (answers, words) in [
        ("", "answers ended"),
        ("\n\n\n", "answers ended"),
        ("m 0.4\n\nq\n", "stopped, so nothing was written"),
        ("s\nq\n", "--partial"),
    ] {
        let run = talking(&repository, &[], answers);
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{answers:?}");
        assert!(run.err.contains(words), "{answers:?}: {}", run.err);
        assert_untouched(&repository, answers);
    }
    let run = talking(&repository, &["--partial"], "s\ns\nm\n\nn\n");
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(
        run.out
            .starts_with("flow             active → missed   score 0.24\n"),
        "{}",
        run.out
    );
    // A status against the numbers asks for its score.
    let run = talking(&repository, &["--partial"], "s\na\n\n\nn\n");
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.err.contains("Its score [none]? "), "{}", run.err);
    assert!(text(&repository, ARCHIVE).contains("owner: mia\nstatus: achieved\nkey_results"));
}

#[test]
fn a_cycle_can_be_closed_in_its_last_days() {
    let repository = acme();
    let args = ["close", "2026-Q1", "--partial", "-"];
    let run = okr_reading(
        &environment(repository.folder()),
        &args,
        "ref,status\nspeed,achieved\n",
    );
    assert_eq!(run.code, 0);
    assert_eq!(
        run.err,
        "note: 2026-Q1 runs until 2026-03-31: what is reached today is what counts\n"
    );
    assert!(text(&repository, SPEED).contains("score: 1\r\n"));
}

#[test]
fn what_would_change_can_be_seen_first() {
    let repository = acme();
    let run = reading(
        &repository,
        &["-", "--partial", "--diff"],
        "ref,status\nflow,missed\n",
    );
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(
        run.out
            .contains(" owner: mia\n+status: missed\n+score: 0.24\n key_results:\n"),
        "{}",
        run.out
    );
    assert_untouched(&repository, "--diff");
}

const ALL: &str =
    "ref,status,score,reason\nflow,missed,,\nspeed,achieved,,\narchive,dropped,,\"Sold ##[x]\"\n";

#[test]
fn the_tag_stands_on_the_commit_with_the_verdicts() {
    let repository = acme();
    repository.git(&["config", "user.name", "Mia"]);
    repository.git(&["config", "user.email", "mia@example.org"]);
    let run = close(&repository, &["--tag"]);
    assert_eq!(run.code, 2);
    assert!(
        run.err.contains("okr close 2026-Q1 --commit --tag"),
        "{}",
        run.err
    );
    let run = reading(&repository, &["-", "--tag"], ALL);
    assert_eq!((run.code, run.out.as_str()), (2, ""));
    assert!(run.err.contains("`okr close 2026-Q1 --tag`"), "{}", run.err);
    assert_untouched(&repository, "the verdicts are not committed");

    assert_eq!(reading(&repository, &["-"], ALL).code, 0);
    let run = close(&repository, &["--tag"]);
    assert_eq!(run.code, 2);
    assert!(
        run.err
            .contains("speed.yaml holds changes that are not committed"),
        "{}",
        run.err
    );
    repository.commit_at(LATER, "Verdicts");
    let run = close(&repository, &["--tag"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert_eq!(
        run.out,
        "2026-Q1: 2 achieved, 1 missed, 1 dropped\ntagged okr/2026-Q1/close\n"
    );
    assert_eq!(run.err, "`git push origin okr/2026-Q1/close` shares it.\n");
    assert_eq!(
        repository.git(&["cat-file", "-t", "okr/2026-Q1/close"]),
        "tag"
    );
    assert_eq!(repository.id("okr/2026-Q1/close^{}"), repository.id("HEAD"));
    assert_eq!(
        repository.git(&["for-each-ref", "--format=%(contents)", "refs/tags"]),
        "Close of 2026-Q1: 2 achieved, 1 missed, 1 dropped\n\n\
         achieved     1  speed: Pages open at once (40% of web)\n\
         dropped      -  archive: Find any article in seconds\n\
         achieved   0.8  done: Welcome everyone\n\
         missed    0.24  flow: Be worth a visit"
    );
    let run = close(&repository, &["--tag"]);
    assert_eq!(run.code, 2);
    assert!(
        run.err.contains("git tag -d okr/2026-Q1/close"),
        "{}",
        run.err
    );

    // From now on it is the close: what is committed later is no part of it.
    let head = repository.id("okr/2026-Q1/close^{}");
    let eased = text(&repository, FLOW).replace("target: 20k", "target: 16k");
    repository
        .write(FLOW, &eased)
        .commit_at("2026-04-09T10:00:00+02:00", "Eased");
    let run = okr_in(
        &around(&repository),
        &["diff", "2026-Q1", "--format", "json"],
    );
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.out.contains(&head), "{}", run.out);
    let fate = |id: &str| {
        let json: serde_json::Value = serde_json::from_str(&run.out).unwrap();
        let fates = json["fates"].as_array().unwrap().clone();
        let own = fates.into_iter().find(|own| own["id"] == id).unwrap();
        (
            own["fate"].as_str().unwrap().to_owned(),
            own["score"].clone(),
        )
    };
    assert_eq!(fate("flow").0, "missed");
    assert_eq!(fate("flow").1.as_f64(), Some(0.24));
    assert_eq!(fate("archive").0, "dropped");
}

#[test]
fn one_command_writes_commits_and_tags() {
    let repository = acme();
    repository.git(&["config", "user.name", "Mia"]);
    repository.git(&["config", "user.email", "mia@example.org"]);
    repository
        .write("other.txt", "staged\n")
        .git(&["add", "other.txt"]);
    let run = reading(&repository, &["-", "--commit", "--tag"], ALL);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(
        run.out.ends_with("tagged okr/2026-Q1/close\n"),
        "{}",
        run.out
    );
    let commit = repository.git(&["show", "--name-only", "--format=%B", "okr/2026-Q1/close^{}"]);
    assert_eq!(
        commit.trim(),
        format!(
            "Close 2026-Q1: 2 achieved, 1 missed, 1 dropped\n\n\
             flow: missed, score 0.24\nspeed: achieved, score 1\narchive: dropped\n\n\
             OKR: flow@2026-Q1\nOKR: speed@2026-Q1\nOKR: archive@2026-Q1\n\n\n{SPEED}\n{ARCHIVE}\n{FLOW}"
        )
    );
    assert_eq!(
        repository.git(&["diff", "--cached", "--name-only"]),
        "other.txt"
    );
    assert_eq!(
        okr(repository.folder(), &["tree", "--rev", "cycle:2026-Q1"]).code,
        0
    );
}
