//! `cycle-misspelt`: a folder that looks like a cycle but is none.

use crate::finding::{Finding, Level};
use crate::rules::folders::{first_files, first_key, last_part};
use crate::rules::{Check, Context, Group, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "cycle-misspelt",
    group: Group::Structure,
    level: Level::Warning,
    summary: "A folder looks like a cycle but is none",
    why: "Objectives take their cycle from the folder they lie in. A folder such as `Q1-2026` reads \
          like a quarter to people and is an ordinary folder here, so that what lies in it belongs \
          to no cycle, or to a longer one further up, and drops out of the views of its quarter. \
          Rename it to the usual form, or declare your own names under `cycles` in `okr.yaml`.",
    bad: "\
#: company/2026/Q1-2026/answer-first.yaml
objective: Answer customers before they have to ask again
#^^^^^^^^ cycle-misspelt
owner: support
key_results:
  - title: First answer
    baseline: 9 h
    target: 2 h
    current: 5 h
",
    good: "\
#: company/2026/2026-Q1/answer-first.yaml
objective: Answer customers before they have to ask again
owner: support
key_results:
  - title: First answer
    baseline: 9 h
    target: 2 h
    current: 5 h
",
    source: "Follows from the format: a folder gives what lies in it its cycle",
    parameters: &[],
    check: Check::Tree(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let snapshot = context.snapshot;
    for (folder, first) in first_files(snapshot) {
        let name = last_part(folder);
        let suggestion = snapshot.calendar.misspelt(name);
        if let (Some(suggestion), Some(file)) = (suggestion, snapshot.file(first)) {
            let finding = Finding::new(RULE.name, first, first_key(file), suggestion.message);
            findings.push(finding.subject(folder).help(suggestion.help));
        }
    }
}
