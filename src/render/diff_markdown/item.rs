//! What stands in a row of a table and in an item of a list: all that a file says is made safe here,
//! so that it stays in its place.

use crate::render::diff_words::{self as words, Why};
use crate::render::safe::markdown;
use crate::render::words::markdown_name;
use crate::views::review::{Mode, Row};

/// Longer texts are cut: the file has all of it.
pub(super) const LONGEST: usize = 200;

/// How much of the page there is room for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Extent {
    /// How many items a list and how many rows a table has at most.
    pub items: usize,
    /// Whether every change is listed with its place.
    pub details: bool,
}

/// A list under its heading; none where there is nothing in it.
pub(super) fn bullets(heading: &str, items: Vec<String>, extent: Extent) -> Option<String> {
    if items.is_empty() {
        return None;
    }
    let more = items.len().saturating_sub(extent.items);
    let shown = items.iter().take(extent.items);
    let mut lines: Vec<String> = shown.map(|item| format!("- {item}")).collect();
    if more > 0 {
        lines.push(format!("- {more} more"));
    }
    Some(format!("### {}\n\n{}", markdown(heading), lines.join("\n")))
}

/// A table; none where it has no rows. A column that is empty in all of them is left out.
pub(super) fn table<const COLUMNS: usize>(
    heads: &[&str; COLUMNS],
    rows: Vec<[String; COLUMNS]>,
    extent: Extent,
) -> Option<String> {
    if rows.is_empty() {
        return None;
    }
    let used = std::array::from_fn::<bool, COLUMNS, _>(|at| {
        let mut cells = rows.iter().filter_map(|row| row.get(at));
        at == 0 || cells.any(|cell| !cell.is_empty())
    });
    let line = |cells: &[&str]| {
        let cells = cells.iter().zip(used).filter(|(_, used)| *used);
        let cells: Vec<&str> = cells.map(|(cell, _)| *cell).collect();
        format!("| {} |", cells.join(" | "))
    };
    let mut lines = vec![line(heads), line(&[":--"; COLUMNS])];
    for row in rows.iter().take(extent.items) {
        lines.push(line(&row.each_ref().map(String::as_str)));
    }
    let more = rows.len().saturating_sub(extent.items);
    if more > 0 {
        let more = format!("{more} more");
        let mut cells = [""; COLUMNS];
        cells.iter_mut().take(1).for_each(|cell| *cell = &more);
        lines.push(line(&cells));
    }
    Some(lines.join("\n"))
}

/// What a subject is called.
pub(super) fn name(row: &Row) -> String {
    let guess = if row.change.matched_by.is_guess() {
        "\\~ "
    } else {
        ""
    };
    format!("{guess}{}", named(&row.change.subject.name))
}

/// A name, which can be copied.
pub(super) fn named(name: &str) -> String {
    markdown_name(&words::cut(name, LONGEST))
}

/// What a subject says, and whose it is.
pub(super) fn about(row: &Row) -> String {
    let title = words::cut(&row.change.subject.title, LONGEST);
    let team = words::team(row).map(|team| words::cut(team, LONGEST));
    let said = [Some(title), team].into_iter().flatten();
    let said: Vec<String> = said
        .filter(|text| !text.trim().is_empty())
        .map(|text| markdown(&text))
        .collect();
    said.join(" · ")
}

/// One change: what of the subject, from what to what, and which way that is.
pub(super) fn change(row: &Row, mode: &Mode) -> String {
    let change = &row.change;
    let mut said = markdown(&words::what(row));
    let cut = |text: &str| markdown(&words::cut(text, LONGEST));
    if let Some(values) = words::values(change) {
        let values = match (words::is_whole(change), &values.after) {
            (true, Some(after)) => cut(after),
            _ if values.is_short() => markdown(&values.arrow(0)),
            _ => {
                let side =
                    |side: &Option<String>| side.as_deref().map_or("nothing".to_owned(), cut);
                format!("{} → {}", side(&values.before), side(&values.after))
            }
        };
        said = format!("{said} **{values}**");
    }
    match words::shift(change).filter(|_| words::tells_shift(change, mode)) {
        Some(shift) => format!("{said}, {} {}", words::mark(change), markdown(&shift)),
        None => said,
    }
}

/// A change in a list, with its subject and why.
pub(super) fn line(row: &Row, mode: &Mode) -> String {
    let about = about(row);
    let about = match about.is_empty() {
        true => String::new(),
        false => format!(" {about}"),
    };
    let why = why(row, mode).map_or_else(String::new, |why| format!(", {why}"));
    format!("{}{about}: {}{why}", name(row), change(row, mode))
}

fn why(row: &Row, mode: &Mode) -> Option<String> {
    match words::why(&row.change, mode) {
        Why::Because(reason) => {
            let reason = markdown(&words::cut(reason, LONGEST));
            Some(format!("because: {reason}"))
        }
        Why::Missing => Some("no reason given".to_owned()),
        Why::Silent => None,
    }
}

/// The cells of a subject: what it is, its changes, and why.
pub(super) fn cells(rows: &[&Row], mode: &Mode, extent: Extent) -> [String; 3] {
    /// More in one cell would bury what is to be seen.
    const MOST: usize = 12;
    let Some(first) = rows.first() else {
        return Default::default();
    };
    let most = extent.items.clamp(1, MOST);
    let mut changes: Vec<String> = rows
        .iter()
        .take(most)
        .map(|row| change(row, mode))
        .collect();
    if rows.len() > most {
        changes.push(format!("{} more", rows.len() - most));
    }
    let mut reasons: Vec<String> = Vec::new();
    for row in rows.iter().take(most) {
        let reason = match words::why(&row.change, mode) {
            Why::Because(reason) => markdown(&words::cut(reason, LONGEST)),
            Why::Missing => "no reason given".to_owned(),
            Why::Silent => continue,
        };
        if !reasons.contains(&reason) {
            reasons.push(reason);
        }
    }
    let about = about(first);
    let subject = match about.is_empty() {
        true => name(first),
        false => format!("{}<br>{about}", name(first)),
    };
    [subject, changes.join("<br>"), reasons.join("<br>")]
}
