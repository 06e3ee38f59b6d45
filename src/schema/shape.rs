//! From a field of the table to the schema of what may stand there. A reader of YAML makes numbers
//! and booleans of some texts, so that these are let through wherever such a text is read.

use serde_json::{Map, Value, json};

use crate::model::calendar::Month;
use crate::model::config::{DeclaredCycle, Override};
use crate::model::{BucketPlan, Common};
use crate::parse::shape::{Described, Field, Shape, Words, words};
use crate::parse::written::{FiscalYearFile, PaceFile, PolicyFile, TrailersFile};
use crate::parse::yaml;
use crate::schema::{pattern, quantity, reference, sentence};

/// The schemas of values that many fields share, by name.
pub(super) fn values() -> Map<String, Value> {
    let text = |pattern: String, advice: &str| {
        json!({
            "type": ["string", "number", "null"],
            "pattern": pattern,
            "patternErrorMessage": advice,
        })
    };
    let share = |pattern: String, most: u32, advice: &str| {
        let mut share = text(pattern, advice);
        share["minimum"] = json!(0);
        share["maximum"] = json!(most);
        share
    };
    let of = [
        (
            "quantity",
            text(
                quantity::quantity(),
                "Write a number with its unit, such as `7.5M users`, `40%` or `250 ms`.",
            ),
        ),
        (
            "measured",
            text(
                quantity::measured(),
                "Write a number with its unit, such as `7.5M users`, `40%` or `250 ms`; `TBD` while it is not known, or `confidential`.",
            ),
        ),
        (
            "target",
            text(
                quantity::target(),
                "Write a value such as `85%`, a level such as `at least 99%`, a band such as `90% to 110%`, or a change such as `+20%` or `3x`.",
            ),
        ),
        (
            "share",
            share(
                quantity::share(),
                1,
                "Write a share from 0% to 100%, such as `60%`, `0.6` or `6/10`.",
            ),
        ),
        (
            "score",
            share(
                quantity::score(),
                2,
                "Write a share such as `70%`, `0.7` or `7/10`; more than the whole where it was exceeded.",
            ),
        ),
    ];
    of.map(|(name, schema)| (name.to_owned(), schema))
        .into_iter()
        .collect()
}

/// A document or key result: the fields of `T` and those that all share.
pub(super) fn document<T: Described>(title: &str, required: &[&str]) -> Value {
    let mut object = mapping::<T>(title, &["object"], required);
    if let Some(properties) = object.get_mut("properties").and_then(Value::as_object_mut) {
        properties.extend(properties_of(Common::FIELDS));
    }
    object
}

/// A mapping inside a document: the fields of `T` alone.
pub(super) fn part<T: Described>(title: &str, types: &[&str], required: &[&str]) -> Value {
    mapping::<T>(title, types, required)
}

fn mapping<T: Described>(title: &str, types: &[&str], required: &[&str]) -> Value {
    let mut object = json!({
        "title": title,
        "type": types,
        "properties": properties_of(T::FIELDS),
        "patternProperties": {"^x-": {"description": "A field of your own."}},
        "additionalProperties": false,
    });
    if !required.is_empty() {
        object["required"] = json!(required);
    }
    object
}

fn properties_of<T: 'static>(fields: &[Field<T>]) -> Map<String, Value> {
    let named = fields
        .iter()
        .map(|field| (field.name.to_owned(), described(field)));
    named.collect()
}

/// The schema of the field of this name.
pub(super) fn property<T: 'static>(fields: &[Field<T>], name: &str) -> Value {
    let field = fields.iter().find(|field| field.name == name);
    field.map_or(json!({}), described)
}

/// What may stand in a field, with what it means and an example.
fn described<T: 'static>(field: &Field<T>) -> Value {
    let mut schema = shape(&field.shape);
    schema["description"] = json!(sentence(field.doc));
    schema["examples"] = json!([example(field.example)]);
    schema
}

/// A title: a text with something in it.
pub(super) fn title() -> Value {
    json!({
        "type": ["string", "number", "boolean"],
        "pattern": pattern::SOMETHING,
        "patternErrorMessage": "Write a title.",
    })
}

fn shape<T>(shape: &Shape<T>) -> Value {
    match shape {
        Shape::Title(_) => title(),
        Shape::Text(_) | Shape::Horizon(_) => text(),
        Shape::Texts(_) => one_or_many(text()),
        Shape::Members(_) => one_or_many(json!({
            "type": ["string", "null"],
            "pattern": pattern::MEMBER,
            "patternErrorMessage": "Members are names; how many they are is `capacity`.",
        })),
        Shape::Id(_) => id(),
        Shape::Ids(_) => one_or_many(id()),
        Shape::Reference(_) => reference_to(),
        Shape::References(_) => one_or_many(reference_to()),
        Shape::Date(_) => json!({
            "type": ["string", "null"],
            "pattern": pattern::date(),
            "patternErrorMessage": "Write year, month and day of a day that exists, such as `2026-02-10`.",
        }),
        Shape::Flag(_) => json!({
            "type": ["boolean", "string", "null"],
            "pattern": pattern::one_of(&words::<bool>()),
            "patternErrorMessage": "Write `true` or `false`.",
        }),
        Shape::Integer(_) => json!({
            "type": ["integer", "string", "null"],
            "minimum": 1,
            "maximum": u32::MAX,
            "pattern": pattern::WHOLE_NUMBER,
        }),
        Shape::Month(_) => month(),
        Shape::Weight(_) => json!({
            "type": ["number", "string", "null"],
            "minimum": 0,
            "pattern": pattern::WEIGHT,
        }),
        Shape::Share(_) => all_of("share"),
        Shape::Score(_) => all_of("score"),
        Shape::Quantity(_) => all_of("quantity"),
        Shape::Measured(_) => all_of("measured"),
        Shape::Target(_) => all_of("target"),
        Shape::People(_) => json!({
            "type": ["number", "string", "null"],
            "minimum": 0,
            "pattern": quantity::people(),
            "patternErrorMessage": "Write how many they are, such as `6 people` or `4.5`.",
        }),
        Shape::Status(_)
        | Shape::Commitment(_)
        | Shape::KeyResultType(_)
        | Shape::MaintenanceKind(_) => {
            word(&shape.words().map(|words| words()).unwrap_or_default())
        }
        Shape::NamedBy(_) => word(&words::<crate::model::calendar::NamedBy>()),
        Shape::PlannedTime(_) => planned_time(),
        Shape::KeyResults(_) => list("key-result"),
        Shape::CheckIns(_) => list("check-in"),
        Shape::MaintenanceItems(_) => list("maintenance-item"),
        Shape::BucketPlan(_) => nested::<BucketPlan>(),
        Shape::FiscalYear(_) => fiscal_year(),
        Shape::Cycles(_) => cycles(),
        Shape::Policy(_) => nested::<PolicyFile>(),
        Shape::Pace(_) => nested::<PaceFile>(),
        Shape::Trailers(_) => trailers(),
        Shape::CommitTypes(_) => {
            by_name(json!({}), word(&words::<crate::model::MaintenanceKind>()))
        }
        Shape::Rules(_) => all_of("rules"),
        Shape::Overrides(_) => json!({
            "type": ["array", "null"],
            "items": mapping::<Override>("Override", &["object", "null"], &[]),
        }),
    }
}

fn text() -> Value {
    json!({"type": ["string", "number", "boolean", "null"]})
}

fn id() -> Value {
    json!({
        "type": ["string", "number", "boolean", "null"],
        "pattern": pattern::id(),
        "patternErrorMessage": "An id is up to 64 letters, digits, `-`, `_` and `.`, such as `find-content`.",
    })
}

fn reference_to() -> Value {
    json!({
        "type": ["string", "number", "boolean", "null"],
        "pattern": pattern::reference(),
        "patternErrorMessage": "Write `id`, `id/key-result`, `team:id` or `id@cycle`.",
    })
}

/// What `one` allows, or a list of it.
fn one_or_many(one: Value) -> Value {
    let mut either = one.clone();
    if let Some(types) = either.get_mut("type").and_then(Value::as_array_mut) {
        types.push(json!("array"));
    }
    either["items"] = one;
    either
}

/// One of some words, which are read in any case.
pub(super) fn word(words: &[&str]) -> Value {
    json!({
        "anyOf": [
            {"enum": words},
            {"type": "string", "pattern": pattern::one_of(words)},
            {"type": "null"},
        ],
    })
}

/// The words of the type `V`.
pub(super) fn word_of<V: Words>() -> Value {
    word(&words::<V>())
}

fn month() -> Value {
    let names: Vec<&str> = (1..=12).filter_map(Month::new).map(Month::name).collect();
    let usual: Vec<String> = names.iter().map(|name| name.to_lowercase()).collect();
    json!({
        "anyOf": [
            {"enum": usual},
            {"type": "string", "pattern": pattern::month(&names)},
            {"type": "integer", "minimum": 1, "maximum": 12},
            {"type": "null"},
        ],
    })
}

/// What a definition allows; beside a bare reference nothing else would count.
fn all_of(name: &str) -> Value {
    json!({"allOf": [reference(name)]})
}

fn list(name: &str) -> Value {
    json!({"type": ["array", "null"], "items": reference(name)})
}

/// A mapping whose keys the writer chooses.
fn by_name(names: Value, values: Value) -> Value {
    json!({
        "type": ["object", "null"],
        "propertyNames": names,
        "additionalProperties": values,
    })
}

fn id_as_key() -> Value {
    json!({"pattern": pattern::id()})
}

fn planned_time() -> Value {
    let mut planned = by_name(id_as_key(), all_of("share"));
    planned["type"] = json!(["string", "number", "object", "null"]);
    for (key, value) in values()
        .remove("share")
        .iter()
        .filter_map(Value::as_object)
        .flatten()
    {
        if key != "type" {
            planned[key.as_str()] = value.clone();
        }
    }
    planned
}

fn nested<T: Described>() -> Value {
    let mut nested = mapping::<T>("", &["object", "null"], &[]);
    if let Some(nested) = nested.as_object_mut() {
        nested.remove("title");
    }
    nested
}

/// A year that does not start in January spans two, and has to say which one names it.
fn fiscal_year() -> Value {
    let mut year = nested::<FiscalYearFile>();
    let january =
        json!({"enum": ["january", "January", "JANUARY", "jan", "Jan", "JAN", 1, "1", "01", null]});
    year["if"] = json!({"required": ["starts"], "properties": {"starts": {"not": january}}});
    year["then"] = json!({
        "required": ["named_by"],
        "properties": {"named_by": {"not": {"type": "null"}}},
    });
    year
}

fn cycles() -> Value {
    let mut cycle = mapping::<DeclaredCycle>("Cycle", &["object"], &["start", "end"]);
    for day in ["start", "end"] {
        cycle["properties"][day]["type"] = json!("string");
    }
    by_name(id_as_key(), cycle)
}

fn trailers() -> Value {
    let mut trailers = nested::<TrailersFile>();
    let names = trailers
        .get_mut("properties")
        .and_then(Value::as_object_mut);
    for name in names.into_iter().flat_map(Map::values_mut) {
        name["pattern"] = json!(pattern::TRAILER);
    }
    trailers
}

/// An example of the table as a reader of YAML has it.
fn example(text: &str) -> Value {
    let (tree, _) = yaml::read(text.as_bytes());
    tree.roots().next().map_or(Value::Null, value)
}

/// A value of the table, which is nested as deep as it is written there.
fn value(node: yaml::Node<'_>) -> Value {
    match node.kind() {
        yaml::Kind::Scalar { text, style } => {
            let plain = (style == yaml::Style::Plain).then(|| serde_json::from_str(&text));
            match plain {
                Some(Ok(value @ (Value::Number(_) | Value::Bool(_)))) => value,
                _ => json!(text.as_str()),
            }
        }
        yaml::Kind::Sequence => node.items().map(value).collect(),
        yaml::Kind::Mapping => {
            let pairs = node.pairs();
            let named =
                pairs.filter_map(|pair| Some((pair.key.as_str()?.to_owned(), value(pair.value))));
            Value::Object(named.collect())
        }
        yaml::Kind::Empty | yaml::Kind::Refused => Value::Null,
    }
}
