//! Rules as one JSON object.

use std::io::{self, Write};

use jiff::civil::Date;
use serde::Serialize;

use crate::finding::Level;
use crate::render::json::{TOOL, Tool};
use crate::render::safe::write_json;
use crate::report::RulesReport;
use crate::rules::Rule;

#[derive(Serialize)]
struct Rules {
    format: &'static str,
    tool: Tool,
    today: String,
    rules: Vec<Explained>,
}

#[derive(Serialize)]
struct Explained {
    name: &'static str,
    group: &'static str,
    level: Level,
    summary: &'static str,
    why: &'static str,
    bad: &'static str,
    good: &'static str,
    source: &'static str,
    parameters: Vec<Parameter>,
}

#[derive(Serialize)]
struct Parameter {
    name: &'static str,
    default: u32,
    meaning: &'static str,
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
