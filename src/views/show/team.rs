//! A team whole: its people, its plan and what it works on.

use crate::measure::time::{said, time};
use crate::model::{Cycle, Status, Team};
use crate::snapshot::{Snapshot, TeamId};
use crate::source::{Spanned, Text};
use crate::views::allocation::{TeamRow, row};
use crate::views::node::TeamName;
use crate::views::show::{Texts, list, text};
use crate::views::tree::Shown;

/// A team whole. Where it has a plan for the cycle, what that does not say comes from the standing
/// plan.
#[derive(Debug, Clone)]
pub struct ShownTeam {
    /// Its time, as the allocation has it.
    pub time: TeamRow,
    /// The cycle that was asked for; none where all were.
    pub cycle: Option<Cycle>,
    /// The teams right below.
    pub below: Vec<TeamName>,
    /// Who answers for it.
    pub owner: Vec<Text>,
    /// Where it is in its life.
    pub status: Status,
    /// Its longer texts.
    pub texts: Texts,
    /// Its people.
    pub members: Vec<Text>,
    /// Globs of the code it works on.
    pub paths: Vec<Text>,
    /// Old ids.
    pub formerly: Vec<Text>,
}

/// The team with this id, in the cycles of `shown`.
pub(super) fn team(snapshot: &Snapshot, id: TeamId, shown: &Shown) -> Option<ShownTeam> {
    let team = snapshot.team(id)?;
    let cycle = match shown {
        Shown::One(cycle) => Some(cycle),
        Shown::All => None,
    };
    let said: Vec<&Team> = said(team, cycle).collect();
    let first_list = |field: fn(&Team) -> &[Spanned<Text>]| {
        let mut lists = said.iter().map(|team| field(team));
        lists
            .find(|texts| !texts.is_empty())
            .map(list)
            .unwrap_or_default()
    };
    let first_text =
        |field: fn(&Team) -> &Option<Spanned<Text>>| said.iter().find_map(|team| text(field(team)));
    Some(ShownTeam {
        time: row(snapshot, time(snapshot, cycle).team(id)?, 0, None)?,
        cycle: cycle.cloned(),
        below: snapshot
            .iter_teams()
            .filter(|(_, other)| other.parent == Some(id))
            .filter_map(|(other, _)| TeamName::of(snapshot, other))
            .collect(),
        owner: first_list(|team| &team.common.owner),
        status: said
            .first()
            .map_or(Status::Active, |team| team.common.status()),
        texts: Texts {
            why: first_text(|team| &team.common.background.why),
            note: first_text(|team| &team.common.note),
            reason: first_text(|team| &team.common.background.reason),
            result: None,
            labels: first_list(|team| &team.common.background.labels),
            links: first_list(|team| &team.common.background.links),
            references: Vec::new(),
        },
        members: first_list(|team| &team.members),
        paths: first_list(|team| &team.paths),
        formerly: first_list(|team| &team.formerly),
    })
}
