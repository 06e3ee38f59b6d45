//! What whoever checks in should know of what was written down.

use std::io::Write;

use crate::cli::load::Loaded;
use crate::cli::set::asked::Asked;
use crate::model::target::{Change, TargetKind};
use crate::render::safe::safe;
use crate::snapshot::Place;

/// Says what is not to be seen in the outcome: that something later is still what counts, or that a value
/// says no progress.
///
/// # Errors
/// Where `err` cannot be written.
pub fn say<'a>(
    before: &Loaded,
    after: &Loaded,
    asked: impl Iterator<Item = (&'a Asked, &'a Place)>,
    err: &mut dyn Write,
) -> std::io::Result<()> {
    for (asked, place) in asked {
        let notes = [later(before, asked, *place), unsigned(after, asked, *place)];
        for note in notes.into_iter().flatten() {
            let name = before.snapshot.place_name(*place);
            writeln!(err, "note: {}", safe(&format!("{name}: {note}")))?;
        }
    }
    Ok(())
}

/// Where what was seen later stands there already.
fn later(before: &Loaded, asked: &Asked, place: Place) -> Option<String> {
    let latest = before.snapshot.measurement(place)?.days().max()?;
    let day = asked.check_in.as_of;
    (latest > day).then(|| {
        format!("what was seen on {day} is written down, and what was seen on {latest} stays what counts")
    })
}

/// Where a value without a sign stands beside a target that is a change, and nothing to count it from.
fn unsigned(after: &Loaded, asked: &Asked, place: Place) -> Option<String> {
    let said = asked.check_in.value.as_deref()?;
    let node = after.snapshot.node(place.node)?;
    let key_result = node.key_results().get(place.key_result?)?;
    let target = &key_result.target.as_ref()?.value;
    let current = key_result.measurement.latest()?.value.quantity()?;
    let counts = key_result.baseline.is_some() || current.signed;
    match target.kind {
        TargetKind::Change(Change::Add(_) | Change::Proportion(_)) if !counts => Some(format!(
            "beside the target `{target}` and without a baseline `{said}` says no progress: a change so far has its sign, such as `+{said}`",
            target = target.text
        )),
        _ => None,
    }
}
