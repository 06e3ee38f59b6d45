//! The words in which every human format of the allocation says the same things. Not safe to print
//! yet where text of a file is in them.

use rust_decimal::Decimal;

use crate::measure::actual::{Commits, UnknownWork};
use crate::measure::exact::Exact;
use crate::model::config::Policy;
use crate::model::{MaintenanceItem, Status};
use crate::render::allocation_lines::{self as lines, Bucket, Entry, What};
use crate::render::allocation_numbers::{Numbers, outsiders};
use crate::render::layout::width;
use crate::render::reading::Reading;
use crate::render::safe::safe;
use crate::render::words;
use crate::views::Allocation;
use crate::views::allocation::{TeamRow, Total};

/// What to write where a team has no plan.
pub const NO_PLAN: &str = "no plan yet: write `allocation: {strategic: 80%, maintenance: 20%}`";

/// How teams are expected to split their time, each in a few words.
pub fn policy(policy: &Policy) -> [String; 2] {
    let [strategic, maintenance, operations, tolerance] = [
        policy.strategic,
        policy.maintenance,
        policy.operations,
        policy.tolerance,
    ]
    .map(words::percent);
    let split = format!("strategic {strategic} and maintenance {maintenance}");
    let split = match policy.operations.is_zero() {
        true => format!("Policy: {split} of what operations leave"),
        false => format!("Policy: operations {operations}, of the rest {split}"),
    };
    let points = tolerance.trim_end_matches('%');
    [split, format!("give or take {points} points")]
}

/// A percentage, as in `12.5%`.
pub fn percent(percent: Decimal) -> String {
    format!("{}%", percent.normalize())
}

/// A number of people, as in `3.6 people`.
pub fn people(people: Decimal) -> String {
    match people == Decimal::ONE {
        true => "1 person".to_owned(),
        false => format!("{} people", people.normalize()),
    }
}

/// An amount of author-days, as in `23.5 author-days`.
pub fn author_days(days: &Exact) -> String {
    let days = days.rounded(1);
    match days == Decimal::ONE {
        true => "1 author-day".to_owned(),
        false => format!("{days} author-days"),
    }
}

/// So many of a thing, in the plural but for one.
pub fn count(count: usize, one: &str, many: &str) -> String {
    match count {
        1 => format!("1 {one}"),
        _ => format!("{count} {many}"),
    }
}

/// Points with their sign, as in `+12`.
pub fn points(points: Decimal) -> String {
    match points.is_sign_negative() || points.is_zero() {
        true => points.normalize().to_string(),
        false => format!("+{}", points.normalize()),
    }
}

/// How full the maintenance bucket is.
pub fn booked(row: &TeamRow) -> Option<String> {
    let bucket = &row.buckets.as_ref()?.maintenance;
    match row.maintenance.is_empty() {
        true if bucket.is_zero() => None,
        true => Some("nothing booked".to_owned()),
        false => Some(format!(
            "{} of {} booked",
            words::share(&row.booked),
            words::share(bucket)
        )),
    }
}

/// What a line is called that has no title of its own.
pub fn label(entry: &Entry<'_>, amount: Option<Decimal>) -> String {
    let (what, bucket) = (entry.what, entry.bucket);
    let over = amount.filter(|amount| amount.is_sign_negative() && !amount.is_zero());
    let over = over.map(|amount| {
        let points = amount.abs().normalize();
        let word = if points == Decimal::ONE {
            "point"
        } else {
            "points"
        };
        format!("over by {points} {word}")
    });
    match (what, over) {
        (What::NotPlanned, Some(over)) if entry.depth == 0 => format!("strategic: {over}"),
        (What::NotPlanned | What::NotBooked, Some(over)) => over,
        (What::Bucket, Some(over)) if bucket == Bucket::None => over,
        // Among goals nothing says otherwise that it is strategic.
        (What::NotPlanned, None) if entry.depth == 0 => "strategic, not planned".to_owned(),
        (What::NotPlanned, None) => "not planned".to_owned(),
        (What::NotBooked, None) => "not booked".to_owned(),
        (What::Beyond, _) => "planned beyond the strategic share".to_owned(),
        (What::Unaligned, _) => "Connected to no goal".to_owned(),
        (What::Kind(Some(kind)), _) => kind.name().to_owned(),
        (What::Kind(None), _) => "of no kind".to_owned(),
        (What::Bucket, _) => bucket.name().to_owned(),
        (What::Objective(objective), _) => objective.title.to_string(),
        (What::Subject(_), _) if is_rest(entry) => "no key result in particular".to_owned(),
        (What::Subject(subject), _) => subject.title.to_string(),
        (What::Item(item), _) if item.title.value.trim().is_empty() => "untitled".to_owned(),
        (What::Item(item), _) => item.title.value.to_string(),
        (What::Goal(time) | What::Kpi(time) | What::Loose(time), _) => time.title.to_string(),
    }
}

/// The name of what a line is about, where it has one that can be used in a command.
pub fn name<'v>(entry: &Entry<'v>) -> Option<&'v str> {
    match entry.what {
        What::Subject(_) if is_rest(entry) => None,
        What::Objective(objective) => Some(&objective.name),
        What::Subject(subject) => Some(&subject.subject),
        What::Goal(time) | What::Kpi(time) | What::Loose(time) => Some(&time.name),
        What::Bucket
        | What::NotPlanned
        | What::Beyond
        | What::Kind(_)
        | What::Item(_)
        | What::NotBooked
        | What::Unaligned => None,
    }
}

/// Whether it is the work on an objective itself, beside that on its key results.
fn is_rest(entry: &Entry<'_>) -> bool {
    match entry.what {
        What::Subject(subject) => entry.depth > 1 && subject.place.key_result.is_none(),
        _ => false,
    }
}

/// What else is said of a line, each with whether it is bad news.
pub fn remarks(what: What<'_>, reading: &Reading) -> Vec<(String, bool)> {
    match what {
        What::Objective(objective) if objective.status != Status::Active => {
            vec![(objective.status.name().to_owned(), false)]
        }
        What::Objective(objective) if objective.share.is_none() => {
            vec![("no share planned".to_owned(), false)]
        }
        What::Item(item) => item_remarks(item, reading),
        What::Kpi(_) => vec![("repairs a kpi".to_owned(), false)],
        What::Goal(goal) if goal.people.is_zero() => {
            vec![("no time is planned for it".to_owned(), true)]
        }
        _ => Vec::new(),
    }
}

fn item_remarks(item: &MaintenanceItem, reading: &Reading) -> Vec<(String, bool)> {
    let from = item.from.as_ref();
    let from = from.map(|from| (format!("for {}", from.value.trim()), false));
    let due = item.due.map(|due| due.value);
    let due = due.map(|due| match due < reading.today {
        true => (format!("overdue since {due}"), true),
        false => (format!("due {due}"), false),
    });
    from.into_iter().chain(due).collect()
}

/// Teams together in a few words, with their buckets.
pub fn together(total: &Total, numbers: &Numbers) -> Vec<String> {
    let mut said = vec![
        count(total.teams, "team", "teams"),
        people(numbers.whole(&total.people)),
    ];
    let shares = total.shares();
    let entries = lines::buckets(shares.as_ref(), None, None);
    let printed = numbers.printed(&entries);
    for (entry, printed) in entries.iter().zip(printed) {
        let share = printed.planned.filter(|share| !share.is_zero());
        said.extend(share.map(|share| format!("{} {}", entry.bucket.name(), percent(share))));
    }
    said
}

/// What commits were judged by, each in a few words.
pub fn commits(allocation: &Allocation, commits: &Commits) -> Vec<String> {
    let Commits {
        counted,
        by_trailer,
        by_line,
        by_type,
        uncategorised,
        by_bots,
        unknown: _,
    } = *commits;
    let number = |number: u64, one: &str, many: &str| {
        count(usize::try_from(number).unwrap_or(usize::MAX), one, many)
    };
    let of = of_all_teams(allocation);
    let mut said = vec![number(counted, "commit", "commits") + of];
    let judged = [
        (by_trailer, "by trailers"),
        (by_line, "by lines of squash merges"),
        (by_type, "by commit type"),
    ];
    let judged = judged.into_iter().filter(|(count, _)| *count > 0);
    said.extend(judged.map(|(count, by)| format!("{count} {by}")));
    said.push(format!("{uncategorised} uncategorised"));
    said.extend((by_bots > 0).then(|| number(by_bots, "by a bot, left out", "by bots, left out")));
    said
}

/// Whose commits were judged, where only some teams are shown.
pub fn of_all_teams(allocation: &Allocation) -> &'static str {
    match allocation.asked.is_empty() {
        true => "",
        false => " of all teams",
    }
}

/// How much time commits say was spent on all of it, and how much of that by people in no team.
pub fn spent_together(allocation: &Allocation) -> Option<String> {
    let days = &allocation.actual.as_ref()?.total.author_days;
    let spent = (!days.is_zero()).then(|| format!("{} spent", author_days(days)))?;
    Some(match outsiders(allocation) {
        Some(others) if others == days => format!("{spent}, all by people in no team"),
        Some(others) => format!(
            "{spent}, {} of them by people in no team",
            others.rounded(1)
        ),
        None => spent,
    })
}

/// `text` in so many columns: what is longer ends with an ellipsis.
fn cut(text: &str, columns: usize) -> String {
    let text = safe(text.trim());
    if width(&text) <= columns {
        return text.into_owned();
    }
    let mut cut = String::new();
    for char in text.chars() {
        cut.push(char);
        if width(&cut) >= columns {
            cut.pop();
            break;
        }
    }
    cut.push('…');
    cut
}

/// A commit, its trailer, and why it says nothing: the first few, and how many there are more.
pub fn unknown(allocation: &Allocation) -> (impl Iterator<Item = [String; 3]>, u64) {
    const MOST: usize = 20;
    const SHORT: usize = 10;
    const WIDEST: usize = 60;
    let actual = allocation.actual.as_ref();
    let all = actual.map_or(0, |actual| actual.commits.unknown);
    let listed = actual.map_or(&[][..], |actual| actual.unknown.as_slice());
    let said = |unknown: &UnknownWork| {
        [
            unknown.commit.chars().take(SHORT).collect(),
            format!(
                "{}: {}",
                unknown.trailer.trim(),
                cut(&unknown.value, WIDEST)
            ),
            unknown.why.clone(),
        ]
    };
    let shown = listed.len().min(MOST);
    let more = all.saturating_sub(u64::try_from(shown).unwrap_or(u64::MAX));
    (listed.iter().take(MOST).map(said), more)
}

/// Where no team can be shown: what is missing, and what to write.
pub fn nothing(allocation: &Allocation) -> Option<[&'static str; 2]> {
    allocation.teams.is_empty().then_some([
        "No team has a plan for its time yet",
        "Write `team: NAME`, `capacity: 5 people` and `allocation: {strategic: 80%, maintenance: 20%}` into a file such as `teams/product/team.yaml`, or see an example with `okr init`",
    ])
}
