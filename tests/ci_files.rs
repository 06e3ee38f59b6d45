//! What teams put into their CI is sound: every file and every block of the guide can be read, asks
//! for no more than it says, and hands nothing from outside to a shell. The modules run the scripts in
//! it, and see to it that what is hostile in a branch, a path, a title or an artefact stays text.
#![allow(clippy::unwrap_used)]

#[cfg(unix)]
#[path = "ci_files/action.rs"]
mod action;
#[cfg(unix)]
#[path = "ci_files/comment.rs"]
mod comment;
#[cfg(unix)]
#[path = "ci_files/gitlab.rs"]
mod gitlab;
#[cfg(unix)]
#[path = "ci_files/job.rs"]
mod job;
#[cfg(unix)]
#[path = "common/repository.rs"]
mod repository;
#[path = "ci_files/source.rs"]
mod source;

use std::collections::BTreeSet;

use serde_yaml::Value;
use source::{Block, blocks, files, read, scripts};

/// Every mapping in `value`, itself included.
fn mappings(value: &Value) -> Vec<&serde_yaml::Mapping> {
    let mut found = Vec::new();
    let mut open = vec![value];
    while let Some(value) = open.pop() {
        match value {
            Value::Mapping(mapping) => {
                found.push(mapping);
                open.extend(mapping.values());
            }
            Value::Sequence(items) => open.extend(items),
            _ => {}
        }
    }
    found
}

/// The texts under `key`, wherever it stands.
fn texts<'v>(value: &'v Value, key: &str) -> Vec<&'v str> {
    mappings(value)
        .into_iter()
        .filter_map(|mapping| mapping.get(key)?.as_str())
        .collect()
}

#[test]
fn everything_can_be_read() {
    let all = files();
    assert!(all.len() >= 12, "{}", all.len());
    for (name, value) in all {
        assert!(value.is_mapping() || value.is_sequence(), "{name}");
    }
}

#[test]
fn nothing_from_outside_becomes_part_of_a_command() {
    let scripts = scripts();
    assert!(scripts.len() >= 8, "{}", scripts.len());
    for (name, script) in scripts {
        assert!(!script.contains("${{"), "{name}: {script}");
        assert!(!script.contains("eval "), "{name}: {script}");
    }
    for name in ["ci/check.sh", "ci/install.sh"] {
        let script = read(name);
        assert!(
            !script.contains("${{") && !script.contains("eval "),
            "{name}"
        );
    }
}

#[test]
fn what_may_write_is_what_the_guide_says() {
    let mut writes = BTreeSet::new();
    for (name, value) in files() {
        for mapping in mappings(&value) {
            let Some(permissions) = mapping.get("permissions") else {
                continue;
            };
            // `permissions: write-all` is a text.
            for (what, how) in permissions.as_mapping().unwrap() {
                if how.as_str() != Some("read") {
                    writes.insert((name.clone(), what.as_str().unwrap().to_owned()));
                }
            }
        }
        // A workflow says what it needs, and what needs more is one job of it.
        if value.get("on").is_some() {
            let whole = value
                .get("permissions")
                .and_then(Value::as_mapping)
                .unwrap();
            assert!(
                whole.values().all(|how| how.as_str() == Some("read")),
                "{name}"
            );
        }
    }
    let expected = [
        (".github/workflows/okr-comment.yml", "pull-requests"),
        (".github/workflows/okr-scanning.yml", "security-events"),
        (
            "a further job of .github/workflows/okr-nightly.yml",
            "issues",
        ),
    ];
    let expected = expected.map(|(name, what)| (name.to_owned(), what.to_owned()));
    assert_eq!(writes, BTreeSet::from(expected));
}

#[test]
fn what_may_write_touches_nothing_of_a_pull_request() {
    for (name, value) in files() {
        let on = serde_yaml::to_string(&value.get("on")).unwrap();
        assert!(!on.contains("pull_request_target"), "{name}");
        let writes_from_outside = on.contains("workflow_run");
        if writes_from_outside {
            assert_eq!(
                texts(&value, "uses"),
                [""; 0],
                "{name} runs what it wrote itself"
            );
        }
        for mapping in mappings(&value) {
            let checkout = mapping
                .get("uses")
                .and_then(Value::as_str)
                .unwrap_or_default();
            if checkout.starts_with("actions/checkout@") {
                let credentials = mapping.get("with").unwrap().get("persist-credentials");
                assert_eq!(credentials, Some(&Value::Bool(false)), "{name}");
            }
        }
    }
}

#[test]
fn what_is_used_is_named_by_its_commit() {
    let is_commit = |text: &str| text.len() == 40 && text.chars().all(|c| c.is_ascii_hexdigit());
    for (name, value) in files() {
        for used in texts(&value, "uses") {
            let (action, at) = used.split_once('@').unwrap();
            let fine = is_commit(at) || (action == "OWNER/git-okr" && at == "COMMIT");
            assert!(
                fine || action == "github/codeql-action/upload-sarif",
                "{name}: {used}"
            );
        }
    }
}

#[test]
fn the_guide_uses_what_the_action_has() {
    let action: Value = serde_yaml::from_str(&read("action.yml")).unwrap();
    let names = |key: &str| -> BTreeSet<String> {
        let mapping = action.get(key).and_then(Value::as_mapping).unwrap();
        let names = mapping.keys().map(|name| name.as_str().unwrap().to_owned());
        names.collect()
    };
    let inputs = names("inputs");
    let mut used = BTreeSet::new();
    for (_, value) in files() {
        for mapping in mappings(&value) {
            if mapping.get("uses").and_then(Value::as_str) == Some("OWNER/git-okr@COMMIT") {
                let with = mapping.get("with").and_then(Value::as_mapping);
                let keys = with.into_iter().flat_map(|with| with.keys());
                used.extend(keys.map(|key| key.as_str().unwrap().to_owned()));
            }
        }
    }
    assert!(used.is_subset(&inputs), "{used:?} of {inputs:?}");
    assert!(used.len() >= 7, "{used:?}");
    // Each input reaches the script by its name, and the script reads it.
    let script = read("ci/check.sh");
    for input in inputs {
        let variable = format!("INPUT_{}", input.to_uppercase().replace('-', "_"));
        let given = format!("{variable}: ${{{{ inputs.{input} }}}}");
        assert!(read("action.yml").contains(&given), "{given}");
        assert!(script.contains(&variable), "{variable}");
    }
    // Each output that anything asks for is one.
    let outputs = names("outputs");
    let guide = read("docs/ci.md");
    for asked in guide.split("steps.okr.outputs.").skip(1) {
        let name: String = asked
            .chars()
            .take_while(|c| c.is_ascii_lowercase() || *c == '-')
            .collect();
        assert!(outputs.contains(&name), "{name}");
    }
    for output in outputs {
        assert!(script.contains(&format!("\"{output}=$")), "{output}");
    }
}

#[test]
fn the_hook_of_the_guide_is_one() {
    let hooks: Value = serde_yaml::from_str(&read(".pre-commit-hooks.yaml")).unwrap();
    let there = texts(&hooks, "id");
    let config = blocks().into_iter().find_map(|Block { text, .. }| {
        let (first, _) = text.split_once('\n')?;
        (first == "# .pre-commit-config.yaml").then_some(text)
    });
    let config: Value = serde_yaml::from_str(&config.unwrap()).unwrap();
    for used in texts(&config, "id") {
        assert!(there.contains(&used), "{used} of {there:?}");
    }
}
