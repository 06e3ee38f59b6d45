//! One thing followed back through the commits that changed it, under whatever name it had then.

use crate::diff::{Change, Thing, later_team};
use crate::model::{KeyResult, Kind};
use crate::snapshot::{Node, NodeId, Place, Snapshot, TeamId};
use crate::source::Text;
use crate::views::commit::Compared;
use crate::views::log::key_results::{KeyResults, position};
use crate::views::log::series::{Seen, points, settled, values_of};
use crate::views::log::{Head, Made, Series};
use crate::views::review::{Filter, Row, rows};

/// One thing that is followed from its state today back to its beginning.
#[derive(Debug)]
pub struct Trail {
    head: Head,
    /// What output puts before its name where another team has the same.
    team_prefix: Option<String>,
    what: What,
    /// Its values, or those of its key results.
    tracks: Vec<Track>,
}

#[derive(Debug)]
enum What {
    /// A goal, an objective or a kpi, by the names that it had, the oldest last.
    Node { kind: Kind, names: Vec<Name> },
    /// A team, by the ids that it had, the oldest last.
    Team { ids: Vec<Text> },
}

/// What a node is called in one state.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Name {
    id: Text,
    team: Option<Text>,
    cycle: Option<Text>,
}

/// A key result or a kpi whose values are gathered.
#[derive(Debug)]
struct Track {
    name: String,
    is_subject: bool,
    /// The ids of the key result, the oldest last; none for the node itself.
    ids: Option<Vec<Text>>,
    seen: Vec<Seen>,
}

/// Where a thing is before and after a commit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Went {
    /// Before.
    pub before: Option<Thing>,
    /// After.
    pub after: Option<Thing>,
    /// Whether something else had its name before.
    pub replaced: bool,
}

impl Went {
    /// Whether it is only there after the commit, so that it began or came from another file.
    #[must_use]
    pub const fn began(&self) -> bool {
        self.after.is_some() && self.before.is_none()
    }
}

/// What a commit did to a thing.
#[derive(Debug, Default)]
pub struct Taken {
    /// The changes.
    pub rows: Vec<Row>,
    /// The files it stood in before, among those that were compared.
    pub paths_before: Vec<String>,
}

impl Trail {
    /// The trail of a goal, an objective, a key result or a kpi of the tree `today`.
    #[must_use]
    pub fn of_place(today: &Snapshot, place: Place) -> Option<Self> {
        let node = today.node(place.node)?;
        let name = today.name(node);
        let key_results = node.key_results();
        let asked = place.key_result.and_then(|at| key_results.get(at));
        let team_prefix = name.strip_suffix(node.id.as_str()).map(str::to_owned);
        let track = |key_result: &KeyResult| Track {
            name: format!("{name}/{}", key_result.id),
            is_subject: asked.is_some(),
            ids: Some(vec![key_result.id.clone()]),
            seen: Vec::new(),
        };
        let tracks = match (asked, node.kind()) {
            (Some(key_result), _) => vec![track(key_result)],
            (None, Kind::Kpi) => vec![Track {
                name: name.clone(),
                is_subject: true,
                ids: None,
                seen: Vec::new(),
            }],
            (None, _) => key_results.iter().map(track).collect(),
        };
        Some(Self {
            head: Head {
                name: today.place_name(place),
                title: match asked {
                    Some(key_result) => key_result.title.to_string(),
                    None => node.title().to_string(),
                },
            },
            team_prefix: team_prefix.filter(|prefix| !prefix.is_empty()),
            what: What::Node {
                kind: node.kind(),
                names: vec![name_in(today, node)],
            },
            tracks,
        })
    }

    /// The trail of a team of the tree `today`.
    #[must_use]
    pub fn of_team(today: &Snapshot, team: TeamId) -> Option<Self> {
        let team = today.team(team)?;
        Some(Self {
            head: Head {
                name: format!("team:{}", team.id),
                title: team.title().to_owned(),
            },
            team_prefix: None,
            what: What::Team {
                ids: vec![team.id.clone()],
            },
            tracks: Vec::new(),
        })
    }

    /// Where it is before and after a commit that changed `files`.
    #[must_use]
    pub fn went(&self, compared: &Compared, files: &[&str]) -> Went {
        let sides = compared.sides();
        match &self.what {
            What::Node { kind, names } => {
                let find = |snapshot| node_of(snapshot, *kind, names, files);
                let pairs = &compared.diff.matching.pairs;
                let after = find(sides.after);
                let pair = after.and_then(|after| pairs.iter().find(|pair| pair.after == after));
                let is_matched = |node| pairs.iter().any(|pair| pair.before == node);
                let before = match (after, pair) {
                    (Some(_), pair) => pair.filter(|pair| !pair.replaced).map(|pair| pair.before),
                    (None, _) => find(sides.before).filter(|node| !is_matched(*node)),
                };
                Went {
                    before: before.map(whole),
                    after: after.map(whole),
                    replaced: pair.is_some_and(|pair| pair.replaced),
                }
            }
            What::Team { ids } => {
                let find = |snapshot: &Snapshot| {
                    let known = ids.iter().rev();
                    let teams = known.filter_map(|id| snapshot.team_named(id));
                    let declared =
                        |team: &TeamId| snapshot.team(*team).is_some_and(|team| team.is_declared());
                    teams.into_iter().find(declared)
                };
                let after = find(sides.after);
                let teams = sides.before.iter_teams();
                let same = teams
                    .filter(|(_, team)| team.is_declared())
                    .map(|(team, _)| team)
                    .find(|team| after.is_some() && later_team(sides, *team) == after);
                let before = same.or_else(|| find(sides.before).filter(|_| after.is_none()));
                Went {
                    before: before.map(Thing::Team),
                    after: after.map(Thing::Team),
                    replaced: false,
                }
            }
        }
    }

    /// Takes what a commit did to it, seen from each of its parents, and goes on with what it was
    /// before.
    pub fn take(&mut self, parents: &[(Compared, Went)], made: &Made) -> Taken {
        let key_results: Vec<KeyResults<'_>> = parents
            .iter()
            .map(|(compared, went)| KeyResults::new(compared, *went))
            .collect();
        self.gather(&key_results, made);
        let mut taken = Taken::default();
        for ((compared, went), key_results) in parents.iter().zip(&key_results) {
            let concerned = self.of_subject(compared, *went, key_results);
            let rows = rows(compared.sides(), concerned, Filter::default());
            taken
                .rows
                .extend(rows.into_iter().map(|row| self.named(row)));
        }
        for ((compared, went), key_results) in parents.iter().zip(&key_results) {
            self.go_on_in_key_results(key_results);
            let paths = self.go_on(&compared.before, *went);
            taken.paths_before.extend(paths);
        }
        taken
    }

    /// A change of it under a name that tells it from what other teams have.
    fn named(&self, mut row: Row) -> Row {
        let subject = &mut row.change.subject.name;
        if let Some(prefix) = self.team_prefix.as_ref().filter(|_| !subject.contains(':')) {
            subject.insert_str(0, prefix);
        }
        row
    }

    /// What it is called and its values: those with at least one.
    #[must_use]
    pub fn done(self) -> (Head, Vec<Series>) {
        let series = self.tracks.into_iter().map(|track| Series {
            name: track.name,
            is_subject: track.is_subject,
            points: settled(track.seen),
        });
        let series = series.filter(|series| !series.points.is_empty());
        (self.head, series.collect())
    }

    /// The changes that are about it.
    fn of_subject(
        &self,
        compared: &Compared,
        went: Went,
        key_results: &KeyResults<'_>,
    ) -> Vec<Change> {
        let key_result = self
            .tracks
            .iter()
            .find(|track| track.is_subject)
            .and_then(|track| track.ids.as_ref());
        let of_node = |thing: Option<Thing>, own: Option<Thing>| match (thing, own) {
            (Some(Thing::Place(place)), Some(Thing::Place(own))) => place.node == own.node,
            (thing, own) => thing.is_some() && thing == own,
        };
        let changes = compared.diff.changes.iter().filter(|change| {
            let subject = &change.subject;
            of_node(subject.before, went.before) || of_node(subject.after, went.after)
        });
        match key_result {
            None => changes.cloned().collect(),
            Some(ids) => changes
                .filter_map(|change| key_results.own(compared, went, ids, change))
                .collect(),
        }
    }

    /// The values that a commit wrote: of a merge those that no parent has.
    fn gather(&mut self, parents: &[KeyResults<'_>], made: &Made) {
        for track in &mut self.tracks {
            let ids = track.ids.as_deref();
            let mut written = parents
                .iter()
                .filter_map(|key_results| written(key_results, ids, made));
            let Some(mut seen) = written.next() else {
                continue;
            };
            for other in written {
                seen.retain(|seen| other.contains(seen));
            }
            track.seen.extend(seen);
        }
    }

    /// Goes on with the names of before, and says in which files it was.
    fn go_on(&mut self, snapshot: &Snapshot, went: Went) -> Vec<String> {
        let path = |file| snapshot.file(file).map(|file| file.path.clone());
        match (&mut self.what, went.before) {
            (What::Node { names, .. }, Some(Thing::Place(place))) => {
                let Some(node) = snapshot.node(place.node) else {
                    return Vec::new();
                };
                let name = name_in(snapshot, node);
                names.retain(|known| *known != name);
                names.push(name);
                path(node.file).into_iter().collect()
            }
            (What::Team { ids }, Some(Thing::Team(team))) => {
                let Some(team) = snapshot.team(team) else {
                    return Vec::new();
                };
                ids.retain(|known| *known != team.id);
                ids.push(team.id.clone());
                team.plans
                    .iter()
                    .filter_map(|plan| path(plan.file))
                    .collect()
            }
            _ => Vec::new(),
        }
    }

    /// Goes on with the ids that the key results had before.
    fn go_on_in_key_results(&mut self, key_results: &KeyResults<'_>) {
        let Some((before, after)) = key_results.before.zip(key_results.after) else {
            return;
        };
        for ids in self
            .tracks
            .iter_mut()
            .filter_map(|track| track.ids.as_mut())
        {
            let was = position(after, ids)
                .and_then(|position| key_results.earlier(position))
                .and_then(|was| before.key_results().get(was));
            if let Some(was) = was {
                ids.retain(|known| *known != was.id);
                ids.push(was.id.clone());
            }
        }
    }
}

/// What a commit wrote of a key result with one of `ids`, or of the kpi itself.
fn written(key_results: &KeyResults<'_>, ids: Option<&[Text]>, made: &Made) -> Option<Vec<Seen>> {
    let before = key_results.before;
    let after = key_results.after?;
    let (old, new) = match ids {
        None => (
            before.and_then(|before| values_of(before, None)),
            values_of(after, None),
        ),
        Some(ids) => {
            let at = position(after, ids)?;
            let earlier = before.zip(key_results.earlier(at));
            let old = earlier.and_then(|(before, was)| values_of(before, Some(was)));
            (old, values_of(after, Some(at)))
        }
    };
    Some(points(old.as_ref(), &new?, made))
}

fn whole(node: NodeId) -> Thing {
    Thing::Place(Place {
        node,
        key_result: None,
    })
}

fn name_in(snapshot: &Snapshot, node: &Node) -> Name {
    Name {
        id: node.id.clone(),
        team: node
            .team
            .and_then(|team| snapshot.team(team))
            .map(|team| team.id.clone()),
        cycle: node.cycle.as_ref().map(|cycle| cycle.name.clone()),
    }
}

/// The node of `files` that has the last of `names` that one has: with its team and cycle, else by
/// its id alone.
fn node_of(snapshot: &Snapshot, kind: Kind, names: &[Name], files: &[&str]) -> Option<NodeId> {
    let here = |node: &Node| {
        let file = snapshot.file(node.file);
        node.kind() == kind && file.is_some_and(|file| files.contains(&file.path.as_str()))
    };
    let find = |is: &dyn Fn(&Node) -> bool| {
        let mut nodes = snapshot.iter();
        nodes
            .find(|(_, node)| here(node) && is(node))
            .map(|(id, _)| id)
    };
    names.iter().rev().find_map(|name| {
        find(&|node| node.id == name.id && name_in(snapshot, node) == *name)
            .or_else(|| find(&|node| node.id == name.id))
    })
}
