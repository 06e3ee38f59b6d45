//! The verdict on an objective comes after its cycle: what was given to it later belongs to it as it
//! stood at the close.

use crate::diff::key_results::matched;
use crate::model::{Content, Document};

/// `closing` as it stood at the close, with the status, score, result and reason that `later`, the
/// last state in which it still stands in that cycle, gives to it and to its key results. Where
/// either is no objective, `closing` itself.
#[must_use]
pub fn with_verdict(closing: &Document, later: &Document) -> Document {
    let mut judged = closing.clone();
    let (Content::Objective(own), Content::Objective(given)) =
        (&mut judged.content, &later.content)
    else {
        return judged;
    };
    own.common.status = given.common.status;
    own.common
        .background
        .reason
        .clone_from(&given.common.background.reason);
    own.ending = given.ending.clone();
    for pair in matched(&own.key_results, &given.key_results) {
        let both = own
            .key_results
            .get_mut(pair.before)
            .zip(given.key_results.get(pair.after));
        if let Some((own, given)) = both {
            own.common.status = given.common.status;
            own.common
                .background
                .reason
                .clone_from(&given.common.background.reason);
            own.ending = given.ending.clone();
        }
    }
    judged
}
