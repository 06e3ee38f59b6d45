//! What the rules on history compare with: an earlier state, and the commits since the running
//! cycles began. Both are made from states that somebody else has read.

mod told;

use std::collections::{BTreeSet, HashMap, HashSet};

use jiff::civil::Date;

use crate::diff::is_draft;
use crate::diff::{Change, Diff, Scope, Sides, Thing, diff};
use crate::finding::FileId;
use crate::model::Config;
use crate::rules::events::{Comparison, Event, What, events};
use crate::snapshot::{NodeId, Place, Snapshot};
use crate::source::Text;

/// The state that a tree is compared with: only what it did not have is new.
#[derive(Debug)]
pub struct Base<'s> {
    /// The tree as it was.
    pub snapshot: &'s Snapshot,
    /// Its configuration; none where the tree had none yet.
    pub config: Option<&'s Config>,
    /// The configuration of the judged tree, as it is written there.
    pub judged: &'s Config,
    /// The day of the state.
    pub day: Date,
    /// What happened since.
    events: Vec<Event>,
    /// The objectives of the judged tree that were drafts then.
    drafts: HashSet<NodeId>,
    /// What is called otherwise in the judged tree.
    renamed: HashMap<Called, String>,
    /// Where in the tree what stands in a file of the judged one stood, where that was elsewhere.
    stood_in: HashMap<FileId, BTreeSet<&'s str>>,
}

/// What happened to the objectives of a tree, commit by commit.
#[derive(Debug)]
pub struct History {
    /// What happened, the latest first.
    events: Vec<Event>,
    /// The last day on which each key result was looked at.
    looked_at: HashMap<Place, Date>,
    /// The day on which each objective came into its cycle, where the history tells it.
    came: HashMap<NodeId, Date>,
    /// From which day on everything is known.
    pub reaches: Date,
    /// Whether it was asked for, rather than read to judge what is new.
    pub is_whole: bool,
    /// What the objectives are in the judged tree, by the full names they had.
    names: HashMap<String, NodeId>,
    /// The same of key results.
    key_results: HashMap<(NodeId, Text), usize>,
    /// The ids of the key results that are there.
    present: HashSet<(NodeId, Text)>,
}

/// The file that something stood in, and its name in output: several cycles can use the same name.
/// Without a file a name that means one thing.
type Called = (Option<FileId>, String);

impl<'s> Base<'s> {
    /// An earlier state, compared with `judged` as it stands on the day `today`.
    #[must_use]
    pub fn new(
        (snapshot, config, day): (&'s Snapshot, Option<&'s Config>, Date),
        (judged, judged_config, today): (&Snapshot, &'s Config, Date),
    ) -> Self {
        let sides = Sides {
            before: snapshot,
            after: judged,
        };
        let found = diff(sides, &Scope::States);
        let comparison = Comparison {
            sides,
            configs: (config.unwrap_or(judged_config), judged_config),
            changes: &found.changes,
            day: today,
            commit: None,
        };
        let pairs = found.matching.pairs.iter();
        let drafts = pairs
            .filter(|pair| snapshot.node(pair.before).is_some_and(is_draft))
            .map(|pair| pair.after);
        let mut stood_in: HashMap<FileId, BTreeSet<&str>> = HashMap::new();
        for pair in &found.matching.pairs {
            let (Some(old), Some(new)) = (snapshot.node(pair.before), judged.node(pair.after))
            else {
                continue;
            };
            let paths = (snapshot.file(old.file), judged.file(new.file));
            if let (Some(was), Some(is)) = paths
                && was.path_in_tree != is.path_in_tree
            {
                stood_in
                    .entry(new.file)
                    .or_default()
                    .insert(&was.path_in_tree);
            }
        }
        Self {
            snapshot,
            config,
            stood_in,
            judged: judged_config,
            day,
            events: events(&comparison),
            drafts: drafts.collect(),
            renamed: renamed(sides, &found),
        }
    }

    /// Where in the tree what stands in `file` of the judged one stood, where that was elsewhere.
    pub fn stood_in(&self, file: FileId) -> impl Iterator<Item = &'s str> {
        self.stood_in.get(&file).into_iter().flatten().copied()
    }

    /// What a finding in `file` of the base calls `name`, as the judged tree calls it.
    #[must_use]
    pub fn name_now(&self, file: FileId, name: &str) -> String {
        let whole = |name: &str| {
            let called = |file| self.renamed.get(&(file, name.to_owned()));
            called(Some(file)).or_else(|| called(None)).cloned()
        };
        let below = || {
            let (node, key_result) = name.split_once('/')?;
            whole(node).map(|node| format!("{node}/{key_result}"))
        };
        whole(name)
            .or_else(below)
            .unwrap_or_else(|| name.to_owned())
    }
}

/// What each name in output became; not where several things of a file, or anywhere, share it.
fn renamed(sides: Sides<'_>, found: &Diff) -> HashMap<Called, String> {
    let Sides { before, after } = sides;
    let nodes = found.matching.pairs.iter().filter_map(|pair| {
        let (old, new) = (before.node(pair.before)?, after.node(pair.after)?);
        Some((old.file, before.name(old), after.name(new)))
    });
    let key_results = found.changes.iter().filter_map(|change| {
        let (Thing::Place(was), Thing::Place(is)) = (change.subject.before?, change.subject.after?)
        else {
            return None;
        };
        is.key_result?;
        let file = before.node(was.node)?.file;
        Some((file, before.place_name(was), after.place_name(is)))
    });
    let mut names: HashMap<Called, BTreeSet<String>> = HashMap::new();
    for (file, was, is) in nodes.chain(key_results) {
        for file in [Some(file), None] {
            let now = names.entry((file, was.clone())).or_default();
            now.insert(is.clone());
        }
    }
    let single = names.into_iter().filter(|(_, now)| now.len() == 1);
    single
        .filter_map(|(was, now)| Some((was, now.into_iter().next()?)))
        .collect()
}

impl History {
    /// Nothing yet of what happened to what is in `judged`, known from the day `reaches` on.
    #[must_use]
    pub fn new(judged: &Snapshot, reaches: Date, is_whole: bool) -> Self {
        let names = judged.iter().map(|(id, node)| (judged.full_name(node), id));
        let key_results = judged.iter().flat_map(|(id, node)| {
            let all = node.key_results().iter().enumerate();
            all.map(move |(position, key_result)| ((id, key_result.id.clone()), position))
        });
        let key_results: HashMap<_, _> = key_results.collect();
        Self {
            events: Vec::new(),
            looked_at: HashMap::new(),
            came: HashMap::new(),
            reaches,
            is_whole,
            names: names.collect(),
            present: key_results.keys().cloned().collect(),
            key_results,
        }
    }

    /// Takes in the next commit back. Of one that is not `is_new` only counts what was looked at.
    pub fn take(&mut self, comparison: &Comparison<'_>, is_new: bool, judged: &Snapshot) {
        for event in events(comparison) {
            let now = self.now(comparison, &event);
            if let (What::LookedAt | What::Added, Some(place)) = (&event.what, now) {
                self.look(judged, place, event.day);
            }
            if let (What::Added, Some(place)) = (&event.what, now) {
                self.came.insert(place.node, event.day);
            }
            let is_back = match event.what {
                What::ObjectiveDeleted => now.is_some(),
                What::KeyResultDeleted => now.is_some_and(|place| place.key_result.is_some()),
                _ => now.is_none(),
            };
            match (is_new, is_back) {
                (false, _) => {}
                (true, false) => self.events.push(Event { now, ..event }),
                (true, true) => {
                    let moved = moved_while_gone(comparison, &event, now, judged);
                    self.events.extend(moved);
                }
            }
        }
        for change in comparison.changes {
            self.remember(comparison.sides, change);
        }
    }

    /// Where it is in the judged tree. What is gone but there again has a place as a whole.
    fn now(&self, comparison: &Comparison<'_>, event: &Event) -> Option<Place> {
        let after = comparison.sides.after;
        match event.what {
            What::ObjectiveDeleted => Some(Place {
                node: *self.names.get(&event.objective)?,
                key_result: None,
            }),
            What::KeyResultDeleted => {
                let node = *self
                    .names
                    .get(&after.full_name(after.node(event.now?.node)?))?;
                let id = event.subject.rsplit('/').next().map(Text::from)?;
                let is_there = self.present.contains(&(node, id.clone()));
                let position = self.key_results.get(&(node, id)).copied();
                Some(Place {
                    node,
                    key_result: position.filter(|_| is_there),
                })
            }
            _ => self.place(after, event.now?),
        }
    }

    /// What a place of a later side is in the judged tree.
    fn place(&self, after: &Snapshot, place: Place) -> Option<Place> {
        let then = after.node(place.node)?;
        let node = *self.names.get(&after.full_name(then))?;
        let key_result = match place.key_result {
            None => None,
            Some(position) => {
                let id = then.key_results().get(position)?.id.clone();
                Some(*self.key_results.get(&(node, id))?)
            }
        };
        Some(Place { node, key_result })
    }

    fn look(&mut self, judged: &Snapshot, place: Place, day: Date) {
        let count = judged
            .node(place.node)
            .map_or(0, |node| node.key_results().len());
        for position in 0..count {
            if place.key_result.is_none_or(|own| own == position) {
                let place = Place {
                    node: place.node,
                    key_result: Some(position),
                };
                let last = self.looked_at.entry(place).or_insert(day);
                *last = day.max(*last);
            }
        }
    }

    /// Remembers what was called otherwise before this change.
    fn remember(&mut self, sides: Sides<'_>, change: &Change) {
        let (Some(Thing::Place(was)), is) = (change.subject.before, change.subject.after) else {
            return;
        };
        let Some(old) = sides.before.node(was.node) else {
            return;
        };
        let name = sides.before.full_name(old);
        let now = match is {
            Some(Thing::Place(is)) => self.place(sides.after, is),
            _ => None,
        };
        if let Some(now) = now {
            self.names.insert(name.clone(), now.node);
            let position = was.key_result.zip(now.key_result);
            if let Some((was, now_at)) = position
                && let Some(key_result) = old.key_results().get(was)
            {
                let key = (now.node, key_result.id.clone());
                self.key_results.insert(key, now_at);
            }
        }
        let later = now.and(match is {
            Some(Thing::Place(is)) => sides.after.node(is.node),
            _ => None,
        });
        // It was there before it seemed to come: a file could not be read in between.
        if let Some(node) = self.names.get(&name)
            && later.is_none_or(|later| later.cycle == old.cycle)
        {
            self.came.remove(node);
        }
    }

    /// The last day on which a key result was looked at, where a commit did it.
    #[must_use]
    pub fn looked_at(&self, place: Place) -> Option<Date> {
        self.looked_at.get(&place).copied()
    }

    /// The day on which an objective came into its cycle, where the history tells it.
    #[must_use]
    pub fn came(&self, node: NodeId) -> Option<Date> {
        self.came.get(&node).copied()
    }
}

/// The goalposts of something that was deleted and is there again, as far as it came back with less
/// to reach. Nobody did that in one commit, so that none is named.
fn moved_while_gone(
    comparison: &Comparison<'_>,
    gone: &Event,
    now: Option<Place>,
    judged: &Snapshot,
) -> Vec<Event> {
    let Some(now) = now.filter(|_| gone.is_deletion()) else {
        return Vec::new();
    };
    let sides = Sides {
        before: comparison.sides.before,
        after: judged,
    };
    let changes = diff(sides, &Scope::States).changes;
    let net = Comparison {
        sides,
        changes: &changes,
        commit: None,
        ..*comparison
    };
    let is_it = |place: Place| {
        place.node == now.node && (now.key_result.is_none() || place.key_result == now.key_result)
    };
    events(&net)
        .into_iter()
        .filter(|event| matches!(event.what, What::Moved { .. }) && event.now.is_some_and(is_it))
        .collect()
}
