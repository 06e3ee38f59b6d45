#![allow(clippy::unwrap_used)]
use jiff::civil::date;

use crate::snapshot::LinkField;
use crate::testing::{STREAMLY, place, tree_of};
use crate::views::show::{Show, ShownNode, ShownTeam, Subject, show};
use crate::views::{Basis, Shown};

fn shown(files: &str, subject: impl FnOnce(&crate::snapshot::Snapshot) -> Subject) -> Show {
    let (snapshot, config) = tree_of(files);
    let basis = Basis {
        snapshot: &snapshot,
        config: &config,
        today: date(2026, 2, 14),
    };
    let cycle = snapshot.calendar.cycle("2026-Q1").unwrap();
    show(basis, subject(&snapshot), &Shown::One(cycle)).unwrap()
}

fn node(files: &str, reference: &str) -> ShownNode {
    match shown(files, |snapshot| {
        Subject::Node(place(snapshot, reference, "2026-Q1"))
    }) {
        Show::Node(node) => *node,
        Show::Team(_) => panic!("a team"),
    }
}

fn team(files: &str, id: &str) -> ShownTeam {
    match shown(files, |snapshot| {
        Subject::Team(snapshot.team_named(id).unwrap())
    }) {
        Show::Team(team) => *team,
        Show::Node(_) => panic!("a node"),
    }
}

#[test]
fn the_way_up_names_the_key_results_that_are_served() {
    let shown = node(STREAMLY, "find-content");
    let up: Vec<_> = shown.up.iter().map(|step| step.name.as_str()).collect();
    assert_eq!(up, ["seamless-experience/mau", "streaming-leader"]);
    let served = shown.up[0].key_result.as_ref().unwrap();
    assert_eq!(*served, "Increase monthly active users");
    assert_eq!(shown.node.depth, 2);
}

#[test]
fn a_loop_has_an_end() {
    let files = "#: c/2026-Q1/x.yaml\nobjective: X\nparent: y\n\
                 #: c/2026-Q1/y.yaml\nobjective: Y\nparent: x\n";
    let shown = node(files, "x");
    let up: Vec<_> = shown.up.iter().map(|step| step.name.as_str()).collect();
    assert_eq!(up, ["y"]);
}

#[test]
fn what_refers_to_it_says_how() {
    let inbound = |reference: &str| -> Vec<(LinkField, String, Option<usize>)> {
        let inbound = node(STREAMLY, reference).inbound.into_iter();
        inbound
            .map(|inbound| (inbound.field, inbound.name, inbound.key_result))
            .collect()
    };
    let said = |field, name: &str, key_result| (field, name.to_owned(), key_result);
    assert_eq!(
        inbound("seamless-experience"),
        [
            said(LinkField::Parent, "find-content", Some(0)),
            said(LinkField::Parent, "start-fast", None),
        ]
    );
    assert_eq!(
        inbound("seamless-experience/mau"),
        [said(LinkField::Parent, "find-content", Some(0))]
    );
    assert_eq!(
        inbound("payroll"),
        [
            said(LinkField::ContributesTo, "find-content", None),
            said(LinkField::Guardrails, "find-content/flow", None),
        ]
    );
}

#[test]
fn another_cycle_is_named() {
    let files = "#: goals/g.yaml\ngoal: G\n\
                 #: c/2026/year.yaml\nobjective: Year\nparent: g\n\
                 #: c/2026-Q1/now.yaml\nobjective: Now\nparent: year\n\
                 #: c/2026-Q2/then.yaml\nobjective: Then\nparent: g\n";
    let names = |reference: &str| -> Vec<String> {
        let inbound = node(files, reference).inbound.into_iter();
        inbound.map(|inbound| inbound.name).collect()
    };
    assert_eq!(names("g"), ["then@2026-Q2", "year@2026"]);
    assert_eq!(names("year"), ["now@2026-Q1"]);
    assert_eq!(node(files, "now").up[0].name, "year@2026");
}

#[test]
fn a_key_result_alone_is_shown_without_the_others() {
    let shown = node(STREAMLY, "find-content/conversion");
    assert_eq!(shown.node.key_results.len(), 1);
    assert_eq!(shown.key_results.len(), 1);
    assert_eq!(shown.node.key_results[0].id, "conversion");
    assert_eq!(shown.key_results[0].readings.check_ins.len(), 2);
}

#[test]
fn a_plan_for_a_cycle_goes_before_the_standing_one() {
    let files = "#: teams/t/team.yaml\nteam: T\nmembers: [a, b]\ncapacity: 2 people\n\
                 allocation: {strategic: 80%, maintenance: 20%}\n\
                 #: teams/t/2026-Q1/plan.yaml\nteam: T\nid: t\nallocation: {strategic: 50%}\n\
                 #: teams/t/teams/below/team.yaml\nteam: Below\n\
                 #: teams/t/2026-Q1/own.yaml\nobjective: Own\nallocation: 30%\n\
                 #: teams/t/2026-Q2/later.yaml\nobjective: Later\n\
                 #: c/2026-Q1/shared.yaml\nobjective: Shared\nallocation: {t: 10%, below: 5%}\n";
    let shown = team(files, "t");
    let strategic = shown.time.plan.unwrap().strategic.unwrap();
    assert_eq!(strategic.value.value().to_string(), "0.50");
    assert!(shown.time.plan_of.is_some() && shown.time.plan.unwrap().maintenance.is_none());
    assert_eq!(shown.members.len(), 2);
    assert_eq!(shown.time.capacity.unwrap().text, "2 people");
    assert_eq!(shown.below[0].title, "Below");
    let objectives = shown.time.objectives.iter();
    let objectives: Vec<_> = objectives
        .map(|own| {
            (
                own.name.as_str(),
                own.share.clone().unwrap().rounded(4).to_string(),
            )
        })
        .collect();
    assert_eq!(
        objectives,
        [("shared", "0.1".to_owned()), ("own", "0.3".to_owned())]
    );
}
