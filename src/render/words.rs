//! The words in which every human format says the same things. Not safe to print yet where text of
//! a file is in them.

pub use crate::model::percent;

use rust_decimal::Decimal;

use crate::measure::exact::Exact;
use crate::model::target::TargetKind;
use crate::model::{Measured, PlannedTime, Status, Target};
use crate::render::layout::width;
use crate::render::safe::markdown;
use crate::views::{Figures, KeyResultRow, Loose, TreeNode};

/// An exact share as a percentage with a tenth at most, as in `12.5%`.
pub fn share(share: &Exact) -> String {
    percent(share.rounded(3))
}

/// Progress as a whole percentage, with `~` in front where some of it is not known.
pub fn progress(progress: Decimal, partial: bool) -> String {
    let whole = progress
        .checked_mul(Decimal::ONE_HUNDRED)
        .map_or(progress, |percent| percent.round());
    let mark = if partial { "~" } else { "" };
    format!("{mark}{}%", whole.normalize())
}

/// Baseline and target of a key result: `60% → 85%`, `at least 99%`; the baseline is moved to the
/// right until it ends at column `align`. Nothing where it has neither.
pub fn way(row: &KeyResultRow, align: usize) -> Option<String> {
    let target = row.target.as_ref();
    let says_itself = target.is_some_and(|target| {
        matches!(
            target.kind,
            TargetKind::Level { .. } | TargetKind::Band { .. }
        )
    });
    let text_of = |target: Option<&Target>| target.map_or("?".to_owned(), target_text);
    match (&row.baseline, target) {
        (None, None) => None,
        (None, Some(target)) if says_itself => Some(target_text(target)),
        (baseline, target) => {
            let baseline = baseline.as_ref().map_or("?".to_owned(), text);
            let pad = " ".repeat(align.saturating_sub(width(&baseline)));
            Some(format!("{pad}{baseline} → {}", text_of(target)))
        }
    }
}

/// Where a key result stands: its value, or how far a milestone is.
pub fn current(row: &KeyResultRow) -> Option<String> {
    if let Some(current) = &row.current {
        return Some(format!("now {}", text(current)));
    }
    match (row.done, row.written_progress) {
        (Some(true), _) => Some("done".to_owned()),
        (_, Some(progress)) => Some(format!("{} done", percent(progress))),
        (Some(false), None) => Some("not done".to_owned()),
        (None, None) => None,
    }
}

/// Baseline, target and current value in one: `60% → 85%, now 71%`. Empty where there is nothing.
pub fn numbers(row: &KeyResultRow) -> String {
    let parts: Vec<String> = [way(row, 0), current(row)].into_iter().flatten().collect();
    parts.join(", ")
}

/// Where a key result stands, without `now`: its value, how far a milestone is, or its status where
/// that is not the usual one; both where it has both.
pub fn state(row: &KeyResultRow) -> String {
    let current = match &row.current {
        Some(value) => Some(text(value)),
        None => current(row),
    };
    let status = (row.status != Status::Active).then(|| row.status.name().to_owned());
    let parts: Vec<String> = current.into_iter().chain(status).collect();
    parts.join(", ")
}

/// What is computed, each in a few words.
pub fn figures(figures: &Figures) -> impl Iterator<Item = String> + use<> {
    let partial = figures.partial == Some(true);
    let progress = figures.progress.map(|value| self::progress(value, partial));
    let pace = figures.pace.map(|pace| pace.words().to_owned());
    let health = figures.healthy.map(|healthy| match healthy {
        true => "healthy".to_owned(),
        false => "unhealthy".to_owned(),
    });
    let score = score(figures);
    [progress, pace, health, score].into_iter().flatten()
}

/// The same for Markdown, and safe there. They are our own words, in which only the mark of what is
/// partly known needs a backslash.
pub fn markdown_figures(figures: &Figures) -> impl Iterator<Item = String> + use<> {
    self::figures(figures).map(|figure| figure.replace('~', "\\~"))
}

/// The score with two places at most. What merely follows from the progress says nothing beside it.
pub fn score(figures: &Figures) -> Option<String> {
    let says_more = figures.score_given || figures.progress.is_none();
    let score = figures.score.filter(|_| says_more)?;
    Some(rounded(score))
}

/// A score with its word.
pub fn rounded(score: Decimal) -> String {
    format!("score {}", score.round_dp(2).normalize())
}

/// A measured value as written.
pub fn text(value: &Measured) -> String {
    value.text().trim().to_owned()
}

/// A target as written.
pub fn target_text(target: &Target) -> String {
    target.text.trim().to_owned()
}

/// The time planned for an objective.
pub fn allocation(planned: &PlannedTime) -> String {
    match planned {
        PlannedTime::Own(share) => format!("{} of the time", percent(share.value())),
        PlannedTime::ByTeam(by_team) => {
            let teams = by_team
                .iter()
                .map(|(team, share)| format!("{} of {}", percent(share.value.value()), team.value));
            let teams: Vec<String> = teams.collect();
            teams.join(", ")
        }
    }
}

/// Why nothing stands above an objective.
pub fn loose(node: &TreeNode) -> Option<String> {
    let parent = node.parent.as_ref().map_or("", |parent| &parent.written);
    Some(match node.loose? {
        Loose::NoParent => "no parent".to_owned(),
        Loose::NotFound if parent.is_empty() => "no parent that can be read".to_owned(),
        Loose::NotFound => format!("parent `{parent}` not found"),
        Loose::Unread => format!("parent `{parent}`: its file cannot be read"),
        Loose::Ambiguous => format!("parent `{parent}` is ambiguous"),
        Loose::NotShown => format!("for {parent}, of a cycle not shown"),
        Loose::Loop => format!("for {parent}, in a loop"),
    })
}

/// How a node says what its parent is, where that needs saying: the key result it hangs under.
pub fn serves(node: &TreeNode) -> Option<String> {
    let parent = node.parent.as_ref().filter(|_| node.loose.is_none())?;
    Some(format!("for {}", parent.key_result.as_ref()?))
}

/// Who answers for a node, where that is not just its team.
pub fn owners(node: &TreeNode) -> impl Iterator<Item = &str> {
    let is_team = |owner: &str| {
        let team = node.team.as_ref();
        team.is_some_and(|team| *owner == *team.id || *owner == *team.title)
    };
    let owners = node.owner.iter().map(|owner| owner.as_str());
    owners.filter(move |owner| !is_team(owner))
}

/// A name for Markdown: as code, which is easy to copy, where it holds nothing that could end the
/// code or mean something in it.
pub fn markdown_name(name: &str) -> String {
    let plain = |char: char| char.is_alphanumeric() || "-_./:@".contains(char);
    match !name.is_empty() && name.chars().all(plain) {
        true => format!("`{name}`"),
        false => markdown(name),
    }
}

/// A sentence of our own for Markdown: what stands between backticks becomes code where it holds
/// nothing that could end the code or mean something in it.
pub fn markdown_sentence(text: &str) -> String {
    let plain = |char: char| char.is_alphanumeric() || "-_./:@ %,…".contains(char);
    let pieces = text.split('`').enumerate().map(|(at, piece)| {
        let is_code = at % 2 == 1 && !piece.trim().is_empty() && piece.chars().all(plain);
        if is_code {
            return format!("`{piece}`");
        }
        let edge = |is_edge: bool| if is_edge { " " } else { "" };
        format!(
            "{}{}{}",
            edge(piece.starts_with(' ')),
            markdown(piece),
            edge(piece.len() > 1 && piece.ends_with(' '))
        )
    });
    pieces.collect()
}
