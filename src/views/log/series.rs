//! The values that commits wrote: each that is another than before, or was looked at again.

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::model::{CheckIn, Content, Measured, Measurement, Share, Unit};
use crate::snapshot::Node;
use crate::views::log::{Made, Point};

/// What is measured of a key result or a kpi in one state.
#[derive(Debug, Clone, Copy)]
pub struct Written<'m> {
    measurement: &'m Measurement,
    /// How far a milestone is.
    progress: Option<Share>,
}

/// A value as a commit wrote it.
#[derive(Debug, PartialEq)]
pub struct Seen {
    /// How many commits came later.
    at: usize,
    point: Point,
    /// The day of the commit, where the value is the current one rather than a check-in.
    current: Option<Date>,
}

/// The values of a kpi, or of a key result by position.
pub fn values_of(node: &Node, key_result: Option<usize>) -> Option<Written<'_>> {
    match (&node.document.content, key_result) {
        (Content::Kpi(kpi), None) => Some(Written {
            measurement: &kpi.measurement,
            progress: None,
        }),
        (Content::Objective(objective), Some(at)) => {
            let key_result = objective.key_results.get(at)?;
            Some(Written {
                measurement: &key_result.measurement,
                progress: key_result.milestone.progress.map(|progress| progress.value),
            })
        }
        _ => None,
    }
}

/// What a commit wrote: new check-ins with their own days, and the current value where it or the
/// day it was looked at changed.
pub fn points(before: Option<&Written<'_>>, after: &Written<'_>, made: &Made) -> Vec<Seen> {
    let commit = &made.commit;
    let seen = |day: Option<Date>, value: &Measured, is_current: bool| Seen {
        at: made.at,
        point: Point {
            day: day.unwrap_or(commit.day),
            commit: commit.id.clone(),
            text: value.text().trim().to_owned(),
            value: value.quantity().map(|quantity| quantity.value.normalize()),
        },
        current: is_current.then_some(commit.day),
    };
    let mut all: Vec<Seen> = new_check_ins(before.map(|old| old.measurement), after.measurement)
        .filter_map(|check_in| {
            let value = check_in.value.as_ref()?;
            Some(seen(check_in.date.map(|day| day.value), value, false))
        })
        .collect();
    all.sort_by_key(|seen| seen.point.day);
    if let Some(current) = &after.measurement.current {
        let as_of = after.measurement.as_of.map(|day| day.value);
        let had = before.and_then(|old| Some((old.measurement, old.measurement.current.as_ref()?)));
        let is_same = had.is_some_and(|(old, value)| {
            old.as_of.map(|day| day.value) == as_of
                && is_same((&value.value, old), (&current.value, after.measurement))
        });
        let now = seen(as_of, current, true);
        let is_told = all
            .iter()
            .any(|seen| seen.point.day == now.point.day && seen.point.text == now.point.text);
        if !is_same && !is_told {
            all.push(now);
        }
    }
    if let Some(progress) = after.progress
        && before.and_then(|old| old.progress) != Some(progress)
    {
        let percent = progress
            .value()
            .saturating_mul(Decimal::ONE_HUNDRED)
            .normalize();
        all.push(Seen {
            at: made.at,
            point: Point {
                day: commit.day,
                commit: commit.id.clone(),
                text: format!("{percent}%"),
                value: Some(percent),
            },
            current: Some(commit.day),
        });
    }
    all
}

/// The points in the order of their days. A current value that seems to have been looked at before
/// the one that it came after, because that was taken back, is of the day of its commit.
pub fn settled(mut seen: Vec<Seen>) -> Vec<Point> {
    // The oldest commit first; of one commit as they were found.
    seen.sort_by_key(|seen| std::cmp::Reverse(seen.at));
    let mut latest: Option<Date> = None;
    for seen in &mut seen {
        let Some(committed) = seen.current else {
            continue;
        };
        if latest.is_some_and(|latest| seen.point.day < latest) {
            seen.point.day = committed;
        }
        latest = latest.max(Some(seen.point.day));
    }
    let mut points: Vec<Point> = seen.into_iter().map(|seen| seen.point).collect();
    points.sort_by_key(|point| point.day);
    points
}

/// The check-ins of `after` that `before` does not have.
fn new_check_ins<'m>(
    before: Option<&'m Measurement>,
    after: &'m Measurement,
) -> impl Iterator<Item = &'m CheckIn> {
    let mut left: Vec<&CheckIn> = before.iter().flat_map(|old| &old.check_ins).collect();
    after.check_ins.iter().filter(move |check_in| {
        let day = |check_in: &CheckIn| check_in.date.map(|day| day.value);
        let same = |old: &&CheckIn| {
            let values = (&old.value, &check_in.value);
            let same_value = match values {
                (Some(old), Some(new)) => old.text() == new.text(),
                (old, new) => old.is_none() && new.is_none(),
            };
            day(old) == day(check_in) && same_value
        };
        match left.iter().position(same) {
            Some(at) => {
                left.swap_remove(at);
                false
            }
            None => true,
        }
    })
}

/// Whether two values mean the same, each counted in the unit beside it.
fn is_same(before: (&Measured, &Measurement), after: (&Measured, &Measurement)) -> bool {
    let counted = |(value, measurement): (&Measured, &Measurement)| {
        let unit = measurement.unit.as_ref();
        match unit.and_then(|unit| Unit::parse(&unit.value).ok()) {
            Some(unit) => value.clone().counted_in(&unit),
            None => value.clone(),
        }
    };
    let (before, after) = (counted(before), counted(after));
    match (before.quantity(), after.quantity()) {
        (Some(old), Some(new)) => {
            old.dimension() == new.dimension() && old.magnitude() == new.magnitude()
        }
        (None, None) => before.text().trim() == after.text().trim(),
        _ => false,
    }
}
