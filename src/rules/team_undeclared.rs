//! `team-undeclared`: a folder below `teams` that no team document speaks for.

use crate::finding::{Finding, Level};
use crate::rules::folders::{first_files, first_key};
use crate::rules::{Check, Context, Group, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "team-undeclared",
    group: Group::Structure,
    level: Level::Info,
    summary: "A folder below `teams` without a `team.yaml`",
    why: "What lies in the folder belongs to the team of that name, and that works without another \
          word. But only a `team.yaml` can say who is in it and how its time is split between \
          objectives and upkeep. Without it nobody can see whether the team has the time that its \
          objectives ask for.",
    bad: "\
#: teams/support/2026-Q1/answer-first.yaml
objective: Answer customers before they have to ask again
#^^^^^^^^ team-undeclared
owner: support
",
    good: "\
#: teams/support/team.yaml
team: Support
owner: support
allocation:
  strategic: 80%
  maintenance: 20%
#: teams/support/2026-Q1/answer-first.yaml
objective: Answer customers before they have to ask again
owner: support
",
    source: "Time for objectives is part of the plan: OKRs without capacity are wishes",
    parameters: &[],
    check: Check::Tree(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let snapshot = context.snapshot;
    let first_files = first_files(snapshot);
    let paths: std::collections::HashSet<&str> = snapshot
        .files
        .iter()
        .map(|file| file.path_in_tree.as_str())
        .collect();
    // A team document that cannot be read is reported as that.
    let unread = |folder: &str| {
        ["team.yaml", "team.yml", "team.okr.yaml", "team.okr.yml"]
            .iter()
            .any(|name| paths.contains(format!("{folder}/{name}").as_str()))
    };
    for team in snapshot.teams.iter().filter(|team| !team.is_declared()) {
        let Some(folder) = team.folder.as_deref().filter(|folder| !unread(folder)) else {
            continue;
        };
        if let Some(&first) = first_files.get(folder)
            && let Some(file) = snapshot.file(first)
        {
            let message = format!(
                "the team `{}` has no `team.yaml`, so nothing says who is in it and how its time is split",
                team.id
            );
            findings.push(
                Finding::new(RULE.name, first, first_key(file), message)
                    .subject(format!("team:{}", team.id))
                    .help(format!(
                        "write `{folder}/team.yaml` with a line such as `team: {}`",
                        team.id
                    )),
            );
        }
    }
}
