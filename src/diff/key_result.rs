//! What changed in the key results of an objective.

use crate::diff::changed::{Changed, later, lone_reason, new_reason};
use crate::diff::key_results::matched;
use crate::diff::links::links;
use crate::diff::{
    By, Change, ChangeKind as Kind, Direction, Effect, Location, MatchedBy, Matching, Pair, Shift,
    Sides, Subject, Thing,
};
use crate::measure::aim::Direction as Way;
use crate::measure::key_result::{Values, key_result_type};
use crate::model::percent;
use crate::model::{KeyResult, KeyResultType, Unit};
use crate::snapshot::{Node, Place, Snapshot};
use crate::source::in_one_line;

use Effect::{Intent, Progress};

/// What changed in the key results of an objective that is in both states.
pub(super) fn of_all(
    sides: Sides<'_>,
    matching: &Matching,
    pair: Pair,
    (before, after): (&Node, &Node),
    reason: Option<&String>,
    out: &mut Vec<Change>,
) {
    let (old, new) = (before.key_results(), after.key_results());
    let pairs = matched(old, new);
    let place = |node, position| Place {
        node,
        key_result: Some(position),
    };
    for (position, key_result) in old.iter().enumerate() {
        if pairs.iter().all(|matched| matched.before != position) {
            let own = place(pair.before, position);
            let subject = key_result_subject(sides.before, key_result, Some(own), None, own);
            let at = Location {
                in_later: false,
                file: before.file,
                span: key_result.title.span,
            };
            let words = (Some(described(key_result)), None);
            let mut changed = Changed::new(subject, MatchedBy::Id, at, reason.cloned(), out);
            changed.add((Kind::Removed, Intent), None, words, None);
        }
    }
    for (position, key_result) in new.iter().enumerate() {
        let own = place(pair.after, position);
        let at = later(after.file, key_result.title.span);
        let matched = pairs.iter().find(|matched| matched.after == position);
        let earlier = matched.and_then(|matched| Some((*matched, old.get(matched.before)?)));
        let Some((matched, earlier)) = earlier else {
            let subject = key_result_subject(sides.after, key_result, None, Some(own), own);
            let words = (None, Some(described(key_result)));
            let mut changed = Changed::new(subject, MatchedBy::Id, at, reason.cloned(), out);
            changed.add((Kind::Added, Intent), None, words, None);
            continue;
        };
        let was = place(pair.before, matched.before);
        let subject = || key_result_subject(sides.after, key_result, Some(was), Some(own), own);
        let own_reason = new_reason(Some(&earlier.common), Some(&key_result.common));
        let had = out.len();
        let by = if pair.by.is_guess() {
            pair.by
        } else {
            matched.by
        };
        let reason = own_reason.or_else(|| reason.cloned());
        let mut changed = Changed::new(subject(), by, at, reason, out);
        of_key_result(earlier, key_result, &mut changed);
        links(sides, matching, before, after, Some(matched), &mut changed);
        lone_reason(had, &earlier.common, &key_result.common, at, out, &subject);
    }
}

fn key_result_subject(
    snapshot: &Snapshot,
    key_result: &KeyResult,
    before: Option<Place>,
    after: Option<Place>,
    own: Place,
) -> Subject {
    Subject {
        name: snapshot.place_name(own),
        title: in_one_line(&key_result.title),
        before: before.map(Thing::Place),
        after: after.map(Thing::Place),
    }
}

/// A key result in a few words: its title, and its way where it has one.
#[must_use]
pub fn described(key_result: &KeyResult) -> String {
    let title = in_one_line(&key_result.title);
    let baseline = key_result
        .baseline
        .as_ref()
        .map(|value| in_one_line(value.text()));
    let target = key_result
        .target
        .as_ref()
        .map(|target| in_one_line(&target.text));
    match (baseline, target) {
        (Some(baseline), Some(target)) => format!("{title}: {baseline} → {target}"),
        (None, Some(target)) => format!("{title}: {target}"),
        _ => title,
    }
}

fn of_key_result(before: &KeyResult, after: &KeyResult, changed: &mut Changed<'_>) {
    let written_id = before.common.id.is_some() || after.common.id.is_some();
    if before.id != after.id && written_id {
        let words = (Some(before.id.to_string()), Some(after.id.to_string()));
        let span = after.common.id.as_ref().map(|id| id.span);
        changed.add((Kind::Renamed, Intent), Some("id"), words, span);
    }
    changed.text(
        (Kind::Retitled, Intent),
        "title",
        Some(&before.title),
        Some(&after.title),
    );
    let (old_type, new_type) = (key_result_type(before), key_result_type(after));
    let was_written = before.kind.is_some() || after.kind.is_some();
    let is_milestone = |kind| kind == KeyResultType::Milestone;
    if old_type != new_type && (was_written || is_milestone(old_type) != is_milestone(new_type)) {
        let words = (
            Some(old_type.name().to_owned()),
            Some(new_type.name().to_owned()),
        );
        let span = after.kind.map(|kind| kind.span);
        changed.add((Kind::Retyped, Intent), Some("type"), words, span);
    }
    let way = |kind| match kind {
        KeyResultType::Increase => Some(Way::Increase),
        KeyResultType::Decrease => Some(Way::Decrease),
        KeyResultType::Maintain | KeyResultType::Milestone => None,
    };
    let way = match (way(old_type), way(new_type)) {
        (Some(old), Some(new)) if old != new => None,
        (old, new) => old.or(new),
    };
    let refused = |field: &str| before.common.is_refused(field) || after.common.is_refused(field);
    changed.values(&Values::of(before), &Values::of(after), way, &refused);
    changed.set(
        (Kind::Retargeted, Intent),
        "criteria",
        &before.milestone.criteria,
        &after.milestone.criteria,
    );
    due(before, after, changed);
    changed.value(
        (Kind::Reweighted, Intent),
        "weight",
        before.weight.as_ref(),
        after.weight.as_ref(),
        |weight| weight.normalize().to_string(),
    );
    changed.value(
        (Kind::Progressed, Progress),
        "confidence",
        before.confidence.as_ref(),
        after.confidence.as_ref(),
        |confidence| percent(confidence.value()),
    );
    changed.value(
        (Kind::Progressed, Progress),
        "done",
        before.milestone.done.as_ref(),
        after.milestone.done.as_ref(),
        |done| done.to_string(),
    );
    changed.value(
        (Kind::Progressed, Progress),
        "progress",
        before.milestone.progress.as_ref(),
        after.milestone.progress.as_ref(),
        |progress| percent(progress.value()),
    );
    changed.verdict(
        (before.ending.score, before.ending.result.as_ref()),
        (after.ending.score, after.ending.result.as_ref()),
    );
    changed.set(
        (Kind::Annotated, Progress),
        "evidence",
        &before.evidence,
        &after.evidence,
    );
    changed.common(&before.common, &after.common);
}

fn due(before: &KeyResult, after: &KeyResult, changed: &mut Changed<'_>) {
    let change = changed.value(
        (Kind::Rescheduled, Intent),
        "due",
        before.due.as_ref(),
        after.due.as_ref(),
        |day| day.to_string(),
    );
    if let (Some(change), Some(old), Some(new)) = (change, before.due, after.due) {
        let direction = match new.value > old.value {
            true => Direction::Easier,
            false => Direction::Harder,
        };
        let days = (new.value - old.value).get_days().unsigned_abs();
        let unit = Unit::parse("days").ok();
        change.shift = Some(Shift {
            direction,
            by: unit.map(|unit| By {
                value: rust_decimal::Decimal::from(days),
                unit,
                of_way: None,
            }),
        });
    }
}
