//! Running git itself. History is walked by the executable, because nothing else reads git's own
//! indexes of it; what it prints is taken in as it comes, so that memory stays bounded.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;

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
    /// What would be read came along with the files of another repository.
    #[error(
        "{} is a bare repository among the files of another one, and is not read: whoever wrote those files would choose its configuration",
        .0.display()
    )]
    Embedded(PathBuf),
    /// The repository belongs to someone else, so that git refuses to read it.
    #[error(
        "the git repository in {} belongs to another user, so git does not read it; if you trust it: `git config --global --add safe.directory {}`",
        .0.display(),
        .0.display()
    )]
    Owner(PathBuf),
    /// What was written is no revision, or names no commit.
    #[error("`{revision}` {why}")]
    NoCommit {
        /// The revision, as written.
        revision: String,
        /// Why it names no commit, and what to do.
        why: String,
    },
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

/// The git executable, asked about the repository that a folder lies in. That repository is found
/// from the folder alone: what `GIT_DIR` and its like say belongs to the command that okr was
/// started from, such as a hook, and may mean another one.
#[derive(Debug, Clone)]
pub struct Git {
    folder: PathBuf,
}

/// How a run of git ended.
struct Ended {
    /// The exit code; nothing where git was ended by a signal.
    code: Option<i32>,
    /// Whether it succeeded, or was ended because nobody wanted the rest.
    well: bool,
    /// What it said on standard error.
    words: String,
}

impl Git {
    /// Git in `folder`.
    #[must_use]
    pub fn at(folder: &Path) -> Self {
        Self {
            folder: folder.to_owned(),
        }
    }

    /// The folder that git is asked in.
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

    /// What `git ARGS` prints, whole; nothing where it ends with exit code 1, by which git's
    /// questions say no.
    ///
    /// # Errors
    /// Where git cannot be run or ends with another error.
    pub fn answer<A: AsRef<OsStr>>(&self, args: &[A]) -> Result<Option<Vec<u8>>, GitError> {
        let mut all = Vec::new();
        let ended = self.run(args, None, |out| out.read_to_end(&mut all).map(|_| ()))?;
        match ended.code {
            Some(1) => Ok(None),
            _ => self.checked(args, ended).map(|()| Some(all)),
        }
    }

    /// What `git ARGS` prints, whole, with its exit code, which some commands count by.
    ///
    /// # Errors
    /// Where git cannot be run or is ended by a signal.
    pub fn counted<A: AsRef<OsStr>>(&self, args: &[A]) -> Result<(i32, Vec<u8>), GitError> {
        let mut all = Vec::new();
        let ended = self.run(args, None, |out| out.read_to_end(&mut all).map(|_| ()))?;
        match ended.code {
            Some(code) => Ok((code, all)),
            None => Err(failed(args, told(&ended.words))),
        }
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
        let ended = self.run(args, None, read)?;
        self.checked(args, ended)
    }

    /// As [`Git::stream`], with `input` as git's standard input. It is written beside, so that
    /// neither side waits for the other, however much there is.
    ///
    /// # Errors
    /// As [`Git::stream`].
    pub fn feed<A: AsRef<OsStr>>(
        &self,
        args: &[A],
        input: &[u8],
        read: impl FnOnce(&mut dyn BufRead) -> std::io::Result<()>,
    ) -> Result<(), GitError> {
        let ended = self.run(args, Some(input), read)?;
        self.checked(args, ended)
    }

    /// The commits at which a shallow clone ends, by their ids; none where the clone is whole.
    ///
    /// # Errors
    /// Where git cannot be run or ends with an error.
    pub fn boundary(&self) -> Result<Vec<String>, GitError> {
        // Git knows where the file lies, also from a linked worktree.
        let path = self.output(&["rev-parse", "--git-path", "shallow"])?;
        let path = String::from_utf8_lossy(&path);
        Ok(boundary_in(&self.folder.join(path.trim_end_matches('\n'))))
    }

    fn run<A: AsRef<OsStr>>(
        &self,
        args: &[A],
        input: Option<&[u8]>,
        read: impl FnOnce(&mut dyn BufRead) -> std::io::Result<()>,
    ) -> Result<Ended, GitError> {
        let mut child = self.spawn(args, input.is_some())?;
        let (stdin, stdout, stderr) =
            (child.stdin.take(), child.stdout.take(), child.stderr.take());
        let mut ended_early = false;
        let beside = thread::scope(|scope| -> std::io::Result<_> {
            // Standard error is read beside, so that git never waits for someone to take it.
            let words = stderr.map(|mut from| {
                thread::Builder::new().spawn_scoped(scope, move || {
                    let mut words = Vec::new();
                    let _ = from.read_to_end(&mut words);
                    String::from_utf8_lossy(&words).into_owned()
                })
            });
            let words = words.transpose()?;
            if let Some((mut to, input)) = stdin.zip(input) {
                // A git that ended has no use for the rest; its exit code says why.
                thread::Builder::new().spawn_scoped(scope, move || to.write_all(input))?;
            }
            let outcome = stdout.map_or(Ok(()), |out| {
                const BUFFER: usize = 128 * 1024;
                let mut out = BufReader::with_capacity(BUFFER, out);
                let outcome = read(&mut out);
                ended_early = !matches!(out.fill_buf(), Ok(rest) if rest.is_empty());
                outcome
            });
            let words = words.and_then(|words| words.join().ok());
            Ok((outcome, words.unwrap_or_default()))
        });
        if beside.is_err() {
            // Nobody takes what it says.
            let _ = child.kill();
        }
        let status = child.wait().map_err(|error| failed(args, reason(&error)))?;
        let well = status.success() || ended_early;
        let (outcome, words) = beside.map_err(|error| GitError::NotInstalled(reason(&error)))?;
        match outcome {
            // Where git failed too, its own words say more.
            Err(error) if well => Err(failed(args, reason(&error))),
            _ => Ok(Ended {
                code: status.code(),
                well,
                words,
            }),
        }
    }

    /// No more than whether a run ended well.
    fn checked<A: AsRef<OsStr>>(&self, args: &[A], ended: Ended) -> Result<(), GitError> {
        match ended.well {
            true => Ok(()),
            false => Err(self
                .classified(&ended.words)
                .unwrap_or_else(|| failed(args, told(&ended.words)))),
        }
    }

    fn spawn<A: AsRef<OsStr>>(&self, args: &[A], fed: bool) -> Result<Child, GitError> {
        refuse_embedded(&self.folder)?;
        let mut command = Command::new("git");
        command
            .arg("-C")
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
                // Nothing of what is asked needs a program of anybody's.
                "-c",
                "core.fsmonitor=false",
            ])
            .args(args)
            .env("LC_ALL", "C")
            .env("GIT_OPTIONAL_LOCKS", "0")
            .env("GIT_NO_REPLACE_OBJECTS", "1")
            .env("GIT_TERMINAL_PROMPT", "0")
            .stdin(if fed { Stdio::piped() } else { Stdio::null() })
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        for variable in OF_ANOTHER_REPOSITORY {
            command.env_remove(variable);
        }
        if let Ok(places) = std::env::join_paths(other_objects()) {
            command.env(ALTERNATES, places);
        }
        command.spawn().map_err(|error| match error.kind() {
            ErrorKind::InvalidInput => failed(args, "an argument holds a NUL byte".to_owned()),
            _ => GitError::NotInstalled(reason(&error)),
        })
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

/// Makes sure that the repository of `folder` is none that lies among the files of another: it could come
/// from anybody's pull request, with a configuration that names programs to run.
///
/// # Errors
/// Where it is one.
pub(super) fn refuse_embedded(folder: &Path) -> Result<(), GitError> {
    let is_git = |folder: &Path| folder.file_name().is_some_and(|name| name == ".git");
    let is_bare = |folder: &&Path| {
        let there = |name| folder.join(name);
        there("HEAD").is_file() && there("objects").is_dir() && there("refs").is_dir()
    };
    let folders = || folder.ancestors();
    let whole = folders().position(|folder| folder.join(".git").exists());
    let bare = folders().position(|folder| is_bare(&folder));
    match (bare, whole) {
        (Some(bare), Some(whole)) if bare < whole && !folders().any(is_git) => {
            let bare = folders().nth(bare).unwrap_or(folder);
            Err(GitError::Embedded(bare.to_owned()))
        }
        _ => Ok(()),
    }
}

/// The variables by which a command of git tells those that it starts which repository it is about.
const OF_ANOTHER_REPOSITORY: [&str; 9] = [
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_COMMON_DIR",
    "GIT_INDEX_FILE",
    "GIT_OBJECT_DIRECTORY",
    "GIT_NAMESPACE",
    "GIT_PREFIX",
    "GIT_SHALLOW_FILE",
    "GIT_REPLACE_REF_BASE",
];

/// Where git looks for further objects.
const ALTERNATES: &str = "GIT_ALTERNATE_OBJECT_DIRECTORIES";

/// The folders in which objects lie that the repository does not have yet: what is being pushed, to
/// a hook that is to judge it. An object's name is its content, so that more of them do no harm.
pub(super) fn other_objects() -> Vec<PathBuf> {
    let of = |name| std::env::var_os(name).unwrap_or_default();
    let places = [of("GIT_OBJECT_DIRECTORY"), of(ALTERNATES)];
    places
        .iter()
        .flat_map(std::env::split_paths)
        .filter(|place| !place.as_os_str().is_empty())
        .filter_map(|place| std::path::absolute(place).ok())
        .collect()
}

/// The commits that the file `shallow` of a repository lists.
pub(super) fn boundary_in(shallow: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(shallow).unwrap_or_default();
    text.lines().map(|line| line.trim().to_owned()).collect()
}

fn failed<A: AsRef<OsStr>>(args: &[A], words: String) -> GitError {
    let command = args.first().map_or_else(String::new, |first| {
        first.as_ref().to_string_lossy().into_owned()
    });
    GitError::Failed { command, words }
}

/// The line of git's words that says what is wrong, with what is listed below it.
fn told(words: &str) -> String {
    let mut lines = words.lines().skip_while(|line| !is_refusal(line));
    let first = lines.next().or_else(|| words.lines().next());
    let Some(first) = first else {
        return "it ended with an error and said nothing".to_owned();
    };
    let bare = ["fatal: ", "error: "]
        .iter()
        .find_map(|kind| first.strip_prefix(kind))
        .unwrap_or(first);
    let listed = lines.take_while(|line| line.starts_with('\t'));
    std::iter::once(bare.trim())
        .chain(listed.map(str::trim))
        .collect::<Vec<_>>()
        .join(" ")
}

fn is_refusal(line: &str) -> bool {
    line.starts_with("fatal: ") || line.starts_with("error: ")
}
