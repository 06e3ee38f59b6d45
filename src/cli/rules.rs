//! `okr rules`: all rules, or one explained.

use std::io::Write;

use anyhow::{Context as _, anyhow};
use clap::{Args, ValueEnum};

use crate::cli::Outcome;
use crate::cli::session::Session;
use crate::render::{rules_json, rules_markdown, rules_text};
use crate::report::{RulesReport, Verdict};
use crate::rules::{RULES, nearest_rule, rule};

/// List the rules, or explain one: why, an example, what to write instead
#[derive(Debug, Args)]
pub struct RulesArgs {
    /// The rule to explain
    #[arg(value_name = "NAME")]
    name: Option<String>,

    /// How to print them
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: RulesFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum RulesFormat {
    /// For people
    Text,
    /// One object
    Json,
    /// For a page
    Markdown,
}

/// Runs it.
pub fn run(
    args: &RulesArgs,
    session: &Session,
    out: &mut dyn Write,
    _err: &mut dyn Write,
) -> Outcome {
    let report = match args.name.as_deref() {
        None => RulesReport::All(RULES.to_vec()),
        Some(name) => RulesReport::One(rule(name).ok_or_else(|| unknown(name))?),
    };
    match args.format {
        RulesFormat::Text => rules_text::write(&report, session.style, out),
        RulesFormat::Json => rules_json::write(&report, session.today, out),
        RulesFormat::Markdown => rules_markdown::write(&report, out),
    }
    .context("cannot write to standard output")?;
    Ok(Verdict::Clean)
}

fn unknown(name: &str) -> anyhow::Error {
    match nearest_rule(name) {
        Some(near) => anyhow!("there is no rule {name}; did you mean {}?", near.name),
        None => anyhow!("there is no rule {name}; `okr rules` lists them"),
    }
}
