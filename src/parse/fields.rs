//! The fields of every kind of document: the one table that says what a file may hold. A new field
//! is a line here and a member in the model.

use std::sync::LazyLock;

use crate::model::{
    BucketPlan, CheckIn, Common, Content, Goal, KeyResult, Kind, Kpi, MaintenanceItem, Objective,
    Team,
};
use crate::parse::shape::{Described, Field, Shape};

const fn field<T>(
    name: &'static str,
    synonyms: &'static [&'static str],
    shape: Shape<T>,
    example: &'static str,
    doc: &'static str,
) -> Field<T> {
    Field {
        name,
        synonyms,
        shape,
        doc,
        example,
    }
}

/// What to do about a priority.
const PRIORITY: (&str, &str) = (
    "priority",
    "fewer objectives and key results say what comes first; `weight` says how much a key result counts, and fields of your own start with `x-`",
);

impl Described for Common {
    const WHAT: &'static str = "a document";
    const FIELDS: &'static [Field<Self>] = &[
        field(
            "id",
            &["key", "slug", "identifier"],
            Shape::Id(|c| &mut c.id),
            "find-content",
            "the name that references use; default: the file's name without its ending, for `team.yaml` the folder's, for key results `kr1`, `kr2`, … by position",
        ),
        field(
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
        field(
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
            Shape::Text(|c| &mut c.why),
            "New users leave before they find anything to watch.",
            "why it matters, in Markdown",
        ),
        field(
            "note",
            &["notes", "comment", "comments", "remark", "remarks"],
            Shape::Text(|c| &mut c.note),
            "The new first screen is live for half of them.",
            "a remark on how it stands",
        ),
        field(
            "labels",
            &["label", "tags", "tag", "keywords"],
            Shape::Texts(|c| &mut c.labels),
            "[growth, mobile]",
            "free words to sort by",
        ),
        field(
            "links",
            &["link", "url", "urls", "references"],
            Shape::Texts(|c| &mut c.links),
            "[https://example.com/brief]",
            "addresses of what belongs to it",
        ),
        field(
            "status",
            &["state"],
            Shape::Status(|c| &mut c.status),
            "active",
            "where it is in its life, `active` where nothing is said",
        ),
        field(
            "reason",
            &["because"],
            Shape::Text(|c| &mut c.reason),
            "The supplier left the market.",
            "why its status, its target or its baseline is what it is now",
        ),
    ];
}

impl Described for Goal {
    const WHAT: &'static str = "a goal";
    const FIELDS: &'static [Field<Self>] = &[
        field(
            "goal",
            &["business_goal", "mission"],
            Shape::Title(|g| &mut g.title),
            "Become a leader in the global streaming market",
            "the business goal: what leadership wants to become true",
        ),
        field(
            "team",
            &["squad", "group", "department"],
            Shape::Id(|g| &mut g.team),
            "onboarding",
            "the team it belongs to, by id; default: the team of the nearest folder",
        ),
        field(
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
        field(
            "objective",
            &["okr"],
            Shape::Title(|o| &mut o.title),
            "Help new users find content they love",
            "the objective: what is to be achieved in this cycle, in words that move people",
        ),
        field(
            "parent",
            &["supports", "aligns_to", "aligned_to", "serves", "parents"],
            Shape::Reference(|o| &mut o.parent),
            "seamless-experience/mau",
            "what it serves: a goal, an objective, one of its key results, or a kpi that it repairs",
        ),
        field(
            "key_results",
            &["krs", "kr", "results"],
            Shape::KeyResults(|o| &mut o.key_results),
            "[{title: Monthly active users, baseline: 5M, target: 7.5M}]",
            "how it is seen that the objective is reached",
        ),
        field(
            "cycle",
            &["period", "quarter", "timeframe", "sprint"],
            Shape::Text(|o| &mut o.cycle),
            "2026-Q1",
            "the cycle it belongs to; default: the nearest folder whose name is a cycle",
        ),
        field(
            "team",
            &["squad", "group", "department"],
            Shape::Id(|o| &mut o.team),
            "onboarding",
            "the team it belongs to, by id; default: the team of the nearest folder; none: company level",
        ),
        field(
            "allocation",
            &["capacity", "effort", "time", "share"],
            Shape::PlannedTime(|o| &mut o.allocation),
            "60%",
            "the share of the team's whole time planned for it; a mapping `{product: 30%, data: 20%}` where several teams work on it",
        ),
        field(
            "commitment",
            &[],
            Shape::Commitment(|o| &mut o.commitment),
            "committed",
            "whether a score of 1.0 or one of 0.7 is success",
        ),
        field(
            "contributes_to",
            &["also_supports"],
            Shape::References(|o| &mut o.contributes_to),
            "[retention/churn]",
            "what it helps besides its parent; never counted",
        ),
        field(
            "carried_from",
            &["continues", "carried_over_from"],
            Shape::References(|o| &mut o.carried_from),
            "first-steps@2025-Q4",
            "what it continues, where the id changed or something was split or merged",
        ),
        field(
            "score",
            &["grade", "final_score", "final"],
            Shape::Score(|o| &mut o.score),
            "0.7",
            "the final score given at the close: 0 to 1, more where exceeded",
        ),
        field(
            "result",
            &["outcome", "retrospective"],
            Shape::Text(|o| &mut o.result),
            "Reached in the two largest markets.",
            "a note on the final score",
        ),
    ];

    fn common(&mut self) -> Option<&mut Common> {
        Some(&mut self.common)
    }
}

impl Described for KeyResult {
    const WHAT: &'static str = "a key result";
    const ADVICE: &'static [(&'static str, &'static str)] = &[
        (
            "milestone",
            "write `type: milestone`; a key result without numbers is one anyway",
        ),
        (
            "final",
            "the latest value is `current`, the score at the close `score`",
        ),
        PRIORITY,
    ];
    const FIELDS: &'static [Field<Self>] = &[
        field(
            "title",
            &["name", "key_result", "kr", "text", "what", "metric"],
            Shape::Title(|k| &mut k.title),
            "New users who complete the onboarding flow",
            "what is measured",
        ),
        field(
            "baseline",
            &["start", "from", "initial", "starting", "start_value"],
            Shape::Measured(|k| &mut k.baseline),
            "60%",
            "the value at the start of the cycle",
        ),
        field(
            "target",
            &["goal", "to", "end", "target_value"],
            Shape::Target(|k| &mut k.target),
            "85%",
            "the value to reach: `85%`, `at least 99%`, `90% to 110%`, `+20%`, `3x`",
        ),
        field(
            "current",
            &["actual", "now", "value", "latest", "current_value"],
            Shape::Measured(|k| &mut k.measurement.current),
            "71%",
            "the latest value",
        ),
        field(
            "as_of",
            &["updated", "measured_on", "last_updated"],
            Shape::Date(|k| &mut k.measurement.as_of),
            "2026-02-10",
            "the day the latest value was looked at",
        ),
        field(
            "confidence",
            &[],
            Shape::Share(|k| &mut k.confidence),
            "6/10",
            "the owner's judgement that it will be reached",
        ),
        field(
            "stretch",
            &["stretch_target", "stretch_goal"],
            Shape::Quantity(|k| &mut k.stretch),
            "90%",
            "the value beyond the target",
        ),
        field(
            "type",
            &["kind"],
            Shape::KeyResultType(|k| &mut k.kind),
            "increase",
            "how it is measured; inferred from the numbers, written only to override",
        ),
        field(
            "unit",
            &["units"],
            Shape::Text(|k| &mut k.measurement.unit),
            "users",
            "the unit of its bare numbers",
        ),
        field(
            "check_ins",
            &["history", "updates"],
            Shape::CheckIns(|k| &mut k.measurement.check_ins),
            "[{date: 2026-02-10, value: 71%}]",
            "instead of `current`: an explicit series of values",
        ),
        field(
            "done",
            &["completed", "complete", "finished"],
            Shape::Flag(|k| &mut k.done),
            "true",
            "whether a milestone is reached",
        ),
        field(
            "progress",
            &["percent", "percentage"],
            Shape::Share(|k| &mut k.progress),
            "40%",
            "how far a milestone is",
        ),
        field(
            "criteria",
            &["criterion", "acceptance_criteria", "definition_of_done"],
            Shape::Texts(|k| &mut k.criteria),
            "[Signed by legal, Live in two countries]",
            "what makes a milestone count as done",
        ),
        field(
            "weight",
            &[],
            Shape::Weight(|k| &mut k.weight),
            "2",
            "its part in the objective's progress; 1 where nothing is written",
        ),
        field(
            "due",
            &["deadline", "by", "due_date"],
            Shape::Date(|k| &mut k.due),
            "2026-03-15",
            "the day by which it is to be reached, where that is before the end of the cycle",
        ),
        field(
            "guardrails",
            &["guardrail", "countermeasures", "health_metrics"],
            Shape::References(|k| &mut k.guardrails),
            "[payroll]",
            "kpis that must stay healthy while this is pursued",
        ),
        field(
            "depends_on",
            &["blocked_by", "dependencies", "needs"],
            Shape::References(|k| &mut k.depends_on),
            "[platform:single-sign-on]",
            "references that must come first",
        ),
        field(
            "contributes_to",
            &["also_supports"],
            Shape::References(|k| &mut k.contributes_to),
            "[retention/churn]",
            "what it helps besides its objective; never counted",
        ),
        field(
            "carried_from",
            &["continues", "carried_over_from"],
            Shape::References(|k| &mut k.carried_from),
            "[first-steps/flow@2025-Q4]",
            "what it continues, where the id changed",
        ),
        field(
            "score",
            &["grade", "final_score"],
            Shape::Score(|k| &mut k.score),
            "0.8",
            "the final score given at the close: 0 to 1, more where exceeded",
        ),
        field(
            "result",
            &["outcome", "retrospective"],
            Shape::Text(|k| &mut k.result),
            "Two weeks late.",
            "a note on the final score",
        ),
        field(
            "evidence",
            &["source", "proof", "dashboard"],
            Shape::Texts(|k| &mut k.evidence),
            "https://example.com/dashboard",
            "where the value can be checked",
        ),
    ];

    fn common(&mut self) -> Option<&mut Common> {
        Some(&mut self.common)
    }
}

impl Described for CheckIn {
    const WHAT: &'static str = "a check-in";
    const FIELDS: &'static [Field<Self>] = &[
        field(
            "date",
            &["day", "as_of", "when", "on"],
            Shape::Date(|c| &mut c.date),
            "2026-02-10",
            "the day",
        ),
        field(
            "value",
            &["current", "actual"],
            Shape::Measured(|c| &mut c.value),
            "71%",
            "the value on that day",
        ),
        field(
            "confidence",
            &[],
            Shape::Share(|c| &mut c.confidence),
            "6/10",
            "the owner's judgement on that day that the target will be reached",
        ),
        field(
            "note",
            &["notes", "comment", "remark"],
            Shape::Text(|c| &mut c.note),
            "Half of them see the new screen.",
            "a remark",
        ),
    ];
}

impl Described for Kpi {
    const WHAT: &'static str = "a kpi";
    const FIELDS: &'static [Field<Self>] = &[
        field(
            "kpi",
            &["metric", "health_metric"],
            Shape::Title(|k| &mut k.title),
            "People are paid on time",
            "the process of business as usual that must keep producing its result",
        ),
        field(
            "team",
            &["squad", "group", "department"],
            Shape::Id(|k| &mut k.team),
            "finance",
            "the team it belongs to, by id; default: the team of the nearest folder",
        ),
        field(
            "target",
            &["goal", "threshold", "level"],
            Shape::Target(|k| &mut k.target),
            "at least 99.5%",
            "the level to keep",
        ),
        field(
            "current",
            &["actual", "now", "value", "latest"],
            Shape::Measured(|k| &mut k.measurement.current),
            "99.8%",
            "the latest value; the kpi is healthy while it meets the target",
        ),
        field(
            "as_of",
            &["updated", "measured_on", "last_updated"],
            Shape::Date(|k| &mut k.measurement.as_of),
            "2026-02-10",
            "the day the latest value was looked at",
        ),
        field(
            "check_ins",
            &["history", "updates"],
            Shape::CheckIns(|k| &mut k.measurement.check_ins),
            "[{date: 2026-02-10, value: 99.8%}]",
            "instead of `current`: an explicit series of values",
        ),
        field(
            "unit",
            &["units"],
            Shape::Text(|k| &mut k.measurement.unit),
            "invoices",
            "the unit of its bare numbers",
        ),
    ];

    fn common(&mut self) -> Option<&mut Common> {
        Some(&mut self.common)
    }
}

impl Described for Team {
    const WHAT: &'static str = "a team";
    const FIELDS: &'static [Field<Self>] = &[
        field(
            "team",
            &["squad", "name"],
            Shape::Title(|t| &mut t.title),
            "Onboarding & Discovery",
            "what the team is called",
        ),
        field(
            "parent",
            &["reports_to", "department", "tribe"],
            Shape::Id(|t| &mut t.parent),
            "product",
            "the team above, by id; default: the team in the nearest folder above",
        ),
        field(
            "members",
            &["people", "member", "persons"],
            Shape::Members(|t| &mut t.members),
            "[priya@example.com, jun@example.com]",
            "e-mail addresses or names as in git, through `.mailmap`: whose commits are the team's",
        ),
        field(
            "paths",
            &["path", "code", "files"],
            Shape::Texts(|t| &mut t.paths),
            "[services/onboarding/**]",
            "globs of the code the team works on",
        ),
        field(
            "capacity",
            &["headcount", "size", "fte"],
            Shape::Quantity(|t| &mut t.capacity),
            "6 people",
            "how many people it has, without the teams below it",
        ),
        field(
            "allocation",
            &["time", "split", "buckets"],
            Shape::BucketPlan(|t| &mut t.allocation),
            "{strategic: 80%, maintenance: 20%}",
            "how its time is meant to be split between the buckets, 100% together",
        ),
        field(
            "allocation_reason",
            &[],
            Shape::Text(|t| &mut t.allocation_reason),
            "The payment provider is shut down in March.",
            "why that departs from the policy",
        ),
        field(
            "maintenance",
            &["upkeep", "keep_the_lights_on"],
            Shape::MaintenanceItems(|t| &mut t.maintenance),
            "[{title: Player crashes on resume, kind: bug, share: 8%}]",
            "what the maintenance bucket is meant for",
        ),
        field(
            "cycle",
            &["period", "quarter"],
            Shape::Text(|t| &mut t.cycle),
            "2026-Q1",
            "the cycle this plan is for; default: the folder's, else it is the standing plan",
        ),
        field(
            "formerly",
            &["former_ids", "previously", "aka"],
            Shape::Ids(|t| &mut t.formerly),
            "[welcome]",
            "old ids that still refer to it",
        ),
        field(
            "until",
            &["end", "ended"],
            Shape::Date(|t| &mut t.until),
            "2026-06-30",
            "its last day",
        ),
    ];

    fn common(&mut self) -> Option<&mut Common> {
        Some(&mut self.common)
    }
}

impl Described for BucketPlan {
    const WHAT: &'static str = "an allocation";
    const FIELDS: &'static [Field<Self>] = &[
        field(
            "strategic",
            &["okr", "okrs", "objectives", "strategy"],
            Shape::Share(|b| &mut b.strategic),
            "80%",
            "the share for work on objectives",
        ),
        field(
            "maintenance",
            &["upkeep", "support", "bugs"],
            Shape::Share(|b| &mut b.maintenance),
            "20%",
            "the share for bugs, technical debt, requests and promises",
        ),
        field(
            "operations",
            &["bau", "business_as_usual", "ops", "run"],
            Shape::Share(|b| &mut b.operations),
            "10%",
            "the share for recurring work that is the team's job",
        ),
    ];
}

impl Described for MaintenanceItem {
    const WHAT: &'static str = "a maintenance item";
    const FIELDS: &'static [Field<Self>] = &[
        field(
            "title",
            &["name", "what"],
            Shape::Title(|m| &mut m.title),
            "Player crashes on resume",
            "what it is",
        ),
        field(
            "kind",
            &["type"],
            Shape::MaintenanceKind(|m| &mut m.kind),
            "bug",
            "which of the four kinds of upkeep it is",
        ),
        field(
            "share",
            &["allocation", "time", "effort"],
            Shape::Share(|m| &mut m.share),
            "8%",
            "the share of the team's whole time it takes",
        ),
        field(
            "from",
            &["requester", "requested_by", "for"],
            Shape::Text(|m| &mut m.from),
            "support",
            "who asked for it",
        ),
        field(
            "due",
            &["deadline", "by", "due_date"],
            Shape::Date(|m| &mut m.due),
            "2026-03-15",
            "the day it was promised for",
        ),
        field(
            "links",
            &["link", "url", "urls"],
            Shape::Texts(|m| &mut m.links),
            "[https://example.com/ticket/7]",
            "addresses of what belongs to it",
        ),
    ];
}

/// A field as the guide and the did-you-mean see it: without the place it goes to.
#[derive(Debug, Clone, Copy)]
pub struct FieldName {
    /// The key.
    pub name: &'static str,
    /// Keys that people write instead.
    pub synonyms: &'static [&'static str],
    /// What it means.
    pub doc: &'static str,
    /// A value as one would write it.
    pub example: &'static str,
    /// The words that may stand there, where only some may.
    pub words: Option<fn() -> Vec<&'static str>>,
}

impl FieldName {
    /// What it means, with the words that may stand there.
    #[must_use]
    pub fn meaning(&self) -> String {
        let words = self.words.map(|words| words()).unwrap_or_default();
        let words: Vec<_> = words.iter().map(|word| format!("`{word}`")).collect();
        match words.is_empty() {
            true => self.doc.to_owned(),
            false => format!("{}: {}", self.doc, words.join(", ")),
        }
    }
}

/// The fields of `T`: its own, then those that all documents share where it has them.
#[must_use]
pub fn names<T: Described>(shares_common: bool) -> Vec<FieldName> {
    fn of<T>(fields: &'static [Field<T>]) -> impl Iterator<Item = FieldName> {
        fields.iter().map(|field| FieldName {
            name: field.name,
            synonyms: field.synonyms,
            doc: field.doc,
            example: field.example,
            words: field.shape.words(),
        })
    }
    let common = if shares_common { Common::FIELDS } else { &[] };
    of(T::FIELDS).chain(of(common)).collect()
}

/// What a mapping can be, with its fields: everything that a file of the tree may hold, in the
/// order of the guide.
#[must_use]
pub fn everything() -> &'static [(&'static str, Vec<FieldName>)] {
    static EVERYTHING: LazyLock<Vec<(&'static str, Vec<FieldName>)>> = LazyLock::new(|| {
        vec![
            (Goal::WHAT, names::<Goal>(true)),
            (Objective::WHAT, names::<Objective>(true)),
            (KeyResult::WHAT, names::<KeyResult>(true)),
            (CheckIn::WHAT, names::<CheckIn>(false)),
            (Kpi::WHAT, names::<Kpi>(true)),
            (Team::WHAT, names::<Team>(true)),
            (BucketPlan::WHAT, names::<BucketPlan>(false)),
            (MaintenanceItem::WHAT, names::<MaintenanceItem>(false)),
        ]
    });
    &EVERYTHING
}

/// An empty document of `kind`, to be filled from its fields.
#[must_use]
pub fn blank(kind: Kind) -> Content {
    match kind {
        Kind::Goal => Content::Goal(Goal::default()),
        Kind::Objective => Content::Objective(Objective::default()),
        Kind::Kpi => Content::Kpi(Kpi::default()),
        Kind::Team => Content::Team(Team::default()),
    }
}
