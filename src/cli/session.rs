//! The arguments that every command takes, as said and as meant.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, anyhow};
use clap::{Args, ValueEnum};
use jiff::civil::Date;

use crate::cli::{Environment, Stop};
use crate::model::date::parse_date;
use crate::render::paths::Paths;
use crate::render::style::Style;
use crate::store;

/// Arguments of every command.
#[derive(Debug, Args)]
pub struct GlobalArgs {
    /// Run as if started in this folder
    #[arg(short = 'C', value_name = "DIR", global = true)]
    folder: Option<PathBuf>,

    /// Take this cycle for the current one, such as 2026-Q1; `all` shows every one
    #[arg(long, value_name = "CYCLE", global = true)]
    cycle: Option<String>,

    /// Take this day for today, such as 2026-02-14, so that output can be reproduced [env: OKR_TODAY]
    #[arg(long, value_name = "DATE", global = true)]
    today: Option<String>,

    /// When to use colours
    #[arg(long, value_name = "WHEN", default_value = "auto", global = true)]
    color: ColorWhen,

    /// Say nothing on standard error but errors
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    quiet: bool,

    /// Say on standard error what is read and from where
    #[arg(short, long, global = true)]
    verbose: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ColorWhen {
    /// On a terminal, unless NO_COLOR is set; anywhere, if FORCE_COLOR is
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// The arguments of every command, as meant.
#[derive(Debug, Clone)]
pub struct Session {
    /// The folder it runs in, without links.
    pub folder: PathBuf,
    /// Whether the folder was named with `-C`.
    pub folder_named: bool,
    /// The program, as it is run: its name where it was found by that, else its path from the root
    /// of the file system.
    pub program: PathBuf,
    /// The git configuration of the person who runs it, where it usually is.
    pub git_folder: Option<PathBuf>,
    /// The cycle to show, as said.
    pub cycle: Option<String>,
    /// The day that counts as today.
    pub today: Date,
    /// Whether that day was said, rather than taken from the clock.
    pub today_said: bool,
    /// Whether standard output is a terminal.
    pub to_terminal: bool,
    /// Whether somebody can be asked: the answers come from a terminal, and the questions go to one.
    pub can_ask: bool,
    /// How standard output looks.
    pub style: Style,
    /// How standard error looks.
    pub err_style: Style,
    /// Whether nothing but errors is said.
    pub quiet: bool,
    /// Whether more is said.
    pub verbose: bool,
}

/// The columns of a pipe.
const PIPE_COLUMNS: usize = 100;
/// The narrowest that is laid out for.
const FEWEST_COLUMNS: usize = 40;

impl Session {
    /// Makes sense of the arguments.
    ///
    /// # Errors
    /// Where the folder cannot be entered or the day is none.
    pub fn new(args: GlobalArgs, environment: &Environment, program: &OsStr) -> Result<Self, Stop> {
        let said = args.folder.as_deref();
        let folder = said.map_or_else(
            || environment.folder.clone(),
            |folder| environment.folder.join(folder),
        );
        let folder = store::resolved(&folder)?;
        if !store::is_folder(&folder) {
            return Err(anyhow!("{} is not a folder", folder.display()).into());
        }
        let width = match environment.out_is_terminal {
            true => environment
                .columns
                .unwrap_or(PIPE_COLUMNS)
                .max(FEWEST_COLUMNS),
            false => PIPE_COLUMNS,
        };
        let style = |on_terminal| Style {
            color: color(args.color, environment, on_terminal),
            width,
        };
        Ok(Self {
            folder,
            folder_named: said.is_some(),
            program: self::program(program, environment),
            git_folder: git_folder(environment),
            today: today(args.today.as_deref(), environment)?,
            today_said: args.today.is_some() || environment.variable("OKR_TODAY").is_some(),
            to_terminal: environment.out_is_terminal,
            can_ask: environment.in_is_terminal && environment.err_is_terminal,
            style: style(environment.out_is_terminal),
            err_style: style(environment.err_is_terminal),
            cycle: args.cycle,
            quiet: args.quiet,
            verbose: args.verbose,
        })
    }

    /// How output looks: as on standard output, but without colours in a file.
    #[must_use]
    pub const fn style_for(&self, to_file: bool) -> Style {
        Style {
            color: self.style.color && !to_file,
            width: self.style.width,
        }
    }

    /// From where paths of the repository are shown.
    #[must_use]
    pub fn paths(&self, root: &store::Root) -> Paths {
        if let Ok(folder) = self.folder.strip_prefix(&root.repository) {
            return Paths::Within(store::with_slashes(folder));
        }
        Paths::Outside(match root.repository.strip_prefix(&self.folder) {
            Ok(below) => store::with_slashes(below),
            Err(_) => root.repository.to_string_lossy().into_owned(),
        })
    }
}

fn program(said: &OsStr, environment: &Environment) -> PathBuf {
    let said = Path::new(said);
    match said.components().count() {
        0 | 1 => said.to_owned(),
        _ => {
            let path = environment.folder.join(said);
            std::path::absolute(&path).unwrap_or(path)
        }
    }
}

/// `git` below `$XDG_CONFIG_HOME`, else below `~/.config`, as git has it.
fn git_folder(environment: &Environment) -> Option<PathBuf> {
    let configurations = environment.variable("XDG_CONFIG_HOME").map(PathBuf::from);
    let home = environment.variable("HOME").map(PathBuf::from);
    let configurations = configurations.or_else(|| home.map(|home| home.join(".config")));
    configurations.map(|folder| folder.join("git"))
}

fn today(said: Option<&str>, environment: &Environment) -> anyhow::Result<Date> {
    let day = |text: &str, from: &str| {
        parse_date(text)
            .map_err(|error| anyhow!("{}; {}", error.message, error.help))
            .with_context(|| format!("{from} {text}"))
    };
    match (said, environment.variable("OKR_TODAY")) {
        (Some(text), _) => day(text, "--today"),
        (None, Some(text)) => day(text, "OKR_TODAY"),
        (None, None) => Ok(environment.today),
    }
}

/// `--color` over `NO_COLOR` over `CLICOLOR_FORCE` and `FORCE_COLOR` over whether it is a terminal.
fn color(when: ColorWhen, environment: &Environment, on_terminal: bool) -> bool {
    match when {
        ColorWhen::Always => true,
        ColorWhen::Never => false,
        ColorWhen::Auto => color_by_environment(environment, on_terminal),
    }
}

fn color_by_environment(environment: &Environment, on_terminal: bool) -> bool {
    let set = |name: &str| environment.variable(name).is_some();
    let forced = |name: &str| environment.variable(name).is_some_and(|value| value != "0");
    let dumb = environment.variable("TERM") == Some("dumb");
    match () {
        () if set("NO_COLOR") => false,
        () if forced("CLICOLOR_FORCE") || forced("FORCE_COLOR") => true,
        () => on_terminal && !dumb,
    }
}

/// Whether help and usage errors are coloured, before any argument is understood.
pub fn color_of_stream(environment: &Environment, is_err: bool) -> bool {
    let on_terminal = match is_err {
        true => environment.err_is_terminal,
        false => environment.out_is_terminal,
    };
    color_by_environment(environment, on_terminal)
}
