//! `config-relaxed`: a change makes the check milder for itself.

mod settings;

use globset::GlobSet;
use rust_decimal::Decimal;

use crate::finding::{FileId, Finding, Level};
use crate::model::config::Policy;
use crate::model::{Commitment, Config, Cycle, percent};
use crate::rules::ignored::new_ignores;
use crate::rules::{Check, Context, Group, Rule};
use crate::snapshot::{Snapshot, cycles};
use crate::source::{CONFIG_NAME, Span, Spanned, Text, globs};

/// The rule.
pub const RULE: Rule = Rule {
    name: "config-relaxed",
    group: Group::History,
    level: Level::Warning,
    summary: "A change lowers a level, widens a threshold, excludes files or adds an ignore",
    why: "A check is worth as much as it is hard to talk out of it in passing. To set a rule lower, to \
          widen a threshold or to leave files out can be right, and is best decided by itself, by \
          those who read the OKRs of everyone, not beside the change that would have failed. In a \
          comparison with `--since` the stricter of both configurations counts, and an ignore that is \
          new hides nothing yet; once it is merged, it does.",
    bad: "\
#< okr.yaml
organisation: Streamly
rules:
  too-many-objectives: {level: error, max: 3}
#: okr.yaml
organisation: Streamly
rules:
  too-many-objectives: {level: error, max: 9}
# ^^^^^^^^^^^^^^^^^^^ config-relaxed
  task-as-key-result: off
# ^^^^^^^^^^^^^^^^^^ config-relaxed
",
    good: "\
#< okr.yaml
organisation: Streamly
rules:
  too-many-objectives: {level: warning, max: 5}
#: okr.yaml
organisation: Streamly
rules:
  too-many-objectives: {level: error, max: 3}
",
    source: "ratchets of linters at large: what is there may stay, and it does not get worse unseen",
    parameters: &[],
    check: Check::Tree(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let Some(base) = context.base else {
        return;
    };
    findings.extend(relaxed(
        (base.snapshot, base.config),
        (context.snapshot, base.judged),
    ));
}

/// What a tree with its configuration is milder in than the earlier `base`, whose configuration is none
/// where it had none yet.
#[must_use]
pub fn relaxed(
    (base, before): (&Snapshot, Option<&Config>),
    (judged, after): (&Snapshot, &Config),
) -> Vec<Finding> {
    let mut findings = Vec::new();
    if let (Some(before), Some(file)) = (before, config_file(judged)) {
        let mut relaxed = settings::rules(base, before, after);
        relaxed.extend(thresholds(judged, before, after));
        relaxed.extend(selection(base, before, after));
        relaxed.extend(calendar(base, judged, after));
        let finding = |(span, message): (Option<Span>, String)| {
            Finding::new(RULE.name, file, span.unwrap_or_default(), message).help(
                "put it back, or let those who read everyone's OKRs decide it in a change of its own",
            )
        };
        findings.extend(relaxed.into_iter().map(finding));
    }
    ignores(base, judged, &mut findings);
    findings
}

/// The file of the configuration; where there is none any more, the first of the tree.
fn config_file(judged: &Snapshot) -> Option<FileId> {
    let mut files = (0..).map(FileId).zip(&judged.files);
    let config = files.find(|(_, file)| file.path_in_tree == CONFIG_NAME);
    let first = (!judged.files.is_empty()).then_some(FileId(0));
    config.map(|(id, _)| id).or(first)
}

/// What became milder: where, and what.
type Relaxed = (Option<Span>, String);

/// Thresholds of the configuration that let more pass.
fn thresholds(judged: &Snapshot, before: &Config, after: &Config) -> Vec<Relaxed> {
    let pace = |share: Decimal| share.normalize().to_string();
    let days = |days: u32| days.to_string();
    let (old, new) = (&before.policy.tolerance, &after.policy.tolerance);
    let tolerance = (
        "allocation.tolerance",
        new > old,
        percent(*old),
        percent(*new),
    );
    let (old, new) = (&before.pace.on_track, &after.pace.on_track);
    let on_track = ("pace.on_track", new < old, pace(*old), pace(*new));
    let (old, new) = (&before.pace.at_risk, &after.pace.at_risk);
    let at_risk = ("pace.at_risk", new < old, pace(*old), pace(*new));
    let (old, new) = (before.check_in_days, after.check_in_days);
    let check_in = ("check_in_days", new > old, days(old), days(new));
    let (old, new) = (before.commitment, after.commitment);
    let is_eased = (old, new) == (Commitment::Committed, Commitment::Aspirational);
    let names = (old.name().to_owned(), new.name().to_owned());
    let commitment = ("commitment", is_eased, names.0, names.1);
    let agreed = |name, part: fn(&Policy) -> Decimal| {
        let (old, new) = (part(&before.policy), part(&after.policy));
        // A team that departs from one policy may be within the other, whichever way it moved.
        (name, new != old, percent(old), percent(new))
    };
    let strategic = agreed("allocation.strategic", |policy| policy.strategic);
    let maintenance = agreed("allocation.maintenance", |policy| policy.maintenance);
    let operations = agreed("allocation.operations", |policy| policy.operations);
    let all = [
        strategic,
        maintenance,
        operations,
        tolerance,
        on_track,
        at_risk,
        check_in,
        commitment,
    ];
    all.into_iter()
        .filter(|(_, is_laxer, ..)| *is_laxer)
        .map(|(name, _, old, new)| {
            let message = format!("`{name}` went from {old} to {new}");
            (written(judged, name), message)
        })
        .collect()
}

/// Where a key stands in the configuration, by its name below all others that it lies in.
fn written(judged: &Snapshot, key: &str) -> Option<Span> {
    let key = key.rsplit('.').next().unwrap_or(key);
    let file = judged.file(config_file(judged)?)?;
    let at = file.text.find(&format!("{key}:"))?;
    (file.path_in_tree == CONFIG_NAME).then(|| Span::new(at, at + key.len()))
}

/// Cycles of the base that have other days now: goalposts and values are judged by these.
fn calendar(base: &Snapshot, judged: &Snapshot, after: &Config) -> Vec<Relaxed> {
    let now = &after.calendar;
    let moved = |old: &Cycle| {
        let new = now.cycle(&old.name);
        let days = |cycle: &Cycle| format!("{} to {}", cycle.start, cycle.end);
        let is = match &new {
            Some(new) if (new.start, new.end) == (old.start, old.end) => return None,
            Some(new) => days(new),
            None => "no cycle at all".to_owned(),
        };
        Some(format!("`{}` was {} and is {is}", old.name, days(old)))
    };
    let cycles = cycles(base);
    // What one line moves is told with the first of them.
    let mut moved = cycles.iter().filter_map(moved);
    let first = moved.next().map(|first| match moved.count() {
        0 => first,
        1 => format!("{first}, and another cycle has other days"),
        more => format!("{first}, and {more} more cycles have other days"),
    });
    let place = written(judged, "cycles").or_else(|| written(judged, "fiscal_year"));
    first.map(|message| (place, message)).into_iter().collect()
}

/// Files of the base that do not belong to the tree any more by what is included and excluded.
fn selection(base: &Snapshot, before: &Config, after: &Config) -> Vec<Relaxed> {
    let paths = || {
        let files = base.files.iter();
        let paths = files.map(|file| file.path_in_tree.as_str());
        paths.filter(|path| *path != CONFIG_NAME)
    };
    let mut relaxed = Vec::new();
    for glob in &after.exclude {
        let excluded = usable([glob]);
        let lost: Vec<&str> = paths().filter(|path| excluded.is_match(path)).collect();
        let is_new = before.exclude.iter().all(|old| old.value != glob.value);
        let what = left_out(&lost).or_else(|| is_new.then(|| "what it matches".to_owned()));
        relaxed.extend(what.map(|lost| {
            let message = format!("`exclude: {}` leaves out {lost}", glob.as_str());
            (Some(glob.span), message)
        }));
    }
    let included = usable(&after.include);
    let is_left_out = |path: &&str| !after.include.is_empty() && !included.is_match(path);
    let lost: Vec<&str> = paths().filter(is_left_out).collect();
    let narrowed = left_out(&lost).or_else(|| narrower(&before.include, &after.include));
    relaxed.extend(narrowed.map(|lost| {
        let span = after.include.first().map(|glob| glob.span);
        (span, format!("`include` leaves out {lost}"))
    }));
    // Only beside code does the usual selection hold less than a list of globs can.
    if !before.include.is_empty() && after.include.is_empty() {
        let is_among_code = base
            .files
            .iter()
            .any(|file| file.path_in_tree == CONFIG_NAME && file.path == CONFIG_NAME);
        let usual = |path: &str| {
            path.split('/').any(|part| part == "okrs")
                || path.ends_with(".okr.yaml")
                || path.ends_with(".okr.yml")
        };
        let lost: Vec<&str> = paths().filter(|path| !usual(path)).collect();
        let lost = left_out(&lost).filter(|_| is_among_code);
        relaxed.extend(lost.map(|lost| (None, format!("without `include`, {lost} is left out"))));
    }
    relaxed
}

/// What is not included any more, whether there are such files or not yet.
fn narrower(before: &[Spanned<Text>], after: &[Spanned<Text>]) -> Option<String> {
    if after.is_empty() {
        return None;
    }
    if before.is_empty() {
        return Some("what it does not match, which was read before".to_owned());
    }
    let mut gone = before
        .iter()
        .filter(|old| after.iter().all(|new| new.value != old.value));
    gone.next()
        .map(|glob| format!("what only `{}` matches", glob.as_str()))
}

/// The globs, without those that are none.
fn usable<'g>(patterns: impl IntoIterator<Item = &'g Spanned<Text>>) -> GlobSet {
    let patterns = patterns.into_iter().map(|pattern| pattern.as_str());
    globs(patterns.filter(|pattern| globs([*pattern]).is_ok())).unwrap_or_default()
}

fn left_out(lost: &[&str]) -> Option<String> {
    match lost {
        [] => None,
        [one] => Some(format!("`{one}`")),
        [one, rest @ ..] => Some(format!("`{one}` and {} more", rest.len())),
    }
}

/// Ignore comments that the base did not have.
fn ignores(base: &Snapshot, judged: &Snapshot, findings: &mut Vec<Finding>) {
    let mut new: Vec<_> = new_ignores(base, judged).into_iter().collect();
    new.sort_unstable();
    for (id, at, rule) in new {
        let file = judged.file(id);
        let Some(ignore) = file.and_then(|file| file.ignores.get(at)) else {
            continue;
        };
        let Some(name) = ignore.rules.get(rule) else {
            continue;
        };
        let (name_of, reason) = (name.as_str(), ignore.reason.as_str());
        let message = format!("this ignore of `{name_of}` is new: {reason}");
        findings
            .push(Finding::new(RULE.name, id, name.span, message).help(
                "it hides nothing until it is merged; mend what it is about, if that can be",
            ));
    }
}
