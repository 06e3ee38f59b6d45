//! `okr man`: the pages of the manual, made from the same arguments that are parsed.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, anyhow};
use clap::{Args, Command, CommandFactory};
use clap_mangen::Man;

use crate::cli::session::Session;
use crate::cli::{Cli, Outcome};
use crate::render::safe::safe;
use crate::report::Verdict;
use crate::store;

/// Print a page of the manual in roff: of okr itself, or of one command
///
/// `okr man check | man -l -` shows the page of `okr check`.
#[derive(Debug, Args)]
pub struct ManArgs {
    /// The command
    #[arg(value_name = "COMMAND", conflicts_with = "dir")]
    command: Option<String>,

    /// Write every page to a file in this folder, such as okr-check.1, and print their paths
    #[arg(long, value_name = "DIR")]
    dir: Option<PathBuf>,
}

/// Runs it.
pub fn run(
    args: &ManArgs,
    session: &Session,
    out: &mut dyn Write,
    _err: &mut dyn Write,
) -> Outcome {
    let mut program = Cli::command();
    program.build();
    if let Some(dir) = &args.dir {
        write_all(&program, &session.folder, dir, out)?;
        return Ok(Verdict::Clean);
    }
    let command = match args.command.as_deref() {
        None => &program,
        Some(name) => program
            .find_subcommand(name)
            .ok_or_else(|| anyhow!("there is no command {name}; `okr --help` lists them"))?,
    };
    out.write_all(&page(command)?)
        .context("cannot write to standard output")?;
    Ok(Verdict::Clean)
}

/// Writes the page of every command to a file in `dir`, which is meant from `folder`.
fn write_all(
    program: &Command,
    folder: &Path,
    dir: &Path,
    out: &mut dyn Write,
) -> anyhow::Result<()> {
    let commands = program
        .get_subcommands()
        .filter(|command| !command.is_hide_set());
    for command in std::iter::once(program).chain(commands) {
        let shown = dir.join(format!("{}.1", name(command)));
        store::write(&folder.join(&shown), &page(command)?)
            .with_context(|| format!("cannot write {}", shown.display()))?;
        writeln!(out, "{}", safe(&shown.display().to_string()))?;
    }
    Ok(())
}

/// `okr`, `okr-check`
fn name(command: &Command) -> &str {
    command.get_display_name().unwrap_or(command.get_name())
}

fn page(command: &Command) -> io::Result<Vec<u8>> {
    let mut page = Vec::new();
    Man::new(command.clone())
        .title(name(command).to_uppercase())
        .manual("okr")
        .render(&mut page)?;
    Ok(page)
}
