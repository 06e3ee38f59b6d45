//! What is said of a goal, an objective or a kpi.

use crate::model::{CheckIn, Kind, PlannedTime, Status};
use crate::render::page::{Item, Page, Part, Said};
use crate::render::words;
use crate::snapshot::LinkField;
use crate::source::Text;
use crate::views::show::{Inbound, KeyResultDetails, Readings, ShownNode, Texts};
use crate::views::{KeyResultRow, TreeNode};

/// The page about a goal, an objective or a kpi.
pub fn page(shown: &ShownNode) -> Page {
    let whole = Part {
        heading: None,
        items: vec![whole(shown)],
    };
    let key_results = Part {
        heading: Some("Key results".to_owned()),
        items: shown
            .node
            .key_results
            .iter()
            .zip(&shown.key_results)
            .map(|(row, details)| key_result(row, details, &shown.inbound))
            .collect(),
    };
    Page {
        title: shown.node.title.to_string(),
        about: about(&shown.node, &shown.node.name),
        parts: [whole, key_results]
            .into_iter()
            .filter(|part| !part.items.is_empty())
            .collect(),
    }
}

/// What a node is, how to name it or what of it is shown, whose it is.
pub(super) fn about(node: &TreeNode, name: &str) -> Vec<Said> {
    let kind = match name == node.name {
        true => node.kind.name(),
        false => "key result",
    };
    let mut about = vec![Said::name(name), Said::words(kind)];
    if node.status != Status::Active {
        about.push(Said::words(node.status.name()));
    }
    let cycle = node.cycle.as_ref();
    about.extend(cycle.map(|cycle| Said::words(cycle.name.as_str())));
    about.extend(match &node.team {
        Some(team) => Some(Said::words(team.title.as_str())),
        None if node.kind == Kind::Objective => Some(Said::words("company")),
        None => None,
    });
    about
}

/// The share of the time planned for an objective, beside the word `time`.
fn planned_time(planned: &PlannedTime) -> String {
    match planned {
        PlannedTime::Own(share) => words::percent(share.value()),
        PlannedTime::ByTeam(_) => words::allocation(planned),
    }
}

fn whole(shown: &ShownNode) -> Item {
    let node = &shown.node;
    let mut item = Item::default();
    item.together("owner", names(&node.owner));
    item.lines("serves", way_up(shown).into_iter());
    item.say("by", node.horizon.as_ref().map(|day| day.as_str()));
    item.say("time", node.allocation.as_ref().map(planned_time));
    item.say("success", node.commitment.map(success));
    item.say("target", node.target.as_ref().map(words::target_text));
    item.say("now", node.current.as_ref().map(words::text));
    readings(&mut item, &shown.readings);
    item.together("so far", words::figures(&node.figures).map(Said::Words));
    texts(&mut item, &shown.texts);
    referring(&mut item, &shown.inbound, None);
    item.say("file", Some(format!("{}:{}", node.path, node.line)));
    item
}

/// From the parent up to the top, each step with its name. An objective whose parent leads nowhere
/// says so.
fn way_up(shown: &ShownNode) -> Vec<Vec<Said>> {
    let lost = shown.node.parent.as_ref().filter(|_| shown.up.is_empty());
    if let Some(parent) = lost {
        let words = format!("{} (which cannot be found)", parent.written);
        return vec![vec![Said::Words(words)]];
    }
    let steps = shown.up.iter();
    steps
        .map(|step| {
            let title = step.key_result.as_ref().unwrap_or(&step.title);
            vec![Said::name(&step.name), Said::words(title.as_str())]
        })
        .collect()
}

fn success(commitment: crate::model::Commitment) -> String {
    match commitment {
        crate::model::Commitment::Committed => "committed: at a score of 1.0".to_owned(),
        crate::model::Commitment::Aspirational => "aspirational: from a score of 0.7".to_owned(),
    }
}

fn key_result(row: &KeyResultRow, details: &KeyResultDetails, inbound: &[Inbound]) -> Item {
    let mut title = vec![Said::words(row.title.as_str()), Said::name(row.id.as_str())];
    if row.status != Status::Active {
        title.push(Said::words(row.status.name()));
    }
    let mut item = Item {
        title: Some(title),
        fields: Vec::new(),
    };
    let numbers = words::numbers(row);
    item.say("values", Some(numbers).filter(|text| !text.is_empty()));
    item.say(
        "stretch",
        row.stretch.as_ref().map(|value| value.text.trim()),
    );
    readings(&mut item, &details.readings);
    item.say("kind", row.kind.map(|kind| kind.name()));
    item.together("so far", words::figures(&row.figures).map(Said::Words));
    item.say("confidence", row.confidence.map(words::percent));
    let weight = Some(row.weight).filter(|weight| *weight != rust_decimal::Decimal::ONE);
    item.say(
        "weight",
        weight.map(|weight| weight.normalize().to_string()),
    );
    item.say("due", row.due.map(|day| day.to_string()));
    item.together("owner", names(&row.owner));
    item.lines("done when", each(&details.criteria));
    item.lines("evidence", each(&details.evidence));
    texts(&mut item, &details.texts);
    referring(&mut item, inbound, Some(row.position));
    item
}

/// The day of the value, and the series.
fn readings(item: &mut Item, readings: &Readings) {
    item.say("unit", readings.unit.as_ref().map(|unit| unit.as_str()));
    item.say("as of", readings.as_of.map(|day| day.to_string()));
    item.lines("check-ins", readings.check_ins.iter().map(check_in));
}

fn check_in(check_in: &CheckIn) -> Vec<Said> {
    let confidence = check_in.confidence.map(|share| share.value.value());
    let parts = [
        check_in.date.map(|date| date.value.to_string()),
        check_in.value.as_ref().map(|value| words::text(value)),
        confidence.map(|share| format!("confidence {}", words::percent(share))),
        check_in.note.as_ref().map(|note| note.trim().to_owned()),
    ];
    parts.into_iter().flatten().map(Said::Words).collect()
}

fn texts(item: &mut Item, texts: &Texts) {
    for (field, word) in [
        (LinkField::ContributesTo, "also for"),
        (LinkField::CarriedFrom, "carried from"),
        (LinkField::Guardrails, "guardrails"),
        (LinkField::DependsOn, "depends on"),
    ] {
        let references = texts.references.iter();
        let references = references.filter(|(of, _)| *of == field);
        item.together(
            word,
            references.map(|(_, upward)| Said::name(upward.written.as_str())),
        );
    }
    item.prose("why", texts.why.as_deref());
    item.prose("note", texts.note.as_deref());
    item.prose("result", texts.result.as_deref());
    item.prose("reason", texts.reason.as_deref());
    item.together("labels", names(&texts.labels));
    item.lines("links", each(&texts.links));
}

/// What refers to the whole, or to one of its key results.
fn referring(item: &mut Item, inbound: &[Inbound], key_result: Option<usize>) {
    for (field, word) in [
        (LinkField::Parent, "supported by"),
        (LinkField::ContributesTo, "helped by"),
        (LinkField::Guardrails, "guards"),
        (LinkField::DependsOn, "awaited by"),
        (LinkField::CarriedFrom, "carried on in"),
    ] {
        let referring = inbound
            .iter()
            .filter(|inbound| inbound.field == field && inbound.key_result == key_result);
        item.lines(
            word,
            referring.map(|inbound| {
                let mut said = vec![
                    Said::name(&inbound.name),
                    Said::words(inbound.title.as_str()),
                ];
                let team = inbound.team.as_ref();
                said.extend(team.map(|team| Said::words(team.title.as_str())));
                said
            }),
        );
    }
}

/// Each as words, side by side.
pub(super) fn names(texts: &[Text]) -> impl Iterator<Item = Said> {
    texts.iter().map(|text| Said::words(text.as_str()))
}

/// Each as words, one below the other.
pub(super) fn each(texts: &[Text]) -> impl Iterator<Item = Vec<Said>> {
    texts.iter().map(|text| vec![Said::words(text.as_str())])
}
