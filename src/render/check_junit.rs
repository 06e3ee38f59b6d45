//! Findings as a test report in the XML of JUnit, as its published schema for Ant has it. A file is
//! a test suite. What fails the run is a failed test case; what does not is told in the output of the
//! suite. A file in which nothing fails is one test case that passes.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::io::{self, Write};

use crate::finding::FileId;
use crate::render::findings::Found;
use crate::render::places::Places;
use crate::render::safe::xml;
use crate::report::CheckReport;

/// Writes a suite for each file that `is_asked`.
///
/// # Errors
/// Where `out` cannot be written.
pub fn write(
    report: &CheckReport,
    is_asked: &dyn Fn(FileId) -> bool,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut places = Places::new(&report.snapshot);
    let mut by_file: HashMap<FileId, Vec<Found<'_>>> = HashMap::new();
    for judged in &report.findings {
        let of_file = by_file.entry(judged.finding.file).or_default();
        of_file.push(Found::new(judged, &mut places));
    }
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    writeln!(out, "<testsuites>")?;
    let files = (0..).map(FileId).zip(&report.snapshot.files);
    let asked = files.filter(|(file, _)| is_asked(*file));
    for (at, (id, file)) in asked.enumerate() {
        let found = by_file.remove(&id).unwrap_or_default();
        write!(
            out,
            "{}",
            suite(report, at, &file.path, &found, &mut places)
        )?;
    }
    writeln!(out, "</testsuites>")
}

/// The suite of one file.
fn suite<'r>(
    report: &CheckReport,
    id: usize,
    path: &str,
    found: &[Found<'r>],
    places: &mut Places<'r>,
) -> String {
    let path = xml(path);
    let (failed, told): (Vec<&Found<'_>>, Vec<&Found<'_>>) = found
        .iter()
        .partition(|found| report.fail_on.fails(found.judged.level));
    let mut cases = String::new();
    let mut names = HashMap::new();
    for found in &failed {
        cases.push_str(&case(found, &path, &mut names, places));
    }
    if failed.is_empty() {
        cases = format!("    <testcase name=\"okr check\" classname=\"{path}\" time=\"0\"/>\n");
    }
    let told = told.iter().map(|found| xml(&found.plain_line()));
    format!(
        "  <testsuite id=\"{id}\" package=\"okr\" name=\"{path}\" timestamp=\"{today}T00:00:00\" \
         hostname=\"localhost\" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\" time=\"0\">\n    \
         <properties/>\n{cases}    <system-out>{told}</system-out>\n    <system-err/>\n  \
         </testsuite>\n",
        today = report.today,
        tests = failed.len().max(1),
        failures = failed.len(),
        told = told.collect::<Vec<_>>().join("\n"),
    )
}

/// The test case of a finding. Its name stays the same whatever lines move.
fn case<'r>(
    found: &Found<'r>,
    path: &str,
    names: &mut HashMap<String, usize>,
    places: &mut Places<'r>,
) -> String {
    let finding = &found.judged.finding;
    let subject = finding.subject.as_deref().into_iter();
    let about: Vec<&str> = subject.chain(finding.field).collect();
    let mut name = match about.is_empty() {
        true => finding.rule.to_owned(),
        false => format!("{}: {}", finding.rule, about.join(" ")),
    };
    let times = names.entry(name.clone()).or_default();
    *times += 1;
    if *times > 1 {
        // Writing to a string cannot fail.
        let _ = write!(name, " ({times})");
    }
    let mut said = vec![found.plain_line()];
    said.extend(finding.help.as_ref().map(|help| format!("help: {help}")));
    said.extend(finding.related.iter().map(|related| {
        let at = places.at(related.file, related.span);
        format!(
            "{}:{}:{}: note: {}",
            at.path, at.start.line, at.start.column, related.message
        )
    }));
    let said: Vec<String> = said.iter().map(|line| xml(line)).collect();
    format!(
        "    <testcase name=\"{}\" classname=\"{path}\" time=\"0\">\n      \
         <failure type=\"{}\" message=\"{}\">{}</failure>\n    </testcase>\n",
        xml(&name),
        finding.rule,
        xml(&finding.message),
        said.join("\n")
    )
}
