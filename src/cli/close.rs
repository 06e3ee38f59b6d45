//! `okr close`: writes the verdicts at the end of a cycle down, and tags it.

mod decide;
mod dialogue;
mod rows;
mod tag;

use std::collections::{BTreeMap, HashSet};
use std::io::{BufRead, Write};

use anyhow::{anyhow, bail};
use clap::Args;

use crate::amend;
use crate::cli::ask::Person;
use crate::cli::commit;
use crate::cli::edits::{self, Edits};
use crate::cli::load::{Edited, Loaded, load_for};
use crate::cli::named::cycle;
use crate::cli::session::Session;
use crate::cli::{Outcome, trailer};
use crate::edit::Change;
use crate::finding::FileId;
use crate::model::Cycle;
use crate::render::safe::safe;
use crate::render::{close_csv, close_text};
use crate::report::Verdict;
use crate::snapshot::{self, Place};
use crate::store::{self, Git};
use crate::views::closing::{self, Closed, closed};
use crate::views::{Basis, TreeNode};
use decide::Decision;
use tag::Tag;

/// Close a cycle: write down how each of its objectives ended, with its score
///
/// In a terminal it goes through the objectives that have no verdict yet, shows what each comes to, and
/// asks. Elsewhere `--propose` prints what is proposed as a table, to be edited and handed back with
/// `-`. Changes `status`, `score`, `result` and `reason`, and leaves everything else in the files as it
/// is; verdicts that stand there already stay, unless the table names them.
///
/// Proposed is `achieved` where the score is a success (from 0.7 on, of what is committed from 1 on),
/// else `missed`. An objective that is given a status alone gets the computed score with it where the
/// two agree, one that is given a score alone the status that follows. Key results get the scores that
/// the table gives them; in a terminal their computed scores are written along if you agree.
///
/// A cycle can be closed before its last day: then the values of today count.
#[derive(Debug, Args)]
pub struct CloseArgs {
    /// The cycle, such as 2026-Q1
    #[arg(value_name = "CYCLE")]
    cycle: String,

    /// `-` reads the verdicts from standard input, as CSV with the header
    /// ref,status,score,result,reason, of which all but ref may be missing; without the column reason,
    /// what result says of a dropped or postponed one is its reason
    #[arg(value_name = "-", value_parser = ["-"])]
    input: Option<String>,

    /// Change no file, and print what is proposed as that table
    #[arg(long, conflicts_with_all = ["input", "partial", "diff", "commit", "tag"])]
    propose: bool,

    /// Leave objectives without a verdict
    #[arg(long)]
    partial: bool,

    /// Change no file, and print what would change as a unified diff
    #[arg(long, conflicts_with_all = ["commit", "tag"])]
    diff: bool,

    /// Commit just the files that change
    #[arg(long)]
    commit: bool,

    /// Tag the last commit as the close of the cycle, okr/CYCLE/close, with the verdicts as its
    /// message; they have to be committed before, or with --commit. From then on targets and values of
    /// the cycle are those of that commit, so tag before you start the next cycle in the same files
    #[arg(long)]
    tag: bool,
}

/// Runs it.
pub fn run(
    args: &CloseArgs,
    session: &Session,
    input: &mut dyn BufRead,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> Outcome {
    let mut before = load_for(session, &[], &Edited::new())?;
    before.require_documents()?;
    let cycle = cycle(&args.cycle, &before.config, &before.snapshot)?;
    // References are meant as within it.
    before.current = Some(cycle.clone());
    before.say(session, err)?;
    let objectives = closing::objectives(basis(&before), &cycle);
    if objectives.is_empty() {
        return Err(nothing_in(&before, &cycle).into());
    }
    let open: Vec<&TreeNode> = objectives
        .iter()
        .filter(|own| !own.status.is_closed())
        .collect();
    before.say_errors(session, err)?;
    if args.propose {
        close_csv::write(out, &open)?;
        return Ok(Verdict::Clean);
    }
    say_when(session, &cycle, err)?;
    let git = Git::at(&before.root.repository);
    let tag = args.tag.then(|| Tag::of(&cycle));
    if let Some(tag) = &tag {
        tag.require_free(&git)?;
    }
    if args.commit {
        commit::require_possible(&git, std::iter::empty())?;
    }
    let decisions = decisions(
        args,
        session,
        (&before, &cycle),
        (&objectives, &open),
        (input, err),
    )?;
    refuse_open(args, &cycle, &open, &decisions)?;

    let edits = edits(&before, &decisions)?;
    let mut after = load_for(session, &[], &edits.edited())?;
    after.current = before.current.clone();
    edits::refuse_new_errors(&before, &after)?;
    if !session.quiet {
        decide::say_contradictions(&before.snapshot, &objectives, &decisions, err)?;
    }
    if args.diff {
        edits.print(session, out)?;
        return Ok(Verdict::Clean);
    }
    let sides = (basis(&before), basis(&after));
    let ended = decisions.iter();
    let ended: Vec<Closed> = ended
        .filter_map(|decision| closed(sides, &cycle, decision.place))
        .collect();
    let objectives = closing::objectives(basis(&after), &cycle);
    if tag.is_some() {
        match args.commit || edits.is_empty() {
            true => Tag::require_committed(&git, &before, &objectives)?,
            false => bail_uncommitted(&args.cycle)?,
        }
    }
    if args.commit {
        edits.require_committed(&git)?;
    }
    edits.write(&before.root.repository)?;
    if args.commit && !edits.is_empty() {
        let message = message((&before, &cycle), session, &objectives, &ended);
        edits.commit(&git, &message)?;
    }
    if let Some(tag) = &tag {
        tag.set(&git, &close_text::message(&cycle.name, &objectives))?;
    }
    let counts = close_text::counts(&objectives);
    edits::told(out, |out| {
        close_text::write(out, &ended, session.style)?;
        writeln!(out, "{}: {counts}", safe(&cycle.name))?;
        match &tag {
            Some(tag) => writeln!(out, "tagged {}", safe(tag.name())),
            None => Ok(()),
        }
    })?;
    if let Some(tag) = tag.filter(|_| !session.quiet) {
        writeln!(err, "`git push origin {}` shares it.", safe(tag.name()))?;
    }
    Ok(Verdict::Clean)
}

fn nothing_in(loaded: &Loaded, cycle: &Cycle) -> anyhow::Error {
    let known = snapshot::cycles(&loaded.snapshot);
    let known: Vec<&str> = known.iter().map(|own| own.name.as_str()).collect();
    let there = match known.as_slice() {
        [] => "no cycle".to_owned(),
        known => known.join(", "),
    };
    // In a tree that keeps one file for each, the next cycle has taken them along.
    let later = snapshot::cycles(&loaded.snapshot);
    let later = later.iter().any(|own| own.start > cycle.end);
    let gone_on = match later {
        true => {
            "; what goes on in its own file belongs to the later cycle from then on, so close a cycle before you roll it"
        }
        false => "",
    };
    anyhow!(
        "no objective belongs to {}; there are objectives of {there}{gone_on}",
        cycle.name
    )
}

const fn basis(loaded: &Loaded) -> Basis<'_> {
    Basis {
        snapshot: &loaded.snapshot,
        config: &loaded.config,
        today: loaded.today,
    }
}

/// Says so where the cycle is not over yet: it may be meant, and it may be a slip.
fn say_when(session: &Session, cycle: &Cycle, err: &mut dyn Write) -> anyhow::Result<()> {
    if session.quiet || cycle.has_ended(session.today) {
        return Ok(());
    }
    let name = safe(&cycle.name);
    match cycle.has_started(session.today) {
        true => writeln!(
            err,
            "note: {name} runs until {}: what is reached today is what counts",
            cycle.end
        )?,
        false => writeln!(err, "note: {name} only begins on {}", cycle.start)?,
    }
    Ok(())
}

/// What was decided, on standard input or by whoever sits at the terminal.
fn decisions(
    args: &CloseArgs,
    session: &Session,
    (before, cycle): (&Loaded, &Cycle),
    (objectives, open): (&[TreeNode], &[&TreeNode]),
    (input, err): (&mut dyn BufRead, &mut dyn Write),
) -> anyhow::Result<Vec<Decision>> {
    if args.input.is_some() {
        return rows::read(input, before, cycle, objectives);
    }
    let name = &args.cycle;
    let tags_alone = args.tag && !args.commit;
    match open {
        [] => Ok(Vec::new()),
        _ if tags_alone && args.partial => Ok(Vec::new()),
        open if tags_alone => bail!(
            "{}, and the tag needs the verdicts committed: `okr close {name} --commit --tag` takes them, commits and tags",
            without(open, cycle)
        ),
        _ if !session.can_ask => bail!(
            "{}, and there is no terminal to ask in\nhelp: `okr close {name} --propose > verdicts.csv` writes what is proposed; look it through, then `okr close {name} - < verdicts.csv`",
            without(open, cycle)
        ),
        open => {
            require_writable(args, before, (objectives, open))?;
            let person = Person { input, err };
            dialogue::hold(person, open, args.partial, session.err_style)
        }
    }
}

/// Makes sure that nobody is asked for what could not be written, committed or tagged then.
fn require_writable(
    args: &CloseArgs,
    loaded: &Loaded,
    (objectives, open): (&[TreeNode], &[&TreeNode]),
) -> anyhow::Result<()> {
    let repository = &loaded.root.repository;
    for objective in open {
        let place = Place {
            node: objective.node,
            key_result: None,
        };
        amend::standing(&loaded.snapshot, place)
            .map_err(|refused| anyhow!("{}: {refused}", objective.path))?;
        if !args.diff {
            store::require_writable(&repository.join(&objective.path))?;
        }
    }
    if !args.commit {
        return Ok(());
    }
    let git = Git::at(repository);
    commit::require_possible(&git, open.iter().map(|own| own.path.as_str()))?;
    match args.tag {
        true => Tag::require_committed(&git, loaded, objectives),
        false => Ok(()),
    }
}

/// Makes sure that no objective is left without a verdict by oversight.
fn refuse_open(
    args: &CloseArgs,
    cycle: &Cycle,
    open: &[&TreeNode],
    decisions: &[Decision],
) -> anyhow::Result<()> {
    let closes = |decision: &&Decision| decision.given.status.is_some();
    let decided: HashSet<_> = decisions
        .iter()
        .filter(closes)
        .filter(|decision| decision.place.key_result.is_none())
        .map(|decision| decision.place.node)
        .collect();
    let left = open.iter().filter(|own| !decided.contains(&own.node));
    let left: Vec<&TreeNode> = left.copied().collect();
    if left.is_empty() || args.partial {
        return Ok(());
    }
    bail!(
        "{}: give them one, or leave them open with --partial; nothing was written",
        without(&left, cycle)
    )
}

/// Which objectives have no verdict.
fn without(open: &[&TreeNode], cycle: &Cycle) -> String {
    const MOST: usize = 12;
    let names: Vec<&str> = open.iter().map(|own| own.name.as_str()).collect();
    let more = match names.len().checked_sub(MOST) {
        None | Some(0) => String::new(),
        Some(more) => format!(" and {more} more"),
    };
    let some = names.iter().take(MOST).copied();
    let some: Vec<&str> = some.collect();
    let have = match names.len() {
        1 => "1 objective has".to_owned(),
        count => format!("{count} objectives have"),
    };
    format!(
        "in {} {have} no verdict: {}{more}",
        cycle.name,
        some.join(", ")
    )
}

/// The files with the verdicts in them.
fn edits(before: &Loaded, decisions: &[Decision]) -> anyhow::Result<Edits> {
    let snapshot = &before.snapshot;
    let mut changes: BTreeMap<FileId, Vec<Change>> = BTreeMap::new();
    for Decision { place, given, .. } in decisions {
        let node = snapshot
            .node(place.node)
            .ok_or_else(|| anyhow!("there is no such objective"))?;
        let own = amend::verdict(snapshot, *place, given).map_err(|refused| {
            let path = snapshot.file(node.file).map_or("", |file| &file.path);
            anyhow!("{path}: {refused}")
        })?;
        changes.entry(node.file).or_default().extend(own);
    }
    Edits::of(snapshot, changes)
}

fn bail_uncommitted(name: &str) -> anyhow::Result<()> {
    bail!(
        "the tag needs the verdicts committed: add --commit, or leave --tag out, commit, and run `okr close {name} --tag`; nothing was written"
    )
}

/// The message of the commit: how the cycle ended, each verdict, and a trailer for each objective.
fn message(
    (loaded, cycle): (&Loaded, &Cycle),
    session: &Session,
    objectives: &[TreeNode],
    ended: &[Closed],
) -> String {
    let subject = format!("Close {}: {}", cycle.name, close_text::counts(objectives));
    let line = |closed: &Closed| {
        let score = closed
            .score
            .1
            .map(|score| amend::score_text(score.round_dp(2)));
        let score = score.map_or_else(String::new, |score| format!(", score {score}"));
        format!("{}: {}{score}", closed.name, closed.status.1.name())
    };
    let body: Vec<String> = ended.iter().map(line).collect();
    let whole = ended.iter().filter(|own| own.place.key_result.is_none());
    let trailers: Vec<String> = whole
        .map(|closed| trailer::of(loaded, closed.place, session.today))
        .collect();
    let parts = [subject, body.join("\n"), trailers.join("\n")];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join("\n\n")
}
