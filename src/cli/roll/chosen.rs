//! What is carried on: by the arguments, or by what whoever sits at the terminal answers.

use std::collections::{HashMap, HashSet};

use anyhow::{anyhow, bail};

use super::{Roll, RollArgs, carry};
use crate::amend;
use crate::cli::Stop;
use crate::cli::ask::Person;
use crate::cli::follow::{self, Asked, Wanted};
use crate::cli::session::Session;
use crate::cli::state::Repository;
use crate::cli::subject;
use crate::model::Cycle;
use crate::render::roll_text;
use crate::snapshot::{LinkField, Node, NodeId, Place, TeamId};
use crate::views::Basis;
use crate::views::log::{Series, Trail};
use crate::views::roll::ending;

/// What is to become of each objective of the cycle that ends, in the order of the tree.
pub struct Chosen {
    /// The objectives.
    pub objectives: Vec<(NodeId, Decision)>,
    /// Whether the plans of teams are copied.
    pub plans: bool,
    /// What goes on already, with the full name of its heir.
    pub earlier: HashMap<NodeId, String>,
}

/// What is to become of an objective.
pub enum Decision {
    /// It goes on.
    Carry,
    /// It is given up, for this reason.
    Drop(String),
    /// It stays as it is: why.
    Leave(String),
}

/// What is carried on.
///
/// # Errors
/// Where it was not said and nobody can be asked, or where something that is named cannot go on.
pub fn chosen(
    args: &RollArgs,
    session: &Session,
    roll: Roll<'_>,
    person: Person<'_>,
) -> Result<Chosen, Stop> {
    let snapshot = &roll.loaded.snapshot;
    let objectives: Vec<NodeId> = snapshot
        .iter()
        .filter(|(_, node)| node.objective().is_some() && node.is_in(roll.from))
        .map(|(id, _)| id)
        .collect();
    if objectives.is_empty() {
        return Err(anyhow!(
            "no objective stands in {}: `okr tree --cycle all` shows which cycles have some",
            roll.from.name
        )
        .into());
    }
    let earlier = earlier(roll);
    let stays = |id: NodeId| stays(roll, &earlier, id);
    let named = named(args, roll, &stays)?;
    let is_open = |id: &NodeId| stays(*id).is_none();
    let is_said = args.all || args.none || !args.carry.is_empty();
    if !is_said && objectives.iter().any(is_open) {
        if !session.can_ask {
            let open = objectives.iter().filter(|id| is_open(id));
            let names: Vec<String> = open
                .filter_map(|id| Some(snapshot.name(snapshot.node(*id)?)))
                .collect();
            return Err(anyhow!(
                "what is carried on has to be said where nobody can be asked: --carry REF…, --all or --none; open in {} is {}",
                roll.from.name,
                names.join(", ")
            )
            .into());
        }
        let open: Vec<NodeId> = objectives.iter().copied().filter(is_open).collect();
        carry::require_free(roll, &open)?;
        let asked = dialogue(session, roll, (&objectives, &stays), person)?;
        let (objectives, plans) = asked;
        return Ok(Chosen {
            objectives,
            plans: args.plans || plans,
            earlier,
        });
    }
    let is_finished = |id| {
        let node = snapshot.node(id);
        node.is_some_and(amend::is_finished)
    };
    let decide = |id: NodeId| match stays(id) {
        Some(why) => Decision::Leave(why),
        None if named.contains(&id) => Decision::Carry,
        None if args.all && is_finished(id) => {
            Decision::Leave("all its key results are finished".to_owned())
        }
        None if args.all => Decision::Carry,
        None => Decision::Leave(AS_IT_IS.to_owned()),
    };
    let objectives = objectives.iter().map(|id| (*id, decide(*id))).collect();
    Ok(Chosen {
        objectives,
        plans: args.plans,
        earlier,
    })
}

/// What is said of an objective that nobody wants to go on.
const AS_IT_IS: &str = "as it is";

/// The objectives that `--carry` names.
fn named(
    args: &RollArgs,
    roll: Roll<'_>,
    stays: &dyn Fn(NodeId) -> Option<String>,
) -> anyhow::Result<HashSet<NodeId>> {
    let mut named = HashSet::new();
    for reference in &args.carry {
        let place = subject::place(roll.loaded, reference)?;
        let node = roll.loaded.snapshot.node(place.node);
        let node = node.ok_or_else(|| anyhow!("there is no {reference}"))?;
        if place.key_result.is_some() {
            bail!(
                "{reference} is a key result, which goes on with its objective: write --carry {}",
                roll.loaded.snapshot.name(node)
            );
        }
        if node.objective().is_none() {
            bail!(
                "{reference} is a {}, which has no cycle and goes on by itself",
                node.kind().name()
            );
        }
        if !node.is_in(roll.from) {
            let cycle = node.cycle.as_ref().map_or("no cycle", |own| &own.name);
            bail!("{reference} stands in {cycle}, not in {}", roll.from.name);
        }
        if let Some(why) = stays(place.node) {
            bail!("{reference} stays behind: {why}");
        }
        named.insert(place.node);
    }
    Ok(named)
}

/// Why an objective cannot go on; none where it can.
fn stays(roll: Roll<'_>, earlier: &HashMap<NodeId, String>, id: NodeId) -> Option<String> {
    let status = roll.loaded.snapshot.node(id)?.common().status();
    match earlier.get(&id) {
        Some(heir) => Some(format!("goes on as {heir} already")),
        None if amend::may_go_on(status) => None,
        None => Some(status.name().to_owned()),
    }
}

/// The objectives of the cycle that ends that go on already in the next: under the same name, else in
/// the one that says so in `carried_from`.
fn earlier(roll: Roll<'_>) -> HashMap<NodeId, String> {
    let snapshot = &roll.loaded.snapshot;
    let of = |cycle: &'_ Cycle| -> Vec<(NodeId, &Node)> {
        let objectives = snapshot.iter();
        objectives
            .filter(|(_, node)| node.objective().is_some() && node.is_in(cycle))
            .collect()
    };
    let next = of(roll.to);
    let by_id: HashMap<(&str, Option<TeamId>), &Node> = next
        .iter()
        .map(|(_, node)| ((node.id.as_str(), node.team), *node))
        .collect();
    let carried: HashMap<NodeId, &Node> = next
        .iter()
        .flat_map(|(_, node)| node.links.iter().map(move |link| (link, *node)))
        .filter(|(link, _)| link.field == LinkField::CarriedFrom)
        .filter_map(|(link, node)| Some((link.to.as_ref().ok()?.node, node)))
        .collect();
    let last = of(roll.from).into_iter();
    last.filter_map(|(id, node)| {
        let same = by_id.get(&(node.id.as_str(), node.team));
        let heir = same.or_else(|| carried.get(&id))?;
        Some((id, snapshot.full_name(heir)))
    })
    .collect()
}

/// Asks about each objective that is open, with its score and its history in view.
fn dialogue(
    session: &Session,
    roll: Roll<'_>,
    (objectives, stays): (&[NodeId], &dyn Fn(NodeId) -> Option<String>),
    mut person: Person<'_>,
) -> Result<(Vec<(NodeId, Decision)>, bool), Stop> {
    let basis = Basis {
        snapshot: &roll.loaded.snapshot,
        config: &roll.loaded.config,
        today: roll.loaded.today,
    };
    let count = objectives.iter().filter(|id| stays(**id).is_none()).count();
    let mut decided = Vec::new();
    let mut number = 0;
    for id in objectives {
        if let Some(why) = stays(*id) {
            decided.push((*id, Decision::Leave(why)));
            continue;
        }
        let Some(ending) = ending(basis, *id) else {
            continue;
        };
        number += 1;
        let series = series(session, roll, *id);
        roll_text::ask(
            person.err,
            (number, count),
            &ending,
            &series,
            session.err_style,
        )?;
        let decision =
            match person.ask(question(ending.is_success()), |answer| {
                Answer::parse(answer, ending.is_success())
            })? {
                Answer::Carry => Decision::Carry,
                Answer::Leave => Decision::Leave(AS_IT_IS.to_owned()),
                Answer::Drop => Decision::Drop(person.ask("Why is it dropped?", |answer| {
                    match answer.is_empty() {
                        true => Err("The reason is what the next quarter learns from".to_owned()),
                        false => Ok(answer.to_owned()),
                    }
                })?),
                Answer::Quit => {
                    return Err(anyhow!("left, and nothing was written").into());
                }
            };
        decided.push((*id, decision));
    }
    let has_plans = roll.loaded.snapshot.teams.iter().any(|team| {
        let mut plans = team.plans.iter();
        plans.any(|plan| {
            plan.cycle
                .as_ref()
                .is_some_and(|own| own.is_same(roll.from))
        })
    });
    let plans = match has_plans {
        false => false,
        true => person.ask(
            &format!(
                "Copy the plans that teams have for {}? [y/N]",
                roll.from.name
            ),
            |answer| match answer.to_lowercase().as_str() {
                "y" | "yes" => Ok(true),
                "" | "n" | "no" => Ok(false),
                other => Err(format!("`{other}` is neither y nor n")),
            },
        )?,
    };
    Ok((decided, plans))
}

/// What is answered about an objective.
enum Answer {
    Carry,
    Drop,
    Leave,
    Quit,
}

impl Answer {
    fn parse(answer: &str, is_success: bool) -> Result<Self, String> {
        Ok(match answer.to_lowercase().as_str() {
            "" if is_success => Self::Leave,
            "" | "c" | "carry" => Self::Carry,
            "d" | "drop" => Self::Drop,
            "l" | "leave" => Self::Leave,
            "q" | "quit" => Self::Quit,
            other => {
                return Err(format!(
                    "`{other}` is none of c (carry on), d (drop), l (leave) and q (quit, writing nothing)"
                ));
            }
        })
    }
}

/// The question, with what an empty answer means in capitals.
const fn question(is_success: bool) -> &'static str {
    match is_success {
        true => "Carry it on, drop it, or leave it as it is? [c/d/L/q]",
        false => "Carry it on, drop it, or leave it as it is? [C/d/l/q]",
    }
}

/// The values of its key results over time; none where there is no history to ask.
fn series(session: &Session, roll: Roll<'_>, id: NodeId) -> Vec<Series> {
    let snapshot = &roll.loaded.snapshot;
    let place = Place {
        node: id,
        key_result: None,
    };
    let file = snapshot.node(id).and_then(|node| snapshot.file(node.file));
    let (Some(trail), Some(file)) = (Trail::of_place(snapshot, place), file) else {
        return Vec::new();
    };
    let asked = Asked {
        trail,
        paths: vec![file.path.clone()],
        from: "HEAD".to_owned(),
        notes: Vec::new(),
    };
    let all = Wanted {
        only: None,
        most: None,
    };
    // Without a repository, or without a commit in it, there is no history to show.
    Repository::open(session)
        .and_then(|repository| follow::of_one(&repository, roll.loaded, asked, all))
        .map_or_else(|_| Vec::new(), |history| history.series)
}
