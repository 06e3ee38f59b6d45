//! `okr check --since` and `--history` on real repositories: what is new, what moved, and what a
//! change cannot hide.
#![cfg(unix)]
#![allow(clippy::unwrap_used)]

mod common;
#[path = "common/repository.rs"]
mod repository;

use std::fs;
use std::path::Path;

use common::{Run, okr};
use repository::{Repository, git_in};
use serde_json::Value;

const START: &str = "2026-01-03T10:00:00+01:00";
const PLANNED: &str = "2025-12-20T10:00:00+01:00";
const LATER: &str = "2026-02-12T10:00:00+01:00";

const CHURN: &str = "okrs/teams/care/2026-Q1/churn.yaml";

/// An objective with one key result, of which `line` is added to.
fn churn(target: &str, line: &str) -> String {
    format!(
        "objective: Customers stay because they want to\nparent: leader\nowner: mia\nkey_results:\n  - id: churn\n    title: Customers who leave in a month\n    baseline: 5%\n    target: {target}\n    current: 4.8%\n    as_of: 2026-02-10\n{line}  - id: answers\n    title: Questions answered on the first day\n    baseline: 40%\n    target: 80%\n    current: 50%\n    as_of: 2026-02-10\n"
    )
}

/// A tree of one goal and one objective, committed at `when` and tagged `base`.
fn tree(when: &str) -> Repository {
    let repository = Repository::new();
    repository
        .write("okrs/okr.yaml", "organisation: Streamly\n")
        .write("okrs/goals/leader.yaml", "goal: Lead\nowner: ceo\n")
        .write(
            "okrs/teams/care/team.yaml",
            "team: Care\nowner: mia\nmembers: [mia@example.com]\ncapacity: 3 people\nallocation: {strategic: 80%, maintenance: 20%}\n",
        )
        .write(CHURN, churn("3%", ""));
    repository.commit_at(when, "plan");
    repository.tag("base");
    repository
}

fn json(folder: &Path, args: &[&str]) -> (u8, Value) {
    let run = okr(folder, &[&["check", "--format", "json"], args].concat());
    let report = serde_json::from_str(&run.out)
        .unwrap_or_else(|error| panic!("{error}: {}{}", run.out, run.err));
    (run.code, report)
}

/// The rule, level, subject and field of each finding since `base`, but for what follows from days.
fn new(repository: &Repository) -> Vec<String> {
    let ignored = "stale,off-track,goal-without-objective";
    found(repository, &["--since", "base", "--ignore", ignored])
}

fn found(repository: &Repository, args: &[&str]) -> Vec<String> {
    let (_, report) = json(repository.folder(), args);
    let text = |value: &Value| value.as_str().unwrap_or("-").to_owned();
    let findings = report["findings"].as_array().unwrap().iter();
    findings
        .map(|one| {
            let parts = ["rule", "level", "subject", "field"].map(|key| text(&one[key]));
            parts.join(" ")
        })
        .collect()
}

/// The messages of `rule`.
fn messages(repository: &Repository, args: &[&str], rule: &str) -> Vec<String> {
    let (_, report) = json(repository.folder(), args);
    let findings = report["findings"].as_array().unwrap().iter();
    findings
        .filter(|one| one["rule"] == rule)
        .map(|one| one["message"].as_str().unwrap().to_owned())
        .collect()
}

const MOVED: &str = "goalpost-moved error churn/churn target";

#[test]
fn what_moves_a_goalpost() {
    let of = |old: &str, new: &str| churn("3%", "").replace(old, new);
    for (text, expected) in [
        (churn("4%", ""), vec![MOVED]),
        (churn("4%", "    reason: The market changed\n"), vec![]),
        (churn("2%", ""), vec![]),
        (churn("3.0%", ""), vec![]),
        (
            of("    target: 3%\n", ""),
            vec![MOVED, "target-missing error churn/churn target"],
        ),
        (
            of("baseline: 5%", "baseline: 4.9%"),
            vec!["goalpost-moved error churn/churn baseline"],
        ),
        (
            of("baseline: 5%", "baseline: 6%"),
            vec!["goalpost-moved error churn/churn baseline"],
        ),
        (of("4.8%", "4.1%"), vec![]),
        (
            of("owner: mia", "owner: mia\nstatus: dropped\nreason: no"),
            vec![],
        ),
    ] {
        let repository = tree(START);
        repository.write(CHURN, &text);
        assert_eq!(new(&repository), expected, "in the worktree: {text}");
        repository.commit_at(LATER, "change");
        assert_eq!(new(&repository), expected, "committed: {text}");
        let code = okr(repository.folder(), &["check", "--since", "base"]).code;
        assert_eq!(code, u8::from(!expected.is_empty()), "{text}");
    }
}

#[test]
fn dates_and_commitments_are_goalposts_too() {
    let with = |commitment: &str, due: &str| {
        churn("3%", due).replace("owner: mia", &format!("owner: mia{commitment}"))
    };
    for (before, after, expected) in [
        (
            with("", "    due: 2026-03-01\n"),
            with("", "    due: 2026-03-15\n"),
            Some("goalpost-moved error churn/churn due"),
        ),
        (
            with("", "    due: 2026-03-01\n"),
            with("", ""),
            Some("goalpost-moved error churn/churn due"),
        ),
        (with("", ""), with("", "    due: 2026-03-15\n"), None),
        (
            with("\ncommitment: committed", ""),
            with("", ""),
            Some("goalpost-moved error churn commitment"),
        ),
        (
            with("\ncommitment: aspirational", ""),
            with("\ncommitment: committed", ""),
            None,
        ),
    ] {
        let repository = tree(START);
        repository.write(CHURN, &before).commit_at(START, "plan");
        repository.git(&["tag", "-f", "base"]);
        repository.write(CHURN, &after);
        let expected: Vec<_> = expected.into_iter().collect();
        assert_eq!(new(&repository), expected, "{before}\n{after}");
    }
}

#[test]
fn planning_moves_nothing() {
    // Before the cycle starts.
    let repository = tree(PLANNED);
    repository.write(CHURN, churn("4%", ""));
    let early = found(
        &repository,
        &[
            "--since",
            "base",
            "--ignore",
            "stale,off-track",
            "--today",
            "2025-12-28",
        ],
    );
    assert_eq!(early, Vec::<String>::new());
    // Committed before the start, and looked at later; and after it.
    repository.commit_at("2025-12-27T10:00:00+01:00", "plan again");
    assert_eq!(new(&repository), Vec::<String>::new());
    repository.write(CHURN, churn("4.5%", ""));
    assert_eq!(new(&repository), [MOVED]);
    // In a draft, and when it stops being one.
    let draft = |target: &str| churn(target, "").replace("owner: mia", "owner: mia\nstatus: draft");
    let repository = tree(START);
    repository
        .write(CHURN, draft("3%"))
        .commit_at(START, "draft");
    repository.git(&["tag", "-f", "base"]);
    repository
        .write(CHURN, draft("4%"))
        .commit_at(LATER, "more");
    assert_eq!(new(&repository), Vec::<String>::new());
    repository
        .write(CHURN, churn("4.2%", ""))
        .commit_at(LATER, "ready");
    assert_eq!(new(&repository), Vec::<String>::new());
    repository
        .write(CHURN, churn("4.4%", ""))
        .commit_at(LATER, "easier");
    assert_eq!(new(&repository), [MOVED]);
    // Filling in a placeholder.
    let repository = tree(START);
    repository
        .write(CHURN, churn("TBD", ""))
        .commit_at(START, "draft");
    repository.git(&["tag", "-f", "base"]);
    repository.write(CHURN, churn("4%", ""));
    assert_eq!(new(&repository), Vec::<String>::new());
}

#[test]
fn an_old_reason_excuses_nothing() {
    let reason = "    reason: The market changed\n";
    let repository = tree(START);
    repository
        .write(CHURN, churn("3%", reason))
        .commit_at(START, "why");
    repository.git(&["tag", "-f", "base"]);
    repository.write(CHURN, churn("4%", reason));
    assert_eq!(new(&repository), [MOVED]);
    repository.write(CHURN, churn("4%", "    reason: The price rise\n"));
    assert_eq!(new(&repository), Vec::<String>::new());
}

#[test]
fn what_is_deleted_is_told_unless_it_was_closed_or_goes_on() {
    let without = churn("3%", "")
        .split("  - id: answers")
        .next()
        .unwrap()
        .to_owned();
    let gone = "key-result-deleted error churn/answers -";
    for (before, after, expected) in [
        (churn("3%", ""), without.clone(), vec![gone]),
        (
            churn("3%", ""),
            churn("3%", "").replace(
                "id: answers\n",
                "id: answers\n    status: dropped\n    reason: no\n",
            ),
            vec![],
        ),
        (
            churn("3%", "").replace(
                "id: answers\n",
                "id: answers\n    status: dropped\n    reason: no\n",
            ),
            without.clone(),
            vec![],
        ),
        (
            churn("3%", ""),
            churn("3%", "").replace("id: answers\n", "id: first-day\n"),
            vec![],
        ),
        (
            churn("3%", "").replace("owner: mia", "owner: mia\nstatus: draft"),
            without.clone(),
            vec![],
        ),
    ] {
        let repository = tree(START);
        repository.write(CHURN, &before).commit_at(START, "plan");
        repository.git(&["tag", "-f", "base"]);
        repository.write(CHURN, &after);
        let found: Vec<_> = new(&repository)
            .into_iter()
            .filter(|one| one.contains("deleted"))
            .collect();
        assert_eq!(found, expected, "{after}");
    }
}

#[test]
fn a_deleted_objective_is_told_and_a_renamed_one_is_not() {
    let repository = tree(START);
    repository.git(&["rm", "-q", CHURN]);
    let found = new(&repository);
    let gone = "objective-deleted error churn -".to_owned();
    assert!(found.contains(&gone), "{found:?}");
    let (code, report) = json(repository.folder(), &["--since", "base"]);
    assert_eq!(code, 1);
    let at = report["findings"].as_array().unwrap().iter();
    let at: Vec<_> = at
        .filter(|one| one["rule"] == "objective-deleted")
        .collect();
    assert_eq!(at[0]["path"], "okrs/goals/leader.yaml");
    assert!(at[0]["message"].as_str().unwrap().contains(CHURN));

    let repository = tree(START);
    repository.git(&["mv", CHURN, "okrs/teams/care/2026-Q1/loyal.yaml"]);
    assert_eq!(new(&repository), Vec::<String>::new());
    // The same in another folder, by what it says it continues.
    let repository = tree(START);
    repository.git(&["rm", "-q", CHURN]);
    let other = "objective: Everyone who comes finds a reason to come back\ncarried_from: churn\nparent: leader\nowner: mia\nkey_results:\n  - {id: back, title: Guests who return, baseline: 10%, target: 30%, as_of: 2026-02-13}\n  - {id: stars, title: Stars in reviews, baseline: 3, target: 4, as_of: 2026-02-13}\n";
    repository.write("okrs/teams/care/2026-Q1/back.yaml", other);
    let deleted = new(&repository)
        .into_iter()
        .filter(|one| one.contains("objective-deleted"));
    assert_eq!(deleted.count(), 0);
    // What a syntax error hides is not gone.
    let repository = tree(START);
    repository.write(CHURN, "objective: [\n");
    let deleted = new(&repository)
        .into_iter()
        .filter(|one| one.contains("deleted"));
    assert_eq!(deleted.count(), 0);
}

#[test]
fn what_comes_late_is_told_by_the_day_it_came() {
    let second = "objective: Nobody waits for a laptop\nparent: leader\nowner: mia\nkey_results:\n  - {id: days, title: Days until the laptop arrives, baseline: 12, target: 2, current: 9, as_of: 2026-02-13}\n  - {id: lost, title: Laptops lost in the post, baseline: 12, target: 2, current: 9, as_of: 2026-02-13}\n";
    let path = "okrs/teams/care/2026-Q1/laptop.yaml";
    let late = "added-late info laptop -";
    let of = |repository: &Repository, args: &[&str]| {
        let mut found = found(repository, args);
        found.retain(|one| one.starts_with("added-late"));
        found
    };
    let repository = tree(START);
    repository.write(path, second);
    assert_eq!(of(&repository, &["--since", "base"]), [late]);
    repository.commit_at("2026-01-20T10:00:00+01:00", "in time");
    assert_eq!(of(&repository, &["--since", "base"]), [""; 0]);
    assert_eq!(of(&repository, &["--history"]), [""; 0]);
    let repository = tree(START);
    repository.write(path, second).commit_at(LATER, "late");
    assert_eq!(of(&repository, &["--since", "base"]), [late]);
    assert_eq!(of(&repository, &["--history"]), [late]);
    let said = messages(&repository, &["--history"], "added-late");
    let id = &repository.id("HEAD")[..10];
    assert_eq!(
        said,
        [format!(
            "this objective was added when 42 of the 90 days of 2026-Q1 were over, by Ada Author on 2026-02-12 ({id})"
        )]
    );
}

#[test]
fn what_nobody_looks_at_is_stale() {
    let plain = churn("3%", "").replace("    as_of: 2026-02-10\n", "");
    let stale = |repository: &Repository, args: &[&str]| {
        let mut found = found(repository, args);
        found.retain(|one| one.starts_with("stale"));
        found
    };
    let both = [
        "stale warning churn/churn current",
        "stale warning churn/answers current",
    ];
    let repository = tree(START);
    repository.write(CHURN, &plain).commit_at(START, "plan");
    assert_eq!(stale(&repository, &["--history"]), both);
    assert_eq!(stale(&repository, &["--since", "base"]), both);
    assert_eq!(stale(&repository, &[]), [""; 0]);
    // A day that is written down, a value that changed, a look that is not committed.
    repository.write(CHURN, churn("3%", ""));
    assert_eq!(stale(&repository, &["--history"]), [""; 0]);
    repository.write(CHURN, plain.replace("4.8%", "4.7%"));
    assert_eq!(stale(&repository, &["--history"]), both[1..]);
    repository.commit_at("2026-01-29T10:00:00+01:00", "check in");
    assert_eq!(stale(&repository, &["--history"]), both[1..]);
    let day = ["--history", "--today", "2026-02-15"];
    assert_eq!(stale(&repository, &day), both[1..]);
    let next = ["--history", "--today", "2026-02-16"];
    assert_eq!(stale(&repository, &next), both);
    let said = messages(&repository, &next, "stale");
    assert!(
        said[0].contains("for 18 days, since 2026-01-29"),
        "{said:?}"
    );
    assert!(
        said[1].contains("since 2026-Q1 started 46 days ago")
            || said[1].contains("since 2026-01-03"),
        "{said:?}"
    );
    // As okr.yaml says.
    repository.write("okrs/okr.yaml", "check_in_days: 60\n");
    assert_eq!(stale(&repository, &["--history"]), [""; 0]);
}

#[test]
fn every_way_to_make_the_check_milder_is_told() {
    let set = |text: &str| format!("organisation: Streamly\n{text}");
    let overrides = |entries: &[(&str, &str)]| {
        let entry = |(paths, level): &(&str, &str)| {
            format!("  - {{paths: [\"{paths}\"], rules: {{vague-verb: {level}}}}}\n")
        };
        let entries: String = entries.iter().map(entry).collect();
        set(&format!("overrides:\n{entries}"))
    };
    for (before, after) in [
        (set(""), set("rules:\n  vague-verb: off\n")),
        (set("rules:\n  vague-verb: error\n"), set("")),
        (
            set("rules: {long-objective: {max: 80}}\n"),
            set("rules: {long-objective: {max: 90}}\n"),
        ),
        (
            set("rules: {strategic-time-unplanned: {percent: 90}}\n"),
            set("rules: {strategic-time-unplanned: {percent: 50}}\n"),
        ),
        (
            set(""),
            set("overrides:\n  - paths: [\"teams/**\"]\n    rules: {vague-verb: info}\n"),
        ),
        (
            set("overrides:\n  - paths: [\"teams/**\"]\n    rules: {vague-verb: error}\n"),
            set(""),
        ),
        (set(""), set("rules: {goalpost-moved: warning}\n")),
        (set("check_in_days: 7\n"), set("check_in_days: 14\n")),
        (set("allocation: {tolerance: 5%}\n"), set("")),
        (
            set("pace: {on_track: 0.9}\n"),
            set("pace: {on_track: 0.8}\n"),
        ),
        (set("commitment: committed\n"), set("")),
        (set(""), set("exclude: [\"goals/**\"]\n")),
        (set(""), set("include: [\"teams/**\"]\n")),
        (set(""), set("include: [\"**\"]\n")),
        (
            set("include: [\"**\", \"more/**\"]\n"),
            set("include: [\"**\"]\n"),
        ),
        // A narrower override, another order, globs that match nothing, and twice the same.
        (
            overrides(&[("teams/**", "error")]),
            overrides(&[("teams/**", "error"), ("teams/care/**", "warning")]),
        ),
        (
            overrides(&[("teams/**", "info"), ("teams/care/**", "error")]),
            overrides(&[("teams/care/**", "error"), ("teams/**", "info")]),
        ),
        (
            overrides(&[("teams/**\", \"goals/**", "error")]),
            overrides(&[("teams/** goals/**", "error")]),
        ),
        (
            overrides(&[("te*/**", "error")]),
            overrides(&[("te*/**", "error"), ("te*/**", "off")]),
        ),
        // For files that are yet to come.
        (set(""), overrides(&[("drafts/**", "off")])),
    ] {
        let repository = tree(START);
        repository
            .write("okrs/okr.yaml", &before)
            .commit_at(START, "set");
        repository.git(&["tag", "-f", "base"]);
        repository.write("okrs/okr.yaml", &after);
        let relaxed = |found: Vec<String>| {
            let of_rule = found
                .into_iter()
                .filter(|one| one.starts_with("config-relaxed warning"));
            of_rule.count()
        };
        assert_eq!(relaxed(new(&repository)), 1, "{before} -> {after}");
        // The other way round it is stricter, or as strict.
        repository.commit_at(LATER, "set");
        repository.git(&["tag", "-f", "base"]);
        repository.write("okrs/okr.yaml", &before);
        assert_eq!(relaxed(new(&repository)), 0, "{after} -> {before}");
    }
}

#[test]
fn a_change_cannot_silence_itself() {
    let lost = churn("3%", "").replace("parent: leader", "parent: nowhere");
    let broken = "parent-not-found error churn parent";
    // By setting the rule lower.
    let repository = tree(START);
    repository.write(CHURN, &lost);
    repository.write("okrs/okr.yaml", "rules: {parent-not-found: off}\n");
    assert_eq!(new(&repository), ["config-relaxed warning - -", broken]);
    assert!(!found(&repository, &[]).contains(&broken.to_owned()));
    // By an ignore comment; one that was there before does hide.
    let ignored = format!("# okr: ignore-file[parent-not-found] later\n{lost}");
    let repository = tree(START);
    repository.write(CHURN, &ignored);
    assert_eq!(new(&repository), ["config-relaxed warning - -", broken]);
    assert!(!found(&repository, &[]).contains(&broken.to_owned()));
    repository.commit_at(START, "merged");
    repository.git(&["tag", "-f", "base"]);
    let more = ignored.replace("nowhere", "nowhere-else");
    repository.write(CHURN, &more);
    assert_eq!(new(&repository), [""; 0]);
    // By one that moves to another place.
    let ignore = "    # okr: ignore[baseline-missing] nobody counted before\n";
    let without = |of: &str| {
        let (baseline, at) = match of {
            "churn" => ("    baseline: 5%\n", "    target: 3%"),
            _ => ("    baseline: 40%\n", "    target: 80%"),
        };
        churn("3%", "")
            .replace(baseline, "")
            .replace(at, &format!("{ignore}{at}"))
    };
    let repository = tree(START);
    repository
        .write(CHURN, without("churn"))
        .commit_at(START, "no baseline");
    repository.git(&["tag", "-f", "base"]);
    repository.write(CHURN, format!("# moved down\n\n{}", without("churn")));
    assert_eq!(new(&repository), [""; 0]);
    repository.write(CHURN, without("answers"));
    let found = new(&repository);
    let shown = "baseline-missing warning churn/answers ";
    assert!(found.iter().any(|one| one.starts_with(shown)), "{found:?}");
    assert!(
        found.contains(&"config-relaxed warning - -".to_owned()),
        "{found:?}"
    );
}

#[test]
fn the_same_is_not_new_on_another_line_and_one_more_is() {
    let odd = |count: usize| {
        let odd: String = (0..count).map(|at| format!("odd{at}: 1\n")).collect();
        format!("{odd}{}", churn("3%", ""))
    };
    let repository = tree(START);
    repository.write(CHURN, odd(1)).commit_at(START, "odd");
    repository.git(&["tag", "-f", "base"]);
    repository.write(CHURN, format!("# a line more\n\n{}", odd(1)));
    assert_eq!(new(&repository), [""; 0]);
    assert_eq!(okr(repository.folder(), &["check"]).code, 1);
    assert_eq!(
        okr(repository.folder(), &["check", "--since", "base"]).code,
        0
    );
    repository.write(CHURN, odd(3));
    let (code, report) = json(
        repository.folder(),
        &["--since", "base", "--ignore", "stale"],
    );
    assert_eq!(code, 1);
    let lines: Vec<_> = report["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["line"].as_u64().unwrap())
        .collect();
    assert_eq!(lines, [2, 3]);
    assert_eq!(report["summary"]["errors"], 2);
    // A rule that is switched on says nothing of what was there.
    repository.write(CHURN, odd(1));
    repository.write("okrs/okr.yaml", "rules: {unknown-field: error}\n");
    assert_eq!(new(&repository), [""; 0]);
}

#[test]
fn the_base_is_where_the_histories_parted() {
    let repository = tree(START);
    repository.git(&["checkout", "-q", "-b", "topic"]);
    repository
        .write("okrs/goals/second.yaml", "goal: Second\n")
        .commit_at(LATER, "a goal without an owner");
    repository.git(&["checkout", "-q", "main"]);
    repository
        .write(CHURN, churn("4%", ""))
        .commit_at(LATER, "moved on main");
    repository.git(&["checkout", "-q", "topic"]);
    let since = ["--since", "main", "--ignore", "stale"];
    let base = repository.id("base");
    let (code, report) = json(repository.folder(), &since);
    assert_eq!(code, 0);
    assert_eq!(report["base"]["commit"], base.as_str());
    assert_eq!(report["base"]["rev"], "main");
    assert_eq!(report["base"]["kind"], "revision");
    assert_eq!(report["state"]["kind"], "worktree");
    let rules: Vec<_> = report["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["rule"].clone())
        .collect();
    assert!(
        rules.contains(&"owner-missing".into()) && !rules.contains(&"goalpost-moved".into()),
        "{rules:?}"
    );
    let said = okr(repository.folder(), &[&["check"], &since[..]].concat());
    let last = said.err.lines().last().unwrap().to_owned();
    assert!(
        last.ends_with(&format!("since main ({})", &base[..10])),
        "{last}"
    );
    // Of another state than the files as they are.
    let (_, report) = json(
        repository.folder(),
        &["--rev", "main", "--since", "topic", "--ignore", "stale"],
    );
    assert_eq!(report["base"]["commit"], base.as_str());
    assert_eq!(report["findings"][0]["rule"], "goalpost-moved");
    // Without it nothing is compared.
    assert_eq!(json(repository.folder(), &[]).1["base"], Value::Null);
}

#[test]
fn the_whole_history_tells_each_move_once_with_its_commit() {
    let repository = tree(START);
    repository
        .write(CHURN, churn("3.5%", ""))
        .commit_at("2026-01-20T10:00:00+01:00", "easier");
    let first = repository.id("HEAD");
    repository
        .write(CHURN, churn("4%", ""))
        .commit_at(LATER, "easier still");
    repository.tag("moved");
    let moved = "goalpost-moved warning churn/churn target";
    let args = ["--history", "--select", "history", "--ignore", "stale"];
    assert_eq!(found(&repository, &args), [moved, moved]);
    let said = messages(&repository, &args, "goalpost-moved");
    let by = format!("by Ada Author on 2026-01-20 ({})", &first[..10]);
    assert_eq!(
        said.iter().filter(|one| one.contains(&by)).count(),
        1,
        "{said:?}"
    );
    assert_eq!(okr(repository.folder(), &["check", "--history"]).code, 0);
    // Of what is new only.
    let both = [
        "--since",
        "moved",
        "--history",
        "--select",
        "history",
        "--ignore",
        "stale",
    ];
    assert_eq!(found(&repository, &both), [""; 0]);
    repository
        .write(CHURN, churn("4.5%", ""))
        .commit_at(LATER, "again");
    assert_eq!(found(&repository, &both), [MOVED]);
    let said = messages(&repository, &both, "goalpost-moved");
    assert!(
        said[0].contains(&format!("({})", &repository.id("HEAD")[..10])),
        "{said:?}"
    );
    // Moved back, it is as it was; renamed, it is followed.
    repository
        .write(CHURN, churn("3%", ""))
        .commit_at(LATER, "back");
    let left = messages(&repository, &args, "goalpost-moved");
    assert!(
        left.iter().all(|one| !one.contains("from `3%`")),
        "{left:?}"
    );
    repository.git(&["mv", CHURN, "okrs/teams/care/2026-Q1/loyal.yaml"]);
    repository.commit_at(LATER, "rename");
    let renamed = found(&repository, &args);
    assert!(
        renamed.iter().all(|one| one.contains(" loyal/churn ")) && !renamed.is_empty(),
        "{renamed:?}"
    );
    // What is gone is told once.
    repository.git(&["rm", "-q", "okrs/teams/care/2026-Q1/loyal.yaml"]);
    repository.write("okrs/teams/care/2026-Q1/other.yaml", "objective: Other\n");
    repository.commit_at(LATER, "gone");
    let gone = found(&repository, &args);
    assert!(
        gone.contains(&"objective-deleted warning loyal -".to_owned()),
        "{gone:?}"
    );
}

fn refused(run: &Run, words: &str) {
    assert_eq!(run.code, 2, "{}{}", run.out, run.err);
    assert!(run.err.contains(words), "{}", run.err);
    assert_eq!(run.out, "");
}

#[test]
fn what_cannot_be_compared_never_passes() {
    let repository = tree(START);
    let since = |folder: &Path, rev: &str| okr(folder, &["check", "--since", rev]);
    refused(&since(repository.folder(), "nowhere"), "nowhere");
    let run = okr(repository.folder(), &["check", "--since=--all"]);
    refused(&run, "starts with `-`");
    // No repository.
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("okr.yaml"), "").unwrap();
    std::fs::write(folder.path().join("a.yaml"), "goal: A\n").unwrap();
    refused(&since(folder.path(), "main"), "no git repository");
    refused(
        &okr(folder.path(), &["check", "--history"]),
        "no git repository",
    );
    assert_eq!(okr(folder.path(), &["check"]).code, 0);
    // A shallow clone that has both ends and not where they parted.
    repository.git(&["checkout", "-q", "-b", "topic"]);
    repository
        .write(CHURN, churn("4%", ""))
        .commit_at(LATER, "one");
    repository.git(&["checkout", "-q", "main"]);
    repository
        .write("okrs/goals/leader.yaml", "goal: Lead on\nowner: ceo\n")
        .commit_at(LATER, "two");
    let clone = repository.beside("clone");
    let address = format!("file://{}", repository.folder().display());
    git_in(
        repository.folder(),
        START,
        &[
            "clone",
            "-q",
            "--depth",
            "1",
            "--no-single-branch",
            "-b",
            "topic",
            &address,
            clone.to_str().unwrap(),
        ],
    );
    refused(&since(&clone, "origin/main"), "git fetch --unshallow");
    refused(
        &okr(&clone, &["check", "--history"]),
        "git fetch --unshallow",
    );
    assert_eq!(okr(&clone, &["check"]).code, 0);
    git_in(&clone, START, &["fetch", "-q", "--unshallow"]);
    assert_eq!(since(&clone, "origin/main").code, 1);
}

#[test]
fn a_tree_that_is_new_is_judged_whole_by_its_own_configuration() {
    let repository = Repository::new();
    repository.write("README.md", "x").commit_at(START, "start");
    repository.tag("base");
    repository.write("okrs/okr.yaml", "rules: {owner-missing: off}\n");
    repository.write("okrs/goals/a.yaml", "goal: A\nodd: 1\n");
    assert_eq!(new(&repository), ["unknown-field error - -"]);
}

#[test]
fn there_is_no_way_around_a_goalpost() {
    let eased = churn("4.9%", "");
    // Another calendar, a cycle that is over, the other side, something else altogether.
    for (what, text, config) in [
        (
            "a cycle with other days",
            eased.clone(),
            "cycles: {2026-Q1: {start: 2026-03-01, end: 2026-03-31}}",
        ),
        (
            "a cycle that is over",
            eased.clone(),
            "cycles: {2026-Q1: {start: 2026-01-01, end: 2026-01-31}}",
        ),
        (
            "another fiscal year",
            eased.clone(),
            "fiscal_year: {starts: april, named_by: start}",
        ),
        ("past the baseline", churn("6%", ""), ""),
        ("the other comparator", churn("at least 3%", ""), ""),
        ("withheld", churn("confidential", ""), ""),
        ("another unit", churn("300 people", ""), ""),
        (
            "a reason without a word",
            churn("4.9%", "    reason: .\n"),
            "",
        ),
    ] {
        let repository = tree(START);
        repository.write(CHURN, text);
        repository.write(
            "okrs/okr.yaml",
            format!("organisation: Streamly\n{config}\n"),
        );
        let found = new(&repository);
        assert!(found.iter().any(|line| line == MOVED), "{what}: {found:#?}");
        let relaxed = found.iter().any(|line| line.starts_with("config-relaxed"));
        assert_eq!(relaxed, !config.is_empty(), "{what}: {found:#?}");
    }
    let repository = tree(START);
    repository.git(&["rm", "--quiet", "--cached", CHURN]);
    std::fs::remove_file(repository.folder().join(CHURN)).unwrap();
    repository.write("okrs/teams/care/2025-Q4/churn.yaml", churn("4.9%", ""));
    let found = new(&repository);
    assert!(
        found.iter().any(|line| line == MOVED),
        "into a cycle that is over: {found:#?}"
    );
}

#[test]
fn nothing_that_git_keeps_is_hidden() {
    let repository = tree(START);
    let orphan = churn("3%", "").replace("leader", "nowhere");
    repository.write("okrs/teams/care/2026-Q1/lost.yaml", orphan);
    repository.write("okrs/.gitignore", "lost.yaml\n");
    repository.git(&["add", "--force", "okrs/teams/care/2026-Q1/lost.yaml"]);
    repository.commit_at(LATER, "hide it");
    let found = new(&repository);
    assert!(
        found
            .iter()
            .any(|line| line.starts_with("parent-not-found")),
        "{found:#?}"
    );
    let repository = tree(START);
    repository.write(
        "okrs/okr.yaml",
        "organisation: Streamly\nexclude: [\"teams/care/2026-Q2/**\"]\n",
    );
    let found = new(&repository);
    assert!(
        found.iter().any(|line| line.starts_with("config-relaxed")),
        "{found:#?}"
    );
    let repository = tree(START);
    repository.git(&["rm", "--quiet", "-r", "okrs"]);
    let gone = okr(
        repository.folder(),
        &["check", "--since", "base", "--allow-empty"],
    );
    assert_eq!(gone.code, 3, "{}{}", gone.out, gone.err);
}

#[test]
fn what_several_cycles_call_alike_keeps_its_findings_when_it_is_renamed() {
    let repository = tree(START);
    let next = CHURN.replace("2026-Q1", "2026-Q2");
    // Both have the same to be told of.
    let text = churn("3%", "")
        .replace("    current: 50%\n", "    current: 50\n")
        .replace("owner: mia\n", "");
    repository.write(CHURN, &text).write(&next, &text);
    repository.commit_at(START, "Both");
    repository.git(&["tag", "-f", "base"]);
    assert!(!found(&repository, &["--select", "owner-missing"]).is_empty());
    let stay = |path: &str| path.replace("churn.yaml", "stay.yaml");
    let rename = |path: &str| repository.git(&["mv", path, &stay(path)]);
    rename(&next);
    repository.commit_at(LATER, "One of them");
    assert_eq!(new(&repository), [""; 0]);
    rename(CHURN);
    repository.commit_at(LATER, "The other");
    assert_eq!(new(&repository), [""; 0]);
}

fn remove(repository: &Repository, path: &str) {
    repository.git(&["rm", "-q", "--", path]);
}

#[test]
fn what_was_deleted_and_put_back_easier_has_moved() {
    let history = ["--history", "--select", "history", "--ignore", "stale"];
    let today = ["--today", "2026-02-14"];
    let args = [&history[..], &today].concat();
    let moved = ["goalpost-moved warning churn/churn target"];
    // The objective.
    let repository = tree(START);
    remove(&repository, CHURN);
    repository.commit_at("2026-01-20T10:00:00+01:00", "away");
    repository
        .write(CHURN, churn("4%", ""))
        .commit_at("2026-01-21T10:00:00+01:00", "back");
    assert_eq!(found(&repository, &args), moved);
    let told = messages(&repository, &args, "goalpost-moved");
    assert!(told[0].contains("3%") && told[0].contains("4%"), "{told:?}");
    // Put back as it was.
    repository
        .write(CHURN, churn("3%", ""))
        .commit_at("2026-01-22T10:00:00+01:00", "as it was");
    assert_eq!(found(&repository, &args), [""; 0]);
    // One key result.
    let repository = tree(START);
    let without = churn("3%", "").replace("  - id: churn\n    title: Customers who leave in a month\n    baseline: 5%\n    target: 3%\n    current: 4.8%\n    as_of: 2026-02-10\n", "");
    repository
        .write(CHURN, without)
        .commit_at("2026-01-20T10:00:00+01:00", "away");
    repository
        .write(CHURN, churn("4%", ""))
        .commit_at("2026-01-21T10:00:00+01:00", "back");
    assert_eq!(found(&repository, &args), moved);
}

#[test]
fn the_past_of_another_team_hides_no_deletion() {
    let repository = tree(START);
    let other = |from: &str| {
        format!(
            "objective: Something else\nparent: leader\nowner: ida\n{from}key_results: [Done]\n"
        )
    };
    repository
        .write("okrs/teams/shop/team.yaml", "team: Shop\nowner: ida\n")
        .write("okrs/teams/shop/2025-Q4/churn.yaml", other(""))
        .write("okrs/teams/shop/2026-Q1/stock.yaml", other(""))
        .commit_at(START, "another team");
    repository.git(&["tag", "-f", "base"]);
    let gone = "objective-deleted error churn -";
    let deletions = |repository: &Repository| -> Vec<String> {
        let mut all = new(repository);
        all.retain(|one| one.starts_with("objective-deleted"));
        all
    };
    remove(&repository, CHURN);
    repository
        .write(
            "okrs/teams/shop/2026-Q1/stock.yaml",
            other("carried_from: churn@2025-Q4\n"),
        )
        .commit_at(LATER, "delete");
    assert_eq!(deletions(&repository), [gone]);
    repository
        .write(
            "okrs/teams/shop/2026-Q1/stock.yaml",
            other("carried_from: care:churn@2026-Q1\n"),
        )
        .commit_at(LATER, "carried");
    assert_eq!(deletions(&repository), [""; 0]);
}

#[test]
fn a_day_to_come_is_no_check_in() {
    let repository = tree(START);
    repository
        .write(
            CHURN,
            churn("3%", "").replacen("2026-02-10", "2027-01-01", 1),
        )
        .commit_at("2026-01-05T10:00:00+01:00", "far ahead");
    let stale = found(
        &repository,
        &["--history", "--select", "stale", "--today", "2026-03-14"],
    );
    assert!(
        stale.iter().any(|one| one.contains("churn/churn")),
        "{stale:?}"
    );
}

#[test]
fn what_leaves_its_cycle_early_is_told() {
    let moved = |when: &str, reason: &str| {
        let repository = tree(START);
        repository.git(&["rm", "-q", CHURN]);
        repository
            .write(
                "okrs/teams/care/2026-Q2/churn.yaml",
                churn("3%", "") + reason,
            )
            .commit_at(when, "later");
        found(
            &repository,
            &[
                "--since",
                "base",
                "--select",
                "objective-deleted",
                "--today",
                &when[..10],
            ],
        )
    };
    assert_eq!(moved(LATER, ""), ["objective-deleted error churn -"]);
    assert_eq!(moved(LATER, "reason: The supplier is late\n"), [""; 0]);
    // The usual way to carry on in place.
    assert_eq!(moved("2026-03-25T10:00:00+01:00", ""), [""; 0]);
}

#[test]
fn what_leaves_its_cycle_early_needs_attention() {
    for (cycle, reason, told) in [
        ("2026-Q2", "", 1),
        // The same quarter, with three months more.
        ("2026-H1", "", 1),
        ("2026-Q2", "reason: The supplier is late\n", 0),
    ] {
        let repository = tree(START);
        let path = format!("okrs/teams/care/{cycle}/churn.yaml");
        repository.git(&["rm", "-q", CHURN]);
        repository
            .write(&path, churn("3%", "") + reason)
            .commit_at(LATER, "later");
        let args = ["diff", "base", "HEAD", "--format"];
        let github = okr(repository.folder(), &[&args[..], &["github"]].concat()).out;
        let warnings = github.matches("title=given up or put off").count();
        assert_eq!(warnings, told, "{cycle} {reason}: {github}");
        let text = okr(repository.folder(), &["diff", "base", "HEAD"]).out;
        assert!(text.contains("1 given up or put off"), "{text}");
        let markdown = okr(repository.folder(), &[&args[..], &["markdown"]].concat()).out;
        assert_eq!(
            markdown.contains("Needs attention"),
            told == 1,
            "{markdown}"
        );
    }
}

#[test]
fn a_day_as_a_draft_hides_no_goalpost() {
    let repository = tree(START);
    repository
        .write(CHURN, churn("3%", "") + "status: draft\n")
        .commit_at("2026-01-20T10:00:00+01:00", "a draft again");
    let told = messages(
        &repository,
        &["--since", "base", "--today", "2026-01-20"],
        "goalpost-moved",
    );
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(
        told[0].contains("the status went from `active` to `draft`"),
        "{told:?}"
    );
    repository.tag("drafted");
    repository
        .write(CHURN, churn("4%", ""))
        .commit_at("2026-01-21T10:00:00+01:00", "easier");
    let all = found(
        &repository,
        &[
            "--history",
            "--select",
            "goalpost-moved",
            "--today",
            "2026-02-14",
        ],
    );
    assert_eq!(all.len(), 1, "{all:?}");
}

#[test]
fn a_change_answers_for_what_it_touches() {
    let repository = tree(START);
    repository
        .write(
            "okrs/teams/care/2026-Q1/other.yaml",
            churn("3%", "").replace("2026-02-10", "2026-01-05"),
        )
        .commit_at("2026-01-05T10:00:00+01:00", "another");
    repository.git(&["tag", "-f", "base"]);
    repository
        .write(CHURN, churn("3%", "").replace("4.8%", "4.7%"))
        .commit_at("2026-02-20T10:00:00+01:00", "a check-in");
    let args = [
        "--since",
        "base",
        "--select",
        "stale",
        "--today",
        "2026-02-25",
    ];
    assert_eq!(found(&repository, &args), [""; 0]);
    let all = ["--history", "--select", "stale", "--today", "2026-02-25"];
    assert_eq!(found(&repository, &all).len(), 2);
}

#[test]
fn a_policy_is_not_changed_beside_the_team_that_departs_from_it() {
    let repository = tree(START);
    let config = |shares: &str| {
        format!(
            "organisation: Streamly\nallocation: {{{shares}, tolerance: 5%}}\nrules: {{allocation-off-policy: error}}\n"
        )
    };
    repository
        .write("okrs/okr.yaml", config("strategic: 80%, maintenance: 20%"))
        .commit_at(START, "agree");
    repository.git(&["tag", "-f", "base"]);
    let team = "team: Care\nowner: mia\nmembers: [mia@example.com]\ncapacity: 3 people\nallocation: {strategic: 65%, maintenance: 35%}\n";
    repository
        .write("okrs/okr.yaml", config("strategic: 65%, maintenance: 35%"))
        .write("okrs/teams/care/team.yaml", team)
        .commit_at(LATER, "less");
    let told = found(
        &repository,
        &[
            "--since",
            "base",
            "--select",
            "allocation-off-policy,config-relaxed",
        ],
    );
    assert_eq!(
        told,
        [
            "config-relaxed warning - -",
            "config-relaxed warning - -",
            "allocation-off-policy error team:care strategic",
        ]
    );
}

#[test]
fn what_cannot_be_read_any_more_needs_attention() {
    let repository = tree(START);
    repository
        .write(CHURN, b"\xff\xfe".as_slice())
        .commit_at(LATER, "unreadable");
    let run = okr(
        repository.folder(),
        &["diff", "base", "HEAD", "--fail-on", "warning"],
    );
    assert_eq!(run.code, 1, "{}", run.err);
    assert!(
        run.out.contains("1 file that cannot be read any more")
            && run.out.contains("\nCannot be read any more\n"),
        "{}",
        run.out
    );
    let markdown = okr(
        repository.folder(),
        &["diff", "base", "HEAD", "--format", "markdown"],
    )
    .out;
    let attention = markdown.split("Needs attention").nth(1).unwrap();
    assert!(attention.contains("Cannot be read any more"), "{markdown}");
    // What was not there before hides nothing that was.
    repository.write("okrs/teams/care/2026-Q1/new.yaml", "objective: [");
    let new = okr(repository.folder(), &["diff", "HEAD"]).out;
    assert!(new.contains("\nNot compared\n"), "{new}");
    assert!(!new.contains("any more"), "{new}");
    fs::remove_file(repository.folder().join("okrs/teams/care/2026-Q1/new.yaml")).unwrap();
    // Once it is so in both, it is no news.
    repository.git(&["tag", "-f", "base"]);
    let run = okr(
        repository.folder(),
        &["diff", "base", "--fail-on", "warning"],
    );
    assert_eq!(run.code, 0, "{}", run.out);
    assert!(
        run.out
            .contains("Nothing changed of what could be compared"),
        "{}",
        run.out
    );
}

#[test]
fn what_the_configuration_sets_otherwise_is_not_passed_over() {
    let repository = tree(START);
    repository.write("okrs/okr.yaml", "# Of all of us.\norganisation: Streamly\n");
    let run = okr(repository.folder(), &["diff", "--exit-code"]);
    assert_eq!(
        (run.code, run.out.contains("configuration")),
        (0, false),
        "{}",
        run.out
    );
    repository.write(
        "okrs/okr.yaml",
        "organisation: Streamly\ncheck_in_days: 7\n",
    );
    let run = okr(repository.folder(), &["diff", "--exit-code"]);
    assert_eq!(run.code, 1, "{}", run.out);
    assert!(
        run.out.contains("the configuration changed") && !run.out.contains("\nNothing changed\n"),
        "{}",
        run.out
    );
}

#[test]
fn what_is_moved_to_where_less_is_asked_for_is_held_to_more() {
    let repository = tree(START);
    repository
        .write(
            "okrs/okr.yaml",
            "organisation: Streamly\noverrides:\n  - paths: [\"drafts/**\"]\n    rules: {parent-not-found: off, goalpost-moved: off}\n",
        )
        .commit_at(START, "drafts");
    repository.git(&["tag", "-f", "base"]);
    repository.git(&["rm", "-q", CHURN]);
    let easier = churn("4%", "").replace("parent: leader", "parent: nobody\nteam: care");
    repository
        .write("okrs/drafts/2026-Q1/churn.yaml", &easier)
        .write(
            "okrs/drafts/2026-Q1/other.yaml",
            "objective: Drafts are free\nowner: mia\nparent: nobody\n",
        )
        .commit_at(LATER, "move");
    let select = "parent-not-found,goalpost-moved";
    assert_eq!(
        found(&repository, &["--since", "base", "--select", select]),
        [
            "parent-not-found error churn parent",
            "goalpost-moved error churn/churn target",
        ]
    );
}

#[test]
fn an_ignore_of_a_file_is_new_for_what_comes_into_it() {
    let repository = tree(START);
    let ignored = format!(
        "# okr: ignore-file[parent-not-found] The goal follows\n{}",
        churn("3%", "").replace("parent: leader", "parent: nobody")
    );
    repository.write(CHURN, &ignored).commit_at(START, "ignore");
    repository.git(&["tag", "-f", "base"]);
    let more = "---\nid: more\nobjective: More of it\nowner: mia\nparent: nowhere\n";
    repository
        .write(CHURN, ignored + more)
        .commit_at(LATER, "more");
    let select = "parent-not-found,config-relaxed";
    assert_eq!(
        found(&repository, &["--since", "base", "--select", select]),
        [
            "config-relaxed warning - -",
            "parent-not-found error more parent",
        ]
    );
    let diff = okr(repository.folder(), &["diff", "base", "HEAD"]).out;
    assert!(
        diff.contains("this ignore of `parent-not-found` is new: The goal follows"),
        "{diff}"
    );
}
