//! Which cycles a tree has, and which of them is the current one.

use jiff::civil::Date;

use crate::model::{Cycle, Status};
use crate::snapshot::Snapshot;

/// The cycles that objectives belong to, the earliest first.
#[must_use]
pub fn cycles(snapshot: &Snapshot) -> Vec<Cycle> {
    let mut cycles: Vec<_> = snapshot
        .nodes
        .iter()
        .filter_map(|node| node.cycle.clone())
        .collect();
    cycles.sort();
    cycles.dedup();
    cycles
}

/// The cycle that views show where none is named: the shortest that contains `today` and has an
/// active objective; else the one that began last; else, where all lie ahead, the first to begin.
/// None where no objective has a cycle.
#[must_use]
pub fn current_cycle(snapshot: &Snapshot, today: Date) -> Option<Cycle> {
    let active = snapshot
        .nodes
        .iter()
        .filter(|node| node.common().status() == Status::Active);
    let running = active
        .filter_map(|node| node.cycle.as_ref())
        .filter(|cycle| cycle.contains_day(today))
        .min_by_key(|cycle| (cycle.days(), (*cycle).clone()));
    let all = || cycles(snapshot);
    let began_last = || {
        let begun = all().into_iter().filter(|cycle| cycle.has_started(today));
        begun.max_by_key(|cycle| (cycle.start, std::cmp::Reverse(cycle.days())))
    };
    running
        .cloned()
        .or_else(began_last)
        .or_else(|| all().into_iter().next())
}
