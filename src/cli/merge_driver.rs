//! `okr merge-driver`: what git runs to merge two versions of a file. `okr git-setup` registers it.

use std::ffi::{OsStr, OsString};
use std::io::Write;
use std::path::PathBuf;

use anyhow::Context as _;
use clap::Args;

use crate::cli::Outcome;
use crate::cli::session::Session;
use crate::merge::{Lines, Marks, Merged, Sides, merged};
use crate::render::safe::safe;
use crate::report::Verdict;
use crate::source::MAX_FILE_BYTES;
use crate::store::{self, GitError, Markers, Versions};

/// Merge two versions of a file field by field, for `git merge` (see git-setup)
#[derive(Debug, Args)]
pub struct MergeDriverArgs {
    /// The version that both began with
    #[arg(value_name = "BASE")]
    base: PathBuf,
    /// The version that is merged into, which becomes the outcome
    #[arg(value_name = "OURS")]
    ours: PathBuf,
    /// The version that is merged
    #[arg(value_name = "THEIRS")]
    theirs: PathBuf,
    /// The length of conflict markers
    #[arg(value_name = "LENGTH", default_value_t = 7)]
    length: usize,
    /// The file's path in the repository
    #[arg(value_name = "PATH")]
    path: Option<OsString>,
    /// What the versions are called, in the same order
    #[arg(value_name = "LABEL", num_args = 0..=3)]
    labels: Vec<OsString>,
}

/// Runs it: 0 where everything came together, 1 where something is left to decide.
pub fn run(args: &MergeDriverArgs, session: &Session, err: &mut dyn Write) -> Outcome {
    let read = |path: &PathBuf| -> anyhow::Result<Vec<u8>> {
        let bytes = store::whole(&session.folder.join(path))?;
        bytes.with_context(|| format!("there is no {}", path.display()))
    };
    let bytes = Sides {
        base: read(&args.base)?,
        ours: read(&args.ours)?,
        theirs: read(&args.theirs)?,
    };
    let text = |bytes: &Vec<u8>| {
        let is_small = bytes.len() as u64 <= MAX_FILE_BYTES;
        is_small.then(|| String::from_utf8(bytes.clone()).ok())?
    };
    let texts = bytes.as_ref().map(text).all();
    let (outcome, clean) = match texts
        .as_ref()
        .map(|texts| texts.as_ref().map(String::as_str))
    {
        Some(texts) => {
            let merged = by_fields(args, session, texts)?;
            tell(args, &merged, err)?;
            (Some(merged.text.into_bytes()), merged.clean)
        }
        None => match by_lines(
            args,
            session,
            bytes.as_ref().map(Vec::as_slice),
            Marks::AsLiked,
        )? {
            Some((text, conflicts)) => (Some(text), !conflicts),
            None => (None, false),
        },
    };
    if let Some(outcome) = outcome.filter(|outcome| *outcome != bytes.ours) {
        store::write(&session.folder.join(&args.ours), &outcome)
            .with_context(|| format!("cannot write {}", args.ours.display()))?;
    }
    Ok(match clean {
        true => Verdict::Clean,
        false => Verdict::Findings,
    })
}

fn by_fields(
    args: &MergeDriverArgs,
    session: &Session,
    texts: Sides<&str>,
) -> Result<Merged, GitError> {
    let mut failed = None;
    let mut merge = |texts: Sides<&str>, marks: Marks| -> Option<Lines> {
        match by_lines(args, session, texts.map(str::as_bytes), marks) {
            Ok(merged) => {
                let (text, conflicts) = merged?;
                let text = String::from_utf8(text).ok()?;
                Some(Lines { text, conflicts })
            }
            Err(error) => {
                failed = Some(error);
                None
            }
        }
    };
    let merged = merged(texts, args.length, &mut merge);
    failed.map_or(Ok(merged), Err)
}

fn by_lines(
    args: &MergeDriverArgs,
    session: &Session,
    texts: Sides<&[u8]>,
    marks: Marks,
) -> Result<Option<(Vec<u8>, bool)>, GitError> {
    let label = |position: usize, otherwise: &'static str| {
        let label = args.labels.get(position).map(OsString::as_os_str);
        // A git that has no names for them leaves the placeholder or nothing.
        label
            .filter(|label| !label.is_empty() && !label.as_encoded_bytes().starts_with(b"%"))
            .unwrap_or_else(|| OsStr::new(otherwise))
    };
    let markers = Markers {
        length: args.length,
        labels: Versions {
            base: label(0, "base"),
            ours: label(1, "ours"),
            theirs: label(2, "theirs"),
        },
        without_base: marks == Marks::WithoutBase,
    };
    let Sides { base, ours, theirs } = texts;
    store::merge_lines(&session.folder, Versions { base, ours, theirs }, &markers)
}

/// Says on standard error what is left to decide: git itself names only the file.
fn tell(args: &MergeDriverArgs, merged: &Merged, err: &mut dyn Write) -> std::io::Result<()> {
    let path = args.path.as_deref().unwrap_or(args.ours.as_os_str());
    let path = path.to_string_lossy();
    for what in &merged.met {
        writeln!(err, "{}: both sides changed {}", safe(&path), safe(what))?;
    }
    Ok(())
}
