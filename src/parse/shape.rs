//! What a field looks like: its name, what may stand there, and where in the model it goes. The
//! tables in `fields` are made of these; decoder, did-you-mean, schema and guide all read them.

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::model::calendar::{Month, NamedBy};
use crate::model::{
    BucketPlan, CheckIn, Commitment, Common, KeyResult, KeyResultType, MaintenanceItem,
    MaintenanceKind, Measured, PlannedTime, Quantity, Reference, Share, Status, Target,
};
use crate::parse::config_file::{
    CommitTypes, CyclesFile, FiscalYearFile, OverridesFile, PaceFile, PolicyFile, RulesFile,
    TrailersFile,
};
use crate::source::{Spanned, Text};

/// One field of a mapping.
pub struct Field<T: 'static> {
    /// The key.
    pub name: &'static str,
    /// Keys that people write instead.
    pub synonyms: &'static [&'static str],
    /// What may stand there and where it goes.
    pub shape: Shape<T>,
    /// What it means, in a sentence without a full stop.
    pub doc: &'static str,
    /// A value as one would write it.
    pub example: &'static str,
}

/// Something that is read from a mapping by a table of fields.
pub trait Described: Sized + 'static {
    /// What it is called in messages, with its article.
    const WHAT: &'static str;
    /// The fields of its own; those that all documents share are in [`Common`]'s table.
    const FIELDS: &'static [Field<Self>];

    /// The part that all documents share, where it has one.
    fn common(&mut self) -> Option<&mut Common> {
        None
    }
}

/// Where in `T` a value goes.
pub type Slot<T, V> = fn(&mut T) -> &mut V;
/// Where in `T` a value goes that may be absent.
pub type One<T, V> = Slot<T, Option<Spanned<V>>>;
/// Where in `T` the values of a list go.
pub type Many<T, V> = Slot<T, Vec<Spanned<V>>>;

/// What may stand in a field, with the place in `T` that it is put at.
pub enum Shape<T: 'static> {
    /// A text that must be there.
    Title(Slot<T, Spanned<Text>>),
    /// A text.
    Text(One<T, Text>),
    /// A text, or a list of them.
    Texts(Many<T, Text>),
    /// An id.
    Id(One<T, Text>),
    /// A reference.
    Reference(One<T, Reference>),
    /// A reference, or a list of them.
    References(Many<T, Reference>),
    /// An id, or a list of them.
    Ids(Many<T, Text>),
    /// A day.
    Date(One<T, Date>),
    /// A year, a cycle or a day, as written.
    Horizon(One<T, Text>),
    /// `true` or `false`.
    Flag(One<T, bool>),
    /// A whole number.
    Integer(One<T, u32>),
    /// A month.
    Month(One<T, Month>),
    /// A number above or equal to 0.
    Weight(One<T, Decimal>),
    /// A share from 0 to 1.
    Share(One<T, Share>),
    /// A share from 0 that may exceed 1.
    Score(One<T, Share>),
    /// A quantity.
    Quantity(One<T, Quantity>),
    /// A measured value.
    Measured(One<T, Measured>),
    /// A target.
    Target(One<T, Target>),
    /// A word for a status.
    Status(One<T, Status>),
    /// A word for a commitment.
    Commitment(One<T, Commitment>),
    /// A word for a type of key result.
    KeyResultType(One<T, KeyResultType>),
    /// A word for a kind of maintenance.
    MaintenanceKind(One<T, MaintenanceKind>),
    /// A word for how a fiscal year is named.
    NamedBy(One<T, NamedBy>),
    /// A share, or a mapping from teams to shares.
    PlannedTime(One<T, PlannedTime>),
    /// The buckets of a team.
    BucketPlan(One<T, BucketPlan>),
    /// The key results of an objective.
    KeyResults(Slot<T, Vec<KeyResult>>),
    /// A series of check-ins.
    CheckIns(Slot<T, Vec<CheckIn>>),
    /// The items of the maintenance bucket.
    MaintenanceItems(Slot<T, Vec<MaintenanceItem>>),
    /// How the fiscal year runs.
    FiscalYear(One<T, FiscalYearFile>),
    /// The declared cycles, by name.
    Cycles(Slot<T, CyclesFile>),
    /// The policy on time.
    Policy(Slot<T, PolicyFile>),
    /// The thresholds of pace.
    Pace(Slot<T, PaceFile>),
    /// The names of the commit trailers.
    Trailers(Slot<T, TrailersFile>),
    /// The kinds of maintenance by type of commit.
    CommitTypes(Slot<T, CommitTypes>),
    /// What rules are set to.
    Rules(Slot<T, RulesFile>),
    /// What rules are set to for some paths.
    Overrides(Slot<T, OverridesFile>),
}

/// Words that stand for the values of a type.
pub trait Words: Sized + Copy + 'static {
    /// Each word with its value.
    const WORDS: &'static [(&'static str, Self)];
}

macro_rules! words {
    ($type:ty: $($variant:ident),+) => {
        impl Words for $type {
            const WORDS: &'static [(&'static str, Self)] =
                &[$((Self::$variant.name(), Self::$variant)),+];
        }
    };
}

words!(Status: Draft, Active, Achieved, Missed, Postponed, Dropped);
words!(Commitment: Committed, Aspirational);
words!(KeyResultType: Increase, Decrease, Maintain, Milestone);
words!(MaintenanceKind: Bug, TechnicalDebt, Request, Promise);

impl Words for NamedBy {
    const WORDS: &'static [(&'static str, Self)] = &[("start", Self::Start), ("end", Self::End)];
}

impl Words for bool {
    const WORDS: &'static [(&'static str, Self)] = &[
        ("true", true),
        ("false", false),
        ("yes", true),
        ("no", false),
    ];
}
