//! Real git repositories for tests, the same on every machine: no configuration but their own,
//! fixed names, and dates of the test's choice.
#![allow(dead_code, clippy::unwrap_used)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

/// A repository in a folder that goes with it.
pub struct Repository {
    around: TempDir,
    folder: PathBuf,
}

impl Repository {
    /// An empty repository on the branch `main`.
    pub fn new() -> Self {
        Self::with(&[])
    }

    /// The same, with further arguments for `git init`.
    pub fn with(args: &[&str]) -> Self {
        let around = tempfile::tempdir().unwrap();
        // As the program names folders too: without links on the way.
        let folder = around.path().canonicalize().unwrap().join("repository");
        fs::create_dir(&folder).unwrap();
        let repository = Self { around, folder };
        repository.git(&[&["init", "--quiet", "-b", "main"], args].concat());
        repository
    }

    /// Its folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// A folder beside it, for a clone or a worktree.
    pub fn beside(&self, name: &str) -> PathBuf {
        self.folder.with_file_name(name)
    }

    /// Writes a file, and the folders above it.
    pub fn write(&self, path: &str, text: impl AsRef<[u8]>) -> &Self {
        let path = self.folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
        self
    }

    /// Commits all that is there, whether or not it changed, as written and committed at `when`,
    /// such as `2026-01-05T10:00:00+01:00`. Gives the commit's id.
    pub fn commit_at(&self, when: &str, message: &str) -> String {
        self.git(&["add", "--all"]);
        self.git_at(when, &["commit", "--quiet", "--allow-empty", "-m", message]);
        self.id("HEAD")
    }

    /// Writes one file and commits it.
    pub fn commit_file(&self, when: &str, path: &str, text: &str) -> String {
        self.write(path, text).commit_at(when, path)
    }

    /// Tags what is checked out.
    pub fn tag(&self, name: &str) -> &Self {
        self.git(&["tag", name]);
        self
    }

    /// The id of a revision.
    pub fn id(&self, revision: &str) -> String {
        self.git(&["rev-parse", revision])
    }

    /// Commits all there is, by an author written `Name <address>`. Where nothing changed the commit is empty.
    pub fn commit(&self, author: &str, date: &str, message: &str) -> String {
        self.git(&["add", "--all"]);
        self.commit_bytes(author.as_bytes(), date, message.as_bytes())
    }

    /// The same of what is in the index, with any bytes for the author and the message: git's own
    /// `commit` would clean the message up.
    pub fn commit_bytes(&self, author: &[u8], date: &str, message: &[u8]) -> String {
        let head = command_in("git", &self.folder)
            .args(["rev-parse", "--verify", "--quiet", "HEAD"])
            .output()
            .unwrap();
        let head = String::from_utf8_lossy(&head.stdout);
        let parents: Vec<&str> = head.lines().collect();
        self.commit_on(&parents, author, date, message)
    }

    /// Merges `branch` into the present one, with a commit of its own; its hash.
    pub fn merge(&self, branch: &str, author: &str, date: &str, message: &str) -> String {
        let head = self.git(&["rev-parse", "HEAD"]);
        let other = self.git(&["rev-parse", branch]);
        self.git(&["read-tree", "-m", "HEAD", branch]);
        self.commit_on(
            &[&head, &other],
            author.as_bytes(),
            date,
            message.as_bytes(),
        )
    }

    /// Runs git and gives what it printed, without white space around it.
    pub fn git(&self, args: &[&str]) -> String {
        self.git_at("2026-01-01T00:00:00+00:00", args)
    }

    /// Runs git at an instant.
    pub fn git_at(&self, when: &str, args: &[&str]) -> String {
        git_in(&self.folder, when, args)
    }

    fn commit_on(&self, parents: &[&str], author: &[u8], date: &str, message: &[u8]) -> String {
        let tree = self.git(&["write-tree"]);
        let moment = moment(date);
        let mut object = format!("tree {tree}\n").into_bytes();
        for parent in parents {
            object.extend(format!("parent {parent}\n").bytes());
        }
        object.extend(b"author ");
        object.extend(author);
        object.extend(format!(" {moment}\ncommitter {SOMEONE} {moment}\n\n").bytes());
        object.extend(message);
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), object).unwrap();
        let path = file.path().to_str().unwrap();
        let id = self.git(&["hash-object", "-t", "commit", "-w", "--literally", path]);
        self.git(&["update-ref", "HEAD", &id]);
        id
    }
}

/// Runs git in any folder.
pub fn git_in(folder: &Path, when: &str, args: &[&str]) -> String {
    let Output {
        status,
        stdout,
        stderr,
    } = command_in("git", folder)
        .args(["-c", "protocol.file.allow=always", "-c", "gc.auto=0"])
        .args(args)
        .env("GIT_AUTHOR_DATE", when)
        .env("GIT_COMMITTER_DATE", when)
        .output()
        .unwrap();
    let words = String::from_utf8_lossy(&stderr);
    assert!(status.success(), "git {args:?}: {words}");
    String::from_utf8_lossy(&stdout).trim().to_owned()
}

/// Git, or a program that runs it, in a folder: as no configuration but the repository's own makes
/// it, with fixed names.
pub fn command_in(program: &str, folder: &Path) -> Command {
    let mut command = Command::new(program);
    for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"] {
        command.env_remove(name);
    }
    command
        .current_dir(folder)
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("GIT_CONFIG_SYSTEM", "/dev/null")
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_AUTHOR_NAME", "Ada Author")
        .env("GIT_AUTHOR_EMAIL", "ada@example.org")
        .env("GIT_COMMITTER_NAME", "Carl Committer")
        .env("GIT_COMMITTER_EMAIL", "carl@example.org")
        .env("TZ", "UTC");
    command
}

/// Who writes what is written by nobody in particular.
const SOMEONE: &str = "Someone <someone@example.com>";

/// A day (at noon by Greenwich's clock) or a moment with its offset, as a commit holds it.
fn moment(date: &str) -> String {
    let full = match date.len() {
        10 => format!("{date}T12:00:00+00:00"),
        _ => date.replace('Z', "+00:00"),
    };
    let moment: jiff::Timestamp = full.parse().unwrap();
    let offset = full.get(full.len() - 6..).unwrap().replace(':', "");
    format!("{} {offset}", moment.as_second())
}
