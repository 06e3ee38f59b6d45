//! Reading the files of a tree from the worktree: what git ignores, hidden paths and symbolic
//! links are passed over, and so are repositories inside the repository.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use ignore::WalkBuilder;

use crate::source::{CONFIG_NAME, Content, MAX_FILE_BYTES, Selection, SourceFile};
use crate::store::root::{Root, with_slashes};
use crate::store::{Git, reason};

/// Reads `okr.yaml` of the tree; nothing where there is none.
#[must_use]
pub fn read_config(root: &Root) -> Option<SourceFile> {
    root.configured.then(|| SourceFile {
        path: root.in_repository(CONFIG_NAME),
        blob: None,
        content: read(&root.tree_folder().join(CONFIG_NAME)),
    })
}

/// A file of the tree in the worktree, not yet read.
#[derive(Debug)]
pub struct Unread {
    /// Its path from the root of the repository, with `/`.
    path: String,
    /// Where it lies, or why it cannot be read.
    place: Result<PathBuf, String>,
}

impl Unread {
    /// Its path from the root of the repository, with `/`.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Reads it. Where that fails, the reason is its content.
    #[must_use]
    pub fn read(self) -> SourceFile {
        SourceFile {
            path: self.path,
            blob: None,
            content: match self.place {
                Ok(place) => read(&place),
                Err(why) => Content::Unreadable(why),
            },
        }
    }
}

/// Every file of the tree but its `okr.yaml`, by path, none of them read yet. Folders that cannot be
/// entered are among them, since they hide what is in them.
#[must_use]
pub fn files(root: &Root, selection: &Selection) -> Vec<Unread> {
    let folder = root.tree_folder();
    let walk = WalkBuilder::new(&folder)
        .hidden(true)
        .ignore(false)
        .parents(true)
        .git_global(true)
        .git_exclude(true)
        .follow_links(false)
        .filter_entry(|entry| !is_repository(entry))
        .build();
    let mut files = Vec::new();
    for entry in walk {
        match entry {
            Ok(entry) => {
                let is_file = entry.file_type().is_some_and(|kind| kind.is_file());
                if !is_file {
                    continue;
                }
                let path = with_slashes(entry.path().strip_prefix(&folder).unwrap_or(entry.path()));
                if path != CONFIG_NAME && selection.holds(&path) {
                    files.push(Unread {
                        path: root.in_repository(&path),
                        place: Ok(entry.into_path()),
                    });
                }
            }
            Err(error) => files.extend(unreadable_folder(root, &folder, selection, &error)),
        }
    }
    files.extend(tracked_though_ignored(root, selection));
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files.dedup_by(|a, b| a.path == b.path);
    files
}

/// The files that git keeps although a `.gitignore` matches them: git does not ignore those. Without
/// git there is no way to know, and what is ignored stays out.
fn tracked_though_ignored(root: &Root, selection: &Selection) -> Vec<Unread> {
    if !root.in_git {
        return Vec::new();
    }
    let folder = root.tree_folder();
    let listed = Git::at(&folder).output(&[
        "ls-files",
        "-z",
        "--cached",
        "--ignored",
        "--exclude-standard",
    ]);
    let listed = listed.unwrap_or_default();
    let paths = listed.split(|byte| *byte == 0).map(String::from_utf8_lossy);
    let is_hidden = |path: &str| path.split('/').any(|part| part.starts_with('.'));
    let is_file = |path: &str| {
        let there = folder.join(path).symlink_metadata();
        there.is_ok_and(|there| there.is_file())
    };
    paths
        .filter(|path| !path.is_empty() && path != CONFIG_NAME && !is_hidden(path))
        .filter(|path| selection.holds(path) && is_file(path))
        .map(|path| Unread {
            path: root.in_repository(&path),
            place: Ok(folder.join(&*path)),
        })
        .collect()
}

/// Whether a folder below the root is a repository of its own.
fn is_repository(entry: &ignore::DirEntry) -> bool {
    let is_folder = entry.file_type().is_some_and(|kind| kind.is_dir());
    is_folder && entry.depth() > 0 && entry.path().join(".git").exists()
}

/// A folder that cannot be entered hides the files in it, which must not pass in silence.
fn unreadable_folder(
    root: &Root,
    folder: &Path,
    selection: &Selection,
    error: &ignore::Error,
) -> Option<Unread> {
    let path = path_of(error)?;
    let path = with_slashes(path.strip_prefix(folder).ok()?);
    if !selection.may_hold(&path) {
        return None;
    }
    Some(Unread {
        path: root.in_repository(&path),
        place: Err(reason(error.io_error()?)),
    })
}

fn path_of(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => {
            path_of(err)
        }
        _ => None,
    }
}

/// Reads one file, at most [`MAX_FILE_BYTES`] of it.
fn read(path: &Path) -> Content {
    match read_bounded(path) {
        Ok(content) => content,
        Err(error) => Content::Unreadable(reason(&error)),
    }
}

fn read_bounded(path: &Path) -> std::io::Result<Content> {
    let file = File::open(path)?;
    let size = file.metadata()?.len();
    if size > MAX_FILE_BYTES {
        return Ok(Content::TooLarge(size));
    }
    // One byte more than there is, so that the end is seen without a larger buffer.
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or_default() + 1);
    let read = file.take(MAX_FILE_BYTES + 1).read_to_end(&mut bytes)?;
    match read as u64 > MAX_FILE_BYTES {
        true => Ok(Content::TooLarge(read as u64)),
        false => Ok(Content::Bytes(bytes)),
    }
}
