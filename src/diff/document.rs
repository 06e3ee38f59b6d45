//! What changed in something that is in both states: what it says, where it belongs, what it serves.

use crate::diff::changed::{Changed, later, lone_reason, new_reason};
use crate::diff::links::links;
use crate::diff::matching::later_team;
use crate::diff::{
    Change, ChangeKind as Kind, Direction, Effect, Matching, Pair, Shift, Sides, Subject, Thing,
    key_result,
};
use crate::measure::key_result::Values;
use crate::model::percent;
use crate::model::{Commitment, Content, Objective, PlannedTime};
use crate::snapshot::{Node, NodeId, Place, Snapshot};
use crate::source::Spanned;
use crate::source::in_one_line;

use Effect::Intent;

/// A node as what a change is about.
pub(super) fn node_subject(
    snapshot: &Snapshot,
    node: &Node,
    before: Option<Place>,
    after: Option<Place>,
) -> Subject {
    Subject {
        name: snapshot.name(node),
        title: in_one_line(&node.title().value),
        before: before.map(Thing::Place),
        after: after.map(Thing::Place),
    }
}

/// A node as a whole.
pub(super) const fn whole(node: NodeId) -> Place {
    Place {
        node,
        key_result: None,
    }
}

/// What changed in something that is in both states.
pub(super) fn of_pair(sides: Sides<'_>, matching: &Matching, pair: Pair, out: &mut Vec<Change>) {
    let nodes = sides
        .before
        .node(pair.before)
        .zip(sides.after.node(pair.after));
    let Some((before, after)) = nodes else {
        return;
    };
    let subject = node_subject(
        sides.after,
        after,
        Some(whole(pair.before)),
        Some(whole(pair.after)),
    );
    let at = later(after.file, after.title().span);
    let reason = new_reason(Some(before.common()), Some(after.common()));
    let had = out.len();
    let mut changed = Changed::new(subject, pair.by, at, reason.clone(), out);
    if pair.replaced {
        let words = (
            Some(in_one_line(&before.title().value)),
            Some(in_one_line(&after.title().value)),
        );
        changed.add((Kind::Replaced, Intent), None, words, None);
        return;
    }
    // What a syntax error hides is not gone.
    if sides.is_hidden(before, after) {
        return;
    }
    if before.id != after.id {
        let words = (Some(before.id.to_string()), Some(after.id.to_string()));
        changed.add(
            (Kind::Renamed, Intent),
            Some("id"),
            words,
            Some(after.id_span()),
        );
    }
    moved(sides, before, after, &mut changed);
    changed.text(
        (Kind::Retitled, Intent),
        before.kind().name(),
        Some(before.title()),
        Some(after.title()),
    );
    links(sides, matching, before, after, None, &mut changed);
    changed.common(before.common(), after.common());
    match (&before.document.content, &after.document.content) {
        (Content::Goal(before), Content::Goal(after)) => changed.text(
            (Kind::Rescheduled, Intent),
            "horizon",
            before.horizon.as_ref(),
            after.horizon.as_ref(),
        ),
        (Content::Kpi(before), Content::Kpi(after)) => {
            let refused =
                |field: &str| before.common.is_refused(field) || after.common.is_refused(field);
            changed.values(
                &Values::of_kpi(before),
                &Values::of_kpi(after),
                None,
                &refused,
            );
        }
        (Content::Objective(before), Content::Objective(after)) => {
            objective(before, after, &mut changed);
        }
        _ => {}
    }
    key_result::of_all(sides, matching, pair, (before, after), reason.as_ref(), out);
    lone_reason(had, before.common(), after.common(), at, out, &|| {
        node_subject(
            sides.after,
            after,
            Some(whole(pair.before)),
            Some(whole(pair.after)),
        )
    });
    if goes_on_later(before, after) {
        out.iter_mut()
            .skip(had)
            .for_each(|change| change.anew = true);
    }
}

/// The team and the cycle that something belongs to.
fn moved(sides: Sides<'_>, before: &Node, after: &Node, changed: &mut Changed<'_>) {
    let now = before.team.and_then(|team| later_team(sides, team));
    let same_team = match (before.team, after.team) {
        (None, None) => true,
        (Some(_), Some(after)) => now == Some(after),
        _ => false,
    };
    if !same_team {
        let name = |snapshot: &Snapshot, node: &Node| {
            let team = snapshot.team(node.team?)?;
            Some(team.id.to_string())
        };
        let words = (name(sides.before, before), name(sides.after, after));
        changed.add((Kind::Moved, Intent), Some("team"), words, None);
    }
    let name = |node: &Node| node.cycle.as_ref().map(|cycle| cycle.name.to_string());
    if name(before) != name(after) {
        let kind = if goes_on_later(before, after) {
            Kind::CarriedOver
        } else {
            Kind::Moved
        };
        changed.add(
            (kind, Intent),
            Some("cycle"),
            (name(before), name(after)),
            None,
        );
    }
}

fn objective(before: &Objective, after: &Objective, changed: &mut Changed<'_>) {
    let planned = |planned: &PlannedTime| match planned {
        PlannedTime::Own(share) => percent(share.value()),
        PlannedTime::ByTeam(by_team) => {
            let shares = by_team
                .iter()
                .map(|(team, share)| format!("{} {}", team.value, percent(share.value.value())));
            shares.collect::<Vec<_>>().join(", ")
        }
    };
    let same = match (&before.allocation, &after.allocation) {
        (None, None) => true,
        (Some(before), Some(after)) => planned(&before.value) == planned(&after.value),
        _ => false,
    };
    if !same {
        let words =
            |side: &Option<Spanned<PlannedTime>>| side.as_ref().map(|side| planned(&side.value));
        let span = after.allocation.as_ref().map(|planned| planned.span);
        let words = (words(&before.allocation), words(&after.allocation));
        changed.add((Kind::Reallocated, Intent), Some("allocation"), words, span);
    }
    let change = changed.value(
        (Kind::Recommitted, Intent),
        "commitment",
        before.commitment.as_ref(),
        after.commitment.as_ref(),
        |commitment| commitment.name().to_owned(),
    );
    if let Some(change) = change {
        let value = |side: &Option<Spanned<Commitment>>| side.map(|side| side.value);
        change.shift = match (value(&before.commitment), value(&after.commitment)) {
            (Some(Commitment::Committed), Some(Commitment::Aspirational)) => {
                Some(Direction::Easier)
            }
            (Some(Commitment::Aspirational), Some(Commitment::Committed)) => {
                Some(Direction::Harder)
            }
            _ => None,
        }
        .map(|direction| Shift {
            direction,
            by: None,
        });
    }
    changed.verdict(
        (before.ending.score, before.ending.result.as_ref()),
        (after.ending.score, after.ending.result.as_ref()),
    );
}

/// Whether something belongs to a later cycle than before.
fn goes_on_later(before: &Node, after: &Node) -> bool {
    let cycles = before.cycle.as_ref().zip(after.cycle.as_ref());
    cycles.is_some_and(|(before, after)| {
        before.name != after.name && !before.overlaps(after) && before.start < after.start
    })
}
