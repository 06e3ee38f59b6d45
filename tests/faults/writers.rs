//! Commands that write files where that fails: what stood there stands there still, and nothing is
//! left beside it.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::Stdio;

use super::{RYE, bakery, behind, contents, ended, oats, program};

/// What a writer reads on standard input, and its arguments. Each would write something in a bakery that
/// also bakes oats.
const WRITERS: [(&str, &[&str]); 9] = [
    ("", &["set", "rye/k", "4"]),
    ("rye/k 4\n", &["set", "-"]),
    (
        "ref,status,score\nrye,missed,0.2\noats,missed,0.2\n",
        &["close", "2026-Q1", "-"],
    ),
    ("", &["roll", "2026-Q1", "2026-Q2", "--all"]),
    ("", &["new", "goal", "cake", "--owner", "mo"]),
    ("", &["new", "team", "ovens", "--owner", "mo"]),
    ("", &["check", "--fix"]),
    ("", &["check", "--format", "json=found.json"]),
    ("", &["man", "--dir", "."]),
];
/// The exit code of a writer behind a line of shell, and what it said.
fn written(shell: &str, folder: &Path, (input, args): (&str, &[&str])) -> (i32, String) {
    let from = folder.join("okrs/.input");
    fs::write(&from, input).unwrap();
    let stdin = fs::File::open(&from).unwrap();
    let run = behind(shell, folder, args).stdin(stdin).output().unwrap();
    fs::remove_file(&from).unwrap();
    ended(&run)
}

/// A signal would end the run; without it the limit is an error of the write, as a full disk is.
const FULL: &str = "trap '' XFSZ; ulimit -f 0";

#[test]
fn a_disk_that_is_full() {
    for writer in WRITERS {
        let folder = bakery(&[oats(writer.1)]);
        let before = contents(folder.path());
        let (code, said) = written(FULL, folder.path(), writer);
        assert_eq!(code, 2, "{writer:?}: {said}");
        assert!(said.contains("cannot write"), "{writer:?}: {said}");
        assert!(!said.contains(".okr-"), "{writer:?}: {said}");
        assert_eq!(contents(folder.path()), before, "{writer:?}");
        // With room again it is done, so that the case above was one.
        let (code, said) = written("", folder.path(), writer);
        assert_ne!(code, 2, "{writer:?}: {said}");
        assert_ne!(contents(folder.path()), before, "{writer:?}");
    }
}

#[test]
fn a_new_tree_on_a_disk_that_is_full() {
    let folder = tempfile::tempdir().unwrap();
    let args = ["init", "a/b"];
    let run = behind(FULL, folder.path(), &args).output().unwrap();
    let (code, said) = ended(&run);
    assert_eq!(code, 2, "{said}");
    assert!(said.contains("nothing was changed"), "{said}");
    assert!(contents(folder.path()).is_empty());
    let run = behind("", folder.path(), &args).output().unwrap();
    assert_eq!(ended(&run).0, 0);
}

/// A disk on which the first file still has room.
#[test]
fn a_disk_that_is_full_halfway() {
    let long = format!(
        "objective: Bake\nparent: bread\nowner: mo\n# {}\n",
        "x".repeat(5000)
    );
    let folder = bakery(&[("okrs/company/2026-Q1/zwieback.yaml", &long)]);
    let before = contents(folder.path());
    for writer in [
        ("", &["roll", "2026-Q1", "2026-Q2", "--all"][..]),
        (
            "ref,status,score\nrye,missed,0.2\nzwieback,missed,0.2\n",
            &["close", "2026-Q1", "-"],
        ),
    ] {
        let (code, said) = written("trap '' XFSZ; ulimit -f 3", folder.path(), writer);
        assert_eq!(code, 2, "{writer:?}: {said}");
        assert!(said.contains("zwieback.yaml"), "{said}");
        assert!(said.contains("nothing was changed"), "{said}");
        assert_eq!(contents(folder.path()), before, "{writer:?}");
    }
}

/// What a run that was killed leaves behind: nobody takes it for a file of the tree.
#[test]
fn a_temporary_file_of_another_run() {
    let folder = bakery(&[]);
    let args = ["check", "--format", "json"];
    let before = ended(&program(folder.path(), &args).output().unwrap());
    for name in ["okrs/.okr-Ab12.tmp", "okrs/company/2026-Q1/.okr-Cd34.tmp"] {
        fs::write(folder.path().join(name), "objective: [half\nof it").unwrap();
    }
    let after = ended(&program(folder.path(), &args).output().unwrap());
    assert_eq!(after, before);
    let run = program(folder.path(), &["set", "rye/k", "4"]).output();
    assert_eq!(ended(&run.unwrap()).0, 0);
}

#[test]
fn links_are_left_alone() {
    // Under two names a file is changed by one of them, as git's own writing would.
    let folder = bakery(&[]);
    let rye = folder.path().join("okrs/company/2026-Q1/rye.yaml");
    fs::hard_link(&rye, folder.path().join("kept.yaml")).unwrap();
    let run = program(folder.path(), &["set", "rye/k", "4"]).output();
    assert_eq!(ended(&run.unwrap()).0, 0);
    assert!(fs::read_to_string(&rye).unwrap().contains("current: 4"));
    assert_eq!(
        fs::read_to_string(folder.path().join("kept.yaml")).unwrap(),
        RYE
    );

    // A file that is a link is none of the tree, and a folder that is one leads out of it.
    let elsewhere = bakery(&[]);
    let before = contents(elsewhere.path());
    fs::remove_file(&rye).unwrap();
    symlink(elsewhere.path().join("okrs/company/2026-Q1/rye.yaml"), &rye).unwrap();
    let run = program(folder.path(), &["set", "rye/k", "4"]).output();
    let (code, said) = ended(&run.unwrap());
    assert_eq!(code, 2, "{said}");
    fs::remove_file(&rye).unwrap();
    fs::write(&rye, RYE).unwrap();
    symlink(elsewhere.path(), folder.path().join("okrs/company/2026-Q2")).unwrap();
    symlink(elsewhere.path(), folder.path().join("okrs/teams")).unwrap();
    for args in [
        &["roll", "2026-Q1", "2026-Q2", "--all"][..],
        &["new", "team", "ovens", "--owner", "mo"],
    ] {
        let (code, said) = ended(&program(folder.path(), args).output().unwrap());
        assert_eq!(code, 2, "{args:?}: {said}");
        assert!(said.contains("is a link"), "{args:?}: {said}");
    }
    assert_eq!(contents(elsewhere.path()), before);

    // The whole tree behind a link is none either.
    let third = tempfile::tempdir().unwrap();
    symlink(elsewhere.path().join("okrs"), third.path().join("okrs")).unwrap();
    for args in [&["check"][..], &["tree"], &["set", "rye/k", "4"], &["init"]] {
        let (code, said) = ended(&program(third.path(), args).output().unwrap());
        assert_eq!(code, 2, "{args:?}: {said}");
        assert!(said.contains("okrs is a link"), "{args:?}: {said}");
    }
    assert_eq!(contents(elsewhere.path()), before);
}

/// Files that come and go while they are read: each is read or not, and nothing worse.
#[test]
fn files_that_vanish_while_they_are_read() {
    let folder = bakery(&[]);
    let path = |number: usize| {
        folder
            .path()
            .join(format!("okrs/company/2026-Q1/o{number}.yaml"))
    };
    let write = |number| fs::write(path(number), RYE).unwrap();
    (0..200).for_each(write);
    for _ in 0..6 {
        let mut run = program(folder.path(), &["check", "--format", "concise"])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        for number in (0..200).cycle() {
            fs::remove_file(path(number)).unwrap();
            fs::write(path(number), "objective: Bake").unwrap();
            fs::remove_file(path(number)).unwrap();
            write(number);
            if run.try_wait().unwrap().is_some() {
                break;
            }
        }
        let (code, said) = ended(&run.wait_with_output().unwrap());
        assert!([0, 1].contains(&code), "{code}: {said}");
    }
}
