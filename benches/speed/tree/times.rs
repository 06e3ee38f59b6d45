//! The eight quarters of a tree, and the weeks in them.

use jiff::ToSpan;
use jiff::civil::{Date, date};

/// The cycles of a tree; the last is the one that runs.
pub const CYCLES: [&str; 8] = [
    "2024-Q2", "2024-Q3", "2024-Q4", "2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4", "2026-Q1",
];

/// The day on which a tree is read, in the middle of the last cycle.
pub const TODAY: &str = "2026-02-14";

/// How many weeks count as a cycle's.
pub const WEEKS: usize = 13;

/// How long after its first day a cycle gets its scores for the one before, in weeks.
pub const CLOSING: usize = 2;

/// A week of a cycle.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment {
    pub cycle: usize,
    pub week: usize,
}

impl Moment {
    /// The week of [`TODAY`].
    pub const fn now() -> Self {
        Self {
            cycle: CYCLES.len() - 1,
            week: 6,
        }
    }

    /// The first day of the week.
    pub fn day(self) -> Date {
        first_day(self.cycle) + i64::try_from(7 * self.week).unwrap().days()
    }
}

/// The first day of a cycle.
pub fn first_day(cycle: usize) -> Date {
    let quarter = cycle + 1;
    let year = i16::try_from(2024 + quarter / 4).unwrap();
    date(year, i8::try_from(quarter % 4 * 3 + 1).unwrap(), 1)
}

/// How an objective of one cycle stands at a moment.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// So many weeks of it have gone.
    Running(usize),
    /// It has its score.
    Closed,
}

/// How an objective of `cycle` stands then.
pub fn standing(cycle: usize, then: Moment) -> Standing {
    let closing = Moment {
        cycle: cycle + 1,
        week: CLOSING,
    };
    match then {
        then if then >= closing => Standing::Closed,
        then if then.cycle > cycle => Standing::Running(WEEKS - 1),
        then => Standing::Running(then.week.min(WEEKS - 1)),
    }
}
