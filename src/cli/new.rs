//! `okr new`: a document of a kind, in the folder where it belongs.

use std::io::Write;

use anyhow::{anyhow, bail};
use clap::{Args, ValueEnum};

use crate::amend::{self, New};
use crate::cli::edits::{self, Edits};
use crate::cli::load::{Edited, Loaded, load_for};
use crate::cli::session::Session;
use crate::cli::{Outcome, subject};
use crate::model::reference::{id_error, normalised};
use crate::model::{Cycle, Kind};
use crate::render::safe::safe;
use crate::report::Verdict;
use crate::snapshot::{Node, Snapshot, TeamId};
use crate::source::CONFIG_NAME;
use crate::starter::{self, Known};
use crate::store;

/// Write a new goal, objective, kpi or team, in the folder where it belongs
///
/// What is not said stands in the file as TBD, or as a comment that asks for it. An objective begins as
/// a draft of the current cycle, or of that of --cycle. Never overwrites a file.
#[derive(Debug, Args)]
pub struct NewArgs {
    /// What it is
    #[arg(value_name = "KIND")]
    kind: NewKind,

    /// Its id, by which others refer to it, such as find-content
    #[arg(value_name = "ID")]
    id: String,

    /// What it says: the goal, the objective, what a kpi keeps, what a team is called
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,

    /// What an objective serves: a goal, an objective, a key result of one (id/key-result) or a kpi; of
    /// a team the team above it
    #[arg(long, value_name = "REF")]
    parent: Option<String>,

    /// The team that it belongs to
    #[arg(long, value_name = "TEAM")]
    team: Option<String>,

    /// Who answers for it, one person or role; else whoever answers for its team
    #[arg(long, value_name = "NAME")]
    owner: Option<String>,

    /// Write no file, and print it as a unified diff
    #[arg(long)]
    diff: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum NewKind {
    /// A business goal: long-lived, set by leadership
    Goal,
    /// An objective with its key results, for one cycle
    Objective,
    /// A kpi: business as usual that must keep working
    Kpi,
    /// A team
    Team,
}

impl NewKind {
    const fn kind(self) -> Kind {
        match self {
            Self::Goal => Kind::Goal,
            Self::Objective => Kind::Objective,
            Self::Kpi => Kind::Kpi,
            Self::Team => Kind::Team,
        }
    }
}

/// What is to be written, as meant.
struct Wanted {
    kind: Kind,
    id: String,
    /// Its team; of a team the one above it.
    team: Option<TeamId>,
    cycle: Option<Cycle>,
    known: Known,
}

/// Runs it.
pub fn run(args: &NewArgs, session: &Session, out: &mut dyn Write, err: &mut dyn Write) -> Outcome {
    let before = load_for(session, &[], &Edited::new())?;
    before.say(session, err)?;
    let wanted = wanted(args, session, &before)?;
    refuse_taken(&before.snapshot, &wanted)?;
    let path = path(&before, &wanted)?;
    let (edits, after) = written(session, &before, &wanted, &path)?;
    edits::refuse_new_errors(&before, &after)?;
    if args.diff {
        edits.print(session, out)?;
        return Ok(Verdict::Clean);
    }
    edits.write(&before.root.repository)?;
    let shown = session.paths(&before.root).show(&path);
    edits::told(out, |out| writeln!(out, "{}", safe(&shown)))?;
    if !session.quiet {
        let next = match wanted.kind {
            Kind::Objective => {
                "Write what stands as TBD in it, add key results, and take `status: draft` away once it is agreed on; `okr check` says what is missing."
            }
            Kind::Goal | Kind::Kpi => {
                "Write what stands as TBD in it; `okr check` says what is missing."
            }
            Kind::Team => "Write who is in it; `okr check` says what is missing.",
        };
        writeln!(err, "{next}")?;
    }
    Ok(Verdict::Clean)
}

/// What the arguments ask for.
fn wanted(args: &NewArgs, session: &Session, before: &Loaded) -> anyhow::Result<Wanted> {
    let kind = args.kind.kind();
    if let Some(why) = id_error(&args.id) {
        bail!("`{}` is no id: it {why}", args.id);
    }
    let id = normalised(&args.id).to_string();
    let team = match (kind, &args.team, &args.parent) {
        (Kind::Team, Some(_), _) => {
            bail!("a team belongs to no team: --parent says which one is above it")
        }
        (Kind::Team, None, team) | (_, team, None) => team,
        (Kind::Objective, team, Some(_)) => team,
        (kind, _, Some(_)) => bail!(
            "a {} has no parent: what serves it names it as its own parent",
            kind.name()
        ),
    };
    let team = team.as_deref().map(|team| subject::team(before, team));
    let team = team.transpose()?;
    let owner_of_team = || {
        let team = before.snapshot.team(team.filter(|_| kind != Kind::Team)?)?;
        let owner = team
            .documents()
            .find_map(|plan| plan.common.owner.first())?;
        Some(owner.value.to_string())
    };
    let cycle = match kind {
        Kind::Objective => Some(cycle(session, before, team)?),
        Kind::Goal | Kind::Kpi | Kind::Team => None,
    };
    let title = match kind {
        Kind::Team => args.title.clone().or_else(|| Some(capitalised(&id))),
        _ => args.title.clone(),
    };
    Ok(Wanted {
        kind,
        team,
        cycle,
        known: Known {
            title,
            parent: args.parent.clone().filter(|_| kind == Kind::Objective),
            owner: args.owner.clone().or_else(owner_of_team),
            ..Known::default()
        },
        id,
    })
}

/// The cycle of a new objective: as said, else the shortest that is running and that its team, or the
/// company, has objectives in, else the current one where that is running, else the one that today is in.
fn cycle(session: &Session, before: &Loaded, team: Option<TeamId>) -> anyhow::Result<Cycle> {
    let calendar = &before.config.calendar;
    let runs = |cycle: &&Cycle| cycle.contains_day(before.today);
    if session.cycle.as_deref().is_some_and(|name| name != "all")
        && let Some(said) = &before.current
    {
        return Ok(said.clone());
    }
    let like = before
        .snapshot
        .nodes
        .iter()
        .filter(|node| node.team == team);
    let own = like.filter_map(|node| node.cycle.as_ref()).filter(runs);
    let declared = || {
        calendar
            .declared()
            .iter()
            .filter(runs)
            .min_by_key(|cycle| cycle.days())
    };
    let shortest = own.min_by_key(|cycle| cycle.days());
    shortest
        .or_else(|| before.current.as_ref().filter(runs))
        .or_else(declared)
        .cloned()
        .or_else(|| calendar.quarter_at(before.today))
        .ok_or_else(|| anyhow!("no cycle is running: name one with --cycle"))
}

/// What a team is called that nobody named: its id as words.
fn capitalised(id: &str) -> String {
    let words = id.replace(['-', '_'], " ");
    let mut letters = words.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => words,
    }
}

/// Makes sure that nothing has the id yet.
fn refuse_taken(snapshot: &Snapshot, wanted: &Wanted) -> anyhow::Result<()> {
    let id = &wanted.id;
    if wanted.kind == Kind::Team {
        let team = snapshot.team_named(id).and_then(|team| snapshot.team(team));
        return match team {
            Some(team) if *team.id != **id => bail!(
                "`{id}` is what {} was called once: choose another id",
                team.id
            ),
            Some(team) if team.is_declared() => {
                let file = team.plans.first().and_then(|plan| snapshot.file(plan.file));
                let path = file.map_or("", |file| &file.path);
                bail!("there is a team `{id}` already: {path}")
            }
            _ => Ok(()),
        };
    }
    let is_same = |node: &&Node| {
        let in_cycle = match &wanted.cycle {
            Some(cycle) => node.is_in(cycle),
            None => node.cycle.is_none(),
        };
        *node.id == **id && node.team == wanted.team && in_cycle
    };
    match snapshot.nodes.iter().find(is_same) {
        None => Ok(()),
        Some(node) => bail!(
            "there is a {} `{}` already: {}",
            node.kind().name(),
            snapshot.full_name(node),
            snapshot.file(node.file).map_or("", |file| &file.path)
        ),
    }
}

/// The path of the file, from the root of the repository.
fn path(before: &Loaded, wanted: &Wanted) -> anyhow::Result<String> {
    let new = New {
        kind: wanted.kind,
        id: &wanted.id,
        team: wanted.team,
        cycle: wanted.cycle.as_ref(),
    };
    let homes = amend::homes(&before.snapshot, new);
    let selection = before.selection()?;
    let first = homes.first().cloned().unwrap_or_default();
    if first.rsplit('/').next() == Some(CONFIG_NAME) {
        bail!(
            "`{}` is the name of the tree's own file: choose another id",
            wanted.id
        );
    }
    let home = homes.into_iter().find(|path| selection.holds(path));
    let home = home.ok_or_else(|| {
        anyhow!("{first} would not be read: `include` and `exclude` in {CONFIG_NAME} say which files are")
    })?;
    let path = before.root.in_repository(&home);
    if store::is_taken(&before.root.repository.join(&path)) {
        bail!(
            "{path} is there already, and nothing that you wrote is overwritten: choose another id"
        );
    }
    edits::require_read(&before.root, std::slice::from_ref(&path))?;
    Ok(path)
}

/// The file, with the tree that has it. What its path does not say of it, it says itself.
fn written(
    session: &Session,
    before: &Loaded,
    wanted: &Wanted,
    path: &str,
) -> Result<(Edits, Loaded), crate::cli::Stop> {
    let mut known = wanted.known.clone();
    loop {
        let policy = &before.config.policy;
        let text = starter::document(wanted.kind, &known, policy, session.today)?;
        let mut edits = Edits::default();
        edits.create(path.to_owned(), text);
        let after = load_for(session, &[], &edits.edited())?;
        let told = told(&before.snapshot, &after.snapshot, wanted, path);
        let better = Known {
            id: told.id.or_else(|| known.id.clone()),
            team: told.team.or_else(|| known.team.clone()),
            cycle: told.cycle.or_else(|| known.cycle.clone()),
            parent: told.parent.or_else(|| known.parent.clone()),
            ..known.clone()
        };
        if better == known {
            return Ok((edits, after));
        }
        known = better;
    }
}

/// What the tree `after` takes the file at `path` for wrongly, as it should be.
fn told(before: &Snapshot, after: &Snapshot, wanted: &Wanted, path: &str) -> Known {
    let name_before = |team: Option<TeamId>| Some(before.team(team?)?.id.to_string());
    let name_after = |team: Option<TeamId>| Some(after.team(team?)?.id.to_string());
    let own_team = name_before(wanted.team);
    if wanted.kind == Kind::Team {
        let team = after.team_named(&wanted.id);
        let above = name_after(team.and_then(|team| after.team(team)?.parent));
        return Known {
            parent: own_team.filter(|own| above.as_ref() != Some(own)),
            ..Known::default()
        };
    }
    let is_at = |node: &&Node| after.file(node.file).is_some_and(|file| file.path == path);
    let Some(node) = after.nodes.iter().find(is_at) else {
        return Known::default();
    };
    let cycle = wanted.cycle.as_ref().filter(|cycle| !node.is_in(cycle));
    let team = name_after(node.team);
    Known {
        id: (*node.id != *wanted.id).then(|| wanted.id.clone()),
        team: own_team.filter(|own| team.as_ref() != Some(own)),
        cycle: cycle.map(|cycle| cycle.name.to_string()),
        ..Known::default()
    }
}
