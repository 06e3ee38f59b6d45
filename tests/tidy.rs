//! What the layout promises, proved: dependencies point one way, every rule is registered, every
//! fixture is explained and used.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The modules of the library in their reading order. A module imports only from those before it.
const ORDER: [&str; 17] = [
    "source", "finding", "model", "parse", "edit", "merge", "snapshot", "starter", "measure",
    "amend", "diff", "views", "rules", "schema", "report", "render", "cli",
];

/// Reads and writes files: imports only `source`, and only `cli` imports it.
const STORE: &str = "store";

/// Folders whose files are alternatives of one another and must not import each other, with the
/// files in them that the others share.
const ALTERNATIVES: [(&str, &[&str]); 2] = [
    (
        "rules",
        &[
            "chain",
            "context",
            "events",
            "folders",
            "ignored",
            "lint",
            "past",
            "since",
            "suggest",
            "tests",
            "times",
            "unresolved",
            "words",
        ],
    ),
    (
        "cli",
        &[
            "actual",
            "ask",
            "commit",
            "cycles",
            "edits",
            "effect",
            "environment",
            "fail",
            "files",
            "follow",
            "format",
            "load",
            "named",
            "parallel",
            "session",
            "since",
            "state",
            "steps",
            "subject",
            "table",
            "trailer",
        ],
    ),
];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Every Rust file below `src`, with its path from there without the ending, in order.
fn sources() -> Vec<(String, String)> {
    let folder = root().join("src");
    let mut files = Vec::new();
    let mut folders = vec![folder.clone()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let name = path.strip_prefix(&folder).unwrap().with_extension("");
                files.push((
                    name.to_str().unwrap().replace('\\', "/"),
                    fs::read_to_string(&path).unwrap(),
                ));
            }
        }
    }
    files.sort();
    files
}

/// The paths below the crate that a file imports, without comments and tests: `crate::` and
/// `super::`, with braces taken apart.
fn imports(name: &str, text: &str) -> BTreeSet<String> {
    let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap();
    let code: String = code
        .lines()
        .map(str::trim)
        .filter(|line| !line.starts_with("//"))
        .collect::<Vec<_>>()
        .join(" ");
    let above = |levels: usize| -> Vec<String> {
        let mut parts: Vec<String> = name.split('/').map(str::to_owned).collect();
        parts.truncate(parts.len().saturating_sub(levels));
        parts
    };
    let mut imports = BTreeSet::new();
    for (at, _) in code.match_indices("crate::") {
        expand(&[], &code[at + "crate::".len()..], &mut imports);
    }
    for (at, _) in code.match_indices("super::") {
        if !code[..at].ends_with("::") {
            let rest = &code[at..];
            let levels = rest
                .split("super::")
                .take_while(|part| part.is_empty())
                .count();
            expand(
                &above(levels),
                &rest[levels * "super::".len()..],
                &mut imports,
            );
        }
    }
    imports
}

/// Adds the paths that `rest` begins with, behind `prefix`: `a::b`, or `a::{b, c::d}`.
fn expand(prefix: &[String], rest: &str, paths: &mut BTreeSet<String>) {
    let word: String = rest
        .chars()
        .take_while(|c| c.is_alphanumeric() || *c == '_')
        .collect();
    let mut path = prefix.to_vec();
    if word.is_empty() {
        let Some(inner) = rest.strip_prefix('{') else {
            paths.insert(path.join("::"));
            return;
        };
        let mut depth = 0;
        let mut start = 0;
        for (at, c) in inner.char_indices() {
            match c {
                '{' => depth += 1,
                ',' | '}' if depth == 0 => {
                    expand(prefix, inner[start..at].trim(), paths);
                    start = at + 1;
                    if c == '}' {
                        return;
                    }
                }
                '}' => depth -= 1,
                _ => {}
            }
        }
        return;
    }
    path.push(word.clone());
    match rest[word.len()..].strip_prefix("::") {
        Some(rest) => expand(&path, rest, paths),
        None => {
            paths.insert(path.join("::"));
        }
    }
}

fn is_test(name: &str) -> bool {
    name == "testing" || name.ends_with("tests") || name.contains("/tests/")
}

fn module(name: &str) -> &str {
    name.split('/').next().unwrap()
}

#[test]
fn dependencies_point_one_way() {
    let place = |module: &str| ORDER.iter().position(|name| *name == module);
    let mut wrong = Vec::new();
    let mut seen = BTreeSet::new();
    for (name, text) in sources().iter().filter(|(name, _)| !is_test(name)) {
        let own = module(name);
        if ["lib", "main", "git_okr"].contains(&own) {
            continue;
        }
        seen.insert(own.to_owned());
        for import in imports(name, text) {
            let other = import.split(':').next().unwrap().to_owned();
            let allowed = match (own, other.as_str()) {
                (own, other) if own == other => true,
                (STORE, other) => other == "source",
                (own, STORE) => own == "cli",
                (own, other) => match (place(own), place(other)) {
                    (Some(own), Some(other)) => other < own,
                    _ => false,
                },
            };
            if !allowed {
                wrong.push(format!("src/{name}.rs imports crate::{import}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    let known: BTreeSet<_> = ORDER
        .iter()
        .copied()
        .chain([STORE])
        .map(str::to_owned)
        .collect();
    let strangers: Vec<_> = seen.difference(&known).collect();
    assert!(
        strangers.is_empty(),
        "modules without a place in the order: {strangers:?}"
    );
}

/// Only `store` touches the file system; the surroundings of the process are read at one place.
#[test]
fn only_the_store_reads_and_writes_files() {
    const TOUCHES: [&str; 9] = [
        "std::fs",
        "File::open",
        ".is_dir()",
        ".is_file()",
        ".exists()",
        ".canonicalize()",
        "symlink_metadata",
        ".metadata()",
        "std::process",
    ];
    let mut wrong = Vec::new();
    for (name, text) in sources().iter().filter(|(name, _)| !is_test(name)) {
        let code = text.split("#[cfg(test)]").next().unwrap();
        let allowed = module(name) == STORE || ["main", "git_okr"].contains(&module(name));
        for touch in TOUCHES
            .iter()
            .filter(|touch| !allowed && code.contains(**touch))
        {
            wrong.push(format!("src/{name}.rs has {touch}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn alternatives_do_not_import_each_other() {
    let mut wrong = Vec::new();
    for (folder, shared) in ALTERNATIVES {
        for (name, text) in sources().iter().filter(|(name, _)| !is_test(name)) {
            let Some(file) = name.strip_prefix(&format!("{folder}/")) else {
                continue;
            };
            if shared.contains(&module(file)) {
                continue;
            }
            for import in imports(name, text) {
                let Some(other) = import.strip_prefix(&format!("{folder}::")) else {
                    continue;
                };
                let other = other.split(':').next().unwrap();
                let is_file = other.chars().next().is_some_and(char::is_lowercase)
                    && root().join(format!("src/{folder}/{other}.rs")).exists();
                if is_file && other != module(file) && !shared.contains(&other) {
                    wrong.push(format!("src/{name}.rs imports crate::{import}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_rule_has_its_file_and_every_file_its_rule() {
    let engine = ALTERNATIVES
        .iter()
        .find(|(folder, _)| *folder == "rules")
        .unwrap()
        .1;
    let files: BTreeSet<String> = sources()
        .into_iter()
        .filter_map(|(name, _)| Some(name.strip_prefix("rules/")?.to_owned()))
        .filter(|name| !name.contains('/') && !engine.contains(&name.as_str()))
        .map(|name| name.replace('_', "-"))
        .collect();
    let rules: BTreeSet<String> = okr::rules::RULES
        .iter()
        .map(|rule| rule.name.to_owned())
        .collect();
    assert_eq!(
        files, rules,
        "files in src/rules (left), rules that are registered (right)"
    );
}

#[test]
fn every_fixture_is_explained_and_used() {
    let tests = sources_of_tests();
    for entry in fs::read_dir(root().join("fixtures")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        let readme = fs::read_to_string(path.join("README.md"));
        let lines = readme.as_deref().map_or(0, |text| {
            text.lines().filter(|line| !line.is_empty()).count()
        });
        assert_eq!(
            lines, 1,
            "fixtures/{name}/README.md says in one line what it shows"
        );
        assert!(
            tests.contains(&format!("\"{name}\"")),
            "no test reads fixtures/{name}"
        );
    }
}

/// The text of the end-to-end tests, without this one.
fn sources_of_tests() -> String {
    let files = fs::read_dir(root().join("tests"))
        .unwrap()
        .map(|entry| entry.unwrap().path());
    files
        .filter(|path| {
            path.extension().is_some_and(|ending| ending == "rs") && !path.ends_with("tidy.rs")
        })
        .map(|path| fs::read_to_string(path).unwrap())
        .collect()
}

/// Each crate that `Cargo.toml` names has its line in `docs/dependencies.md`, in the part where it
/// belongs and in order, and no line is left over.
#[test]
fn every_dependency_has_its_reason() {
    let read = |path: &str| fs::read_to_string(root().join(path)).unwrap();
    let (manifest, page) = (read("Cargo.toml"), read("docs/dependencies.md"));
    for (table, title) in [
        ("dependencies", "What the program is built with"),
        ("dev-dependencies", "What its tests use besides"),
    ] {
        // For any system, or only for some.
        let (of_all, of_some) = (format!("{table}]"), format!(".{table}]"));
        let tables = manifest.split("\n[").filter(|text| {
            let head = text.lines().next().unwrap();
            head == of_all || head.ends_with(&of_some)
        });
        let mut named: Vec<String> = tables
            .flat_map(str::lines)
            .filter_map(|line| Some(line.split_once(" =")?.0.to_owned()))
            .collect();
        named.sort();
        let (_, told) = page.split_once(&format!("## {title}\n")).unwrap();
        let told: Vec<String> = told
            .lines()
            .take_while(|line| !line.starts_with("## "))
            .filter_map(|line| line.strip_prefix("| `")?.split_once("` | "))
            .map(|(name, why)| {
                assert!(
                    why.len() > 12,
                    "docs/dependencies.md says nothing of {name}"
                );
                name.to_owned()
            })
            .collect();
        assert_eq!(
            named, told,
            "[{table}] in Cargo.toml (left), its lines (right)"
        );
    }
    let lints = manifest.split("\n[lints.rust]\n").nth(1).unwrap();
    assert!(lints.starts_with("unsafe_code = \"forbid\"\n"));
}

#[test]
fn the_top_level_holds_what_it_should() {
    for name in [
        "Cargo.toml",
        "Cargo.lock",
        "README.md",
        "CHANGELOG.md",
        "CONTRIBUTING.md",
        "LICENSE-MIT",
        "LICENSE-APACHE",
        "NOTICE",
        "deny.toml",
        "src",
        "tests",
        "fixtures",
        "docs",
    ] {
        assert!(Path::new(&root()).join(name).exists(), "{name} is missing");
    }
}
