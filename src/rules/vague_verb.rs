//! `vague-verb`: a key result that is reached by being busy.

use crate::finding::{Finding, Level};
use crate::measure::key_result::Values;
use crate::model::KeyResult;
use crate::rules::words::{measure, vague_verb};
use crate::rules::{Check, Context, Group, Rule};
use crate::snapshot::Place;

/// The rule.
pub const RULE: Rule = Rule {
    name: "vague-verb",
    group: Group::Wording,
    level: Level::Warning,
    summary: "A key result starts with a verb that has no end, such as help, support or analyse",
    why: "One can help, support and explore from the first day of a cycle to the last without \
          anything coming of it, and nobody could say that it was not done. These verbs tell how \
          you will be busy. Say what will be true at the end instead: what do those you help reach, \
          which decision does the analysis lead to, and by which date? An objective may say help: it \
          is the key results that must be checked.",
    bad: "\
objective: Nobody gives up in the first semester
owner: tutors
key_results:
  - Support students during their exams
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ vague-verb
  - title: Analyse why students leave
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^ vague-verb
",
    good: "\
objective: Nobody gives up in the first semester
owner: tutors
key_results:
  - title: Students who pass after a tutorial
    baseline: 61%
    target: 75%
  - title: The three main reasons for leaving are known and confirmed by 50 of those who left
    criteria: [The faculty council has discussed them]
",
    source: "The Google OKR playbook, which names consult, help, analyze and participate as signs of \
             an activity; the rest of the list is this project's",
    parameters: &[],
    check: Check::Tree(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for (place, _, key_result) in context.open_key_results() {
        findings.extend(finding(context, place, key_result));
    }
}

fn finding(context: &Context<'_>, place: Place, key_result: &KeyResult) -> Option<Finding> {
    let title = &key_result.title;
    if Values::of(key_result).has_any() || measure(title).is_some() {
        return None;
    }
    let verb = vague_verb(title)?;
    let message = format!(
        "nobody can tell when `{verb}` is reached: it says how one is busy, not what comes of it"
    );
    Some(
        context
            .about_key_result(&RULE, place, title.span, message)
            .field("title")
            .help(
                "write what will be true at the end that is not true today, and measure it with \
                 `baseline` and `target`",
            ),
    )
}
