//! How long something takes, how much memory it needs, and what that is beside a floor: both are
//! taken in turns, and the median of the ratios is told with its spread. Times alone say little on a
//! busy machine.

use std::fmt::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use cpu_time::ProcessTime;

/// How many bytes are one.
pub const MEBIBYTE: f64 = 1_048_576.0;

/// How often each pair is run.
pub const PAIRS: usize = 7;

/// What one run took.
#[derive(Clone, Copy, Default)]
pub struct Cost {
    /// By the clock, in seconds.
    pub wall: f64,
    /// Of all processors together, in seconds.
    pub cpu: f64,
    /// The most memory at one time, in bytes; 0 where it is not known.
    pub peak: f64,
}

/// What is done in this process.
pub fn cost_of(work: impl FnOnce()) -> Cost {
    let (start, cpu) = (Instant::now(), ProcessTime::now());
    work();
    Cost {
        wall: start.elapsed().as_secs_f64(),
        cpu: cpu.elapsed().as_secs_f64(),
        peak: 0.0,
    }
}

/// A program that is run for what it costs, with its output thrown away.
pub struct Program<'a> {
    pub name: &'a str,
    pub folder: &'a Path,
    pub args: &'a [&'a str],
    /// Whether it may use one processor only.
    pub on_one_core: bool,
}

impl<'a> Program<'a> {
    /// One that may use all processors.
    pub const fn new(name: &'a str, folder: &'a Path, args: &'a [&'a str]) -> Self {
        Self {
            name,
            folder,
            args,
            on_one_core: false,
        }
    }

    /// Runs it in a process of its own that does nothing else, so that the memory is its own too: the
    /// system counts what the one that starts a program has used as used by the program.
    pub fn cost(&self) -> Cost {
        let mut runner = Command::new(std::env::current_exe().unwrap());
        runner.current_dir(self.folder).arg(RUNNER);
        if self.on_one_core {
            runner.args(["taskset", "-c", "0"]);
        }
        let output = runner.arg(self.name).args(self.args).output().unwrap();
        let words = String::from_utf8(output.stderr).unwrap();
        assert!(
            output.status.success(),
            "{} {:?}: {words}",
            self.name,
            self.args
        );
        let told = String::from_utf8(output.stdout).unwrap();
        let mut numbers = told.split_whitespace().map(|word| word.parse().unwrap());
        let mut next = || numbers.next().unwrap();
        Cost {
            wall: next(),
            cpu: next(),
            peak: next(),
        }
    }
}

/// The word that makes this program a runner.
pub const RUNNER: &str = "--cost-of";

/// Runs a program and prints what it cost.
#[allow(clippy::print_stdout)]
pub fn run(mut words: impl Iterator<Item = String>) {
    let start = Instant::now();
    let status = Command::new(words.next().unwrap())
        .args(words)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .status()
        .unwrap();
    let wall = start.elapsed().as_secs_f64();
    // The trees are clean, so that checking is measured and not the printing of errors.
    assert!(status.success(), "{status}");
    let (cpu, peak) = used();
    println!("{wall} {} {peak}", cpu.as_secs_f64());
}

/// The time of processors and the peak of memory, in bytes, of the programs that this one ran.
#[cfg(unix)]
fn used() -> (Duration, i64) {
    use nix::sys::resource::{UsageWho, getrusage};
    use nix::sys::time::TimeValLike;
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN).unwrap();
    let time = (usage.user_time() + usage.system_time()).num_microseconds();
    // Linux counts in KiB, macOS in bytes.
    let unit = if cfg!(target_os = "macos") { 1 } else { 1024 };
    let time = Duration::from_micros(u64::try_from(time).unwrap());
    (time, usage.max_rss() * unit)
}

#[cfg(not(unix))]
fn used() -> (Duration, i64) {
    (Duration::ZERO, 0)
}

/// What two things cost that were done in turns.
pub struct Pairs(Vec<(Cost, Cost)>);

impl Pairs {
    /// Does both so often, and once before for the caches.
    pub fn take(count: usize, own: impl Fn() -> Cost, floor: impl Fn() -> Cost) -> Self {
        own();
        floor();
        Self((0..count).map(|_| (own(), floor())).collect())
    }

    /// The median of the ratios of what `part` takes from both costs; `aim` is what it should not
    /// exceed.
    pub fn row(&self, [what, beside]: [&str; 2], aim: Option<f64>, part: fn(Cost) -> f64) -> Row {
        let pairs = self.0.iter();
        let mut pairs: Vec<_> = pairs
            .map(|(own, floor)| (part(*own), part(*floor)))
            .collect();
        let ratio = |(own, floor): (f64, f64)| own / floor;
        pairs.sort_by(|one, other| ratio(*one).total_cmp(&ratio(*other)));
        let (least, median, most) = (pairs[0], pairs[pairs.len() / 2], pairs[pairs.len() - 1]);
        Row {
            what: what.to_owned(),
            beside: beside.to_owned(),
            found: format!("{:.2}", ratio(median)),
            spread: format!("{:.2} to {:.2}", ratio(least), ratio(most)),
            aim: judged(ratio(median), aim, |aim| aim.to_string()),
            times: format!("{} : {}", time(median.0), time(median.1)),
        }
    }

    /// The median of what `part` takes from the cost of the first, which stands for itself.
    pub fn value(
        &self,
        what: &str,
        aim: f64,
        write: fn(f64) -> String,
        part: fn(Cost) -> f64,
    ) -> Row {
        let mut values: Vec<f64> = self.0.iter().map(|(own, _)| part(*own)).collect();
        values.sort_by(f64::total_cmp);
        let (least, median, most) = (
            values[0],
            values[values.len() / 2],
            values[values.len() - 1],
        );
        Row {
            what: what.to_owned(),
            beside: "–".to_owned(),
            found: write(median),
            spread: format!("{} to {}", write(least), write(most)),
            aim: judged(median, Some(aim), write),
            times: "–".to_owned(),
        }
    }
}

/// A line of the table.
pub struct Row {
    what: String,
    beside: String,
    found: String,
    spread: String,
    aim: String,
    times: String,
}

fn judged(found: f64, aim: Option<f64>, write: impl Fn(f64) -> String) -> String {
    match aim {
        None => "–".to_owned(),
        Some(aim) if found <= aim => format!("≤ {}", write(aim)),
        Some(aim) => format!("≤ {}, **missed**", write(aim)),
    }
}

/// The rows as a table in Markdown.
pub fn table(rows: &[Row]) -> String {
    let mut text = String::from(
        "| what | beside | found | spread | aim | times |\n|---|---|---:|---|---|---|\n",
    );
    for row in rows {
        let _ = writeln!(
            text,
            "| {} | {} | {} | {} | {} | {} |",
            row.what, row.beside, row.found, row.spread, row.aim, row.times
        );
    }
    text
}

/// A time in the unit that suits it.
pub fn time(seconds: f64) -> String {
    match seconds {
        ..0.000_999_5 => format!("{:.0} µs", seconds * 1e6),
        ..0.009_995 => format!("{:.2} ms", seconds * 1e3),
        ..0.099_95 => format!("{:.1} ms", seconds * 1e3),
        ..0.999_5 => format!("{:.0} ms", seconds * 1e3),
        _ => format!("{seconds:.2} s"),
    }
}

/// An amount of memory.
pub fn memory(bytes: f64) -> String {
    format!("{:.0} MiB", bytes / MEBIBYTE)
}
