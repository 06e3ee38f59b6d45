//! What stands below the time of teams: what commits were judged by, what is left out, what the
//! glyphs mean.

use std::collections::BTreeSet;

use crate::render::allocation_lines::{Bucket, Entry, What};
use crate::render::allocation_notes;
use crate::render::allocation_text::{Block, bar, empty, faint, flowing, heading};
use crate::render::allocation_words as said;
use crate::render::layout::Piece;
use crate::render::style::Role;
use crate::views::Allocation;
use crate::views::allocation::ActualTime;

/// What the commits were judged by, and what could not be.
pub fn judged(allocation: &Allocation, actual: &ActualTime) -> Vec<Block> {
    let mut blocks = vec![empty()];
    let commits = said::commits(allocation, &actual.commits);
    blocks.push(flowing(0, commits.into_iter().map(faint).collect()));
    let (unknown, more) = said::unknown(allocation);
    let mut unknown = unknown.peekable();
    if unknown.peek().is_some() {
        let of = match said::of_all_teams(allocation) {
            "" => String::new(),
            of => format!(", in commits{of}"),
        };
        let title = format!("Trailers that name nothing{of}");
        blocks.extend([empty(), heading(&title)]);
    }
    blocks.extend(unknown.map(|[commit, trailer, why]| Block::Flow {
        lead: vec![faint("▸ ")],
        rest: vec![Piece::new("  ")],
        items: vec![Piece::name(&commit), Piece::new(&trailer), faint(why)],
    }));
    blocks.extend((more > 0).then(|| flowing(2, vec![faint(format!("{more} more"))])));
    blocks
}

/// What is left out of the sums, and why.
pub fn notes(allocation: &Allocation) -> Vec<Block> {
    let notes = allocation.notes.iter().map(|note| Block::Flow {
        lead: vec![Piece::new("! ").role(Role::Caution)],
        rest: vec![Piece::new("  ")],
        items: vec![Piece::new(&allocation_notes::words(note))],
    });
    let notes: Vec<Block> = notes.collect();
    match notes.is_empty() {
        true => Vec::new(),
        false => std::iter::once(empty()).chain(notes).collect(),
    }
}

/// What the glyphs of the lines `entries` mean, and points where there are any.
pub fn legend<'v>(entries: impl Iterator<Item = Entry<'v>>, has_points: bool) -> Vec<Block> {
    let drawn: BTreeSet<Bucket> = entries
        .filter(|entry| matches!(entry.what, What::Bucket))
        .map(|entry| entry.bucket)
        .collect();
    let legend: Vec<String> = drawn
        .into_iter()
        .map(|bucket| format!("{} {}", bar::glyph(bucket), bucket.name()))
        .collect();
    let points = has_points.then(|| faint("+1: a point more than planned"));
    match legend.is_empty() {
        true => Vec::new(),
        false => {
            let legend = std::iter::once(faint(legend.join("  "))).chain(points);
            vec![empty(), flowing(0, legend.collect())]
        }
    }
}
