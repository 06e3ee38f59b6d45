//! How like two texts are, so that what has no name in common can be told to be the same.

use crate::diff::values::in_one_line;
use crate::snapshot::Node;

/// From this likeness on, in thousandths, texts of one name are about the same thing.
pub const ALIKE: u32 = 350;
/// From this likeness on texts without a name in common are taken for the same thing.
pub const VERY_ALIKE: u32 = 650;
/// How like two texts are, in thousandths: the share of the pairs of letters that they have in
/// common (Sørensen and Dice), which suits any script.
#[must_use]
pub fn likeness(before: &str, after: &str) -> u32 {
    let (before, after) = (before.to_lowercase(), after.to_lowercase());
    if before.trim().is_empty() || after.trim().is_empty() {
        return 0;
    }
    // A number from 0 to 1: the cast is exact enough.
    (strsim::sorensen_dice(&before, &after) * 1000.0).round() as u32
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
