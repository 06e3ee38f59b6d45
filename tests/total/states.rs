//! From two states of a tree to what changed between them, in every format.

use okr::diff::{Scope, Sides, diff};
use okr::render::diff_json::Compared;
use okr::render::reading::State;
use okr::render::{diff_github, diff_json, diff_markdown, diff_text};
use okr::report::{CheckReport, FailOn};
use okr::rules::{Base, Choice, Context, lint_since, stricter};
use okr::snapshot::cycles;
use okr::views::review::{Filter, Mode, Review, Side, review};

use super::formats::{in_json, style};
use super::harmless::{colored, commands, json, text};
use super::input::states;
use super::read::Tree;
use super::{LONGEST, TODAY, merges};

/// Reads the two states that `bytes` are, compares them both ways and shows what changed.
///
/// # Panics
/// Where a promise is broken.
pub fn check(bytes: &[u8]) {
    if bytes.len() > LONGEST {
        return;
    }
    let (first, second) = states(bytes);
    let (before, after) = (Tree::read(&first), Tree::read(&second));
    for tree in [&before, &after] {
        let sides = Sides {
            before: &tree.snapshot,
            after: &tree.snapshot,
        };
        let same = diff(sides, &Scope::States).changes;
        assert!(same.is_empty(), "a tree differs from itself: {same:#?}");
    }
    // Each of it takes its time; what is tried follows from the bytes.
    match bytes.len() % 4 {
        0 => compared(&before, &after),
        1 => compared(&after, &before),
        2 => since(&before, &after),
        _ => merges::check(&first, &second),
    }
}

/// Shows what changed, as states, as two cycles and within one.
fn compared(before: &Tree, after: &Tree) {
    let mut modes = vec![Mode::States];
    if let Some(cycle) = &after.current {
        modes.push(Mode::During(cycle.clone()));
    }
    if let [one, other, ..] = cycles(&after.snapshot).as_slice() {
        modes.push(Mode::Cycles(one.clone(), other.clone()));
    }
    for mode in modes {
        let cycles = match &mode {
            Mode::Cycles(one, other) => (Some(one), Some(other)),
            Mode::During(cycle) => (Some(cycle), Some(cycle)),
            Mode::States => (before.current.as_ref(), after.current.as_ref()),
        };
        let sides = (side(before, cycles.0), side(after, cycles.1));
        of_review(&review(
            sides.0,
            sides.1,
            mode.clone(),
            None,
            Filter::default(),
        ));
    }
}

const fn side<'t>(tree: &'t Tree, cycle: Option<&'t okr::model::Cycle>) -> Side<'t> {
    Side {
        snapshot: &tree.snapshot,
        config: &tree.config,
        today: TODAY,
        cycle,
    }
}

fn of_review(review: &Review) {
    let compared = Compared {
        base: State::revision("HEAD~1", "0123456789abcdef", TODAY),
        head: State::worktree(),
        today: TODAY,
    };
    text("diff", |out| {
        diff_text::write(out, review, &compared, style(false, 100))
    });
    colored("diff in colour", |out| {
        diff_text::write(out, review, &compared, style(true, 40))
    });
    json("diff", |out| diff_json::write(out, review, &compared));
    text("diff", |out| diff_markdown::write(out, review, &compared));
    commands("diff", |out| diff_github::write(out, review));
}

/// Judges what is new since an earlier state.
fn since(before: &Tree, after: &Tree) {
    let config = stricter(&after.config, &before.config);
    let base = Base::new(
        (&before.snapshot, Some(&before.config), TODAY),
        (&after.snapshot, &after.config, TODAY),
    );
    let context = Context {
        config: &config,
        stricter: base.config,
        base: Some(&base),
        ..after.context()
    };
    let read = (after.found.clone(), before.found.clone());
    let linted = lint_since(&context, read.0, read.1, &Choice::default());
    in_json(&CheckReport::new(
        after.snapshot.clone(),
        TODAY,
        linted.findings,
        linted.ignored,
        FailOn::Never,
    ));
}
