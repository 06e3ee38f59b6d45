//! The scripts that teams run in their CI do what the guide says, and what is hostile in a branch, a
//! path, a title or an artefact stays text to them.
#![cfg(unix)]
#![allow(clippy::unwrap_used)]

#[path = "common/ci.rs"]
mod ci;
#[path = "common/repository.rs"]
mod repository;

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use ci::{blocks, files, root, script};
use repository::{Repository, command_in, git_in};

/// A branch that git takes, and a shell that reads it would act on.
const BRANCH: &str = "main;touch$IFS'pwned'$(touch${IFS}pwned)";

/// What a script gave.
#[derive(Debug)]
struct Done {
    code: i32,
    out: String,
    err: String,
}

/// A clone as a runner makes it: a base branch with a good tree, and a pull request that breaks it.
struct Job {
    _origin: Repository,
    clone: PathBuf,
    base: String,
}

impl Job {
    fn new() -> Self {
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
        let text = text.replace("target: 85%", "target: 75%").replace(
            "parent: seamless-experience/mau",
            "parent: \"no\\n::error::where $(touch pwned)\"",
        );
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

    /// A file beside the clone.
    fn beside(&self, name: &str) -> PathBuf {
        self.clone.with_file_name(name)
    }

    fn told(&self, name: &str) -> String {
        fs::read_to_string(self.beside(name)).unwrap_or_default()
    }

    /// A program in the clone, with the variables that matter to all of them.
    fn command(&self, program: &str) -> Command {
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
    fn action(&self, inputs: &[(&str, &str)]) -> Done {
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
    fn done(&self, command: &mut Command) -> Done {
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
    fn program(&self, name: &str, text: &str) {
        let path = self.beside("programs").join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
    }
}

const FILE: &str = "okrs/teams/onboarding/2026-Q1/find-content.yaml";

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

/// The lines of a log that a runner would take for commands: those of okr itself, and others.
fn orders(log: &str) -> Vec<&str> {
    log.lines()
        .filter(|line| line.trim_start().starts_with("::") || line.contains("##["))
        .collect()
}

#[test]
fn the_action_reports_a_pull_request() {
    let job = Job::new();
    let done = job.action(&[("sarif", "../all of it.sarif")]);
    assert_eq!(done.code, 1, "{done:?}");
    let orders = orders(&done.out);
    assert!(
        orders.iter().all(|line| line.contains(" file=okrs/")),
        "{orders:?}"
    );
    for rule in ["parent-not-found", "goalpost-moved"] {
        let order = format!("title={rule}::");
        assert!(
            orders.iter().any(|line| line.contains(&order)),
            "{orders:?}"
        );
        assert!(job.told("summary").contains(rule));
        // The goalpost is nothing that the tree itself has.
        assert_eq!(
            job.told("all of it.sarif").contains(rule),
            rule == "parent-not-found"
        );
    }
    assert!(job.told("summary").contains("<!-- okr-diff -->"));
    let output = job.told("output");
    let outputs: Vec<(&str, &str)> = output.lines().filter_map(|l| l.split_once('=')).collect();
    assert_eq!(outputs[..2], [("exit-code", "1"), ("changed", "true")]);
    let page = fs::read_to_string(outputs[2].1).unwrap();
    assert!(page.contains("85% → 75%"), "{page}");
}

#[test]
fn the_action_takes_its_inputs_for_text() {
    let hostile = "$(touch pwned);`touch pwned` \"'; touch pwned #";
    let flag = "--format=json=pwned";
    for (inputs, code) in [
        // Without a base everything is checked, and nothing compared.
        (&[("since", "")] as &[_], 1),
        (&[("since", hostile)], 2),
        (&[("since", flag)], 2),
        (&[("since", "--output=pwned")], 2),
        (&[("paths", "okrs/goals\r\n\n  ")], 2),
        (&[("paths", "okrs/goals\r\n\n")], 0),
        (&[("paths", hostile)], 2),
        (&[("paths", flag)], 2),
        (&[("fail-on", hostile)], 2),
        (&[("fail-on", flag)], 2),
        (&[("fail-on", "never")], 0),
        (&[("working-directory", hostile)], 2),
        (&[("working-directory", "-")], 2),
        (&[("working-directory", "--")], 2),
        (&[("working-directory", "okrs")], 1),
        (&[("working-directory", ".git")], 3),
        (&[("args", hostile)], 2),
        (
            &[(
                "args",
                "--level=goalpost-moved=off\n--level=parent-not-found=off",
            )],
            0,
        ),
        (&[("args", "--ignore\ngoalpost-moved")], 1),
    ] {
        let job = Job::new();
        let done = job.action(inputs);
        assert_eq!(done.code, code, "{inputs:?} {done:?}");
        for order in orders(&done.out) {
            let ours = order.starts_with("::error title=okr::") || order.contains(" file=okrs/");
            assert!(ours, "{inputs:?} {order}");
        }
    }
    let job = Job::new();
    let done = job.action(&[
        ("annotations", "false"),
        ("summary", "false"),
        ("since", ""),
    ]);
    assert_eq!(orders(&done.out), [""; 0]);
    assert_eq!(job.told("summary"), "");
    assert_eq!(job.told("output"), "exit-code=1\nchanged=\ndiff=\n");
}

#[test]
fn a_clone_without_its_history_does_not_pass() {
    let job = Job::new();
    let shallow = job.beside("shallow");
    let from = format!("file://{}", job.clone.display());
    let to = shallow.to_str().unwrap();
    git_in(
        &job.clone,
        "2026-02-14T09:00:00Z",
        &["clone", "--quiet", "--depth=1", &from, to],
    );
    let done = job.action(&[("working-directory", to)]);
    assert_eq!(done.code, 2);
    assert!(done.err.contains("git fetch"), "{}", done.err);
}

#[test]
fn each_use_of_the_action_in_the_guide_is_understood() {
    let mut seen = 0;
    for (name, value) in files() {
        let mut open = vec![&value];
        while let Some(value) = open.pop() {
            open.extend(value.as_sequence().into_iter().flatten());
            open.extend(value.as_mapping().into_iter().flat_map(|m| m.values()));
            if value.get("uses").and_then(|used| used.as_str()) != Some("OWNER/git-okr@COMMIT") {
                continue;
            }
            seen += 1;
            let job = Job::new();
            fs::create_dir(job.clone.join("planning")).unwrap();
            fs::rename(job.clone.join("okrs"), job.clone.join("planning/okrs")).unwrap();
            fs::create_dir_all(job.clone.join("planning/okrs/teams/web")).unwrap();
            let with = value.get("with").and_then(|with| with.as_mapping());
            let texts: Vec<(String, String)> = with
                .into_iter()
                .flatten()
                .map(|(key, value)| {
                    let text = serde_yaml::to_string(value).unwrap();
                    let text = value.as_str().map_or(text.trim().to_owned(), str::to_owned);
                    let temporary = job.beside("temporary");
                    let text = text.replace("${{ runner.temp }}", temporary.to_str().unwrap());
                    (key.as_str().unwrap().to_owned(), text)
                })
                .collect();
            let inputs: Vec<(&str, &str)> = texts
                .iter()
                .map(|(key, text)| (key.as_str(), text.as_str()))
                .collect();
            let done = job.action(&inputs);
            assert!(done.code < 2, "{name} {inputs:?} {done:?}");
        }
    }
    assert!(seen >= 5, "{seen}");
}

#[test]
fn each_command_of_the_guide_is_understood() {
    let job = Job::new();
    job.program("reviewdog", "#!/bin/sh\ncat > /dev/null\n");
    let mut lines = vec!["okr check --since origin/main".to_owned()];
    for block in blocks() {
        for line in block.text.lines() {
            let line = line.trim();
            let line = line.strip_prefix("run: ").unwrap_or(line);
            let quoted = line
                .split_once("sh '")
                .and_then(|(_, rest)| rest.split_once('\''));
            let line = quoted.map_or(line, |(command, _)| command);
            if line.starts_with("okr ") || line.starts_with("exec okr ") {
                lines.push(line.to_owned());
            }
        }
    }
    assert!(lines.len() >= 5, "{lines:?}");
    for line in lines {
        let done = job.done(job.command("bash").args(["-o", "pipefail", "-c", &line]));
        assert!(done.code < 2, "{line}: {done:?}");
    }
    assert!(job.clone.join("okr-junit.xml").exists());
}

#[test]
fn the_job_for_gitlab_reports_a_merge_request() {
    let job = Job::new();
    let script = script("ci/okr.gitlab-ci.yml", "okr check");
    let run = |base: &str| {
        let mut command = job.command("sh");
        command
            .args(["-c", &script])
            .env("CI_PROJECT_DIR", &job.clone)
            .env("OKR_FAIL_ON", "error")
            .env("OKR_FOLDER", ".")
            .env("CI_MERGE_REQUEST_DIFF_BASE_SHA", base);
        job.done(&mut command)
    };
    let done = run(&job.base);
    assert_eq!(done.code, 1, "{done:?}");
    let file = |name: &str| fs::read_to_string(job.clone.join(name)).unwrap_or_default();
    assert!(file("okr-junit.xml").contains("goalpost-moved"));
    let quality = file("okr-code-quality.json");
    let quality: serde_json::Value = serde_json::from_str(&quality).unwrap();
    assert!(quality.as_array().unwrap().iter().any(|found| {
        found.get("check_name").and_then(|rule| rule.as_str()) == Some("parent-not-found")
    }));
    assert!(file("okr-diff.md").contains("85% → 75%"));
    fs::remove_file(job.clone.join("okr-diff.md")).unwrap();
    let done = run("");
    assert_eq!(done.code, 1, "{done:?}");
    assert!(!job.clone.join("okr-diff.md").exists());
    let done = run("0000000000000000000000000000000000000001");
    assert_eq!(done.code, 2, "{done:?}");
}

/// A `gh` that answers what the variables say, and writes down what it was asked to write.
const GH: &str = r#"#!/bin/bash
case "$*" in
  "api repos/o/r/actions/runs/9/artifacts?name=okr-comment --jq "*) echo "$ARTIFACTS" ;;
  "run download 9 --repo o/r --name okr-comment --dir "*) cp -R "$ARTIFACT" "${@: -1}" ;;
  "api repos/o/r/pulls/7 --jq "*) echo "$STATE" ;;
  "api --paginate repos/o/r/issues/7/comments?per_page=100 --jq "*) printf '%s' "$COMMENTS" ;;
  "api --silent "*)
    body=${@: -1}
    printf '%s\n' "${@:3:$#-4}" > "$WRITTEN"
    cat "${body#body=@}" >> "$WRITTEN" ;;
  *) echo "an unexpected call: $*" >&2; exit 99 ;;
esac
"#;

#[test]
fn the_comment_is_written_only_where_it_belongs() {
    const PAGE: &str = "<!-- okr-diff -->\n**1 goalpost eased**\n";
    const NEW: &str = "repos/o/r/issues/7/comments\n";
    const ANEW: &str = "--method\nPATCH\nrepos/o/r/issues/comments/41\n";
    struct Case {
        number: &'static str,
        changed: &'static str,
        page: &'static str,
        state: &'static str,
        comments: &'static str,
        artifacts: &'static str,
    }
    const GOOD: Case = Case {
        number: "7\n",
        changed: "true\n",
        page: PAGE,
        state: "open 5ee",
        comments: "",
        artifacts: "1",
    };
    let written = |how: &str| format!("{how}{PAGE}");
    let cases = [
        (GOOD, 0, written(NEW)),
        (
            Case {
                comments: "41\n42\n",
                ..GOOD
            },
            0,
            written(ANEW),
        ),
        (
            Case {
                changed: "false\n",
                ..GOOD
            },
            0,
            String::new(),
        ),
        (
            Case {
                changed: "false\n",
                comments: "41",
                ..GOOD
            },
            0,
            written(ANEW),
        ),
        // Other commits by now, closed, or another pull request than the one that was checked.
        (
            Case {
                state: "open 0dd",
                ..GOOD
            },
            0,
            String::new(),
        ),
        (
            Case {
                state: "closed 5ee",
                ..GOOD
            },
            0,
            String::new(),
        ),
        (
            Case {
                artifacts: "0",
                ..GOOD
            },
            0,
            String::new(),
        ),
        (Case { number: "", ..GOOD }, 1, String::new()),
        (
            Case {
                number: "-7",
                ..GOOD
            },
            1,
            String::new(),
        ),
        (
            Case {
                number: "07",
                ..GOOD
            },
            1,
            String::new(),
        ),
        (
            Case {
                number: "7\n8",
                ..GOOD
            },
            1,
            String::new(),
        ),
        (
            Case {
                number: "7/../../x",
                ..GOOD
            },
            1,
            String::new(),
        ),
        (
            Case {
                number: "$(touch pwned)",
                ..GOOD
            },
            1,
            String::new(),
        ),
        (
            Case {
                number: "a[$(touch pwned)]",
                ..GOOD
            },
            1,
            String::new(),
        ),
        (
            Case {
                number: "99999999999999999999999",
                ..GOOD
            },
            1,
            String::new(),
        ),
        (
            Case {
                page: "$(touch pwned)",
                ..GOOD
            },
            1,
            String::new(),
        ),
        (Case { page: "", ..GOOD }, 1, String::new()),
        (
            Case {
                page: "<!-- okr-diff -->\n@team `touch pwned` a@<!-- -->b @",
                ..GOOD
            },
            0,
            format!("{NEW}<!-- okr-diff -->\n@<!-- -->team `touch pwned` a@<!-- -->b @"),
        ),
    ];
    let script = script(".github/workflows/okr-comment.yml", "gh api");
    for (case, code, expected) in cases {
        let job = Job::new();
        job.program("gh", GH);
        let artifact = job.beside("artifact");
        fs::create_dir(&artifact).unwrap();
        fs::write(artifact.join("number"), case.number).unwrap();
        fs::write(artifact.join("changed"), case.changed).unwrap();
        fs::write(artifact.join("page.md"), case.page).unwrap();
        let mut command = job.command("bash");
        command
            .args(["--noprofile", "--norc", "-eo", "pipefail", "-c", &script])
            .env("REPOSITORY", "o/r")
            .env("RUN", "9")
            .env("HEAD", "5ee")
            .env("FOLDER", job.beside("temporary/okr-comment"))
            .env("ARTIFACT", &artifact)
            .env("ARTIFACTS", case.artifacts)
            .env("STATE", case.state)
            .env("COMMENTS", case.comments)
            .env("WRITTEN", job.beside("written"));
        let done = job.done(&mut command);
        let what = format!(
            "{:?} {:?} {:?} {done:?}",
            case.number, case.page, case.state
        );
        assert_eq!(done.code, code, "{what}");
        assert_eq!(job.told("written"), expected, "{what}");
    }
}

#[test]
fn an_artefact_with_links_or_gaps_is_refused() {
    let script = script(".github/workflows/okr-comment.yml", "gh api");
    for gap in ["number", "changed", "page.md"] {
        for link in [false, true] {
            let job = Job::new();
            job.program("gh", GH);
            let artifact = job.beside("artifact");
            fs::create_dir(&artifact).unwrap();
            for (name, text) in [
                ("number", "7"),
                ("changed", "true"),
                ("page.md", "<!-- okr-diff -->"),
            ] {
                fs::write(job.beside(name), text).unwrap();
                match (name == gap, link) {
                    (false, _) => fs::write(artifact.join(name), text).unwrap(),
                    (true, true) => {
                        std::os::unix::fs::symlink(job.beside(name), artifact.join(name)).unwrap();
                    }
                    (true, false) => {}
                }
            }
            let mut command = job.command("bash");
            command
                .args(["-eo", "pipefail", "-c", &script])
                .env("REPOSITORY", "o/r")
                .env("RUN", "9")
                .env("HEAD", "5ee")
                .env("FOLDER", job.beside("temporary/okr-comment"))
                .env("ARTIFACT", &artifact)
                .env("ARTIFACTS", "1")
                .env("STATE", "open 5ee")
                .env("COMMENTS", "")
                .env("WRITTEN", job.beside("written"));
            let done = job.done(&mut command);
            assert_eq!(
                (done.code, job.told("written").as_str()),
                (1, ""),
                "{done:?}"
            );
        }
    }
}

#[test]
fn what_would_be_built_has_one_name() {
    let job = Job::new();
    let key = || {
        fs::remove_file(job.beside("output")).ok();
        let mut command = job.command("bash");
        let script = root().join("ci/install.sh");
        command
            .arg(script)
            .arg("key")
            .env("GITHUB_ACTION_PATH", root());
        assert_eq!(job.done(&mut command).code, 0);
        job.told("output")
    };
    let first = key();
    assert!(
        first.starts_with("key=okr-") && first.len() == 49,
        "{first}"
    );
    assert_eq!(key(), first);
}
