//! JSON Schemas (draft-07) of the files, for editors and validators: what a document and `okr.yaml`
//! may hold, made from the tables that the decoder reads by. What takes more than one place to
//! know (references, sums, order in time) is not here; nor is the shape of what commands print.

mod config;
mod example;
mod nested;
mod pattern;
mod quantity;
mod shape;

use serde_json::{Map, Value, json};

use crate::model::{CheckIn, Goal, KeyResult, Kind, Kpi, MaintenanceItem, Objective, Team};
use crate::parse::shape::Described;

pub use config::config;

/// The version of JSON Schema that is written.
pub const DRAFT: &str = "http://json-schema.org/draft-07/schema#";

/// What a document may hold: a goal, an objective, a kpi or a team, by the key that says which. In a
/// file of several documents it holds for each of them.
#[must_use]
pub fn documents() -> Value {
    let is = |kind: Kind| json!({"required": [kind.name()]});
    let [goal, objective, kpi] = [Kind::Goal, Kind::Objective, Kind::Kpi].map(is);
    let without_other = json!({"not": {"anyOf": [goal, objective, kpi]}});
    let team = is(Kind::Team);
    let then = |condition: &Value, name: &str| json!({"if": condition, "then": reference(name)});
    json!({
        "$schema": DRAFT,
        "title": "OKR document",
        "description": "A goal, an objective with its key results, a kpi or a team.",
        "type": "object",
        "allOf": [
            then(&goal, "goal"),
            then(&objective, "objective"),
            then(&kpi, "kpi"),
            {"if": {"allOf": [team, without_other]}, "then": reference("team")},
            {"if": {"not": {"anyOf": [goal, objective, kpi, team]}}, "then": beginnings()},
        ],
        "definitions": definitions(),
    })
}

/// What stands in a document that does not say yet what it is: one of the keys that do.
fn beginnings() -> Value {
    let kinds = [Kind::Goal, Kind::Objective, Kind::Kpi, Kind::Team];
    let properties: Map<String, Value> = kinds
        .into_iter()
        .map(|kind| {
            let title = match kind {
                Kind::Goal => shape::property(Goal::FIELDS, kind.name()),
                Kind::Objective => shape::property(Objective::FIELDS, kind.name()),
                Kind::Kpi => shape::property(Kpi::FIELDS, kind.name()),
                Kind::Team => shape::property(Team::FIELDS, kind.name()),
            };
            (kind.name().to_owned(), title)
        })
        .collect();
    let one_of_them = kinds.map(|kind| json!({"required": [kind.name()]}));
    json!({"properties": properties, "anyOf": one_of_them})
}

fn definitions() -> Value {
    let mut definitions = shape::values();
    let objects = [
        ("goal", shape::document::<Goal>("Goal", &["goal"])),
        (
            "objective",
            shape::document::<Objective>("Objective", &["objective"]),
        ),
        ("kpi", shape::document::<Kpi>("Kpi", &["kpi"])),
        ("team", shape::document::<Team>("Team", &["team"])),
        (
            "key-result",
            titled(shape::document::<KeyResult>("Key result", &["title"])),
        ),
        (
            "check-in",
            shape::part::<CheckIn>("Check-in", &["object", "null"], &["date"]),
        ),
        (
            "maintenance-item",
            titled(shape::part::<MaintenanceItem>(
                "Maintenance item",
                &["object"],
                &["title"],
            )),
        ),
    ];
    definitions.extend(objects.map(|(name, schema)| (name.to_owned(), schema)));
    Value::Object(definitions)
}

/// The same, or a text that is its title.
fn titled(mut object: Value) -> Value {
    if let (Some(object), Value::Object(title)) = (object.as_object_mut(), shape::title()) {
        object.extend(title);
        object.insert(
            "type".to_owned(),
            json!(["object", "string", "number", "boolean"]),
        );
    }
    object
}

/// Refers to a definition.
fn reference(name: &str) -> Value {
    json!({"$ref": format!("#/definitions/{name}")})
}

/// `text` as a sentence of its own.
fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string());
    format!("{}{}.", first.unwrap_or_default(), letters.as_str())
}
