//! `malformed-ignore`: an ignore comment that cannot be read.

use crate::finding::{Level, reading};
use crate::rules::{Check, Group, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: reading::MALFORMED_IGNORE,
    group: Group::Housekeeping,
    level: Level::Warning,
    summary: "An ignore comment cannot be read",
    why: "An ignore names the rule that it is about and the reason why this case is fine. The rule, \
          because one that hides everything hides the mistakes of next year as well; the reason, \
          because those who come later have to decide whether it still holds.",
    bad: "\
objective: Answer customers before they have to ask again
#okr: ignore[owner-missing]
#^^^^^^^^^^^^^^^^^^^^^^^^^^ malformed-ignore
",
    good: "\
# okr: ignore[owner-missing] the team answers for it together
objective: Answer customers before they have to ask again
",
    source: "The habit of linters: name the rule, give a reason, never ignore all",
    parameters: &[],
    check: Check::Reading,
};
