//! The line of sight as JSON: `okr-why/1`.

use std::io;

use rust_decimal::Decimal;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::Serialize;

use crate::render::json::node::{KeyResultJson, NodeJson};
use crate::render::json::{Quantity, TOOL, Tool, number};
use crate::render::page::gaps;
use crate::render::reading::{Reading, State};
use crate::render::safe::write_json;
use crate::views::why::{Candidate, Invested, TeamTime};
use crate::views::{ChainLink, Gap, GapKind, TreeNode, Why};

/// The line of sight up to the business goal.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Why")]
struct WhyJson<'v> {
    /// The format and its version.
    #[schemars(extend("const" = "okr-why/1"))]
    format: &'static str,
    /// The program that wrote it.
    tool: Tool,
    /// The day that counts as today.
    today: String,
    /// What was read.
    state: &'v State,
    /// What was asked for: `id` or `id/key-result`.
    subject: &'v str,
    /// From the subject up to the goal.
    chain: Vec<LinkJson<'v>>,
    /// The time and the people behind it.
    invested: InvestedJson<'v>,
    /// What is missing for a good case.
    gaps: Vec<GapJson<'v>>,
    /// For an orphan, the goals and key results that are most alike.
    candidates: Vec<CandidateJson<'v>>,
}

/// A node as in the tree, with the key result of the next one that it serves.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Link")]
struct LinkJson<'v> {
    #[serde(flatten)]
    node: NodeJson<'v>,
    /// Why it matters, in Markdown.
    why: Option<&'v str>,
    /// The key result of the next node that it serves; null where it serves the whole.
    serves: Option<ServesJson<'v>>,
}

/// The key result that a node serves.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Serves")]
struct ServesJson<'v> {
    /// The reference as it was resolved.
    r#ref: Option<&'v str>,
    #[serde(flatten)]
    key_result: KeyResultJson<'v>,
}

/// The time and the people behind a subject.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Invested")]
struct InvestedJson<'v> {
    /// The share of the whole time of its team; null where several teams work on it or none is said.
    share: Option<f64>,
    /// The people that this is.
    capacity: Option<Quantity>,
    /// Whether it is added up from the objectives below.
    from_below: bool,
    /// By team.
    by_team: Vec<TeamTimeJson<'v>>,
}

/// The time of one team.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "TeamTime")]
struct TeamTimeJson<'v> {
    /// The team; null at company level.
    team: Option<&'v str>,
    /// The share of its whole time.
    share: f64,
    /// The people that this is.
    capacity: Option<Quantity>,
    /// How many people the team has.
    team_capacity: Option<Quantity>,
}

/// Something that is missing.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Gap")]
struct GapJson<'v> {
    /// What is missing.
    kind: GapKind,
    /// Of what: `id` or `id/key-result`.
    subject: &'v str,
    /// The same in words.
    message: String,
    /// What to do about it.
    help: String,
}

/// Something that an orphan could serve.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Candidate")]
struct CandidateJson<'v> {
    /// Its reference.
    r#ref: &'v str,
    /// Its id.
    id: &'v str,
    /// `goal`, `objective`, `kpi` or `key_result`.
    kind: &'static str,
    /// What it says.
    title: &'v str,
    /// How alike it is: the more, the higher.
    likeness: usize,
}

/// The schema of what [`write`] writes.
pub(super) fn schema(generator: &mut SchemaGenerator) -> Schema {
    generator.subschema_for::<WhyJson<'static>>()
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
