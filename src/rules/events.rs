//! What happened to objectives and key results between two states of a tree, as far as it concerns
//! promises: goalposts that were eased, what was deleted or added, values that were looked at.
//! Goalposts count from the later of the start of the cycle and leaving draft. What makes a finding
//! of it are the rules.

use jiff::civil::Date;

use crate::diff::{self, Change, ChangeKind, Direction, Sides, Thing, is_promised, may_continue};
use crate::model::target::TargetKind;
use crate::model::{Commitment, Config, Cycle, KeyResult, Measured, Objective, Reference, Status};
use crate::snapshot::{LinkField, Node, Place};
use crate::source::Text;
use crate::views::review::Committed;

/// Two states of a tree and what changed from one to the other.
#[derive(Debug, Clone, Copy)]
pub struct Comparison<'s> {
    /// The states.
    pub sides: Sides<'s>,
    /// The configurations of both.
    pub configs: (&'s Config, &'s Config),
    /// The changes.
    pub changes: &'s [Change],
    /// The day of the later state.
    pub day: Date,
    /// The commit that lies between them, where it is one.
    pub commit: Option<&'s Committed>,
}

/// Something that happened to an objective or a key result.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// What happened.
    pub what: What,
    /// The name of the objective or key result, as in output.
    pub subject: String,
    /// The full name of the objective, in the state that the path is of.
    pub objective: String,
    /// What it says.
    pub title: String,
    /// The cycle of the objective.
    pub cycle: Cycle,
    /// The file it stood in, from the root of the repository; of what is gone, in the earlier state.
    pub path: String,
    /// The team of the objective.
    pub team: Option<Text>,
    /// The full name of what the objective served, where it was there.
    pub serves: Option<String>,
    /// Where it is in the later state; of a key result that is gone, its objective.
    pub now: Option<Place>,
    /// The day on which it happened.
    pub day: Date,
    /// The commit that did it, where that is known.
    pub commit: Option<Committed>,
}

/// What can happen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// A goalpost was eased without a reason.
    Moved {
        /// The field.
        field: &'static str,
        /// What stood there.
        before: String,
        /// What stands there now.
        after: Option<String>,
        /// By how much it became easier, in its own unit.
        by: Option<String>,
    },
    /// A key result was deleted that nobody had closed.
    KeyResultDeleted,
    /// An objective was deleted that nobody had closed.
    ObjectiveDeleted,
    /// An objective was taken out of its cycle into a later one, long before that ended, without a
    /// reason.
    PutOff {
        /// The name of the later cycle.
        to: Text,
        /// How many days of its own were left.
        left: i64,
    },
    /// An objective came into the cycle.
    Added,
    /// A value was looked at, or a key result or objective became one to be looked at.
    LookedAt,
}

impl Event {
    /// Whether something is gone by it.
    #[must_use]
    pub const fn is_deletion(&self) -> bool {
        matches!(self.what, What::KeyResultDeleted | What::ObjectiveDeleted)
    }
}

/// What happened between two states.
#[must_use]
pub fn events(comparison: &Comparison<'_>) -> Vec<Event> {
    let nodes = comparison.sides.after.nodes.iter();
    let links = nodes.flat_map(|node| node.links.iter().map(move |link| (node, link)));
    let continued: Vec<(&Node, &Reference)> = links
        .filter(|(_, link)| link.field == LinkField::CarriedFrom)
        .map(|(node, link)| (node, &*link.reference.value))
        .collect();
    let changes = comparison.changes.iter();
    changes
        .filter_map(|change| event(comparison, change, &continued))
        .collect()
}

/// `continued` is what the later state says it continues, by whom.
fn event(
    comparison: &Comparison<'_>,
    change: &Change,
    continued: &[(&Node, &Reference)],
) -> Option<Event> {
    let what = match change.kind {
        ChangeKind::Removed | ChangeKind::Replaced => deleted(comparison, change, continued)?,
        ChangeKind::Added => added(comparison, change)?,
        ChangeKind::CarriedOver | ChangeKind::Moved => {
            let is_of_cycle = matches!(change.field, None | Some("cycle"));
            let put_off = put_off(comparison, change);
            put_off.or(is_of_cycle.then_some(What::Added))?
        }
        // A value that was taken away was not looked at.
        ChangeKind::Progressed => change.after.is_some().then_some(What::LookedAt)?,
        ChangeKind::Rescored | ChangeKind::Activated | ChangeKind::Reopened => What::LookedAt,
        ChangeKind::Redrafted => moved(comparison, change)?,
        kind if kind.is_goalpost() => moved(comparison, change)?,
        _ => return None,
    };
    let Sides { before, after } = comparison.sides;
    let is_gone = matches!(what, What::KeyResultDeleted | What::ObjectiveDeleted);
    let (snapshot, place) = match is_gone {
        true => (before, place(change.subject.before)?),
        false => (after, place(change.subject.after)?),
    };
    let node = snapshot.node(place.node)?;
    node.objective()?;
    let now = match what {
        What::ObjectiveDeleted => None,
        What::KeyResultDeleted => later(comparison, place),
        _ => Some(place),
    };
    // A goalpost is that of the cycle in which it was set, wherever it is moved with it.
    let earlier = || {
        let was = self::place(change.subject.before)?;
        before.node(was.node)?.cycle.clone()
    };
    let cycle = match what {
        What::Moved { .. } | What::PutOff { .. } => earlier()?,
        _ => node.cycle.clone()?,
    };
    let title = match key_result(node, place) {
        Some(key_result) => &key_result.title,
        None => node.title(),
    };
    let title = crate::source::in_one_line(title);
    let team = node.team.and_then(|team| snapshot.team(team));
    let served = node.parent().and_then(|link| link.to.as_ref().ok());
    let served = served.and_then(|served| snapshot.node(served.node));
    Some(Event {
        what,
        subject: snapshot.place_name(place),
        objective: snapshot.full_name(node),
        title,
        cycle,
        path: snapshot
            .file(node.file)
            .map_or_else(String::new, |file| file.path.clone()),
        team: team.map(|team| team.id.clone()),
        serves: served.map(|served| snapshot.full_name(served)),
        now,
        day: comparison.day,
        commit: comparison.commit.cloned(),
    })
}

/// The objective of a key result that is gone.
fn later(comparison: &Comparison<'_>, place: Place) -> Option<Place> {
    let Sides { before, after } = comparison.sides;
    let own = before.node(place.node)?;
    let name = before.full_name(own);
    // What has another name now was changed itself, and that change knows both.
    let renamed = comparison.changes.iter().find_map(|change| {
        let (was, is) = (
            self::place(change.subject.before)?,
            self::place(change.subject.after)?,
        );
        (was.node == place.node).then_some(is.node)
    });
    let same = || {
        let mut nodes = after.iter();
        nodes
            .find(|(_, node)| node.id == own.id && after.full_name(node) == name)
            .map(|(id, _)| id)
    };
    renamed.or_else(same).map(|node| Place {
        node,
        key_result: None,
    })
}

fn place(thing: Option<Thing>) -> Option<Place> {
    match thing? {
        Thing::Place(place) => Some(place),
        Thing::Team(_) => None,
    }
}

/// A key result that is new is looked at; an objective came into its cycle.
fn added(comparison: &Comparison<'_>, change: &Change) -> Option<What> {
    let place = place(change.subject.after)?;
    comparison.sides.after.node(place.node)?.objective()?;
    Some(match place.key_result {
        Some(_) => What::LookedAt,
        None => What::Added,
    })
}

/// What is gone though it was promised: it was no draft, its cycle runs, nobody had closed it, and
/// nothing says that it carries it on.
fn deleted(
    comparison: &Comparison<'_>,
    change: &Change,
    continued: &[(&Node, &Reference)],
) -> Option<What> {
    let Sides { before, after } = comparison.sides;
    let place = place(change.subject.before)?;
    let node = before.node(place.node)?;
    let is_open = !node.common().status().is_closed();
    if !is_promised(before, place, comparison.day) || !is_open {
        return None;
    }
    let goes_on = |key_result: Option<&Text>| {
        continued.iter().any(|(by, reference)| {
            reference.id == node.id
                && reference.key_result.as_ref() == key_result
                && may_continue(comparison.sides, by, reference, node)
        })
    };
    match key_result(node, place) {
        Some(_) if change.kind == ChangeKind::Replaced => None,
        Some(key_result) => {
            let is_open = !key_result.common.status().is_closed();
            let goes_on = goes_on(Some(&key_result.id));
            // What could not be read is not gone.
            let now = later(comparison, place).and_then(|now| after.node(now.node))?;
            let is_hidden = now.common().is_refused("key_results");
            (is_open && !goes_on && !is_hidden).then_some(What::KeyResultDeleted)
        }
        None => {
            let path = before.file(node.file).map(|file| &file.path);
            // What a syntax error hides is not gone.
            let mut files = after.files.iter();
            let is_broken = files.any(|file| file.broken && Some(&file.path) == path);
            let replaced = self::place(change.subject.after).and_then(|now| after.node(now.node));
            let is_untold = replaced.is_some_and(|now| now.title().trim().is_empty());
            let is_hidden = is_broken || is_untold;
            let goes_on = goes_on(None);
            (!is_hidden && !goes_on).then_some(What::ObjectiveDeleted)
        }
    }
}

/// What was promised and is put off without a word why.
fn put_off(comparison: &Comparison<'_>, change: &Change) -> Option<What> {
    let check_in_days = comparison.configs.1.check_in_days;
    let put_off = diff::put_off(comparison.sides, change, comparison.day, check_in_days)?;
    change.reason.is_none().then(|| What::PutOff {
        to: put_off.to.name.clone(),
        left: put_off.left,
    })
}

fn key_result(node: &Node, place: Place) -> Option<&KeyResult> {
    node.key_results().get(place.key_result?)
}

/// A goalpost that was moved without a reason so that less is asked for.
fn moved(comparison: &Comparison<'_>, change: &Change) -> Option<What> {
    let Sides { before, after } = comparison.sides;
    let (was, is) = (place(change.subject.before)?, place(change.subject.after)?);
    if change.reason.is_some() || change.anew || !is_promised(before, was, comparison.day) {
        return None;
    }
    let (old_node, new_node) = (before.node(was.node)?, after.node(is.node)?);
    let (old, new) = (key_result(old_node, was), key_result(new_node, is));
    let own = new.map_or(Status::Active, |new| new.common.status());
    if new_node.common().status().is_set_aside() || own.is_set_aside() {
        return None;
    }
    let said = (change.before.clone(), change.after.clone());
    let (field, (before, after)) = match (change.kind, change.field) {
        (ChangeKind::Retargeted, Some("target")) => {
            is_target_eased(old?, new?, change).then_some(("target", said))?
        }
        (ChangeKind::Rebaselined, _) => {
            is_baseline_moved(old?, new?).then_some(("baseline", said))?
        }
        (ChangeKind::Rescheduled, Some("due")) => {
            is_due_later(old?, new?, old_node.cycle.as_ref()?).then_some(("due", said))?
        }
        // Back to a draft nothing would count as a goalpost.
        (ChangeKind::Redrafted, Some("status")) => ("status", said),
        (ChangeKind::Recommitted, _) => {
            let old = commitment(old_node.objective()?, comparison.configs.0);
            let new = commitment(new_node.objective()?, comparison.configs.1);
            let is_eased = (old, new) == (Commitment::Committed, Commitment::Aspirational);
            let names = (Some(old.name().to_owned()), Some(new.name().to_owned()));
            is_eased.then_some(("commitment", names))?
        }
        _ => return None,
    };
    let shift = change.shift.as_ref();
    let by = shift
        .filter(|_| is_eased(change))
        .and_then(|shift| shift.by.as_ref());
    Some(What::Moved {
        field,
        before: before?,
        after,
        by: by.map(|by| by.text()),
    })
}

fn commitment(objective: &Objective, config: &Config) -> Commitment {
    let written = objective.commitment.map(|commitment| commitment.value);
    written.unwrap_or(config.commitment)
}

fn is_eased(change: &Change) -> bool {
    let direction = change.shift.as_ref().map(|shift| shift.direction);
    direction == Some(Direction::Easier)
}

/// A target that asks for less or for something else, or that is gone: all but one that is surely
/// harder. Filling in a placeholder moves nothing.
fn is_target_eased(old: &KeyResult, new: &KeyResult, change: &Change) -> bool {
    let had = old.target.as_ref().map(|target| &target.kind);
    let direction = change.shift.as_ref().map(|shift| shift.direction);
    match (had, new.target.as_ref().map(|target| &target.kind)) {
        (None | Some(TargetKind::Placeholder), _) => false,
        (Some(_), None | Some(TargetKind::Placeholder)) => true,
        (Some(_), Some(_)) => direction != Some(Direction::Harder),
    }
}

/// A known baseline that is another one or gone. Either way counts: nearer to the target there is less
/// to do, and further away what is there looks like more progress.
fn is_baseline_moved(old: &KeyResult, new: &KeyResult) -> bool {
    let is_known = |own: &Measured| !matches!(own, Measured::Placeholder(_));
    value(old).is_some_and(is_known) && value(old) != value(new)
}

fn value(key_result: &KeyResult) -> Option<&Measured> {
    key_result.baseline.as_ref().map(|value| &value.value)
}

/// A later day, or none where the end of the cycle is later.
fn is_due_later(old: &KeyResult, new: &KeyResult, cycle: &Cycle) -> bool {
    let due = |key_result: &KeyResult| key_result.due.map(|due| due.value);
    due(old).is_some_and(|old| due(new).unwrap_or(cycle.end) > old)
}
