//! How the tree and single nodes look in every format: kept as snapshots, beside what must hold
//! whatever the files say.
#![allow(clippy::unwrap_used)]

use jiff::civil::date;
use rust_decimal::Decimal;

use crate::measure::Pace;
use crate::render::layout::width as width_of;
use crate::render::reading::{Reading, State, StateKind};
use crate::render::style::Style;
use crate::render::{
    show_json, show_markdown, show_text, tree_dot, tree_json, tree_markdown, tree_mermaid,
    tree_text,
};
use crate::testing::{STREAMLY, place, tree_of};
use crate::views::{Basis, Figures, Options, Show, Shown, Sort, Subject, Tree, show, tree};

/// Titles that are long, wide, or mean harm.
pub(super) const HOSTILE: &str = r#"
#: okr.yaml
organisation: "::error::Acme"
#: goals/wide.yaml
goal: 世界中の視聴者が毎日見たい作品に出会える場所になり、そして長く愛され続けるサービスをつくる
owner: 社長
#: teams/視聴/2026-Q1/見る.yaml
objective: "e\u0301te\u0301 👩‍👩‍👧‍👦 ❤️ Donaudampfschifffahrtsgesellschaftskapitänskajütenschlüsselloch Donaudampfschifffahrt"
parent: wide
key_results:
  - id: a-name-that-is-longer-than-any-column-would-like-it-to-be
    title: 新しい利用者が最初の一週間に見る作品の数を増やす
    baseline: 3 本
    target: 5 本
  - title: "\x1b[31mred\x1b[0m \u202egnp.exe ##[group] | <b> *bold* `code` @all #12"
    baseline: 3 hours 20 minutes 5 seconds
    target: at most 2 hours 20 minutes 5 seconds
    current: 3 hours
#: teams/harm/2026-Q1/harm.yaml
objective: "::set-output name=x::y \n [link](http://x) \"quoted\" \\ end;  %% $$ {{x}} <script>"
parent: wide
owner: "\x1b]0;title\x07"
contributes_to: [見る]
"#;

pub(super) const TODAY: jiff::civil::Date = date(2026, 2, 14);

pub(super) fn reading() -> Reading {
    Reading {
        state: State::worktree(),
        today: TODAY,
    }
}

pub(super) fn options() -> Options {
    let calendar = crate::model::Calendar::default();
    Options {
        shown: Shown::One(calendar.cycle("2026-Q1").unwrap()),
        today: TODAY,
        root: None,
        team: None,
        depth: None,
        key_results: true,
        only: Vec::new(),
        sort: Sort::Name,
    }
}

fn tree_with(files: &str, change: impl FnOnce(&mut Options)) -> Tree {
    let (snapshot, config) = tree_of(files);
    let mut options = options();
    change(&mut options);
    tree(&snapshot, &config, &options)
}

pub(super) fn written(write: impl FnOnce(&mut Vec<u8>) -> std::io::Result<()>) -> String {
    let mut out = Vec::new();
    write(&mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn text(tree: &Tree, width: usize) -> String {
    let style = Style {
        color: false,
        width,
    };
    written(|out| tree_text::write(out, tree, &reading(), style))
}

fn shown(files: &str, reference: &str) -> Show {
    let (snapshot, config) = tree_of(files);
    let basis = Basis {
        snapshot: &snapshot,
        config: &config,
        today: TODAY,
    };
    let subject = match reference.strip_prefix("team:") {
        Some(team) => Subject::Team(snapshot.team_named(team).unwrap()),
        None => Subject::Node(place(&snapshot, reference, "2026-Q1")),
    };
    show(basis, subject, &options().shown).unwrap()
}

/// Figures as they are once everything is computed.
fn with_figures(mut tree: Tree) -> Tree {
    let paces = [Pace::OnTrack, Pace::AtRisk, Pace::OffTrack];
    let figures = |at: usize| Figures {
        progress: Some(Decimal::new([44, 128, -12, 0][at % 4], 2)),
        partial: Some(at == 1),
        expected: Some(Decimal::new(49, 2)),
        pace: Some(paces[at % 3]),
        ..Figures::default()
    };
    for (at, node) in tree.nodes.iter_mut().enumerate() {
        match node.kind {
            crate::model::Kind::Kpi => node.figures.healthy = Some(true),
            crate::model::Kind::Objective => node.figures = figures(at),
            crate::model::Kind::Goal | crate::model::Kind::Team => {}
        }
        for row in &mut node.key_results {
            row.figures = figures(at + row.position);
        }
    }
    tree
}

#[test]
fn the_tree_on_a_terminal() {
    let tree = tree_with(STREAMLY, |_| {});
    for width in [40, 80, 100] {
        insta::assert_snapshot!(format!("tree_text_{width}"), text(&tree, width));
    }
    let compact = tree_with(STREAMLY, |options| {
        options.key_results = false;
        options.depth = Some(1);
    });
    insta::assert_snapshot!("tree_text_compact", text(&compact, 80));
    let measured = with_figures(tree);
    for width in [80, 110] {
        insta::assert_snapshot!(format!("tree_text_figures_{width}"), text(&measured, width));
    }
}

#[test]
fn hostile_titles_on_a_terminal() {
    let tree = tree_with(HOSTILE, |_| {});
    for width in [60, 100] {
        insta::assert_snapshot!(format!("tree_text_hostile_{width}"), text(&tree, width));
    }
}

#[test]
fn lines_fit_and_have_no_space_at_their_end() {
    for files in [STREAMLY, HOSTILE] {
        let tree = with_figures(tree_with(files, |_| {}));
        for width in (40..=125).step_by(5) {
            for line in text(&tree, width).lines() {
                let whole = line.contains("a-name-that-is-longer");
                assert!(whole || width_of(line) <= width, "{width}: {line}");
                assert_eq!(line.trim_end(), line, "{width}");
            }
        }
    }
}

#[test]
fn columns_stand_at_one_place_in_the_whole_output() {
    let text = text(&tree_with(STREAMLY, |_| {}), 100);
    let columns: Vec<usize> = text
        .lines()
        .filter(|line| line.contains('▸') || line.contains('■'))
        .filter_map(|line| line.split_once("now "))
        .map(|(before, _)| width_of(before))
        .collect();
    assert_eq!(columns.len(), 5);
    assert!(columns.iter().all(|column| *column == columns[0]), "{text}");
}

#[test]
fn what_colour_says_is_said_without_it_too() {
    let tree = with_figures(tree_with(STREAMLY, |_| {}));
    let coloured = written(|out| {
        let style = Style {
            color: true,
            width: 100,
        };
        tree_text::write(out, &tree, &reading(), style)
    });
    let mut plain = String::new();
    let mut rest = coloured.as_str();
    while let Some((before, after)) = rest.split_once('\x1b') {
        plain.push_str(before);
        rest = after.split_once('m').unwrap().1;
    }
    plain.push_str(rest);
    assert_ne!(plain, coloured);
    assert_eq!(plain, text(&tree, 100));
}

#[test]
fn a_tree_without_objectives_says_what_to_do() {
    let goal = "#: goals/a.yaml\ngoal: Win\n";
    let later = "#: goals/a.yaml\ngoal: Win\n#: teams/t/2026-Q2/b.yaml\nobjective: B\nparent: a\n";
    for (name, files) in [("nothing", ""), ("goal", goal), ("later", later)] {
        insta::assert_snapshot!(
            format!("tree_text_empty_{name}"),
            text(&tree_with(files, |_| {}), 80)
        );
    }
}

#[test]
fn a_depth_below_what_can_be_drawn_is_said() {
    let mut files = "#: goals/o0.yaml\ngoal: Win\n".to_owned();
    for level in 1..60 {
        let above = level - 1;
        files += &format!(
            "#: teams/t/2026-Q1/o{level}.yaml\nobjective: Level {level}\nparent: o{above}\n"
        );
    }
    let text = text(&tree_with(&files, |_| {}), 60);
    assert!(text.lines().all(|line| width_of(line) <= 60));
    assert!(text.contains("level 59") && !text.contains("level 16 "));
    assert_eq!(text.matches("○ Level").count(), 59);
}

#[test]
fn the_tree_in_other_formats() {
    let tree = tree_with(STREAMLY, |_| {});
    insta::assert_snapshot!(
        "tree_json",
        json(|out| tree_json::write(out, &tree, &reading()))
    );
    for (name, tree) in [
        ("streamly", with_figures(tree)),
        ("hostile", tree_with(HOSTILE, |_| {})),
    ] {
        let markdown = written(|out| tree_markdown::write(out, &tree, &reading()));
        insta::assert_snapshot!(format!("tree_markdown_{name}"), markdown);
        let mermaid = written(|out| tree_mermaid::write(out, &tree));
        insta::assert_snapshot!(format!("tree_mermaid_{name}"), mermaid);
        let dot = written(|out| tree_dot::write(out, &tree));
        insta::assert_snapshot!(format!("tree_dot_{name}"), dot);
    }
}

#[test]
fn single_nodes_and_teams() {
    for (name, reference) in [
        ("goal", "streaming-leader"),
        ("company", "seamless-experience"),
        ("objective", "find-content"),
        ("key_result", "find-content/flow"),
        ("kpi", "payroll"),
        ("lost", "lost"),
        ("team", "team:onboarding"),
        ("folder", "team:player"),
    ] {
        let show = shown(STREAMLY, reference);
        let style = Style {
            color: false,
            width: 80,
        };
        let text = written(|out| show_text::write(out, &show, &reading(), style));
        insta::assert_snapshot!(format!("show_text_{name}"), text);
        let markdown = written(|out| show_markdown::write(out, &show, &reading()));
        insta::assert_snapshot!(format!("show_markdown_{name}"), markdown);
    }
    for (name, reference) in [("objective", "find-content"), ("team", "team:onboarding")] {
        let show = shown(STREAMLY, reference);
        insta::assert_snapshot!(
            format!("show_json_{name}"),
            json(|out| show_json::write(out, &show, &reading()))
        );
    }
}

/// JSON with a version that does not change with every release.
pub(super) fn json(write: impl FnOnce(&mut Vec<u8>) -> std::io::Result<()>) -> String {
    let json = written(write);
    let version = format!("\"{}\"", env!("CARGO_PKG_VERSION"));
    json.replacen(&version, "\"VERSION\"", 1)
}

#[test]
fn nothing_harmful_reaches_any_output() {
    let tree = tree_with(HOSTILE, |_| {});
    let mut outputs = vec![
        text(&tree, 40),
        text(&tree, 100),
        written(|out| tree_json::write(out, &tree, &reading())),
        written(|out| tree_markdown::write(out, &tree, &reading())),
        written(|out| tree_mermaid::write(out, &tree)),
        written(|out| tree_dot::write(out, &tree)),
    ];
    for reference in ["wide", "見る", "harm"] {
        let show = shown(HOSTILE, reference);
        for width in [40, 100] {
            let style = Style {
                color: false,
                width,
            };
            outputs.push(written(|out| {
                show_text::write(out, &show, &reading(), style)
            }));
        }
        outputs.push(written(|out| show_json::write(out, &show, &reading())));
        outputs.push(written(|out| show_markdown::write(out, &show, &reading())));
    }
    for output in outputs {
        assert_harmless(&output);
    }
}

/// Makes sure that nothing in `output` acts on a terminal or on a runner.
pub(super) fn assert_harmless(output: &str) {
    let harmful = |char: char| (char.is_control() && char != '\n') || char == '\u{202e}';
    assert!(!output.contains(harmful), "{output}");
    assert!(!output.contains("##["), "{output}");
    let mut lines = output.lines();
    assert!(
        lines.all(|line| !line.trim_start().starts_with("::")),
        "{output}"
    );
}

#[test]
fn text_shown_whole_keeps_to_the_width() {
    for width in (40..=104).step_by(4) {
        for reference in ["find-content", "seamless-experience", "team:onboarding"] {
            let show = shown(STREAMLY, reference);
            let style = Style {
                color: false,
                width,
            };
            let text = written(|out| show_text::write(out, &show, &reading(), style));
            for line in text.lines() {
                assert!(width_of(line) <= width, "{width}: {line}");
                assert_eq!(line.trim_end(), line);
            }
        }
    }
}

#[test]
fn a_large_tree_is_drawn_without_what_lies_deep() {
    let mut files = "#: goals/g.yaml\ngoal: Win\n".to_owned();
    for at in 0..150 {
        files += &format!(
            "#: teams/t/2026-Q1/a{at}.yaml\nobjective: A\nparent: g\nkey_results: [x, y]\n\
             #: teams/u/2026-Q1/b{at}.yaml\nobjective: B\nparent: a{at}\nkey_results: [x]\n\
             #: teams/u/2026-Q1/c{at}.yaml\nobjective: C\nparent: b{at}/kr1\n"
        );
    }
    let tree = tree_with(&files, |_| {});
    let mermaid = written(|out| tree_mermaid::write(out, &tree));
    assert_eq!(mermaid.matches("\"A<br/>").count(), 150);
    assert_eq!(mermaid.matches("\"B<br/>").count(), 150);
    assert_eq!(mermaid.matches("\"C<br/>").count(), 0);
    assert!(mermaid.contains("%% more than 400 shapes: without 450 key results and 150 goals"));
    assert!(mermaid.contains("more[/\"600 more\"/]"));
    let dot = written(|out| tree_dot::write(out, &tree));
    assert_eq!(dot.matches("[label=").count(), 1 + 3 * 150 + 450);
}

#[test]
fn a_revision_is_named_with_its_commit_and_day() {
    let of = |rev: Option<&str>, commit: Option<&str>| Reading {
        state: State {
            kind: StateKind::Revision,
            rev: rev.map(str::to_owned),
            commit: commit.map(str::to_owned),
            date: Some("2026-01-31".to_owned()),
        },
        today: TODAY,
    };
    let hash = "3f2a9c1b7d0000000000";
    for (rev, commit, words) in [
        (Some("v1"), Some(hash), "v1 (3f2a9c1b7d), 2026-01-31"),
        (Some("3f2a"), Some(hash), "3f2a9c1b7d, 2026-01-31"),
        (None, Some(hash), "3f2a9c1b7d, 2026-01-31"),
        (Some("v1"), None, "v1, 2026-01-31"),
    ] {
        assert_eq!(of(rev, commit).words(), words);
    }
    assert_eq!(reading().words(), "worktree, 2026-02-14");
}
