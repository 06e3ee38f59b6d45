//! What other programs read: every format of a check has the fields that its readers ask for, and
//! says the same as the JSON of this program.
#![allow(clippy::unwrap_used)]

mod common;
#[path = "common/repository.rs"]
mod repository;

use std::collections::HashSet;

use common::{fixture, okr, tree};
use repository::Repository;
use serde_json::Value;
use tempfile::TempDir;

/// An error with an edit, behind characters of several bytes, a warning and advice in one file below
/// a folder whose name has to be escaped; nothing is wrong in the other two.
fn mixed() -> TempDir {
    tree(&[
        ("okrs/okr.yaml", ""),
        ("okrs/goals/win.yaml", "goal: Win\nid: win\nowner: ceo\n"),
        (
            "okrs/teams/二 #1, 100%/2026-Q1/grow.yaml",
            "objective: Everyone in the city knows what we do\nparent: win\nowner: shop\nkey_results:\n  \
             - {id: 目標, titel: \"Visitors\\nof the shop\", baseline: 0, target: 10}\n  \
             - {id: b, title: Shops that know us, target: 10}\n",
        ),
    ])
}

fn report(folder: &TempDir, args: &[&str]) -> String {
    let args = [&["check"], args].concat();
    let run = okr(folder.path(), &args);
    assert!(run.code < 2, "{args:?}: {}", run.err);
    run.out
}

fn json(folder: &TempDir, format: &str) -> Value {
    serde_json::from_str(&report(folder, &["--format", format])).unwrap()
}

/// The findings as the JSON of this program has them, those of a higher level first.
fn findings(folder: &TempDir) -> Vec<Value> {
    let all = json(folder, "json");
    let mut findings = all["findings"].as_array().unwrap().clone();
    findings.sort_by_key(|finding| {
        let levels = ["error", "warning", "info"];
        levels.iter().position(|level| finding["level"] == **level)
    });
    let levels: HashSet<_> = findings.iter().map(|one| one["level"].clone()).collect();
    assert!(levels.len() > 1 && findings.len() > 2, "{findings:#?}");
    findings
}

#[test]
fn sarif_explains_every_rule_and_places_every_finding() {
    let folder = mixed();
    let log = json(&folder, "sarif");
    assert_eq!(log["version"], "2.1.0");
    assert!(log["$schema"].as_str().unwrap().contains("sarif-2.1.0"));
    let run = &log["runs"][0];
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    assert!(run["originalUriBaseIds"]["%SRCROOT%"].is_object());
    let driver = &run["tool"]["driver"];
    assert_eq!(driver["name"], "okr");
    assert_eq!(driver["semanticVersion"], env!("CARGO_PKG_VERSION"));
    let rules = driver["rules"].as_array().unwrap();
    assert_eq!(rules.len(), okr::rules::RULES.len());
    for (rule, own) in rules.iter().zip(okr::rules::RULES) {
        assert_eq!(rule["id"], own.name);
        let levels = ["error", "warning", "note"];
        let level = rule["defaultConfiguration"]["level"].as_str().unwrap();
        assert!(levels.contains(&level), "{level}");
        for text in [
            &rule["shortDescription"]["text"],
            &rule["fullDescription"]["text"],
            &rule["help"]["text"],
            &rule["help"]["markdown"],
        ] {
            assert!(text.as_str().unwrap().len() > 10, "{}: {text}", own.name);
        }
    }
    let mut results = run["results"].as_array().unwrap().clone();
    let order = |level: &Value| {
        ["error", "warning", "note"]
            .iter()
            .position(|one| level == one)
    };
    results.sort_by_key(|result| order(&result["level"]));
    let findings = findings(&folder);
    assert_eq!(results.len(), findings.len());
    for (result, finding) in results.iter().zip(&findings) {
        assert_eq!(result["ruleId"], finding["rule"]);
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(rules[index]["id"], finding["rule"]);
        let text = result["message"]["text"].as_str().unwrap();
        assert!(
            text.starts_with(finding["message"].as_str().unwrap()),
            "{text}"
        );
        let fingerprint = &result["partialFingerprints"]["okr/v1"];
        assert_eq!(*fingerprint, finding["fingerprint"]);
        let place = &result["locations"][0]["physicalLocation"];
        let region = &place["region"];
        assert_eq!(region["startLine"], finding["line"]);
        assert_eq!(region["startColumn"], finding["column"]);
        assert_eq!(region["endLine"], finding["end_line"]);
        assert_eq!(region["endColumn"], finding["end_column"]);
        assert_eq!(place["artifactLocation"]["uriBaseId"], "%SRCROOT%");
        assert_eq!(
            place["artifactLocation"]["uri"],
            "okrs/teams/%E4%BA%8C%20%231%2C%20100%25/2026-Q1/grow.yaml"
        );
        let related = result["relatedLocations"].as_array();
        let own = finding["related"].as_array().unwrap();
        assert_eq!(related.map_or(0, Vec::len), own.len());
    }
    let fixed = results.iter().find(|one| one["ruleId"] == "unknown-field");
    let change = &fixed.unwrap()["fixes"][0]["artifactChanges"][0];
    assert!(change["artifactLocation"]["uri"].is_string());
    let replacement = &change["replacements"][0];
    assert_eq!(replacement["insertedContent"]["text"], "title");
    assert_eq!(replacement["deletedRegion"]["startColumn"], 14);
    assert_eq!(replacement["deletedRegion"]["endColumn"], 19);
}

#[test]
fn rdjson_counts_bytes() {
    let folder = mixed();
    let result = json(&folder, "rdjson");
    assert_eq!(result["source"]["name"], "okr");
    assert_eq!(result["severity"], "ERROR");
    let diagnostics = result["diagnostics"].as_array().unwrap();
    let findings = findings(&folder);
    assert_eq!(diagnostics.len(), findings.len());
    for (diagnostic, finding) in diagnostics.iter().zip(&findings) {
        let message = diagnostic["message"].as_str().unwrap();
        assert!(message.starts_with(finding["message"].as_str().unwrap()));
        assert_eq!(diagnostic["code"]["value"], finding["rule"]);
        let level = finding["level"].as_str().unwrap().to_uppercase();
        assert_eq!(diagnostic["severity"], level);
        let location = &diagnostic["location"];
        assert_eq!(location["path"], finding["path"]);
        assert_eq!(location["range"]["start"]["line"], finding["line"]);
        assert_eq!(location["range"]["end"]["line"], finding["end_line"]);
        let output = diagnostic["original_output"].as_str().unwrap();
        assert!(output.contains(finding["rule"].as_str().unwrap()));
    }
    let misspelt = diagnostics
        .iter()
        .find(|one| one["code"]["value"] == "unknown-field")
        .unwrap();
    // Behind two characters of three bytes each.
    assert_eq!(misspelt["location"]["range"]["start"]["column"], 18);
    let suggestion = &misspelt["suggestions"][0];
    assert_eq!(suggestion["text"], "title");
    assert_eq!(suggestion["range"]["start"]["column"], 18);
    assert_eq!(suggestion["range"]["end"]["column"], 23);
}

#[test]
fn gitlab_has_what_it_asks_for_and_no_fingerprint_twice() {
    let folder = mixed();
    let issues = json(&folder, "gitlab");
    let findings = findings(&folder);
    let issues = issues.as_array().unwrap();
    assert_eq!(issues.len(), findings.len());
    for (issue, finding) in issues.iter().zip(&findings) {
        assert_eq!(issue["check_name"], finding["rule"]);
        assert_eq!(issue["fingerprint"], finding["fingerprint"]);
        assert!(issue["description"].as_str().unwrap().len() > 10);
        let severity = match finding["level"].as_str().unwrap() {
            "error" => "major",
            "warning" => "minor",
            _ => "info",
        };
        assert_eq!(issue["severity"], severity);
        assert_eq!(issue["location"]["path"], finding["path"]);
        assert_eq!(issue["location"]["lines"]["begin"], finding["line"]);
    }
    for name in ["hostile", "structure", "measures", "wording"] {
        let run = okr(&fixture(name), &["check", "--format", "gitlab"]);
        let issues: Value = serde_json::from_str(&run.out).unwrap();
        let issues = issues.as_array().unwrap();
        let distinct: HashSet<_> = issues
            .iter()
            .map(|one| one["fingerprint"].clone())
            .collect();
        assert_eq!(distinct.len(), issues.len(), "{name}");
    }
}

/// How many test cases a report has, and how many of them failed; it holds what Ant's schema asks
/// for.
fn cases(text: &str) -> (usize, usize) {
    let document = roxmltree::Document::parse(text).unwrap();
    let root = document.root_element();
    assert_eq!(root.tag_name().name(), "testsuites");
    let (mut all, mut failed) = (0, 0);
    for (at, suite) in root.children().filter(|one| one.is_element()).enumerate() {
        assert_eq!(suite.attribute("id").unwrap(), at.to_string());
        for name in ["name", "package", "timestamp", "hostname", "time", "errors"] {
            assert!(!suite.attribute(name).unwrap().is_empty(), "{name}");
        }
        let parts = suite.children().filter(|one| one.is_element());
        let parts: Vec<_> = parts.map(|one| one.tag_name().name()).collect();
        let cases = parts.len() - 3;
        assert_eq!(parts[0], "properties");
        assert!(parts[1..=cases].iter().all(|part| *part == "testcase"));
        assert_eq!(parts[cases + 1..], ["system-out", "system-err"]);
        let failures: Vec<_> = suite
            .descendants()
            .filter(|one| one.has_tag_name("failure"))
            .collect();
        for failure in &failures {
            assert!(failure.attribute("type").is_some() && failure.attribute("message").is_some());
            assert!(failure.text().unwrap().contains(": "));
        }
        let names = suite
            .descendants()
            .filter(|one| one.has_tag_name("testcase"));
        let names: HashSet<_> = names.map(|one| one.attribute("name").unwrap()).collect();
        assert_eq!(names.len(), cases);
        assert_eq!(suite.attribute("tests").unwrap(), cases.to_string());
        assert_eq!(
            suite.attribute("failures").unwrap(),
            failures.len().to_string()
        );
        all += cases;
        failed += failures.len();
    }
    (all, failed)
}

#[test]
fn junit_fails_what_fails_the_run() {
    let folder = mixed();
    let findings = findings(&folder);
    let count = |levels: &[&str]| {
        let all = findings.iter().map(|one| one["level"].as_str().unwrap());
        all.filter(|level| levels.contains(level)).count()
    };
    for (fail_on, levels) in [
        ("error", &["error"][..]),
        ("warning", &["error", "warning"]),
        ("info", &["error", "warning", "info"]),
        ("never", &[]),
    ] {
        let text = report(&folder, &["--format", "junit", "--fail-on", fail_on]);
        let failing = count(levels);
        // Of the three files, two are clean.
        assert_eq!(cases(&text), (2 + failing.max(1), failing), "{fail_on}");
        let told = text.matches("warning[").count() + text.matches("info[").count();
        assert_eq!(told, count(&["warning", "info"]), "{fail_on}");
    }
    let text = report(&folder, &["--format", "junit", "okrs/goals"]);
    assert_eq!(cases(&text), (1, 0), "only what was asked for");
}

#[test]
fn github_gets_one_command_a_finding() {
    let folder = mixed();
    let text = report(&folder, &["--format", "github"]);
    let findings = findings(&folder);
    assert_eq!(text.lines().count(), findings.len());
    for (line, finding) in text.lines().zip(&findings) {
        let word = match finding["level"].as_str().unwrap() {
            "info" => "notice",
            level => level,
        };
        let (at, column) = (&finding["line"], &finding["column"]);
        let start = format!(
            "::{word} file=okrs/teams/二 #1%2C 100%25/2026-Q1/grow.yaml,line={at},col={column},"
        );
        assert!(line.starts_with(&start), "{line}");
        assert!(line.contains(finding["rule"].as_str().unwrap()), "{line}");
    }
}

/// A tree with `files` files of 25 errors each.
fn many(files: usize) -> TempDir {
    let fields: Vec<String> = (0..25).map(|at| format!("field-{at}: 1\n")).collect();
    let text = format!("goal: Win\n{}", fields.concat());
    let paths: Vec<String> = (0..files).map(|at| format!("okrs/{at:02}.yaml")).collect();
    let files = paths.iter().map(|path| (path.as_str(), text.as_str()));
    let config = ("okrs/okr.yaml", "");
    tree(&files.chain([config]).collect::<Vec<_>>())
}

#[test]
fn github_is_told_what_it_would_drop() {
    let text = report(
        &many(1),
        &["--format", "github", "--select", "unknown-field"],
    );
    let errors = text.lines().filter(|line| line.starts_with("::error "));
    assert_eq!(errors.count(), 10);
    assert!(text.contains("::notice title=15 more::"), "{text}");
    let plain = text
        .lines()
        .filter(|line| line.starts_with("okrs/00.yaml:"));
    assert_eq!(plain.count(), 15);
}

#[test]
fn markdown_fits_a_comment() {
    let folder = mixed();
    let page = report(&folder, &["--format", "markdown"]);
    assert!(
        page.starts_with("<!-- okr-check -->\n**The check fails: "),
        "{page}"
    );
    let rows = page.lines().filter(|line| line.starts_with("| "));
    assert_eq!(rows.count(), findings(&folder).len() + 2);

    let args = ["--select", "unknown-field", "--format", "markdown"];
    let page = report(&many(40), &args);
    assert!(page.chars().count() <= 60_000);
    let shown = page.matches("| **error** |").count();
    assert!(shown > 200, "{shown}");
    let last = page.lines().last().unwrap();
    assert!(
        last.contains(&format!("| {} more: ", 1000 - shown)),
        "{last}"
    );
}

/// The arguments to check a tree in which advice on one matter is all there is.
const fn clean(format: &str) -> [&str; 5] {
    [
        "check",
        "--format",
        format,
        "--ignore",
        "strategic-time-unplanned",
    ]
}

#[test]
fn a_clean_tree_is_clean_in_every_format() {
    for (format, expected) in [
        ("github", ""),
        ("gitlab", "[]\n"),
        (
            "markdown",
            "<!-- okr-check -->\n**The check passes: no findings in 6 files, 1 goal, 2 objectives, 4 key \
             results.**\n",
        ),
    ] {
        let run = okr(&fixture("streaming"), &clean(format));
        assert_eq!((run.code, run.out.as_str()), (0, expected), "{format}");
    }
    let run = okr(&fixture("streaming"), &clean("junit"));
    let (all, failed) = cases(&run.out);
    assert!(all > 3 && failed == 0);
    let run = okr(&fixture("streaming"), &clean("rdjson"));
    let result: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(result["diagnostics"], serde_json::json!([]));
}

#[test]
fn no_format_changes_the_exit_code_or_needs_findings() {
    let empty = tree(&[("okrs/okr.yaml", "")]);
    for format in [
        "full", "concise", "json", "sarif", "github", "gitlab", "junit", "rdjson", "markdown",
    ] {
        for (fail_on, code) in [("error", 1), ("never", 0)] {
            let args = ["check", "--format", format, "--fail-on", fail_on];
            assert_eq!(okr(mixed().path(), &args).code, code, "{args:?}");
        }
        let run = okr(
            empty.path(),
            &["check", "--format", format, "--allow-empty"],
        );
        assert_eq!(run.code, 0, "{format}: {}", run.err);
        match format {
            "junit" => assert_eq!(cases(&run.out), (0, 0)),
            "json" | "sarif" | "gitlab" | "rdjson" => {
                assert!(
                    serde_json::from_str::<Value>(&run.out).is_ok(),
                    "{}",
                    run.out
                );
            }
            _ => {}
        }
    }
}

#[test]
fn a_diff_annotates_what_needs_attention() {
    let repository = Repository::new();
    let objective = |target: &str, more: &str| {
        format!(
            "objective: Customers stay because they want to\nparent: win\nkey_results:\n  - {{id: a, title: \
             Churn, baseline: 5%, target: {target}{more}}}\n  - {{id: b, title: Calls, baseline: 9 h, \
             target: 4 h}}\n"
        )
    };
    let goal = "goal: Win\nmetrics:\n  - {title: Share, baseline: 10%, target: 20%}\n";
    repository
        .write("okrs/okr.yaml", "")
        .write("okrs/goals/win.yaml", goal);
    for name in ["eased", "told", "gone", "same"] {
        let path = format!("okrs/teams/web/2026-Q1/{name}.yaml");
        repository.write(&path, objective("3%", ""));
    }
    repository.commit_at("2026-01-05T10:00:00Z", "Plan");
    let path = |name: &str| format!("okrs/teams/web/2026-Q1/{name}.yaml");
    repository.write(&path("eased"), objective("4%", ""));
    repository.write(&path("told"), objective("4%", ", reason: The price rose"));
    std::fs::remove_file(repository.folder().join(path("gone"))).unwrap();
    let run = okr(repository.folder(), &["diff", "--format", "github"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let starts = [
        "::warning file=okrs/teams/web/2026-Q1/eased.yaml,line=4,title=goalpost moved::eased/a: target",
        "::warning file=okrs/teams/web/2026-Q1/gone.yaml,title=objective removed::gone: objective removed",
        "::notice file=okrs/teams/web/2026-Q1/told.yaml,line=4,title=goalpost moved::told/a: target",
    ];
    let lines: Vec<&str> = run.out.lines().collect();
    for start in starts {
        assert!(
            lines.iter().any(|line| line.starts_with(start)),
            "{start}: {}",
            run.out
        );
    }
    assert!(lines[0].ends_with(", no reason given"), "{}", run.out);
    assert!(
        lines[lines.len() - 1].ends_with(", because: The price rose"),
        "{}",
        run.out
    );

    repository.commit_at("2026-01-06T10:00:00Z", "Moved");
    let run = okr(repository.folder(), &["diff", "--format", "github"]);
    assert_eq!((run.code, run.out.as_str()), (0, ""));
}
