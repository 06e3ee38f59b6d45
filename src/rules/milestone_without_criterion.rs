//! `milestone-without-criterion`: nobody can tell when a milestone is done.

use crate::finding::{Finding, Level};
use crate::measure::key_result::key_result_type;
use crate::model::{KeyResult, KeyResultType};
use crate::rules::{Check, Context, Group, Rule};
use crate::snapshot::Place;

/// The rule.
pub const RULE: Rule = Rule {
    name: "milestone-without-criterion",
    group: Group::Measures,
    level: Level::Warning,
    summary: "A milestone does not say what makes it count as done",
    why: "A key result without numbers is done when people agree that it is, and they seldom agree \
          on the last day of a cycle. First ask what the milestone is for: if a number would move, \
          measure that number, with a `baseline` and a `target`. If it truly is a yes or no, list \
          in `criteria` what anybody could check.",
    bad: "\
objective: Be ready to sell in Japan
owner: cro
key_results:
  - The product is approved for sale in Japan
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ milestone-without-criterion
",
    good: "\
objective: Be ready to sell in Japan
owner: cro
key_results:
  - title: The product is approved for sale in Japan
    criteria:
      - The approval of the ministry is on file
      - The first invoice in yen is paid
",
    source: "The Google OKR playbook: key results are measurable, and completing them is evident \
             from proof that anybody can look at",
    parameters: &[],
    check: Check::Tree(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for (place, _, key_result) in context.running_key_results() {
        findings.extend(finding(context, place, key_result));
    }
}

fn finding(context: &Context<'_>, place: Place, key_result: &KeyResult) -> Option<Finding> {
    let title = &key_result.title;
    if key_result_type(key_result) != KeyResultType::Milestone
        || !key_result.milestone.criteria.is_empty()
        || ["criteria", "type"]
            .iter()
            .any(|field| key_result.common.is_refused(field))
        || title.trim().is_empty()
    {
        return None;
    }
    // A key result that is a plain text has no place for criteria yet.
    let plain_text = key_result.span == title.span;
    let help = match plain_text {
        true => {
            "write the text behind `title:` and below it `criteria:`, a list of what anybody \
                 can check; or measure it with `baseline` and `target`"
        }
        false => {
            "write `criteria:`, a list of what anybody can check; or measure it with \
                  `baseline` and `target`"
        }
    };
    Some(
        context
            .about_key_result(
                &RULE,
                place,
                title.span,
                "this milestone does not say what makes it count as done",
            )
            .field("criteria")
            .help(help),
    )
}
