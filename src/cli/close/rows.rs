//! Verdicts from standard input: one on each row of a table.

use std::collections::HashMap;
use std::io::Read;

use anyhow::{Context as _, anyhow, bail};

use crate::amend::Given;
use crate::cli::close::decide::{self, Decision};
use crate::cli::load::Loaded;
use crate::cli::subject;
use crate::cli::table::{self, Row};
use crate::model::{Cycle, Status};
use crate::render::close_csv::COLUMNS;
use crate::snapshot::{Node, Place};
use crate::views::TreeNode;

/// Reads the verdicts on `objectives`, those of `cycle`, and on their key results.
///
/// # Errors
/// Where a row is none: which, and what to write.
pub fn read(
    input: &mut dyn Read,
    loaded: &Loaded,
    cycle: &Cycle,
    objectives: &[TreeNode],
) -> anyhow::Result<Vec<Decision>> {
    let text = table::text(input)?;
    let columns = COLUMNS.join(",");
    if !table::is_table(&text) {
        bail!("standard input holds no verdicts: write a table with the header {columns}");
    }
    let rows = table::rows(&text, &COLUMNS)?;
    if rows.is_empty() {
        bail!("standard input holds no verdicts: the table has no row below its header");
    }
    let mut lines: HashMap<Place, u64> = HashMap::new();
    let mut decisions = Vec::new();
    for row in &rows {
        let reference = row.reference()?;
        let line = || format!("line {}", row.line);
        let place = match shown(objectives, &reference) {
            Some(place) => place,
            None => subject::place(loaded, &reference).with_context(line)?,
        };
        subject::require_alone(loaded, place).with_context(line)?;
        if let Some(first) = lines.insert(place, row.line) {
            bail!(
                "line {}: {reference} has its verdict on line {first} already: leave one of them out",
                row.line
            );
        }
        let decision = decision(row, &reference, (loaded, cycle), place, objectives);
        decisions.extend(decision.with_context(line)?);
    }
    Ok(decisions)
}

/// What has just this name in output: where the company and a team have the same id, only that tells
/// which of them is meant.
fn shown(objectives: &[TreeNode], reference: &str) -> Option<Place> {
    let (name, key_result) = match reference.split_once('/') {
        Some((name, key_result)) => (name, Some(key_result)),
        None => (reference, None),
    };
    let mut named = objectives.iter().filter(|own| own.name == name);
    let objective = named.next().filter(|_| named.next().is_none())?;
    let rows = &objective.key_results;
    let position = match key_result {
        Some(id) => Some(rows.iter().find(|row| *row.id == *id)?.position),
        None => None,
    };
    Some(Place {
        node: objective.node,
        key_result: position,
    })
}

/// What a row decides; nothing where it says nothing, as the proposal does where nothing can be told yet.
fn decision(
    row: &Row,
    reference: &str,
    (loaded, cycle): (&Loaded, &Cycle),
    place: Place,
    objectives: &[TreeNode],
) -> anyhow::Result<Option<Decision>> {
    let node = loaded.snapshot.node(place.node);
    let node = node.ok_or_else(|| anyhow!("there is no {reference}"))?;
    let objective = objectives.iter().find(|own| own.node == place.node);
    let objective = objective.ok_or_else(|| not_of(node, reference, cycle))?;
    let given = said(row)?;
    if given.says_nothing() {
        return Ok(None);
    }
    let (given, common) = match place.key_result {
        None => {
            let given = decide::completed(given, objective);
            decide::require_verdict(reference, &given, objective)?;
            (given, Some(node.common()))
        }
        Some(at) => (given, node.key_results().get(at).map(|own| &own.common)),
    };
    if let Some(common) = common {
        decide::require_reason(reference, &given, common)?;
    }
    Ok(Some(Decision { place, given }))
}

/// What a row says.
fn said(row: &Row) -> anyhow::Result<Given> {
    let status = row.field("status").map(|word| decide::status(&word));
    let score = row.field("score");
    if let Some(score) = &score {
        decide::score(score).map_err(|why| anyhow!(why))?;
    }
    let status = status.transpose().map_err(|why| anyhow!(why))?;
    let (result, reason) = (row.field("result"), row.field("reason"));
    // A table that has one column for words says there why something was set aside.
    let (result, reason) = match status.is_some_and(Status::is_set_aside) && !row.has("reason") {
        true => (None, result),
        false => (result, reason),
    };
    Ok(Given {
        status,
        score,
        result,
        reason,
    })
}

fn not_of(node: &Node, reference: &str, cycle: &Cycle) -> anyhow::Error {
    match (&node.cycle, node.objective()) {
        (Some(own), _) => anyhow!(
            "`{reference}` belongs to {}, not to {}",
            own.name,
            cycle.name
        ),
        (None, Some(_)) => anyhow!("`{reference}` belongs to no cycle"),
        (None, None) => anyhow!(
            "`{reference}` is a {}: a verdict is for objectives and key results",
            node.kind().name()
        ),
    }
}
