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
    pub renames: bool,
}

/// Whether to go on.
pub use std::ops::ControlFlow;

/// Hands the commits of `range` that changed a file to `take`, the latest first, without merges.
/// Answers whether the history that is there ends before its beginning, because the clone is
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
            if take(step).is_break() {
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
        "--no-merges",
        "--no-relative",
        "--encoding=UTF-8",
        FORMAT,
        if range.renames {
            "--find-renames"
        } else {
            "--no-renames"
        },
    ]
    .map(str::to_owned)
    .into();
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

    /// `100644 100644 OLD NEW M` and the path behind it; two paths of what was renamed.
    fn file(&mut self, raw: &str) -> io::Result<Option<Touched>> {
        let mut parts = raw.split(' ');
        let (old_mode, new_mode) = (parts.next(), parts.next());
        let (old, new) = (parts.next(), parts.next());
        let status = parts.next().unwrap_or_default();
        let first = self.next()?.unwrap_or_default();
        let (from, path) = match status.starts_with(['R', 'C']) {
            true => (Some(first), self.next()?.unwrap_or_default()),
            false => (None, first),
        };
        // Links and repositories inside the repository are no files.
        let blob = |mode: Option<&str>, id: Option<&str>| {
            let is_file = mode.is_some_and(|mode| mode.starts_with("100"));
            id.filter(|id| is_file && id.bytes().any(|byte| byte != b'0'))
                .map(|id| BlobId(id.to_owned()))
        };
        let touched = Touched {
            from,
            path,
            before: blob(old_mode, old),
            after: blob(new_mode, new),
        };
        Ok((touched.before.is_some() || touched.after.is_some()).then_some(touched))
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
