//! Runs the program as a function, in a folder and on a day of the test's choice.
#![allow(dead_code, clippy::unwrap_used)]

use std::collections::HashMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use jiff::civil::date;
use okr::cli::{Environment, run};

/// What surrounds a run.
pub type Around = Environment;

/// What a run gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// The exit code.
    pub code: u8,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

/// Runs `okr` with `args` in `folder`, on 2026-02-14, into pipes.
pub fn okr(folder: &Path, args: &[&str]) -> Run {
    okr_in(&environment(folder), args)
}

/// The surroundings of a run in `folder`: nothing is set, nothing is a terminal.
pub fn environment(folder: &Path) -> Environment {
    Environment {
        folder: folder.to_owned(),
        variables: HashMap::new(),
        in_is_terminal: false,
        out_is_terminal: false,
        err_is_terminal: false,
        columns: None,
        today: date(2026, 2, 14),
    }
}

/// Runs `okr` with `args` in the surroundings given.
pub fn okr_in(environment: &Environment, args: &[&str]) -> Run {
    okr_reading(environment, args, "")
}

/// The same with `input` on standard input.
pub fn okr_reading(environment: &Environment, args: &[&str], input: &str) -> Run {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let args = std::iter::once("okr")
        .chain(args.iter().copied())
        .map(OsString::from);
    let mut input = input.as_bytes();
    let verdict = run(args, environment, &mut input, &mut out, &mut err);
    Run {
        code: verdict.code(),
        out: String::from_utf8(out).unwrap(),
        err: String::from_utf8(err).unwrap(),
    }
}

/// The folder of a fixture.
pub fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fixtures")
        .join(name)
}

/// A folder of the test's own that no git repository contains, with `files` in it.
pub fn tree(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    folder
}
