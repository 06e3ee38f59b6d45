//! The JSON Schemas say what the reader says: of every document of the fixtures and the guide, and
//! of values one by one.
#![allow(clippy::unwrap_used)]

mod common;

use std::fs;
use std::path::{Path, PathBuf};

use common::okr;
use jsonschema::Validator;
use okr::finding::reading;
use okr::model::target::{Target, TargetKind};
use okr::parse;
use proptest::test_runner::{Config as ProptestConfig, RngSeed, TestRunner};
use serde_json::Value;

/// A validator for what `okr schema WHAT` prints.
fn validator(what: &str) -> Validator {
    let folder = common::tree(&[]);
    let run = okr(folder.path(), &["schema", what]);
    assert_eq!(run.code, 0, "{}", run.err);
    let schema: Value = serde_json::from_str(&run.out).unwrap();
    jsonschema::draft7::meta::validate(&schema).unwrap();
    jsonschema::draft7::new(&schema).unwrap()
}

/// What a general reader of YAML makes of a text: its documents, but for empty ones.
fn read(text: &str) -> Option<Vec<Value>> {
    use serde::Deserialize as _;
    serde_yaml::Deserializer::from_str(text)
        .map(|document| {
            let value = serde_yaml::Value::deserialize(document).ok()?;
            json_of(value)
        })
        .collect::<Option<Vec<Value>>>()
        .map(|documents| documents.into_iter().filter(|one| !one.is_null()).collect())
}

/// The same in JSON, whose keys are texts.
fn json_of(value: serde_yaml::Value) -> Option<Value> {
    Some(match value {
        serde_yaml::Value::Mapping(mapping) => {
            let pair = |(key, value)| {
                let key = match json_of(key)? {
                    Value::String(key) => key,
                    other => other.to_string(),
                };
                Some((key, json_of(value)?))
            };
            Value::Object(mapping.into_iter().map(pair).collect::<Option<_>>()?)
        }
        serde_yaml::Value::Sequence(items) => {
            Value::Array(items.into_iter().map(json_of).collect::<Option<_>>()?)
        }
        serde_yaml::Value::Tagged(_) => return None,
        other => serde_json::to_value(other).ok()?,
    })
}

fn errors(validator: &Validator, documents: &[Value]) -> Vec<String> {
    documents
        .iter()
        .flat_map(|document| validator.iter_errors(document))
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect()
}

/// Every YAML file of the fixtures.
fn fixtures() -> Vec<PathBuf> {
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures")];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            match path.extension() {
                _ if path.is_dir() => folders.push(path),
                Some(ending) if ending == "yaml" || ending == "yml" => files.push(path),
                _ => {}
            }
        }
    }
    files.sort();
    files
}

/// The fixtures that the reader refuses for what a schema cannot see, with what that is.
const OUT_OF_SIGHT: &[(&str, &str)] = &[
    ("all-weights-zero.yaml", "what several numbers come to"),
    ("empty.yaml", "that a file holds no document"),
    ("only-comments.yaml", "that a file holds no document"),
    ("二つの文書.yaml", "which document is the first of its file"),
    (
        "ampersand.yaml",
        "an anchor, which is gone once the YAML is read",
    ),
];

/// Rules of reading that are about comments, which are gone once the YAML is read.
const ON_COMMENTS: [&str; 2] = [reading::COMMENT_IN_TEXT, reading::MALFORMED_IGNORE];

#[test]
fn every_file_of_the_fixtures_is_judged_alike() {
    let (documents, config) = (validator("okr"), validator("config"));
    let mut wrong = Vec::new();
    let (mut good, mut bad) = (0, 0);
    for path in fixtures() {
        let bytes = fs::read(&path).unwrap();
        let name = path.file_name().unwrap().to_str().unwrap();
        let (validator, parsed) = match name {
            "okr.yaml" => (&config, parse::config(&bytes).file),
            _ => (&documents, parse::documents(&bytes)),
        };
        let mut problems = parsed.problems.iter().map(|problem| problem.rule);
        let is_refused = problems.any(|rule| !ON_COMMENTS.contains(&rule));
        // What no reader of YAML can read is not the schema's to judge.
        let Some(read) = read(&String::from_utf8_lossy(&bytes)) else {
            assert!(is_refused, "{}", path.display());
            continue;
        };
        let errors = errors(validator, &read);
        match errors.is_empty() {
            true => good += 1,
            false => bad += 1,
        }
        let out_of_sight = OUT_OF_SIGHT.iter().any(|(listed, _)| *listed == name);
        if errors.is_empty() != (!is_refused || out_of_sight) {
            wrong.push(format!(
                "{}: {errors:?} {:?}",
                path.display(),
                parsed.problems
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(good > 200 && bad > 10, "{good} good, {bad} bad");
}

#[test]
fn every_block_of_the_guide_is_judged_alike() {
    let (documents, config) = (validator("okr"), validator("config"));
    let mut blocks = 0;
    for page in ["docs/format.md", "docs/allocation.md", "README.md"] {
        let page = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(page)).unwrap();
        for block in page.split("\n```yaml").skip(1) {
            let (_, block) = block.split_once('\n').unwrap();
            let (block, _) = block.split_once("\n```").unwrap();
            let is_config =
                block.starts_with("# okrs/okr.yaml") || block.starts_with("commit_types");
            let (validator, parsed) = match is_config {
                true => (&config, parse::config(block.as_bytes()).file),
                false => (&documents, parse::documents(block.as_bytes())),
            };
            let Some(read) = read(block) else { continue };
            let errors = errors(validator, &read);
            assert_eq!(
                errors.is_empty(),
                parsed.problems.is_empty(),
                "{block}\n{errors:?}"
            );
            blocks += 1;
        }
    }
    assert!(blocks > 15, "{blocks}");
}

#[test]
fn a_schema_beside_the_tree_is_no_part_of_it() {
    let folder = common::tree(&[
        ("okrs/okr.yaml", ""),
        ("okrs/.schema/okr.json", "{}"),
        ("okrs/.schema/okr.yaml", "no: config"),
        (
            "okrs/goals/lead.yaml",
            "# yaml-language-server: $schema=../.schema/okr.json\ngoal: Lead\nowner: ann\n",
        ),
    ]);
    let run = okr(folder.path(), &["check", "--format", "json"]);
    let report: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(report["summary"]["files"], 1, "{}", run.out);
    assert_eq!(report["summary"]["errors"], 0, "{}", run.out);
}

/// Whether the reader takes the documents of a text as they are.
fn is_read(text: &str) -> bool {
    parse::documents(text.as_bytes()).problems.is_empty()
}

/// Values of fields, one by one: what is read, and what is not.
const VALUES: &[(&str, &[&str], &[&str])] = &[
    (
        "target",
        &[
            "7.5M",
            "7,500,000",
            "7_500",
            ".65",
            "40%",
            "5 pp",
            "3x",
            "$5M",
            "5M USD",
            "USD 5M",
            "-5%",
            "+5 points",
            "250 ms",
            "2h",
            "12 days",
            "1h 30min",
            "5m 30s",
            "4.5/5",
            "340 story points",
            "$20/user",
            "5 per week",
            "5% per month",
            "10 users/day",
            "at least 99%",
            "At most 3",
            "≥ 5",
            "'>= 99%'",
            "40 days or less",
            "90+",
            "5+ users",
            "90% to 110%",
            "90% - 110%",
            "90–110",
            "between 90% and 110%",
            "to -10%",
            "TBD",
            "X%",
            "$X",
            "'?'",
            "n/a",
            "TBD after the survey",
            "at least X%",
            "confidential",
            "5 US users",
            "340 S tests",
            "12 mm",
            "5 millions",
            "6 FTE",
            "€5",
            "5 €",
            "1.5 bn",
            "100 %",
            "0",
            "00.5",
            "5 points scored",
            "5 crews",
            "under 2 s",
        ],
        &[
            "7,5",
            "'1.234,5'",
            "$1m",
            "5m",
            "2b",
            "5 mio",
            "1e5 users",
            "high",
            "'5.'",
            "9 out",
            "'1,23,456'",
            "10-20",
            "5 more",
            "double",
            "by 5",
            "from 5 to 7",
            "5 of 10 users",
            "'> 5 <'",
            "1'000",
            "5 5",
            "increase by 5",
            "[5]",
            "{a: 5}",
        ],
    ),
    (
        "current",
        &["5", "71%", "-5", "+5pp", "TBD", "confidential", "5", "5 h"],
        &["at least 5", "90% to 110%", "7,5", "yes please", "[1]"],
    ),
    (
        "as_of",
        &[
            "2026-02-10",
            "2024-02-29",
            "2000-02-29",
            "2026-02-10T23:30:00-05:00",
            "2026-02-10T23:30:00Z",
            "2026-12-31",
        ],
        &[
            "2026-02-29",
            "2026-04-31",
            "2026-13-01",
            "10.2.2026",
            "2026",
            "1899-01-01",
            "2026-02-10T23:30",
            "soon",
            "3000-01-01",
            "2100-02-29",
        ],
    ),
    (
        "id",
        &["a", "find-content", "2026", "目標", "a.b_c", "true", "é"],
        &[
            "a b", "a/b", "a:b", "'a@b'", "a’b", "a→b", "''", "[a]", "a–b",
        ],
    ),
    ("team", &["a", "7"], &["a b", "{name: a}"]),
    (
        "owner",
        &["ann", "[ann, bo]", "12", "Ann & Bo", "''"],
        &["{name: ann}", "[[ann]]", "[{name: ann}]"],
    ),
    (
        "status",
        &["active", "Active", "DROPPED"],
        &["open", "on track", "1", "true", "[active]"],
    ),
    ("labels", &["a", "[a, 2026, true]", "[]"], &["{a: b}"]),
    (
        "check_ins",
        &[
            "[]",
            "[{date: 2026-02-10, value: 5}]",
            "[{date: 2026-02-10, confidence: 6/10, note: n, x-a: [b]}]",
        ],
        &[
            "5",
            "{}",
            "[5]",
            "[{value: 5}]",
            "[{date: 2026-02-10, val: 5}]",
            "[{date: 2026-02-10, confidence: 40}]",
        ],
    ),
    ("unit", &["users", "'%'", "5"], &["[users]"]),
    ("x-anything", &["[{a: [b]}]", "1"], &[]),
    ("colour", &[], &["red", "1"]),
];

const OF_KEY_RESULTS: &[(&str, &[&str], &[&str])] = &[
    (
        "confidence",
        &[
            "0.6",
            "6/10",
            "60%",
            "1",
            "0",
            "100%",
            "100.0%",
            "60 percent",
            ".6",
            "'0.6'",
        ],
        &["7", "101%", "60 users", "-1", "high", "'1.1'", "150%"],
    ),
    (
        "score",
        &["0.7", "1.2", "120%", "12/10", "2"],
        &["7", "high", "-0.5"],
    ),
    ("weight", &["2", "0.5", "'3'"], &["-1", "high", "50%"]),
    (
        "done",
        &["true", "False", "yes", "NO"],
        &["half", "1", "50%"],
    ),
    ("type", &["increase", "Milestone"], &["grow", "binary"]),
    (
        "stretch",
        &["90%", "5 users"],
        &["at least 5", "TBD", "many"],
    ),
    (
        "guardrails",
        &["payroll", "[a, team:b/c@2026-Q1]", "2026"],
        &["a b", "[a//b]", "a@b@c", "{a: b}"],
    ),
    ("criteria", &["a", "[a, b]"], &["{a: b}"]),
    ("due", &["2026-03-15"], &["March"]),
    ("target", &["5"], &["7,5"]),
];

#[test]
fn every_value_is_judged_alike() {
    let documents = validator("okr");
    let mut wrong = Vec::new();
    let kpis = VALUES
        .iter()
        .map(|(field, good, bad)| (format!("kpi: A\n{field}: "), good, bad));
    let key_results = OF_KEY_RESULTS.iter().map(|(field, good, bad)| {
        (
            format!("objective: A\nkey_results:\n- title: A\n  {field}: "),
            good,
            bad,
        )
    });
    for (before, good, bad) in kpis.chain(key_results) {
        for (value, is_good) in good
            .iter()
            .map(|v| (v, true))
            .chain(bad.iter().map(|v| (v, false)))
        {
            let text = format!("{before}{value}\n");
            if is_read(&text) != is_good {
                wrong.push(format!("reader, {is_good}: {text}"));
            }
            let errors = errors(&documents, &read(&text).unwrap_or_else(|| panic!("{text}")));
            if errors.is_empty() != is_good {
                wrong.push(format!("schema, {is_good}: {text} {:.300?}", errors));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What stands before a text, to have it read as one thing or another.
const BEFORE: [&str; 5] = [
    "kpi: A\ntarget: ",
    "kpi: A\ncurrent: ",
    "objective: A\nallocation: ",
    "objective: A\nscore: ",
    "team: A\ncapacity: ",
];

#[test]
fn what_is_read_is_allowed() {
    let documents = validator("okr");
    let config = ProptestConfig {
        cases: 1500,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(2026),
        ..ProptestConfig::default()
    };
    let texts = proptest::collection::vec(proptest::sample::select(PIECES), 1..7);
    let judged = TestRunner::new(config).run(&texts, |parts| {
        let text: String = parts.concat();
        // Of a band with a placeholder at one end, the reader leaves the other unread.
        let target = Target::parse(&text.as_str().into());
        let is_open = target.is_ok_and(|target| target.kind == TargetKind::Placeholder)
            && text.contains(|char: char| char.is_ascii_digit());
        for before in BEFORE {
            let yaml = format!("{before}{}\n", serde_json::to_string(&text).unwrap());
            if is_read(&yaml) && !is_open {
                let errors = errors(&documents, &read(&yaml).unwrap());
                proptest::prop_assert!(errors.is_empty(), "{yaml}");
            }
        }
        Ok(())
    });
    judged.unwrap();
}

/// Pieces of quantities and targets, put together at random.
const PIECES: &[&str] = &[
    "5",
    "7.5",
    "100",
    "1,000",
    "10_000",
    ".5",
    "0",
    "12",
    " ",
    " ",
    " ",
    "%",
    "k",
    "M",
    " bn",
    " million",
    " users",
    " story points",
    "x",
    " x",
    "pp",
    " points",
    "$",
    "€",
    "USD ",
    " EUR",
    "US$",
    "+",
    "-",
    "−",
    "at least ",
    "At most ",
    "≥",
    ">= ",
    "under ",
    "max ",
    " or more",
    " or less",
    " maximum",
    "+ ",
    " to ",
    "to ",
    " - ",
    "–",
    "between ",
    " and ",
    "/",
    "/10",
    "/user",
    " per week",
    "h",
    " 30min",
    " days",
    "S",
    " US",
    " ms",
    "TBD",
    "X",
    "?",
    "n/a",
    "confidential",
    "not yet",
    "...",
    "[",
    "]",
    "(",
    ")",
    "~",
    "percent",
    " pct",
    " per cent",
    "thousand",
    " people",
    " FTE",
    "é",
    "日",
    "µs",
    "1 000",
    "\u{a0}000",
    " e-mails",
    " Mbit/s",
    " a1",
    " (5)",
    " m",
    "m",
    " 30s",
    "B",
    "Days",
    "p.p.",
    " percentage points",
    "％",
    "×",
    "to be decided",
    "pending",
    "_",
    "…",
    "z",
];
