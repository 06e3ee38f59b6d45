//! `okr log`: the history of one thing, or of the whole tree.

mod earlier;
mod gone;
mod walk;

use std::io::Write;

use anyhow::anyhow;
use clap::{Args, ValueEnum};

use crate::cli::effect::OnlyEffect;
use crate::cli::follow::{self, Asked, Wanted};
use crate::cli::format::{Output, write_all};
use crate::cli::load::{Loaded, load};
use crate::cli::session::Session;
use crate::cli::state::Repository;
use crate::cli::{Outcome, Stop, subject};
use crate::diff::Effect;
use crate::render::{log_csv, log_json, log_text};
use crate::report::Verdict;
use crate::snapshot::current_cycle;
use crate::views::log::Trail;
use gone::LastSeen;

/// Show the history of one objective, key result, goal, kpi or team, or of the whole tree
///
/// Tells each commit that changed it, the latest first, in the terms of the field, and its values as
/// a series. What was renamed or moved is followed back to where it began; what is gone is told up to
/// where it last stood. A merge is told where it changed what none of its parents has so.
#[derive(Debug, Args)]
pub struct LogArgs {
    /// Its id; `team:ID` for a team, `id/key-result` for a key result
    #[arg(value_name = "REF")]
    reference: Option<String>,

    /// Only one effect: intent (what is to be achieved) or progress (how far it is)
    #[arg(long, value_name = "EFFECT")]
    only: Option<OnlyEffect>,

    /// Tell at most so many commits
    #[arg(short = 'n', long, value_name = "N")]
    max_count: Option<usize>,

    /// How to show it: text, json or csv; with `=PATH` into a file
    #[arg(long = "format", value_name = "FORMAT[=PATH]")]
    formats: Vec<Output<LogFormat>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum LogFormat {
    /// For people
    Text,
    /// One object
    Json,
    /// A row for each change
    Csv,
}

/// Runs it.
pub fn run(args: &LogArgs, session: &Session, out: &mut dyn Write, err: &mut dyn Write) -> Outcome {
    let mut repository = Repository::open(session)?;
    let head = repository.commit("HEAD")?;
    let mut today = repository.load(&head, session)?;
    today.say(session, err)?;
    // What a bare id means follows from the day of the reader, as in every other view.
    if session.cycle.is_none() {
        today.current = current_cycle(&today.snapshot, session.today);
    }
    let wanted = Wanted {
        only: args.only.map(Effect::from),
        most: args.max_count,
    };
    let history = match &args.reference {
        Some(reference) => {
            let asked = asked(reference, &repository, &today, session)?;
            follow::of_one(&repository, &today, asked, wanted)?
        }
        None => walk::of_all(&repository, &today, wanted)?,
    };
    write_all(
        &Output::or(&args.formats, LogFormat::Text),
        &session.folder,
        out,
        |format, out, to_file| match format {
            // As git does.
            LogFormat::Text if args.max_count == Some(0) => Ok(()),
            LogFormat::Text => log_text::write(out, &history, session.style_for(to_file)),
            LogFormat::Json => log_json::write(out, &history, session.today),
            LogFormat::Csv => log_csv::write(out, &history),
        },
    )?;
    Ok(Verdict::Clean)
}

/// What stands before the id of a team, which is not the team of something.
const TEAM: &str = "team:";

/// What `reference` means in the last commit, else what it last meant.
fn asked(
    reference: &str,
    repository: &Repository,
    today: &Loaded,
    session: &Session,
) -> Result<Asked, Stop> {
    let error = match found(reference, today) {
        Ok(asked) => return Ok(asked),
        Err(error) => error,
    };
    let is_not_committed = load(session).is_ok_and(|mut now| {
        now.current.clone_from(&today.current);
        if session.cycle.is_none() {
            now.current = current_cycle(&now.snapshot, session.today);
        }
        found(reference, &now).is_ok()
    });
    if is_not_committed {
        return Err(anyhow!(
            "`{reference}` has no history yet: it stands in the files as they are, but not in the last commit"
        )
        .into());
    }
    match gone::last_seen(reference, repository, today)? {
        LastSeen::There(asked) => Ok(*asked),
        LastSeen::Nowhere => Err(error.into()),
        LastSeen::Unknown => Err(error
            .context(
                "the clone is shallow, so that what came before is missing (`git fetch --unshallow`)",
            )
            .into()),
    }
}

fn found(reference: &str, loaded: &Loaded) -> anyhow::Result<Asked> {
    let snapshot = &loaded.snapshot;
    let path = |file| snapshot.file(file).map(|file| file.path.clone());
    let (trail, paths, notes) = match reference.strip_prefix(TEAM) {
        Some(id) => {
            let team = subject::team(loaded, id)?;
            let plans = snapshot.team(team).map_or(&[][..], |team| &team.plans);
            if plans.is_empty() {
                return Err(anyhow!(
                    "no file declares the team `{id}`, so that it has no history"
                ));
            }
            let paths = plans.iter().filter_map(|plan| path(plan.file));
            (Trail::of_team(snapshot, team), paths.collect(), Vec::new())
        }
        None => {
            let place = subject::place(loaded, reference)?;
            let file = snapshot.node(place.node).and_then(|node| path(node.file));
            let trail = Trail::of_place(snapshot, place);
            let notes = earlier::notes(loaded, place);
            (trail, file.into_iter().collect(), notes)
        }
    };
    let trail = trail.ok_or_else(|| anyhow!("there is no {reference}"))?;
    Ok(Asked {
        trail,
        paths,
        from: loaded.state.commit.clone().unwrap_or_default(),
        notes,
    })
}
