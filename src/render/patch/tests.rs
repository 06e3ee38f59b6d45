#![allow(clippy::unwrap_used)]

use super::*;

fn diff(path: &str, before: &str, after: &str, exact: bool, color: bool) -> String {
    let style = Style { color, width: 80 };
    let mut out = Vec::new();
    write(path, (Some(before), after), exact, style, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn a_new_file_comes_from_nowhere() {
    let style = Style {
        color: false,
        width: 80,
    };
    let mut out = Vec::new();
    write("a.yaml", (None, "goal: G\n"), true, style, &mut out).unwrap();
    assert_eq!(
        String::from_utf8(out).unwrap(),
        "--- /dev/null\n+++ b/a.yaml\n@@ -0,0 +1 @@\n+goal: G\n"
    );
}

#[test]
fn three_lines_stand_around_what_changes() {
    let before = "1\n2\n3\n4\n5\n6\n7\n8\n";
    let after = "1\n2\n3\n4\nfive\n6\n7\n8\n";
    assert_eq!(
        diff("okrs/a.yaml", before, after, true, false),
        "--- a/okrs/a.yaml\n+++ b/okrs/a.yaml\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n"
    );
    assert_eq!(diff("a", before, before, true, false), "");
}

#[test]
fn line_ends_are_kept_for_programs() {
    assert_eq!(
        diff("a b.yaml", "x\r\nu: 1\ry", "x\r\nu: 2\ry", true, false),
        "--- a/a b.yaml\t\n+++ b/a b.yaml\t\n@@ -1,2 +1,2 @@\n x\r\n-u: 1\ry\n\\ No newline at end of file\n+u: 2\ry\n\\ No newline at end of file\n"
    );
}

#[test]
fn nothing_deceives_a_terminal_or_commands_a_runner() {
    let before = "::warning::x\na\u{1b}[2J\tb\r\n##[group]y\n";
    let after = format!("{before}z\n");
    let terminal = diff("a\u{1b}.yaml", before, &after, false, true);
    assert!(!terminal.contains("\u{1b}[2J"), "{terminal}");
    assert!(terminal.contains("a\\x1b[2J b\n"), "{terminal}");
    for text in [terminal, diff("a\n\".yaml", before, &after, true, false)] {
        assert!(!text.contains("##["), "{text}");
        assert!(
            !text.lines().any(|line| line.trim_start().starts_with("::")),
            "{text}"
        );
    }
    assert!(
        diff("a\n\"é.yaml", before, &after, true, false)
            .starts_with("--- \"a/a\\012\\\"é.yaml\"\n")
    );
}
