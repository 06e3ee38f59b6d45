//! `okr set`: writes check-ins down in the files of the tree.

mod asked;
mod notes;

use std::collections::BTreeMap;
use std::io::{BufRead, Write};

use anyhow::{anyhow, bail};
use clap::Args;

use crate::amend::{self, CheckIn, Unfit};
use crate::cli::edits::{self, Edits};
use crate::cli::load::{Edited, Loaded, load_for};
use crate::cli::session::Session;
use crate::cli::{Outcome, subject, trailer};
use crate::edit::Change;
use crate::finding::FileId;
use crate::model::date::parse_date;
use crate::render::set_text;
use crate::report::Verdict;
use crate::snapshot::Place;
use crate::store::Git;
use crate::views::Basis;
use crate::views::standing::{Standing, standing};
use asked::Asked;

/// Write down a check-in: what a key result or kpi has come to
///
/// Changes `current` and `as_of`, adds to `check_ins` where the file keeps them, and leaves everything
/// else in the file as it is. The same value again is a check-in too.
#[derive(Debug, Args)]
pub struct SetArgs {
    /// The key result or kpi; `-` reads a `REF VALUE` on each line of standard input, or CSV with the
    /// header ref,value,confidence,note,as_of
    #[arg(value_name = "REF")]
    reference: String,

    /// Its value now; of a milestone how far it is
    #[arg(value_name = "VALUE", allow_hyphen_values = true, value_parser = said)]
    value: Option<String>,

    /// What follows a value of several words without quotes
    #[arg(hide = true)]
    unquoted: Vec<String>,

    /// How sure its owner is that it will be reached, such as 6/10
    #[arg(long, value_name = "SHARE", allow_hyphen_values = true, value_parser = said)]
    confidence: Option<String>,

    /// What there is to say
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true, value_parser = said)]
    note: Option<String>,

    /// A milestone is reached
    #[arg(long)]
    done: bool,

    /// The day on which it was looked at; today unless said
    #[arg(long, value_name = "DAY")]
    as_of: Option<String>,

    /// Change no file, and print what would change as a unified diff
    #[arg(long, conflicts_with = "commit")]
    diff: bool,

    /// Commit just the files that change
    #[arg(long)]
    commit: bool,
}

/// What is to be written down, which may begin with a dash as `-5%` does, without white space around it.
fn said(text: &str) -> Result<String, String> {
    let is_option = text.strip_prefix("--").is_some_and(|name| {
        name.starts_with(|c: char| c.is_ascii_lowercase()) && !name.contains(char::is_whitespace)
    });
    match text.trim() {
        _ if is_option => Err("an option stands where something to write down should".to_owned()),
        "" => Err("nothing stands there: write something, or leave it out".to_owned()),
        text => Ok(text.to_owned()),
    }
}

/// Runs it.
pub fn run(
    args: &SetArgs,
    session: &Session,
    input: &mut dyn BufRead,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> Outcome {
    let asked = asked(args, session, input)?;
    let before = load_for(session, &[], &Edited::new())?;
    before.require_documents()?;
    before.say(session, err)?;
    let mut places = Vec::new();
    let mut changes: BTreeMap<FileId, Vec<Change>> = BTreeMap::new();
    for one in &asked {
        let (place, file, own) =
            changes_of(&before, one, session).map_err(|error| match one.line {
                Some(line) => error.context(format!("line {line}")),
                None => error,
            })?;
        if places.contains(&place) {
            let name = before.snapshot.place_name(place);
            return Err(anyhow!("{name} is checked in twice: leave one of them out").into());
        }
        places.push(place);
        changes.entry(file).or_default().extend(own);
    }
    let edits = Edits::of(&before.snapshot, changes)?;
    let after = load_for(session, &[], &edits.edited())?;
    edits::refuse_new_errors(&before, &after).map_err(|error| {
        match at_fault(&before, &after, &asked, &places) {
            Some(place) => error.context(place),
            None => error,
        }
    })?;
    if !session.quiet {
        notes::say(&before, &after, asked.iter().zip(&places), err)?;
    }
    if args.diff {
        edits.print(session, out)?;
        return Ok(Verdict::Clean);
    }
    let changed = stood(&before, &after, &places);
    let git = Git::at(&before.root.repository);
    if args.commit {
        edits.require_committed(&git)?;
    }
    edits.write(&before.root.repository)?;
    if args.commit && !edits.is_empty() {
        edits.commit(&git, &message(&before, session, &changed))?;
    }
    edits::told(out, |out| set_text::write(out, &changed, session.style))?;
    Ok(Verdict::Clean)
}

/// What is asked for, by the arguments or on standard input.
fn asked(args: &SetArgs, session: &Session, input: &mut dyn BufRead) -> anyhow::Result<Vec<Asked>> {
    let as_of = match &args.as_of {
        None => session.today,
        Some(text) => {
            parse_date(text).map_err(|error| anyhow!("--as-of {text}: {}", error.message))?
        }
    };
    let check_in = CheckIn {
        value: args.value.clone(),
        confidence: args.confidence.clone(),
        note: args.note.clone(),
        done: args.done,
        as_of,
    };
    if let (Some(value), [_, ..]) = (&args.value, args.unquoted.as_slice()) {
        let rest = args.unquoted.join(" ");
        bail!(
            "a value of several words stands in quotes: `okr set {} '{value} {rest}'`",
            args.reference
        );
    }
    if args.reference == "-" {
        if !check_in.says_nothing() {
            bail!(
                "with `-` values come from standard input alone: leave them out of the arguments"
            );
        }
        return asked::read(input, as_of);
    }
    if check_in.says_nothing() {
        bail!(
            "there is no value to write down: `okr set {} VALUE`; the same value again is a check-in too",
            args.reference
        );
    }
    Ok(vec![Asked {
        reference: args.reference.clone(),
        check_in,
        line: None,
    }])
}

/// The changes that one check-in makes, and in which file.
fn changes_of(
    loaded: &Loaded,
    asked: &Asked,
    session: &Session,
) -> anyhow::Result<(Place, FileId, Vec<Change>)> {
    let reference = &asked.reference;
    let place = subject::place(loaded, reference)?;
    subject::require_alone(loaded, place)?;
    let snapshot = &loaded.snapshot;
    let node = snapshot
        .node(place.node)
        .ok_or_else(|| anyhow!("there is no {reference}"))?;
    if place.key_result.is_none() && node.kpi().is_none() {
        let ids = node.key_results().iter().map(|own| own.id.as_str());
        let names: Vec<String> = ids.map(|id| format!("{reference}/{id}")).collect();
        let help = match names.is_empty() {
            true => "it has no key results".to_owned(),
            false => format!("name one of its key results: {}", names.join(", ")),
        };
        bail!("{reference} has no value of its own; {help}");
    }
    let day = asked.check_in.as_of;
    if day > session.today {
        bail!("{reference}: {day} is still to come, and a check-in says what was seen on its day");
    }
    let changes = amend::check_in(snapshot, place, &asked.check_in);
    let changes = changes.map_err(|unfit| match unfit {
        Unfit::Refused(refused) => {
            let path = snapshot.file(node.file).map_or("", |file| &file.path);
            anyhow!("{path}: {refused}")
        }
        unfit => anyhow!("{reference} {unfit}"),
    })?;
    Ok((place, node.file, changes))
}

/// Which line of standard input brings the first error along that the tree did not have.
fn at_fault(before: &Loaded, after: &Loaded, asked: &[Asked], places: &[Place]) -> Option<String> {
    let finding = edits::first_new_error(before, after)?;
    let holds = |place: &Place| {
        let node = after.snapshot.node(place.node);
        let Some(node) = node.filter(|node| node.file == finding.file) else {
            return false;
        };
        match place.key_result.and_then(|at| node.key_results().get(at)) {
            Some(key_result) => key_result.span.contains(finding.span),
            None => node.document.span.contains(finding.span),
        }
    };
    let (asked, _) = asked.iter().zip(places).find(|(_, place)| holds(place))?;
    Some(format!("line {}: {}", asked.line?, asked.reference))
}

/// Where each stood, and where it stands.
fn stood(before: &Loaded, after: &Loaded, places: &[Place]) -> Vec<(Standing, Standing)> {
    // The same files in the same order: what stood at a place stands there still.
    let of = |loaded: &Loaded, place: &Place| {
        let basis = Basis {
            snapshot: &loaded.snapshot,
            config: &loaded.config,
            today: loaded.today,
        };
        standing(basis, *place)
    };
    places
        .iter()
        .filter_map(|place| Some((of(before, place)?, of(after, place)?)))
        .collect()
}

/// The message of the commit: what was checked in, and a trailer for each.
fn message(loaded: &Loaded, session: &Session, changed: &[(Standing, Standing)]) -> String {
    let line = |(before, after): &(Standing, Standing)| match (&before.value, &after.value) {
        (Some(old), Some(new)) if old != new => format!("{}: {old} → {new}", after.name),
        (_, Some(new)) => format!("{}: {new}", after.name),
        (_, None) => after.name.clone(),
    };
    let subject = match changed {
        [one] => format!("Check in {}", line(one)),
        several => format!("Check in on {} values", several.len()),
    };
    let body: Vec<String> = match changed {
        [_] => Vec::new(),
        several => several.iter().map(line).collect(),
    };
    let trailers = changed
        .iter()
        .map(|(_, after)| trailer::of(loaded, after.place, session.today));
    let trailers: Vec<String> = trailers.collect();
    let parts = [subject, body.join("\n"), trailers.join("\n")];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join("\n\n")
}
