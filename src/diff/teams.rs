//! What changed in the teams: their people, their time and what they keep running.

use std::collections::BTreeMap;

use crate::diff::changed::{Changed, later, new_reason};
use crate::diff::values::same_quantity;
use crate::diff::{Change, ChangeKind as Kind, Effect, Location, MatchedBy, Sides, Subject, Thing};
use crate::model::percent;
use crate::model::{Cycle, MaintenanceItem, Share, Team};
use crate::snapshot::{TeamId, TeamPlan};
use crate::source::Spanned;
use crate::source::in_one_line;

use Effect::Intent;

/// What changed in the teams that documents declare.
pub(super) fn of_teams(sides: Sides<'_>, out: &mut Vec<Change>) {
    let mut met = Vec::new();
    for (id, team) in sides
        .before
        .iter_teams()
        .filter(|(_, team)| team.is_declared())
    {
        let now = sides.after.team_named(&team.id);
        let now = now.filter(|now| {
            sides
                .after
                .team(*now)
                .is_some_and(|team| team.is_declared())
        });
        met.extend(now);
        let plans_now = now
            .and_then(|now| sides.after.team(now))
            .map_or(&[][..], |now| &now.plans);
        let (old, new) = (by_cycle(&team.plans), by_cycle(plans_now));
        for (cycle, before) in &old {
            let after = new.get(cycle).copied();
            let ids = (Some(id), now);
            of_plan(sides, ids, before.cycle.as_ref(), Some(before), after, out);
        }
        for (_, after) in new.iter().filter(|(cycle, _)| !old.contains_key(*cycle)) {
            let ids = (Some(id), now);
            of_plan(sides, ids, after.cycle.as_ref(), None, Some(after), out);
        }
        if let Some(renamed) = now.and_then(|now| sides.after.team(now))
            && renamed.id != team.id
            && let Some(plan) = renamed.plans.first()
        {
            let subject = subject(sides, (Some(id), now), None);
            let at = later(plan.file, plan.document.title().span);
            let words = (Some(team.id.to_string()), Some(renamed.id.to_string()));
            Changed::new(subject, MatchedBy::Id, at, None, out).add(
                (Kind::Renamed, Intent),
                Some("id"),
                words,
                None,
            );
        }
    }
    for (id, team) in sides.after.iter_teams().filter(|(id, _)| !met.contains(id)) {
        for plan in &team.plans {
            of_plan(
                sides,
                (None, Some(id)),
                plan.cycle.as_ref(),
                None,
                Some(plan),
                out,
            );
        }
    }
}

/// Plans by the name of their cycle; of two for one cycle, which is an error of its own, the first.
fn by_cycle(plans: &[TeamPlan]) -> BTreeMap<Option<&str>, &TeamPlan> {
    let mut by_cycle = BTreeMap::new();
    for plan in plans {
        let name = plan.cycle.as_ref().map(|cycle| cycle.name.as_str());
        by_cycle.entry(name).or_insert(plan);
    }
    by_cycle
}

fn subject(
    sides: Sides<'_>,
    ids: (Option<TeamId>, Option<TeamId>),
    cycle: Option<&Cycle>,
) -> Subject {
    let team = ids
        .1
        .and_then(|id| sides.after.team(id))
        .or_else(|| sides.before.team(ids.0?));
    let id = team.map(|team| team.id.to_string()).unwrap_or_default();
    Subject {
        name: match cycle {
            Some(cycle) => format!("team:{id}@{}", cycle.name),
            None => format!("team:{id}"),
        },
        title: team
            .map(|team| in_one_line(team.title()))
            .unwrap_or_default(),
        before: ids.0.map(Thing::Team),
        after: ids.1.map(Thing::Team),
    }
}

fn of_plan(
    sides: Sides<'_>,
    ids: (Option<TeamId>, Option<TeamId>),
    cycle: Option<&Cycle>,
    before: Option<&TeamPlan>,
    after: Option<&TeamPlan>,
    out: &mut Vec<Change>,
) {
    let Some(stands) = after.or(before) else {
        return;
    };
    let at = Location {
        in_later: after.is_some(),
        file: stands.file,
        span: stands.document.title().span,
    };
    let common = |plan: Option<&TeamPlan>| {
        plan.and_then(TeamPlan::team)
            .map(|team| team.common.clone())
    };
    let (old_common, new_common) = (common(before), common(after));
    let reason = new_reason(old_common.as_ref(), new_common.as_ref());
    let mut changed = Changed::new(subject(sides, ids, cycle), MatchedBy::Id, at, reason, out);
    let title = |plan: &TeamPlan| Some(in_one_line(&plan.document.title().value));
    match (before, after) {
        (Some(before), None) => {
            changed.add((Kind::Removed, Intent), None, (title(before), None), None);
        }
        (None, Some(after)) => {
            changed.add((Kind::Added, Intent), None, (None, title(after)), None);
        }
        (Some(before), Some(after)) if !before.document.broken && !after.document.broken => {
            if let (Some(before), Some(after)) = (before.team(), after.team()) {
                of_team(before, after, &mut changed);
            }
        }
        _ => {}
    }
}

fn of_team(before: &Team, after: &Team, changed: &mut Changed<'_>) {
    changed.text(
        (Kind::Retitled, Intent),
        "team",
        Some(&before.title),
        Some(&after.title),
    );
    changed.text(
        (Kind::Reparented, Intent),
        "parent",
        before.parent.as_ref(),
        after.parent.as_ref(),
    );
    buckets(before, after, changed);
    let same_capacity = match (&before.capacity, &after.capacity) {
        (None, None) => true,
        (Some(before), Some(after)) => same_quantity(before, after),
        _ => false,
    };
    if !same_capacity {
        let words = |team: &Team| {
            team.capacity
                .as_ref()
                .map(|capacity| in_one_line(&capacity.text))
        };
        let span = after.capacity.as_ref().map(|capacity| capacity.span);
        changed.add(
            (Kind::Reallocated, Intent),
            Some("capacity"),
            (words(before), words(after)),
            span,
        );
    }
    changed.text(
        (Kind::Annotated, Intent),
        "allocation_reason",
        before.allocation_reason.as_ref(),
        after.allocation_reason.as_ref(),
    );
    maintenance(&before.maintenance, &after.maintenance, changed);
    changed.set(
        (Kind::Restaffed, Intent),
        "members",
        &before.members,
        &after.members,
    );
    changed.set(
        (Kind::Restaffed, Intent),
        "paths",
        &before.paths,
        &after.paths,
    );
    changed.set(
        (Kind::Annotated, Intent),
        "formerly",
        &before.formerly,
        &after.formerly,
    );
    changed.value(
        (Kind::Rescheduled, Intent),
        "until",
        before.until.as_ref(),
        after.until.as_ref(),
        |day| day.to_string(),
    );
    changed.common(&before.common, &after.common);
    changed.text(
        (Kind::Annotated, Intent),
        "reason",
        before.common.background.reason.as_ref(),
        after.common.background.reason.as_ref(),
    );
}

/// The split between the buckets, in one change.
fn buckets(before: &Team, after: &Team, changed: &mut Changed<'_>) {
    let words = |team: &Team| {
        let plan = team.allocation.as_ref()?.value;
        let share = |name: &str, share: Option<Spanned<Share>>| {
            share.map(|share| format!("{name} {}", percent(share.value.value())))
        };
        let shares = [
            share("strategic", plan.strategic),
            share("maintenance", plan.maintenance),
            share("operations", plan.operations),
        ];
        Some(shares.into_iter().flatten().collect::<Vec<_>>().join(", "))
    };
    let (old, new) = (words(before), words(after));
    if old != new {
        let span = after.allocation.map(|plan| plan.span);
        changed.add(
            (Kind::Reallocated, Intent),
            Some("allocation"),
            (old, new),
            span,
        );
    }
}

/// What the maintenance bucket is meant for: each item that is new, gone or another.
fn maintenance(before: &[MaintenanceItem], after: &[MaintenanceItem], changed: &mut Changed<'_>) {
    let words = |item: &MaintenanceItem| {
        let mut said = vec![in_one_line(&item.title)];
        said.extend(item.kind.map(|kind| kind.name().to_owned()));
        said.extend(item.share.map(|share| percent(share.value.value())));
        said.extend(
            item.from
                .as_ref()
                .map(|from| format!("for {}", in_one_line(from))),
        );
        said.extend(item.due.map(|due| format!("due {}", due.value)));
        said.join(" · ")
    };
    let mut left: Vec<&MaintenanceItem> = before.iter().collect();
    let mut new = Vec::new();
    for item in after {
        match left.iter().position(|old| words(old) == words(item)) {
            Some(at) => drop(left.remove(at)),
            None => new.push(item),
        }
    }
    for item in new {
        let title = in_one_line(&item.title);
        let at = left.iter().position(|old| in_one_line(&old.title) == title);
        let old = at.map(|at| words(left.remove(at)));
        changed.add(
            (Kind::Reallocated, Intent),
            Some("maintenance"),
            (old, Some(words(item))),
            Some(item.span),
        );
    }
    for item in left {
        changed.add(
            (Kind::Reallocated, Intent),
            Some("maintenance"),
            (Some(words(item)), None),
            None,
        );
    }
}
