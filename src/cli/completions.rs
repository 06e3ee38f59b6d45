//! `okr completions`: what a shell needs to complete commands and options.

use std::io::Write;

use anyhow::Context as _;
use clap::{Args, CommandFactory};
use clap_complete::Shell;

use crate::cli::session::Session;
use crate::cli::{Cli, Outcome};
use crate::report::Verdict;

/// Print the script with which a shell completes commands and options
///
/// For bash, write it to ~/.local/share/bash-completion/completions/okr; for zsh, to a file `_okr`
/// in a folder of `$fpath`; for fish, to ~/.config/fish/completions/okr.fish.
#[derive(Debug, Args)]
pub struct CompletionsArgs {
    /// The shell
    #[arg(value_name = "SHELL")]
    shell: Shell,
}

/// Runs it.
pub fn run(
    args: &CompletionsArgs,
    _session: &Session,
    out: &mut dyn Write,
    _err: &mut dyn Write,
) -> Outcome {
    let mut program = Cli::command();
    // The generator panics where it cannot write, and memory always can be written.
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut program, "okr", &mut script);
    out.write_all(&script)
        .context("cannot write to standard output")?;
    Ok(Verdict::Clean)
}
