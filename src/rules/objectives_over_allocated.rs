//! `objectives-over-allocated`: more is planned for objectives than there is time for them.

use rust_decimal::Decimal;

use crate::finding::{FileId, Finding, Level};
use crate::measure::exact::Exact;
use crate::model::Share;
use crate::rules::times::{Bucket, percent};
use crate::rules::{Check, Context, Group, Rule, TeamInCycle};
use crate::snapshot::Node;
use crate::source::{Span, Spanned};

/// The rule.
pub const RULE: Rule = Rule {
    name: "objectives-over-allocated",
    group: Group::Allocation,
    level: Level::Error,
    summary: "The objectives of a team ask for more time than it has for objectives",
    why: "A plan that asks for more time than there is has been broken before the cycle begins; what \
          is open is only who finds out last. Either some objectives are served by nobody, or the \
          time is taken from maintenance, and then bugs and old promises come back at the worst \
          moment. Decide now which objective gets less, or which one waits: write \
          `status: postponed` with a `reason`, and its share is free again. Where the team has no \
          plan, its whole time is the limit.",
    bad: "\
#: teams/player/team.yaml
team: Player
owner: noor
allocation: {strategic: 80%, maintenance: 20%}
#                       ^^^ objectives-over-allocated
#: teams/player/2026-Q1/resume.yaml
objective: Every film goes on where it was left
owner: noor
allocation: 50%
#: teams/player/2026-Q1/subtitles.yaml
objective: Subtitles that one can read on any screen
owner: noor
allocation: 40%
",
    good: "\
#: teams/player/team.yaml
team: Player
owner: noor
allocation: {strategic: 80%, maintenance: 20%}
#: teams/player/2026-Q1/resume.yaml
objective: Every film goes on where it was left
owner: noor
allocation: 50%
#: teams/player/2026-Q1/subtitles.yaml
objective: Subtitles that one can read on any screen
owner: noor
allocation: 30%
",
    source: "How2 use OKRs in the Real World: objectives live in the strategic bucket; what does not \
             fit waits",
    parameters: &[],
    check: Check::Time(check),
};

fn check(context: &Context<'_>, team: &TeamInCycle<'_>, findings: &mut Vec<Finding>) {
    let planned: Vec<(&Node, Spanned<Share>)> = team.planned(context).collect();
    let sum = planned
        .iter()
        .map(|(_, share)| Exact::from(share.value.value()));
    let sum: Exact = sum.sum();
    let whole = Exact::from(Decimal::ONE);
    let strategic = team.buckets.as_ref().map(|buckets| &buckets.strategic);
    if sum <= *strategic.unwrap_or(&whole) {
        return;
    }
    let limit = match strategic {
        Some(share) => format!("it has {} for objectives", percent(share)),
        None => "its whole time is 100%".to_owned(),
    };
    let message = format!(
        "the objectives of `{}` take {} of its time{}, but {limit}",
        team.team,
        percent(&sum),
        team.in_cycle()
    );
    let Some((place, field)) = place(team, &planned) else {
        return;
    };
    let finding = team.finding(&RULE, place, message).field(field).help(
        "give an objective less time, or put one off with `status: postponed` and a `reason`",
    );
    let others = planned
        .iter()
        .filter(|(node, share)| (node.file, share.span) != place);
    findings.push(others.fold(finding, |finding, (node, share)| {
        let name = context.snapshot.name(node);
        let share_of_it = percent(&share.value.value().into());
        finding.related(node.file, share.span, format!("{share_of_it} for `{name}`"))
    }));
}

/// The strategic share that is too small; without a plan that holds, the share of the objective that
/// came last.
fn place(
    team: &TeamInCycle<'_>,
    planned: &[(&Node, Spanned<Share>)],
) -> Option<((FileId, Span), &'static str)> {
    if team.buckets.is_some() {
        return Some((team.place(Bucket::Strategic)?, Bucket::Strategic.name()));
    }
    let (node, share) = planned.last()?;
    Some(((node.file, share.span), "allocation"))
}
