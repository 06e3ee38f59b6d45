//! How what changed looks in text and Markdown: kept as snapshots, beside what must hold whatever
//! the files say.
#![allow(clippy::unwrap_used)]

use jiff::civil::date;
use proptest::prelude::*;

use crate::diff::Effect;
use crate::render::diff_json::Compared;
use crate::render::layout::width as width_of;
use crate::render::reading::State;
use crate::render::style::Style;
use crate::render::view_tests::{HOSTILE, TODAY, assert_harmless, written};
use crate::render::{diff_markdown, diff_text};
use crate::source::Person;
use crate::testing::{STREAMLY, tree_of};
use crate::views::review::{Committed, Filter, Mode, Note, Review, Side, review};

const BEFORE: &str = r#"
#: goals/winter.yaml
goal: Every home is warm in winter
owner: board
#: goals/bills.yaml
goal: Nobody fears the heating bill
#: company/2026-Q1/insulate.yaml
objective: Homes that need half the heating
parent: winter
owner: coo
key_results:
  - {id: walls, title: Walls insulated, baseline: 0.1M, target: 0.9M, stretch: 1M, current: 0.15M}
  - {id: roofs, title: Roofs insulated, baseline: 0, target: 400}
  - {id: doors, title: Every door shuts by itself, due: 2026-03-15}
#: teams/stoves/team.yaml
team: Stoves
capacity: 5 people
allocation: {strategic: 80%, maintenance: 20%}
#: teams/stoves/2026-Q1/pellets.yaml
objective: Stoves that burn what the forest gives
parent: insulate
commitment: committed
owner: ida
allocation: 40%
key_results:
  - {id: sold, title: Pellet stoves in homes, baseline: 20, target: 80, current: 65, confidence: 80%}
  - {id: dry, title: Wood that is dry enough, target: at least 95%, current: 96%}
  - A second forest is under contract
#: teams/stoves/2026-Q1/chimneys.yaml
objective: No chimney smokes into the neighbour's window
parent: insulate
#: teams/supply/team.yaml
team: Supply
#: teams/supply/2026-Q1/lorries.yaml
objective: Lorries that never drive empty
parent: chimneys
#: teams/supply/2026-Q1/barges.yaml
objective: Barges carry what lorries carried
parent: insulate
score: 0.3
"#;

const AFTER: &str = r#"
#: goals/winter.yaml
goal: Every home is warm in winter
owner: board
#: goals/bills.yaml
goal: Nobody fears the heating bill
#: company/2026-Q1/insulate.yaml
objective: Homes that need a third of the heating
parent: winter
owner: coo
key_results:
  - {id: walls, title: Walls insulated, baseline: 0.1M, target: 0.7M, stretch: 1.2M, current: 0.25M}
  - {id: roofs, title: Roofs insulated, baseline: 0, target: 450, reason: The new crew is twice as fast}
  - {id: doors, title: Every door shuts by itself, due: 2026-03-31}
#: teams/stoves/team.yaml
team: Stoves
capacity: 5 people
allocation: {strategic: 70%, maintenance: 30%}
#: teams/stoves/2026-Q1/pellets.yaml
objective: Stoves that burn what the forest gives
parent: bills
commitment: aspirational
reason: The mill burned down
owner: per
allocation: 40%
key_results:
  - {id: sold, title: Pellet stoves in homes, baseline: 20, target: 80, current: 70, confidence: 60%}
  - {id: dry, title: Wood that is dry enough, target: at least 90%, current: 96%}
#: teams/supply/team.yaml
team: Supply
#: teams/supply/2026-Q1/lorries.yaml
objective: Lorries that never drive empty
parent: chimneys
#: teams/supply/2026-Q1/barges.yaml
objective: Barges carry what lorries carried
parent: insulate
status: dropped
reason: The canal is frozen
score: 0.4
#: teams/supply/2026-Q1/rails.yaml
objective: A train comes every Monday
parent: insulate
"#;

const LATER: &str = r#"
#: goals/winter.yaml
goal: Every home is warm in winter
owner: board
#: goals/bills.yaml
goal: Nobody fears the heating bill
#: company/2026-Q2/insulate.yaml
objective: Homes that need half the heating
parent: winter
owner: coo
key_results:
  - {id: walls, title: Walls insulated, baseline: 0.25M, target: 1.2M}
  - {id: roofs, title: Roofs insulated, baseline: 120, target: 400}
#: teams/stoves/team.yaml
team: Stoves
capacity: 5 people
allocation: {strategic: 60%, maintenance: 30%, operations: 10%}
#: teams/stoves/2026-Q2/stoves.yaml
objective: Stoves that burn all that the forest gives
parent: bills
allocation: 50%
key_results:
  - {id: sold, title: Pellet stoves in homes, baseline: 70, target: 120}
#: teams/supply/team.yaml
team: Supply
#: teams/supply/2026-Q2/rails.yaml
objective: A train comes every Monday
parent: insulate
"#;

fn compared_as(before: &str, after: &str, mode: Mode, filter: Filter) -> Review {
    let ((old, old_config), (new, new_config)) = (tree_of(before), tree_of(after));
    let (one, other) = match &mode {
        Mode::States => (None, None),
        Mode::Cycles(one, other) => (Some(one.clone()), Some(other.clone())),
        Mode::During(cycle) => (Some(cycle.clone()), Some(cycle.clone())),
    };
    let side = |snapshot, config, cycle| Side {
        snapshot,
        config,
        today: TODAY,
        cycle,
    };
    review(
        side(&old, &old_config, one.as_ref()),
        side(&new, &new_config, other.as_ref()),
        mode,
        None,
        filter,
    )
}

fn states(before: &str, after: &str) -> Review {
    compared_as(before, after, Mode::States, Filter::default())
}

fn cycle(name: &str) -> crate::model::Cycle {
    crate::model::Calendar::default().cycle(name).unwrap()
}

fn cycles() -> Review {
    let mode = Mode::Cycles(cycle("2026-Q1"), cycle("2026-Q2"));
    compared_as(BEFORE, LATER, mode, Filter::default())
}

/// What happened in a cycle, as if each change had a commit of its own.
fn during() -> Review {
    let mode = Mode::During(cycle("2026-Q1"));
    let mut review = compared_as(BEFORE, AFTER, mode, Filter::default());
    for (at, row) in review.changes.iter_mut().enumerate() {
        row.commit = Some(Committed {
            id: format!("{:x}f2a9c1b7d3f2a9c1b7d3f2a9c1b7d3f2a9c1b7d", at / 2),
            author: Person {
                name: "Ida Berg".into(),
                email: "ida@example.com".into(),
            },
            day: date(2026, 1, 20).saturating_add(jiff::Span::new().days(at as i64 / 2)),
            summary: "Mid-quarter".into(),
        });
    }
    review.notes.push(Note {
        message: "`target` has no value; what the file holds is not compared".into(),
        commit: Some("9c1b7d3f2a9c1b7d3f2a9c1b7d3f2a9c1b7d3f2a".into()),
        path: Some("okrs/teams/stoves/2026-Q1/pellets.yaml".into()),
        line: Some(7),
        hides: false,
    });
    review
}

fn compared() -> Compared {
    let commit = "3f2a9c1b7d3f2a9c1b7d3f2a9c1b7d3f2a9c1b7d";
    Compared {
        base: State::revision("HEAD", commit, date(2026, 2, 10)),
        head: State::worktree(),
        today: TODAY,
    }
}

fn text(review: &Review, width: usize, color: bool) -> String {
    written(|out| diff_text::write(out, review, &compared(), Style { color, width }))
}

fn markdown(review: &Review) -> String {
    written(|out| diff_markdown::write(out, review, &compared()))
}

#[test]
fn what_changed_on_a_terminal() {
    for (name, review) in [
        ("states", states(BEFORE, AFTER)),
        ("cycles", cycles()),
        ("during", during()),
    ] {
        for width in [60, 100] {
            let shown = text(&review, width, false);
            assert!(!shown.contains('\u{1b}'));
            insta::assert_snapshot!(format!("diff_text_{name}_{width}"), shown);
        }
        let colored = text(&review, 100, true);
        assert_eq!(without_colors(&colored), text(&review, 100, false));
    }
    let colored = text(&states(BEFORE, AFTER), 100, true);
    insta::assert_snapshot!("diff_text_states_color", colored.replace('\u{1b}', "␛"));
}

#[test]
fn what_changed_for_a_pull_request() {
    insta::assert_snapshot!("diff_markdown_states", markdown(&states(BEFORE, AFTER)));
    insta::assert_snapshot!("diff_markdown_cycles", markdown(&cycles()));
    insta::assert_snapshot!("diff_markdown_during", markdown(&during()));
}

#[test]
fn nothing_is_said_to_be_nothing() {
    let none = |only| {
        let review = compared_as(STREAMLY, STREAMLY, Mode::States, Filter { only });
        (
            text(&review, 80, false).lines().nth(1).unwrap().to_owned(),
            markdown(&review).lines().nth(1).unwrap().to_owned(),
        )
    };
    assert_eq!(
        none(None),
        ("Nothing changed".into(), "**Nothing changed.**".into())
    );
    assert_eq!(none(Some(Effect::Progress)).0, "Nobody checked in");
    assert_eq!(
        none(Some(Effect::Intent)).0,
        "Nothing changed of what is to be achieved"
    );
}

#[test]
fn text_keeps_to_the_width() {
    let reviews = [
        states(BEFORE, AFTER),
        cycles(),
        during(),
        states(STREAMLY, HOSTILE),
    ];
    for width in (40..=124).step_by(4) {
        for review in reviews.iter().take(3) {
            for line in text(review, width, false).lines() {
                assert!(width_of(line) <= width.max(46), "{width}: {line}");
                assert_eq!(line.trim_end(), line);
            }
        }
        assert_harmless(&text(&reviews[3], width, false));
    }
}

/// One tree whose words are all `words`, with another target and another title.
fn with_words(words: &str, target: u32) -> String {
    let quoted = serde_json::to_string(words).unwrap();
    format!(
        "#: goals/top.yaml\ngoal: {quoted}\n\
         #: teams/a/team.yaml\nteam: {quoted}\n\
         #: teams/a/2026-Q1/one.yaml\nobjective: {quoted}\nparent: top\nowner: [{quoted}]\n\
         reason: {quoted}\nkey_results:\n\
         - {{id: first, title: {quoted}, baseline: 1, target: {target}, current: {target}, reason: {quoted}}}\n\
         - {{id: second, title: {quoted}, baseline: 0, target: {target}, note: {quoted}}}\n"
    )
}

fn assert_one_table(before: &str, after: &str) {
    let review = states(before, after);
    let page = markdown(&review);
    let lines: Vec<&str> = page.lines().collect();
    assert_eq!(lines.first(), Some(&"<!-- okr-diff -->"));
    let rows: Vec<&&str> = lines.iter().filter(|line| line.starts_with('|')).collect();
    // The head, the line below it, and one row for each key result.
    assert_eq!(rows.len(), 4, "{page}");
    for row in rows {
        assert_eq!(row.matches('|').count(), 4, "{row}");
    }
    assert_harmless(&page);
    let own = page.replace("<!-- -->", "\u{0}").replace("&#124;", "\u{0}");
    assert_eq!(own.matches("<!--").count(), 1, "{page}");
    for (word, most) in [("<details>", 1), ("</details>", 1), ("```", 0)] {
        assert_eq!(own.matches(word).count(), most, "{word}: {page}");
    }
    let prose = outside_code(&own);
    for (at, sign) in prose.match_indices(['@', '#']) {
        let next = prose[at + sign.len()..].chars().next();
        assert!(
            next.is_none_or(|next| !next.is_alphanumeric()),
            "{sign}: {page}"
        );
    }
}

/// `page` without its code spans, in which nothing is markup, a mention or a reference.
fn outside_code(page: &str) -> String {
    let mut prose = String::new();
    let (mut is_code, mut is_escaped) = (false, false);
    for char in page.chars() {
        match char {
            '`' if !is_escaped => is_code = !is_code,
            _ if is_code => {}
            _ => prose.push(char),
        }
        is_escaped = char == '\\' && !is_escaped && !is_code;
    }
    prose
}

const HOSTILE_WORDS: [&str; 14] = [
    "| a",
    "a | b | c",
    "```",
    "`x` ``` y",
    "</details>",
    "<details><summary>x",
    "@team and @everyone",
    "fixes #1, closes #12, GH-3",
    "<!-- okr-diff -->",
    "--> <!--",
    "one\ntwo\n\n| three |\n|---|",
    "\u{202e}\u{202e}\u{202e}evil\u{202d} \u{2067}x",
    "\\| \\\\| ::error:: ##[group]",
    "# Heading\n- item\n> quote\n***",
];

#[test]
fn hostile_words_stay_in_their_cells() {
    for words in HOSTILE_WORDS {
        assert_one_table(
            &with_words("Plain words", 10),
            &with_words(&format!("x {words}"), 8),
        );
        assert_one_table(&with_words(words, 10), &with_words(words, 8));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_words_stay_in_their_cells(
        words in r#"([a-z]|[|`<>#@!\\*_~\[\]{}()&$%:./\n\r\t -]|\PC){1,60}"#
    ) {
        prop_assume!(!words.trim().is_empty());
        assert_one_table(&with_words(&words, 10), &with_words(&words, 8));
        let review = states(&with_words(&words, 10), &with_words(&words, 8));
        assert_harmless(&text(&review, 60, false));
    }
}

/// Very many objectives with long titles.
fn large(count: usize, target: u32) -> String {
    let title = "$|<@#".repeat(60);
    let objective = |at: usize| {
        format!(
            "#: teams/a/2026-Q1/o{at}.yaml\nobjective: '{at} {title}'\nkey_results:\n\
             - {{id: k, title: '{title}', baseline: 1, target: {target}}}\n"
        )
    };
    (0..count).map(objective).collect()
}

#[test]
fn a_page_is_never_too_long_for_a_comment() {
    for count in [3, 20, 60, 700] {
        let page = markdown(&states(&large(count, 10), &large(count, 8)));
        assert!(page.chars().count() <= 60_000, "{}", page.chars().count());
        let rows = page.lines().filter(|line| line.starts_with('|'));
        for row in rows {
            assert_eq!(row.matches('|').count(), 4, "{row}");
            assert!(row.ends_with(" |"));
        }
        assert_eq!(
            page.matches("<details>").count(),
            page.matches("</details>").count()
        );
        assert!(page.contains(" more") || count < 60);
        assert!(page.trim_end().ends_with("2026-02-14"));
    }
}

fn without_colors(text: &str) -> String {
    let mut bare = String::new();
    let mut pieces = text.split('\u{1b}');
    bare.push_str(pieces.next().unwrap_or_default());
    for piece in pieces {
        bare.push_str(piece.split_once('m').map_or("", |(_, rest)| rest));
    }
    bare
}
