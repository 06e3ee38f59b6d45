//! The command line: arguments as said, then as meant, one thin function for each command, and what
//! comes of it on the streams that it is given. The only module that knows clap.

mod actual;
mod allocation;
mod ask;
mod check;
mod close;
mod commit;
mod completions;
mod cycles;
mod diff;
mod edits;
mod effect;
mod environment;
mod fail;
mod files;
mod follow;
mod format;
mod git_setup;
mod init;
mod load;
mod log;
mod man;
mod merge_driver;
mod named;
mod new;
mod parallel;
mod reference;
mod roll;
mod rules;
mod schema;
mod session;
mod set;
mod show;
mod since;
mod state;
mod steps;
mod subject;
mod table;
mod textconv;
mod trailer;
mod tree;
mod why;

pub use environment::Environment;
pub use reference::reference;

use std::ffi::OsString;
use std::io::{BufRead, Write};

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};

use crate::report::Verdict;
use session::{GlobalArgs, Session};

/// OKRs as plain text in git: check them, print the cascade, review changes
///
/// Reads a tree of YAML files, one for each business goal, OKR, kpi or team, and says what is wrong
/// with it or shows how it hangs together.
#[derive(Debug, Parser)]
#[command(
    name = "okr",
    version,
    max_term_width = 100,
    disable_help_subcommand = true
)]
struct Cli {
    #[command(flatten)]
    global: GlobalArgs,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Init(init::InitArgs),
    Check(check::CheckArgs),
    Rules(rules::RulesArgs),
    Tree(tree::TreeArgs),
    Show(show::ShowArgs),
    Why(why::WhyArgs),
    Allocation(allocation::AllocationArgs),
    Diff(diff::DiffArgs),
    Log(log::LogArgs),
    Set(set::SetArgs),
    Close(close::CloseArgs),
    Roll(roll::RollArgs),
    New(new::NewArgs),
    GitSetup(git_setup::GitSetupArgs),
    #[command(hide = true)]
    Textconv(textconv::TextconvArgs),
    #[command(hide = true)]
    MergeDriver(merge_driver::MergeDriverArgs),
    Schema(schema::SchemaArgs),
    Completions(completions::CompletionsArgs),
    Man(man::ManArgs),
}

/// Why a command ends without a report.
#[derive(Debug)]
pub enum Stop {
    /// It could not run.
    Failed(anyhow::Error),
    /// There is nothing to run on.
    Nothing(String),
}

impl<E: Into<anyhow::Error>> From<E> for Stop {
    fn from(error: E) -> Self {
        Self::Failed(error.into())
    }
}

/// What a command gives: how the run ends, or why it could not run.
type Outcome = Result<Verdict, Stop>;

/// Runs the program on `args` (the first is its own name). Results go to `out`, all else to `err`.
/// A reader that closes `out` early changes nothing about how the run ends.
pub fn run(
    args: impl IntoIterator<Item = OsString>,
    environment: &Environment,
    input: &mut dyn BufRead,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> Verdict {
    let mut out = Quiet {
        out,
        whatever: false,
    };
    let mut err = Quiet {
        out: err,
        whatever: true,
    };
    let args: Vec<OsString> = args.into_iter().collect();
    let program = args.first().cloned().unwrap_or_default();
    let parsed = Cli::command()
        .try_get_matches_from(args)
        .and_then(|matches| Cli::from_arg_matches(&matches));
    let failed = match &parsed {
        Ok(cli) if matches!(cli.command, Command::MergeDriver(_)) => Verdict::Unmerged,
        _ => Verdict::Failed,
    };
    let outcome = match parsed {
        Ok(cli) => Session::new(cli.global, environment, &program)
            .and_then(|session| dispatch(cli.command, &session, input, &mut out, &mut err)),
        Err(error) => usage(&error, environment, &mut out, &mut err),
    };
    let outcome = outcome.and_then(|verdict| match out.flush() {
        Ok(()) => Ok(verdict),
        Err(error) => Err(anyhow::Error::new(error)
            .context("cannot write to standard output")
            .into()),
    });
    match outcome {
        Ok(verdict) => verdict,
        Err(Stop::Nothing(why)) => {
            say(&mut err, &why);
            Verdict::Nothing
        }
        Err(Stop::Failed(error)) => {
            say(&mut err, &format!("error: {error:#}"));
            failed
        }
    }
}

fn dispatch(
    command: Command,
    session: &Session,
    input: &mut dyn BufRead,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> Outcome {
    match command {
        Command::Init(args) => init::run(&args, session, out, err),
        Command::Check(args) => check::run(&args, session, out, err),
        Command::Rules(args) => rules::run(&args, session, out, err),
        Command::Tree(args) => tree::run(&args, session, out, err),
        Command::Show(args) => show::run(&args, session, out, err),
        Command::Why(args) => why::run(&args, session, out, err),
        Command::Allocation(args) => allocation::run(&args, session, out, err),
        Command::Diff(args) => diff::run(&args, session, out, err),
        Command::Log(args) => log::run(&args, session, out, err),
        Command::Set(args) => set::run(&args, session, input, out, err),
        Command::Close(args) => close::run(&args, session, input, out, err),
        Command::Roll(args) => roll::run(&args, session, input, out, err),
        Command::New(args) => new::run(&args, session, out, err),
        Command::GitSetup(args) => git_setup::run(&args, session, out, err),
        Command::Textconv(args) => textconv::run(&args, session, out),
        Command::MergeDriver(args) => merge_driver::run(&args, session, err),
        Command::Schema(args) => schema::run(&args, session, out, err),
        Command::Completions(args) => completions::run(&args, session, out, err),
        Command::Man(args) => man::run(&args, session, out, err),
    }
}

/// Help and version go to `out`; what is wrong with the arguments goes to `err`.
fn usage(
    error: &clap::Error,
    environment: &Environment,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> Outcome {
    let text = match session::color_of_stream(environment, error.use_stderr()) {
        true => error.render().ansi().to_string(),
        false => error.render().to_string(),
    };
    let text = crate::render::safe_block(&text, true);
    match error.use_stderr() {
        true => {
            err.write_all(text.as_bytes())?;
            Ok(Verdict::Failed)
        }
        false => {
            out.write_all(text.as_bytes())?;
            Ok(Verdict::Clean)
        }
    }
}

/// Writes a message for the person who runs it. Where not even that can be written, nobody is
/// there to be told.
fn say(err: &mut dyn Write, message: &str) {
    let _ = writeln!(err, "{}", crate::render::safe_block(message, false));
}

/// A stream whose reader may go away: what it no longer takes is dropped.
struct Quiet<'o> {
    out: &'o mut dyn Write,
    /// Whether any other failure is dropped too: of standard error nobody could be told.
    whatever: bool,
}

impl Quiet<'_> {
    fn forgives(&self, error: &std::io::Error) -> bool {
        self.whatever || error.kind() == std::io::ErrorKind::BrokenPipe
    }
}

impl Write for Quiet<'_> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        match self.out.write(bytes) {
            Err(error) if self.forgives(&error) => Ok(bytes.len()),
            other => other,
        }
    }

    fn flush(&mut self) -> std::io::Result<()> {
        match self.out.flush() {
            Err(error) if self.forgives(&error) => Ok(()),
            other => other,
        }
    }
}
