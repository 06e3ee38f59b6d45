//! `copied-from-parent`: an objective handed down as it came.

use crate::finding::{Finding, Level};
use crate::rules::words::are_alike;
use crate::rules::{Check, Context, Group, Rule};
use crate::snapshot::{Node, Place};
use crate::source::{Spanned, Text};

/// The rule.
pub const RULE: Rule = Rule {
    name: "copied-from-parent",
    group: Group::Wording,
    level: Level::Info,
    summary: "An objective repeats its parent word for word",
    why: "An objective that is handed down as it came says nothing of what this team does about it, \
          and what everybody owns nobody does. Ask what only this team can move, and say that. The \
          `parent` already shows what it serves, so that the words need not be repeated.",
    bad: "\
#: company/2026-Q1/on-time.yaml
objective: Travellers arrive when we said they would
owner: coo
#: teams/workshop/2026-Q1/on-time-too.yaml
objective: Travellers arrive when we said they would
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ copied-from-parent
parent: on-time
owner: workshop
",
    good: "\
#: company/2026-Q1/on-time.yaml
objective: Travellers arrive when we said they would
owner: coo
#: teams/workshop/2026-Q1/out-of-the-workshop.yaml
objective: No train waits for us in the morning
parent: on-time
owner: workshop
",
    source: "Doerr, Measure What Matters, warns of cascades in which each level only repeats the one \
             above; comparing the words is this project's",
    parameters: &[],
    check: Check::Tree(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for (_, node, objective) in context.open_objectives() {
        let parent = node.parent().and_then(|link| link.to.as_ref().ok());
        let Some((above, title)) =
            parent.and_then(|&place| copied(context, place, &objective.title))
        else {
            continue;
        };
        let message = "this objective repeats its parent word for word: it does not say what this \
                       team does about it";
        findings.push(
            context
                .about(&RULE, node, objective.title.span, message)
                .field("objective")
                .help("say what this team will move; `parent` shows what that serves")
                .related(above.file, title.span, "the same words stand here"),
        );
    }
}

/// The title above that has the same words: that of the key result it hangs under, or of what that
/// belongs to.
fn copied<'a>(
    context: &Context<'a>,
    place: Place,
    title: &str,
) -> Option<(&'a Node, &'a Spanned<Text>)> {
    let above = context.snapshot.node(place.node)?;
    let key_result = place
        .key_result
        .and_then(|position| above.key_results().get(position));
    let titles = key_result.map(|key_result| &key_result.title);
    titles
        .into_iter()
        .chain([above.title()])
        .find(|other| are_alike(title, other))
        .map(|other| (above, other))
}
