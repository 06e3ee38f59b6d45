//! Files and folders that may not be read or written, for somebody who is not the superuser.

use std::fs::{self, Permissions};
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, chown};
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::Command;

use super::{bakery, contents, ended, is_superuser, oats, program};

/// Nobody's number on most systems; any that owns nothing would do.
const NOBODY: u32 = 65534;

/// Lets a run be by somebody to whom rights apply: where the tests run as the superuser, by nobody, to
/// whom the folder is given first. Whether that can be done.
fn restrained(command: &mut Command, folder: &Path) -> bool {
    if !is_superuser(folder) && folder.metadata().unwrap().uid() != NOBODY {
        return true;
    }
    let all = contents(folder);
    for path in all.keys().map(std::path::PathBuf::as_path).chain([folder]) {
        chown(path, Some(NOBODY), Some(NOBODY)).unwrap();
    }
    command.uid(NOBODY).gid(NOBODY);
    let mut probe = program(folder, &["--version"]);
    let can = probe.uid(NOBODY).gid(NOBODY).output();
    let can = can.is_ok_and(|run| run.status.success());
    if !can {
        skipped("only the superuser can run the program where it lies");
    }
    can
}

#[allow(clippy::print_stderr)]
fn skipped(why: &str) {
    eprintln!("skipped: {why}");
}

fn set_mode(path: &Path, mode: u32) {
    fs::set_permissions(path, Permissions::from_mode(mode)).unwrap();
}

/// A path whose rights are taken away, what is run then, and its exit code with what it says.
type Case<'c> = (&'c str, u32, &'c [&'c str], i32, &'c str);

const CASES: &[Case<'_>] = &[
    (
        "okrs/company/2026-Q1/rye.yaml",
        0,
        &["check"],
        1,
        "this cannot be read: permission denied",
    ),
    (
        "okrs/company/2026-Q1/rye.yaml",
        0,
        &["tree"],
        0,
        "so this may not be all of it",
    ),
    (
        "okrs/company/2026-Q1/rye.yaml",
        0,
        &["set", "rye/k", "4"],
        2,
        "rye",
    ),
    (
        "okrs/company/2026-Q1",
        0,
        &["check"],
        1,
        "this cannot be read: permission denied",
    ),
    (
        "okrs/company",
        0,
        &["check"],
        1,
        "this cannot be read: permission denied",
    ),
    (
        "okrs/company/2026-Q1",
        0,
        &["roll", "2026-Q1", "2026-Q2", "--all"],
        2,
        "",
    ),
    (
        "okrs/okr.yaml",
        0,
        &["check"],
        2,
        "cannot read okrs/okr.yaml: permission denied",
    ),
    (
        "okrs/okr.yaml",
        0,
        &["set", "rye/k", "4"],
        2,
        "cannot read okrs/okr.yaml: permission denied",
    ),
    ("okrs", 0, &["check"], 2, "okr.yaml: permission denied"),
    ("okrs", 0, &["tree"], 2, "okr.yaml: permission denied"),
    ("okrs", 0, &["init"], 2, "okr.yaml: permission denied"),
    (
        "okrs/company/2026-Q1/rye.yaml",
        0o444,
        &["set", "rye/k", "4"],
        2,
        "rye.yaml: it is read-only",
    ),
    (
        "okrs/company/2026-Q1/rye.yaml",
        0o444,
        &["close", "2026-Q1", "-"],
        2,
        "",
    ),
    (
        "okrs/company/2026-Q1",
        0o555,
        &["set", "rye/k", "4"],
        2,
        "rye.yaml: permission denied",
    ),
    (
        "okrs/company",
        0o555,
        &["roll", "2026-Q1", "2026-Q2", "--all"],
        2,
        "oats.yaml: permission denied",
    ),
    (
        "okrs/goals",
        0o555,
        &["new", "goal", "cake", "--owner", "mo"],
        2,
        "cake.yaml: permission denied",
    ),
    (
        "okrs/company/2026-Q1",
        0o555,
        &["check", "--fix"],
        2,
        "oats.yaml: permission denied",
    ),
    (
        "okrs/goals",
        0o555,
        &["check", "--format", "json=okrs/goals/a.json"],
        2,
        "okrs/goals/a.json: permission denied",
    ),
    (
        "okrs/goals",
        0o555,
        &["man", "--dir", "okrs/goals"],
        2,
        "okrs/goals/okr.1: permission denied",
    ),
];

#[test]
fn what_may_not_be_read_or_written() {
    for (path, mode, args, code, words) in CASES {
        let folder = bakery(&[oats(args)]);
        let before = contents(folder.path());
        let mut command = program(folder.path(), args);
        if !restrained(&mut command, folder.path()) {
            return;
        }
        let path = folder.path().join(path);
        let usual = path.metadata().unwrap().mode();
        set_mode(&path, *mode);
        let (own, said) = ended(&command.output().unwrap());
        set_mode(&path, usual);
        // Lines are folded where they are long.
        let folded = said.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(own, *code, "{path:?} {args:?}: {said}");
        assert!(
            folded.to_lowercase().contains(words),
            "{path:?} {args:?}: {said}"
        );
        assert_eq!(contents(folder.path()), before, "{path:?} {args:?}");
    }
}

#[test]
fn a_tree_where_none_may_be_written() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = program(folder.path(), &["init", "elsewhere"]);
    if !restrained(&mut command, folder.path()) {
        return;
    }
    set_mode(folder.path(), 0o555);
    let (code, said) = ended(&command.output().unwrap());
    set_mode(folder.path(), 0o755);
    assert_eq!(code, 2, "{said}");
    assert!(said.contains("permission denied"), "{said}");
    assert!(contents(folder.path()).is_empty());
}

/// In a container the superuser edits files that belong to somebody else, who wants to go on.
#[test]
fn a_file_stays_with_its_owner() {
    let folder = bakery(&[]);
    if !is_superuser(folder.path()) {
        return skipped("only the superuser may give files away");
    }
    let rye = folder.path().join("okrs/company/2026-Q1/rye.yaml");
    chown(&rye, Some(NOBODY), Some(NOBODY)).unwrap();
    set_mode(&rye, 0o640);
    let run = program(folder.path(), &["set", "rye/k", "4"]).output();
    assert_eq!(ended(&run.unwrap()).0, 0);
    let there = rye.metadata().unwrap();
    assert_eq!(
        (there.uid(), there.gid(), there.mode() & 0o777),
        (NOBODY, NOBODY, 0o640)
    );
}

/// So many processes and threads are allowed that git, or what reads beside it, cannot be started.
#[cfg(target_os = "linux")]
#[test]
fn no_more_processes() {
    let folder = bakery(&[]);
    for number in 0..100 {
        let text = format!("objective: Bake bread number {number}\nparent: bread\nowner: mo\n");
        let path = format!("okrs/company/2026-Q1/o{number}.yaml");
        fs::write(folder.path().join(path), text).unwrap();
    }
    for args in [
        &["init", "--quiet", "-b", "main"][..],
        &["add", "--all"],
        &["commit", "--quiet", "-m", "Start"],
    ] {
        super::repository::git_in(folder.path(), "2026-01-05T10:00:00Z", args);
    }
    for allowed in 1..=6 {
        for args in [
            &["check"][..],
            &["check", "--rev", "HEAD"],
            &["log", "rye"],
            &["check", "--since", "HEAD"],
        ] {
            let limit = format!("ulimit -u {allowed} 2>/dev/null || ulimit -p {allowed}");
            let mut command = super::behind(&limit, folder.path(), args);
            if !restrained(&mut command, folder.path()) {
                return;
            }
            let (code, said) = ended(&command.output().unwrap());
            match code {
                0 => {}
                2 => assert!(
                    said.contains("resource temporarily unavailable"),
                    "{args:?}: {said}"
                ),
                code => panic!("{args:?}: {code}: {said}"),
            }
        }
    }
}
