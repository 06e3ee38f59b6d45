//! The schema of `okr.yaml`: its fields, its defaults, and every rule with what can be set.

use serde_json::{Map, Value, json};

use crate::finding::Setting;
use crate::model::config::Config;
use crate::parse::written::ConfigFile;
use crate::rules::{RULES, Rule};
use crate::schema::{DRAFT, reference, sentence, shape};

/// What `okr.yaml` may hold.
#[must_use]
pub fn config() -> Value {
    let mut schema = shape::part::<ConfigFile>("okr.yaml", &["object", "null"], &[]);
    schema["$schema"] = json!(DRAFT);
    schema["description"] =
        json!("Marks the root of a tree and sets what it is judged by; every key is optional.");
    schema["properties"]["version"]["enum"] = json!([1, "1", null]);
    for (name, default) in defaults(&Config::default()) {
        schema["properties"][name]["default"] = default;
    }
    let mut definitions = shape::values();
    definitions.retain(|name, _| name == "share");
    definitions.insert("level".to_owned(), shape::word_of::<Setting>());
    definitions.insert("rules".to_owned(), rules());
    schema["definitions"] = Value::Object(definitions);
    schema
}

fn defaults(default: &Config) -> [(&'static str, Value); 4] {
    let share = |share: rust_decimal::Decimal| {
        json!(format!(
            "{}%",
            (share * rust_decimal::Decimal::ONE_HUNDRED).normalize()
        ))
    };
    let policy = &default.policy;
    [
        ("version", json!(1)),
        ("commitment", json!(default.commitment.name())),
        ("check_in_days", json!(default.check_in_days)),
        (
            "allocation",
            json!({
                "strategic": share(policy.strategic),
                "maintenance": share(policy.maintenance),
                "operations": share(policy.operations),
                "tolerance": share(policy.tolerance),
            }),
        ),
    ]
}

/// What each rule can be set to.
fn rules() -> Value {
    let by_name: Map<String, Value> = RULES
        .iter()
        .map(|rule| (rule.name.to_owned(), setting(rule)))
        .collect();
    json!({
        "type": ["object", "null"],
        "properties": by_name,
        "additionalProperties": false,
    })
}

fn setting(rule: &Rule) -> Value {
    let mut properties: Map<String, Value> = rule
        .parameters
        .iter()
        .map(|parameter| {
            let schema = json!({
                "description": sentence(parameter.meaning),
                "type": ["integer", "string", "null"],
                "minimum": 0,
                "maximum": u32::MAX,
                "pattern": r"^\+?[0-9]+$",
                "default": parameter.default,
            });
            (parameter.name.to_owned(), schema)
        })
        .collect();
    properties.insert("level".to_owned(), reference("level"));
    let mut setting = json!({
        "default": rule.level.name(),
        "anyOf": [
            reference("level"),
            {"type": "object", "properties": properties, "additionalProperties": false},
        ],
    });
    let meaning = format!("{} {}", sentence(rule.summary), rule.why);
    shape::describe(&mut setting, &meaning);
    setting
}
