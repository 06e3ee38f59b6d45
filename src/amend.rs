//! What somebody decided, as changes of files: a check-in, the next cycle, the verdicts at the close.
//! How a change is written into a file is the business of `edit`; asking and telling, of the commands.

mod check_in;
mod follow;
mod home;
mod next_path;
mod roll;
mod verdict;

pub use check_in::{CheckIn, Unfit, check_in};
pub use follow::{Followed, Heirs, followed};
pub use home::{New, homes};
pub use next_path::next_path;
pub use roll::{Carried, carried, dropped, is_finished, may_go_on, planned};
pub use verdict::{Given, score_text, verdict};

use crate::edit::{Place as EditPlace, Refused};
use crate::finding::FileId;
use crate::parse::yaml::{self, Tree};
use crate::snapshot::{Node, Place, Snapshot};
use crate::source::Span;

/// A file as it is written, in which places can be looked up.
#[derive(Debug)]
pub struct Page(Tree);

impl Page {
    /// Reads a file.
    ///
    /// # Errors
    /// Where it has faults, so that it is not sure what stands where.
    pub fn of(snapshot: &Snapshot, file: FileId) -> Result<Self, Refused> {
        let missing = || Refused::Missing("file".to_owned());
        let file = snapshot.file(file).ok_or_else(missing)?;
        let (tree, _) = yaml::read(file.text.as_bytes());
        match tree.broken {
            true => Err(Refused::Broken),
            false => Ok(Self(tree)),
        }
    }

    /// Which document, counted from 0, holds `span`.
    #[must_use]
    pub fn document(&self, span: Span) -> Option<usize> {
        Some(EditPlace::around(&self.0, span)?.document)
    }

    /// What is written in the mapping at `place`, by its keys in their order.
    pub fn keys<'p>(&'p self, place: &EditPlace) -> impl Iterator<Item = &'p str> + use<'p> {
        let pairs = place.node(&self.0).into_iter().flat_map(|own| own.pairs());
        pairs.filter_map(|pair| pair.key.as_str())
    }

    /// The place of the text at `span`.
    #[must_use]
    pub fn text(&self, span: Span) -> Option<EditPlace> {
        EditPlace::of_text(&self.0, span)
    }

    /// How many items the list at `place` has.
    #[must_use]
    pub fn items(&self, place: &EditPlace) -> usize {
        place.node(&self.0).map_or(0, |list| list.items().count())
    }

    /// Where the mapping, or the bare text, of a node or of one of its key results stands.
    ///
    /// # Errors
    /// Where it does not.
    pub fn standing(&self, node: &Node, key_result: Option<usize>) -> Result<EditPlace, Refused> {
        let span = title_span(node, key_result);
        let missing = || Refused::Missing("title".to_owned());
        EditPlace::around(&self.0, span).ok_or_else(missing)
    }
}

/// Where in its file the mapping, or the bare text, of something stands.
///
/// # Errors
/// Where the file has faults, so that it is not sure.
pub fn standing(snapshot: &Snapshot, place: Place) -> Result<EditPlace, Refused> {
    let missing = || Refused::Missing("file".to_owned());
    let node = snapshot.node(place.node).ok_or_else(missing)?;
    Page::of(snapshot, node.file)?.standing(node, place.key_result)
}

fn title_span(node: &Node, key_result: Option<usize>) -> Span {
    let key_result = key_result.and_then(|at| node.key_results().get(at));
    key_result.map_or(node.title().span, |key_result| {
        match key_result.title.span.is_empty() {
            true => key_result.span,
            false => key_result.title.span,
        }
    })
}
