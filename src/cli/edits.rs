//! Files that a command changes: until they are written, what they are to hold can be judged and
//! shown. Written is each or none of them as far as can be known beforehand.

use std::collections::{BTreeMap, HashSet};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, anyhow, bail};

use crate::cli::commit::{self, Standing};
use crate::cli::load::{Edited, Loaded};
use crate::cli::session::Session;
use crate::edit::{self, Change};
use crate::finding::{FileId, Finding, Level};
use crate::render::patch;
use crate::snapshot::Snapshot;
use crate::source::{FileText, Lines};
use crate::store::{self, Created, Git, Root, StoreError};

/// Files with what they are to hold, by their path from the root of the repository.
#[derive(Debug, Default)]
pub struct Edits {
    /// The files that change.
    files: BTreeMap<String, Edit>,
    /// Files that stay as they are, and what the others were made from.
    relied_on: BTreeMap<String, FileText>,
}

/// What is to become of a file.
#[derive(Debug)]
struct Edit {
    /// What it held; none where it is new.
    before: Option<FileText>,
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

/// Says what was written, to the last byte: what is said behind it on standard error stands below it.
///
/// # Errors
/// Where it cannot be said, which changes nothing about the files.
pub fn told(
    out: &mut dyn Write,
    tell: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> anyhow::Result<()> {
    tell(&mut *out)
        .and_then(|()| out.flush())
        .context("the files are written, but standard output does not take what to say of them")
}

/// Makes sure that git ignores none of `paths`, which are to be written: it would not be read.
///
/// # Errors
/// The first that git ignores, and where git cannot be asked.
pub fn require_read(root: &Root, paths: &[String]) -> anyhow::Result<()> {
    /// So many names fit into the arguments of one run.
    const ONCE: usize = 500;
    if !root.in_git {
        return Ok(());
    }
    let git = Git::at(&root.repository);
    for paths in paths.chunks(ONCE) {
        let mut args = vec!["check-ignore", "--"];
        args.extend(paths.iter().map(String::as_str));
        if let Some(ignored) = git.answer(&args)? {
            let ignored = String::from_utf8_lossy(&ignored);
            let first = ignored.lines().next().unwrap_or_default();
            bail!("{first} would not be read: git ignores it, by a .gitignore");
        }
    }
    Ok(())
}

/// Makes sure that what files are to hold brings no error along that the tree did not have: what should
/// have been written is what the check says.
///
/// # Errors
/// The first error that is new.
pub fn refuse_new_errors(before: &Loaded, after: &Loaded) -> anyhow::Result<()> {
    let Some(finding) = first_new_error(before, after) else {
        return Ok(());
    };
    let place = place(after, &finding);
    let help = finding
        .help
        .map_or_else(String::new, |help| format!("\nhelp: {help}"));
    Err(anyhow!(
        "{place}: {}: nothing was written{help}",
        finding.message
    ))
}

/// The first error that the tree `after` has and `before` did not have.
#[must_use]
pub fn first_new_error(before: &Loaded, after: &Loaded) -> Option<Finding> {
    let errors = |loaded: &Loaded| {
        let errors = loaded.judged().into_iter();
        errors.filter(|own| own.level == Level::Error)
    };
    // New files move the numbers of all behind them, but not the paths.
    let key = |loaded: &Loaded, finding: &Finding| {
        let file = loaded.snapshot.file(finding.file);
        let path = file.map(|file| file.path.clone());
        let about = (finding.subject.clone(), finding.field);
        (finding.rule, path, about, finding.message.clone())
    };
    let known: HashSet<_> = errors(before)
        .map(|own| key(before, &own.finding))
        .collect();
    let mut new = errors(after).map(|own| own.finding);
    new.find(|finding| !known.contains(&key(after, finding)))
}

/// Where a finding stands: the file, the line as it would be, and what it is about.
fn place(loaded: &Loaded, finding: &Finding) -> String {
    let file = loaded.snapshot.file(finding.file);
    let (path, line) = file.map_or(("", 1), |file| {
        let start = Lines::new(&file.text).position(finding.span.range().start);
        (file.path.as_str(), start.line)
    });
    match &finding.subject {
        Some(subject) => format!("{path}:{line} ({subject})"),
        None => format!("{path}:{line}"),
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
    pub fn put(&mut self, path: &str, before: &FileText, after: String) {
        if **before != *after {
            let before = Some(before.clone());
            self.files.insert(path.to_owned(), Edit { before, after });
        }
    }

    /// Takes a new file in.
    pub fn create(&mut self, path: String, after: String) {
        self.files.insert(
            path,
            Edit {
                before: None,
                after,
            },
        );
    }

    /// Takes note that what is to be written was made from this file, which itself stays as it is.
    pub fn rely_on(&mut self, path: &str, text: &FileText) {
        self.relied_on.insert(path.to_owned(), text.clone());
    }

    /// Whether no file changes.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// What the files are to hold.
    #[must_use]
    pub fn edited(&self) -> Edited {
        let files = self.files.iter();
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
        before: &FileText,
        changes: &[Change],
    ) -> anyhow::Result<()> {
        let refused = |refused| anyhow!("{path}: {refused}");
        match self.files.get_mut(path) {
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
        let files = self.files.iter();
        let texts = files.map(|(path, edit)| (path.as_str(), edit.before.as_deref(), &*edit.after));
        print(texts, session, out)
    }

    /// Writes the files. Where one cannot be written, those before it get back what they held.
    ///
    /// # Errors
    /// Where one cannot be written, or is new and already there: which, and why.
    pub fn write(&self, repository: &Path) -> anyhow::Result<()> {
        for (path, text) in &self.relied_on {
            store::require_unchanged(&repository.join(path), text.as_bytes())?;
        }
        let mut written: Vec<(&Edit, Written<'_>)> = Vec::new();
        for (path, edit) in &self.files {
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
    /// As [`commit::require_possible`].
    pub fn require_committed(&self, git: &Git) -> anyhow::Result<()> {
        commit::require_possible(git, self.files.keys().map(String::as_str))
    }

    /// Makes sure that what one of its files holds is not lost by changing it: that git has it.
    ///
    /// # Errors
    /// Where it is not committed as it is.
    pub fn require_kept(git: &Git, path: &str) -> anyhow::Result<()> {
        match commit::standing(git, path)? {
            Standing::Committed => Ok(()),
            Standing::New | Standing::Changed => Err(anyhow!(
                "{path} goes on in place, so that what it says now would be nowhere: commit it first"
            )),
        }
    }

    /// Commits just these files, whatever else is staged.
    ///
    /// # Errors
    /// As [`commit::make`]; the files stay changed.
    pub fn commit(&self, git: &Git, message: &str) -> anyhow::Result<()> {
        commit::make(git, self.files.keys().map(String::as_str), message)
    }
}

/// A file that was written, as it is taken back.
enum Written<'e> {
    /// It stands at this path, and held this.
    Replaced(PathBuf, &'e [u8]),
    /// It was not there.
    New(Created),
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
