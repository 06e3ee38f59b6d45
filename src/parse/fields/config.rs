//! The fields of `okr.yaml` and its parts.

use crate::model::config::{DeclaredCycle, Override};
use crate::parse::shape::{Described, Field, Shape};
use crate::parse::written::{ConfigFile, FiscalYearFile, PaceFile, PolicyFile, TrailersFile};

impl Described for ConfigFile {
    const WHAT: &'static str = "`okr.yaml`";
    const FIELDS: &'static [Field<Self>] = &[
        Field::new(
            "version",
            &[],
            Shape::Integer(|c| &mut c.version),
            "1",
            "the version of this format; 1 is the only one",
        ),
        Field::new(
            "organisation",
            &["organization", "company", "name"],
            Shape::Text(|c| &mut c.organisation),
            "Streamly",
            "the name of the whole",
        ),
        Field::new(
            "commitment",
            &[],
            Shape::Commitment(|c| &mut c.commitment),
            "aspirational",
            "what counts as success where an objective does not say: `committed` or `aspirational` (the default)",
        ),
        Field::new(
            "fiscal_year",
            &["year"],
            Shape::FiscalYear(|c| &mut c.fiscal_year),
            "{starts: february, named_by: end}",
            "when years, halves and quarters begin; default: january",
        ),
        Field::new(
            "cycles",
            &["periods", "quarters"],
            Shape::Cycles(|c| &mut c.cycles),
            "{2026-T1: {start: 2026-01-05, end: 2026-04-26}}",
            "cycles of your own, both days included",
        ),
        Field::new(
            "include",
            &["files", "only"],
            Shape::Texts(|c| &mut c.include),
            "[\"**/*.okr.yaml\"]",
            "globs of the documents, instead of the usual ones",
        ),
        Field::new(
            "exclude",
            &["ignore", "skip"],
            Shape::Texts(|c| &mut c.exclude),
            "[\"drafts/**\"]",
            "globs of what is left out",
        ),
        Field::new(
            "allocation",
            &["policy", "buckets"],
            Shape::Policy(|c| &mut c.policy),
            "{strategic: 80%, maintenance: 20%, tolerance: 10%}",
            "the policy on time: how teams are expected to split it",
        ),
        Field::new(
            "pace",
            &[],
            Shape::Pace(|c| &mut c.pace),
            "{on_track: 0.7, at_risk: 0.5}",
            "from which part of the elapsed time on progress counts as in pace",
        ),
        Field::new(
            "check_in_days",
            &["checkin_days", "stale_days"],
            Shape::Integer(|c| &mut c.check_in_days),
            "14",
            "how many days may pass between two looks at a value",
        ),
        Field::new(
            "trailers",
            &[],
            Shape::Trailers(|c| &mut c.trailers),
            "{strategic: OKR, maintenance: Maintenance, operations: Operations}",
            "the names of the commit trailers that say what work was for",
        ),
        Field::new(
            "commit_types",
            &["types"],
            Shape::CommitTypes(|c| &mut c.commit_types),
            "{fix: bug, refactor: technical-debt, perf: technical-debt, chore: technical-debt}",
            "which Conventional Commits types are maintenance, and of which kind; default: as shown",
        ),
        Field::new(
            "rules",
            &["lint", "levels"],
            Shape::Rules(|c| &mut c.rules),
            "{too-many-objectives: {level: warning, max: 3}, long-objective: off}",
            "what rules are set to: a level, or a mapping with `level` and parameters",
        ),
        Field::new(
            "overrides",
            &["override", "per_file"],
            Shape::Overrides(|c| &mut c.overrides),
            "[{paths: [\"archive/**\"], rules: {task-as-key-result: off}}]",
            "what rules are set to for some paths; a later entry goes over an earlier one",
        ),
    ];
}

impl Described for FiscalYearFile {
    const WHAT: &'static str = "a fiscal year";
    const FIELDS: &'static [Field<Self>] = &[
        Field::new(
            "starts",
            &["start", "begins"],
            Shape::Month(|f| &mut f.starts),
            "february",
            "the month it starts in",
        ),
        Field::new(
            "named_by",
            &["named-by", "named"],
            Shape::NamedBy(|f| &mut f.named_by),
            "end",
            "the calendar year that gives it its name: that of its `start` or its `end`",
        ),
    ];
}

impl Described for DeclaredCycle {
    const WHAT: &'static str = "a cycle";
    const FIELDS: &'static [Field<Self>] = &[
        Field::new(
            "start",
            &["from", "starts", "begin"],
            Shape::Date(|c| &mut c.start),
            "2026-01-05",
            "the first day",
        ),
        Field::new(
            "end",
            &["to", "ends", "until"],
            Shape::Date(|c| &mut c.end),
            "2026-04-26",
            "the last day",
        ),
    ];
}

impl Described for PolicyFile {
    const WHAT: &'static str = "the policy on time";
    const FIELDS: &'static [Field<Self>] = &[
        Field::new(
            "strategic",
            &["okr", "okrs", "objectives"],
            Shape::Share(|p| &mut p.strategic),
            "80%",
            "the share for work on objectives, of what operations leave",
        ),
        Field::new(
            "maintenance",
            &["upkeep", "support"],
            Shape::Share(|p| &mut p.maintenance),
            "20%",
            "the share for upkeep, of what operations leave",
        ),
        Field::new(
            "operations",
            &["bau", "business_as_usual", "ops"],
            Shape::Share(|p| &mut p.operations),
            "0%",
            "the share for recurring work, of the whole",
        ),
        Field::new(
            "tolerance",
            &["slack"],
            Shape::Share(|p| &mut p.tolerance),
            "10%",
            "how far a team may be off without giving a reason",
        ),
    ];
}

impl Described for PaceFile {
    const WHAT: &'static str = "the thresholds of pace";
    const FIELDS: &'static [Field<Self>] = &[
        Field::new(
            "on_track",
            &[],
            Shape::Share(|p| &mut p.on_track),
            "0.7",
            "progress over elapsed time at or above this is on track",
        ),
        Field::new(
            "at_risk",
            &[],
            Shape::Share(|p| &mut p.at_risk),
            "0.5",
            "at or above this it is at risk, below off track",
        ),
    ];
}

impl Described for TrailersFile {
    const WHAT: &'static str = "the names of the trailers";
    const FIELDS: &'static [Field<Self>] = &[
        Field::new(
            "strategic",
            &[],
            Shape::Text(|t| &mut t.strategic),
            "OKR",
            "of work on an objective",
        ),
        Field::new(
            "maintenance",
            &[],
            Shape::Text(|t| &mut t.maintenance),
            "Maintenance",
            "of upkeep",
        ),
        Field::new(
            "operations",
            &["bau"],
            Shape::Text(|t| &mut t.operations),
            "Operations",
            "of business as usual",
        ),
    ];
}

impl Described for Override {
    const WHAT: &'static str = "an override";
    const FIELDS: &'static [Field<Self>] = &[
        Field::new(
            "paths",
            &["path", "files", "globs"],
            Shape::Texts(|o| &mut o.paths),
            "[\"archive/**\"]",
            "globs, from the folder of `okr.yaml`",
        ),
        Field::new(
            "rules",
            &["rule", "levels"],
            Shape::Rules(|o| &mut o.rules),
            "{task-as-key-result: off}",
            "what the rules are set to there",
        ),
    ];
}
