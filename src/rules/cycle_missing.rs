//! `cycle-missing`: an objective that belongs to no cycle.

use crate::finding::{Finding, Level};
use crate::model::Cycle;
use crate::rules::folders::{above, last_part};
use crate::rules::{Check, Context, Group, Rule};
use crate::snapshot::Node;

/// The rule.
pub const RULE: Rule = Rule {
    name: "cycle-missing",
    group: Group::Structure,
    level: Level::Error,
    summary: "An objective belongs to no cycle",
    why: "An objective without an end is a wish: nobody can say whether it is on pace, and it never \
          comes up for a decision. Put its file into the folder of a cycle, such as `2026-Q1`, or \
          name the cycle in it. What is meant to hold for good is no objective but a `kpi:`, and \
          what the business wants in the long run is a `goal:`.",
    bad: "\
#: teams/support/answer-first.yaml
objective: Answer customers before they have to ask again
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ cycle-missing
owner: support
key_results:
  - title: First answer
    baseline: 9 h
    target: 2 h
    current: 5 h
",
    good: "\
#: teams/support/2026-Q1/answer-first.yaml
objective: Answer customers before they have to ask again
owner: support
key_results:
  - title: First answer
    baseline: 9 h
    target: 2 h
    current: 5 h
",
    source: "OKRs are set for a cycle, usually a quarter (Doerr, Measure What Matters)",
    parameters: &[],
    check: Check::Tree(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for (_, node) in context.nodes() {
        // A cycle that was written but is none is an invalid value.
        let missing = node.objective().is_some()
            && node.cycle.is_none()
            && node.document.named_cycle().is_none()
            && !node.common().is_refused("cycle");
        if missing {
            let message =
                "this objective belongs to no cycle: it names none, and no folder above it is one";
            let finding = context.about(&RULE, node, node.title().span, message);
            findings.push(finding.field("cycle").help(help(context, node)));
        }
    }
}

fn help(context: &Context<'_>, node: &Node) -> String {
    let calendar = &context.snapshot.calendar;
    let path = context
        .snapshot
        .file(node.file)
        .map_or("", |file| &file.path_in_tree);
    let folder = above(path).next();
    if let Some(cycle) = calendar.cycle(stem(path)) {
        let folder = folder.map_or_else(String::new, |folder| format!("{folder}/"));
        return format!(
            "only the name of a folder counts, not that of a file: move it to `{folder}{name}/` under \
             a name that says what it is about, or write `cycle: {name}`",
            name = cycle.name
        );
    }
    let misspelt = above(path)
        .find_map(|folder| Some((last_part(folder), calendar.misspelt(last_part(folder))?)));
    match misspelt {
        Some((name, suggestion)) => match suggestion.nearest {
            Some(nearest) => {
                format!("rename the folder `{name}` to `{nearest}`, or write `cycle: {nearest}`")
            }
            None => format!(
                "the folder `{name}` looks like a cycle but is none: {}",
                suggestion.help
            ),
        },
        None => {
            let example = context
                .current
                .cloned()
                .or_else(|| calendar.quarter_at(context.today));
            let example = example
                .as_ref()
                .map_or("2026-Q1", |cycle: &Cycle| &cycle.name);
            format!("write `cycle: {example}`, or move the file into a folder of that name")
        }
    }
}

/// The name of a file without its endings.
fn stem(path: &str) -> &str {
    let name = last_part(path);
    let stem = name
        .strip_suffix(".yaml")
        .or_else(|| name.strip_suffix(".yml"));
    let stem = stem.unwrap_or(name);
    stem.strip_suffix(".okr").unwrap_or(stem)
}
