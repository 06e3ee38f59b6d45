//! References follow what goes on in another cycle: each is to mean afterwards what it meant before, or
//! what continues that.

use std::collections::{BTreeMap, HashMap};

use crate::edit::{Change, Place as EditPlace, Value};
use crate::model::Reference;
use crate::parse::yaml;
use crate::snapshot::{Link, LinkField, Node, NodeId, Place, Snapshot, Viewpoint};

/// What a place is called, whatever else a tree holds: the full name of its node, and its key result.
type Name = (String, Option<String>);

/// The changes, by the path of the file from the root of the repository, that let every reference of the
/// tree `after` mean what it is to mean. `heirs` are the objectives of the tree `before` that go on, each
/// with the full name that it has in `after`.
///
/// What goes on serves what goes on: where both a child and its parent do, the child's reference means
/// the parent that goes on; where it named a key result that stays behind, it means the objective. What
/// stays where it is means what it meant, unless that went away under its name.
#[must_use]
pub fn followed(
    before: &Snapshot,
    after: &Snapshot,
    heirs: &HashMap<NodeId, String>,
) -> BTreeMap<String, Vec<Change>> {
    let moved = Move::new(before, after, heirs);
    let mut changes: BTreeMap<String, Vec<Change>> = BTreeMap::new();
    for (id, node) in after.iter() {
        let Some((origin, goes_on)) = moved.origin(node) else {
            continue;
        };
        for link in &node.links {
            let meant = moved.meant(origin, goes_on, node, link);
            let Some(text) = meant.and_then(|meant| rewritten(after, (id, node), link, &meant))
            else {
                continue;
            };
            let Some(file) = after.file(node.file) else {
                continue;
            };
            let (tree, _) = yaml::read(file.text.as_bytes());
            let change = EditPlace::of_text(&tree, link.reference.span).map(|at| Change::Set {
                at,
                value: Value::Text(text),
                after: &[],
            });
            changes.entry(file.path.clone()).or_default().extend(change);
        }
    }
    changes
}

/// Two states of a tree between which some objectives went on.
struct Move<'s> {
    before: &'s Snapshot,
    after: &'s Snapshot,
    heirs: &'s HashMap<NodeId, String>,
    /// What goes on, by the name of its heir.
    origins: HashMap<&'s str, NodeId>,
    /// All that stood there, and all that stands there now, by their full names.
    was: HashMap<String, NodeId>,
    now: HashMap<String, NodeId>,
}

impl<'s> Move<'s> {
    fn new(before: &'s Snapshot, after: &'s Snapshot, heirs: &'s HashMap<NodeId, String>) -> Self {
        let by_name = |snapshot: &Snapshot| -> HashMap<String, NodeId> {
            let nodes = snapshot.iter();
            nodes
                .map(|(id, node)| (snapshot.full_name(node), id))
                .collect()
        };
        let origins = heirs.iter().map(|(origin, heir)| (heir.as_str(), *origin));
        Self {
            before,
            after,
            heirs,
            origins: origins.collect(),
            was: by_name(before),
            now: by_name(after),
        }
    }

    /// What a node was before, and whether it has gone on.
    fn origin(&self, node: &Node) -> Option<(&'s Node, bool)> {
        let name = self.after.full_name(node);
        let origin = self.origins.get(name.as_str());
        let id = origin.or_else(|| self.was.get(&name))?;
        Some((self.before.node(*id)?, origin.is_some()))
    }

    /// What a reference is to mean: none where that was not known before.
    fn meant(&self, origin: &Node, goes_on: bool, node: &Node, link: &Link) -> Option<Name> {
        let mut earlier = origin.links.iter();
        let earlier = earlier.find(|earlier| said(origin, earlier) == said(node, link))?;
        let place = *earlier.to.as_ref().ok()?;
        let (name, key_result) = name_of(self.before, place)?;
        let goes_along = goes_on && link.field != LinkField::CarriedFrom;
        let is_gone = !self.now.contains_key(&name);
        let Some(heir) = self
            .heirs
            .get(&place.node)
            .filter(|_| goes_along || is_gone)
        else {
            return Some((name, key_result));
        };
        let key_results = self.after.node(*self.now.get(heir)?)?.key_results();
        let kept = key_result.filter(|id| key_results.iter().any(|own| own.id == **id));
        Some((heir.clone(), kept))
    }
}

/// How a reference has to be written to mean what it is to mean; none where it does already, or where
/// no way of writing it does.
fn rewritten(
    snapshot: &Snapshot,
    (id, node): (NodeId, &Node),
    link: &Link,
    meant: &Name,
) -> Option<String> {
    let means = |place: &Place| name_of(snapshot, *place).as_ref() == Some(meant);
    if link.to.as_ref().is_ok_and(means) {
        return None;
    }
    let viewpoint = Viewpoint {
        node: Some(id),
        team: Some(node.team),
        cycle: node.cycle.as_ref(),
    };
    spellings(&link.reference, meant).into_iter().find(|text| {
        let reference = Reference::parse(text).ok();
        let place = reference.and_then(|own| snapshot.resolve(viewpoint, &own).ok());
        place.is_some_and(|place| means(&place))
    })
}

/// What tells a reference from the others of its node, wherever its key result stands by now.
fn said<'s>(node: &'s Node, link: &'s Link) -> (LinkField, Option<&'s str>, &'s str) {
    let key_result = link
        .key_result
        .and_then(|at| Some(node.key_results().get(at)?.id.as_str()));
    (link.field, key_result, &link.reference.text)
}

fn name_of(snapshot: &Snapshot, place: Place) -> Option<Name> {
    let node = snapshot.node(place.node)?;
    let key_result = place.key_result.and_then(|at| node.key_results().get(at));
    let id = key_result.map(|key_result| key_result.id.to_string());
    Some((snapshot.full_name(node), id))
}

/// The ways to write what is meant, the one nearest to what is written first.
fn spellings(written: &Reference, (full, key_result): &Name) -> Vec<String> {
    let (front, cycle) = match full.split_once('@') {
        Some((front, cycle)) => (front, Some(cycle)),
        None => (full.as_str(), None),
    };
    let key_result = key_result
        .as_ref()
        .map_or_else(String::new, |id| format!("/{id}"));
    let id = front.rsplit(':').next().unwrap_or(front);
    let near = match &written.team {
        Some(team) => format!("{team}:{id}{key_result}"),
        None => format!("{id}{key_result}"),
    };
    let full = format!("{front}{key_result}");
    let in_cycle = |text: &str| cycle.map(|cycle| format!("{text}@{cycle}"));
    let mut spellings = Vec::new();
    if written.cycle.is_none() {
        spellings.push(near.clone());
    }
    spellings.extend(in_cycle(&near));
    spellings.extend(in_cycle(&full));
    spellings.push(full);
    spellings
}
