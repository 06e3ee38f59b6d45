//! `okr set`: writes check-ins down in the files of the tree.

mod asked;

use std::collections::BTreeMap;
use std::io::{BufRead, Write};

use anyhow::{anyhow, bail};
use clap::Args;

use crate::amend::{self, CheckIn};
use crate::cli::edits::Edits;
use crate::cli::load::{Edited, Loaded, load_for};
use crate::cli::session::Session;
use crate::cli::{Outcome, Stop, subject};
use crate::edit::{self, Change};
use crate::finding::{FileId, Level};
use crate::model::date::parse_date;
use crate::render::set_text;
use crate::report::Verdict;
use crate::rules::{Choice, Judged};
use crate::snapshot::Place;
use crate::views::Basis;
use crate::views::standing::{Standing, standing};
use asked::Asked;

/// Write down a check-in: what a key result or kpi has come to
///
/// Changes `current` and `as_of`, adds to `check_ins` where the file keeps them, and leaves everything
/// else in the file as it is. The same value again is a check-in too.
#[derive(Debug, Args)]
pub struct SetArgs {
    /// The key result or kpi; `-` reads a `REF VALUE` on each line of standard input, or CSV with the
    /// header ref,value,confidence,note,as_of
    #[arg(value_name = "REF")]
    reference: String,

    /// Its value now; of a milestone how far it is
    #[arg(value_name = "VALUE", allow_negative_numbers = true)]
    value: Option<String>,

    /// How sure its owner is that it will be reached, such as 6/10
    #[arg(long, value_name = "SHARE")]
    confidence: Option<String>,

    /// What there is to say
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,

    /// A milestone is reached
    #[arg(long)]
    done: bool,

    /// The day on which it was looked at; today unless said
    #[arg(long, value_name = "DAY")]
    as_of: Option<String>,

    /// Change no file, and print what would change as a unified diff
    #[arg(long, conflicts_with = "commit")]
    diff: bool,

    /// Commit just the files that change
    #[arg(long)]
    commit: bool,
}

/// Runs it.
pub fn run(
    args: &SetArgs,
    session: &Session,
    input: &mut dyn BufRead,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> Outcome {
    let asked = asked(args, session, input)?;
    let before = load_for(session, &[], &Edited::new())?;
    before.require_documents()?;
    before.say(session, err)?;
    let mut places = Vec::new();
    let mut changes: BTreeMap<FileId, Vec<Change>> = BTreeMap::new();
    for one in &asked {
        let (place, file, own) = changes_of(&before, one).map_err(|error| match one.line {
            Some(line) => error.context(format!("line {line}")),
            None => error,
        })?;
        if places.contains(&place) {
            bail_twice(&before, place)?;
        }
        places.push(place);
        changes.entry(file).or_default().extend(own);
    }
    let mut edits = Edits::default();
    for (file, changes) in changes {
        let file = before
            .snapshot
            .file(file)
            .ok_or_else(|| anyhow!("its file is gone"))?;
        let after = edit::changed(&file.text, &changes)
            .map_err(|refused| anyhow!("{}: {refused}", file.path))?;
        edits.put(&file.path, &file.text, after);
    }
    let after = load_for(session, &[], &edits.edited())?;
    refuse_new_errors(&before, &after)?;
    if args.diff {
        edits.print(session, out)?;
        return Ok(Verdict::Clean);
    }
    let changed = stood(&before, &after, &places);
    if args.commit {
        edits.require_committed(session)?;
    }
    edits.write(&before.root.repository)?;
    if args.commit {
        let message = message(&before, &changed);
        edits.commit(&message, session)?;
    }
    set_text::write(out, &changed, session.style)?;
    Ok(Verdict::Clean)
}
