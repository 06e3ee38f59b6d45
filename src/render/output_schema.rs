//! The JSON Schema of what the commands print with `--format json`, made from the very types that are
//! written. Schemas of the files that people write are in `schema`.

use schemars::generate::SchemaSettings;
use schemars::transform::{RecursiveTransform, Transform};
use schemars::{Schema, SchemaGenerator};
use serde_json::{Map, Value, json};

use crate::render::{
    allocation_json, check_json, diff_json, log_json, rules_json, show_json, tree_json, why_json,
};

/// The output of every command, told apart by `format`.
#[must_use]
pub fn output() -> Value {
    let mut generator = SchemaSettings::draft07().for_serialize().into_generator();
    let parts: [fn(&mut SchemaGenerator) -> Schema; 8] = [
        check_json::schema,
        tree_json::schema,
        show_json::schema,
        why_json::schema,
        allocation_json::schema,
        diff_json::schema,
        log_json::schema,
        rules_json::schema,
    ];
    let parts: Vec<Schema> = parts.iter().map(|part| part(&mut generator)).collect();
    let mut schema = Schema::from(Map::from_iter([
        ("$schema".to_owned(), json!(crate::schema::DRAFT)),
        ("title".to_owned(), json!("okr output")),
        (
            "description".to_owned(),
            json!("What a command prints with `--format json`. Absent is null, never left out."),
        ),
        ("oneOf".to_owned(), json!(parts)),
        (
            "definitions".to_owned(),
            Value::Object(generator.take_definitions(true)),
        ),
    ]));
    RecursiveTransform(without_sizes).transform(&mut schema);
    schema.to_value()
}

/// Takes the names of Rust's number types away, which say nothing to a reader of JSON.
fn without_sizes(schema: &mut Schema) {
    if schema.get("type") != Some(&json!("string")) {
        schema.remove("format");
    }
}
