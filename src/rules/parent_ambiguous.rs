//! `parent-ambiguous`: the reference fits two things.

use crate::finding::{Finding, Level};
use crate::rules::unresolved::Broken;
use crate::rules::{Check, Context, Group, Rule};
use crate::snapshot::Unresolved;

/// The rule.
pub const RULE: Rule = Rule {
    name: "parent-ambiguous",
    group: Group::Links,
    level: Level::Error,
    summary: "The parent that is named fits two things",
    why: "Teams choose their ids on their own, so the same name turns up twice. As long as a team \
          means its own, that is fine; a parent in another team has to be named so that only one \
          can be meant. Guessing would count the work towards the wrong objective. Write the team \
          before it, as in `web:grow`, and the cycle behind it where that is needed.",
    bad: "\
#: teams/web/2026-Q1/grow.yaml
objective: Win more teams on the web
owner: web
#: teams/app/2026-Q1/grow.yaml
objective: Win more teams in the app
owner: app
#: teams/brand/2026-Q1/be-known.yaml
objective: Be known to every support team
owner: brand
parent: grow
#       ^^^^ parent-ambiguous
",
    good: "\
#: teams/web/2026-Q1/grow.yaml
objective: Win more teams on the web
owner: web
#: teams/app/2026-Q1/grow.yaml
objective: Win more teams in the app
owner: app
#: teams/brand/2026-Q1/be-known.yaml
objective: Be known to every support team
owner: brand
parent: web:grow
",
    source: "Follows from the format: a reference means one thing",
    parameters: &[],
    check: Check::Tree(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for (id, node) in context.nodes() {
        let Some(link) = node.parent() else { continue };
        if let Err(Unresolved::Ambiguous(candidates)) = &link.to {
            let broken = Broken {
                context: *context,
                rule: &RULE,
                id,
                node,
                link,
            };
            findings.push(broken.ambiguous(candidates));
        }
    }
}
