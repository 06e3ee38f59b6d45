//! What a reference on the command line means: the current cycle counts as one's own, and no team
//! comes first.

use anyhow::{anyhow, bail};

use crate::cli::load::Loaded;
use crate::model::Reference;
use crate::parse::nearest;
use crate::snapshot::{Node, NodeId, Place, TeamId, Unresolved, Viewpoint};
use crate::source::Text;

/// The goal, objective, key result or kpi that `text` names.
///
/// # Errors
/// Where it names none or several: which could be meant.
pub fn place(loaded: &Loaded, text: &str) -> anyhow::Result<Place> {
    let snapshot = &loaded.snapshot;
    if let Some(team) = text.strip_prefix("team:") {
        bail!(
            "`{text}` is a team: `okr show {text}` shows it, `okr tree --team {team}` what it works on"
        );
    }
    let reference = Reference::parse(&Text::from(text)).map_err(|why| {
        anyhow!("`{text}` is no reference: {why}; write id, id/key-result, team:id or id@cycle")
    })?;
    let viewpoint = Viewpoint {
        node: None,
        team: None,
        cycle: loaded.current.as_ref(),
    };
    snapshot
        .resolve(viewpoint, &reference)
        .map_err(|why| anyhow!("{}", unresolved(loaded, &reference, &why)))
}

/// Makes sure that nothing beside `place` has its name: what is to be changed has to be told apart.
///
/// # Errors
/// Where two key results of one objective have the same id.
pub fn require_alone(loaded: &Loaded, place: Place) -> anyhow::Result<()> {
    let node = loaded.snapshot.node(place.node);
    let all = node.map_or(&[][..], Node::key_results);
    let Some(own) = place.key_result.and_then(|position| all.get(position)) else {
        return Ok(());
    };
    match all.iter().filter(|other| other.id == own.id).count() {
        0 | 1 => Ok(()),
        count => Err(anyhow!(
            "{} is {count} key results: give each an id of its own first",
            loaded.snapshot.place_name(place)
        )),
    }
}

/// Why a reference leads nowhere, and what could be meant.
fn unresolved(loaded: &Loaded, reference: &Reference, why: &Unresolved) -> String {
    let snapshot = &loaded.snapshot;
    let text = &reference.text;
    let full = |id: &NodeId| {
        snapshot
            .node(*id)
            .map(|node| snapshot.full_name(node))
            .unwrap_or_default()
    };
    let all = |ids: &[NodeId], between: &str| {
        let names: Vec<_> = ids.iter().take(MOST_CANDIDATES).map(full).collect();
        names.join(between)
    };
    match why {
        Unresolved::Ambiguous(nodes) => {
            format!("`{text}` fits several things: write {}", all(nodes, " or "))
        }
        Unresolved::NoKeyResult(node) => {
            let key_results = snapshot.node(*node).map_or(&[][..], Node::key_results);
            let ids: Vec<String> = key_results
                .iter()
                .map(|key_result| key_result.id.to_string())
                .collect();
            let wanted = reference.key_result.as_deref().unwrap_or_default();
            format!(
                "`{}` has no key result `{wanted}`; it has {}",
                full(node),
                listed(&ids)
            )
        }
        Unresolved::Unread => {
            format!("the file of `{text}` could not be read: `okr check` says why")
        }
        Unresolved::Unknown { elsewhere } if !elsewhere.is_empty() => {
            let here = loaded
                .current
                .as_ref()
                .filter(|_| reference.cycle.is_none());
            let here = here.map_or_else(String::new, |cycle| format!(" in {}", cycle.name));
            format!(
                "there is no `{text}`{here}; did you mean {}?",
                all(elsewhere, " or ")
            )
        }
        Unresolved::Unknown { .. } | Unresolved::Itself => match meant(loaded, reference) {
            Some(meant) => format!("there is no `{text}`; did you mean {meant}?"),
            None => format!("there is no `{text}`; `okr tree` shows what there is"),
        },
    }
}

/// The most things of one name that are offered.
const MOST_CANDIDATES: usize = 5;

/// What someone may mean by a name that nothing has: a team, a key result, or a near miss.
fn meant(loaded: &Loaded, reference: &Reference) -> Option<String> {
    let snapshot = &loaded.snapshot;
    if team(loaded, &reference.id).is_ok() {
        return Some(format!("team:{}", reference.id));
    }
    let of_key_result = snapshot.iter().find_map(|(id, node)| {
        let position = node
            .key_results()
            .iter()
            .position(|key_result| key_result.id == *reference.id)?;
        Some(snapshot.place_name(Place {
            node: id,
            key_result: Some(position),
        }))
    });
    let near = || {
        nearest(
            &reference.id,
            snapshot.nodes.iter().map(|node| node.id.as_str()),
        )
    };
    of_key_result.or_else(|| near().map(str::to_owned))
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
        Some(near) => bail!("there is no team `{id}`; did you mean {near}?"),
        None => bail!("there is no team `{id}`; there is {}", listed(&ids)),
    }
}

fn listed(names: &[String]) -> String {
    const MOST: usize = 12;
    match names {
        [] => "none".to_owned(),
        names if names.len() > MOST => {
            let some: Vec<_> = names.iter().take(MOST).cloned().collect();
            format!("{} and {} more", some.join(", "), names.len() - MOST)
        }
        names => names.join(", "),
    }
}
