//! Rules as one JSON object.

use std::io::{self, Write};

use jiff::civil::Date;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::Serialize;

use crate::finding::Level;
use crate::render::json::{TOOL, Tool};
use crate::render::safe::write_json;
use crate::report::RulesReport;
use crate::rules::Rule;

/// Rules, explained.
#[derive(Serialize, JsonSchema)]
struct Rules {
    /// The format and its version.
    #[schemars(extend("const" = "okr-rules/1"))]
    format: &'static str,
    /// The program that wrote it.
    tool: Tool,
    /// The day that counts as today.
    today: String,
    /// The rules, by group.
    rules: Vec<Explained>,
}

/// A rule.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Rule")]
struct Explained {
    /// Its permanent name, which says what is wrong.
    name: &'static str,
    /// What it is about.
    group: &'static str,
    /// How much its findings weigh, where nothing else is set.
    level: Level,
    /// What is wrong.
    summary: &'static str,
    /// Why that matters and what to do about it.
    why: &'static str,
    /// A tree that breaks it, with marks under what the finding points at.
    bad: &'static str,
    /// The same put right.
    good: &'static str,
    /// Where the rule or its threshold comes from.
    source: &'static str,
    /// What can be set.
    parameters: Vec<Parameter>,
}

/// A number of a rule that can be set.
#[derive(Serialize, JsonSchema)]
struct Parameter {
    /// Its key beside `level`.
    name: &'static str,
    /// Its value where nothing is set.
    default: u32,
    /// What it means.
    meaning: &'static str,
}

/// The schema of what [`write`] writes.
pub(super) fn schema(generator: &mut SchemaGenerator) -> Schema {
    generator.subschema_for::<Rules>()
}

/// Writes the rules.
///
/// # Errors
/// Where `out` cannot be written.
pub fn write(report: &RulesReport, today: Date, out: &mut dyn Write) -> io::Result<()> {
    let rules = Rules {
        format: "okr-rules/1",
        tool: TOOL,
        today: today.to_string(),
        rules: report.rules().iter().map(|rule| explained(rule)).collect(),
    };
    write_json(out, &rules)
}

fn explained(rule: &Rule) -> Explained {
    let parameter = |parameter: &crate::rules::Parameter| Parameter {
        name: parameter.name,
        default: parameter.default,
        meaning: parameter.meaning,
    };
    Explained {
        name: rule.name,
        group: rule.group.name(),
        level: rule.level,
        summary: rule.summary,
        why: rule.why,
        bad: rule.bad,
        good: rule.good,
        source: rule.source,
        parameters: rule.parameters.iter().map(parameter).collect(),
    }
}
