//! Output that nobody takes, or that there is no room for.

use std::ffi::OsString;
use std::io::{self, ErrorKind, Write};
use std::path::Path;
use std::process::Stdio;

use okr::cli::run;

use super::common::{environment, fixture};
use super::quarters::{Layout, company};
use super::{bakery, behind, ended, program};

/// What is run in a tree.
const READING: &[&[&str]] = &[
    &["check"],
    &["check", "--format", "concise"],
    &["check", "--format", "json"],
    &["check", "--format", "sarif"],
    &["check", "--format", "github"],
    &["check", "--format", "gitlab"],
    &["check", "--format", "junit"],
    &["check", "--format", "rdjson"],
    &["check", "--format", "markdown"],
    &["check", "--fail-on", "info"],
    &["check", "--fix", "--diff"],
    &["rules"],
    &["rules", "stale", "--format", "markdown"],
    &["rules", "--format", "json"],
    &["tree"],
    &["tree", "--format", "json"],
    &["tree", "--format", "markdown"],
    &["tree", "--format", "mermaid"],
    &["tree", "--format", "dot"],
    &["show", "find-content"],
    &["show", "find-content", "--format", "json"],
    &["why", "find-content"],
    &["why", "find-content", "--format", "markdown"],
    &["allocation"],
    &["allocation", "--format", "json"],
    &["allocation", "--format", "csv"],
    &["allocation", "--format", "markdown"],
    &["schema"],
    &["schema", "output"],
    &["completions", "zsh"],
    &["man", "check"],
    &["--help"],
    &["--version"],
    &["tree", "--colour"],
    &["show", "nothing-of-this-name"],
];

/// A stream that takes so many bytes and then fails.
struct Breaking {
    left: usize,
    kind: ErrorKind,
}

impl Write for Breaking {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let taken = bytes.len().min(self.left);
        self.left -= taken;
        match taken {
            0 if !bytes.is_empty() => Err(self.kind.into()),
            taken => Ok(taken),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Runs a command in this process, with streams of the test's choice; its exit code.
fn code(folder: &Path, args: &[&str], out: &mut dyn Write, err: &mut dyn Write) -> u8 {
    let args = ["okr"].iter().chain(args).map(OsString::from);
    run(args, &environment(folder), &mut io::empty(), out, err).code()
}

/// Where a stream of `length` bytes is broken: at about so many places as `OKR_BYTES` says, else at a few.
fn places(length: usize) -> Vec<usize> {
    let count = std::env::var("OKR_BYTES").map_or(5, |said| said.parse().unwrap());
    let step = (length / count).max(1);
    let mut places: Vec<usize> = (0..length).step_by(step).collect();
    places.extend([1, length.saturating_sub(1)]);
    places.retain(|place| *place < length);
    places
}

/// Every command in a folder, with either stream broken at any byte.
fn are_broken(folder: &Path, commands: &[&[&str]]) {
    for args in commands {
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let whole = code(folder, args, &mut out, &mut err);
        for left in places(out.len()) {
            let broken = |kind| {
                let (mut out, mut err) = (Breaking { left, kind }, Vec::new());
                let code = code(folder, args, &mut out, &mut err);
                (code, String::from_utf8(err).unwrap())
            };
            // A reader that goes away changes nothing, and is told nothing more.
            let (code, said) = broken(ErrorKind::BrokenPipe);
            assert_eq!(
                (code, said.as_bytes()),
                (whole, &*err),
                "{args:?} at {left}"
            );
            let (code, said) = broken(ErrorKind::StorageFull);
            assert_eq!(code, 2, "{args:?} at {left}");
            assert!(said.contains("no storage space"), "{args:?}: {said}");
        }
        for left in places(err.len()) {
            for kind in [ErrorKind::BrokenPipe, ErrorKind::StorageFull] {
                let (mut all, mut err) = (Vec::new(), Breaking { left, kind });
                assert_eq!(code(folder, args, &mut all, &mut err), whole, "{args:?}");
                assert_eq!(all, out, "{args:?}");
            }
        }
    }
}

#[test]
fn output_that_breaks_off_at_any_byte() {
    are_broken(&fixture("streaming"), READING);
}

#[test]
fn histories_that_break_off_at_any_byte() {
    let repository = company(Layout::Folders);
    let commands: &[&[&str]] = &[
        &["diff", "2025-Q4", "2026-Q1"],
        &["diff", "2025-Q4", "2026-Q1", "--format", "json"],
        &["diff", "2025-Q4", "2026-Q1", "--format", "markdown"],
        &["diff", "HEAD~3", "HEAD", "--format", "github"],
        &["diff", "HEAD~3", "HEAD", "--exit-code"],
        &["diff", "--during", "2025-Q4"],
        &["log", "growth"],
        &["log", "growth/users", "--format", "json"],
        &["log", "growth/users", "--format", "csv"],
        &["check", "--since", "HEAD~3", "--format", "concise"],
        &["check", "--rev", "HEAD~3", "--format", "json"],
    ];
    are_broken(repository.folder(), commands);
}

/// A tree whose check prints more than a pipe holds.
fn long_output() -> tempfile::TempDir {
    let folder = bakery(&[]);
    for number in 0..300 {
        let path = format!("okrs/company/2026-Q1/o{number}.yaml");
        let text = "objective: Improve things\nparent: nowhere\nkey_results: [{title: Do it}]\n";
        std::fs::write(folder.path().join(path), text).unwrap();
    }
    folder
}

#[test]
fn a_real_pipe_that_closes() {
    let folder = long_output();
    for format in ["full", "concise", "json", "sarif", "junit", "markdown"] {
        let args = ["check", "--format", format];
        let (whole, _) = ended(&program(folder.path(), &args).output().unwrap());
        assert_eq!(whole, 1);
        for taken in [0, 1, 4096, 70_000] {
            let mut run = program(folder.path(), &args)
                .stdout(Stdio::piped())
                .stderr(Stdio::piped())
                .spawn()
                .unwrap();
            let mut out = io::Read::take(run.stdout.take().unwrap(), taken);
            io::copy(&mut out, &mut io::sink()).unwrap();
            drop(out);
            let (code, said) = ended(&run.wait_with_output().unwrap());
            assert_eq!(code, whole, "{format} after {taken} bytes");
            assert!(!said.contains("error:"), "{format}: {said}");
        }
    }
}

#[test]
fn streams_that_are_not_there() {
    for (streams, args, code) in [
        ("exec <&-", &["check"][..], 0),
        ("exec >&-", &["check"], 0),
        ("exec 2>&-", &["check"], 0),
        ("exec <&- >&- 2>&-", &["check"], 0),
        ("exec <&- >&- 2>&-", &["check", "--fail-on", "info"], 1),
        ("exec <&- >&- 2>&-", &["check", "--nonsense"], 2),
        // There is no one to ask, and nothing to read.
        ("exec <&-", &["set", "-"], 2),
        ("exec <&- >&- 2>&-", &["set", "-"], 2),
        ("exec <&-", &["close", "2026-Q1", "-"], 2),
        ("exec <&-", &["close", "2026-Q1"], 2),
        ("exec <&-", &["roll", "2026-Q1", "2026-Q2"], 2),
    ] {
        let folder = bakery(&[]);
        let before = super::contents(folder.path());
        let run = behind(streams, folder.path(), args).output().unwrap();
        let (own, said) = ended(&run);
        assert_eq!(own, code, "{streams}; {args:?}: {said}");
        assert_eq!(super::contents(folder.path()), before, "{streams}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_device_without_room() {
    let folder = bakery(&[]);
    for args in [
        &["check"][..],
        &["check", "--format", "json=/dev/full"],
        &[
            "check",
            "--format",
            "concise",
            "--format",
            "sarif=/dev/full",
        ],
        &["tree"],
        &["rules"],
        &["schema"],
        &["completions", "bash"],
        &["man"],
        &["--help"],
        &["--version"],
    ] {
        let shell = match args.concat().contains("/dev/full") {
            true => "",
            false => "exec >/dev/full",
        };
        let run = behind(shell, folder.path(), args).output().unwrap();
        let (code, said) = ended(&run);
        assert_eq!(code, 2, "{args:?}: {said}");
        assert!(said.contains("No space left"), "{args:?}: {said}");
    }
    // Where nobody can be told what is wrong, the exit code still says it.
    let mut run = behind("exec >/dev/full 2>/dev/full", folder.path(), &["check"]);
    assert_eq!(ended(&run.output().unwrap()).0, 2);
    let mut run = behind("exec 2>/dev/full", folder.path(), &["check"]);
    assert_eq!(ended(&run.output().unwrap()).0, 0);
}

#[cfg(target_os = "linux")]
#[test]
fn what_is_written_is_said_to_be_where_nothing_else_can_be_said() {
    let verdicts = ("verdicts.csv", "ref,status,score\nrye,missed,0.3\n");
    for args in [
        &["set", "rye/k", "5"][..],
        &["new", "objective", "oats"],
        &["roll", "2026-Q1", "2026-Q2", "--all"],
        &["close", "2026-Q1", "-"],
    ] {
        let folder = bakery(&[verdicts]);
        let before = super::contents(folder.path());
        let streams = "exec <verdicts.csv >/dev/full";
        let run = behind(streams, folder.path(), args).output().unwrap();
        let (code, said) = ended(&run);
        assert_eq!(code, 2, "{args:?}: {said}");
        assert!(said.contains("the files are written"), "{args:?}: {said}");
        assert!(said.contains("No space left"), "{args:?}: {said}");
        assert_ne!(super::contents(folder.path()), before, "{args:?}");
    }
}
