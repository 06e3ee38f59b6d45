//! A change of a text is made just as it was meant, or refused.

use std::io::Write;

use okr::amend::{CheckIn, Given, Page, carried, check_in, dropped, verdict};
use okr::edit::{Change, Place, Value, changed, repaired, with_change};
use okr::model::Status;
use okr::parse::yaml;
use okr::render::patch;
use okr::report::CheckReport;
use okr::rules::Choice;
use okr::snapshot::{File, Place as Subject, Snapshot};

use super::TODAY;
use super::formats::style;
use super::harmless::{text, written};
use super::input::Files;
use super::read::Tree;

/// Texts that want care when they are written into YAML.
const VALUES: [&str; 5] = [
    "71%",
    "a: b # c",
    "two\nlines\n",
    "'\"\\ ",
    "- \u{1b}[31m\u{e9}",
];

/// How many things of a tree are changed: each change is read again a few times.
const SOME: usize = 2;

/// Mends what can be mended, and makes some changes; which ones, `choice` says.
pub fn check(files: &Files, tree: &Tree, report: &CheckReport, choice: usize) {
    offered(report);
    mended_to_the_end(files, report);
    let snapshot = &tree.snapshot;
    let from = choice % snapshot.nodes.len().max(1);
    for (id, node) in snapshot.iter().skip(from).take(SOME) {
        let key_results = node.key_results().len();
        for key_result in [None, choice.checked_rem(key_results)] {
            let place = Subject {
                node: id,
                key_result,
            };
            decided(snapshot, place, choice);
        }
        let file = snapshot.file(node.file).expect("the file of a node");
        let Ok(page) = Page::of(snapshot, node.file) else {
            continue;
        };
        if let Ok(changes) = dropped(&page, node, VALUES[1]) {
            made(file, &changes);
        }
        let cycle = node.cycle.as_ref().filter(|_| node.objective().is_some());
        if let Some(Ok(carried)) = cycle.map(|cycle| carried(&page, node, cycle)) {
            made(file, &carried.changes);
        }
    }
    let file = snapshot.files.get(choice % snapshot.files.len().max(1));
    if let Some(file) = file {
        anywhere(file, choice);
    }
}

/// Each fix by itself: it leaves no more problems than there were.
fn offered(report: &CheckReport) {
    for judged in report.findings.iter().take(5) {
        let finding = &judged.finding;
        let (Some(edit), Some(file)) = (&finding.edit, report.snapshot.file(finding.file)) else {
            continue;
        };
        if let Ok(after) = repaired(&file.text, std::slice::from_ref(edit)) {
            assert!(problems(&after) <= problems(&file.text), "{after}");
        }
    }
}

/// All safe fixes, over and over: each round leaves no more problems, and it comes to an end.
fn mended_to_the_end(files: &Files, report: &CheckReport) {
    const ROUNDS: usize = 10;
    let mut files = files.clone();
    let mut report = report.clone();
    for _ in 0..ROUNDS {
        let mended = report.mended();
        if mended.is_empty() {
            return;
        }
        for (file, mended) in &mended {
            assert!(problems(&mended.text) <= problems(&file.text));
            let texts = (Some(&*file.text), mended.text.as_str());
            let patch =
                written(|out| patch::write(&file.path, texts, false, style(false, 100), out));
            // As git has it, a tab ends a name with spaces.
            let patch = patch.replace("\t\n", "\n");
            text("patch", |out| out.write_all(patch.as_bytes()));
            files.insert(file.path_in_tree.clone(), mended.text.clone().into_bytes());
        }
        report = Tree::read(&files).judged(&Choice::default());
    }
    assert!(report.mended().is_empty(), "mending comes to no end");
}

/// What somebody may decide about one thing.
fn decided(snapshot: &Snapshot, place: Subject, choice: usize) {
    let node = snapshot.node(place.node).expect("a node");
    let file = snapshot.file(node.file).expect("the file of a node");
    let value = VALUES[choice % VALUES.len()];
    let said = CheckIn {
        value: Some(value.to_owned()),
        confidence: Some("60%".to_owned()),
        note: Some(value.to_owned()),
        ..CheckIn::on(TODAY)
    };
    if let Ok(changes) = check_in(snapshot, place, &said) {
        made(file, &changes);
    }
    let given = Given {
        status: Some(Status::Missed),
        score: Some("0.4".to_owned()),
        result: Some(VALUES[1].to_owned()),
        reason: Some(VALUES[2].to_owned()),
    };
    if let Ok(changes) = verdict(snapshot, place, &given) {
        made(file, &changes);
    }
}

/// Changes of any text and list, whatever it is for.
fn anywhere(file: &File, choice: usize) {
    let (tree, _) = yaml::read(file.text.as_bytes());
    let count = tree.nodes().count().max(1);
    for (turn, node) in tree.nodes().skip(choice % count).take(SOME).enumerate() {
        let Some(at) = Place::around(&tree, node.span()) else {
            continue;
        };
        let value = Value::from(VALUES[(choice + turn) % VALUES.len()]);
        let set = |at| Change::Set {
            at,
            value: value.clone(),
            after: &[],
        };
        let changes = match (choice + turn) % 6 {
            0 => vec![set(at.key("new"))],
            1 => vec![set(at.clone()), set(at.key("objective"))],
            2 => vec![Change::Append { at, value }],
            3 => vec![Change::Remove { at }],
            4 => vec![Change::Cut {
                at: at.item(choice % 3),
            }],
            _ => vec![Change::Wrap { at, key: "title" }],
        };
        made(file, &changes);
    }
}

/// Makes changes of a file: what it says then is what it said, changed in thought.
fn made(file: &File, changes: &[Change]) {
    let Ok(after) = changed(&file.text, changes) else {
        return;
    };
    let mut wanted = documents(&file.text);
    for change in changes {
        wanted = with_change(&wanted, change).expect("a change that was made");
    }
    assert_eq!(documents(&after), wanted, "{changes:?} gave {after}");
    assert!(problems(&after) <= problems(&file.text), "{after}");
}

fn documents(text: &str) -> Vec<Value> {
    let (tree, _) = yaml::read(text.as_bytes());
    tree.roots().map(Value::of).collect()
}

fn problems(text: &str) -> usize {
    yaml::read(text.as_bytes()).1.len()
}
