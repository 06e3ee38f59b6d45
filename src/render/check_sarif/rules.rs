//! The rules as SARIF describes them.

use serde::Serialize;

use crate::finding::Level;
use crate::render::check_sarif::{Message, level};
use crate::render::style::Style;
use crate::render::{rules_markdown, rules_text};
use crate::report::RulesReport;
use crate::rules::{RULES, Rule};

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Descriptor {
    id: &'static str,
    short_description: Message,
    full_description: Message,
    help: Help,
    default_configuration: Configuration,
    properties: Properties,
}

#[derive(Serialize)]
struct Help {
    text: String,
    markdown: String,
}

#[derive(Serialize)]
struct Configuration {
    level: &'static str,
}

/// What GitHub's code scanning sorts and filters by.
#[derive(Serialize)]
struct Properties {
    tags: [&'static str; 1],
    #[serde(rename = "problem.severity")]
    severity: &'static str,
}

/// Every rule, in the order in which results refer to them.
pub(super) fn descriptors() -> Vec<Descriptor> {
    RULES.iter().map(|rule| descriptor(rule)).collect()
}

fn descriptor(rule: &'static Rule) -> Descriptor {
    const PLAIN: Style = Style {
        color: false,
        width: 80,
    };
    let report = RulesReport::One(rule);
    let (mut text, mut markdown) = (Vec::new(), Vec::new());
    // Writing to memory cannot fail.
    let _ = rules_text::write(&report, PLAIN, &mut text);
    let _ = rules_markdown::write(&report, &mut markdown);
    let string = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap_or_default();
    Descriptor {
        id: rule.name,
        short_description: Message {
            text: format!("{}.", rule.summary),
        },
        full_description: Message {
            text: rule.why.to_owned(),
        },
        help: Help {
            text: string(text),
            markdown: string(markdown),
        },
        default_configuration: Configuration {
            level: level(rule.level),
        },
        properties: Properties {
            tags: [rule.group.name()],
            severity: match rule.level {
                Level::Error => "error",
                Level::Warning => "warning",
                Level::Info => "recommendation",
            },
        },
    }
}
