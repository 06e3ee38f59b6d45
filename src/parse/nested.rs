//! Values that are lists or mappings of their own: key results, check-ins, maintenance items,
//! planned time, and the nested parts of `okr.yaml`.

use thin_vec::ThinVec;

use crate::finding::Problem;
use crate::finding::reading::INVALID_VALUE;
use crate::model::config::{DeclaredCycle, Override, RuleSetting};
use crate::model::{BucketPlan, CheckIn, KeyResult, MaintenanceItem, PlannedTime};
use crate::parse::decode::{Decoding, Refused, value_of};
use crate::parse::leaf;
use crate::parse::refusal::Refusal;
use crate::parse::shape::{Described, Field};
use crate::parse::written::{CommitTypes, CyclesFile, FiscalYearFile, OverridesFile, RulesFile};
use crate::parse::yaml::{Kind, Node, Pair};
use crate::source::{Span, Spanned, Text};

type Outcome = Result<(), Refused>;

/// The key results of an objective; a plain text is a milestone of that title.
pub fn key_results<'t>(
    decoding: &mut Decoding<'t>,
    name: &'static str,
    node: Node<'t>,
    into: &mut Vec<KeyResult>,
) -> Outcome {
    let items = items(decoding, name, node, "`- title: …` for each key result")?;
    into.reserve_exact(node.items().count());
    for (position, item) in items.enumerate() {
        let mut key_result = KeyResult::default();
        match item.kind() {
            Kind::Mapping => decoding.mapping(item, &mut key_result),
            Kind::Refused => key_result.common.refused.push(name),
            Kind::Empty => {
                let refusal = Refusal::new(
                    "this key result is empty",
                    "write `- title: what is measured`, or take the dash away",
                );
                decoding.wrong_shape(name, item, refusal);
                continue;
            }
            Kind::Scalar { .. } | Kind::Sequence => match decoding.prose(name, item) {
                Ok(title) => key_result.title = title.unwrap_or_default(),
                Err(Refused(name)) => key_result.common.refused.push(name),
            },
        }
        key_result.span = item.span();
        key_result.id = match &key_result.common.id {
            Some(id) => id.value.clone(),
            None => Text::from(format!("kr{}", position + 1)),
        };
        require_title(
            decoding,
            item,
            &key_result.title,
            &key_result.common.refused,
            KeyResult::WHAT,
        );
        into.push(key_result);
    }
    weights(decoding, into);
    Ok(())
}

/// Reports weights that are all zero: nothing would count.
fn weights(decoding: &mut Decoding<'_>, key_results: &[KeyResult]) {
    let weights: Vec<_> = key_results.iter().filter_map(|one| one.weight).collect();
    let (Some(first), Some(last)) = (weights.first(), weights.last()) else {
        return;
    };
    if weights.len() < key_results.len() || weights.iter().any(|weight| !weight.value.is_zero()) {
        return;
    }
    let mut problem = Problem::new(
        INVALID_VALUE,
        last.span,
        "the weights of all key results are 0, so that none of them counts",
    )
    .help("write a weight above 0 at those that count, or no weights at all")
    .field("weight");
    if first.span != last.span {
        problem = problem.related(first.span, "the first of them");
    }
    decoding.report(problem);
}

/// A series of check-ins.
pub fn check_ins<'t>(
    decoding: &mut Decoding<'t>,
    name: &'static str,
    node: Node<'t>,
    into: &mut ThinVec<CheckIn>,
) -> Outcome {
    let write = "`- {date: 2026-02-10, value: 71%}` for each look at it";
    let items = items(decoding, name, node, write)?;
    into.reserve_exact(node.items().count());
    decoding.each(items, |decoding, item| {
        let mut check_in = CheckIn {
            span: item.span(),
            ..CheckIn::default()
        };
        if decoding.is_mapping(name, item, CheckIn::FIELDS)? {
            decoding.mapping(item, &mut check_in);
            if value_of(item, "date").is_none() {
                let refusal = Refusal::new(
                    "this check-in has no date",
                    "write `date:` with the day, such as `2026-02-10`",
                );
                decoding.wrong_shape(name, item, refusal);
            }
        }
        into.push(check_in);
        Ok(())
    })
}

/// The items of the maintenance bucket.
pub fn maintenance<'t>(
    decoding: &mut Decoding<'t>,
    name: &'static str,
    node: Node<'t>,
    into: &mut Vec<MaintenanceItem>,
) -> Outcome {
    let items = items(decoding, name, node, "`- title: …` for each item")?;
    decoding.each(items, |decoding, item| {
        let mut work = MaintenanceItem {
            span: item.span(),
            ..MaintenanceItem::default()
        };
        if matches!(item.kind(), Kind::Scalar { .. }) {
            work.title = decoding.prose(name, item)?.unwrap_or_default();
        } else if decoding.is_mapping(name, item, MaintenanceItem::FIELDS)? {
            decoding.mapping(item, &mut work);
        }
        require_title(decoding, item, &work.title, &[], MaintenanceItem::WHAT);
        into.push(work);
        Ok(())
    })
}

/// The buckets of a team. Refused, with what could be read, where that is not all.
pub fn bucket_plan<'t>(
    decoding: &mut Decoding<'t>,
    name: &'static str,
    node: Node<'t>,
    into: &mut Option<Spanned<BucketPlan>>,
) -> Outcome {
    let mut plan = BucketPlan::default();
    if decoding.is_mapping(name, node, BucketPlan::FIELDS)? {
        decoding.mapping(node, &mut plan);
        *into = Some(Spanned::new(plan, node.span()));
    }
    let is_written = |pair: &Pair<'t>| {
        let is_own = !pair.key.as_str().is_some_and(|key| key.starts_with("x-"));
        is_own && !matches!(pair.value.kind(), Kind::Empty)
    };
    let written = node.pairs().filter(is_written).count();
    let read = [plan.strategic, plan.maintenance, plan.operations];
    match written > read.iter().flatten().count() {
        // What was left out cannot be told from what was not understood.
        true => Err(Refused(name)),
        false => Ok(()),
    }
}

/// A share of the own team's time, or a mapping from teams to shares of theirs.
pub fn planned_time<'t>(
    decoding: &mut Decoding<'t>,
    name: &'static str,
    node: Node<'t>,
    into: &mut Option<Spanned<PlannedTime>>,
) -> Outcome {
    if !matches!(node.kind(), Kind::Mapping) {
        *into = decoding
            .leaf(name, node, leaf::share)?
            .map(|share| share.map(PlannedTime::Own));
        return Ok(());
    }
    let mut by_team = Vec::new();
    let mut outcome = Ok(());
    for pair in node.pairs() {
        let team = decoding.leaf(name, pair.key, leaf::id);
        let share = decoding.leaf(name, pair.value, leaf::share);
        match (team, share) {
            (Ok(Some(team)), Ok(Some(share))) => by_team.push((team, share)),
            (Ok(_), Ok(_)) => {}
            (Err(refused), _) | (_, Err(refused)) => outcome = Err(refused),
        }
    }
    *into = Some(Spanned::new(PlannedTime::ByTeam(by_team), node.span()));
    outcome
}

/// How the fiscal year runs.
pub fn fiscal_year<'t>(
    decoding: &mut Decoding<'t>,
    name: &'static str,
    node: Node<'t>,
    into: &mut Option<Spanned<FiscalYearFile>>,
) -> Outcome {
    let mut year = FiscalYearFile::default();
    if decoding.is_mapping(name, node, FiscalYearFile::FIELDS)? {
        decoding.mapping(node, &mut year);
        *into = Some(Spanned::new(year, node.span()));
    }
    Ok(())
}

/// The declared cycles.
pub fn cycles<'t>(
    decoding: &mut Decoding<'t>,
    name: &'static str,
    node: Node<'t>,
    into: &mut CyclesFile,
) -> Outcome {
    let entries = entries(decoding, name, node, leaf::id)?;
    decoding.each(entries, |decoding, (key, value)| {
        let mut cycle = DeclaredCycle::default();
        if decoding.is_mapping(name, value, DeclaredCycle::FIELDS)? {
            decoding.mapping(value, &mut cycle);
        }
        into.push((key, cycle));
        Ok(())
    })
}

/// The kinds of maintenance by type of commit.
pub fn commit_types<'t>(
    decoding: &mut Decoding<'t>,
    name: &'static str,
    node: Node<'t>,
    into: &mut CommitTypes,
) -> Outcome {
    let entries = entries(decoding, name, node, leaf::text)?;
    let into = into.get_or_insert_default();
    decoding.each(entries, |decoding, (key, value)| {
        let kind = decoding.leaf(name, value, leaf::word)?;
        into.extend(kind.map(|kind| (key, kind.value)));
        Ok(())
    })
}

/// What rules are set to: a level, or a mapping with `level` and the rule's parameters.
pub fn rules<'t>(
    decoding: &mut Decoding<'t>,
    name: &'static str,
    node: Node<'t>,
    into: &mut RulesFile,
) -> Outcome {
    let entries = entries(decoding, name, node, leaf::text)?;
    decoding.each(entries, |decoding, (rule, value)| {
        let mut setting = RuleSetting {
            rule,
            setting: None,
            parameters: Vec::new(),
        };
        let outcome = match value.kind() {
            Kind::Mapping => parameters(decoding, name, value, &mut setting),
            _ => level(decoding, name, value, &mut setting),
        };
        into.push(setting);
        outcome
    })
}

/// The `level` and the parameters of a rule.
fn parameters<'t>(
    decoding: &mut Decoding<'t>,
    name: &'static str,
    node: Node<'t>,
    into: &mut RuleSetting,
) -> Outcome {
    decoding.each(node.pairs(), |decoding, pair| {
        match decoding.leaf(name, pair.key, leaf::text)? {
            Some(key) if &*key.value == "level" => level(decoding, name, pair.value, into),
            Some(key) => {
                let text = decoding.leaf(name, pair.value, leaf::text)?;
                into.parameters.extend(text.map(|text| (key, text)));
                Ok(())
            }
            None => Ok(()),
        }
    })
}

fn level<'t>(
    decoding: &mut Decoding<'t>,
    name: &'static str,
    node: Node<'t>,
    into: &mut RuleSetting,
) -> Outcome {
    let level = decoding.leaf(name, node, leaf::word)?;
    into.setting = level.map(|level| level.value);
    Ok(())
}

/// What rules are set to for some paths.
pub fn overrides<'t>(
    decoding: &mut Decoding<'t>,
    name: &'static str,
    node: Node<'t>,
    into: &mut OverridesFile,
) -> Outcome {
    let items = items(
        decoding,
        name,
        node,
        "`- paths: […]` with `rules:` for each",
    )?;
    decoding.each(items, |decoding, item| {
        let mut entry = Override {
            span: item.span(),
            ..Override::default()
        };
        if decoding.is_mapping(name, item, <Override as Described>::FIELDS)? {
            decoding.mapping(item, &mut entry);
        }
        into.push(entry);
        Ok(())
    })
}

/// The items of a list; none where nothing stands there.
fn items<'t>(
    decoding: &mut Decoding<'t>,
    name: &'static str,
    node: Node<'t>,
    write: &str,
) -> Result<impl Iterator<Item = Node<'t>> + use<'t>, Refused> {
    match node.kind() {
        Kind::Sequence | Kind::Empty => Ok(node.items()),
        Kind::Refused => Err(Refused(name)),
        Kind::Scalar { .. } | Kind::Mapping => {
            let refusal = Refusal::new(format!("`{name}` is a list"), format!("write {write}"));
            Err(decoding.wrong_shape(name, node, refusal))
        }
    }
}

/// The entries of a mapping whose keys the user chooses; none where nothing stands there.
fn entries<'t>(
    decoding: &mut Decoding<'t>,
    name: &'static str,
    node: Node<'t>,
    key: fn(&Text) -> leaf::Leaf<Text>,
) -> Result<Vec<(Spanned<Text>, Node<'t>)>, Refused> {
    const NO_FIELDS: &[Field<()>] = &[];
    if !decoding.is_mapping(name, node, NO_FIELDS)? {
        return Ok(Vec::new());
    }
    let mut entries = Vec::new();
    for pair in node.pairs() {
        if let Ok(Some(key)) = decoding.leaf(name, pair.key, key) {
            entries.push((key, pair.value));
        }
    }
    Ok(entries)
}

fn require_title(
    decoding: &mut Decoding<'_>,
    item: Node<'_>,
    title: &Text,
    refused: &[&str],
    what: &str,
) {
    if !title.trim().is_empty() || !refused.is_empty() {
        return;
    }
    let place = match item.pairs().next() {
        Some(pair) => pair.key.span(),
        None => Span::at(item.span().start as usize),
    };
    decoding.report(
        Problem::new(INVALID_VALUE, place, format!("{what} needs a title"))
            .help("write `title:` with what is measured or done")
            .field("title"),
    );
}
