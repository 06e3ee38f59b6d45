//! What cannot be read in between: a file with a syntax error is noted, and what was before it is
//! compared with what came after, as a change of the commit that repaired it.

use crate::finding::reading;
use crate::source::Lines;
use crate::views::commit::{FileStep, Version};
use crate::views::log::Made;
use crate::views::review::Note;

/// The files that were broken before a later commit, until it is known what they were before that.
#[derive(Debug, Default)]
pub struct Bridge {
    pending: Vec<Pending>,
    notes: Vec<Note>,
}

/// A file that a commit made readable again, or removed.
#[derive(Debug)]
struct Pending {
    made: Made,
    broken: Version,
    after: Option<Version>,
}

impl Bridge {
    /// What can be compared of the files of a commit, each with the commit that it counts for:
    /// commits are to be passed from the latest to the oldest.
    pub fn pass(&mut self, made: &Made, files: Vec<FileStep>) -> Vec<(Made, Vec<FileStep>)> {
        let mut own = Vec::new();
        let mut later = Vec::new();
        for file in files {
            let FileStep {
                before,
                further,
                after,
            } = readable(file);
            let (counts_for, after) = match after {
                Some(broken) if broken.parsed.broken => {
                    self.notes.push(note(made, &broken));
                    match self.take(&broken) {
                        Some(pending) => (Some(pending.made), pending.after),
                        None => continue,
                    }
                }
                after => (None, after),
            };
            match before {
                Some(broken) if broken.parsed.broken => self.pending.push(Pending {
                    made: counts_for.unwrap_or_else(|| made.clone()),
                    broken,
                    after,
                }),
                before => {
                    let step = FileStep {
                        before,
                        further,
                        after,
                    };
                    if step.versions().next().is_none() {
                        continue;
                    }
                    match counts_for {
                        Some(other) => later.push((other, vec![step])),
                        None => own.push(step),
                    }
                }
            }
        }
        if !own.is_empty() {
            later.push((made.clone(), own));
        }
        later
    }

    /// Which files could not be read, and where: the latest first.
    #[must_use]
    pub fn into_notes(self) -> Vec<Note> {
        self.notes
    }

    fn take(&mut self, broken: &Version) -> Option<Pending> {
        let is_it = |pending: &Pending| {
            pending.broken.blob == broken.blob && pending.broken.path == broken.path
        };
        let at = self.pending.iter().position(is_it)?;
        Some(self.pending.remove(at))
    }
}

/// The file of a merge with what can be read of it in a parent beside each that broke it.
fn readable(mut file: FileStep) -> FileStep {
    let is_broken = |version: &Version| version.parsed.broken;
    let whole = file
        .parents()
        .flatten()
        .find(|version| !is_broken(version))
        .cloned();
    if whole.is_some() {
        let parents = std::iter::once(&mut file.before).chain(&mut file.further);
        for parent in parents.filter(|parent| parent.as_ref().is_some_and(is_broken)) {
            parent.clone_from(&whole);
        }
    }
    file
}

fn note(made: &Made, broken: &Version) -> Note {
    let problems = &broken.parsed.problems;
    let problem = problems
        .iter()
        .find(|problem| problem.rule == reading::INVALID_YAML);
    let why = problem.map_or("the file has a syntax error", |problem| &*problem.message);
    let line = problem.and_then(|problem| {
        let lines = Lines::new(&broken.parsed.text);
        usize::try_from(lines.position(problem.span.range().start).line).ok()
    });
    Note {
        message: format!(
            "{why}; what changed there counts for the commit after which the file can be read again"
        ),
        commit: Some(made.commit.id.clone()),
        path: Some(broken.path.clone()),
        line,
        hides: false,
    }
}
