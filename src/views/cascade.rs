//! Which nodes a tree shows, in which order and how deep: each once, whatever refers to whatever.
//! What is shown of a node is the business of `node`.

use std::cmp::Reverse;
use std::collections::HashSet;

use crate::measure::Pace;
use crate::model::{Kind, PlannedTime};
use crate::snapshot::{Child, Node, NodeId, Place, Snapshot, TeamId};
use crate::views::concern::{Concern, Only, Sort, concerns, urgency};
use crate::views::figures::Basis;
use crate::views::loose::loose;
use crate::views::tree::{Loose, Options, Section, Shown};

/// A node in its place in the cascade.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed {
    /// The node.
    pub node: NodeId,
    /// How many nodes stand above it.
    pub depth: usize,
    /// The part of the view that it stands in.
    pub section: Section,
    /// Why nothing stands above it, where something should.
    pub loose: Option<Loose>,
    /// What hangs under it, shown or cut.
    pub children: Vec<Child>,
    /// How many nodes below it were cut.
    pub below: usize,
}

/// The nodes that `options` ask for, from the top down, each before what hangs under it.
pub fn cascade(basis: Basis<'_>, options: &Options) -> Vec<Placed> {
    let snapshot = basis.snapshot;
    let is_asked = options.sort == Sort::Pace || !options.only.is_empty();
    let concerns = if is_asked {
        concerns(basis)
    } else {
        Vec::new()
    };
    let urgency = match options.sort {
        Sort::Pace => urgency(snapshot, &concerns),
        Sort::Name => Vec::new(),
    };
    let forest = Forest::new(snapshot, options, &urgency);
    let mut walked = forest.walk(options.root);
    if let Some(team) = options.team {
        let teams = with_teams_below(snapshot, team);
        keep(&mut walked, |walked| {
            snapshot
                .node(walked.node)
                .is_some_and(|node| works_on(snapshot, &teams, node))
        });
    }
    if !options.only.is_empty() {
        keep_concerns(&mut walked, &concerns, &options.only);
    }
    placed(&walked, options.depth)
}

/// The shown nodes with what hangs under each, in order.
struct Forest<'a> {
    snapshot: &'a Snapshot,
    shown: Vec<bool>,
    /// The shown nodes in the order that siblings have.
    order: Vec<NodeId>,
    children: Vec<Vec<Child>>,
}

/// A node that was come to, with the place in the walk of the one above it.
struct Walked {
    node: NodeId,
    above: Option<usize>,
    under: Option<usize>,
    depth: usize,
    section: Section,
    loose: Option<Loose>,
}

impl<'a> Forest<'a> {
    fn new(snapshot: &'a Snapshot, options: &Options, urgency: &[Option<Pace>]) -> Self {
        let root = options.root.and_then(|place| snapshot.node(place.node));
        let shown = |node: &Node| match (&node.cycle, &options.shown) {
            (None, _) | (_, Shown::All) => true,
            (Some(cycle), Shown::One(shown)) => {
                // What is asked for by name is shown with its own cycle.
                let named = root.and_then(|root| root.cycle.as_ref());
                [Some(shown), named]
                    .into_iter()
                    .flatten()
                    .any(|one| cycle == one || cycle.contains(one))
            }
        };
        let shown: Vec<bool> = snapshot.nodes.iter().map(shown).collect();
        let mut order: Vec<NodeId> = snapshot
            .iter()
            .map(|(id, _)| id)
            .filter(|id| is_set(&shown, *id))
            .collect();
        let urgent = |id: NodeId| Reverse(urgency.get(id.0 as usize).copied().flatten());
        order.sort_by_cached_key(|&id| (urgent(id), snapshot.node(id).map(sibling_key), id));
        let mut rank = vec![0; snapshot.nodes.len()];
        for (position, id) in order.iter().enumerate() {
            if let Some(rank) = rank.get_mut(id.0 as usize) {
                *rank = position;
            }
        }
        let rank = |child: &Child| rank.get(child.node.0 as usize).copied();
        let children = snapshot.nodes.iter().map(|node| {
            let shown = |child: &&Child| is_set(&shown, child.node);
            let mut children: Vec<Child> = node.children.iter().filter(shown).copied().collect();
            children.sort_by_key(|child| {
                let place =
                    (options.sort == Sort::Name).then_some((child.under.is_none(), child.under));
                (place, rank(child))
            });
            children
        });
        Self {
            children: children.collect(),
            snapshot,
            shown,
            order,
        }
    }

    /// Goes down from `root`; else from every goal, then from what ends nowhere, then from every
    /// kpi.
    fn walk(&self, root: Option<Place>) -> Vec<Walked> {
        let mut walk = Walk {
            forest: self,
            seen: vec![false; self.snapshot.nodes.len()],
            walked: Vec::new(),
        };
        if let Some(place) = root {
            let section = match self.section(place.node) {
                Section::Kpis => Section::Kpis,
                Section::Cascade | Section::Unaligned => Section::Cascade,
            };
            walk.down(place.node, section, None, place.key_result);
            return walk.walked;
        }
        for section in [Section::Cascade, Section::Unaligned, Section::Kpis] {
            for &id in &self.order {
                if self.section(id) == section && self.is_root(id) {
                    walk.down(id, section, loose(self.snapshot, id), None);
                }
            }
            if section == Section::Unaligned {
                walk.loops();
            }
        }
        walk.walked
    }

    /// The section in which a node stands that has nothing above it.
    fn section(&self, id: NodeId) -> Section {
        match self.snapshot.node(id).map(Node::kind) {
            Some(Kind::Kpi) => Section::Kpis,
            Some(Kind::Goal) => Section::Cascade,
            _ => Section::Unaligned,
        }
    }

    fn is_root(&self, id: NodeId) -> bool {
        self.above(id).is_none()
    }

    /// The shown node that a node hangs under.
    fn above(&self, id: NodeId) -> Option<NodeId> {
        let place = self.snapshot.node(id)?.parent()?.to.as_ref().ok()?;
        Some(place.node).filter(|&above| is_set(&self.shown, above))
    }
}

/// A walk through a forest.
struct Walk<'f, 's> {
    forest: &'f Forest<'s>,
    seen: Vec<bool>,
    walked: Vec<Walked>,
}

impl Walk<'_, '_> {
    /// Goes through all that hangs under `root` (with `only`: under that key result of it) and was
    /// not come to before.
    fn down(&mut self, root: NodeId, section: Section, loose: Option<Loose>, only: Option<usize>) {
        let mut ahead = vec![Walked {
            node: root,
            above: None,
            under: None,
            depth: 0,
            section,
            loose,
        }];
        while let Some(next) = ahead.pop() {
            match self.seen.get_mut(next.node.0 as usize) {
                Some(seen) if !*seen => *seen = true,
                _ => continue,
            }
            let (position, depth) = (self.walked.len(), next.depth);
            let children = self.forest.children.get(next.node.0 as usize);
            let children = children.map_or(&[][..], Vec::as_slice).iter().rev();
            let wanted = children
                .filter(|child| depth > 0 || only.is_none() || child.under == only)
                .map(|child| Walked {
                    node: child.node,
                    above: Some(position),
                    under: child.under,
                    depth: depth + 1,
                    section,
                    loose: None,
                });
            ahead.extend(wanted);
            self.walked.push(next);
        }
    }

    /// Goes through what no root leads to: each loop from the first of its nodes.
    fn loops(&mut self) {
        let mut visited_from = vec![None; self.seen.len()];
        for &start in &self.forest.order {
            if is_set(&self.seen, start) || !self.ends_in_loop(start, &mut visited_from) {
                continue;
            }
            if let Some(first) = self.first_of_loop(start) {
                self.down(first, Section::Unaligned, Some(Loose::Loop), None);
            }
        }
    }

    /// Whether the way up from `start` comes back to itself rather than to a root that is still to
    /// be walked from. Every node is climbed over once.
    fn ends_in_loop(&self, start: NodeId, visited_from: &mut [Option<NodeId>]) -> bool {
        let mut at = start;
        loop {
            match visited_from.get_mut(at.0 as usize) {
                Some(from @ None) => *from = Some(start),
                Some(from) => return *from == Some(start),
                None => return false,
            }
            match self.forest.above(at) {
                Some(above) => at = above,
                None => return false,
            }
        }
    }

    /// The first node, in the order of siblings, of the loop that the way up from `start` ends in.
    fn first_of_loop(&self, start: NodeId) -> Option<NodeId> {
        let mut way = Vec::new();
        let mut on_way = HashSet::new();
        let mut at = start;
        while on_way.insert(at) {
            way.push(at);
            at = self.forest.above(at)?;
        }
        way.into_iter()
            .skip_while(|&node| node != at)
            .min_by_key(|&id| (self.forest.snapshot.node(id).map(sibling_key), id))
    }
}

/// Siblings stand by the start of their cycle, of two that start together the longer first, then by
/// team, then by id.
fn sibling_key(node: &Node) -> impl Ord + use<> {
    let cycle = node
        .cycle
        .as_ref()
        .map(|cycle| (cycle.start, Reverse(cycle.end), cycle.name.clone()));
    (cycle, node.team, node.id.clone())
}

fn is_set(flags: &[bool], id: NodeId) -> bool {
    flags.get(id.0 as usize).copied().unwrap_or_default()
}

/// Keeps what asks for attention, with all that stands above; and what hangs under a kpi that does:
/// the objectives that repair it.
fn keep_concerns(walked: &mut Vec<Walked>, concerns: &[Concern], only: &[Only]) {
    let mut wanted: Vec<bool> = Vec::with_capacity(walked.len());
    for found in walked.iter() {
        let concern = concerns.get(found.node.0 as usize);
        let above = found.above.and_then(|above| wanted.get(above)) == Some(&true);
        let repairs = above && found.section == Section::Kpis;
        wanted.push(repairs || concern.is_some_and(|concern| concern.is_one_of(only)));
    }
    let mut wanted = wanted.into_iter();
    keep(walked, |_| wanted.next().unwrap_or_default());
}

/// Keeps what is `wanted`, with all that stands above it.
fn keep(walked: &mut Vec<Walked>, wanted: impl FnMut(&Walked) -> bool) {
    let mut kept: Vec<bool> = walked.iter().map(wanted).collect();
    for (position, walked) in walked.iter().enumerate().rev() {
        let is_kept = kept.get(position) == Some(&true);
        if let Some(above) = walked.above.and_then(|above| kept.get_mut(above)) {
            *above |= is_kept;
        }
    }
    let mut moved = Vec::with_capacity(walked.len());
    let mut next = 0;
    for &kept in &kept {
        moved.push(next);
        next += usize::from(kept);
    }
    let mut position = 0;
    walked.retain_mut(|walked| {
        walked.above = walked.above.and_then(|above| moved.get(above).copied());
        position += 1;
        kept.get(position - 1) == Some(&true)
    });
}

/// Whether one of `teams` has it, or plans time for it.
fn works_on(snapshot: &Snapshot, teams: &HashSet<TeamId>, node: &Node) -> bool {
    let planned = node
        .objective()
        .and_then(|objective| objective.allocation.as_ref());
    let by_team = match planned.map(|planned| &planned.value) {
        Some(PlannedTime::ByTeam(by_team)) => by_team.as_slice(),
        Some(PlannedTime::Own(_)) | None => &[],
    };
    let mut planning = by_team
        .iter()
        .filter_map(|(team, _)| snapshot.team_named(team));
    node.team.is_some_and(|team| teams.contains(&team))
        || planning.any(|team| teams.contains(&team))
}

fn with_teams_below(snapshot: &Snapshot, team: TeamId) -> HashSet<TeamId> {
    let mut below = vec![Vec::new(); snapshot.teams.len()];
    for (id, team) in snapshot.iter_teams() {
        if let Some(above) = team
            .parent
            .and_then(|above| below.get_mut(above.0 as usize))
        {
            above.push(id);
        }
    }
    let mut found = HashSet::new();
    let mut ahead = vec![team];
    while let Some(next) = ahead.pop() {
        if found.insert(next) {
            ahead.extend(below.get(next.0 as usize).into_iter().flatten());
        }
    }
    found
}

/// Cuts what is deeper than `depth`, and counts it where it was cut off.
fn placed(walked: &[Walked], depth: Option<usize>) -> Vec<Placed> {
    let mut sizes = vec![0_usize; walked.len()];
    let mut children: Vec<Vec<Child>> = vec![Vec::new(); walked.len()];
    for (position, found) in walked.iter().enumerate().rev() {
        let size = sizes.get(position).map_or(1, |below| below + 1);
        let Some(above) = found.above else { continue };
        if let (Some(below), Some(children)) = (sizes.get_mut(above), children.get_mut(above)) {
            *below += size;
            children.push(Child {
                node: found.node,
                under: found.under,
            });
        }
    }
    let deepest = depth.unwrap_or(usize::MAX);
    let all = walked.iter().zip(sizes).zip(children);
    all.filter(|((found, _), _)| found.depth <= deepest)
        .map(|((found, size), mut children)| {
            children.reverse();
            Placed {
                node: found.node,
                depth: found.depth,
                section: found.section,
                loose: found.loose,
                children,
                below: if found.depth == deepest { size } else { 0 },
            }
        })
        .collect()
}
