//! References follow what goes on in another cycle: each is to mean afterwards what it meant before, or
//! what continues that.

use std::collections::{BTreeMap, HashMap};

use super::Page;
use crate::edit::{Change, Place as EditPlace, Step, Value};
use crate::finding::FileId;
use crate::model::{Reference, Status};
use crate::snapshot::{Link, LinkField, Node, NodeId, Place, Snapshot, Viewpoint};
use crate::source::Text;

/// What a place is called, whatever else a tree holds: the full name of its node, and its key result.
type Name = (String, Option<String>);

/// The objectives that go on in another cycle, each with the full name that it has there.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Heirs {
    /// Those that begin to.
    pub new: HashMap<NodeId, String>,
    /// Those that did before.
    pub earlier: HashMap<NodeId, String>,
}

impl Heirs {
    fn of(&self, node: NodeId) -> Option<&String> {
        self.new.get(&node).or_else(|| self.earlier.get(&node))
    }
}

/// What has to be rewritten.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Followed {
    /// By the path of the file from the root of the repository.
    pub changes: BTreeMap<String, Vec<Change>>,
    /// What whoever reads the files has to know, as sentences about an objective.
    pub notes: Vec<String>,
}

/// The changes that let every reference of the tree `after` mean what it is to mean, seen from the tree
/// `before`.
///
/// What goes on serves what goes on: where both a child and its parent do, now or before, the child's
/// reference means the parent that goes on; where it named a key result that stays behind, it means the
/// objective. What stays where it is means what it meant, unless that went away under its name. A
/// reference beside the parent that would come to mean the same as another, or its own objective, is
/// left out.
#[must_use]
pub fn followed(before: &Snapshot, after: &Snapshot, heirs: &Heirs) -> Followed {
    let moved = Move::new(before, after, heirs);
    let mut followed = Followed::default();
    let mut pages: HashMap<FileId, Option<Page>> = HashMap::new();
    for (id, node) in after.iter() {
        let rewrites = moved.rewrites(id, node);
        let Some(file) = after.file(node.file).filter(|_| !rewrites.is_empty()) else {
            continue;
        };
        let page = pages.entry(node.file);
        let page = page.or_insert_with(|| Page::of(after, node.file).ok());
        let Some(page) = page else { continue };
        let (changes, notes) = written(page, &after.name(node), &rewrites);
        let all = followed.changes.entry(file.path.clone()).or_default();
        all.extend(changes);
        followed.notes.extend(notes);
    }
    followed
}

/// A reference that has to say something else: none where it is left out.
struct Rewrite<'l> {
    link: &'l Link,
    text: Option<String>,
}

/// The changes of one document, and what is to be said of them.
fn written(page: &Page, name: &str, rewrites: &[Rewrite<'_>]) -> (Vec<Change>, Vec<String>) {
    let (mut changes, mut notes) = (Vec::new(), Vec::new());
    let mut gone: BTreeMap<EditPlace, Vec<EditPlace>> = BTreeMap::new();
    for Rewrite { link, text } in rewrites {
        let Some(at) = page.text(link.reference.span) else {
            continue;
        };
        let (field, old) = (link.field.name(), &link.reference.text);
        match text {
            Some(text) => {
                notes.push(format!("{name}: `{field}: {old}` is `{text}` now"));
                changes.push(Change::Set {
                    at,
                    value: Value::Text(text.clone()),
                    after: &[],
                });
            }
            None => {
                notes.push(format!(
                    "{name}: `{field}: {old}` says nothing any more and is left out"
                ));
                let around = match at.split() {
                    Some((around, Step::Item(_))) => around,
                    _ => at.clone(),
                };
                gone.entry(around).or_default().push(at);
            }
        }
    }
    for (around, mut items) in gone {
        // Positions count until something is cut, so that the last comes first.
        items.sort();
        match page.items(&around) {
            count if count > items.len() => {
                changes.extend(items.into_iter().rev().map(|at| Change::Cut { at }))
            }
            _ => changes.push(Change::Remove { at: around }),
        }
    }
    (changes, notes)
}

/// Two states of a tree between which some objectives went on.
struct Move<'s> {
    before: &'s Snapshot,
    after: &'s Snapshot,
    heirs: &'s Heirs,
    /// What begins to go on, by the name of its heir.
    origins: HashMap<&'s str, NodeId>,
    /// What went on before, by the name of its heir.
    earlier: HashMap<&'s str, NodeId>,
    /// All that stood there, and all that stands there now, by their full names.
    was: HashMap<String, NodeId>,
    now: HashMap<String, NodeId>,
}

impl<'s> Move<'s> {
    fn new(before: &'s Snapshot, after: &'s Snapshot, heirs: &'s Heirs) -> Self {
        let by_name = |snapshot: &Snapshot| -> HashMap<String, NodeId> {
            let nodes = snapshot.iter();
            nodes
                .map(|(id, node)| (snapshot.full_name(node), id))
                .collect()
        };
        Self {
            before,
            after,
            heirs,
            origins: by_heir(&heirs.new),
            earlier: by_heir(&heirs.earlier),
            was: by_name(before),
            now: by_name(after),
        }
    }

    /// The references of a node that have to say something else.
    fn rewrites<'n>(&self, id: NodeId, node: &'n Node) -> Vec<Rewrite<'n>> {
        let name = self.after.full_name(node);
        let Some((origin, goes_on)) = self.origin(&name, node) else {
            return Vec::new();
        };
        let links = node.links.iter();
        let meant: Vec<(&Link, Option<Name>)> = links
            .map(|link| (link, self.meant(origin, goes_on, node, link)))
            .collect();
        let mut seen: HashMap<&Name, bool> = HashMap::new();
        let mut rewrites = Vec::new();
        for (link, meant) in &meant {
            let Some(meant) = meant else { continue };
            let means = |place: &Place| name_of(self.after, *place).as_ref() == Some(meant);
            let is_right = link.to.as_ref().is_ok_and(means);
            let is_beside = matches!(
                link.field,
                LinkField::ContributesTo | LinkField::DependsOn | LinkField::Guardrails
            );
            let is_same = seen.get(meant).is_some_and(|right| !(*right && is_right));
            let is_own = !is_right && *meant == (name.clone(), None);
            seen.entry(meant).or_insert(is_right);
            if is_beside && (is_same || is_own) {
                rewrites.push(Rewrite { link, text: None });
            } else if !is_right && let Some(text) = spelt(self.after, (id, node), link, meant) {
                rewrites.push(Rewrite {
                    link,
                    text: Some(text),
                });
            }
        }
        rewrites
    }

    /// What a node was before, and whether it goes on, now or as a draft that began to before.
    fn origin(&self, name: &str, node: &Node) -> Option<(&'s Node, bool)> {
        if let Some(origin) = self.origins.get(name) {
            return Some((self.before.node(*origin)?, true));
        }
        let own = self.before.node(*self.was.get(name)?)?;
        let is_draft = node.common().status() == Status::Draft;
        Some((own, is_draft && self.earlier.contains_key(name)))
    }

    /// Whether a node names the cycle of what it refers to because it went on before that did: where it
    /// comes from, it does not.
    fn is_pinned(&self, node: &Node, link: &Link, meant: &Name) -> bool {
        let origin = self.earlier.get(self.after.full_name(node).as_str());
        let origin = origin.and_then(|id| self.before.node(*id));
        origin.is_some_and(|origin| {
            origin.links.iter().any(|own| {
                let place = own.to.as_ref().ok();
                own.field == link.field
                    && own.reference.cycle.is_none()
                    && place
                        .and_then(|place| name_of(self.before, *place))
                        .as_ref()
                        == Some(meant)
            })
        })
    }

    /// What a reference is to mean: none where that was not known before.
    fn meant(&self, origin: &Node, goes_on: bool, node: &Node, link: &Link) -> Option<Name> {
        let mut earlier = origin.links.iter();
        let earlier = earlier.find(|earlier| said(origin, earlier) == said(node, link))?;
        let place = *earlier.to.as_ref().ok()?;
        let (name, key_result) = name_of(self.before, place)?;
        let goes_along = goes_on && link.field != LinkField::CarriedFrom;
        let is_gone = !self.now.contains_key(&name);
        let heir = self.heirs.of(place.node);
        let Some(heir) = heir.filter(|_| goes_along || is_gone) else {
            return Some((name, key_result));
        };
        let key_results = self.after.node(*self.now.get(heir)?)?.key_results();
        let is_kept = |id: &String| key_results.iter().any(|own| own.id == **id);
        let stays = key_result.as_ref().is_some_and(|id| !is_kept(id));
        let own = (name, key_result);
        // Who names the cycle means what stands there, as long as it does.
        let is_meant = link.reference.cycle.is_some() && !self.is_pinned(node, link, &own);
        Some(match stays && is_meant && !is_gone {
            true => own,
            false => (heir.clone(), own.1.filter(is_kept)),
        })
    }
}

/// What goes on, by the name of its heir.
fn by_heir(heirs: &HashMap<NodeId, String>) -> HashMap<&str, NodeId> {
    let heirs = heirs.iter();
    heirs
        .map(|(origin, heir)| (heir.as_str(), *origin))
        .collect()
}

/// How a reference is written so that it means what it is to mean; none where no way of writing it does.
fn spelt(
    snapshot: &Snapshot,
    (id, node): (NodeId, &Node),
    link: &Link,
    meant: &Name,
) -> Option<String> {
    let viewpoint = Viewpoint {
        node: Some(id),
        team: Some(node.team),
        cycle: node.cycle.as_ref(),
    };
    spellings(&link.reference, meant).into_iter().find(|text| {
        let reference = Reference::parse(&Text::from(text.as_str())).ok();
        let place = reference.and_then(|own| snapshot.resolve(viewpoint, &own).ok());
        place.is_some_and(|place| name_of(snapshot, place).as_ref() == Some(meant))
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
    let mut spellings = vec![near.clone()];
    spellings.extend(in_cycle(&near));
    spellings.extend(in_cycle(&full));
    spellings.push(full);
    spellings
}
