//! The lines of where time goes as rows and columns.

use rust_decimal::Decimal;

use crate::render::allocation_lines::{Bucket, Entry, What};
use crate::render::allocation_numbers::{Numbers, Printed};
use crate::render::allocation_text::bar;
use crate::render::allocation_words as said;
use crate::render::layout::Piece;
use crate::render::layout::grid::{Column, Row, Then};
use crate::render::reading::Reading;
use crate::render::style::Role;

/// The columns beside titles: a name or a kind, the planned share, the people that this is, the
/// share really spent, and by how many points that is off. Columns of numbers are as wide as the
/// widest of them.
pub const COLUMNS: &[Column] = &[
    column(false, 22, 0),
    column(true, usize::MAX, 2),
    column(true, usize::MAX, 1),
    column(true, usize::MAX, 2),
    column(true, usize::MAX, 2),
];

/// Which of the columns says by how many points it is off.
pub const POINTS: usize = 4;

const fn column(right: bool, cap: usize, yields: u8) -> Column {
    Column {
        gap: 2,
        right,
        cap,
        yields,
        then: Then::Below,
    }
}

/// What rows are made with.
#[derive(Debug, Clone)]
pub struct Rows<'r> {
    /// The day.
    pub reading: &'r Reading,
    /// How far plans may be off, in points.
    pub tolerance: Decimal,
    /// How numbers are printed.
    pub numbers: Numbers,
}

impl Rows<'_> {
    /// The row of a line, `indent` columns to the right.
    pub fn row(&self, entry: &Entry<'_>, printed: Printed, indent: usize) -> Row {
        let pad = " ".repeat(indent + 2 * entry.depth);
        let (mark, role) = match self.numbers.is_goal(entry.what) {
            true => GOAL,
            false => mark(entry),
        };
        let lead = Piece {
            role,
            ..Piece::new(&format!("{mark} "))
        };
        let label = said::label(entry, printed.planned);
        let is_left = matches!(entry.what, What::NotPlanned | What::NotBooked)
            || (matches!(entry.what, What::Bucket) && entry.bucket == Bucket::None);
        let is_over = is_left && printed.planned.is_some_and(|left| left < Decimal::ZERO);
        let title = Piece::new(&label);
        let title = match entry.what {
            What::Beyond => title.role(Role::Bad),
            _ if is_over => title.role(Role::Bad),
            What::Bucket | What::Goal(_) | What::Unaligned => title.role(Role::Strong),
            What::NotPlanned if entry.depth == 0 => title.role(Role::Strong),
            What::NotPlanned | What::NotBooked => title.role(Role::Faint),
            _ => title,
        };
        Row {
            lead: vec![Piece::new(&pad), lead],
            rest: vec![Piece::new(&format!("{pad}  "))],
            title,
            cells: self.cells(entry, printed),
            below: said::remarks(entry.what, self.reading)
                .into_iter()
                .map(|(text, is_bad)| Piece {
                    role: Some(if is_bad { Role::Bad } else { Role::Faint }),
                    ..Piece::new(&text)
                })
                .collect(),
        }
    }

    fn cells(&self, entry: &Entry<'_>, printed: Printed) -> Vec<Option<Piece>> {
        let kind = match entry.what {
            What::Item(item) if entry.depth == 1 => item.kind.map(|kind| kind.value.name()),
            _ => None,
        };
        let name = said::name(entry).map(Piece::name);
        let is_strong = matches!(entry.what, What::Bucket);
        let strong = is_strong.then_some(Role::Strong);
        let number = |text: String| number(text, strong);
        let is_upkeep = entry.bucket == Bucket::Maintenance && entry.depth > 0;
        let is_far = |off: &Decimal| off.abs() > self.tolerance;
        vec![
            name.or(kind.map(Piece::faint)),
            printed.planned.map(|share| number(said::percent(share))),
            printed
                .people
                .filter(|_| !is_upkeep)
                .map(|people| self::number(said::people(people), Some(Role::Faint))),
            printed
                .spent
                .map(|share| number(format!("spent {}", said::percent(share)))),
            printed.off.map(|off| {
                let role = is_far(&off).then_some(Role::Caution);
                self::number(said::points(off), role)
            }),
        ]
    }
}

/// A number with its unit, which is never broken.
pub fn number(text: String, role: Option<Role>) -> Piece {
    Piece {
        role,
        whole: true,
        ..Piece::new(&text)
    }
}

/// What stands before the title of a business goal.
const GOAL: (&str, Option<Role>) = ("●", Some(Role::Strong));

/// What stands before a title.
fn mark(entry: &Entry<'_>) -> (&'static str, Option<Role>) {
    match entry.what {
        What::Bucket => (bar::glyph(entry.bucket), Some(bar::role(entry.bucket))),
        What::Goal(_) => GOAL,
        What::Objective(_) | What::Loose(_) | What::Unaligned => ("○", None),
        What::Kpi(_) => ("■", None),
        What::Subject(_) | What::Kind(_) | What::Item(_) => ("▸", Some(Role::Faint)),
        What::Beyond => (bar::glyph(entry.bucket), Some(Role::Bad)),
        What::NotPlanned if entry.depth == 0 => {
            (bar::glyph(entry.bucket), Some(bar::role(entry.bucket)))
        }
        What::NotPlanned | What::NotBooked => (" ", None),
    }
}
