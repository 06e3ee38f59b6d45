//! `okr why`: the line of sight from one objective or key result up to the business goal.

use std::io::Write;

use anyhow::anyhow;
use clap::{Args, ValueEnum};

use crate::cli::format::{Output, write_all};
use crate::cli::load::StateArgs;
use crate::cli::session::Session;
use crate::cli::{Outcome, subject};
use crate::render::{why_json, why_markdown, why_text};
use crate::report::Verdict;
use crate::views::{Basis, why};

/// Show what one objective or key result is for: the line up to the business goal
///
/// The page for a talk about money and people: every number on the way, what is invested, how it
/// stands and what is missing for a good case. Where no goal is reached: the two ways on, and the
/// nearest goals.
#[derive(Debug, Args)]
pub struct WhyArgs {
    /// The id of an objective, a goal or a kpi; `id/key-result` for a key result
    #[arg(value_name = "REF")]
    reference: String,

    #[command(flatten)]
    state: StateArgs,

    /// How to show it: text, json or markdown; with `=PATH` into a file
    #[arg(long = "format", value_name = "FORMAT[=PATH]")]
    formats: Vec<Output<WhyFormat>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum WhyFormat {
    /// For people
    Text,
    /// One object
    Json,
    /// For a page
    Markdown,
}

/// Runs it.
pub fn run(args: &WhyArgs, session: &Session, out: &mut dyn Write, err: &mut dyn Write) -> Outcome {
    let reference = &args.reference;
    if let Some(team) = reference.strip_prefix("team:") {
        return Err(anyhow!(
            "{reference} is a team, and a line of sight begins at one objective or key result; `okr show {reference}` shows the team, `okr tree --team {team}` what it works on"
        )
        .into());
    }
    let loaded = args.state.load(session)?;
    loaded.require_documents()?;
    loaded.say(session, err)?;
    let place = subject::place(&loaded, reference)?;
    let basis = Basis {
        snapshot: &loaded.snapshot,
        config: &loaded.config,
        today: loaded.today,
    };
    let why = why(basis, place, &loaded.shown(session, Some(place)))
        .ok_or_else(|| anyhow!("there is no {reference}"))?;
    let reading = loaded.reading();
    let text = |to_file| session.style_for(to_file);
    write_all(
        &Output::or(&args.formats, WhyFormat::Text),
        &session.folder,
        out,
        |format, out, to_file| match format {
            WhyFormat::Text => why_text::write(out, &why, &reading, text(to_file)),
            WhyFormat::Json => why_json::write(out, &why, &reading),
            WhyFormat::Markdown => why_markdown::write(out, &why, &reading),
        },
    )?;
    loaded.say_errors(session, err)?;
    Ok(Verdict::Clean)
}
