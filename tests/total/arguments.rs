//! Whatever is said on the command line and read from single words: states, cycles, days,
//! references, quantities, globs.

#[path = "../common/repository.rs"]
mod repository;

use std::collections::HashMap;
use std::ffi::OsString;
use std::sync::LazyLock;

use okr::cli::{Environment, run};
use okr::edit::{Change, Place, Value, changed};
use okr::finding::Setting;
use okr::model::calendar::Month;
use okr::model::date::parse_date;
use okr::model::horizon::Horizon;
use okr::model::{Calendar, Kind, Measured, Quantity, Reference, Share, Target, Unit, percent};
use okr::parse::{nearest, yaml};
use okr::render::safe::safe;
use okr::rules::unknown_names;
use okr::snapshot::Viewpoint;
use okr::source::{CONFIG_NAME, Selection, Text, globs};
use okr::starter::{Known, document};
use repository::Repository;

use super::TODAY;
use super::harmless;
use super::input::files;
use super::read::Tree;

/// The first line of `bytes` names a command, or none; each other line is one argument, at most four
/// of them.
///
/// # Panics
/// Where a promise is broken.
pub fn check(bytes: &[u8]) {
    const LONGEST: usize = 4096;
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    if text.len() > LONGEST || text.contains('\0') {
        return;
    }
    let mut lines = text.split('\n');
    let command = lines.next().unwrap_or_default();
    let arguments: Vec<&str> = lines.take(4).collect();
    for word in &arguments {
        as_a_time(word);
        as_a_value(word);
        as_a_name(word);
    }
    if let Some(args) = command_line(command, &arguments) {
        as_said(&args);
    }
}

/// A cycle, a day, a month, a horizon.
fn as_a_time(word: &str) {
    for calendar in [&TREE.config.calendar, &Calendar::default()] {
        if let Some(cycle) = calendar.cycle(word) {
            assert!(cycle.start <= cycle.end, "{cycle:?}");
            assert!(cycle.days() > 0);
            let again = calendar.cycle(&cycle.name);
            assert!(again.is_some_and(|again| again.is_same(&cycle)));
        }
        if let Some(suggestion) = calendar.misspelt(word) {
            assert!(!suggestion.help.is_empty());
        }
        let _ = Horizon::parse(word, calendar).map(|horizon| horizon.last_day());
    }
    if let Ok(day) = parse_date(word) {
        assert_eq!(parse_date(&day.to_string()), Ok(day));
    }
    let _ = Month::parse(word).map(Month::number);
}

/// A quantity, a target, a share, a unit.
fn as_a_value(word: &str) {
    let text = Text::from(word);
    if let Ok(quantity) = Quantity::parse(&text) {
        let _ = (quantity.people(), quantity.unit_name());
        let spelled = quantity.unit.spell(&quantity.value.normalize().to_string());
        let again = Quantity::parse(&Text::from(spelled.as_str()));
        let again = again.unwrap_or_else(|error| panic!("{word:?}, {spelled:?}: {error:?}"));
        assert_eq!(again.magnitude(), quantity.magnitude(), "{word} {spelled}");
    }
    if let Ok(share) = Share::parse_open(&text) {
        let _ = percent(share.value());
        let _ = share.plus(share);
    }
    let _ = Share::parse(&text).map(|share| percent(share.value()));
    let (target, measured) = (Target::parse(&text), Measured::parse(&text));
    if let Ok(unit) = Unit::parse(word) {
        let _ = unit.name();
        let _ = target.map(|target| target.counted_in(&unit));
        let _ = measured.map(|measured| measured.counted_in(&unit));
    }
    let _ = word.parse::<Setting>();
}

/// A reference, an id, a glob, the name of a rule, a text to be written down.
fn as_a_name(word: &str) {
    if let Ok(reference) = Reference::parse(&Text::from(word)) {
        let viewpoint = Viewpoint {
            node: None,
            team: None,
            cycle: TREE.current.as_ref(),
        };
        if let Ok(place) = TREE.snapshot.resolve(viewpoint, &reference) {
            assert!(!TREE.snapshot.place_name(place).is_empty());
        }
    }
    let names = TREE.snapshot.nodes.iter().map(|node| node.id.as_str());
    let _ = nearest(word, names);
    let _ = unknown_names(&[word.to_owned()]).count();
    if globs([word]).is_ok() {
        let selection = Selection::new([word], [word], true).expect("a glob that is one");
        for path in ["okrs/a.yaml", "a/b/c.okr.yaml", word] {
            let _ = (selection.holds(path), selection.may_hold(path));
        }
    }
    assert!(!safe(word).contains(char::is_control));
    written_down(word);
}

/// Whatever is written into a file is read again as it was said.
fn written_down(word: &str) {
    let quoted = format!("a: {}\n", yaml::double_quoted(word));
    assert_eq!(said(&quoted).as_deref(), Some(word), "{quoted}");
    let change = Change::Set {
        at: Place::document(0).key("a"),
        value: Value::from(word),
        after: &[],
    };
    if let Ok(text) = changed("a: b # c\nd: e\n", &[change]) {
        assert_eq!(said(&text).as_deref(), Some(word), "{text}");
    }
    let known = Known {
        title: Some(word.to_owned()),
        owner: Some(word.to_owned()),
        ..Known::default()
    };
    if let Ok(text) = document(Kind::Goal, &known, &TREE.config.policy, TODAY) {
        let (tree, problems) = yaml::read(text.as_bytes());
        assert!(problems.is_empty() && !tree.broken, "{text}");
    }
}

/// What the first key of a text says.
fn said(text: &str) -> Option<String> {
    let (tree, _) = yaml::read(text.as_bytes());
    let pair = tree.roots().next()?.pairs().next()?;
    pair.value.as_str().map(str::to_owned)
}

/// A command that only reads, with arguments at their places; none where there is no such command.
fn command_line<'a>(command: &str, arguments: &[&'a str]) -> Option<Vec<&'a str>> {
    let one = arguments.first().copied()?;
    let other = arguments.get(1).copied().unwrap_or("team:player");
    Some(match command {
        "tree" => vec!["tree", "--cycle", one, "--", other],
        "show" => vec!["show", "--today", one, "--", other],
        "why" => vec!["why", "--rev", one, "--", other],
        "allocation" => vec!["allocation", "--cycle", one, "--", other],
        "diff" => vec!["diff", "--", one, other],
        "range" => vec!["diff", "--", one],
        "during" => vec!["diff", "--during", one],
        "rev" => vec!["check", "--rev", one],
        "since" => vec!["check", "--since", one],
        "level" => vec!["check", "--level", one, "--select", other],
        "log" => vec!["log", "-n", other, "--", one],
        "rules" => vec!["rules", "--", one],
        _ => return None,
    })
}

/// The program run on these arguments ends as it says, and what it says is harmless.
fn as_said(args: &[&str]) {
    let environment = Environment {
        folder: REPOSITORY.folder().to_owned(),
        variables: HashMap::new(),
        in_is_terminal: false,
        out_is_terminal: false,
        err_is_terminal: false,
        columns: None,
        today: TODAY,
    };
    let args = ["okr"].iter().chain(args).map(OsString::from);
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let verdict = run(args, &environment, &mut &b""[..], &mut out, &mut err);
    assert!(verdict.code() <= 3);
    for stream in [out, err] {
        harmless::text("command", |text| {
            *text = stream;
            Ok(())
        });
    }
}

const COMPANY: &str = include_str!("company.txt");

/// A small company, as read.
static TREE: LazyLock<Tree> = LazyLock::new(|| Tree::read(&files(COMPANY.as_bytes())));

/// The same in git, with branches, tags, and a history of a year.
static REPOSITORY: LazyLock<Repository> = LazyLock::new(|| {
    let repository = Repository::new();
    for (path, text) in files(COMPANY.as_bytes()) {
        repository.write(&format!("okrs/{path}"), text);
        if path == CONFIG_NAME {
            repository.commit_at("2025-03-01T10:00:00Z", "The first");
        }
    }
    repository.commit_at("2026-01-05T10:00:00Z", "The quarter");
    repository.tag("okr/2025-Q4/close").tag("v1");
    repository.git(&["branch", "2025-Q3"]);
    repository.commit_file(
        "2026-02-10T10:00:00Z",
        "okrs/goals/more.yaml",
        "goal: More of it\n",
    );
    repository
});
