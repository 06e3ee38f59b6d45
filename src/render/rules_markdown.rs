//! Rules as pages of Markdown: the pages of the guide are made by this.

use std::io::{self, Write};

use crate::render::rules_text::with_paths;
use crate::report::RulesReport;
use crate::rules::{Group, Rule};

/// Writes the rules.
///
/// # Errors
/// Where `out` cannot be written.
pub fn write(report: &RulesReport, out: &mut dyn Write) -> io::Result<()> {
    match report {
        RulesReport::All(rules) => list(rules, out),
        RulesReport::One(rule) => explain(rule, out),
    }
}

fn list(rules: &[&Rule], out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "# Rules\n")?;
    writeln!(
        out,
        "Every rule has one permanent name. `okr rules NAME` explains it, `okr check --level NAME=LEVEL` and `rules:` in `okr.yaml` set its level."
    )?;
    for group in Group::ALL {
        let mut of_group = rules.iter().filter(|rule| rule.group == group).peekable();
        if of_group.peek().is_none() {
            continue;
        }
        writeln!(out, "\n## {}\n", group.title())?;
        writeln!(out, "| rule | level | what is wrong |\n|---|---|---|")?;
        for rule in of_group {
            writeln!(
                out,
                "| [`{0}`]({0}.md) | {1} | {2} |",
                rule.name,
                rule.level,
                rule.summary.replace('|', "\\|")
            )?;
        }
    }
    Ok(())
}

fn explain(rule: &Rule, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "# {}\n", rule.name)?;
    writeln!(
        out,
        "{}. Level: {}; group: {}.\n",
        rule.summary,
        rule.level,
        rule.group.name()
    )?;
    writeln!(out, "## Why\n\n{}\n", rule.why)?;
    writeln!(
        out,
        "## For example\n\n```yaml\n{}```\n",
        with_paths(rule.bad)
    )?;
    writeln!(
        out,
        "## Write instead\n\n```yaml\n{}```\n",
        with_paths(rule.good)
    )?;
    if !rule.parameters.is_empty() {
        writeln!(
            out,
            "## Parameters\n\n| parameter | default | meaning |\n|---|---|---|"
        )?;
        for parameter in rule.parameters {
            writeln!(
                out,
                "| `{}` | {} | {} |",
                parameter.name, parameter.default, parameter.meaning
            )?;
        }
        writeln!(out)?;
    }
    writeln!(out, "## Source\n\n{}.", rule.source)
}
