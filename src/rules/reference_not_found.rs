//! `reference-not-found`: a reference other than the parent that leads nowhere.

use std::collections::HashSet;

use crate::finding::{Finding, Level};
use crate::model::{Cycle, Kind};
use crate::rules::suggest::Names;
use crate::rules::unresolved::Broken;
use crate::rules::{Check, Context, Group, Rule};
use crate::snapshot::{LinkField, Snapshot};

/// The rule.
pub const RULE: Rule = Rule {
    name: "reference-not-found",
    group: Group::Links,
    level: Level::Error,
    summary: "`contributes_to`, `guardrails`, `depends_on` or `carried_from` leads nowhere",
    why: "A guardrail that does not exist guards nothing, and a dependency on something misspelt \
          will never be noticed when it slips. These references are promises between teams; a \
          broken one looks like an agreement and is none. Name a goal, an objective, a key result or \
          a kpi; a guardrail is always a kpi, because it is a level that must not suffer.",
    bad: "\
#: teams/support/first-contact.yaml
kpi: Questions are answered at first contact
owner: support
target: at least 50%
current: 55%
#: teams/support/2026-Q1/answer-first.yaml
objective: Answer customers before they have to ask again
owner: support
key_results:
  - title: First answer
    baseline: 9 h
    target: 2 h
    current: 5 h
    guardrails: [first-contcat]
#                ^^^^^^^^^^^^^ reference-not-found
    depends_on: answer-first/tooling
#               ^^^^^^^^^^^^^^^^^^^^ reference-not-found
",
    good: "\
#: teams/support/first-contact.yaml
kpi: Questions are answered at first contact
owner: support
target: at least 50%
current: 55%
#: teams/support/2026-Q1/answer-first.yaml
objective: Answer customers before they have to ask again
owner: support
key_results:
  - title: First answer
    baseline: 9 h
    target: 2 h
    current: 5 h
    guardrails: [first-contact]
",
    source: "Follows from the format; guardrails are the health metrics of Wodtke's Radical Focus",
    parameters: &[],
    check: Check::Tree(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let names = Names::new(*context);
    let past = Past::of(context.snapshot);
    for (id, node) in context.nodes() {
        for link in node
            .links
            .iter()
            .filter(|link| link.field != LinkField::Parent)
        {
            let broken = Broken {
                context: *context,
                rule: &RULE,
                id,
                node,
                link,
            };
            let named = link.reference.value.cycle.as_deref();
            let forgotten = link.field == LinkField::CarriedFrom
                && !past.holds(context.snapshot, node.cycle.as_ref(), named);
            if !forgotten {
                findings.extend(broken.why(&names));
                findings.extend(no_kpi(&broken));
            }
        }
    }
}

/// A guardrail that is something else than a kpi.
fn no_kpi(broken: &Broken<'_>) -> Option<Finding> {
    let place = broken.link.to.as_ref().ok()?;
    let other = broken.context.snapshot.node(place.node)?;
    if broken.link.field != LinkField::Guardrails || other.kind() == Kind::Kpi {
        return None;
    }
    let (what, help) = match place.key_result {
        Some(_) => (
            "a key result",
            "to wait for a key result, write it under `depends_on`; a guardrail names a kpi, the level that must not suffer",
        ),
        None => (
            kind(other.kind()),
            "name the kpi whose level must not suffer; if there is none yet, write one: `kpi:` with its `target`",
        ),
    };
    Some(
        broken
            .finding(format!(
                "a guardrail is a kpi, and `{}` is {what}",
                broken.link.reference.text
            ))
            .related(
                other.file,
                other.title().span,
                format!("{what} stands here"),
            )
            .help(help),
    )
}

const fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Goal => "a goal",
        Kind::Objective => "an objective",
        Kind::Kpi => "a kpi",
        Kind::Team => "a team",
    }
}

/// Which cycles the tree itself still holds. Where one file is kept in place from cycle to cycle,
/// the earlier ones stand only in git's history, and what was carried on from there is not lost.
struct Past<'a> {
    cycles: HashSet<&'a Cycle>,
    first: Option<&'a Cycle>,
}

impl<'a> Past<'a> {
    fn of(snapshot: &'a Snapshot) -> Self {
        let cycles: HashSet<&Cycle> = snapshot
            .nodes
            .iter()
            .filter_map(|node| node.cycle.as_ref())
            .collect();
        let first = cycles.iter().copied().min();
        Self { cycles, first }
    }

    /// Whether it holds the cycle `named`; without one, whether any that began before `own`. A name
    /// that is no cycle is wrong wherever it points.
    fn holds(&self, snapshot: &Snapshot, own: Option<&Cycle>, named: Option<&str>) -> bool {
        match named {
            Some(name) => snapshot
                .calendar
                .cycle(name)
                .is_none_or(|cycle| self.cycles.contains(&cycle)),
            None => match (own, self.first) {
                (Some(own), Some(first)) => first.start < own.start,
                (None, _) | (_, None) => false,
            },
        }
    }
}
