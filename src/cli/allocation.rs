//! `okr allocation`: where time goes, by team and by business goal.

use std::io::Write;

use anyhow::anyhow;
use clap::{Args, ValueEnum};

use crate::cli::actual::ActualArgs;
use crate::cli::format::{Output, write_all};
use crate::cli::load::StateArgs;
use crate::cli::session::Session;
use crate::cli::{Outcome, subject};
use crate::render::{allocation_csv, allocation_json, allocation_markdown, allocation_text};
use crate::report::Verdict;
use crate::views::allocation::{Wanted, allocation};

/// Show where time goes: by team the plan for each bucket, by goal the people invested
///
/// Strategic time is work on objectives; maintenance is bugs, technical debt, requests and
/// promises; operations are recurring work that is the team's job.
#[derive(Debug, Args)]
pub struct AllocationArgs {
    /// Only these teams and those below them
    #[arg(value_name = "TEAM")]
    teams: Vec<String>,

    #[command(flatten)]
    actual: ActualArgs,

    #[command(flatten)]
    state: StateArgs,

    /// How to show it: text, json, csv or markdown; with `=PATH` into a file
    #[arg(long = "format", value_name = "FORMAT[=PATH]")]
    formats: Vec<Output<AllocationFormat>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum AllocationFormat {
    /// For people
    Text,
    /// One object
    Json,
    /// A table for spreadsheets
    Csv,
    /// For a page
    Markdown,
}

/// Runs it.
pub fn run(
    args: &AllocationArgs,
    session: &Session,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> Outcome {
    if session.cycle.as_deref() == Some("all") {
        // Time is split once a cycle: a share of several together would mean nothing.
        return Err(anyhow!(
            "--cycle all: time is split anew in each cycle; name one of them, such as --cycle 2026-Q1"
        )
        .into());
    }
    let loaded = args.state.load(session)?;
    loaded.require_documents()?;
    loaded.say(session, err)?;
    let teams = args.teams.iter().map(|id| {
        let id = id.strip_prefix("team:").unwrap_or(id);
        subject::team(&loaded, id)
    });
    let mut teams = teams.collect::<anyhow::Result<Vec<_>>>()?;
    teams.dedup();
    let wanted = Wanted {
        cycle: loaded.current.clone(),
        teams,
    };
    let actual = args.actual.read(&loaded, session, err)?;
    let shown = allocation(&loaded.snapshot, &loaded.config, &wanted, actual.as_ref());
    let reading = loaded.reading();
    write_all(
        &Output::or(&args.formats, AllocationFormat::Text),
        &session.folder,
        out,
        |format, out, to_file| match format {
            AllocationFormat::Text => {
                allocation_text::write(out, &shown, &reading, session.style_for(to_file))
            }
            AllocationFormat::Json => allocation_json::write(out, &shown, &reading),
            AllocationFormat::Csv => allocation_csv::write(out, &shown),
            AllocationFormat::Markdown => allocation_markdown::write(out, &shown, &reading),
        },
    )?;
    loaded.say_errors(session, err)?;
    Ok(Verdict::Clean)
}
