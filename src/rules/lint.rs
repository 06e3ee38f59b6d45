//! Runs the rules and weighs what they find: levels as set, ignores, order, fingerprints.

use std::collections::{BTreeMap, HashMap};

use crate::finding::{FileId, Finding, Level, Setting};
use crate::model::Config;
use crate::parse::ignore::Ignore;
use crate::rules::ignored::new_ignores;
use crate::rules::{Check, Context, RULES, Rule, rule, times};
use crate::snapshot::Snapshot;
use crate::source::Span;

/// What the user chose on the command line, which goes over the configuration.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Choice {
    /// Only these rules or groups, where any is named.
    pub select: Vec<String>,
    /// Not these rules or groups.
    pub ignore: Vec<String>,
    /// These rules at this level; of several for one rule the last.
    pub levels: Vec<(String, Setting)>,
    /// Whether ignore comments are passed over.
    pub no_ignores: bool,
}

/// A finding, weighed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judged {
    /// The finding.
    pub finding: Finding,
    /// Its level after all that was set.
    pub level: Level,
    /// What names it from one run to the next, whatever lines move: made of rule, subject (without
    /// one: path) and field, in hexadecimal. Of several that share those, each has its own.
    pub fingerprint: String,
}

/// What linting gives.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Linted {
    /// The findings, by path and place.
    pub findings: Vec<Judged>,
    /// How many an ignore comment hides.
    pub ignored: usize,
}

/// Judges the tree by every rule. `read` are the findings of reading it.
#[must_use]
pub fn lint(context: &Context<'_>, read: Vec<Finding>, choice: &Choice) -> Linted {
    let found = found(context, read);
    let mut ignores = Ignores::of(context, choice);
    let mut settings = Settings::of(context);
    let mut weighed: Vec<(Finding, Level)> = Vec::new();
    let mut ignored = 0;
    for finding in found {
        match weigh(&mut settings, &finding, choice) {
            None => {}
            Some(_) if ignores.hides(&finding) => ignored += 1,
            Some(level) => weighed.push((finding, level)),
        }
    }
    for finding in ignores.unused(context, &mut settings, choice) {
        if let Some(level) = weigh(&mut settings, &finding, choice) {
            weighed.push((finding, level));
        }
    }
    weighed.sort_by(|(a, _), (b, _)| order(a).cmp(&order(b)));
    weighed.dedup();
    Linted {
        findings: with_fingerprints(context, weighed),
        ignored,
    }
}

/// What all rules find, besides what reading found.
fn found(context: &Context<'_>, read: Vec<Finding>) -> Vec<Finding> {
    let mut found = read;
    for rule in RULES {
        if let Check::Tree(check) = rule.check {
            check(context, &mut found);
        }
    }
    times::judge(context, &mut found);
    found
}

/// Everything that is wrong with a tree, whatever the levels are and whatever is ignored.
pub(super) fn everything(
    context: &Context<'_>,
    read: Vec<Finding>,
    choice: &Choice,
) -> Vec<Finding> {
    let mut all = found(context, read);
    let mut ignores = Ignores::of(context, choice);
    for finding in &all {
        ignores.hides(finding);
    }
    let mut settings = Settings::of(context);
    all.extend(ignores.unused(context, &mut settings, choice));
    all.sort_by(|a, b| order(a).cmp(&order(b)));
    all.dedup();
    all
}

fn order(finding: &Finding) -> impl Ord + '_ {
    (finding.file, finding.span, finding.rule, &finding.message)
}

/// The level of a finding; none where its rule is off or was not chosen.
fn weigh(settings: &mut Settings<'_>, finding: &Finding, choice: &Choice) -> Option<Level> {
    let rule = rule(finding.rule)?;
    if !is_chosen(rule, choice) {
        return None;
    }
    settings.level(rule, finding.level, finding.file, choice)
}

fn is_chosen(rule: &Rule, choice: &Choice) -> bool {
    let names = |list: &[String]| {
        list.iter()
            .any(|name| name == rule.name || name == rule.group.name())
    };
    (choice.select.is_empty() || names(&choice.select)) && !names(&choice.ignore)
}

/// What the user set, looked up once for each file.
struct Settings<'a> {
    context: Context<'a>,
    /// What the configurations say of files that were asked for, by each of their paths: of several the
    /// strictest counts.
    by_file: HashMap<FileId, Vec<ByRule<'a>>>,
}

type ByRule<'a> = HashMap<&'a str, Setting>;

impl<'a> Settings<'a> {
    fn of(context: &Context<'a>) -> Self {
        Self {
            context: *context,
            by_file: HashMap::new(),
        }
    }

    /// The level of a rule for a file: as said on the command line, else as the last override that
    /// matches sets it, else as `rules` does, else `own`, else the rule's. None where it is off.
    fn level(
        &mut self,
        rule: &Rule,
        own: Option<Level>,
        file: FileId,
        choice: &Choice,
    ) -> Option<Level> {
        let weighed = |setting: Option<Setting>| match setting {
            Some(Setting::Off) => None,
            Some(Setting::Level(level)) => Some(level),
            None => Some(own.unwrap_or(rule.level)),
        };
        let mut said = choice.levels.iter().filter(|(name, _)| name == rule.name);
        if let Some((_, said)) = said.next_back() {
            return weighed(Some(*said));
        }
        let context = &self.context;
        let by_rule = |config: &'a Config, path: &'a str| -> ByRule<'a> {
            let all = config.settings_for(path);
            all.filter_map(|one| Some((one.rule.as_str(), one.setting?)))
                .collect()
        };
        let configured = self.by_file.entry(file).or_insert_with(|| {
            let configs = || std::iter::once(context.config).chain(context.stricter);
            let paths = context.paths(file);
            paths
                .flat_map(|path| configs().map(move |config| by_rule(config, path)))
                .collect()
        });
        let levels = configured.iter();
        let levels = levels.map(|settings| weighed(settings.get(rule.name).copied()));
        levels.max().flatten()
    }
}

/// The ignore comments of the tree, and which of them hid something.
struct Ignores<'a> {
    by_file: HashMap<FileId, Vec<Watched<'a>>>,
}

struct Watched<'a> {
    ignore: &'a Ignore,
    /// For each rule that it names, whether it hid a finding.
    used: Vec<bool>,
    /// For each of them, whether it may hide any: not where it is new and only what is new is asked
    /// for.
    counts: Vec<bool>,
}

impl<'a> Ignores<'a> {
    fn of(context: &Context<'a>, choice: &Choice) -> Self {
        let files = (0..).map(FileId).zip(&context.snapshot.files);
        let new = context
            .base
            .map(|base| new_ignores(base.snapshot, context.snapshot));
        let is_new = |file, comment, rule| {
            let place = (file, comment, rule);
            new.as_ref().is_some_and(|new| new.contains(&place))
        };
        let watched = |file, at, ignore: &'a Ignore| Watched {
            ignore,
            used: vec![false; ignore.rules.len()],
            counts: (0..ignore.rules.len())
                .map(|rule| !is_new(file, at, rule))
                .collect(),
        };
        let by_file = files
            .filter(|(_, file)| !choice.no_ignores && !file.ignores.is_empty())
            .map(|(id, file)| {
                let all = file.ignores.iter().enumerate();
                let all = all.map(|(at, ignore)| watched(id, at, ignore));
                (id, all.collect())
            })
            .collect();
        Self { by_file }
    }

    /// Whether an ignore covers the finding and counts; marks every one that covers it.
    fn hides(&mut self, finding: &Finding) -> bool {
        let mut hidden = false;
        for watched in self.by_file.get_mut(&finding.file).into_iter().flatten() {
            let covers = watched.ignore.covers.covers(finding.span);
            let named = watched.ignore.rules.iter().zip(&mut watched.used);
            for ((name, used), counts) in named.zip(&watched.counts) {
                if covers && *name.value == *finding.rule {
                    *used = true;
                    hidden |= counts;
                }
            }
        }
        hidden
    }

    /// A finding for each rule that an ignore names in vain, as far as that rule ran.
    fn unused(
        &self,
        context: &Context<'_>,
        settings: &mut Settings<'_>,
        choice: &Choice,
    ) -> Vec<Finding> {
        // What has a syntax error is read only in part: nobody knows what there was to hide.
        let whole = |file| context.snapshot.file(file).is_some_and(|file| !file.broken);
        let mut ran = |name: &str, file: FileId| {
            whole(file)
                && rule(name).is_some_and(|rule| {
                    is_chosen(rule, choice) && settings.level(rule, None, file, choice).is_some()
                })
        };
        let mut unused = Vec::new();
        for (&file, watched) in self
            .by_file
            .iter()
            .flat_map(|(file, all)| all.iter().map(move |one| (file, one)))
        {
            for (name, _) in watched
                .ignore
                .rules
                .iter()
                .zip(&watched.used)
                .filter(|(name, used)| !**used && ran(name, file))
            {
                let finding = Finding::new(
                    UNUSED_IGNORE,
                    file,
                    name.span,
                    format!(
                        "this ignore hides nothing: `{}` has no finding here",
                        name.value
                    ),
                )
                .help("take it away, so that it cannot hide what comes later");
                let alone = watched.ignore.rules.len() == 1;
                let text = context.snapshot.file(file).filter(|_| alone);
                unused.push(match text {
                    // The reason in it was written by somebody, and on another day it may be needed.
                    Some(read) => finding.suggest(removal(&read.text, watched.ignore.comment), ""),
                    None => finding,
                });
            }
        }
        unused
    }
}

/// What goes with a comment: its whole line where nothing else stands on it, else the blanks before
/// it.
fn removal(text: &str, comment: Span) -> Span {
    let before = text.get(..comment.range().start).unwrap_or_default();
    let start = before.trim_end_matches([' ', '\t']).len();
    let own_line = start == 0 || before[..start].ends_with('\n');
    let end = comment.range().end;
    let rest = text.get(end..).unwrap_or_default();
    let line_end = rest.find('\n').map_or(text.len(), |at| end + at + 1);
    match own_line {
        true => Span::new(start, line_end),
        false => Span::new(start, end),
    }
}

/// The rule that an ignore breaks which hides nothing.
pub const UNUSED_IGNORE: &str = "unused-ignore";

fn with_fingerprints(context: &Context<'_>, weighed: Vec<(Finding, Level)>) -> Vec<Judged> {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    weighed
        .into_iter()
        .map(|(finding, level)| {
            let name = name_of(context.snapshot, &finding);
            let again = seen
                .entry(name.clone())
                .and_modify(|count| *count += 1)
                .or_insert(0);
            let fingerprint = match again {
                0 => fingerprint(&name),
                again => fingerprint(&format!("{name}\0{again}")),
            };
            Judged {
                finding,
                level,
                fingerprint,
            }
        })
        .collect()
}

/// What names a finding from one run to the next, whatever lines move: its rule, its subject
/// (without one: its path) and its field.
pub(super) fn name_of(snapshot: &Snapshot, finding: &Finding) -> String {
    let path = snapshot.file(finding.file).map_or("", |file| &file.path);
    let about = finding.subject.as_deref().unwrap_or(path);
    let field = finding.field.unwrap_or_default();
    format!("{}\0{about}\0{field}", finding.rule)
}

/// The 64-bit FNV-1a hash: short, and the same on every machine and in every version.
fn fingerprint(name: &str) -> String {
    const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
    const PRIME: u64 = 0x0100_0000_01b3;
    let hash = name.bytes().fold(OFFSET, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(PRIME)
    });
    format!("{hash:016x}")
}

/// The rules that `names` do not name: neither a rule nor a group.
pub fn unknown_names(names: &[String]) -> impl Iterator<Item = &String> {
    let groups = crate::rules::Group::ALL.map(crate::rules::Group::name);
    names
        .iter()
        .filter(move |name| rule(name).is_none() && !groups.contains(&name.as_str()))
}
