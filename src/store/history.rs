//! Which commits changed which files, as `git log` walks them: one process, read as it comes.

use std::io::{self, BufRead};

use jiff::civil::Date;

use crate::source::{BlobId, Person, Step, Touched};
use crate::store::{Git, GitError};

/// Which commits to walk.
#[derive(Debug, Clone)]
pub struct Range<'r> {
    /// The commit to begin at.
    pub from: &'r str,
    /// Commits that are left out, with all that they follow.
    pub without: Option<&'r str>,
    /// Only commits that changed one of these paths from the root of the repository, or what is
    /// below it; all where there is none.
    pub paths: &'r [String],
    /// Whether a file that was renamed is told as one, with the path it had before, rather than as
    /// one that is gone and one that is new. Only without paths can git see where a file came from.
    /// A merge is then told as what it changed in its first parent.
    pub renames: bool,
}

/// Whether to go on.
pub use std::ops::ControlFlow;

/// Hands the commits of `range` that changed a file to `take`, the latest first. A merge changed what
/// none of its parents has as the merge has it; what it only took from one of them is the work of the
/// commits that it merges. Answers whether the history that is there ends before its beginning, because the clone is
/// shallow: the last commit then seems to have added everything, and is not told.
///
/// # Errors
/// Where git cannot walk the history.
pub fn history(
    git: &Git,
    range: &Range<'_>,
    take: &mut dyn FnMut(Step) -> ControlFlow<()>,
) -> Result<bool, GitError> {
    let boundary = git.boundary()?;
    let mut truncated = false;
    git.stream(&arguments(range), |out| {
        let mut tokens = Tokens {
            out,
            token: Vec::new(),
            ahead: None,
        };
        while let Some(step) = tokens.step()? {
            if boundary.contains(&step.id) {
                truncated = true;
                continue;
            }
            // Git names every merge, and commits of nothing.
            if !step.files.is_empty() && take(step).is_break() {
                break;
            }
        }
        Ok(())
    })?;
    Ok(truncated)
}

fn arguments(range: &Range<'_>) -> Vec<String> {
    let mut arguments: Vec<String> = [
        "log",
        "-z",
        "--raw",
        "--no-abbrev",
        "--no-relative",
        "--encoding=UTF-8",
        FORMAT,
    ]
    .map(str::to_owned)
    .into();
    let of_merges: &[&str] = match range.renames {
        true => &["--find-renames", "-m", "--first-parent"],
        // The short form is understood by every git.
        false => &["--no-renames", "-c"],
    };
    arguments.extend(of_merges.iter().map(|&argument| argument.to_owned()));
    arguments.extend(range.without.map(|without| format!("^{without}")));
    arguments.push(range.from.to_owned());
    arguments.push("--".to_owned());
    // Names are taken as they are, whatever stands in them.
    arguments.extend(
        range
            .paths
            .iter()
            .map(|path| format!(":(top,literal){path}")),
    );
    arguments
}

/// Begins with a line that no path of the raw format is, for those begin with a colon.
const FORMAT: &str = "--format=%x00%H%x00%aN%x00%aE%x00%cI%x00%s%x00";

struct Tokens<'o> {
    out: &'o mut dyn BufRead,
    token: Vec<u8>,
    /// A token that was read too early.
    ahead: Option<String>,
}

impl Tokens<'_> {
    fn step(&mut self) -> io::Result<Option<Step>> {
        // The nothing that a commit begins with, and what git puts between commits.
        let id = loop {
            match self.next()? {
                None => return Ok(None),
                Some(token) if token.trim().is_empty() => {}
                Some(id) => break id,
            }
        };
        let mut field = || self.next().map(Option::unwrap_or_default);
        let author = Person {
            name: field()?,
            email: field()?,
        };
        let day = field()?;
        let summary = field()?;
        const DAY: usize = "2026-01-01".len();
        let day: Date = day
            .get(..DAY)
            .and_then(|day| day.parse().ok())
            .ok_or_else(|| io::Error::other(format!("{id} has no day that can be read")))?;
        let mut files = Vec::new();
        while let Some(token) = self.next()? {
            let token = token.trim_start_matches('\n');
            if token.is_empty() {
                continue;
            }
            let Some(raw) = token.strip_prefix(':') else {
                self.ahead = Some(token.to_owned());
                break;
            };
            files.extend(self.file(raw)?);
        }
        Ok(Some(Step {
            id,
            author,
            day,
            summary,
            files,
        }))
    }

    /// `100644 100644 OLD NEW M` and the path behind it; two paths of what was renamed. Of a merge
    /// there is a colon more for each further parent, and a mode and a content for each.
    fn file(&mut self, raw: &str) -> io::Result<Option<Touched>> {
        let fields = raw.trim_start_matches(':');
        let sides = 2 + raw.len() - fields.len();
        let parts: Vec<&str> = fields.split(' ').collect();
        let status = parts.last().copied().unwrap_or_default();
        let first = self.next()?.unwrap_or_default();
        let (from, path) = match status.starts_with(['R', 'C']) {
            true => (Some(first), self.next()?.unwrap_or_default()),
            false => (None, first),
        };
        // Links and repositories inside the repository are no files.
        let ids = parts.iter().skip(sides);
        let blobs = parts.iter().take(sides).zip(ids).map(|(mode, id)| {
            let is_there = mode.starts_with("100") && id.bytes().any(|byte| byte != b'0');
            is_there.then(|| BlobId((*id).to_owned()))
        });
        let mut blobs: Vec<Option<BlobId>> = blobs.collect();
        if blobs.iter().all(Option::is_none) {
            return Ok(None);
        }
        let after = blobs.pop().flatten();
        let further = blobs.split_off(blobs.len().min(1));
        Ok(Some(Touched {
            from,
            path,
            before: blobs.pop().flatten(),
            further,
            after,
        }))
    }

    fn next(&mut self) -> io::Result<Option<String>> {
        if let Some(ahead) = self.ahead.take() {
            return Ok(Some(ahead));
        }
        self.token.clear();
        if self.out.read_until(0, &mut self.token)? == 0 {
            return Ok(None);
        }
        if self.token.last() == Some(&0) {
            self.token.pop();
        }
        Ok(Some(String::from_utf8_lossy(&self.token).into_owned()))
    }
}
