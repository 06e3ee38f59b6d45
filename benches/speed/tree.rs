//! Trees to measure with: of any number of files, the same ones on every machine. What the files say
//! and how they change from week to week is below; how they get onto the disk is here.

mod history;
mod key_result;
mod objective;
mod organisation;
mod random;
mod times;
mod words;

use std::path::Path;

use times::Moment;

pub use history::{import, quarters, two_commits};
pub use organisation::Organisation;
pub use times::TODAY;

/// Writes the tree of so many files below `folder`, as it stands on [`TODAY`].
pub fn write(folder: &Path, files: usize) -> Organisation {
    let organisation = Organisation::new(files);
    for file in &organisation.files {
        let path = folder.join(&file.path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, organisation.text(file, Moment::now())).unwrap();
    }
    organisation
}
