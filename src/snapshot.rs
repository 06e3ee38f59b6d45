//! The tree at one moment: every document with its id, team and cycle as written or inferred from
//! the path, and every reference followed. Does not know whether it came from the worktree or from
//! git, and judges nothing: that is the business of `rules`.

mod assemble;
mod current;
mod links;
mod location;
mod names;
mod resolve;
mod teams;
#[cfg(test)]
mod tests;

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

pub use assemble::{Input, assemble};
pub use current::{current_cycle, cycles};
pub use resolve::{Candidates, Unresolved, Viewpoint};

use crate::finding::FileId;
use crate::model::{
    Calendar, Common, Content, Cycle, Document, Goal, KeyResult, Kind, Kpi, Measurement, Objective,
};
use crate::parse::ignore::Ignore;
use crate::source::{FileText, Span, Spanned, Text};

/// The tree at one moment.
#[derive(Debug, Clone, Default)]
pub struct Snapshot {
    /// The files it was read from, by path. `okr.yaml` is one of them.
    pub files: Vec<File>,
    /// The goals, objectives and kpis, by path and place in the file.
    pub nodes: Vec<Node>,
    /// The teams, by id.
    pub teams: Vec<Team>,
    /// Which cycles there are.
    pub calendar: Calendar,
    by_name: Vec<NodeId>,
    teams_by_name: HashMap<Text, TeamId>,
    unread: HashSet<Text>,
}

/// A file of the tree.
#[derive(Debug, Clone)]
pub struct File {
    /// Its path from the root of the repository, with `/`.
    pub path: String,
    /// Its path from the root of the tree, the folder of `okr.yaml`.
    pub path_in_tree: String,
    /// What stands in it.
    pub text: FileText,
    /// Its ignore comments.
    pub ignores: Vec<Ignore>,
    /// Whether it has a syntax error that may hide some of what was written.
    pub broken: bool,
    /// Whether it has any syntax error, so that what it says is not what was meant.
    pub malformed: bool,
}

/// A goal, an objective or a kpi, by its place in [`Snapshot::nodes`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub u32);

/// A team, by its place in [`Snapshot::teams`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TeamId(pub u32);

/// A goal, an objective or a kpi in its place.
#[derive(Debug, Clone)]
pub struct Node {
    /// The file it stands in.
    pub file: FileId,
    /// What it says.
    pub document: Arc<Document>,
    /// Its name: as written, else the stem of its file.
    pub id: Text,
    /// Its team: as written, else the nearest folder's; none at company level.
    pub team: Option<TeamId>,
    /// Its cycle: as written, else the nearest folder's. Only objectives have one.
    pub cycle: Option<Cycle>,
    /// What it refers to, in the order of the file, its parent first.
    pub links: Vec<Link>,
    /// What has it, or one of its key results, as parent: in the order of the tree.
    pub children: Vec<Child>,
}

/// A reference and what it leads to.
#[derive(Debug, Clone)]
pub struct Link {
    /// The field it stands in.
    pub field: LinkField,
    /// The key result it stands in, by position.
    pub key_result: Option<usize>,
    /// As written.
    pub reference: Spanned<Arc<crate::model::Reference>>,
    /// Where it leads.
    pub to: Result<Place, Unresolved>,
}

/// The fields that hold references.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkField {
    /// What it serves.
    Parent,
    /// What it helps besides.
    ContributesTo,
    /// What it continues.
    CarriedFrom,
    /// Kpis that must stay healthy.
    Guardrails,
    /// What must come first.
    DependsOn,
}

impl LinkField {
    /// The key.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Parent => "parent",
            Self::ContributesTo => "contributes_to",
            Self::CarriedFrom => "carried_from",
            Self::Guardrails => "guardrails",
            Self::DependsOn => "depends_on",
        }
    }
}

/// A node, or one of its key results.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The node.
    pub node: NodeId,
    /// The key result, by position.
    pub key_result: Option<usize>,
}

/// Something that has a node as its parent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Child {
    /// The child.
    pub node: NodeId,
    /// The key result of the parent that it hangs under, by position.
    pub under: Option<usize>,
}

/// A team: its standing plan and its plans for single cycles.
#[derive(Debug, Clone)]
pub struct Team {
    /// Its name: as written, else its folder's.
    pub id: Text,
    /// Its documents, the standing plan first, then by cycle. None where it is only named, or only
    /// a folder below `teams`.
    pub plans: Vec<TeamPlan>,
    /// The folder that is its own, from the root of the tree.
    pub folder: Option<String>,
    /// The team above it.
    pub parent: Option<TeamId>,
}

/// A document of a team.
#[derive(Debug, Clone)]
pub struct TeamPlan {
    /// The file it stands in.
    pub file: FileId,
    /// What it says; always a team's.
    pub document: Arc<Document>,
    /// The cycle it is for; none for the standing plan.
    pub cycle: Option<Cycle>,
}

impl Snapshot {
    /// The file with this id.
    #[must_use]
    pub fn file(&self, id: FileId) -> Option<&File> {
        self.files.get(id.0 as usize)
    }

    /// The file at this path from the root of the repository.
    #[must_use]
    pub fn file_at(&self, path: &str) -> Option<&File> {
        let at = self
            .files
            .binary_search_by(|file| file.path.as_str().cmp(path));
        self.files.get(at.ok()?)
    }

    /// The node with this id.
    #[must_use]
    pub fn node(&self, id: NodeId) -> Option<&Node> {
        self.nodes.get(id.0 as usize)
    }

    /// The team with this id.
    #[must_use]
    pub fn team(&self, id: TeamId) -> Option<&Team> {
        self.teams.get(id.0 as usize)
    }

    /// Every node with its id, in the order of the tree.
    pub fn iter(&self) -> impl Iterator<Item = (NodeId, &Node)> {
        (0..).map(NodeId).zip(&self.nodes)
    }

    /// Every team with its id, in the order of their names.
    pub fn iter_teams(&self) -> impl Iterator<Item = (TeamId, &Team)> {
        (0..).map(TeamId).zip(&self.teams)
    }

    /// The name of a node in output: its id alone where that is unique in its cycle, else
    /// `team:id`.
    #[must_use]
    pub fn name(&self, node: &Node) -> String {
        let same_cycle = self.in_cycle(self.namesakes(&node.id), node.cycle.as_ref());
        match node.team.and_then(|team| self.team(team)) {
            Some(team) if same_cycle.len() > 1 => format!("{}:{}", team.id, node.id),
            _ => node.id.to_string(),
        }
    }

    /// The name of a node that no other has: `team:id@cycle`, as far as it has them.
    #[must_use]
    pub fn full_name(&self, node: &Node) -> String {
        let team = node.team.and_then(|team| self.team(team));
        let team = team.map_or_else(String::new, |team| format!("{}:", team.id));
        let cycle = node
            .cycle
            .as_ref()
            .map_or_else(String::new, |cycle| format!("@{}", cycle.name));
        format!("{team}{}{cycle}", node.id)
    }

    /// The name of a place in output: that of the node, with `/` and the key result's id.
    #[must_use]
    pub fn place_name(&self, place: Place) -> String {
        let Some(node) = self.node(place.node) else {
            return String::new();
        };
        match place
            .key_result
            .and_then(|position| node.key_results().get(position))
        {
            Some(key_result) => format!("{}/{}", self.name(node), key_result.id),
            None => self.name(node),
        }
    }

    /// What was last measured of the key result or kpi at a place.
    #[must_use]
    pub fn measurement(&self, place: Place) -> Option<&Measurement> {
        let node = self.node(place.node)?;
        match place.key_result {
            None => Some(&node.kpi()?.measurement),
            Some(position) => Some(&node.key_results().get(position)?.measurement),
        }
    }

    /// The team that has this id, or had it once.
    #[must_use]
    pub fn team_named(&self, id: &str) -> Option<TeamId> {
        self.teams_by_name.get(id).copied()
    }
}

impl Node {
    /// Whether it belongs to this cycle, whatever days a calendar gives it.
    #[must_use]
    pub fn is_in(&self, cycle: &Cycle) -> bool {
        self.cycle.as_ref().is_some_and(|own| own.is_same(cycle))
    }

    /// Which kind it is.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.document.kind()
    }

    /// What every kind of document can say.
    #[must_use]
    pub fn common(&self) -> &Common {
        self.document.common()
    }

    /// The text of the key that says what it is.
    #[must_use]
    pub fn title(&self) -> &Spanned<Text> {
        self.document.title()
    }

    /// The goal that it is.
    #[must_use]
    pub fn goal(&self) -> Option<&Goal> {
        match &self.document.content {
            Content::Goal(goal) => Some(goal),
            Content::Objective(_) | Content::Kpi(_) | Content::Team(_) => None,
        }
    }

    /// The objective that it is.
    #[must_use]
    pub fn objective(&self) -> Option<&Objective> {
        match &self.document.content {
            Content::Objective(objective) => Some(objective),
            Content::Goal(_) | Content::Kpi(_) | Content::Team(_) => None,
        }
    }

    /// The kpi that it is.
    #[must_use]
    pub fn kpi(&self) -> Option<&Kpi> {
        match &self.document.content {
            Content::Kpi(kpi) => Some(kpi),
            Content::Goal(_) | Content::Objective(_) | Content::Team(_) => None,
        }
    }

    /// Its key results; none where it is no objective.
    #[must_use]
    pub fn key_results(&self) -> &[KeyResult] {
        self.objective()
            .map_or(&[], |objective| &objective.key_results)
    }

    /// What it has as parent, where it names one.
    #[must_use]
    pub fn parent(&self) -> Option<&Link> {
        self.links
            .iter()
            .find(|link| link.field == LinkField::Parent)
    }

    /// Where the id was written; else where its title stands.
    #[must_use]
    pub fn id_span(&self) -> Span {
        self.common()
            .id
            .as_ref()
            .map_or(self.title().span, |id| id.span)
    }
}

impl Team {
    /// Whether it is declared by a document, rather than only named or implied by a folder.
    #[must_use]
    pub fn is_declared(&self) -> bool {
        !self.plans.is_empty()
    }

    /// What its documents say, the standing plan first.
    pub fn documents(&self) -> impl Iterator<Item = &crate::model::Team> {
        self.plans.iter().filter_map(TeamPlan::team)
    }

    /// Its plans for `cycle`, the most particular first: the one written for it, those for the
    /// cycles that contain it from the shortest on, then the standing plan. What one leaves out the
    /// next says. Without a cycle the standing plan alone.
    pub fn plans_for(&self, cycle: Option<&Cycle>) -> impl Iterator<Item = &TeamPlan> {
        let holds = |plan: &&TeamPlan| match (&plan.cycle, cycle) {
            (None, _) => true,
            (Some(own), Some(cycle)) => own.contains(cycle),
            (Some(_), None) => false,
        };
        let mut plans: Vec<&TeamPlan> = self.plans.iter().filter(holds).collect();
        let length = |plan: &&TeamPlan| plan.cycle.as_ref().map_or(i64::MAX, Cycle::days);
        plans.sort_by_key(length);
        plans.into_iter()
    }

    /// What it is called: the title of its standing plan, else its id.
    #[must_use]
    pub fn title(&self) -> &str {
        let titles = self.documents().map(|team| team.title.as_str());
        titles
            .into_iter()
            .find(|title| !title.is_empty())
            .unwrap_or(&self.id)
    }
}

impl TeamPlan {
    /// What it says.
    #[must_use]
    pub fn team(&self) -> Option<&crate::model::Team> {
        match &self.document.content {
            Content::Team(team) => Some(team),
            Content::Goal(_) | Content::Objective(_) | Content::Kpi(_) => None,
        }
    }
}
