//! Writing files: what is there is replaced whole or not at all, and what is new never replaces
//! anything.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::store::{StoreError, reason};

/// Writes a report to `path`, which may be there already: a file is replaced whole and keeps its
/// rights, a link leads to the file that is replaced, and what is no regular file, such as a pipe,
/// is written into.
///
/// # Errors
/// Where the folder is missing or the file cannot be written.
pub fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let there = fs::metadata(path);
    if there.as_ref().is_ok_and(|there| !there.is_file()) {
        let mut stream = OpenOptions::new().write(true).open(path)?;
        return stream.write_all(bytes).and_then(|()| stream.flush());
    }
    let target = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let file = beside(&target, bytes, there.ok().as_ref())?;
    file.persist(&target).map_err(|error| plain(&error.error))?;
    Ok(())
}

/// Replaces the file at `path`, which held `before`, whole and with its rights kept: whenever the
/// run is cut off, either all of the old bytes stand there or all of the new ones.
///
/// # Errors
/// Where it is no regular file (links are not followed), where it may not be written, or where it
/// holds something else by now. Nothing is changed then, and nothing is left beside it.
pub fn replace(path: &Path, before: &[u8], bytes: &[u8]) -> Result<(), StoreError> {
    let failed = |error: io::Error| unwritable(path, &error);
    let there = writable(path)?;
    let file = beside(path, bytes, Some(&there)).map_err(failed)?;
    file.as_file().sync_all().map_err(failed)?;
    if fs::read(path).map_err(failed)? != before {
        return Err(StoreError::Changed {
            path: path.to_owned(),
        });
    }
    file.persist(path).map_err(|error| failed(error.error))?;
    Ok(())
}

/// Makes sure that the file at `path` is one that may be written, as far as can be known beforehand.
///
/// # Errors
/// Where it is no regular file, or may not be written.
pub fn require_writable(path: &Path) -> Result<(), StoreError> {
    writable(path).map(drop)
}

/// What the file at `path` is, which may be written: where its folder may be, it could be replaced all
/// the same, but somebody said that it should not.
fn writable(path: &Path) -> Result<fs::Metadata, StoreError> {
    let failed = |error: io::Error| unwritable(path, &error);
    let there = fs::symlink_metadata(path).map_err(failed)?;
    if !there.is_file() {
        return Err(StoreError::NoFile {
            path: path.to_owned(),
        });
    }
    if there.permissions().readonly() {
        return Err(StoreError::Unwritable {
            path: path.to_owned(),
            reason: "it is read-only".to_owned(),
        });
    }
    OpenOptions::new().write(true).open(path).map_err(failed)?;
    Ok(there)
}

/// A temporary file with these bytes beside `target`, and with the rights and the owners of what is
/// `there`, as far as the latter may be given. It is hidden and no `*.yaml`, so that
/// no other run takes it for a file of the tree, and gone unless it takes the target's place.
fn beside(
    target: &Path,
    bytes: &[u8],
    there: Option<&fs::Metadata>,
) -> io::Result<tempfile::NamedTempFile> {
    let folder = target
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    let mut file = with_usual_rights()
        .prefix(".okr-")
        .suffix(".tmp")
        .tempfile_in(folder)
        .map_err(|error| plain(&error))?;
    file.write_all(bytes).map_err(|error| plain(&error))?;
    if let Some(there) = there {
        keep_owners(file.as_file(), there);
        fs::set_permissions(file.path(), there.permissions())?;
    }
    Ok(file)
}

/// Gives a file the owner and the group of another one. Most people may give at most a group of their
/// own; what may not be given stays as it is.
#[cfg(unix)]
fn keep_owners(file: &fs::File, there: &fs::Metadata) {
    use std::os::unix::fs::{MetadataExt, fchown};
    let Ok(own) = file.metadata() else {
        return;
    };
    if own.gid() != there.gid() {
        let _ = fchown(file, None, Some(there.gid()));
    }
    if own.uid() != there.uid() {
        let _ = fchown(file, Some(there.uid()), None);
    }
}

#[cfg(not(unix))]
const fn keep_owners(_: &fs::File, _: &fs::Metadata) {}

/// An error without the name of a temporary file, which nobody has asked for.
fn plain(error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), reason(error))
}

/// A temporary file with the rights that a new file has, rather than those of a secret.
fn with_usual_rights() -> tempfile::Builder<'static, 'static> {
    #[allow(unused_mut)]
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder
}

/// A file that was written where there was none.
#[derive(Debug)]
pub struct Created {
    path: PathBuf,
    /// The folders that were made for it, the innermost first.
    folders: Vec<PathBuf>,
}

/// Writes a new file at `path` below `base`, and the folders between them where they are missing:
/// whenever the run is cut off, either nothing stands there or all of it.
///
/// # Errors
/// Where something stands there already, be it a link that leads nowhere, where a folder on the way
/// is a link, which could lead anywhere, or where it cannot be written. Nothing is left behind then.
pub fn create(base: &Path, path: &str, bytes: &[u8]) -> Result<Created, StoreError> {
    let path = base.join(path);
    let above = path.ancestors().skip(1);
    let above: Vec<&Path> = above.take_while(|folder| *folder != base).collect();
    let standing = |folder: &Path| folder.symlink_metadata();
    if let Some(link) = above
        .iter()
        .find(|folder| standing(folder).is_ok_and(|there| there.is_symlink()))
    {
        return Err(StoreError::Link {
            path: (*link).to_owned(),
        });
    }
    let missing = path
        .ancestors()
        .skip(1)
        .take_while(|folder| standing(folder).is_err());
    let created = Created {
        folders: missing.map(Path::to_owned).collect(),
        path: path.clone(),
    };
    let written = new_file(&path, bytes);
    if written.is_err() {
        created.remove_folders();
    }
    written.map(|()| created)
}

fn new_file(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    let failed = |error: io::Error| unwritable(path, &error);
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(failed)?;
    }
    let file = beside(path, bytes, None).map_err(failed)?;
    file.as_file().sync_all().map_err(failed)?;
    match file.persist_noclobber(path) {
        Ok(_) => Ok(()),
        Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => {
            Err(StoreError::Taken {
                path: path.to_owned(),
            })
        }
        Err(error) => Err(failed(error.error)),
    }
}

impl Created {
    /// Takes it away again, with the folders that were made for it.
    ///
    /// # Errors
    /// Where it holds something else than `bytes` by now, or cannot be taken away.
    pub fn remove(&self, bytes: &[u8]) -> Result<(), StoreError> {
        let failed = |error: io::Error| unwritable(&self.path, &error);
        if fs::read(&self.path).map_err(failed)? != bytes {
            return Err(StoreError::Changed {
                path: self.path.clone(),
            });
        }
        fs::remove_file(&self.path).map_err(failed)?;
        self.remove_folders();
        Ok(())
    }

    /// One that is not there, or not empty, stays as it is.
    fn remove_folders(&self) {
        for folder in &self.folders {
            let _ = fs::remove_dir(folder);
        }
    }
}

fn unwritable(path: &Path, error: &io::Error) -> StoreError {
    StoreError::Unwritable {
        path: path.to_owned(),
        reason: reason(error),
    }
}

/// Makes sure that a file still holds `bytes`.
///
/// # Errors
/// Where it holds something else by now, or cannot be read.
pub fn require_unchanged(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    match fs::read(path) {
        Ok(now) if now == bytes => Ok(()),
        Ok(_) => Err(StoreError::Changed {
            path: path.to_owned(),
        }),
        Err(error) => Err(StoreError::Unreadable {
            path: path.to_owned(),
            reason: reason(&error),
        }),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        entries
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect()
    }

    #[test]
    fn a_file_is_replaced_with_its_rights() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.yaml");
        fs::write(&path, "old").unwrap();
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        }
        let rights = fs::metadata(&path).unwrap().permissions();
        replace(&path, b"old", b"new").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"new");
        assert_eq!(fs::metadata(&path).unwrap().permissions(), rights);
        assert_eq!(names(folder.path()), ["a.yaml"]);
    }

    #[cfg(unix)]
    #[test]
    fn a_file_keeps_its_group_where_that_may_be_given() {
        use std::os::unix::fs::{MetadataExt, chown};
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.yaml");
        fs::write(&path, "old").unwrap();
        // Only root may give any group; everybody else keeps what the file has.
        let _ = chown(&path, None, Some(4_321));
        let before = fs::metadata(&path).unwrap();
        replace(&path, b"old", b"new").unwrap();
        let after = fs::metadata(&path).unwrap();
        assert_eq!((after.uid(), after.gid()), (before.uid(), before.gid()));
    }

    #[test]
    fn what_changed_meanwhile_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.yaml");
        fs::write(&path, "theirs").unwrap();
        let error = replace(&path, b"old", b"new").unwrap_err();
        assert!(matches!(error, StoreError::Changed { .. }), "{error}");
        assert_eq!(fs::read(&path).unwrap(), b"theirs");
        assert_eq!(names(folder.path()), ["a.yaml"]);
        fs::remove_file(&path).unwrap();
        assert!(replace(&path, b"old", b"new").is_err());
        assert!(names(folder.path()).is_empty());
    }

    #[test]
    fn what_may_not_be_written_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.yaml");
        fs::write(&path, "old").unwrap();
        let mut rights = fs::metadata(&path).unwrap().permissions();
        rights.set_readonly(true);
        fs::set_permissions(&path, rights).unwrap();
        let error = replace(&path, b"old", b"new").unwrap_err();
        assert!(error.to_string().ends_with("it is read-only"), "{error}");
        assert_eq!(fs::read(&path).unwrap(), b"old");
        assert_eq!(names(folder.path()), ["a.yaml"]);
    }

    #[test]
    fn what_is_new_never_replaces_anything() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("b/c/a.yaml");
        let created = create(folder.path(), "b/c/a.yaml", b"new").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"new");
        let error = create(folder.path(), "b/c/a.yaml", b"newer").unwrap_err();
        assert!(matches!(error, StoreError::Taken { .. }), "{error}");
        assert_eq!(fs::read(&path).unwrap(), b"new");
        assert!(created.remove(b"theirs").is_err());
        created.remove(b"new").unwrap();
        assert!(names(folder.path()).is_empty());
    }

    #[test]
    fn folders_are_made_and_taken_away_with_their_file() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("b")).unwrap();
        let created = create(folder.path(), "b/c/a.yaml", b"new").unwrap();
        create(folder.path(), "b/c/b.yaml", b"other").unwrap();
        created.remove(b"new").unwrap();
        assert_eq!(names(&folder.path().join("b/c")), ["b.yaml"]);
        // No file can have this name, but its folder could be made.
        let long = format!("b/d/e/{}.yaml", "x".repeat(300));
        create(folder.path(), &long, b"new").unwrap_err();
        assert_eq!(names(&folder.path().join("b")), ["c"]);
    }

    #[cfg(unix)]
    #[test]
    fn nothing_is_written_through_a_link() {
        let (folder, elsewhere) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        std::os::unix::fs::symlink(elsewhere.path(), folder.path().join("b")).unwrap();
        let error = create(folder.path(), "b/c/a.yaml", b"new").unwrap_err();
        assert!(matches!(error, StoreError::Link { .. }), "{error}");
        assert!(names(elsewhere.path()).is_empty());
    }

    #[cfg(unix)]
    #[test]
    fn a_link_is_not_followed() {
        let folder = tempfile::tempdir().unwrap();
        let (target, link) = (folder.path().join("a.yaml"), folder.path().join("b.yaml"));
        fs::write(&target, "old").unwrap();
        std::os::unix::fs::symlink(&target, &link).unwrap();
        let error = replace(&link, b"old", b"new").unwrap_err();
        assert!(matches!(error, StoreError::NoFile { .. }), "{error}");
        assert_eq!(fs::read(&target).unwrap(), b"old");
    }
}
