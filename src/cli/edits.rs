//! Files that a command changes: until they are written, what they are to hold can be judged and
//! shown. Written is each or none of them as far as can be known beforehand.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::Path;

use anyhow::{anyhow, bail};

use crate::cli::load::Edited;
use crate::cli::session::Session;
use crate::render::patch;
use crate::source::FileText;
use crate::store::{self, Git};

/// Files with what they held and what they are to hold, by their path from the root of the repository.
#[derive(Debug, Default)]
pub struct Edits(BTreeMap<String, (FileText, String)>);

/// Prints what changes in files, each by its path with what it held and is to hold. What goes to no
/// terminal can be applied.
///
/// # Errors
/// Where `out` cannot be written.
pub fn print<'f>(
    files: impl Iterator<Item = (&'f str, &'f str, &'f str)>,
    session: &Session,
    out: &mut dyn Write,
) -> io::Result<()> {
    let exact = !session.to_terminal && !session.style.color;
    for (path, before, after) in files {
        patch::write(path, (before, after), exact, session.style, out)?;
    }
    Ok(())
}

impl Edits {
    /// Takes a file in. One that is to hold what it holds is none.
    pub fn put(&mut self, path: &str, before: &FileText, after: String) {
        if **before != *after {
            self.0.insert(path.to_owned(), (before.clone(), after));
        }
    }

    /// Whether no file changes.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What the files are to hold.
    #[must_use]
    pub fn edited(&self) -> Edited {
        let files = self.0.iter();
        files
            .map(|(path, (_, after))| (path.clone(), after.clone()))
            .collect()
    }

    /// Prints what changes in the files.
    ///
    /// # Errors
    /// Where `out` cannot be written.
    pub fn print(&self, session: &Session, out: &mut dyn Write) -> io::Result<()> {
        let files = self.0.iter();
        let texts = files.map(|(path, (before, after))| (path.as_str(), &**before, after.as_str()));
        print(texts, session, out)
    }

    /// Writes the files. Where one cannot be written, those before it get back what they held.
    ///
    /// # Errors
    /// Where one cannot be written: which, and why.
    pub fn write(&self, repository: &Path) -> anyhow::Result<()> {
        let mut written: Vec<(&String, &FileText, &String)> = Vec::new();
        for (path, (before, after)) in &self.0 {
            let outcome =
                store::replace(&repository.join(path), before.as_bytes(), after.as_bytes());
            if let Err(error) = outcome {
                let lost: Vec<String> = written
                    .into_iter()
                    .filter_map(|(path, before, after)| {
                        let path = repository.join(path);
                        store::replace(&path, after.as_bytes(), before.as_bytes()).err()
                    })
                    .map(|error| format!("; and what was written could not be taken back: {error}"))
                    .collect();
                bail!("{error}; nothing was changed{}", lost.concat());
            }
            written.push((path, before, after));
        }
        Ok(())
    }

    /// Makes sure that a commit of just these files holds nothing but these changes.
    ///
    /// # Errors
    /// Where a file holds other changes or is not committed, or no branch is checked out.
    pub fn require_committed(&self, git: &Git) -> anyhow::Result<()> {
        if git.answer(&["symbolic-ref", "--quiet", "HEAD"])?.is_none() {
            bail!(
                "no branch is checked out, so a commit would soon be lost: `git switch` to one first"
            );
        }
        for path in self.0.keys() {
            let path = format!(":(top,literal){path}");
            let known = git.answer(&["ls-files", "--error-unmatch", "--", &path])?;
            let same = git.answer(&["diff", "--quiet", "HEAD", "--", &path])?;
            let shown = path.trim_start_matches(":(top,literal)");
            match (known, same) {
                (None, _) => {
                    return Err(anyhow!(
                        "{shown} was never committed: commit it first, or leave --commit out"
                    ));
                }
                (Some(_), None) => {
                    return Err(anyhow!(
                        "{shown} already holds changes that are not committed, and they would go along: commit them first, or leave --commit out"
                    ));
                }
                (Some(_), Some(_)) => {}
            }
        }
        Ok(())
    }

    /// Commits just these files, whatever else is staged.
    ///
    /// # Errors
    /// Where git refuses; the files stay changed.
    pub fn commit(&self, git: &Git, message: &str) -> anyhow::Result<()> {
        let paths = self.0.keys().map(|path| format!(":(top,literal){path}"));
        let paths: Vec<String> = paths.collect();
        let mut args = vec!["commit", "--quiet", "--only", "-m", message, "--"];
        args.extend(paths.iter().map(String::as_str));
        git.output(&args)
            .map(drop)
            .map_err(|error| anyhow!("the files are changed, but not committed: {error}"))
    }
}
