//! What holds of every diff: nothing differs from itself, however it is spelt; and what changed one
//! way changed back the other.

use std::collections::BTreeSet;

use proptest::prelude::*;

use crate::diff::{Change, ChangeKind, Direction, Scope, Sides, diff};
use crate::snapshot::Snapshot;
use crate::testing::tree_of;

#[derive(Debug, Clone)]
struct Objective {
    team: usize,
    id: usize,
    title: usize,
    parent: Option<usize>,
    owner: usize,
    status: usize,
    allocation: Option<usize>,
    key_results: Vec<KeyResult>,
}

#[derive(Debug, Clone)]
struct KeyResult {
    id: usize,
    title: usize,
    baseline: Option<usize>,
    target: Option<usize>,
    current: Option<usize>,
    reason: Option<usize>,
}

/// Titles that are about quite different things.
const TITLES: [&str; 6] = [
    "Readers find what moves them",
    "Paying takes a minute at most",
    "Нас слышат все вокруг",
    "支払いはすぐに終わる",
    "Quiet nights for whoever is on call",
    "No invoice waits for anybody",
];
const STATUSES: [&str; 5] = ["draft", "active", "achieved", "missed", "dropped"];
/// The same values, each in several spellings.
const VALUES: [[&str; 3]; 4] = [
    ["2h", "120 min", "2 hours"],
    ["90 min", "1.5h", "1h 30m"],
    ["30 min", "0.5h", "30 minutes"],
    ["4h", "240 min", "4 hours"],
];

fn key_result() -> impl Strategy<Value = KeyResult> {
    let value = || proptest::option::of(0..VALUES.len());
    (
        0..4_usize,
        0..TITLES.len(),
        value(),
        value(),
        value(),
        proptest::option::of(0..2_usize),
    )
        .prop_map(|(id, title, baseline, target, current, reason)| KeyResult {
            id,
            title,
            baseline,
            target,
            current,
            reason,
        })
}

fn objective() -> impl Strategy<Value = Objective> {
    (
        0..2_usize,
        0..5_usize,
        0..TITLES.len(),
        proptest::option::of(0..5_usize),
        0..3_usize,
        0..STATUSES.len(),
        proptest::option::of(1..9_usize),
        proptest::collection::vec(key_result(), 0..4),
    )
        .prop_map(
            |(team, id, title, parent, owner, status, allocation, key_results)| Objective {
                team,
                id,
                title,
                parent,
                owner,
                status,
                allocation,
                key_results,
            },
        )
}

fn company() -> impl Strategy<Value = Vec<Objective>> {
    proptest::collection::vec(objective(), 0..6).prop_map(|objectives| {
        let mut ids = BTreeSet::new();
        let mut kept: Vec<Objective> = objectives
            .into_iter()
            .filter(|objective| ids.insert(objective.id))
            .collect();
        for objective in &mut kept {
            let mut ids = BTreeSet::new();
            objective.key_results.retain(|own| ids.insert(own.id));
        }
        kept
    })
}

/// How a tree is written: what it says is the same.
#[derive(Debug, Clone, Copy)]
struct Style {
    spelling: usize,
    reversed: bool,
    comments: bool,
    crlf: bool,
    elsewhere: bool,
}

const PLAIN: Style = Style {
    spelling: 0,
    reversed: false,
    comments: false,
    crlf: false,
    elsewhere: false,
};

fn style() -> impl Strategy<Value = Style> {
    (0..3_usize, any::<[bool; 4]>()).prop_map(
        |(spelling, [reversed, comments, crlf, elsewhere])| Style {
            spelling,
            reversed,
            comments,
            crlf,
            elsewhere,
        },
    )
}

fn written(company: &[Objective], style: Style) -> Snapshot {
    let mut text = String::from("#: goals/all.yaml\ngoal: All of it\nowner: ceo\n");
    for team in 0..2 {
        text.push_str(&format!("#: teams/t{team}/team.yaml\nteam: Team {team}\n"));
    }
    for objective in company {
        let folder = if style.elsewhere {
            "2026-Q1/more"
        } else {
            "2026-Q1"
        };
        let name = if style.elsewhere { "file" } else { "o" };
        let (team, id) = (objective.team, objective.id);
        text.push_str(&format!("#: teams/t{team}/{folder}/{name}{id}.yaml\n"));
        let mut lines = vec![
            format!("id: o{id}"),
            format!("objective: \"{}\"", TITLES[objective.title]),
            format!("owner: [p{}]", objective.owner),
            format!("status: {}", STATUSES[objective.status]),
        ];
        let parent = objective.parent;
        lines.push(parent.map_or("parent: all".to_owned(), |parent| {
            format!("parent: o{parent}")
        }));
        lines.extend(objective.allocation.map(|share| match style.spelling {
            0 => format!("allocation: {share}0%"),
            _ => format!("allocation: 0.{share}"),
        }));
        if style.reversed {
            lines.reverse();
        }
        for line in lines {
            if style.comments {
                text.push_str("# said by the way\n");
            }
            text.push_str(&line);
            text.push('\n');
        }
        if !objective.key_results.is_empty() {
            text.push_str("key_results:\n");
        }
        for own in &objective.key_results {
            let value = |name: &str, at: Option<usize>| {
                at.map(|at| format!("{name}: {}", VALUES[at][style.spelling]))
            };
            let mut lines = vec![
                format!("title: {}", TITLES[own.title]),
                format!("id: k{}", own.id),
            ];
            lines.extend(value("baseline", own.baseline));
            lines.extend(value("target", own.target));
            lines.extend(value("current", own.current));
            lines.extend(own.reason.map(|reason| format!("reason: because {reason}")));
            if style.reversed {
                lines.reverse();
            }
            for (at, line) in lines.iter().enumerate() {
                let lead = if at == 0 { "  - " } else { "    " };
                text.push_str(&format!("{lead}{line}\n"));
            }
        }
    }
    let text = if style.crlf {
        text.replace('\n', "\r\n")
    } else {
        text
    };
    tree_of(&text).0
}

fn changes(before: &Snapshot, after: &Snapshot) -> Vec<Change> {
    diff(Sides { before, after }, &Scope::States).changes
}

/// A change as it is seen from the other side, without what only one side can say: the reason, the
/// impact, and which of two names is the present one.
fn seen(change: &Change, backwards: bool) -> String {
    use ChangeKind as Kind;
    let kind = match (change.kind, backwards) {
        (Kind::Added, true) => Kind::Removed,
        (Kind::Removed, true) => Kind::Added,
        // A status has two names for each way.
        (Kind::Closed | Kind::Reopened | Kind::Activated | Kind::Redrafted, _) => Kind::Closed,
        (kind, _) => kind,
    };
    let direction = change.shift.as_ref().map(|shift| {
        let easier = shift.direction == Direction::Easier;
        let by = shift.by.as_ref();
        let by = by.and_then(|by| by.unit.magnitude(by.value));
        (easier != backwards, by.map(|by| by.normalize()))
    });
    let (before, after) = match backwards {
        true => (&change.after, &change.before),
        false => (&change.before, &change.after),
    };
    format!(
        "{} {:?} {before:?} {after:?} {direction:?}",
        kind.name(),
        change.field
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn another_way_to_write_the_same_is_no_change(company in company(), one in style(), other in style()) {
        let found = changes(&written(&company, one), &written(&company, other));
        prop_assert!(found.is_empty(), "{found:#?}");
    }

    #[test]
    fn what_changed_one_way_changed_back_the_other(one in company(), other in company()) {
        let (one, other) = (written(&one, PLAIN), written(&other, PLAIN));
        // A reason alone is told only where it explains nothing else, which depends on the side.
        let told = |change: &&Change| change.field != Some("reason");
        let mut forth: Vec<String> = changes(&one, &other).iter().filter(told).map(|change| seen(change, false)).collect();
        let mut back: Vec<String> = changes(&other, &one).iter().filter(told).map(|change| seen(change, true)).collect();
        forth.sort();
        back.sort();
        prop_assert_eq!(forth, back);
    }
}
