//! Which teams there are, where each has its folder, and which is above which.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use crate::finding::FileId;
use crate::model::{Calendar, Content, Cycle, Document};
use crate::snapshot::location::{Location, folder_name, is_team_folder};
use crate::snapshot::{File, Team, TeamId, TeamPlan};
use crate::source::Text;

/// The teams of a tree, and which folder belongs to which.
pub struct Teams {
    /// The teams, by id.
    pub teams: Vec<Team>,
    by_folder: HashMap<String, TeamId>,
    /// What each name means: the ids, and what teams were called once.
    pub by_name: HashMap<Text, TeamId>,
}

impl Teams {
    /// The team of the nearest folder above `location` that is a team's.
    pub fn of(&self, location: Location<'_>) -> Option<TeamId> {
        location
            .folders()
            .find_map(|folder| self.by_folder.get(folder).copied())
    }

    /// The team that has this id, or had it once.
    pub fn named(&self, id: &str) -> Option<TeamId> {
        self.by_name.get(id).copied()
    }
}

/// A document of a team, before it is known which others the team has.
struct Found<'f> {
    location: Location<'f>,
    file: FileId,
    document: Arc<Document>,
    cycle: Option<Cycle>,
}

/// Finds the teams: those that documents declare, those that folders below `teams` imply, and those
/// that are only `named` somewhere, so that what belongs to them is kept together.
pub fn teams<'f>(
    files: &'f [File],
    documents: impl Iterator<Item = (FileId, Arc<Document>)>,
    named: impl Iterator<Item = Text>,
    calendar: &Calendar,
) -> Teams {
    let location = |file: FileId| {
        files
            .get(file.0 as usize)
            .map(|file| Location::new(&file.path_in_tree))
    };
    let mut found: Vec<Found<'f>> = documents
        .filter_map(|(file, document)| {
            let location = location(file)?;
            let cycle = match document.named_cycle() {
                Some(name) => calendar.cycle(name),
                None => location.cycle(calendar),
            };
            Some(Found {
                location,
                file,
                document,
                cycle,
            })
        })
        .collect();
    // Standing plans first: they say whose folder is whose before a plan of a cycle asks.
    found.sort_by_key(|found| found.cycle.clone());

    let mut folders: BTreeMap<String, Text> = BTreeMap::new();
    for found in found.iter().filter(|found| found.location.is_team_file()) {
        let folder = found.location.folder();
        if calendar.cycle(folder_name(folder)).is_none() {
            folders
                .entry(folder.to_owned())
                .or_insert_with(|| own_id(found));
        }
    }
    for file in files {
        for folder in Location::new(&file.path_in_tree)
            .folders()
            .filter(|folder| is_team_folder(folder))
        {
            if !folders.contains_key(folder) && calendar.cycle(folder_name(folder)).is_none() {
                folders.insert(
                    folder.to_owned(),
                    crate::model::reference::normalised(folder_name(folder)),
                );
            }
        }
    }

    let mut by_id: BTreeMap<Text, Team> = BTreeMap::new();
    for (folder, id) in &folders {
        let team = by_id.entry(id.clone()).or_insert_with(|| empty(id));
        team.folder.get_or_insert_with(|| folder.clone());
    }
    for found in found {
        let above = || {
            found
                .location
                .folders()
                .find_map(|folder| folders.get(folder))
        };
        let id = match (&found.document.common().id, found.location.is_team_file()) {
            (None, true) => above().cloned().unwrap_or_else(|| own_id(&found)),
            _ => own_id(&found),
        };
        by_id
            .entry(id.clone())
            .or_insert_with(|| empty(&id))
            .plans
            .push(TeamPlan {
                file: found.file,
                document: found.document,
                cycle: found.cycle,
            });
    }
    let former: Vec<(Text, Text)> = by_id
        .values()
        .flat_map(|team| {
            team.documents()
                .flat_map(|document| &document.formerly)
                .map(|old| (old.value.clone(), team.id.clone()))
        })
        .collect();
    let left: HashSet<&Text> = former.iter().map(|(old, _)| old).collect();
    for id in named {
        if !left.contains(&id) {
            by_id.entry(id.clone()).or_insert_with(|| empty(&id));
        }
    }
    number(by_id, folders, former)
}

fn number(
    by_id: BTreeMap<Text, Team>,
    folders: BTreeMap<String, Text>,
    former: Vec<(Text, Text)>,
) -> Teams {
    let mut by_name: HashMap<Text, TeamId> = by_id.keys().cloned().zip((0..).map(TeamId)).collect();
    for (old, id) in former {
        if let Some(&team) = by_name.get(&id) {
            by_name.entry(old).or_insert(team);
        }
    }
    let by_folder = folders
        .into_iter()
        .filter_map(|(folder, id)| Some((folder, *by_name.get(&id)?)))
        .collect();
    let mut all = Teams {
        teams: by_id.into_values().collect(),
        by_folder,
        by_name,
    };
    let parents: Vec<_> = all
        .teams
        .iter()
        .zip((0..).map(TeamId))
        .map(|(team, id)| parent(&all, team, id))
        .collect();
    for (team, parent) in all.teams.iter_mut().zip(parents) {
        team.parent = parent;
    }
    all
}

/// The team above: as written, else the team in the nearest folder above its own.
fn parent(teams: &Teams, team: &Team, id: TeamId) -> Option<TeamId> {
    let written = team
        .documents()
        .find_map(|document| document.parent.as_ref());
    let above = match (written, &team.folder) {
        (Some(name), _) => teams.named(name),
        (None, Some(folder)) => teams.of(Location::new(folder)),
        (None, None) => None,
    };
    above.filter(|&above| above != id)
}

/// The id of a team's document, from itself or its file.
fn own_id(found: &Found<'_>) -> Text {
    let inferred = match found.location.is_team_file() {
        true => folder_name(found.location.folder()),
        false => found.location.stem(),
    };
    match (&found.document.common().id, &found.document.content) {
        (Some(id), _) => id.value.clone(),
        (None, Content::Team(team)) if inferred.is_empty() => {
            crate::model::reference::normalised(&team.title)
        }
        (None, _) => crate::model::reference::normalised(inferred),
    }
}

fn empty(id: &Text) -> Team {
    Team {
        id: id.clone(),
        plans: Vec::new(),
        folder: None,
        parent: None,
    }
}
