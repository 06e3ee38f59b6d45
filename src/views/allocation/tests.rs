#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;
use std::fmt::Write as _;

use proptest::prelude::*;

use super::{Allocation, Total, Wanted, allocation};
use crate::measure::exact::Exact;
use crate::model::Config;
use crate::snapshot::{Snapshot, TeamId};
use crate::testing::tree_of;

/// How many teams and objectives a random tree can name.
const TEAMS: usize = 6;
const OBJECTIVES: usize = 8;

/// A team's file and, for some, its plan for the cycle.
fn team(at: usize) -> impl Strategy<Value = String> {
    let said = || {
        (
            prop::option::weighted(
                0.8,
                prop::sample::select(vec!["3 people", "0", "2.5 FTE", "7", "40 points", "-1"]),
            ),
            prop::option::weighted(
                0.8,
                prop::sample::select(vec![
                    "{strategic: 80%, maintenance: 20%}",
                    "{strategic: 50%, operations: 1/3}",
                    "{strategic: 70%, maintenance: 20%, operations: 30%}",
                    "{maintenance: 15%}",
                    "{strategic: 0.333, maintenance: 0.333, operations: 0.334}",
                ]),
            ),
            prop::option::weighted(0.1, Just("2025-12-31")),
        )
    };
    let text = |(capacity, split, until): (Option<&str>, Option<&str>, Option<&str>)| {
        let mut text = String::new();
        for (key, value) in [
            ("capacity", capacity),
            ("allocation", split),
            ("until", until),
        ] {
            if let Some(value) = value {
                writeln!(text, "{key}: {value}").unwrap();
            }
        }
        text
    };
    // Seldom below one that comes later, which can make a ring, or below one that there is not.
    let parent = prop_oneof![8 => 0..at.max(1), 1 => 0..TEAMS + 1];
    let parent = prop::option::weighted(0.6, parent);
    let is_there = prop::bool::weighted(0.9);
    (
        parent,
        is_there,
        said(),
        prop::option::weighted(0.3, said()),
    )
        .prop_map(move |(parent, is_there, standing, of_cycle)| {
            let mut tree = String::new();
            if is_there {
                write!(
                    tree,
                    "#: teams/t{at}/team.yaml\nteam: T\n{}",
                    text(standing)
                )
                .unwrap();
                if let Some(parent) = parent {
                    writeln!(tree, "parent: t{parent}").unwrap();
                }
            }
            if let Some(of_cycle) = of_cycle {
                write!(
                    tree,
                    "#: teams/t{at}/2026-Q1/team.yaml\nteam: T\n{}",
                    text(of_cycle)
                )
                .unwrap();
            }
            tree
        })
}

/// An objective of a team, of the company or of a team that is only named.
fn objective(at: usize) -> impl Strategy<Value = String> {
    let folder = (0..TEAMS + 2).prop_map(move |team| match team {
        TEAMS.. => format!("company/2026-Q1/o{at}.yaml"),
        _ => format!("teams/t{team}/2026-Q1/o{at}.yaml"),
    });
    let parent = prop::option::weighted(
        0.9,
        prop_oneof![
            3 => (0..OBJECTIVES).prop_map(|other| format!("o{other}")),
            2 => (0..2_usize).prop_map(|goal| format!("g{goal}")),
            1 => Just("k0".to_owned()),
            1 => Just("nowhere".to_owned()),
        ],
    );
    let share = prop::sample::select(vec!["60%", "1/3", "0.1", "0%", "100%"]);
    let by_team = prop::collection::btree_map(0..TEAMS + 1, share.clone(), 1..4);
    let planned = prop::option::weighted(
        0.8,
        prop_oneof![
            share.prop_map(str::to_owned),
            by_team.prop_map(|shares| {
                let shares: Vec<String> = shares
                    .iter()
                    .map(|(team, share)| format!("t{team}: {share}"))
                    .collect();
                format!("{{{}}}", shares.join(", "))
            }),
        ],
    );
    let status = prop::option::weighted(
        0.2,
        prop::sample::select(vec!["dropped", "draft", "achieved"]),
    );
    (folder, parent, planned, status).prop_map(|(path, parent, planned, status)| {
        let mut text = format!("#: {path}\nobjective: O\nkey_results: [A]\n");
        for (key, value) in [
            ("parent", parent),
            ("allocation", planned),
            ("status", status.map(str::to_owned)),
        ] {
            if let Some(value) = value {
                writeln!(text, "{key}: {value}").unwrap();
            }
        }
        text
    })
}

fn tree() -> impl Strategy<Value = String> {
    let teams: Vec<_> = (0..TEAMS).map(team).collect();
    let objectives: Vec<_> = (0..OBJECTIVES).map(objective).collect();
    (teams, objectives).prop_map(|(teams, objectives)| {
        let ends =
            "#: goals/g0.yaml\ngoal: G\n#: goals/g1.yaml\ngoal: H\n#: k0.yaml\nkpi: K\ntarget: 1\n";
        format!("{ends}{}{}", teams.concat(), objectives.concat())
    })
}

fn shown(snapshot: &Snapshot, config: &Config, teams: &[TeamId]) -> Allocation {
    let wanted = Wanted {
        cycle: snapshot.calendar.cycle("2026-Q1"),
        teams: teams.to_vec(),
    };
    allocation(snapshot, config, &wanted, None)
}

fn one() -> Exact {
    Exact::fraction(1, 1)
}

/// What holds of every allocation, however narrow.
fn adds_up(shown: &Allocation) -> Result<(), TestCaseError> {
    for row in &shown.teams {
        let for_objectives: Exact = row.planned_for().map(|(_, share)| share).sum();
        prop_assert_eq!(&for_objectives, &row.planned);
        match &row.buckets {
            Some(buckets) => {
                let parts = [
                    &buckets.strategic,
                    &buckets.maintenance,
                    &buckets.operations,
                    &buckets.rest,
                ];
                prop_assert_eq!(parts.into_iter().sum::<Exact>(), one());
                let unplanned = row.unplanned.as_ref().unwrap();
                prop_assert_eq!(&(&for_objectives + unplanned), &buckets.strategic);
            }
            None => prop_assert_eq!(&row.unplanned, &None),
        }
    }
    let ids: BTreeSet<TeamId> = shown.teams.iter().map(|row| row.team).collect();
    prop_assert_eq!(ids.len(), shown.teams.len(), "a team is there twice");
    let invested = &shown.investment;
    let goals: Exact = invested.goals.iter().map(|goal| &goal.people).sum();
    prop_assert_eq!(&(&goals + &invested.unaligned), &shown.total.planned);
    let loose = invested.kpis.iter().chain(&invested.loose);
    let loose: Exact = loose.map(|node| &node.people).sum();
    prop_assert_eq!(&loose, &invested.unaligned);
    total_adds_up(&shown.total)
}

fn total_adds_up(total: &Total) -> Result<(), TestCaseError> {
    let buckets = &total.buckets;
    let parts = [
        &buckets.strategic,
        &buckets.maintenance,
        &buckets.operations,
        &buckets.rest,
    ];
    prop_assert_eq!(&parts.into_iter().sum::<Exact>(), &total.people);
    let within = &total.planned - &total.over;
    prop_assert_eq!(&(&within + &total.unplanned()), &buckets.strategic);
    prop_assert!(!total.unplanned().is_negative() && !total.over.is_negative());
    if let Some(shares) = total.shares() {
        let parts = [
            &shares.strategic,
            &shares.maintenance,
            &shares.operations,
            &shares.rest,
        ];
        prop_assert_eq!(parts.into_iter().sum::<Exact>(), one());
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn the_parts_are_the_whole(tree in tree()) {
        let (snapshot, config) = tree_of(&tree);
        let all = shown(&snapshot, &config, &[]);
        adds_up(&all)?;
        let counted = all.teams.iter().filter(|row| row.counts());
        let people: Exact = counted.filter_map(|row| row.people.as_ref()).sum();
        prop_assert_eq!(&people, &all.total.people);
    }

    #[test]
    fn a_team_with_those_below_it_is_what_it_is_narrowed_to(tree in tree()) {
        let (snapshot, config) = tree_of(&tree);
        let all = shown(&snapshot, &config, &[]);
        let mut tops = Total::default();
        let mut top_goals = Exact::zero();
        for (position, row) in all.teams.iter().enumerate() {
            let narrowed = shown(&snapshot, &config, &[row.team]);
            adds_up(&narrowed)?;
            prop_assert_eq!(narrowed.teams.first().map(|row| row.team), Some(row.team));
            let below = all.with_below(position);
            if let Some(below) = &below {
                total_adds_up(below)?;
                prop_assert!(below.people <= all.total.people);
            }
            // In a ring the one that is asked for is the highest, wherever the whole began.
            if is_in_ring(&snapshot, row.team) {
                return Ok(());
            }
            prop_assert_eq!(below.unwrap_or(&narrowed.total), &narrowed.total);
            if row.depth == 0 {
                tops.add(&narrowed.total);
                let goals = narrowed.investment.goals.iter().map(|goal| &goal.people);
                top_goals += &goals.sum();
            }
        }
        prop_assert_eq!(&tops, &all.total);
        let goals: Exact = all.investment.goals.iter().map(|goal| &goal.people).sum();
        prop_assert_eq!(top_goals, goals);
        // All by name are all.
        let ids: Vec<TeamId> = all.teams.iter().map(|row| row.team).collect();
        if !ids.is_empty() {
            let named = shown(&snapshot, &config, &ids);
            prop_assert_eq!(named.total, all.total);
            prop_assert_eq!(named.investment, all.investment);
        }
    }
}

/// Whether the way up from a team leads into a circle.
fn is_in_ring(snapshot: &Snapshot, team: TeamId) -> bool {
    let mut seen = BTreeSet::new();
    let mut at = Some(team);
    while let Some(id) = at {
        if !seen.insert(id) {
            return true;
        }
        at = snapshot.team(id).and_then(|team| team.parent);
    }
    false
}
