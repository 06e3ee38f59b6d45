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

    /// Runs git and gives what it printed, without white space around it.
    pub fn git(&self, args: &[&str]) -> String {
        self.git_at("2026-01-01T00:00:00+00:00", args)
    }

    /// Runs git at an instant.
    pub fn git_at(&self, when: &str, args: &[&str]) -> String {
        git_in(&self.folder, when, args)
    }
}

/// Runs git in any folder.
pub fn git_in(folder: &Path, when: &str, args: &[&str]) -> String {
    let Output {
        status,
        stdout,
        stderr,
    } = Command::new("git")
        .arg("-C")
        .arg(folder)
        .args(["-c", "protocol.file.allow=always", "-c", "gc.auto=0"])
        .args(args)
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("GIT_CONFIG_SYSTEM", "/dev/null")
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_AUTHOR_NAME", "Ada Author")
        .env("GIT_AUTHOR_EMAIL", "ada@example.org")
        .env("GIT_COMMITTER_NAME", "Carl Committer")
        .env("GIT_COMMITTER_EMAIL", "carl@example.org")
        .env("GIT_AUTHOR_DATE", when)
        .env("GIT_COMMITTER_DATE", when)
        .env("TZ", "UTC")
        .output()
        .unwrap();
    let words = String::from_utf8_lossy(&stderr);
    assert!(status.success(), "git {args:?}: {words}");
    String::from_utf8_lossy(&stdout).trim().to_owned()
}
