//! From parsed files to a snapshot: ids, teams and cycles are settled, then references followed.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use crate::finding::{FileId, Finding, Problem, reading};
use crate::model::horizon::Horizon;
use crate::model::reference::{id_error, normalised};
use crate::model::{Calendar, Content, Cycle, Document};
use crate::parse::Parsed;
use crate::snapshot::links;
use crate::snapshot::location::{Location, folder_name};
use crate::snapshot::teams::{self, Teams};
use crate::snapshot::{File, Node, Snapshot};
use crate::source::{Span, Text};

/// A file that was parsed.
#[derive(Debug, Clone)]
pub struct Input {
    /// Its path from the root of the repository.
    pub path: String,
    /// Its path from the root of the tree.
    pub path_in_tree: String,
    /// What it holds.
    pub parsed: Arc<Parsed>,
}

/// Puts the tree together. The order of `inputs` does not matter.
#[must_use]
pub fn assemble(mut inputs: Vec<Input>, calendar: &Calendar) -> (Snapshot, Vec<Finding>) {
    inputs.sort_by(|a, b| a.path.cmp(&b.path));
    let (files, parsed): (Vec<File>, Vec<Arc<Parsed>>) = inputs.into_iter().map(file).unzip();
    let mut findings: Vec<Finding> = numbered(&parsed)
        .flat_map(|(id, parsed)| {
            parsed
                .problems
                .iter()
                .map(move |problem| problem.clone().in_file(id))
        })
        .collect();
    let documents = || {
        numbered(&parsed).flat_map(|(id, parsed)| {
            parsed
                .documents
                .iter()
                .map(move |document| (id, Arc::clone(document)))
        })
    };
    let is_team = |document: &Document| matches!(document.content, Content::Team(_));
    let teams = teams::teams(
        &files,
        documents().filter(|(_, document)| is_team(document)),
        documents()
            .filter_map(|(_, document)| document.named_team().map(|team| team.value.clone())),
        calendar,
    );
    let count = documents()
        .filter(|(_, document)| !is_team(document))
        .count();
    let mut nodes = Vec::with_capacity(count);
    // Many folders have the name of a cycle, and few names there are.
    let mut cycles: HashMap<&str, Option<Cycle>> = HashMap::new();
    for (file, document) in documents() {
        let Some(path) = files.get(file.0 as usize).map(|file| &file.path_in_tree) else {
            continue;
        };
        let location = Location::new(path);
        let place = Settling {
            location,
            cycle: location.cycle_by(|name| {
                let known = cycles.entry(name);
                known.or_insert_with(|| calendar.cycle(name)).clone()
            }),
            file,
            teams: &teams,
            calendar,
        };
        findings.extend(
            place
                .unreadable(&document)
                .into_iter()
                .map(|problem| problem.in_file(file)),
        );
        if !is_team(&document) {
            nodes.push(place.node(document));
        }
    }
    let mut snapshot = Snapshot {
        by_name: Vec::new(),
        unread: unread(&files, &parsed),
        files,
        nodes,
        teams_by_name: teams.by_name,
        teams: teams.teams,
        calendar: calendar.clone(),
    };
    // Nothing of them is asked any more, and they are large.
    drop(parsed);
    snapshot.index_names();
    links::follow(&mut snapshot);
    (snapshot, findings)
}

fn numbered(parsed: &[Arc<Parsed>]) -> impl Iterator<Item = (FileId, &Parsed)> {
    (0..).map(FileId).zip(parsed.iter().map(Arc::as_ref))
}

fn file(input: Input) -> (File, Arc<Parsed>) {
    let Input {
        path,
        path_in_tree,
        parsed,
    } = input;
    let mut problems = parsed.problems.iter();
    let file = File {
        path,
        path_in_tree,
        text: parsed.text.clone(),
        ignores: parsed.ignores.clone(),
        broken: parsed.broken,
        malformed: problems.any(|problem| problem.rule == reading::INVALID_YAML),
    };
    (file, parsed)
}

/// The ids that files without a readable document would have given: what refers to them is not
/// wrong, only unknown.
fn unread(files: &[File], parsed: &[Arc<Parsed>]) -> HashSet<Text> {
    let silent = files
        .iter()
        .zip(parsed)
        .filter(|(_, parsed)| parsed.documents.is_empty() && !parsed.problems.is_empty());
    silent
        .map(|(file, _)| normalised(Location::new(&file.path_in_tree).stem()))
        .collect()
}

/// One document on its way to its place.
struct Settling<'a> {
    location: Location<'a>,
    /// The cycle of the nearest folder that has one.
    cycle: Option<Cycle>,
    file: FileId,
    teams: &'a Teams,
    calendar: &'a Calendar,
}

impl Settling<'_> {
    fn node(&self, document: Arc<Document>) -> Node {
        let common = document.common();
        let id = match &common.id {
            Some(id) => id.value.clone(),
            None => normalised(self.location.stem()),
        };
        let team = match document.named_team() {
            Some(name) => self.teams.named(name),
            None => self.teams.of(self.location),
        };
        let cycle = match (&document.content, document.named_cycle()) {
            (Content::Objective(_), Some(name)) => self.calendar.cycle(name),
            (Content::Objective(_), None) => self.cycle.clone(),
            _ => None,
        };
        Node {
            file: self.file,
            document,
            id,
            team,
            cycle,
            links: Vec::new(),
            children: Vec::new(),
        }
    }

    /// What is wrong with the id that the document takes from the name of its file or, for the
    /// document that declares a folder's team, of its folder.
    fn inferred_id(&self, document: &Document) -> Option<Problem> {
        let is_silent = document.common().id.is_none() && !document.common().is_refused("id");
        if !is_silent || !document.first {
            return None;
        }
        let (what, name) = match self.location.is_team_file() {
            false => ("file", self.location.stem()),
            true if matches!(document.content, Content::Team(_)) => {
                ("folder", folder_name(self.location.folder()))
            }
            true => return None,
        };
        // In the root of the tree a team is called by its title.
        let why = id_error(name).filter(|_| !name.is_empty())?;
        let problem = Problem::new(
            reading::INVALID_VALUE,
            Span::at(document.title().span.start as usize),
            format!("the {what}'s name cannot be an id: it {why}"),
        );
        Some(
            problem
                .help(format!(
                    "rename the {what}, or write `id:` with a name of its own"
                ))
                .field("id"),
        )
    }

    /// What in the document can only be judged with the path and the calendar at hand: a file name
    /// that is no id, a cycle that there is not.
    fn unreadable(&self, document: &Document) -> Vec<Problem> {
        let mut problems = Vec::new();
        problems.extend(self.inferred_id(document));
        if let Some(name) = document
            .named_cycle()
            .filter(|name| self.calendar.cycle(name).is_none())
        {
            let help = match self.calendar.misspelt(name) {
                Some(suggestion) => suggestion.help,
                None => "write a year, half, quarter or month such as `2026`, `2026-H1`, `2026-Q1`, `2026-01`, or declare it under `cycles` in `okr.yaml`".to_owned(),
            };
            problems.push(
                Problem::new(
                    reading::INVALID_VALUE,
                    name.span,
                    format!("there is no cycle `{}`", name.value),
                )
                .help(help)
                .field("cycle"),
            );
        }
        if let Content::Goal(goal) = &document.content
            && let Some(horizon) = &goal.horizon
            && let Err(error) = Horizon::parse(horizon, self.calendar)
        {
            problems.push(
                Problem::new(reading::INVALID_VALUE, horizon.span, error.message)
                    .help(error.help)
                    .field("horizon"),
            );
        }
        problems
    }
}
