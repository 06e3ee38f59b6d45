//! The fields of every kind of document: the one table that says what a file may hold. A new field
//! is a line here and a member in the model.

mod config;
mod intent;
mod measure;
mod team;

use std::sync::LazyLock;

use crate::model::{
    BucketPlan, CheckIn, Common, Content, Goal, KeyResult, Kind, Kpi, MaintenanceItem, Objective,
    Team,
};
use crate::parse::shape::{Described, Field};

/// A field as the guide and the did-you-mean see it: without the place it goes to.
#[derive(Debug, Clone, Copy)]
pub struct FieldName {
    /// The key.
    pub name: &'static str,
    /// Keys that people write instead.
    pub synonyms: &'static [&'static str],
    /// What it means.
    pub doc: &'static str,
    /// A value as one would write it.
    pub example: &'static str,
    /// The words that may stand there, where only some may.
    pub words: Option<fn() -> Vec<&'static str>>,
}

impl FieldName {
    /// What it means, with the words that may stand there.
    #[must_use]
    pub fn meaning(&self) -> String {
        let words = self.words.map(|words| words()).unwrap_or_default();
        let words: Vec<_> = words.iter().map(|word| format!("`{word}`")).collect();
        match words.is_empty() {
            true => self.doc.to_owned(),
            false => format!("{}: {}", self.doc, words.join(", ")),
        }
    }
}

/// The fields of `T`: its own, then those that all documents share where it has them.
#[must_use]
pub fn names<T: Described>(shares_common: bool) -> Vec<FieldName> {
    fn of<T>(fields: &'static [Field<T>]) -> impl Iterator<Item = FieldName> {
        fields.iter().map(|field| FieldName {
            name: field.name,
            synonyms: field.synonyms,
            doc: field.doc,
            example: field.example,
            words: field.shape.words(),
        })
    }
    let common = if shares_common { Common::FIELDS } else { &[] };
    of(T::FIELDS).chain(of(common)).collect()
}

/// What a mapping can be, with its fields: everything that a file of the tree may hold, in the
/// order of the guide.
#[must_use]
pub fn everything() -> &'static [(&'static str, Vec<FieldName>)] {
    static EVERYTHING: LazyLock<Vec<(&'static str, Vec<FieldName>)>> = LazyLock::new(|| {
        vec![
            (Goal::WHAT, names::<Goal>(true)),
            (Objective::WHAT, names::<Objective>(true)),
            (KeyResult::WHAT, names::<KeyResult>(true)),
            (CheckIn::WHAT, names::<CheckIn>(false)),
            (Kpi::WHAT, names::<Kpi>(true)),
            (Team::WHAT, names::<Team>(true)),
            (BucketPlan::WHAT, names::<BucketPlan>(false)),
            (MaintenanceItem::WHAT, names::<MaintenanceItem>(false)),
        ]
    });
    &EVERYTHING
}

/// Whether something in a file of the tree has a field of this name.
#[must_use]
pub fn is_field(name: &str) -> bool {
    let mut fields = everything().iter().flat_map(|(_, fields)| fields);
    fields.any(|field| field.name == name)
}

/// An empty document of `kind`, to be filled from its fields.
#[must_use]
pub fn blank(kind: Kind) -> Content {
    match kind {
        Kind::Goal => Content::Goal(Goal::default()),
        Kind::Objective => Content::Objective(Objective::default()),
        Kind::Kpi => Content::Kpi(Box::default()),
        Kind::Team => Content::Team(Box::default()),
    }
}
