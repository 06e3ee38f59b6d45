//! `strategic-time-unplanned`: time for objectives that no objective has.

use crate::finding::{Finding, Level};
use crate::measure::exact::Exact;
use crate::rules::times::{Bucket, hundredths, percent};
use crate::rules::{Check, Context, Group, Laxer, Parameter, Rule, TeamInCycle};

/// The rule.
pub const RULE: Rule = Rule {
    name: "strategic-time-unplanned",
    group: Group::Allocation,
    level: Level::Info,
    summary: "A part of the time for objectives is planned for no objective",
    why: "Time that is kept free for objectives and belongs to none does not stay free: the first \
          urgent request takes it, and at the end of the cycle nobody can say what it was for. \
          Perhaps an objective has not said yet how much it takes: write its `allocation`. Perhaps \
          there is room for one that was put off, or the team keeps more for objectives than it \
          needs. A tenth is left alone, since no plan is that exact.",
    bad: "\
#: teams/player/team.yaml
team: Player
owner: noor
allocation: {strategic: 80%, maintenance: 20%}
#                       ^^^ strategic-time-unplanned
#: teams/player/2026-Q1/resume.yaml
objective: Every film goes on where it was left
owner: noor
allocation: 50%
",
    good: "\
#: teams/player/team.yaml
team: Player
owner: noor
allocation: {strategic: 80%, maintenance: 20%}
#: teams/player/2026-Q1/resume.yaml
objective: Every film goes on where it was left
owner: noor
allocation: 75%
",
    source: "How2 use OKRs in the Real World: protect the strategic bucket; the tenth is the project's \
             own",
    parameters: &[PERCENT],
    check: Check::Time(check),
};

const PERCENT: Parameter = Parameter {
    name: "percent",
    default: 90,
    meaning: "how much of the time for objectives has to be planned for them, in percent",
    laxer: Laxer::Lower,
};

fn check(context: &Context<'_>, team: &TeamInCycle<'_>, findings: &mut Vec<Finding>) {
    let strategic = team.buckets.as_ref().map(|buckets| &buckets.strategic);
    let place = team.place(Bucket::Strategic);
    let (Some(strategic), Some(place)) = (strategic, place) else {
        return;
    };
    let planned = team.time.planned_share();
    let wanted = hundredths(context.parameter(&RULE, PERCENT.name, place.0));
    // A parameter above 100 must not ask for more than there is.
    let is_enough = planned >= strategic * &wanted || planned >= *strategic;
    if team.hides_objectives || is_enough {
        return;
    }
    let message = format!(
        "of the {} for objectives, {} planned{}",
        percent(strategic),
        match planned.is_zero() {
            true => "nothing is".to_owned(),
            false => format!("only {} are", percent(&planned)),
        },
        team.in_cycle()
    );
    let left = strategic - &planned;
    findings.push(
        team.finding(&RULE, place, message)
            .field(Bucket::Strategic.name())
            .help(help(team, &left)),
    );
}

fn help(team: &TeamInCycle<'_>, left: &Exact) -> String {
    let left = match team.time.planned_share().is_zero() {
        true => percent(left),
        false => format!("other {}", percent(left)),
    };
    let silent = team
        .worked_on()
        .filter(|(_, share)| share.is_none())
        .count();
    match silent {
        0 => format!("plan the {left} for an objective, with `allocation`, or keep less for them"),
        1 => format!("one objective has no `allocation` yet: the {left} may be meant for it"),
        _ => format!(
            "{silent} objectives have no `allocation` yet: the {left} may be meant for them"
        ),
    }
}
