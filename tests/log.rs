//! The history of one thing and of the whole tree, from real repositories: what every commit is told
//! to have changed is worked out by hand.
#![allow(clippy::unwrap_used)]

#[path = "common/acme.rs"]
mod acme;
mod common;
#[path = "common/repository.rs"]
mod repository;

use std::path::Path;

use acme::{FLOW, acme, changes, day, json, objective, series, text};
use common::{environment, okr, okr_in};
use repository::{Repository, git_in};
use serde_json::Value;

#[test]
fn an_objective_has_its_own_changes_and_those_of_its_key_results() {
    let repository = acme();
    repository
        .write("okrs/goals/found.yaml", "goal: Be found by all\n")
        .commit_at(&day(3), "Another file");
    repository.write(FLOW, objective("15k", "10k", "reason: The market shrank\n"));
    let lowered = repository.commit_at(&day(4), "Lower");
    repository
        .write(FLOW, objective("15k", "12k", "reason: The market shrank\n"))
        .commit_at(&day(5), "Check in");
    repository
        .write(
            FLOW,
            format!(
                "# Only a comment\n{}",
                objective("15k", "12k", "reason: The market shrank\n")
            ),
        )
        .commit_at(&day(6), "Comment");
    let log = json(repository.folder(), &["flow"]);
    assert_eq!(log["format"], "okr-log/1");
    assert_eq!(log["subject"], "flow");
    assert_eq!(log["truncated"], false);
    assert_eq!(log["series"], serde_json::json!([]));
    assert_eq!(
        changes(&log),
        [
            "Check in: flow/visits progressed current 10k > 12k",
            "Lower: flow/visits retargeted target 20k > 15k",
            "Start: flow added - - > Be worth a visit",
        ]
    );
    let change = &log["entries"][1]["changes"][0];
    assert_eq!(change["commit"], lowered.as_str());
    assert_eq!(change["date"], "2026-01-04");
    assert_eq!(change["author"], "Ada Author");
    assert_eq!(change["direction"], "easier");
    assert_eq!(change["by"]["value"], "5000");
    assert_eq!(change["reason"], "The market shrank");
    assert_eq!((text(&change["path"]), &change["line"]), (FLOW, &4.into()));
    assert_eq!(
        changes(&json(repository.folder(), &["flow", "--only", "intent"])),
        [
            "Lower: flow/visits retargeted target 20k > 15k",
            "Start: flow added - - > Be worth a visit",
        ]
    );
    assert_eq!(
        changes(&json(repository.folder(), &["flow", "--only", "progress"])),
        ["Check in: flow/visits progressed current 10k > 12k"]
    );
    assert_eq!(
        changes(&json(repository.folder(), &["flow", "-n", "1"])),
        ["Check in: flow/visits progressed current 10k > 12k"]
    );
}

#[test]
fn a_key_result_has_only_its_own_and_its_series() {
    let repository = acme();
    repository
        .write(
            FLOW,
            objective("20k", "12k", "").replace("return, b", "return soon, b"),
        )
        .commit_at(&day(9), "Week 1");
    repository
        .write(FLOW, objective("20k", "12k, as_of: 2026-01-14", ""))
        .commit_at(&day(16), "Looked at again");
    repository
        .write(FLOW, objective("20k", "12000, as_of: 2026-01-14", ""))
        .commit_at(&day(17), "The same in other words");
    let log = json(repository.folder(), &["flow/visits"]);
    assert_eq!(log["subject"], "flow/visits");
    assert_eq!(
        changes(&log),
        [
            "Looked at again: flow/visits progressed as_of - > 2026-01-14",
            "Week 1: flow/visits progressed current 10k > 12k",
            "Start: flow/visits added - - > Visits in a week",
        ]
    );
    assert_eq!(
        series(&log),
        [
            "2026-01-02 10k 10000",
            "2026-01-09 12k 12000",
            "2026-01-14 12k 12000",
        ]
    );
    let intent = json(repository.folder(), &["flow/visits", "--only", "intent"]);
    assert_eq!(intent["series"], serde_json::json!([]));
}

#[test]
fn a_file_and_an_id_that_were_renamed_are_followed() {
    let repository = acme();
    repository.write(FLOW, objective("20k", "11k", ""));
    repository.commit_at(&day(3), "First");
    repository.git(&["mv", FLOW, "okrs/teams/web/2026-Q1/guests.yaml"]);
    repository.commit_at(&day(4), "Rename the file");
    repository.write(
        "okrs/teams/web/2026-Q1/guests.yaml",
        format!("id: welcome\n{}", objective("20k", "11k", "")),
    );
    repository.commit_at(&day(5), "Rename the id");
    repository.write(
        "okrs/teams/web/2026-Q1/guests.yaml",
        format!("id: welcome\n{}", objective("20k", "12k", "")),
    );
    repository.commit_at(&day(6), "Second");
    assert_eq!(
        changes(&json(repository.folder(), &["welcome"])),
        [
            "Second: welcome/visits progressed current 11k > 12k",
            "Rename the id: welcome renamed id guests > welcome",
            "Rename the file: guests renamed id flow > guests",
            "First: flow/visits progressed current 10k > 11k",
            "Start: flow added - - > Be worth a visit",
        ]
    );
    assert_eq!(
        series(&json(repository.folder(), &["welcome/visits"])),
        [
            "2026-01-02 10k 10000",
            "2026-01-03 11k 11000",
            "2026-01-06 12k 12000",
        ]
    );
}

#[test]
fn a_tree_that_was_moved_whole_is_followed() {
    let repository = acme();
    repository.git(&["mv", "okrs", "goals-of-acme"]);
    repository.commit_at(&day(3), "Move");
    let folder = repository.folder().join("goals-of-acme");
    assert_eq!(
        changes(&json(&folder, &["flow"])),
        ["Start: flow added - - > Be worth a visit"]
    );
}

#[test]
fn a_key_result_without_an_id_is_followed_to_where_it_stood() {
    let repository = acme();
    let with = |list: &str| format!("objective: Be worth a visit\nkey_results:\n{list}");
    let (a, b) = (
        "  - {title: Articles read to the end, baseline: 1, target: 5, current: 2}\n",
        "  - {title: Guests who come back, baseline: 30%, target: 40%, current: 31%}\n",
    );
    repository
        .write("okrs/teams/web/2026-Q1/read.yaml", with(&[a, b].concat()))
        .commit_at(&day(3), "Two");
    repository
        .write("okrs/teams/web/2026-Q1/read.yaml", with(&[b, a].concat()))
        .commit_at(&day(4), "Swapped");
    let later = b.replace("31%", "33%");
    repository
        .write("okrs/teams/web/2026-Q1/read.yaml", with(&later))
        .commit_at(&day(5), "One");
    let log = json(repository.folder(), &["read/kr1"]);
    assert_eq!(
        changes(&log),
        [
            "One: read/kr1 progressed current 31% > 33%",
            "Two: read/kr2 added - - > Guests who come back",
        ]
    );
    assert_eq!(series(&log), ["2026-01-03 31% 31", "2026-01-05 33% 33"]);
}

#[test]
fn what_was_carried_over_begins_in_its_own_cycle() {
    let repository = acme();
    let next = "okrs/teams/web/2026-Q2/flow.yaml";
    repository
        .write(
            next,
            objective("30k", "20k", "carried_from: flow@2026-Q1\n"),
        )
        .commit_at(&day(20), "Next quarter");
    assert_eq!(
        changes(&json(repository.folder(), &["flow@2026-Q2"])),
        ["Next quarter: flow added - - > Be worth a visit"]
    );
    assert_eq!(
        changes(&json(repository.folder(), &["flow@2026-Q1"])),
        ["Start: flow added - - > Be worth a visit"]
    );
    // Moved rather than copied, it is the same objective.
    let moved = acme();
    moved.git(&["rm", "--quiet", "--cached", FLOW]);
    std::fs::remove_file(moved.folder().join(FLOW)).unwrap();
    moved
        .write(next, objective("20k", "10k", ""))
        .commit_at(&day(20), "Later");
    assert_eq!(
        changes(&json(moved.folder(), &["flow", "--cycle", "2026-Q2"])),
        [
            "Later: flow carried_over cycle 2026-Q1 > 2026-Q2",
            "Start: flow added - - > Be worth a visit",
        ]
    );
}

#[test]
fn a_change_that_was_taken_back_is_told_twice() {
    let repository = acme();
    repository
        .write(FLOW, objective("20k", "15k", ""))
        .commit_at(&day(9), "Too early");
    repository.git_at(&day(10), &["revert", "--no-edit", "HEAD"]);
    let log = json(repository.folder(), &["flow/visits"]);
    assert_eq!(
        changes(&log),
        [
            "Revert \"Too early\": flow/visits progressed current 15k > 10k",
            "Too early: flow/visits progressed current 10k > 15k",
            "Start: flow/visits added - - > Visits in a week",
        ]
    );
    assert_eq!(
        series(&log),
        [
            "2026-01-02 10k 10000",
            "2026-01-09 15k 15000",
            "2026-01-10 10k 10000",
        ]
    );
    std::fs::remove_file(repository.folder().join(FLOW)).unwrap();
    repository.commit_at(&day(11), "Delete");
    repository.git_at(&day(12), &["revert", "--no-edit", "HEAD"]);
    let log = json(repository.folder(), &["flow"]);
    assert_eq!(
        changes(&log)[..2],
        [
            "Revert \"Delete\": flow added - - > Be worth a visit",
            "Delete: flow removed - Be worth a visit > -",
        ]
    );
    assert_eq!(changes(&log).len(), 5);
}

#[test]
fn at_most_no_commit_is_nothing() {
    let repository = acme();
    for args in [&["log", "-n", "0"][..], &["log", "flow", "-n", "0"]] {
        let run = okr(repository.folder(), args);
        assert_eq!((run.code, run.out.as_str(), run.err.as_str()), (0, "", ""));
    }
    let log = json(repository.folder(), &["flow", "-n", "0"]);
    assert_eq!(log["entries"], serde_json::json!([]));
    assert_eq!(
        okr(repository.folder(), &["log", "none", "-n", "0"]).code,
        2
    );
}

#[test]
fn a_squash_is_one_commit_and_merges_are_passed_over() {
    let repository = acme();
    repository.git(&["checkout", "--quiet", "-b", "side"]);
    repository
        .write(FLOW, objective("20k", "11k", ""))
        .commit_at(&day(3), "One");
    repository
        .write(FLOW, objective("25k", "12k", ""))
        .commit_at(&day(4), "Two");
    repository.git(&["checkout", "--quiet", "main"]);
    repository.git(&["merge", "--quiet", "--squash", "side"]);
    repository.commit_at(&day(5), "Squashed");
    assert_eq!(
        changes(&json(repository.folder(), &["flow"])),
        [
            "Squashed: flow/visits retargeted target 20k > 25k",
            "Squashed: flow/visits progressed current 10k > 12k",
            "Start: flow added - - > Be worth a visit",
        ]
    );
    repository.git(&["checkout", "--quiet", "-b", "other"]);
    repository
        .write(FLOW, objective("25k", "13k", ""))
        .commit_at(&day(6), "Three");
    repository.git(&["checkout", "--quiet", "main"]);
    repository
        .write("okrs/goals/other.yaml", "goal: Another\n")
        .commit_at(&day(7), "Beside");
    repository.git_at(&day(8), &["merge", "--quiet", "--no-edit", "other"]);
    let log = json(repository.folder(), &["flow", "-n", "2"]);
    assert_eq!(
        changes(&log),
        [
            "Three: flow/visits progressed current 12k > 13k",
            "Squashed: flow/visits retargeted target 20k > 25k",
            "Squashed: flow/visits progressed current 10k > 12k",
        ]
    );
}

#[test]
fn a_commit_that_broke_the_file_is_noted_and_bridged() {
    let repository = acme();
    repository
        .write(
            FLOW,
            "objective: Be worth a visit\nkey_results:\n  - {id: visits\n \t: x\n",
        )
        .commit_at(&day(3), "Break");
    let broken = repository.id("HEAD");
    repository
        .write(FLOW, "objective: Be worth\n\t: a visit: [\n")
        .commit_at(&day(4), "Break more");
    repository
        .write(FLOW, objective("20k", "12k", ""))
        .commit_at(&day(5), "Repair");
    for args in [&["flow/visits"][..], &["flow"], &[]] {
        let log = json(repository.folder(), args);
        assert_eq!(
            changes(&log)[0],
            "Repair: flow/visits progressed current 10k > 12k"
        );
        assert!(changes(&log)[1].starts_with("Start: "), "{log:#}");
        let notes = log["notes"].as_array().unwrap();
        assert_eq!(notes.len(), 2);
        assert_eq!(notes[1]["commit"], broken.as_str());
        assert_eq!(notes[1]["path"], FLOW);
        assert!(notes[1]["line"].as_u64().unwrap() >= 3);
    }
    let run = okr(repository.folder(), &["log", "flow"]);
    assert!(run.out.contains(&format!("{FLOW}:")), "{}", run.out);
}

#[test]
fn a_shallow_clone_says_that_it_is_and_adds_nothing() {
    let repository = acme();
    for (at, value) in [(3, "11k"), (4, "12k"), (5, "13k")] {
        repository
            .write(FLOW, objective("20k", value, ""))
            .commit_at(&day(at), value);
    }
    let clone = repository.beside("shallow");
    let from = format!("file://{}", repository.folder().display());
    let to = clone.to_str().unwrap();
    git_in(
        &repository.beside("."),
        &day(6),
        &["clone", "--quiet", "--depth", "2", &from, to],
    );
    for args in [&["flow"][..], &["flow/visits"], &[]] {
        let log = json(&clone, args);
        assert_eq!(log["truncated"], true);
        assert_eq!(
            changes(&log),
            ["13k: flow/visits progressed current 12k > 13k"]
        );
    }
    let run = okr(&clone, &["log", "flow"]);
    assert_eq!(run.code, 0);
    assert!(
        run.out.ends_with("`git fetch --unshallow`\n"),
        "{}",
        run.out
    );
    // Where nothing is missing nothing is said.
    assert!(
        !okr(repository.folder(), &["log", "flow"])
            .out
            .contains("shallow")
    );
}

#[test]
fn check_ins_have_their_own_days() {
    let repository = acme();
    let path = "okrs/teams/web/kpis/fast.yaml";
    let kpi = |list: &str| format!("kpi: Answer fast\ntarget: at most 2h\ncheck_ins:\n{list}");
    let first = "  - {date: 2026-01-05, value: 3h}\n";
    repository.write(path, kpi(first)).commit_at(&day(6), "One");
    let more = "  - {date: 2026-01-12, value: TBD}\n  - {date: 2026-01-10, value: 2.5h}\n";
    repository
        .write(path, kpi(&[first, more].concat()))
        .commit_at(&day(13), "Two more");
    let log = json(repository.folder(), &["fast"]);
    assert_eq!(
        series(&log),
        ["2026-01-05 3h 3", "2026-01-10 2.5h 2.5", "2026-01-12 TBD -",]
    );
    assert_eq!(log["series"][2]["value"], Value::Null);
}

#[test]
fn a_goal_and_a_team_have_a_history_too() {
    let repository = acme();
    repository
        .write("okrs/goals/found.yaml", "goal: Be found by all\n")
        .write("okrs/teams/web/team.yaml", "team: Web\ncapacity: 5\n")
        .commit_at(&day(3), "Both");
    repository.git(&["mv", "okrs/teams/web", "okrs/teams/site"]);
    repository.write(
        "okrs/teams/site/team.yaml",
        "team: Web\ncapacity: 5\nformerly: [web]\n",
    );
    repository.commit_at(&day(4), "Another name");
    assert_eq!(
        changes(&json(repository.folder(), &["found"])),
        [
            "Both: found retitled goal Be found > Be found by all",
            "Start: found added - - > Be found",
        ]
    );
    let log = json(repository.folder(), &["team:site"]);
    let told = changes(&log);
    assert!(
        told.contains(&"Another name: team:site renamed id web > site".to_owned()),
        "{told:#?}"
    );
    assert_eq!(
        told[told.len() - 2..],
        [
            "Both: team:web reallocated capacity - > 5",
            "Start: team:web added - - > Web",
        ]
    );
    // What belongs to the team is no other objective for it.
    assert_eq!(
        changes(&json(repository.folder(), &["flow"])),
        ["Start: flow added - - > Be worth a visit"]
    );
}

#[test]
fn another_spelling_of_a_reference_is_no_change() {
    let repository = acme();
    repository
        .write("okrs/goals/seen.yaml", "goal: Be seen\n")
        .commit_at(&day(3), "Goal");
    let company = "okrs/2026-Q1/known.yaml";
    repository
        .write(company, "objective: Be known\nparent: found\n")
        .commit_at(&day(4), "Company");
    repository
        .write(FLOW, objective("20k", "10k", "").replace("found", "known"))
        .commit_at(&day(5), "Under the company");
    repository
        .write(
            FLOW,
            objective("20k", "10k", "").replace("found", "known@2026-Q1"),
        )
        .commit_at(&day(6), "The same");
    assert_eq!(
        changes(&json(repository.folder(), &["flow"])),
        [
            "Under the company: flow reparented parent found > known",
            "Start: flow added - - > Be worth a visit",
        ]
    );
}

#[test]
fn without_a_reference_it_is_the_history_of_the_tree() {
    let repository = acme();
    repository
        .write("README.md", "no OKR\n")
        .write("okrs/notes.txt", "neither\n")
        .commit_at(&day(3), "Beside");
    repository
        .write("okrs/goals/found.yaml", "goal: Be found by all\n")
        .write(FLOW, objective("20k", "12k", ""))
        .commit_at(&day(4), "Two");
    let log = json(repository.folder(), &[]);
    assert_eq!(log["subject"], Value::Null);
    assert_eq!(
        changes(&log),
        [
            "Two: found retitled goal Be found > Be found by all",
            "Two: flow/visits progressed current 10k > 12k",
            "Start: found added - - > Be found",
            "Start: flow added - - > Be worth a visit",
            "Start: team:web added - - > Web",
        ]
    );
    assert_eq!(log["entries"].as_array().unwrap().len(), 2);
    assert_eq!(changes(&json(repository.folder(), &["-n", "1"])).len(), 2);
}

#[test]
fn what_is_hostile_does_no_harm() {
    let repository = acme();
    repository
        .write(
            FLOW,
            objective("20k", "'=1+1'", "").replace("Visits in a week", "訪問者 و زوار"),
        )
        .git(&["add", "--all"]);
    repository.git_at(
        &day(3),
        &[
            "-c",
            "user.name=x",
            "commit",
            "--quiet",
            "--author",
            "\u{1b}[31mEve\u{202e} <=cmd@evil>",
            "-m",
            "=HYPERLINK(1) \u{1b}]0;title\u{7} ##[error] \u{202e}txet",
        ],
    );
    repository
        .write(
            FLOW,
            objective("20k", "12k", "").replace("Visits in a week", "訪問者 و زوار"),
        )
        .git(&["add", "--all"]);
    repository.git_at(
        &day(4),
        &["commit", "--quiet", "-m", "::set-output name=x::y"],
    );
    for format in ["text", "csv", "json"] {
        for color in ["never", "always"] {
            let args = ["log", "flow", "--format", format, "--color", color];
            let run = okr(repository.folder(), &args);
            assert_eq!(run.code, 0, "{}", run.err);
            let plain = run
                .out
                .replace('\u{1b}', if color == "always" { "" } else { "\u{1b}" });
            for char in plain.chars().filter(|char| !matches!(char, '\n' | '\r')) {
                assert!(
                    !char.is_control() && char != '\u{202e}',
                    "{format}: {char:?}"
                );
            }
            if format != "json" {
                assert!(!run.out.contains("##["), "{}", run.out);
                assert!(
                    !run.out
                        .lines()
                        .any(|line| line.trim_start().starts_with("::"))
                );
            }
        }
    }
    let text = okr(repository.folder(), &["log", "flow"]).out;
    assert!(text.contains("訪問者 و زوار"), "{text}");
    let run = okr(repository.folder(), &["log", "flow", "--format", "csv"]);
    let mut table = csv::Reader::from_reader(run.out.as_bytes());
    for record in table.records() {
        for cell in &record.unwrap() {
            assert!(!cell.starts_with(['=', '+', '@', '-']), "{cell}");
        }
    }
}

#[test]
fn a_table_has_a_row_for_each_change() {
    let repository = acme();
    repository
        .write(FLOW, objective("15k", "12k", "reason: \"Less, really\"\n"))
        .commit_at(&day(4), "Lower, and look");
    let id = repository.id("HEAD");
    let first = repository.id("HEAD^");
    let run = okr(repository.folder(), &["log", "flow", "--format", "csv"]);
    assert_eq!(
        run.out.split("\r\n").collect::<Vec<_>>(),
        [
            "date,commit,author,email,summary,subject,kind,effect,field,before,after,direction,by,reason",
            &format!(
                "2026-01-04,{id},Ada Author,ada@example.org,\"Lower, and look\",flow/visits,retargeted,intent,target,20k,15k,easier,5000,\"Less, really\""
            ),
            &format!(
                "2026-01-04,{id},Ada Author,ada@example.org,\"Lower, and look\",flow/visits,progressed,progress,current,10k,12k,,,"
            ),
            &format!(
                "2026-01-02,{first},Ada Author,ada@example.org,Start,flow,added,intent,,,Be worth a visit,,,"
            ),
            "",
        ]
    );
}

#[test]
fn text_tells_it_in_order_and_keeps_to_the_width() {
    let repository = acme();
    repository
        .write(FLOW, objective("15k", "12k", "reason: The market shrank by more than a third, and two of the three campaigns were stopped\n"))
        .commit_at(&day(4), "Lower");
    repository
        .write(FLOW, objective("15k", "14k", "reason: The market shrank by more than a third, and two of the three campaigns were stopped\n"))
        .commit_at(&day(5), "Look");
    let run = okr_in(
        &common::Around {
            columns: Some(80),
            out_is_terminal: true,
            ..environment(repository.folder())
        },
        &["log", "flow/visits", "--color", "never"],
    );
    let short = |revision: &str| repository.id(revision)[..10].to_owned();
    let (look, lower, start) = (short("HEAD"), short("HEAD^"), short("HEAD~2"));
    assert_eq!(
        run.out,
        format!(
            "Visits in a week\n\
             flow/visits · 3 commits · 2026-01-02 to 2026-01-05\n\
             \n\
             ▁▅█ · 10k → 14k · min 10k · max 14k · 3 values, 2026-01-02 to 2026-01-05\n\
             \n\
             {look} · 2026-01-05 · Ada Author · Look\n  \
             current: 12k → 14k\n\
             \n\
             {lower} · 2026-01-04 · Ada Author · Lower\n  \
             target: 20k → 15k · easier by 5k (50% of the way)\n    \
             because: The market shrank by more than a third, and two of the three\n    \
             campaigns were stopped\n  \
             current: 10k → 12k\n\
             \n\
             {start} · 2026-01-02 · Ada Author · Start\n  \
             new key result: Visits in a week\n"
        )
    );
    let objective = okr(repository.folder(), &["log", "flow"]).out;
    assert!(
        objective.contains("\nflow/visits · ▁▅█ · 10k → 14k · "),
        "{objective}"
    );
    assert!(
        objective.contains("\n  visits · current: 12k → 14k\n"),
        "{objective}"
    );
}

#[test]
fn what_has_no_history_is_an_error() {
    let repository = acme();
    repository.write("okrs/goals/new.yaml", "goal: Be new\n");
    let refused = |folder: &Path, args: &[&str]| {
        let run = okr(folder, &[&["log"], args].concat());
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{args:?}");
        run.err
    };
    let folder = repository.folder();
    assert!(refused(folder, &["new"]).contains("not in the last commit"));
    assert!(refused(folder, &["fluw"]).contains("did you mean flow?"));
    assert!(refused(folder, &["flow/clicks"]).contains("has no key result"));
    assert!(refused(folder, &["team:wbe"]).contains("did you mean web?"));
    assert!(refused(folder, &["flow", "--format", "xml"]).contains("text, json, csv"));
    let empty = Repository::new();
    empty.write("okrs/okr.yaml", "");
    assert!(refused(empty.folder(), &[]).contains("has no commits yet"));
    let none = common::tree(&[("okrs/okr.yaml", "")]);
    assert!(refused(none.path(), &["flow"]).contains("no git repository"));
}
