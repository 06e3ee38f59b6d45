//! What a file says never acts on a terminal, a log, a table or a page: in every format of every
//! command.
#![allow(clippy::unwrap_used)]

mod common;
#[path = "common/repository.rs"]
mod repository;

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use common::{Run, fixture, okr};
use repository::Repository;

/// What acts somewhere: as a title, a reason, a name or a path.
const HOSTILE: [&str; 21] = [
    "::error file=a,line=1::x",
    "  ::stop-commands::x",
    "##[set-output name=x]y",
    "##vso[task.setvariable variable=x]y",
    "##teamcity[buildStop]",
    "%0A::error::x%25",
    "a\r::error::b",
    "a\n::error::b\n##[group]c",
    "a, line=1: b",
    "```` ` ```",
    "@everyone",
    "<script>alert(1)</script><img src=x>",
    "=cmd()",
    "a;=cmd();-2",
    "]]>",
    "&amp; &#58;:x",
    "a | b",
    "\u{1b}[31mred\u{1b}]0;title\u{7}\u{9b}",
    "\u{202e}bidi\u{2066} \u{feff}\u{200b}\u{fffe}",
    "[click](https://example.com) ![x](y)",
    "{0} {{1}} \"quoted\" 'too' \\",
];

/// Each command with the formats that it has.
const COMMANDS: [(&[&str], &[&str]); 20] = [
    (&["check"], CHECK),
    (&["check", "--fail-on", "info"], CHECK),
    (&["check", "--since", "HEAD~1"], CHECK),
    (&["check", "--history"], CHECK),
    (
        &["tree", "--cycle", "all"],
        &["text", "json", "markdown", "mermaid", "dot"],
    ),
    (&["show", "everything"], SHOW),
    (&["show", "hostile-1"], SHOW),
    (&["show", "hostile-5"], SHOW),
    (&["show", "team:workflow"], SHOW),
    (&["why", "everything"], SHOW),
    (&["why", "escapes"], SHOW),
    (&["why", "mentions"], SHOW),
    (&["why", "hostile-2"], SHOW),
    (&["allocation"], &["text", "json", "csv", "markdown"]),
    (&["diff", "HEAD~2..HEAD"], DIFF),
    (&["diff", "HEAD~1..HEAD"], DIFF),
    (&["diff", "HEAD..HEAD~2"], DIFF),
    (&["diff", "--during", "2026-Q1"], DIFF),
    (&["log"], LOG),
    (&["log", "hostile-0"], LOG),
];
const CHECK: &[&str] = &[
    "full", "concise", "json", "sarif", "github", "gitlab", "junit", "rdjson", "markdown",
];
const SHOW: &[&str] = &["text", "json", "markdown"];
const DIFF: &[&str] = &["text", "json", "markdown", "github"];
const LOG: &[&str] = &["text", "json", "csv"];

/// A tree with all of it as what is new, what changed and what is gone.
static REPOSITORY: LazyLock<Repository> = LazyLock::new(|| {
    let repository = Repository::new();
    repository.commit_file("2026-01-05T10:00:00Z", "okrs/okr.yaml", "");
    copy(&fixture("hostile"), &fixture("hostile"), &repository);
    for (at, text) in HOSTILE.iter().enumerate() {
        write_hostile(&repository, at, text);
    }
    repository.commit_at(
        "2026-01-06T10:00:00Z",
        "::error::Hostile ##[group]\u{1b}[31m",
    );
    for name in repository.git(&["ls-files", "-z", "okrs"]).split('\0') {
        let path = repository.folder().join(name);
        let Ok(text) = fs::read_to_string(&path) else {
            continue;
        };
        if name.contains("hostile-3") {
            fs::remove_file(path).unwrap();
            continue;
        }
        let text = text.replace(": \"", ": \"Now ").replace(": '", ": 'Now ");
        repository.write(name, text.replace("target: ", "target: 1"));
    }
    repository.commit_at("2026-01-07T10:00:00Z", "=cmd()");
    repository
});

fn copy(root: &Path, folder: &Path, repository: &Repository) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => copy(root, &path, repository),
            false => {
                let name = path.strip_prefix(root).unwrap().to_str().unwrap();
                repository.write(name, fs::read(&path).unwrap());
            }
        }
    }
}

/// `text` as everything that a person writes, in documents that can be read and in some that cannot.
fn write_hostile(repository: &Repository, at: usize, text: &str) {
    let quoted = quoted(text);
    let folder = format!("okrs/teams/hostile-{at}");
    repository.write(
        &format!("{folder}/team.yaml"),
        format!("team: {quoted}\nowner: {quoted}\n"),
    );
    repository.write(
        &format!("{folder}/2026-Q1/hostile-{at}.yaml"),
        format!(
            "objective: {quoted}\nparent: everything\nowner: {quoted}\nnote: {quoted}\nstatus: \
             postponed\nreason: {quoted}\nkey_results:\n  - {{id: one, title: {quoted}, baseline: 0, \
             target: 10, current: 3, note: {quoted}}}\n  - {{id: two, title: {quoted}, baseline: 10, \
             target: 20, current: 13, supports: {quoted}}}\n"
        ),
    );
    repository.write(
        &format!("{folder}/2026-Q1/broken-{at}.yaml"),
        format!("objective: {quoted}\nparent: {quoted}\n{quoted}: {quoted}\nstatus: {quoted}\n"),
    );
    if cfg!(unix) {
        let name = text.replace('/', "_");
        let text = format!("# okr: ignore[{text}]\nobjective: [{quoted}\n");
        repository.write(&format!("{folder}/2026-Q1/{name}.yaml"), text);
    }
}

/// `text` between the double quotes of YAML.
fn quoted(text: &str) -> String {
    let escaped = text.chars().map(|char| match char {
        '"' | '\\' => format!("\\{char}"),
        ' '..='~' => char.to_string(),
        _ => format!("\\u{:04x}", u32::from(char)),
    });
    format!("\"{}\"", escaped.collect::<String>())
}

#[test]
fn in_every_format_of_every_command_it_is_harmless() {
    let reports = tempfile::tempdir().unwrap();
    for (command, formats) in COMMANDS {
        let mut args: Vec<String> = command.iter().map(|arg| (*arg).to_owned()).collect();
        for format in formats {
            let path = reports.path().join(format);
            args.push(format!("--format={format}={}", path.display()));
        }
        let args: Vec<&str> = args.iter().map(String::as_str).collect();
        let run = okr(REPOSITORY.folder(), &args);
        assert!(run.code < 2 && run.out.is_empty(), "{args:?}: {}", run.err);
        for format in formats {
            let out = fs::read_to_string(reports.path().join(format)).unwrap();
            assert!(out.lines().count() > 1, "{command:?} {format}: {out}");
            let run = Run { out, ..run.clone() };
            assert_harmless(&[command, &[*format][..]].concat(), format, &run);
        }
    }
}

#[test]
fn what_is_said_on_the_command_line_is_no_exception() {
    for args in [
        &["tree", "\u{1b}[31m\u{202e}nothing"][..],
        &["tree", "::error::x"],
        &["check", "--select", "\u{1b}]0;title\u{7}"],
        &["check", "\u{1b}[31m##[group]"],
        &["check", "--format", "\u{1b}[31m"],
    ] {
        let run = okr(REPOSITORY.folder(), args);
        assert!(run.code > 1 && run.out.is_empty(), "{args:?}: {}", run.out);
        assert_harmless(args, "text", &run);
    }
}

fn assert_harmless(args: &[&str], format: &str, run: &Run) {
    // A table for spreadsheets ends its lines as RFC 4180 has it.
    let out = match format {
        "csv" => run.out.replace("\r\n", "\n"),
        _ => run.out.clone(),
    };
    for text in [&out, &run.err] {
        let found = text.chars().find(|char| is_dangerous(*char));
        assert_eq!(found, None, "{args:?}: {}", text.escape_debug());
        for command in ["##[", "##vso[", "##teamcity["] {
            assert!(!text.contains(command), "{args:?}: {text}");
        }
    }
    for line in run.err.lines() {
        assert!(!line.trim_start().starts_with("::"), "{args:?}: {line}");
    }
    match format {
        "github" => out.lines().for_each(|line| assert_command(args, line)),
        _ => {
            let mut lines = out.lines();
            let command = lines.find(|line| line.trim_start().starts_with("::"));
            assert_eq!(command, None, "{args:?}");
        }
    }
    match format {
        "json" | "sarif" | "gitlab" | "rdjson" => {
            let parsed: Result<serde_json::Value, _> = serde_json::from_str(&out);
            assert!(parsed.is_ok(), "{args:?}: {parsed:?}");
        }
        "junit" => {
            let parsed = roxmltree::Document::parse(&out);
            assert!(parsed.is_ok(), "{args:?}: {parsed:?}");
        }
        "csv" => assert_no_formula(args, &run.out),
        "markdown" => {
            let prose = outside_code(&out);
            for raw in ["<script", "@everyone", "<img", "[click](", "![x]("] {
                assert!(!prose.contains(raw), "{args:?}: {raw}: {prose}");
            }
        }
        _ => {}
    }
}

/// Characters that must never come out raw: controls but the line feed, marks that turn the
/// direction of text, and what no eye can see.
fn is_dangerous(c: char) -> bool {
    (c.is_control() && c != '\n')
        || matches!(
            c,
            '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{feff}' | '\u{2028}' | '\u{2029}'
        )
        || ('\u{202a}'..='\u{202e}').contains(&c)
        || ('\u{2066}'..='\u{2069}').contains(&c)
}

/// A line is a command of ours with the properties that we give it, or none that a runner takes for
/// one.
fn assert_command(args: &[&str], line: &str) {
    let Some(command) = line.strip_prefix("::") else {
        assert!(!line.trim_start().starts_with("::"), "{args:?}: {line}");
        return;
    };
    let (head, data) = command.split_once("::").unwrap();
    let (word, properties) = head.split_once(' ').unwrap();
    assert!(["error", "warning", "notice"].contains(&word), "{line}");
    for property in properties.split(',') {
        let (name, value) = property.split_once('=').unwrap();
        let names = ["file", "line", "col", "endLine", "endColumn", "title"];
        assert!(names.contains(&name), "{args:?}: {line}");
        assert!(
            !value.contains(':') && !value.is_empty(),
            "{args:?}: {line}"
        );
        assert_percent_signs_escape(value, &["%25", "%0D", "%0A", "%3A", "%2C"]);
    }
    assert!(!data.is_empty(), "{args:?}: {line}");
    assert_percent_signs_escape(data, &["%25", "%0D", "%0A"]);
}

fn assert_percent_signs_escape(text: &str, escapes: &[&str]) {
    for (at, _) in text.match_indices('%') {
        let is_escape = escapes.iter().any(|escape| text[at..].starts_with(escape));
        assert!(is_escape, "{text}");
    }
}

fn assert_no_formula(args: &[&str], table: &str) {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(table.as_bytes());
    for record in reader.records() {
        for cell in record.unwrap().iter() {
            let is_number = cell.parse::<f64>().is_ok();
            let is_formula = cell.trim_start().starts_with(['=', '+', '-', '@']);
            assert!(is_number || !is_formula, "{args:?}: {cell}");
        }
    }
}

/// `page` without its code spans, in which nothing is markup, a mention or a reference.
fn outside_code(page: &str) -> String {
    let mut prose = String::new();
    let (mut is_code, mut is_escaped) = (false, false);
    for char in page.chars() {
        match char {
            '`' if !is_escaped => is_code = !is_code,
            _ if is_code => {}
            _ => prose.push(char),
        }
        is_escaped = char == '\\' && !is_escaped && !is_code;
    }
    prose
}

#[cfg(unix)]
#[test]
fn names_of_files_stay_in_their_line() {
    let folder = common::tree(&[("okrs/okr.yaml", "")]);
    for (at, name) in HOSTILE.iter().enumerate() {
        let name = format!("{}{at}.yaml", name.replace('/', "_"));
        fs::write(folder.path().join("okrs").join(name), "goal: [\n").unwrap();
    }
    for format in CHECK {
        let args = ["check", "--format", format];
        assert_harmless(&args, format, &okr(folder.path(), &args));
    }
    assert_harmless(&["tree"], "text", &okr(folder.path(), &["tree"]));
    assert_harmless(
        &["check", "-v"],
        "full",
        &okr(folder.path(), &["check", "-v"]),
    );
    let lines = okr(folder.path(), &["check", "--format", "concise"]).out;
    assert!(
        lines.lines().all(|line| line.starts_with("okrs/")),
        "{lines}"
    );
}
