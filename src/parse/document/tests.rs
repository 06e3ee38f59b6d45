#![allow(clippy::unwrap_used)]

use super::*;
use crate::parse;

/// What is wrong with a document: the text at fault, the message and the help.
fn told(text: &str) -> Vec<(String, String, String)> {
    let problems = documents(text.as_bytes()).problems;
    let told = problems.into_iter().map(|problem| {
        let place = problem.span.slice(text).to_owned();
        (place, problem.message, problem.help.unwrap_or_default())
    });
    told.collect()
}

#[test]
fn each_mistake_says_what_to_write() {
    for (text, place, message, help) in [
        (
            "title: Grow\nowner: ceo\n",
            "title",
            "cannot be told",
            "write `goal: Grow`",
        ),
        (
            "name: Web\nmembers: [a]\n",
            "name",
            "cannot be told",
            "write `team: Web`",
        ),
        (
            "objective: x\ngoal: trusted\n",
            "goal",
            "one thing",
            "write `parent: trusted`",
        ),
        (
            "goal: Be trusted\nobjective: x\n",
            "objective",
            "one thing",
            "write `parent: id-of-the-goal`",
        ),
        (
            "objective: x\nstatus: at risk\n",
            "at risk",
            "`at risk` is no status",
            "the pace follows",
        ),
        (
            "objective: x\nstatus: In-Progress\n",
            "In-Progress",
            "is no status",
            "did you mean `active`?",
        ),
        (
            "objective: x\nparents: [a/b]\n",
            "[a/b]",
            "`parent` takes one value",
            "write `parent: a/b`",
        ),
        (
            "objective: x\nowner: {name: bob}\n",
            "{name: bob}",
            "one value",
            "write `owner: bob`",
        ),
        (
            "objective: [x]\n",
            "[x]",
            "one value",
            "write `objective: \"[x]\"`",
        ),
        (
            "objective: x\ndepends_on: a\n",
            "depends_on",
            "no field",
            "`depends_on` stands at a key result",
        ),
        (
            "objective: x\npriority: high\n",
            "priority",
            "no field",
            "fewer objectives",
        ),
        (
            "team: x\nmembers: 6\n",
            "6",
            "is a number",
            "did you mean `capacity: 6 people`?",
        ),
        (
            "team: x\nmaintenance: [{title: y, kind: tech debt}]\n",
            "tech debt",
            "no kind of maintenance",
            "did you mean `technical-debt`?",
        ),
        (
            "objective: x\nkey_results:\n  - title: y\n    milestone: true\n",
            "milestone",
            "no field",
            "write `type: milestone`",
        ),
        (
            "objective: x\nkey_results:\n  - title: y\n    dueDate: 2026-03-01\n",
            "dueDate",
            "no field",
            "it is called `due` here",
        ),
        (
            "objective: x\nkey_results:\n  - title: y\n    confidence: high\n",
            "high",
            "does not start",
            "`6/10`",
        ),
        (
            "objective: x\nkey_results:\n  - {title: y, weight: 0}\n",
            "0",
            "weights of all",
            "above 0",
        ),
        (
            "objective: x\nkey_results:\n  - Calls, # per week\n",
            "Calls, # per week",
            "cuts the text off",
            "Calls, # per week\"",
        ),
        (
            "objective: x\nkey_results:\n  - title: y\n    criteria: [a]\n    note: a\u{1b}b\n",
            "\u{1b}",
            "U+001B cannot stand",
            "delete it",
        ),
    ] {
        let told = told(text);
        let found = told.iter().any(|(at, what, advice)| {
            at == place && what.contains(message) && advice.contains(help)
        });
        assert!(found, "{text}: {told:?}");
        let misspelt = usize::from(text.contains("parents"));
        assert_eq!(told.len(), 1 + misspelt, "{text}: {told:?}");
    }
}

#[test]
fn one_bad_item_hides_no_other() {
    for (text, bad) in [
        (
            "kpi: x\ncheck_ins: [a, {date: 2026-01-01, value: 1}, {date: x}]\n",
            2,
        ),
        (
            "team: x\nmaintenance:\n  - [a]\n  - title: y\n    kind: z\n",
            2,
        ),
    ] {
        assert_eq!(documents(text.as_bytes()).problems.len(), bad, "{text}");
    }
    let text = "rules: {a: sometimes, b: {max: [1], level: warn}, c: off}\ncommit_types: {a: b, fix: bug}\noverrides: [a, {paths: [b]}]\n";
    let read = parse::config(text.as_bytes());
    assert_eq!(read.file.problems.len(), 5, "{:?}", read.file.problems);
    assert_eq!(read.config.rules.len(), 3);
    assert_eq!(read.config.commit_types.len(), 1);
    assert_eq!(read.config.overrides.len(), 1);
}

#[test]
fn a_misspelt_field_is_read_as_the_one_that_is_meant() {
    let text = "goal: x\nownr: a\noner: b\n";
    let read = documents(text.as_bytes());
    assert_eq!(read.problems.len(), 2);
    assert_eq!(read.documents[0].common().owner.len(), 1);
}

#[test]
fn a_cycle_may_be_any_text() {
    assert_eq!(told("objective: x\ncycle: Q1 2026\n"), []);
}
