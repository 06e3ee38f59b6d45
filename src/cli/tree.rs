//! `okr tree`: the cascade.

use std::io::Write;

use clap::{Args, ValueEnum};

use crate::cli::format::{Output, write_all};
use crate::cli::load::StateArgs;
use crate::cli::session::Session;
use crate::cli::{Outcome, subject};
use crate::render::{tree_dot, tree_json, tree_markdown, tree_mermaid, tree_text};
use crate::report::Verdict;
use crate::views::concern::{Only, Sort};
use crate::views::tree::{Options, tree};

/// Show the cascade: business goal, company OKRs, team OKRs with their key results
#[derive(Debug, Args)]
pub struct TreeArgs {
    /// Only what hangs under this goal, objective, key result or kpi
    #[arg(value_name = "REF")]
    reference: Option<String>,

    /// Only what this team and the teams below it work on, with the way up to the goal
    #[arg(long, value_name = "TEAM")]
    team: Option<String>,

    /// Only so many levels below the top; 0 shows the top alone
    #[arg(long, value_name = "N")]
    depth: Option<usize>,

    /// Leave the key results out
    #[arg(long)]
    no_key_results: bool,

    /// Only what is off track, at risk or unhealthy, with the way up to the goal; may be repeated
    #[arg(long, value_name = "WHAT", value_delimiter = ',')]
    only: Vec<OnlyWhat>,

    /// How siblings stand: by name, or the worst pace first
    #[arg(long, value_name = "BY", default_value = "name")]
    sort: SortBy,

    #[command(flatten)]
    state: StateArgs,

    /// How to show it: text, json, markdown, mermaid or dot; with `=PATH` into a file
    #[arg(long = "format", value_name = "FORMAT[=PATH]")]
    formats: Vec<Output<TreeFormat>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum TreeFormat {
    /// For people
    Text,
    /// One object
    Json,
    /// For a page
    Markdown,
    /// A diagram that GitHub and GitLab draw
    Mermaid,
    /// A diagram for Graphviz
    Dot,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum OnlyWhat {
    /// What is off track
    OffTrack,
    /// What is at risk
    AtRisk,
    /// Kpis that miss their target, with the objectives that repair them
    Unhealthy,
}

impl From<OnlyWhat> for Only {
    fn from(what: OnlyWhat) -> Self {
        match what {
            OnlyWhat::OffTrack => Self::OffTrack,
            OnlyWhat::AtRisk => Self::AtRisk,
            OnlyWhat::Unhealthy => Self::Unhealthy,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum SortBy {
    /// By cycle, team and id
    Name,
    /// The worst pace first
    Pace,
}

impl From<SortBy> for Sort {
    fn from(by: SortBy) -> Self {
        match by {
            SortBy::Name => Self::Name,
            SortBy::Pace => Self::Pace,
        }
    }
}

/// Runs it.
pub fn run(
    args: &TreeArgs,
    session: &Session,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> Outcome {
    let loaded = args.state.load(session)?;
    loaded.require_documents()?;
    loaded.say(session, err)?;
    let root = args
        .reference
        .as_deref()
        .map(|text| subject::place(&loaded, text))
        .transpose()?;
    let options = Options {
        shown: loaded.shown(session, root),
        today: loaded.today,
        root,
        team: args
            .team
            .as_deref()
            .map(|id| subject::team(&loaded, id))
            .transpose()?,
        depth: args.depth,
        key_results: !args.no_key_results,
        only: args.only.iter().map(|what| Only::from(*what)).collect(),
        sort: args.sort.into(),
    };
    let shown = tree(&loaded.snapshot, &loaded.config, &options);
    let reading = loaded.reading();
    let outputs = Output::or(&args.formats, TreeFormat::Text);
    write_all(
        &outputs,
        &session.folder,
        out,
        |format, out, to_file| match format {
            TreeFormat::Text => tree_text::write(out, &shown, &reading, session.style_for(to_file)),
            TreeFormat::Json => tree_json::write(out, &shown, &reading),
            TreeFormat::Markdown => tree_markdown::write(out, &shown, &reading),
            TreeFormat::Mermaid => tree_mermaid::write(out, &shown),
            TreeFormat::Dot => tree_dot::write(out, &shown),
        },
    )?;
    loaded.say_errors(session, err)?;
    Ok(Verdict::Clean)
}
