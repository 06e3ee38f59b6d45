//! Which names are cycles, and which days they mean: years, halves, quarters and months, and the
//! cycles that `okr.yaml` declares. What a name may have been meant to be is in `misspelt`.

mod misspelt;
mod words;

#[cfg(test)]
mod tests;

use std::fmt;

use jiff::civil::Date;
use unicode_normalization::UnicodeNormalization;

use crate::model::cycle::Cycle;
use crate::source::Text;

pub use misspelt::Suggestion;

/// Gives the cycles that names mean.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Calendar {
    fiscal_year: FiscalYear,
    declared: Vec<Cycle>,
}

impl Calendar {
    /// The calendar of a fiscal year (`None`: the calendar year) and of declared cycles. Of two
    /// declared names that differ in case, or in `-` and `_`, alone the first counts.
    #[must_use]
    pub fn new(fiscal_year: Option<FiscalYear>, declared: Vec<Cycle>) -> Self {
        Self {
            fiscal_year: fiscal_year.unwrap_or_default(),
            declared,
        }
    }

    /// The cycle that `text` names: a declared one, else a year (`2026`), a half (`2026-H1`), a
    /// quarter (`2026-Q1`) or a month (`2026-01`), each also with `FY` in front; in any case, with
    /// `-` or `_`. Years, halves and quarters follow the fiscal year, months never move.
    #[must_use]
    pub fn cycle(&self, text: &str) -> Option<Cycle> {
        let folded = fold(text);
        let name = Name::read(&folded);
        // A declared `2026-Q1` is also what `FY2026-Q1` means: one name never has two meanings.
        let canonical = name.map(|name| fold(&name.to_string()));
        self.declared
            .iter()
            .find(|cycle| {
                let declared = fold(&cycle.name);
                declared == folded || Some(declared) == canonical
            })
            .cloned()
            .or_else(|| self.named(name?))
    }

    /// The quarter that `day` lies in; nothing outside the years that a cycle can have.
    #[must_use]
    pub fn quarter_at(&self, day: Date) -> Option<Cycle> {
        (day.year() - 1..=day.year() + 1)
            .flat_map(|year| (1..=4).map(move |quarter| (year, Part::Quarter(quarter))))
            .filter_map(|(year, part)| self.cycle(&Name { year, part }.to_string()))
            .find(|quarter| quarter.contains_day(day))
    }

    /// The declared cycles, in the order in which they were declared.
    #[must_use]
    pub fn declared(&self) -> &[Cycle] {
        &self.declared
    }

    /// What a cycle may be called here, as a sentence for a help text.
    #[must_use]
    pub fn spellings(&self) -> String {
        let mut text = "a cycle is a year (`2026`), a half (`2026-H1`), a quarter (`2026-Q1`), \
                        a month (`2026-01`)"
            .to_owned();
        match self.declared.as_slice() {
            [] => text.push_str(
                " or a name that `okr.yaml` declares under `cycles` with its `start` and `end`",
            ),
            declared => {
                let names: Vec<String> = declared
                    .iter()
                    .take(5)
                    .map(|cycle| format!("`{}`", cycle.name))
                    .collect();
                let more = if declared.len() > names.len() {
                    ", …"
                } else {
                    ""
                };
                text.push_str(&format!(" or a declared name ({}{more})", names.join(", ")));
            }
        }
        text
    }

    /// The cycle of a name of the grammar.
    fn named(&self, name: Name) -> Option<Cycle> {
        let (start, end) = match name.part {
            Part::Year => self.fiscal_year.months(name.year, 0, 12)?,
            Part::Half(half) => self.fiscal_year.months(name.year, (half - 1) * 6, 6)?,
            Part::Quarter(quarter) => self.fiscal_year.months(name.year, (quarter - 1) * 3, 3)?,
            Part::Month(month) => {
                FiscalYear::default().months(name.year, month.checked_sub(1)?, 1)?
            }
        };
        YEARS.contains(&name.year).then(|| Cycle {
            start,
            end,
            name: Text::from(name.to_string()),
        })
    }
}

/// The years that a cycle can have. What lies beyond is a slip of the finger.
pub(crate) const YEARS: std::ops::RangeInclusive<i16> = 1900..=2999;

/// When the year of an organisation begins, and what it calls that year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FiscalYear {
    /// The month on whose first day the year begins.
    pub starts: Month,
    /// Whether the year has the number of the calendar year that it begins or that it ends in.
    /// Without effect where it begins in January.
    pub named_by: NamedBy,
}

impl Default for FiscalYear {
    /// The calendar year.
    fn default() -> Self {
        Self {
            starts: Month::JANUARY,
            named_by: NamedBy::Start,
        }
    }
}

impl FiscalYear {
    /// The first and the last day of `count` months, the first of which is `offset` months after
    /// the beginning of `year`.
    fn months(self, year: i16, offset: i8, count: i8) -> Option<(Date, Date)> {
        let begins = match self.named_by {
            NamedBy::End if self.starts != Month::JANUARY => year.checked_sub(1)?,
            NamedBy::Start | NamedBy::End => year,
        };
        let first = i32::from(begins) * 12 + i32::from(self.starts.number() - 1 + offset);
        let last = first + i32::from(count) - 1;
        Some((month(first)?, month(last)?.last_of_month()))
    }
}

/// The first day of a month that is counted from January of the year 0.
fn month(count: i32) -> Option<Date> {
    let year = i16::try_from(count.div_euclid(12)).ok()?;
    let month = i8::try_from(count.rem_euclid(12) + 1).ok()?;
    Date::new(year, month, 1).ok()
}

/// What gives a fiscal year its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NamedBy {
    /// The calendar year in which it begins.
    Start,
    /// The calendar year in which it ends.
    End,
}

/// A month of the year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month(i8);

impl Month {
    /// The first month.
    pub const JANUARY: Self = Self(1);

    /// The month of a number from 1 to 12.
    #[must_use]
    pub fn new(number: i8) -> Option<Self> {
        (1..=12).contains(&number).then_some(Self(number))
    }

    /// Reads an English name (`february`), its first three letters (`feb`) or a number (`2`, `02`),
    /// in any case.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::from_word(text).or_else(|| match text.len() {
            1 | 2 => Self::new(number(text)?),
            _ => None,
        })
    }

    /// Reads an English name or its short form (`sept` too), in any case.
    pub(crate) fn from_word(text: &str) -> Option<Self> {
        let word = text.to_ascii_lowercase();
        if word == "sept" {
            return Self::new(9);
        }
        (1..).zip(MONTHS).find_map(|(number, name)| {
            let name = name.to_ascii_lowercase();
            (word == name || (word.len() == 3 && name.starts_with(&word))).then_some(Self(number))
        })
    }

    /// Its number, from 1 to 12.
    #[must_use]
    pub const fn number(self) -> i8 {
        self.0
    }

    /// Its English name.
    #[must_use]
    pub fn name(self) -> &'static str {
        usize::try_from(self.0 - 1)
            .ok()
            .and_then(|index| MONTHS.get(index))
            .copied()
            .unwrap_or_default()
    }
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A name of the grammar, before it is known which days it means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Name {
    year: i16,
    part: Part,
}

/// The part of the year that a name means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Year,
    Half(i8),
    Quarter(i8),
    Month(i8),
}

impl Name {
    /// Reads a name that [`fold`] has made even.
    fn read(folded: &str) -> Option<Self> {
        let text = folded.strip_prefix("fy").unwrap_or(folded);
        let (year, part) = match text.split_once('-') {
            Some((year, part)) => (year, Some(part)),
            None => (text, None),
        };
        let part = match part {
            None => Part::Year,
            Some(part) => match part.as_bytes() {
                [b'h', digit @ b'1'..=b'2'] => Part::Half((digit - b'0').cast_signed()),
                [b'q', digit @ b'1'..=b'4'] => Part::Quarter((digit - b'0').cast_signed()),
                [_, _] => Part::Month(Month::new(number(part)?)?.number()),
                _ => return None,
            },
        };
        let year = number(year).filter(|value| year.len() == 4 && YEARS.contains(value))?;
        Some(Self { year, part })
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.part {
            Part::Year => write!(f, "{}", self.year),
            Part::Half(half) => write!(f, "{}-H{half}", self.year),
            Part::Quarter(quarter) => write!(f, "{}-Q{quarter}", self.year),
            Part::Month(month) => write!(f, "{}-{month:02}", self.year),
        }
    }
}

/// The number that ASCII digits, and nothing but them, write.
pub(crate) fn number<N: std::str::FromStr>(digits: &str) -> Option<N> {
    match digits.bytes().all(|byte| byte.is_ascii_digit()) {
        true => digits.parse().ok(),
        false => None,
    }
}

/// The same for all spellings of one name: composed, in lower case, with `-` for `_`.
fn fold(name: &str) -> String {
    name.nfc()
        .flat_map(char::to_lowercase)
        .map(|char| if char == '_' { '-' } else { char })
        .collect()
}
