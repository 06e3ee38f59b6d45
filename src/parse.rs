//! From bytes to documents: what a file says, with the place of every word, and everything that is
//! wrong with it. Total: any bytes give documents and problems. Knows no paths, so that one blob is
//! parsed once however many files and revisions it stands in.

pub mod config_file;
pub mod decode;
pub mod document;
pub mod fields;
mod guess;
pub mod ignore;
pub mod leaf;
pub mod nested;
pub mod refusal;
pub mod shape;
mod tally;
pub mod written;
pub mod yaml;

pub use config_file::{ParsedConfig, config};
pub use document::{Parsed, documents, file};

/// A name that someone who writes another may mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Near<'c> {
    /// The name.
    pub name: &'c str,
    /// Whether no other is as near, so that it is the one that is meant.
    pub is_only: bool,
}

/// The candidate that someone who writes `text` most likely means: within two slips of the keyboard
/// and less than half of the word. The first of several that are as near.
#[must_use]
pub fn nearest<'c>(text: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    near(text, candidates).map(|near| near.name)
}

/// The same, and whether it is the only one that is as near.
#[must_use]
pub fn near<'c>(text: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<Near<'c>> {
    const SLIPS: usize = 2;
    let length = text.chars().count();
    let likely: Vec<(usize, &'c str)> = candidates
        .into_iter()
        .filter(|candidate| candidate.chars().count().abs_diff(length) <= SLIPS)
        .map(|candidate| (strsim::damerau_levenshtein(text, candidate), candidate))
        .filter(|(slips, candidate)| {
            *slips <= SLIPS && slips * 2 < candidate.chars().count().max(length)
        })
        .collect();
    let (least, name) = *likely.iter().min_by_key(|(slips, _)| *slips)?;
    let is_only = likely
        .iter()
        .all(|(slips, other)| *slips > least || *other == name);
    Some(Near { name, is_only })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_several_that_are_as_near_none_is_the_only_one() {
        for (text, names, expected) in [
            ("ownr", &["owner", "other"][..], Some(("owner", true))),
            ("leas", &["least", "lease"], Some(("least", false))),
            ("leas", &["least", "least"], Some(("least", true))),
            ("leas", &["please", "lease"], Some(("lease", true))),
            ("leas", &["quite", "another"], None),
        ] {
            let near = near(text, names.iter().copied());
            assert_eq!(near.map(|near| (near.name, near.is_only)), expected);
        }
    }
}
