//! The commits of a repository since a day, as `git log` walks them: one process, read as it comes.

use std::borrow::Cow;
use std::io::{self, BufRead};
use std::path::{Path, PathBuf};

use jiff::civil::Date;

use crate::source::{Commit, LogEntry, Person};
use crate::store::{Git, GitError};

/// Which commits to read.
#[derive(Debug, Clone)]
pub struct Walk<'w> {
    /// The commit to begin at; `HEAD` where none is named.
    pub from: Option<&'w str>,
    /// The first day that matters, in any time zone.
    pub since: Date,
    /// Whether to tell which paths each commit changed.
    pub paths: bool,
}

/// Hands every commit of `walk` but merges to `take`, in git's order, each before its paths. The
/// authors are those of the repository's `.mailmap`.
///
/// # Errors
/// Where git cannot read the repository, where it has no commits, or where the clone is shallow and
/// its history ends after the first day.
pub fn log(
    repository: &Path,
    walk: &Walk<'_>,
    take: &mut dyn FnMut(LogEntry<'_>),
) -> Result<(), GitError> {
    let git = Git::at(repository);
    let boundary = git.boundary()?;
    let mut cut = None;
    git.stream(&arguments(walk), |out| {
        let mut tokens = Tokens {
            out,
            token: Vec::new(),
        };
        // The nothing that the first commit begins with.
        tokens.next()?;
        while let Some(commit) = tokens.commit()? {
            if boundary.contains(&commit.id) {
                cut = Some(commit.day);
            }
            take(LogEntry::Commit(commit));
            tokens.paths(take)?;
        }
        Ok(())
    })
    .map_err(|error| without_commits(&git, walk, error))?;
    match cut {
        Some(day) => Err(GitError::Shallow {
            folder: repository.to_owned(),
            what: format!(
                "its history ends with a commit of {day}, so that some since {} may be missing",
                walk.since
            ),
        }),
        None => Ok(()),
    }
}

/// Where the repository that `folder` lies in keeps its history: the same for all its worktrees.
///
/// # Errors
/// Where there is none or git cannot read it.
pub fn history_of(folder: &Path) -> Result<PathBuf, GitError> {
    let printed = Git::at(folder).output(&["rev-parse", "--git-common-dir"])?;
    let text = String::from_utf8_lossy(&printed);
    let path = folder.join(text.trim_end_matches(['\n', '\r']));
    Ok(path.canonicalize().unwrap_or(path))
}

/// Which of `addresses` the `.mailmap` of a repository replaces, each with what it is now.
///
/// # Errors
/// Where git cannot read the repository.
pub fn mailmap(repository: &Path, addresses: &[String]) -> Result<Vec<(String, String)>, GitError> {
    // Not more at once than a command line holds anywhere.
    const AT_ONCE: usize = 100;
    let git = Git::at(repository);
    let is_plain = |address: &&String| !address.contains(['<', '>', '\n', '\0']);
    let plain: Vec<&String> = addresses.iter().filter(is_plain).collect();
    let mut replaced = Vec::new();
    for addresses in plain.chunks(AT_ONCE) {
        let contacts = addresses.iter().map(|address| format!("<{address}>"));
        let arguments: Vec<String> = std::iter::once("check-mailmap".to_owned())
            .chain(contacts)
            .collect();
        let printed = git.output(&arguments)?;
        let printed = String::from_utf8_lossy(&printed);
        let now = printed.lines().filter_map(|line| {
            let (_, address) = line.rsplit_once('<')?;
            address.strip_suffix('>')
        });
        let pairs = addresses.iter().zip(now);
        let changed = pairs.filter(|(address, now)| !address.eq_ignore_ascii_case(now));
        replaced.extend(changed.map(|(address, now)| ((*address).clone(), now.to_owned())));
    }
    Ok(replaced)
}

/// An error of a repository in which there is nothing to begin at, told as what it is.
fn without_commits(git: &Git, walk: &Walk<'_>, error: GitError) -> GitError {
    let is_unborn = || {
        walk.from.is_none()
            && git.output(&["rev-parse", "--git-dir"]).is_ok()
            && git
                .output(&["rev-parse", "--verify", "--quiet", "HEAD"])
                .is_err()
    };
    match error {
        GitError::Failed { .. } if is_unborn() => GitError::NoCommits(git.folder().to_owned()),
        error => error,
    }
}

fn arguments(walk: &Walk<'_>) -> Vec<String> {
    // A commit of the first day can have been made up to a day earlier by Greenwich's clock.
    let since = walk.since.yesterday().unwrap_or(walk.since);
    let mut arguments = vec![
        "log".to_owned(),
        "-z".to_owned(),
        "--no-merges".to_owned(),
        "--encoding=UTF-8".to_owned(),
        format!("--since={since}T00:00:00+00:00"),
        format!("--format={FORMAT}"),
    ];
    match walk.paths {
        true => {
            arguments.extend(["--name-only", "--no-renames", "--no-relative"].map(str::to_owned))
        }
        false => arguments.push("--no-patch".to_owned()),
    }
    arguments.extend(["--end-of-options", walk.from.unwrap_or("HEAD"), "--"].map(str::to_owned));
    arguments
}

/// Begins with nothing, so that a commit can be told from one more path; then the fields, each with
/// a NUL behind it, which no message can hold. The trailers as they stand: asked for one by one, git
/// calls them what the user's configuration says.
const FORMAT: &str = "%x00%H%x00%aN%x00%aE%x00%an%x00%ae%x00%aI%x00%(trailers)%x00%B%x00";

/// The pieces of git's output between NULs.
struct Tokens<'o> {
    out: &'o mut dyn BufRead,
    token: Vec<u8>,
}

impl Tokens<'_> {
    /// The next commit, behind the nothing that it begins with.
    fn commit(&mut self) -> io::Result<Option<Commit>> {
        let Some(id) = self.next()?.map(str::to_owned) else {
            return Ok(None);
        };
        let mut field =
            || -> io::Result<String> { Ok(self.next()?.unwrap_or_default().to_owned()) };
        let author = Person {
            name: field()?,
            email: field()?,
        };
        let written_by = Person {
            name: field()?,
            email: field()?,
        };
        let day = field()?;
        let trailers = field()?;
        let message = field()?;
        // What stands between the message and the paths, or the next commit.
        field()?;
        const DAY: usize = "2026-01-01".len();
        let day = day
            .get(..DAY)
            .and_then(|day| day.parse().ok())
            .ok_or_else(|| io::Error::other(format!("{id} has no day that can be read")))?;
        Ok(Some(Commit {
            id,
            author,
            written_by,
            day,
            trailers: in_block(&trailers),
            message,
        }))
    }

    /// The paths of the commit, up to the nothing that the next one begins with.
    fn paths(&mut self, take: &mut dyn FnMut(LogEntry<'_>)) -> io::Result<()> {
        let mut is_first = true;
        while let Some(path) = self.next()? {
            if path.is_empty() {
                return Ok(());
            }
            // The first stands on a line of its own.
            let path = match is_first {
                true => path.strip_prefix('\n').unwrap_or(path),
                false => path,
            };
            is_first = false;
            take(LogEntry::Path(path));
        }
        Ok(())
    }

    /// The next piece. What is no UTF-8 has marks in its place.
    fn next(&mut self) -> io::Result<Option<&str>> {
        self.token.clear();
        if self.out.read_until(0, &mut self.token)? == 0 {
            return Ok(None);
        }
        if self.token.last() == Some(&0) {
            self.token.pop();
        }
        if let Cow::Owned(text) = String::from_utf8_lossy(&self.token) {
            self.token = text.into_bytes();
        }
        Ok(std::str::from_utf8(&self.token).ok())
    }
}

/// The trailers in a block of them. A line that begins with white space goes on with the one before;
/// what else is no trailer may stand between them.
fn in_block(block: &str) -> Vec<(String, String)> {
    let mut trailers: Vec<(String, String)> = Vec::new();
    let mut goes_on = false;
    for line in block.lines() {
        let is_more = line.starts_with([' ', '\t']);
        match (trailers.last_mut(), trailer(line)) {
            (Some((_, value)), _) if is_more && goes_on => {
                value.push(' ');
                value.push_str(line.trim());
            }
            (_, Some(trailer)) if !is_more => {
                trailers.push(trailer);
                goes_on = true;
            }
            (_, _) => goes_on = goes_on && is_more,
        }
    }
    trailers
}

/// A trailer as git knows them: a key of letters, digits and hyphens, a colon, and a value.
fn trailer(line: &str) -> Option<(String, String)> {
    let (key, value) = line.split_once(':')?;
    let key = key.trim_end_matches([' ', '\t']);
    let is_key = |key: &str| key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    (!key.is_empty() && is_key(key)).then(|| (key.to_owned(), value.trim().to_owned()))
}
