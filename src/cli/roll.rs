//! `okr roll`: starts the next cycle with what is carried on of the last.

mod carry;
mod chosen;

use std::collections::HashSet;
use std::io::{BufRead, Write};

use anyhow::{anyhow, bail};
use clap::Args;

use crate::amend::{self, Followed, Heirs};
use crate::cli::ask::Person;
use crate::cli::edits::{self, Edits};
use crate::cli::load::{Edited, Loaded, load_for};
use crate::cli::named::cycle;
use crate::cli::session::Session;
use crate::cli::{Outcome, Stop};
use crate::model::Cycle;
use crate::render::roll_text;
use crate::render::safe::safe;
use crate::report::Verdict;
use carry::Rolled;

/// Start the next cycle: carry on what is open of the last
///
/// Each objective goes on in the folder of the new cycle, or in place where its file says which cycle it
/// is for: a draft, in which each key result starts from its last value. Key results that are reached
/// stay behind, as do objectives that are achieved or dropped. Nothing is overwritten.
#[derive(Debug, Args)]
pub struct RollArgs {
    /// The cycle that ends, such as 2026-Q1
    #[arg(value_name = "FROM")]
    from: String,

    /// The cycle that begins
    #[arg(value_name = "TO")]
    to: String,

    /// Carry on these objectives, and leave all others as they are
    #[arg(long, value_name = "REF", num_args = 1.., conflicts_with_all = ["all", "none"])]
    carry: Vec<String>,

    /// Carry on all that is open
    #[arg(long, conflicts_with = "none")]
    all: bool,

    /// Carry on nothing
    #[arg(long)]
    none: bool,

    /// Copy the plans that teams have for FROM alone
    #[arg(long)]
    plans: bool,

    /// Change no file, and print what would change as a unified diff
    #[arg(long)]
    diff: bool,
}

/// Between which cycles of which tree.
#[derive(Clone, Copy)]
struct Roll<'r> {
    loaded: &'r Loaded,
    from: &'r Cycle,
    to: &'r Cycle,
}

/// Runs it.
pub fn run(
    args: &RollArgs,
    session: &Session,
    input: &mut dyn BufRead,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> Outcome {
    let mut before = load_for(session, &[], &Edited::new())?;
    before.require_documents()?;
    before.say(session, err)?;
    let (from, to) = cycles(args, &before)?;
    before.current = Some(from.clone());
    let roll = Roll {
        loaded: &before,
        from: &from,
        to: &to,
    };
    let person = Person { input, err };
    let chosen = chosen::chosen(args, session, roll, person)?;
    let Rolled {
        mut edits,
        in_place,
        heirs,
        outcomes,
        mut notes,
    } = carry::rolled(roll, &chosen)?;
    let (mut after, told) = follow(session, &before, &mut edits, &heirs)?;
    notes.extend(told);
    after.current = Some(from.clone());
    require_heirs(&heirs, &after)?;
    edits::refuse_new_errors(&before, &after)?;
    if args.diff {
        edits.print(session, out)?;
        return Ok(Verdict::Clean);
    }
    for path in &in_place {
        carry::require_kept(roll, path)?;
    }
    edits.write(&before.root.repository)?;
    let paths = session.paths(&before.root);
    edits::told(out, |out| {
        roll_text::write(out, &outcomes, &paths, session.style)
    })?;
    if !session.quiet {
        for note in &notes {
            writeln!(err, "note: {}", safe(note))?;
        }
        if !heirs.new.is_empty() {
            writeln!(err, "Set the new targets, then take `status: draft` away.")?;
            let (from, to) = (safe(&from.name), safe(&to.name));
            writeln!(err, "`okr diff {from} {to}` shows what became of each.")?;
        }
    }
    Ok(Verdict::Clean)
}

/// Makes sure that what goes on is read where it does.
fn require_heirs(heirs: &Heirs, after: &Loaded) -> anyhow::Result<()> {
    let nodes = after.snapshot.nodes.iter();
    let there: HashSet<String> = nodes.map(|node| after.snapshot.full_name(node)).collect();
    match heirs.new.values().find(|heir| !there.contains(*heir)) {
        None => Ok(()),
        Some(heir) => bail!(
            "{heir} would not be read where it goes on: `include` and `exclude` of okr.yaml leave its file out"
        ),
    }
}

/// The two cycles, of which the second comes after the first.
fn cycles(args: &RollArgs, loaded: &Loaded) -> anyhow::Result<(Cycle, Cycle)> {
    let named = |name: &str| cycle(name, &loaded.config, &loaded.snapshot);
    let (from, to) = (named(&args.from)?, named(&args.to)?);
    if from.is_same(&to) {
        bail!("{} is both: name the cycle that begins", from.name);
    }
    if to.start < from.start {
        bail!(
            "{to} comes before {from}: write `okr roll {to} {from}`",
            to = to.name,
            from = from.name
        );
    }
    if from.overlaps(&to) {
        bail!(
            "{} and {} have days in common, so that neither comes after the other",
            from.name,
            to.name
        );
    }
    Ok((from, to))
}

/// Lets references follow what goes on, and reads the tree as it is to be; with what is to be said of it.
fn follow(
    session: &Session,
    before: &Loaded,
    edits: &mut Edits,
    heirs: &Heirs,
) -> Result<(Loaded, Vec<String>), Stop> {
    let after = load_for(session, &[], &edits.edited())?;
    let Followed { changes, notes } = amend::followed(&before.snapshot, &after.snapshot, heirs);
    if changes.is_empty() {
        return Ok((after, notes));
    }
    for (path, changes) in changes {
        let file = after.snapshot.file_at(&path);
        let file = file.ok_or_else(|| anyhow!("{path} is gone"))?;
        edits.amend(&path, &file.text, &changes)?;
    }
    Ok((load_for(session, &[], &edits.edited())?, notes))
}
