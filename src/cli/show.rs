//! `okr show`: one goal, objective, kpi or team whole.

use std::io::Write;

use anyhow::anyhow;
use clap::{Args, ValueEnum};

use crate::cli::format::{Output, write_all};
use crate::cli::load::StateArgs;
use crate::cli::session::Session;
use crate::cli::{Outcome, subject};
use crate::render::{show_json, show_markdown, show_text};
use crate::report::Verdict;
use crate::views::figures::Basis;
use crate::views::show::{Subject, show};

/// Show one goal, objective, kpi or team whole
#[derive(Debug, Args)]
pub struct ShowArgs {
    /// Its id; `team:ID` for a team, `id/key-result` for a key result
    #[arg(value_name = "REF")]
    reference: String,

    #[command(flatten)]
    state: StateArgs,

    /// How to show it: text, json or markdown; with `=PATH` into a file
    #[arg(long = "format", value_name = "FORMAT[=PATH]")]
    formats: Vec<Output<ShowFormat>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ShowFormat {
    /// For people
    Text,
    /// One object
    Json,
    /// For a page
    Markdown,
}

/// The word before the colon that means a team, not the team of something.
const TEAM: &str = "team:";

/// Runs it.
pub fn run(
    args: &ShowArgs,
    session: &Session,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> Outcome {
    let loaded = args.state.load(session)?;
    loaded.require_documents()?;
    loaded.say(session, err)?;
    let subject = match args.reference.strip_prefix(TEAM) {
        Some(id) => Subject::Team(subject::team(&loaded, id)?),
        None => Subject::Node(subject::place(&loaded, &args.reference)?),
    };
    let place = match subject {
        Subject::Node(place) => Some(place),
        Subject::Team(_) => None,
    };
    let basis = Basis {
        snapshot: &loaded.snapshot,
        config: &loaded.config,
        today: loaded.today,
    };
    let shown = show(basis, subject, &loaded.shown(session, place))
        .ok_or_else(|| anyhow!("there is no {}", args.reference))?;
    let reading = loaded.reading();
    write_all(
        &Output::or(&args.formats, ShowFormat::Text),
        &session.folder,
        out,
        |format, out, to_file| match format {
            ShowFormat::Text => show_text::write(out, &shown, &reading, session.style_for(to_file)),
            ShowFormat::Json => show_json::write(out, &shown, &reading),
            ShowFormat::Markdown => show_markdown::write(out, &shown, &reading),
        },
    )?;
    loaded.say_errors(session, err)?;
    Ok(Verdict::Clean)
}
