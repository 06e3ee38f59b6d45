//! What somebody decided, as changes of files: a check-in, the next cycle, the verdicts at the close.
//! How a change is written into a file is the business of `edit`; asking and telling, of the commands.

mod check_in;
mod follow;
mod home;
mod next_path;
mod roll;
mod verdict;

pub use check_in::{CheckIn, Unfit, check_in};
pub use follow::followed;
pub use home::{New, homes};
pub use next_path::next_path;
pub use roll::{Carried, carried, dropped, may_go_on, planned};
pub use verdict::{Given, score_text, verdict};

use crate::edit::{Place as EditPlace, Refused};
use crate::finding::FileId;
use crate::parse::yaml;
use crate::snapshot::{Place, Snapshot};
use crate::source::Span;

/// Which document of a file, counted from 0, holds `span`.
#[must_use]
pub fn document_of(snapshot: &Snapshot, file: FileId, span: Span) -> Option<usize> {
    let (tree, _) = yaml::read(snapshot.file(file)?.text.as_bytes());
    Some(EditPlace::around(&tree, span)?.document)
}

/// Where in its file the mapping, or the bare text, of something stands.
///
/// # Errors
/// Where the file has faults, so that it is not sure.
pub fn standing(snapshot: &Snapshot, place: Place) -> Result<EditPlace, Refused> {
    let node = snapshot.node(place.node);
    let missing = || Refused::Missing("file".to_owned());
    let node = node.ok_or_else(missing)?;
    let file = snapshot.file(node.file).ok_or_else(missing)?;
    let (tree, _) = yaml::read(file.text.as_bytes());
    if tree.broken {
        return Err(Refused::Broken);
    }
    let key_result = place.key_result.and_then(|at| node.key_results().get(at));
    let title = key_result.map_or(node.title().span, |key_result| {
        match key_result.title.span.is_empty() {
            true => key_result.span,
            false => key_result.title.span,
        }
    });
    EditPlace::around(&tree, title).ok_or_else(missing)
}
