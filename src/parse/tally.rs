//! The problems of one file, with an end to how many of a kind are told apart: a hostile file may
//! hold any number of them.

use crate::finding::Problem;
use crate::source::Span;

/// How many problems of one rule are told apart in one file; what goes beyond is only counted.
const MAX_OF_A_RULE: usize = 50;

/// How far back a problem about a key can lie once its value was read: each value adds few, and no
/// more than are told apart of each rule.
const RECENT: usize = 4 * MAX_OF_A_RULE;

/// The problems of one file.
pub struct Tally {
    problems: Vec<Problem>,
    counts: Vec<Count>,
}

/// How often a rule was broken, and where for the first time beyond [`MAX_OF_A_RULE`].
struct Count {
    rule: &'static str,
    times: usize,
    beyond: Span,
}

impl Tally {
    /// Starts with problems that are all kept.
    pub const fn new(problems: Vec<Problem>) -> Self {
        Self {
            problems,
            counts: Vec::new(),
        }
    }

    /// Takes a problem down, or counts it where there are very many of its rule.
    pub fn add(&mut self, problem: Problem) {
        let times = self.times(problem.rule) + 1;
        let counted = self.counts.iter_mut().find(|c| c.rule == problem.rule);
        match counted {
            Some(count) => count.times = times,
            None => self.counts.push(Count {
                rule: problem.rule,
                times,
                beyond: problem.span,
            }),
        }
        if times <= MAX_OF_A_RULE {
            self.problems.push(problem);
        } else if times == MAX_OF_A_RULE + 1
            && let Some(count) = self.counts.iter_mut().find(|c| c.rule == problem.rule)
        {
            count.beyond = problem.span;
        }
    }

    /// Makes the edit of the key at `key`, where there is one, a guess.
    pub fn doubt(&mut self, key: Span) {
        let edits = self.problems.iter_mut().rev().take(RECENT);
        for edit in edits.filter_map(|problem| problem.edit.as_mut()) {
            edit.safe &= edit.span != key;
        }
    }

    /// How many problems of `rule` were added.
    pub fn times(&self, rule: &str) -> usize {
        let count = self.counts.iter().find(|count| count.rule == rule);
        count.map_or(0, |count| count.times)
    }

    /// All problems, with one last for those of a rule that were only counted.
    #[must_use]
    pub fn finish(mut self) -> Vec<Problem> {
        let beyond = self.counts.iter().filter(|c| c.times > MAX_OF_A_RULE);
        self.problems.extend(beyond.map(|count| {
            let message = match count.times - MAX_OF_A_RULE {
                1 => "1 more problem of this kind in this file".to_owned(),
                more => format!("{more} more problems of this kind in this file"),
            };
            Problem::new(count.rule, count.beyond, message)
        }));
        self.problems
    }
}
