//! The examples of the table, as a reader of YAML has them.

use serde_json::{Value, json};

use crate::parse::yaml;

/// The value that `text` says.
pub(super) fn example(text: &str) -> Value {
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
