//! The fields that every document and every key result can have, and the values looked at over
//! time.

use jiff::civil::Date;
use thin_vec::ThinVec;

use crate::model::seldom::blank;
use crate::model::{Measured, Seldom, Share, Status};
use crate::source::{Span, Spanned, Text};

/// What everything in a tree can say about itself.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Common {
    /// The name that references use, where it is not inferred.
    pub id: Option<Spanned<Text>>,
    /// Who answers for it: people, roles or teams.
    pub owner: ThinVec<Spanned<Text>>,
    /// A remark on how it stands.
    pub note: Option<Spanned<Text>>,
    /// Where it is in its life; active where nothing is said.
    pub status: Option<Spanned<Status>>,
    /// What one may want to know besides.
    pub background: Seldom<Background>,
    /// The fields whose value was written but could not be read. They are not absent: no rule may
    /// complain that they are missing.
    pub refused: ThinVec<&'static str>,
}

/// What one may want to know of something besides how it stands.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Background {
    /// Why it matters, in Markdown.
    pub why: Option<Spanned<Text>>,
    /// Why its status, its target or its baseline is what it is now.
    pub reason: Option<Spanned<Text>>,
    /// Free words to sort by.
    pub labels: ThinVec<Spanned<Text>>,
    /// Addresses of what belongs to it.
    pub links: ThinVec<Spanned<Text>>,
}

/// How an objective or a key result ended.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Ending {
    /// The final score.
    pub score: Option<Spanned<Share>>,
    /// A note on the final score.
    pub result: Option<Spanned<Text>>,
}

blank!(Background, Ending);

impl Common {
    /// Whether something was written in `field` that could not be read.
    #[must_use]
    pub fn is_refused(&self, field: &str) -> bool {
        self.refused.contains(&field)
    }

    /// Its status: as written, else active.
    #[must_use]
    pub fn status(&self) -> Status {
        self.status.map_or(Status::Active, |status| status.value)
    }
}

/// What was last measured, of a key result or a kpi.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Measurement {
    /// The latest value.
    pub current: Option<Spanned<Measured>>,
    /// The day it was looked at.
    pub as_of: Option<Spanned<Date>>,
    /// An explicit series, instead of `current`.
    pub check_ins: ThinVec<CheckIn>,
    /// The unit of bare numbers.
    pub unit: Option<Spanned<Text>>,
}

impl Measurement {
    /// The latest value: `current`, else that of the check-in with the latest date, of several on
    /// one day the last in the file.
    #[must_use]
    pub fn latest(&self) -> Option<&Spanned<Measured>> {
        self.current.as_ref().or_else(|| {
            self.check_ins
                .iter()
                .filter(|check_in| check_in.value.is_some())
                .max_by_key(|check_in| check_in.date.map(|date| date.value))
                .and_then(|check_in| check_in.value.as_ref())
        })
    }

    /// The days on which it was looked at, as it says itself, in the order of the file.
    pub fn days(&self) -> impl Iterator<Item = Date> {
        let check_ins = self.check_ins.iter().filter_map(|check_in| check_in.date);
        check_ins.chain(self.as_of).map(|day| day.value)
    }
}

/// One look at a value.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CheckIn {
    /// The day.
    pub date: Option<Spanned<Date>>,
    /// The value on that day.
    pub value: Option<Spanned<Measured>>,
    /// The owner's judgement on that day that the target will be reached.
    pub confidence: Option<Spanned<Share>>,
    /// A remark.
    pub note: Option<Spanned<Text>>,
    /// Where the check-in stands.
    pub span: Span,
}
