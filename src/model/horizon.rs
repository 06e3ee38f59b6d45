//! Until when a goal is meant to hold.

use std::fmt;

use jiff::civil::Date;

use crate::model::calendar::Calendar;
use crate::model::cycle::Cycle;
use crate::model::date::{DateError, HELP as NO_DAY_HELP, parse_date};

/// Until when a goal is meant to hold: the end of a year or another cycle, or a day.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Horizon {
    /// To the last day of a cycle; a year, as `2028`, is the fiscal year.
    Cycle(Cycle),
    /// To this day.
    Day(Date),
}

impl Horizon {
    /// Reads a year (`2028`), any other cycle of `calendar` (`2027-H1`) or a day (`2028-06-30`).
    ///
    /// # Errors
    /// Where it is none of them: what is wrong, and what to write instead.
    pub fn parse(text: &str, calendar: &Calendar) -> Result<Self, DateError> {
        if let Some(cycle) = calendar.cycle(text) {
            return Ok(Self::Cycle(cycle));
        }
        parse_date(text).map(Self::Day).map_err(|error| {
            if let Some(suggestion) = calendar.misspelt(text) {
                return DateError {
                    message: format!("`{text}` looks like a cycle but is none"),
                    help: suggestion.help,
                    fix: suggestion.nearest.map(|name| name.to_string()),
                };
            }
            match error.help == NO_DAY_HELP {
                false => error,
                true => DateError {
                    message: format!("`{text}` is neither a cycle nor a day"),
                    help: "write a year (`2028`), another cycle (`2028-H1`) or a day \
                           (`2028-06-30`)"
                        .to_owned(),
                    fix: None,
                },
            }
        })
    }

    /// The last day that it covers.
    #[must_use]
    pub const fn last_day(&self) -> Date {
        match self {
            Self::Cycle(cycle) => cycle.end,
            Self::Day(day) => *day,
        }
    }
}

impl fmt::Display for Horizon {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Cycle(cycle) => f.pad(&cycle.name),
            Self::Day(day) => f.pad(&day.to_string()),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use jiff::civil::date;

    use super::*;
    use crate::model::calendar::{FiscalYear, Month, NamedBy};

    #[test]
    fn a_year_a_cycle_or_a_day() {
        let fiscal = FiscalYear {
            starts: Month::parse("feb").unwrap(),
            named_by: NamedBy::End,
        };
        let calendar = Calendar::new(Some(fiscal), Vec::new());
        for (text, shown, last_day) in [
            ("2028", "2028", date(2028, 1, 31)),
            ("FY2028", "2028", date(2028, 1, 31)),
            ("2027-h1", "2027-H1", date(2026, 7, 31)),
            ("2028-02", "2028-02", date(2028, 2, 29)),
            ("2028-06-30", "2028-06-30", date(2028, 6, 30)),
        ] {
            let horizon = Horizon::parse(text, &calendar).unwrap();
            assert_eq!(horizon.to_string(), shown);
            assert_eq!(horizon.last_day(), last_day, "{text}");
        }
        for (text, fix) in [
            ("H1-2027", Some("2027-H1")),
            ("30.06.2028", Some("2028-06-30")),
            ("2028-02-30", None),
            ("06/30/28", None),
            ("three years", None),
            ("", None),
        ] {
            let error = Horizon::parse(text, &calendar).unwrap_err();
            assert_eq!(error.help.contains("`2028-02-29`"), text == "2028-02-30");
            assert_eq!(error.fix.as_deref(), fix, "{text}");
            assert!(!error.message.is_empty() && !error.help.is_empty());
        }
    }
}
