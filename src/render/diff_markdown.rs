//! What changed, as a comment on a pull request: one sentence, what needs attention, one table, the
//! rest in lists, every change with its place folded away. What stands in a row or an item is in
//! `item`, what only two cycles have is in `cycles`.

mod cycles;
mod item;

use std::io;

use crate::diff::ImpactEffect;
use crate::render::diff_json::Compared;
use crate::render::diff_text::states;
use crate::render::diff_words::{self as words, Attention, Part};
use crate::render::safe::markdown;
use crate::render::words::{markdown_name, markdown_sentence};
use crate::views::review::{Mode, Note, Review, Row};

use item::{Extent, bullets, table};

/// What a comment begins with, so that the next run finds it and writes it anew instead of adding
/// another one.
const MARKER: &str = "<!-- okr-diff -->";
/// How many characters it has at most: GitHub takes 65,536, and what posts it may add some.
const MOST: usize = 60_000;

/// Writes what changed as it is to be read on GitHub and GitLab.
///
/// # Errors
/// When `out` cannot be written.
pub fn write(out: &mut dyn io::Write, review: &Review, compared: &Compared) -> io::Result<()> {
    write!(out, "{}", fitted(review, compared))
}

/// The page, without its details where it is too long with them, then with ever fewer items.
fn fitted(review: &Review, compared: &Compared) -> String {
    const ITEMS: [usize; 11] = [usize::MAX, 500, 200, 100, 50, 20, 10, 5, 2, 1, 0];
    let whole = Extent {
        items: usize::MAX,
        details: true,
    };
    let fewer = ITEMS.into_iter().map(|items| Extent {
        items,
        details: false,
    });
    let mut text = String::new();
    for extent in std::iter::once(whole).chain(fewer) {
        text = page(review, compared, extent);
        if text.chars().count() <= MOST {
            break;
        }
    }
    text
}

fn page(review: &Review, compared: &Compared, extent: Extent) -> String {
    let mut blocks = vec![format!("{MARKER}\n**{}**", verdict(review))];
    blocks.extend(cycles::fates(review, extent));
    blocks.extend(cycles::scores(review, extent));
    blocks.extend(bullets("Needs attention", attention(review), extent));
    blocks.extend(changed(review, extent));
    for part in [
        Part::Goalposts,
        Part::Anew,
        Part::Gone,
        Part::Closed,
        Part::Places,
        Part::New,
        Part::Intent,
    ] {
        blocks.extend(rest(review, part, extent));
    }
    blocks.extend(bullets("Impact", impact(review), extent));
    blocks.extend(cycles::time(&review.allocation, extent));
    blocks.extend(bullets("Not compared", notes(review), extent));
    if extent.details {
        blocks.extend(details(review));
    } else {
        let left_out = "Too long for a comment as a whole: `okr diff` shows every change.";
        blocks.push(left_out.to_owned());
    }
    blocks.push(format!(
        "Compared: {}",
        markdown(&words::cut(&states(compared), 300))
    ));
    let mut text = blocks.join("\n\n");
    text.push('\n');
    text
}

fn verdict(review: &Review) -> String {
    let of = match &review.mode {
        Mode::States => String::new(),
        Mode::Cycles(one, other) => format!("{} → {}: ", one.name, other.name),
        Mode::During(cycle) => format!("{}: ", cycle.name),
    };
    markdown(&format!("{of}{}.", words::verdict(review).join(", ")))
}

/// What needs attention, an item for each.
fn attention(review: &Review) -> Vec<String> {
    let mode = &review.mode;
    let items = words::attention(review).into_iter();
    let items = items.map(|attention| match attention {
        Attention::Milder(note) => {
            let place = markdown(&words::place_of(note));
            format!(
                "Check made milder: {} ({place})",
                markdown_sentence(&note.message)
            )
        }
        Attention::Hidden(note) => format!("Cannot be read any more: {}", said_of(note)),
        Attention::Unexplained(row) => {
            let change = item::change(row, mode);
            format!("{}: {change}, no reason given", item::name(row))
        }
        Attention::Gone(row) => item::line(row, mode),
        Attention::Bereft(impact, lost) => {
            let title = markdown(&words::cut(&impact.title, item::LONGEST));
            format!("{} {title}: {lost}", item::named(&impact.subject))
        }
    });
    items.collect()
}

/// Whether a change stands in the table: numbers, states and scores of what is measured.
fn is_in_table(row: &Row) -> bool {
    let is_measured = matches!(row.what, "objective" | "key result" | "kpi");
    let part = Part::of(&row.change);
    is_measured
        && matches!(
            part,
            Part::Goalposts | Part::Anew | Part::Scores | Part::Progress
        )
}

/// The one table: a row for each objective, key result and kpi whose numbers changed.
fn changed(review: &Review, extent: Extent) -> Option<String> {
    let rows = review.changes.iter().filter(|row| is_in_table(row));
    let rows = rows.filter(|row| words::is_worth_telling(row, &review.mode));
    let subjects = words::by_subject(rows.collect());
    let heads = ["Objective or key result", "What changed", "Why"];
    let rows = subjects
        .iter()
        .map(|rows| item::cells(rows, &review.mode, extent));
    table(&heads, rows.collect(), extent)
}

/// What of a part does not stand in the table.
fn rest(review: &Review, part: Part, extent: Extent) -> Option<String> {
    if part == Part::Gone && words::is_gone_news(&review.mode) {
        return None;
    }
    let subjects = words::of_part(&review.changes, part, &review.mode);
    let rows = subjects.iter().flatten().filter(|row| !is_in_table(row));
    let items = rows.map(|row| item::line(row, &review.mode)).collect();
    bullets(&part.heading(&review.mode), items, extent)
}

/// What the changes do to others, but for what needs attention.
fn impact(review: &Review) -> Vec<String> {
    /// More would bury what is to be seen.
    const MOST: usize = 20;
    let changes = review.changes.iter().map(|row| &row.change);
    let mut items = Vec::new();
    for (effect, _, touched) in words::impacts(changes) {
        let said = match effect {
            ImpactEffect::Orphaned | ImpactEffect::Unsupported => continue,
            ImpactEffect::Reparented => "Now serves something else in the end",
            ImpactEffect::Affected => "What it serves has changed",
        };
        let names = touched.iter().take(MOST);
        let mut names: Vec<String> = names.map(|impact| item::named(&impact.subject)).collect();
        if touched.len() > MOST {
            names.push(format!("{} more", touched.len() - MOST));
        }
        items.push(format!("{said}: {}", names.join(", ")));
    }
    items
}

fn notes(review: &Review) -> Vec<String> {
    let notes = review.notes.iter().filter(|note| !note.hides);
    notes.map(said_of).collect()
}

fn said_of(note: &Note) -> String {
    let message = markdown_sentence(&words::cut(&note.message, item::LONGEST));
    let place = words::cut(&words::place_of(note), item::LONGEST);
    format!("{message} ({})", markdown(&place))
}

/// Every change with its place and the commit that made it, folded away.
fn details(review: &Review) -> Option<String> {
    if review.changes.is_empty() {
        return None;
    }
    let items = review.changes.iter().map(|row| {
        let place = words::cut(&format!("{}:{}", row.path, row.line), item::LONGEST);
        let made = row
            .commit
            .iter()
            .flat_map(|commit| words::made(commit, &review.mode));
        let made: Vec<String> = made.map(|said| markdown(&said)).collect();
        let made = match made.is_empty() {
            true => String::new(),
            false => format!(" ({})", made.join(", ")),
        };
        let change = item::change(row, &review.mode);
        format!(
            "- {} {}: {change}{made}",
            markdown_name(&place),
            item::name(row)
        )
    });
    let items: Vec<String> = items.collect();
    Some(format!(
        "<details><summary>Every change with its place ({})</summary>\n\n{}\n\n</details>",
        items.len(),
        items.join("\n")
    ))
}
