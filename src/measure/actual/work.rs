//! What a commit says it was for: by its trailers; else by lines of its message that look like
//! them, as a squash merge leaves them; else by its Conventional Commits type.

use std::collections::HashMap;

use crate::measure::time::shares;
use crate::model::{Config, Cycle, Kind, MaintenanceKind, Reference};
use crate::parse::nearest;
use crate::snapshot::{Place, Snapshot, TeamId, Unresolved, Viewpoint};
use crate::source::{Commit, Text};

/// What time went into.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Work {
    /// A goal, an objective or a key result.
    Strategic(Place),
    /// Upkeep.
    Maintenance(MaintenanceKind),
    /// Business as usual.
    Operations,
    /// Nothing says what.
    Uncategorised,
}

/// What said what a commit was for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Evidence {
    /// Trailers at the end of its message.
    Trailers,
    /// Lines inside its message.
    Lines,
    /// Its Conventional Commits type.
    Type,
}

/// Something that a commit names and that does not exist. Its time is uncategorised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownWork {
    /// The full hash of the commit.
    pub commit: String,
    /// The trailer as written.
    pub trailer: String,
    /// Its value.
    pub value: String,
    /// Why it says nothing, and what to write instead.
    pub why: String,
}

/// So many characters of a value are kept: more than any name has.
const LONGEST_VALUE: usize = 200;

/// What a commit says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// What it was for, with equal parts for each: never empty, something twice where it is said
    /// twice.
    pub works: Vec<Work>,
    /// What said so; nothing where all of it is uncategorised.
    pub evidence: Option<Evidence>,
    /// What it names that does not exist.
    pub unknown: Vec<UnknownWork>,
}

/// Reads what commits say.
#[derive(Debug)]
pub struct Works<'s> {
    snapshot: &'s Snapshot,
    config: &'s Config,
    cycle: Cycle,
    known: HashMap<(Vec<TeamId>, String), Result<Work, String>>,
}

/// Which of the three trailers a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Trailer {
    Strategic,
    Maintenance,
    Operations,
}

impl<'s> Works<'s> {
    /// For the commits of `cycle`, which counts as their own.
    pub fn new(snapshot: &'s Snapshot, config: &'s Config, cycle: &Cycle) -> Self {
        Self {
            snapshot,
            config,
            cycle: cycle.clone(),
            known: HashMap::new(),
        }
    }

    /// What a commit of a member of `teams` was for.
    pub fn of(&mut self, commit: &Commit, teams: &[TeamId]) -> Said {
        let trailers: Vec<(&str, &str)> = commit
            .trailers
            .iter()
            .map(|(key, value)| (key.as_str(), value.as_str()))
            .collect();
        let lines = || -> Vec<(&str, &str)> { commit.message.lines().filter_map(line).collect() };
        for (evidence, said) in [(Evidence::Trailers, trailers), (Evidence::Lines, lines())] {
            let said: Vec<_> = said
                .into_iter()
                .filter_map(|(key, value)| Some((self.trailer(key)?, key, value)))
                .collect();
            if !said.is_empty() {
                return self.by_trailers(commit, teams, evidence, &said);
            }
        }
        let kind = commit_type(&commit.message).and_then(|name| {
            let types = self.config.commit_types.iter();
            types
                .rev()
                .find(|(known, _)| **known == *name)
                .map(|(_, kind)| *kind)
        });
        Said {
            works: vec![kind.map_or(Work::Uncategorised, Work::Maintenance)],
            evidence: kind.map(|_| Evidence::Type),
            unknown: Vec::new(),
        }
    }

    /// The teams that work on the objectives among `works`.
    pub fn teams_of(&self, works: &[Work]) -> Vec<TeamId> {
        let places = works.iter().filter_map(|work| match work {
            Work::Strategic(place) => Some(place),
            Work::Maintenance(_) | Work::Operations | Work::Uncategorised => None,
        });
        places
            .filter_map(|place| self.snapshot.node(place.node))
            .flat_map(|node| shares(self.snapshot, node))
            .map(|(team, _)| team)
            .collect()
    }

    fn by_trailers(
        &mut self,
        commit: &Commit,
        teams: &[TeamId],
        evidence: Evidence,
        said: &[(Trailer, &str, &str)],
    ) -> Said {
        let mut works = Vec::new();
        let mut unknown = Vec::new();
        for (trailer, key, value) in said {
            for value in values(*trailer, value) {
                let work = match trailer {
                    Trailer::Strategic => self.strategic(value, teams),
                    Trailer::Maintenance => maintenance(value),
                    Trailer::Operations if value.is_empty() => {
                        Err("it is empty; say which work it was".to_owned())
                    }
                    Trailer::Operations => Ok(Work::Operations),
                };
                works.push(*work.as_ref().unwrap_or(&Work::Uncategorised));
                unknown.extend(work.err().map(|why| UnknownWork {
                    commit: commit.id.clone(),
                    trailer: (*key).to_owned(),
                    value: value.chars().take(LONGEST_VALUE).collect(),
                    why,
                }));
            }
        }
        works.sort_unstable();
        let is_said = works.iter().any(|work| *work != Work::Uncategorised);
        Said {
            works,
            evidence: is_said.then_some(evidence),
            unknown,
        }
    }

    fn trailer(&self, key: &str) -> Option<Trailer> {
        let names = &self.config.trailers;
        [
            (&names.strategic, Trailer::Strategic),
            (&names.maintenance, Trailer::Maintenance),
            (&names.operations, Trailer::Operations),
        ]
        .into_iter()
        .find(|(name, _)| !key.is_empty() && name.trim().eq_ignore_ascii_case(key))
        .map(|(_, trailer)| trailer)
    }

    /// What a reference in a trailer means: what one of the author's teams has, else what anyone
    /// does.
    fn strategic(&mut self, value: &str, teams: &[TeamId]) -> Result<Work, String> {
        let asked = (teams.to_vec(), value.to_owned());
        if let Some(known) = self.known.get(&asked) {
            return known.clone();
        }
        let work = self.resolve(value, teams);
        // What authors can make up without end is not kept.
        if work.is_ok() {
            self.known.insert(asked, work.clone());
        }
        work
    }

    fn resolve(&self, value: &str, teams: &[TeamId]) -> Result<Work, String> {
        let reference = Reference::parse(&Text::from(value))
            .map_err(|why| format!("{why}; write the id of an objective, or id/key-result"))?;
        let seen_from = |team: Option<TeamId>| {
            let viewpoint = Viewpoint {
                node: None,
                team: team.map(Some),
                cycle: Some(&self.cycle),
            };
            self.snapshot.resolve(viewpoint, &reference)
        };
        let mut of_teams: Vec<Place> = teams
            .iter()
            .filter_map(|team| seen_from(Some(*team)).ok())
            .collect();
        of_teams.sort_unstable();
        of_teams.dedup();
        let place = match of_teams.as_slice() {
            [only] => *only,
            _ => seen_from(None).map_err(|why| self.unresolved(&reference, &why))?,
        };
        match self.snapshot.node(place.node).map(|node| node.kind()) {
            Some(Kind::Kpi) => Err(format!(
                "`{value}` is a kpi, which is business as usual: write `{}: {value}`, or name the objective that repairs it",
                self.config.trailers.operations
            )),
            _ => Ok(Work::Strategic(place)),
        }
    }

    fn unresolved(&self, reference: &Reference, why: &Unresolved) -> String {
        let full_names = |nodes: &[crate::snapshot::NodeId]| {
            let names: Vec<String> = nodes
                .iter()
                .take(3)
                .filter_map(|id| self.snapshot.node(*id))
                .map(|node| format!("`{}`", self.snapshot.full_name(node)))
                .collect();
            names.join(" or ")
        };
        match why {
            Unresolved::Ambiguous(nodes) => {
                format!("it fits several things: write {}", full_names(nodes))
            }
            Unresolved::NoKeyResult(node) => {
                let node = self.snapshot.node(*node);
                let key_results = node.map_or(&[][..], |node| node.key_results());
                let ids = key_results.iter().map(|key_result| key_result.id.as_str());
                let wanted = reference.key_result.as_deref().unwrap_or_default();
                match nearest(wanted, ids) {
                    Some(near) => format!("there is no such key result; did you mean `{near}`?"),
                    None => "there is no such key result".to_owned(),
                }
            }
            Unresolved::Unknown { elsewhere } if !elsewhere.is_empty() => {
                let asked = reference.cycle.as_ref().unwrap_or(&self.cycle.name);
                format!(
                    "there is none in {asked}: there is {}",
                    full_names(elsewhere)
                )
            }
            Unresolved::Unread => "its file could not be read".to_owned(),
            Unresolved::Unknown { .. } | Unresolved::Itself => {
                let ids = self.snapshot.nodes.iter().map(|node| node.id.as_str());
                match nearest(&reference.id, ids) {
                    Some(near) => format!("there is no such objective; did you mean `{near}`?"),
                    None => "there is no such objective".to_owned(),
                }
            }
        }
    }
}

/// The values of a trailer: references and kinds may be listed with commas, a text is one.
fn values(trailer: Trailer, value: &str) -> impl Iterator<Item = &str> {
    let between: &[char] = match trailer {
        Trailer::Strategic | Trailer::Maintenance => &[','],
        Trailer::Operations => &[],
    };
    let mut values: Vec<&str> = value.split(between).map(str::trim).collect();
    if values.len() > 1 {
        values.retain(|value| !value.is_empty());
    }
    values.into_iter()
}

fn maintenance(value: &str) -> Result<Work, String> {
    let spelt = value.to_lowercase().replace([' ', '_'], "-");
    let kinds = MaintenanceKind::ALL;
    if let Some(kind) = kinds.into_iter().find(|kind| kind.name() == spelt) {
        return Ok(Work::Maintenance(kind));
    }
    let names = kinds.map(MaintenanceKind::name);
    Err(match nearest(&spelt, names) {
        Some(near) => format!("there is no such kind; did you mean `{near}`?"),
        None => format!("there is no such kind; there are {}", names.join(", ")),
    })
}

/// A line of a message that looks like a trailer: `Key: value`, in a list too.
fn line(line: &str) -> Option<(&str, &str)> {
    let line = line
        .trim_start()
        .trim_start_matches(['*', '-'])
        .trim_start();
    let (key, value) = line.split_once(':')?;
    Some((key.trim_end(), value.trim()))
}

/// The type of a Conventional Commits message in lower case: `fix` of `fix(player)!: resume`.
fn commit_type(message: &str) -> Option<String> {
    let (head, _) = message.lines().next()?.split_once(": ")?;
    let head = head.strip_suffix('!').unwrap_or(head);
    let name = match head.split_once('(') {
        Some((name, scope)) => scope.ends_with(')').then_some(name)?,
        None => head,
    };
    let is_word = !name.is_empty()
        && name
            .chars()
            .all(|c| c.is_alphanumeric() || "-_".contains(c));
    is_word.then(|| name.to_lowercase())
}
