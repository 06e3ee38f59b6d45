//! Where a new document belongs by the habits of a tree: beside its like.

use std::collections::BTreeMap;

use super::next_path;
use crate::model::{Cycle, Kind};
use crate::snapshot::{Node, Snapshot, Team, TeamId};

/// A document that is to be.
#[derive(Debug, Clone, Copy)]
pub struct New<'a> {
    /// What it is.
    pub kind: Kind,
    /// Its id.
    pub id: &'a str,
    /// Its team; none at company level. Of a team the one above it.
    pub team: Option<TeamId>,
    /// Its cycle; only objectives have one.
    pub cycle: Option<&'a Cycle>,
}

/// A folder, from the root of the tree, and how the names of files in it end.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Habit {
    folder: String,
    ending: &'static str,
}

/// The path of a new document from the root of the tree: the one that fits best, then those that fit
/// where code lies around it, in a folder `okrs` or with a name that says what it is.
#[must_use]
pub fn homes(snapshot: &Snapshot, new: New<'_>) -> Vec<String> {
    let Habit { folder, ending } = match new.kind {
        Kind::Team => return team_homes(snapshot, new),
        kind => beside(snapshot, new).unwrap_or_else(|| Habit {
            folder: usual(snapshot, new, kind),
            ending: ".yaml",
        }),
    };
    among_code(snapshot, &folder, &format!("{}{ending}", new.id))
}

/// `name` in `folder`, then the same where code lies around it.
fn among_code(snapshot: &Snapshot, folder: &str, name: &str) -> Vec<String> {
    const OKRS: &str = "okrs";
    let paths = snapshot.files.iter().map(|file| file.path_in_tree.as_str());
    // The folder that holds the tree's files already, wherever it is.
    let mut tops = paths.filter_map(|path| match path.split_once("/okrs/") {
        Some((above, _)) => Some(format!("{above}/{OKRS}")),
        None => path.starts_with("okrs/").then(|| OKRS.to_owned()),
    });
    let top = tops.next().unwrap_or_else(|| OKRS.to_owned());
    let own_name = match name.strip_suffix(".yaml") {
        Some(stem) if !stem.ends_with(".okr") => format!("{stem}.okr.yaml"),
        _ => name.to_owned(),
    };
    vec![
        join(folder, name),
        join(&top, &join(folder, name)),
        join(folder, &own_name),
    ]
}

/// The place of a team's document: its folder where there is one, else one beside those of the others.
fn team_homes(snapshot: &Snapshot, new: New<'_>) -> Vec<String> {
    const NAME: &str = "team.yaml";
    let own = snapshot.team_named(new.id);
    if let Some(folder) = own.and_then(|own| snapshot.team(own)?.folder.as_ref()) {
        return vec![join(folder, NAME)];
    }
    let parent = new.team.and_then(|team| snapshot.team(team));
    let parent = parent.and_then(|team| team.folder.as_deref());
    let declared = || snapshot.teams.iter().filter(|team| team.is_declared());
    let above = |team: &Team| {
        let folder = team.folder.as_deref()?;
        Some(
            folder
                .rsplit_once('/')
                .map_or("", |(above, _)| above)
                .to_owned(),
        )
    };
    // Teams below others lie in their folders only where such teams do.
    let nests =
        parent.filter(|parent| declared().any(|team| above(team).as_deref() == Some(*parent)));
    let folder = match nests {
        Some(parent) => parent.to_owned(),
        None => most(declared().filter_map(above)).unwrap_or_else(|| "teams".to_owned()),
    };
    among_code(snapshot, &join(&folder, new.id), NAME)
}

/// Where its like lies: of the same team, and of the same cycle or else the latest.
fn beside(snapshot: &Snapshot, new: New<'_>) -> Option<Habit> {
    let like = || {
        let nodes = snapshot.nodes.iter();
        nodes.filter(|node| node.kind() == new.kind && node.team == new.team)
    };
    let same = || like().filter(|node| new.cycle.is_none_or(|cycle| node.is_in(cycle)));
    let latest = like().filter_map(|node| node.cycle.clone()).max();
    let of_latest = like().filter(|node| node.cycle == latest);
    let habits = |node: &Node| habit(snapshot, node);
    if let Some(habit) = most(same().filter_map(habits)) {
        return Some(habit);
    }
    let habit = most(of_latest.filter_map(habits))?;
    let folder = match (new.cycle, &latest) {
        (Some(cycle), Some(latest)) => {
            // Where a folder is named after the cycle, that is where the next one has its own.
            let path = next_path(snapshot, &join(&habit.folder, new.id), latest, cycle);
            path.map_or_else(|| habit.folder.clone(), |path| folder_of(&path).to_owned())
        }
        _ => habit.folder,
    };
    Some(Habit { folder, ..habit })
}

/// How a document is kept.
fn habit(snapshot: &Snapshot, node: &Node) -> Option<Habit> {
    let path = &snapshot.file(node.file)?.path_in_tree;
    let folder = folder_of(path);
    let endings = [".okr.yaml", ".okr.yml", ".yaml", ".yml"];
    let ending = endings.into_iter().find(|ending| path.ends_with(ending))?;
    Some(Habit {
        folder: folder.to_owned(),
        ending,
    })
}

/// The usual folder of a kind, where the tree has nothing like it yet.
fn usual(snapshot: &Snapshot, new: New<'_>, kind: Kind) -> String {
    let team = new.team.and_then(|team| snapshot.team(team));
    let own = team.map(|team| match &team.folder {
        Some(folder) => folder.clone(),
        None => join("teams", &team.id),
    });
    match (kind, new.cycle) {
        (Kind::Goal, _) => own.unwrap_or_else(|| "goals".to_owned()),
        (Kind::Kpi | Kind::Team, _) => own.unwrap_or_else(|| "kpis".to_owned()),
        (Kind::Objective, cycle) => {
            let folder = own.unwrap_or_else(|| "company".to_owned());
            match cycle.filter(|_| !writes_cycles(snapshot)) {
                Some(cycle) => join(&folder, &cycle.name),
                None => folder,
            }
        }
    }
}

/// Whether most objectives of the tree say their cycle themselves.
fn writes_cycles(snapshot: &Snapshot) -> bool {
    let objectives = || {
        snapshot
            .nodes
            .iter()
            .filter(|node| node.objective().is_some())
    };
    let written = objectives().filter(|node| node.document.named_cycle().is_some());
    written.count() * 2 > objectives().count()
}

/// The folder that a path lies in; empty at the root.
fn folder_of(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// What occurs most often; of several the first.
fn most<T: Ord>(of: impl Iterator<Item = T>) -> Option<T> {
    let mut counts: BTreeMap<T, usize> = BTreeMap::new();
    for one in of {
        *counts.entry(one).or_default() += 1;
    }
    let counts = counts.into_iter().rev();
    counts.max_by_key(|(_, count)| *count).map(|(one, _)| one)
}

fn join(folder: &str, name: &str) -> String {
    match folder {
        "" => name.to_owned(),
        folder => format!("{folder}/{name}"),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::testing::tree_of;

    /// The first home of a new document in the tree of `files`, each a path and what it is, where an
    /// objective may be followed by its fields.
    fn home(files: &[(&str, &str)], kind: Kind, team: &str, cycle: &str) -> String {
        let texts: Vec<String> = files
            .iter()
            .map(|(path, text)| format!("#: {path}\n{text}\n"))
            .collect();
        let (snapshot, _) = tree_of(&texts.concat());
        let cycle = snapshot.calendar.cycle(cycle);
        let new = New {
            kind,
            id: "new",
            team: snapshot.team_named(team),
            cycle: cycle.as_ref(),
        };
        assert_eq!(new.team.is_some(), !team.is_empty(), "{team}");
        homes(&snapshot, new).into_iter().next().unwrap()
    }

    #[test]
    fn an_objective_lies_beside_its_like() {
        let web = ("teams/web/team.yaml", "team: Web");
        for (files, team, cycle, expected) in [
            (&[web][..], "web", "2026-Q1", "teams/web/2026-Q1/new.yaml"),
            (&[web], "", "2026-Q1", "company/2026-Q1/new.yaml"),
            (
                &[web, ("teams/web/2026-Q1/o.yaml", "objective: O")],
                "web",
                "2026-Q1",
                "teams/web/2026-Q1/new.yaml",
            ),
            (
                &[web, ("teams/web/2026-Q1/o.yaml", "objective: O")],
                "web",
                "2026-Q2",
                "teams/web/2026-Q2/new.yaml",
            ),
            (
                &[web, ("teams/web/FY2026_q1/o.yml", "objective: O")],
                "web",
                "2026-Q1",
                "teams/web/FY2026_q1/new.yml",
            ),
            (
                &[web, ("teams/web/okrs/2026-Q1/o.yaml", "objective: O")],
                "web",
                "2026-Q2",
                "teams/web/okrs/2026-Q2/new.yaml",
            ),
            (
                &[web, ("2026-Q1/teams/web/o.yaml", "objective: O")],
                "web",
                "2026-Q2",
                "2026-Q2/teams/web/new.yaml",
            ),
            (
                &[web, ("top/2025/2025-Q4/o.yaml", "objective: O")],
                "",
                "2026-Q2",
                "top/2026/2026-Q2/new.yaml",
            ),
            (
                &[web, ("top/2026/o.yaml", "objective: O")],
                "",
                "2026-Q2",
                "top/2026-Q2/new.yaml",
            ),
            // In place: by the team's own habit, or that of all.
            (
                &[web, ("teams/web/o.yaml", "objective: O\ncycle: 2026-Q1")],
                "web",
                "2026-Q2",
                "teams/web/new.yaml",
            ),
            (
                &[web, ("all/o.yaml", "objective: O\ncycle: 2026-Q1")],
                "web",
                "2026-Q2",
                "teams/web/new.yaml",
            ),
            (
                &[
                    ("web.yaml", "team: Web"),
                    ("o.yaml", "objective: O\nteam: web\ncycle: 2026-Q1"),
                ],
                "web",
                "2026-Q2",
                "new.yaml",
            ),
            (
                &[("web.yaml", "team: Web")],
                "web",
                "2026-Q2",
                "teams/web/2026-Q2/new.yaml",
            ),
        ] {
            assert_eq!(
                home(files, Kind::Objective, team, cycle),
                expected,
                "{files:?}"
            );
        }
    }

    #[test]
    fn what_has_no_cycle_lies_beside_its_like() {
        let web = ("teams/web/team.yaml", "team: Web");
        for (files, kind, team, expected) in [
            (&[web][..], Kind::Goal, "", "goals/new.yaml"),
            (
                &[("aims/g.yaml", "goal: G")],
                Kind::Goal,
                "",
                "aims/new.yaml",
            ),
            (&[web], Kind::Kpi, "web", "teams/web/new.yaml"),
            (&[web], Kind::Kpi, "", "kpis/new.yaml"),
            (
                &[web, ("teams/web/kpis/k.yaml", "kpi: K")],
                Kind::Kpi,
                "web",
                "teams/web/kpis/new.yaml",
            ),
            (&[], Kind::Team, "", "teams/new/team.yaml"),
            (
                &[("groups/web/team.yaml", "team: Web")],
                Kind::Team,
                "",
                "groups/new/team.yaml",
            ),
            (&[web], Kind::Team, "web", "teams/new/team.yaml"),
            (
                &[web, ("teams/web/app/team.yaml", "team: App")],
                Kind::Team,
                "web",
                "teams/web/new/team.yaml",
            ),
            (
                &[("teams/new/2026-Q1/o.yaml", "objective: O")],
                Kind::Team,
                "",
                "teams/new/team.yaml",
            ),
        ] {
            assert_eq!(home(files, kind, team, ""), expected, "{files:?}");
        }
    }

    #[test]
    fn among_code_there_are_two_other_places() {
        let (snapshot, _) = tree_of("#: docs/okrs/g.yaml\ngoal: G\n");
        let new = New {
            kind: Kind::Kpi,
            id: "new",
            team: None,
            cycle: None,
        };
        assert_eq!(
            homes(&snapshot, new),
            [
                "kpis/new.yaml",
                "docs/okrs/kpis/new.yaml",
                "kpis/new.okr.yaml"
            ]
        );
    }
}
