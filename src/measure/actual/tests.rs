#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;
use std::sync::LazyLock;

use jiff::civil::{Date, date};
use proptest::prelude::*;

use super::{Actual, Counting, Spent};
use crate::measure::exact::Exact;
use crate::model::Config;
use crate::snapshot::Snapshot;
use crate::source::{Commit, LogEntry, Person};
use crate::testing::tree_of;

/// People in one team, in two, in three and in none; an id that two teams have; a team that ends.
const TREE: &str = "
#: goals/lead.yaml
goal: Lead
#: company/2026-Q1/joy.yaml
objective: Joy
parent: lead
#: teams/play/team.yaml
team: Play
members: [p0@x, p1@x, p2@x]
paths: [play/**]
#: teams/play/2026-Q1/same.yaml
objective: The same
parent: joy
key_results: [A, B, C]
#: teams/find/team.yaml
team: Find
members: [p1@x, P2, p3@x]
paths: [find/**, shared/**]
#: teams/find/2026-Q1/same.yaml
objective: The same
parent: joy
allocation: {find: 10%, play: 20%}
#: teams/gone/team.yaml
team: Gone
members: [p2@x, p4@x]
paths: [shared/**]
until: 2026-01-03
#: teams/gone/2026-Q1/only.yaml
objective: The only
parent: joy
";

static READ: LazyLock<(Snapshot, Config)> = LazyLock::new(|| tree_of(TREE));

/// A commit with the paths it changed.
type Changed = (Commit, Vec<&'static str>);

fn commits() -> impl Strategy<Value = Vec<Changed>> {
    let trailer = prop::sample::select(vec![
        ("OKR", "same"),
        ("OKR", "same/kr1, same/kr2,joy"),
        ("OKR", "play:same/kr3"),
        ("OKR", "only, find:same"),
        ("OKR", "nothing"),
        ("OKR", ""),
        ("okr", "lead"),
        ("Maintenance", "bug"),
        ("Maintenance", "promise, request, bug"),
        ("Maintenance", "what"),
        ("Operations", "a, b"),
        ("Signed-off-by", "P"),
    ]);
    let subject = prop::sample::select(vec![
        "fix: x",
        "feat(a)!: x",
        "chore(b): x",
        "words",
        "",
        "words\n\nMaintenance: bug\n\nOKR: joy\n\nmore",
    ]);
    let path = prop::sample::select(vec!["play/a", "find/a", "shared/a", "other", "play"]);
    let commit = (
        0..7_u8,
        -1..5_i64,
        prop::collection::vec(trailer, 0..4),
        subject,
        prop::collection::vec(path, 0..3),
        prop::bool::weighted(0.1),
    );
    let commit = commit.prop_map(|(who, day, trailers, message, paths, is_bot)| {
        let mark = if is_bot { "[bot]" } else { "" };
        let author = Person {
            name: format!("P{who}{mark}"),
            email: format!("p{who}@x"),
        };
        let owned = |(key, value): (&str, &str)| (key.to_owned(), value.to_owned());
        let commit = Commit {
            id: format!("{who}-{day}"),
            written_by: author.clone(),
            author,
            day: day_of(day),
            trailers: trailers.into_iter().map(owned).collect(),
            message: message.to_owned(),
        };
        (commit, paths)
    });
    prop::collection::vec(commit, 0..40)
}

fn day_of(offset: i64) -> Date {
    date(2026, 1, 1)
        .checked_add(jiff::Span::new().days(offset))
        .unwrap()
}

fn count(snapshot: &Snapshot, config: &Config, commits: &[Changed]) -> Actual {
    let cycle = snapshot.calendar.cycle("2026-Q1").unwrap();
    let mut counting = Counting::new(snapshot, config, &cycle, date(2026, 1, 4));
    for (commit, paths) in commits {
        counting.take(LogEntry::Commit(commit.clone()));
        for path in paths {
            counting.take(LogEntry::Path(path));
        }
    }
    counting.finish()
}

/// What a split adds up to.
fn parts(spent: &Spent) -> Exact {
    let (strategic, maintenance) = (spent.strategic(), spent.maintenance());
    [
        &strategic,
        &maintenance,
        &spent.operations,
        &spent.uncategorised,
    ]
    .into_iter()
    .sum()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn no_day_is_lost_and_none_made_up(commits in commits()) {
        let (snapshot, config) = &*READ;
        let actual = count(snapshot, config, &commits);
        let mut all: Vec<&Spent> = actual.teams.values().collect();
        all.push(&actual.no_team);
        prop_assert_eq!(&Spent::sum(all.iter().copied()), &actual.total);
        for spent in all.into_iter().chain([&actual.total]) {
            prop_assert_eq!(&parts(spent), &spent.author_days);
        }
        let said = actual.commits;
        prop_assert_eq!(
            said.counted,
            said.by_trailer + said.by_line + said.by_type + said.uncategorised
        );
        prop_assert_eq!(said.unknown, actual.unknown.len() as u64);
    }

    #[test]
    fn there_are_as_many_days_as_authors_had(commits in commits()) {
        let (snapshot, config) = &*READ;
        let actual = count(snapshot, config, &commits);
        // Members are counted whatever they are called, others unless they are machines; a team's
        // people are its members to its last day, and days before the cycle or after today are none.
        let is_member = |commit: &Commit| match commit.author.email.as_str() {
            "p0@x" | "p1@x" | "p2@x" | "p3@x" => true,
            "p4@x" => commit.day <= date(2026, 1, 3),
            _ => false,
        };
        let counted = commits.iter().map(|(commit, _)| commit).filter(|commit| {
            (is_member(commit) || !commit.author.name.ends_with("[bot]"))
                && commit.day >= date(2026, 1, 1)
                && commit.day <= date(2026, 1, 4)
        });
        let days: BTreeSet<_> = counted
            .clone()
            .map(|commit| (&commit.author.email, commit.day))
            .collect();
        prop_assert_eq!(actual.commits.counted, counted.count() as u64);
        prop_assert_eq!(actual.total.author_days, Exact::fraction(days.len() as u128, 1));
    }

    #[test]
    fn the_order_of_commits_makes_no_difference(
        (commits, shuffled) in commits().prop_flat_map(|commits| {
            (Just(commits.clone()), Just(commits).prop_shuffle())
        })
    ) {
        let (snapshot, config) = &*READ;
        let one = count(snapshot, config, &commits);
        let other = count(snapshot, config, &shuffled);
        prop_assert_eq!(&one.total, &other.total);
        prop_assert_eq!(&one.teams, &other.teams);
        prop_assert_eq!(&one.no_team, &other.no_team);
        prop_assert_eq!(one.commits, other.commits);
    }

    #[test]
    fn one_day_of_the_same_is_one_day_however_often(times in 1..50_usize) {
        let (snapshot, config) = &*READ;
        let author = Person { name: "P0".to_owned(), email: "p0@x".to_owned() };
        let commit = Commit {
            id: String::new(),
            written_by: author.clone(),
            author,
            day: day_of(0),
            trailers: vec![("OKR".to_owned(), "joy".to_owned())],
            message: String::new(),
        };
        let once = count(snapshot, config, &[(commit.clone(), Vec::new())]);
        let often = count(snapshot, config, &vec![(commit, Vec::new()); times]);
        prop_assert_eq!(once.total, often.total);
    }
}
