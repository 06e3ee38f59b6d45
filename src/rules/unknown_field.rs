//! `unknown-field`: a key that the format does not have.

use crate::finding::{Level, reading};
use crate::rules::{Check, Group, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: reading::UNKNOWN_FIELD,
    group: Group::Structure,
    level: Level::Error,
    summary: "A key that the format does not have",
    why: "A field with a slip in its name says nothing, and nobody notices: the target that was \
          agreed on is simply not there. Where it is plain which field was meant, the value is read \
          as that one's, so that one slip does not hide what comes after it. Fields of your own \
          start with `x-`; those are never looked at.",
    bad: "\
objective: Answer customers before they have to ask again
owner: support
description: Half of our tickets are second questions.
#^^^^^^^^^^ unknown-field
key_results:
  - title: First answer
    basline: 9 h
#   ^^^^^^^ unknown-field
    target: 2 h
    current: 5 h
",
    good: "\
objective: Answer customers before they have to ask again
owner: support
why: Half of our tickets are second questions.
x-slack: \"#support-okrs\"
key_results:
  - title: First answer
    baseline: 9 h
    target: 2 h
    current: 5 h
",
    source: "Follows from the format; the names people reach for instead come from public OKR files",
    parameters: &[],
    check: Check::Reading,
};
