//! The line of sight as JSON: `okr-why/1`.

use std::io;

use rust_decimal::Decimal;
use serde::Serialize;

use crate::render::json::node::{KeyResultJson, NodeJson};
use crate::render::json::{Quantity, TOOL, Tool, number};
use crate::render::page::gaps;
use crate::render::reading::{Reading, State};
use crate::render::safe::write_json;
use crate::views::why::{Candidate, Invested, TeamTime};
use crate::views::{ChainLink, Gap, GapKind, TreeNode, Why};

#[derive(Serialize)]
struct WhyJson<'v> {
    format: &'static str,
    tool: Tool,
    today: String,
    state: &'v State,
    subject: &'v str,
    chain: Vec<LinkJson<'v>>,
    invested: InvestedJson<'v>,
    gaps: Vec<GapJson<'v>>,
    candidates: Vec<CandidateJson<'v>>,
}

/// A node as in the tree, with the key result of the next one that it serves.
#[derive(Serialize)]
struct LinkJson<'v> {
    #[serde(flatten)]
    node: NodeJson<'v>,
    why: Option<&'v str>,
    serves: Option<ServesJson<'v>>,
}

#[derive(Serialize)]
struct ServesJson<'v> {
    r#ref: Option<&'v str>,
    #[serde(flatten)]
    key_result: KeyResultJson<'v>,
}

#[derive(Serialize)]
struct InvestedJson<'v> {
    share: Option<f64>,
    capacity: Option<Quantity>,
    from_below: bool,
    by_team: Vec<TeamTimeJson<'v>>,
}

#[derive(Serialize)]
struct TeamTimeJson<'v> {
    team: Option<&'v str>,
    share: f64,
    capacity: Option<Quantity>,
    team_capacity: Option<Quantity>,
}

#[derive(Serialize)]
struct GapJson<'v> {
    kind: GapKind,
    subject: &'v str,
    message: String,
    help: String,
}

#[derive(Serialize)]
struct CandidateJson<'v> {
    r#ref: &'v str,
    id: &'v str,
    kind: &'static str,
    title: &'v str,
    likeness: usize,
}

/// Writes the whole line as one object.
///
/// # Errors
/// When `out` cannot be written.
pub fn write(out: &mut dyn io::Write, why: &Why, reading: &Reading) -> io::Result<()> {
    let above = why.chain.iter().skip(1).map(|link| Some(&link.node));
    let links = why.chain.iter().zip(above.chain([None]));
    let json = WhyJson {
        format: "okr-why/1",
        tool: TOOL,
        today: reading.today.to_string(),
        state: &reading.state,
        subject: &why.subject,
        chain: links.map(|(link, above)| chain_link(link, above)).collect(),
        invested: invested(&why.invested),
        gaps: why.gaps.iter().map(gap).collect(),
        candidates: why.candidates.iter().map(candidate).collect(),
    };
    write_json(out, &json)
}

fn chain_link<'v>(link: &'v ChainLink, above: Option<&'v TreeNode>) -> LinkJson<'v> {
    let served = link.serves.zip(above);
    LinkJson {
        node: NodeJson::new(&link.node),
        why: link.why.as_deref(),
        serves: served.and_then(|(at, above)| {
            let parent = link.node.parent.as_ref();
            Some(ServesJson {
                r#ref: parent.and_then(|parent| parent.reference.as_deref()),
                key_result: KeyResultJson::new(above.key_results.get(at)?, &above.path),
            })
        }),
    }
}

fn invested(invested: &Invested) -> InvestedJson<'_> {
    let of_team = |time: &TeamTime| {
        let unit = time
            .capacity
            .as_ref()
            .and_then(|capacity| capacity.unit_name());
        people(time.people, unit)
    };
    let by_team = invested.by_team.iter();
    InvestedJson {
        share: invested.share.map(number),
        capacity: people(invested.people, invested.unit.clone()),
        from_below: invested.from_below,
        by_team: by_team
            .map(|time| TeamTimeJson {
                team: time.team.as_ref().map(|team| team.id.as_str()),
                share: number(time.share),
                capacity: of_team(time),
                team_capacity: time.capacity.as_ref().map(Quantity::from),
            })
            .collect(),
    }
}

fn people(people: Option<Decimal>, unit: Option<String>) -> Option<Quantity> {
    people.map(|people| Quantity::computed(people, unit))
}

fn gap(gap: &Gap) -> GapJson<'_> {
    let words = gaps::words(gap);
    GapJson {
        kind: gap.kind,
        subject: &gap.subject,
        message: words.message,
        help: words.help,
    }
}

fn candidate(candidate: &Candidate) -> CandidateJson<'_> {
    CandidateJson {
        r#ref: &candidate.reference,
        id: &candidate.name,
        kind: match candidate.is_key_result {
            true => "key_result",
            false => candidate.kind.name(),
        },
        title: &candidate.title,
        likeness: candidate.likeness,
    }
}
