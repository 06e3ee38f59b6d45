//! Units of time, with their names and lengths.

use rust_decimal::Decimal;

/// A unit of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DurationUnit {
    /// `ns`
    Nanosecond,
    /// `µs`
    Microsecond,
    /// `ms`
    Millisecond,
    /// `s`
    Second,
    /// `min`
    Minute,
    /// `h`
    Hour,
    /// `days`
    Day,
    /// `weeks`
    Week,
    /// `months`
    Month,
    /// `quarters`
    Quarter,
    /// `years`
    Year,
}

impl DurationUnit {
    /// The name for output.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Nanosecond => "ns",
            Self::Microsecond => "µs",
            Self::Millisecond => "ms",
            Self::Second => "s",
            Self::Minute => "min",
            Self::Hour => "h",
            Self::Day => "days",
            Self::Week => "weeks",
            Self::Month => "months",
            Self::Quarter => "quarters",
            Self::Year => "years",
        }
    }

    /// Whether its length depends on the calendar.
    #[must_use]
    pub const fn is_calendar(self) -> bool {
        matches!(self, Self::Month | Self::Quarter | Self::Year)
    }

    /// Its length in seconds, or in months where it depends on the calendar.
    #[must_use]
    pub fn factor(self) -> Decimal {
        match self {
            Self::Nanosecond => Decimal::new(1, 9),
            Self::Microsecond => Decimal::new(1, 6),
            Self::Millisecond => Decimal::new(1, 3),
            Self::Second | Self::Month => Decimal::ONE,
            Self::Minute => Decimal::from(60),
            Self::Hour => Decimal::from(3_600),
            Self::Day => Decimal::from(86_400),
            Self::Week => Decimal::from(604_800),
            Self::Quarter => Decimal::from(3),
            Self::Year => Decimal::from(12),
        }
    }

    /// The unit that `word` names. The short ones are written small (`US` is a country), and `m` is none of them: it
    /// could be a million as well.
    pub(super) fn named(word: &str) -> Option<Self> {
        let unit = match word {
            "ns" => Self::Nanosecond,
            "us" | "µs" | "μs" => Self::Microsecond,
            "ms" => Self::Millisecond,
            "s" => Self::Second,
            "h" => Self::Hour,
            "d" => Self::Day,
            "w" => Self::Week,
            "y" => Self::Year,
            _ => match word.to_lowercase().as_str() {
                "nanosecond" | "nanoseconds" => Self::Nanosecond,
                "microsecond" | "microseconds" => Self::Microsecond,
                "msec" | "millisecond" | "milliseconds" => Self::Millisecond,
                "sec" | "secs" | "second" | "seconds" => Self::Second,
                "min" | "mins" | "minute" | "minutes" => Self::Minute,
                "hr" | "hrs" | "hour" | "hours" => Self::Hour,
                "day" | "days" => Self::Day,
                "wk" | "wks" | "week" | "weeks" => Self::Week,
                "mo" | "month" | "months" => Self::Month,
                "quarter" | "quarters" => Self::Quarter,
                "yr" | "yrs" | "year" | "years" => Self::Year,
                _ => return None,
            },
        };
        Some(unit)
    }
}
