//! What became of the objectives of a cycle, and the time that moved, in Markdown.

use crate::render::diff_markdown::item::{Extent, LONGEST, bullets, named, table};
use crate::render::diff_words as words;
use crate::render::safe::markdown;
use crate::views::review::{AllocationShift, FateRow, Review};

/// What became of each objective of the earlier cycle.
pub(super) fn fates(review: &Review, extent: Extent) -> Option<String> {
    let fates = review.fates.as_ref()?;
    let heads = ["Objective", "Fate", "Score", "Next", "Why"];
    let rows = fates.iter().map(fate);
    let table = table(&heads, rows.collect(), extent)?;
    let computed = fates
        .iter()
        .any(|row| row.score.is_some() && !row.score_given);
    let legend = match computed {
        true => "\n\n≈ computed, not given",
        false => "",
    };
    Some(format!("{table}{legend}"))
}

/// What each objective scores by its numbers, were the goalposts as at first, and as they are.
pub(super) fn scores(review: &Review, extent: Extent) -> Option<String> {
    let rows = review.scores.iter().flatten().filter_map(|row| {
        let scores = words::scores(row)?;
        let scores: Vec<String> = scores.into_iter().flatten().collect();
        Some(format!("{} {}", named(&row.name), scores.join(" ")))
    });
    bullets(words::SCORES, rows.collect(), extent)
}

fn fate(row: &FateRow) -> [String; 5] {
    let cut = |text: &str| markdown(&words::cut(text, LONGEST));
    let team = row.team.as_ref().map_or("company", |team| &team.title);
    let next = row.next.as_ref().map(|next| {
        let guess = if row.guessed { "\\~ " } else { "" };
        format!("{guess}{}", named(next))
    });
    [
        format!(
            "{}<br>{} · {}",
            named(&row.name),
            cut(&row.title),
            cut(team)
        ),
        row.fate.words().to_owned(),
        words::score(row).unwrap_or_default(),
        next.unwrap_or_default(),
        cut(&words::said_of(row).join("; ")),
    ]
}

/// The plans of teams, and the people of goals, that moved.
pub(super) fn time(shift: &AllocationShift, extent: Extent) -> Vec<String> {
    let cut = |text: &str| markdown(&words::cut(text, LONGEST));
    let teams = words::plans(shift).and_then(|(legend, teams)| {
        let items = teams
            .iter()
            .map(|(team, plans)| format!("{}: {}", cut(team), plans.trim_start()));
        bullets(&format!("Time by team, {legend}"), items.collect(), extent)
    });
    let goals = words::people(shift);
    let goals = goals.iter().map(|goal| {
        let name = goal
            .id
            .as_deref()
            .map_or_else(|| "no goal".to_owned(), named);
        let title = match goal.title.trim().is_empty() {
            true => String::new(),
            false => format!(" {}", cut(&goal.title)),
        };
        format!("{name}{title}: {}", goal.people.trim_start())
    });
    let goals = bullets("People by goal", goals.collect(), extent);
    teams.into_iter().chain(goals).collect()
}
