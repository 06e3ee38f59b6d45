#![allow(clippy::unwrap_used)]

use jiff::civil::date;

use super::*;
use crate::model::Calendar;
use crate::render::layout::width as width_of;
use crate::testing::{STREAMLY, place, tree_of};
use crate::views::{Options, Shown, tree};

/// A tree with the goal `g` and `files`, as it is shown for 2026-Q1 in so many columns.
fn shown(files: &str, width: usize, change: impl FnOnce(&mut Options)) -> String {
    let files = format!("#: goals/g.yaml\ngoal: G\n{files}");
    text(&files, width, change)
}

fn text(files: &str, width: usize, change: impl FnOnce(&mut Options)) -> String {
    let (snapshot, config) = tree_of(files);
    let today = date(2026, 2, 14);
    let mut options = Options {
        shown: Shown::One(Calendar::default().cycle("2026-Q1").unwrap()),
        today,
        root: None,
        team: None,
        depth: None,
        key_results: true,
        only: Vec::new(),
        sort: crate::views::Sort::Name,
    };
    change(&mut options);
    let shown = tree(&snapshot, &config, &options);
    let style = Style {
        color: false,
        width,
    };
    let mut out = Vec::new();
    write(&mut out, &shown, &Reading::worktree(today), style).unwrap();
    String::from_utf8(out).unwrap()
}

/// An objective of the company with `key_results`, one `- …` a line.
fn objective(key_results: &str) -> String {
    let indented: String = key_results
        .lines()
        .map(|line| format!("  {line}\n"))
        .collect();
    format!("#: company/2026-Q1/o.yaml\nobjective: T\nparent: g\nkey_results:\n{indented}")
}

#[test]
fn short_titles_leave_every_figure_in_its_column() {
    let files = objective(
        "- {id: a, title: T, baseline: 0, target: 10, current: 10}\n\
         - {id: b, title: U, baseline: 0, target: 10, current: 5}",
    );
    for width in [80, 100, 120] {
        let text = shown(&files, width, |_| {});
        let ends: Vec<usize> = text
            .lines()
            .filter_map(|line| line.split_once('%'))
            .map(|(before, _)| width_of(before))
            .collect();
        assert_eq!(ends.len(), 3, "{text}");
        assert!(ends.iter().all(|end| *end == ends[0]), "{text}");
        for mark in ["○ T ", "▸ T ", "▸ U "] {
            let line = text.lines().find(|line| line.contains(mark)).unwrap();
            assert!(line.contains('%') && line.ends_with("on track"), "{text}");
        }
    }
}

#[test]
fn bars_depend_on_the_width_alone() {
    let narrow = objective("- {id: a, title: T, baseline: 0, target: 10, current: 5}");
    for (width, bar) in [(60, 0), (80, 0), (99, 0), (100, 5), (119, 5), (120, 10)] {
        for files in [narrow.as_str(), STREAMLY] {
            let text = shown(files, width, |_| {});
            let figures: Vec<&str> = text
                .lines()
                .filter(|line| line.ends_with("on track") || line.ends_with("at risk"))
                .collect();
            assert!(!figures.is_empty() || width < 80, "{text}");
            for line in figures {
                let cells = line.chars().filter(|char| "█░".contains(*char)).count();
                assert_eq!(cells, bar, "{width}: {text}");
            }
        }
    }
}

#[test]
fn one_long_target_moves_no_other_row() {
    let long = "#: teams/t/k.yaml\nkpi: A process that has to keep working well\n\
                target: between 1000000 and 2000000 users\ncurrent: 1500000 users\n";
    let files = objective(
        "- {id: first-one, title: Some title that is not short, baseline: 10%, target: 20%, current: 15%}\n\
         - {id: second-one, title: Another title of such length, baseline: 10%, target: 20%, current: 15%}\n\
         - {id: third-one, title: And the last of those titles, baseline: 10%, target: 20%, current: 15%}",
    );
    for width in [80, 100] {
        let text = shown(&format!("{files}{long}"), width, |_| {});
        let rows: Vec<&str> = text.lines().filter(|line| line.contains('▸')).collect();
        assert_eq!(rows.len(), 4, "{text}");
        for row in &rows[..3] {
            assert!(row.contains("10% → 20%") && row.contains("50%"), "{text}");
        }
    }
}

#[test]
fn a_baseline_that_is_missing_shows_as_a_question() {
    let text = shown(
        &objective(
            "- {id: a, title: A, target: 40 coffees}\n- {id: b, title: B, baseline: 5, current: 6}",
        ),
        100,
        |_| {},
    );
    assert!(text.contains("? → 40 coffees"), "{text}");
    assert!(text.contains("5 → ?"), "{text}");
}

#[test]
fn scores_are_rounded_and_said_where_they_say_more() {
    let done = "#: company/2025-Q4/o.yaml\nobjective: O\nparent: g\nkey_results:\n";
    for (key_result, said) in [
        ("{title: K, baseline: 0, target: 3, current: 1}", None),
        (
            "{title: K, baseline: 0, target: 3, current: 1, score: 0.666}",
            Some("score 0.67"),
        ),
        (
            "{title: K, baseline: 0, target: 3, current: 1, score: 0.5}",
            Some("score 0.5"),
        ),
    ] {
        let text = shown(&format!("{done}  - {key_result}\n"), 100, |options| {
            options.shown = Shown::All;
        });
        assert!(text.contains("33%"), "{text}");
        assert!(!text.contains("0.333") && !text.contains("0.666"), "{text}");
        match said {
            Some(said) => assert!(text.contains(said), "{text}"),
            None => assert!(!text.contains("score"), "{text}"),
        }
    }
}

#[test]
fn why_an_objective_stands_alone_is_said_in_its_own_words() {
    let text = shown(
        "#: company/2026-Q1/broken.yaml\nobjectiv: Broken\n\
         #: teams/a/2026-Q1/twin.yaml\nobjective: Twin\n\
         #: teams/b/2026-Q1/twin.yaml\nobjective: Twin\n\
         #: company/2026-Q1/which.yaml\nobjective: Which\nparent: twin\n\
         #: company/2026-Q1/unread.yaml\nobjective: Unread\nparent: broken\n\
         #: company/2026-Q1/half.yaml\nobjective: Half\nkey_results: {{{\n\
         #: company/2026-Q1/under.yaml\nobjective: Under\nparent: half/x\n\
         #: company/2026-Q1/typo.yaml\nobjective: Typo\nparent: nowhere\n",
        100,
        |_| {},
    );
    for words in [
        "parent `twin` is ambiguous",
        "parent `broken`: its file cannot be read",
        "parent `half/x`: its file cannot be read",
        "parent `nowhere` not found",
    ] {
        assert!(text.contains(words), "{text}");
    }
}

#[test]
fn a_team_without_anything_under_a_reference_is_said_to_have_none() {
    let (snapshot, _) = tree_of(STREAMLY);
    let text = text(STREAMLY, 100, |options| {
        options.root = Some(place(&snapshot, "payroll", "2026-Q1"));
        options.team = snapshot.team_named("onboarding");
    });
    assert!(
        text.contains("There is no objective of Onboarding & Discovery under `payroll` in 2026-Q1"),
        "{text}"
    );
    assert!(!text.contains("--cycle"), "{text}");
}
