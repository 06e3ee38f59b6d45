//! Writing files: what is there is replaced whole or not at all, and what is new never replaces
//! anything.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

use crate::store::reason;

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
    let folder = target
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    let mut file = with_usual_rights()
        .tempfile_in(folder)
        .map_err(|error| plain(&error))?;
    file.write_all(bytes).map_err(|error| plain(&error))?;
    if let Ok(there) = there {
        fs::set_permissions(file.path(), there.permissions())?;
    }
    file.persist(&target).map_err(|error| plain(&error.error))?;
    Ok(())
}

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

/// Writes a new file at `path`, and the folders above it where they are missing.
///
/// # Errors
/// Where something stands there already, or where it cannot be written.
pub fn create(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
    file.write_all(bytes)
}
