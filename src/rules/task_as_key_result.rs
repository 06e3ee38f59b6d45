//! `task-as-key-result`: a key result that says what will be done, not what it is good for.

use crate::finding::{Finding, Level};
use crate::measure::key_result::Values;
use crate::model::{KeyResult, KeyResultType};
use crate::rules::words::{delivery_verb, measure};
use crate::rules::{Check, Context, Group, Rule};
use crate::snapshot::Place;

/// The rule.
pub const RULE: Rule = Rule {
    name: "task-as-key-result",
    group: Group::Wording,
    level: Level::Warning,
    summary: "A key result is a task: it starts with a verb of delivery and measures nothing",
    why: "A task can be done to the letter and change nothing: the app is launched, and nobody uses \
          it. A key result is what should be different because of the work, so that the team may \
          find a better way than the first idea. Ask of the task: what for? And how would we see \
          it? The answer is the key result, with `baseline` and `target`; the task goes to the \
          backlog, where it may change every week. `criteria` say when a task is done, but not what \
          it was good for.",
    bad: "\
objective: Farmers know what their field needs
owner: agronomy
key_results:
  - title: Launch the soil app
#          ^^^^^^^^^^^^^^^^^^^ task-as-key-result
    criteria: [It is in both stores]
  - Migrating weather data to the new supplier
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ task-as-key-result
",
    good: "\
objective: Farmers know what their field needs
owner: agronomy
key_results:
  - title: Fields whose farmer looks at the soil app each week
    baseline: 0
    target: 400
  - title: Rain forecasts that were right
    baseline: 71%
    target: 85%
",
    source: "The Google OKR playbook: key results describe outcomes, not activities; Wodtke, Radical \
             Focus; the list of verbs is this project's",
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
    // Whoever writes another type has numbers in mind; that they are missing is said elsewhere.
    let may_be_task = key_result
        .kind
        .is_none_or(|kind| kind.value == KeyResultType::Milestone);
    if !may_be_task || Values::of(key_result).has_any() || measure(title).is_some() {
        return None;
    }
    let verb = delivery_verb(title)?;
    let message = format!(
        "this key result is a task: `{verb}` says what will be done, and nothing says what gets \
         better by it"
    );
    Some(
        context
            .about_key_result(&RULE, place, title.span, message)
            .field("title")
            .help(
                "ask what it is for, and measure that with `baseline` and `target`; the task \
                 itself belongs in the backlog",
            ),
    )
}
