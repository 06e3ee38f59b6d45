//! `--fix`: the files that a check mends, until they are written or shown.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::Path;

use anyhow::anyhow;

use crate::cli::edits;
use crate::cli::load::Edited;
use crate::cli::session::Session;
use crate::render::safe::safe;
use crate::render::summary;
use crate::report::CheckReport;
use crate::source::FileText;
use crate::store;

/// The files that are mended, by their path from the root of the repository.
#[derive(Debug, Default)]
pub struct Fixes(BTreeMap<String, Fixed>);

/// A file that is mended.
#[derive(Debug)]
struct Fixed {
    before: FileText,
    after: String,
    /// How many problems are no more.
    problems: usize,
}

impl Fixes {
    /// Takes what the findings of `report` mend without a doubt. Whether that was anything.
    pub fn take(&mut self, report: &CheckReport) -> bool {
        let mended = report.mended();
        for (file, mended) in &mended {
            let fixed = self.0.entry(file.path.clone()).or_insert_with(|| Fixed {
                before: file.text.clone(),
                after: String::new(),
                problems: 0,
            });
            fixed.after.clone_from(&mended.text);
            fixed.problems += mended.made;
        }
        !mended.is_empty()
    }

    /// What the files are to hold.
    #[must_use]
    pub fn edited(&self) -> Edited {
        let files = self.0.iter();
        files
            .map(|(path, fixed)| (path.clone(), fixed.after.clone()))
            .collect()
    }

    /// Whether nothing is mended.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Writes the files and says how many. One that cannot be written keeps no other from it.
    ///
    /// # Errors
    /// Where one cannot be written: which, and why.
    pub fn write(
        mut self,
        repository: &Path,
        session: &Session,
        err: &mut dyn Write,
    ) -> anyhow::Result<()> {
        let mut failed = Vec::new();
        self.0.retain(|path, fixed| {
            let path = repository.join(path);
            let outcome = store::replace(&path, fixed.before.as_bytes(), fixed.after.as_bytes());
            failed.extend(outcome.as_ref().err().map(ToString::to_string));
            outcome.is_ok()
        });
        self.count("fixed", session, err)?;
        match failed.is_empty() {
            true => Ok(()),
            false => Err(anyhow!("{}", failed.join("\n"))),
        }
    }

    /// Prints what changes in the files.
    ///
    /// # Errors
    /// Where `out` cannot be written.
    pub fn print(&self, session: &Session, out: &mut dyn Write) -> io::Result<()> {
        let files = self.0.iter();
        let texts =
            files.map(|(path, fixed)| (path.as_str(), Some(&*fixed.before), fixed.after.as_str()));
        edits::print(texts, session, out)
    }

    /// Says how many problems are `done` in how many files; where more is wanted, in each.
    ///
    /// # Errors
    /// Where `err` cannot be written.
    pub fn count(&self, done: &str, session: &Session, err: &mut dyn Write) -> io::Result<()> {
        if session.quiet || self.is_empty() {
            return Ok(());
        }
        if session.verbose {
            for (path, fixed) in &self.0 {
                writeln!(err, "{done} {} in {}", fixed.problems, safe(path))?;
            }
        }
        let problems = self.0.values().map(|fixed| fixed.problems).sum();
        writeln!(err, "{}", summary::fixed(done, problems, self.0.len()))
    }
}
