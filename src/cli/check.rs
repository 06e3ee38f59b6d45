//! `okr check`: reads the tree, judges it, and reports what it finds.

use std::collections::HashSet;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::{anyhow, bail};
use clap::{Args, ValueEnum};

use crate::cli::actual::ActualArgs;
use crate::cli::format::{Output, write_all};
use crate::cli::load::{Loaded, StateArgs};
use crate::cli::session::Session;
use crate::cli::since::SinceArgs;
use crate::cli::{Outcome, Stop};
use crate::finding::{FileId, Level, Setting};
use crate::render::paths::Paths;
use crate::render::reading::State;
use crate::render::{
    check_concise, check_full, check_github, check_gitlab, check_json, check_junit, check_markdown,
    check_rdjson, check_sarif, summary,
};
use crate::report::{CheckReport, FailOn};
use crate::rules::{self, Choice, Context, lint_since};
use crate::snapshot::Snapshot;
use crate::store::{self, StoreError};

/// Say what is wrong with the tree: errors, warnings and advice
///
/// Reads the whole tree whatever PATH says; a PATH only narrows what is reported.
///
/// Exit code: 0 nothing at or above --fail-on; 1 findings at or above it; 2 it could not run;
/// 3 nothing to check.
#[derive(Debug, Args)]
pub struct CheckArgs {
    /// Report only what is in these files and folders
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,

    /// How to report: full, concise, json, sarif, github, gitlab, junit, rdjson or markdown; with
    /// `=PATH` into a file; may be repeated
    #[arg(long = "format", value_name = "FORMAT[=PATH]")]
    formats: Vec<Output<CheckFormat>>,

    /// Report only these rules or groups of rules
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    select: Vec<String>,

    /// Do not report these rules or groups of rules
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    ignore: Vec<String>,

    /// Report a rule at a level: error, warning, info or off
    #[arg(long = "level", value_name = "RULE=LEVEL", value_delimiter = ',')]
    levels: Vec<String>,

    #[command(flatten)]
    state: StateArgs,

    #[command(flatten)]
    since: SinceArgs,

    #[command(flatten)]
    actual: ActualArgs,

    /// Fail on findings of this level and above
    #[arg(long, value_name = "LEVEL", default_value = "error")]
    fail_on: FailLevel,

    /// Report also what ignore comments hide
    #[arg(long)]
    no_ignores: bool,

    /// Succeed where there is nothing to check
    #[arg(long)]
    allow_empty: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum CheckFormat {
    /// With the lines that findings point at
    Full,
    /// One line for each finding
    Concise,
    /// One object
    Json,
    /// A log of SARIF 2.1.0
    Sarif,
    /// Annotations for a workflow of GitHub
    Github,
    /// A code quality report for GitLab
    Gitlab,
    /// A test report
    Junit,
    /// Diagnostics for reviewdog
    Rdjson,
    /// For the summary of a job or a comment on a pull request
    Markdown,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum FailLevel {
    Error,
    Warning,
    Info,
    Never,
}

impl From<FailLevel> for FailOn {
    fn from(level: FailLevel) -> Self {
        match level {
            FailLevel::Error => Self::Level(Level::Error),
            FailLevel::Warning => Self::Level(Level::Warning),
            FailLevel::Info => Self::Level(Level::Info),
            FailLevel::Never => Self::Never,
        }
    }
}

/// Runs it.
pub fn run(
    args: &CheckArgs,
    session: &Session,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> Outcome {
    let (report, shown) = match checked(args, session, err) {
        // A tree that is gone is no empty one.
        Err(Stop::Nothing(why)) if args.allow_empty && !args.since.asks_for_base() => {
            note(session, err, &why)?;
            let nothing = CheckReport::new(
                Snapshot::default(),
                session.today,
                Vec::new(),
                0,
                FailOn::Never,
            );
            let shown = Shown {
                paths: Paths::default(),
                asked: Asked::everything(),
                state: State::worktree(),
                base: None,
            };
            (nothing, shown)
        }
        other => other?,
    };
    write(args, session, (&report, &shown), out)?;
    if !session.quiet {
        let line = summary::line(&report, shown.base.as_ref(), session.err_style);
        writeln!(err, "{line}")?;
    }
    Ok(report.verdict())
}

/// What a report says of where it was read.
struct Shown {
    paths: Paths,
    asked: Asked,
    state: State,
    /// The state that it was compared with.
    base: Option<State>,
}

/// Says something that is worth knowing and wrong in no way.
fn note(session: &Session, err: &mut dyn Write, text: &str) -> io::Result<()> {
    match session.quiet {
        true => Ok(()),
        false => writeln!(err, "{}", crate::render::safe_block(text, false)),
    }
}

/// Reads and judges.
fn checked(
    args: &CheckArgs,
    session: &Session,
    err: &mut dyn Write,
) -> Result<(CheckReport, Shown), Stop> {
    let choice = choice(args)?;
    let paths = absolute(&args.paths, &session.folder)?;
    let loaded = args.state.load_for(session, &paths)?;
    loaded.say(session, err)?;
    if loaded.read.is_empty() {
        loaded.require_documents()?;
    }
    refuse_to_overwrite(&args.formats, &loaded, session)?;
    let asked = Asked::new(&loaded, &paths);
    for path in &asked.in_vain {
        let message = format!(
            "{} holds no file of the tree in {}: it is excluded, ignored by git, a link, or no *.yaml",
            path.display(),
            loaded.root.tree_folder().display()
        );
        match asked.in_vain.len() == paths.len() {
            true => return Err(Stop::Nothing(format!("nothing to check: {message}"))),
            false => note(session, err, &format!("note: {message}"))?,
        }
    }
    let shown_paths = session.paths(&loaded.root);
    let past = args.since.read(&loaded, session, err)?;
    let actual = args.actual.read(&loaded, session, err)?;
    let Loaded {
        config,
        snapshot,
        read,
        current,
        today,
        state,
        ..
    } = loaded;
    let context = Context {
        snapshot: &snapshot,
        config: &config,
        today,
        current: current.as_ref(),
        actual: actual.as_ref(),
        base: None,
        stricter: None,
        history: None,
    };
    let base = past.base(&context);
    let context = past.seen_from(context, base.as_ref());
    let linted = lint_since(&context, read, past.read(), &choice);
    let reported = linted
        .findings
        .into_iter()
        .filter(|judged| asked.is_about(judged.finding.file))
        .collect();
    let report = CheckReport::new(
        snapshot,
        today,
        reported,
        linted.ignored,
        args.fail_on.into(),
    );
    let shown = Shown {
        paths: shown_paths,
        asked,
        state,
        base: past.state().cloned(),
    };
    Ok((report, shown))
}

/// A report must not replace a file of the tree that it is about.
fn refuse_to_overwrite(
    outputs: &[Output<CheckFormat>],
    loaded: &Loaded,
    session: &Session,
) -> anyhow::Result<()> {
    for path in outputs.iter().filter_map(|output| output.path.as_ref()) {
        let Ok(target) = store::resolved(&session.folder.join(path)) else {
            continue;
        };
        let mut files = loaded.snapshot.files.iter();
        if files.any(|file| loaded.root.repository.join(&file.path) == target) {
            bail!(
                "{} is a file of the tree, and a report would replace it",
                path.display()
            );
        }
    }
    Ok(())
}

/// Which files are to be reported on.
struct Asked {
    /// By file, whether it is; none where all are.
    files: Option<Vec<bool>>,
    /// The paths that no file of the tree is at or below.
    in_vain: Vec<PathBuf>,
}

impl Asked {
    fn new(loaded: &Loaded, paths: &[PathBuf]) -> Self {
        if paths.is_empty() {
            return Self::everything();
        }
        let named: HashSet<&Path> = paths.iter().map(PathBuf::as_path).collect();
        let mut met: HashSet<&Path> = HashSet::new();
        let mut is_asked = |path: PathBuf| {
            let above = path
                .ancestors()
                .filter_map(|above| named.get(above).copied());
            let above: Vec<&Path> = above.collect();
            met.extend(&above);
            !above.is_empty()
        };
        let files = loaded
            .snapshot
            .files
            .iter()
            .map(|file| is_asked(loaded.root.repository.join(&file.path)))
            .collect();
        let in_vain = paths
            .iter()
            .filter(|path| !met.contains(path.as_path()))
            .cloned()
            .collect();
        Self {
            files: Some(files),
            in_vain,
        }
    }

    const fn everything() -> Self {
        Self {
            files: None,
            in_vain: Vec::new(),
        }
    }

    fn is_about(&self, file: FileId) -> bool {
        self.files
            .as_ref()
            .is_none_or(|files| files.get(file.0 as usize).copied().unwrap_or_default())
    }
}

fn absolute(paths: &[PathBuf], folder: &Path) -> Result<Vec<PathBuf>, StoreError> {
    paths
        .iter()
        .map(|path| store::resolved(&folder.join(path)))
        .collect()
}

/// What the arguments choose; every rule and group that they name must exist.
fn choice(args: &CheckArgs) -> anyhow::Result<Choice> {
    let levels = args
        .levels
        .iter()
        .map(|text| level(text))
        .collect::<anyhow::Result<Vec<_>>>()?;
    let named: Vec<String> = levels.iter().map(|(name, _)| name.clone()).collect();
    if let Some(group) = named.iter().find(|name| {
        rules::Group::ALL
            .iter()
            .any(|group| group.name() == name.as_str())
    }) {
        bail!("--level {group}: a level is set for one rule; --ignore and --select take groups");
    }
    for (flag, names) in [
        ("--select", &args.select),
        ("--ignore", &args.ignore),
        ("--level", &named),
    ] {
        if let Some(unknown) = rules::unknown_names(names).next() {
            let near = rules::nearest_rule(unknown);
            let help = near.map_or_else(
                || "`okr rules` lists them".to_owned(),
                |near| format!("did you mean `{near}`?"),
            );
            bail!("{flag} {unknown}: there is no such rule; {help}");
        }
    }
    Ok(Choice {
        select: args.select.clone(),
        ignore: args.ignore.clone(),
        levels,
        no_ignores: args.no_ignores,
    })
}

fn level(text: &str) -> anyhow::Result<(String, Setting)> {
    let (rule, level) = text
        .split_once('=')
        .ok_or_else(|| anyhow!("--level {text}: write RULE=LEVEL, such as parent-closed=off"))?;
    let setting = level
        .parse()
        .map_err(|words| anyhow!("--level {text}: {words}"))?;
    Ok((rule.to_owned(), setting))
}

fn write(
    args: &CheckArgs,
    session: &Session,
    (report, shown): (&CheckReport, &Shown),
    out: &mut dyn Write,
) -> anyhow::Result<()> {
    let outputs = Output::or(&args.formats, CheckFormat::Full);
    write_all(&outputs, &session.folder, out, |format, out, to_file| {
        let style = session.style_for(to_file);
        match format {
            CheckFormat::Full => check_full::write(report, &shown.paths, style, out),
            CheckFormat::Concise => check_concise::write(report, &shown.paths, style, out),
            CheckFormat::Json => {
                check_json::write(report, (&shown.state, shown.base.as_ref()), out)
            }
            CheckFormat::Sarif => check_sarif::write(report, out),
            CheckFormat::Github => check_github::write(report, out),
            CheckFormat::Gitlab => check_gitlab::write(report, out),
            CheckFormat::Junit => {
                check_junit::write(report, &|file| shown.asked.is_about(file), out)
            }
            CheckFormat::Rdjson => check_rdjson::write(report, out),
            CheckFormat::Markdown => check_markdown::write(report, shown.base.as_ref(), out),
        }
    })
}
