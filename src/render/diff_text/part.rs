//! A part of the changes: a line for each, in columns, and below those of one subject what it says,
//! whose it is, where it stands, why it changed and whom that touches.

use crate::diff::{ChangeKind, Direction};
use crate::render::diff_text::heading;
use crate::render::diff_words::{self as words, Part, Why};
use crate::render::layout::grid::{Column, Grid, Row, Then};
use crate::render::layout::{Line, Piece, flow, line_width, width as width_of};
use crate::render::style::Role;
use crate::views::review::{Mode, Review, Row as Changed};

/// The columns of a change: what of it, its values, which way that is.
const COLUMNS: [Column; 3] = [
    Column {
        gap: 2,
        right: false,
        cap: 24,
        yields: 2,
        then: Then::Below,
    },
    Column {
        gap: 2,
        right: false,
        cap: 48,
        yields: 1,
        then: Then::Below,
    },
    Column {
        gap: 2,
        right: false,
        cap: 44,
        yields: 0,
        then: Then::Below,
    },
];
/// How far what stands below a change is indented.
const INDENT: &str = "    ";
/// Longer texts are cut: the file has all of it.
const LONGEST: usize = 240;

/// A row with its cells, or lines below it.
enum Block {
    Row(Row),
    Lines(Vec<Line>),
}

/// The lines of a part with its heading; none where nothing changed in it.
pub(super) fn lines(review: &Review, part: Part, width: usize) -> Vec<Line> {
    let subjects = words::of_part(&review.changes, part, &review.mode);
    if subjects.is_empty() {
        return Vec::new();
    }
    let align = align(&subjects);
    let mut blocks = Vec::new();
    let mut told = None;
    for subject in &subjects {
        blocks.extend(self::subject(
            subject,
            &review.mode,
            align,
            &mut told,
            width,
        ));
    }
    let rows = blocks.iter().filter_map(|block| match block {
        Block::Row(row) => Some(row),
        Block::Lines(_) => None,
    });
    let grid = Grid::beside_names(&COLUMNS, rows, width);
    let mut lines = heading(&part.heading(&review.mode), width);
    for block in blocks {
        match block {
            Block::Row(row) => lines.extend(grid.lines(&row)),
            Block::Lines(below) => lines.extend(below),
        }
    }
    lines
}

/// How far the values before are moved to the right, so that the arrows stand below each other.
fn align(subjects: &[Vec<&Changed>]) -> usize {
    const WIDEST: usize = 14;
    let values = subjects.iter().flatten().filter_map(|row| {
        let values = words::values(&row.change)?;
        (values.is_short() && !words::is_whole(&row.change)).then_some(values)
    });
    let widths = values.filter_map(|values| Some(width_of(values.before.as_deref()?)));
    widths.filter(|width| *width <= WIDEST).max().unwrap_or(0)
}

/// The changes of one subject.
fn subject<'r>(
    rows: &[&'r Changed],
    mode: &Mode,
    align: usize,
    told: &mut Option<&'r str>,
    width: usize,
) -> Vec<Block> {
    let mut blocks = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        let goes_on = rows
            .get(at + 1)
            .is_some_and(|next| is_same_act(row, next, mode));
        let below = match goes_on {
            true => Vec::new(),
            false => {
                let made = made(row, mode).into_iter();
                made.chain(reason(row, mode, told)).collect()
            }
        };
        blocks.push(Block::Row(Row {
            below,
            ..change(row, at == 0, mode, align)
        }));
        blocks.push(Block::Lines(texts(row, width)));
    }
    blocks.push(Block::Lines(about(rows, width)));
    blocks.push(Block::Lines(key_results(rows, width)));
    blocks.push(Block::Lines(impacts(rows.iter().copied(), width)));
    blocks
}

/// Whether two changes of a subject were made together, so that what made them is said once, below
/// both.
fn is_same_act(one: &Changed, other: &Changed, mode: &Mode) -> bool {
    one.commit == other.commit && words::why(&one.change, mode) == words::why(&other.change, mode)
}

/// One change in its columns.
fn change(row: &Changed, is_first: bool, mode: &Mode, align: usize) -> Row {
    let change = &row.change;
    let role = match change.shift.as_ref().map(|shift| shift.direction) {
        _ if !words::tells_shift(change, mode) => Role::Faint,
        Some(Direction::Easier) => Role::Caution,
        Some(Direction::Harder) => Role::Name,
        None => match change.kind {
            ChangeKind::Removed | ChangeKind::Replaced => Role::Bad,
            ChangeKind::Added | ChangeKind::CarriedOver => Role::Good,
            _ => Role::Faint,
        },
    };
    let mark = match words::tells_shift(change, mode) {
        true => words::mark(change),
        false => "·",
    };
    let name = &change.subject.name;
    let name = match change.matched_by.is_guess() {
        true => Piece::name(&format!("~ {name}")),
        false => Piece::name(name),
    };
    let title = match is_first {
        true => name,
        false => Piece {
            role: Some(Role::Faint),
            ..name
        },
    };
    let values = words::values(change)
        .filter(|values| values.is_short())
        .map(|values| match (words::is_whole(change), &values.after) {
            (true, Some(after)) => after.clone(),
            _ => values.arrow(align),
        });
    let shift = words::shift(change).filter(|_| words::tells_shift(change, mode));
    Row {
        lead: vec![Piece::new(&format!("{mark} ")).role(role)],
        rest: vec![Piece::new(INDENT)],
        title,
        cells: vec![
            Some(Piece::new(&words::what(row))),
            values.map(|values| Piece {
                whole: true,
                ..Piece::new(&values)
            }),
            shift.map(|shift| Piece {
                whole: true,
                ..Piece::new(&shift).role(role)
            }),
        ],
        below: Vec::new(),
    }
}

/// Values that are too long for a column, each in lines of its own.
fn texts(row: &Changed, width: usize) -> Vec<Line> {
    let change = &row.change;
    let Some(values) = words::values(change).filter(|values| !values.is_short()) else {
        return Vec::new();
    };
    let sides = match words::is_whole(change) {
        true => vec![("", values.after)],
        false => vec![("was  ", values.before), ("now  ", values.after)],
    };
    let mut lines = Vec::new();
    for (word, text) in sides {
        let text = text.unwrap_or_else(|| "nothing".to_owned());
        let text = Piece::new(&words::cut(&text, LONGEST));
        let room = width.saturating_sub(INDENT.len() + word.len());
        for (at, piece) in text.wrapped(room).into_iter().enumerate() {
            let blank = " ".repeat(word.len());
            let word = if at == 0 { word } else { &blank };
            lines.push(vec![Piece::new(INDENT), Piece::faint(word), piece]);
        }
    }
    lines
}

/// What a subject says, where a change does not say it already, whose it is and where that stands.
fn about(rows: &[&Changed], width: usize) -> Vec<Line> {
    let Some(row) = rows.first() else {
        return Vec::new();
    };
    let says_title =
        |row: &&Changed| matches!(row.change.kind, ChangeKind::Retitled | ChangeKind::Replaced);
    let title = match rows.iter().any(says_title) {
        true => "",
        false => row.change.subject.title.as_str(),
    };
    let mut about = vec![Piece::faint(&words::cut(title, LONGEST))];
    about.extend(words::team(row).map(Piece::faint));
    about.retain(|piece| !piece.text.is_empty());
    let room = width.saturating_sub(INDENT.len());
    let taken = match flow(&about, room).last() {
        Some(last) => line_width(last) + " · ".len(),
        None => 0,
    };
    about.extend(place(rows, room.saturating_sub(taken), room));
    below(&about, width)
}

/// What a new objective is measured by.
fn key_results(rows: &[&Changed], width: usize) -> Vec<Line> {
    let all = rows.iter().flat_map(|row| &row.key_results);
    all.flat_map(|(id, said)| {
        let said = Piece::new(&words::cut(said, LONGEST));
        let mut lines = below(&[Piece::name(id), said], width);
        lines.truncate(2);
        lines
    })
    .collect()
}

/// Where the changes stand: the path as far as there is room for it, with the lines. Where little is
/// shown at all it has no line of its own.
fn place(rows: &[&Changed], behind: usize, room: usize) -> Option<Piece> {
    const ENOUGH: usize = 72;
    let row = rows.first()?;
    let mut lines: Vec<usize> = rows.iter().map(|row| row.line).collect();
    lines.sort_unstable();
    lines.dedup();
    let lines: Vec<String> = lines.iter().map(usize::to_string).collect();
    let lines = lines.join(",");
    let whole = format!("{}:{lines}", row.path);
    let folders = row.path.split_once('/').zip(row.path.rsplit_once('/'));
    let shortened = folders.map(|((first, _), (_, last))| format!("{first}/…/{last}:{lines}"));
    let own_line = if room < ENOUGH { behind } else { room };
    let ways = [
        (Some(whole.clone()), behind),
        (shortened.clone(), behind),
        (Some(whole), own_line),
        (shortened, own_line),
    ];
    let found = ways
        .into_iter()
        .find_map(|(text, most)| text.filter(|text| width_of(text) <= most));
    found.map(|text| Piece {
        whole: true,
        ..Piece::faint(&text)
    })
}

/// Why something changed; a reason that was just told is not told again.
fn reason<'r>(row: &'r Changed, mode: &Mode, told: &mut Option<&'r str>) -> Option<Piece> {
    match words::why(&row.change, mode) {
        Why::Because(reason) if *told == Some(reason) => Some(Piece::new("for the same reason")),
        Why::Because(reason) => {
            *told = Some(reason);
            let reason = words::cut(reason, LONGEST);
            Some(Piece::new(&format!("because: {reason}")))
        }
        Why::Missing => {
            *told = None;
            Some(Piece::new("no reason given").role(Role::Caution))
        }
        Why::Silent => {
            *told = None;
            None
        }
    }
}

/// The commit that made a change.
fn made(row: &Changed, mode: &Mode) -> Vec<Piece> {
    let said = row
        .commit
        .iter()
        .flat_map(|commit| words::made(commit, mode));
    said.map(|said| Piece::faint(&said)).collect()
}

/// Whom the changes of a subject touch.
pub(super) fn impacts<'r>(rows: impl IntoIterator<Item = &'r Changed>, width: usize) -> Vec<Line> {
    /// More would bury what is to be seen.
    const MOST: usize = 8;
    let mut lines = Vec::new();
    for (effect, verb, touched) in words::impacts(rows.into_iter().map(|row| &row.change)) {
        let role = match effect {
            crate::diff::ImpactEffect::Affected => Role::Faint,
            _ => Role::Caution,
        };
        let more = touched.len().saturating_sub(MOST);
        let names = touched
            .iter()
            .take(MOST)
            .map(|impact| impact.subject.clone());
        let mut names: Vec<String> = names.collect();
        if more > 0 {
            names.push(format!("{more} more"));
        }
        let line = Piece::new(&format!("{verb} {}", names.join(", "))).role(role);
        lines.extend(below(&[line], width));
    }
    lines
}

/// Pieces below a change.
pub(super) fn below(pieces: &[Piece], width: usize) -> Vec<Line> {
    let room = width.saturating_sub(INDENT.len());
    let lines = flow(pieces, room).into_iter();
    lines
        .map(|line| {
            let mut led = vec![Piece::new(INDENT)];
            led.extend(line);
            led
        })
        .collect()
}
