#![allow(clippy::unwrap_used)]
use std::collections::HashSet;
use std::fmt::Write as _;

use jiff::civil::date;
use proptest::prelude::*;

use crate::model::Kind;
use crate::testing::{STREAMLY, place, tree_of};
use crate::views::{Loose, Only, Options, Section, Shown, Sort, Tree, TreeNode, tree};

fn options() -> Options {
    let calendar = crate::model::Calendar::default();
    Options {
        shown: Shown::One(calendar.cycle("2026-Q1").unwrap()),
        today: date(2026, 2, 14),
        root: None,
        team: None,
        depth: None,
        key_results: true,
        only: Vec::new(),
        sort: Sort::Name,
    }
}

fn of(files: &str, change: impl FnOnce(&crate::snapshot::Snapshot, &mut Options)) -> Tree {
    let (snapshot, config) = tree_of(files);
    let mut options = options();
    change(&snapshot, &mut options);
    tree(&snapshot, &config, &options)
}

/// The names of the nodes, each with a dot for every node above it.
fn outline(tree: &Tree) -> Vec<String> {
    let line = |node: &TreeNode| format!("{}{}", ".".repeat(node.depth), node.name);
    tree.nodes.iter().map(line).collect()
}

#[test]
fn the_cascade_goes_from_goals_over_key_results_to_teams() {
    let tree = of(STREAMLY, |_, _| {});
    assert_eq!(
        outline(&tree),
        [
            "streaming-leader",
            ".seamless-experience",
            "..find-content",
            "..start-fast",
            "lost",
            "payroll",
        ]
    );
    let sections: Vec<_> = tree.nodes.iter().map(|node| node.section).collect();
    assert_eq!(
        sections[3..],
        [Section::Cascade, Section::Unaligned, Section::Kpis]
    );
    let company = &tree.nodes[1];
    assert_eq!(
        company.children,
        [
            "onboarding:find-content@2026-Q1",
            "player:start-fast@2026-Q1"
        ]
    );
    assert_eq!(company.key_results[0].supported_by, company.children[..1]);
    let parent = tree.nodes[2].parent.as_ref().unwrap();
    assert_eq!(
        parent.reference.as_deref(),
        Some("seamless-experience/mau@2026-Q1")
    );
    assert_eq!(
        parent.node_reference.as_deref(),
        Some("seamless-experience@2026-Q1")
    );
}

#[test]
fn types_are_inferred_where_nothing_is_written() {
    let tree = of(STREAMLY, |_, _| {});
    let kinds = |node: usize| -> Vec<_> {
        let rows = tree.nodes[node].key_results.iter();
        rows.map(|row| row.kind.map(|kind| kind.name())).collect()
    };
    assert_eq!(kinds(1), [Some("increase"), Some("decrease")]);
    assert_eq!(kinds(2)[2], Some("milestone"));
    assert_eq!(kinds(3), [Some("maintain")]);
}

#[test]
fn lines_are_those_of_the_file() {
    let tree = of(STREAMLY, |_, _| {});
    let lines: Vec<_> = tree.nodes[2]
        .key_results
        .iter()
        .map(|row| row.line)
        .collect();
    assert_eq!((tree.nodes[2].line, lines), (1, vec![8, 17, 24]));
}

#[test]
fn children_stand_with_their_key_result_then_by_cycle_team_and_id() {
    let tree = of(
        "#: company/2026/top.yaml\nobjective: Top\nkey_results: [one, two]\n\
         #: teams/b/2026-Q1/own.yaml\nobjective: Own\nparent: top\n\
         #: teams/b/2026/year.yaml\nobjective: Year\nparent: top\n\
         #: teams/a/2026-Q1/z.yaml\nobjective: Z\nparent: top\n\
         #: teams/a/2026-Q1/a.yaml\nobjective: A\nparent: top\n\
         #: teams/a/2026-Q1/second.yaml\nobjective: Second\nparent: top/kr2\n\
         #: teams/c/2026-Q1/first.yaml\nobjective: First\nparent: top/kr1\n",
        |_, _| {},
    );
    assert_eq!(
        outline(&tree),
        ["top", ".first", ".second", ".year", ".a", ".z", ".own"]
    );
}

#[test]
fn only_the_cycle_those_that_contain_it_and_what_has_none_are_shown() {
    let files = "#: goals/g.yaml\ngoal: G\n\
         #: company/2026/year.yaml\nobjective: Year\nparent: g\n\
         #: company/2026-Q1/first.yaml\nobjective: First\nparent: year\n\
         #: company/2026-Q2/second.yaml\nobjective: Second\nparent: year\n\
         #: teams/t/2026-01/month.yaml\nobjective: Month\nparent: first\n\
         #: teams/t/2026-Q1/other.yaml\nobjective: Other\nparent: second@2026-Q2\n";
    let first = of(files, |_, _| {});
    assert_eq!(outline(&first), ["g", ".year", "..first", "other"]);
    assert_eq!(first.nodes[3].loose, Some(Loose::NotShown));
    let all = of(files, |_, options| options.shown = Shown::All);
    assert_eq!(
        outline(&all),
        ["g", ".year", "..first", "...month", "..second", "...other"]
    );
    let named = of(files, |snapshot, options| {
        options.root = Some(place(snapshot, "second@2026-Q2", "2026-Q1"));
    });
    assert_eq!(outline(&named), ["second", ".other"]);
}

#[test]
fn what_leads_to_no_goal_says_why_and_is_not_dropped() {
    let tree = of(
        "#: company/2026-Q1/none.yaml\nobjective: None\n\
         #: company/2026-Q1/typo.yaml\nobjective: Typo\nparent: nown\n\
         #: teams/a/2026-Q1/twin.yaml\nobjective: Twin\n\
         #: teams/b/2026-Q1/twin.yaml\nobjective: Twin\n\
         #: company/2026-Q1/which.yaml\nobjective: Which\nparent: twin\n\
         #: company/2026-Q1/self.yaml\nobjective: Self\nparent: self\n\
         #: company/2026-Q1/x.yaml\nobjective: X\nparent: y\n\
         #: company/2026-Q1/y.yaml\nobjective: Y\nparent: x\n\
         #: teams/a/2026-Q1/below.yaml\nobjective: Below\nparent: y\n",
        |_, _| {},
    );
    let loose: Vec<_> = tree
        .nodes
        .iter()
        .filter_map(|node| Some((node.name.as_str(), node.loose?)))
        .collect();
    assert_eq!(
        loose,
        [
            ("none", Loose::NoParent),
            ("self", Loose::Loop),
            ("typo", Loose::NotFound),
            ("which", Loose::Ambiguous),
            ("a:twin", Loose::NoParent),
            ("b:twin", Loose::NoParent),
            ("x", Loose::Loop),
        ]
    );
    let outline = outline(&tree);
    assert_eq!(outline[outline.len() - 3..], ["x", ".y", "..below"]);
    let last = tree.nodes.last().unwrap();
    assert_eq!((last.section, tree.nodes.len()), (Section::Unaligned, 9));
}

#[test]
fn objectives_that_repair_a_kpi_stand_under_it() {
    let tree = of(
        "#: teams/f/payroll.yaml\nkpi: Paid on time\ntarget: at least 99%\n\
         #: teams/f/2026-Q1/repair.yaml\nobjective: Repair\nparent: payroll\n",
        |_, _| {},
    );
    assert_eq!(outline(&tree), ["payroll", ".repair"]);
    assert!(tree.nodes.iter().all(|node| node.section == Section::Kpis));
}

#[test]
fn a_team_keeps_its_own_and_the_way_up() {
    let files = "#: goals/g.yaml\ngoal: G\n#: goals/idle.yaml\ngoal: Idle\n\
         #: company/2026-Q1/c.yaml\nobjective: C\nparent: g\n\
         #: teams/up/2026-Q1/u.yaml\nobjective: U\nparent: c\n\
         #: teams/up/teams/down/2026-Q1/d.yaml\nobjective: D\nparent: other:o\n\
         #: teams/other/2026-Q1/o.yaml\nobjective: O\nparent: c\n\
         #: teams/other/2026-Q1/p.yaml\nobjective: P\nparent: u\n\
         #: company/2026-Q1/both.yaml\nobjective: Both\nparent: g\nallocation: {up: 10%, x: 5%}\n";
    let team = |name: &str| {
        of(files, |snapshot, options| {
            options.team = Some(snapshot.team_named(name).unwrap());
        })
    };
    assert_eq!(
        outline(&team("up")),
        ["g", ".both", ".c", "..o", "...d", "..u"]
    );
    assert_eq!(outline(&team("down")), ["g", ".c", "..o", "...d"]);
    let other = team("other");
    assert_eq!(outline(&other), ["g", ".c", "..o", "..u", "...p"]);
    assert_eq!(other.nodes[1].children, ["other:o@2026-Q1", "up:u@2026-Q1"]);
}

#[test]
fn a_depth_cuts_and_counts_what_is_below() {
    for (depth, shown, below) in [
        (0, vec!["streaming-leader", "lost", "payroll"], 3),
        (
            1,
            vec![
                "streaming-leader",
                ".seamless-experience",
                "lost",
                "payroll",
            ],
            2,
        ),
    ] {
        let tree = of(STREAMLY, |_, options| options.depth = Some(depth));
        assert_eq!(outline(&tree), shown);
        assert_eq!(tree.nodes[depth].below, below);
        assert!(!tree.nodes[depth].children.is_empty());
        assert_eq!(
            tree.nodes.iter().map(|node| node.below).sum::<usize>(),
            below
        );
    }
}

#[test]
fn a_root_shows_what_hangs_under_it() {
    let at = |reference: &str| {
        of(STREAMLY, |snapshot, options| {
            options.root = Some(place(snapshot, reference, "2026-Q1"));
        })
    };
    assert_eq!(
        outline(&at("seamless-experience")),
        ["seamless-experience", ".find-content", ".start-fast"]
    );
    let key_result = at("seamless-experience/mau");
    assert_eq!(
        outline(&key_result),
        ["seamless-experience", ".find-content"]
    );
    assert_eq!(key_result.nodes[0].key_results.len(), 1);
    assert_eq!(key_result.nodes[1].key_results.len(), 3);
    assert_eq!(outline(&at("payroll")), ["payroll"]);
}

#[test]
fn a_chain_of_thousands_is_walked_to_its_end() {
    const LENGTH: usize = 5_000;
    let mut files = "#: goals/o0.yaml\ngoal: Win\n".to_owned();
    for level in 1..LENGTH {
        let above = level - 1;
        let _ = write!(
            files,
            "#: c/2026-Q1/o{level}.yaml\nobjective: O\nparent: o{above}\n"
        );
    }
    let tree = of(&files, |_, _| {});
    assert_eq!(tree.nodes.len(), LENGTH);
    assert_eq!(tree.nodes.last().unwrap().depth, LENGTH - 1);
    let cut = of(&files, |_, options| options.depth = Some(9));
    assert_eq!(cut.nodes.last().unwrap().below, LENGTH - 10);
}

proptest! {
    #[test]
    fn every_node_stands_there_once_whatever_the_parents(parents in parents(40)) {
        let mut files = String::new();
        for (node, (kind, parent)) in parents.iter().enumerate() {
            let _ = match kind {
                0 => write!(files, "#: x/n{node}.yaml\ngoal: G\n"),
                1 => write!(files, "#: x/n{node}.yaml\nkpi: K\ntarget: 5\n"),
                _ => write!(files, "#: x/2026-Q1/n{node}.yaml\nobjective: O\nparent: n{parent}\n"),
            };
        }
        let tree = of(&files, |_, _| {});
        let shown: HashSet<_> = tree.nodes.iter().map(|node| node.node).collect();
        prop_assert_eq!(shown.len(), parents.len());
        prop_assert_eq!(tree.nodes.len(), parents.len());
        let mut above: Vec<&TreeNode> = Vec::new();
        for node in &tree.nodes {
            prop_assert!(node.depth <= above.len());
            above.truncate(node.depth);
            match above.last() {
                Some(parent) => prop_assert!(parent.children.contains(&node.reference)),
                None => prop_assert_eq!(node.loose.is_none(), node.kind != Kind::Objective),
            }
            above.push(node);
        }
    }
}

fn parents(nodes: usize) -> impl Strategy<Value = Vec<(u8, usize)>> {
    prop::collection::vec((0..8_u8, 0..nodes + 5), 0..nodes)
}

const PACES: &str = "\
#: goals/good.yaml
goal: A goal that goes well
#: goals/bad.yaml
goal: A goal that does not
#: 2026-Q1/calm.yaml
objective: Calm
parent: good
key_results:
  - {id: fine, title: Fine, baseline: 0, target: 10, current: 6}
#: 2026-Q1/mixed.yaml
objective: Mixed
parent: bad
key_results:
  - {id: fine, title: Fine, baseline: 0, target: 10, current: 9}
  - {id: slow, title: Slow, baseline: 0, target: 10, current: 1}
#: 2026-Q1/lagging.yaml
objective: Lagging
parent: bad
key_results:
  - {id: late, title: Late, baseline: 0, target: 10, current: 3}
#: ill.yaml
kpi: Ill
target: at least 9
current: 5
#: well.yaml
kpi: Well
target: at least 9
current: 9
#: 2026-Q1/cure.yaml
objective: Cure
parent: ill
";

#[test]
fn the_worst_pace_comes_first() {
    let tree = of(PACES, |_, options| options.sort = Sort::Pace);
    let names = [
        "bad", ".mixed", ".lagging", "good", ".calm", "ill", ".cure", "well",
    ];
    assert_eq!(outline(&tree), names);
    let rows: Vec<_> = tree.nodes[1]
        .key_results
        .iter()
        .map(|row| row.id.to_string())
        .collect();
    assert_eq!(rows, ["slow", "fine"]);
}

#[test]
fn only_what_asks_for_attention_is_kept_with_the_way_up() {
    let only = |only: &[Only]| of(PACES, |_, options| options.only = only.to_vec());
    let off_track = only(&[Only::OffTrack]);
    assert_eq!(outline(&off_track), ["bad", ".mixed"]);
    let rows: Vec<_> = off_track.nodes[1]
        .key_results
        .iter()
        .map(|row| row.id.to_string())
        .collect();
    assert_eq!(rows, ["slow"]);
    assert_eq!(outline(&only(&[Only::AtRisk])), ["bad", ".lagging"]);
    assert_eq!(outline(&only(&[Only::Unhealthy])), ["ill", ".cure"]);
    let both = only(&[Only::OffTrack, Only::Unhealthy]);
    assert_eq!(outline(&both), ["bad", ".mixed", "ill", ".cure"]);
}

#[test]
fn bare_numbers_count_what_the_unit_or_the_target_says() {
    let tree = of(
        "\
#: 2026-Q1/money.yaml
objective: Money
key_results:
  - {id: named, title: Named, unit: EUR, baseline: 12, target: 30, current: 20}
  - {id: by-target, title: By target, baseline: 12, target: 30%, current: 20}
  - {id: own, title: Own, unit: users, baseline: 12, target: 30 buyers}
",
        |_, _| {},
    );
    let units = |row: &crate::views::KeyResultRow| {
        let baseline = row
            .baseline
            .as_ref()
            .and_then(crate::model::Measured::quantity);
        let target = row.target.as_ref().and_then(crate::model::Target::unit);
        (
            baseline.and_then(|quantity| quantity.unit_name()),
            target.and_then(crate::model::unit::Unit::name),
        )
    };
    let named = |unit: &str| Some(unit.to_owned());
    let found: Vec<_> = tree.nodes[0].key_results.iter().map(units).collect();
    assert_eq!(found[0], (named("EUR"), named("EUR")));
    assert_eq!(found[1], (named("%"), named("%")));
    assert_eq!(found[2].1, named("buyers"));
}
