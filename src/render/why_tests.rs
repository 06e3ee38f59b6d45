//! How lines of sight look in every format: kept as snapshots, beside what must hold whatever the
//! files say.
#![allow(clippy::unwrap_used)]

use crate::render::layout::width as width_of;
use crate::render::style::Style;
use crate::render::view_tests::{HOSTILE, TODAY, assert_harmless, json, options, reading, written};
use crate::render::{why_json, why_markdown, why_text};
use crate::testing::{STREAMLY, place, tree_of};
use crate::views::{Basis, Why, why};

/// What serves no goal: by itself, over another, and in a circle; a kpi that is repaired; one
/// objective of several teams; and what says nothing at all.
const GAPS: &str = "
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
  - {id: walls, title: Walls insulated, baseline: 100, target: 900, current: 150}
  - {id: roofs, title: Roofs insulated, target: 400}
#: teams/stoves/team.yaml
team: Stoves
capacity: 5 people
#: teams/stoves/2026-Q1/pellets.yaml
objective: Stoves that burn what the forest gives
why: Heating with wood halves the bill of a home.
owner: [ida, per]
allocation: {stoves: 40%, supply: 25%}
key_results:
  - {id: sold, title: Pellet stoves in homes, baseline: 20, target: 80, current: 65, confidence: 80%}
  - {id: dry, title: Wood that is dry enough, target: at least 95%, current: 96%}
  - A second forest is under contract
#: teams/supply/team.yaml
team: Supply
#: teams/supply/2026-Q1/lorries.yaml
objective: Lorries that never drive empty
parent: pellets
#: teams/supply/2026-Q1/empty.yaml
objective: Empty
parent: insulate
#: teams/supply/2026-Q1/ring.yaml
objective: Round and round
parent: ring
#: teams/supply/on-time.yaml
kpi: Wood arrives before it is needed
owner: supply
target: at least 98%
current: 91%
#: teams/supply/2026-Q1/mend.yaml
objective: Wood is there on Monday
parent: on-time
owner: supply
allocation: 10%
key_results:
  - {id: late, title: Deliveries that come late, baseline: 40, target: 5, current: 38}
";

fn of(files: &str, reference: &str) -> Why {
    let (snapshot, config) = tree_of(files);
    let basis = Basis {
        snapshot: &snapshot,
        config: &config,
        today: TODAY,
    };
    let place = place(&snapshot, reference, "2026-Q1");
    why(basis, place, &options().shown).unwrap()
}

fn text(why: &Why, width: usize) -> String {
    let style = Style {
        color: false,
        width,
    };
    written(|out| why_text::write(out, why, &reading(), style))
}

fn markdown(why: &Why) -> String {
    written(|out| why_markdown::write(out, why, &reading()))
}

fn as_json(why: &Why) -> String {
    json(|out| why_json::write(out, why, &reading()))
}

#[test]
fn a_line_that_reaches_its_goal() {
    let found = of(STREAMLY, "find-content/flow");
    for width in [80, 100] {
        insta::assert_snapshot!(format!("why_text_{width}"), text(&found, width));
    }
    insta::assert_snapshot!("why_markdown", markdown(&found));
    insta::assert_snapshot!("why_json", as_json(&found));
}

#[test]
fn lines_with_gaps() {
    for name in [
        "pellets", "lorries", "empty", "ring", "mend", "on-time", "insulate", "winter", "bills",
    ] {
        let found = of(GAPS, name);
        insta::assert_snapshot!(format!("why_text_{name}"), text(&found, 80));
    }
    for name in ["pellets", "mend", "on-time"] {
        let found = of(GAPS, name);
        insta::assert_snapshot!(format!("why_markdown_{name}"), markdown(&found));
    }
    insta::assert_snapshot!("why_json_pellets", as_json(&of(GAPS, "pellets")));
}

#[test]
fn hostile_titles_on_the_line() {
    for (name, reference) in [("wide", "見る"), ("harm", "harm")] {
        let found = of(HOSTILE, reference);
        insta::assert_snapshot!(format!("why_text_hostile_{name}"), text(&found, 60));
        insta::assert_snapshot!(format!("why_markdown_hostile_{name}"), markdown(&found));
        for output in [
            text(&found, 40),
            text(&found, 100),
            markdown(&found),
            as_json(&found),
        ] {
            assert_harmless(&output);
        }
    }
}

#[test]
fn text_keeps_to_the_width() {
    for width in (40..=104).step_by(4) {
        for (files, reference) in [
            (STREAMLY, "find-content/flow"),
            (GAPS, "lorries"),
            (GAPS, "mend"),
        ] {
            for line in text(&of(files, reference), width).lines() {
                assert!(width_of(line) <= width, "{width}: {line}");
                assert_eq!(line.trim_end(), line);
            }
        }
    }
}

#[test]
fn values_that_a_title_says_are_not_said_again() {
    for (key_result, said) in [
        (
            "{title: Grow users from 5 million to 7 million, baseline: 5M, target: 7M, current: 6M}",
            "“Grow users from 5 million to 7 million” (now 6M)",
        ),
        (
            "{title: Grow users, baseline: 5M, target: 7M, current: 6M}",
            "“Grow users” from 5M to 7M (now 6M)",
        ),
        (
            "{title: Grow users to 7 million, baseline: 5M, target: 7M}",
            "“Grow users to 7 million” (from 5M)",
        ),
        ("{title: Users., target: 7M}", "“Users” to 7M"),
        (
            "{title: Uptime, target: at least 99%, current: 98%}",
            "“Uptime” (at least 99%, now 98%)",
        ),
        (
            "{title: Sales, baseline: 5, target: +20%}",
            "“Sales” (5 → +20%)",
        ),
        (
            "{title: The shop is open, done: true}",
            "“The shop is open” (done)",
        ),
        ("{baseline: 1, target: 2}", "“kr1” from 1 to 2"),
    ] {
        let files =
            format!("#: teams/t/2026-Q1/o.yaml\nobjective: O\nkey_results: [{key_result}]\n");
        let sentence = crate::render::page::sentence(&of(&files, "o/kr1"));
        let expected = format!("t works on {said} for its objective “O”; ");
        assert!(sentence.starts_with(&expected), "{sentence}");
    }
}
