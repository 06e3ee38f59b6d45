//! Reading `okr.yaml`: the fields it has, and from what stands there to a configuration with the
//! defaults filled in.

use std::sync::Arc;

use rust_decimal::Decimal;

use crate::finding::{Problem, reading};
use crate::model::calendar::{FiscalYear, Month, NamedBy};
use crate::model::config::{
    Config, DeclaredCycle, Override, PaceThresholds, Policy, RuleSetting, Trailers,
};
use crate::model::{Calendar, Commitment, Cycle, MaintenanceKind, Share};
use crate::parse::Parsed;
use crate::parse::decode::Decoding;
use crate::parse::ignore;
use crate::parse::shape::{Described, Field, Shape};
use crate::parse::yaml::{self, Kind};
use crate::source::{Span, Spanned, Text, globs};

/// `fiscal_year` as written.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FiscalYearFile {
    starts: Option<Spanned<Month>>,
    named_by: Option<Spanned<NamedBy>>,
}

/// `cycles` as written.
pub type CyclesFile = Vec<(Spanned<Text>, DeclaredCycle)>;
/// `commit_types` as written.
pub type CommitTypes = Vec<(Spanned<Text>, MaintenanceKind)>;
/// `rules` as written.
pub type RulesFile = Vec<RuleSetting>;
/// `overrides` as written.
pub type OverridesFile = Vec<Override>;

/// `allocation` as written.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PolicyFile {
    strategic: Option<Spanned<Share>>,
    maintenance: Option<Spanned<Share>>,
    operations: Option<Spanned<Share>>,
    tolerance: Option<Spanned<Share>>,
}

/// `pace` as written.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PaceFile {
    on_track: Option<Spanned<Share>>,
    at_risk: Option<Spanned<Share>>,
}

/// `trailers` as written.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TrailersFile {
    strategic: Option<Spanned<Text>>,
    maintenance: Option<Spanned<Text>>,
    operations: Option<Spanned<Text>>,
}

/// The whole file as written.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConfigFile {
    version: Option<Spanned<u32>>,
    organisation: Option<Spanned<Text>>,
    commitment: Option<Spanned<Commitment>>,
    fiscal_year: Option<Spanned<FiscalYearFile>>,
    cycles: CyclesFile,
    include: Vec<Spanned<Text>>,
    exclude: Vec<Spanned<Text>>,
    policy: PolicyFile,
    pace: PaceFile,
    check_in_days: Option<Spanned<u32>>,
    trailers: TrailersFile,
    commit_types: CommitTypes,
    rules: RulesFile,
    overrides: OverridesFile,
}

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

impl Described for ConfigFile {
    const WHAT: &'static str = "`okr.yaml`";
    const FIELDS: &'static [Field<Self>] = &[
        field(
            "version",
            &[],
            Shape::Integer(|c| &mut c.version),
            "1",
            "the version of this format; 1 is the only one",
        ),
        field(
            "organisation",
            &["organization", "company", "name"],
            Shape::Text(|c| &mut c.organisation),
            "Streamly",
            "the name of the whole",
        ),
        field(
            "commitment",
            &[],
            Shape::Commitment(|c| &mut c.commitment),
            "aspirational",
            "what counts as success where an objective does not say: `committed` or `aspirational` (the default)",
        ),
        field(
            "fiscal_year",
            &["year"],
            Shape::FiscalYear(|c| &mut c.fiscal_year),
            "{starts: february, named_by: end}",
            "when years, halves and quarters begin; default: january",
        ),
        field(
            "cycles",
            &["periods", "quarters"],
            Shape::Cycles(|c| &mut c.cycles),
            "{2026-T1: {start: 2026-01-05, end: 2026-04-26}}",
            "cycles of your own, both days included",
        ),
        field(
            "include",
            &["files", "only"],
            Shape::Texts(|c| &mut c.include),
            "[\"**/*.okr.yaml\"]",
            "globs of the documents, instead of the usual ones",
        ),
        field(
            "exclude",
            &["ignore", "skip"],
            Shape::Texts(|c| &mut c.exclude),
            "[\"drafts/**\"]",
            "globs of what is left out",
        ),
        field(
            "allocation",
            &["policy", "buckets"],
            Shape::Policy(|c| &mut c.policy),
            "{strategic: 80%, maintenance: 20%, tolerance: 10%}",
            "the policy on time: how teams are expected to split it",
        ),
        field(
            "pace",
            &[],
            Shape::Pace(|c| &mut c.pace),
            "{on_track: 0.7, at_risk: 0.5}",
            "from which part of the elapsed time on progress counts as in pace",
        ),
        field(
            "check_in_days",
            &["checkin_days", "stale_days"],
            Shape::Integer(|c| &mut c.check_in_days),
            "14",
            "how many days may pass between two looks at a value",
        ),
        field(
            "trailers",
            &[],
            Shape::Trailers(|c| &mut c.trailers),
            "{strategic: OKR, maintenance: Maintenance, operations: Operations}",
            "the names of the commit trailers that say what work was for",
        ),
        field(
            "commit_types",
            &["types"],
            Shape::CommitTypes(|c| &mut c.commit_types),
            "{fix: bug, refactor: technical-debt}",
            "which Conventional Commits types are maintenance, and of which kind",
        ),
        field(
            "rules",
            &["lint", "levels"],
            Shape::Rules(|c| &mut c.rules),
            "{key-result-without-id: off}",
            "what rules are set to: a level, or a mapping with `level` and parameters",
        ),
        field(
            "overrides",
            &["override", "per_file"],
            Shape::Overrides(|c| &mut c.overrides),
            "[{paths: [\"archive/**\"], rules: {baseline-missing: off}}]",
            "what rules are set to for some paths; a later entry goes over an earlier one",
        ),
    ];
}

impl Described for FiscalYearFile {
    const WHAT: &'static str = "a fiscal year";
    const FIELDS: &'static [Field<Self>] = &[
        field(
            "starts",
            &["start", "begins"],
            Shape::Month(|f| &mut f.starts),
            "february",
            "the month it starts in",
        ),
        field(
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
        field(
            "start",
            &["from", "starts", "begin"],
            Shape::Date(|c| &mut c.start),
            "2026-01-05",
            "the first day",
        ),
        field(
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
        field(
            "strategic",
            &["okr", "okrs", "objectives"],
            Shape::Share(|p| &mut p.strategic),
            "80%",
            "the share for work on objectives, of what operations leave",
        ),
        field(
            "maintenance",
            &["upkeep", "support"],
            Shape::Share(|p| &mut p.maintenance),
            "20%",
            "the share for upkeep, of what operations leave",
        ),
        field(
            "operations",
            &["bau", "business_as_usual", "ops"],
            Shape::Share(|p| &mut p.operations),
            "0%",
            "the share for recurring work, of the whole",
        ),
        field(
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
        field(
            "on_track",
            &[],
            Shape::Share(|p| &mut p.on_track),
            "0.7",
            "progress over elapsed time at or above this is on track",
        ),
        field(
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
        field(
            "strategic",
            &[],
            Shape::Text(|t| &mut t.strategic),
            "OKR",
            "of work on an objective",
        ),
        field(
            "maintenance",
            &[],
            Shape::Text(|t| &mut t.maintenance),
            "Maintenance",
            "of upkeep",
        ),
        field(
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
        field(
            "paths",
            &["path", "files", "globs"],
            Shape::Texts(|o| &mut o.paths),
            "[\"archive/**\"]",
            "globs, from the folder of `okr.yaml`",
        ),
        field(
            "rules",
            &["rule", "levels"],
            Shape::Rules(|o| &mut o.rules),
            "{baseline-missing: off}",
            "what the rules are set to there",
        ),
    ];
}

/// `okr.yaml` as read.
#[derive(Debug, Clone)]
pub struct ParsedConfig {
    /// What it says, with the defaults filled in.
    pub config: Config,
    /// Its text and what is wrong with it; it holds no documents.
    pub file: Parsed,
}

/// Reads the bytes of `okr.yaml`.
#[must_use]
pub fn config(bytes: &[u8]) -> ParsedConfig {
    let (tree, problems) = yaml::read(bytes);
    let (ignores, malformed) = ignore::ignores(&tree);
    let problems = [problems, malformed].concat();
    let mut decoding = Decoding::new(&tree, problems, reading::CONFIG_UNKNOWN_FIELD);
    let mut file = ConfigFile::default();
    for (position, root) in tree.roots().enumerate() {
        match root.kind() {
            Kind::Mapping if position == 0 => decoding.mapping(root, &mut file),
            Kind::Empty | Kind::Refused => {}
            Kind::Mapping => decoding.report(
                Problem::new(
                    reading::INVALID_VALUE,
                    Span::at(root.span().start as usize),
                    "`okr.yaml` is one document, and this is a second",
                )
                .help("take the `---` away and write the keys below the first ones"),
            ),
            Kind::Scalar { .. } | Kind::Sequence => decoding.report(
                Problem::new(
                    reading::INVALID_VALUE,
                    root.span(),
                    "`okr.yaml` is a mapping of names to values",
                )
                .help("write lines such as `organisation: Streamly`; every key is optional"),
            ),
        }
    }
    let mut problems = decoding.finish();
    let config = settle(file, &mut problems);
    problems.sort_by_key(|problem| problem.span);
    ParsedConfig {
        config,
        file: Parsed {
            text: Arc::clone(&tree.text),
            documents: Vec::new(),
            problems,
            ignores,
            broken: tree.broken,
        },
    }
}

/// From what stands there to a configuration; what contradicts itself is reported and left out.
fn settle(file: ConfigFile, problems: &mut Vec<Problem>) -> Config {
    let default = Config::default();
    if let Some(version) = file.version.filter(|version| version.value != 1) {
        problems.push(
            Problem::new(
                reading::INVALID_VALUE,
                version.span,
                format!("version {} of the format is not known here", version.value),
            )
            .help("write `version: 1`, or use a newer okr")
            .field("version"),
        );
    }
    let patterns = file.include.iter().chain(&file.exclude);
    for pattern in patterns.chain(file.overrides.iter().flat_map(|entry| &entry.paths)) {
        if let Err(error) = globs([pattern.value.as_str()]) {
            problems.push(
                Problem::new(reading::INVALID_VALUE, pattern.span, format!("this is no glob: {}", error.kind()))
                    .help("write a path in which `*` stands for part of a name and `**` for any folders, such as `drafts/**`"),
            );
        }
    }
    let fiscal_year = file
        .fiscal_year
        .and_then(|year| fiscal_year(&year, problems));
    let declared = file
        .cycles
        .into_iter()
        .filter_map(|(name, cycle)| declared(&name, &cycle, problems))
        .collect();
    Config {
        organisation: file.organisation,
        commitment: file
            .commitment
            .map_or(default.commitment, |word| word.value),
        calendar: Calendar::new(fiscal_year, declared),
        include: file.include,
        exclude: file.exclude,
        policy: policy(&file.policy, problems),
        pace: pace(&file.pace, problems),
        check_in_days: file
            .check_in_days
            .map_or(default.check_in_days, |days| days.value),
        trailers: trailers(file.trailers),
        commit_types: file.commit_types,
        rules: file.rules,
        overrides: file.overrides,
    }
}

fn fiscal_year(year: &Spanned<FiscalYearFile>, problems: &mut Vec<Problem>) -> Option<FiscalYear> {
    let starts = year.starts?;
    let named_by = match year.named_by {
        Some(named_by) => named_by.value,
        None if starts.value == Month::JANUARY => NamedBy::Start,
        None => {
            problems.push(
                Problem::new(reading::INVALID_VALUE, year.span, "a fiscal year that does not start in January spans two calendar years, and nothing says which one names it")
                    .help("add `named_by: start` or `named_by: end`")
                    .field("fiscal_year"),
            );
            return None;
        }
    };
    Some(FiscalYear {
        starts: starts.value,
        named_by,
    })
}

fn declared(
    name: &Spanned<Text>,
    cycle: &DeclaredCycle,
    problems: &mut Vec<Problem>,
) -> Option<Cycle> {
    let (start, end) = match (cycle.start, cycle.end) {
        (Some(start), Some(end)) => (start, end),
        _ => {
            problems.push(
                Problem::new(
                    reading::INVALID_VALUE,
                    name.span,
                    format!(
                        "the cycle `{}` needs its first and its last day",
                        name.value
                    ),
                )
                .help("write `{start: 2026-01-05, end: 2026-04-26}`; both days are included")
                .field("cycles"),
            );
            return None;
        }
    };
    if start.value > end.value {
        problems.push(
            Problem::new(
                reading::INVALID_VALUE,
                end.span,
                format!("the cycle `{}` ends before it starts", name.value),
            )
            .help("both days are included; the last must not come before the first")
            .related(start.span, "it starts here")
            .field("cycles"),
        );
        return None;
    }
    Some(Cycle {
        name: name.value.clone(),
        start: start.value,
        end: end.value,
    })
}

fn policy(file: &PolicyFile, problems: &mut Vec<Problem>) -> Policy {
    let default = Policy::default();
    let share = |share: Option<Spanned<Share>>| share.map(|share| share.value.value());
    let (strategic, maintenance) = match (share(file.strategic), share(file.maintenance)) {
        (Some(strategic), Some(maintenance)) => (strategic, maintenance),
        (Some(strategic), None) => (strategic, Decimal::ONE - strategic),
        (None, Some(maintenance)) => (Decimal::ONE - maintenance, maintenance),
        (None, None) => (default.strategic, default.maintenance),
    };
    if strategic + maintenance != Decimal::ONE {
        let place = file
            .maintenance
            .or(file.strategic)
            .map_or_else(Span::default, |share| share.span);
        problems.push(
            Problem::new(
                reading::INVALID_VALUE,
                place,
                "strategic and maintenance time do not add up to 100% in the policy",
            )
            .help("both are shares of what operations leave; write one of them, or two that add up")
            .field("allocation"),
        );
        return default;
    }
    Policy {
        strategic,
        maintenance,
        operations: share(file.operations).unwrap_or(default.operations),
        tolerance: share(file.tolerance).unwrap_or(default.tolerance),
    }
}

fn pace(file: &PaceFile, problems: &mut Vec<Problem>) -> PaceThresholds {
    let default = PaceThresholds::default();
    let pace = PaceThresholds {
        on_track: file
            .on_track
            .map_or(default.on_track, |share| share.value.value()),
        at_risk: file
            .at_risk
            .map_or(default.at_risk, |share| share.value.value()),
    };
    if pace.at_risk <= pace.on_track {
        return pace;
    }
    let place = file
        .at_risk
        .or(file.on_track)
        .map_or_else(Span::default, |share| share.span);
    problems.push(
        Problem::new(
            reading::INVALID_VALUE,
            place,
            "`at_risk` lies above `on_track`, so that nothing could be at risk",
        )
        .help("write `at_risk` below `on_track`, such as 0.5 and 0.7")
        .field("pace"),
    );
    default
}

fn trailers(file: TrailersFile) -> Trailers {
    let default = Trailers::default();
    let name =
        |written: Option<Spanned<Text>>, usual: Text| written.map_or(usual, |name| name.value);
    Trailers {
        strategic: name(file.strategic, default.strategic),
        maintenance: name(file.maintenance, default.maintenance),
        operations: name(file.operations, default.operations),
    }
}
