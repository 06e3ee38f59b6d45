//! The command line as a page of Markdown, made from the same arguments that are parsed.

use std::fmt::Write;

use clap::{Arg, Command, CommandFactory};

use crate::cli::Cli;

/// The page `docs/cli.md`.
#[must_use]
pub fn reference() -> String {
    let mut page = String::from("# The command line\n\n");
    let mut program = Cli::command();
    program.build();
    let about = program.get_long_about().or(program.get_about());
    let _ = writeln!(
        page,
        "{}\n",
        about.map(ToString::to_string).unwrap_or_default()
    );
    let _ = writeln!(
        page,
        "Results go to standard output, all else to standard error. Exit codes: 0 nothing at or above `--fail-on`; 1 findings at or above it; 2 usage, git, input or output failed, or an `okr.yaml` that does not parse; 3 nothing to check.\n"
    );
    let _ = writeln!(page, "## Options of every command\n");
    let globals: Vec<&Arg> = program
        .get_arguments()
        .filter(|arg| arg.is_global_set())
        .collect();
    table(&mut page, &globals);
    for command in program
        .get_subcommands()
        .filter(|command| !command.is_hide_set())
    {
        section(&mut page, command);
    }
    page
}

fn section(page: &mut String, command: &Command) {
    let usage = command.clone().render_usage().to_string();
    let usage = usage.trim_start_matches("Usage: ");
    let about = command.get_long_about().or(command.get_about());
    let _ = writeln!(page, "\n## okr {}\n", command.get_name());
    let _ = writeln!(
        page,
        "```text\n{usage}\n```\n\n{}",
        about.map(ToString::to_string).unwrap_or_default()
    );
    let own: Vec<&Arg> = command
        .get_arguments()
        .filter(|arg| !arg.is_global_set() && !arg.is_hide_set())
        .filter(|arg| !matches!(arg.get_id().as_str(), "help" | "version"))
        .collect();
    if !own.is_empty() {
        let _ = writeln!(page);
        table(page, &own);
    }
}

fn table(page: &mut String, arguments: &[&Arg]) {
    let _ = writeln!(page, "| argument | meaning |\n|---|---|");
    for argument in arguments {
        let help = argument
            .get_long_help()
            .or(argument.get_help())
            .map(ToString::to_string)
            .unwrap_or_default();
        let values: Vec<String> = argument
            .get_possible_values()
            .iter()
            .filter(|value| !value.is_hide_set() && argument.get_action().takes_values())
            .map(|value| format!("`{}`", value.get_name()))
            .collect();
        let defaults: Vec<_> = argument
            .get_default_values()
            .iter()
            .map(|value| value.to_string_lossy())
            .collect();
        let mut meaning = help.replace('\n', " ");
        if !values.is_empty() {
            let _ = write!(meaning, ": {}", values.join(", "));
        }
        if argument.get_action().takes_values() && !defaults.is_empty() {
            let _ = write!(meaning, " (default `{}`)", defaults.join(" "));
        }
        let _ = writeln!(
            page,
            "| `{}` | {} |",
            spelling(argument),
            meaning.replace('|', "\\|")
        );
    }
}

/// `-q, --quiet`, `--today DATE` or `PATH`.
fn spelling(argument: &Arg) -> String {
    let short = argument.get_short().map(|short| format!("-{short}"));
    let long = argument.get_long().map(|long| format!("--{long}"));
    let flags: Vec<String> = short.into_iter().chain(long).collect();
    let takes_value = argument.get_action().takes_values();
    let names: Vec<_> = argument
        .get_value_names()
        .into_iter()
        .flatten()
        .map(ToString::to_string)
        .collect();
    match (flags.is_empty(), takes_value && !names.is_empty()) {
        (true, _) => names.join(" "),
        (false, true) => format!("{} {}", flags.join(", "), names.join(" ")),
        (false, false) => flags.join(", "),
    }
}
