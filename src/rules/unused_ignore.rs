//! `unused-ignore`: an ignore comment that hides nothing.

use crate::finding::Level;
use crate::rules::lint::UNUSED_IGNORE;
use crate::rules::{Check, Group, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: UNUSED_IGNORE,
    group: Group::Housekeeping,
    level: Level::Warning,
    summary: "An ignore comment hides nothing",
    why: "An ignore that is no longer needed is a trap: the next mistake in that place will be \
          hidden by it, with a reason that was written for another one. Take it away once what it \
          was for is mended, and the check watches that place again.",
    bad: "\
# okr: ignore[owner-missing] the team answers for it together
#             ^^^^^^^^^^^^^ unused-ignore
objective: Answer customers before they have to ask again
owner: support
",
    good: "\
# okr: ignore[owner-missing] the team answers for it together
objective: Answer customers before they have to ask again
",
    source: "The habit of linters, such as ESLint's report on unused directives",
    parameters: &[],
    check: Check::Ignores,
};
