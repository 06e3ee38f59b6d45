//! `okr textconv`: what git runs to compare files by what they say. `okr git-setup` registers it.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;

use crate::cli::Outcome;
use crate::cli::session::Session;
use crate::render::plain_document;
use crate::report::Verdict;
use crate::store;

/// Print one file in the words of OKRs, for `git diff` (see git-setup)
#[derive(Debug, Args)]
pub struct TextconvArgs {
    /// The file
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

/// Runs it. Whatever the file holds, this ends well: else git would show nothing at all.
pub fn run(args: &TextconvArgs, session: &Session, out: &mut dyn Write) -> Outcome {
    let path = session.folder.join(&args.file);
    let bytes = store::whole(&path)?.unwrap_or_default();
    plain_document::write(&bytes, out)?;
    Ok(Verdict::Clean)
}
