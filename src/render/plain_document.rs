//! A file of the tree as plain lines in the words of OKRs, for git to compare: what it says, each
//! field on one line, the numbers of a key result on the line of its title. Nothing of how it is
//! written, nothing of other files, nothing of today: the same file always gives the same lines.

use std::io::{self, Write};

use crate::edit::Value;
use crate::model::{Common, Goal, KeyResult, Kpi, Objective, Team};
use crate::parse::fields;
use crate::parse::yaml;
use crate::render::safe::safe;
use crate::source::MAX_FILE_BYTES;

/// What finds the line that a change stands under, as git has it: the key result or the document.
/// It fits these lines and the files as they are written alike.
pub const HEADING: &str = "^((goal|objective|kpi|team): .*|[*] .*|[ ]*- (id|title): .*)$";

/// Writes `bytes` as such lines. What cannot be read, or is no document of a tree, is written as it
/// is, but safe to print.
///
/// # Errors
/// Where `out` cannot be written.
pub fn write(bytes: &[u8], out: &mut dyn Write) -> io::Result<()> {
    match lines(bytes) {
        Some(lines) => lines
            .iter()
            .try_for_each(|line| writeln!(out, "{}", safe(line))),
        None => String::from_utf8_lossy(bytes)
            .lines()
            .try_for_each(|line| writeln!(out, "{}", safe(line))),
    }
}

fn lines(bytes: &[u8]) -> Option<Vec<String>> {
    if bytes.len() as u64 > MAX_FILE_BYTES {
        return None;
    }
    let (tree, problems) = yaml::read(bytes);
    if tree.broken || !problems.is_empty() {
        return None;
    }
    let documents: Vec<Value> = tree.roots().map(Value::of).collect();
    if !documents.iter().any(|document| kind(document).is_some()) {
        return None;
    }
    let mut lines = Vec::new();
    for (position, document) in documents.iter().enumerate() {
        if position > 0 {
            lines.push("---".to_owned());
        }
        match (document, kind(document)) {
            (Value::Map(pairs), Some(kind)) => self::document(pairs, kind, &mut lines),
            (Value::Map(pairs), None) => the_rest(pairs, &[], "", &[], &mut lines),
            (other, _) => field("document", other, "", &mut lines),
        }
    }
    Some(lines)
}

/// The key that makes it a document of its kind, which then has a title on one line.
fn kind(document: &Value) -> Option<&'static str> {
    ["goal", "objective", "kpi", "team"]
        .into_iter()
        .find(|key| one_line(document.get(key)).is_some())
}

fn document(pairs: &[(String, Value)], kind: &'static str, lines: &mut Vec<String>) {
    let order = names(kind);
    let document = Told::new(pairs);
    let mut document = match kind {
        "kpi" => document.titled(kind).numbered(),
        _ => document.titled(kind),
    };
    let key_results = match get(pairs, "key_results") {
        Some(Value::List(items)) if !items.is_empty() => {
            document.told.push("key_results");
            items.as_slice()
        }
        _ => &[],
    };
    lines.push(format!("{kind}: {}", document.line()));
    the_rest(pairs, &document.told, "  ", &order, lines);
    for (position, item) in key_results.iter().enumerate() {
        key_result(position, item, lines);
    }
}

fn key_result(position: usize, item: &Value, lines: &mut Vec<String>) {
    let by_position = format!("kr{}", position + 1);
    let Value::Map(pairs) = item else {
        field(&format!("* {by_position}"), item, "", lines);
        return;
    };
    let mut told = Told::new(pairs);
    let id = told.take("id").unwrap_or(by_position);
    let told = told.titled("title").numbered();
    lines.push(format!("* {id}: {}", told.line()).trim_end().to_owned());
    the_rest(pairs, &told.told, "    ", &names("key_results"), lines);
}

/// What the first line tells, and of which fields that is.
struct Told<'v> {
    pairs: &'v [(String, Value)],
    told: Vec<&'static str>,
    title: Option<String>,
    numbers: Vec<String>,
}

impl<'v> Told<'v> {
    const fn new(pairs: &'v [(String, Value)]) -> Self {
        Self {
            pairs,
            told: Vec::new(),
            title: None,
            numbers: Vec::new(),
        }
    }

    /// The text of a field, which then is told; nothing where it is no text on one line.
    fn take(&mut self, key: &'static str) -> Option<String> {
        let text = one_line(get(self.pairs, key))?;
        self.told.push(key);
        Some(text.to_owned())
    }

    fn titled(mut self, key: &'static str) -> Self {
        self.title = self.take(key);
        self
    }

    /// From where, to where, and where it is now.
    fn numbered(mut self) -> Self {
        let way = match (self.take("baseline"), self.take("target")) {
            (Some(baseline), Some(target)) => Some(format!("{baseline} → {target}")),
            (Some(baseline), None) => Some(format!("from {baseline}")),
            (None, target) => target,
        };
        let stretch = self
            .take("stretch")
            .map(|stretch| format!("stretch {stretch}"));
        let current = self.take("current").map(|current| {
            let day = self.take("as_of");
            let day = day.map_or_else(String::new, |day| format!(" (as of {day})"));
            format!("now {current}{day}")
        });
        self.numbers
            .extend(way.into_iter().chain(stretch).chain(current));
        let done = match one_line(get(self.pairs, "done")) {
            Some("true") => Some("done"),
            Some("false") => Some("not done"),
            _ => None,
        };
        if let Some(done) = done {
            self.told.push("done");
            self.numbers.push(done.to_owned());
        }
        let progress = self.take("progress");
        self.numbers
            .extend(progress.map(|progress| format!("{progress} done")));
        self
    }

    fn line(&self) -> String {
        let title = self.title.clone();
        let numbers = (!self.numbers.is_empty()).then(|| self.numbers.join(", "));
        let parts: Vec<String> = title.into_iter().chain(numbers).collect();
        parts.join(": ")
    }
}

/// The fields that are not told yet: those of `order` first, in that order, so that it does not
/// matter in which they are written.
fn the_rest(
    pairs: &[(String, Value)],
    told: &[&str],
    indent: &str,
    order: &[&str],
    lines: &mut Vec<String>,
) {
    let mut rest: Vec<&(String, Value)> = pairs
        .iter()
        .filter(|(key, _)| !told.contains(&key.as_str()))
        .collect();
    rest.sort_by_key(|(key, _)| {
        let known = order.iter().position(|name| name == key);
        known.unwrap_or(order.len())
    });
    for (key, value) in rest {
        field(key, value, indent, lines);
    }
}

/// A field on a line; a text over several lines and a list of mappings on lines of their own.
fn field(key: &str, value: &Value, indent: &str, lines: &mut Vec<String>) {
    match value {
        Value::Empty => lines.push(format!("{indent}{key}:")),
        Value::Text(text) if text.trim_end_matches('\n').contains('\n') => {
            lines.push(format!("{indent}{key}:"));
            let below = text.trim_end_matches('\n').split('\n');
            lines.extend(below.map(|line| format!("{indent}  {line}").trim_end().to_owned()));
        }
        Value::Text(text) if !text.trim().is_empty() => {
            lines.push(format!("{indent}{key}: {}", text.trim_end_matches('\n')));
        }
        Value::List(items) if items.iter().any(|item| matches!(item, Value::Map(_))) => {
            lines.push(format!("{indent}{key}:"));
            lines.extend(
                items
                    .iter()
                    .map(|item| format!("{indent}  - {}", of_list(item))),
            );
        }
        Value::List(items) if !items.is_empty() => {
            let items: Vec<String> = items.iter().map(within).collect();
            lines.push(format!("{indent}{key}: {}", items.join(", ")));
        }
        Value::Map(pairs) if !pairs.is_empty() => {
            lines.push(format!("{indent}{key}: {}", of_pairs(pairs)));
        }
        other => lines.push(format!("{indent}{key}: {}", within(other))),
    }
}

/// An item on its line; a check-in begins with its day and value.
fn of_list(item: &Value) -> String {
    let Value::Map(pairs) = item else {
        return within(item);
    };
    let mut told = Told::new(pairs);
    let (Some(day), Some(value)) = (told.take("date"), told.take("value")) else {
        return of_pairs(pairs);
    };
    let rest = pairs
        .iter()
        .filter(|(key, _)| !told.told.contains(&key.as_str()));
    let rest: Vec<(String, Value)> = rest.cloned().collect();
    match rest.is_empty() {
        true => format!("{day}: {value}"),
        false => format!("{day}: {value}, {}", of_pairs(&rest)),
    }
}

fn of_pairs(pairs: &[(String, Value)]) -> String {
    let pairs: Vec<String> = pairs
        .iter()
        .map(|(key, value)| format!("{key}: {}", within(value)))
        .collect();
    pairs.join(", ")
}

/// A value within a line. Recursion is as deep as the value, which reading bounds.
fn within(value: &Value) -> String {
    match value {
        Value::Text(text) | Value::Refused(text) => {
            let is_plain = !text.trim().is_empty()
                && text.trim() == text
                && !text.contains([',', '"', '\n', '[', ']', '{', '}']);
            match is_plain {
                true => text.clone(),
                false => format!("\"{}\"", text.replace('"', "\\\"").replace('\n', "\\n")),
            }
        }
        Value::List(items) => {
            let items: Vec<String> = items.iter().map(within).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Map(pairs) => format!("{{{}}}", of_pairs(pairs)),
        Value::Empty => String::new(),
    }
}

fn get<'v>(pairs: &'v [(String, Value)], key: &str) -> Option<&'v Value> {
    let pair = pairs.iter().find(|(name, _)| name == key);
    pair.map(|(_, value)| value)
}

/// A text that is all on one line and says something.
fn one_line(value: Option<&Value>) -> Option<&str> {
    match value {
        Some(Value::Text(text)) if !text.contains('\n') && !text.trim().is_empty() => Some(text),
        _ => None,
    }
}

/// The fields of what `key` makes, in the order of the guide: what everything can say comes last.
fn names(key: &str) -> Vec<&'static str> {
    let fields = match key {
        "goal" => fields::names::<Goal>(true),
        "objective" => fields::names::<Objective>(true),
        "kpi" => fields::names::<Kpi>(true),
        "key_results" => fields::names::<KeyResult>(true),
        "team" => fields::names::<Team>(true),
        _ => fields::names::<Common>(false),
    };
    fields.iter().map(|field| field.name).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use proptest::prelude::*;

    use super::*;

    fn shown(text: &str) -> String {
        let mut out = Vec::new();
        write(text.as_bytes(), &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    const OBJECTIVE: &str = "# how it began\nobjective: Help new users\nparent: mau\nowner: [priya, \"Jun, Co\"]\nallocation: {product: 30%, data: 20%}\nwhy: |\n  One\n\n  Two\nkey_results:\n  - id: flow\n    title: \"Complete: the flow\"\n    baseline: 60%\n    target: 85%\n    current: 71% # soon more\n    as_of: 2026-02-10\n    note: Half\n  - Ship the app\n  - title: Users\n    target: at least 5M\n    check_ins:\n      - {date: 2026-01-05, value: 3M, note: low}\n      - date: 2026-02-05\n        value: 4M\nx-own: []\nstatus:\n";

    #[test]
    fn a_document_is_told_in_lines() {
        assert_eq!(
            shown(OBJECTIVE),
            "objective: Help new users\n  parent: mau\n  allocation: product: 30%, data: 20%\n  owner: priya, \"Jun, Co\"\n  why:\n    One\n\n    Two\n  status:\n  x-own: []\n* flow: Complete: the flow: 60% → 85%, now 71% (as of 2026-02-10)\n    note: Half\n* kr2: Ship the app\n* kr3: Users: at least 5M\n    check_ins:\n      - 2026-01-05: 3M, note: low\n      - 2026-02-05: 4M\n"
        );
        assert_eq!(
            shown(
                "team: search\nkpi: Alive\ntarget: 99%\ncurrent: 100%\n---\ngoal: Lead\n---\nx: [a, b: c]\n"
            ),
            "kpi: Alive: 99%, now 100%\n  team: search\n---\ngoal: Lead\n---\nx:\n  - a\n  - b: c\n"
        );
    }

    #[test]
    fn how_it_is_written_changes_no_line() {
        let otherwise = OBJECTIVE
            .replace("# how it began\n", "")
            .replace(
                "baseline: 60%\n    target: 85%",
                "target: \"85%\"\n    baseline: '60%'  # ?",
            )
            .replace('\n', "\r\n");
        assert_eq!(shown(&otherwise), shown(OBJECTIVE));
    }

    #[test]
    fn a_value_changes_one_line() {
        for (from, to) in [
            ("71%", "72%"),
            ("02-10", "02-11"),
            ("4M", "4.5M"),
            ("Half", "All"),
            ("mau", "maus"),
            ("  Two", "  Three"),
        ] {
            let (before, after) = (shown(OBJECTIVE), shown(&OBJECTIVE.replace(from, to)));
            let differing = before.lines().zip(after.lines()).filter(|(a, b)| a != b);
            assert_eq!(differing.count(), 1, "{from}");
        }
    }

    #[test]
    fn what_is_no_document_is_left_as_it_is() {
        for text in [
            "version: 1\n",
            "objective: [\n  - x\n",
            "",
            "objective: a\nobjective: b\n",
        ] {
            assert_eq!(shown(text), text);
        }
        assert_eq!(shown("a: \u{1b}[31m\u{202e}"), "a: \\x1b[31m\\u{202e}\n");
    }

    proptest! {
        /// Any other value, of whatever kind, is seen.
        #[test]
        fn nothing_that_is_said_is_left_out(place in 0_usize..13, value in "[a-z]{9}") {
            let old = ["Help new users", "mau", "Jun", "30%", "Two", "60%", "85%", "71%", "2026-02-10", "Half", "Ship the app", "low", "4M"];
            let text = OBJECTIVE.replacen(old[place], &value, 1);
            prop_assert!(shown(&text).contains(&value), "{}", shown(&text));
        }

        #[test]
        fn any_bytes_give_safe_lines(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let mut out = Vec::new();
            write(&bytes, &mut out).unwrap();
            let text = String::from_utf8(out).unwrap();
            prop_assert!(text.chars().all(|c| c == '\n' || !c.is_control()));
        }
    }
}
