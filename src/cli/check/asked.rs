//! Which files a check is about, by the paths that were named.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use crate::cli::load::Loaded;
use crate::finding::FileId;
use crate::store::{self, StoreError};

/// Which files are to be reported on.
pub struct Asked {
    /// By file, whether it is; none where all are.
    files: Option<Vec<bool>>,
    /// The paths that no file of the tree is at or below.
    pub in_vain: Vec<PathBuf>,
}

impl Asked {
    /// Those that `paths` are or hold; all where there are none.
    pub fn new(loaded: &Loaded, paths: &[PathBuf]) -> Self {
        if paths.is_empty() {
            return Self::everything();
        }
        let named: HashSet<&Path> = paths.iter().map(PathBuf::as_path).collect();
        let mut met: HashSet<&Path> = HashSet::new();
        let mut is_asked = |path: PathBuf| {
            let above = path
                .ancestors()
                .filter_map(|above| named.get(above).copied());
            let above: Vec<&Path> = above.collect();
            met.extend(&above);
            !above.is_empty()
        };
        let files = loaded
            .snapshot
            .files
            .iter()
            .map(|file| is_asked(loaded.root.repository.join(&file.path)))
            .collect();
        let in_vain = paths
            .iter()
            .filter(|path| !met.contains(path.as_path()))
            .cloned()
            .collect();
        Self {
            files: Some(files),
            in_vain,
        }
    }

    /// All of them.
    pub const fn everything() -> Self {
        Self {
            files: None,
            in_vain: Vec::new(),
        }
    }

    /// Whether `file` is among them.
    pub fn is_about(&self, file: FileId) -> bool {
        self.files
            .as_ref()
            .is_none_or(|files| files.get(file.0 as usize).copied().unwrap_or_default())
    }
}

/// `paths` without links and from the root of the file system.
///
/// # Errors
/// Where there is no such thing.
pub fn absolute(paths: &[PathBuf], folder: &Path) -> Result<Vec<PathBuf>, StoreError> {
    paths
        .iter()
        .map(|path| store::resolved(&folder.join(path)))
        .collect()
}
