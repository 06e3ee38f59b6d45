//! Whole runs of the program over trees of several sizes, beside the floors and each other.

use std::path::Path;

use super::floors::Files;
use super::measure::{Cost, MEBIBYTE, PAIRS, Pairs, Program, Row, memory, time};
use super::tree::{self, Organisation, TODAY};

const OKR: &str = env!("CARGO_BIN_EXE_okr");

/// How often the shortest runs are taken.
const MANY: usize = 41;

/// The trees, by their number of files.
struct Trees<'a> {
    around: &'a Path,
}

impl Trees<'_> {
    /// The tree of so many files, which is written when it is first asked for.
    fn of(&self, count: usize) -> Files {
        let folder = self.around.join(format!("tree-{count}"));
        let organisation = match folder.exists() {
            true => Organisation::new(count),
            false => tree::write(&folder, count),
        };
        let files = Files::new(&folder, &organisation);
        assert_eq!(files.count(), count);
        files
    }
}

/// A run of the program in a tree.
fn okr(files: &Files, args: &[&str], on_one_core: bool) -> Cost {
    let mut all = vec!["--today", TODAY];
    all.extend(args);
    Program {
        name: OKR,
        folder: &files.folder,
        args: &all,
        on_one_core,
    }
    .cost()
}

fn check(files: &Files) -> Cost {
    okr(files, &["check"], false)
}

/// The names of the tasks, by which they can be asked for.
pub const NAMES: [&str; 6] = ["check", "parts", "views", "size", "small", "start"];

/// The rows of one of the tasks.
pub fn rows(name: &str, around: &Path) -> Vec<Row> {
    let trees = Trees { around };
    match name {
        "check" => on_ten_thousand(&trees.of(10_000)),
        "parts" => parts(&trees.of(10_000)),
        "views" => views(&trees.of(10_000)),
        "size" => size(&trees),
        "small" => small(&trees.of(10)),
        _ => start(around),
    }
}

fn on_ten_thousand(files: &Files) -> Vec<Row> {
    let average = files.average() as f64 / 1000.0;
    let check_of = format!("`okr check` of 10,000 files of {average:.1} KB");
    let one_core = format!("{check_of}, processor time on one core");
    let both = Pairs::take(PAIRS, || check(files), || files.read());
    let one = Pairs::take(PAIRS, || okr(files, &["check"], true), || files.read());
    let scans = Pairs::take(PAIRS, || okr(files, &["check"], true), || files.scan());
    let floors = Pairs::take(PAIRS, || files.scan(), || files.read());
    let reading = "reading them on one thread";
    let scanning = "the bare events of the parser on one thread";
    vec![
        both.row(
            [&format!("{check_of}, by the clock"), reading],
            Some(3.2),
            |cost| cost.wall,
        ),
        one.row([&one_core, reading], Some(5.5), |cost| cost.cpu),
        scans.row([&one_core, scanning], None, |cost| cost.cpu),
        floors.row([scanning, reading], None, |cost| cost.cpu),
        both.value(
            &format!("{check_of}, peak of memory"),
            60.0 * MEBIBYTE,
            memory,
            |cost| cost.peak,
        ),
    ]
}

/// How much of a check its parts are.
fn parts(files: &Files) -> Vec<Row> {
    let row = |what: &str, part: fn(&Files) -> Cost| {
        let pairs = Pairs::take(PAIRS, || part(files), || okr(files, &["check"], true));
        let names = [
            what,
            "`okr check` of 10,000 files, processor time on one core",
        ];
        pairs.row(names, None, |cost| cost.cpu)
    };
    vec![
        row("reading the files alone", Files::read),
        row("making trees of YAML of them alone", Files::trees),
        row("making documents of them, trees included", Files::documents),
    ]
}

fn views(files: &Files) -> Vec<Row> {
    let row = |what: &str, aim, args: &[&str]| {
        let pairs = Pairs::take(PAIRS, || okr(files, args, false), || check(files));
        pairs.row([what, "`okr check`"], aim, |cost| cost.wall)
    };
    vec![
        row("`okr tree` of 10,000 files", Some(1.3), &["tree"]),
        row(
            "`okr tree --cycle all`, which prints eight times as much",
            None,
            &["tree", "--cycle", "all"],
        ),
        row("`okr allocation`", None, &["allocation"]),
    ]
}

/// The cost of a file in trees of different sizes: what a tree of ten files takes is the start of the
/// program, and is left out.
fn size(trees: &Trees) -> Vec<Row> {
    let (small, few, many) = (trees.of(10), trees.of(1_000), trees.of(100_000));
    let of_a_file = |files: &Files| {
        let (start, whole) = (check(&small), check(files));
        let count = files.count() as f64;
        Cost {
            wall: (whole.wall - start.wall) / count,
            cpu: (whole.cpu - start.cpu) / count,
            peak: whole.peak,
        }
    };
    let pairs = Pairs::take(PAIRS, || of_a_file(&many), || of_a_file(&few));
    let name = "a file of 100,000 under `okr check`";
    let beside = "a file of 1,000";
    let (clock, processors) = (
        format!("{name}, by the clock"),
        format!("{name}, processor time"),
    );
    vec![
        pairs.row([&clock, beside], Some(1.15), |cost| cost.wall),
        pairs.row([&processors, beside], Some(1.15), |cost| cost.cpu),
    ]
}

fn small(files: &Files) -> Vec<Row> {
    let pairs = Pairs::take(MANY, || check(files), Cost::default);
    let name = "`okr check` of 10 files, processor time";
    vec![pairs.value(name, 0.010, time, |cost| cost.cpu)]
}

fn start(folder: &Path) -> Vec<Row> {
    let version = Program::new(OKR, folder, &["--version"]);
    let nothing = Program::new("true", folder, &[]);
    let pairs = Pairs::take(MANY, || version.cost(), || nothing.cost());
    vec![
        pairs.row(
            ["`okr --version`, by the clock", "`true`"],
            Some(3.0),
            |cost| cost.wall,
        ),
        pairs.row(
            ["`okr --version`, processor time", "`true`"],
            None,
            |cost| cost.cpu,
        ),
    ]
}
