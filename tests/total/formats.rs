//! Every format of what a tree says and what is wrong with it.

use okr::render::paths::Paths;
use okr::render::reading::{Reading, State};
use okr::render::style::Style;
use okr::render::{
    allocation_csv, allocation_json, allocation_markdown, allocation_text, check_concise,
    check_full, check_github, check_gitlab, check_json, check_junit, check_markdown, check_rdjson,
    check_sarif, close_csv, close_text, plain_document, show_json, show_markdown, show_text,
    summary, tree_dot, tree_json, tree_markdown, tree_mermaid, tree_text, why_json, why_markdown,
    why_text,
};
use okr::report::CheckReport;
use okr::snapshot::{Place, cycles};
use okr::views::allocation::Wanted;
use okr::views::{Only, Options, Shown, Sort, Subject, allocation, closing, show, tree, why};

use super::TODAY;
use super::harmless::{colored, commands, json, table, text, xml};
use super::read::Tree;

/// As on a terminal of this width.
pub const fn style(color: bool, width: usize) -> Style {
    Style { color, width }
}

const PLAIN: Style = style(false, 100);
const NARROW: Style = style(true, 40);

/// How many nodes, key results or teams of one tree are shown one by one.
const SOME: usize = 5;

fn reading() -> Reading {
    Reading {
        state: State::worktree(),
        today: TODAY,
    }
}

/// What is wrong with a tree, in every format. The log of SARIF holds the text of every rule, which
/// takes longer than all else: it is left out `without_sarif`.
pub fn of_check(report: &CheckReport, without_sarif: bool) {
    let paths = Paths::default();
    text("full", |out| check_full::write(report, &paths, PLAIN, out));
    colored("full in colour", |out| {
        check_full::write(report, &paths, NARROW, out)
    });
    text("concise", |out| {
        check_concise::write(report, &paths, PLAIN, out)
    });
    if !without_sarif {
        json("sarif", |out| check_sarif::write(report, out));
    }
    commands("github", |out| check_github::write(report, out));
    json("gitlab", |out| check_gitlab::write(report, out));
    xml("junit", |out| check_junit::write(report, &|_| true, out));
    json("rdjson", |out| check_rdjson::write(report, out));
    text("markdown", |out| check_markdown::write(report, None, out));
    let line = summary::line(report, None, report.mended().len(), PLAIN);
    assert!(!line.contains(char::is_control), "{line:?}");
    in_json(report);
}

/// What is wrong with a tree, as one object.
pub fn in_json(report: &CheckReport) -> String {
    json("json", |out| {
        check_json::write(report, (&State::worktree(), None), out)
    })
}

/// Every file as `git diff` is shown it.
pub fn of_texts(read: &Tree) {
    for file in &read.snapshot.files {
        text("textconv", |out| {
            plain_document::write(file.text.as_bytes(), out)
        });
    }
}

/// The close of each cycle.
pub fn of_closing(read: &Tree) {
    for cycle in cycles(&read.snapshot).iter().take(SOME) {
        let objectives = closing::objectives(read.basis(), cycle);
        let borrowed: Vec<_> = objectives.iter().collect();
        table("close", |out| close_csv::write(out, &borrowed));
        for objective in objectives.iter().take(SOME) {
            let _ = closing::proposal(objective);
            text("close", |out| {
                close_text::write_objective(out, objective, (1, 2), PLAIN)
            });
        }
        let _ = close_text::counts(&objectives);
        let _ = close_text::message(&cycle.name, &objectives);
    }
}

/// The cascade.
pub fn of_tree(read: &Tree) {
    let reading = reading();
    let all = Options {
        shown: Shown::All,
        today: TODAY,
        root: None,
        team: None,
        depth: None,
        key_results: true,
        only: Vec::new(),
        sort: Sort::Name,
    };
    let shown = tree(&read.snapshot, &read.config, &all);
    text("tree", |out| tree_text::write(out, &shown, &reading, PLAIN));
    colored("tree in colour", |out| {
        tree_text::write(out, &shown, &reading, NARROW)
    });
    json("tree", |out| tree_json::write(out, &shown, &reading));
    text("tree", |out| tree_markdown::write(out, &shown, &reading));
    text("tree", |out| tree_mermaid::write(out, &shown));
    text("tree", |out| tree_dot::write(out, &shown));
    let attention = Options {
        shown: read.current.clone().map_or(Shown::All, Shown::One),
        only: vec![Only::OffTrack, Only::AtRisk, Only::Unhealthy],
        sort: Sort::Pace,
        ..all
    };
    let shown = tree(&read.snapshot, &read.config, &attention);
    text("tree by pace", |out| {
        tree_text::write(out, &shown, &reading, PLAIN)
    });
}

/// Some nodes, key results and teams one by one.
pub fn of_nodes(read: &Tree) {
    let reading = reading();
    let teams = read.snapshot.iter_teams().take(SOME);
    let mut subjects: Vec<Subject> = teams.map(|(id, _)| Subject::Team(id)).collect();
    for (id, node) in read.snapshot.iter().take(SOME) {
        let of_key_results = (0..node.key_results().len()).take(SOME).map(Some);
        let places = std::iter::once(None).chain(of_key_results);
        subjects.extend(places.map(|key_result| {
            Subject::Node(Place {
                node: id,
                key_result,
            })
        }));
    }
    for subject in subjects {
        let Some(shown) = show(read.basis(), subject, &Shown::All) else {
            continue;
        };
        text("show", |out| show_text::write(out, &shown, &reading, PLAIN));
        json("show", |out| show_json::write(out, &shown, &reading));
        text("show", |out| show_markdown::write(out, &shown, &reading));
        let Subject::Node(place) = subject else {
            continue;
        };
        if let Some(why) = why(read.basis(), place, &Shown::All) {
            text("why", |out| why_text::write(out, &why, &reading, PLAIN));
            json("why", |out| why_json::write(out, &why, &reading));
            text("why", |out| why_markdown::write(out, &why, &reading));
        }
    }
}

/// Where time goes.
pub fn of_allocation(read: &Tree) {
    let reading = reading();
    for cycle in [read.current.clone(), None] {
        let wanted = Wanted {
            cycle,
            teams: Vec::new(),
        };
        let shown = allocation(&read.snapshot, &read.config, &wanted, None);
        text("allocation", |out| {
            allocation_text::write(out, &shown, &reading, PLAIN)
        });
        json("allocation", |out| {
            allocation_json::write(out, &shown, &reading)
        });
        table("allocation", |out| allocation_csv::write(out, &shown));
        text("allocation", |out| {
            allocation_markdown::write(out, &shown, &reading)
        });
    }
}
