//! `config-unknown-field`: a key that `okr.yaml` does not have.

use crate::finding::{Level, reading};
use crate::rules::{Check, Group, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: reading::CONFIG_UNKNOWN_FIELD,
    group: Group::Housekeeping,
    level: Level::Error,
    summary: "A key that `okr.yaml` does not have",
    why: "A setting with a slip in its name sets nothing: the tree is judged by the default, and \
          everybody believes that it is judged by what is written there. Every key of `okr.yaml` is \
          optional, so that a key which is not needed can simply go.",
    bad: "\
#: okr.yaml
organization: Streamly
#^^^^^^^^^^^ config-unknown-field
check_in_day: 7
#^^^^^^^^^^^ config-unknown-field
",
    good: "\
#: okr.yaml
organisation: Streamly
check_in_days: 7
",
    source: "Follows from the format of `okr.yaml`",
    parameters: &[],
    check: Check::Reading,
};
