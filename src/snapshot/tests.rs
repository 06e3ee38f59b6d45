//! What references mean in trees where names are shared.
#![allow(clippy::unwrap_used)]

use crate::snapshot::{LinkField, Snapshot, Unresolved};
use crate::testing::tree_of;

/// The full name of what the first reference in `field` of the node called `name` leads to.
fn leads_to(snapshot: &Snapshot, name: &str, field: LinkField) -> Result<String, Unresolved> {
    let (_, node) = snapshot
        .iter()
        .find(|(_, node)| snapshot.full_name(node) == name)
        .unwrap();
    let link = node.links.iter().find(|link| link.field == field).unwrap();
    link.to
        .clone()
        .map(|place| snapshot.full_name(snapshot.node(place.node).unwrap()))
}

#[test]
fn what_is_carried_on_is_first_the_own_teams() {
    let tree = "\
#: teams/web/2025-Q3/steps.yaml
objective: Steps
#: teams/app/2025-Q4/steps.yaml
objective: Steps
#: teams/web/2026-Q1/named.yaml
objective: Named
carried_from: web:steps
#: teams/web/2026-Q1/plain.yaml
objective: Plain
carried_from: steps
#: teams/data/2026-Q1/other.yaml
objective: Other
carried_from: steps
#: teams/data/2026-Q1/none.yaml
objective: None
carried_from: data:steps
";
    let (snapshot, _) = tree_of(tree);
    for (from, to) in [
        ("web:named@2026-Q1", "web:steps@2025-Q3"),
        ("web:plain@2026-Q1", "web:steps@2025-Q3"),
        ("data:other@2026-Q1", "app:steps@2025-Q4"),
    ] {
        let found = leads_to(&snapshot, from, LinkField::CarriedFrom);
        assert_eq!(found.as_deref(), Ok(to), "{from}");
    }
    let none = leads_to(&snapshot, "data:none@2026-Q1", LinkField::CarriedFrom);
    assert!(matches!(none, Err(Unresolved::Unknown { .. })), "{none:?}");
}

#[test]
fn a_shared_name_means_the_own_teams_then_the_nearest_cycles() {
    let tree = "\
#: 2026/top.yaml
objective: Top
#: 2026-H1/top.yaml
objective: Top
#: teams/a/2026-Q1/top.yaml
objective: Top
#: teams/b/2026-Q1/top.yaml
objective: Top
#: teams/a/2026-Q1/own.yaml
objective: Own
parent: top
#: teams/c/2026-Q1/both.yaml
objective: Both
parent: top
#: teams/c/2026-Q2/half.yaml
objective: Half
parent: top
#: teams/c/2026-Q3/year.yaml
objective: Year
parent: top
#: teams/c/2026-Q3/itself.yaml
objective: Itself
parent: itself
";
    let (snapshot, _) = tree_of(tree);
    for (from, to) in [
        ("a:own@2026-Q1", "a:top@2026-Q1"),
        ("c:half@2026-Q2", "top@2026-H1"),
        ("c:year@2026-Q3", "top@2026"),
    ] {
        let found = leads_to(&snapshot, from, LinkField::Parent);
        assert_eq!(found.as_deref(), Ok(to), "{from}");
    }
    match leads_to(&snapshot, "c:both@2026-Q1", LinkField::Parent) {
        Err(Unresolved::Ambiguous(candidates)) => assert_eq!(candidates.count, 2),
        other => panic!("{other:?}"),
    }
    assert_eq!(
        leads_to(&snapshot, "c:itself@2026-Q3", LinkField::Parent),
        Err(Unresolved::Itself)
    );
}

#[test]
fn of_very_many_candidates_an_error_keeps_a_few() {
    let mut tree = String::from("#: teams/z/2026-Q1/asks.yaml\nobjective: Asks\nparent: steps\n");
    for n in 0..100 {
        tree += &format!("#: teams/t{n}/2026-Q1/steps.yaml\nobjective: Steps\n");
    }
    let (snapshot, _) = tree_of(&tree);
    match leads_to(&snapshot, "z:asks@2026-Q1", LinkField::Parent) {
        Err(Unresolved::Ambiguous(candidates)) => {
            assert_eq!((candidates.count, candidates.first.len()), (100, 16));
            assert!(candidates.first.is_sorted());
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn teams_are_found_by_their_names_old_and_new() {
    let (snapshot, _) = tree_of(
        "#: teams/web/team.yaml\nteam: Web\nformerly: [site, app]\n\
         #: teams/app/team.yaml\nteam: App\n",
    );
    let named = |name| {
        let team = snapshot.team(snapshot.team_named(name)?)?;
        Some(team.id.to_string())
    };
    assert_eq!(named("site").as_deref(), Some("web"));
    assert_eq!(named("app").as_deref(), Some("app"));
    assert_eq!(named("nobody"), None);
}
