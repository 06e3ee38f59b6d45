//! How like two texts are, so that what has no name in common can be told to be the same.

use crate::snapshot::Node;
use crate::source::in_one_line;

/// From this likeness on, in thousandths, texts of one name are about the same thing.
pub const ALIKE: u32 = 350;
/// From this likeness on texts without a name in common are taken for the same thing.
pub const VERY_ALIKE: u32 = 650;
/// How like two texts are, in thousandths: the share of the pairs of letters that they have in
/// common (Sørensen and Dice), which suits any script.
#[must_use]
pub fn likeness(before: &str, after: &str) -> u32 {
    Letters::of(before).likeness(&Letters::of(after))
}

/// The pairs of neighbouring letters of a text, so that one text can be compared with many.
pub struct Letters(Vec<(char, char)>);

impl Letters {
    /// Those of `text`, whatever its case and white space.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let lower = text.to_lowercase();
        let letters = || lower.chars().filter(|c| !c.is_whitespace());
        let mut pairs: Vec<(char, char)> = match letters().nth(1) {
            // A single letter has no pair but is a text all the same.
            None => letters().map(|letter| (letter, letter)).collect(),
            Some(_) => letters().zip(letters().skip(1)).collect(),
        };
        pairs.sort_unstable();
        Self(pairs)
    }

    /// How like the texts are, in thousandths.
    #[must_use]
    pub fn likeness(&self, other: &Self) -> u32 {
        let both = self.0.len() + other.0.len();
        let (mut one, mut two) = (self.0.iter().peekable(), other.0.iter().peekable());
        let mut common = 0_usize;
        while let (Some(left), Some(right)) = (one.peek(), two.peek()) {
            match left.cmp(right) {
                std::cmp::Ordering::Less => one.next(),
                std::cmp::Ordering::Greater => two.next(),
                std::cmp::Ordering::Equal => {
                    common += 1;
                    two.next();
                    one.next()
                }
            };
        }
        thousandths(2 * common, both)
    }

    /// The most that the likeness can be, by the lengths alone.
    #[must_use]
    pub fn most(&self, other: &Self) -> u32 {
        let (one, two) = (self.0.len(), other.0.len());
        thousandths(2 * one.min(two), one + two)
    }
}

fn thousandths(part: usize, whole: usize) -> u32 {
    let rounded = (part * 1000 + whole / 2).checked_div(whole);
    rounded.map_or(0, |thousandths| u32::try_from(thousandths).unwrap_or(1000))
}

/// What a node says: its title and those of its key results.
pub fn wording(node: &Node) -> String {
    let mut text = in_one_line(&node.title().value);
    for key_result in node.key_results() {
        text.push('\n');
        text.push_str(&in_one_line(&key_result.title));
    }
    text
}
