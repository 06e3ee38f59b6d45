//! Where time goes, as Markdown: a table of the teams, what each team's time is for, a table of the
//! business goals.

use std::io;

use rust_decimal::Decimal;

use crate::render::allocation_lines::{self as lines, Bucket, Entry, What};
use crate::render::allocation_notes;
use crate::render::allocation_numbers::{Numbers, Printed};
use crate::render::allocation_words as said;
use crate::render::reading::Reading;
use crate::render::safe::markdown;
use crate::render::words::{markdown_name, markdown_sentence};
use crate::views::Allocation;
use crate::views::allocation::{ActualTime, SpentTime, TeamRow};

/// Writes `allocation` as it is to be read on GitHub and GitLab.
///
/// # Errors
/// When `out` cannot be written.
pub fn write(
    out: &mut dyn io::Write,
    allocation: &Allocation,
    reading: &Reading,
) -> io::Result<()> {
    let organisation = allocation.organisation.as_ref().map_or("OKRs", |name| name);
    let cycle = allocation.cycle.as_ref().map(|cycle| cycle.name.as_str());
    let mut title = vec![organisation, cycle.unwrap_or("standing plans")];
    title.extend(allocation.asked.iter().map(|team| team.title.as_str()));
    let title: Vec<String> = title.into_iter().map(markdown).collect();
    let about: Vec<String> = std::iter::once(reading.words())
        .chain(said::policy(&allocation.policy))
        .map(|text| markdown(&text))
        .collect();
    writeln!(out, "# {}\n\n{}", title.join(" · "), about.join(" · "))?;
    let numbers = Numbers::new(allocation);
    if let Some(hint) = said::nothing(allocation) {
        for line in hint {
            writeln!(out, "\n{line}")?;
        }
    } else {
        table(out, allocation, &numbers)?;
    }
    for row in &allocation.teams {
        team(out, row, reading, &numbers)?;
    }
    goals(out, allocation, reading, &numbers)?;
    if let Some(actual) = &allocation.actual {
        judged(out, allocation, actual)?;
    }
    if !allocation.notes.is_empty() {
        writeln!(out, "\n## Notes\n")?;
    }
    for note in &allocation.notes {
        let words = allocation_notes::words(note);
        writeln!(out, "- {}", markdown_sentence(&words))?;
    }
    Ok(())
}

/// The buckets that have a column of their own.
fn columns(allocation: &Allocation) -> Vec<Bucket> {
    let entries = allocation.teams.iter().flat_map(lines::team);
    let entries: Vec<Entry<'_>> = entries.chain(lines::total(allocation)).collect();
    let is_said = |bucket: Bucket| {
        let mut of_bucket = entries.iter().filter(|entry| entry.bucket == bucket);
        matches!(bucket, Bucket::Strategic | Bucket::Maintenance) || of_bucket.next().is_some()
    };
    let buckets = [
        Bucket::Strategic,
        Bucket::Maintenance,
        Bucket::Operations,
        Bucket::None,
        Bucket::Uncategorised,
    ];
    buckets
        .into_iter()
        .filter(|bucket| is_said(*bucket))
        .collect()
}

/// The teams by bucket, and all together.
fn table(out: &mut dyn io::Write, allocation: &Allocation, numbers: &Numbers) -> io::Result<()> {
    let buckets = columns(allocation);
    let names: Vec<&str> = buckets.iter().copied().map(head).collect();
    let (days, line) = match allocation.actual {
        Some(_) => (" Author-days |", "---:|"),
        None => ("", ""),
    };
    writeln!(out, "\n## By team\n")?;
    writeln!(out, "| Team | Id | People | {} |{days}", names.join(" | "))?;
    writeln!(out, "|---|---|---:|{}{line}", "---:|".repeat(names.len()))?;
    let mut write_row = |first: [String; 3], cells: Vec<String>, spent: Option<&SpentTime>| {
        write!(out, "| {} | {} |", first.join(" | "), cells.join(" | "))?;
        if let Some(spent) = spent {
            write!(out, " {} |", spent.author_days.rounded(1))?;
        }
        writeln!(out)
    };
    for row in &allocation.teams {
        let people = row.people.as_ref();
        let people = people.map(|people| numbers.whole(people).to_string());
        let first = [
            format!(
                "{}{}",
                "– ".repeat(row.depth.min(8)),
                markdown(&row.name.title)
            ),
            markdown_name(&row.name.id),
            people.unwrap_or_default(),
        ];
        let entries = lines::team(row);
        let cells = cells(&entries, &numbers.printed(&entries), &buckets);
        write_row(first, cells, row.actual.as_ref())?;
    }
    let total = &allocation.total;
    let first = [
        "**all together**".to_owned(),
        String::new(),
        numbers.whole(&total.people).to_string(),
    ];
    let spent = allocation.actual.as_ref().map(|actual| &actual.total);
    let entries = lines::total(allocation);
    let printed = numbers.of_total(allocation, &entries);
    write_row(first, cells(&entries, &printed, &buckets), spent)
}

/// The head of a bucket's column.
const fn head(bucket: Bucket) -> &'static str {
    match bucket {
        Bucket::Strategic => "Strategic",
        Bucket::Maintenance => "Maintenance",
        Bucket::Operations => "Operations",
        Bucket::None => "In no bucket",
        Bucket::Uncategorised => "Uncategorised",
    }
}

/// What the cells of `buckets` say.
fn cells(entries: &[Entry<'_>], printed: &[Printed], buckets: &[Bucket]) -> Vec<String> {
    let of = |bucket: &Bucket| {
        let mut lines = entries.iter().zip(printed);
        lines.find(|(entry, _)| entry.depth == 0 && entry.bucket == *bucket)
    };
    let cell = |(_, printed): (&Entry<'_>, &Printed)| shares(*printed).join(", ");
    let cells = buckets.iter().map(|bucket| of(bucket).map(cell));
    cells.map(Option::unwrap_or_default).collect()
}

/// What was planned and what was spent, with how far that is off.
fn shares(printed: Printed) -> Vec<String> {
    let planned = printed.planned.map(said::percent);
    let spent = printed.spent.map(|spent| {
        let spent = said::percent(spent);
        match printed.off {
            Some(off) => format!("spent {spent} ({})", said::points(off)),
            None => format!("spent {spent}"),
        }
    });
    planned.into_iter().chain(spent).collect()
}

/// What the time of a team is for.
fn team(
    out: &mut dyn io::Write,
    row: &TeamRow,
    reading: &Reading,
    numbers: &Numbers,
) -> io::Result<()> {
    let entries = lines::team(row);
    let printed = numbers.printed(&entries);
    writeln!(out, "\n### {}\n", markdown(&row.name.title))?;
    let mut about = vec![markdown_name(&row.name.id)];
    about.extend(
        row.capacity
            .as_ref()
            .map(|capacity| markdown(&capacity.text)),
    );
    about.extend(row.plan.is_none().then(|| said::NO_PLAN.to_owned()));
    let cycle = row.plan_of.as_ref();
    about.extend(cycle.map(|cycle| markdown(&format!("plan of {}", cycle.name))));
    about.extend(row.until.map(|day| format!("until {day}")));
    writeln!(out, "{}", about.join(" · "))?;
    let reason = row.reason.as_ref().map(|reason| reason.trim());
    if let Some(reason) = reason.filter(|reason| !reason.is_empty()) {
        writeln!(out, "\nbecause {}", markdown(reason))?;
    }
    for (at, (entry, printed)) in entries.iter().zip(printed).enumerate() {
        let booked = (entry.bucket == Bucket::Maintenance && entry.depth == 0)
            .then(|| said::booked(row))
            .flatten();
        let gap = if at == 0 { "\n" } else { "" };
        writeln!(out, "{gap}{}", item(entry, printed, booked, reading))?;
    }
    Ok(())
}

/// A line as an item of a list.
fn item(entry: &Entry<'_>, printed: Printed, more: Option<String>, reading: &Reading) -> String {
    let label = markdown(&said::label(entry, printed.planned));
    let label = match entry.what {
        What::Bucket => format!("**{label}**"),
        _ => label,
    };
    let mut said = vec![label];
    said.extend(said::name(entry).map(markdown_name));
    if let What::Item(item) = entry.what {
        let kind = item.kind.filter(|_| entry.depth == 1);
        said.extend(kind.map(|kind| kind.value.name().to_owned()));
    }
    said.extend(shares(printed));
    let is_upkeep = entry.bucket == Bucket::Maintenance && entry.depth > 0;
    let people = printed.people.filter(|_| !is_upkeep);
    said.extend(people.map(said::people));
    said.extend(more);
    let remarks = said::remarks(entry.what, reading);
    said.extend(remarks.into_iter().map(|(text, _)| markdown(&text)));
    format!("{}- {}", "  ".repeat(entry.depth), said.join(" · "))
}

/// What the planned time serves.
fn goals(
    out: &mut dyn io::Write,
    allocation: &Allocation,
    reading: &Reading,
    numbers: &Numbers,
) -> io::Result<()> {
    let people = &allocation.total.people;
    if people.is_zero() {
        return Ok(());
    }
    writeln!(out, "\n## By business goal\n")?;
    writeln!(out, "| Goal | Id | Share | People |\n|---|---|---:|---:|")?;
    let entries = lines::goals(allocation);
    let printed = numbers.of_goals(allocation, &entries);
    let number = |number: Option<Decimal>| number.map(|number| number.normalize().to_string());
    for (entry, printed) in entries.iter().zip(printed) {
        let mut title = markdown(&said::label(entry, printed.planned));
        for (remark, _) in said::remarks(entry.what, reading) {
            title = format!("{title}, {remark}");
        }
        let of = if entry.depth > 0 { "of that: " } else { "" };
        let cells = [
            format!("{of}{title}"),
            said::name(entry).map(markdown_name).unwrap_or_default(),
            printed.planned.map(said::percent).unwrap_or_default(),
            number(printed.people).unwrap_or_default(),
        ];
        writeln!(out, "| {} |", cells.join(" | "))?;
    }
    let people = numbers.whole(people);
    writeln!(out, "| **all together** |  | 100% | {people} |")
}

/// What the commits were judged by, and what could not be.
fn judged(out: &mut dyn io::Write, allocation: &Allocation, actual: &ActualTime) -> io::Result<()> {
    let mut about = said::commits(allocation, &actual.commits);
    about.extend(said::spent_together(allocation));
    writeln!(out, "\n## Commits\n\n{}", about.join(" · "))?;
    let (unknown, more) = said::unknown(allocation);
    for (at, [commit, trailer, why]) in unknown.enumerate() {
        if at == 0 {
            let of = said::of_all_teams(allocation);
            writeln!(out, "\nTrailers that name nothing{of}:\n")?;
        }
        let commit = markdown_name(&commit);
        let (trailer, why) = (markdown(&trailer), markdown_sentence(&why));
        writeln!(out, "- {commit} · {trailer} · {why}")?;
    }
    if more > 0 {
        writeln!(out, "- {more} more")?;
    }
    Ok(())
}
