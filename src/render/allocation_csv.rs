//! Where time goes as one table for spreadsheets, in UTF-8 with the line ends of RFC 4180. Rows of
//! one level are parts that add up to the whole and hold nothing twice: `bucket` and `item` team by
//! team, `goal` by what the time serves, `total` of all teams. Numbers are plain decimals; shares go
//! from 0 to 1.

use std::io;

use rust_decimal::Decimal;

use crate::measure::exact::Exact;
use crate::render::allocation_lines::{self as lines, Bucket, Entry, What};
use crate::render::allocation_numbers::{Numbers as Printing, column};
use crate::render::apportion::Digits;
use crate::render::safe::csv_cell;
use crate::views::Allocation;
use crate::views::allocation::{SpentTime, TeamRow};

/// The columns.
const HEADER: [&str; 16] = [
    "cycle",
    "level",
    "scope",
    "id",
    "title",
    "bucket",
    "item",
    "item_id",
    "kind",
    "planned_share",
    "planned_people",
    "actual_share",
    "author_days",
    "parent",
    "from",
    "due",
];

/// How many digits numbers have behind the point.
const DIGITS: Digits = Digits::up_to(6);

/// Writes the table.
///
/// # Errors
/// When `out` cannot be written.
pub fn write(out: &mut dyn io::Write, allocation: &Allocation) -> io::Result<()> {
    let writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(out);
    let cycle = allocation.cycle.as_ref().map(|cycle| cycle.name.as_str());
    let mut table = Table {
        writer,
        cycle: cycle.unwrap_or_default(),
        printing: Printing::new(allocation),
    };
    table.writer.write_record(HEADER)?;
    for row in &allocation.teams {
        table.team(row)?;
    }
    let actual = allocation.actual.as_ref();
    if let Some(spent) = actual.and_then(|actual| actual.no_team.as_ref()) {
        let of_nobody = Scope {
            level: "bucket",
            scope: "no_team",
            ..Scope::default()
        };
        let entries = lines::buckets(None, None, Some(spent));
        table.all(&of_nobody, &entries, Some(spent))?;
    }
    table.goals(allocation)?;
    let all = Scope {
        level: "total",
        scope: "total",
        ..Scope::default()
    };
    let spent = actual.map(|actual| &actual.total);
    table.all(&all, &lines::total(allocation), spent)?;
    table.writer.flush()
}

struct Table<'v, W: io::Write> {
    writer: csv::Writer<W>,
    cycle: &'v str,
    printing: Printing,
}

/// What a row is about, but for its bucket.
#[derive(Debug, Clone, Copy, Default)]
struct Scope<'v> {
    level: &'v str,
    scope: &'v str,
    id: &'v str,
    title: &'v str,
    /// The team above.
    parent: &'v str,
}

/// The numbers of a line.
type Numbers = [Option<Decimal>; 4];

impl<W: io::Write> Table<'_, W> {
    /// A team by bucket, then by what the buckets are for.
    fn team(&mut self, row: &TeamRow) -> io::Result<()> {
        let mut entries = lines::team(row);
        if !row.counts() {
            // It is in no sum of people, here neither.
            entries.iter_mut().for_each(|entry| entry.people = None);
        }
        if let (None, Some(people)) = (&row.buckets, &row.people) {
            // All its people are in no bucket, so that what its objectives ask for is too much.
            let over = &Exact::zero() - &(&row.planned * people);
            let strategic = entries
                .iter()
                .take_while(|entry| entry.bucket == Bucket::Strategic);
            let over = Entry {
                depth: 1,
                bucket: Bucket::Strategic,
                what: What::NotPlanned,
                planned: None,
                is_written: false,
                people: (!over.is_zero()).then_some(over),
                spent: None,
            };
            entries.insert(strategic.count(), over);
        }
        let numbers = numbers(&entries, row.actual.as_ref());
        let scope = |level| Scope {
            level,
            scope: "team",
            id: &row.name.id,
            title: &row.name.title,
            parent: row.parent.as_ref().map_or("", |parent| &parent.id),
        };
        let lines = || entries.iter().zip(&numbers);
        for (entry, numbers) in lines().filter(|(entry, _)| entry.depth == 0) {
            self.part(&scope("bucket"), entry, *numbers)?;
        }
        // Key results are left to their objectives.
        let is_item = |entry: &Entry<'_>| entry.depth < 2 || entry.bucket == Bucket::Maintenance;
        let items: Vec<(Entry<'_>, Numbers)> = lines()
            .filter(|(entry, _)| is_item(entry))
            .map(|(entry, numbers)| (entry.clone(), *numbers))
            .collect();
        for (at, (entry, _)) in items.iter().enumerate() {
            self.part(&scope("item"), entry, own(&items, at))?;
        }
        Ok(())
    }

    /// What the time serves.
    fn goals(&mut self, allocation: &Allocation) -> io::Result<()> {
        if allocation.total.people.is_zero() {
            return Ok(());
        }
        let entries = lines::goals(allocation);
        let numbers = numbers(&entries, None);
        let lines: Vec<(Entry<'_>, Numbers)> = entries.into_iter().zip(numbers).collect();
        for (at, (entry, _)) in lines.iter().enumerate() {
            let (scope, time) = match entry.what {
                What::Goal(time) => ("goal", Some(time)),
                What::Kpi(time) | What::Loose(time) => ("unaligned", Some(time)),
                _ => ("total", None),
            };
            let scope = Scope {
                level: "goal",
                scope,
                id: time.map_or("", |time| &time.name),
                title: time.map_or("", |time| &time.title),
                parent: "",
            };
            self.part(&scope, entry, own(&lines, at))?;
        }
        Ok(())
    }

    /// A row for each line that says anything.
    fn all(
        &mut self,
        scope: &Scope<'_>,
        entries: &[Entry<'_>],
        spent: Option<&SpentTime>,
    ) -> io::Result<()> {
        for (entry, numbers) in entries.iter().zip(numbers(entries, spent)) {
            self.part(scope, entry, numbers)?;
        }
        Ok(())
    }

    /// A row, where it has a number.
    fn part(&mut self, scope: &Scope<'_>, entry: &Entry<'_>, numbers: Numbers) -> io::Result<()> {
        match numbers.iter().any(Option::is_some) {
            true => self.row(scope, entry, numbers),
            false => Ok(()),
        }
    }

    fn row(&mut self, scope: &Scope<'_>, entry: &Entry<'_>, numbers: Numbers) -> io::Result<()> {
        let [item, item_id, mut kind] = item(entry.what);
        if self.printing.is_goal(entry.what) {
            kind = "goal";
        }
        let texts = [
            self.cycle,
            scope.level,
            scope.scope,
            scope.id,
            scope.title,
            bucket(entry.bucket),
            item,
            item_id,
            kind,
        ];
        for text in texts {
            self.writer.write_field(csv_cell(text))?;
        }
        for number in numbers {
            let number = number.map(|number| number.normalize().to_string());
            self.writer.write_field(number.unwrap_or_default())?;
        }
        let (from, due) = wished(entry.what);
        for text in [scope.parent, from, &due] {
            self.writer.write_field(csv_cell(text))?;
        }
        self.writer.write_record(None::<&[u8]>)?;
        Ok(())
    }
}

/// The numbers of `entries`, which add up also as they are printed.
fn numbers(entries: &[Entry<'_>], spent: Option<&SpentTime>) -> Vec<Numbers> {
    let days = spent.map(|spent| &spent.author_days);
    let columns = [
        column(entries, DIGITS, |entry| entry.planned.clone()),
        column(entries, DIGITS, |entry| entry.people.clone()),
        column(entries, DIGITS, |entry| entry.spent.clone()),
        column(entries, DIGITS, |entry| Some(entry.spent.as_ref()? * days?)),
    ];
    let at = |at: usize| {
        columns
            .each_ref()
            .map(|column| column.get(at).copied().flatten())
    };
    (0..entries.len()).map(at).collect()
}

/// The numbers of a line that are not told by the lines below it.
fn own(lines: &[(Entry<'_>, Numbers)], at: usize) -> Numbers {
    let Some((entry, numbers)) = lines.get(at) else {
        return Numbers::default();
    };
    let below = lines.iter().skip(at + 1);
    let mut own = *numbers;
    for (_, below) in below.take_while(|(below, _)| below.depth > entry.depth) {
        for (own, below) in own.iter_mut().zip(below) {
            *own = own.filter(|_| below.is_none());
        }
    }
    own
}

const fn bucket(bucket: Bucket) -> &'static str {
    match bucket {
        Bucket::None => "unplanned",
        _ => bucket.name(),
    }
}

/// The title of what a line is about, its name, and which kind it is.
fn item(what: What<'_>) -> [&str; 3] {
    match what {
        What::Bucket | What::Goal(_) | What::Unaligned => ["", "", ""],
        What::Objective(objective) => [&objective.title, &objective.name, "objective"],
        What::Subject(subject) => {
            let kind = match subject.place.key_result {
                Some(_) => "key-result",
                None => "objective",
            };
            [&subject.title, &subject.subject, kind]
        }
        What::NotPlanned => ["", "", "not-planned"],
        What::Beyond => ["", "", "over-planned"],
        What::Kind(kind) => ["", "", kind.map_or("", |kind| kind.name())],
        What::Item(item) => {
            let kind = item.kind.map_or("", |kind| kind.value.name());
            [&item.title.value, "", kind]
        }
        What::NotBooked => ["", "", "not-booked"],
        What::Kpi(_) => ["", "", "kpi"],
        What::Loose(_) => ["", "", "objective"],
    }
}

/// Whom the work of a line is for, and until when.
fn wished(what: What<'_>) -> (&str, String) {
    match what {
        What::Item(item) => (
            item.from.as_ref().map_or("", |from| &from.value),
            item.due
                .map_or_else(String::new, |due| due.value.to_string()),
        ),
        _ => ("", String::new()),
    }
}
