//! `maintenance-over-booked`: more upkeep is listed than there is time for it.

use crate::finding::{FileId, Finding, Level};
use crate::measure::exact::Exact;
use crate::rules::times::{Bucket, percent};
use crate::rules::{Check, Context, Group, Rule, TeamInCycle};
use crate::source::Span;

/// The rule.
pub const RULE: Rule = Rule {
    name: "maintenance-over-booked",
    group: Group::Allocation,
    level: Level::Warning,
    summary: "The maintenance items of a team take more than its maintenance bucket",
    why: "Whatever does not fit into the maintenance bucket is done in strategic time, and nobody \
          decided that. The bucket is there to say no with: a good suggestion goes on the list for \
          the next window, because this quarter's time is kept for the objective. Put something off, \
          make it smaller, or decide in the open that the bucket has to be larger. What is not full \
          is no mistake: bugs that nobody knows of yet need room too.",
    bad: "\
#: teams/player/team.yaml
team: Player
owner: noor
allocation: {strategic: 80%, maintenance: 20%}
maintenance:
  - {title: Sound and picture drift apart, kind: bug, share: 10%}
  - {title: Retire the old player, kind: technical-debt, share: 15%}
#                                                               ^^^ maintenance-over-booked
",
    good: "\
#: teams/player/team.yaml
team: Player
owner: noor
allocation: {strategic: 80%, maintenance: 20%}
maintenance:
  - {title: Sound and picture drift apart, kind: bug, share: 10%}
  - {title: Retire the old player, kind: technical-debt, share: 8%}
",
    source: "How2 use OKRs in the Real World: protect the strategic bucket; what does not fit into the \
             maintenance bucket goes to the backlog",
    parameters: &[],
    check: Check::Time(check),
};

fn check(_: &Context<'_>, team: &TeamInCycle<'_>, findings: &mut Vec<Finding>) {
    let Some(buckets) = &team.buckets else { return };
    let booked = team.time.booked(None);
    if booked <= buckets.maintenance {
        return;
    }
    let Some(place) = first_too_many(team, &buckets.maintenance) else {
        return;
    };
    let message = format!(
        "the maintenance items of `{}` take {} of its time, but the bucket has {}: the rest would come out of strategic time",
        team.team,
        percent(&booked),
        percent(&buckets.maintenance)
    );
    let finding = team
        .finding(&RULE, place, message)
        .field("share")
        .help("put an item off until the next window, plan less for it, or make the bucket larger");
    findings.push(match team.place(Bucket::Maintenance) {
        Some((file, span)) => finding.related(file, span, "the maintenance bucket"),
        None => finding,
    });
}

/// The share of the first item that no longer fits.
fn first_too_many(team: &TeamInCycle<'_>, bucket: &Exact) -> Option<(FileId, Span)> {
    let (file, items) = team.time.maintenance?;
    let mut booked = Exact::zero();
    let shares = items.iter().filter_map(|item| item.share);
    for share in shares {
        booked += &Exact::from(share.value.value());
        if booked > *bucket {
            return Some((file, share.span));
        }
    }
    None
}
