//! What the commands print as JSON is what `okr schema output` says, down to the last field.
#![allow(clippy::unwrap_used)]

mod common;
#[path = "common/repository.rs"]
mod repository;

use std::fs;
use std::path::Path;

use common::{fixture, okr};
use jsonschema::Validator;
use repository::Repository;
use serde_json::{Value, json};

/// The schema, closed: an object may hold nothing that it does not name.
fn closed() -> Validator {
    let run = okr(common::tree(&[]).path(), &["schema", "output"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let mut schema: Value = serde_json::from_str(&run.out).unwrap();
    jsonschema::draft7::meta::validate(&schema).unwrap();
    close(&mut schema);
    jsonschema::draft7::new(&schema).unwrap()
}

fn close(schema: &mut Value) {
    match schema {
        Value::Array(items) => items.iter_mut().for_each(close),
        Value::Object(object) => {
            if object.contains_key("properties") && !object.contains_key("additionalProperties") {
                object.insert("additionalProperties".to_owned(), json!(false));
            }
            object.values_mut().for_each(close);
        }
        _ => {}
    }
}

/// Runs a command with `--format json` and holds what it prints against the schema.
fn conforms(schema: &Validator, folder: &Path, args: &[&str]) {
    let run = okr(folder, &[args, &["--format", "json"]].concat());
    assert!(
        run.code < 2,
        "{args:?} in {}: {}",
        folder.display(),
        run.err
    );
    let value: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(
        value["format"],
        format!("okr-{}/1", args[0]),
        "{args:?} in {}",
        folder.display()
    );
    if schema.is_valid(&value) {
        return;
    }
    // Of `oneOf`, the error that says something is the one of the right alternative.
    let errors: Vec<String> = schema
        .iter_errors(&value)
        .map(|error| format!("{:.2000?}", error))
        .collect();
    panic!("{args:?} in {}: {errors:?}", folder.display());
}

#[test]
fn every_view_of_every_fixture_is_what_the_schema_says() {
    let schema = closed();
    let mut shown = 0;
    for entry in fs::read_dir(fixture("")).unwrap() {
        let folder = entry.unwrap().path();
        conforms(&schema, &folder, &["check"]);
        for cycle in ["2026-Q1", "all"] {
            conforms(&schema, &folder, &["tree", "--cycle", cycle]);
        }
        conforms(&schema, &folder, &["allocation"]);
        let view =
            |args: &[&str]| -> Value { serde_json::from_str(&okr(&folder, args).out).unwrap() };
        let tree = view(&["tree", "--cycle", "all", "--format", "json"]);
        let nodes = tree["nodes"].as_array().unwrap();
        for kind in ["goal", "objective", "kpi"] {
            for node in nodes.iter().filter(|node| node["kind"] == kind).take(2) {
                let name = node["ref"].as_str().unwrap();
                // What has its id twice cannot be named.
                if okr(&folder, &["show", name]).code == 0 {
                    conforms(&schema, &folder, &["show", name]);
                    shown += 1;
                }
                if kind == "objective" && okr(&folder, &["why", name]).code == 0 {
                    conforms(&schema, &folder, &["why", name]);
                }
            }
        }
        let allocation = view(&["allocation", "--format", "json"]);
        if let Some(team) = allocation["teams"].as_array().unwrap().first() {
            let name = format!("team:{}", team["id"].as_str().unwrap());
            conforms(&schema, &folder, &["show", &name]);
        }
    }
    assert!(shown > 30, "{shown}");
}

#[test]
fn the_rules_are_what_the_schema_says() {
    let schema = closed();
    let folder = common::tree(&[]);
    conforms(&schema, folder.path(), &["rules"]);
    conforms(&schema, folder.path(), &["rules", "too-many-objectives"]);
}

/// A repository whose people move goalposts, values and time.
fn quarter() -> Repository {
    let repository = Repository::new();
    let objective = |target: &str, current: &str| {
        format!(
            "objective: Start fast\nparent: lead\nallocation: 60%\nkey_results:\n- id: p95\n  title: Time to first frame\n  baseline: 9 s\n  target: {target}\n  current: {current}\n"
        )
    };
    let team = "team: Play\nmembers: [ann@example.com]\ncapacity: 2 people\nallocation: {strategic: 80%, maintenance: 20%}\nmaintenance:\n- {title: Crashes, kind: bug, share: 5%, from: support, due: 2026-03-01}\n- {title: Old code, kind: technical-debt}\n";
    repository.write("okrs/okr.yaml", "");
    repository.write("okrs/goals/lead.yaml", "goal: Lead the market\n");
    repository.write("okrs/teams/play/team.yaml", team);
    repository.write(
        "okrs/teams/play/alive.yaml",
        "kpi: It is up\ntarget: 99%\ncurrent: 100%\n",
    );
    repository.write(
        "okrs/teams/play/2025-Q4/first.yaml",
        objective("2 s", "4 s"),
    );
    repository.write(
        "okrs/teams/play/2026-Q1/start.yaml",
        objective("1 s", "9 s"),
    );
    repository.commit_at("2025-12-20T12:00:00Z", "The quarters");
    repository.write(
        "okrs/teams/play/2026-Q1/start.yaml",
        objective("3 s", "7 s"),
    );
    repository.write(
        "okrs/teams/play/team.yaml",
        team.replace("80%", "70%").replace("20%", "30%"),
    );
    repository.commit_at("2026-01-20T12:00:00Z", "Easier\n\nOKR: start/p95");
    repository.write("okrs/goals/more.yaml", "goal: More\nhorizon: 2028\n");
    repository.commit_at(
        "2026-02-01T12:00:00Z",
        "fix: A goal\n\nMaintenance: nonsense",
    );
    repository.write(
        "okrs/teams/play/alive.yaml",
        "kpi: It is up\ntarget: 99%\ncurrent: 98%\n",
    );
    repository
}

#[test]
fn what_has_to_do_with_git_is_what_the_schema_says() {
    let schema = closed();
    let repository = quarter();
    for args in [
        &["check", "--since", "HEAD~1"][..],
        &["check", "--history"],
        &["check", "--rev", "HEAD"],
        &["tree", "--rev", "HEAD~1"],
        &["allocation", "--actual"],
        &["diff"],
        &["diff", "HEAD~2", "HEAD"],
        &["diff", "2025-Q4", "2026-Q1"],
        &["diff", "--during", "2026-Q1"],
        &["log"],
        &["log", "start/p95"],
        &["log", "alive"],
        &["show", "team:play"],
        &["show", "alive"],
        &["why", "start/p95"],
    ] {
        conforms(&schema, repository.folder(), args);
    }
}

#[test]
fn a_field_that_nobody_described_would_be_found() {
    let schema = closed();
    let run = okr(&fixture("streaming"), &["check", "--format", "json"]);
    let mut value: Value = serde_json::from_str(&run.out).unwrap();
    assert!(schema.is_valid(&value));
    value["summary"]["surprise"] = json!(1);
    assert!(!schema.is_valid(&value));
    value["summary"] = json!(null);
    assert!(!schema.is_valid(&value));
}
