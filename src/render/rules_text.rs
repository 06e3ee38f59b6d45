//! Rules for people at a terminal: a list by group, or one explained.

use std::io::{self, Write};

use unicode_width::UnicodeWidthStr;

use crate::render::level_role;
use crate::render::style::{Role, Style};
use crate::report::RulesReport;
use crate::rules::{Group, Rule};

/// Writes the rules.
///
/// # Errors
/// Where `out` cannot be written.
pub fn write(report: &RulesReport, style: Style, out: &mut dyn Write) -> io::Result<()> {
    match report {
        RulesReport::All(rules) => list(rules, style, out),
        RulesReport::One(rule) => explain(rule, style, out),
    }
}

fn list(rules: &[&Rule], style: Style, out: &mut dyn Write) -> io::Result<()> {
    let names = rules
        .iter()
        .map(|rule| rule.name.width())
        .max()
        .unwrap_or_default();
    // Two of indent, the name, two, the level (at most `warning`), two.
    let before = 2 + names + 2 + 7 + 2;
    for group in Group::ALL {
        let mut of_group = rules.iter().filter(|rule| rule.group == group).peekable();
        if of_group.peek().is_none() {
            continue;
        }
        writeln!(out, "{}", style.paint(Role::Strong, group.title()))?;
        for rule in of_group {
            let level = style.paint(level_role(rule.level), format!("{:7}", rule.level.name()));
            let summary = wrapped(rule.summary, style.width.saturating_sub(before), before);
            writeln!(out, "  {:names$}  {level}  {summary}", rule.name)?;
        }
        writeln!(out)?;
    }
    writeln!(
        out,
        "`okr rules NAME` explains one: why it is there, an example, and what to write instead."
    )
}

fn explain(rule: &Rule, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let width = style.width.min(80);
    let level = style.paint(level_role(rule.level), rule.level);
    writeln!(
        out,
        "{} · {level} · {}",
        style.paint(Role::Strong, rule.name),
        rule.group.name()
    )?;
    writeln!(out, "{}.\n", wrapped(rule.summary, width, 0))?;
    for paragraph in rule.why.split("\n\n") {
        writeln!(out, "{}\n", wrapped(paragraph, width, 0))?;
    }
    for (heading, example) in [("For example", rule.bad), ("Write instead", rule.good)] {
        writeln!(out, "{}", style.paint(Role::Strong, heading))?;
        for line in example.lines() {
            let role = if line.starts_with('#') {
                Role::Faint
            } else {
                Role::Name
            };
            match line.is_empty() {
                true => writeln!(out)?,
                false => writeln!(out, "  {}", style.paint(role, line))?,
            }
        }
        writeln!(out)?;
    }
    if !rule.parameters.is_empty() {
        writeln!(out, "{}", style.paint(Role::Strong, "Parameters"))?;
        for parameter in rule.parameters {
            let text = format!(
                "{} (default {}): {}",
                parameter.name, parameter.default, parameter.meaning
            );
            writeln!(out, "  {}", wrapped(&text, width - 2, 4))?;
        }
        writeln!(out)?;
    }
    writeln!(
        out,
        "{} {}",
        style.paint(Role::Strong, "Source:"),
        wrapped(rule.source, width.saturating_sub(8), 2)
    )
}

/// `text` in lines of at most `width` columns, all but the first behind `indent` spaces.
fn wrapped(text: &str, width: usize, indent: usize) -> String {
    let lines = textwrap::wrap(text, width.max(20));
    lines.join(&format!("\n{:indent$}", ""))
}
