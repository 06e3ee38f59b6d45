//! `comment-in-text`: a ` #` cuts a text off.

use crate::finding::{Level, reading};
use crate::rules::{Check, Group, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: reading::COMMENT_IN_TEXT,
    group: Group::Structure,
    level: Level::Warning,
    summary: "A ` #` cuts off what reads like the rest of a text",
    why: "In YAML a `#` behind a space starts a comment. A title that was meant to go on after it is \
          shorter than you think, and every view, report and reviewer sees only the first half. Put \
          the text in quotes if the rest belongs to it; a real remark goes on a line of its own.",
    bad: "\
objective: Become the #1 choice for support teams
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ comment-in-text
owner: product
key_results:
  - title: Teams that name us first
    baseline: 12%
    target: 30%
    current: 14%
",
    good: "\
objective: \"Become the #1 choice for support teams\"
owner: product
key_results:
  - title: Teams that name us first
    baseline: 12%
    target: 30%
    current: 14%
",
    source: "YAML 1.2.2, in which white space and `#` begin a comment",
    parameters: &[],
    check: Check::Reading,
};
