//! What rules are set to for each file, before and after, and what of that became milder.

use std::collections::{BTreeMap, BTreeSet};

use super::{Relaxed, usable};
use crate::finding::{Level, Setting};
use crate::model::Config;
use crate::model::config::{Override, RuleSetting};
use crate::rules::context::number;
use crate::rules::{Laxer, Parameter, RULES, Rule};
use crate::snapshot::Snapshot;

/// Rules that are set lower, and parameters that let more pass.
pub(super) fn rules(base: &Snapshot, before: &Config, after: &Config) -> Vec<Relaxed> {
    let settled = settled(base, before, after);
    let mut relaxed: Vec<Relaxed> = Vec::new();
    for rule in RULES {
        for Settled { was, is } in &settled {
            let ((old, by), (new, set)) = (was.level(rule), is.level(rule));
            if new < old {
                let (old, new) = (level_name(old), level_name(new));
                let message = format!("`{}` went from `{old}` to `{new}`", rule.name);
                relaxed.push(placed(message, by, set));
            }
            for parameter in rule.parameters {
                let ((old, by), (new, set)) = (
                    was.parameter(rule, parameter),
                    is.parameter(rule, parameter),
                );
                let is_laxer = match parameter.laxer {
                    Laxer::Higher => new > old,
                    Laxer::Lower => new < old,
                };
                if is_laxer {
                    let (what, name) = (parameter.name, rule.name);
                    let message = format!("`{what}` of `{name}` went from {old} to {new}");
                    relaxed.push(placed(message, by, set));
                }
            }
        }
    }
    // What is set for all is met again with each path that says nothing of its own.
    let mut seen = BTreeSet::new();
    relaxed.retain(|told| seen.insert(told.clone()));
    relaxed
}

/// What is set for some files, before and after.
struct Settled<'c> {
    was: InForce<'c>,
    is: InForce<'c>,
}

/// The settings that count for a file: those for all, then the overrides that are for it.
struct InForce<'c> {
    config: &'c Config,
    overrides: Vec<&'c Override>,
}

/// A setting with the globs that it is for; none for all.
type Set<'c> = (&'c RuleSetting, Option<&'c Override>);

impl<'c> InForce<'c> {
    fn new(config: &'c Config, is_for: impl Fn(&Override) -> bool) -> Self {
        let overrides = config.overrides.iter().filter(|entry| is_for(entry));
        Self {
            config,
            overrides: overrides.collect(),
        }
    }

    /// What is set for a rule, the last first.
    fn of(&self, rule: &'static str) -> impl Iterator<Item = Set<'c>> {
        let general = self.config.rules.iter().map(|one| (one, None));
        let special = self.overrides.iter().copied();
        let special =
            special.flat_map(|entry| entry.rules.iter().map(move |one| (one, Some(entry))));
        let all: Vec<Set<'c>> = general.chain(special).collect();
        all.into_iter()
            .rev()
            .filter(move |(one, _)| *one.rule.value == *rule)
    }

    /// The level of a rule, none where it is off, with what sets it. Rules that hold a pull request to
    /// more than their level do so as long as nothing is set.
    fn level(&self, rule: &Rule) -> (Option<Level>, Option<Set<'c>>) {
        const RAISED: [&str; 3] = ["goalpost-moved", "key-result-deleted", "objective-deleted"];
        let set = self.of(rule.name).find(|(one, _)| one.setting.is_some());
        let level = match set.and_then(|(one, _)| one.setting) {
            Some(Setting::Level(level)) => Some(level),
            Some(Setting::Off) => None,
            None if RAISED.contains(&rule.name) => Some(Level::Error),
            None => Some(rule.level),
        };
        (level, set)
    }

    /// The value of a parameter, with what sets it.
    fn parameter(&self, rule: &Rule, parameter: &Parameter) -> (u32, Option<Set<'c>>) {
        let mut set = self.of(rule.name).filter_map(|(one, entry)| {
            let value = number(one, parameter.name)?;
            Some((value, Some((one, entry))))
        });
        set.next().unwrap_or((parameter.default, None))
    }
}

/// What is set for the files of the base; and for what globs are meant for that match none of them.
fn settled<'c>(base: &Snapshot, before: &'c Config, after: &'c Config) -> Vec<Settled<'c>> {
    let mut groups: BTreeMap<[Vec<bool>; 2], Settled<'c>> = BTreeMap::new();
    let mut add = |is_for: &dyn Fn(&Override) -> bool| {
        let matched = |config: &Config| config.overrides.iter().map(is_for).collect();
        let settled = || Settled {
            was: InForce::new(before, is_for),
            is: InForce::new(after, is_for),
        };
        let group = [matched(before), matched(after)];
        groups.entry(group).or_insert_with(settled);
    };
    for file in &base.files {
        add(&|entry| entry.matches(&file.path_in_tree));
    }
    for glob in after.overrides.iter().flat_map(|entry| &entry.paths) {
        let glob_set = usable([glob]);
        let mut files = base.files.iter();
        if !files.any(|file| glob_set.is_match(&file.path_in_tree)) {
            add(&|entry| entry.paths.iter().any(|own| own.value == glob.value));
        }
    }
    groups.into_values().collect()
}

/// The message with the globs that it is about, where it is set by what counts now; where nothing does
/// any more, by what counted.
fn placed(message: String, was: Option<Set<'_>>, is: Option<Set<'_>>) -> Relaxed {
    let globs = is.or(was).and_then(|(_, entry)| entry);
    let globs = globs.map(|entry| {
        let globs: Vec<String> = entry
            .paths
            .iter()
            .map(|glob| format!("`{}`", glob.as_str()))
            .collect();
        format!(" for {}", globs.join(", "))
    });
    let span = is.map(|(one, _)| one.rule.span);
    (span, message + &globs.unwrap_or_default())
}

fn level_name(level: Option<Level>) -> &'static str {
    level.map_or("off", Level::name)
}
