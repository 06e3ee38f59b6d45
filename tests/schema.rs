//! The JSON Schemas say what the reader says: of every document of the fixtures and the guide, and
//! of values one by one.
#![allow(clippy::unwrap_used)]

mod common;

use std::fs;
use std::path::{Path, PathBuf};

use common::okr;
use jsonschema::Validator;
use okr::finding::reading;
use okr::parse;
use serde_json::{Value, json};

/// A validator for what `okr schema WHAT` prints.
fn validator(what: &str) -> Validator {
    let folder = common::tree(&[]);
    let run = okr(folder.path(), &["schema", what]);
    assert_eq!(run.code, 0, "{}", run.err);
    let schema: Value = serde_json::from_str(&run.out).unwrap();
    jsonschema::draft7::meta::validate(&schema).unwrap();
    jsonschema::draft7::new(&schema).unwrap()
}

/// What a general reader of YAML makes of a text: its documents, but for empty ones.
fn read(text: &str) -> Option<Vec<Value>> {
    use serde::Deserialize as _;
    serde_yaml::Deserializer::from_str(text)
        .map(|document| {
            let value = serde_yaml::Value::deserialize(document).ok()?;
            json_of(value)
        })
        .collect::<Option<Vec<Value>>>()
        .map(|documents| documents.into_iter().filter(|one| !one.is_null()).collect())
}

/// The same in JSON, whose keys are texts.
fn json_of(value: serde_yaml::Value) -> Option<Value> {
    Some(match value {
        serde_yaml::Value::Mapping(mapping) => {
            let pair = |(key, value)| {
                let key = match json_of(key)? {
                    Value::String(key) => key,
                    other => other.to_string(),
                };
                Some((key, json_of(value)?))
            };
            Value::Object(mapping.into_iter().map(pair).collect::<Option<_>>()?)
        }
        serde_yaml::Value::Sequence(items) => {
            Value::Array(items.into_iter().map(json_of).collect::<Option<_>>()?)
        }
        serde_yaml::Value::Tagged(_) => return None,
        other => serde_json::to_value(other).ok()?,
    })
}

fn errors(validator: &Validator, documents: &[Value]) -> Vec<String> {
    documents
        .iter()
        .flat_map(|document| validator.iter_errors(document))
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect()
}

/// Every YAML file of the fixtures.
fn fixtures() -> Vec<PathBuf> {
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures")];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            match path.extension() {
                _ if path.is_dir() => folders.push(path),
                Some(ending) if ending == "yaml" || ending == "yml" => files.push(path),
                _ => {}
            }
        }
    }
    files.sort();
    files
}

#[test]
fn agree() {
    let (documents, config) = (validator("okr"), validator("config"));
    let mut wrong = Vec::new();
    let (mut good, mut bad, mut skipped) = (0, 0, 0);
    for path in fixtures() {
        let bytes = fs::read(&path).unwrap();
        let is_config = path.ends_with("okr.yaml");
        let parsed = match is_config {
            true => parse::config(&bytes).file,
            false => parse::documents(&bytes),
        };
        let problems: Vec<_> = parsed
            .problems
            .iter()
            .filter(|problem| {
                problem.rule != reading::COMMENT_IN_TEXT
                    && problem.rule != reading::MALFORMED_IGNORE
            })
            .collect();
        let text = String::from_utf8_lossy(&bytes);
        let Some(read) = read(&text) else {
            skipped += 1;
            if problems.is_empty() {
                wrong.push(format!("{}: not readable but fine", path.display()));
            }
            continue;
        };
        let errors = errors(if is_config { &config } else { &documents }, &read);
        if errors.is_empty() {
            good += 1
        } else {
            bad += 1
        }
        if errors.is_empty() != problems.is_empty() {
            wrong.push(format!(
                "{}\n   loader {:?}\n   schema {:.600?}",
                path.display(),
                problems
                    .iter()
                    .map(|p| format!("{}: {}", p.rule, p.message))
                    .collect::<Vec<_>>(),
                errors
            ));
        }
    }
    println!("{good} {bad} {skipped}");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let _ = json!(1);
}
