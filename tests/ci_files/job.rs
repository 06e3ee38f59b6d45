//! A job as a runner makes it, with what is hostile in its branch and its files, to run scripts in.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::repository::{Repository, command_in, git_in};
use crate::source::{files, root};

/// A branch that git takes, and a shell that reads it would act on.
pub const BRANCH: &str = "main;touch$IFS'pwned'$(touch${IFS}pwned)";

/// What a script gave.
#[derive(Debug)]
pub struct Done {
    pub code: i32,
    pub out: String,
    pub err: String,
}

/// A clone as a runner makes it: a base branch with a good tree, and a pull request that breaks it.
pub struct Job {
    _origin: Repository,
    pub clone: PathBuf,
    pub base: String,
}

impl Job {
    /// A job of the action or of GitLab.
    pub fn new() -> Self {
        let origin = Repository::new();
        copy(&root().join("fixtures/streaming"), origin.folder());
        let base = origin.commit_at("2026-02-01T09:00:00Z", "Plan");
        origin.git(&["branch", BRANCH]);
        let clone = origin.beside("clone");
        let from = origin.folder().to_str().unwrap();
        let to = clone.to_str().unwrap();
        origin.git(&["clone", "--quiet", from, to]);
        let file = clone.join(FILE);
        let text = fs::read_to_string(&file).unwrap();
        let text = text
            .replace("target: 85%", "target: 75%")
            .replace("parent: seamless-experience/mau", "parent: nowhere")
            .replacen("title: ", "title: \"$(touch pwned)\\n::error::x\" # ", 1);
        fs::write(file, text).unwrap();
        git_in(
            &clone,
            "2026-02-10T09:00:00Z",
            &["commit", "--quiet", "-am", "Ease it"],
        );
        Self {
            _origin: origin,
            clone,
            base,
        }
    }

    /// A job with an empty repository.
    pub fn empty() -> Self {
        let origin = Repository::new();
        let clone = origin.folder().to_owned();
        Self {
            _origin: origin,
            clone,
            base: String::new(),
        }
    }

    /// A file beside the clone.
    pub fn beside(&self, name: &str) -> PathBuf {
        self.clone.with_file_name(name)
    }

    /// What stands in it; nothing where it is not there.
    pub fn told(&self, name: &str) -> String {
        fs::read_to_string(self.beside(name)).unwrap_or_default()
    }

    /// A program in the clone, with the variables that matter to all of them.
    pub fn command(&self, program: &str) -> Command {
        fs::create_dir_all(self.beside("temporary")).unwrap();
        let mut command = command_in(program, &self.clone);
        let programs = Path::new(env!("CARGO_BIN_EXE_okr")).parent().unwrap();
        let path = format!(
            "{}:{}:{}",
            self.beside("programs").display(),
            programs.display(),
            std::env::var("PATH").unwrap()
        );
        command
            .env("PATH", path)
            .env("OKR_TODAY", "2026-02-14")
            .env("RUNNER_TEMP", self.beside("temporary"))
            .env("GITHUB_OUTPUT", self.beside("output"))
            .env("GITHUB_STEP_SUMMARY", self.beside("summary"))
            .env("GITHUB_BASE_REF", BRANCH);
        command
    }

    /// Runs what the action runs, with these inputs and otherwise the defaults of `action.yml`.
    pub fn action(&self, inputs: &[(&str, &str)]) -> Done {
        let (_, action) = files().into_iter().next().unwrap();
        let mut command = self.command("bash");
        command.arg(root().join("ci/check.sh"));
        for (name, input) in action.get("inputs").unwrap().as_mapping().unwrap() {
            let name = name.as_str().unwrap();
            let usual = input.get("default").unwrap().as_str().unwrap();
            let given = inputs.iter().find(|(given, _)| *given == name);
            command.env(
                format!("INPUT_{}", name.to_uppercase().replace('-', "_")),
                given.map_or(usual, |(_, text)| text),
            );
        }
        self.done(command.env("INPUT_BIN", env!("CARGO_BIN_EXE_okr")))
    }

    /// Runs it. Whatever it was, nothing in it may have been taken for a command.
    pub fn done(&self, command: &mut Command) -> Done {
        let output = command.output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        let done = Done {
            code: output.status.code().unwrap(),
            out: text(output.stdout),
            err: text(output.stderr),
        };
        for folder in [
            self.clone.clone(),
            self.beside("."),
            self.beside("temporary"),
        ] {
            for entry in fs::read_dir(folder).unwrap() {
                let name = entry.unwrap().file_name();
                assert!(!name.to_str().unwrap().contains("pwned"), "{done:?}");
            }
        }
        done
    }

    /// Puts a program in front of those of the system.
    pub fn program(&self, name: &str, text: &str) {
        let path = self.beside("programs").join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
    }
}

pub const FILE: &str = "okrs/teams/onboarding/2026-Q1/find-content.yaml";

fn copy(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        if entry.path().is_dir() {
            fs::create_dir_all(&to).unwrap();
            copy(&entry.path(), &to);
        } else {
            fs::copy(entry.path(), to).unwrap();
        }
    }
}
