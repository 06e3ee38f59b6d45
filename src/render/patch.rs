//! What would change in a file, as a unified diff that `git apply` and `patch -p1` take.

#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::io::{self, Write};

use similar::{ChangeTag, TextDiff};

use crate::render::safe::{finished, holds_command, safe};
use crate::render::style::{Role, Style};

/// How many lines are shown around what changes.
const CONTEXT: usize = 3;

/// Writes the difference between two texts of the file at `path`, which is a path from the root of
/// the repository; nothing where there is none. A file that is new has no text before.
///
/// With `exact` the lines come byte for byte, as a program needs them that applies them; only what a
/// CI service would take for a command is broken, so that such a line cannot be applied. Without, they
/// are made safe for a terminal.
///
/// # Errors
/// Where `out` cannot be written.
pub fn write(
    path: &str,
    (before, after): (Option<&str>, &str),
    exact: bool,
    style: Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    let old: Vec<&str> = before.unwrap_or_default().split_inclusive('\n').collect();
    let new: Vec<&str> = after.split_inclusive('\n').collect();
    let diff = TextDiff::from_slices(&old, &new);
    let mut unified = diff.unified_diff();
    let mut hunks = unified.context_radius(CONTEXT).iter_hunks().peekable();
    if hunks.peek().is_none() {
        return Ok(());
    }
    let old_name = before.map_or_else(|| "/dev/null".to_owned(), |_| name("a", path));
    for (sign, name) in [("---", old_name), ("+++", name("b", path))] {
        let name = format!("{sign} {name}");
        writeln!(out, "{}", style.paint(Role::Strong, safe_with_tab(&name)))?;
    }
    for hunk in hunks {
        writeln!(out, "{}", style.paint(Role::Name, hunk.header()))?;
        for change in hunk.iter_changes() {
            let (sign, role) = match change.tag() {
                ChangeTag::Equal => (' ', None),
                ChangeTag::Delete => ('-', Some(Role::Bad)),
                ChangeTag::Insert => ('+', Some(Role::Good)),
            };
            let line = shown(sign, change.value(), exact);
            match role {
                Some(role) => writeln!(out, "{}", style.paint(role, line))?,
                None => writeln!(out, "{line}")?,
            }
            if !change.value().ends_with('\n') {
                writeln!(out, "\\ No newline at end of file")?;
            }
        }
    }
    Ok(())
}

/// One line of the difference, without its end.
fn shown(sign: char, line: &str, exact: bool) -> String {
    let line = line.strip_suffix('\n').unwrap_or(line);
    if !exact {
        let bare = format!("{sign}{}", line.trim_end_matches('\r'));
        return finished(&safe(&bare)).into_owned();
    }
    let whole = format!("{sign}{line}");
    let is_command = whole.trim_start().starts_with("::") || holds_command(&whole);
    match is_command {
        true => safe(&whole).into_owned(),
        false => whole,
    }
}

/// The name of a file as git writes it in a difference: in quotes where it holds what they escape,
/// and with a tab behind it where it holds a blank, so that what follows is not taken for a day.
fn name(side: &str, path: &str) -> String {
    let needs_quotes = |c: char| c.is_control() || matches!(c, '"' | '\\');
    if !path.contains(needs_quotes) {
        let end = if path.contains(' ') { "\t" } else { "" };
        return format!("{side}/{path}{end}");
    }
    let mut quoted = format!("\"{side}/");
    for c in path.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            c if c.is_control() => {
                let mut bytes = [0; 4];
                for byte in c.encode_utf8(&mut bytes).bytes() {
                    quoted.push_str(&format!("\\{byte:03o}"));
                }
            }
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

/// A name made safe, but for the tab behind it.
fn safe_with_tab(name: &str) -> Cow<'_, str> {
    match name.strip_suffix('\t') {
        Some(bare) => Cow::Owned(format!("{}\t", safe(bare))),
        None => safe(name),
    }
}
