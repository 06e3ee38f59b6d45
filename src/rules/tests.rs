//! The examples of every rule are its tests: the bad one gives its finding at the marks, the good
//! one gives none, and no error of another rule either.
#![allow(clippy::unwrap_used)]

mod allocation;
mod housekeeping;
mod links;
mod measures;
mod pace;
mod parents;
mod scale;
mod structure;
mod wording;

use std::sync::Arc;

use jiff::civil::date;

use crate::diff::{Scope, Sides, diff};
use crate::finding::{Finding, Level};
use crate::measure::actual::Counting;
use crate::model::Config;
use crate::parse;
use crate::rules::{
    Base, Choice, Comparison, Context, History, Judged, RULES, Rule, lint, lint_since, stricter,
};
use crate::snapshot::{Input, Snapshot, assemble, current_cycle};
use crate::source::{Commit, LogEntry, Person};

/// The file of an example that stands for the history of its repository: a line for each commit,
/// as `- {day: 2026-02-02, author: noor@example.com, says: "fix: the volume jumps"}`.
const COMMITS: &str = "commits";

/// Where an example stands that does not say where.
const DEFAULT_PATH: &str = "teams/example/2026-Q1/example.yaml";

/// A mark of an example: path, line and the columns from the first to the one behind the last,
/// lines and columns from 1.
type Mark = (String, usize, usize, usize);

/// In front of the path of a file of the earlier state.
const BEFORE: &str = "< ";

/// An example taken apart: its files without the marks, and the marks of `rule`.
fn files_and_marks(example: &str, rule: &str) -> (Vec<(String, String)>, Vec<Mark>) {
    let mut files: Vec<(String, String)> = Vec::new();
    let mut marks = Vec::new();
    for line in example.lines() {
        if let Some(path) = line.strip_prefix("#: ") {
            files.push((path.to_owned(), String::new()));
            continue;
        }
        if let Some(path) = line.strip_prefix("#< ") {
            files.push((format!("{BEFORE}{path}"), String::new()));
            continue;
        }
        if files.is_empty() {
            files.push((DEFAULT_PATH.to_owned(), String::new()));
        }
        let (path, text) = files.last_mut().unwrap();
        match mark(line) {
            Some((from, to, name)) if name == rule => {
                marks.push((path.clone(), text.lines().count().max(1), from, to))
            }
            Some(_) => {}
            None => {
                text.push_str(line);
                text.push('\n');
            }
        }
    }
    (files, marks)
}

/// `#   ^^^ rule-name`; a caret right behind the `#` means that the mark starts at the `#`.
fn mark(line: &str) -> Option<(usize, usize, &str)> {
    let rest = line.strip_prefix('#')?;
    let carets = rest.trim_start().split(' ').next()?;
    if carets.is_empty() || !carets.chars().all(|c| c == '^') {
        return None;
    }
    let spaces = rest.len() - rest.trim_start().len();
    let from = if spaces == 0 { 1 } else { spaces + 2 };
    let to = spaces + 2 + carets.len();
    Some((from, to, rest.trim_start()[carets.len()..].trim()))
}

/// The tree of the files of an example.
fn tree(files: &[(String, String)]) -> (Snapshot, Vec<Finding>, Config) {
    let config = files.iter().find(|(path, _)| path == "okr.yaml");
    let parsed = parse::config(config.map_or(&b""[..], |(_, text)| text.as_bytes()));
    let config_file = Input {
        path: "okr.yaml".to_owned(),
        path_in_tree: "okr.yaml".to_owned(),
        parsed: Arc::new(parsed.file.clone()),
    };
    let documents = files
        .iter()
        .filter(|(path, _)| path != "okr.yaml" && path != COMMITS)
        .map(|(path, text)| Input {
            path: path.clone(),
            path_in_tree: path.clone(),
            parsed: Arc::new(match path.ends_with("/okr.yaml") {
                true => parse::config(text.as_bytes()).file,
                false => parse::documents(text.as_bytes()),
            }),
        });
    let inputs = documents.chain([config_file]).collect();
    let (snapshot, read) = assemble(inputs, &parsed.config.calendar);
    (snapshot, read, parsed.config)
}

/// Lints the files of an example on a fixed day; where it has an earlier state, by what that did not
/// have.
fn lint_files(files: &[(String, String)]) -> (Snapshot, Vec<Judged>) {
    let (earlier, files): (Vec<_>, Vec<_>) = files
        .iter()
        .cloned()
        .partition(|(path, _)| path.starts_with(BEFORE));
    let (snapshot, read, config) = tree(&files);
    let today = date(2026, 2, 14);
    let current = current_cycle(&snapshot, today);
    let commits = files.iter().find(|(path, _)| path == COMMITS);
    let actual = commits.zip(current.as_ref()).map(|((_, commits), cycle)| {
        let mut counting = Counting::new(&snapshot, &config, cycle, today);
        commits.lines().for_each(|line| counting.take(commit(line)));
        counting.finish()
    });
    let context = Context {
        snapshot: &snapshot,
        config: &config,
        today,
        current: current.as_ref(),
        actual: actual.as_ref(),
        base: None,
        stricter: None,
        history: None,
    };
    if earlier.is_empty() {
        let linted = lint(&context, read, &Choice::default());
        return (snapshot, linted.findings);
    }
    let earlier: Vec<_> = earlier
        .into_iter()
        .map(|(path, text)| (path.replacen(BEFORE, "", 1), text))
        .collect();
    let (before, read_before, config_before) = tree(&earlier);
    let sides = Sides {
        before: &before,
        after: &snapshot,
    };
    let comparison = Comparison {
        sides,
        configs: (&config_before, &config),
        changes: &diff(sides, &Scope::States).changes,
        day: today,
        commit: None,
    };
    let mut history = History::new(&snapshot, date(2026, 1, 1), false);
    history.take(&comparison, true, &snapshot);
    let base = Base::new(
        (&before, Some(&config_before), date(2026, 2, 1)),
        (&snapshot, &config, today),
    );
    let strict = stricter(&config, &config_before);
    let context = Context {
        config: &strict,
        base: Some(&base),
        stricter: Some(&config_before),
        history: Some(&history),
        ..context
    };
    let linted = lint_since(&context, read, read_before, &Choice::default());
    (snapshot, linted.findings)
}

/// A line of the history of an example.
fn commit(line: &str) -> LogEntry<'_> {
    let between = |from, to| {
        let (_, rest) = line.split_once(from).unwrap();
        rest.split_once(to).unwrap().0.to_owned()
    };
    let author = Person {
        name: String::new(),
        email: between("author: ", ","),
    };
    LogEntry::Commit(Commit {
        id: String::new(),
        author: author.clone(),
        written_by: author,
        day: between("day: ", ",").parse().unwrap(),
        trailers: Vec::new(),
        message: between("says: \"", "\"}"),
    })
}

fn place(snapshot: &Snapshot, judged: &Judged) -> Mark {
    let file = snapshot.file(judged.finding.file).unwrap();
    let before = &file.text[..judged.finding.span.start as usize];
    let line = before.matches('\n').count() + 1;
    let start_of_line = before.rfind('\n').map_or(0, |at| at + 1);
    let column = before[start_of_line..].chars().count() + 1;
    let marked = judged.finding.span.slice(&file.text);
    let first_line = marked.lines().next().unwrap_or("");
    (
        file.path.clone(),
        line,
        column,
        column + first_line.chars().count().max(1),
    )
}

fn of_rule<'j>(rule: &'j Rule, judged: &'j [Judged]) -> impl Iterator<Item = &'j Judged> {
    judged
        .iter()
        .filter(|judged| judged.finding.rule == rule.name)
}

#[test]
fn bad_examples_give_their_findings_at_the_marks() {
    for rule in RULES {
        let (files, mut marks) = files_and_marks(rule.bad, rule.name);
        assert!(
            !marks.is_empty(),
            "{}: the bad example marks nothing",
            rule.name
        );
        let (snapshot, judged) = lint_files(&files);
        let mut found: Vec<_> = of_rule(rule, &judged)
            .map(|judged| place(&snapshot, judged))
            .collect();
        marks.sort();
        found.sort();
        let all: Vec<_> = judged
            .iter()
            .map(|judged| (judged.finding.rule, place(&snapshot, judged)))
            .collect();
        assert_eq!(
            found, marks,
            "{}: found (left), marked (right); all: {all:#?}",
            rule.name
        );
    }
}

#[test]
fn good_examples_are_clean() {
    for rule in RULES {
        let (files, marks) = files_and_marks(rule.good, rule.name);
        assert!(
            marks.is_empty(),
            "{}: the good example marks something",
            rule.name
        );
        let (_, judged) = lint_files(&files);
        let found: Vec<_> = of_rule(rule, &judged).collect();
        assert!(found.is_empty(), "{}: {found:#?}", rule.name);
        let errors: Vec<_> = judged
            .iter()
            .filter(|judged| judged.level == Level::Error)
            .collect();
        assert!(errors.is_empty(), "{}: {errors:#?}", rule.name);
    }
}

#[test]
fn every_finding_of_an_example_belongs_to_a_registered_rule() {
    for rule in RULES {
        for example in [rule.bad, rule.good] {
            let (_, judged) = lint_files(&files_and_marks(example, rule.name).0);
            for judged in judged {
                assert!(
                    crate::rules::rule(judged.finding.rule).is_some(),
                    "{}",
                    judged.finding.rule
                );
                assert!(
                    !judged.finding.message.ends_with('.'),
                    "{}",
                    judged.finding.message
                );
            }
        }
    }
}

#[test]
fn names_are_kebab_case_and_sorted_into_groups() {
    let names: Vec<_> = RULES.iter().map(|rule| rule.name).collect();
    for name in &names {
        assert!(
            name.chars().all(|c| c.is_ascii_lowercase() || c == '-'),
            "{name}"
        );
        assert_eq!(
            names.iter().filter(|other| *other == name).count(),
            1,
            "{name}"
        );
    }
    assert!(RULES.is_sorted_by_key(|rule| rule.group));
}

/// The findings of `rule` in a tree written as one text with `#: path` lines, each as its subject,
/// message and help.
fn said(rule: &str, tree: &str) -> Vec<[String; 3]> {
    let (files, _) = files_and_marks(tree, rule);
    let (_, judged) = lint_files(&files);
    let of_rule = judged.into_iter().filter(|one| one.finding.rule == rule);
    of_rule
        .map(|Judged { finding, .. }| {
            [
                finding.subject.unwrap_or_default(),
                finding.message,
                finding.help.unwrap_or_default(),
            ]
        })
        .collect()
}

/// Only the messages of them.
fn messages(rule: &str, tree: &str) -> Vec<String> {
    said(rule, tree)
        .into_iter()
        .map(|[_, message, _]| message)
        .collect()
}

/// The tree after the only edit that `rule` offers.
fn mended(rule: &str, tree: &str) -> String {
    let (files, _) = files_and_marks(tree, rule);
    let (snapshot, judged) = lint_files(&files);
    let mut edits = judged
        .iter()
        .filter(|one| one.finding.rule == rule)
        .filter_map(|one| Some((one.finding.file, one.finding.edit.as_ref()?)));
    let (file, edit) = edits.next().unwrap();
    assert!(edits.next().is_none());
    let mut text = snapshot.file(file).unwrap().text.to_string();
    text.replace_range(edit.span.range(), &edit.replacement);
    text
}
