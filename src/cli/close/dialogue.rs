//! Verdicts from whoever sits at the terminal: one objective after the other is shown, with what is
//! proposed for it.

use anyhow::bail;

use crate::amend::{Given, score_text};
use crate::cli::ask::Person;
use crate::cli::close::decide::{self, Decision};
use crate::model::Status;
use crate::render::close_text;
use crate::render::style::Style;
use crate::snapshot::Place;
use crate::views::TreeNode;
use crate::views::closing::{proposal, score_of};

/// How to answer.
const HELP: &str = "\
Enter takes what stands in brackets. Or answer achieved, missed, postponed or
dropped (a, m, p, d), with a score of your own behind it (m 0.4), or just that
score; q stops, and nothing is written";

/// How to leave one out, where that is allowed.
const HELP_SKIP: &str = "; s leaves it without a verdict";

/// What is said when whoever is asked wants no more of it.
const STOPPED: &str = "stopped, so nothing was written";

/// What an answer means.
enum Answer {
    Verdict(Given),
    Skip,
    Stop,
}

/// Asks for the verdict of each objective.
///
/// # Errors
/// Where the answers end too early, or whoever is asked stops.
pub fn hold(
    mut person: Person<'_>,
    open: &[&TreeNode],
    partial: bool,
    style: Style,
) -> anyhow::Result<Vec<Decision>> {
    person.tell(&help(partial))?;
    let mut decisions = Vec::new();
    for (at, objective) in (1..).zip(open) {
        close_text::write_objective(person.err, objective, (at, open.len()), style)?;
        let proposed = proposal(objective)
            .map(|own| format!(" [{} {}]", own.status.name(), score_text(own.score)));
        let question = format!("Verdict{}?", proposed.unwrap_or_default());
        match person.ask(&question, |text| answer(text, objective, partial))? {
            Answer::Stop => bail!(STOPPED),
            Answer::Skip => {}
            Answer::Verdict(given) => decisions.extend(further(&mut person, objective, given)?),
        }
    }
    writeln!(person.err)?;
    Ok(decisions)
}

fn help(partial: bool) -> String {
    let skip = if partial { HELP_SKIP } else { "" };
    format!("{HELP}{skip}.")
}

/// What an answer means for an objective.
fn answer(text: &str, objective: &TreeNode, partial: bool) -> Result<Answer, String> {
    let lower = text.to_lowercase();
    let mut words = lower.split_whitespace();
    let given = match (words.next(), words.next(), words.next()) {
        (None, ..) => match proposal(objective) {
            Some(proposal) => said(proposal.status, None)?,
            None => return Err("Nothing is proposed here: answer with a verdict".to_owned()),
        },
        (Some("q" | "quit"), None, _) => return Ok(Answer::Stop),
        (Some("s" | "skip"), None, _) if partial => return Ok(Answer::Skip),
        (Some("s" | "skip"), None, _) => {
            return Err(
                "None is left without a verdict: start again with --partial for that".to_owned(),
            );
        }
        (Some("?" | "h" | "help"), None, _) => {
            return Err(help(partial).trim_end_matches('.').to_owned());
        }
        (Some(word), None, _) if word.starts_with(|c: char| c.is_ascii_digit() || c == '.') => {
            decide::score(word)?;
            Given {
                score: Some(word.to_owned()),
                ..Given::default()
            }
        }
        (Some(word), score, None) => said(status(word)?, score)?,
        (Some(_), ..) => {
            return Err("That is too much: a verdict, and a score behind it".to_owned());
        }
    };
    Ok(Answer::Verdict(decide::completed(given, objective)))
}

fn said(status: Status, score: Option<&str>) -> Result<Given, String> {
    if let Some(score) = score {
        decide::score(score)?;
    }
    Ok(Given {
        status: Some(status),
        score: score.map(str::to_owned),
        ..Given::default()
    })
}

/// The verdict that a word or its first letter names.
fn status(word: &str) -> Result<Status, String> {
    match word {
        "a" => Ok(Status::Achieved),
        "m" => Ok(Status::Missed),
        "p" => Ok(Status::Postponed),
        "d" => Ok(Status::Dropped),
        word => decide::status(word),
    }
}

/// Asks for what else there is to say of an objective that has its verdict.
fn further(
    person: &mut Person<'_>,
    objective: &TreeNode,
    mut given: Given,
) -> anyhow::Result<Vec<Decision>> {
    if given.status.is_some_and(Status::is_set_aside) {
        let reason = person.ask("Why?", |text| match text {
            "" => Err("Those who worked on it will want to know: write a line".to_owned()),
            text => Ok(text.to_owned()),
        })?;
        given.reason = Some(reason);
    } else if given.score.is_none() && !objective.figures.score_given {
        given.score = person.ask("Its score [none]?", |text| match text {
            "" => Ok(None),
            text => decide::score(text).map(|_| Some(text.to_owned())),
        })?;
    }
    given.result = person.ask("The result in a line [none]?", |text| {
        Ok((!text.is_empty()).then(|| text.to_owned()))
    })?;
    let scores = match given.status {
        Some(Status::Achieved | Status::Missed) => of_key_results(person, objective)?,
        _ => Vec::new(),
    };
    let own = Decision {
        place: Place {
            node: objective.node,
            key_result: None,
        },
        given,
    };
    Ok(std::iter::once(own).chain(scores).collect())
}

/// Asks whether the key results get their computed scores.
fn of_key_results(person: &mut Person<'_>, objective: &TreeNode) -> anyhow::Result<Vec<Decision>> {
    let computed = objective.key_results.iter().filter_map(|key_result| {
        let score = score_of(objective, key_result)?;
        Some(Decision {
            place: Place {
                node: objective.node,
                key_result: Some(key_result.position),
            },
            given: Given {
                score: Some(score_text(score)),
                ..Given::default()
            },
        })
    });
    let decisions: Vec<Decision> = computed.collect();
    if decisions.is_empty() {
        return Ok(decisions);
    }
    let question = "Write the scores of its key results along [yes]?";
    let agreed = person.ask(question, |text| match text.to_lowercase().as_str() {
        "" | "y" | "yes" => Ok(Some(true)),
        "n" | "no" => Ok(Some(false)),
        "q" | "quit" => Ok(None),
        _ => Err(format!("`{text}` is neither yes nor no")),
    })?;
    match agreed {
        Some(true) => Ok(decisions),
        Some(false) => Ok(Vec::new()),
        None => bail!(STOPPED),
    }
}
