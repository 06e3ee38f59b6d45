//! A git that is not there or says no, and repositories that are broken.

use std::fs;
use std::path::{Path, PathBuf};

use super::repository::Repository;
use super::{RYE, TREE, contents, ended, program};

/// A bakery with two commits.
fn baked() -> Repository {
    let repository = Repository::new();
    for (path, text) in TREE {
        repository.write(path, text);
    }
    repository.commit_at("2026-01-05T10:00:00Z", "Start");
    repository.commit_file(
        "2026-01-12T10:00:00Z",
        "okrs/company/2026-Q1/rye.yaml",
        &RYE.replace("target: 9", "target: 8"),
    );
    repository
}

/// What needs the history of a repository.
const READING: [&[&str]; 6] = [
    &["check", "--rev", "HEAD~1"],
    &["diff", "HEAD~1", "HEAD"],
    &["diff"],
    &["log", "rye"],
    &["check", "--since", "HEAD~1"],
    &["allocation", "--actual"],
];

/// Every object of a repository, which are files of their own.
fn objects(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder.join(".git/objects")).unwrap() {
        let path = entry.unwrap().path();
        if path.file_name().unwrap().len() == 2 {
            found.extend(
                fs::read_dir(path)
                    .unwrap()
                    .map(|entry| entry.unwrap().path()),
            );
        }
    }
    found.sort();
    found
}

#[test]
fn objects_that_are_broken() {
    let repository = baked();
    let folder = repository.folder();
    for object in objects(folder) {
        let whole = fs::read(&object).unwrap();
        // Its first byte says how it is packed, its last one is of a sum over the content. What is cut
        // short in between is not tried: up to 1.9.7 libgit2 asks for the rest for ever
        // (https://github.com/libgit2/libgit2/issues/7342).
        let flipped = |at: usize| {
            let mut bytes = whole.clone();
            bytes
                .iter_mut()
                .skip(at)
                .take(1)
                .for_each(|byte| *byte ^= 0x55);
            bytes
        };
        for broken in [Vec::new(), flipped(0), flipped(whole.len() - 1)] {
            // Objects are read-only, so that the file is made anew.
            fs::remove_file(&object).unwrap();
            fs::write(&object, &broken).unwrap();
            for args in READING {
                let (code, said) = ended(&program(folder, args).output().unwrap());
                assert!((0..=2).contains(&code), "{args:?}: {said}");
                assert!(code != 2 || said.contains("error: "), "{args:?}: {said}");
            }
            // What is checked out needs no object.
            let (code, said) = ended(&program(folder, &["check"]).output().unwrap());
            assert_eq!(code, 0, "{said}");
        }
        fs::remove_file(&object).unwrap();
        fs::write(&object, &whole).unwrap();
    }
}

#[test]
fn repositories_that_are_broken() {
    for (path, bytes) in [
        (".git/HEAD", &b""[..]),
        (".git/HEAD", b"ref: refs/heads/\xff\xfe\n"),
        (".git/HEAD", b"ref: refs/heads/gone\n"),
        (".git/HEAD", b"0123456789012345678901234567890123456789\n"),
        (".git/refs/heads/main", b"nonsense\n"),
        (".git/config", b"[core\n"),
        (".git/config", b"[core]\nrepositoryformatversion = 99\n"),
        (".git/config", b"\xff\xfe\x00"),
        (".git/packed-refs", b"\x00\x01 nonsense\n"),
        (".git/shallow", b"nonsense\n"),
    ] {
        let repository = baked();
        repository.write(path, bytes);
        for args in READING {
            let (code, said) = ended(&program(repository.folder(), args).output().unwrap());
            assert!((0..=2).contains(&code), "{path} {args:?}: {said}");
            assert!(
                code != 2 || said.contains("error: "),
                "{path} {args:?}: {said}"
            );
        }
        let (code, said) = ended(&program(repository.folder(), &["check"]).output().unwrap());
        assert_eq!(code, 0, "{path}: {said}");
    }
}

#[test]
fn a_git_that_is_not_there() {
    let repository = baked();
    let run = |args: &[&str]| {
        let mut command = program(repository.folder(), args);
        ended(&command.env("PATH", "/nonexistent").output().unwrap())
    };
    for args in [&["check"][..], &["tree"], &["set", "rye/k", "4", "--diff"]] {
        let (code, said) = run(args);
        assert_eq!(code, 0, "{args:?}: {said}");
    }
    for args in [
        &["log", "rye"][..],
        &["allocation", "--actual"],
        &["check", "--since", "HEAD~1"],
        &["set", "rye/k", "4", "--commit"],
        &["git-setup"],
    ] {
        let before = contents(repository.folder());
        let (code, said) = run(args);
        assert_eq!(code, 2, "{args:?}: {said}");
        assert!(said.contains("cannot run git"), "{args:?}: {said}");
        assert_eq!(contents(repository.folder()), before, "{args:?}");
    }
}

/// Another git holds the index: the check-in is written, but not committed, which is said.
#[test]
fn a_commit_that_git_refuses() {
    let repository = baked();
    repository.write(".git/index.lock", "");
    let run = program(repository.folder(), &["set", "rye/k", "4", "--commit"]).output();
    let (code, said) = ended(&run.unwrap());
    assert_eq!(code, 2, "{said}");
    assert!(
        said.contains("the files are changed, but not committed"),
        "{said}"
    );
    assert!(said.contains("index.lock"), "{said}");
    let rye = repository.folder().join("okrs/company/2026-Q1/rye.yaml");
    assert!(fs::read_to_string(rye).unwrap().contains("current: 4"));
}
