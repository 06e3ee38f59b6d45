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

/// The candidate that someone who writes `text` most likely means: within two slips of the keyboard
/// and less than half of the word. The first of several that are as near.
#[must_use]
pub fn nearest<'c>(text: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    const SLIPS: usize = 2;
    let length = text.chars().count();
    candidates
        .into_iter()
        .filter(|candidate| candidate.chars().count().abs_diff(length) <= SLIPS)
        .map(|candidate| (strsim::damerau_levenshtein(text, candidate), candidate))
        .filter(|(slips, candidate)| {
            *slips <= SLIPS && slips * 2 < candidate.chars().count().max(length)
        })
        .min_by_key(|(slips, _)| *slips)
        .map(|(_, candidate)| candidate)
}
