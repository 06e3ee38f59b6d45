//! What commits say about time, read from real repositories. Every expected share is worked out by
//! hand beside the commits it comes from.
#![allow(clippy::unwrap_used)]

mod common;
#[path = "common/company.rs"]
mod company;
#[path = "common/repository.rs"]
mod repository;

use serde_json::{Value, json};

use company::{ANN, BO, BOTH, STRANGER, actual, actual_with, company, nothing, plant, split, team};
use repository::Repository;

#[test]
fn an_authors_day_is_split_evenly_over_its_commits() {
    let repository = company();
    // One day, three commits: a third each; whatever the hour.
    repository.commit(ANN, "2026-01-06T08:00:00Z", "A\n\nOKR: start/p95\n");
    repository.commit(ANN, "2026-01-06T09:00:00Z", "B\n\nMaintenance: bug\n");
    repository.commit(ANN, "2026-01-06T23:00:00Z", "C\n\nOperations: on call\n");
    // The next day, one.
    repository.commit(ANN, "2026-01-07", "D");
    // Someone else on the first day.
    repository.commit(BO, "2026-01-06", "E\n\nOKR: search\n");
    let shown = actual(&repository);
    // Of Ann's two days: 1/3, 1/3, 1/3 and 1, so a sixth, a sixth, a sixth and a half.
    let sixth = 1.0 / 6.0;
    assert_eq!(
        *team(&shown, "play"),
        split(
            2.0,
            &[
                ("strategic", sixth),
                ("start/p95", sixth),
                ("maintenance", sixth),
                ("bug", sixth),
                ("operations", sixth),
                ("uncategorised", 0.5),
            ]
        )
    );
    assert_eq!(
        *team(&shown, "find"),
        split(1.0, &[("strategic", 1.0), ("search", 1.0)])
    );
    // All three days: 1/9, 1/9, 1/9, 1/3 and Bo's third.
    let ninth = 1.0 / 9.0;
    assert_eq!(
        shown["total"]["actual"],
        split(
            3.0,
            &[
                ("strategic", 4.0 / 9.0),
                ("search", 1.0 / 3.0),
                ("start/p95", ninth),
                ("maintenance", ninth),
                ("bug", ninth),
                ("operations", ninth),
                ("uncategorised", 1.0 / 3.0),
            ]
        )
    );
    assert_eq!(shown["no_team"], nothing());
    let commits = &shown["commits"];
    assert_eq!(
        (&commits["counted"], &commits["by_trailer"]),
        (&json!(5), &json!(4))
    );
    assert_eq!(commits["uncategorised"], 1);
    // Actual minus planned, of the whole time: 1/6 of 80%, 1/6 of 20%, 1/6 of nothing.
    let deviation = shown["teams"]
        .as_array()
        .unwrap()
        .iter()
        .find(|team| team["id"] == "play")
        .unwrap()["deviation"]
        .clone();
    let expected = [
        ("strategic", -19.0 / 30.0),
        ("maintenance", -1.0 / 30.0),
        ("operations", sixth),
    ];
    for (bucket, share) in expected {
        assert_eq!(deviation[bucket], json!(share), "{bucket}");
    }
}

#[test]
fn what_a_commit_says_it_was_for() {
    let named = "trailers: {strategic: Goal-Of, maintenance: Keeps, operations: Runs}\n";
    let typed = "commit_types: {docs: promise, Feature: request}\n";
    let third = 1.0 / 3.0;
    type Parts<'p> = &'p [(&'p str, f64)];
    let debt: Parts<'_> = &[("maintenance", 1.0), ("technical-debt", 1.0)];
    let bug: Parts<'_> = &[("maintenance", 1.0), ("bug", 1.0)];
    let start: Parts<'_> = &[("strategic", 1.0), ("start/p95", 1.0)];
    let none: Parts<'_> = &[("uncategorised", 1.0)];
    let cases: &[(&str, &str, Parts<'_>, &str)] = &[
        // Trailers.
        ("A\n\nOKR: start/p95\n", "", start, "by_trailer"),
        ("A\n\nokr: start/p95", "", start, "by_trailer"),
        ("A\n\nOKR: start/p95\r\n", "", start, "by_trailer"),
        (
            "A\n\nOKR:   start/p95  \nSigned-off-by: A\n",
            "",
            start,
            "by_trailer",
        ),
        ("A\n\nOKR: play:start/p95\n", "", start, "by_trailer"),
        ("A\n\nOKR: start/p95@2026-Q1\n", "", start, "by_trailer"),
        (
            "A\n\nOKR: play:start/p95@2026-Q1\n",
            "",
            start,
            "by_trailer",
        ),
        ("fix: A\n\nOKR: start/p95\n", "", start, "by_trailer"),
        (
            "A\n\nOKR: start\n",
            "",
            &[("strategic", 1.0), ("start", 1.0)],
            "by_trailer",
        ),
        (
            "A\n\nOKR: lead\n",
            "",
            &[("strategic", 1.0), ("lead", 1.0)],
            "by_trailer",
        ),
        ("A\n\nMaintenance: bug\n", "", bug, "by_trailer"),
        ("A\n\nMAINTENANCE: Technical Debt\n", "", debt, "by_trailer"),
        ("A\n\nMaintenance: technical_debt\n", "", debt, "by_trailer"),
        (
            "A\n\nOperations: on call\n",
            "",
            &[("operations", 1.0)],
            "by_trailer",
        ),
        (
            "A\n\nOperations: calls, mails, and so on\n",
            "",
            &[("operations", 1.0)],
            "by_trailer",
        ),
        // A value that goes on in the next line.
        (
            "A\n\nOKR: start/p95,\n search\n",
            "",
            &[("strategic", 1.0), ("search", 0.5), ("start/p95", 0.5)],
            "by_trailer",
        ),
        (
            "A\n\nOKR:\n  start/p95,\n\tsearch\nsome other line\n  and more\nSigned-off-by: A\n",
            "",
            &[("strategic", 1.0), ("search", 0.5), ("start/p95", 0.5)],
            "by_trailer",
        ),
        // Several, in equal parts.
        (
            "A\n\nOKR: start/p95\nMaintenance: bug\nOperations: x\n",
            "",
            &[
                ("strategic", third),
                ("start/p95", third),
                ("maintenance", third),
                ("bug", third),
                ("operations", third),
            ],
            "by_trailer",
        ),
        (
            "A\n\nMaintenance: bug, bug, request\n",
            "",
            &[("maintenance", 1.0), ("bug", 2.0 / 3.0), ("request", third)],
            "by_trailer",
        ),
        (
            "A\n\nOKR: start/p95, nowhere\n",
            "",
            &[
                ("strategic", 0.5),
                ("start/p95", 0.5),
                ("uncategorised", 0.5),
            ],
            "by_trailer",
        ),
        ("A\n\nOKR: nowhere\n", "", none, "uncategorised"),
        ("A\n\nOKR:\n", "", none, "uncategorised"),
        // A kpi is no objective.
        ("A\n\nOKR: alive\n", "", none, "uncategorised"),
        // Other names for the trailers; the usual ones then mean nothing.
        ("A\n\nGoal-Of: start/p95\n", named, start, "by_trailer"),
        ("A\n\nkeeps: bug\n", named, bug, "by_trailer"),
        (
            "A\n\nRuns: it\n",
            named,
            &[("operations", 1.0)],
            "by_trailer",
        ),
        ("A\n\nOKR: start/p95\n", named, none, "uncategorised"),
        // Lines inside, as a squash merge leaves them.
        (
            "All of it (#7)\n\n* fix: one\n\nOKR: start/p95\n\n* and two\n\nmore words\n",
            "",
            start,
            "by_line",
        ),
        (
            "All of it (#7)\n\n* Maintenance: bug\n* OKR: start/p95\n\nSome words at the end.\n",
            "",
            &[
                ("strategic", 0.5),
                ("start/p95", 0.5),
                ("maintenance", 0.5),
                ("bug", 0.5),
            ],
            "by_line",
        ),
        (
            "All (#7)\n\nOKR: start/p95\n\ntext\n\nMaintenance: bug\n",
            "",
            bug,
            "by_trailer",
        ),
        // Conventional Commits.
        ("fix: A", "", bug, "by_type"),
        ("fix(play): A", "", bug, "by_type"),
        ("fix(play)!: A", "", bug, "by_type"),
        ("FIX!: A", "", bug, "by_type"),
        ("refactor: A", "", debt, "by_type"),
        ("perf: A", "", debt, "by_type"),
        ("chore(deps): A", "", debt, "by_type"),
        ("feat: A", "", none, "uncategorised"),
        ("fixes: A", "", none, "uncategorised"),
        ("fix A: B", "", none, "uncategorised"),
        ("fix(play: A", "", none, "uncategorised"),
        ("A\n\nfix: B\n", "", none, "uncategorised"),
        (
            "Revert \"fix: A\"\n\nThis reverts commit 0123456.\n",
            "",
            none,
            "uncategorised",
        ),
        (
            "docs: A",
            typed,
            &[("maintenance", 1.0), ("promise", 1.0)],
            "by_type",
        ),
        (
            "feature(x): A",
            typed,
            &[("maintenance", 1.0), ("request", 1.0)],
            "by_type",
        ),
        ("fix: A", typed, none, "uncategorised"),
        ("fix: A", "commit_types: {}\n", none, "uncategorised"),
        // What nobody meant.
        ("", "", none, "uncategorised"),
        (
            "\u{1b}[31mA\u{7}\n\nOKR: start/p95\n",
            "",
            start,
            "by_trailer",
        ),
        (
            "A\n\nOKR: start/p95\n",
            "trailers: {maintenance: '%x00', operations: ')'}\n",
            start,
            "by_trailer",
        ),
        (
            "A\n\n): x\n",
            "trailers: {operations: ')'}\n",
            &[("uncategorised", 1.0)],
            "uncategorised",
        ),
        (
            "A: B\n",
            "trailers: {strategic: '', operations: ''}\n",
            none,
            "uncategorised",
        ),
        (
            "A\n\n: B\n",
            "trailers: {operations: ''}\n",
            none,
            "uncategorised",
        ),
    ];
    let repository = company();
    let before = repository.git(&["rev-parse", "HEAD"]);
    for (message, config, parts, evidence) in cases {
        // The only commit of the cycle.
        repository.git(&["update-ref", "HEAD", &before]);
        repository.write("okrs/okr.yaml", config);
        repository.commit_bytes(ANN.as_bytes(), "2026-01-06", message.as_bytes());
        let shown = actual(&repository);
        let commits = &shown["commits"];
        assert_eq!(
            *team(&shown, "play"),
            split(1.0, parts),
            "{message:?} {config:?}"
        );
        assert_eq!(commits[*evidence], 1, "{message:?} {config:?} {commits}");
        assert_eq!(commits["counted"], 1);
    }
}

#[test]
fn whose_a_commit_is() {
    const CY_NEW: &str = "Cy Coe <cy@new.example.com>";
    const CY_OLD: &str = "cc <cy@old.example.com>";
    let repository = company();
    repository.write(
        ".mailmap",
        "Ann <ann@example.com> <ann@home.example>\nCy Coe <cy@new.example.com> <cy@old.example.com>\nDee <dee@example.com> <dee@old.example.com>\n",
    );
    // Written with the address that `.mailmap` calls old; a team that lists names with addresses;
    // one that has ended, and one that had another name.
    repository.write(
        "okrs/teams/old/team.yaml",
        "team: Old\nmembers: [Dee <dee@old.example.com>]\nformerly: [older]\n",
    );
    repository.write(
        "okrs/teams/gone/team.yaml",
        "team: Gone\nmembers: [eve@example.com, ann@example.com]\nuntil: 2026-01-31\n",
    );
    repository.write(
        "okrs/teams/old/2026-Q1/mend.yaml",
        "objective: Mend it\nparent: lead\n",
    );
    plant(&repository);
    let empty = |author: &str, date: &str, message: &str| {
        repository.commit(author, date, message);
    };
    // By the name, by the new address, by the old one: one person, whose days are 1 and 1.
    empty(CY_NEW, "2026-01-06", "A\n\nOKR: start\n");
    empty(CY_OLD, "2026-01-06", "B\n\nMaintenance: bug\n");
    empty("CY COE <CY@new.example.com>", "2026-01-07", "C");
    // Ann at home is Ann. In February her other team is no more.
    empty("Ann <ann@home.example>", "2026-02-02", "D\n\nOKR: start\n");
    empty("Ann <ANN@example.com>", "2026-02-02", "E");
    // In January she is in both: half a day each.
    empty(ANN, "2026-01-31", "F");
    // Dee, now and then.
    empty(
        "Dee <dee@example.com>",
        "2026-01-06",
        "G\n\nOKR: older:mend\n",
    );
    empty(
        "Dee <dee@old.example.com>",
        "2026-01-07",
        "H\n\nOKR: old:mend\n",
    );
    // Eve's team has ended since; she has none.
    empty("Eve <eve@example.com>", "2026-01-31", "I");
    empty("Eve <eve@example.com>", "2026-02-01", "J");
    let shown = actual(&repository);
    // Cy: 1/2 start, 1/2 bug, 1 nothing. Ann: 1/2 start, 1/2 nothing in February, 1/2 nothing in
    // January: 3.5 days, of which 1 start, 1/2 bug, 2 nothing.
    assert_eq!(
        *team(&shown, "play"),
        split(
            3.5,
            &[
                ("strategic", 1.0 / 3.5),
                ("start", 1.0 / 3.5),
                ("maintenance", 0.5 / 3.5),
                ("bug", 0.5 / 3.5),
                ("uncategorised", 2.0 / 3.5),
            ]
        )
    );
    assert_eq!(
        *team(&shown, "old"),
        split(2.0, &[("strategic", 1.0), ("mend", 1.0)])
    );
    // Ann's half and Eve's day.
    assert_eq!(*team(&shown, "gone"), split(1.5, &[("uncategorised", 1.0)]));
    assert_eq!(shown["no_team"], split(1.0, &[("uncategorised", 1.0)]));
    assert_eq!(shown["total"]["actual"]["author_days"], 8.0);
}

#[test]
fn an_author_in_several_teams_and_one_in_none() {
    let repository = company();
    let touch = |path: &str, author: &str, day: &str, message: &str| {
        repository.write(path, format!("{day}\n"));
        repository.commit(author, day, message);
    };
    // By the objective, although the code is the other team's.
    touch("find/a", BOTH, "2026-01-05", "A\n\nOKR: start/p95\n");
    // Each objective is its own team's; the upkeep both have half of.
    touch(
        "find/a",
        BOTH,
        "2026-01-06",
        "A\n\nOKR: start, search\nMaintenance: bug\n",
    );
    // The company's objective is of neither: by the code.
    touch("find/a", BOTH, "2026-01-07", "A\n\nOKR: joy\n");
    touch("play/a", BOTH, "2026-01-08", "A");
    // By nothing: in equal parts.
    touch("other/a", BOTH, "2026-01-09", "fix: A");
    // In no team: by the code, of two teams in equal parts; by none.
    touch("play/b", STRANGER, "2026-01-12", "A\n\nOKR: search\n");
    repository.write("play/c", "x");
    touch("find/c", STRANGER, "2026-01-13", "fix: A");
    touch("other/d", STRANGER, "2026-01-14", "fix: A");
    let shown = actual(&repository);
    // Days of play: 1 start; 1/3 start + 1/6 bug; 1 nothing; 1/2 bug; 1 search; 1/2 bug: 4.5, of
    // which 4/3 start, 1 search, 7/6 bug, 1 nothing.
    let of = |days: f64| days / 4.5;
    assert_eq!(
        *team(&shown, "play"),
        split(
            4.5,
            &[
                ("strategic", 14.0 / 27.0),
                ("search", of(1.0)),
                ("start", 2.0 / 27.0),
                ("start/p95", of(1.0)),
                ("maintenance", 7.0 / 27.0),
                ("bug", 7.0 / 27.0),
                ("uncategorised", of(1.0)),
            ]
        )
    );
    // Of find: 1/3 search + 1/6 bug; 1 joy; 1/2 bug; 1/2 bug: 2.5, of which 1 joy, 1/3 search,
    // 7/6 bug.
    assert_eq!(
        *team(&shown, "find"),
        split(
            2.5,
            &[
                ("strategic", 8.0 / 15.0),
                ("joy", 0.4),
                ("search", 2.0 / 15.0),
                ("maintenance", 7.0 / 15.0),
                ("bug", 7.0 / 15.0),
            ]
        )
    );
    assert_eq!(
        shown["no_team"],
        split(1.0, &[("maintenance", 1.0), ("bug", 1.0)])
    );
    assert_eq!(shown["total"]["actual"]["author_days"], 8.0);
    // Narrowed to one team, the whole is that team's.
    let narrowed = actual_with(&repository, &["find"]);
    assert_eq!(narrowed["total"]["actual"], *team(&shown, "find"));
    assert_eq!(narrowed["no_team"], Value::Null);
}

#[test]
fn a_reference_is_read_as_the_team_of_the_commit_would() {
    let repository = company();
    for team in ["play", "find"] {
        repository.write(
            &format!("okrs/teams/{team}/2026-Q1/same.yaml"),
            "objective: The same name\nparent: lead\n",
        );
    }
    plant(&repository);
    repository.commit(ANN, "2026-01-05", "A\n\nOKR: same\n");
    repository.commit(BO, "2026-01-05", "A\n\nOKR: same\n");
    repository.commit(BOTH, "2026-01-05", "A\n\nOKR: same\n");
    repository.commit(BOTH, "2026-01-06", "A\n\nOKR: find:same\n");
    repository.write("find/a", "");
    repository.commit(STRANGER, "2026-01-05", "A\n\nOKR: same\n");
    let shown = actual(&repository);
    let subjects = |team: &Value| team["by_subject"].clone();
    // Ann's day, and half of the one that could be either.
    assert_eq!(
        subjects(team(&shown, "play")),
        json!([{"subject": "play:same", "share": 2.0 / 3.0}])
    );
    assert_eq!(
        subjects(team(&shown, "find")),
        json!([{"subject": "find:same", "share": 3.0 / 3.5}])
    );
    let unknown = &shown["commits"]["unknown"];
    assert_eq!(unknown.as_array().unwrap().len(), 1, "{unknown}");
    assert!(
        unknown[0]["message"]
            .as_str()
            .unwrap()
            .contains("find:same"),
        "{unknown}"
    );
}

#[test]
fn merges_and_bots_take_nobodys_time() {
    const BOT: &str = "dependabot[bot] <49699333+dependabot[bot]@users.noreply.github.com>";
    let repository = company();
    repository.git(&["branch", "side"]);
    repository.commit(ANN, "2026-01-05", "A\n\nOKR: start\n");
    repository.git(&["symbolic-ref", "HEAD", "refs/heads/side"]);
    repository.commit(BO, "2026-01-05", "B\n\nOKR: search\n");
    repository.git(&["symbolic-ref", "HEAD", "refs/heads/main"]);
    repository.merge("side", ANN, "2026-01-06", "Merge\n\nOKR: start\n");
    repository.commit(BOT, "2026-01-06", "chore: bump");
    repository.write("find/a", "");
    repository.commit(
        "helper <helper[bot]@example.com>",
        "2026-01-07",
        "chore: bump",
    );
    let shown = actual(&repository);
    assert_eq!(shown["total"]["actual"]["author_days"], 2.0);
    assert_eq!(shown["commits"]["by_bots"], 2);
    assert_eq!(shown["commits"]["counted"], 2);
    // Unless a team calls one its own.
    repository.write(
        "okrs/teams/bots/team.yaml",
        "team: Bots\nmembers: ['dependabot[bot]']\n",
    );
    let shown = actual(&repository);
    assert_eq!(shown["commits"]["by_bots"], 1);
    assert_eq!(
        *team(&shown, "bots"),
        split(1.0, &[("maintenance", 1.0), ("technical-debt", 1.0)])
    );
}

#[test]
fn a_day_is_the_authors_own() {
    let repository = company();
    let at = |date: &str, message: &str| {
        repository.commit(ANN, date, message);
    };
    // The last hours of 2025 by Greenwich are 2026 in Kiritimati, and the other way about.
    at("2025-12-31T23:59:59+00:00", "before");
    at(
        "2026-01-01T00:00:00+14:00",
        "fix: the first moment there is",
    );
    at("2026-01-01T10:59:59+00:00", "fix: the same day");
    at("2025-12-31T23:30:00-11:00", "still before");
    // Today is 2026-02-14, there too.
    at("2026-02-14T23:59:00-11:00", "chore: the last");
    at("2026-02-15T00:00:00+14:00", "tomorrow");
    at("2026-05-01", "after the cycle");
    let shown = actual(&repository);
    assert_eq!(
        *team(&shown, "play"),
        split(
            2.0,
            &[("maintenance", 1.0), ("bug", 0.5), ("technical-debt", 0.5)]
        )
    );
    assert_eq!(shown["commits"]["counted"], 3);
    // Later the cycle's own end counts.
    let later = actual_with(
        &repository,
        &["--cycle", "2026-Q1", "--today", "2026-06-01"],
    );
    assert_eq!(later["commits"]["counted"], 4);
}

#[test]
fn several_repositories_are_read_and_none_twice() {
    let (repository, other) = (company(), Repository::new());
    repository.commit(ANN, "2026-01-05", "A\n\nOKR: start\n");
    // The same person on the same day: her day is one, with two commits.
    other.write("play/a", "");
    other.commit(ANN, "2026-01-05", "fix: B");
    other.commit(STRANGER, "2026-01-05", "fix: C");
    let path = other.folder().to_str().unwrap();
    let inside = other.folder().join("play");
    let (inside, own) = (inside.to_str().unwrap(), repository.folder().join("okrs"));
    let shown = actual_with(
        &repository,
        &[
            "--repo",
            path,
            "--repo",
            inside,
            "--repo",
            ".",
            "--repo",
            own.to_str().unwrap(),
        ],
    );
    assert_eq!(shown["commits"]["counted"], 3);
    assert_eq!(shown["total"]["actual"]["author_days"], 2.0);
    assert_eq!(
        *team(&shown, "play"),
        split(
            1.0,
            &[
                ("strategic", 0.5),
                ("start", 0.5),
                ("maintenance", 0.5),
                ("bug", 0.5),
            ]
        )
    );
    let bare = Repository::new();
    let copy = bare.beside("copy.git");
    bare.git(&["clone", "--quiet", "--bare", path, copy.to_str().unwrap()]);
    let shown = actual_with(&repository, &["--repo", copy.to_str().unwrap()]);
    assert_eq!(shown["commits"]["counted"], 3);
    // A linked worktree has the history that it is linked to.
    repository.git(&["worktree", "add", "--quiet", "--detach", "linked"]);
    let shown = actual_with(&repository, &["--repo", "linked"]);
    assert_eq!(shown["commits"]["counted"], 1);
}

#[test]
fn what_does_not_exist_is_told_with_its_commit() {
    let repository = company();
    let cases = [
        ("OKR: strat", "did you mean `start`"),
        ("OKR: start/p59", "did you mean `p95`"),
        (
            "OKR: start@2025-Q4",
            "none in 2025-Q4: there is `play:start@2026-Q1`",
        ),
        ("okr: alive", "is a kpi"),
        ("OKR: ", "write the id of an objective"),
        ("Maintenance: bugs", "did you mean `bug`"),
        ("Maintenance: holidays", "there are bug, technical-debt"),
        ("OKR: nobody:start", "there is no"),
    ];
    let ids: Vec<String> = cases
        .iter()
        .map(|(trailer, _)| repository.commit(ANN, "2026-01-05", &format!("A\n\n{trailer}\n")))
        .collect();
    let shown = actual(&repository);
    let unknown = shown["commits"]["unknown"].as_array().unwrap();
    assert_eq!(unknown.len(), cases.len());
    for ((trailer, why), id) in cases.iter().zip(&ids) {
        let told = unknown.iter().find(|told| told["commit"] == **id).unwrap();
        let (key, value) = trailer.split_once(':').unwrap();
        assert_eq!(
            (&told["trailer"], &told["value"]),
            (&json!(key), &json!(value.trim()))
        );
        let message = told["message"].as_str().unwrap();
        assert!(message.contains(why), "{trailer}: {message}");
    }
    assert_eq!(*team(&shown, "play"), split(1.0, &[("uncategorised", 1.0)]));
}
