//! What all documents share, and what is wanted: goals and objectives.

use crate::model::{Common, Goal, Objective};
use crate::parse::shape::{Described, Field, Shape};

/// What to do about a priority.
pub(super) const PRIORITY: (&str, &str) = (
    "priority",
    "fewer objectives and key results say what comes first; `weight` says how much a key result counts, and fields of your own start with `x-`",
);

impl Described for Common {
    const WHAT: &'static str = "a document";
    const FIELDS: &'static [Field<Self>] = &[
        Field::new(
            "id",
            &["key", "slug", "identifier"],
            Shape::Id(|c| &mut c.id),
            "find-content",
            "the name that references use; default: the file's name without its ending, for `team.yaml` the folder's, for key results `kr1`, `kr2`, … by position",
        ),
        Field::new(
            "owner",
            &[
                "dri",
                "lead",
                "responsible",
                "assignee",
                "accountable",
                "owners",
                "champion",
            ],
            Shape::Texts(|c| &mut c.owner),
            "priya",
            "who answers for it: a person, a role or a team, or a list of them",
        ),
        Field::new(
            "why",
            &[
                "description",
                "desc",
                "rationale",
                "context",
                "purpose",
                "motivation",
                "summary",
                "background",
            ],
            Shape::Text(|c| &mut c.background.why),
            "New users leave before they find anything to watch.",
            "why it matters, in Markdown",
        ),
        Field::new(
            "note",
            &["notes", "comment", "comments", "remark", "remarks"],
            Shape::Text(|c| &mut c.note),
            "The new first screen is live for half of them.",
            "a remark on how it stands",
        ),
        Field::new(
            "labels",
            &["label", "tags", "tag", "keywords"],
            Shape::Texts(|c| &mut c.background.labels),
            "[growth, mobile]",
            "free words to sort by",
        ),
        Field::new(
            "links",
            &["link", "url", "urls", "references"],
            Shape::Texts(|c| &mut c.background.links),
            "[https://example.com/brief]",
            "addresses of what belongs to it",
        ),
        Field::new(
            "status",
            &["state"],
            Shape::Status(|c| &mut c.status),
            "active",
            "where it is in its life, `active` where nothing is said",
        ),
        Field::new(
            "reason",
            &["because"],
            Shape::Text(|c| &mut c.background.reason),
            "The supplier left the market.",
            "why its status, its target or its baseline is what it is now",
        ),
    ];
}

impl Described for Goal {
    const WHAT: &'static str = "a goal";
    const FIELDS: &'static [Field<Self>] = &[
        Field::new(
            "goal",
            &["business_goal", "mission"],
            Shape::Title(|g| &mut g.title),
            "Become a leader in the global streaming market",
            "the business goal: what leadership wants to become true",
        ),
        Field::new(
            "team",
            &["squad", "group", "department"],
            Shape::Id(|g| &mut g.team),
            "onboarding",
            "the team it belongs to, by id; default: the team of the nearest folder",
        ),
        Field::new(
            "horizon",
            &["due", "deadline", "by", "until"],
            Shape::Horizon(|g| &mut g.horizon),
            "2028",
            "by when, roughly: a year, a cycle or a day",
        ),
    ];

    fn common(&mut self) -> Option<&mut Common> {
        Some(&mut self.common)
    }
}

impl Described for Objective {
    const WHAT: &'static str = "an objective";
    const ADVICE: &'static [(&'static str, &'static str)] = &[PRIORITY];
    const FIELDS: &'static [Field<Self>] = &[
        Field::new(
            "objective",
            &["okr"],
            Shape::Title(|o| &mut o.title),
            "Help new users find content they love",
            "the objective: what is to be achieved in this cycle, in words that move people",
        ),
        Field::new(
            "parent",
            &["supports", "aligns_to", "aligned_to", "serves", "parents"],
            Shape::Reference(|o| &mut o.parent),
            "seamless-experience/mau",
            "what it serves: a goal, an objective, one of its key results, or a kpi that it repairs",
        ),
        Field::new(
            "key_results",
            &["krs", "kr", "results"],
            Shape::KeyResults(|o| &mut o.key_results),
            "[{title: Monthly active users, baseline: 5M, target: 7.5M}]",
            "how it is seen that the objective is reached",
        ),
        Field::new(
            "cycle",
            &["period", "quarter", "timeframe", "sprint"],
            Shape::Text(|o| &mut o.cycle),
            "2026-Q1",
            "the cycle it belongs to; default: the nearest folder whose name is a cycle",
        ),
        Field::new(
            "team",
            &["squad", "group", "department"],
            Shape::Id(|o| &mut o.team),
            "onboarding",
            "the team it belongs to, by id; default: the team of the nearest folder; none: company level",
        ),
        Field::new(
            "allocation",
            &["capacity", "effort", "time", "share"],
            Shape::PlannedTime(|o| &mut o.allocation),
            "60%",
            "the share of the team's whole time planned for it; a mapping `{product: 30%, data: 20%}` where several teams work on it",
        ),
        Field::new(
            "commitment",
            &[],
            Shape::Commitment(|o| &mut o.commitment),
            "committed",
            "whether a score of 1.0 or one of 0.7 is success",
        ),
        Field::new(
            "contributes_to",
            &["also_supports"],
            Shape::References(|o| &mut o.contributes_to),
            "[retention/churn]",
            "what it helps besides its parent; never counted",
        ),
        Field::new(
            "carried_from",
            &["continues", "carried_over_from"],
            Shape::References(|o| &mut o.carried_from),
            "first-steps@2025-Q4",
            "what it continues, where the id changed or something was split or merged",
        ),
        Field::new(
            "score",
            &["grade", "final_score", "final"],
            Shape::Score(|o| &mut o.ending.score),
            "0.7",
            "the final score given at the close: 0 to 1, more where exceeded",
        ),
        Field::new(
            "result",
            &["outcome", "retrospective"],
            Shape::Text(|o| &mut o.ending.result),
            "Reached in the two largest markets.",
            "a note on the final score",
        ),
    ];

    fn common(&mut self) -> Option<&mut Common> {
        Some(&mut self.common)
    }
}
