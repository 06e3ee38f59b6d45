//! How a value is written: in the style of what stood there, or the plainest that means it.

use super::Value;
use crate::parse::yaml::{self, Style, double_quoted, needs_escape};

/// What a value is written within.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Within {
    /// Lines and indentation.
    Block,
    /// Brackets.
    Flow,
}

/// A text on one line. `style` is that of the text it replaces.
pub fn line(text: &str, style: Option<Style>, within: Within) -> String {
    let is_one_line = !text.chars().any(needs_escape);
    let single = || format!("'{}'", text.replace('\'', "''"));
    match style {
        Some(Style::Double) => double_quoted(text),
        Some(Style::Single) if is_one_line => single(),
        _ if means(text, text, within) => text.to_owned(),
        // Quotes that need no escape are the ones that people would take.
        _ if is_one_line && text.contains(['"', '\\']) => single(),
        _ => double_quoted(text),
    }
}

/// Whether `written` is read as `text`, without anything to say about it.
fn means(written: &str, text: &str, within: Within) -> bool {
    let line = match within {
        Within::Block => format!("k: {written}\n"),
        Within::Flow => format!("k: [{written}, {written}]\n"),
    };
    let (tree, problems) = yaml::read(line.as_bytes());
    let Some(value) = tree
        .roots()
        .next()
        .and_then(|root| Some(root.pairs().next()?.value))
    else {
        return false;
    };
    let says_it = match within {
        Within::Block => value.as_str() == Some(text),
        Within::Flow => value.items().all(|item| item.as_str() == Some(text)),
    };
    problems.is_empty() && !tree.broken && tree.comments.is_empty() && says_it
}

/// A text over several lines as a block, each line behind `indent`; none where a block could not
/// mean it.
pub fn literal(text: &str, indent: &str, newline: &str) -> Option<String> {
    let body = text.strip_suffix('\n');
    let lines = body.unwrap_or(text);
    let fits = lines.contains('\n')
        && !lines.starts_with([' ', '\n'])
        && !lines.ends_with('\n')
        && !lines.chars().any(|c| c != '\n' && needs_escape(c));
    if !fits {
        return None;
    }
    let mut out = String::from(match body {
        Some(_) => "|",
        None => "|-",
    });
    for line in lines.split('\n') {
        out.push_str(newline);
        if !line.is_empty() {
            out.push_str(indent);
            out.push_str(line);
        }
    }
    Some(out)
}

/// A value within a line: lists and mappings in brackets. Recursion is as deep as the value, which
/// a command builds, or a file that was read.
pub fn inline(value: &Value) -> String {
    match value {
        Value::Text(text) => line(text, None, Within::Flow),
        Value::List(items) => {
            let items: Vec<_> = items.iter().map(inline).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Map(pairs) => {
            let pairs: Vec<_> = pairs
                .iter()
                .map(|(key, value)| {
                    let key = line(key, None, Within::Flow);
                    format!("{key}: {}", inline(value)).trim_end().to_owned()
                })
                .collect();
            format!("{{{}}}", pairs.join(", "))
        }
        Value::Empty => String::new(),
        Value::Refused(written) => written.clone(),
    }
}

/// What stands behind a `key:` in block style, with the space or line break before it. `indent` is
/// where the lines of what lies in it begin.
pub fn nested(value: &Value, indent: &str, newline: &str) -> String {
    match value {
        Value::List(items) if !items.is_empty() => items
            .iter()
            .map(|value| format!("{newline}{indent}-{}", item(value, indent, newline)))
            .collect(),
        Value::Map(pairs) if !pairs.is_empty() => pairs
            .iter()
            .map(|pair| format!("{newline}{indent}{}", self::pair(pair, indent, newline)))
            .collect(),
        Value::Text(text) => {
            let block = literal(text, indent, newline);
            let written = block.unwrap_or_else(|| line(text, None, Within::Block));
            format!(" {written}")
        }
        Value::Empty => String::new(),
        other => format!(" {}", inline(other)),
    }
}

/// What stands behind the dash of an item in block style, whose dash stands behind `indent`.
pub fn item(value: &Value, indent: &str, newline: &str) -> String {
    let inner = format!("{indent}  ");
    match value {
        Value::Map(pairs) if !pairs.is_empty() => {
            let lines: Vec<_> = pairs
                .iter()
                .map(|pair| self::pair(pair, &inner, newline))
                .collect();
            format!(" {}", lines.join(&format!("{newline}{inner}")))
        }
        other => nested(other, &inner, newline),
    }
}

/// A key with its value in block style; the key stands behind `indent`.
pub fn pair((key, value): &(String, Value), indent: &str, newline: &str) -> String {
    let key = line(key, None, Within::Block);
    format!("{key}:{}", nested(value, &format!("{indent}  "), newline))
}
