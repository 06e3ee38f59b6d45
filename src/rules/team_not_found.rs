//! `team-not-found`: a team that is named nowhere else.

use std::collections::HashMap;

use crate::finding::{FileId, Finding, Level};
use crate::model::{Content, PlannedTime};
use crate::parse::Near;
use crate::rules::suggest::Spellings;
use crate::rules::{Check, Context, Group, Rule};
use crate::snapshot::{Snapshot, Team};
use crate::source::{Spanned, Text};

/// The rule.
pub const RULE: Rule = Rule {
    name: "team-not-found",
    group: Group::Links,
    level: Level::Error,
    summary: "The team that is named does not exist",
    why: "An objective of a team that does not exist is nobody's: it appears under no team, takes \
          nobody's time and is missing from every sum. It is mostly a slip, or a team that has been \
          renamed. Name a team that has a `team.yaml` or a folder below `teams`; a team that was \
          renamed keeps its old name under `formerly`, so that old references still find it.",
    bad: "\
#: teams/support/team.yaml
team: Support
owner: support
parent: servise
#       ^^^^^^^ team-not-found
#: teams/service/team.yaml
team: Service
owner: coo
#: 2026-Q1/answer-first.yaml
objective: Answer customers before they have to ask again
team: suport
#     ^^^^^^ team-not-found
owner: support
",
    good: "\
#: teams/support/team.yaml
team: Support
owner: support
parent: service
#: teams/service/team.yaml
team: Service
owner: coo
#: 2026-Q1/answer-first.yaml
objective: Answer customers before they have to ask again
team: support
owner: support
",
    source: "Follows from the format: a document belongs to a team that the tree knows",
    parameters: &[],
    check: Check::Tree(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let teams = Teams::of(context.snapshot);
    for (_, node) in context.nodes() {
        let mut look = |name: &Spanned<Text>, field| {
            if let Some(finding) = teams.missing(name, node.file, field) {
                findings.push(finding.subject(context.snapshot.name(node)));
            }
        };
        if let Some(name) = node.document.named_team() {
            look(name, "team");
        }
        let allocation = node
            .objective()
            .and_then(|objective| objective.allocation.as_ref());
        if let Some(PlannedTime::ByTeam(by_team)) = allocation.map(|planned| &planned.value) {
            for (name, _) in by_team {
                look(name, "allocation");
            }
        }
    }
    for team in &context.snapshot.teams {
        for plan in team.plans.iter().filter(|plan| !plan.document.broken) {
            if let Content::Team(document) = &plan.document.content
                && let Some(name) = &document.parent
                && let Some(finding) = teams.missing(name, plan.file, "parent")
            {
                findings.push(finding.subject(format!("team:{}", team.id)));
            }
        }
    }
}

/// The teams that a name can mean.
struct Teams<'a> {
    ids: Spellings<'a>,
    /// The id for each id and each title in lower case, and whether no other team is called so.
    folded: HashMap<String, Near<'a>>,
    /// What each name means, old names included.
    known: HashMap<&'a str, &'a Team>,
}

impl<'a> Teams<'a> {
    fn of(snapshot: &'a Snapshot) -> Self {
        let exists = |team: &&Team| team.is_declared() || team.folder.is_some();
        let teams = || snapshot.teams.iter().filter(exists);
        let mut known = HashMap::new();
        for team in teams() {
            for document in team.documents() {
                for old in &document.formerly {
                    known.insert(old.value.as_str(), team);
                }
            }
        }
        known.extend(teams().map(|team| (team.id.as_str(), team)));
        // Of several the first, and an id before a title.
        let ids = || teams().map(|team| (team.id.to_lowercase(), team.id.as_str()));
        let titles = teams().map(|team| (team.title().to_lowercase(), team.id.as_str()));
        let mut folded = HashMap::new();
        for (name, id) in ids().chain(titles) {
            let first: &mut Near<'a> = folded.entry(name).or_insert(Near {
                name: id,
                is_only: true,
            });
            first.is_only &= first.name == id;
        }
        Self {
            ids: Spellings::of(teams().map(|team| team.id.as_str())),
            folded,
            known,
        }
    }

    /// A finding where no team has this name.
    fn missing(&self, name: &Spanned<Text>, file: FileId, field: &'static str) -> Option<Finding> {
        if self.known.contains_key(name.as_str()) {
            return None;
        }
        let finding = Finding::new(
            RULE.name,
            file,
            name.span,
            format!("there is no team `{}`", name.value),
        )
        .field(field);
        let near = self
            .ids
            .like(name)
            .or_else(|| self.folded.get(&name.to_lowercase()).copied());
        Some(match near {
            Some(near) => {
                let finding = finding.help(format!("did you mean `{}`?", near.name));
                match near.is_only {
                    true => finding.edit(name.span, near.name),
                    false => finding,
                }
            }
            None => finding.help(format!(
                "write the id of a team, or declare this one in `teams/{}/team.yaml`",
                name.value
            )),
        })
    }
}
