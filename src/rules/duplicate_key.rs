//! `duplicate-key`: the same key twice in one mapping.

use crate::finding::{Level, reading};
use crate::rules::{Check, Group, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: reading::DUPLICATE_KEY,
    group: Group::Structure,
    level: Level::Error,
    summary: "The same key twice in one mapping",
    why: "Two targets on one key result are two promises, and which of them counts would depend on \
          the program that reads the file. It often comes from a merge that kept both sides. Keep \
          the line that is right and delete the other.",
    bad: "\
objective: Answer customers before they have to ask again
owner: support
key_results:
  - title: First answer
    baseline: 9 h
    target: 2 h
    target: 4 h
#   ^^^^^^ duplicate-key
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
    source: "YAML 1.2.2: the keys of a mapping are unique",
    parameters: &[],
    check: Check::Reading,
};
