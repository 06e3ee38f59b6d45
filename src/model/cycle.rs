//! A cycle: a named run of days that objectives belong to. Which names mean which days is the
//! business of `calendar`.

use jiff::civil::Date;

use crate::source::Text;

/// A named run of days. Cycles are ordered by their first day, then their last, then their name.
///
/// All cycles that one calendar gives have canonical names, so that two are equal exactly when the
/// same cycle was meant, however it was written.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cycle {
    /// The first day.
    pub start: Date,
    /// The last day, which still belongs to the cycle. Where it lies before `start` the cycle has
    /// no days: it contains nothing, and nothing overlaps it.
    pub end: Date,
    /// The canonical name: `2026`, `2026-H1`, `2026-Q1`, `2026-01`, or a declared name as declared.
    pub name: Text,
}

impl Cycle {
    /// Whether both are the same cycle, though the calendar of one state may give it other days than
    /// that of another: the name decides.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        self.name == other.name
    }

    /// Whether every day of `other` lies in this cycle. The days decide, not the names: a cycle
    /// contains itself, and two cycles of the same days contain each other, so that whoever climbs
    /// from a cycle to those that contain it must not come back to it.
    #[must_use]
    pub fn contains(&self, other: &Self) -> bool {
        other.days() > 0 && self.start <= other.start && other.end <= self.end
    }

    /// Whether the two have a day in common.
    #[must_use]
    pub fn overlaps(&self, other: &Self) -> bool {
        self.start.max(other.start) <= self.end.min(other.end)
    }

    /// Whether `day` lies in this cycle.
    #[must_use]
    pub fn contains_day(&self, day: Date) -> bool {
        self.start <= day && day <= self.end
    }

    /// Whether `today` is its first day or later.
    #[must_use]
    pub fn has_started(&self, today: Date) -> bool {
        self.start <= today
    }

    /// Whether its last day lies before `today`.
    #[must_use]
    pub fn has_ended(&self, today: Date) -> bool {
        self.end < today
    }

    /// How many days it has, the first and the last included.
    #[must_use]
    pub fn days(&self) -> i64 {
        days_between(self.start, self.end).saturating_add(1).max(0)
    }

    /// How many of its days are over when `today` begins: from 0 up to all of them.
    #[must_use]
    pub fn elapsed_days(&self, today: Date) -> i64 {
        days_between(self.start, today).clamp(0, self.days())
    }
}

/// The days from `from` to `to`; negative where `to` comes first.
fn days_between(from: Date, to: Date) -> i64 {
    from.duration_until(to).as_hours() / 24
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn cycle(name: &str, start: Date, end: Date) -> Cycle {
        Cycle {
            start,
            end,
            name: Text::from(name),
        }
    }

    fn quarter() -> Cycle {
        cycle("2026-Q1", date(2026, 1, 1), date(2026, 3, 31))
    }

    #[test]
    fn days_that_are_over_are_counted_before_today() {
        let quarter = quarter();
        assert_eq!(quarter.days(), 90);
        for (today, over, started, ended) in [
            (date(2025, 12, 31), 0, false, false),
            (date(2026, 1, 1), 0, true, false),
            (date(2026, 1, 2), 1, true, false),
            (date(2026, 2, 15), 45, true, false),
            (date(2026, 3, 31), 89, true, false),
            (date(2026, 4, 1), 90, true, true),
            (date(2030, 1, 1), 90, true, true),
            (Date::MIN, 0, false, false),
            (Date::MAX, 90, true, true),
        ] {
            assert_eq!(quarter.elapsed_days(today), over, "{today}");
            assert_eq!(quarter.has_started(today), started, "{today}");
            assert_eq!(quarter.has_ended(today), ended, "{today}");
        }
    }

    #[test]
    fn the_day_decides_what_lies_in_a_cycle() {
        let quarter = quarter();
        let same_days = cycle("Winter", quarter.start, quarter.end);
        let january = cycle("2026-01", date(2026, 1, 1), date(2026, 1, 31));
        let across = cycle("T1", date(2026, 3, 31), date(2026, 5, 1));
        let after = cycle("2026-Q2", date(2026, 4, 1), date(2026, 6, 30));
        for (other, contained, containing, overlapping) in [
            (&quarter, true, true, true),
            (&same_days, true, true, true),
            (&january, true, false, true),
            (&across, false, false, true),
            (&after, false, false, false),
        ] {
            assert_eq!(quarter.contains(other), contained, "{}", other.name);
            assert_eq!(other.contains(&quarter), containing, "{}", other.name);
            assert_eq!(quarter.overlaps(other), overlapping, "{}", other.name);
            assert_eq!(other.overlaps(&quarter), overlapping, "{}", other.name);
        }
        assert_ne!(quarter, same_days);
        assert!(quarter.contains_day(quarter.start) && quarter.contains_day(quarter.end));
        assert!(!quarter.contains_day(date(2026, 4, 1)));
    }

    #[test]
    fn a_cycle_that_ends_before_it_starts_has_no_days() {
        let reversed = cycle("odd", date(2026, 3, 31), date(2026, 1, 1));
        assert_eq!(reversed.days(), 0);
        assert_eq!(reversed.elapsed_days(date(2026, 4, 1)), 0);
        assert!(!quarter().contains(&reversed) && !quarter().overlaps(&reversed));
        assert_eq!(cycle("all", Date::MIN, Date::MAX).days(), 7_304_484);
    }

    #[test]
    fn cycles_are_ordered_by_their_days_first() {
        let mut cycles = [
            cycle("2026-Q2", date(2026, 4, 1), date(2026, 6, 30)),
            cycle("2026", date(2026, 1, 1), date(2026, 12, 31)),
            quarter(),
            cycle("A", date(2026, 1, 1), date(2026, 3, 31)),
        ];
        cycles.sort();
        assert_eq!(
            cycles.map(|cycle| cycle.name.to_string()),
            ["2026-Q1", "A", "2026", "2026-Q2"]
        );
    }
}
