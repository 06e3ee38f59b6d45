//! The line of sight in one sentence: who works on what, why, and what that leads to, with the
//! numbers on the way. Not safe to print yet.

use crate::measure::title::stated;
use crate::model::Kind;
use crate::model::target::TargetKind;
use crate::render::words;
use crate::source::Text;
use crate::views::{KeyResultRow, Loose, TreeNode, Why};

/// The line in one sentence, from the subject to the top.
pub fn sentence(why: &Why) -> String {
    let Some(first) = why.chain.first() else {
        return String::new();
    };
    let mut sentence = opening(why, &first.node);
    let because = first.why.as_ref().and_then(short_reason);
    if let Some(because) = because.filter(|_| first.node.kind == Kind::Objective) {
        sentence += &format!(", because {}", quoted(because));
    }
    let mut below = first;
    for link in why.chain.iter().skip(1) {
        let served = below.serves.and_then(|at| link.node.key_results.get(at));
        sentence += &step(&link.node, served, &below.node);
        below = link;
    }
    sentence += match why.stops() {
        None => "",
        Some(Loose::Loop) => "; there the line runs in a circle, and reaches no business goal",
        Some(_) => "; there the line stops, before it reaches a business goal",
    };
    sentence + "."
}

/// The key result that the page is about, where it is about one.
pub(super) fn subject_row(why: &Why) -> Option<&KeyResultRow> {
    why.first()?.key_results.get(why.key_result?)
}

pub(super) fn title_of(row: &KeyResultRow) -> &str {
    match row.title.trim() {
        "" => &row.id,
        title => title,
    }
}

/// Who works on what.
fn opening(why: &Why, node: &TreeNode) -> String {
    let title = quoted(&node.title);
    match node.kind {
        Kind::Objective => {
            let company = why
                .organisation
                .as_ref()
                .map_or("The company", |name| name.trim());
            let who = node.team.as_ref().map_or(company, |team| team.title.trim());
            match subject_row(why) {
                Some(row) => format!("{who} works on {} for its objective {title}", measure(row)),
                None => format!("{who} works on {title}"),
            }
        }
        Kind::Kpi => {
            let level = level(node).map_or_else(String::new, |level| format!(" ({level})"));
            format!("{title}{level} is business as usual: {}", health(why, node))
        }
        Kind::Goal | Kind::Team => match why.contributors.len() {
            0 => format!("{title} is a business goal that no open objective serves"),
            1 => format!("{title} is a business goal that one open objective serves"),
            count => format!("{title} is a business goal that {count} open objectives serve"),
        },
    }
}

/// What the health of a kpi asks for.
fn health(why: &Why, node: &TreeNode) -> &'static str {
    match (node.figures.healthy, why.contributors.is_empty()) {
        (Some(true), true) => "it is healthy, and asks for nothing",
        (Some(true), false) => "it is healthy again, while its repair goes on",
        (Some(false), true) => "it is unhealthy, and nothing repairs it yet",
        (Some(false), false) => "it is unhealthy, and being repaired",
        (None, _) => "nobody can tell whether it is healthy",
    }
}

/// The next step up from what stands `below`.
fn step(node: &TreeNode, served: Option<&KeyResultRow>, below: &TreeNode) -> String {
    let title = quoted(&node.title);
    match (node.kind, served) {
        (Kind::Objective, Some(row)) => {
            format!(
                ", which moves {}, a key result of {} {title}",
                measure(row),
                whose(node, below)
            )
        }
        (Kind::Objective, None) => format!(", which serves {} {title}", whose(node, below)),
        (Kind::Kpi, _) => {
            let level = level(node).map_or_else(String::new, |level| format!(" ({level})"));
            format!(", which repairs what must not break: {title}{level}")
        }
        (Kind::Goal | Kind::Team, _) => format!(", on the way to the goal {title}"),
    }
}

fn whose(node: &TreeNode, below: &TreeNode) -> String {
    match &node.team {
        Some(_) if node.team == below.team => "its own objective".to_owned(),
        Some(team) => format!("the objective of {}", team.title.trim()),
        None => "the company's objective".to_owned(),
    }
}

fn level(node: &TreeNode) -> Option<String> {
    let target = node.target.as_ref().map(words::target_text);
    let now = node
        .current
        .as_ref()
        .map(|now| format!("now {}", words::text(now)));
    let said: Vec<String> = [target, now].into_iter().flatten().collect();
    (!said.is_empty()).then(|| said.join(", "))
}

/// A key result with its values: those that its title says already are not said again.
fn measure(row: &KeyResultRow) -> String {
    let title = title_of(row);
    let said = stated(title);
    let baseline = row.baseline.as_ref().map(words::text);
    let target = row.target.as_ref().map(words::target_text);
    let is_value = |row: &KeyResultRow| {
        let kind = row.target.as_ref().map(|target| &target.kind);
        matches!(kind, Some(TargetKind::Value(_)))
    };
    let mut way = String::new();
    let mut aside = Vec::new();
    if is_value(row) {
        let from = baseline.filter(|_| said.from.is_none());
        let to = target.filter(|_| said.to.is_none());
        match (from, to) {
            (Some(from), Some(to)) => way = format!(" from {from} to {to}"),
            (None, Some(to)) => way = format!(" to {to}"),
            (Some(from), None) => aside.push(format!("from {from}")),
            (None, None) => {}
        }
    } else {
        aside.extend(words::way(row, 0));
    }
    aside.extend(words::current(row));
    let aside = match aside.is_empty() {
        true => String::new(),
        false => format!(" ({})", aside.join(", ")),
    };
    format!("{}{way}{aside}", quoted(title))
}

/// In quotation marks, without a full stop at the end: titles are of every form, and would not fit
/// into a sentence otherwise.
pub(super) fn quoted(text: &str) -> String {
    format!("“{}”", text.trim().trim_end_matches('.'))
}

/// A reason that fits into a sentence.
pub(super) fn short_reason(why: &Text) -> Option<&str> {
    const LONGEST: usize = 200;
    let why = why.trim();
    let is_short = !why.is_empty() && why.lines().count() == 1 && why.chars().count() <= LONGEST;
    is_short.then_some(why)
}
