//! Which teams are judged on their time, and in which cycles; and what the rules on it share. How
//! much time is planned for what is worked out in `measure::time`; what is wrong about it is each
//! rule's own business.

use std::collections::{BTreeMap, HashMap, HashSet};

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::finding::{FileId, Finding};
use crate::measure::exact::Exact;
use crate::measure::time::{Buckets, ObjectiveTime, TeamTime, shares, time};
use crate::model::{BucketPlan, Cycle, Share};
use crate::rules::folders::{above, last_part};
use crate::rules::{Check, Context, RULES, Rule};
use crate::snapshot::{Node, NodeId, Snapshot, Team, TeamId, TeamPlan};
use crate::source::{Span, Spanned, Text};

/// A team in a cycle that it is judged in.
#[derive(Debug)]
pub struct TeamInCycle<'a> {
    /// Its name.
    pub team: &'a Text,
    /// The cycle; none where no cycle runs, which leaves the standing plan.
    pub cycle: Option<&'a Cycle>,
    /// Its time. What could not be read of its split is left out.
    pub time: TeamTime<'a>,
    /// Its split, where that adds up to the whole.
    pub buckets: Option<Buckets>,
    /// Whether something is written that explains a split of its own.
    pub has_reason: bool,
    /// Whether its objectives may say more than could be read.
    pub hides_objectives: bool,
}

/// The three parts that time is split into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bucket {
    /// Work on objectives.
    Strategic,
    /// Upkeep.
    Maintenance,
    /// Recurring work.
    Operations,
}

/// Runs the rules on time over every team in every cycle that it is judged in. What they say of the
/// same places for several cycles, as of a standing plan, is said once.
pub fn judge(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let checks = RULES.iter().filter_map(|rule| match rule.check {
        Check::Time(check) => Some(check),
        Check::Reading | Check::Tree(_) | Check::Ignores => None,
    });
    let checks: Vec<_> = checks.collect();
    let unread = Unread::of(context.snapshot);
    let mut said = HashSet::new();
    for (cycle, teams) in judged(context) {
        let in_question = |id| teams.binary_search(&id).is_ok();
        for team in readable(context, &unread, cycle, in_question) {
            let mut found = Vec::new();
            for check in &checks {
                check(context, &team, &mut found);
            }
            findings.extend(found.into_iter().filter(|finding| said.insert(at(finding))));
        }
    }
}

/// Every team that has not ended before `cycle` and whose plans could be read.
pub fn in_cycle<'a>(context: &Context<'a>, cycle: &'a Cycle) -> Vec<TeamInCycle<'a>> {
    let unread = Unread::of(context.snapshot);
    readable(context, &unread, Some(cycle), |_| true)
}

/// The rule of a finding and all places that it names.
fn at(finding: &Finding) -> (&'static str, Vec<(FileId, Span)>) {
    let others = finding.related.iter().map(|other| (other.file, other.span));
    let places = std::iter::once((finding.file, finding.span)).chain(others);
    (finding.rule, places.collect())
}

/// The teams by the cycles that they are judged in: of those that they plan for, those of their open
/// objectives and the current one, as far as they have not ended, the innermost; where there is none
/// at all, no cycle.
fn judged<'a>(context: &Context<'a>) -> BTreeMap<Option<&'a Cycle>, Vec<TeamId>> {
    let mut cycles: HashMap<TeamId, Vec<&Cycle>> = HashMap::new();
    for (_, node, _) in context.open_objectives() {
        let Some(cycle) = &node.cycle else { continue };
        for (team, _) in shares(context.snapshot, node) {
            cycles.entry(team).or_default().push(cycle);
        }
    }
    let mut judged: BTreeMap<_, Vec<TeamId>> = BTreeMap::new();
    for (id, team) in context.snapshot.iter_teams().filter(|(_, t)| is_read(t)) {
        let mut own = cycles.remove(&id).unwrap_or_default();
        own.extend(team.plans.iter().filter_map(|plan| plan.cycle.as_ref()));
        own.extend(context.current);
        let innermost = innermost(own, context.today);
        if innermost.is_empty() {
            judged.entry(None).or_default().push(id);
        }
        for cycle in innermost {
            judged.entry(Some(cycle)).or_default().push(id);
        }
    }
    judged
}

/// Of the cycles that have not ended, those that contain no other. Of several with the same days the
/// first by name.
fn innermost(mut cycles: Vec<&Cycle>, today: Date) -> Vec<&Cycle> {
    cycles.retain(|cycle| cycle.days() > 0 && !cycle.has_ended(today));
    cycles.sort_by_key(|&cycle| (cycle.start, std::cmp::Reverse(cycle.end), &cycle.name));
    cycles.dedup_by_key(|cycle| (cycle.start, cycle.end));
    // From the last to begin on: what contains a cycle begins before it and ends no earlier.
    let mut first_end = None;
    cycles.reverse();
    cycles.retain(|cycle| {
        let contains_none = first_end.is_none_or(|end| cycle.end < end);
        if contains_none {
            first_end = Some(cycle.end);
        }
        contains_none
    });
    cycles
}

/// Whether a team is declared, and all that its documents say of it could be read.
fn is_read(team: &Team) -> bool {
    let is_unread = |plan: &TeamPlan| {
        let names_no_cycle = plan.cycle.is_none() && plan.document.named_cycle().is_some();
        plan.document.broken || names_no_cycle || plan.document.common().is_refused("cycle")
    };
    team.is_declared() && !team.plans.iter().any(is_unread)
}

fn readable<'a>(
    context: &Context<'a>,
    unread: &Unread,
    cycle: Option<&'a Cycle>,
    in_question: impl Fn(TeamId) -> bool,
) -> Vec<TeamInCycle<'a>> {
    let snapshot = context.snapshot;
    let today = context.today;
    time(snapshot, cycle)
        .teams
        .into_iter()
        .filter(|time| in_question(time.team) && !unread.plans.contains(&time.team))
        .filter(|time| match cycle {
            Some(_) => !time.has_ended_before(cycle),
            None => time.until.is_none_or(|until| until >= today),
        })
        .filter_map(|time| {
            let team = snapshot.team(time.team).filter(|team| is_read(team))?;
            Some(TeamInCycle::new(snapshot, unread, cycle, team, time))
        })
        .collect()
}

impl<'a> TeamInCycle<'a> {
    fn new(
        snapshot: &'a Snapshot,
        unread: &Unread,
        cycle: Option<&'a Cycle>,
        team: &'a Team,
        mut time: TeamTime<'a>,
    ) -> Self {
        let node = |objective: &ObjectiveTime| snapshot.node(objective.node);
        // Without a cycle the objectives of all cycles are there, the ended ones too.
        let is_timeless =
            |objective: &ObjectiveTime| node(objective).is_some_and(|node| node.cycle.is_none());
        time.objectives
            .retain(|objective| cycle.is_some() || is_timeless(objective));
        let read = time.objectives.len();
        time.objectives
            .retain(|objective| node(objective).is_some_and(says_all));
        let refuses = |field| {
            let mut plans = team.plans_for(cycle);
            plans.any(|plan| plan.document.common().is_refused(field))
        };
        if refuses("allocation") {
            time.split = None;
        }
        Self {
            team: &team.id,
            cycle,
            buckets: time.buckets().filter(|buckets| buckets.rest.is_zero()),
            has_reason: time.reason.is_some() || refuses("allocation_reason"),
            hides_objectives: time.objectives.len() < read
                || unread.objectives.contains(&time.team),
            time,
        }
    }

    /// A finding about the team.
    pub fn finding(
        &self,
        rule: &Rule,
        (file, span): (FileId, Span),
        message: impl Into<String>,
    ) -> Finding {
        Finding::new(rule.name, file, span, message).subject(format!("team:{}", self.team))
    }

    /// Where a bucket is written; the whole split where it is left out there.
    pub fn place(&self, bucket: Bucket) -> Option<(FileId, Span)> {
        let split = self.time.split?;
        let share = bucket.share(&split.value.value);
        Some((
            split.file,
            share.map_or(split.value.span, |share| share.span),
        ))
    }

    /// The cycle behind a blank and a word, to end a clause with; nothing without a cycle.
    pub fn in_cycle(&self) -> String {
        match self.cycle {
            Some(cycle) => format!(" in {}", cycle.name),
            None => String::new(),
        }
    }

    /// The objectives that its time is planned for, each with its share and the place of that.
    pub fn planned<'s>(
        &'s self,
        context: &Context<'a>,
    ) -> impl Iterator<Item = (&'a Node, Spanned<Share>)> + use<'a, 's> {
        let snapshot = context.snapshot;
        self.worked_on()
            .filter_map(move |(id, share)| Some((snapshot.node(id)?, share?)))
    }

    /// The objectives it works on, each with the share planned for it, without those that were given
    /// up or put off.
    pub fn worked_on(&self) -> impl Iterator<Item = (NodeId, Option<Spanned<Share>>)> + '_ {
        let kept = self.time.objectives.iter().filter(|one| !one.set_aside);
        kept.map(|objective| (objective.node, objective.share))
    }
}

impl Bucket {
    /// The key.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Strategic => "strategic",
            Self::Maintenance => "maintenance",
            Self::Operations => "operations",
        }
    }

    const fn share(self, plan: &BucketPlan) -> Option<Spanned<Share>> {
        match self {
            Self::Strategic => plan.strategic,
            Self::Maintenance => plan.maintenance,
            Self::Operations => plan.operations,
        }
    }
}

/// A share as a percentage: as it is, or to a tenth where it would have no end.
pub fn percent(share: &Exact) -> String {
    let fine = share.rounded(8);
    let shown = match Exact::from(fine) == *share {
        true => fine,
        false => share.rounded(3),
    };
    format!("{}%", hundred_times(shown))
}

/// A difference between two shares in percentage points, as in `12.5`.
pub fn points(difference: &Exact) -> String {
    hundred_times(difference.rounded(3)).to_string()
}

/// A parameter in percent as a share.
pub fn hundredths(percent: u32) -> Exact {
    Exact::fraction(percent.into(), 100)
}

fn hundred_times(share: Decimal) -> Decimal {
    share
        .checked_mul(Decimal::ONE_HUNDRED)
        .unwrap_or_default()
        .normalize()
}

/// Whether what an objective says about time, and whose and when it is, could be read.
fn says_all(node: &Node) -> bool {
    let refuses = |field: &&str| node.common().is_refused(field);
    !node.document.broken
        && !["allocation", "status", "team", "cycle"]
            .iter()
            .any(refuses)
}

/// The teams in whose folders a file stands of which nothing could be read.
struct Unread {
    /// Where that is a team's document.
    plans: HashSet<TeamId>,
    /// Where it is another.
    objectives: HashSet<TeamId>,
}

impl Unread {
    fn of(snapshot: &Snapshot) -> Self {
        let plans = snapshot.teams.iter().flat_map(|team| &team.plans);
        let plans = plans.map(|plan| plan.file);
        let read: HashSet<FileId> = plans
            .chain(snapshot.nodes.iter().map(|node| node.file))
            .collect();
        let teams = snapshot.iter_teams();
        let by_folder: HashMap<&str, TeamId> = teams
            .filter_map(|(id, team)| Some((team.folder.as_deref()?, id)))
            .collect();
        let mut unread = Self {
            plans: HashSet::new(),
            objectives: HashSet::new(),
        };
        let files = (0..).map(FileId).zip(&snapshot.files);
        for (_, file) in files.filter(|(id, _)| !read.contains(id)) {
            let path = file.path_in_tree.as_str();
            let team = above(path).find_map(|folder| by_folder.get(folder).copied());
            match last_part(path).split('.').next() {
                Some("okr") => {}
                Some("team") => unread.plans.extend(team),
                _ => unread.objectives.extend(team),
            }
        }
        unread
    }
}
