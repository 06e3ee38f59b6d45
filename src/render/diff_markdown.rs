//! What changed, as Markdown for a comment.
use crate::render::diff_json::Compared;
use crate::views::review::Review;
use std::io;
/// Writes.
///
/// # Errors
/// When `out` cannot be written.
pub fn write(out: &mut dyn io::Write, _review: &Review, _compared: &Compared) -> io::Result<()> {
    writeln!(out, "<!-- okr-diff -->")
}
