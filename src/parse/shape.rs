//! What a field looks like: its name, what may stand there, and where in the model it goes. The
//! tables in `fields` are made of these; decoder, did-you-mean, schema and guide all read them.

use std::sync::Arc;

use jiff::civil::Date;
use rust_decimal::Decimal;
use thin_vec::ThinVec;

use crate::finding::{Level, Setting};
use crate::model::calendar::{Month, NamedBy};
use crate::model::{
    BucketPlan, CheckIn, Commitment, Common, KeyResult, KeyResultType, MaintenanceItem,
    MaintenanceKind, Measured, PlannedTime, Quantity, Reference, Share, Status, Target,
};
use crate::parse::written::{
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

impl<T> Field<T> {
    /// A field with everything that is to be said of it.
    pub const fn new(
        name: &'static str,
        synonyms: &'static [&'static str],
        shape: Shape<T>,
        example: &'static str,
        doc: &'static str,
    ) -> Self {
        Self {
            name,
            synonyms,
            shape,
            doc,
            example,
        }
    }
}

/// Something that is read from a mapping by a table of fields.
pub trait Described: Sized + 'static {
    /// What it is called in messages, with its article.
    const WHAT: &'static str;
    /// The fields of its own; those that all documents share are in [`Common`]'s table.
    const FIELDS: &'static [Field<Self>];

    /// Keys that people write for something that has no field of its own, with what to do.
    const ADVICE: &'static [(&'static str, &'static str)] = &[];

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
pub type Many<T, V> = Slot<T, ThinVec<Spanned<V>>>;

/// What may stand in a field, with the place in `T` that it is put at.
pub enum Shape<T: 'static> {
    /// A text that must be there.
    Title(Slot<T, Spanned<Text>>),
    /// A text.
    Text(One<T, Text>),
    /// A text, or a list of them.
    Texts(Many<T, Text>),
    /// Names of people, or one.
    Members(Many<T, Text>),
    /// An id.
    Id(One<T, Text>),
    /// A reference.
    Reference(One<T, Arc<Reference>>),
    /// A reference, or a list of them.
    References(Many<T, Arc<Reference>>),
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
    Quantity(Slot<T, Option<Box<Spanned<Quantity>>>>),
    /// How many people: a quantity that counts heads.
    People(One<T, Quantity>),
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
    CheckIns(Slot<T, ThinVec<CheckIn>>),
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

impl<T> Shape<T> {
    /// The words that may stand there, where only some may.
    pub fn words(&self) -> Option<fn() -> Vec<&'static str>> {
        match self {
            Self::Status(_) => Some(words::<Status>),
            Self::Commitment(_) => Some(words::<Commitment>),
            Self::KeyResultType(_) => Some(words::<KeyResultType>),
            Self::MaintenanceKind(_) => Some(words::<MaintenanceKind>),
            _ => None,
        }
    }
}

/// The words of `V`.
pub fn words<V: Words>() -> Vec<&'static str> {
    V::WORDS.iter().map(|(word, _)| *word).collect()
}

/// Words that stand for the values of a type.
pub trait Words: Sized + Copy + 'static {
    /// What such a word is, as the end of a sentence that says it is none.
    const WHAT: &'static str;
    /// Each word with its value.
    const WORDS: &'static [(&'static str, Self)];
    /// What people write instead, each with the word for it.
    const SYNONYMS: &'static [(&'static str, &'static str)] = &[];
    /// What people write that none of the words can say, each with what to do.
    const ADVICE: &'static [(&'static str, &'static str)] = &[];
}

macro_rules! words {
    ($type:ty, $what:literal: $($variant:ident),+ $(; $($meant:literal = $word:literal),+)?) => {
        impl Words for $type {
            const WHAT: &'static str = $what;
            const WORDS: &'static [(&'static str, Self)] =
                &[$((Self::$variant.name(), Self::$variant)),+];
            $(const SYNONYMS: &'static [(&'static str, &'static str)] = &[$(($meant, $word)),+];)?
        }
    };
}

words!(Commitment, "commitment": Committed, Aspirational;
    "commit" = "committed", "must" = "committed", "stretch" = "aspirational", "moonshot" = "aspirational");
words!(KeyResultType, "type of key result": Increase, Decrease, Maintain, Milestone;
    "grow" = "increase", "up" = "increase", "reduce" = "decrease", "down" = "decrease",
    "keep" = "maintain", "binary" = "milestone", "boolean" = "milestone", "task" = "milestone");
words!(MaintenanceKind, "kind of maintenance": Bug, TechnicalDebt, Request, Promise;
    "debt" = "technical-debt", "tech debt" = "technical-debt", "refactoring" = "technical-debt",
    "bugfix" = "bug", "fix" = "bug", "defect" = "bug", "feature request" = "request",
    "commitment" = "promise");

impl Words for Status {
    const WHAT: &'static str = "status";
    const WORDS: &'static [(&'static str, Self)] = &[
        (Self::Draft.name(), Self::Draft),
        (Self::Active.name(), Self::Active),
        (Self::Achieved.name(), Self::Achieved),
        (Self::Missed.name(), Self::Missed),
        (Self::Postponed.name(), Self::Postponed),
        (Self::Dropped.name(), Self::Dropped),
    ];
    const SYNONYMS: &'static [(&'static str, &'static str)] = &[
        ("done", "achieved"),
        ("complete", "achieved"),
        ("completed", "achieved"),
        ("finished", "achieved"),
        ("in progress", "active"),
        ("open", "active"),
        ("started", "active"),
        ("failed", "missed"),
        ("not achieved", "missed"),
        ("deferred", "postponed"),
        ("delayed", "postponed"),
        ("on hold", "postponed"),
        ("cancelled", "dropped"),
        ("canceled", "dropped"),
        ("abandoned", "dropped"),
        ("planned", "draft"),
        ("proposed", "draft"),
    ];
    const ADVICE: &'static [(&'static str, &'static str)] = &[
        ("on track", COMPUTED_PACE),
        ("at risk", COMPUTED_PACE),
        ("off track", COMPUTED_PACE),
        ("behind", COMPUTED_PACE),
    ];
}

/// What to do about a pace that is written as a status.
const COMPUTED_PACE: &str =
    "leave it out: the pace follows from the numbers, and whoever doubts it writes `confidence`";

impl Words for Setting {
    const WHAT: &'static str = "level";
    const WORDS: &'static [(&'static str, Self)] = &[
        ("error", Self::Level(Level::Error)),
        ("warning", Self::Level(Level::Warning)),
        ("info", Self::Level(Level::Info)),
        ("off", Self::Off),
    ];
    const SYNONYMS: &'static [(&'static str, &'static str)] = &[
        ("warn", "warning"),
        ("err", "error"),
        ("note", "info"),
        ("notice", "info"),
        ("hint", "info"),
        ("false", "off"),
        ("no", "off"),
        ("none", "off"),
        ("never", "off"),
        ("ignore", "off"),
        ("disabled", "off"),
    ];
}

impl Words for NamedBy {
    const WHAT: &'static str = "way to name a year";
    const WORDS: &'static [(&'static str, Self)] = &[("start", Self::Start), ("end", Self::End)];
}

impl Words for bool {
    const WHAT: &'static str = "`true` and no `false`";
    const WORDS: &'static [(&'static str, Self)] = &[
        ("true", true),
        ("false", false),
        ("yes", true),
        ("no", false),
    ];
}
