//! Which key result of an objective is which of the objective as it was before.

use std::collections::HashSet;

use crate::diff::MatchedBy;
use crate::diff::likeness::{ALIKE, VERY_ALIKE, likeness};
use crate::model::KeyResult;
use crate::source::in_one_line;

/// The positions of a key result before and after.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Matched {
    /// Its position before.
    pub before: usize,
    /// Its position now.
    pub after: usize,
    /// How that was found.
    pub by: MatchedBy,
}

/// Which key results belong together: by the ids that were written, by what they say they continue,
/// by the same words, by position where the wording is alike, then by likeness.
pub fn matched(before: &[KeyResult], after: &[KeyResult]) -> Vec<Matched> {
    let mut matched = Pairing {
        before,
        after,
        found: Vec::new(),
    };
    matched.by(MatchedBy::Id, |before, after| {
        before.common.id.is_some() && after.common.id.is_some() && before.id == after.id
    });
    matched.by(MatchedBy::CarriedFrom, |before, after| {
        let mut from = after.carried_from.iter();
        from.any(|from| *from.key_result.as_ref().unwrap_or(&from.id) == before.id)
    });
    matched.by(MatchedBy::Rename, |before, after| {
        let title = in_one_line(&before.title);
        !title.is_empty() && title == in_one_line(&after.title)
    });
    matched.by(MatchedBy::Id, |before, after| {
        before.id == after.id && likeness(&before.title, &after.title) >= ALIKE
    });
    matched.by_likeness();
    // The same value under a name that was not written is told by its place alone.
    matched.by(MatchedBy::Id, |before, after| {
        let unnamed = before.common.id.is_none() && after.common.id.is_none();
        let without_words = before.title.trim().is_empty() || after.title.trim().is_empty();
        unnamed && without_words && before.id == after.id
    });
    matched.found.sort_by_key(|pair| pair.after);
    matched.found
}

struct Pairing<'k> {
    before: &'k [KeyResult],
    after: &'k [KeyResult],
    found: Vec<Matched>,
}

impl Pairing<'_> {
    fn left(&self) -> (Vec<usize>, Vec<usize>) {
        let before: HashSet<usize> = self.found.iter().map(|pair| pair.before).collect();
        let after: HashSet<usize> = self.found.iter().map(|pair| pair.after).collect();
        (
            (0..self.before.len())
                .filter(|at| !before.contains(at))
                .collect(),
            (0..self.after.len())
                .filter(|at| !after.contains(at))
                .collect(),
        )
    }

    /// Pairs each that is left with the first that is left and fits.
    fn by(&mut self, by: MatchedBy, fits: impl Fn(&KeyResult, &KeyResult) -> bool) {
        let (mut befores, afters) = self.left();
        for after in afters {
            let Some(now) = self.after.get(after) else {
                continue;
            };
            let at = befores
                .iter()
                .position(|at| self.before.get(*at).is_some_and(|before| fits(before, now)));
            if let Some(at) = at {
                let before = befores.remove(at);
                self.found.push(Matched { before, after, by });
            }
        }
    }

    fn by_likeness(&mut self) {
        /// More than these in one objective are not compared with each other.
        const MOST: usize = 200;
        let (befores, afters) = self.left();
        if befores.len().saturating_mul(afters.len()) > MOST * MOST {
            return;
        }
        let mut pairs: Vec<(u32, usize, usize)> = Vec::new();
        for &before in &befores {
            for &after in &afters {
                let both = self.before.get(before).zip(self.after.get(after));
                let likeness = both.map_or(0, |(one, other)| likeness(&one.title, &other.title));
                if likeness >= VERY_ALIKE {
                    pairs.push((likeness, before, after));
                }
            }
        }
        pairs.sort_by_key(|(likeness, before, after)| {
            (std::cmp::Reverse(*likeness), *before, *after)
        });
        for (_, before, after) in pairs {
            let is_free = self
                .found
                .iter()
                .all(|pair| pair.before != before && pair.after != after);
            if is_free {
                let by = MatchedBy::Likeness;
                self.found.push(Matched { before, after, by });
            }
        }
    }
}
