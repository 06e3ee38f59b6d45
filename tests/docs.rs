//! The generated pages of the guide are what the program says. `OKR_UPDATE_DOCS=1 cargo test
//! --test docs` writes them anew.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use okr::cli::reference;
use okr::parse::fields;
use okr::render::rules_markdown;
use okr::report::RulesReport;
use okr::rules::RULES;

fn docs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs")
}

/// Compares the page with what it should be, or writes it where that was asked for.
fn expect(path: &Path, text: &str) {
    if std::env::var_os("OKR_UPDATE_DOCS").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let there = fs::read_to_string(path).unwrap_or_default();
    assert!(
        there == text,
        "{} is not what the program says; `OKR_UPDATE_DOCS=1 cargo test --test docs` writes it",
        path.display()
    );
}

fn markdown(report: &RulesReport) -> String {
    let mut page = Vec::new();
    rules_markdown::write(report, &mut page).unwrap();
    String::from_utf8(page).unwrap()
}

#[test]
fn the_pages_of_the_rules_are_what_the_program_says() {
    let folder = docs().join("rules");
    for rule in RULES {
        expect(
            &folder.join(format!("{}.md", rule.name)),
            &markdown(&RulesReport::One(rule)),
        );
    }
    expect(
        &folder.join("README.md"),
        &markdown(&RulesReport::All(RULES.to_vec())),
    );
    let pages: BTreeSet<OsString> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    let known = RULES
        .iter()
        .map(|rule| format!("{}.md", rule.name))
        .chain(["README.md".to_owned()]);
    let known: BTreeSet<OsString> = known.map(OsString::from).collect();
    assert_eq!(pages, known, "pages of docs/rules (left), rules (right)");
}

#[test]
fn the_page_of_the_command_line_is_what_the_program_says() {
    expect(&docs().join("cli.md"), &reference());
}

#[test]
fn the_tables_of_fields_are_what_the_program_reads() {
    const BEGIN: &str = "<!-- fields:begin -->\n";
    const END: &str = "<!-- fields:end -->";
    let path = docs().join("format.md");
    let page = fs::read_to_string(&path).unwrap();
    let (before, rest) = page.split_once(BEGIN).expect("a place for the tables");
    let (_, after) = rest.split_once(END).expect("the end of that place");
    expect(&path, &format!("{before}{BEGIN}\n{}{END}{after}", tables()));
}

fn tables() -> String {
    let cell = |text: &str| text.replace('|', "\\|");
    let mut text = String::new();
    for (what, fields) in fields::everything() {
        text += &format!("### Fields of {what}\n\n| field | meaning | example |\n|---|---|---|\n");
        for field in fields {
            text += &format!(
                "| `{}` | {} | `{}` |\n",
                field.name,
                cell(&field.meaning()),
                cell(field.example)
            );
        }
        text += "\n";
    }
    text
}
