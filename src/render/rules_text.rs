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
        for line in with_paths(example).lines() {
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

/// An example with the path of each of its files as a comment above it; of one that compares two
/// states, also which of them.
pub(super) fn with_paths(example: &str) -> String {
    let compares = example.lines().any(|line| line.starts_with("#< "));
    let now = if compares { " (now)" } else { "" };
    let line = |line: &str| match (line.strip_prefix("#: "), line.strip_prefix("#< ")) {
        (Some(path), _) => format!("# {path}{now}\n"),
        (None, Some(path)) => format!("# {path} (before)\n"),
        (None, None) => format!("{line}\n"),
    };
    example.lines().map(line).collect()
}

/// `text` in lines of at most `width` columns, all but the first behind `indent` spaces. What stands
/// between backticks stays in one line, so that it can be copied.
fn wrapped(text: &str, width: usize, indent: usize) -> String {
    const KEPT: char = '\u{e000}';
    let parts = text.split('`').enumerate().map(|(at, part)| match at % 2 {
        0 => part.to_owned(),
        _ => part.replace(' ', KEPT.encode_utf8(&mut [0; 4])),
    });
    let text = parts.collect::<Vec<_>>().join("`");
    let options = textwrap::Options::new(width.max(20))
        .word_separator(textwrap::WordSeparator::AsciiSpace)
        .word_splitter(textwrap::WordSplitter::NoHyphenation)
        .break_words(false);
    let lines = textwrap::wrap(&text, options);
    let lines = lines.join(&format!("\n{:indent$}", ""));
    lines.replace(KEPT, " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_is_never_broken() {
        let text = "some words before `parent: a-long-reference` and after";
        for width in 20..60 {
            let wrapped = wrapped(text, width, 2);
            assert!(wrapped.contains("`parent: a-long-reference`"), "{wrapped}");
        }
    }

    #[test]
    fn files_of_an_example_stand_under_their_paths() {
        let example = "#: goals/a.yaml\ngoal: Win\n#: b.yaml\nkpi: B # no\n";
        let shown = "# goals/a.yaml\ngoal: Win\n# b.yaml\nkpi: B # no\n";
        assert_eq!(with_paths(example), shown);
        let compared = "#< a.yaml\ngoal: Win\n#: a.yaml\ngoal: Lose\n";
        let shown = "# a.yaml (before)\ngoal: Win\n# a.yaml (now)\ngoal: Lose\n";
        assert_eq!(with_paths(compared), shown);
    }
}
