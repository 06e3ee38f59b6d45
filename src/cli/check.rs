//! `okr check`: reads the tree, judges it, mends what it is asked to, and reports what it finds.

mod asked;
mod choice;
mod fix;

use std::io::{self, Write};
use std::path::PathBuf;

use anyhow::bail;
use clap::{Args, ValueEnum};

use crate::cli::actual::ActualArgs;
use crate::cli::fail::FailLevel;
use crate::cli::format::{Output, write_all};
use crate::cli::load::{Edited, Loaded, StateArgs};
use crate::cli::session::Session;
use crate::cli::since::SinceArgs;
use crate::cli::{Outcome, Stop};
use crate::render::paths::Paths;
use crate::render::reading::{State, StateKind};
use crate::render::{
    check_concise, check_full, check_github, check_gitlab, check_json, check_junit, check_markdown,
    check_rdjson, check_sarif, summary,
};
use crate::report::{CheckReport, FailOn, Verdict};
use crate::rules::{Choice, Context, lint_since};
use crate::snapshot::Snapshot;
use crate::store;
use asked::{Asked, absolute};
use choice::choice;
use fix::Fixes;

/// Say what is wrong with the tree: errors, warnings and advice
///
/// Reads the whole tree whatever PATH says; a PATH only narrows what is reported.
///
/// With --fix, what can be mended without a doubt is mended first: misspelt fields, references and
/// words with one likely meaning, numbers and dates that can be read in one way, quotes and spaces
/// that YAML wants. Comments and everything else stay as they are. What is left is reported.
///
/// Exit code: 0 nothing at or above --fail-on; 1 findings at or above it, or with --diff anything to
/// mend; 2 it could not run; 3 nothing to check.
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

    /// Mend what can be mended without a doubt, in the files, and report the rest
    #[arg(long, conflicts_with = "rev")]
    fix: bool,

    /// With --fix: change no file, and print what would change as a unified diff
    #[arg(long, requires = "fix", conflicts_with = "formats")]
    diff: bool,

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

/// Runs it.
pub fn run(
    args: &CheckArgs,
    session: &Session,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> Outcome {
    let (report, shown) = checked_or_empty(args, session, err)?;
    let (report, shown) = match args.fix {
        false => (report, shown),
        true => {
            let (fixes, report, shown) = fixed(args, session, report, shown)?;
            if args.diff {
                return would(&fixes, session, out, err);
            }
            fixes.write(&shown.repository, session, err)?;
            (report, shown)
        }
    };
    write(args, session, (&report, &shown), out)?;
    if !session.quiet {
        let fixable = match shown.state.kind {
            StateKind::Worktree => report.mended().iter().map(|(_, mended)| mended.made).sum(),
            StateKind::Revision => 0,
        };
        let line = summary::line(&report, shown.base.as_ref(), fixable, session.err_style);
        writeln!(err, "{line}")?;
    }
    Ok(report.verdict())
}

/// What is left after mending, over and over: what one fix brings to light another may mend. Nothing
/// is written yet.
fn fixed(
    args: &CheckArgs,
    session: &Session,
    mut report: CheckReport,
    mut shown: Shown,
) -> Result<(Fixes, CheckReport, Shown), Stop> {
    const ROUNDS: usize = 10;
    let mut fixes = Fixes::default();
    for _ in 0..ROUNDS {
        if !fixes.take(&report) {
            break;
        }
        // What there was to say was said when it was read first.
        (report, shown) = checked(args, session, &fixes.edited(), &mut io::sink())?;
    }
    Ok((fixes, report, shown))
}

/// Prints what would be mended.
fn would(fixes: &Fixes, session: &Session, out: &mut dyn Write, err: &mut dyn Write) -> Outcome {
    fixes.print(session, out)?;
    fixes.count("would fix", session, err)?;
    Ok(match fixes.is_empty() {
        true => Verdict::Clean,
        false => Verdict::Findings,
    })
}

/// Reads and judges; where that is allowed, also nothing.
fn checked_or_empty(
    args: &CheckArgs,
    session: &Session,
    err: &mut dyn Write,
) -> Result<(CheckReport, Shown), Stop> {
    match checked(args, session, &Edited::new(), err) {
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
                repository: PathBuf::new(),
                paths: Paths::default(),
                asked: Asked::everything(),
                state: State::worktree(),
                base: None,
            };
            Ok((nothing, shown))
        }
        other => other,
    }
}

/// What a report says of where it was read.
struct Shown {
    /// The root of the repository.
    repository: PathBuf,
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

/// Reads and judges, with `edited` in the place of what files hold.
fn checked(
    args: &CheckArgs,
    session: &Session,
    edited: &Edited,
    err: &mut dyn Write,
) -> Result<(CheckReport, Shown), Stop> {
    let choice = Choice {
        no_ignores: args.no_ignores,
        ..choice(&args.select, &args.ignore, &args.levels)?
    };
    let paths = absolute(&args.paths, &session.folder)?;
    let loaded = args.state.load_for(session, &paths, edited)?;
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
    let repository = loaded.root.repository.clone();
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
        repository,
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
