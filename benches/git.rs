//! How long the program takes beside git itself: each task is run in pairs with the git command that
//! reads the same, and the median of the ratios is told. Times alone say little on a busy machine.
//!
//! `cargo bench --bench git` runs all of it; a word behind `--` only the tasks that have it in their
//! name.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

/// How often each pair is run.
const PAIRS: usize = 7;
/// How many files the tree of states has, of about 1.5 KB each.
const FILES: usize = 10_000;

/// A task of the program, and what git does of it.
struct Task {
    name: &'static str,
    /// The ratio that is aimed at.
    target: f64,
    repository: PathBuf,
    okr: Vec<&'static str>,
    git: Vec<&'static str>,
}

fn main() {
    let wanted = std::env::args().skip(1).find(|word| !word.starts_with('-'));
    let around = tempfile::tempdir().unwrap();
    let folder = |name: &str| around.path().join(name);
    let tree = states(&folder("states"));
    let (short, long) = (
        history(&folder("short"), 2_000, 1),
        history(&folder("long"), 100_000, 200),
    );
    let log = ["log", "--raw", "-z", "--", "okrs/company/2026-Q1/o.yaml"];
    let tasks = [
        Task {
            name: "diff: two commits that differ in 1% of it, against git diff --raw -M",
            target: 1.1,
            repository: tree.clone(),
            okr: vec!["diff", "HEAD~1", "HEAD", "--format", "json"],
            git: vec!["diff", "--raw", "-M", "HEAD~1", "HEAD"],
        },
        Task {
            name: "log: one key result over 2,000 commits, against git log --raw",
            target: 1.3,
            repository: short,
            okr: vec!["log", "o/k", "--format", "json"],
            git: log.to_vec(),
        },
        Task {
            name: "log: one key result over 100,000 commits, against git log --raw",
            target: 1.3,
            repository: long.clone(),
            okr: vec!["log", "o/k", "--format", "json"],
            git: log.to_vec(),
        },
        Task {
            name: "actual: the time of 100,000 commits, against git log",
            target: 1.3,
            repository: long,
            okr: vec![
                "allocation",
                "--actual",
                "--format",
                "json",
                "--today",
                "2026-03-31",
            ],
            git: vec![
                "log",
                "-z",
                "--no-merges",
                "--no-patch",
                "--format=%x00%H%x00%aN%x00%aE%x00%an%x00%ae%x00%aI%x00%(trailers)%x00%B%x00",
            ],
        },
    ];
    let name = "state: reading 10,000 files at a commit, against git archive";
    if wanted
        .as_ref()
        .is_none_or(|word| name.contains(word.as_str()))
    {
        let git = || seconds(Path::new("git"), &tree, &["archive", "HEAD"]);
        tell(name, 0.9, || read(&tree), git);
    }
    for task in tasks {
        if wanted
            .as_ref()
            .is_none_or(|word| task.name.contains(word.as_str()))
        {
            task.run();
        }
    }
}

impl Task {
    fn run(&self) {
        let okr = Path::new(env!("CARGO_BIN_EXE_okr"));
        let own = || seconds(okr, &self.repository, &self.okr);
        let git = || seconds(Path::new("git"), &self.repository, &self.git);
        tell(self.name, self.target, own, git);
    }
}

/// Runs both in pairs, and tells the median of the ratios.
fn tell(name: &str, target: f64, own: impl Fn() -> f64, git: impl Fn() -> f64) {
    let mut pairs: Vec<(f64, f64)> = (0..PAIRS).map(|_| (own(), git())).collect();
    let ratio = |pair: &(f64, f64)| pair.0 / pair.1;
    pairs.sort_by(|one, other| ratio(one).total_cmp(&ratio(other)));
    let (own, git) = pairs[PAIRS / 2];
    println!(
        "{name}\n  ratio {:.2} ({:.2} to {:.2}), aim {target:.1}; {own:.3} s beside {git:.3} s",
        own / git,
        ratio(&pairs[0]),
        ratio(&pairs[PAIRS - 1]),
    );
}

/// Reads every file of the tree at the last commit, as a command does before it understands them.
fn read(folder: &Path) -> f64 {
    let start = Instant::now();
    let folder = folder.canonicalize().unwrap();
    let states = okr::store::open(&folder).unwrap();
    let head = states.resolve("HEAD").unwrap();
    let root = okr::store::find_at(&*states, &head, "okrs").unwrap();
    let selection = okr::source::Selection::new([], [], false).unwrap();
    let entries = okr::store::list(&*states, &head, &root, &selection).unwrap();
    let blobs: Vec<_> = entries.into_iter().map(|entry| entry.blob).collect();
    let mut bytes = 0;
    states
        .blobs(&blobs, &mut |_, content| {
            if let okr::source::Content::Bytes(content) = content {
                bytes += content.len();
            }
        })
        .unwrap();
    assert!(bytes > FILES * 1000);
    start.elapsed().as_secs_f64()
}

fn seconds(program: &Path, folder: &Path, args: &[&str]) -> f64 {
    let start = Instant::now();
    let status = Command::new(program)
        .current_dir(folder)
        .args(args)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .unwrap();
    assert!(
        status.code().is_some_and(|code| code < 2),
        "{program:?} {args:?}"
    );
    start.elapsed().as_secs_f64()
}

/// A repository of two commits: a tree of many files, of which the second changes one in a hundred.
fn states(folder: &Path) -> PathBuf {
    let mut stream = String::from(
        "commit refs/heads/main\ncommitter A <a@example.com> 1767600000 +0000\ndata 1\na\n\
         M 100644 inline okrs/okr.yaml\ndata 0\n\n\
         M 100644 inline okrs/goals/g.yaml\ndata 17\ngoal: G\nowner: o\n\n",
    );
    let file = |number: usize, current: &str| {
        let mut text = format!(
            "objective: Objective number {number} of the year\nparent: g\nowner: someone\nkey_results:\n"
        );
        for key_result in 0..6 {
            let _ = write!(
                text,
                "  - id: k{key_result}\n    title: What is measured as number {key_result} of this objective\n    baseline: 10%\n    target: 90%\n    current: {current}\n    note: It is on its way, and so are the others that belong to it here.\n"
            );
        }
        let path = format!("okrs/teams/t{}/2026-Q1/o{number}.yaml", number % 500);
        format!("M 100644 inline {path}\ndata {}\n{text}\n", text.len())
    };
    for number in 0..FILES {
        stream.push_str(&file(number, "40%"));
    }
    stream.push_str(
        "commit refs/heads/main\ncommitter A <a@example.com> 1767700000 +0000\ndata 1\nb\n",
    );
    for number in (0..FILES).step_by(100) {
        stream.push_str(&file(number, "50%"));
    }
    imported(folder, &stream)
}

/// A repository of so many commits, of which each `every`th changes the value of one key result.
fn history(folder: &Path, commits: usize, every: usize) -> PathBuf {
    let mut stream = String::new();
    let first: usize = 1_767_600_000;
    for number in 0..commits {
        let day = first + number * 7_000_000 / commits;
        let message = "feat: something\n\nOKR: o/k\n";
        let _ = write!(
            stream,
            "commit refs/heads/main\nauthor P{0} <p{0}@example.com> {day} +0000\ncommitter A <a@example.com> {day} +0000\ndata {1}\n{message}\n",
            number % 50,
            message.len(),
        );
        if number == 0 {
            stream.push_str("M 100644 inline okrs/okr.yaml\ndata 0\n\n");
        }
        match number % every {
            0 => {
                let text = format!(
                    "objective: O\nowner: o\nkey_results:\n  - id: k\n    title: K\n    baseline: 0\n    target: 1000000\n    current: {number}\n"
                );
                let _ = write!(
                    stream,
                    "M 100644 inline okrs/company/2026-Q1/o.yaml\ndata {}\n{text}\n",
                    text.len()
                );
            }
            _ => {
                let text = number.to_string();
                let _ = write!(
                    stream,
                    "M 100644 inline src/f{}\ndata {}\n{text}\n",
                    number % 97,
                    text.len()
                );
            }
        }
    }
    imported(folder, &stream)
}

fn imported(folder: &Path, stream: &str) -> PathBuf {
    std::fs::create_dir(folder).unwrap();
    let git = |args: &[&str]| {
        let mut git = Command::new("git");
        git.current_dir(folder).args(args).stdout(Stdio::null());
        git
    };
    assert!(
        git(&["init", "-q", "-b", "main"])
            .status()
            .unwrap()
            .success()
    );
    let mut import = git(&["fast-import", "--quiet"])
        .stdin(Stdio::piped())
        .spawn()
        .unwrap();
    import
        .stdin
        .take()
        .unwrap()
        .write_all(stream.as_bytes())
        .unwrap();
    assert!(import.wait().unwrap().success());
    assert!(git(&["reset", "-q", "--hard"]).status().unwrap().success());
    assert!(git(&["repack", "-adq"]).status().unwrap().success());
    folder.to_owned()
}
