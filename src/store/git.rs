//! Running git itself. History is walked by the executable, because nothing else reads git's own
//! indexes of it; what it prints is taken in as it comes, so that memory stays bounded.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use crate::store::reason;

/// Why git could not answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum GitError {
    /// There is no git to run.
    #[error("cannot run git: {0}")]
    NotInstalled(String),
    /// The folder lies in no repository.
    #[error("{} lies in no git repository", .0.display())]
    NoRepository(PathBuf),
    /// The repository has no commit yet.
    #[error("the git repository in {} has no commits yet", .0.display())]
    NoCommits(PathBuf),
    /// The repository belongs to someone else, so that git refuses to read it.
    #[error(
        "the git repository in {} belongs to another user, so git does not read it; if you trust it: `git config --global --add safe.directory {}`",
        .0.display(),
        .0.display()
    )]
    Owner(PathBuf),
    /// The history that is there ends too early.
    #[error(
        "the clone in {} is shallow: {what}; fetch the rest with `git fetch --unshallow` (in CI: `fetch-depth: 0`)",
        folder.display()
    )]
    Shallow {
        /// The repository.
        folder: PathBuf,
        /// What is missing.
        what: String,
    },
    /// Anything else, in git's words.
    #[error("git {command}: {words}")]
    Failed {
        /// The command, without its arguments.
        command: String,
        /// What git said.
        words: String,
    },
}

/// The git executable, asked about the repository that a folder lies in.
#[derive(Debug, Clone)]
pub struct Git {
    folder: PathBuf,
}

impl Git {
    /// Git in `folder`.
    #[must_use]
    pub fn at(folder: &Path) -> Self {
        Self {
            folder: folder.to_owned(),
        }
    }

    /// The folder it is asked in.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// What `git ARGS` prints, whole.
    ///
    /// # Errors
    /// Where git cannot be run or ends with an error.
    pub fn output<A: AsRef<OsStr>>(&self, args: &[A]) -> Result<Vec<u8>, GitError> {
        let mut all = Vec::new();
        self.stream(args, |out| out.read_to_end(&mut all).map(|_| ()))?;
        Ok(all)
    }

    /// Runs `git ARGS` and hands what it prints to `read` as it comes. Where `read` ends early, git
    /// is ended too.
    ///
    /// # Errors
    /// Where git cannot be run, ends with an error, or what it prints cannot be read.
    pub fn stream<A: AsRef<OsStr>>(
        &self,
        args: &[A],
        read: impl FnOnce(&mut dyn BufRead) -> std::io::Result<()>,
    ) -> Result<(), GitError> {
        let command = args.first().map_or_else(String::new, |first| {
            first.as_ref().to_string_lossy().into_owned()
        });
        let failed = |words: String| GitError::Failed {
            command: command.clone(),
            words,
        };
        let mut child = self.spawn(args)?;
        // Standard error is read beside, so that git never waits for someone to take it.
        let words = child.stderr.take().map(|mut err| {
            std::thread::spawn(move || {
                let mut words = Vec::new();
                let _ = err.read_to_end(&mut words);
                String::from_utf8_lossy(&words).into_owned()
            })
        });
        let mut ended_early = false;
        let outcome = child.stdout.take().map_or(Ok(()), |out| {
            const BUFFER: usize = 128 * 1024;
            let mut out = BufReader::with_capacity(BUFFER, out);
            let outcome = read(&mut out);
            ended_early = !matches!(out.fill_buf(), Ok(rest) if rest.is_empty());
            outcome
        });
        let status = child.wait();
        let words = words
            .and_then(|words| words.join().ok())
            .unwrap_or_default();
        outcome.map_err(|error| failed(reason(&error)))?;
        match status {
            Ok(status) if status.success() || ended_early => Ok(()),
            Ok(_) => Err(self
                .classified(&words)
                .unwrap_or_else(|| failed(told(&words)))),
            Err(error) => Err(failed(reason(&error))),
        }
    }

    fn spawn<A: AsRef<OsStr>>(&self, args: &[A]) -> Result<Child, GitError> {
        let mut git = Command::new("git");
        if is_in_repository(&self.folder) {
            // Inside a hook the environment names the hook's repository, which may be another one.
            for name in [
                "GIT_DIR",
                "GIT_WORK_TREE",
                "GIT_COMMON_DIR",
                "GIT_INDEX_FILE",
            ] {
                git.env_remove(name);
            }
        }
        git.arg("-C")
            .arg(&self.folder)
            // What the user's configuration would add to the output.
            .args([
                "-c",
                "log.showSignature=false",
                "-c",
                "core.quotePath=false",
                "-c",
                "log.showRoot=true",
                "-c",
                "trailer.separators=:",
            ])
            .args(args)
            .env("LC_ALL", "C")
            .env("GIT_OPTIONAL_LOCKS", "0")
            .env("GIT_NO_REPLACE_OBJECTS", "1")
            .env("GIT_TERMINAL_PROMPT", "0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(|error| GitError::NotInstalled(reason(&error)))
    }

    /// What git's words mean, where they are known.
    fn classified(&self, words: &str) -> Option<GitError> {
        let folder = || self.folder.clone();
        match words {
            words if words.contains("dubious ownership") => Some(GitError::Owner(folder())),
            words if words.contains("not a git repository") => {
                Some(GitError::NoRepository(folder()))
            }
            words if words.contains("does not have any commits yet") => {
                Some(GitError::NoCommits(folder()))
            }
            _ => None,
        }
    }
}

/// Whether a folder lies in a repository that git finds from there by itself.
fn is_in_repository(folder: &Path) -> bool {
    let is_bare = |folder: &Path| folder.join("HEAD").is_file() && folder.join("objects").is_dir();
    let mut above = folder.ancestors();
    above.any(|folder| folder.join(".git").exists() || is_bare(folder))
}

/// The line of git's words that says what is wrong.
fn told(words: &str) -> String {
    let lines = || words.lines().map(str::trim).filter(|line| !line.is_empty());
    let fatal = lines().find_map(|line| {
        line.strip_prefix("fatal: ")
            .or_else(|| line.strip_prefix("error: "))
    });
    fatal
        .or_else(|| lines().next())
        .unwrap_or("it ended with an error and said nothing")
        .to_owned()
}
