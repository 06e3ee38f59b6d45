//! `okr schema`: JSON Schemas of the files and of the output.

use std::io::Write;

use anyhow::Context as _;
use clap::{Args, ValueEnum};

use crate::cli::Outcome;
use crate::cli::session::Session;
use crate::render::output_schema;
use crate::report::Verdict;
use crate::schema;

/// Print a JSON Schema (draft-07): of the files for an editor, or of the JSON output
///
/// An editor that knows the schema completes fields, explains them and marks mistakes while one
/// writes; `okr check` finds the rest, such as references that lead nowhere.
#[derive(Debug, Args)]
pub struct SchemaArgs {
    /// Of what
    #[arg(value_name = "WHAT", default_value = "okr")]
    what: What,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum What {
    /// The documents: goals, objectives, kpis and teams
    Okr,
    /// okr.yaml
    Config,
    /// What the commands print with `--format json`
    Output,
}

/// Runs it.
pub fn run(
    args: &SchemaArgs,
    _session: &Session,
    out: &mut dyn Write,
    _err: &mut dyn Write,
) -> Outcome {
    let schema = match args.what {
        What::Okr => schema::documents(),
        What::Config => schema::config(),
        What::Output => output_schema::output(),
    };
    let mut text = serde_json::to_string_pretty(&schema)?;
    text.push('\n');
    out.write_all(text.as_bytes())
        .context("cannot write to standard output")?;
    Ok(Verdict::Clean)
}
