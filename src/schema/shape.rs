//! From a field of the table to the schema of what may stand there. A reader of YAML makes numbers
//! and booleans of some texts, so that these are let through wherever such a text is read.

use serde_json::{Map, Value, json};

use crate::model::calendar::Month;
use crate::model::config::Override;
use crate::model::{BucketPlan, Common};
use crate::parse::shape::{Described, Field, Shape, Words, words};
use crate::parse::written::{PaceFile, PolicyFile};
use crate::schema::example::example;
use crate::schema::{nested, pattern, quantity, reference, sentence};

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
    let mut object = part::<T>(title, &["object"], required);
    if let Some(properties) = object.get_mut("properties").and_then(Value::as_object_mut) {
        properties.extend(properties_of(Common::FIELDS));
    }
    object
}

/// A mapping of one of `types` with the fields of `T` alone.
pub(super) fn part<T: Described>(title: &str, types: &[&str], required: &[&str]) -> Value {
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
    describe(&mut schema, &sentence(field.doc));
    schema["examples"] = json!([example(field.example)]);
    schema
}

/// Says what `schema` means. Editors that show descriptions as Markdown take the usual one for plain
/// text and would escape its marks.
pub(super) fn describe(schema: &mut Value, text: &str) {
    schema["description"] = json!(text);
    if text.contains('`') {
        schema["markdownDescription"] = json!(text);
    }
}

/// A title: a text with something in it.
pub(super) fn title() -> Value {
    json!({
        "type": ["string", "number"],
        "pattern": pattern::SOMETHING,
        "patternErrorMessage": "Write a title.",
    })
}

fn shape<T>(shape: &Shape<T>) -> Value {
    match shape {
        Shape::Title(_) => or_boolean(title()),
        Shape::Text(_) | Shape::Horizon(_) => or_boolean(text()),
        Shape::Texts(_) => one_or_many_texts(text()),
        Shape::Members(_) => one_or_many(json!({
            "type": ["string", "null"],
            "pattern": pattern::MEMBER,
            "patternErrorMessage": "Members are names; how many they are is `capacity`.",
        })),
        Shape::Id(_) => or_boolean(id()),
        Shape::Ids(_) => one_or_many_texts(id()),
        Shape::Reference(_) => or_boolean(reference_to()),
        Shape::References(_) => one_or_many_texts(reference_to()),
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
        Shape::PlannedTime(_) => nested::planned_time(),
        Shape::KeyResults(_) => list("key-result"),
        Shape::CheckIns(_) => list("check-in"),
        Shape::MaintenanceItems(_) => list("maintenance-item"),
        Shape::BucketPlan(_) => nested::nested::<BucketPlan>(),
        Shape::FiscalYear(_) => nested::fiscal_year(),
        Shape::Cycles(_) => nested::cycles(),
        Shape::Policy(_) => nested::nested::<PolicyFile>(),
        Shape::Pace(_) => nested::nested::<PaceFile>(),
        Shape::Trailers(_) => nested::trailers(),
        Shape::CommitTypes(_) => {
            nested::by_name(json!({}), word(&words::<crate::model::MaintenanceKind>()))
        }
        Shape::Rules(_) => all_of("rules"),
        Shape::Overrides(_) => json!({
            "type": ["array", "null"],
            "items": part::<Override>("Override", &["object", "null"], &[]),
        }),
    }
}

fn text() -> Value {
    json!({"type": ["string", "number", "null"]})
}

fn id() -> Value {
    json!({
        "type": ["string", "number", "null"],
        "pattern": pattern::id(),
        "patternErrorMessage": "An id is up to 64 letters, digits, `-`, `_` and `.`, such as `find-content`.",
    })
}

fn reference_to() -> Value {
    json!({
        "type": ["string", "number", "null"],
        "pattern": pattern::reference(),
        "patternErrorMessage": "Write `id`, `id/key-result`, `team:id` or `id@cycle`.",
    })
}

/// What `text` allows, or a boolean, which a text may be read as. It stands apart from the types, so
/// that no editor offers `true` and `false` where a text is wanted.
fn or_boolean(text: Value) -> Value {
    json!({"if": {"type": "boolean"}, "else": text})
}

/// The same, or a list of it.
fn one_or_many_texts(text: Value) -> Value {
    let mut either = one_or_many(text.clone());
    either["items"] = or_boolean(text);
    or_boolean(either)
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
pub(super) fn all_of(name: &str) -> Value {
    json!({"allOf": [reference(name)]})
}

fn list(name: &str) -> Value {
    json!({"type": ["array", "null"], "items": reference(name)})
}
