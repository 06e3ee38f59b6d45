//! How it is seen that it happens: key results, check-ins and kpis.

use crate::model::{CheckIn, Common, KeyResult, Kpi};
use crate::parse::fields::intent::PRIORITY;
use crate::parse::shape::{Described, Field, Shape};

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
        Field::new(
            "title",
            &["name", "key_result", "kr", "text", "what", "metric"],
            Shape::Title(|k| &mut k.title),
            "New users who complete the onboarding flow",
            "what is measured",
        ),
        Field::new(
            "baseline",
            &["start", "from", "initial", "starting", "start_value"],
            Shape::Measured(|k| &mut k.baseline),
            "60%",
            "the value at the start of the cycle",
        ),
        Field::new(
            "target",
            &["goal", "to", "end", "target_value"],
            Shape::Target(|k| &mut k.target),
            "85%",
            "the value to reach: `85%`, `at least 99%`, `90% to 110%`, `+20%`, `3x`",
        ),
        Field::new(
            "current",
            &["actual", "now", "value", "latest", "current_value"],
            Shape::Measured(|k| &mut k.measurement.current),
            "71%",
            "the latest value",
        ),
        Field::new(
            "as_of",
            &["updated", "measured_on", "last_updated"],
            Shape::Date(|k| &mut k.measurement.as_of),
            "2026-02-10",
            "the day the latest value was looked at",
        ),
        Field::new(
            "confidence",
            &[],
            Shape::Share(|k| &mut k.confidence),
            "6/10",
            "the owner's judgement that it will be reached",
        ),
        Field::new(
            "stretch",
            &["stretch_target", "stretch_goal"],
            Shape::Quantity(|k| &mut k.stretch),
            "90%",
            "the value beyond the target",
        ),
        Field::new(
            "type",
            &["kind"],
            Shape::KeyResultType(|k| &mut k.kind),
            "increase",
            "how it is measured; inferred from the numbers, written only to override",
        ),
        Field::new(
            "unit",
            &["units"],
            Shape::Text(|k| &mut k.measurement.unit),
            "users",
            "the unit of its bare numbers",
        ),
        Field::new(
            "check_ins",
            &["history", "updates"],
            Shape::CheckIns(|k| &mut k.measurement.check_ins),
            "[{date: 2026-02-10, value: 71%}]",
            "instead of `current`: an explicit series of values",
        ),
        Field::new(
            "done",
            &["completed", "complete", "finished"],
            Shape::Flag(|k| &mut k.milestone.done),
            "true",
            "whether a milestone is reached",
        ),
        Field::new(
            "progress",
            &["percent", "percentage"],
            Shape::Share(|k| &mut k.milestone.progress),
            "40%",
            "how far a milestone is",
        ),
        Field::new(
            "criteria",
            &["criterion", "acceptance_criteria", "definition_of_done"],
            Shape::Texts(|k| &mut k.milestone.criteria),
            "[Signed by legal, Live in two countries]",
            "what makes a milestone count as done",
        ),
        Field::new(
            "weight",
            &[],
            Shape::Weight(|k| &mut k.weight),
            "2",
            "its part in the objective's progress; 1 where nothing is written",
        ),
        Field::new(
            "due",
            &["deadline", "by", "due_date"],
            Shape::Date(|k| &mut k.due),
            "2026-03-15",
            "the day by which it is to be reached, where that is before the end of the cycle",
        ),
        Field::new(
            "guardrails",
            &["guardrail", "countermeasures", "health_metrics"],
            Shape::References(|k| &mut k.guardrails),
            "[payroll]",
            "kpis that must stay healthy while this is pursued",
        ),
        Field::new(
            "depends_on",
            &["blocked_by", "dependencies", "needs"],
            Shape::References(|k| &mut k.depends_on),
            "[platform:single-sign-on]",
            "references that must come first",
        ),
        Field::new(
            "contributes_to",
            &["also_supports"],
            Shape::References(|k| &mut k.contributes_to),
            "[retention/churn]",
            "what it helps besides its objective; never counted",
        ),
        Field::new(
            "carried_from",
            &["continues", "carried_over_from"],
            Shape::References(|k| &mut k.carried_from),
            "[first-steps/flow@2025-Q4]",
            "what it continues, where the id changed",
        ),
        Field::new(
            "score",
            &["grade", "final_score"],
            Shape::Score(|k| &mut k.ending.score),
            "0.8",
            "the final score given at the close: 0 to 1, more where exceeded",
        ),
        Field::new(
            "result",
            &["outcome", "retrospective"],
            Shape::Text(|k| &mut k.ending.result),
            "Two weeks late.",
            "a note on the final score",
        ),
        Field::new(
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
        Field::new(
            "date",
            &["day", "as_of", "when", "on"],
            Shape::Date(|c| &mut c.date),
            "2026-02-10",
            "the day",
        ),
        Field::new(
            "value",
            &["current", "actual"],
            Shape::Measured(|c| &mut c.value),
            "71%",
            "the value on that day",
        ),
        Field::new(
            "confidence",
            &[],
            Shape::Share(|c| &mut c.confidence),
            "6/10",
            "the owner's judgement on that day that the target will be reached",
        ),
        Field::new(
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
        Field::new(
            "kpi",
            &["metric", "health_metric"],
            Shape::Title(|k| &mut k.title),
            "People are paid on time",
            "the process of business as usual that must keep producing its result",
        ),
        Field::new(
            "team",
            &["squad", "group", "department"],
            Shape::Id(|k| &mut k.team),
            "finance",
            "the team it belongs to, by id; default: the team of the nearest folder",
        ),
        Field::new(
            "target",
            &["goal", "threshold", "level"],
            Shape::Target(|k| &mut k.target),
            "at least 99.5%",
            "the level to keep",
        ),
        Field::new(
            "current",
            &["actual", "now", "value", "latest"],
            Shape::Measured(|k| &mut k.measurement.current),
            "99.8%",
            "the latest value; the kpi is healthy while it meets the target",
        ),
        Field::new(
            "as_of",
            &["updated", "measured_on", "last_updated"],
            Shape::Date(|k| &mut k.measurement.as_of),
            "2026-02-10",
            "the day the latest value was looked at",
        ),
        Field::new(
            "check_ins",
            &["history", "updates"],
            Shape::CheckIns(|k| &mut k.measurement.check_ins),
            "[{date: 2026-02-10, value: 99.8%}]",
            "instead of `current`: an explicit series of values",
        ),
        Field::new(
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
