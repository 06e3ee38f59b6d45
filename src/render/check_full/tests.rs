#![allow(clippy::unwrap_used)]

use jiff::civil::date;

use super::*;
use crate::finding::{FileId, Finding};
use crate::render::layout::width;
use crate::report::{FailOn, Summary};
use crate::source::Span;
use crate::testing::tree_of;

/// One finding in `a.yaml`, drawn.
fn drawn(text: &str, columns: usize, color: bool, change: impl Fn(&mut Finding)) -> String {
    let (snapshot, _) = tree_of(&format!("#: a.yaml\n{text}"));
    let at = snapshot.file(FileId(0)).unwrap().text.find("MARK").unwrap();
    let mut finding = Finding::new("owner-missing", FileId(0), Span::new(at, at + 4), "wrong");
    change(&mut finding);
    let report = CheckReport {
        snapshot,
        today: date(2026, 2, 14),
        findings: vec![Judged {
            finding,
            level: Level::Error,
            fingerprint: String::new(),
        }],
        summary: Summary::default(),
        fail_on: FailOn::Never,
    };
    let style = Style {
        color,
        width: columns,
    };
    let mut out = Vec::new();
    write(&report, &Paths::default(), style, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

const TEXT: &str = "objective: MARK\nowner: priya\nparent: g\nnote: far\nwhy: further\n";

#[test]
fn no_line_is_a_command_wherever_the_text_is_broken() {
    for color in [false, true] {
        for offset in 0..90 {
            let long = format!("{} ::x {}", "a".repeat(offset), "b ".repeat(50));
            let text = drawn(TEXT, 60, color, |finding| {
                finding.message.clone_from(&long);
                finding.help = Some(long.clone());
                *finding = finding
                    .clone()
                    .related(FileId(0), Span::new(40, 43), long.clone());
            });
            for line in text.lines() {
                let plain = crate::render::safe::without_colours(line);
                assert!(!plain.trim_start().starts_with("::"), "{offset}: {text}");
                assert!(width(&plain) <= 60, "{offset}: {text}");
            }
        }
    }
}

#[test]
fn long_lines_are_cut_around_what_they_are_about() {
    let line = |before: usize, after: usize| {
        format!(
            "{}MARK{}\nnext: {}",
            "a".repeat(before),
            "b".repeat(after),
            "c".repeat(200)
        )
    };
    for (before, after, shown) in [
        (0, 10, "1 │ MARKbbbbbbbbbb"),
        (200, 0, "…aaa"),
        (0, 200, "1 │ MARKbb"),
        (200, 200, "aaMARKbb"),
        (2000, 2000, "aaMARKbb"),
    ] {
        let text = drawn(&line(before, after), 50, false, |_| {});
        assert!(text.contains(shown) && text.contains("MARK"), "{text}");
        assert!(text.contains("2 │ next: ccc"), "{text}");
        assert!(text.lines().all(|line| width(line) <= 50), "{text}");
        let mut lines = text.lines();
        let marked = lines.find(|line| line.contains("MARK")).unwrap();
        let below = lines.next().unwrap();
        let column = |line: &str, part: &str| width(line.split_once(part).unwrap().0);
        assert_eq!(column(marked, "MARK"), column(below, "─"), "{text}");
    }
}

#[test]
fn a_second_place_shares_the_lines_where_it_can() {
    let text = drawn(TEXT, 80, false, |finding| {
        *finding = finding
            .clone()
            .related(FileId(0), Span::new(16, 21), "first here");
    });
    assert!(text.contains("╰── first here"), "{text}");
    assert_eq!(text.matches('╭').count(), 1, "{text}");
    let at = TEXT.find("why").unwrap();
    let text = drawn(TEXT, 80, false, |finding| {
        *finding = finding
            .clone()
            .related(FileId(0), Span::new(at, at + 3), "first there");
    });
    assert!(text.contains("\n  note: first there\n"), "{text}");
    assert_eq!(text.matches('╭').count(), 2, "{text}");
    assert!(!text.contains("Advice"), "{text}");
}
