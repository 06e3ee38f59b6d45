//! A part of the changes: a line for each, in columns, and below those of one subject what it says,
//! whose it is, where it stands, why it changed and whom that touches.

use crate::diff::{ChangeKind, Direction};
use crate::render::diff_text::heading;
use crate::render::diff_words::{self as words, Part, Why};
use crate::render::layout::grid::{Column, Grid, Row, Then};
use crate::render::layout::{Line, Piece, flow, width as width_of};
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
    let grid = Grid::new(&COLUMNS, rows, width);
    let mut lines = vec![heading(&part.heading(&review.mode))];
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
    let lines_of = |row: &&Changed| row.line;
    let mut about = about(rows);
    let places: Vec<usize> = rows.iter().map(lines_of).collect();
    about.extend(place(rows, &places, width));
    for (at, row) in rows.iter().enumerate() {
        let next = rows.get(at + 1);
        blocks.push(Block::Row(change(row, at == 0, mode, align)));
        blocks.push(Block::Lines(texts(row, width)));
        // What made several changes of a subject is said once, below them.
        let same = |next: &&Changed| {
            next.commit == row.commit
                && words::why(&next.change, mode) == words::why(&row.change, mode)
        };
        if next.is_none_or(|next| !same(next)) {
            let made = row
                .commit
                .iter()
                .flat_map(|commit| words::made(commit, mode));
            let made: Vec<Piece> = made.map(|said| Piece::faint(&said)).collect();
            blocks.push(Block::Lines(below(&made, width)));
            blocks.push(Block::Lines(reason(row, mode, told, width)));
        }
    }
    blocks.push(Block::Lines(below(&about, width)));
    blocks.push(Block::Lines(impacts(rows, width)));
    blocks
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
    let title = match (is_first, change.matched_by.is_guess()) {
        (true, true) => Piece::name(&format!("~ {name}")),
        (true, false) => Piece::name(name),
        (false, _) => Piece::default(),
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

/// What a subject says, where a change does not say it already, and whose it is.
fn about(rows: &[&Changed]) -> Vec<Piece> {
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
    about
}

/// Where the changes stand: the path as far as there is room for it, with the lines.
fn place(rows: &[&Changed], lines: &[usize], width: usize) -> Option<Piece> {
    let row = rows.first()?;
    let mut lines = lines.to_vec();
    lines.sort_unstable();
    lines.dedup();
    let lines: Vec<String> = lines.iter().map(usize::to_string).collect();
    let lines = lines.join(",");
    let room = width.saturating_sub(INDENT.len());
    let shortened = || {
        let (first, rest) = row.path.split_once('/')?;
        let (_, last) = rest.rsplit_once('/')?;
        Some(format!("{first}/…/{last}:{lines}"))
    };
    let whole = Some(format!("{}:{lines}", row.path));
    let fits = |text: &String| width_of(text) <= room / 2;
    let found = whole.filter(fits).or_else(|| shortened().filter(fits));
    found.map(|text| Piece {
        whole: true,
        ..Piece::faint(&text)
    })
}

/// Why something changed; a reason that was just told is not told again.
fn reason<'r>(
    row: &'r Changed,
    mode: &Mode,
    told: &mut Option<&'r str>,
    width: usize,
) -> Vec<Line> {
    match words::why(&row.change, mode) {
        Why::Because(reason) if *told == Some(reason) => {
            below(&[Piece::new("for the same reason")], width)
        }
        Why::Because(reason) => {
            *told = Some(reason);
            let reason = words::cut(reason, LONGEST);
            below(&[Piece::new(&format!("because: {reason}"))], width)
        }
        Why::Missing => below(&[Piece::new("no reason given").role(Role::Caution)], width),
        Why::Silent => Vec::new(),
    }
}

/// Whom the changes of a subject touch.
fn impacts(rows: &[&Changed], width: usize) -> Vec<Line> {
    /// More would bury what is to be seen.
    const MOST: usize = 8;
    let mut lines = Vec::new();
    for (effect, verb, touched) in words::impacts(rows.iter().map(|row| &row.change)) {
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
