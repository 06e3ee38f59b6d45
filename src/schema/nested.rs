//! Values that are mappings of their own: the parts of `okr.yaml`, planned time.

use serde_json::{Map, Value, json};

use crate::model::config::DeclaredCycle;
use crate::parse::shape::Described;
use crate::parse::written::{FiscalYearFile, TrailersFile};
use crate::schema::pattern;
use crate::schema::shape::{all_of, part, values};

/// A mapping whose keys the writer chooses.
pub(super) fn by_name(names: Value, values: Value) -> Value {
    json!({
        "type": ["object", "null"],
        "propertyNames": names,
        "additionalProperties": values,
    })
}

fn id_as_key() -> Value {
    json!({"pattern": pattern::id()})
}

/// A share, or a mapping from teams to shares.
pub(super) fn planned_time() -> Value {
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

/// A mapping that is itself described by a table.
pub(super) fn nested<T: Described>() -> Value {
    let mut nested = part::<T>("", &["object", "null"], &[]);
    if let Some(nested) = nested.as_object_mut() {
        nested.remove("title");
    }
    nested
}

/// A year that does not start in January spans two, and has to say which one names it.
pub(super) fn fiscal_year() -> Value {
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

/// The declared cycles by name, each with both its days.
pub(super) fn cycles() -> Value {
    let mut cycle = part::<DeclaredCycle>("Cycle", &["object"], &["start", "end"]);
    for day in ["start", "end"] {
        cycle["properties"][day]["type"] = json!("string");
    }
    by_name(id_as_key(), cycle)
}

/// The names of trailers, as git knows them.
pub(super) fn trailers() -> Value {
    let mut trailers = nested::<TrailersFile>();
    let names = trailers
        .get_mut("properties")
        .and_then(Value::as_object_mut);
    for name in names.into_iter().flat_map(Map::values_mut) {
        name["else"]["pattern"] = json!(pattern::TRAILER);
    }
    trailers
}
