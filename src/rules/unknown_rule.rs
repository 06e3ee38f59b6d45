//! `unknown-rule`: a rule, or a parameter of one, that does not exist.

use crate::finding::{FileId, Finding, Level, reading};
use crate::model::config::RuleSetting;
use crate::parse::{Near, near};
use crate::rules::suggest::listed;
use crate::rules::{Check, Context, Group, RULES, Rule, nearest_rule, rule};
use crate::source::{CONFIG_NAME, Spanned, Text};

/// The rule.
pub const RULE: Rule = Rule {
    name: reading::UNKNOWN_RULE,
    group: Group::Housekeeping,
    level: Level::Warning,
    summary: "A rule or a parameter that does not exist",
    why: "A rule that does not exist cannot be turned off, made stricter or ignored, so that a slip \
          in its name leaves everything as it was while the file says otherwise. `okr rules` lists \
          all of them with what can be set.",
    bad: "\
#: okr.yaml
rules:
  owner-mising: error
# ^^^^^^^^^^^^ unknown-rule
  owner-missing: {max: 3}
#                 ^^^ unknown-rule
",
    good: "\
#: okr.yaml
rules:
  owner-missing: error
",
    source: "Follows from the list of the rules",
    parameters: &[],
    check: Check::Tree(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let files = || (0..).map(FileId).zip(&context.snapshot.files);
    if let Some((file, _)) = files().find(|(_, file)| file.path_in_tree == CONFIG_NAME) {
        let config = context.config;
        let for_paths = config.overrides.iter().flat_map(|entry| &entry.rules);
        for setting in config.rules.iter().chain(for_paths) {
            in_setting(setting, file, findings);
        }
    }
    for (id, file) in files() {
        for name in file.ignores.iter().flat_map(|ignore| &ignore.rules) {
            if rule(name).is_none() {
                findings.push(unknown(name, id));
            }
        }
    }
}

fn in_setting(setting: &RuleSetting, file: FileId, findings: &mut Vec<Finding>) {
    let Some(rule) = rule(&setting.rule) else {
        findings.push(unknown(&setting.rule, file).field("rules"));
        return;
    };
    for (key, value) in &setting.parameters {
        findings.extend(in_parameter(rule, key, value, file));
    }
}

/// A name that no rule has.
fn unknown(name: &Spanned<Text>, file: FileId) -> Finding {
    let finding = Finding::new(
        RULE.name,
        file,
        name.span,
        format!("there is no rule `{}`", name.value),
    );
    if let Some(group) = Group::ALL.iter().find(|group| *group.name() == *name.value) {
        let rules = RULES.iter().filter(|rule| rule.group == *group);
        let rules: Vec<_> = rules.map(|rule| rule.name).collect();
        return finding.help(format!(
            "this is a group of rules; name those that are meant: {}",
            listed(&rules, "and")
        ));
    }
    match nearest_rule(name) {
        Some(near) => misspelt(finding, name, near),
        None => finding.help("`okr rules` lists those there are"),
    }
}

/// Suggests `near`, and offers to write it where nothing else is as near. That is never sure enough:
/// it would change what is reported.
fn misspelt(finding: Finding, written: &Spanned<Text>, near: Near<'_>) -> Finding {
    let finding = finding.help(format!("did you mean `{}`?", near.name));
    match near.is_only {
        true => finding.suggest(written.span, near.name),
        false => finding,
    }
}

/// A parameter that the rule does not have, or that is no whole number.
fn in_parameter(
    rule: &Rule,
    key: &Spanned<Text>,
    value: &Spanned<Text>,
    file: FileId,
) -> Option<Finding> {
    let names: Vec<&str> = rule
        .parameters
        .iter()
        .map(|parameter| parameter.name)
        .collect();
    if names.contains(&key.as_str()) {
        let wrong = value.parse::<u32>().is_err();
        let message = format!(
            "`{}` of `{}` is a whole number, and this is none",
            key.value, rule.name
        );
        let default = rule
            .parameters
            .iter()
            .find(|parameter| *parameter.name == *key.value)?
            .default;
        return wrong.then(|| {
            Finding::new(RULE.name, file, value.span, message)
                .field("rules")
                .help(format!(
                    "write digits alone, such as `{default}`, which is the default"
                ))
        });
    }
    let message = format!("`{}` has no parameter `{}`", rule.name, key.value);
    let finding = Finding::new(RULE.name, file, key.span, message).field("rules");
    let known = names.iter().copied().chain(["level"]);
    Some(match (near(key, known), names.is_empty()) {
        (Some(near), _) => misspelt(finding, key, near),
        (None, true) => finding.help("it has none; only its `level` can be set"),
        (None, false) => finding.help(format!(
            "what can be set is its `level` and {}",
            listed(&names, "and")
        )),
    })
}
