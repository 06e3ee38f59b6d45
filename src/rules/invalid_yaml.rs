//! `invalid-yaml`: a file cannot be read.

use crate::finding::{Level, reading};
use crate::rules::{Check, Group, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: reading::INVALID_YAML,
    group: Group::Structure,
    level: Level::Error,
    summary: "The file cannot be read",
    why: "A file that is no YAML says nothing, to this tool or to any other. Most often a sign that \
          YAML keeps for itself stands at the start of a value (`>`, `@`, `[`, `*`, `%`) or a colon \
          and a space inside it: put the value in quotes. Anchors, aliases, tags and merge keys are \
          refused as well, because nobody should need to expand an OKR in the head to review it. \
          All other files are checked all the same.",
    bad: "\
objective: Answer customers before they have to ask again
owner: support
key_results:
  - title: First answer
    baseline: 9 h
    target: < 2 h
    current: > 5 h
#            ^^^^^ invalid-yaml
",
    good: "\
objective: Answer customers before they have to ask again
owner: support
key_results:
  - title: First answer
    baseline: 9 h
    target: below 2 h
    current: 5 h
",
    source: "YAML 1.2.2, which reserves these signs at the start of a plain value",
    parameters: &[],
    check: Check::Reading,
};
