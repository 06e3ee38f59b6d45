//! What a shell and a manual get of the command line.
#![allow(clippy::unwrap_used)]

mod common;

use std::io::Write as _;
use std::process::{Command, Stdio};

use common::okr;

/// Runs `okr` where nothing is.
fn printed(args: &[&str]) -> String {
    let run = okr(common::tree(&[]).path(), args);
    assert_eq!(run.code, 0, "{args:?}: {}", run.err);
    run.out
}

#[test]
fn the_completions_know_every_command() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = printed(&["completions", shell]);
        for word in ["check", "allocation", "schema", "fail-on"] {
            assert!(script.contains(word), "{shell}: {word}");
        }
    }
}

#[test]
fn the_completions_are_scripts_that_the_shell_can_read() {
    for shell in ["bash", "zsh", "fish"] {
        let child = Command::new(shell)
            .arg("-n")
            .stdin(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn();
        // Not every machine has every shell.
        let Ok(mut child) = child else { continue };
        let script = printed(&["completions", shell]);
        child
            .stdin
            .take()
            .unwrap()
            .write_all(script.as_bytes())
            .unwrap();
        let output = child.wait_with_output().unwrap();
        assert!(
            output.status.success() && output.stderr.is_empty(),
            "{shell}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
    }
}

/// The names of the options that a page of help lists.
fn options(help: &str) -> Vec<String> {
    let mut options = Vec::new();
    for line in help.lines().map(str::trim_start) {
        let words = line.split_whitespace().take(2);
        let long = words.filter_map(|word| word.strip_prefix("--"));
        options.extend(long.map(|name| name.trim_end_matches(',').to_owned()));
    }
    options
}

#[test]
fn every_option_stands_in_its_page_of_the_manual() {
    let commands = [
        "init",
        "check",
        "rules",
        "tree",
        "show",
        "why",
        "allocation",
        "diff",
        "log",
        "schema",
        "completions",
        "man",
    ];
    let mut found = 0;
    for command in commands {
        let page = printed(&["man", command]).replace('\\', "");
        assert!(
            page.contains(&format!(".TH OKR-{} 1", command.to_uppercase())),
            "{page}"
        );
        for option in options(&printed(&[command, "--help"])) {
            assert!(
                page.contains(&format!("--{option}")),
                "{command}: --{option}"
            );
            found += 1;
        }
    }
    assert!(found > 60, "{found}");
    let top = printed(&["man"]);
    for command in commands {
        assert!(
            top.contains(&format!("okr\\-{command}(1)")),
            "{command}: {top}"
        );
    }
}

#[test]
fn the_pages_of_the_manual_are_written_where_one_says() {
    let folder = common::tree(&[("man/okr.1", "old")]);
    let run = okr(folder.path(), &["man", "--dir", "man"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(
        run.out
            .starts_with("man/okr.1\nman/okr-init.1\nman/okr-check.1\n"),
        "{}",
        run.out
    );
    for path in run.out.lines() {
        let page = std::fs::read_to_string(folder.path().join(path)).unwrap();
        assert!(page.contains(".SH SYNOPSIS"), "{path}");
    }
    let missing = okr(folder.path(), &["man", "--dir", "nowhere"]);
    assert_eq!(missing.code, 2);
    assert!(missing.err.contains("nowhere"), "{}", missing.err);
}

#[test]
fn an_unknown_command_has_no_page() {
    let run = okr(common::tree(&[]).path(), &["man", "nothing"]);
    assert_eq!(run.code, 2);
    assert!(
        run.err.contains("there is no command nothing"),
        "{}",
        run.err
    );
}
