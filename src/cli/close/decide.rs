//! What was decided about one objective or key result, and what follows from what was said of it.

use std::io::{self, Write};

use anyhow::{anyhow, bail};

use crate::amend::{Given, score_text};
use crate::measure::score::success;
use crate::model::{Common, Share, Status};
use crate::parse::nearest;
use crate::render::safe::safe;
use crate::snapshot::{Place, Snapshot};
use crate::source::Text;
use crate::views::TreeNode;
use crate::views::closing::proposal;

/// What was decided about one objective or key result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// What it is about.
    pub place: Place,
    /// The verdict.
    pub given: Given,
}

/// The words for a verdict.
const VERDICTS: [Status; 4] = [
    Status::Achieved,
    Status::Missed,
    Status::Postponed,
    Status::Dropped,
];

/// The verdict that a word names, in any case.
///
/// # Errors
/// Where it names none: what to write.
pub fn status(word: &str) -> Result<Status, String> {
    let lower = word.to_lowercase();
    if let Some(status) = VERDICTS.into_iter().find(|own| own.name() == lower) {
        return Ok(status);
    }
    let names = VERDICTS.map(Status::name);
    Err(match nearest(&lower, names) {
        Some(near) => format!("`{word}` is no verdict; did you mean {near}?"),
        None => format!("`{word}` is no verdict: write achieved, missed, postponed or dropped"),
    })
}

/// The score that a text means.
///
/// # Errors
/// Where it means none: what to write.
pub fn score(text: &str) -> Result<Share, String> {
    Share::parse_open(&Text::from(text)).map_err(|error| {
        let help = error
            .help
            .unwrap_or_else(|| "write a score such as `0.7`".to_owned());
        format!("score: {}; {help}", error.message)
    })
}

/// `given` with what follows from it: of an objective without a verdict the computed score behind a
/// status with which it agrees, and the status behind a score.
#[must_use]
pub fn completed(given: Given, objective: &TreeNode) -> Given {
    if objective.status.is_closed() {
        return given;
    }
    let proposal = proposal(objective).filter(|_| !objective.figures.score_given);
    match (given.status, given.score.as_deref()) {
        (Some(status), None) => {
            let agrees = proposal.filter(|proposal| proposal.status == status);
            Given {
                score: agrees.map(|proposal| score_text(proposal.score)),
                ..given
            }
        }
        (None, Some(text)) => {
            let is_success = score(text).ok().zip(objective.commitment);
            let is_success =
                is_success.map(|(score, commitment)| success(score.value(), commitment));
            let status = is_success.map(|is_success| match is_success {
                true => Status::Achieved,
                false => Status::Missed,
            });
            Given { status, ..given }
        }
        _ => given,
    }
}

/// Makes sure that what is set aside says why; `common` is what its file says.
///
/// # Errors
/// Where it does not.
pub fn require_reason(name: &str, given: &Given, common: &Common) -> anyhow::Result<()> {
    let said_before = common.background.reason.is_some() && common.status().is_set_aside();
    match given.status {
        Some(status) if status.is_set_aside() && given.reason.is_none() && !said_before => {
            bail!("{name} is {}, but not why: write its reason", status.name())
        }
        _ => Ok(()),
    }
}

/// Makes sure that what was said of an objective is a verdict.
///
/// # Errors
/// Where it says neither status nor score.
pub fn require_verdict(name: &str, given: &Given, objective: &TreeNode) -> anyhow::Result<()> {
    match given.status.is_some() || (objective.status.is_closed() && !given.says_nothing()) {
        true => Ok(()),
        false => Err(anyhow!(
            "{name} has no verdict: write achieved, missed, postponed or dropped, or a score"
        )),
    }
}

/// Says where a verdict and the score that is given with it contradict each other: it may be meant, and
/// it may be a slip.
///
/// # Errors
/// Where `err` cannot be written.
pub fn say_contradictions(
    snapshot: &Snapshot,
    objectives: &[TreeNode],
    decisions: &[Decision],
    err: &mut dyn Write,
) -> io::Result<()> {
    for Decision { place, given } in decisions {
        let of = objectives.iter().find(|own| own.node == place.node);
        let status = given.status.or_else(|| of.map(|own| own.status));
        let commitment = of.and_then(|own| own.commitment);
        let (Some(status), Some(text), Some(commitment)) = (status, &given.score, commitment)
        else {
            continue;
        };
        let is_success = score(text).map(|score| success(score.value(), commitment));
        let word = match (status, is_success) {
            (Status::Achieved, Ok(false)) => "is no success",
            (Status::Missed, Ok(true)) => "is a success",
            _ => continue,
        };
        let name = snapshot.place_name(*place);
        let note = format!(
            "{name} is {}, and its score {text} {word}: say so in its result if both are meant",
            status.name()
        );
        writeln!(err, "note: {}", safe(&note))?;
    }
    Ok(())
}
