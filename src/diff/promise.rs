//! What was promised: what belongs to a cycle that runs, and no draft. It can be put off, which is to
//! be told from going on in the next cycle as usual.

use jiff::civil::Date;

use crate::diff::{Change, Sides, Thing};
use crate::model::{Cycle, Status};
use crate::snapshot::{Node, Place, Snapshot};

/// What was promised for a cycle and now belongs to one that ends later, though there is still time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PutOff<'s> {
    /// The cycle that it belongs to now.
    pub to: &'s Cycle,
    /// How many days of its own cycle are left.
    pub left: i64,
}

/// Whether a change puts something off, as seen on a day. In the last days of a cycle, as long as
/// between two check-ins, the usual way to go on in place looks the same, and counts as that.
#[must_use]
pub fn put_off<'s>(
    sides: Sides<'s>,
    change: &Change,
    day: Date,
    check_in_days: u32,
) -> Option<PutOff<'s>> {
    let (Some(Thing::Place(was)), Some(Thing::Place(is))) =
        (change.subject.before, change.subject.after)
    else {
        return None;
    };
    if change.field != Some("cycle") {
        return None;
    }
    let old = sides.before.node(was.node)?;
    let (own, to) = (
        old.cycle.as_ref()?,
        sides.after.node(is.node)?.cycle.as_ref()?,
    );
    let left = own.days() - own.elapsed_days(day);
    let is_open = !old.common().status().is_closed();
    let is_early = left > i64::from(check_in_days);
    (is_promised(sides.before, was, day) && is_open && is_early && to.end > own.end)
        .then_some(PutOff { to, left })
}

/// Whether a place counts as promised on a day: its cycle has started and not ended, and neither it
/// nor its objective is a draft.
#[must_use]
pub fn is_promised(snapshot: &Snapshot, place: Place, day: Date) -> bool {
    let Some(node) = snapshot.node(place.node) else {
        return false;
    };
    let runs = |cycle: &Cycle| cycle.has_started(day) && !cycle.has_ended(day);
    let key_result = place.key_result.and_then(|own| node.key_results().get(own));
    let own = key_result.map(|key_result| key_result.common.status());
    node.objective().is_some()
        && node.cycle.as_ref().is_some_and(runs)
        && !is_draft(node)
        && own != Some(Status::Draft)
}

/// Whether a node is still a draft.
#[must_use]
pub fn is_draft(node: &Node) -> bool {
    node.common().status() == Status::Draft
}
