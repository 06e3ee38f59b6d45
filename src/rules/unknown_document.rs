//! `unknown-document`: it cannot be told what a document is.

use crate::finding::{Level, reading};
use crate::rules::{Check, Group, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: reading::UNKNOWN_DOCUMENT,
    group: Group::Structure,
    level: Level::Error,
    summary: "It cannot be told what a document is",
    why: "A document is a goal, an objective, a kpi or a team, and the key that holds its title says \
          which. Without one of them nobody knows whether this is something to reach or something \
          to keep; with two of them it would be both. Decide which one it is: an outcome for one \
          cycle is an `objective:`, what must hold all the time a `kpi:`, what the business wants \
          in the long run a `goal:`.",
    bad: "\
title: Answer customers before they have to ask again
#^^^^ unknown-document
owner: support
key_results:
  - title: First answer
    baseline: 9 h
    target: 2 h
    current: 5 h
",
    good: "\
objective: Answer customers before they have to ask again
owner: support
key_results:
  - title: First answer
    baseline: 9 h
    target: 2 h
    current: 5 h
",
    source: "Follows from the format: the key of the title says what a document is",
    parameters: &[],
    check: Check::Reading,
};
