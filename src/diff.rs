//! What changed between two states of a tree, in the terms of the field: goalposts moved, results
//! checked in, parents exchanged. Compares values, never text: another spelling of the same, another
//! order of keys or another file is no change.

mod changed;
mod document;
mod goalposts;
mod impact;
mod key_result;
mod key_results;
mod likeness;
mod links;
mod matching;
mod promise;
mod teams;
#[cfg(test)]
mod tests;
mod unmatched;
mod values;
mod verdict;

use crate::finding::FileId;
use crate::model::{Cycle, Unit};
use crate::snapshot::{Node, Place, Snapshot, TeamId};
use crate::source::Span;

pub use impact::{Impact, ImpactEffect, summed};
pub use key_result::described;
pub use key_results::{Matched, matched};
pub use matching::{MatchedBy, Matching, Pair, Scope, later_team, matching, may_continue};
pub use promise::{PutOff, is_draft, is_promised, put_off};
pub use verdict::with_verdict;

/// One change to one field, or to a whole.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// What happened.
    pub kind: ChangeKind,
    /// Whether it touches what is meant to be achieved, or only how far that is.
    pub effect: Effect,
    /// What changed, by its name in the later state; of what is gone, in the earlier.
    pub subject: Subject,
    /// The field, as in the file; none where the whole was added, removed or replaced.
    pub field: Option<&'static str>,
    /// What stood there before, as written.
    pub before: Option<String>,
    /// What stands there now, as written.
    pub after: Option<String>,
    /// Whether an intent became easier or harder to reach, where that can be told.
    pub shift: Option<Shift>,
    /// How the two sides were found to be the same thing.
    pub matched_by: MatchedBy,
    /// Why, as the later state says it: only a reason that was added or changed with it.
    pub reason: Option<String>,
    /// Whether the subject goes on in a later cycle at the same time, so that what is to be reached is
    /// set anew rather than moved.
    pub anew: bool,
    /// Whether it puts off what was promised ([`put_off`]), where somebody asked.
    pub put_off: bool,
    /// Where it stands: in the later state where it is there, else in the earlier.
    pub at: Location,
    /// What hangs under the subject and is affected.
    pub impact: Vec<Impact>,
}

/// What a change is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// Its name: `id`, `id/key-result` or `team:id`.
    pub name: String,
    /// What it says.
    pub title: String,
    /// Where it is in the earlier state.
    pub before: Option<Thing>,
    /// Where it is in the later state.
    pub after: Option<Thing>,
}

/// A node, a key result or a team of one state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Thing {
    /// A goal, an objective, a key result or a kpi.
    Place(Place),
    /// A team.
    Team(TeamId),
}

/// A place in a file of one of the two states.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Location {
    /// Whether it is in the later state.
    pub in_later: bool,
    /// The file.
    pub file: FileId,
    /// Where in it.
    pub span: Span,
}

/// What happened.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// Something else now has its id.
    Replaced,
    /// It has another id.
    Renamed,
    /// It belongs to another team or cycle.
    Moved,
    /// It goes on in a later cycle.
    CarriedOver,
    /// It serves something else.
    Reparented,
    /// It says something else.
    Retitled,
    /// What is to be reached is another: target, stretch or criteria.
    Retargeted,
    /// What it is counted from is another.
    Rebaselined,
    /// It is measured in another way.
    Retyped,
    /// It is committed to rather than aspired to, or the reverse.
    Recommitted,
    /// It is due at another time.
    Rescheduled,
    /// It has another part in the progress of its objective.
    Reweighted,
    /// Other references than its parent changed.
    Relinked,
    /// Somebody else answers for it.
    Reowned,
    /// Time is planned otherwise.
    Reallocated,
    /// Who or what belongs to a team.
    Restaffed,
    /// It left being a draft.
    Activated,
    /// It is a draft again.
    Redrafted,
    /// It was closed: achieved, missed, postponed or dropped.
    Closed,
    /// It was closed and is open again.
    Reopened,
    /// A value, a state or a confidence was looked at.
    Progressed,
    /// The final score is another.
    Rescored,
    /// A text beside it is another.
    Annotated,
}

/// What a change touches.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    /// What is meant to be achieved.
    Intent,
    /// How far that is.
    Progress,
}

/// Whether something became easier or harder to reach.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// Less is asked for.
    Easier,
    /// More is asked for.
    Harder,
}

/// How far a goalpost moved.
#[derive(Debug, Clone, PartialEq)]
pub struct Shift {
    /// Which way.
    pub direction: Direction,
    /// By how much; none where that is no number.
    pub by: Option<By>,
}

/// An amount of a unit.
#[derive(Debug, Clone, PartialEq)]
pub struct By {
    /// The amount, never below zero.
    pub value: rust_decimal::Decimal,
    /// What it counts.
    pub unit: Unit,
    /// The same as a share of the way from baseline to target as it was before; none where that way
    /// is not known.
    pub of_way: Option<rust_decimal::Decimal>,
}

/// What is compared: two states, and which of what is in them belongs together.
#[derive(Debug, Clone, Copy)]
pub struct Sides<'s> {
    /// The earlier state.
    pub before: &'s Snapshot,
    /// The later state.
    pub after: &'s Snapshot,
}

impl Sides<'_> {
    /// Whether a syntax error on either side may hide or change some of what was written, so that
    /// nothing can be said about what differs.
    fn is_hidden(&self, before: &Node, after: &Node) -> bool {
        let hides = |snapshot: &Snapshot, node: &Node| {
            snapshot.file(node.file).is_none_or(|file| file.malformed)
        };
        hides(self.before, before) || hides(self.after, after)
    }
}

/// What is found between two states.
#[derive(Debug, Clone, Default)]
pub struct Diff {
    /// The changes: by file and place in the later state.
    pub changes: Vec<Change>,
    /// What was matched with what.
    pub matching: Matching,
}

/// Everything that changed between two states.
#[must_use]
pub fn diff(sides: Sides<'_>, scope: &Scope) -> Diff {
    let matching = matching(sides, scope);
    let mut changes = Vec::new();
    for pair in &matching.pairs {
        document::of_pair(sides, &matching, *pair, &mut changes);
    }
    unmatched::of_unmatched(sides, &matching, &mut changes);
    if *scope == Scope::States {
        teams::of_teams(sides, &mut changes);
    }
    if let Scope::Cycles { .. } = scope {
        changes.retain(|change| !is_fresh_start(change));
    }
    impact::add(sides, &matching, &mut changes);
    Diff { changes, matching }
}

/// Whether a change is no more than that something begins anew in its next cycle: values, scores
/// and verdicts of the last one are gone.
fn is_fresh_start(change: &Change) -> bool {
    let is_blank = change.after.is_none();
    match (change.effect, change.kind) {
        (Effect::Progress, _) => is_blank,
        (Effect::Intent, ChangeKind::Reopened) => true,
        (Effect::Intent, ChangeKind::Annotated) => is_blank && change.field == Some("reason"),
        (Effect::Intent, _) => false,
    }
}

impl Subject {
    /// Whether it is no key result.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        let is_part = |thing| {
            matches!(
                thing,
                Thing::Place(Place {
                    key_result: Some(_),
                    ..
                })
            )
        };
        !self.after.or(self.before).is_some_and(is_part)
    }

    /// The cycle that it belongs to, in the later of the states `before` and `after` that has it.
    #[must_use]
    pub fn cycle<'s>(&self, before: &'s Snapshot, after: &'s Snapshot) -> Option<&'s Cycle> {
        let own = |thing: Option<Thing>, snapshot: &'s Snapshot| match thing? {
            Thing::Place(place) => snapshot.node(place.node)?.cycle.as_ref(),
            Thing::Team(_) => None,
        };
        own(self.after, after).or_else(|| own(self.before, before))
    }
}

impl By {
    /// The amount with its unit, as it is written: `10%`, `0.5h`.
    #[must_use]
    pub fn text(&self) -> String {
        self.unit.spell(&self.value.normalize().to_string())
    }
}

impl ChangeKind {
    /// The word for it, as in output.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Replaced => "replaced",
            Self::Renamed => "renamed",
            Self::Moved => "moved",
            Self::CarriedOver => "carried_over",
            Self::Reparented => "reparented",
            Self::Retitled => "retitled",
            Self::Retargeted => "retargeted",
            Self::Rebaselined => "rebaselined",
            Self::Retyped => "retyped",
            Self::Recommitted => "recommitted",
            Self::Rescheduled => "rescheduled",
            Self::Reweighted => "reweighted",
            Self::Relinked => "relinked",
            Self::Reowned => "reowned",
            Self::Reallocated => "reallocated",
            Self::Restaffed => "restaffed",
            Self::Activated => "activated",
            Self::Redrafted => "redrafted",
            Self::Closed => "closed",
            Self::Reopened => "reopened",
            Self::Progressed => "progressed",
            Self::Rescored => "rescored",
            Self::Annotated => "annotated",
        }
    }

    /// Whether it moves a goalpost.
    #[must_use]
    pub const fn is_goalpost(self) -> bool {
        matches!(
            self,
            Self::Retargeted | Self::Rebaselined | Self::Rescheduled | Self::Recommitted
        )
    }
}
