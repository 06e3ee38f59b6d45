//! From what stands in `okr.yaml` to a configuration: defaults are filled in, contradictions told.

use rust_decimal::Decimal;

use crate::finding::{Problem, reading};
use crate::model::calendar::{FiscalYear, Month, NamedBy};
use crate::model::config::{Config, DeclaredCycle, PaceThresholds, Policy, Trailers};
use crate::model::{Calendar, Cycle, MaintenanceKind, Share};
use crate::parse::written::{
    CommitTypes, ConfigFile, FiscalYearFile, PaceFile, PolicyFile, TrailersFile,
};
use crate::source::{Span, Spanned, Text, globs};

/// From what stands there to a configuration; what contradicts itself is reported and left out.
pub(super) fn settle(file: ConfigFile, problems: &mut Vec<Problem>) -> Config {
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
        trailers: trailers(file.trailers, problems),
        commit_types: commit_types(file.commit_types, default.commit_types),
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

fn trailers(file: TrailersFile, problems: &mut Vec<Problem>) -> Trailers {
    let default = Trailers::default();
    let written = [&file.strategic, &file.maintenance, &file.operations];
    let mut refused = |span, message: String, help: &str| {
        problems.push(
            Problem::new(reading::INVALID_VALUE, span, message)
                .help(help)
                .field("trailers"),
        );
    };
    let is_token = |name: &Text| {
        let is_part = |c: char| c.is_ascii_alphanumeric() || c == '-';
        !name.is_empty() && name.chars().all(is_part)
    };
    for name in written.into_iter().flatten().filter(|name| !is_token(name)) {
        refused(
            name.span,
            format!("`{}` is no name that git knows a trailer by", name.value),
            "letters, digits and `-` make one, as in `Signed-off-by`",
        );
    }
    let name = |written: &Option<Spanned<Text>>, usual: Text| {
        let usable = written.as_ref().filter(|name| is_token(name));
        usable.map_or(usual, |name| name.value.clone())
    };
    let names = Trailers {
        strategic: name(&file.strategic, default.strategic),
        maintenance: name(&file.maintenance, default.maintenance),
        operations: name(&file.operations, default.operations),
    };
    let all = [&names.strategic, &names.maintenance, &names.operations];
    for (at, name) in written.into_iter().enumerate() {
        let same = |other: &&Text| {
            all.get(at)
                .is_some_and(|own| own.eq_ignore_ascii_case(other))
        };
        if let Some(name) = name
            && all.iter().filter(|other| same(other)).count() > 1
        {
            refused(
                name.span,
                format!("two trailers are called `{}`", name.value),
                "give each of the three a name of its own",
            );
            return Trailers::default();
        }
    }
    names
}

/// The types in lower case, as they are compared.
fn commit_types(
    written: CommitTypes,
    usual: Vec<(Text, MaintenanceKind)>,
) -> Vec<(Text, MaintenanceKind)> {
    written.map_or(usual, |types| {
        let types = types.into_iter();
        types
            .map(|(name, kind)| (Text::from(name.value.to_lowercase()), kind))
            .collect()
    })
}
