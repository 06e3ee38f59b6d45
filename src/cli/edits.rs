//! Files that a command changes: until they are written, what they are to hold can be judged and
//! shown. Written is each or none of them as far as can be known beforehand.

use std::collections::{BTreeMap, HashSet};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{anyhow, bail};

use crate::cli::load::{Edited, Loaded};
use crate::cli::session::Session;
use crate::edit::{self, Change};
use crate::finding::{FileId, Finding, Level};
use crate::render::patch;
use crate::rules::Judged;
use crate::snapshot::Snapshot;
use crate::store::{self, Created, Git, StoreError};

/// Files with what they are to hold, by their path from the root of the repository.
#[derive(Debug, Default)]
pub struct Edits(BTreeMap<String, Edit>);

/// What is to become of a file.
#[derive(Debug)]
struct Edit {
    /// What it held; none where it is new.
    before: Option<Arc<str>>,
    /// What it is to hold.
    after: String,
}

/// Prints what changes in files, each by its path with what it held, which a new one did not, and is to
/// hold. What goes to no terminal can be applied.
///
/// # Errors
/// Where `out` cannot be written.
pub fn print<'f>(
    files: impl Iterator<Item = (&'f str, Option<&'f str>, &'f str)>,
    session: &Session,
    out: &mut dyn Write,
) -> io::Result<()> {
    let exact = !session.to_terminal && !session.style.color;
    for (path, before, after) in files {
        patch::write(path, (before, after), exact, session.style, out)?;
    }
    Ok(())
}

/// Makes sure that what files are to hold brings no error along that the tree did not have: what should
/// have been written is what the check says.
///
/// # Errors
/// The first error that is new.
pub fn refuse_new_errors(before: &Loaded, after: &Loaded) -> anyhow::Result<()> {
    let errors = |loaded: &Loaded| -> Vec<Judged> {
        let judged = loaded.judged().into_iter();
        judged
            .filter(|judged| judged.level == Level::Error)
            .collect()
    };
    // New files move the numbers of all behind them, but not the paths.
    let key = |loaded: &Loaded, finding: &Finding| {
        let file = loaded.snapshot.file(finding.file);
        let path = file.map(|file| file.path.clone());
        (finding.rule, path, finding.subject.clone(), finding.field)
    };
    let known = errors(before);
    let known: HashSet<_> = known.iter().map(|own| key(before, &own.finding)).collect();
    let mut errors = errors(after).into_iter().map(|judged| judged.finding);
    match errors.find(|finding| !known.contains(&key(after, finding))) {
        None => Ok(()),
        Some(finding) => {
            let help = finding
                .help
                .map_or_else(String::new, |help| format!("\nhelp: {help}"));
            Err(anyhow!("{}: nothing was written{help}", finding.message))
        }
    }
}

impl Edits {
    /// The files of a tree with changes made in them.
    ///
    /// # Errors
    /// Where a change cannot be made: in which file, and why.
    pub fn of(snapshot: &Snapshot, changes: BTreeMap<FileId, Vec<Change>>) -> anyhow::Result<Self> {
        let mut edits = Self::default();
        for (file, changes) in changes {
            let file = snapshot
                .file(file)
                .ok_or_else(|| anyhow!("its file is gone"))?;
            let after = edit::changed(&file.text, &changes)
                .map_err(|refused| anyhow!("{}: {refused}", file.path))?;
            edits.put(&file.path, &file.text, after);
        }
        Ok(edits)
    }

    /// Takes a file in. One that is to hold what it holds is none.
    pub fn put(&mut self, path: &str, before: &Arc<str>, after: String) {
        if **before != *after {
            let before = Some(Arc::clone(before));
            self.0.insert(path.to_owned(), Edit { before, after });
        }
    }

    /// Takes a new file in.
    pub fn create(&mut self, path: String, after: String) {
        self.0.insert(
            path,
            Edit {
                before: None,
                after,
            },
        );
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
            .map(|(path, edit)| (path.clone(), edit.after.clone()))
            .collect()
    }

    /// Makes further changes in a file, which is one of these already or holds `before`.
    ///
    /// # Errors
    /// Where they cannot be made.
    pub fn amend(
        &mut self,
        path: &str,
        before: &Arc<str>,
        changes: &[Change],
    ) -> anyhow::Result<()> {
        let refused = |refused| anyhow!("{path}: {refused}");
        match self.0.get_mut(path) {
            Some(own) => own.after = edit::changed(&own.after, changes).map_err(refused)?,
            None => self.put(
                path,
                before,
                edit::changed(before, changes).map_err(refused)?,
            ),
        }
        Ok(())
    }

    /// Prints what changes in the files.
    ///
    /// # Errors
    /// Where `out` cannot be written.
    pub fn print(&self, session: &Session, out: &mut dyn Write) -> io::Result<()> {
        let files = self.0.iter();
        let texts = files.map(|(path, edit)| (path.as_str(), edit.before.as_deref(), &*edit.after));
        print(texts, session, out)
    }

    /// Writes the files. Where one cannot be written, those before it get back what they held.
    ///
    /// # Errors
    /// Where one cannot be written, or is new and already there: which, and why.
    pub fn write(&self, repository: &Path) -> anyhow::Result<()> {
        let mut written: Vec<(&Edit, Written<'_>)> = Vec::new();
        for (path, edit) in &self.0 {
            match edit.write(repository, path) {
                Ok(own) => written.push((edit, own)),
                Err(error) => {
                    let lost: Vec<String> = written
                        .into_iter()
                        .filter_map(|(edit, written)| edit.take_back(&written).err())
                        .map(|error| {
                            format!("; and what was written could not be taken back: {error}")
                        })
                        .collect();
                    bail!("{error}; nothing was changed{}", lost.concat());
                }
            }
        }
        Ok(())
    }

    /// Makes sure that a commit of just these files holds nothing but these changes.
    ///
    /// # Errors
    /// Where a file holds other changes or is not committed, as one is that is new, or no branch is
    /// checked out.
    pub fn require_committed(&self, git: &Git) -> anyhow::Result<()> {
        if git.answer(&["symbolic-ref", "--quiet", "HEAD"])?.is_none() {
            bail!(
                "no branch is checked out, so a commit would soon be lost: `git switch` to one first"
            );
        }
        for path in self.0.keys() {
            match standing(git, path)? {
                Standing::Committed => {}
                Standing::New => {
                    bail!("{path} was never committed: commit it first, or leave --commit out")
                }
                Standing::Changed => bail!(
                    "{path} already holds changes that are not committed, and they would go along: commit them first, or leave --commit out"
                ),
            }
        }
        Ok(())
    }

    /// Makes sure that what one of its files holds is not lost by changing it: that git has it.
    ///
    /// # Errors
    /// Where it is not committed as it is.
    pub fn require_kept(git: &Git, path: &str) -> anyhow::Result<()> {
        match standing(git, path)? {
            Standing::Committed => Ok(()),
            Standing::New | Standing::Changed => Err(anyhow!(
                "{path} goes on in place, so that what it says now would be nowhere: commit it first"
            )),
        }
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

/// A file that was written, as it is taken back.
enum Written<'e> {
    /// It stands at this path, and held this.
    Replaced(PathBuf, &'e [u8]),
    /// It was not there.
    New(Created),
}

/// How a file stands beside the last commit.
enum Standing {
    /// It is as it was committed.
    Committed,
    /// It holds something else.
    Changed,
    /// It is not in the repository.
    New,
}

fn standing(git: &Git, path: &str) -> anyhow::Result<Standing> {
    let path = format!(":(top,literal){path}");
    let known = git.answer(&["ls-files", "--error-unmatch", "--", &path])?;
    let same = git.answer(&["diff", "--quiet", "HEAD", "--", &path])?;
    Ok(match (known, same) {
        (None, _) => Standing::New,
        (Some(_), None) => Standing::Changed,
        (Some(_), Some(_)) => Standing::Committed,
    })
}

impl Edit {
    fn write(&self, repository: &Path, path: &str) -> Result<Written<'_>, StoreError> {
        let after = self.after.as_bytes();
        match &self.before {
            Some(before) => {
                let path = repository.join(path);
                store::replace(&path, before.as_bytes(), after)?;
                Ok(Written::Replaced(path, before.as_bytes()))
            }
            None => store::create(repository, path, after).map(Written::New),
        }
    }

    fn take_back(&self, written: &Written<'_>) -> Result<(), StoreError> {
        let after = self.after.as_bytes();
        match written {
            Written::Replaced(path, before) => store::replace(path, after, before),
            Written::New(created) => created.remove(after),
        }
    }
}
