//! The files for CI and the blocks of the guide to them.
#![allow(dead_code, clippy::unwrap_used)]

use std::fs;
use std::path::{Path, PathBuf};

use serde_yaml::Value;

/// The top of this repository.
pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// A file of this repository.
pub fn read(path: impl AsRef<Path>) -> String {
    fs::read_to_string(root().join(path)).unwrap()
}

/// A fenced block of the guide.
pub struct Block {
    /// What stands behind the fence.
    pub language: String,
    /// Its lines.
    pub text: String,
}

/// The fenced blocks of the guide.
pub fn blocks() -> Vec<Block> {
    let page = read("docs/ci.md");
    let fenced = page.split("\n```").skip(1).step_by(2);
    let blocks = fenced.map(|block| {
        let (language, text) = block.split_once('\n').unwrap();
        Block {
            language: language.to_owned(),
            text: format!("{text}\n"),
        }
    });
    blocks.collect()
}

/// Every file of YAML for CI: those of the repository by their path, those of the guide by what
/// their first line says.
pub fn files() -> Vec<(String, Value)> {
    let own = [
        "action.yml",
        ".pre-commit-hooks.yaml",
        "ci/okr.gitlab-ci.yml",
    ];
    let own = own.map(|path| (path.to_owned(), read(path)));
    let shown = blocks()
        .into_iter()
        .filter(|block| block.language == "yaml");
    let shown = shown.map(|Block { text, .. }| {
        let first = text.lines().next().unwrap().strip_prefix("# ").unwrap();
        (first.to_owned(), text)
    });
    own.into_iter()
        .chain(shown)
        .map(|(name, text)| {
            let value = serde_yaml::from_str(&text);
            let value = value.unwrap_or_else(|error| panic!("{name}: {error}"));
            (name, value)
        })
        .collect()
}

/// Every script inside those files, with the name of its file.
pub fn scripts() -> Vec<(String, String)> {
    let mut scripts = Vec::new();
    for (name, value) in files() {
        let mut open = vec![&value];
        while let Some(value) = open.pop() {
            match value {
                Value::Mapping(mapping) => {
                    if let Some(Value::String(script)) = mapping.get("run") {
                        scripts.push((name.clone(), script.clone()));
                    }
                    if let Some(Value::Sequence(parts)) = mapping.get("script") {
                        let parts: Vec<&str> = parts.iter().map(|p| p.as_str().unwrap()).collect();
                        scripts.push((name.clone(), parts.join("\n")));
                    }
                    open.extend(mapping.values());
                }
                Value::Sequence(items) => open.extend(items),
                _ => {}
            }
        }
    }
    scripts
}

/// The one script of the file `name` that contains `what`.
pub fn script(name: &str, what: &str) -> String {
    let mut fitting = scripts()
        .into_iter()
        .filter(|(file, script)| file == name && script.contains(what));
    let (_, script) = fitting.next().unwrap();
    assert!(fitting.next().is_none(), "{name}: {what}");
    script
}
