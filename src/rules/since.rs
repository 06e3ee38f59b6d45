//! Judges a tree by what an earlier state did not have: findings are compared by what they are
//! about, never by line, and by the stricter of both configurations, so that a change cannot silence
//! itself.

use std::collections::HashMap;

use crate::finding::Finding;
use crate::model::Config;
use crate::model::config::Policy;
use crate::rules::lint::{everything, name_of};
use crate::rules::{Choice, Context, Group, Judged, Linted, lint, rule};
use crate::snapshot::current_cycle;

/// `judged` with the stricter of both thresholds, and with the policy of the base. What rules are set to is told apart where it is
/// looked up, because it depends on the file.
#[must_use]
pub fn stricter(judged: &Config, base: &Config) -> Config {
    let mut config = judged.clone();
    // What is agreed on is changed by itself, not beside the team that departs from it.
    config.policy = Policy {
        tolerance: judged.policy.tolerance.min(base.policy.tolerance),
        ..base.policy
    };
    config.pace.on_track = judged.pace.on_track.max(base.pace.on_track);
    config.pace.at_risk = judged.pace.at_risk.max(base.pace.at_risk);
    config.check_in_days = judged.check_in_days.min(base.check_in_days);
    config
}

/// As [`lint()`], of which only what the base of `context` did not have is kept; `before` are the
/// findings of reading the base. What compares the two states is always new. Without a base
/// everything is.
#[must_use]
pub fn lint_since(
    context: &Context<'_>,
    read: Vec<Finding>,
    before: Vec<Finding>,
    choice: &Choice,
) -> Linted {
    let linted = lint(context, read, choice);
    let Some(base) = context.base else {
        return linted;
    };
    // Judged on the same day and by the same measure, so that time alone brings up nothing.
    let current = current_cycle(base.snapshot, context.today);
    let of_base = Context {
        snapshot: base.snapshot,
        current: current.as_ref(),
        actual: None,
        base: None,
        history: None,
        ..*context
    };
    let mut had: HashMap<String, Vec<String>> = HashMap::new();
    for mut finding in everything(&of_base, before, choice) {
        let file = finding.file;
        finding.subject = finding.subject.map(|subject| base.name_now(file, &subject));
        let name = name_of(base.snapshot, &finding);
        had.entry(name).or_default().push(finding.message);
    }
    Linted {
        findings: only_new(context, linted.findings, had),
        ..linted
    }
}

/// The findings that were not there, and of those that share a name the surplus: first those that
/// say something else than before, then the last ones.
fn only_new(
    context: &Context<'_>,
    findings: Vec<Judged>,
    mut had: HashMap<String, Vec<String>>,
) -> Vec<Judged> {
    let compares = |judged: &Judged| {
        rule(judged.finding.rule).is_some_and(|rule| rule.group == Group::History)
    };
    let names: Vec<String> = findings
        .iter()
        .map(|judged| name_of(context.snapshot, &judged.finding))
        .collect();
    let mut is_new = vec![true; findings.len()];
    let named = || findings.iter().zip(&names).enumerate();
    // Those that say the same as before go first, then whichever else share the name.
    for by_message in [true, false] {
        for (at, (judged, name)) in named().filter(|(_, (judged, _))| !compares(judged)) {
            let Some(left) = had.get_mut(name).filter(|_| is_new[at]) else {
                continue;
            };
            let same = match by_message {
                true => left
                    .iter()
                    .position(|message| *message == judged.finding.message),
                false => left.len().checked_sub(1),
            };
            if let Some(same) = same {
                left.swap_remove(same);
                is_new[at] = false;
            }
        }
    }
    let mut is_new = is_new.into_iter();
    findings
        .into_iter()
        .filter(|_| is_new.next().unwrap_or_default())
        .collect()
}
