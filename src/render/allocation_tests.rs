//! How the time of teams looks in every format: kept as snapshots, beside what must hold whatever
//! the files say.
#![allow(clippy::unwrap_used)]

mod printed;

use jiff::civil::date;
use rust_decimal::Decimal;

use crate::measure::actual::{Actual, Counting};
use crate::model::{Calendar, Config, Cycle};
use crate::render::layout::width as width_of;
use crate::render::style::Style;
use crate::render::view_tests::{HOSTILE, TODAY, assert_harmless, json, reading, written};
use crate::render::{allocation_csv, allocation_json, allocation_markdown, allocation_text};
use crate::snapshot::Snapshot;
use crate::source::{Commit, LogEntry, Person};
use crate::testing::{STREAMLY, tree_of};
use crate::views::Allocation;
use crate::views::allocation::{Wanted, allocation};

/// More teams beside those of [`STREAMLY`]: above and below one another, with plans for a cycle,
/// with too much, with too little, and without a plan.
const MORE: &str = r#"
#: teams/player/team.yaml
team: Player
capacity: 3 people
allocation: {strategic: 50%, maintenance: 12.5%, operations: 30%}
allocation_reason: The night shift is ours until the provider takes over, and that is a long story that needs more than a line
#: teams/player/2026-Q1/team.yaml
id: player
team: Player
cycle: 2026-Q1
until: 2026-03-31
maintenance:
  - {title: Replace the old decoder, kind: technical-debt, share: 10%, due: 2026-02-01}
  - {title: Smaller builds, kind: technical-debt, share: 5%}
  - {title: "", share: 1%}
#: teams/player/2026-Q1/subtitles.yaml
objective: Subtitles that can be read
parent: payroll
allocation: 55%
#: teams/player/2026-Q1/given-up.yaml
objective: Watch with friends
status: dropped
allocation: 30%
#: teams/player/codec/team.yaml
team: Codec
capacity: 2 people
allocation: {strategic: 80%, maintenance: 30%}
#: teams/player/codec/chips/team.yaml
team: Chips
capacity: 1 person
#: teams/player/codec/chips/2026-Q1/chips.yaml
objective: Chips of our own
allocation: 10%
#: teams/player/lab/team.yaml
team: Lab
allocation: {strategic: 100%}
"#;

fn cycle() -> Cycle {
    Calendar::default().cycle("2026-Q1").unwrap()
}

fn commit(
    number: usize,
    author: &str,
    day: i8,
    message: &str,
    trailers: &[(&str, &str)],
) -> Commit {
    let person = Person {
        name: author.to_owned(),
        email: format!("{author}@example.com"),
    };
    Commit {
        id: format!("{number:x}{:039}", 0),
        author: person.clone(),
        written_by: person,
        day: date(2026, 2, day),
        trailers: trailers
            .iter()
            .map(|(key, value)| ((*key).to_owned(), (*value).to_owned()))
            .collect(),
        message: message.to_owned(),
    }
}

/// What a few commits say.
fn spent(snapshot: &Snapshot, config: &Config) -> Actual {
    let mut counting = Counting::new(snapshot, config, &cycle(), TODAY);
    let commits = [
        commit(1, "priya", 2, "One", &[("OKR", "find-content/flow")]),
        commit(2, "priya", 3, "Two", &[("OKR", "find-content")]),
        commit(
            3,
            "priya",
            4,
            "Three",
            &[("OKR", "find-content/conversion")],
        ),
        commit(4, "jun", 2, "fix: four", &[]),
        commit(5, "jun", 3, "Five", &[("Maintenance", "promise")]),
        commit(6, "jun", 4, "Six", &[("Operations", "payroll")]),
        commit(7, "jun", 5, "Seven", &[("OKR", "find-contnt")]),
        commit(
            8,
            "jun",
            6,
            "Eight\n\n* OKR: seamless-experience/mau\n",
            &[],
        ),
        commit(9, "stranger", 6, "Nine", &[("OKR", "\u{1b}[31mnone")]),
        commit(10, "dependabot[bot]", 6, "Bump", &[]),
    ];
    for commit in commits {
        counting.take(LogEntry::Commit(commit));
    }
    counting.finish()
}

fn planned(files: &str) -> Allocation {
    let (snapshot, config) = tree_of(files);
    allocation(&snapshot, &config, &wanted(), None)
}

fn with_actual(files: &str) -> Allocation {
    let (snapshot, config) = tree_of(files);
    let actual = spent(&snapshot, &config);
    allocation(&snapshot, &config, &wanted(), Some(&actual))
}

fn wanted() -> Wanted {
    Wanted {
        cycle: Some(cycle()),
        teams: Vec::new(),
    }
}

fn painted(shown: &Allocation, width: usize, color: bool) -> String {
    let style = Style { color, width };
    written(|out| allocation_text::write(out, shown, &reading(), style))
}

fn text(shown: &Allocation, width: usize) -> String {
    painted(shown, width, false)
}

fn markdown(shown: &Allocation) -> String {
    written(|out| allocation_markdown::write(out, shown, &reading()))
}

fn csv(shown: &Allocation) -> String {
    written(|out| allocation_csv::write(out, shown))
}

fn more() -> String {
    format!("{STREAMLY}{MORE}")
}

#[test]
fn every_format() {
    let more = more();
    for (name, shown) in [
        ("streamly", planned(STREAMLY)),
        ("streamly_actual", with_actual(STREAMLY)),
        ("teams", planned(&more)),
        ("teams_actual", with_actual(&more)),
    ] {
        for width in [40, 60, 80, 100] {
            let name = format!("allocation_text_{name}_{width}");
            insta::assert_snapshot!(name, text(&shown, width));
        }
        insta::assert_snapshot!(format!("allocation_markdown_{name}"), markdown(&shown));
        insta::assert_snapshot!(
            format!("allocation_csv_{name}"),
            csv(&shown).replace('\r', "")
        );
    }
    let shown = with_actual(STREAMLY);
    insta::assert_snapshot!(
        "allocation_json",
        json(|out| allocation_json::write(out, &shown, &reading()))
    );
    let colored = painted(&planned(STREAMLY), 80, true).replace('\u{1b}', "^");
    insta::assert_snapshot!("allocation_text_colour", colored);
}

/// Everything that can be written of `shown`.
fn outputs(shown: &Allocation) -> Vec<String> {
    let mut outputs: Vec<String> = [40, 60, 100].map(|width| text(shown, width)).into();
    outputs.extend([
        markdown(shown),
        json(|out| allocation_json::write(out, shown, &reading())),
    ]);
    outputs
}

/// A team that means harm, beside the titles of [`HOSTILE`].
fn hostile() -> String {
    let team = r###"
#: teams/harm/team.yaml
team: "::error::\x1b[31m 世界中の視聴者が毎日見たい作品に出会える場所 ##[group] =1+1"
capacity: 3 people
allocation: {strategic: 55.5%, maintenance: 44.5%}
allocation_reason: "=cmd\u202e|' /C calc'!A0 <script> @all"
maintenance:
  - {title: "=HYPERLINK(1)", kind: bug, share: 1%, from: "\x1b]0;title\x07"}
  - {title: "e\u0301te\u0301 👩‍👩‍👧‍👦 Donaudampfschifffahrtsgesellschaftskapitänskajütenschlüssel", share: 2%}
"###;
    let planned = HOSTILE.replace("parent: wide\n", "parent: wide\nallocation: 33.3%\n");
    format!("{planned}{team}")
}

#[test]
fn nothing_harmful_reaches_any_output() {
    for shown in [
        planned(&hostile()),
        with_actual(&hostile()),
        with_actual(&more()),
    ] {
        for output in outputs(&shown) {
            assert_harmless(&output);
        }
        // No cell of a table begins a line, so that commands in one are only text.
        assert_harmless(&csv(&shown).replace("\r\n", "\n").replace("##[", ""));
    }
    let table = csv(&planned(&hostile()));
    assert!(table.contains(",'=HYPERLINK(1),"), "{table}");
}

#[test]
fn lines_fit_and_have_no_space_at_their_end() {
    for shown in [
        planned(STREAMLY),
        with_actual(&more()),
        with_actual(&hostile()),
    ] {
        for width in 40..=104 {
            for line in text(&shown, width).lines() {
                assert!(width_of(line) <= width, "{width}: {line}");
                assert_eq!(line.trim_end(), line, "{width}");
            }
        }
    }
}

#[test]
fn what_colour_says_is_said_without_it_too() {
    let shown = with_actual(&more());
    let colored = painted(&shown, 90, true);
    let mut pieces = colored.split('\u{1b}');
    let mut plain = pieces.next().unwrap().to_owned();
    plain.extend(pieces.map(|piece| piece.split_once('m').unwrap().1));
    assert_ne!(plain, colored);
    assert_eq!(plain, text(&shown, 90));
}

/// The sums of people and of author-days of the rows of one level.
fn sums(table: &str, level: &str) -> [Decimal; 2] {
    let mut rows = ::csv::Reader::from_reader(table.as_bytes());
    let rows: Vec<_> = rows.records().map(Result::unwrap).collect();
    let of_level = rows.iter().filter(|row| &row[1] == level);
    let number = |text: &str| text.parse::<Decimal>().unwrap_or_default();
    of_level.fold([Decimal::ZERO; 2], |[people, days], row| {
        [people + number(&row[10]), days + number(&row[12])]
    })
}

#[test]
fn rows_of_one_level_add_up_to_the_whole() {
    let table = csv(&with_actual(&more()));
    let whole = sums(&table, "total");
    assert_eq!(whole, [Decimal::from(10), Decimal::from(9)]);
    assert_eq!(sums(&table, "bucket"), whole);
    let [people, days] = sums(&table, "item");
    // Whoever is in no team did nothing that a team has an item for.
    assert_eq!([people, days + Decimal::ONE], whole);
    assert_eq!(sums(&table, "goal")[0], whole[0]);
    assert!(table.lines().count() > 20 && table.matches("\r\n").count() == table.lines().count());
}

#[test]
fn printed_numbers_add_up_to_the_printed_total() {
    let mut files = String::new();
    for team in 0..7 {
        files += &format!(
            "#: goals/g{team}.yaml\ngoal: G\n\
             #: teams/t{team}/team.yaml\nteam: T\ncapacity: 1.7 people\n\
             allocation: {{strategic: 73%, maintenance: 17%, operations: 10%}}\n\
             #: teams/t{team}/2026-Q1/o.yaml\nobjective: O\nparent: g{team}\nallocation: 1/3\n"
        );
    }
    let text = text(&planned(&files), 100);
    let (_, goals) = text.split_once("By business goal\n").unwrap();
    let (parts, whole) = goals.split_once("all together").unwrap();
    let number = |line: &str, unit: &str| -> Decimal {
        let before = line.split_once(unit).map_or("", |(before, _)| before);
        before
            .split_whitespace()
            .last()
            .unwrap_or("0")
            .parse()
            .unwrap()
    };
    for unit in ["%", " people"] {
        let sum: Decimal = parts.lines().map(|line| number(line, unit)).sum();
        let whole = number(whole.lines().next().unwrap(), unit);
        assert_eq!(sum, whole, "{text}");
    }
    assert!(text.contains("11.9 people"), "{text}");
}

#[test]
fn without_a_plan_it_is_said_what_to_write() {
    let shown = planned("#: goals/g.yaml\ngoal: Win\n");
    insta::assert_snapshot!("allocation_text_empty", text(&shown, 80));
    assert!(markdown(&shown).contains("`okr init`"));
    assert_eq!(csv(&shown).lines().count(), 1);
}

#[test]
fn many_teams_each_have_their_bar() {
    let mut files = String::new();
    for team in 0..100 {
        let path = "a/".repeat(team % 30);
        files += &format!(
            "#: teams/{path}t{team}/team.yaml\nteam: T\ncapacity: 2 people\n\
             allocation: {{strategic: 80%, maintenance: 20%}}\n"
        );
    }
    let text = text(&planned(&files), 80);
    assert_eq!(text.lines().filter(|line| line.contains("█▒")).count(), 101);
    assert!(
        text.contains("All teams · 100 teams · 200 people"),
        "{text}"
    );
}
