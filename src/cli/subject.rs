//! What a reference on the command line means: the current cycle counts as one's own, and no team
//! comes first.

use anyhow::{anyhow, bail};

use crate::cli::load::Loaded;
use crate::model::Reference;
use crate::parse::nearest;
use crate::snapshot::{NodeId, Place, TeamId, Unresolved, Viewpoint};

/// The goal, objective, key result or kpi that `text` names.
///
/// # Errors
/// Where it names none or several: which could be meant.
pub fn place(loaded: &Loaded, text: &str) -> anyhow::Result<Place> {
    let snapshot = &loaded.snapshot;
    let reference = Reference::parse(text).map_err(|why| {
        anyhow!("{text} is no reference: {why}; write id, id/key-result, team:id or id@cycle")
    })?;
    let viewpoint = Viewpoint {
        node: None,
        team: None,
        cycle: loaded.current.as_ref(),
    };
    let full = |id: &NodeId| {
        snapshot
            .node(*id)
            .map(|node| snapshot.full_name(node))
            .unwrap_or_default()
    };
    match snapshot.resolve(viewpoint, &reference) {
        Ok(place) => Ok(place),
        Err(Unresolved::Ambiguous(nodes)) => {
            let names: Vec<_> = nodes.iter().map(full).collect();
            bail!(
                "{text} fits {} things: write one of {}",
                names.len(),
                names.join(", ")
            )
        }
        Err(Unresolved::NoKeyResult(node)) => {
            let ids: Vec<String> = snapshot
                .node(node)
                .into_iter()
                .flat_map(|node| node.key_results())
                .map(|key_result| key_result.id.to_string())
                .collect();
            bail!(
                "{} has no key result {}; it has {}",
                full(&node),
                reference.key_result.as_deref().unwrap_or_default(),
                listed(&ids)
            )
        }
        Err(Unresolved::Unread) => {
            bail!("the file of {text} could not be read: `okr check` says why")
        }
        Err(Unresolved::Unknown { elsewhere }) if !elsewhere.is_empty() => {
            let names: Vec<_> = elsewhere.iter().map(full).collect();
            let here = loaded
                .current
                .as_ref()
                .map_or_else(String::new, |cycle| format!(" in {}", cycle.name));
            bail!(
                "there is no {text}{here}; did you mean {}?",
                names.join(" or ")
            )
        }
        Err(Unresolved::Unknown { .. } | Unresolved::Itself) => {
            let ids = snapshot.nodes.iter().map(|node| node.id.as_str());
            match nearest(&reference.id, ids) {
                Some(near) => bail!("there is no {text}; did you mean {near}?"),
                None => bail!("there is no {text}; `okr tree` shows what there is"),
            }
        }
    }
}

/// The team that `id` names.
///
/// # Errors
/// Where there is none: which could be meant.
pub fn team(loaded: &Loaded, id: &str) -> anyhow::Result<TeamId> {
    let snapshot = &loaded.snapshot;
    let exists = |team: &TeamId| {
        snapshot
            .team(*team)
            .is_some_and(|team| team.is_declared() || team.folder.is_some())
    };
    if let Some(team) = snapshot.team_named(id).filter(exists) {
        return Ok(team);
    }
    let ids: Vec<String> = snapshot
        .iter_teams()
        .filter(|(team, _)| exists(team))
        .map(|(_, team)| team.id.to_string())
        .collect();
    match nearest(id, ids.iter().map(String::as_str)) {
        Some(near) => bail!("there is no team {id}; did you mean {near}?"),
        None => bail!("there is no team {id}; there is {}", listed(&ids)),
    }
}

fn listed(names: &[String]) -> String {
    match names {
        [] => "none".to_owned(),
        names => names.join(", "),
    }
}
