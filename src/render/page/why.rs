//! The line of sight in words: what is invested, how sure the owners are, what is missing, and where
//! the line stops, the two ways on. The sentence above all that is in `sentence`.

mod sentence;

use rust_decimal::Decimal;

use crate::model::Kind;
use crate::render::page::gaps;
use crate::render::page::node::about;
use crate::render::page::{Item, Page, Part, Said};
use crate::render::words;
use crate::views::show::KeyResultDetails;
use crate::views::why::{Candidate, TeamTime};
use crate::views::{Figures, KeyResultRow, TreeNode, Why};

pub use sentence::sentence;
use sentence::{quoted, short_reason, subject_row, title_of};

/// The page about a line of sight, without its sentence, its reasons and its numbers.
pub fn why_page(why: &Why) -> Page {
    let row = subject_row(why);
    let title = row
        .map(title_of)
        .or_else(|| Some(why.first()?.title.as_str()));
    let parts = [
        part("Who works on it", contributors(why)),
        part("What is invested", invested(why)),
        part("How it stands", standing(why)),
        part("What is missing", missing(why)),
        part("Two ways on", ways_on(why)),
    ];
    Page {
        title: format!("The case for {}", quoted(title.unwrap_or_default())),
        about: why
            .first()
            .map(|node| about(node, &why.subject))
            .unwrap_or_default(),
        parts: parts
            .into_iter()
            .filter(|part| !part.items.is_empty())
            .collect(),
    }
}

fn part(heading: &str, items: Vec<Item>) -> Part {
    Part {
        heading: Some(heading.to_owned()),
        items,
    }
}

fn item(said: Vec<Said>) -> Item {
    Item {
        title: Some(said),
        fields: Vec::new(),
    }
}

/// Why the things on the way matter, as far as the sentence does not say it.
pub fn reasons(why: &Why) -> Option<Part> {
    let links = why.chain.iter().enumerate();
    let reasons = links.filter_map(|(at, link)| {
        let text = link.why.as_ref()?;
        let is_objective = link.node.kind == Kind::Objective;
        let in_sentence = at == 0 && is_objective && short_reason(text).is_some();
        let said = vec![Said::name(&link.node.name), Said::words(text.trim())];
        (!in_sentence && !text.trim().is_empty()).then(|| item(said))
    });
    let part = part("Why it matters", reasons.collect());
    (!part.items.is_empty()).then_some(part)
}

fn contributors(why: &Why) -> Vec<Item> {
    let contributors = why.contributors.iter();
    contributors
        .map(|node| {
            let mut said = vec![Said::name(&node.name), Said::words(node.title.as_str())];
            let team = node.team.as_ref();
            said.extend(team.map(|team| Said::words(team.title.as_str())));
            said.extend(words::figures(&node.figures).map(Said::Words));
            item(said)
        })
        .collect()
}

fn invested(why: &Why) -> Vec<Item> {
    let invested = &why.invested;
    let own_cycle = why.first().and_then(|node| node.cycle.as_ref());
    let cycle = own_cycle.or(why.cycle.as_ref());
    let cycle = cycle.map_or_else(String::new, |cycle| format!(" in {}", cycle.name));
    let teams = invested.by_team.iter().map(|time| team_time(time, &cycle));
    let mut lines: Vec<String> = teams.collect();
    match (lines.len(), invested.people) {
        (0, _) if own_cycle.is_none() => {}
        (0, _) => lines.push("No time is planned for it yet.".to_owned()),
        (1, _) => {}
        (_, Some(people)) => lines.push(together(people, why)),
        (_, None) => lines.push("How many people that is together cannot be told.".to_owned()),
    }
    let remark = match (invested.by_team.is_empty(), invested.from_below) {
        (true, _) => None,
        (_, true) => Some("It is planned for the objectives below, where the work is done."),
        (_, false) if why.key_result.is_some() => {
            Some("It is planned for the objective as a whole, with all of its key results.")
        }
        (_, false) => None,
    };
    lines.extend(remark.map(str::to_owned));
    let items = lines.into_iter().map(|line| item(vec![Said::Words(line)]));
    items.collect()
}

fn together(people: Decimal, why: &Why) -> String {
    let unit = why.invested.unit.as_deref().unwrap_or("people");
    let share = why.invested.share.map_or_else(String::new, |share| {
        format!(
            ", {} of all the time of these teams",
            words::progress(share, false)
        )
    });
    format!("Together {} {unit}{share}.", people.normalize())
}

fn team_time(time: &TeamTime, cycle: &str) -> String {
    let share = words::percent(time.share);
    let of = time.team.as_ref().map_or_else(
        || "the time, of no team in particular".to_owned(),
        |team| format!("the time of {}", team.title.trim()),
    );
    let people = match (&time.people, &time.capacity) {
        (Some(people), Some(capacity)) => {
            format!(": {} of {}", people.normalize(), capacity.text.trim())
        }
        _ => String::new(),
    };
    format!("{share} of {of}{cycle}{people}.")
}

/// How far each key result of the subject is, and how sure its owner.
fn standing(why: &Why) -> Vec<Item> {
    let Some(node) = why.first() else {
        return Vec::new();
    };
    let rows = node.key_results.iter().zip(&why.details);
    let mut items: Vec<Item> = rows
        .filter(|(row, _)| why.is_about(row.position, row.status))
        .map(|(row, details)| key_result(node, row, details))
        .collect();
    if why.key_result.is_none() && !items.is_empty() {
        let whole = format!("As a whole: {}.", pace(&node.figures));
        items.insert(0, item(vec![Said::Words(whole)]));
    }
    items
}

fn key_result(node: &TreeNode, row: &KeyResultRow, details: &KeyResultDetails) -> Item {
    let mut said = vec![Said::name(row.id.as_str()), Said::Words(pace(&row.figures))];
    let owners = if row.owner.is_empty() {
        &node.owner
    } else {
        &row.owner
    };
    let who = match owners.as_slice() {
        [only] => format!("{} is", only.trim()),
        [] => "its owner is".to_owned(),
        _ => "its owners are".to_owned(),
    };
    said.push(Said::Words(match row.confidence {
        Some(confidence) => format!("{who} {} sure to reach it", words::percent(confidence)),
        None => "nobody has said how sure they are to reach it".to_owned(),
    }));
    let day = details.readings.as_of;
    said.extend(day.map(|day| Said::Words(format!("looked at on {day}"))));
    let note = details.texts.note.as_ref().map(|note| note.trim());
    said.extend(note.map(Said::words));
    item(said)
}

/// Progress against the time that has gone.
fn pace(figures: &Figures) -> String {
    let Some(progress) = figures.progress else {
        return "how far it is cannot be told".to_owned();
    };
    let progress = words::progress(progress, figures.partial == Some(true));
    let gone = figures.expected.map_or_else(String::new, |expected| {
        format!(
            " with {} of the time gone",
            words::progress(expected, false)
        )
    });
    let pace = figures
        .pace
        .map_or_else(String::new, |pace| format!(": {}", pace.words()));
    format!("{progress} of the way{gone}{pace}")
}

fn missing(why: &Why) -> Vec<Item> {
    let gaps = why.gaps.iter().map(gaps::words);
    let mut items: Vec<Item> = gaps
        .map(|gap| {
            let words = format!("{}. {}.", capitalised(&gap.message), capitalised(&gap.help));
            item(vec![Said::Sentence(words)])
        })
        .collect();
    if items.is_empty() {
        let nothing = "Nothing that a good case needs.";
        items.push(item(vec![Said::words(nothing)]));
    }
    items
}

fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    let first = chars.next().into_iter().flat_map(char::to_uppercase);
    first.chain(chars).collect()
}

/// What to do where the line stops: adapt what stops it, or make the case.
fn ways_on(why: &Why) -> Vec<Item> {
    let Some(last) = why.orphan() else {
        return Vec::new();
    };
    let mut adapt = item(vec![Said::words("Adapt it to a goal")]);
    adapt.prose("how", Some(&adapting(why, last)));
    let is_like = why
        .candidates
        .iter()
        .any(|candidate| candidate.likeness > 0);
    let word = if is_like { "nearest" } else { "goals" };
    adapt.lines(word, why.candidates.iter().map(candidate));
    if let Some(best) = why.candidates.first() {
        let line = format!("`parent: {}`", best.name);
        let write = Said::Sentence(format!("{line} in `{}`, if that is the one", last.path));
        adapt.together("write", std::iter::once(write));
    }
    let mut case = item(vec![Said::words("Or make the case for it")]);
    case.prose("how", Some(CASE));
    vec![adapt, case]
}

const CASE: &str = "If it matters and no goal has room for it, say so to those who set the goals: \
                    it may have been overlooked, or a goal may be missing. Bring this page with its \
                    gaps closed, what the work has been worth so far, and what would be lost without \
                    it. Expect to be asked whether it should go on at all, and have the numbers at \
                    hand.";

fn adapting(why: &Why, last: &TreeNode) -> String {
    let it = match why.chain.len() {
        0 | 1 => "this work".to_owned(),
        _ => last.name.clone(),
    };
    let look = match why.candidates.is_empty() {
        true => {
            "No goal is written down yet to serve: ask what the company wants, and write it as a \
                 goal in a file of its own."
                .to_owned()
        }
        false => format!(
            "Stop for a moment. Put down what {it} is good for, look at what the company wants now, \
             and find the goal that it could serve, even where that changes it a lot."
        ),
    };
    format!(
        "{look} Then word the objective and its key results anew, and ask those who set the goal whether they agree."
    )
}

fn candidate(candidate: &Candidate) -> Vec<Said> {
    let kind = match candidate.is_key_result {
        true => "key result",
        false => candidate.kind.name(),
    };
    vec![
        Said::name(&candidate.name),
        Said::words(candidate.title.as_str()),
        Said::words(kind),
    ]
}
