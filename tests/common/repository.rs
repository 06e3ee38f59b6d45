//! Real git repositories for tests, the same on every machine: no configuration from outside, names
//! and dates as the test says.
#![allow(dead_code, clippy::unwrap_used)]

use std::ffi::OsStr;
use std::path::Path;
use std::process::{Command, Output};

/// A repository in a folder of the test's own.
#[derive(Debug)]
pub struct Repository {
    folder: tempfile::TempDir,
}

/// Who writes what is written by nobody in particular.
const SOMEONE: &str = "Someone <someone@example.com>";

impl Repository {
    /// A new one without commits, on the branch `main`.
    pub fn new() -> Self {
        let repository = Self {
            folder: tempfile::tempdir().unwrap(),
        };
        repository.git(&["init", "--quiet", "-b", "main"]);
        repository
    }

    /// Where its files are.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Writes a file, with the folders above it.
    pub fn write(&self, path: &str, text: &str) {
        let path = self.folder().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    /// Commits all there is on a day or at a moment; its hash.
    pub fn commit_at(&self, date: &str, message: &str) -> String {
        self.commit(SOMEONE, date, message)
    }

    /// The same by an author, written `Name <address>`. Where nothing changed the commit is empty.
    pub fn commit(&self, author: &str, date: &str, message: &str) -> String {
        self.git(&["add", "--all"]);
        self.commit_bytes(author.as_bytes(), date, message.as_bytes())
    }

    /// The same of what is in the index, with any bytes for the author and the message: git's own
    /// `commit` would clean the message up.
    pub fn commit_bytes(&self, author: &[u8], date: &str, message: &[u8]) -> String {
        let parents: Vec<String> = match self.run(&["rev-parse", "--verify", "-q", "HEAD"]).0 {
            head if head.is_empty() => Vec::new(),
            head => vec![head],
        };
        let parents: Vec<&str> = parents.iter().map(String::as_str).collect();
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

    /// Runs `git ARGS`, which has to succeed; what it prints without the last line feed.
    pub fn git(&self, args: &[&str]) -> String {
        let (out, output) = self.run(args);
        assert!(
            output.status.success(),
            "git {args:?}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
        out
    }

    fn run(&self, args: &[&str]) -> (String, Output) {
        let output = git_in(self.folder()).args(args).output().unwrap();
        let out = String::from_utf8_lossy(&output.stdout);
        (out.trim_end_matches('\n').to_owned(), output)
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

/// git, in a folder, as no configuration but the repository's own makes it.
pub fn git_in(folder: &Path) -> Command {
    in_folder("git", folder)
}

/// The same for a program that runs git itself.
pub fn in_folder(program: &str, folder: &Path) -> Command {
    let mut git = Command::new(program);
    let set = |git: &mut Command, key: &str, value: &str| {
        git.env(OsStr::new(key), value);
    };
    for key in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"] {
        git.env_remove(key);
    }
    set(&mut git, "GIT_CONFIG_GLOBAL", "/dev/null");
    set(&mut git, "GIT_CONFIG_NOSYSTEM", "1");
    for role in ["AUTHOR", "COMMITTER"] {
        set(&mut git, &format!("GIT_{role}_NAME"), "Someone");
        set(
            &mut git,
            &format!("GIT_{role}_EMAIL"),
            "someone@example.com",
        );
        set(
            &mut git,
            &format!("GIT_{role}_DATE"),
            "2026-01-05T12:00:00Z",
        );
    }
    git.current_dir(folder);
    git
}

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
