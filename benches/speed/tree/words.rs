//! The words that files are made of, in several languages and scripts.

mod english;
mod german_japanese;
mod greek_hindi;

use english::ENGLISH;
use german_japanese::{GERMAN, JAPANESE};
use greek_hindi::{GREEK, HINDI};

/// What one language has to say.
pub struct Voice {
    /// What its teams are called, before their number.
    pub team: &'static str,
    /// What objectives are called.
    pub ids: &'static [&'static str],
    /// What key results are called, by position.
    pub names: [&'static str; 4],
    pub audiences: &'static [&'static str],
    pub outcomes: &'static [&'static str],
    pub contexts: &'static [&'static str],
    /// What key results measure, by kind.
    pub titles: [&'static str; 11],
    pub wheres: &'static [&'static str],
    /// What is counted.
    pub unit: &'static str,
    pub notes: &'static [&'static str],
    pub things: &'static [&'static str],
    pub levels: &'static [&'static str],
    /// For comments.
    pub remark: &'static str,
}

/// The voice of one in a hundred: most are English.
pub fn voice(of_hundred: usize) -> &'static Voice {
    match of_hundred {
        0..70 => &ENGLISH,
        70..80 => &GERMAN,
        80..90 => &JAPANESE,
        90..95 => &GREEK,
        _ => &HINDI,
    }
}

/// A number in groups of three digits.
pub fn grouped(number: usize) -> String {
    match number {
        0..1000 => number.to_string(),
        _ => format!("{},{:03}", grouped(number / 1000), number % 1000),
    }
}
