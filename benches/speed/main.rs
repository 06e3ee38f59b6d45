//! How fast the program is, beside floors that are measured in the same run: reading the same files,
//! the bare events of the parser, the git command for the same question.
//!
//! `cargo bench` runs all of it in some minutes and prints a table, which `OKR_UPDATE_DOCS=1` puts
//! into `docs/performance.md` as well; words behind `--` choose tasks.
//!
//! `cargo bench --bench speed -- write tree FOLDER 1000` writes a tree to look at or to measure with
//! something else, and `write quarters FOLDER 1000` a repository with its history.
#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::print_stderr)]

mod floors;
mod git;
mod measure;
mod tree;
mod whole;

use std::path::Path;

fn main() {
    let mut words = std::env::args().skip(1).peekable();
    if words.next_if_eq(measure::RUNNER).is_some() {
        return measure::run(words);
    }
    let is_bench = std::env::args().any(|word| word == "--bench");
    let words: Vec<String> = words.filter(|word| !word.starts_with('-')).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["write", what, folder, files] => write(what, Path::new(folder), files.parse().unwrap()),
        // Without optimisation, as `cargo test --benches` builds it, there is nothing to learn.
        [] if !is_bench => println!("`cargo bench` measures"),
        wanted => measure_all(wanted),
    }
}

fn write(what: &str, folder: &Path, files: usize) {
    match what {
        "tree" => drop(tree::write(folder, files)),
        "quarters" => drop(tree::quarters(folder, files)),
        "commits" => tree::two_commits(folder, files),
        _ => panic!("what to write is `tree`, `quarters` or `commits`, and not `{what}`"),
    }
}

fn measure_all(wanted: &[&str]) {
    for word in wanted {
        let is_known = whole::NAMES.contains(word) || git::NAMES.contains(word);
        let (whole, git) = (whole::NAMES.join(", "), git::NAMES.join(", "));
        assert!(is_known, "there is no task `{word}`: {whole}, {git}");
    }
    let around = tempfile::tempdir().unwrap();
    let is_wanted = |name: &str| wanted.is_empty() || wanted.contains(&name);
    let mut rows = Vec::new();
    for name in whole::NAMES.into_iter().filter(|name| is_wanted(name)) {
        eprintln!("{name} …");
        rows.extend(whole::rows(name, around.path()));
    }
    for name in git::NAMES.into_iter().filter(|name| is_wanted(name)) {
        eprintln!("{name} …");
        rows.extend(git::rows(name, around.path()));
    }
    let table = format!("{}:\n\n{}", machine(), measure::table(&rows));
    println!("{table}");
    if wanted.is_empty() && std::env::var_os("OKR_UPDATE_DOCS").is_some() {
        put(&table);
    }
}

/// Puts the table into the guide, in place of the one before.
fn put(table: &str) {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/performance.md");
    let text = std::fs::read_to_string(&page).unwrap();
    let (before, rest) = text.split_once(BEGIN).unwrap();
    let (_, after) = rest.split_once(END).unwrap();
    std::fs::write(&page, format!("{before}{BEGIN}\n\n{table}\n{END}{after}")).unwrap();
}

/// What stands around the table in the guide.
const BEGIN: &str = "<!-- measured:begin -->";
const END: &str = "<!-- measured:end -->";

/// What the numbers were taken on.
fn machine() -> String {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let cpus = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = cpus
        .lines()
        .find_map(|line| line.strip_prefix("model name")?.split_once(": "))
        .map_or("an unknown processor", |(_, model)| model);
    let system = std::env::consts::OS;
    format!("{cores} cores of {model}, {system}, warm caches")
}
