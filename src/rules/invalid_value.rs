//! `invalid-value`: a value of the wrong shape.

use crate::finding::{Level, reading};
use crate::rules::{Check, Group, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: reading::INVALID_VALUE,
    group: Group::Structure,
    level: Level::Error,
    summary: "A value of the wrong shape",
    why: "A number, a day, a share, an id or a cycle that cannot be read is not guessed at: `7,5` is \
          seven and a half to some readers and seventy-five to others, and a plan should not depend \
          on who reads it. Write the value so that it can mean one thing only. Everything else in \
          the file is judged as usual.",
    bad: "\
objective: Answer customers before they have to ask again
owner: support
key_results:
  - title: Satisfaction after a ticket
    baseline: 6,1
#             ^^^ invalid-value
    target: 7.5
    current: 6.8
    as_of: 10.02.2026
#          ^^^^^^^^^^ invalid-value
    confidence: 70
#               ^^ invalid-value
",
    good: "\
objective: Answer customers before they have to ask again
owner: support
key_results:
  - title: Satisfaction after a ticket
    baseline: 6.1
    target: 7.5
    current: 6.8
    as_of: 2026-02-10
    confidence: 70%
",
    source: "Follows from the format: one value, one meaning",
    parameters: &[],
    check: Check::Reading,
};
