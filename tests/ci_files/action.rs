//! What the action for GitHub runs, and what the guide shows to be run.

use std::fs;

use crate::job::Job;
use crate::repository::git_in;
use crate::source::{blocks, files, root};

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
    let sarif = job.told("all of it.sarif");
    let sarif: serde_json::Value = serde_json::from_str(&sarif).unwrap();
    let found = sarif["runs"][0]["results"].as_array().unwrap().iter();
    let found: Vec<&str> = found.map(|one| one["ruleId"].as_str().unwrap()).collect();
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
        let listed = found.contains(&rule);
        assert_eq!(listed, rule == "parent-not-found", "{found:?}");
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
        (&[("since", "")] as &[(&str, &str)], 1),
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
        (&[("working-directory", "../temporary"), ("since", "")], 3),
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
            let with = value.get("with").and_then(|with| with.as_mapping());
            if with.is_some_and(|with| with.contains_key("working-directory")) {
                fs::create_dir(job.clone.join("planning")).unwrap();
                fs::rename(job.clone.join("okrs"), job.clone.join("planning/okrs")).unwrap();
                fs::create_dir_all(job.clone.join("planning/okrs/teams/web")).unwrap();
            }
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
fn what_would_be_built_has_one_name() {
    let job = Job::empty();
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
