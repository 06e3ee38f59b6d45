//! What has to do with git, beside the git command that reads the same.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::measure::{Cost, PAIRS, Pairs, Program, Row, cost_of};
use super::tree::{self, TODAY};

/// The names of the tasks, by which they can be asked for.
pub const NAMES: [&str; 5] = ["state", "diff", "log", "actual", "quarters"];

/// How many files the trees have.
const FILES: usize = 10_000;

/// The rows of one of the tasks.
pub fn rows(name: &str, around: &Path) -> Vec<Row> {
    let folder = |name: &str| around.join(name);
    match name {
        "state" => vec![state(&two_commits(&folder("states")))],
        "diff" => diff(&two_commits(&folder("states"))),
        "log" => vec![
            log("2,000", &history(&folder("short"), 2_000, 1)),
            log("100,000", &history(&folder("long"), 100_000, 200)),
        ],
        "actual" => vec![actual(&history(&folder("long"), 100_000, 200))],
        _ => quarters(&folder("quarters")),
    }
}

fn two_commits(folder: &Path) -> PathBuf {
    if !folder.exists() {
        tree::two_commits(folder, FILES);
    }
    folder.to_owned()
}

/// Both in turns, by the clock.
fn row(names: [&str; 2], aim: Option<f64>, folder: &Path, okr: &[&str], git: &[&str]) -> Row {
    let pairs = Pairs::take(
        PAIRS,
        || run(env!("CARGO_BIN_EXE_okr"), folder, okr),
        || run("git", folder, git),
    );
    pairs.row(names, aim, |cost| cost.wall)
}

fn run(name: &str, folder: &Path, args: &[&str]) -> Cost {
    Program::new(name, folder, args).cost()
}

fn state(folder: &Path) -> Row {
    let names = ["the contents of 10,000 files at a commit", "`git archive`"];
    let archive = || run("git", folder, &["archive", "HEAD"]);
    let pairs = Pairs::take(PAIRS, || read(folder), archive);
    pairs.row(names, Some(0.9), |cost| cost.wall)
}

/// Reads every file of the tree at the last commit, as a command does before it understands them.
fn read(folder: &Path) -> Cost {
    cost_of(|| {
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
    })
}

fn diff(folder: &Path) -> Vec<Row> {
    let name = "`okr diff` of two commits that differ in 1% of 10,000 files";
    let args = ["diff", "HEAD~1", "HEAD", "--format", "json"];
    let git = ["diff", "--raw", "-M", "HEAD~1", "HEAD"];
    let okr = |args| run(env!("CARGO_BIN_EXE_okr"), folder, args);
    let pairs = Pairs::take(PAIRS, || okr(&args), || okr(&["check", "--today", TODAY]));
    vec![
        row(
            [name, "`git diff --raw -M`"],
            Some(1.1),
            folder,
            &args,
            &git,
        ),
        pairs.row([name, "`okr check` of one of them"], None, |cost| cost.wall),
    ]
}

fn log(commits: &str, folder: &Path) -> Row {
    row(
        [
            &format!("`okr log` of one key result over {commits} commits"),
            "`git log --raw`",
        ],
        Some(1.3),
        folder,
        &["log", "o/k", "--format", "json"],
        &["log", "--raw", "-z", "--", "okrs/company/2026-Q1/o.yaml"],
    )
}

fn actual(folder: &Path) -> Row {
    let format = "--format=%x00%H%x00%aN%x00%aE%x00%an%x00%ae%x00%aI%x00%(trailers)%x00%B%x00";
    row(
        [
            "`okr allocation --actual` over 100,000 commits",
            "`git log`",
        ],
        Some(1.3),
        folder,
        &[
            "allocation",
            "--actual",
            "--format",
            "json",
            "--today",
            "2026-03-31",
        ],
        &["log", "-z", "--no-merges", "--no-patch", format],
    )
}

/// A tree of 10,000 files and the eight quarters in which it came to be.
fn quarters(folder: &Path) -> Vec<Row> {
    if !folder.exists() {
        tree::quarters(folder, FILES);
    }
    let close = |day: &str| {
        let before = format!("--before={day}T00:00:00Z");
        let args = ["rev-list", "-1", "--first-parent", &before, "HEAD"];
        let output = Command::new("git").current_dir(folder).args(args).output();
        String::from_utf8(output.unwrap().stdout)
            .unwrap()
            .trim()
            .to_owned()
    };
    let (third, fourth) = (close("2025-10-01"), close("2026-01-01"));
    let objective = "okrs/company/*/company-0.yaml";
    vec![
        row(
            [
                "`okr diff 2025-Q3 2025-Q4`, quarter over quarter",
                "`git diff --raw -M` of the commits",
            ],
            None,
            folder,
            &[
                "diff", "2025-Q3", "2025-Q4", "--format", "json", "--today", TODAY,
            ],
            &["diff", "--raw", "-M", &third, &fourth],
        ),
        row(
            ["`okr tree --rev 2025-Q4`", "`git archive` of the commit"],
            None,
            folder,
            &["tree", "--rev", "2025-Q4", "--today", TODAY],
            &["archive", &fourth],
        ),
        row(
            [
                "`okr log` of one objective over eight quarters",
                "`git log --raw`",
            ],
            None,
            folder,
            &["log", "company-0", "--format", "json", "--today", TODAY],
            &["log", "--raw", "-z", "--", objective],
        ),
        row(
            [
                "`okr diff --during 2025-Q4`, goalposts that moved",
                "`git diff --raw -M` of the commits",
            ],
            None,
            folder,
            &[
                "diff", "--during", "2025-Q4", "--format", "json", "--today", TODAY,
            ],
            &["diff", "--raw", "-M", &third, &fourth],
        ),
    ]
}

/// A repository of so many commits, of which each `every`th changes the value of one key result and
/// the others code.
fn history(folder: &Path, commits: usize, every: usize) -> PathBuf {
    if folder.exists() {
        return folder.to_owned();
    }
    tree::import(folder, |stream| {
        for number in 0..commits {
            let text = commit(number, commits, every);
            stream.write_all(text.as_bytes()).unwrap();
        }
    });
    folder.to_owned()
}

fn commit(number: usize, commits: usize, every: usize) -> String {
    let day = 1_767_600_000 + number * 7_000_000 / commits;
    let message = "feat: something\n\nOKR: o/k\n";
    let mut text = format!(
        "commit refs/heads/main\nauthor P{0} <p{0}@example.com> {day} +0000\ncommitter A <a@example.com> {day} +0000\ndata {1}\n{message}\n",
        number % 50,
        message.len(),
    );
    if number == 0 {
        text.push_str("M 100644 inline okrs/okr.yaml\ndata 0\n\n");
    }
    let (path, content) = match number % every {
        0 => (
            "okrs/company/2026-Q1/o.yaml".to_owned(),
            format!(
                "objective: O\nowner: o\nkey_results:\n  - id: k\n    title: K\n    baseline: 0\n    target: 1000000\n    current: {number}\n"
            ),
        ),
        _ => (format!("src/f{}", number % 97), number.to_string()),
    };
    let length = content.len();
    let _ = write!(text, "M 100644 inline {path}\ndata {length}\n{content}\n");
    text
}
