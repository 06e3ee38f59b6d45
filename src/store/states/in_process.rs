//! States read by libgit2, within the process.

use std::cell::OnceCell;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use git2::{ErrorClass, ErrorCode, ObjectType, Odb, Oid, Repository, RepositoryOpenFlags};

use super::executable;
use super::{
    CommitFacts, Entry, MAX_DEPTH, MAX_ENTRIES, Standing, States, below, commit, content, missing,
    no_commit, refuse_odd, too_many,
};
use crate::source::{BlobId, Content, MAX_FILE_BYTES};
use crate::store::git::{boundary_in, other_objects, refuse_embedded};
use crate::store::{Git, GitError};

/// A repository that libgit2 can open.
pub(super) struct InProcess {
    repository: Repository,
    folder: PathBuf,
    git: Git,
    is_partial: OnceCell<bool>,
}

impl InProcess {
    pub(super) fn open(folder: &Path) -> Result<Self, GitError> {
        let repository = opened(folder)?;
        let root = repository.workdir().unwrap_or_else(|| repository.path());
        let root = root.canonicalize().unwrap_or_else(|_| root.to_owned());
        Ok(Self {
            git: Git::at(&root),
            folder: root,
            repository,
            is_partial: OnceCell::new(),
        })
    }

    fn boundary(&self) -> Vec<String> {
        boundary_in(&self.repository.commondir().join("shallow"))
    }

    /// Why a blob is not there; asked only once, since it may be so for all of them.
    fn missing(&self) -> Content {
        missing(*self.is_partial.get_or_init(|| is_partial(&self.repository)))
    }

    fn by_libgit2(&self, revision: &str) -> Result<String, git2::Error> {
        let object = self.repository.revparse_single(revision)?;
        Ok(object.peel_to_commit()?.id().to_string())
    }

    fn tree(&self, commit: &str) -> Result<git2::Tree<'_>, git2::Error> {
        let commit = self.repository.find_commit(Oid::from_str(commit)?)?;
        commit.tree()
    }
}

impl States for InProcess {
    fn reader(&self) -> &'static str {
        "libgit2"
    }

    fn folder(&self) -> &Path {
        &self.folder
    }

    fn resolve(&self, revision: &str) -> Result<String, GitError> {
        refuse_odd(revision)?;
        // Searches, dates and upstreams are read in more ways by git than by libgit2.
        let is_plain = !revision.contains(['{', ':']);
        if is_plain && let Ok(id) = self.by_libgit2(revision) {
            return Ok(id);
        }
        match executable::resolve(&self.git, revision) {
            Err(GitError::NotInstalled(_)) => self.by_libgit2(revision).map_err(|error| {
                no_commit(revision, format!("names no commit: {}", words(&error)))
            }),
            outcome => outcome,
        }
    }

    fn has_ref(&self, name: &str) -> Result<bool, GitError> {
        for name in executable::places_of_ref(name) {
            match self.repository.find_reference(&name) {
                Ok(_) => return Ok(true),
                Err(error)
                    if matches!(error.code(), ErrorCode::NotFound | ErrorCode::InvalidSpec) => {}
                Err(error) => return Err(told("for-each-ref", &error)),
            }
        }
        Ok(false)
    }

    fn facts(&self, commit: &str) -> Result<CommitFacts, GitError> {
        let failed = |error: git2::Error| told("cat-file", &error);
        let odb = self.repository.odb().map_err(failed)?;
        let raw = Oid::from_str(commit)
            .and_then(|id| odb.read(id))
            .map_err(failed)?;
        match raw.kind() {
            ObjectType::Commit => Ok(commit::facts(commit, raw.data())),
            _ => Err(no_commit(commit, "is no commit")),
        }
    }

    fn merge_base(&self, a: &str, b: &str) -> Result<Option<String>, GitError> {
        let base = Oid::from_str(a)
            .and_then(|a| Ok((a, Oid::from_str(b)?)))
            .and_then(|(a, b)| self.repository.merge_base(a, b));
        match base {
            Ok(id) => Ok(Some(id.to_string())),
            // In a linked worktree libgit2 does not know where a shallow clone ends, and misses the
            // commits beyond.
            Err(error) => {
                let none = executable::no_base(&self.folder, &self.boundary(), a, b)?;
                match error.code() == ErrorCode::NotFound && error.class() != ErrorClass::Odb {
                    true => Ok(none),
                    false => Err(told("merge-base", &error)),
                }
            }
        }
    }

    fn standing(&self, commit: &str, path: &str) -> Result<Option<Standing>, GitError> {
        let failed = |error: git2::Error| told("ls-tree", &error);
        let tree = self.tree(commit).map_err(failed)?;
        if path.is_empty() {
            return Ok(Some(Standing::Folder(tree.id().to_string())));
        }
        match tree.get_path(Path::new(path)) {
            Ok(entry) => Ok(Some(standing(&entry))),
            Err(error) if is_nothing(&error) => Ok(None),
            Err(error) => Err(failed(error)),
        }
    }

    fn entries(
        &self,
        commit: &str,
        folder: &str,
        enters: &dyn Fn(&str) -> bool,
    ) -> Result<Vec<Entry>, GitError> {
        let failed = |error: git2::Error| told("ls-tree", &error);
        let Some(Standing::Folder(id)) = self.standing(commit, folder)? else {
            return Ok(Vec::new());
        };
        let mut files = Vec::new();
        let mut seen = 0_usize;
        // The folders still to enter, by their path from `folder` and how deep they lie.
        let mut folders = vec![(String::new(), Oid::from_str(&id).map_err(failed)?, 0_usize)];
        while let Some((place, id, depth)) = folders.pop() {
            let tree = self.repository.find_tree(id).map_err(failed)?;
            seen = seen.saturating_add(tree.len());
            if seen > MAX_ENTRIES || depth > MAX_DEPTH {
                return Err(too_many(commit));
            }
            for entry in &tree {
                let path = below(&place, &String::from_utf8_lossy(entry.name_bytes()));
                match standing(&entry) {
                    Standing::File(blob) => files.push(Entry {
                        path: below(folder, &path),
                        blob,
                    }),
                    Standing::Folder(_) if enters(&path) => {
                        folders.push((path, entry.id(), depth + 1));
                    }
                    Standing::Folder(_) | Standing::Other => {}
                }
            }
        }
        files.sort();
        Ok(files)
    }

    fn blobs(
        &self,
        ids: &[BlobId],
        each: &mut dyn FnMut(&BlobId, Content),
    ) -> Result<(), GitError> {
        let mut hand = |id: &BlobId, content: Option<Content>| {
            each(id, content.unwrap_or_else(|| self.missing()));
        };
        let chunks: Vec<&[BlobId]> = ids.chunks(CHUNK).collect();
        let mut hand_all = |chunk: &[BlobId], read: Vec<Option<Content>>| {
            let read = chunk.iter().zip(read);
            read.for_each(|(id, content)| hand(id, content));
        };
        if chunks.len() <= READERS {
            hand_all(ids, read_all(&self.repository, ids)?);
            return Ok(());
        }
        // Unpacking takes most of the time, so that it goes on beside what is done with the files.
        // Each reader takes every second chunk, and waits when it is far ahead.
        let repositories = (0..READERS)
            .map(|_| opened(&self.folder))
            .collect::<Result<Vec<_>, _>>()?;
        thread::scope(|scope| {
            let readers: Vec<Receiver<Read>> = repositories
                .into_iter()
                .enumerate()
                .map(|(first, repository)| {
                    let (sender, receiver) = sync_channel(AHEAD);
                    let own = chunks.iter().skip(first).step_by(READERS);
                    let send = move || send_all(&repository, own.copied(), &sender);
                    thread::Builder::new().spawn_scoped(scope, send)?;
                    Ok(receiver)
                })
                .collect::<std::io::Result<_>>()
                // Where no more threads are allowed, this one reads.
                .unwrap_or_default();
            let mut turn = readers.iter().cycle();
            for chunk in &chunks {
                let read = match turn.next() {
                    Some(reader) => reader.recv().map_err(|_| no_reader())?,
                    None => read_all(&self.repository, chunk),
                };
                hand_all(chunk, read?);
            }
            Ok(())
        })
    }
}

/// How many threads read; more gain little.
const READERS: usize = 2;

/// How many blobs a reader takes at once.
const CHUNK: usize = 16;

/// How many chunks a reader may be ahead, which bounds the memory.
const AHEAD: usize = 2;

/// The contents of some blobs in order; nothing for those that are missing.
type Read = Result<Vec<Option<Content>>, GitError>;

fn send_all<'c>(
    repository: &Repository,
    chunks: impl Iterator<Item = &'c [BlobId]>,
    sender: &SyncSender<Read>,
) {
    for chunk in chunks {
        if sender.send(read_all(repository, chunk)).is_err() {
            return;
        }
    }
}

fn read_all(repository: &Repository, ids: &[BlobId]) -> Read {
    let odb = repository.odb().map_err(|error| told("cat-file", &error))?;
    let read = |id| match blob(&odb, id) {
        Ok(content) => Some(content),
        Err(error) if error.code() == ErrorCode::NotFound => None,
        Err(error) => Some(Content::Unreadable(words(&error))),
    };
    Ok(ids.iter().map(read).collect())
}

fn blob(odb: &Odb<'_>, id: &BlobId) -> Result<Content, git2::Error> {
    let id = Oid::from_str(&id.0)?;
    // The size first: a blob of gigabytes must not be unpacked to find that it is too large.
    let (size, kind) = odb.read_header(id)?;
    match kind {
        ObjectType::Blob if size as u64 > MAX_FILE_BYTES => Ok(Content::TooLarge(size as u64)),
        ObjectType::Blob => Ok(content(odb.read(id)?.data().to_vec())),
        _ => Ok(Content::Unreadable("it is no file".to_owned())),
    }
}

fn no_reader() -> GitError {
    GitError::Failed {
        command: "cat-file".to_owned(),
        words: "reading stopped halfway".to_owned(),
    }
}

fn opened(folder: &Path) -> Result<Repository, GitError> {
    refuse_embedded(folder)?;
    // Git's own readers do not hash again what they read either, and it would take a third of
    // the time.
    git2::opts::strict_hash_verification(false);
    let none: [&Path; 0] = [];
    let repository = Repository::open_ext(folder, RepositoryOpenFlags::empty(), none)
        .map_err(|error| unopened(folder, &error))?;
    let others = other_objects();
    if !others.is_empty() {
        let odb = repository.odb().map_err(|error| told("open", &error))?;
        for place in &others {
            // One that is not there has no objects; what is missing is said where it is needed.
            let _ = place.to_str().map(|place| odb.add_disk_alternate(place));
        }
    }
    Ok(repository)
}

fn is_partial(repository: &Repository) -> bool {
    let Ok(config) = repository.config() else {
        return false;
    };
    let any = |pattern: &str| {
        config
            .entries(Some(pattern))
            .is_ok_and(|mut entries| entries.next().is_some())
    };
    any(r"^extensions\.partialclone$") || any(r"^remote\..*\.promisor$")
}

fn standing(entry: &git2::TreeEntry<'_>) -> Standing {
    /// The bits of a mode that say what a thing is, and what they are for a regular file.
    const KIND: i32 = 0o170_000;
    const REGULAR: i32 = 0o100_000;
    match entry.kind() {
        Some(ObjectType::Tree) => Standing::Folder(entry.id().to_string()),
        Some(ObjectType::Blob) if entry.filemode_raw() & KIND == REGULAR => {
            Standing::File(BlobId(entry.id().to_string()))
        }
        _ => Standing::Other,
    }
}

/// Whether an error says that a path leads to nothing, rather than that something is missing.
fn is_nothing(error: &git2::Error) -> bool {
    error.code() == ErrorCode::NotFound && error.class() == ErrorClass::Tree
}

fn unopened(folder: &Path, error: &git2::Error) -> GitError {
    match error.code() {
        ErrorCode::NotFound => GitError::NoRepository(folder.to_owned()),
        ErrorCode::Owner => GitError::Owner(folder.to_owned()),
        _ => GitError::Failed {
            command: "open".to_owned(),
            words: format!("{}, and there is no git to ask instead", words(error)),
        },
    }
}

fn told(command: &str, error: &git2::Error) -> GitError {
    GitError::Failed {
        command: command.to_owned(),
        words: words(error),
    }
}

fn words(error: &git2::Error) -> String {
    error.message().trim_end_matches('.').to_owned()
}
