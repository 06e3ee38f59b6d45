//! `okr diff`: what changed between two states of the tree.

use std::collections::HashSet;
use std::io::Write;

use anyhow::anyhow;
use clap::{Args, ValueEnum};

use crate::cli::cycles::{self, Pair};
use crate::cli::effect::OnlyEffect;
use crate::cli::fail::FailLevel;
use crate::cli::format::{Output, write_all};
use crate::cli::load::{Loaded, load};
use crate::cli::session::Session;
use crate::cli::state::{Meaning, Repository};
use crate::cli::{Outcome, Stop};
use crate::diff::Effect;
use crate::edit::Value;
use crate::finding::{FileId, reading};
use crate::parse::yaml;
use crate::render::diff_json::Compared;
use crate::render::{diff_github, diff_json, diff_markdown, diff_text};
use crate::report::{FailOn, Verdict};
use crate::rules::relaxed;
use crate::snapshot::File;
use crate::source::{CONFIG_NAME, FileText, Lines, Span};
use crate::views::review::{Filter, Mode, Note, Review, Side, review};

/// Show what changed between two states of the tree, in the terms of the field
///
/// Without an argument HEAD is compared with the files as they are; with one, that state. A state is
/// a commit, a day, or a cycle as it closed; two cycles are compared quarter over quarter.
#[derive(Debug, Args)]
pub struct DiffArgs {
    /// The earlier state; `A..B` and `A...B` as in git
    #[arg(value_name = "A")]
    before: Option<String>,

    /// The later state
    #[arg(value_name = "B")]
    after: Option<String>,

    /// How the objectives of this cycle changed from its start to its close
    #[arg(long, value_name = "CYCLE", conflicts_with_all = ["before", "after"])]
    during: Option<String>,

    /// Only one effect: intent (what is to be achieved) or progress (how far it is)
    #[arg(long, value_name = "EFFECT")]
    only: Option<OnlyEffect>,

    /// End with exit code 1 where anything changed
    #[arg(long)]
    exit_code: bool,

    /// End with exit code 1 from this level on. A warning is what needs attention (a goalpost moved
    /// without a reason, something put off, gone or left behind, a check made milder), an info a goalpost
    /// moved with a reason; nothing in a diff is an error
    #[arg(long, value_name = "LEVEL", default_value = "never")]
    fail_on: FailLevel,

    /// How to show it: text, json, markdown or github; with `=PATH` into a file
    #[arg(long = "format", value_name = "FORMAT[=PATH]")]
    formats: Vec<Output<DiffFormat>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum DiffFormat {
    /// For people
    Text,
    /// One object
    Json,
    /// For a comment on a pull request
    Markdown,
    /// Annotations for a workflow of GitHub
    Github,
}

/// Runs it.
pub fn run(
    args: &DiffArgs,
    session: &Session,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> Outcome {
    let Pair {
        before,
        after,
        mode,
        steps,
        notes: mut told,
    } = read(args, session)?;
    before.say(session, err)?;
    after.say(session, err)?;
    let filter = Filter {
        only: args.only.map(Effect::from),
    };
    let cycles = match &mode {
        Mode::Cycles(one, other) => (Some(one), Some(other)),
        Mode::During(cycle) => (Some(cycle), Some(cycle)),
        Mode::States => (before.current.as_ref(), after.current.as_ref()),
    };
    let relaxed = match mode {
        Mode::States if filter.only != Some(Effect::Progress) => {
            let milder = milder(&before, &after);
            told.extend(set_otherwise(&before, &after, &milder));
            milder
        }
        Mode::States | Mode::Cycles(..) | Mode::During(_) => Vec::new(),
    };
    let unread = unread(&before, &after);
    let may_differ = !told.is_empty() || unread.iter().any(|file| file.may_differ);
    told.extend(unread.into_iter().map(|file| file.note));
    let shown = Review {
        relaxed,
        notes: told,
        ..review(
            side(&before, cycles.0),
            side(&after, cycles.1),
            mode.clone(),
            steps,
            filter,
        )
    };
    let compared = Compared {
        base: before.state.clone(),
        head: after.state.clone(),
        today: after.today,
    };
    let fail_on = FailOn::from(args.fail_on);
    let fails = diff_github::gravest(&shown).is_some_and(|level| fail_on.fails(level));
    write_all(
        &Output::or(&args.formats, DiffFormat::Text),
        &session.folder,
        out,
        |format, out, to_file| match format {
            DiffFormat::Text => {
                diff_text::write(out, &shown, &compared, session.style_for(to_file))
            }
            DiffFormat::Json => diff_json::write(out, &shown, &compared),
            DiffFormat::Markdown => diff_markdown::write(out, &shown, &compared),
            DiffFormat::Github => diff_github::write(out, &shown),
        },
    )?;
    Ok(
        match (args.exit_code && (may_differ || shown.has_any())) || fails {
            true => Verdict::Findings,
            false => Verdict::Clean,
        },
    )
}

const fn side<'l>(loaded: &'l Loaded, cycle: Option<&'l crate::model::Cycle>) -> Side<'l> {
    Side {
        snapshot: &loaded.snapshot,
        config: &loaded.config,
        today: loaded.today,
        cycle,
    }
}

fn read(args: &DiffArgs, session: &Session) -> Result<Pair, Stop> {
    let mut repository = Repository::open(session)?;
    if let Some(name) = &args.during {
        // Only cycles can be meant, whatever refs there are.
        let cycle = repository.cycle(name)?;
        return cycles::during(&mut repository, session, name, &cycle);
    }
    let (one, other) = asked(args)?;
    let (base, later) = match (one.as_deref(), other) {
        (None, _) => ("HEAD".to_owned(), None),
        (Some(one), Asked::Worktree) => (one.to_owned(), None),
        (Some(one), Asked::State(other)) => (one.to_owned(), Some(other)),
        (Some(one), Asked::SinceFork(other)) => {
            let (one, head) = (repository.commit(one)?, repository.commit(&other)?);
            (repository.merge_base(&one, &head)?, Some(other))
        }
    };
    if let Meaning::Cycle(cycle) = repository.meaning(&base)? {
        let next = match &later {
            None => None,
            Some(name) => match repository.meaning(name)? {
                Meaning::Cycle(cycle) => Some(Some((name.clone(), cycle))),
                Meaning::Day(_) | Meaning::Revision => Some(None),
            },
        };
        if let None | Some(Some(_)) = next {
            let named = (base.clone(), cycle);
            return cycles::over(&mut repository, session, named, next.flatten());
        }
    }
    let commit = repository.commit(&base)?;
    let before = repository.load(&commit, session)?;
    let after = match later {
        Some(name) => {
            let commit = repository.commit(&name)?;
            repository.load(&commit, session)?
        }
        None => match load(session) {
            Err(Stop::Nothing(_)) if before.documents() > 0 => {
                Loaded::nothing_left(&before, session.today)
            }
            loaded => loaded?,
        },
    };
    Ok(Pair {
        before,
        after,
        mode: Mode::States,
        steps: None,
        notes: Vec::new(),
    })
}

/// The later state that is asked for.
enum Asked {
    /// The files as they are.
    Worktree,
    /// A state.
    State(String),
    /// A state, against where it forked off.
    SinceFork(String),
}

fn asked(args: &DiffArgs) -> anyhow::Result<(Option<String>, Asked)> {
    let Some(one) = &args.before else {
        return Ok((None, Asked::Worktree));
    };
    let head = |name: &str| match name {
        "" => "HEAD".to_owned(),
        name => name.to_owned(),
    };
    let dots = one
        .split_once("...")
        .map(|pair| (pair, true))
        .or_else(|| one.split_once("..").map(|pair| (pair, false)));
    match (dots, &args.after) {
        (Some(_), Some(other)) => Err(anyhow!(
            "`{one}` names both states already; leave `{other}` out"
        )),
        (Some(((one, other), true)), None) => Ok((Some(head(one)), Asked::SinceFork(head(other)))),
        (Some(((one, other), false)), None) => Ok((Some(head(one)), Asked::State(head(other)))),
        (None, Some(other)) => Ok((Some(one.clone()), Asked::State(other.clone()))),
        (None, None) => Ok((Some(one.clone()), Asked::Worktree)),
    }
}

/// What the check is made milder in by what changed.
fn milder(before: &Loaded, after: &Loaded) -> Vec<Note> {
    let config = before.root.configured.then_some(&before.config);
    let found = relaxed((&before.snapshot, config), (&after.snapshot, &after.config));
    let notes = found.into_iter().map(|finding| {
        let file = after.snapshot.file(finding.file);
        Note {
            line: file.map(|file| line(&file.text, finding.span)),
            path: file.map(|file| file.path.clone()),
            commit: None,
            message: finding.message,
            hides: false,
        }
    });
    notes.collect()
}

/// That the configuration says something else than before, where nothing of it is told as `milder`.
fn set_otherwise(before: &Loaded, after: &Loaded, milder: &[Note]) -> Option<Note> {
    let config = |loaded: &'_ Loaded| {
        let mut files = loaded.snapshot.files.iter();
        let file = files.find(|file| file.path_in_tree == CONFIG_NAME)?;
        let (tree, _) = yaml::read(file.text.as_bytes());
        let says: Vec<Value> = tree.roots().map(Value::of).collect();
        Some((file.path.clone(), says))
    };
    let (was, is) = (config(before), config(after));
    let message = match was {
        Some(_) => "the configuration changed; what it says is not compared value by value",
        None => "the configuration is new",
    };
    let is_same = was.as_ref().map(|(_, says)| says) == is.as_ref().map(|(_, says)| says);
    let path = is.or(was).map(|(path, _)| path);
    let is_told = milder.iter().any(|note| note.path == path);
    (!is_same && !is_told).then(|| Note {
        message: message.to_owned(),
        commit: None,
        path,
        line: None,
        hides: false,
    })
}

/// The line on which something begins, from 1.
fn line(text: &str, span: Span) -> usize {
    let line = Lines::new(text).position(span.range().start).line;
    usize::try_from(line).unwrap_or(usize::MAX)
}

/// A file that could not be read whole.
struct Unread {
    note: Note,
    /// Whether what it hides can have changed; it has not where both states have the same file.
    may_differ: bool,
}

/// The files of both states that could not be read whole, each told once.
fn unread(before: &Loaded, after: &Loaded) -> Vec<Unread> {
    let said = |loaded: &'_ Loaded| -> HashSet<(String, FileText)> {
        let broken = loaded.snapshot.files.iter().filter(|file| file.malformed);
        broken
            .map(|file| (file.path.clone(), file.text.clone()))
            .collect()
    };
    let (old, new) = (said(before), said(after));
    let is_same = |file: &File| {
        let own = (file.path.clone(), file.text.clone());
        old.contains(&own) && new.contains(&own)
    };
    let of = |loaded: &'_ Loaded, is_first: bool| -> Vec<Unread> {
        notes(loaded)
            .into_iter()
            .map(|(note, file)| Unread {
                may_differ: !file.is_some_and(is_same),
                note,
            })
            .filter(|unread| unread.may_differ || is_first)
            .collect()
    };
    let mut all = of(before, true);
    let was_read = |path: &str| {
        let mut files = before.snapshot.files.iter();
        files.any(|file| file.path == path && !file.malformed)
    };
    all.extend(of(after, false).into_iter().map(|unread| Unread {
        note: Note {
            hides: unread.note.path.as_deref().is_some_and(was_read),
            ..unread.note
        },
        ..unread
    }));
    all
}

/// What is said of the files of a state that could not be read whole.
fn notes(loaded: &Loaded) -> Vec<(Note, Option<&File>)> {
    let broken = loaded
        .read
        .iter()
        .filter(|finding| finding.rule == reading::INVALID_YAML);
    broken
        .map(|finding| {
            let FileId(at) = finding.file;
            let file = loaded.snapshot.files.get(at as usize);
            let line = file.map(|file| line(&file.text, finding.span));
            let note = Note {
                message: format!("{}; what the file holds is not compared", finding.message),
                commit: loaded.state.commit.clone(),
                path: file.map(|file| file.path.clone()),
                line,
                hides: false,
            };
            (note, file)
        })
        .collect()
}
