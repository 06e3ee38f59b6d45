//! What stands below the time of teams: what commits were judged by, what is left out, what the
//! glyphs mean.

use crate::render::allocation_lines::{self as lines, Bucket, Entry};
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
    let no_team = actual.no_team.as_ref();
    let no_team = no_team.filter(|spent| !spent.author_days.is_zero());
    let no_team = no_team.map(|spent| {
        let days = said::author_days(&spent.author_days);
        flowing(0, vec![Piece::new(&format!("{days} of people in no team"))])
    });
    blocks.extend(no_team);
    let commits = said::commits(&actual.commits);
    blocks.push(flowing(0, commits.into_iter().map(faint).collect()));
    let (unknown, more) = said::unknown(allocation);
    let mut unknown = unknown.peekable();
    if unknown.peek().is_some() {
        blocks.extend([empty(), heading("Trailers that name nothing")]);
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

/// What the glyphs mean that are used.
pub fn legend(allocation: &Allocation) -> Vec<Block> {
    let teams = allocation.teams.iter().flat_map(lines::team);
    let entries: Vec<Entry<'_>> = teams.chain(lines::total(allocation)).collect();
    let is_drawn = |bucket: Bucket| {
        let shares = entries.iter().filter(|entry| entry.bucket == bucket);
        let mut shares = shares.flat_map(|entry| [&entry.planned, &entry.spent]);
        shares.any(|share| share.as_ref().is_some_and(|share| !share.is_zero()))
    };
    let buckets = [
        Bucket::Strategic,
        Bucket::Maintenance,
        Bucket::Operations,
        Bucket::None,
        Bucket::Uncategorised,
    ];
    let legend: Vec<String> = buckets
        .into_iter()
        .filter(|bucket| is_drawn(*bucket))
        .map(|bucket| format!("{} {}", bar::glyph(bucket), bucket.name()))
        .collect();
    let is_compared = |entry: &Entry<'_>| entry.planned.is_some() && entry.spent.is_some();
    let is_compared = entries.iter().any(is_compared);
    let points = is_compared.then(|| faint("+1: a point more than planned"));
    match legend.is_empty() {
        true => Vec::new(),
        false => {
            let legend = std::iter::once(faint(legend.join("  "))).chain(points);
            vec![empty(), flowing(0, legend.collect())]
        }
    }
}
