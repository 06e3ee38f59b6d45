//! The state of a tree at any commit, read from real repositories of every kind that git can make:
//! by libgit2, and by git itself, with the same results.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "common/repository.rs"]
mod repository;

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;

use jiff::Timestamp;
use okr::source::{BlobId, Content, MAX_FILE_BYTES, Selection};
use okr::store::{
    Git, GitError, Root, Standing, States, StoreError, config_at, find_at, last_before, list, open,
    open_with_git, place_of,
};
use repository::{Repository, git_in};

const DAY: &str = "2026-01-05T10:00:00+01:00";

/// Both readers of a repository, of which the first must be libgit2.
fn both(folder: &Path) -> [Box<dyn States>; 2] {
    let readers = [open(folder).unwrap(), open_with_git(folder).unwrap()];
    assert_eq!(
        readers.each_ref().map(|reader| reader.reader()),
        ["libgit2", "git"]
    );
    readers
}

/// Everything that `Selection` holds, with no configuration and in a folder of its own.
fn everything() -> Selection {
    Selection::new([], [], false).unwrap()
}

/// The files of a tree at a revision, with what is in them.
fn files(states: &dyn States, revision: &str, tree: &str) -> Vec<(String, Content)> {
    let commit = states.resolve(revision).unwrap();
    let root = Root {
        repository: states.folder().to_owned(),
        in_git: true,
        tree: tree.to_owned(),
        configured: true,
    };
    let entries = list(states, &commit, &root, &everything()).unwrap();
    let ids: Vec<BlobId> = entries.iter().map(|entry| entry.blob.clone()).collect();
    let mut read = Vec::new();
    states
        .blobs(&ids, &mut |id, content| read.push((id.clone(), content)))
        .unwrap();
    let in_order: Vec<_> = read.iter().map(|(id, _)| id.clone()).collect();
    assert_eq!(in_order, ids);
    entries
        .into_iter()
        .zip(read)
        .map(|(entry, (_, content))| (entry.path, content))
        .collect()
}

fn paths(states: &dyn States, revision: &str, tree: &str) -> Vec<String> {
    files(states, revision, tree)
        .into_iter()
        .map(|(path, _)| path)
        .collect()
}

fn text(content: &Content) -> &str {
    match content {
        Content::Bytes(bytes) => std::str::from_utf8(bytes).unwrap(),
        other => panic!("{other:?}"),
    }
}

fn refusal<T: std::fmt::Debug>(outcome: Result<T, GitError>) -> String {
    outcome.unwrap_err().to_string()
}

/// Three commits on `main`, the second tagged in both ways, and a branch that parted after the
/// first.
fn history() -> (Repository, [String; 4]) {
    let repository = Repository::new();
    let first = repository.commit_file(DAY, "okrs/okr.yaml", "");
    repository.git(&["checkout", "--quiet", "-b", "side"]);
    let side = repository.commit_file(
        "2026-01-06T10:00:00+01:00",
        "okrs/side.yaml",
        "goal: side\n",
    );
    repository.git(&["checkout", "--quiet", "main"]);
    let second = repository.commit_file("2026-01-07T10:00:00+01:00", "okrs/a.yaml", "goal: one\n");
    repository.tag("light");
    repository.git(&["tag", "-a", "heavy", "-m", "Annotated"]);
    repository.git(&["tag", "okr/2026-Q1/close"]);
    let third = repository.commit_file("2026-01-08T10:00:00+01:00", "okrs/a.yaml", "goal: two\n");
    (repository, [first, second, third, side])
}

#[test]
fn a_revision_is_whatever_git_takes_for_a_commit() {
    let (repository, [first, second, third, side]) = history();
    repository.git(&["config", "branch.main.remote", "."]);
    repository.git(&["config", "branch.main.merge", "refs/heads/side"]);
    let beginning = second[..9].to_owned();
    let described = format!("light-0-g{}", &second[..8]);
    for states in both(repository.folder()) {
        for (revision, commit) in [
            ("HEAD", &third),
            ("@", &third),
            ("main", &third),
            ("refs/heads/main", &third),
            ("heads/main", &third),
            ("side", &side),
            ("light", &second),
            ("heavy", &second),
            ("heavy^{}", &second),
            ("heavy^{commit}", &second),
            ("okr/2026-Q1/close", &second),
            ("HEAD~2", &first),
            ("HEAD^", &second),
            ("main^{/okr.yaml}", &first),
            (":/okrs/side", &side),
            ("@{upstream}", &side),
            ("main@{u}", &side),
            ("@{-1}", &side),
            (beginning.as_str(), &second),
            (described.as_str(), &second),
            (first.as_str(), &first),
        ] {
            let found = states.resolve(revision).map_err(|error| error.to_string());
            assert_eq!(
                found.as_ref(),
                Ok(commit),
                "{revision} by {}",
                states.reader()
            );
        }
    }
}

#[test]
fn what_names_no_commit_is_refused_with_the_reason() {
    let (repository, [first, ..]) = history();
    let folder = repository.folder().display().to_string();
    for states in both(repository.folder()) {
        for (revision, why) in [
            ("nowhere", "names no commit of"),
            ("nowhere", folder.as_str()),
            (
                "0123456789012345678901234567890123456789",
                "names no commit of",
            ),
            ("HEAD~9", "names no commit of"),
            ("main..side", "names no commit of"),
            ("^main", "names no commit of"),
            ("cycle:2026-Q1", "names no commit of"),
            ("HEAD:okrs/a.yaml", "but no commit"),
            ("HEAD^{tree}", "but no commit"),
            ("--all", "starts with `-`"),
            ("-1", "starts with `-`"),
            ("", "is empty"),
            ("a\nb", "control character"),
            ("a\0b", "control character"),
        ] {
            let refused = refusal(states.resolve(revision));
            assert!(
                refused.contains(why),
                "{revision:?} by {}: {refused}",
                states.reader()
            );
            assert!(refused.starts_with(&format!("`{revision}`")), "{refused}");
        }
        assert!(states.resolve(&first).is_ok());
    }
}

#[test]
fn a_name_is_that_of_a_ref_where_git_finds_one() {
    let (repository, [first, ..]) = history();
    repository.git(&["branch", "2026-Q1"]);
    repository.git(&["tag", "2026-Q2"]);
    repository.git(&["update-ref", "refs/remotes/origin/2026-Q3", "HEAD"]);
    repository.git(&["branch", "2026-Q5/start"]);
    repository.git(&["pack-refs", "--all"]);
    repository.git(&["branch", "2026-Q6"]);
    for states in both(repository.folder()) {
        for (name, is_ref) in [
            ("2026-Q1", true),
            ("2026-Q2", true),
            ("origin/2026-Q3", true),
            ("2026-Q3", false),
            ("2026-Q4", false),
            ("2026-Q5", false),
            ("2026-Q6", true),
            ("heads/2026-Q1", true),
            ("2026-*", false),
            ("", false),
            ("a..b", false),
            (&first[..7], false),
            (first.as_str(), false),
        ] {
            let found = states.has_ref(name).unwrap();
            assert_eq!(found, is_ref, "{name} by {}", states.reader());
        }
    }
}

#[test]
fn a_commit_says_its_day() {
    let repository = Repository::new();
    let first = repository.commit_at("2026-01-05T23:30:00-05:00", "One\nline\n\nand more");
    let second = repository.commit_at("2026-02-01T00:30:00+05:30", "Two");
    for states in both(repository.folder()) {
        let facts = states.facts(&first).unwrap();
        assert_eq!(facts.id, first);
        assert_eq!(facts.day.to_string(), "2026-01-05");
        let facts = states.facts(&second).unwrap();
        assert_eq!(facts.day.to_string(), "2026-02-01");
    }
}

#[test]
fn the_base_of_two_commits_is_the_last_they_have_in_common() {
    let (repository, [first, second, third, side]) = history();
    repository.git(&["checkout", "--quiet", "--orphan", "alone"]);
    let alone = repository.commit_at(DAY, "Alone");
    for states in both(repository.folder()) {
        let base = |a: &str, b: &str| states.merge_base(a, b).unwrap();
        assert_eq!(base(&third, &side), Some(first.clone()));
        assert_eq!(base(&third, &second), Some(second.clone()));
        assert_eq!(base(&third, &alone), None);
    }
}

#[test]
fn the_state_before_an_instant_is_that_of_the_branch_itself() {
    let repository = Repository::new();
    let first = repository.commit_at("2026-01-05T10:00:00+01:00", "First");
    repository.git(&["checkout", "--quiet", "-b", "side"]);
    repository.commit_at("2026-01-06T10:00:00+01:00", "Beside");
    repository.git(&["checkout", "--quiet", "main"]);
    let second = repository.commit_at("2026-01-07T00:00:00+00:00", "Second");
    let merge = "2026-01-08T00:00:00+00:00";
    repository.git_at(
        merge,
        &["merge", "--quiet", "--no-ff", "-m", "Merge", "side"],
    );
    let third = repository.id("HEAD");
    let git = Git::at(repository.folder());
    for (instant, commit) in [
        ("2026-01-05T08:59:59Z", None),
        ("2026-01-05T09:00:00Z", None),
        ("2026-01-05T09:00:00.5Z", Some(&first)),
        ("2026-01-05T09:00:01Z", Some(&first)),
        ("2026-01-06T12:00:00Z", Some(&first)),
        ("2026-01-07T00:00:00Z", Some(&first)),
        ("2026-01-07T00:00:01Z", Some(&second)),
        ("2026-01-09T00:00:00Z", Some(&third)),
        ("9000-01-01T00:00:00Z", Some(&third)),
        ("1950-01-01T00:00:00Z", None),
    ] {
        let instant: Timestamp = instant.parse().unwrap();
        let found = last_before(&git, &third, instant).unwrap();
        assert_eq!(found.as_ref(), commit, "{instant}");
    }
}

#[test]
fn a_clock_that_went_wrong_does_not_end_the_search() {
    let repository = Repository::new();
    let first = repository.commit_at("2026-01-05T10:00:00Z", "First");
    repository.commit_at("2026-06-01T10:00:00Z", "From the future");
    let third = repository.commit_at("2026-01-07T10:00:00Z", "Third");
    let git = Git::at(repository.folder());
    let before = |day: &str| last_before(&git, &third, day.parse().unwrap()).unwrap();
    assert_eq!(before("2026-01-08T00:00:00Z"), Some(third.clone()));
    assert_eq!(before("2026-01-06T00:00:00Z"), Some(first));
}

#[test]
fn a_state_has_the_regular_files_of_the_tree() {
    let repository = Repository::new();
    for (path, content) in [
        ("okrs/okr.yaml", "teams: {}\n"),
        ("okrs/a.yaml", "goal: a\n"),
        ("okrs/a/b.yaml", "goal: b\n"),
        ("okrs/a.b/c.yml", "goal: c\n"),
        ("okrs/nested/okr.yaml", ""),
        ("okrs/run.yaml", "goal: run\n"),
        ("okrs/.hidden/d.yaml", "goal: d\n"),
        ("okrs/deep/.e.yaml", "goal: e\n"),
        ("okrs/notes.md", "# Notes\n"),
        ("okrs/ümläut \"q\".yaml", "goal: u\n"),
        ("okrsx/f.yaml", "goal: f\n"),
        ("other.yaml", "x: 1\n"),
    ] {
        repository.write(path, content);
    }
    symlink("a.yaml", repository.folder().join("okrs/link.yaml")).unwrap();
    symlink("a", repository.folder().join("okrs/linked")).unwrap();
    repository.git(&["add", "--all"]);
    repository.git(&["update-index", "--chmod=+x", "okrs/run.yaml"]);
    repository.git_at(DAY, &["commit", "--quiet", "-m", "All"]);
    for states in both(repository.folder()) {
        let found = files(&*states, "HEAD", "okrs");
        let of = |path: &str| found.iter().find(|(found, _)| found == path).unwrap();
        let names: Vec<_> = found.iter().map(|(path, _)| path.as_str()).collect();
        assert_eq!(
            names,
            [
                "okrs/a.b/c.yml",
                "okrs/a.yaml",
                "okrs/a/b.yaml",
                "okrs/nested/okr.yaml",
                "okrs/run.yaml",
                "okrs/ümläut \"q\".yaml",
            ]
        );
        assert_eq!(text(&of("okrs/run.yaml").1), "goal: run\n");
        assert_eq!(text(&of("okrs/nested/okr.yaml").1), "");
        assert_eq!(paths(&*states, "HEAD", "").len(), 9);
        assert_eq!(paths(&*states, "HEAD", "missing"), [""; 0]);
        assert_eq!(paths(&*states, "HEAD", "other.yaml"), [""; 0]);
        assert_eq!(paths(&*states, "HEAD", "okrs/linked"), [""; 0]);
        let commit = states.resolve("HEAD").unwrap();
        let standing = |path: &str| states.standing(&commit, path).unwrap();
        assert!(matches!(standing("okrs/a.yaml"), Some(Standing::File(_))));
        assert!(matches!(standing("okrs/a"), Some(Standing::Folder(_))));
        assert!(matches!(standing(""), Some(Standing::Folder(_))));
        assert_eq!(standing("okrs/link.yaml"), Some(Standing::Other));
        for nothing in [
            "okrs/z.yaml",
            "okrs/a.yaml/b",
            "okrs/*.yaml",
            ":(top)okrs",
            "okrs/linked/b.yaml",
        ] {
            assert_eq!(standing(nothing), None, "{nothing} by {}", states.reader());
        }
    }
}

#[test]
fn a_folder_that_is_not_wanted_is_not_entered() {
    let repository = Repository::new();
    repository
        .write("a/b/c.yaml", "")
        .write("a/d.yaml", "")
        .write("e/f.yaml", "");
    let commit = repository.commit_at(DAY, "All");
    for states in both(repository.folder()) {
        let found = states
            .entries(&commit, "", &|folder| folder != "a/b")
            .unwrap();
        let names: Vec<_> = found.into_iter().map(|entry| entry.path).collect();
        assert_eq!(names, ["a/d.yaml", "e/f.yaml"]);
        let found = states
            .entries(&commit, "a", &|folder| folder != "b")
            .unwrap();
        assert_eq!(found.len(), 1);
    }
}

#[test]
fn the_tree_is_found_where_it_was_then() {
    let repository = Repository::new();
    let none = repository.commit_file(DAY, "notes.md", "Nothing yet\n");
    let beside = repository.commit_file(DAY, "okrs/okr.yaml", "calendar: one\n");
    repository.git(&["rm", "--quiet", "-r", "okrs"]);
    let top = repository.commit_file(DAY, "okr.yaml", "calendar: two\n");
    repository.git(&["rm", "--quiet", "okr.yaml"]);
    let deep = repository.commit_file(DAY, "plans/web/okr.yaml", "calendar: three\n");
    symlink("notes.md", repository.folder().join("okr.yaml")).unwrap();
    let linked = repository.commit_at(DAY, "A link");
    for states in both(repository.folder()) {
        let at = |commit: &str, start: &str| {
            let root = find_at(&*states, commit, start).unwrap();
            let config = config_at(&*states, commit, &root).unwrap();
            let config = config.map(|file| text(&file.content).to_owned());
            (root.tree, root.configured, config)
        };
        let found = |tree: &str, config: &str| (tree.to_owned(), true, Some(config.to_owned()));
        assert_eq!(at(&none, "okrs"), ("okrs".to_owned(), false, None));
        assert_eq!(at(&none, ""), (String::new(), false, None));
        assert_eq!(at(&beside, "okrs"), found("okrs", "calendar: one\n"));
        assert_eq!(at(&beside, "src/deep"), found("okrs", "calendar: one\n"));
        assert_eq!(at(&beside, ""), found("okrs", "calendar: one\n"));
        assert_eq!(at(&top, "okrs"), found("", "calendar: two\n"));
        assert_eq!(
            at(&deep, "plans/web"),
            found("plans/web", "calendar: three\n")
        );
        assert_eq!(
            at(&deep, "plans/web/x/y"),
            found("plans/web", "calendar: three\n")
        );
        assert_eq!(at(&deep, "plans"), ("plans".to_owned(), false, None));
        let refused = find_at(&*states, &linked, "plans").unwrap_err();
        assert!(matches!(refused, StoreError::NoFile { .. }), "{refused}");
        fs::create_dir_all(repository.folder().join("src/deep")).unwrap();
        assert_eq!(
            place_of(&*states, &repository.folder().join("src/deep")),
            "src/deep"
        );
        assert_eq!(place_of(&*states, repository.folder()), "");
    }
}

#[test]
fn what_cannot_be_read_is_named_and_hides_nothing() {
    let repository = Repository::new();
    let size = usize::try_from(MAX_FILE_BYTES).unwrap();
    repository
        .write("a.yaml", "goal: a\n")
        .write("exact.yaml", vec![b'#'; size])
        .write("large.yaml", vec![b'#'; size + 1])
        .write(
            "lfs.yaml",
            "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n",
        )
        .write("lost.yaml", "goal: lost\n")
        .write("z.yaml", "goal: z\n")
        .commit_at(DAY, "All");
    let lost = repository.id("HEAD:lost.yaml");
    let object = format!(".git/objects/{}/{}", &lost[..2], &lost[2..]);
    fs::remove_file(repository.folder().join(object)).unwrap();
    for states in both(repository.folder()) {
        let found = files(&*states, "HEAD", "");
        let contents: Vec<_> = found.iter().map(|(_, content)| content).collect();
        let [a, exact, large, lfs, lost, z] = contents[..] else {
            panic!("{found:?}")
        };
        assert_eq!((text(a), text(z)), ("goal: a\n", "goal: z\n"));
        assert_eq!(text(exact).len(), size);
        assert_eq!(large, &Content::TooLarge(MAX_FILE_BYTES + 1));
        assert!(matches!(lfs, Content::Unreadable(why) if why.contains("Git LFS pointer")));
        assert!(matches!(lost, Content::Unreadable(why) if why.contains("git fsck")));
    }
}

#[test]
fn many_files_come_in_order_and_whole() {
    let repository = Repository::new();
    for number in 0..700 {
        repository.write(&format!("{number:03}.yaml"), format!("goal: {number}\n"));
    }
    repository.commit_at(DAY, "Many");
    let lost = repository.id("HEAD:333.yaml");
    let object = format!(".git/objects/{}/{}", &lost[..2], &lost[2..]);
    fs::remove_file(repository.folder().join(object)).unwrap();
    for states in both(repository.folder()) {
        let found = files(&*states, "HEAD", "");
        assert_eq!(found.len(), 700);
        for (number, (path, content)) in found.iter().enumerate() {
            assert_eq!(path, &format!("{number:03}.yaml"));
            match number {
                333 => assert!(matches!(content, Content::Unreadable(_))),
                _ => assert_eq!(text(content), format!("goal: {number}\n")),
            }
        }
    }
}

#[test]
fn equal_files_are_one_blob_in_every_state() {
    let repository = Repository::new();
    repository
        .write("a.yaml", "goal: a\n")
        .write("b.yaml", "goal: a\n");
    let first = repository.commit_at(DAY, "First");
    let second = repository.commit_file(DAY, "c.yaml", "goal: c\n");
    for states in both(repository.folder()) {
        let all = |commit: &str| states.entries(commit, "", &|_| true).unwrap();
        let (old, new) = (all(&first), all(&second));
        assert_eq!(old[0].blob, old[1].blob);
        assert_eq!(old, new[..2]);
        assert_ne!(new[2].blob, old[0].blob);
    }
}

#[test]
fn without_a_repository_or_a_commit_that_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let nothing = |outcome: Result<Box<dyn States>, GitError>| outcome.map(|_| ()).unwrap_err();
    for error in [
        nothing(open(folder.path())),
        nothing(open_with_git(folder.path())),
    ] {
        assert_eq!(error, GitError::NoRepository(folder.path().to_owned()));
    }
    let repository = Repository::new();
    for states in both(repository.folder()) {
        for revision in ["HEAD", "HEAD~1", "@", "main", "nowhere"] {
            let refused = states.resolve(revision).unwrap_err();
            assert_eq!(refused, GitError::NoCommits(repository.folder().to_owned()));
        }
        assert_eq!(states.has_ref("main"), Ok(false));
    }
    // A branch without commits beside one that has some.
    let (repository, [_, _, third, _]) = history();
    repository.git(&["checkout", "--quiet", "--orphan", "fresh"]);
    for states in both(repository.folder()) {
        assert_eq!(states.resolve("main"), Ok(third.clone()));
        assert!(matches!(
            states.resolve("HEAD"),
            Err(GitError::NoCommits(_))
        ));
        assert!(matches!(
            states.resolve("nowhere"),
            Err(GitError::NoCommit { .. })
        ));
    }
}

/// Clones with an address, since git takes the whole of a folder otherwise.
fn clone(repository: &Repository, name: &str, args: &[&str]) -> PathBuf {
    repository.git(&["config", "uploadpack.allowFilter", "true"]);
    repository.git(&["config", "uploadpack.allowAnySHA1InWant", "true"]);
    let folder = repository.beside(name);
    let address = format!("file://{}", repository.folder().display());
    let to = folder.to_str().unwrap();
    let args = [&["clone", "--quiet", "--no-local"], args, &[&address, to]].concat();
    git_in(&std::env::temp_dir(), DAY, &args);
    folder
}

#[test]
fn a_shallow_clone_says_what_it_lacks_and_how_to_get_it() {
    let (repository, [first, _, third, side]) = history();
    let folder = clone(
        &repository,
        "shallow",
        &["--depth=1", "--no-single-branch", "--no-tags"],
    );
    let linked = repository.beside("linked");
    git_in(
        &folder,
        DAY,
        &["worktree", "add", "--quiet", linked.to_str().unwrap()],
    );
    for folder in [&folder, &linked] {
        for states in both(folder) {
            assert_eq!(states.resolve("HEAD"), Ok(third.clone()));
            assert_eq!(states.resolve("origin/side"), Ok(side.clone()));
            for beyond in ["HEAD~1", "nowhere", first.as_str()] {
                let refused = refusal(states.resolve(beyond));
                assert!(refused.contains("git fetch --unshallow"), "{refused}");
            }
            let refused = states.merge_base(&third, &side).unwrap_err();
            assert!(matches!(refused, GitError::Shallow { .. }), "{refused}");
            assert!(refused.to_string().contains("fetch-depth: 0"), "{refused}");
            assert_eq!(states.merge_base(&third, &third), Ok(Some(third.clone())));
            assert_eq!(states.facts(&third).unwrap().id, third);
            assert_eq!(paths(&*states, "HEAD", "okrs"), ["okrs/a.yaml"]);
        }
        let git = Git::at(folder);
        let before = |day: &str| last_before(&git, &third, day.parse().unwrap());
        assert_eq!(before("2026-02-01T00:00:00Z"), Ok(Some(third.clone())));
        let refused = refusal(before("2026-01-08T00:00:00Z"));
        assert!(refused.contains("git fetch --unshallow"), "{refused}");
        assert!(git.boundary().unwrap().contains(&third));
    }
    assert_eq!(Git::at(repository.folder()).boundary(), Ok(Vec::new()));
}

#[test]
fn a_shallow_clone_that_reaches_the_beginning_elsewhere_is_no_obstacle() {
    let (repository, [first, _, third, _]) = history();
    repository.git_at(
        "2026-01-09T00:00:00Z",
        &["merge", "--quiet", "--no-edit", "side"],
    );
    let folder = clone(&repository, "whole", &["--shallow-exclude=light"]);
    let git = Git::at(&folder);
    // What the branch was before its first commit is known once that is there.
    git_in(&folder, DAY, &["fetch", "--quiet", "--unshallow"]);
    let before = |from: &str, day: &str| last_before(&git, from, day.parse().unwrap());
    assert_eq!(before(&third, "2026-01-01T00:00:00Z"), Ok(None));
    assert_eq!(before(&third, "2026-01-06T00:00:00Z"), Ok(Some(first)));
}

#[test]
fn a_partial_clone_says_what_it_lacks_until_git_has_fetched_it() {
    let (repository, _) = history();
    let folder = clone(
        &repository,
        "partial",
        &["--filter=blob:none", "--no-checkout"],
    );
    let by_libgit2 = open(&folder).unwrap();
    assert_eq!(by_libgit2.reader(), "libgit2");
    let found = files(&*by_libgit2, "HEAD", "okrs");
    let [(path, Content::Unreadable(why))] = &found[..] else {
        panic!("{found:?}")
    };
    assert_eq!(path, "okrs/a.yaml");
    assert!(why.contains("partial"), "{why}");
    let command = why.split('`').nth(1).unwrap();
    // Git fetches what it is asked for.
    let by_git = open_with_git(&folder).unwrap();
    assert_eq!(text(&files(&*by_git, "HEAD", "okrs")[0].1), "goal: two\n");
    // The command that is named brings the rest.
    assert!(matches!(
        files(&*by_libgit2, "HEAD~1", "okrs")[0].1,
        Content::Unreadable(_)
    ));
    let words: Vec<_> = command.split(' ').skip(1).collect();
    git_in(&folder, DAY, &words);
    for states in both(&folder) {
        assert_eq!(text(&files(&*states, "HEAD~1", "okrs")[0].1), "goal: one\n");
    }
}

/// Runs one of the tests in this file again, in other surroundings.
fn again(test: &str, variables: &[(&str, &str)]) {
    let output = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", test, "--ignored", "--nocapture"])
        .envs(variables.iter().copied())
        .output()
        .unwrap();
    let out = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success(),
        "{out}{}",
        String::from_utf8_lossy(&output.stderr)
    );
    assert!(out.contains("1 passed"), "{out}");
}

#[test]
fn the_repository_of_someone_else_is_refused_with_the_line_that_trusts_it() {
    again(
        "with_another_owner",
        &[
            ("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1"),
            ("GIT_CONFIG_GLOBAL", "/dev/null"),
            ("GIT_CONFIG_SYSTEM", "/dev/null"),
        ],
    );
}

#[test]
#[ignore = "run by the test before it, in its surroundings"]
fn with_another_owner() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join(".git/objects")).unwrap();
    fs::create_dir_all(folder.path().join(".git/refs")).unwrap();
    fs::write(folder.path().join(".git/HEAD"), "ref: refs/heads/main\n").unwrap();
    let refused = refusal(open_with_git(folder.path()).map(|_| ()));
    assert!(
        refused.contains("git config --global --add safe.directory"),
        "{refused}"
    );
}

/// Only root can give a folder away; elsewhere there is nothing to see.
#[test]
fn libgit2_refuses_the_repository_of_someone_else_too() {
    let (repository, _) = history();
    for place in [".git", "."] {
        let place = repository.folder().join(place);
        if std::os::unix::fs::chown(&place, Some(54321), None).is_err() {
            return;
        }
    }
    if std::env::var_os("SUDO_UID").is_some() {
        return;
    }
    let refused = open(repository.folder()).map(|_| ()).unwrap_err();
    assert!(matches!(refused, GitError::Owner(_)), "{refused}");
}

#[test]
fn variables_of_another_repository_do_not_count_but_its_new_objects_do() {
    let (repository, _) = history();
    // What a push brings lies apart until the hook has agreed.
    let incoming = repository.beside("incoming");
    fs::create_dir(&incoming).unwrap();
    let other = Repository::new();
    again(
        "in_a_hook",
        &[
            ("OKR_TEST_REPOSITORY", repository.folder().to_str().unwrap()),
            ("GIT_DIR", ".git"),
            ("GIT_WORK_TREE", other.folder().to_str().unwrap()),
            ("GIT_INDEX_FILE", "nowhere"),
            ("GIT_OBJECT_DIRECTORY", incoming.to_str().unwrap()),
        ],
    );
}

#[test]
#[ignore = "run by the test before it, in its surroundings"]
fn in_a_hook() {
    let variable = |name: &str| std::env::var(name).unwrap();
    let folder = PathBuf::from(variable("OKR_TEST_REPOSITORY"));
    let git = |args: &[&str]| {
        let output = Command::new("git")
            .args(args)
            .env("GIT_DIR", folder.join(".git"))
            .env(
                "GIT_ALTERNATE_OBJECT_DIRECTORIES",
                folder.join(".git/objects"),
            )
            .envs(["GIT_AUTHOR_NAME", "GIT_COMMITTER_NAME"].map(|name| (name, "Ada")))
            .envs(["GIT_AUTHOR_EMAIL", "GIT_COMMITTER_EMAIL"].map(|name| (name, "a@example.org")))
            .env_remove("GIT_INDEX_FILE")
            .env_remove("GIT_WORK_TREE")
            .output()
            .unwrap();
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    };
    let pushed = git(&["commit-tree", "HEAD^{tree}", "-m", "Pushed"]);
    assert!(
        !folder
            .join(format!(".git/objects/{}", &pushed[..2]))
            .join(&pushed[2..])
            .exists()
    );
    for states in both(&folder) {
        assert_eq!(states.folder(), folder);
        assert_eq!(states.resolve(&pushed), Ok(pushed.clone()));
        assert_eq!(states.facts(&pushed).unwrap().id, pushed);
        assert_eq!(paths(&*states, &pushed, "okrs"), ["okrs/a.yaml"]);
    }
}

#[test]
fn linked_worktrees_bare_and_detached_repositories_are_read_alike() {
    let (repository, [_, second, third, _]) = history();
    let linked = repository.beside("linked");
    let to = linked.to_str().unwrap();
    repository.git(&["worktree", "add", "--quiet", "--detach", to, "HEAD~1"]);
    let bare = clone(&repository, "bare.git", &["--bare"]);
    let inside = repository.folder().join("okrs");
    for (folder, head, root) in [
        (repository.folder(), &third, repository.folder()),
        (&inside, &third, repository.folder()),
        (&linked, &second, &linked),
        (&bare, &third, &bare),
    ] {
        for states in both(folder) {
            assert_eq!(states.folder(), root);
            assert_eq!(states.resolve("HEAD").as_ref(), Ok(head));
            assert_eq!(states.resolve("main"), Ok(third.clone()));
            assert_eq!(paths(&*states, "HEAD", "okrs"), ["okrs/a.yaml"]);
            let commit = states.resolve("HEAD").unwrap();
            let place = place_of(&*states, folder);
            assert_eq!(find_at(&*states, &commit, &place).unwrap().tree, "okrs");
        }
    }
}

#[test]
fn a_repository_inside_the_repository_is_not_entered() {
    let (inner, _) = history();
    let repository = Repository::new();
    repository.write("okrs/own.yaml", "goal: own\n");
    let address = inner.folder().to_str().unwrap().to_owned();
    repository.git(&["submodule", "--quiet", "add", &address, "okrs/inner"]);
    repository.commit_at(DAY, "With a submodule");
    for states in both(repository.folder()) {
        assert_eq!(paths(&*states, "HEAD", "okrs"), ["okrs/own.yaml"]);
        assert_eq!(paths(&*states, "HEAD", "okrs/inner"), [""; 0]);
        let commit = states.resolve("HEAD").unwrap();
        let standing = states.standing(&commit, "okrs/inner").unwrap();
        assert_eq!(standing, Some(Standing::Other));
    }
    let inside = repository.folder().join("okrs/inner");
    for states in both(&inside) {
        assert_eq!(states.folder(), inside);
        assert_eq!(paths(&*states, "HEAD", "okrs"), ["okrs/a.yaml"]);
    }
}

#[test]
fn where_objects_refs_and_the_index_lie_makes_no_difference() {
    let (repository, [_, second, third, _]) = history();
    let shared = repository.beside("shared");
    let (from, to) = (
        repository.folder().to_str().unwrap(),
        shared.to_str().unwrap(),
    );
    repository.git(&["clone", "--quiet", "--shared", from, to]);
    repository.git(&["pack-refs", "--all"]);
    repository.git(&["gc", "--quiet"]);
    repository.git(&["update-index", "--split-index"]);
    repository.git(&["replace", &third, &second]);
    for folder in [repository.folder(), &shared] {
        for states in both(folder) {
            assert_eq!(states.resolve("HEAD"), Ok(third.clone()));
            assert_eq!(states.resolve("HEAD~1"), Ok(second.clone()));
            let found = files(&*states, "HEAD", "okrs");
            assert_eq!(text(&found[0].1), "goal: two\n");
        }
    }
}

#[test]
fn the_bytes_are_those_that_git_has() {
    let repository = Repository::new();
    repository.git(&["config", "core.autocrlf", "true"]);
    repository.git(&["config", "core.safecrlf", "false"]);
    repository.commit_file(DAY, "a.yaml", "goal: a\r\nowner: b\r\n");
    for states in both(repository.folder()) {
        assert_eq!(
            text(&files(&*states, "HEAD", "")[0].1),
            "goal: a\nowner: b\n"
        );
    }
}

#[test]
fn names_that_the_file_system_could_not_hold_are_read_all_the_same() {
    let repository = Repository::new();
    repository.write("seed", "goal: a\n").commit_at(DAY, "Seed");
    let blob = repository.id("HEAD:seed");
    let list = repository.beside("list");
    let line = |name: &[u8]| [format!("100644 blob {blob}\t").as_bytes(), name, b"\0"].concat();
    let names: [&[u8]; 5] = [
        b"A.yaml",
        b"a.yaml",
        b"caf\xe9.yaml",
        b"new\nline.yaml",
        b"tab\t.yaml",
    ];
    fs::write(&list, names.map(line).concat()).unwrap();
    let made = Command::new("git")
        .arg("-C")
        .arg(repository.folder())
        .args(["mktree", "-z"])
        .stdin(fs::File::open(&list).unwrap())
        .output()
        .unwrap();
    let tree = String::from_utf8(made.stdout).unwrap();
    let commit = repository.git(&["commit-tree", tree.trim(), "-m", "Names"]);
    for states in both(repository.folder()) {
        assert_eq!(
            paths(&*states, &commit, ""),
            [
                "A.yaml",
                "a.yaml",
                "caf\u{fffd}.yaml",
                "new\nline.yaml",
                "tab\t.yaml"
            ]
        );
    }
}

#[test]
fn a_few_objects_that_stand_for_billions_of_paths_come_to_an_end() {
    let repository = Repository::new();
    repository.write("seed", "").commit_at(DAY, "Seed");
    let make = |lines: String| {
        let list = repository.beside("list");
        fs::write(&list, lines).unwrap();
        let made = Command::new("git")
            .arg("-C")
            .arg(repository.folder())
            .arg("mktree")
            .stdin(fs::File::open(&list).unwrap())
            .output()
            .unwrap();
        String::from_utf8(made.stdout).unwrap().trim().to_owned()
    };
    let blob = repository.id("HEAD:seed");
    let mut tree = make(
        (0..10)
            .map(|n| format!("100644 blob {blob}\t{n}.yaml\n"))
            .collect(),
    );
    for _ in 0..9 {
        tree = make(
            (0..10)
                .map(|n| format!("040000 tree {tree}\t{n}\n"))
                .collect(),
        );
    }
    let commit = repository.git(&["commit-tree", &tree, "-m", "Bomb"]);
    for states in both(repository.folder()) {
        let refused = refusal(states.entries(&commit, "", &|_| true));
        assert!(refused.contains("more than 1000000 files"), "{refused}");
    }
}

#[test]
fn formats_that_libgit2_does_not_know_are_read_by_git() {
    for args in [["--object-format=sha256"], ["--ref-format=reftable"]] {
        if !supports(args[0]) {
            continue;
        }
        let repository = Repository::with(&args);
        let first = repository.commit_file(DAY, "okrs/okr.yaml", "teams: {}\n");
        let second = repository.commit_file(DAY, "okrs/a.yaml", "goal: a\n");
        repository.tag("2026-Q1");
        let states = open(&repository.folder().join("okrs")).unwrap();
        assert_eq!(states.reader(), "git", "{args:?}");
        assert_eq!(states.folder(), repository.folder());
        assert_eq!(states.resolve("HEAD~1"), Ok(first.clone()));
        assert_eq!(states.resolve(&second[..12]), Ok(second.clone()));
        assert_eq!(states.has_ref("2026-Q1"), Ok(true));
        assert_eq!(states.has_ref("2026-Q2"), Ok(false));
        assert_eq!(states.merge_base(&first, &second), Ok(Some(first.clone())));
        assert_eq!(states.facts(&second).unwrap().id, second);
        assert_eq!(find_at(&*states, &second, "").unwrap().tree, "okrs");
        assert_eq!(text(&files(&*states, "HEAD", "okrs")[0].1), "goal: a\n");
        assert!(refusal(states.resolve("nowhere")).contains("names no commit"));
    }
}

/// Whether the git that is installed knows an option of `git init`.
fn supports(option: &str) -> bool {
    let folder = tempfile::tempdir().unwrap();
    let mut command = Command::new("git");
    command.args(["init", "--quiet", option]).arg(folder.path());
    command.output().is_ok_and(|output| output.status.success())
}

#[test]
fn an_extension_that_nobody_knows_is_refused_in_words() {
    let (repository, _) = history();
    repository.git(&["config", "core.repositoryFormatVersion", "1"]);
    repository.git(&["config", "extensions.fromTheFuture", "true"]);
    let refused = refusal(open(repository.folder()).map(|_| ()));
    assert!(refused.contains("fromthefuture"), "{refused}");
}
