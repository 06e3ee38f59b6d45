//! `okr init`: a tree to start from.

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use clap::Args;

use crate::cli::Outcome;
use crate::cli::edits::{self, Edits};
use crate::cli::session::Session;
use crate::model::{Calendar, Cycle};
use crate::render::safe::safe;
use crate::report::Verdict;
use crate::source::CONFIG_NAME;
use crate::starter;
use crate::store::{self, Found};

/// Write a tree to start from, in okrs/: okr.yaml and one small worked example
///
/// Never overwrites a file.
#[derive(Debug, Args)]
pub struct InitArgs {
    /// The folder that gets okrs/ [default: the current one]
    #[arg(value_name = "DIR")]
    into: Option<PathBuf>,
}

/// Runs it.
pub fn run(
    args: &InitArgs,
    session: &Session,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> Outcome {
    let named = args.into.clone().unwrap_or_default();
    let folder = session.folder.join(&named);
    refuse_inside_a_tree(&folder)?;
    let cycle = session.cycle.as_deref().map(cycle).transpose()?;
    let files = starter::files(cycle.as_ref(), session.today);
    for file in &files {
        if store::is_taken(&folder.join(&file.path)) {
            bail_there(&named.join(&file.path))?;
        }
    }
    let mut edits = Edits::default();
    for file in &files {
        edits.create(file.path.clone(), file.text.clone());
    }
    edits.write(&folder)?;
    edits::told(out, |out| {
        files.iter().try_for_each(|file| {
            let shown = named.join(&file.path);
            writeln!(out, "{}", safe(&shown.display().to_string()))
        })
    })?;
    if !session.quiet {
        let there = match args.into {
            Some(_) => format!(" -C {}", safe(&named.display().to_string())),
            None => String::new(),
        };
        writeln!(
            err,
            "Look at it with `okr{there} tree`, write it over with your own, and run `okr{there} check`."
        )?;
    }
    Ok(Verdict::Clean)
}

/// The cycle that `--cycle` names.
fn cycle(name: &str) -> anyhow::Result<Cycle> {
    let calendar = Calendar::default();
    calendar.cycle(name).with_context(|| {
        let help = calendar
            .misspelt(name)
            .map_or_else(|| calendar.spellings(), |suggestion| suggestion.help);
        format!("--cycle {name}: there is no such cycle; {help}")
    })
}

/// A tree inside a tree would be an error from the start.
fn refuse_inside_a_tree(folder: &Path) -> anyhow::Result<()> {
    let there = folder.ancestors().find(|folder| store::is_folder(folder));
    if let Some(folder) = there
        && let Found::Tree(root) = store::find(folder)?
    {
        let config = root.tree_folder().join(CONFIG_NAME);
        bail!(
            "there is a tree already: {}\nhelp: `okr check` reads it; add files below its folder",
            config.display()
        );
    }
    Ok(())
}

fn bail_there(path: &Path) -> anyhow::Result<()> {
    bail!(
        "{} is already there, and nothing that you wrote is overwritten\nhelp: choose another folder: `okr init DIR`",
        path.display()
    )
}
