//! Where time goes, for the terminal: team by team a bar over the whole time with what it is made
//! of, then what it serves, then all of it together.

mod bar;
mod foot;
mod rows;

use std::io;

use rust_decimal::Decimal;

use crate::render::allocation_lines::{self as lines, Bucket, Entry, What};
use crate::render::allocation_numbers::{Numbers, Printed};
use crate::render::allocation_words as said;
use crate::render::layout::grid::{Grid, Row};
use crate::render::layout::{Line, Piece, flow, line_width, write_line};
use crate::render::reading::Reading;
use crate::render::style::{Role, Style};
use crate::views::Allocation;
use crate::views::allocation::{SpentTime, TeamRow};

use rows::{COLUMNS, Rows, number};

/// The narrowest output that is laid out.
const NARROWEST: usize = 40;
/// Lines longer than this are hard to follow with the eye, whatever the terminal has room for.
const WIDEST: usize = 100;

/// Writes `allocation` for a terminal.
///
/// # Errors
/// When `out` cannot be written.
pub fn write(
    out: &mut dyn io::Write,
    allocation: &Allocation,
    reading: &Reading,
    style: Style,
) -> io::Result<()> {
    let width = style.width.clamp(NARROWEST, WIDEST);
    let blocks = Screen::new(allocation, reading, width).blocks();
    let rows = blocks.iter().filter_map(|block| match block {
        Block::Row(row) => Some(row),
        Block::Line(_) | Block::Flow { .. } => None,
    });
    let grid = Grid::new(COLUMNS, rows, width);
    for block in &blocks {
        let lines = match block {
            Block::Row(row) => grid.lines(row),
            Block::Line(line) => vec![line.clone()],
            Block::Flow { lead, rest, items } => led(lead, rest, items, width),
        };
        for line in lines {
            write_line(out, style, &line)?;
        }
    }
    Ok(())
}

/// A part of the output.
enum Block {
    /// A title with cells.
    Row(Row),
    /// Items one after the other, behind what stands before the first line and the others.
    Flow {
        lead: Line,
        rest: Line,
        items: Vec<Piece>,
    },
    /// A line as it is.
    Line(Line),
}

fn led(lead: &Line, rest: &Line, items: &[Piece], width: usize) -> Vec<Line> {
    let room = width.saturating_sub(line_width(rest)).max(NARROWEST / 2);
    let lines = flow(items, room).into_iter().enumerate();
    lines
        .map(|(at, line)| {
            let lead = if at == 0 { lead } else { rest };
            lead.iter().cloned().chain(line).collect()
        })
        .collect()
}

fn flowing(indent: usize, items: Vec<Piece>) -> Block {
    let lead = vec![Piece::new(&" ".repeat(indent))];
    Block::Flow {
        rest: lead.clone(),
        lead,
        items,
    }
}

fn faint(text: impl AsRef<str>) -> Piece {
    Piece::faint(text.as_ref())
}

fn empty() -> Block {
    Block::Line(Line::new())
}

fn heading(text: &str) -> Block {
    Block::Line(vec![Piece::new(text).role(Role::Strong)])
}

/// What is shown, and how much room there is.
struct Screen<'v> {
    allocation: &'v Allocation,
    rows: Rows<'v>,
    width: usize,
    /// How many columns a level of teams is indented by, and how many levels are drawn.
    levels: usize,
    /// How many cells a bar has.
    cells: usize,
}

/// By how much a team is indented for each above it.
const INDENT: usize = 2;

impl<'v> Screen<'v> {
    fn new(allocation: &'v Allocation, reading: &'v Reading, width: usize) -> Self {
        let levels = width.saturating_sub(28) / (2 * INDENT);
        let deepest = allocation.teams.iter().map(|row| row.depth).max();
        let indent = INDENT * deepest.unwrap_or(0).min(levels);
        let numbers = if width < NUMBERS_BELOW { 0 } else { NUMBERS };
        let taken = indent + allocation.actual.as_ref().map_or(0, |_| LABEL) + numbers;
        // In steps of ten a share of ten percent is always as long as another.
        let cells = width.saturating_sub(taken) / 10 * 10;
        let hundred = Decimal::ONE_HUNDRED;
        Self {
            allocation,
            rows: Rows {
                reading,
                tolerance: allocation.policy.tolerance * hundred,
                numbers: Numbers::new(allocation),
            },
            width,
            levels,
            cells: cells.clamp(10, 50),
        }
    }

    fn blocks(&self) -> Vec<Block> {
        let mut blocks = self.head();
        if let Some(hint) = said::nothing(self.allocation) {
            blocks.push(empty());
            blocks.extend(hint.map(|line| flowing(0, vec![Piece::new(line)])));
        }
        for (at, row) in self.allocation.teams.iter().enumerate() {
            blocks.push(empty());
            blocks.extend(self.team(at, row));
        }
        blocks.extend(self.goals());
        blocks.extend(self.total());
        blocks.extend(
            self.allocation
                .actual
                .iter()
                .flat_map(|actual| foot::judged(self.allocation, actual)),
        );
        blocks.extend(foot::notes(self.allocation));
        let has_points = |block: &Block| match block {
            Block::Row(row) => row.cells.get(rows::POINTS).is_some_and(Option::is_some),
            Block::Line(_) | Block::Flow { .. } => false,
        };
        let has_points = blocks.iter().any(has_points);
        let teams = self.allocation.teams.iter().flat_map(lines::team);
        let total = self.has_total().then(|| lines::total(self.allocation));
        let entries = teams.chain(total.into_iter().flatten());
        blocks.extend(foot::legend(entries, has_points));
        blocks
    }

    /// Whose time it is, in which cycle, what was read; and how time is meant to be split.
    fn head(&self) -> Vec<Block> {
        let allocation = self.allocation;
        let organisation = allocation.organisation.as_ref();
        let cycle = allocation.cycle.as_ref().map(|cycle| cycle.name.as_str());
        let mut head = vec![
            Piece::new(organisation.map_or("OKRs", |name| name)).role(Role::Strong),
            Piece::new(cycle.unwrap_or("standing plans")).role(Role::Strong),
        ];
        head.extend(allocation.asked.iter().map(|team| Piece::new(&team.title)));
        head.push(faint(self.rows.reading.words()));
        let policy = said::policy(&allocation.policy).map(faint);
        vec![flowing(0, head), flowing(0, policy.into())]
    }

    fn indent(&self, row: &TeamRow) -> usize {
        INDENT * row.depth.min(self.levels)
    }

    fn team(&self, at: usize, row: &'v TeamRow) -> Vec<Block> {
        let indent = self.indent(row);
        let entries = lines::team(row);
        let printed = self.rows.numbers.printed(&entries);
        let mut blocks = vec![
            flowing(indent, vec![Piece::new(&row.name.title).role(Role::Strong)]),
            flowing(indent, about(row, row.depth > self.levels)),
        ];
        blocks.extend(self.bars(&entries, &printed, row.actual.as_ref(), indent));
        let reason = row.reason.as_ref().map(|reason| reason.trim());
        let reason = reason.filter(|reason| !reason.is_empty());
        blocks.extend(
            reason.map(|reason| flowing(indent, vec![Piece::new(&format!("because {reason}"))])),
        );
        blocks.extend(self.entries(&entries, &printed, indent, said::booked(row)));
        if let Some(total) = self.allocation.with_below(at) {
            let said = said::together(total, &self.rows.numbers)
                .into_iter()
                .enumerate();
            let said = said.map(|(at, said)| match at {
                0 => faint(format!("with the teams below: {said}")),
                _ => faint(said),
            });
            let pad = |columns| vec![Piece::new(&" ".repeat(columns))];
            blocks.push(Block::Flow {
                lead: pad(indent),
                rest: pad(indent + INDENT),
                items: said.collect(),
            });
        }
        blocks
    }

    /// The plan as a bar; where commits were read, what was spent as another.
    fn bars(
        &self,
        entries: &[Entry<'v>],
        printed: &[Printed],
        actual: Option<&SpentTime>,
        indent: usize,
    ) -> Vec<Block> {
        let bar = |label: &str, share: bar::Share, number: fn(&Printed) -> Option<Decimal>| {
            let bar = bar::bar(entries, self.cells, share);
            let label = actual.map_or("", |_| label);
            let room = self.width.saturating_sub(indent + label.len());
            let behind = room.saturating_sub(line_width(&bar));
            let numbers = bar::numbers(entries, printed.iter().map(number), behind, room);
            let mut numbers = numbers.into_iter();
            let first = numbers.next().into_iter().flatten();
            let lead = [Piece::new(&" ".repeat(indent)), faint(label)];
            let first: Line = lead.into_iter().chain(bar).chain(first).collect();
            let pad = Piece::new(&" ".repeat(indent + label.len()));
            let below =
                numbers.map(|numbers| std::iter::once(pad.clone()).chain(numbers).collect());
            let lines: Vec<Line> = std::iter::once(first).chain(below).collect();
            lines.into_iter().map(Block::Line)
        };
        let mut blocks = Vec::new();
        let is_planned =
            |entry: &Entry<'_>| matches!(entry.what, What::Bucket) && entry.planned.is_some();
        if entries.iter().any(is_planned) {
            let plan = bar(
                "plan    ",
                |entry| entry.planned.as_ref(),
                |printed| printed.planned,
            );
            blocks.extend(plan);
        }
        match actual {
            Some(actual) if actual.author_days.is_zero() => {
                blocks.push(flowing(indent, vec![faint("actual  no commits")]));
            }
            Some(_) => blocks.extend(bar(
                "actual  ",
                |entry| entry.spent.as_ref(),
                |printed| printed.spent,
            )),
            None => {}
        }
        blocks
    }

    fn entries(
        &self,
        entries: &[Entry<'v>],
        printed: &[Printed],
        indent: usize,
        booked: Option<String>,
    ) -> Vec<Block> {
        let mut rows: Vec<Row> = entries
            .iter()
            .zip(printed)
            .map(|(entry, printed)| self.rows.row(entry, *printed, indent))
            .collect();
        let maintenance = entries
            .iter()
            .position(|entry| entry.depth == 0 && entry.bucket == Bucket::Maintenance);
        let row = maintenance.and_then(|at| rows.get_mut(at));
        if let Some((row, booked)) = row.zip(booked) {
            row.below.push(faint(booked));
        }
        rows.into_iter().map(Block::Row).collect()
    }

    /// What the planned time serves.
    fn goals(&self) -> Vec<Block> {
        if self.allocation.total.people.is_zero() {
            return Vec::new();
        }
        let entries = lines::goals(self.allocation);
        let mut blocks = vec![empty(), heading("By business goal")];
        let numbers = &self.rows.numbers;
        let printed = numbers.of_goals(self.allocation, &entries);
        blocks.extend(self.entries(&entries, &printed, 0, None));
        let people = numbers.whole(&self.allocation.total.people);
        let strong = |text: String| Some(number(text, Some(Role::Strong)));
        blocks.push(Block::Row(Row {
            lead: vec![Piece::new("  ")],
            rest: vec![Piece::new("  ")],
            title: Piece::new("all together").role(Role::Strong),
            cells: vec![
                None,
                strong(said::percent(Decimal::ONE_HUNDRED)),
                strong(said::people(people)),
            ],
            below: Vec::new(),
        }));
        blocks
    }

    /// Whether the sum of all teams says more than the only one.
    fn has_total(&self) -> bool {
        self.allocation.teams.len() > 1 || self.allocation.actual.is_some()
    }

    /// All teams together.
    fn total(&self) -> Vec<Block> {
        let allocation = self.allocation;
        let actual = allocation.actual.as_ref();
        if !self.has_total() {
            return Vec::new();
        }
        let entries = lines::total(allocation);
        let title = match allocation.asked.is_empty() {
            true => "All teams",
            false => "These teams together",
        };
        let mut about = vec![Piece::new(title).role(Role::Strong)];
        if !allocation.total.people.is_zero() {
            let (counted, all) = (allocation.total.teams, allocation.teams.len());
            let teams = match counted == all {
                true => said::count(all, "team", "teams"),
                false => format!("{counted} of {all} teams"),
            };
            let people = self.rows.numbers.whole(&allocation.total.people);
            about.extend([faint(teams), faint(said::people(people))]);
        }
        about.extend(said::spent_together(allocation).map(faint));
        let mut blocks = vec![empty(), flowing(0, about)];
        let printed = self.rows.numbers.of_total(allocation, &entries);
        blocks.extend(self.bars(&entries, &printed, actual.map(|actual| &actual.total), 0));
        blocks.extend(self.entries(&entries, &printed, 0, None));
        blocks
    }
}

/// How wide the words before the bars are.
const LABEL: usize = 8;
/// How wide the numbers behind the bars may usually get.
const NUMBERS: usize = 26;
/// Where the output is narrower, there is more to see with the numbers below their bars.
const NUMBERS_BELOW: usize = 60;

/// What is said of a team beside its name.
fn about(row: &TeamRow, too_deep: bool) -> Vec<Piece> {
    let mut about = vec![Piece::name(&row.name.id)];
    let capacity = row.capacity.as_ref();
    about.push(match capacity {
        Some(capacity) => Piece::new(capacity.text.trim()),
        None => Piece::new("capacity not said").role(Role::Caution),
    });
    if row.plan.is_none() {
        about.push(Piece::new(said::NO_PLAN).role(Role::Caution));
    }
    let cycle = row.plan_of.as_ref();
    about.extend(cycle.map(|cycle| faint(format!("plan of {}", cycle.name))));
    about.extend(row.until.map(|day| faint(format!("until {day}"))));
    about.extend(row.actual.iter().filter_map(spent));
    about.extend(too_deep.then(|| faint(format!("level {}", row.depth))));
    about
}

/// How much time commits say was spent, where that is any.
fn spent(spent: &SpentTime) -> Option<Piece> {
    let days = said::author_days(&spent.author_days);
    (!spent.author_days.is_zero()).then(|| faint(format!("{days} spent")))
}
