//! What is missing for a good case. Only what the line runs through is looked at: of the nodes above
//! the subject, the key result that is served, not the others. How a gap is put into words is the
//! business of `render`.

use serde::Serialize;

use crate::measure::Pace;
use crate::model::{KeyResultType, Kind, Measured, Status, Target, target::TargetKind};
use crate::snapshot::{LinkField, Node, Place, Snapshot, Unresolved};
use crate::views::figures::Basis;
use crate::views::node::{KeyResultRow, TreeNode};
use crate::views::tree::Loose;
use crate::views::why::{ChainLink, Why};

/// Something that is missing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// What it is.
    pub kind: GapKind,
    /// What it is about, by name: `id`, `id/key-result`, or the id of a team.
    pub subject: String,
    /// The names that belong to it: the parent as written or by name, what could be meant instead.
    pub names: Vec<String>,
}

/// The kinds of gaps, in the order in which a case is read.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum GapKind {
    /// Nothing says why it matters.
    WhyMissing,
    /// Nobody answers for it.
    OwnerMissing,
    /// An objective that nothing measures.
    KeyResultsMissing,
    /// Nobody knows where it started.
    BaselineMissing,
    /// Nobody knows how far it is to go.
    TargetMissing,
    /// Nobody has looked at the value.
    CurrentMissing,
    /// It falls far behind.
    OffTrack,
    /// It serves an objective, but does not say which of its key results.
    KeyResultUnnamed,
    /// What it serves has been closed.
    ParentClosed,
    /// What it serves belongs to a cycle that does not contain its own.
    ParentInAnotherCycle,
    /// It names no parent, and is no goal.
    ParentMissing,
    /// There is nothing of its parent's name, or it cannot be read.
    ParentNotFound,
    /// The file that its parent stands in cannot be read.
    ParentUnread,
    /// Several things have its parent's name.
    ParentAmbiguous,
    /// It serves itself in the end.
    ParentLoop,
    /// Nothing works on it.
    NothingServesIt,
    /// No time is planned for it.
    TimeMissing,
    /// A team that plans time for it does not say how many people it has.
    CapacityMissing,
}

/// What is missing in `why`, link by link.
pub fn gaps(basis: Basis<'_>, why: &Why) -> Vec<Gap> {
    let mut found = Found {
        basis,
        why,
        gaps: Vec::new(),
    };
    let mut below = None;
    for (at, link) in why.chain.iter().enumerate() {
        found.link(at, link, below);
        below = Some(link);
    }
    found.time();
    found.gaps
}

struct Found<'a> {
    basis: Basis<'a>,
    why: &'a Why,
    gaps: Vec<Gap>,
}

impl<'a> Found<'a> {
    fn add(&mut self, kind: GapKind, subject: &str, names: Vec<String>) {
        self.gaps.push(Gap {
            kind,
            subject: subject.to_owned(),
            names,
        });
    }

    /// What a link lacks, with the one `below` it on the line.
    fn link(&mut self, at: usize, link: &ChainLink, below: Option<&ChainLink>) {
        let shown = &link.node;
        let Some(node) = self.basis.snapshot.node(shown.node) else {
            return;
        };
        let is_open = !shown.status.is_closed();
        let common = node.common();
        let says_why = link.why.as_ref().is_some_and(|why| !why.trim().is_empty());
        // The reasons of those in between are theirs to give.
        let needs_why = at == 0 || shown.kind == Kind::Goal;
        if is_open && needs_why && !says_why && !common.is_refused("why") {
            self.add(GapKind::WhyMissing, &shown.name, Vec::new());
        }
        if is_open && shown.owner.is_empty() && !common.is_refused("owner") {
            self.add(GapKind::OwnerMissing, &shown.name, Vec::new());
        }
        match shown.kind {
            Kind::Objective => self.objective(at, shown, node, below),
            Kind::Kpi => self.kpi(shown, node),
            Kind::Goal | Kind::Team => {}
        }
        let asks_for_work = shown.kind == Kind::Goal || shown.figures.healthy == Some(false);
        if at == 0 && is_open && asks_for_work && self.why.contributors.is_empty() {
            self.add(GapKind::NothingServesIt, &shown.name, Vec::new());
        }
        self.parent(shown, node);
    }

    fn objective(&mut self, at: usize, shown: &TreeNode, node: &Node, below: Option<&ChainLink>) {
        let serves = below.and_then(|below| below.serves);
        if shown.key_results.is_empty() && !node.common().is_refused("key_results") {
            self.add(GapKind::KeyResultsMissing, &shown.name, Vec::new());
        } else if let Some(below) = below.filter(|_| serves.is_none()) {
            let rows = shown.key_results.iter();
            let names = rows
                .map(|row| self.place_name(shown, row.position))
                .collect();
            self.add(GapKind::KeyResultUnnamed, &below.node.name, names);
        }
        if shown.status.is_closed() {
            return;
        }
        let key_results = shown.key_results.iter().zip(node.key_results());
        for (row, key_result) in key_results {
            let is_meant = match at {
                0 => self.why.is_about(row.position, row.status),
                _ => serves == Some(row.position),
            };
            if is_meant && !row.status.is_closed() {
                let refused = |field: &str| key_result.common.is_refused(field);
                self.key_result(shown, row, refused);
            }
        }
    }

    fn key_result(&mut self, node: &TreeNode, row: &KeyResultRow, refused: impl Fn(&str) -> bool) {
        let name = self.place_name(node, row.position);
        let is_milestone = row.kind == Some(KeyResultType::Milestone);
        let has_target = is_target(row.target.as_ref());
        // A level is kept and needs no start; where that could not be told, there is no type.
        let has_way = !matches!(
            row.kind,
            Some(KeyResultType::Maintain | KeyResultType::Milestone)
        );
        let is_told = row.figures.progress.is_some() || is_value(row.baseline.as_ref());
        if has_target && has_way && !is_told && !refused("baseline") {
            self.add(GapKind::BaselineMissing, &name, Vec::new());
        }
        if !is_milestone && !has_target && !refused("target") {
            self.add(GapKind::TargetMissing, &name, Vec::new());
        }
        let has_started = node
            .cycle
            .as_ref()
            .is_none_or(|cycle| cycle.has_started(self.basis.today));
        let is_looked_at = is_value(row.current.as_ref()) || refused("current");
        if !is_milestone && has_started && !is_looked_at && !refused("check_ins") {
            self.add(GapKind::CurrentMissing, &name, Vec::new());
        }
        if row.figures.pace == Some(Pace::OffTrack) {
            self.add(GapKind::OffTrack, &name, Vec::new());
        }
    }

    fn kpi(&mut self, shown: &TreeNode, node: &Node) {
        let refused = |field: &str| node.common().is_refused(field);
        if !is_target(shown.target.as_ref()) && !refused("target") {
            self.add(GapKind::TargetMissing, &shown.name, Vec::new());
        }
        if !is_value(shown.current.as_ref()) && !refused("current") && !refused("check_ins") {
            self.add(GapKind::CurrentMissing, &shown.name, Vec::new());
        }
    }

    /// What is wrong with the step to the next link.
    fn parent(&mut self, shown: &TreeNode, node: &Node) {
        if let Some(loose) = shown.loose {
            let kind = match loose {
                Loose::NoParent => GapKind::ParentMissing,
                Loose::NotFound => GapKind::ParentNotFound,
                Loose::Unread => GapKind::ParentUnread,
                Loose::Ambiguous => GapKind::ParentAmbiguous,
                Loose::NotShown | Loose::Loop => GapKind::ParentLoop,
            };
            self.add(kind, &shown.name, named_parent(self.basis.snapshot, node));
            return;
        }
        let place = node.parent().and_then(|link| link.to.as_ref().ok());
        let Some((place, parent)) =
            place.and_then(|place| Some((*place, self.basis.snapshot.node(place.node)?)))
        else {
            return;
        };
        let name = self.basis.snapshot.place_name(place);
        let statuses = parent
            .key_results()
            .get(place.key_result.unwrap_or(usize::MAX))
            .map(|key_result| key_result.common.status());
        let closed = statuses
            .into_iter()
            .chain([parent.common().status()])
            .find(|status| status.is_closed() && *status != Status::Achieved);
        if let Some(status) = closed.filter(|_| !shown.status.is_closed()) {
            let names = vec![name.clone(), status.name().to_owned()];
            self.add(GapKind::ParentClosed, &shown.name, names);
        }
        let cycles = shown.cycle.as_ref().zip(parent.cycle.as_ref());
        if let Some((own, theirs)) = cycles.filter(|(own, theirs)| !theirs.contains(own)) {
            let names = vec![name, theirs.name.to_string(), own.name.to_string()];
            self.add(GapKind::ParentInAnotherCycle, &shown.name, names);
        }
    }

    fn time(&mut self) {
        let Some(first) = self.why.first() else {
            return;
        };
        let invested = &self.why.invested;
        let is_open = first.kind == Kind::Objective && !first.status.is_closed();
        if is_open && invested.by_team.is_empty() {
            let names = first.team.iter().map(|team| team.id.to_string());
            self.add(GapKind::TimeMissing, &first.name, names.collect());
        }
        for time in &invested.by_team {
            if let Some(team) = time.team.as_ref().filter(|_| time.capacity.is_none()) {
                self.add(GapKind::CapacityMissing, &team.id, Vec::new());
            }
        }
    }

    fn place_name(&self, node: &TreeNode, position: usize) -> String {
        self.basis.snapshot.place_name(Place {
            node: node.node,
            key_result: Some(position),
        })
    }
}

/// The parent as written; where that can be several things, these; else, where none is written but
/// it helps something besides, that.
fn named_parent(snapshot: &Snapshot, node: &Node) -> Vec<String> {
    let Some(link) = node.parent() else {
        let helped = node
            .links
            .iter()
            .filter(|link| link.field == LinkField::ContributesTo && link.key_result.is_none());
        return helped
            .take(1)
            .map(|link| link.reference.text.to_string())
            .collect();
    };
    let mut names = vec![link.reference.text.to_string()];
    if let Err(Unresolved::Ambiguous(nodes)) = &link.to {
        let nodes = nodes.iter().filter_map(|id| snapshot.node(*id));
        names.extend(nodes.map(|node| snapshot.full_name(node)));
    }
    names
}

/// Whether there is a value, shown or withheld, and not only a stand-in for one.
fn is_value(value: Option<&Measured>) -> bool {
    value.is_some_and(|value| !matches!(value, Measured::Placeholder(_)))
}

fn is_target(target: Option<&Target>) -> bool {
    target.is_some_and(|target| target.kind != TargetKind::Placeholder)
}
