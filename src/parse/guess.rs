//! What someone who writes an unknown key has in mind: another spelling, another word, or a field
//! of something else.

use crate::parse::fields::{self, FieldName};
use crate::parse::shape::Described;

/// What an unknown key may mean.
pub struct Guess {
    /// The field that is meant, where that is plain.
    pub name: Option<&'static str>,
    /// Whether no other field is as near.
    pub is_sure: bool,
    /// What to write instead.
    pub help: String,
}

/// What `key`, which `T` does not have, may mean.
pub fn guess<T: Described>(key: &str, shares_common: bool) -> Guess {
    if key.starts_with(|c: char| c.is_ascii_digit()) {
        return Guess {
            name: None,
            is_sure: false,
            help: "inside braces a comma starts the next field: if it belongs to the value before it, put that value in quotes, such as `\"7,500\"`"
                .to_owned(),
        };
    }
    let here = fields::names::<T>(shares_common);
    let meant = |name: &'static str, help: String| Guess {
        name: Some(name),
        is_sure: true,
        help,
    };
    let misspelt = |name| meant(name, format!("did you mean `{name}`?"));
    if let Some(field) = here.iter().find(|field| same(field.name, key)) {
        return misspelt(field.name);
    }
    if let Some((_, help)) = T::ADVICE.iter().find(|(word, _)| same(word, key)) {
        return Guess {
            name: None,
            is_sure: false,
            help: (*help).to_owned(),
        };
    }
    if let Some(field) = here.iter().find(|field| is_synonym(field, key)) {
        return meant(field.name, format!("it is called `{}` here", field.name));
    }
    let elsewhere = || stands_elsewhere(|field| same(field.name, key));
    let near = || {
        let spelt = key.to_lowercase().replace(['-', ' '], "_");
        let near = crate::parse::near(&spelt, here.iter().map(|field| field.name))?;
        let field = here.iter().find(|field| field.name == near.name)?;
        Some((field.name, near.is_only))
    };
    let help = match elsewhere() {
        Some(help) => help,
        None => match near() {
            Some((name, is_sure)) => {
                return Guess {
                    is_sure,
                    ..misspelt(name)
                };
            }
            None => stands_elsewhere(|field| is_synonym(field, key)).unwrap_or_else(|| {
                let names: Vec<_> = here.iter().map(|field| field.name).collect();
                format!("the fields are {}", names.join(", "))
            }),
        },
    };
    Guess {
        name: None,
        is_sure: false,
        help: format!("{help}; fields of your own start with `x-`"),
    }
}

/// Where the field that `is_meant` has its place, as the start of a sentence.
fn stands_elsewhere(is_meant: impl Fn(&FieldName) -> bool) -> Option<String> {
    let mut name = None;
    let mut places = Vec::new();
    for (what, fields) in fields::everything() {
        if let Some(field) = fields.iter().find(|field| is_meant(field))
            && *name.get_or_insert(field.name) == field.name
        {
            places.push(*what);
        }
    }
    Some(format!("`{}` stands at {}", name?, places.join(" and ")))
}

fn is_synonym(field: &FieldName, key: &str) -> bool {
    field.synonyms.iter().any(|synonym| same(synonym, key))
}

/// Whether two words are the same but for case, dashes, underscores and spaces: `due_date`,
/// `due-date` and `dueDate` are.
pub fn same(one: &str, other: &str) -> bool {
    let letters = |word: &'_ str| -> Vec<char> {
        let chars = word.chars().filter(|c| !matches!(c, '-' | '_' | ' '));
        chars.flat_map(char::to_lowercase).collect()
    };
    one.len().abs_diff(other.len()) <= 16 && letters(one) == letters(other)
}
