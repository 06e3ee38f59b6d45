//! What can go wrong around a run: pipes that close, disks that are full, files that may not be read
//! or go away, a git that is broken. Whatever it is, nothing panics, nothing is written by half, and the exit
//! code says what happened. Runs that are killed have `killed.rs`.
#![cfg(unix)]
#![allow(clippy::unwrap_used)]

mod common;
#[path = "faults/git.rs"]
mod git;
#[path = "common/quarters.rs"]
mod quarters;
#[path = "common/repository.rs"]
mod repository;
#[path = "faults/rights.rs"]
mod rights;
#[path = "faults/streams.rs"]
mod streams;
#[path = "faults/writers.rs"]
mod writers;

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use common::tree;
use tempfile::TempDir;

const OKR: &str = env!("CARGO_BIN_EXE_okr");
const TREE: [(&str, &str); 3] = [
    ("okrs/okr.yaml", "organisation: Bakery\n"),
    (
        "okrs/goals/bread.yaml",
        "goal: Bake the best bread\nowner: mo\n",
    ),
    ("okrs/company/2026-Q1/rye.yaml", RYE),
];
const RYE: &str = "objective: Bake rye # of ours\nparent: bread\nowner: mo\nkey_results:\n  - {id: k, title: Loaves, baseline: 1, target: 9, current: 3}\n";

/// A tree in a folder of its own, with files besides.
fn bakery(more: &[(&str, &str)]) -> TempDir {
    tree(&[&TREE, more].concat())
}

/// A second objective, with a misspelt field where there is to be something to mend.
fn oats(args: &[&str]) -> (&'static str, &'static str) {
    let text = match args.contains(&"--fix") {
        true => "objective: Bake oats\nparent: bread\nownr: mo\n",
        false => "objective: Bake oats\nparent: bread\nowner: mo\n",
    };
    ("okrs/company/2026-Q1/oats.yaml", text)
}

/// The program in `folder`, with nothing on its standard input.
fn program(folder: &Path, args: &[&str]) -> Command {
    let mut command = repository::command_in(OKR, folder);
    command
        .args(args)
        .env("OKR_TODAY", "2026-02-14")
        .env("HOME", folder)
        .stdin(Stdio::null());
    command
}

/// The same behind a line of shell, such as `ulimit -f 0`.
fn behind(shell: &str, folder: &Path, args: &[&str]) -> Command {
    let mut command = repository::command_in("sh", folder);
    command
        .args(["-c", &format!("{shell}\nexec \"$0\" \"$@\""), OKR])
        .args(args)
        .env("OKR_TODAY", "2026-02-14")
        .env("HOME", folder)
        .stdin(Stdio::null());
    command
}

/// The exit code of a run that must not have panicked, with all that it said.
#[track_caller]
fn ended(output: &Output) -> (i32, String) {
    let said = [&*output.stdout, &*output.stderr].concat();
    let said = String::from_utf8_lossy(&said).into_owned();
    assert!(!said.contains("panicked"), "{said}");
    let code = output.status.code();
    (
        code.unwrap_or_else(|| panic!("{}: {said}", output.status)),
        said,
    )
}

/// Everything below a folder but what git keeps for itself, with what each file holds.
fn contents(folder: &Path) -> BTreeMap<PathBuf, Option<Vec<u8>>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            let there = path.symlink_metadata().unwrap();
            if there.is_dir() && !path.ends_with(".git") {
                folders.push(path.clone());
            }
            found.insert(path.clone(), fs::read(&path).ok());
        }
    }
    found
}

/// Whether a test would see no fault, because the superuser may do anything.
fn is_superuser(folder: &Path) -> bool {
    folder.metadata().unwrap().uid() == 0
}
