//! Merging three texts by their lines, as git does it.

use std::ffi::{OsStr, OsString};
use std::io::Write;
use std::path::Path;

use tempfile::NamedTempFile;

use crate::store::{Git, GitError, reason};

/// Three texts, or their labels: of what both began with, of the one merged into, and of the one
/// merged.
#[derive(Debug, Clone, Copy)]
pub struct Versions<T> {
    /// What both began with.
    pub base: T,
    /// What is merged into.
    pub ours: T,
    /// What is merged.
    pub theirs: T,
}

/// How conflicts are marked.
#[derive(Debug, Clone, Copy)]
pub struct Markers<'m> {
    /// The length of a marker.
    pub length: usize,
    /// What stands behind them.
    pub labels: Versions<&'m OsStr>,
    /// Whether what both began with is never shown, whatever the configuration says.
    pub without_base: bool,
}

/// Merges by lines, by the configuration of the repository that `folder` lies in: the text, and
/// whether it has conflicts. Nothing where git does not take them for text.
///
/// # Errors
/// Where git cannot be run, or the texts cannot be handed over.
pub fn merge_lines(
    folder: &Path,
    texts: Versions<&[u8]>,
    markers: &Markers<'_>,
) -> Result<Option<(Vec<u8>, bool)>, GitError> {
    let file = |bytes: &[u8]| {
        let mut file = NamedTempFile::new()?;
        file.write_all(bytes)?;
        Ok::<_, std::io::Error>(file)
    };
    let failed = |error: std::io::Error| GitError::Failed {
        command: "merge-file".to_owned(),
        words: reason(&error),
    };
    let base = file(texts.base).map_err(failed)?;
    let ours = file(texts.ours).map_err(failed)?;
    let theirs = file(texts.theirs).map_err(failed)?;
    let mut args: Vec<OsString> = Vec::new();
    if markers.without_base {
        args.extend(["-c", "merge.conflictStyle=merge"].map(OsString::from));
    }
    args.extend(["merge-file", "-p", "-q"].map(OsString::from));
    args.push(format!("--marker-size={}", markers.length).into());
    let labels = &markers.labels;
    for label in [labels.ours, labels.base, labels.theirs] {
        args.extend(["-L".into(), label.to_owned()]);
    }
    args.extend([&ours, &base, &theirs].map(|file| file.path().as_os_str().to_owned()));
    const MOST_CONFLICTS: i32 = 127;
    Ok(match Git::at(folder).counted(&args)? {
        (conflicts @ 0..=MOST_CONFLICTS, text) => Some((text, conflicts > 0)),
        _ => None,
    })
}
