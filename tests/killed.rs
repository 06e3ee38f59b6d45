//! Every command that writes files is cut off in the middle, again and again: each file holds what it
//! held or what it is to hold, never a mixture, and none is lost. `OKR_KILLS=1000 cargo test --test
//! killed` does it more often.
#![cfg(unix)]
#![allow(clippy::unwrap_used)]

mod common;

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use common::tree;

const FILES: usize = 200;
const GOAL: (&str, &str) = ("goals/bread.yaml", "goal: Bake the best bread\nowner: mo\n");
const TREE: (&str, &str) = ("okr.yaml", "organisation: Bakery\n");
const RYE: &str = "objective: Bake rye # of ours\nparent: bread\nowner: mo\nkey_results:\n  - {id: k, title: Loaves, baseline: 1, target: 9, current: 3}\n";

/// A command that writes 200 files.
struct Writer {
    args: &'static [&'static str],
    /// A line of standard input for each file.
    input: fn(usize) -> String,
    /// The folder of the cycle in which it writes.
    folder: &'static str,
    /// What each file holds before; none where it is not there.
    old: Option<&'static str>,
    /// What it is to hold.
    new: String,
}

/// How often each is killed.
fn rounds() -> u64 {
    let said = std::env::var("OKR_KILLS").ok();
    said.map_or(8, |said| said.parse().unwrap())
}

fn is_killed(writer: &Writer) {
    let folder = tree(&[TREE, GOAL]);
    let path =
        |cycle: &str, at: usize| folder.path().join(format!("company/{cycle}/o{at:03}.yaml"));
    fs::create_dir_all(path("2026-Q1", 0).parent().unwrap()).unwrap();
    let paths: Vec<PathBuf> = (0..FILES).map(|at| path(writer.folder, at)).collect();
    if writer.old.is_none() {
        for at in 0..FILES {
            fs::write(path("2026-Q1", at), RYE).unwrap();
        }
    }
    let input: String = (0..FILES).map(writer.input).collect();
    let first = paths.first().unwrap();
    let mut cut = 0;
    for round in 0..rounds() {
        paths.iter().for_each(|path| reset(path, writer.old));
        let mut run = started(folder.path(), writer.args, &input);
        // Killed once the first files are written, each time a little later.
        while text(first).as_ref() != Some(&writer.new) && run.try_wait().unwrap().is_none() {
            std::thread::sleep(Duration::from_millis(1));
        }
        std::thread::sleep(Duration::from_micros(round % 40 * 150));
        run.kill().unwrap();
        run.wait().unwrap();
        let written = paths
            .iter()
            .map(|path| text(path))
            .inspect(|text| {
                let is_whole = text.as_deref() == writer.old || text.as_ref() == Some(&writer.new);
                assert!(is_whole, "{:?}: {text:?}", writer.args);
            })
            .filter(|text| text.as_ref() == Some(&writer.new))
            .count();
        cut += usize::from((1..FILES).contains(&written));
    }
    assert!(
        cut > 0,
        "{:?}: no run was cut off while it wrote",
        writer.args
    );
    // What was cut off can be done again, and then to its end.
    let run = started(folder.path(), writer.args, &input).wait_with_output();
    assert_ne!(run.unwrap().status.code(), Some(2), "{:?}", writer.args);
    for path in &paths {
        assert_eq!(text(path).as_ref(), Some(&writer.new), "{:?}", writer.args);
    }
}

fn reset(path: &Path, old: Option<&str>) {
    match old {
        Some(old) if text(path).as_deref() != Some(old) => fs::write(path, old).unwrap(),
        Some(_) => {}
        None => drop(fs::remove_file(path)),
    }
}

fn text(path: &Path) -> Option<String> {
    fs::read_to_string(path).ok()
}

fn started(folder: &Path, args: &[&str], input: &str) -> std::process::Child {
    let mut run = Command::new(env!("CARGO_BIN_EXE_okr"))
        .args(args)
        .args(["--quiet", "--today", "2026-04-02"])
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut pipe = run.stdin.take().unwrap();
    pipe.write_all(input.as_bytes()).unwrap();
    run
}

#[test]
fn a_fix_that_is_killed() {
    is_killed(&Writer {
        args: &["check", "--fix"],
        input: |_| String::new(),
        folder: "2026-Q1",
        old: Some("objective: Bake rye # of ours\nownr: mo\n"),
        new: "objective: Bake rye # of ours\nowner: mo\n".to_owned(),
    });
}

#[test]
fn a_check_in_that_is_killed() {
    is_killed(&Writer {
        args: &["set", "-", "--cycle", "2026-Q1"],
        input: |at| format!("o{at:03}/k 4\n"),
        folder: "2026-Q1",
        old: Some(RYE),
        new: RYE.replace("current: 3", "current: 4, as_of: 2026-04-02"),
    });
}

#[test]
fn a_roll_that_is_killed() {
    let draft = "owner: mo\nstatus: draft\n";
    is_killed(&Writer {
        args: &["roll", "2026-Q1", "2026-Q2", "--all"],
        input: |_| String::new(),
        folder: "2026-Q2",
        old: None,
        new: RYE
            .replace("baseline: 1", "baseline: 3")
            .replace(", current: 3", "")
            .replace("owner: mo\n", draft),
    });
}

#[test]
fn a_close_that_is_killed() {
    let missed = "owner: mo\nstatus: missed\nscore: 0.2\n";
    is_killed(&Writer {
        args: &["close", "2026-Q1", "-"],
        input: |at| match at {
            0 => "ref,status,score\no000,missed,0.2\n".to_owned(),
            at => format!("o{at:03},missed,0.2\n"),
        },
        folder: "2026-Q1",
        old: Some(RYE),
        new: RYE.replace("owner: mo\n", missed),
    });
}
