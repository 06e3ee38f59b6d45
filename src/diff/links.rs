//! What something serves or refers to, before and after: whether that is the same, however it is
//! written.

use crate::diff::changed::Changed;
use crate::diff::key_results::{Matched, matched};
use crate::diff::{ChangeKind as Kind, Effect::Intent, Matching, Sides};
use crate::snapshot::{Link, LinkField, Node, Place};

/// The references of a node, or of one of its key results before and after.
pub(super) fn links(
    sides: Sides<'_>,
    matching: &Matching,
    before: &Node,
    after: &Node,
    key_result: Option<Matched>,
    changed: &mut Changed<'_>,
) {
    let position = |is_after: bool| {
        key_result.map(|matched| {
            if is_after {
                matched.after
            } else {
                matched.before
            }
        })
    };
    for field in [
        LinkField::Parent,
        LinkField::ContributesTo,
        LinkField::CarriedFrom,
        LinkField::Guardrails,
        LinkField::DependsOn,
    ] {
        let of = |node: &'_ Node, is_after: bool| -> Vec<Link> {
            let links = node.links.iter();
            links
                .filter(|link| link.field == field && link.key_result == position(is_after))
                .cloned()
                .collect()
        };
        let (old, new) = (of(before, false), of(after, true));
        if same_links(sides, matching, &old, &new) {
            continue;
        }
        let words = |links: &[Link]| {
            let texts: Vec<String> = links
                .iter()
                .map(|link| link.reference.text.to_string())
                .collect();
            (!texts.is_empty()).then(|| texts.join(", "))
        };
        let kind = match field {
            LinkField::Parent => Kind::Reparented,
            _ => Kind::Relinked,
        };
        let span = new.first().map(|link| link.reference.span);
        changed.add(
            (kind, Intent),
            Some(field.name()),
            (words(&old), words(&new)),
            span,
        );
    }
}

/// Whether links lead to the same, whatever the order and however they are written.
fn same_links(sides: Sides<'_>, matching: &Matching, before: &[Link], after: &[Link]) -> bool {
    if before.len() != after.len() {
        return false;
    }
    let leads = |old: &Link, new: &Link| {
        if old.reference.value.text == new.reference.value.text {
            return true;
        }
        let (Ok(old), Ok(new)) = (&old.to, &new.to) else {
            return false;
        };
        matching.later(old.node) == Some(new.node)
            && later_key_result(sides, *old, *new) == Some(new.key_result)
    };
    let mut left: Vec<&Link> = after.iter().collect();
    before.iter().all(|old| {
        let at = left.iter().position(|new| leads(old, new));
        at.map(|at| left.remove(at)).is_some()
    })
}

/// Which key result of the node of `after` the one of `before` is; `Some(None)` where none is meant.
pub(super) fn later_key_result(
    sides: Sides<'_>,
    before: Place,
    after: Place,
) -> Option<Option<usize>> {
    let Some(position) = before.key_result else {
        return Some(None);
    };
    let old = sides.before.node(before.node)?.key_results();
    let new = sides.after.node(after.node)?.key_results();
    let pairs = matched(old, new);
    let pair = pairs.iter().find(|pair| pair.before == position)?;
    Some(Some(pair.after))
}
